//! The interface words in one language.

use std::hash::{Hash, Hasher};

use tera::{Map, Value};

use crate::date::{self, Date};
use crate::language::Language;
use crate::markdown::{self, CALLOUTS, FootnoteWords, TextWords};
use crate::source::TextRange;
use crate::text::nearest::nearest;
use crate::yaml::{self, YamlFault, YamlFaultKind};

/// All texts of pages that do not come from authors, read from `words/<tag>.yaml`.
#[derive(Clone, Debug)]
pub struct Words {
    /// Their language.
    pub language: Language,
    /// The words as a value for templates.
    pub value: Value,
    /// The words used in the text of leaflets.
    pub of_text: TextWords,
    months: Vec<String>,
    entries: Vec<(String, String)>,
}

/// At most this many missing words are named in a message.
const MAX_NAMED: usize = 8;

/// What is wrong with a file of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WordsFault {
    pub range: TextRange,
    /// What is wrong, as the end of a sentence.
    pub detail: String,
    /// The word that was probably meant.
    pub meant: Option<String>,
}

impl WordsFault {
    fn at(range: TextRange, detail: String) -> Self {
        Self { range, detail, meant: None }
    }
}

/// Describes a syntax error in a file of words.
fn not_readable(kind: YamlFaultKind) -> &'static str {
    match kind {
        YamlFaultKind::Tab => "a line begins with a tab here, where only spaces are allowed",
        YamlFaultKind::Quote => "the quotation mark here is not closed",
        YamlFaultKind::AfterQuote => {
            "there is text after a closing quotation mark here. Inside single quotes, type an apostrophe twice"
        }
        YamlFaultKind::Colon => {
            "there is a colon here where none is allowed. Put the whole text in quotes if it contains a colon and a space"
        }
        YamlFaultKind::Sign | YamlFaultKind::Marker => {
            "the text begins with a character that has a special meaning here. Put the whole text in quotes"
        }
        YamlFaultKind::Bracket => "a bracket here is not closed. Put the whole text in quotes if it contains brackets",
        _ => "it cannot be read beyond this point. Each line must be a name, a colon, a space and a text",
    }
}

/// Equal languages and words give equal hashes; the other fields are derived from them.
impl Hash for Words {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        (&self.language, &self.entries).hash(hasher);
    }
}

impl Words {
    /// Reads a file of words. `all` is a file with every required word; `same` is the built-in file of the same
    /// language, which provides the words that are missing here. `is_used` returns whether a file of the site's own
    /// uses an additional word.
    pub(super) fn read(
        tag: &str,
        text: &str,
        all: Option<&str>,
        same: Option<&str>,
        is_used: &dyn Fn(&str) -> bool,
    ) -> Result<Self, WordsFault> {
        let language = Language::parse(tag)
            .ok_or_else(|| WordsFault::at(TextRange::default(), format!("its name '{tag}' is not a language tag")))?;
        let cannot = |fault: YamlFault| WordsFault::at(fault.range, not_readable(fault.kind).to_owned());
        let root = yaml::parse(text, 0).map_err(cannot)?;
        let known_root = yaml::parse(all.unwrap_or_default(), 0).map_err(cannot)?;
        let known: Vec<&str> = known_root.entries().iter().filter_map(|(key, _)| key.text()).collect();
        let mut entries: Vec<(String, String)> = Vec::new();
        let mut unknown = Vec::new();
        for (key, value) in root.entries() {
            let Some(name) = key.text() else {
                return Err(WordsFault::at(key.range, "a name is expected here".to_owned()));
            };
            let Some(text) = value.text() else {
                let range = if value.is_blank() { key.range } else { value.range };
                return Err(WordsFault::at(range, format!("there is no text for '{name}'")));
            };
            if entries.iter().any(|(known, _)| known == name) {
                return Err(WordsFault::at(key.range, format!("'{name}' appears here a second time")));
            }
            if all.is_some() && !known.contains(&name) && !is_used(name) {
                unknown.push(key);
            }
            entries.push((name.to_owned(), text.to_owned()));
        }
        let same_root = yaml::parse(same.unwrap_or_default(), 0).map_err(cannot)?;
        let left_out = |key: &&str| unknown.is_empty() && entries.iter().all(|(known, _)| known != key);
        let provided = same_root.entries().iter().filter_map(|(key, value)| Some((key.text()?, value.text()?)));
        let provided: Vec<_> = provided.filter(|(key, _)| left_out(key)).collect();
        entries.extend(provided.into_iter().map(|(key, text)| (key.to_owned(), text.to_owned())));
        let missing: Vec<&str> =
            known.iter().copied().filter(|name| entries.iter().all(|(key, _)| key != name)).collect();
        if let Some(unknown_key) = unknown.first() {
            let name = unknown_key.text().unwrap_or_default();
            let meant = nearest(name, missing.iter().copied()).or_else(|| nearest(name, known.iter().copied()));
            let fault = WordsFault::at(unknown_key.range, format!("no template uses a word '{name}'"));
            return Err(WordsFault { meant: meant.map(str::to_owned), ..fault });
        }
        if !missing.is_empty() {
            let few = &missing[..missing.len().min(MAX_NAMED)];
            let more = match missing.len() - few.len() {
                0 => String::new(),
                count => format!(" and {count} more. They are in Pamphlet's own 'words/en.yaml'"),
            };
            let detail = format!("these words are missing: {}{more}", few.join(", "));
            return Err(WordsFault::at(TextRange::default(), detail));
        }
        let get = |name: &str| {
            let found = entries.iter().find(|(key, _)| key == name);
            found
                .map(|(_, text)| text.clone())
                .ok_or_else(|| WordsFault::at(TextRange::default(), format!("the word '{name}' is missing")))
        };
        let months: Vec<String> = get("months")?.split_whitespace().map(str::to_owned).collect();
        if months.len() != 12 {
            let months = root.entries().iter().find(|(key, _)| key.text() == Some("months"));
            let range = months.map_or(TextRange::default(), |(_, value)| value.range);
            let detail = "'months' must name twelve months, with spaces between them".to_owned();
            return Err(WordsFault::at(range, detail));
        }
        let footnotes = FootnoteWords { heading: get("notes")?, mark: get("note")?, back: get("back_to_text")? };
        let label = |kind: markdown::CalloutKind| get(&format!("card_{}", kind.class().replace('-', "_")));
        let callouts =
            CALLOUTS.iter().map(|(_, kind)| Ok((*kind, label(*kind)?))).collect::<Result<_, WordsFault>>()?;
        let of_text = TextWords { footnotes, callouts };
        let mut map = Map::new();
        for (key, text) in &entries {
            map.insert(key.clone().into(), Value::from(text.as_str()));
        }
        map.insert("language".into(), Value::from(language.tag()));
        map.insert("direction".into(), Value::from(language.direction()));
        Ok(Self { language, value: Value::from(map), of_text, months, entries })
    }

    /// All words with their names.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// A word by its name; the name itself if there is none.
    pub fn get<'a>(&'a self, name: &'a str) -> &'a str {
        self.entries.iter().find(|(key, _)| key == name).map_or(name, |(_, text)| text)
    }

    /// A date with the full name of the month.
    pub fn date(&self, date: Date) -> String {
        date::in_words(date, &self.months)
    }
}
