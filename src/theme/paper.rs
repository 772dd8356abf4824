//! What PDF files are made with: the theme's files in `pdf/`, and its fonts.

use super::mistake::ThemeMistake;

/// The template of a leaflet.
pub const LEAFLET: &str = "pdf/leaflet.typ";

/// The template of the page footer.
pub const FOOT: &str = "pdf/foot.typ";

/// The files of a theme for PDF files.
#[derive(Debug, Default, Hash)]
pub struct Paper {
    /// The templates and the files they use: name within the theme, and bytes.
    pub templates: Vec<(String, Vec<u8>)>,
    /// The fonts, likewise. Leaflets are set in the built-in font; these are used for characters that it does not
    /// have.
    pub fonts: Vec<(String, Vec<u8>)>,
}

impl Paper {
    /// Adds a file of the theme if it is for PDF files; returns what is wrong with it.
    pub(super) fn take(&mut self, name: &str, bytes: &[u8], own: bool) -> Option<ThemeMistake> {
        if name.starts_with("fonts/") {
            self.fonts.push((name.to_owned(), bytes.to_vec()));
            return no_font(name, bytes);
        } else if name.starts_with("pdf/") {
            self.templates.push((name.to_owned(), bytes.to_vec()));
            if own && name.ends_with(".typ") {
                return syntax_mistake(name, bytes);
            }
        }
        None
    }
}

/// The first syntax error in a template.
#[cfg(feature = "pdf")]
fn syntax_mistake(name: &str, bytes: &[u8]) -> Option<ThemeMistake> {
    use crate::source::TextRange;

    let text = std::str::from_utf8(bytes).ok()?;
    let source = typst::syntax::Source::detached(text);
    let (errors, _) = source.root().errors_and_warnings();
    let error = errors.first()?;
    let range = match error.span.get() {
        typst::syntax::DiagSpanKind::Number { num, sub_range, .. } => source.range(num, sub_range),
        typst::syntax::DiagSpanKind::Range { range, .. } => Some(range),
        typst::syntax::DiagSpanKind::Detached => None,
    };
    let range = range.map(|range| TextRange::new(range.start, range.end)).unwrap_or_default();
    Some(ThemeMistake { file: name.to_owned(), range, detail: in_words(&error.message), meant: None })
}

/// Reports a file that is not a font.
#[cfg(feature = "pdf")]
fn no_font(name: &str, bytes: &[u8]) -> Option<ThemeMistake> {
    let bytes = typst::foundations::Bytes::new(bytes.to_vec());
    if is_note(name) || typst::text::Font::iter(bytes).next().is_some() {
        return None;
    }
    let detail =
        "it is not a font that can be used in print. Use a file whose name ends in '.ttf' or '.otf'; '.woff' and '.woff2' \
         files are for web pages only"
            .to_owned();
    Some(ThemeMistake { file: name.to_owned(), range: Default::default(), detail, meant: None })
}

/// Fonts cannot be checked without the typesetter.
#[cfg(not(feature = "pdf"))]
fn no_font(_: &str, _: &[u8]) -> Option<ThemeMistake> {
    None
}

/// Notes on a font, such as its licence.
#[cfg(feature = "pdf")]
fn is_note(name: &str) -> bool {
    [".txt", ".md"].iter().any(|ending| name.ends_with(ending))
}

/// Templates cannot be checked without the typesetter.
#[cfg(not(feature = "pdf"))]
fn syntax_mistake(_: &str, _: &[u8]) -> Option<ThemeMistake> {
    None
}

/// Rewords a message of the typesetter as the end of a sentence.
pub(super) fn in_words(message: &str) -> String {
    format!("the template language Typst reports '{}'", message.replace('`', "'").trim_end_matches('.'))
}
