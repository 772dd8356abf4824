//! Compares two versions of a page sentence by sentence, and changed sentences word by word.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices, get_diff_ratio};

use super::entry::{Risk, RiskFlags, SentenceChange, SentencePart};
use super::matching::best_pairs;
use super::page::{PageSentence, PageSentences};
use super::risk_flags;

/// Two sentences that share less than this are separate sentences, not one that was changed.
const ALIKE: f32 = 0.5;
/// With more pairs of sentences than this, none are matched: it would take too long.
const MAX_PAIRS: usize = 10_000;

/// The changes, in the order of the page.
pub(super) fn changes(old: &PageSentences, new: &PageSentences) -> Vec<SentenceChange> {
    let key = |sentence: &PageSentence| sentence.key.clone();
    let keys: [Vec<String>; 2] = [old, new].map(|page| page.sentences.iter().map(key).collect());
    let mut changes = Vec::new();
    for part in capture_diff_slices(Algorithm::Patience, &keys[0], &keys[1]) {
        let (before, after) = (part.old_range(), part.new_range());
        if let DiffOp::Equal { .. } = part {
            let same = old.sentences[before].iter().zip(&new.sentences[after]);
            changes.extend(same.flat_map(|(old, new)| moved_links(old, new)));
        } else {
            replaced(&old.sentences[before], &new.sentences[after], &mut changes);
        }
    }
    joined_moves(changes)
}

/// Sentences that replace others: which were changed, removed or added.
fn replaced(old: &[PageSentence], new: &[PageSentence], changes: &mut Vec<SentenceChange>) {
    let mut next = (0, 0);
    let pairs = if old.len() * new.len() <= MAX_PAIRS { pairs(old, new) } else { Vec::new() };
    for (before, after) in pairs.into_iter().chain([(old.len(), new.len())]) {
        changes.extend(old[next.0..before].iter().map(|gone| whole(gone, SentencePart::Removed)));
        changes.extend(new[next.1..after].iter().map(|fresh| whole(fresh, SentencePart::Added)));
        if let (Some(first), Some(second)) = (old.get(before), new.get(after)) {
            // The texts can be equal if only the leaflet's own dates differ in the key.
            if first.text != second.text {
                changes.push(changed(first, second));
            }
            changes.extend(moved_links(first, second));
        }
        next = (before + 1, after + 1);
    }
}

/// Matches sentences in order, with the highest total similarity.
fn pairs(old: &[PageSentence], new: &[PageSentence]) -> Vec<(usize, usize)> {
    let words = |sentences: &[PageSentence]| -> Vec<Vec<String>> {
        sentences.iter().map(|sentence| sentence.text.split_whitespace().map(str::to_lowercase).collect()).collect()
    };
    let (before, after) = (words(old), words(new));
    let alike = |i: usize, j: usize| {
        let ratio = ratio(&before[i], &after[j]);
        if ratio >= ALIKE { ratio } else { 0.0 }
    };
    let alike: Vec<Vec<f32>> = (0..old.len()).map(|i| (0..new.len()).map(|j| alike(i, j)).collect()).collect();
    best_pairs(&alike)
}

/// The similarity of two sentences, from 0 to 1.
fn ratio(old: &[String], new: &[String]) -> f32 {
    // If one is much shorter they cannot be similar; no need to compare words.
    let (least, all) = (old.len().min(new.len()) as f32, (old.len() + new.len()) as f32);
    if 2.0 * least < ALIKE * all {
        return 0.0;
    }
    get_diff_ratio(&capture_diff_slices(Algorithm::Myers, old, new), old.len(), new.len())
}

/// A sentence that was removed or added as a whole.
fn whole(sentence: &PageSentence, part: impl Fn(String) -> SentencePart) -> SentenceChange {
    let parts = vec![part(sentence.text.clone())];
    SentenceChange {
        under: sentence.under.clone(),
        touches: risk_flags::of(&parts),
        parts,
        is_moved: false,
        is_in_row: sentence.is_in_row,
    }
}

/// A sentence in which words changed.
fn changed(old: &PageSentence, new: &PageSentence) -> SentenceChange {
    let parts = word_parts(&old.text, &new.text);
    SentenceChange {
        under: new.under.clone(),
        touches: risk_flags::of(&parts),
        parts,
        is_moved: false,
        is_in_row: new.is_in_row,
    }
}

/// The words that two sentences share, and those only in one of them.
pub(super) fn word_parts(old: &str, new: &str) -> Vec<SentencePart> {
    let before: Vec<&str> = old.split_whitespace().collect();
    let after: Vec<&str> = new.split_whitespace().collect();
    let words = |words: &[&str], range: Range<usize>| words[range].join(" ");
    let mut parts = Vec::new();
    for part in capture_diff_slices(Algorithm::Myers, &before, &after) {
        let (gone, fresh) = (part.old_range(), part.new_range());
        match part {
            DiffOp::Equal { .. } => parts.push(SentencePart::Same(words(&after, fresh))),
            _ => {
                if !gone.is_empty() {
                    parts.push(SentencePart::Removed(words(&before, gone)));
                }
                if !fresh.is_empty() {
                    parts.push(SentencePart::Added(words(&after, fresh)));
                }
            }
        }
    }
    parts
}

/// Links with the same words that now lead to another address outside the site: readers see no difference, but reach
/// another page.
fn moved_links(old: &PageSentence, new: &PageSentence) -> Vec<SentenceChange> {
    let leads_out = |address: &str| address.contains(':');
    let mut changes = Vec::new();
    for (words, address) in new.links.iter().filter(|(_, address)| leads_out(address)) {
        let is_known = old.links.iter().any(|(known, before)| known == words && before == address);
        let before = old.links.iter().find(|(known, before)| known == words && leads_out(before));
        if let Some((_, before)) = before.filter(|_| !is_known) {
            let parts = vec![
                SentencePart::Same(format!("The link '{words}' leads to")),
                SentencePart::Removed(before.clone()),
                SentencePart::Added(address.clone()),
            ];
            let touches = match address.starts_with("tel:") {
                true => RiskFlags::default().with(Risk::Phone),
                false => RiskFlags::default(),
            };
            changes.push(SentenceChange {
                under: new.under.clone(),
                parts,
                is_moved: false,
                is_in_row: new.is_in_row,
                touches,
            });
        }
    }
    changes
}

/// A sentence that was removed in one place and added in another was moved.
fn joined_moves(changes: Vec<SentenceChange>) -> Vec<SentenceChange> {
    let is_added = |change: &SentenceChange, text: &str| matches!(&change.parts[..], [SentencePart::Added(added)] if added == text);
    let mut changes: Vec<Option<SentenceChange>> = changes.into_iter().map(Some).collect();
    for at in 0..changes.len() {
        let Some([SentencePart::Removed(text)]) = changes[at].as_ref().map(|change| &change.parts[..]) else {
            continue;
        };
        let text = text.clone();
        let other = changes.iter_mut().flatten().find(|change| is_added(change, &text));
        if let Some(other) = other {
            other.parts = vec![SentencePart::Same(text)];
            other.is_moved = true;
            if other.is_in_row {
                other.touches = other.touches.with(Risk::Row);
            }
            // In another place 'do not' may refer to something else, so the flags are kept.
            changes[at] = None;
        }
    }
    changes.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &[&str]) -> PageSentences {
        let sentence = |text: &&str| PageSentence {
            text: (*text).to_owned(),
            key: (*text).to_owned(),
            under: None,
            is_in_row: false,
            links: Vec::new(),
        };
        PageSentences { sentences: text.iter().map(sentence).collect() }
    }

    fn shown(old: &[&str], new: &[&str]) -> Vec<String> {
        let show = |change: SentenceChange| {
            let parts = change.parts.iter().map(|part| match part {
                SentencePart::Same(text) => text.clone(),
                SentencePart::Removed(text) => format!("[-{text}-]"),
                SentencePart::Added(text) => format!("{{+{text}+}}"),
            });
            let moved = if change.is_moved { "moved: " } else { "" };
            format!("{moved}{}", parts.collect::<Vec<_>>().join(" "))
        };
        changes(&page(old), &page(new)).into_iter().map(show).collect()
    }

    #[test]
    fn a_missing_not_is_shown_as_one_removed_word() {
        assert_eq!(shown(&["Do not drive."], &["Do drive."]), ["Do [-not-] drive."]);
        assert_eq!(
            shown(&["A.", "You must not take it with milk.", "B."], &["A.", "You must take it with milk.", "B."]),
            ["You must [-not-] take it with milk."]
        );
    }

    #[test]
    fn sentences_are_compared_with_their_previous_versions() {
        assert_eq!(
            shown(
                &["Take 5 mg at night.", "Drink water."],
                &["Sleep well tonight.", "Take 10 mg at night.", "Drink more water."]
            ),
            ["{+Sleep well tonight.+}", "Take [-5-] {+10+} mg at night.", "Drink {+more+} water."]
        );
        assert_eq!(shown(&["Call us."], &["Breathe slowly."]), ["[-Call us.-]", "{+Breathe slowly.+}"]);
    }

    #[test]
    fn a_moved_sentence_is_not_reported_as_new() {
        assert_eq!(shown(&["A b.", "C d.", "E f."], &["C d.", "E f.", "A b."]), ["moved: A b."]);
    }

    #[test]
    fn large_pages_without_similar_sentences_are_compared_quickly() {
        let old: Vec<String> = (0..3_000).map(|number| format!("Old {number} words.")).collect();
        let new: Vec<String> = (0..3_000).map(|number| format!("Fresh {number} letters.")).collect();
        let texts = |texts: &[String]| page(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(changes(&texts(&old), &texts(&new)).len(), 6_000);
    }
}
