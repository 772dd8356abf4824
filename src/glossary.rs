//! `content/glossary.yaml`: hard words and their plain meanings, for all leaflets of a site.
//!
//! ```yaml
//! hypertension: high blood pressure
//! biopsy: {meaning: taking a small sample of tissue, also: [biopsies]}
//! last_updated: 2026-11-23
//! ```

use std::collections::HashMap;

use crate::date::{self, Date};
use crate::source::{SourceContent, SourceFile, SourceId, TextRange};
use crate::yaml::{self, YamlFault, YamlNode, YamlValue};

/// The field with the date of the file's last change.
const LAST_UPDATED: &str = "last_updated";

/// The hard words that a site explains.
#[derive(Clone, Debug, Default)]
pub struct Glossary {
    /// The file, if it exists.
    pub source: Option<SourceId>,
    /// The words, in the order of the file.
    pub entries: Vec<GlossaryEntry>,
    /// The date of its last change, if it says so in `last_updated`.
    pub last_updated: Option<Date>,
    /// The position of that date.
    pub date_range: Option<TextRange>,
    /// Problems in the file.
    pub problems: Vec<GlossaryProblem>,
    by_name: HashMap<String, usize>,
}

/// A word with its meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlossaryEntry {
    pub word: GlossaryText,
    /// What it means, in plain words.
    pub meaning: GlossaryText,
    /// Its other forms.
    pub also: Vec<GlossaryText>,
}

/// A string and its position in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlossaryText {
    pub text: Box<str>,
    /// Its position.
    pub range: TextRange,
}

/// A problem in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GlossaryProblem {
    /// Its bytes are not UTF-8.
    NotUtf8 {
        /// The position of the first invalid byte.
        range: TextRange,
    },
    /// It is not valid YAML.
    Yaml(YamlFault),
    /// It is not a list of words with meanings.
    NoWords {
        /// The position.
        range: TextRange,
    },
    /// The value of `last_updated` is not a date.
    WrongDate {
        /// Its position.
        range: TextRange,
    },
    /// A word without a meaning.
    NoMeaning {
        word: Box<str>,
        /// The position.
        range: TextRange,
    },
    /// The value of a word is not a meaning.
    WrongMeaning {
        word: Box<str>,
        /// The position.
        range: TextRange,
    },
    /// A repeated word or form.
    Repeated {
        word: Box<str>,
        /// The second position.
        range: TextRange,
        /// The first position.
        first: TextRange,
    },
}

impl Glossary {
    /// The entry of a word or one of its forms, ignoring case. Entries without a meaning are not found.
    pub fn find(&self, word: &str) -> Option<&GlossaryEntry> {
        if self.by_name.is_empty() {
            return None;
        }
        let entry = self.by_name.get(&key(word)).and_then(|index| self.entries.get(*index));
        entry.filter(|entry| !entry.meaning.text.is_empty())
    }

    fn name(&mut self, placed: &GlossaryText) {
        let next = self.entries.len();
        match self.by_name.get(&key(&placed.text)) {
            None => {
                self.by_name.insert(key(&placed.text), next);
            }
            // A form that repeats its own word is harmless.
            Some(index) if *index == next => {}
            Some(index) => {
                let entry = self.entries.get(*index);
                let first = entry.and_then(|entry| {
                    let mut names = std::iter::once(&entry.word).chain(&entry.also);
                    names.find(|name| key(&name.text) == key(&placed.text))
                });
                let first = first.map_or(placed.range, |first| first.range);
                self.problems.push(GlossaryProblem::Repeated { word: placed.text.clone(), range: placed.range, first });
            }
        }
    }
}

/// Normalises a word: lower case, single spaces.
fn key(word: &str) -> String {
    word.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Parses the file. It cannot fail: problems are collected in [`Glossary::problems`].
pub fn parse(id: SourceId, file: &SourceFile) -> Glossary {
    let mut glossary = Glossary { source: Some(id), ..Glossary::default() };
    if let SourceContent::NotUtf8 { at, .. } = &file.content {
        glossary.problems.push(GlossaryProblem::NotUtf8 { range: TextRange::new(*at, *at) });
    }
    match yaml::parse(file.text(), 0) {
        Err(fault) => glossary.problems.push(GlossaryProblem::Yaml(fault)),
        Ok(YamlNode { value: YamlValue::Nothing, .. }) => {}
        Ok(node) if !matches!(node.value, YamlValue::Map(_)) => {
            glossary.problems.push(GlossaryProblem::NoWords { range: node.range });
        }
        Ok(node) => {
            for (word, meaning) in node.entries() {
                // No word for patients is written like this, so the name is free for the date of the file.
                match (word.text(), meaning.text().map(date::parse)) {
                    (Some(LAST_UPDATED), Some(Ok(day))) => {
                        (glossary.last_updated, glossary.date_range) = (Some(day), Some(meaning.range));
                    }
                    (Some(LAST_UPDATED), _) => {
                        glossary.problems.push(GlossaryProblem::WrongDate { range: meaning.range })
                    }
                    _ => take(&mut glossary, word, meaning),
                }
            }
        }
    }
    glossary
}

fn take(glossary: &mut Glossary, word: &YamlNode<'_>, value: &YamlNode<'_>) {
    let Some(word) = placed(word) else {
        glossary.problems.push(GlossaryProblem::NoWords { range: word.range });
        return;
    };
    let mut also = Vec::new();
    let mut meaning = placed(value);
    let mut wrong = matches!(value.value, YamlValue::List(_)).then_some(value.range);
    for (name, value) in value.entries() {
        match (name.text(), &value.value) {
            (Some("meaning"), YamlValue::Text(_)) => meaning = placed(value),
            (Some("meaning"), YamlValue::Nothing) => {}
            (Some("also"), YamlValue::List(items)) => {
                wrong = wrong.or(items.iter().find(|item| placed(item).is_none()).map(|item| item.range));
                also.extend(items.iter().filter_map(placed));
            }
            (Some("also"), YamlValue::Text(_)) => also.extend(placed(value)),
            (Some("also"), YamlValue::Nothing) => {}
            _ => wrong = wrong.or(Some(name.range)),
        }
    }
    if let Some(range) = wrong {
        glossary.problems.push(GlossaryProblem::WrongMeaning { word: word.text.clone(), range });
    }
    glossary.name(&word);
    also.iter().for_each(|form| glossary.name(form));
    match meaning {
        Some(meaning) => glossary.entries.push(GlossaryEntry { word, meaning, also }),
        None => {
            if wrong.is_none() {
                glossary.problems.push(GlossaryProblem::NoMeaning { word: word.text.clone(), range: word.range });
            }
            let meaning = GlossaryText { text: "".into(), range: word.range };
            glossary.entries.push(GlossaryEntry { word, meaning, also });
        }
    }
}

/// A string with its position; `None` if blank.
fn placed(node: &YamlNode<'_>) -> Option<GlossaryText> {
    let text = node.text().map(str::trim).filter(|text| !text.is_empty())?;
    Some(GlossaryText { text: text.into(), range: node.range })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileRole, Sources};

    fn read(text: &str) -> Glossary {
        let file = SourceFile {
            path: "content/glossary.yaml".into(),
            on_disk: std::path::PathBuf::new(),
            role: FileRole::Glossary,
            content: SourceContent::Text(text.into()),
        };
        let sources = Sources::new(vec![file]);
        let mut glossaries = sources.iter().map(|(id, file)| parse(id, file));
        glossaries.next().unwrap_or_default()
    }

    #[test]
    fn words_and_their_forms_are_found_ignoring_case() {
        let glossary = read("hypertension: high blood pressure\nBiopsy: {meaning: a small sample, also: [biopsies]}\n");
        assert_eq!(glossary.problems, []);
        let meaning = |word| glossary.find(word).map(|entry| &*entry.meaning.text);
        assert_eq!(meaning("Hypertension"), Some("high blood pressure"));
        assert_eq!(meaning("biopsies"), Some("a small sample"));
        assert_eq!(meaning("biops"), None);
    }

    #[test]
    fn problems_have_positions() {
        let describe = |text: &str, problem| match problem {
            GlossaryProblem::NotUtf8 { .. } => "not UTF-8".to_owned(),
            GlossaryProblem::Yaml(_) => "unreadable".to_owned(),
            GlossaryProblem::NoWords { range } => format!("no words {}", range.of(text)),
            GlossaryProblem::NoMeaning { range, .. } => format!("no meaning {}", range.of(text)),
            GlossaryProblem::WrongDate { range } => format!("wrong date {}", range.of(text)),
            GlossaryProblem::WrongMeaning { range, .. } => format!("wrong meaning {}", range.of(text)),
            GlossaryProblem::Repeated { range, first, .. } => format!("repeated {} at {}", range.of(text), first.start),
        };
        let problems =
            |text: &str| read(text).problems.into_iter().map(|problem| describe(text, problem)).collect::<Vec<_>>();
        assert_eq!(problems(""), [""; 0]);
        assert_eq!(problems("# nothing yet\n"), [""; 0]);
        assert_eq!(problems("- a\n- b\n").len(), 1);
        assert_eq!(problems("just words"), ["no words just words"]);
        assert_eq!(problems("a: b\nc:\nd: ' '\n"), ["no meaning c", "no meaning d"]);
        assert_eq!(problems("a: [b]\n").len(), 1);
        assert_eq!(problems("a: {meaning: b, other: c}\n"), ["wrong meaning other"]);
        assert_eq!(problems("a: {also: [c]}\n"), ["no meaning a"]);
        assert_eq!(problems("a: b\nA: c\n"), ["repeated A at 0"]);
        assert_eq!(problems("a: {meaning: b, also: [a, c]}\nc: d\n"), ["repeated c at 26"]);
        assert_eq!(problems("a: 'b\n"), ["unreadable"]);
        assert_eq!(problems("last_updated: soon\n"), ["wrong date soon"]);
        assert_eq!(problems("a: b\nlast_updated: 2026-11-23\n"), [""; 0]);
    }

    #[test]
    fn words_without_a_meaning_are_not_found() {
        assert!(read("hypertension:\n").find("hypertension").is_none());
    }
}
