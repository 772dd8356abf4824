//! What leaflets are printed with: the theme's files in `pdf/`, and its fonts.

use super::mistake::ThemeMistake;

/// The template of a leaflet on paper.
pub const LEAFLET: &str = "pdf/leaflet.typ";

/// The template of what stands at the foot of its pages.
pub const FOOT: &str = "pdf/foot.typ";

/// The files of a theme that make leaflets on paper.
#[derive(Debug, Default, Hash)]
pub struct Paper {
    /// The templates and what they use: name within the theme, and bytes.
    pub templates: Vec<(String, Vec<u8>)>,
    /// The fonts, the same way. Leaflets are set in the built-in font; these have the letters that it lacks.
    pub fonts: Vec<(String, Vec<u8>)>,
}

impl Paper {
    /// Takes a file of the theme, if it is one of these; says what is wrong with it.
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

/// The first mistake in how a template is written.
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

/// Whether a file is no font.
#[cfg(feature = "pdf")]
fn no_font(name: &str, bytes: &[u8]) -> Option<ThemeMistake> {
    let bytes = typst::foundations::Bytes::new(bytes.to_vec());
    if is_note(name) || typst::text::Font::iter(bytes).next().is_some() {
        return None;
    }
    let detail =
        "it is no font. A font is a file whose name ends with '.ttf' or '.otf'; a '.woff' or '.woff2' is one for \
                  web pages, and cannot be printed with"
            .to_owned();
    Some(ThemeMistake { file: name.to_owned(), range: Default::default(), detail, meant: None })
}

/// Without its typesetter nothing can be said of a font.
#[cfg(not(feature = "pdf"))]
fn no_font(_: &str, _: &[u8]) -> Option<ThemeMistake> {
    None
}

/// What people write down about a font beside it, such as its licence.
#[cfg(feature = "pdf")]
fn is_note(name: &str) -> bool {
    [".txt", ".md"].iter().any(|ending| name.ends_with(ending))
}

/// Without its typesetter nothing can be said of a template.
#[cfg(not(feature = "pdf"))]
fn syntax_mistake(_: &str, _: &[u8]) -> Option<ThemeMistake> {
    None
}

/// What the language of the templates says, as the end of a sentence.
pub(super) fn in_words(message: &str) -> String {
    format!("the language of these templates, Typst, says '{}'", message.replace('`', "'").trim_end_matches('.'))
}
