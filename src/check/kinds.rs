//! The kinds of leaflet, and the sections expected in each.

use std::sync::LazyLock;

use indexmap::IndexMap;

use crate::check::phrases::Phrases;
use crate::settings::{KindSections, Settings};

/// A built-in kind of leaflet.
pub struct BuiltInKind {
    /// Its name: `treatment`.
    pub name: Box<str>,
    /// The sections it should have; at most 32.
    pub sections: Vec<ExpectedSection>,
    /// Phrases in headings; the group is the index into `sections`.
    pub headings: Phrases,
    /// Phrases in headings that count only if the heading matches no other section: 'What are the risks?' does not
    /// say what the treatment is.
    pub alone: Phrases,
    /// Phrases in sentences; groups as in `headings`.
    pub inside: Phrases,
}

/// A section that a kind of leaflet should have.
pub struct ExpectedSection {
    /// Its name in `site.yaml`: `risks`.
    pub name: Box<str>,
    /// What the section answers, worded to follow 'readers want to know'.
    pub ask: Box<str>,
    /// A suitable heading for the section.
    pub title: Box<str>,
    /// Whether text before the first heading counts as this section.
    pub opening: bool,
}

/// A section in `sections.yaml`, which explains the keys.
#[derive(serde::Deserialize)]
struct SectionEntry {
    ask: Box<str>,
    title: Box<str>,
    #[serde(default)]
    heading: Vec<String>,
    #[serde(default)]
    alone: Vec<String>,
    #[serde(default)]
    inside: Vec<String>,
    #[serde(default)]
    opening: bool,
}

static KINDS: LazyLock<Vec<BuiltInKind>> = LazyLock::new(|| {
    // A unit test reads the file, so errors are found before a release.
    let kinds = serde_yaml::from_str(include_str!("rules/data/sections.yaml"));
    let kinds: IndexMap<Box<str>, IndexMap<Box<str>, SectionEntry>> = kinds.unwrap_or_default();
    kinds.into_iter().map(|(name, sections)| kind(name, sections)).collect()
});

fn kind(name: Box<str>, entries: IndexMap<Box<str>, SectionEntry>) -> BuiltInKind {
    let phrases = |of: fn(&SectionEntry) -> &[String]| {
        let sections = (0..32).zip(entries.values());
        Phrases::new(sections.flat_map(|(group, entry)| of(entry).iter().map(move |phrase| (phrase.as_str(), group))))
    };
    let (headings, alone, inside) =
        (phrases(|entry| &entry.heading), phrases(|entry| &entry.alone), phrases(|entry| &entry.inside));
    let sections = entries.into_iter().take(32);
    let sections =
        sections.map(|(name, SectionEntry { ask, title, opening, .. })| ExpectedSection { name, ask, title, opening });
    BuiltInKind { name, sections: sections.collect(), headings, alone, inside }
}

/// The built-in kind with this name, ignoring case.
pub fn built_in(name: &str) -> Option<&'static BuiltInKind> {
    KINDS.iter().find(|kind| kind.name.eq_ignore_ascii_case(name.trim()))
}

/// The sections that `site.yaml` sets for a kind.
pub fn of_site<'a>(settings: &'a Settings, name: &str) -> Option<&'a KindSections> {
    settings.sections.iter().find(|kind| kind.kind.value.eq_ignore_ascii_case(name.trim()))
}

/// The names of all kinds: first the built-in ones, then those of the site.
pub fn names(settings: &Settings) -> Vec<&str> {
    let own = settings.sections.iter().map(|kind| kind.kind.value.as_str());
    let own = own.filter(|name| built_in(name).is_none());
    KINDS.iter().map(|kind| &*kind.name).chain(own).collect()
}

/// The headings that a new leaflet of a kind begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeafletOutline {
    /// The kind, as spelt in the built-in table or in `site.yaml`.
    pub kind: String,
    /// Its sections, in order.
    pub sections: Vec<OutlineSection>,
}

/// A section of a new leaflet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineSection {
    pub heading: String,
    /// What readers want to know from this section.
    pub ask: String,
}

/// The headings of a kind: the built-in ones, without those that the site has switched off, then those of the site.
/// `None` if there is no such kind.
pub fn outline(settings: &Settings, name: &str) -> Option<LeafletOutline> {
    let (built_in, of_site) = (built_in(name), of_site(settings, name));
    let kind = match (built_in, of_site) {
        (Some(kind), _) => kind.name.to_string(),
        (None, Some(kind)) => kind.kind.value.clone(),
        (None, None) => return None,
    };
    let own = of_site.map_or(&[][..], |kind| &kind.sections);
    let known = built_in.map_or(&[][..], |kind| &kind.sections);
    let is = |section: &ExpectedSection, name: &str| section.name.eq_ignore_ascii_case(name);
    let is_wanted =
        |section: &&ExpectedSection| !own.iter().any(|(name, words)| is(section, &name.value) && words.is_empty());
    let known_sections = known
        .iter()
        .filter(is_wanted)
        .map(|section| OutlineSection { heading: section.title.to_string(), ask: section.ask.to_string() });
    let own = own.iter().filter(|(name, _)| !known.iter().any(|section| is(section, &name.value)));
    // The heading must contain one of the words that the site expects, or `missing-section` would report it.
    let own_sections = own.filter_map(|(name, words)| {
        Some(OutlineSection {
            heading: with_capital(words.first()?.value.trim().trim_end_matches('*')),
            ask: format!("what this site expects under '{}'", name.value),
        })
    });
    Some(LeafletOutline { kind, sections: known_sections.chain(own_sections).collect() })
}

fn with_capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_of_sections_is_complete() {
        let names: Vec<&str> = KINDS.iter().map(|kind| &*kind.name).collect();
        assert_eq!(names, ["treatment", "condition", "service", "medicine"]);
        for kind in KINDS.iter() {
            assert!(kind.sections.len() >= 4 && !kind.headings.is_empty() && !kind.inside.is_empty(), "{}", kind.name);
            for section in &kind.sections {
                let complete = !section.ask.is_empty() && !section.title.is_empty();
                assert!(complete && !section.ask.ends_with(['.', '?']), "{} {}", kind.name, section.name);
            }
        }
    }
}
