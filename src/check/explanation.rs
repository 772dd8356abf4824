//! Whether a word is explained near where it is used, and whether a word is only part of a name.

use crate::check::rule::ManuscriptContext;
use crate::leaflet::Field;
use crate::markdown::{PassageKind, Prose};
use crate::source::TextRange;

/// Phrases that explain another word in the same sentence.
const MARKERS: &[&str] = &[
    "called",
    "known as",
    "means",
    "meaning",
    "which is",
    "which are",
    "such as",
    "that is,",
    "in other words",
    "is when",
    "is where",
    "are when",
    "refers to",
    "medical name",
    "medical term",
    "short for",
    "stands for",
    "referred to as",
];
/// What directly follows a word that is explained.
const FOLLOWING: &[&str] = &[
    "(",
    "– ",
    "- ",
    "— ",
    ", or ",
    ", also ",
    ", which ",
    ", a ",
    ", an ",
    ", sometimes ",
    "is a ",
    "is an ",
    "is the ",
    "is another ",
    "are a ",
    "are the ",
    "or (",
    ": ",
];
/// How the next sentence begins if it explains the word.
const NEXT_SENTENCE: &[&str] = &[
    "This is ",
    "This means",
    "It is ",
    "It's ",
    "It’s ",
    "It means",
    "These are ",
    "They are ",
    "They're ",
    "They’re ",
    "That is ",
];
/// What brackets begin with if they give an example rather than an explanation.
const EXAMPLES: &[&str] = &["for example", "such as", "including", "see ", "like ", "e.g"];
/// An explanation must be within this many bytes of the word.
const NEARBY_BYTES: usize = 600;

/// Whether the text explains the word at `range`: in brackets, with a phrase such as 'called', or by using one of the
/// `plain` phrases in the same sentence, the previous or the next one.
pub fn is_explained(prose: &Prose, range: TextRange, plain: &[String]) -> bool {
    let Some(passage) = prose.passage_at(range.start) else { return false };
    if passage.kind == PassageKind::Term {
        return true;
    }
    let text = prose.text();
    let (start, end) = (range.start as usize, range.end as usize);
    let (first, last) = (passage.range.start as usize, passage.range.end as usize);
    let before =
        text.get(text.floor_char_boundary(first.max(start.saturating_sub(NEARBY_BYTES)))..start).unwrap_or_default();
    let after = text.get(end..text.floor_char_boundary(last.min(end + NEARBY_BYTES))).unwrap_or_default();
    let following = after.trim_start_matches(['”', '’', '"', '\'', ' ', '\u{a0}']);
    if before.ends_with(", or ") || FOLLOWING.iter().any(|ch| following.starts_with(ch) || after.starts_with(ch)) {
        return true;
    }
    if is_term_of_item(before, after) {
        return true;
    }
    if let Some(open) = before.rfind('(')
        && !before[open..].contains(')')
        && !EXAMPLES.iter().any(|example| before[open + 1..].starts_with(example))
    {
        return true;
    }
    let sentences = prose.all_sentences();
    let at = sentences.partition_point(|sentence| sentence.range.start <= range.start).saturating_sub(1);
    let part = |index: usize| sentences.get(index).map_or("", |sentence| near(text, sentence.range, range));
    let (own, next) = (part(at), part(at + 1));
    if MARKERS.iter().any(|marker| own.contains(marker)) || NEXT_SENTENCE.iter().any(|head| next.starts_with(head)) {
        return true;
    }
    let beside = [own, next, at.checked_sub(1).map_or("", part)];
    plain.iter().any(|phrase| beside.iter().any(|sentence| holds_start(sentence, phrase)))
}

/// Whether the word is part of a short term at the start of a bullet or paragraph that is explained after a dash:
/// 'cerebral angiography – to check the blood vessels of the brain'.
fn is_term_of_item(before: &str, after: &str) -> bool {
    let is_short = |part: &str| part.len() <= 40 && part.chars().all(|letter| letter.is_alphabetic() || letter == ' ');
    let dash = [" – ", " - ", " — "].iter().filter_map(|dash| after.find(dash)).min();
    is_short(before) && dash.is_some_and(|dash| after.get(..dash).is_some_and(is_short))
}

/// The part of a sentence within [`NEARBY_BYTES`] of a place.
fn near(text: &str, sentence: TextRange, place: TextRange) -> &str {
    let start =
        text.floor_char_boundary((sentence.start as usize).max((place.start as usize).saturating_sub(NEARBY_BYTES)));
    let end = text.floor_char_boundary((sentence.end as usize).min(place.end as usize + NEARBY_BYTES));
    text.get(start..end).unwrap_or_default()
}

/// Whether a word is in the leaflet's title or its other names.
pub fn is_in_title(subject: &ManuscriptContext<'_>, word: &str) -> bool {
    let fields = &subject.manuscript.front_matter;
    let holds = |field: &Field<Box<str>>| holds_word(&field.value, word);
    fields.title.as_ref().is_some_and(holds) || fields.also_known_as.iter().any(holds)
}

/// Whether a word is in the leaflet's title, its other names or its conditions.
pub fn is_own_word(subject: &ManuscriptContext<'_>, word: &str) -> bool {
    let conditions = &subject.manuscript.front_matter.conditions;
    is_in_title(subject, word) || conditions.iter().any(|field| holds_word(&field.value, word))
}

/// Whether a place in the running text is inside a link; link text is mostly a title or a name.
pub fn is_in_link(subject: &ManuscriptContext<'_>, range: TextRange) -> bool {
    let links = subject.manuscript.document.links();
    if links.is_empty() {
        return false;
    }
    let place = subject.prose().in_file(range);
    let node = |at: usize| subject.manuscript.document.node(links[at].node as usize).range;
    let mut low = 0;
    let mut high = links.len();
    while low < high {
        let middle = (low + high) / 2;
        if node(middle).start <= place.start { low = middle + 1 } else { high = middle }
    }
    low > 0 && node(low - 1).end > place.start
}

/// Whether a word or phrase is part of a name: it is capitalised inside a sentence, or so are it and the next word.
pub fn is_in_name(prose: &Prose, range: TextRange) -> bool {
    let has_capital = prose.part(range).starts_with(|letter: char| letter.is_uppercase());
    if !has_capital {
        return false;
    }
    let Some(sentence) = prose.sentence_at(range.start) else { return false };
    let words = prose.words_in(sentence);
    let at = words.partition_point(|word| word.range.end <= range.start);
    let next = words.get(words.partition_point(|word| word.range.start < range.end));
    at > 0 || next.is_some_and(|word| word.has_upper())
}

/// Whether a string contains a word as a whole word, ignoring case.
pub fn holds_word(text: &str, word: &str) -> bool {
    find(text, word, |after| !after.is_some_and(char::is_alphanumeric))
}

/// Whether a string contains a word, or a longer word that begins with it, ignoring case.
fn holds_start(text: &str, word: &str) -> bool {
    find(text, word, |_| true)
}

fn find(text: &str, word: &str, ends: impl Fn(Option<char>) -> bool) -> bool {
    let (bytes, wanted) = (text.as_bytes(), word.as_bytes());
    let Some(first) = wanted.first() else { return false };
    let candidates = bytes.windows(wanted.len()).enumerate();
    let mut candidates = candidates.filter(|(_, window)| window[0].eq_ignore_ascii_case(first));
    candidates.any(|(at, window)| {
        window.eq_ignore_ascii_case(wanted)
            && !text.get(..at).and_then(|text| text.chars().next_back()).is_some_and(char::is_alphanumeric)
            && ends(text.get(at + wanted.len()..).and_then(|text| text.chars().next()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::vocabulary::VOCABULARY;
    use crate::markdown::parse;

    /// Whether the first listed word in a text is explained.
    fn explained(text: &str) -> bool {
        let prose = Prose::of(&parse(text, 0), text);
        let hits = VOCABULARY.hits(&prose);
        hits.first().is_some_and(|hit| is_explained(&prose, hit.range, &VOCABULARY.term(*hit).plain))
    }

    #[test]
    fn nearby_explanations_are_recognised() {
        for text in [
            "You may have high blood pressure (hypertension).",
            "Hypertension (blood that presses too hard) is frequent.",
            "You may get hypertension – too much pressure in your arteries.",
            "This is called hypertension.",
            "You may get a haematoma. This is a kind of bruise.",
            "Painkillers help. An analgesic may be given.",
            "Hypertension is a frequent problem.",
            "You may get oedema, which is too much water under the skin.",
            "You may get oedema, or too much water under the skin.",
            "Your “oedema” (water under the skin) goes down.",
            "hypertension\n: the pressure of your blood is too high",
            "Oedema means too much water under the skin.",
            "Your ankles may swell (this is known as oedema).",
            "- cerebral angiography – to check the blood vessels of the brain",
        ] {
            assert!(explained(text), "{text}");
        }
    }

    #[test]
    fn nearby_words_that_explain_nothing_are_not_explanations() {
        for text in [
            "It helps people with hypertension.",
            "Tell us about other illnesses (for example hypertension).",
            "You may get oedema or a rash.",
            "You may feel sick, be tired or get oedema in the legs – call us then.",
            "You may get oedema.\n\nA long way off, this is swelling.\n\nYour doctor will look."
                .replace("A long way", "One. Two. Three. A long way")
                .as_str(),
        ] {
            assert!(!explained(text), "{text}");
        }
    }

    #[test]
    fn whole_words_only() {
        assert!(holds_word("Chronic pain (CP)", "chronic"));
        assert!(holds_word("Chronic pain (CP)", "cp"));
        assert!(!holds_word("chronically", "chronic"));
        assert!(!holds_word("", "chronic"));
        assert!(!holds_word("été", "t"));
    }
}
