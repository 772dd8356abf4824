//! Languages: their tags and the direction they are written in.

use icu_locale::{Direction, Locale, LocaleDirectionality};

/// A language of a page, by its BCP 47 tag.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language {
    tag: Box<str>,
    right_to_left: bool,
}

impl Language {
    /// Reads a tag such as `en-GB`, `cy` or `ar`; nothing where it is no language tag.
    pub fn parse(tag: &str) -> Option<Self> {
        // Words such as 'old' and 'new' have the shape of a tag, and are seen in file names far more often than Mochi
        // and Newari.
        let primary = tag.split('-').next().unwrap_or(tag);
        if !matches!(primary.len(), 2 | 3) || matches!(primary, "old" | "new" | "bak") {
            return None;
        }
        let locale = Locale::try_from_str(tag).ok().filter(|locale| !locale.id.language.is_unknown())?;
        let direction = LocaleDirectionality::new_extended();
        let right_to_left = direction.get(&locale.id) == Some(Direction::RightToLeft);
        Some(Self { tag: locale.to_string().into(), right_to_left })
    }

    /// The tag, in its usual spelling: `en-GB`.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The language alone: `en` of `en-GB`.
    pub fn primary(&self) -> &str {
        self.tag.split('-').next().unwrap_or(&self.tag)
    }

    /// `ltr` or `rtl`, as HTML wants it.
    pub fn direction(&self) -> &'static str {
        if self.right_to_left { "rtl" } else { "ltr" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_directions() {
        let tag = |tag: &str| Language::parse(tag).map(|language| (language.tag().to_owned(), language.direction()));
        assert_eq!(tag("en-gb"), Some(("en-GB".to_owned(), "ltr")));
        assert_eq!(tag("ar"), Some(("ar".to_owned(), "rtl")));
        assert_eq!(tag("ur-PK"), Some(("ur-PK".to_owned(), "rtl")));
        assert_eq!(tag("final version"), None);
        assert_eq!(tag("old"), None);
        assert_eq!(tag("draft"), None);
        assert_eq!(tag(""), None);
    }
}
