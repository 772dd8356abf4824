//! `double-number`: a dose should not have two numbers next to each other.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::check::word_cursor::{WordCursor, is_space};
use crate::diagnostic::Severity;
use crate::markdown::Prose;
use crate::source::TextRange;

pub static RULE: Rule = Rule {
    name: "double-number",
    severity: Severity::Warning,
    group: RuleGroup::PlainLanguage,
    summary: "a dose should not have two numbers next to each other",
    documentation: include_str!("double_number.md"),
    locked: false,
    scope: Scope::English(check),
};

const WORDS: [&str; 13] =
    ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    for found in found(subject.prose()) {
        let count = found.count.parse().ok().and_then(|count: usize| WORDS.get(count)).filter(|word| !word.is_empty());
        let count = count.copied().unwrap_or(&found.count);
        findings.add(
            subject.span_of_prose(found.range),
            format!(
                "Two numbers are next to each other: '{}'. They are easily read as one, and a patient may take the wrong dose.",
                subject.prose().part(found.range)
            ),
            match count == found.count {
                true => format!("Put words between them, for example '{} tablets of {}'.", found.count, found.dose),
                false => format!("Write the first number as a word: '{count} {}'.", found.dose),
            },
        );
    }
}

struct NumberMatch {
    range: TextRange,
    count: String,
    dose: String,
}

fn found(prose: &Prose) -> Vec<NumberMatch> {
    let row = WordCursor::of(prose);
    let mut found = Vec::new();
    for (index, word) in prose.words_with_digit() {
        let written = row.word(index);
        // '2x200mg' and '2×200mg'
        if let Some((count, dose)) = written.split_once(['x', '×']) {
            if is_count(count)
                && let Some(last) = dose_end(row, index, dose)
            {
                let dose =
                    format!("{dose}{}", if last > index { format!(" {}", row.word(last)) } else { String::new() });
                found.push(NumberMatch { range: row.range(index, last), count: count.to_owned(), dose });
            }
            continue;
        }
        // A word with letters is not a count, nor is a number after a label, as in 'day 1'.
        if word.has_lower() || word.has_upper() || !is_count(written) || is_label(row.previous(index)) {
            continue;
        }
        let gap = row.gap(index);
        let next = match row.next(index) {
            "x" | "X" if is_space(row.gap(index + 1)) => index + 2,
            "" if gap.trim() == "×" => index + 1,
            "" => continue,
            _ => index + 1,
        };
        let dose = row.word(next);
        // '1 000 mg' is one number.
        if dose.starts_with("000") {
            continue;
        }
        if let Some(last) = dose_end(row, next, dose) {
            let dose = row.range(next, last).of(prose.text()).to_owned();
            found.push(NumberMatch { range: row.range(index, last), count: written.to_owned(), dose });
        }
    }
    found
}

fn is_count(text: &str) -> bool {
    (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_label(word: &str) -> bool {
    const LABELS: &[&str] = &[
        "day", "week", "month", "year", "step", "stage", "phase", "table", "age", "aged", "grade", "type", "ward",
        "dose", "cycle", "level", "band",
    ];
    LABELS.iter().any(|label| label.eq_ignore_ascii_case(word))
}

/// The index of the last word of '200mg' or '200 mg'; `None` if the word at `index` does not begin a dose.
fn dose_end(row: WordCursor<'_>, index: usize, dose: &str) -> Option<usize> {
    let unit = dose.trim_start_matches(|ch: char| ch.is_ascii_digit() || matches!(ch, '.' | ','));
    if unit.len() == dose.len() {
        return None;
    }
    if unit.is_empty() {
        // The percent sign is not part of the word.
        if row.after(index).starts_with('%') {
            return Some(index);
        }
        return is_unit(row.next(index)).then_some(index + 1);
    }
    is_unit(unit).then_some(index)
}

fn is_unit(text: &str) -> bool {
    matches!(
        text,
        "mg" | "Mg"
            | "MG"
            | "mcg"
            | "microgram"
            | "micrograms"
            | "µg"
            | "μg"
            | "g"
            | "gram"
            | "grams"
            | "ml"
            | "mL"
            | "mls"
            | "millilitre"
            | "millilitres"
            | "milligram"
            | "milligrams"
            | "unit"
            | "units"
            | "IU"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse;

    #[test]
    fn adjacent_numbers_in_a_dose_are_found() {
        for (text, expected) in [
            ("Take 2 200mg tablets.", Some("2 200mg")),
            ("Take 2 x 200mg tablets.", Some("2 x 200mg")),
            ("Take 2x200 mg tablets.", Some("2x200 mg")),
            ("Take 2 × 200mg tablets.", Some("2 × 200mg")),
            ("Give 1 2.5ml spoonful.", Some("1 2.5ml")),
            ("Take 2 500 micrograms tablets.", Some("2 500 micrograms")),
            ("Use 2 5% creams.", Some("2 5")),
            ("Take two 200mg tablets.", None),
            ("Take 2 tablets of 200mg.", None),
            ("Take 200 mg twice a day.", None),
            ("Take 1 000 mg.", None),
            ("On day 1 200mg, then 100mg.", None),
            ("Take 1, 200mg or more.", None),
            ("Take one 5ml or two 2.5ml spoonfuls.", None),
            ("It is 10 x 15 cm.", None),
            ("Call 01632 960123 g.", None),
            ("Between 5 and 10mg.", None),
        ] {
            let prose = Prose::of(&parse(text, 0), text);
            let found = found(&prose);
            assert_eq!(found.first().map(|found| prose.part(found.range)), expected, "{text}");
        }
    }
}
