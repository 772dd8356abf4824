//! Finds external files in a style sheet inside a drawing.

use std::borrow::Cow;

/// What a style sheet would load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum StyleImport {
    /// Another file: its address.
    File(String),
    /// An external style sheet.
    StyleSheet,
}

/// Functions that take addresses.
const FUNCTIONS: [&str; 2] = ["url(", "src("];
/// Functions that take lists of addresses.
const LISTS: [&str; 2] = ["image-set(", "cross-fade("];

/// The first external file in a style sheet or `style` attribute; `None` if there is none.
pub(super) fn asked(css: &str) -> Option<StyleImport> {
    let css = plain(css);
    if css.contains("@import") {
        return Some(StyleImport::StyleSheet);
    }
    for name in FUNCTIONS {
        for (at, _) in css.match_indices(name) {
            let address = css[at + name.len()..].trim_start().trim_start_matches(['"', '\'']);
            let end = address.find(['"', '\'', ')']).unwrap_or(address.len());
            let address = address[..end].trim();
            if !stays_inside(address) {
                return Some(StyleImport::File(address.to_owned()));
            }
        }
    }
    LISTS.iter().find(|name| css.contains(**name)).map(|name| StyleImport::File((*name).to_owned() + ")"))
}

/// Whether an address refers to a part of the same drawing, or embeds a picture or a font.
pub(super) fn stays_inside(address: &str) -> bool {
    let address = address.trim().to_ascii_lowercase();
    if address.is_empty() || address.starts_with('#') {
        return true;
    }
    let Some(data) = address.strip_prefix("data:") else { return false };
    [
        "image/png",
        "image/jpeg",
        "image/jpg",
        "image/gif",
        "image/webp",
        "image/avif",
        "font/",
        "application/font",
        "application/x-font",
    ]
    .iter()
    .any(|kind| data.starts_with(kind))
}

/// A style sheet in lower case, without comments, and with escapes such as `\75 rl` decoded.
fn plain(css: &str) -> Cow<'_, str> {
    let css = without_comments(css);
    if !css.contains('\\') {
        return Cow::Owned(css.to_lowercase());
    }
    let mut plain = String::with_capacity(css.len());
    let mut letters = css.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            plain.push(letter);
            continue;
        }
        let mut code = String::new();
        while code.len() < 6 {
            match letters.next_if(char::is_ascii_hexdigit) {
                Some(digit) => code.push(digit),
                None => break,
            }
        }
        match u32::from_str_radix(&code, 16) {
            Ok(code) => {
                plain.extend(char::from_u32(code));
                letters.next_if(|next| next.is_whitespace());
            }
            Err(_) => plain.extend(letters.next().filter(|next| *next != '\n')),
        }
    }
    Cow::Owned(plain.to_lowercase())
}

fn without_comments(css: &str) -> Cow<'_, str> {
    if !css.contains("/*") {
        return Cow::Borrowed(css);
    }
    let mut kept = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(start) = rest.find("/*") {
        kept.push_str(&rest[..start]);
        rest = rest[start..].find("*/").map_or("", |end| &rest[start + end + 2..]);
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn internal_references_are_accepted() {
        for css in [
            "fill: red",
            "fill: url(#shade)",
            "filter:url( '#blur' )",
            "src: url(data:font/woff2;base64,AAAA)",
            ".curl{fill:none}",
            "/* see url(https://x.example) */ fill: red",
        ] {
            assert_eq!(asked(css), None, "{css}");
        }
    }

    #[test]
    fn all_external_references_are_found() {
        let file = |address: &str| Some(StyleImport::File(address.to_owned()));
        assert_eq!(asked("fill: url(https://x.example/a.svg#b)"), file("https://x.example/a.svg#b"));
        assert_eq!(asked("fill: URL( \"other.svg\" )"), file("other.svg"));
        assert_eq!(asked("fill: \\75 rl(a.svg)"), file("a.svg"));
        assert_eq!(asked("fill: u\\72l(a.svg)"), file("a.svg"));
        assert_eq!(asked("fill: ur/**/l(#a); x: url(data:image/svg+xml,x)"), file("data:image/svg+xml,x"));
        assert_eq!(asked("@\\69mport 'a.css'"), Some(StyleImport::StyleSheet));
        assert_eq!(asked("x: image-set('a.png' 1x)"), file("image-set()"));
    }
}
