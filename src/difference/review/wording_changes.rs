//! Which lines of a wording were added, removed, changed or moved.

use crate::difference::matching::best_pairs;
use similar::{Algorithm, DiffOp, capture_diff_slices, get_diff_ratio};

use super::wording_line::WordingLine;
use crate::difference::compare::word_parts;
use crate::difference::entry::{Risk, RiskFlags, SentencePart};
use crate::difference::risk_flags;

/// Lines that share less than this are separate lines, not one that was changed.
const ALIKE: f32 = 0.5;
/// Likewise rows of a table: one cell may be all that is the same.
const ALIKE_ROWS: f32 = 0.25;
/// How alike lines are that only contain others, such as two lists.
const ALIKE_CONTAINERS: f32 = 0.6;
/// With more pairs of lines than this, none are matched: it would take too long.
const MAX_PAIRS: usize = 40_000;

/// What happened to a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LineState<'a> {
    Same,
    Added,
    Removed,
    /// Contains the line as it was.
    Changed(&'a WordingLine),
    /// It was moved to here.
    MovedHere,
    /// It was moved from here.
    MovedAway,
}

/// A line of the old or the new wording.
#[derive(Clone, Debug)]
pub(super) struct ReviewedLine<'a> {
    pub line: &'a WordingLine,
    pub state: LineState<'a>,
    /// Why it needs a close look.
    pub flags: RiskFlags,
}

impl ReviewedLine<'_> {
    /// Whether it is shown as a change. A list or a table that came or went is shown by what it contains.
    pub fn is_change(&self) -> bool {
        self.state != LineState::Same && !self.line.is_container()
    }
}

/// All lines of the new wording, with those of the old one that were removed at their places.
pub(super) fn compared<'a>(old: &'a [WordingLine], new: &'a [WordingLine]) -> Vec<ReviewedLine<'a>> {
    let mut lines: Vec<ReviewedLine<'a>> = Vec::new();
    for part in capture_diff_slices(Algorithm::Patience, old, new) {
        let (before, after) = (&old[part.old_range()], &new[part.new_range()]);
        match part {
            DiffOp::Equal { .. } => lines.extend(after.iter().map(|line| reviewed(line, LineState::Same))),
            _ => replaced(before, after, &mut lines),
        }
    }
    join_moves(&mut lines);
    for line in &mut lines {
        line.flags = flags(line);
    }
    lines
}

fn reviewed<'a>(line: &'a WordingLine, state: LineState<'a>) -> ReviewedLine<'a> {
    ReviewedLine { line, state, flags: RiskFlags::default() }
}

/// Lines that replace others.
fn replaced<'a>(old: &'a [WordingLine], new: &'a [WordingLine], lines: &mut Vec<ReviewedLine<'a>>) {
    let mut next = (0, 0);
    let pairs = if old.len() * new.len() <= MAX_PAIRS { pairs(old, new) } else { Vec::new() };
    for (before, after) in pairs.into_iter().chain([(old.len(), new.len())]) {
        lines.extend(old[next.0..before].iter().map(|line| reviewed(line, LineState::Removed)));
        lines.extend(new[next.1..after].iter().map(|line| reviewed(line, LineState::Added)));
        if let (Some(first), Some(second)) = (old.get(before), new.get(after)) {
            let is_same = WordingLine { first_words: String::new(), ..first.clone() }
                == WordingLine { first_words: String::new(), ..second.clone() };
            lines.push(reviewed(second, if is_same { LineState::Same } else { LineState::Changed(first) }));
        }
        next = (before + 1, after + 1);
    }
}

/// Matches lines in order, with the highest total similarity.
fn pairs(old: &[WordingLine], new: &[WordingLine]) -> Vec<(usize, usize)> {
    let alike: Vec<Vec<f32>> = old.iter().map(|one| new.iter().map(|other| similarity(one, other)).collect()).collect();
    best_pairs(&alike)
}

/// How alike two lines are, from 0 to 1.
fn similarity(old: &WordingLine, new: &WordingLine) -> f32 {
    if (old.depth, &old.kind) != (new.depth, &new.kind) {
        return 0.0;
    }
    let limit = match old.kind.as_str() {
        "item" => return ratio(&old.first_words, &new.first_words),
        _ if old.is_container() => return ALIKE_CONTAINERS,
        // There is one of each.
        "title" | "summary" | "language" => return 1.0,
        "row" | "head" => ALIKE_ROWS,
        _ => ALIKE,
    };
    // A paragraph may consist of a picture alone.
    if old.words.is_empty() && new.words.is_empty() {
        return ALIKE_CONTAINERS;
    }
    Some(ratio(&old.words, &new.words)).filter(|ratio| *ratio >= limit).unwrap_or_default()
}

fn ratio(old: &str, new: &str) -> f32 {
    let words = |text: &str| -> Vec<String> { text.split_whitespace().map(str::to_lowercase).collect() };
    let (old, new) = (words(old), words(new));
    get_diff_ratio(&capture_diff_slices(Algorithm::Myers, &old, &new), old.len(), new.len())
}

/// A line that was removed in one place and added in another was moved.
fn join_moves(lines: &mut [ReviewedLine<'_>]) {
    for at in 0..lines.len() {
        if lines[at].state != LineState::Removed || lines[at].line.is_container() {
            continue;
        }
        let gone = lines[at].line;
        let is_it = |other: &ReviewedLine<'_>| {
            let line = other.line;
            other.state == LineState::Added
                && (&line.kind, &line.words, &line.parts) == (&gone.kind, &gone.words, &gone.parts)
        };
        if let Some(other) = lines.iter().position(is_it) {
            lines[other].state = LineState::MovedHere;
            lines[at].state = LineState::MovedAway;
        }
    }
}

fn flags(line: &ReviewedLine<'_>) -> RiskFlags {
    let words = line.line.readable();
    let of = |part: SentencePart| risk_flags::of(&[part]);
    let own = match &line.state {
        LineState::Same | LineState::MovedAway => return RiskFlags::default(),
        LineState::Added => of(SentencePart::Added(words)).with_all(of_parts(None, Some(line.line))),
        LineState::Removed => of(SentencePart::Removed(words)).with_all(of_parts(Some(line.line), None)),
        // In another place 'do not' may refer to something else.
        LineState::MovedHere if line.line.kind == "row" => return RiskFlags::default().with(Risk::Row),
        LineState::MovedHere => of(SentencePart::Added(words)),
        LineState::Changed(before) => {
            let of_words = risk_flags::of(&word_parts(&before.readable(), &words));
            let of_words =
                match before.cells().len() == line.line.cells().len() && line.line.kind == "row" {
                    true => before.cells().iter().zip(line.line.cells()).fold(of_words, |flags, (before, now)| {
                        flags.with_all(risk_flags::of(&word_parts(before, &now)))
                    }),
                    false => of_words,
                };
            of_words.with_all(of_parts(Some(before), Some(line.line)))
        }
    };
    let is_other_card = match &line.state {
        LineState::Changed(before) => before.detail != line.line.detail,
        _ => true,
    };
    if line.line.kind == "card" && is_other_card { own.with(Risk::Card) } else { own }
}

/// The flags of pictures, and of links that lead to another telephone number.
fn of_parts(before: Option<&WordingLine>, now: Option<&WordingLine>) -> RiskFlags {
    let all = |line: Option<&WordingLine>, kind: &str| -> Vec<String> {
        line.map(|line| line.parts_of(kind).map(str::to_owned).collect()).unwrap_or_default()
    };
    let phones = |line| -> Vec<String> {
        let links = all(line, "link").into_iter();
        links.filter_map(|link| link.rsplit_once("-> tel:").map(|(_, number)| number.to_owned())).collect()
    };
    let mut flags = RiskFlags::default();
    if all(before, "picture") != all(now, "picture") {
        flags = flags.with(Risk::Picture);
    }
    if phones(before) != phones(now) {
        flags = flags.with(Risk::Phone);
    }
    flags
}

#[cfg(test)]
mod tests {
    use super::super::wording_line::lines_of;
    use super::*;

    fn states(old: &str, new: &str) -> Vec<String> {
        let (old, new) = (lines_of(&format!("wording 1\n{old}")), lines_of(&format!("wording 1\n{new}")));
        compared(&old, &new)
            .iter()
            .filter(|line| line.is_change())
            .map(|line| {
                let state = match line.state {
                    LineState::Same => "same",
                    LineState::Added => "added",
                    LineState::Removed => "removed",
                    LineState::Changed(_) => "changed",
                    LineState::MovedHere => "moved here",
                    LineState::MovedAway => "moved away",
                };
                let flags = line.flags.names().collect::<Vec<_>>().join(" ");
                format!("{state} {}: {flags}", line.line.words)
            })
            .collect()
    }

    #[test]
    fn an_inserted_item_is_the_only_change() {
        let item = |text: &str| format!("  item\n    text {text}\n");
        let list = |items: &[&str]| format!("bullets\n{}", items.iter().map(|text| item(text)).collect::<String>());
        assert_eq!(states(&list(&["one", "two"]), &list(&["one", "more", "two"])), ["added more: direction"]);
        assert_eq!(states(&list(&["one", "two"]), &list(&["two"])), ["removed one: number"]);
    }

    #[test]
    fn a_row_that_moved_and_a_row_that_changed_need_a_close_look() {
        let table = |rows: [&str; 2]| format!("table\n  head Name | Dose\n  row {}\n  row {}\n", rows[0], rows[1]);
        let before = table(["Clobazam | 10 mg", "Clonazepam | 1 mg"]);
        assert_eq!(
            states(&before, &table(["Clonazepam | 1 mg", "Clobazam | 10 mg"])),
            ["moved here Clonazepam | 1 mg: row", "moved away Clonazepam | 1 mg: "]
        );
        assert_eq!(
            states(&before, &table(["Clonazepam | 10 mg", "Clobazam | 1 mg"])),
            [
                "changed Clonazepam | 10 mg: medicine confused-medicines",
                "changed Clobazam | 1 mg: medicine confused-medicines"
            ]
        );
    }

    #[test]
    fn cards_pictures_and_telephone_links_need_a_close_look() {
        assert_eq!(states("card warning Care\n", "card note Care\n"), ["changed Care: card"]);
        assert_eq!(states("text A\n+ picture 1 a\n", "text A\n+ picture 2 a\n"), ["changed A: picture"]);
        let link = |number: &str| format!("text Ward\n+ link Ward -> tel:{number}\n");
        assert_eq!(states(&link("1"), &link("2")), ["changed Ward: phone"]);
    }
}
