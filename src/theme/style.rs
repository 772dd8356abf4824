//! Parses a style sheet as far as needed: whether braces match, and the colours it defines.

use super::colour::Scheme;
use crate::source::TextRange;

/// A custom property of a style sheet: `--accent: #7a2f66`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Property<'a> {
    /// The colour scheme that it applies to.
    pub scheme: Scheme,
    /// Its name, without the two hyphens.
    pub name: &'a str,
    /// The value as it is written.
    pub value: &'a str,
    /// The position of the value.
    pub range: TextRange,
}

/// A style sheet, as far as it is parsed.
#[derive(Debug, Default)]
pub(super) struct StyleSheet<'a> {
    /// The custom properties of `:root`, in order: those for all screens, and those for dark ones.
    pub properties: Vec<Property<'a>>,
    /// The first unmatched character, and what is wrong with it.
    pub fault: Option<(TextRange, &'static str)>,
}

pub(super) fn read(text: &str) -> StyleSheet<'_> {
    let mut style = StyleSheet::default();
    // The prelude of each open brace, and the position of the brace.
    let mut open: Vec<(&str, usize)> = Vec::new();
    let (mut at, mut start) = (0, 0);
    let bytes = text.as_bytes();
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                let Some(length) = text[at + 2..].find("*/") else {
                    return style.broken(at, 2, "the comment that begins here with '/*' is not closed with '*/'");
                };
                let is_before = text[start..at].trim().is_empty();
                at += length + 4;
                start = if is_before { at } else { start };
                continue;
            }
            b'"' | b'\'' => match end_of_quote(bytes, at) {
                Some(end) => at = end,
                None => return style.broken(at, 1, "this quotation mark is not closed on the same line"),
            },
            // An unquoted address may contain any character except a bracket.
            b'(' if text[..at].ends_with("url") => at += text[at..].find(')').unwrap_or_default(),
            b'\\' => at += 1,
            b'{' => {
                open.push((text[start..at].trim(), at));
                start = at + 1;
            }
            b';' => {
                style.take(text, start, at, &open);
                start = at + 1;
            }
            b'}' => {
                style.take(text, start, at, &open);
                if open.pop().is_none() {
                    return style.broken(at, 1, "this '}' has no matching '{'");
                }
                start = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    if let Some((_, brace)) = open.first() {
        return style.broken(*brace, 1, "this '{' has no matching '}', so browsers would ignore what follows");
    }
    style
}

impl<'a> StyleSheet<'a> {
    fn broken(mut self, at: usize, length: usize, what: &'static str) -> Self {
        self.fault = Some((TextRange::new(at, at + length), what));
        self
    }

    /// Keeps a declaration if it defines a custom property of the root element.
    fn take(&mut self, text: &'a str, start: usize, end: usize, open: &[(&str, usize)]) {
        let is_root = |prelude: &str| prelude.split(',').any(|selector| matches!(selector.trim(), ":root" | "html"));
        let is_dark = |prelude: &str| {
            let plain: String = prelude.split_whitespace().collect();
            matches!(plain.as_str(), "@media(prefers-color-scheme:dark)" | "@mediascreenand(prefers-color-scheme:dark)")
        };
        let scheme = match open {
            [(root, _)] if is_root(root) => Scheme::Light,
            [(media, _), (root, _)] if is_root(root) && is_dark(media) => Scheme::Dark,
            _ => return,
        };
        let Some((name, value)) = text[start..end].split_once(':') else { return };
        let Some(name) = name.trim().strip_prefix("--") else { return };
        let from = end - value.trim_start().len();
        let value = value.trim();
        self.properties.push(Property { scheme, name, value, range: TextRange::new(from, from + value.len()) });
    }
}

/// The position of the closing quotation mark; `None` if the line ends first.
fn end_of_quote(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        match bytes.get(at)? {
            b'\\' => at += 1,
            b'\n' => return None,
            byte if *byte == bytes[start] => return Some(at),
            _ => {}
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn custom_properties_of_the_root_are_found_in_both_schemes() {
        let text = "/* a: { */ :root { /* b */ --accent: #123; color: red }\n\
                    @media (prefers-color-scheme: dark) { html, :root { --accent : #abc } }\n\
                    @media print { :root { --accent: #000; } } a { --own: 1; background: url(data:;{) }";
        let style = read(text);
        assert_eq!(style.fault, None);
        let found: Vec<_> =
            style.properties.iter().map(|found| (found.scheme, found.name, found.range.of(text))).collect();
        assert_eq!(found, [(Scheme::Light, "accent", "#123"), (Scheme::Dark, "accent", "#abc")]);
    }

    #[test]
    fn unmatched_characters_are_found_at_their_position() {
        let fault = |text: &str| read(text).fault.map(|(range, _)| range.start);
        assert_eq!(fault("a { b: c; }\nd { e: f;\ng { h: i; }\n"), Some(14));
        assert_eq!(fault("a { b: c; } }"), Some(12));
        assert_eq!(fault("a { content: \"x; }"), Some(13));
        assert_eq!(fault("a { } /* b"), Some(6));
        assert_eq!(fault("a::before { content: '}\\''; } /* } */ b { c: url( } ) }"), None);
        assert_eq!(fault("é{"), Some(2));
        assert_eq!(fault("\\"), None);
    }
}
