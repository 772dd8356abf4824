//! The kinds of leaflet, and the sections expected in each.

use std::sync::LazyLock;

use crate::check::phrases::Phrases;
use crate::settings::{KindSections, Settings};
use crate::yaml::{self, YamlNode, YamlValue};

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

static KINDS: LazyLock<Vec<BuiltInKind>> = LazyLock::new(|| {
    let root = yaml::parse(include_str!("rules/data/sections.yaml"), 0);
    let kinds = root.iter().flat_map(YamlNode::entries);
    kinds.map(|(name, sections)| kind(name.text().unwrap_or_default(), sections)).collect()
});

fn kind(name: &str, node: &YamlNode<'_>) -> BuiltInKind {
    let field = |section: &YamlNode<'_>, name: &str| {
        let entry = section.entries().iter().find(|(key, _)| key.text() == Some(name));
        entry.map(|(_, value)| texts(value)).unwrap_or_default()
    };
    let mut sections = Vec::new();
    let (mut headings, mut alone, mut inside) = (Vec::new(), Vec::new(), Vec::new());
    for (group, (name, section)) in (0..32).zip(node.entries()) {
        let text = |field: Vec<String>| field.into_iter().next().unwrap_or_default().into_boxed_str();
        headings.extend(field(section, "heading").into_iter().map(|phrase| (phrase, group)));
        alone.extend(field(section, "alone").into_iter().map(|phrase| (phrase, group)));
        inside.extend(field(section, "inside").into_iter().map(|phrase| (phrase, group)));
        sections.push(ExpectedSection {
            name: name.text().unwrap_or_default().into(),
            ask: text(field(section, "ask")),
            title: text(field(section, "title")),
            opening: field(section, "opening").iter().any(|text| text == "true"),
        });
    }
    let phrases =
        |phrases: &[(String, u32)]| Phrases::new(phrases.iter().map(|(phrase, group)| (phrase.as_str(), *group)));
    BuiltInKind {
        name: name.into(),
        sections,
        headings: phrases(&headings),
        alone: phrases(&alone),
        inside: phrases(&inside),
    }
}

/// The strings of a value: its text, or the items of its list.
fn texts(node: &YamlNode<'_>) -> Vec<String> {
    match &node.value {
        YamlValue::Text(text) => vec![text.to_string()],
        YamlValue::List(items) => items.iter().filter_map(YamlNode::text).map(str::to_owned).collect(),
        YamlValue::Nothing | YamlValue::Map(_) => Vec::new(),
    }
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
    /// Its heading.
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
