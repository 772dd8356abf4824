//! Collects the words of leaflets, with a weight for each word.

use std::collections::HashMap;

use super::words::{CutWord, WordCutter, joined};
use crate::glossary::Glossary;
use crate::leaflet::Leaflet;
use crate::library::{Library, ManuscriptId};
use crate::markdown::NodeKind;
use crate::text::swar;

// The weight of a word, by the field that contains it. The weights of a word in several fields are added.
const TITLE: f32 = 18.0;
const OTHER_NAME: f32 = 13.0;
const REFERENCE: f32 = 10.0;
const CONDITION: f32 = 8.0;
const SUMMARY: f32 = 5.0;
const HEADING: f32 = 3.0;
/// The weight of the first occurrence in the running text, of each further one, and the maximum.
const BODY: f32 = 1.0;
const BODY_AGAIN: f32 = 0.25;
const BODY_MOST: f32 = 2.0;

/// The number of levels. Levels are logarithmic: four levels double the weight.
pub(super) const LEVELS: usize = 24;

/// The highest level of a word that is only in the running text.
pub(super) fn level_of_body() -> u8 {
    level(BODY_MOST)
}

/// The levels of words that are only in the running text, by the number of occurrences.
const BODY_LEVELS: [u8; 6] = [0, 0, 1, 2, 3, 4];

fn level(says: f32) -> u8 {
    (says.max(1.0).log2() * 4.0).round().min(LEVELS as f32 - 1.0) as u8
}

/// The words of some leaflets.
#[derive(Default)]
pub(super) struct GatheredWords {
    /// The words, in the order of their first occurrence.
    pub words: Vec<Box<str>>,
    /// For each leaflet, in order, the index of its first word in `found`.
    pub starts: Vec<usize>,
    /// The words of the leaflets with their levels, packed, because there are millions of them.
    pub found: Vec<WordInLeaflet>,
}

/// A word of a leaflet: its index in [`GatheredWords::words`], and its level.
#[derive(Clone, Copy)]
pub(super) struct WordInLeaflet(u32);

impl WordInLeaflet {
    fn new(word: u32, level: u8) -> Self {
        Self(word << 8 | u32::from(level))
    }

    /// The index of the word.
    pub fn word(self) -> usize {
        (self.0 >> 8) as usize
    }

    /// The level of the word.
    pub fn level(self) -> u8 {
        self.0 as u8
    }
}

/// The weight of a word in the current leaflet.
#[derive(Clone, Copy, Default)]
struct WordTally {
    /// The weight from fields and headings.
    said: f32,
    /// The number of occurrences in the text.
    times: u16,
}

impl WordTally {
    fn is_there(self) -> bool {
        self.said > 0.0 || self.times > 0
    }

    fn says(self) -> f32 {
        let body = match self.times {
            0 => 0.0,
            times => (BODY + BODY_AGAIN * f32::from(times - 1)).min(BODY_MOST),
        };
        self.said + body
    }
}

/// Reads leaflets, one after another.
pub(super) struct Gatherer<'a> {
    library: &'a Library<'a>,
    cutter: WordCutter,
    /// Words of up to eight letters, which most words are, as numbers, so that they are compared quickly.
    short: HashMap<u64, u32, foldhash::fast::FixedState>,
    long: HashMap<Box<str>, u32, foldhash::fast::FixedState>,
    tallies: Vec<WordTally>,
    met: Vec<u32>,
    lay_words: Vec<LayWords>,
    gathered: GatheredWords,
}

/// An entry of the glossary: a leaflet that contains one of its forms is also found by the others, and by the words of
/// its meaning.
struct LayWords {
    forms: Vec<Vec<u32>>,
    meaning: Vec<u32>,
}

impl<'a> Gatherer<'a> {
    /// A gatherer that has not read any leaflets.
    pub fn new(library: &'a Library<'a>, glossary: &Glossary) -> Self {
        let mut gatherer = Self {
            library,
            cutter: WordCutter::default(),
            short: HashMap::default(),
            long: HashMap::default(),
            tallies: Vec::new(),
            met: Vec::new(),
            lay_words: Vec::new(),
            gathered: GatheredWords::default(),
        };
        for entry in glossary.entries.iter().filter(|entry| !entry.meaning.text.is_empty()) {
            let forms = std::iter::once(&entry.word).chain(&entry.also);
            let lay_words = LayWords {
                forms: forms.map(|form| gatherer.numbers_of(&form.text)).collect(),
                meaning: gatherer.numbers_of(&entry.meaning.text),
            };
            gatherer.lay_words.push(lay_words);
        }
        gatherer
    }

    /// Reads a current leaflet.
    pub fn read(&mut self, id: ManuscriptId, leaflet: &Leaflet<'_>) {
        self.gathered.starts.push(self.gathered.found.len());
        let fields = leaflet.fields();
        self.names([leaflet.title], TITLE);
        self.names(fields.also_known_as.iter().map(|name| &*name.value), OTHER_NAME);
        let reference = self.number(CutWord::Text(&joined(leaflet.reference)));
        self.say(reference, REFERENCE);
        self.once(fields.conditions.iter().map(|condition| &*condition.value), CONDITION);
        self.once(leaflet.summary(), SUMMARY);
        self.text(id);
        self.lay_words();
        for word in self.met.drain(..) {
            let tally = std::mem::take(&mut self.tallies[word as usize]);
            // Most words are only in the running text, where the number of occurrences determines the level.
            let level = match (tally.said > 0.0, BODY_LEVELS.get(usize::from(tally.times))) {
                (false, Some(level)) => *level,
                _ => level(tally.says()),
            };
            self.gathered.found.push(WordInLeaflet::new(word, level));
        }
    }

    /// The words of all leaflets that were read.
    pub fn finish(self) -> GatheredWords {
        self.gathered
    }

    /// Adds the words of names. The shorter a name, the higher the weight of each of its words. A word in several names
    /// has the weight from the shortest.
    fn names<'t>(&mut self, names: impl IntoIterator<Item = &'t str>, most: f32) {
        let mut said: Vec<(u32, f32)> = Vec::new();
        for name in names {
            let words = self.numbers_of(name);
            let says = most / (0.7 + 0.1 * words.len() as f32);
            for word in words {
                match said.iter_mut().find(|(known, _)| *known == word) {
                    Some((_, before)) => *before = before.max(says),
                    None => said.push((word, says)),
                }
            }
        }
        said.into_iter().for_each(|(word, says)| self.say(word, says));
    }

    /// Adds the words of a field, each once: a second condition with the word 'cancer' does not raise its weight.
    fn once<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>, says: f32) {
        let mut words: Vec<u32> = texts.into_iter().flat_map(|text| self.numbers_of(text)).collect();
        words.sort_unstable();
        words.dedup();
        words.into_iter().for_each(|word| self.say(word, says));
    }

    fn say(&mut self, word: u32, says: f32) {
        let tally = &mut self.tallies[word as usize];
        if !tally.is_there() {
            self.met.push(word);
        }
        tally.said += says;
    }

    /// Adds headings and running text. Shared blocks are left out, because they are in many leaflets.
    fn text(&mut self, id: ManuscriptId) {
        let document = &self.library.manuscript(id).document;
        let source = self.library.text(id);
        let mut cutter = std::mem::take(&mut self.cutter);
        let mut heading_until = 0;
        let mut node = 0;
        while node < document.nodes().len() {
            match document.node(node).kind {
                NodeKind::CodeBlock | NodeKind::HtmlBlock | NodeKind::Image => {
                    node = document.descendants(node).end;
                    continue;
                }
                NodeKind::Heading(_) => heading_until = document.descendants(node).end,
                NodeKind::Text | NodeKind::Code => {
                    let in_heading = node < heading_until;
                    cutter.each(document.text(node, source), |word| {
                        let word = self.number(word);
                        let tally = &mut self.tallies[word as usize];
                        if !tally.is_there() {
                            self.met.push(word);
                        }
                        match in_heading {
                            // A word in a name or another heading already has enough weight.
                            true => tally.said = tally.said.max(HEADING),
                            false => tally.times = tally.times.saturating_add(1),
                        }
                    });
                }
                _ => {}
            }
            node += 1;
        }
        self.cutter = cutter;
    }

    /// Adds the glossary words that correspond to words of the leaflet.
    fn lay_words(&mut self) {
        if self.lay_words.is_empty() {
            return;
        }
        let mut more: Vec<(u32, f32)> = Vec::new();
        for entry in &self.lay_words {
            let says = |form: &Vec<u32>| {
                let tallies = form.iter().map(|word| self.tallies[*word as usize]);
                // The words of a longer form may be scattered in a text: only in a name or a heading do they count as
                // the form.
                let least = match form.len() {
                    1 => tallies.map(WordTally::says).fold(f32::MAX, f32::min),
                    _ => tallies.map(|tally| tally.said).fold(f32::MAX, f32::min),
                };
                if form.is_empty() { 0.0 } else { least }
            };
            let most = entry.forms.iter().map(says).fold(0.0, f32::max);
            if most > 0.0 {
                more.extend(entry.forms.iter().flatten().map(|word| (*word, most * 0.7)));
            }
            if most > BODY_MOST {
                more.extend(entry.meaning.iter().map(|word| (*word, most * 0.35)));
            }
        }
        for (word, says) in more {
            if self.tallies[word as usize].says() < says {
                let missing = says - self.tallies[word as usize].says();
                self.say(word, missing);
            }
        }
    }

    fn numbers_of(&mut self, text: &str) -> Vec<u32> {
        let mut cutter = std::mem::take(&mut self.cutter);
        let mut numbers = Vec::new();
        cutter.each(text, |word| numbers.push(self.number(word)));
        self.cutter = cutter;
        numbers
    }

    fn number(&mut self, word: CutWord<'_>) -> u32 {
        let next = self.gathered.words.len() as u32;
        let word = match word {
            CutWord::Short(letters) => Ok(letters),
            CutWord::Text(word) => swar::as_number(word).ok_or(word),
        };
        let number = match word {
            Ok(letters) => *self.short.entry(letters).or_insert(next),
            Err(word) => match self.long.get(word) {
                Some(number) => *number,
                None => *self.long.entry(word.into()).or_insert(next),
            },
        };
        if number == next {
            let word = word.map_or_else(Into::into, |letters| swar::of_number(letters).into());
            self.gathered.words.push(word);
            self.tallies.push(WordTally::default());
        }
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_of_the_running_text_match_the_weights() {
        for (times, expected) in BODY_LEVELS.iter().enumerate().skip(1) {
            let tally = WordTally { said: 0.0, times: times as u16 };
            assert_eq!(level(tally.says()), *expected, "{times}");
        }
    }
}
