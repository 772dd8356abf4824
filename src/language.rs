//! Languages: their tags and text directions.

use icu_locale::{Direction, Locale, LocaleCanonicalizer, LocaleDirectionality};

/// Native names of the languages in which UK hospitals most often offer leaflets.
const OWN_NAMES: &[(&str, &str)] = &[
    ("am", "አማርኛ"),
    ("ar", "العربية"),
    ("bg", "Български"),
    ("bn", "বাংলা"),
    ("ckb", "کوردیی ناوەندی"),
    ("cs", "Čeština"),
    ("cy", "Cymraeg"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("es", "Español"),
    ("et", "Eesti"),
    ("fa", "فارسی"),
    ("fr", "Français"),
    ("ga", "Gaeilge"),
    ("gd", "Gàidhlig"),
    ("gu", "ગુજરાતી"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hu", "Magyar"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("ku", "Kurdî"),
    ("lt", "Lietuvių"),
    ("lv", "Latviešu"),
    ("ml", "മലയാളം"),
    ("ne", "नेपाली"),
    ("nl", "Nederlands"),
    ("pa", "ਪੰਜਾਬੀ"),
    ("pl", "Polski"),
    ("ps", "پښتو"),
    ("pt", "Português"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("si", "සිංහල"),
    ("sk", "Slovenčina"),
    ("so", "Soomaali"),
    ("sq", "Shqip"),
    ("sv", "Svenska"),
    ("sw", "Kiswahili"),
    ("ta", "தமிழ்"),
    ("te", "తెలుగు"),
    ("ti", "ትግርኛ"),
    ("tl", "Tagalog"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("ur", "اردو"),
    ("vi", "Tiếng Việt"),
    ("yo", "Yorùbá"),
    ("zh", "中文"),
];

/// A language of a page, by its BCP 47 tag.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language {
    tag: Box<str>,
    right_to_left: bool,
}

impl Language {
    /// Parses a tag such as `en-GB`, `cy` or `ar`; `None` if it is not a language tag.
    pub fn parse(tag: &str) -> Option<Self> {
        // Words such as 'old' and 'new' are valid tags, but are far more common in file names than Mochi and Newari.
        let primary = tag.split('-').next().unwrap_or(tag);
        if !matches!(primary.len(), 2 | 3) || matches!(primary, "old" | "new" | "bak") {
            return None;
        }
        let locale = Locale::try_from_str(tag).ok().filter(|locale| !locale.id.language.is_unknown())?;
        // The script of a language is listed under only one of its tags: that of Dari, 'prs', under the Persian of
        // Afghanistan.
        let mut usual = locale.clone();
        LocaleCanonicalizer::new_extended().canonicalize(&mut usual);
        let direction = LocaleDirectionality::new_extended();
        let is_right_to_left = |locale: &Locale| direction.get(&locale.id) == Some(Direction::RightToLeft);
        let right_to_left = is_right_to_left(&locale) || is_right_to_left(&usual);
        Some(Self { tag: locale.to_string().into(), right_to_left })
    }

    /// The tag in canonical form: `en-GB`.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The language subtag: `en` in `en-GB`.
    pub fn primary(&self) -> &str {
        self.tag.split('-').next().unwrap_or(&self.tag)
    }

    /// Whether another language is this one or a variety of it: `en` covers `en-GB`, but not the reverse. This is how
    /// language ranges match in RFC 4647, section 3.3.1.
    pub fn covers(&self, other: &Self) -> bool {
        let rest = other.tag.strip_prefix(&*self.tag);
        self.right_to_left == other.right_to_left && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    }

    /// Its native name, if known: `Cymraeg`.
    pub fn own_name(&self) -> Option<&'static str> {
        let at = OWN_NAMES.binary_search_by(|(tag, _)| tag.cmp(&self.primary())).ok()?;
        Some(OWN_NAMES[at].1)
    }

    /// `ltr` or `rtl`, for HTML.
    pub fn direction(&self) -> &'static str {
        if self.right_to_left { "rtl" } else { "ltr" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_order_and_are_found() {
        assert!(OWN_NAMES.is_sorted());
        let name = |tag| Language::parse(tag).and_then(|language| language.own_name());
        assert_eq!((name("cy"), name("zh-Hant"), name("fy")), (Some("Cymraeg"), Some("中文"), None));
    }

    #[test]
    fn a_language_covers_its_varieties() {
        let covers = |this, other| Language::parse(this).zip(Language::parse(other)).map(|(a, b)| a.covers(&b));
        let right = [("en", "en"), ("en", "en-GB"), ("zh-Hant", "zh-Hant-HK")];
        let wrong = [("en-GB", "en"), ("en-GB", "en-US"), ("en", "eng-GB"), ("en", "cy"), ("pa", "pa-Arab")];
        assert!(right.into_iter().all(|(this, other)| covers(this, other) == Some(true)));
        assert!(wrong.into_iter().all(|(this, other)| covers(this, other) == Some(false)));
    }

    /// Languages spoken in the United Kingdom, and others by their tags of three letters.
    #[test]
    fn right_to_left_languages() {
        let direction = |tag: &str| Language::parse(tag).map(|language| language.direction());
        let from_right = [
            "ar", "arb", "ara", "arz", "apc", "ajp", "acm", "ary", "arq", "aeb", "ayl", "afb", "apd", "fa", "fas",
            "pes", "prs", "haz", "ps", "pus", "pbt", "pbu", "ur", "urd", "pnb", "lah", "skr", "hno", "hnd", "sd",
            "snd", "ks", "kas", "ckb", "sdh", "he", "heb", "yi", "yid", "ydd", "syr", "aii", "cld", "dv", "div", "ug",
            "uig", "rhg", "azb", "glk", "mzn", "lrc", "bal", "bgp", "bcc", "bgn", "brh", "bqi", "luz", "nqo",
            "pa-Arab", "ku-Arab", "uz-Arab", "az-Arab", "ms-Arab", "pa-PK", "uz-AF",
        ];
        let wrong: Vec<&str> = from_right.into_iter().filter(|tag| direction(tag) != Some("rtl")).collect();
        assert_eq!(wrong, [""; 0], "these are set from left to right");
        let from_left =
            ["en", "cy", "so", "tr", "ku", "pa", "uz", "az", "ms", "hi", "am", "ti", "fa-Latn", "ur-Latn", "sw", "ha"];
        let wrong: Vec<&str> = from_left.into_iter().filter(|tag| direction(tag) != Some("ltr")).collect();
        assert_eq!(wrong, [""; 0], "these are set from right to left");
    }

    #[test]
    fn tags_and_directions() {
        let tag = |tag: &str| Language::parse(tag).map(|language| (language.tag().to_owned(), language.direction()));
        assert_eq!(tag("en-gb"), Some(("en-GB".to_owned(), "ltr")));
        assert_eq!(tag("ar"), Some(("ar".to_owned(), "rtl")));
        assert_eq!(tag("ur-PK"), Some(("ur-PK".to_owned(), "rtl")));
        assert_eq!(tag("prs"), Some(("prs".to_owned(), "rtl")));
        assert_eq!(tag("pnb"), Some(("pnb".to_owned(), "rtl")));
        assert_eq!(tag("final version"), None);
        assert_eq!(tag("old"), None);
        assert_eq!(tag("draft"), None);
        assert_eq!(tag(""), None);
    }
}
