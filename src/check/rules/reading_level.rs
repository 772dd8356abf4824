//! `reading-level`: a text that is hard to read as a whole.

use std::cell::RefCell;

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::check::syllables::syllables;
use crate::diagnostic::Severity;
use crate::markdown::{Prose, Sentence, Word};
use crate::source::FileRole;
use crate::swar;

/// The rule.
pub static RULE: Rule = Rule {
    name: "reading-level",
    severity: Severity::Advice,
    group: RuleGroup::PlainLanguage,
    summary: "a text that is hard to read as a whole",
    documentation: include_str!("reading_level.md"),
    locked: false,
    scope: Scope::English(check),
};

/// Below this many words a formula says nothing.
const MIN_WORDS: usize = 100;
/// Below this many sentences SMOG says nothing: it was made for 30.
const MIN_SENTENCES: usize = 30;
/// The median of NHS pages is a Flesch-Kincaid grade of 4.9 where headings and bullets count as sentences.
const MAX_GRADE: f64 = 9.0;
const MAX_SMOG: f64 = 12.0;
/// How many of the longest sentences are shown, where they have at least so many words.
const MAX_QUOTED_SENTENCES: usize = 3;
const MIN_QUOTED_WORDS: usize = 16;

/// In texts of so many words every fourth word shows whether the others need counting: where the grades of the sample are
/// so far below the limits, those of the whole text are below them too.
const ENOUGH_TO_SAMPLE: usize = 600;
const SAMPLE: usize = 4;
const FAR_BELOW: f64 = 3.0;

/// The grades of a text: years at school, by two formulas.
#[derive(Clone, Copy, Debug)]
struct ReadingGrades {
    flesch_kincaid: f64,
    smog: Option<f64>,
}

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let prose = subject.prose();
    // A block is read within a leaflet.
    if subject.manuscript.role == FileRole::Block || prose.all_words().len() < MIN_WORDS {
        return;
    }
    let sample = SyllableCounts::of(prose.all_words().iter().step_by(SAMPLE), prose);
    if prose.all_words().len() >= ENOUGH_TO_SAMPLE && is_clearly_easy(grades(prose, sample.times(SAMPLE))) {
        return;
    }
    let others = prose.all_words().chunks(SAMPLE).flat_map(|words| &words[1..]);
    let ReadingGrades { flesch_kincaid, smog } = grades(prose, sample.and(SyllableCounts::of(others, prose)));
    let smog_is_high = smog.is_some_and(|grade| grade > MAX_SMOG);
    if flesch_kincaid <= MAX_GRADE && !smog_is_high {
        return;
    }
    let grade = if flesch_kincaid > MAX_GRADE { flesch_kincaid } else { smog.unwrap_or(flesch_kincaid) };
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
fn is_clearly_easy(sampled: ReadingGrades) -> bool {
    let smog_is_low = sampled.smog.is_none_or(|grade| grade < MAX_SMOG - FAR_BELOW);
    sampled.flesch_kincaid < MAX_GRADE - FAR_BELOW && smog_is_low
}

/// What was counted on some words.
#[derive(Clone, Copy, Debug, Default)]
struct SyllableCounts {
    all: usize,
    /// Words of three syllables or more.
    long: usize,
}

impl SyllableCounts {
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
    static KNOWN: RefCell<SyllableCache> = RefCell::new(SyllableCache { words: vec![(0, 1); SyllableCache::SIZE] });
}

/// The syllables of short words that were met, each at the place that its letters give; a later one takes the place of an
/// earlier one.
struct SyllableCache {
    words: Vec<(u64, u8)>,
}

impl SyllableCache {
    const SIZE: usize = 1 << 12;

    fn count(&mut self, word: &str) -> u32 {
        let Some(letters) = swar::as_number(word) else { return syllables(word) };
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
fn grades(prose: &Prose, counted: SyllableCounts) -> ReadingGrades {
    let SyllableCounts { all, long } = counted;
    let sentences = prose.all_sentences().len();
    let (words, per) = (prose.all_words().len() as f64, sentences.max(1) as f64);
    ReadingGrades {
        flesch_kincaid: 0.39 * words / per + 11.8 * all as f64 / words.max(1.0) - 15.59,
        smog: (sentences >= MIN_SENTENCES).then(|| 1.0430 * (long as f64 * 30.0 / per).sqrt() + 3.1291),
    }
}

/// The longest sentences, with how many words each has.
fn longest(prose: &Prose) -> Vec<(Sentence, usize)> {
    let sentences = prose.all_sentences().iter().map(|sentence| (*sentence, prose.words_in(sentence).len()));
    let mut long: Vec<_> = sentences.filter(|(_, words)| *words >= MIN_QUOTED_WORDS).collect();
    long.sort_by_key(|(sentence, words)| (std::cmp::Reverse(*words), sentence.range.start));
    long.truncate(MAX_QUOTED_SENTENCES);
    long
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse;

    fn grades_of(text: &str) -> ReadingGrades {
        let prose = Prose::of(&parse(text, 0), text);
        grades(&prose, SyllableCounts::of(prose.all_words().iter(), &prose))
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
