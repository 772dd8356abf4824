//! `reading-level`: the text as a whole should not be hard to read.

use std::cell::RefCell;

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::check::syllables::syllables;
use crate::diagnostic::Severity;
use crate::markdown::{Prose, Sentence, Word};
use crate::source::FileRole;
use crate::text::swar;

pub static RULE: Rule = Rule {
    name: "reading-level",
    severity: Severity::Advice,
    group: RuleGroup::PlainLanguage,
    summary: "the text as a whole should not be hard to read",
    documentation: include_str!("reading_level.md"),
    locked: false,
    scope: Scope::English(check),
};

/// With fewer words, the formulas are meaningless.
const MIN_WORDS: usize = 100;
/// With fewer sentences, SMOG is meaningless: it was designed for samples of 30.
const MIN_SENTENCES: usize = 30;
/// The median Flesch-Kincaid grade of NHS pages is 4.9 if headings and bullets count as sentences.
const MAX_GRADE: f64 = 9.0;
const MAX_SMOG: f64 = 12.0;
/// Maximum number of long sentences shown, and the minimum number of words of each.
const MAX_QUOTED_SENTENCES: usize = 3;
const MIN_QUOTED_WORDS: usize = 16;

/// In texts of at least this many words, every fourth word is sampled first. If the grades of the sample are far enough
/// below the limits, so are those of the whole text, and the other words need not be counted.
const ENOUGH_TO_SAMPLE: usize = 600;
const SAMPLE: usize = 4;
const FAR_BELOW: f64 = 3.0;

/// The grades of a text by two formulas, in years at school (in the United States).
#[derive(Clone, Copy, Debug)]
struct ReadingGrades {
    flesch_kincaid: f64,
    smog: Option<f64>,
}

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let prose = subject.prose();
    // A shared block is read as part of a leaflet.
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
    // Children in the first grade are 6 years old.
    let age = grade.round() + 5.0;
    let level = if age >= 19.0 {
        "at the level of university students".to_owned()
    } else {
        let article = if age == 18.0 { "an" } else { "a" };
        format!("at about the reading level of {article} {age:.0}-year-old")
    };
    let smog = smog.map(|grade| format!(", SMOG grade {grade:.1}")).unwrap_or_default();
    let title = subject.manuscript.front_matter.title.as_ref();
    let mut added = findings.add(
        title.map_or(subject.start(), |title| subject.span(title.range)),
        format!("This text is hard to read: it is {level} (Flesch-Kincaid grade {flesch_kincaid:.1}{smog}; each heading and each bullet counts as a sentence). 4 in 10 adults find text about health hard to read."),
        "Split long sentences in two, and use short everyday words instead of long ones. Begin with the longest sentences, which are shown here.",
    );
    for (sentence, words) in longest(prose) {
        added = added.with(subject.span_of_prose(sentence.range), format!("this sentence has {words} words"));
    }
}

/// Whether the grades of the sample are so far below the limits that counting every word would not matter.
fn is_clearly_easy(sampled: ReadingGrades) -> bool {
    let smog_is_low = sampled.smog.is_none_or(|grade| grade < MAX_SMOG - FAR_BELOW);
    sampled.flesch_kincaid < MAX_GRADE - FAR_BELOW && smog_is_low
}

/// Syllables of a set of words.
#[derive(Clone, Copy, Debug, Default)]
struct SyllableCounts {
    all: usize,
    /// Number of words of three syllables or more.
    long: usize,
}

impl SyllableCounts {
    fn of<'w>(words: impl Iterator<Item = &'w Word>, prose: &Prose) -> Self {
        KNOWN.with_borrow_mut(|known| {
            let mut counted = Self::default();
            for word in words {
                // Abbreviations and numbers are read at a glance, so they count as one syllable.
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
    /// One cache per thread, since the same words occur again and again.
    static KNOWN: RefCell<SyllableCache> = RefCell::new(SyllableCache { words: vec![(0, 1); SyllableCache::SIZE] });
}

/// Cached syllable counts of short words, at an index hashed from their letters; a later word replaces an earlier one.
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

/// The grades of a text, from the syllable counts of all its words.
#[expect(clippy::cast_precision_loss, reason = "no text has more words than an f64 represents exactly")]
fn grades(prose: &Prose, counted: SyllableCounts) -> ReadingGrades {
    let SyllableCounts { all, long } = counted;
    let sentences = prose.all_sentences().len();
    let (words, per) = (prose.all_words().len() as f64, sentences.max(1) as f64);
    ReadingGrades {
        flesch_kincaid: 0.39 * words / per + 11.8 * all as f64 / words.max(1.0) - 15.59,
        smog: (sentences >= MIN_SENTENCES).then(|| 1.0430 * (long as f64 * 30.0 / per).sqrt() + 3.1291),
    }
}

/// The longest sentences, each with its number of words.
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
    fn grades_match_the_formulas() {
        let easy = grades_of("The cat sat on the mat. The dog ran to the park.");
        // 12 words, 2 sentences, 12 syllables.
        assert!((easy.flesch_kincaid - (0.39 * 6.0 + 11.8 - 15.59)).abs() < 1e-9, "{easy:?}");
        assert!(easy.smog.is_none());
        let long = grades_of(&"Psychological therapy helps.\n\n".repeat(30));
        // 2 words of 3 syllables or more in each of 30 sentences.
        assert!((long.smog.unwrap_or_default() - (1.0430 * 60.0_f64.sqrt() + 3.1291)).abs() < 1e-9, "{long:?}");
    }

    #[test]
    fn headings_and_bullets_count_as_sentences() {
        let text = "## Before you go\n\nBring:\n\n- your letter\n- your tablets\n";
        assert_eq!(Prose::of(&parse(text, 0), text).all_sentences().len(), 4);
    }
}
