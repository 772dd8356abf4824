//! Identifies a leaflet in one language.

/// Identifies a leaflet in one language: its reference in lower case, and the tag of the language of a translation.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextKey {
    reference: String,
    language: Option<Box<str>>,
}

impl TextKey {
    /// The key of a leaflet.
    pub fn new(reference: &str, language: Option<&str>) -> Self {
        Self { reference: reference.to_lowercase(), language: language.map(Into::into) }
    }
}
