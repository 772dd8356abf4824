//! The preview's own templates, words, style and script. They are not part of a theme, so that they work when it is
//! broken.

use std::sync::LazyLock;

use indexmap::IndexMap;
use serde::Serialize;
use tera::{Context, Map, Tera, Value};

use crate::theme;

const TEMPLATES: [(&str, &str); 6] = [
    ("desk.html", include_str!("parts/desk.html")),
    ("finding.html", include_str!("parts/finding.html")),
    ("frame.html", include_str!("parts/frame.html")),
    ("lines.html", include_str!("parts/lines.html")),
    ("mark.html", include_str!("parts/mark.html")),
    ("panel.html", include_str!("parts/panel.html")),
];
const WORDS: &str = include_str!("parts/words.yaml");
const STYLE: &str = include_str!("parts/preview.css");
const SCRIPT: &str = include_str!("parts/preview.js");

struct PreviewTemplates {
    templates: Tera,
    words: Value,
    entries: IndexMap<String, String>,
}

static PARTS: LazyLock<PreviewTemplates> = LazyLock::new(|| {
    let mut templates = Tera::new();
    templates.register_filter("fill", theme::fill);
    // A unit test adds each of them, so errors are found before a release.
    let _ = templates.add_raw_templates(TEMPLATES);
    let entries: IndexMap<String, String> = serde_yaml::from_str(WORDS).unwrap_or_default();
    let words = entries.iter().map(|(key, text)| (key.clone().into(), Value::from(text.as_str())));
    PreviewTemplates { templates, words: Value::from(words.collect::<Map>()), entries }
});

/// A text of the preview by its key; the key itself if it is missing.
pub(super) fn word(name: &'static str) -> &'static str {
    PARTS.entries.get(name).map_or(name, String::as_str)
}

pub(super) fn render(template: &str, name: &'static str, data: &impl Serialize) -> String {
    let mut context = Context::new();
    context.insert_value("words", PARTS.words.clone());
    context.insert(name, data);
    PARTS.templates.render(template, &context).unwrap_or_else(|error| error.to_string())
}

/// The content type and text of a style sheet or script.
pub(super) fn asset(name: &str) -> Option<(&'static str, &'static str)> {
    match name {
        "preview.css" => Some(("text/css; charset=utf-8", STYLE)),
        "preview.js" => Some(("text/javascript; charset=utf-8", SCRIPT)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_templates_are_valid_and_all_their_words_exist() {
        let mut templates = Tera::new();
        templates.register_filter("fill", theme::fill);
        templates.add_raw_templates(TEMPLATES).unwrap();
        assert!(PARTS.entries.len() > 40);
        let all: String = TEMPLATES.iter().map(|(_, text)| *text).collect();
        for used in all.split("words.").skip(1) {
            let name: String = used.chars().take_while(|ch| ch.is_alphanumeric() || *ch == '_').collect();
            assert!(PARTS.entries.iter().any(|(key, _)| *key == name), "the word '{name}' is missing");
        }
    }
}
