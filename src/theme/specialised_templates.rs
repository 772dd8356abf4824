//! Templates in which the data shared by all pages is already inserted.
//!
//! A page uses some sixty interface words and facts of the site. They are inserted into the templates once, escaped as
//! the templates themselves would do it, so that ten thousand pages need not look them up again.

use std::collections::BTreeMap;

use tera::{Context, Tera};

use super::minify::template_tags;

/// Templates for pages that share some of their data.
#[derive(Debug)]
pub struct SpecialisedTemplates {
    /// `None` if the templates are rendered as they are.
    pub(super) tera: Option<Tera>,
}

/// The templates of `plain`, whose texts are `texts`, with the data of `shared` inserted.
pub(super) fn specialised(
    plain: &Tera,
    texts: &[(String, String)],
    shared: &Context,
    fixed: &[&str],
) -> SpecialisedTemplates {
    let usable = texts.iter().filter(|(name, text)| name.ends_with(".html") && !text.contains("raw %}"));
    // A template that assigns one of these names means its own value, and so do templates that it includes.
    if texts.iter().any(|(_, text)| template_tags(text).any(|(_, tag)| assigns_name(tag, fixed))) {
        return SpecialisedTemplates { tera: None };
    }
    let known =
        usable.clone().flat_map(|(_, text)| template_tags(text)).filter_map(|(_, tag)| FixedLookup::of(tag, fixed));
    let written = written(shared, known.map(|known| known.place).collect());
    let filled = usable.map(|(name, text)| (name, filled(text, fixed, &written)));
    let mut tera = plain.clone();
    SpecialisedTemplates { tera: tera.add_raw_templates(filled).is_ok().then_some(tera) }
}

/// A lookup such as `{{ words.reference }}` or `{{ words.archive_note | fill(date=leaflet.archive_date.words) }}`
/// whose text is the same on every page.
struct FixedLookup<'t> {
    /// The path of the text.
    place: &'t str,
    /// The placeholders in it, with the paths of their values.
    filled: Vec<(&'t str, &'t str)>,
}

impl<'t> FixedLookup<'t> {
    fn of(tag: &'t str, fixed: &[&str]) -> Option<Self> {
        let inner = tag.strip_prefix("{{")?.strip_suffix("}}")?.trim();
        let (place, filter) =
            inner.split_once('|').map_or((inner, None), |(place, filter)| (place.trim(), Some(filter)));
        let is_plain =
            |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'));
        let (name, below) = place.split_once('.')?;
        if !is_plain(below) || !(fixed.contains(&name) || fixed.contains(&place)) {
            return None;
        }
        let Some(filter) = filter else { return Some(Self { place, filled: Vec::new() }) };
        let values = filter.trim().strip_prefix("fill(")?.strip_suffix(')')?.split(',');
        let values = values.map(|value| {
            let (name, value) = value.split_once('=')?;
            let (name, value) = (name.trim(), value.trim());
            // Only paths with a dot: a top-level value may be HTML, which is escaped differently.
            (is_plain(name) && is_plain(value) && value.contains('.')).then_some((name, value))
        });
        Some(Self { place, filled: values.collect::<Option<_>>()? })
    }

    /// The text for a template, with its placeholders as tags. `None` if it would become part of a tag.
    fn text(&self, written: &str) -> Option<String> {
        let mut text = String::with_capacity(written.len());
        let mut rest = written;
        while let Some(at) = rest.find('{').filter(|_| !self.filled.is_empty()) {
            let end = at + rest[at..].find('}')?;
            let (_, value) = self.filled.iter().find(|(name, _)| *name == &rest[at + 1..end])?;
            text.push_str(is_harmless(&rest[..at])?);
            text.push_str(&format!("{{{{ {value} }}}}"));
            rest = &rest[end + 1..];
        }
        text.push_str(is_harmless(rest)?);
        Some(text)
    }
}

fn is_harmless(text: &str) -> Option<&str> {
    (!text.contains(['{', '}', '%', '#'])).then_some(text)
}

/// Whether a tag assigns one of the names: `{% set words = ... %}`, `{% for words in ... %}`.
fn assigns_name(tag: &str, fixed: &[&str]) -> bool {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut words = tag.trim_start_matches(['{', '%', '-', ' ', '\n', '\r', '\t']).split(|letter| !is_word(letter));
    let given = match words.next() {
        Some("set" | "set_global") => 1,
        Some("for" | "component") => usize::MAX,
        _ => 0,
    };
    words
        .filter(|word| !word.is_empty())
        .take_while(|word| *word != "in")
        .take(given)
        .any(|word| fixed.iter().any(|place| place.split('.').next() == Some(word)))
}

/// The text at each path, as the templates themselves write it.
fn written<'t>(shared: &Context, mut places: Vec<&'t str>) -> BTreeMap<&'t str, String> {
    places.sort_unstable();
    places.dedup();
    let mut tera = Tera::new();
    let templates = places.iter().map(|place| (format!("{place}.html"), format!("{{{{ {place} }}}}")));
    if tera.add_raw_templates(templates).is_err() {
        return BTreeMap::new();
    }
    let written =
        places.into_iter().filter_map(|place| Some((place, tera.render(&format!("{place}.html"), shared).ok()?)));
    written.collect()
}

fn filled(text: &str, fixed: &[&str], written: &BTreeMap<&str, String>) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut from = 0;
    for (at, tag) in template_tags(text) {
        let known = FixedLookup::of(tag, fixed).and_then(|known| known.text(written.get(known.place)?));
        if let Some(known) = known {
            filled.push_str(&text[from..at]);
            filled.push_str(&known);
            from = at + tag.len();
        }
    }
    filled.push_str(&text[from..]);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(template: &str) -> (String, String) {
        let mut tera = Tera::new();
        tera.register_filter("fill", crate::theme::fill);
        let texts = [("own.html".to_owned(), template.to_owned())];
        tera.add_raw_templates(texts.iter().map(|(name, text)| (name, text))).unwrap();
        let mut shared = Context::new();
        let words = [("plain", "Salt & <pepper>"), ("count", "{count} leaflets"), ("quotes", "a \"b\" c")];
        shared.insert("words", &BTreeMap::from(words));
        let mut context = shared.clone();
        context.insert("others", &["one", "two"]);
        context.insert("leaflet", &BTreeMap::from([("title", "Salt & {water}"), ("count", "3")]));
        let fixed = specialised(&tera, &texts, &shared, &["words"]);
        assert!(fixed.tera.is_some() || template.contains("set words"));
        let plain = tera.render("own.html", &context).unwrap();
        (fixed.tera.map_or(plain.clone(), |fixed| fixed.render("own.html", &context).unwrap()), plain)
    }

    #[test]
    fn rendered_pages_are_unchanged() {
        for template in [
            "<p title=\"{{ words.quotes }}\">{{ words.plain }}: {{words.count}}</p>",
            "<p>{% for word in others %}{{ word }} {{ words.plain }}{% endfor %} {{ words.count | upper }}</p>",
            "<p>{# {{ words.plain }} #}{% raw %}{{ words.plain }}{% endraw %}</p>",
            "<p>{% if words.plain == \"Salt & <pepper>\" %}{{ words.plain | upper }}{% endif %}</p>",
            "<p>{% set words = others %}{{ words | length }}</p>",
            "<p title=\"{{ words.count | fill(count=leaflet.title) }}\">{{ words.count | fill(count = leaflet.count) }}</p>",
            "<p>{{ words.plain | fill(count=leaflet.title) }} {{ words.count | fill(other=leaflet.title) }}</p>",
            "<p>{{ words.count | fill(count=others | length) }} {{ words.count | fill(count=leaflet.count) | upper }}</p>",
        ] {
            let (fixed, plain) = rendered(template);
            assert_eq!(fixed, plain, "{template}");
        }
    }

    #[test]
    fn shared_data_is_inserted_into_the_template() {
        let written =
            written(&Context::from_serialize(&serde_json::json!({"words": {"a": "x & y"}})).unwrap(), vec!["words.a"]);
        assert_eq!(filled("<p>{{ words.a }}{{ page.a }}</p>", &["words"], &written), "<p>x &amp; y{{ page.a }}</p>");
    }
}
