//! `reading-level`: a text that is hard to read as a whole.

use std::cell::RefCell;

use crate::check::rule::{Findings, Group, Rule, Scope, Subject};
use crate::check::syllables::syllables;
use crate::diagnostic::Severity;
use crate::markdown::{Prose, Sentence, Word};
use crate::short_word;
use crate::source::Role;

/// The rule.
pub static RULE: Rule = Rule {
    name: "reading-level",
    severity: Severity::Advice,
    group: Group::PlainLanguage,
    summary: "a text that is hard to read as a whole",
    documentation: include_str!("reading_level.md"),
    locked: false,
    scope: Scope::English(check),
};

/// Below this many words a formula says nothing.
const FEWEST_WORDS: usize = 100;
/// Below this many sentences SMOG says nothing: it was made for 30.
const FEWEST_SENTENCES: usize = 30;
/// The median of NHS pages is a Flesch-Kincaid grade of 4.9 where headings and bullets count as sentences.
const HIGHEST_GRADE: f64 = 9.0;
const HIGHEST_SMOG: f64 = 12.0;
/// How many of the longest sentences are shown, where they have at least so many words.
const SHOWN: usize = 3;
const LONG: usize = 16;

/// In texts of so many words every fourth word shows whether the others need counting: where the grades of the sample are
/// so far below the limits, those of the whole text are below them too.
const ENOUGH_TO_SAMPLE: usize = 600;
const SAMPLE: usize = 4;
const FAR_BELOW: f64 = 3.0;

/// The grades of a text: years at school, by two formulas.
#[derive(Clone, Copy, Debug)]
struct Grades {
    flesch_kincaid: f64,
    smog: Option<f64>,
}

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let prose = subject.prose();
    // A block is read within a leaflet.
    if subject.manuscript.role == Role::Block || prose.all_words().len() < FEWEST_WORDS {
        return;
    }
    let sample = Syllables::of(prose.all_words().iter().step_by(SAMPLE), prose);
    if prose.all_words().len() >= ENOUGH_TO_SAMPLE && is_clearly_easy(grades(prose, sample.times(SAMPLE))) {
        return;
    }
    let others = prose.all_words().chunks(SAMPLE).flat_map(|words| &words[1..]);
    let Grades { flesch_kincaid, smog } = grades(prose, sample.and(Syllables::of(others, prose)));
    let smog_is_high = smog.is_some_and(|grade| grade > HIGHEST_SMOG);
    if flesch_kincaid <= HIGHEST_GRADE && !smog_is_high {
        return;
    }
    let grade = if flesch_kincaid > HIGHEST_GRADE { flesch_kincaid } else { smog.unwrap_or(flesch_kincaid) };
    // A child in the first grade is 6.
    let age = grade.round() + 5.0;
    let level = if age >= 19.0 {
        "at the level of university students".to_owned()
    } else {
        let article = if age == 18.0 { "an" } else { "a" };
        format!("at about the reading level of {article} {age:.0} year old")
    };
    let smog = smog.map(|grade| format!(", SMOG grade {grade:.1}")).unwrap_or_default();
    let title = subject.manuscript.front_matter.title.as_ref();
    let mut added = findings.add(
        title.map_or(subject.start(), |title| subject.span(title.range)),
        format!("This text is hard to read: it is {level} (Flesch-Kincaid grade {flesch_kincaid:.1}{smog}; each heading and each bullet counts as a sentence). 4 in 10 adults struggle with health text."),
        "Cut long sentences in two, and write short everyday words in place of long ones. Begin with the longest sentences, which are shown here.",
    );
    for (sentence, words) in longest(prose) {
        added = added.with(subject.span_of_prose(sentence.range), format!("this sentence has {words} words"));
    }
}

/// Whether grades are so far below the limits that counting every word changes nothing.
fn is_clearly_easy(sampled: Grades) -> bool {
    let smog_is_low = sampled.smog.is_none_or(|grade| grade < HIGHEST_SMOG - FAR_BELOW);
    sampled.flesch_kincaid < HIGHEST_GRADE - FAR_BELOW && smog_is_low
}

/// What was counted on some words.
#[derive(Clone, Copy, Debug, Default)]
struct Syllables {
    all: usize,
    /// Words of three syllables or more.
    long: usize,
}

impl Syllables {
    fn of<'w>(words: impl Iterator<Item = &'w Word>, prose: &Prose) -> Self {
        KNOWN.with_borrow_mut(|known| {
            let mut counted = Self::default();
            for word in words {
                // An abbreviation and a number are one beat for the eye.
                let count =
                    if word.has_digit() || word.is_capitals() { 1 } else { known.count(prose.part(word.range)) };
                counted.all += count as usize;
                counted.long += usize::from(count >= 3);
            }
            counted
        })
    }

    fn times(self, factor: usize) -> Self {
        Self { all: self.all * factor, long: self.long * factor }
    }

    fn and(self, other: Self) -> Self {
        Self { all: self.all + other.all, long: self.long + other.long }
    }
}

thread_local! {
    /// What each thread has counted: the same words come again and again.
    static KNOWN: RefCell<Known> = RefCell::new(Known { words: vec![(0, 1); Known::SIZE] });
}

/// The syllables of short words that were met, each at the place that its letters give; a later one takes the place of an
/// earlier one.
struct Known {
    words: Vec<(u64, u8)>,
}

impl Known {
    const SIZE: usize = 1 << 12;

    fn count(&mut self, word: &str) -> u32 {
        let Some(letters) = short_word::as_number(word) else { return syllables(word) };
        let place = (letters.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 52) as usize;
        let Some(known) = self.words.get_mut(place) else { return syllables(word) };
        if known.0 != letters {
            *known = (letters, syllables(word) as u8);
        }
        u32::from(known.1)
    }
}

/// The grades, from what was counted on the words of a text.
#[expect(clippy::cast_precision_loss, reason = "no text has more words than fit")]
fn grades(prose: &Prose, counted: Syllables) -> Grades {
    let Syllables { all, long } = counted;
    let sentences = prose.all_sentences().len();
    let (words, per) = (prose.all_words().len() as f64, sentences.max(1) as f64);
    Grades {
        flesch_kincaid: 0.39 * words / per + 11.8 * all as f64 / words.max(1.0) - 15.59,
        smog: (sentences >= FEWEST_SENTENCES).then(|| 1.0430 * (long as f64 * 30.0 / per).sqrt() + 3.1291),
    }
}

/// The longest sentences, with how many words each has.
fn longest(prose: &Prose) -> Vec<(Sentence, usize)> {
    let sentences = prose.all_sentences().iter().map(|sentence| (*sentence, prose.words_in(sentence).len()));
    let mut long: Vec<_> = sentences.filter(|(_, words)| *words >= LONG).collect();
    long.sort_by_key(|(sentence, words)| (std::cmp::Reverse(*words), sentence.range.start));
    long.truncate(SHOWN);
    long
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse;

    fn grades_of(text: &str) -> Grades {
        let prose = Prose::of(&parse(text, 0), text);
        grades(&prose, Syllables::of(prose.all_words().iter(), &prose))
    }

    #[test]
    fn grades_are_those_of_the_formulas() {
        let easy = grades_of("The cat sat on the mat. The dog ran to the park.");
        // 12 words, 2 sentences, 12 syllables.
        assert!((easy.flesch_kincaid - (0.39 * 6.0 + 11.8 - 15.59)).abs() < 1e-9, "{easy:?}");
        assert!(easy.smog.is_none());
        let long = grades_of(&"Psychological therapy helps.\n\n".repeat(30));
        // 2 words of 3 syllables or more in each of 30 sentences.
        assert!((long.smog.unwrap_or_default() - (1.0430 * 60.0_f64.sqrt() + 3.1291)).abs() < 1e-9, "{long:?}");
    }

    #[test]
    fn each_heading_and_bullet_is_a_sentence() {
        let text = "## Before you go\n\nBring:\n\n- your letter\n- your tablets\n";
        assert_eq!(Prose::of(&parse(text, 0), text).all_sentences().len(), 4);
    }
}
