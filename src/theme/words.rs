//! The words of the interface in one language.

use tera::{Map, Value};

use crate::date::{self, Date};
use crate::language::Language;
use crate::markdown::{self, CALLOUTS, FootnoteWords, TextWords};
use crate::source::TextRange;
use crate::yaml;

/// All words that pages show besides those of authors, read from `words/<tag>.yaml`.
#[derive(Clone, Debug)]
pub struct Words {
    /// Their language.
    pub language: Language,
    /// The same for templates.
    pub value: Value,
    /// Those that a leaflet's text needs.
    pub of_text: TextWords,
    months: Vec<String>,
    entries: Vec<(String, String)>,
}

impl Words {
    /// Reads a file of words; `all` is a file that has every word there must be.
    pub(super) fn read(tag: &str, text: &str, all: Option<&str>) -> Result<Self, (TextRange, String)> {
        let language = Language::parse(tag)
            .ok_or_else(|| (TextRange::default(), format!("'{tag}' is not the tag of a language")))?;
        let root = yaml::parse(text, 0).map_err(|fault| (fault.range, "the file cannot be read on here".to_owned()))?;
        let mut entries = Vec::new();
        for (key, value) in root.entries() {
            let (Some(key), Some(text)) = (key.text(), value.text()) else {
                return Err((value.range, "a word is missing here, or is no text".to_owned()));
            };
            entries.push((key.to_owned(), text.to_owned()));
        }
        let names = |text: &str| -> Vec<String> {
            let root = yaml::parse(text, 0).ok();
            root.iter().flat_map(|root| root.entries()).filter_map(|(key, _)| key.text().map(str::to_owned)).collect()
        };
        let is_missing = |name: &String| entries.iter().all(|(key, _)| key != name);
        let missing: Vec<String> = all.map(names).unwrap_or_default().into_iter().filter(is_missing).collect();
        if !missing.is_empty() {
            return Err((TextRange::default(), format!("these words are missing: {}", missing.join(", "))));
        }
        let get = |name: &str| {
            let found = entries.iter().find(|(key, _)| key == name);
            found
                .map(|(_, text)| text.clone())
                .ok_or_else(|| (TextRange::default(), format!("the word '{name}' is missing")))
        };
        let months: Vec<String> = get("months")?.split_whitespace().map(str::to_owned).collect();
        if months.len() != 12 {
            return Err((
                TextRange::default(),
                "'months' must name twelve months, with spaces between them".to_owned(),
            ));
        }
        let footnotes = FootnoteWords { heading: get("notes")?, mark: get("note")?, back: get("back_to_text")? };
        let label = |kind: markdown::CalloutKind| get(&format!("card_{}", kind.class().replace('-', "_")));
        let callouts = CALLOUTS.iter().map(|(_, kind)| Ok((*kind, label(*kind)?))).collect::<Result<_, _>>()?;
        let of_text = TextWords { footnotes, callouts };
        let mut map = Map::new();
        for (key, text) in &entries {
            map.insert(key.clone().into(), Value::from(text.as_str()));
        }
        map.insert("language".into(), Value::from(language.tag()));
        map.insert("direction".into(), Value::from(language.direction()));
        Ok(Self { language, value: Value::from(map), of_text, months, entries })
    }

    /// A word by its name; the name itself where there is none.
    pub fn get<'a>(&'a self, name: &'a str) -> &'a str {
        self.entries.iter().find(|(key, _)| key == name).map_or(name, |(_, text)| text)
    }

    /// A date with the month in full.
    pub fn date(&self, date: Date) -> String {
        date::in_words(date, &self.months)
    }
}
