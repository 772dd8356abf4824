//! Finds external files in a style sheet inside a drawing.

use cssparser::{ParseError, Parser, ParserInput, Token};

/// What a style sheet would load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum StyleImport {
    /// Another file: its address.
    File(String),
    /// An external style sheet.
    StyleSheet,
}

/// Functions that take addresses.
const FUNCTIONS: [&str; 2] = ["url", "src"];
/// The ends of the names of functions that take lists of addresses.
const LISTS: [&str; 2] = ["image-set", "cross-fade"];

/// Limit on nesting, far beyond any style sheet.
const MAX_DEPTH: usize = 100;

/// The first external file in a style sheet or `style` attribute; `None` if there is none.
pub(super) fn asked(css: &str) -> Option<StyleImport> {
    first(&mut Parser::new(&mut ParserInput::new(css)), 0)
}

fn first(parser: &mut Parser<'_, '_>, depth: usize) -> Option<StyleImport> {
    if depth > MAX_DEPTH {
        // What is further inside might load anything.
        return Some(StyleImport::StyleSheet);
    }
    let mut found = None;
    while let (None, Ok(token)) = (&found, parser.next().cloned()) {
        found = match token {
            Token::AtKeyword(name) => name.eq_ignore_ascii_case("import").then_some(StyleImport::StyleSheet),
            Token::UnquotedUrl(address) | Token::BadUrl(address) => external(&address),
            Token::Function(name) if FUNCTIONS.iter().any(|known| name.eq_ignore_ascii_case(known)) => {
                match parser.parse_nested_block(|inner| Ok::<_, ParseError<'_, ()>>(inner.expect_string_cloned()?)) {
                    Ok(address) => external(&address),
                    Err(_) => Some(StyleImport::File(format!("{name}()"))),
                }
            }
            Token::Function(name) if LISTS.iter().any(|known| name.to_ascii_lowercase().ends_with(known)) => {
                Some(StyleImport::File(format!("{name}()")))
            }
            Token::Function(_) | Token::ParenthesisBlock | Token::SquareBracketBlock | Token::CurlyBracketBlock => {
                let mut inside = None;
                // The rest of the block does not matter once something is found.
                let _ = parser.parse_nested_block(|inner| {
                    inside = first(inner, depth + 1);
                    Ok::<_, ParseError<'_, ()>>(())
                });
                inside
            }
            _ => None,
        };
    }
    found
}

fn external(address: &str) -> Option<StyleImport> {
    (!stays_inside(address)).then(|| StyleImport::File(address.trim().to_owned()))
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
            "d: 'url(a.svg)'",
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
        assert_eq!(asked("@media screen { g { fill: url(other.svg"), file("other.svg"));
        assert_eq!(asked("fill: url(a b.svg)"), file("a b.svg"));
        assert_eq!(asked("fill: src(var(--a))"), file("src()"));
        assert_eq!(asked(&"(".repeat(1_000_000)), Some(StyleImport::StyleSheet));
        assert_eq!(asked("fill: \\75 rl(a.svg)"), file("a.svg"));
        assert_eq!(asked("fill: u\\72l(a.svg)"), file("a.svg"));
        assert_eq!(asked("fill: ur/**/l(#a); x: url(data:image/svg+xml,x)"), file("data:image/svg+xml,x"));
        assert_eq!(asked("@\\69mport 'a.css'"), Some(StyleImport::StyleSheet));
        assert_eq!(asked("x: image-set('a.png' 1x)"), file("image-set()"));
    }
}
