//! `date-style`: a date in the text should be written '6 August 2018'.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::check::word_cursor::{WordCursor, changeable, is_space};
use crate::date::{self, DateFault, MONTHS};
use crate::diagnostic::Severity;
use crate::markdown::Prose;
use crate::source::TextRange;

pub static RULE: Rule = Rule {
    name: "date-style",
    severity: Severity::Advice,
    group: RuleGroup::PlainLanguage,
    summary: "a date in the text should be written '6 August 2018'",
    documentation: include_str!("date_style.md"),
    locked: false,
    scope: Scope::English(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    for found in found(subject.prose()) {
        let written = subject.prose().part(found.range);
        let (message, help) = match &found.instead {
            Some(instead) => (
                format!(
                    "The date '{written}' is not written in the form that is easiest to read: day, month in full, year."
                ),
                format!("Write '{instead}'."),
            ),
            None => (
                format!(
                    "The date '{written}' can mean more than one day. Some readers take the first number for the month."
                ),
                "Write the day, the month in full and the year: '6 August 2018'.".to_owned(),
            ),
        };
        let added = findings.add(subject.span_of_prose(found.range), message, help);
        if found.certain
            && let Some(instead) = found.instead
            && let Some(place) = changeable(subject, found.range)
        {
            added.fixed_by(place, instead);
        }
    }
}

struct DateMatch {
    range: TextRange,
    /// The date as it should be written, if only one day can be meant.
    instead: Option<String>,
    /// Whether it can be replaced without changing the words around it.
    certain: bool,
}

fn found(prose: &Prose) -> Vec<DateMatch> {
    let row = WordCursor::of(prose);
    let mut found = Vec::new();
    for (index, word) in prose.words_with_digit() {
        let written = row.word(index);
        if !word.has_lower() && !word.has_upper() && written.len() >= 6 {
            found.extend(in_numbers(row, index));
        } else if written.len() <= 4
            && let Some((day, ordinal)) = day(written)
        {
            found.extend(before_month(row, index, day, ordinal).or_else(|| after_month(row, index, day, ordinal)));
        }
    }
    found
}

fn in_numbers(row: WordCursor<'_>, index: usize) -> Option<DateMatch> {
    let written = row.word(index);
    let ch = written.chars().find(|ch| !ch.is_ascii_digit()).filter(|ch| matches!(ch, '/' | '.' | '-'))?;
    let parts: Vec<&str> = written.split(ch).collect();
    let [first, second, third] = parts[..] else { return None };
    let number = |part: &str, digits: usize| (part.len() <= digits).then(|| part.parse::<u16>().ok()).flatten();
    let (year, short_year) = match (first.len(), third.len()) {
        (4, 1 | 2) => (number(first, 4)?, false),
        (1 | 2, 4) => (number(third, 4)?, false),
        // '3.4.12' may be a section number, '6-8-18' a score.
        (1 | 2, 2) if ch != '-' => (2000 + number(third, 2)?, true),
        _ => return None,
    };
    let label = row.previous(index).to_ascii_lowercase();
    const LABELS: &[&str] =
        &["section", "version", "v", "paragraph", "chapter", "figure", "table", "step", "part", "standard", "release"];
    if LABELS.contains(&label.as_str()) || !(1900..=2100).contains(&year) {
        return None;
    }
    let instead = match date::parse(written) {
        Ok(day) | Err(DateFault::OtherSpelling(day)) => Some(date::in_english(day)),
        Err(DateFault::Ambiguous | DateFault::NoSuchDay { .. }) => None,
        Err(DateFault::ShortYear) if short_year => {
            let (day, month) = (number(first, 2)?, number(second, 2)?);
            let possible = |day: u16, month: u16| (1..=31).contains(&day) && (1..=12).contains(&month);
            if !possible(day, month)
                || (ch == '.' && first.len() + second.len() < 3 && !(10..=40).contains(&(year - 2000)))
            {
                return None;
            }
            None
        }
        Err(_) => return None,
    };
    Some(DateMatch { range: row.range(index, index), certain: instead.is_some(), instead })
}

/// The day of '6' or '6th', and whether it has an ordinal ending.
fn day(written: &str) -> Option<(u8, bool)> {
    let digits = written.trim_end_matches(|ch: char| ch.is_ascii_alphabetic());
    let ordinal = match &written[digits.len()..] {
        "" => false,
        "st" | "nd" | "rd" | "th" => true,
        _ => return None,
    };
    let day: u8 = digits.parse().ok()?;
    ((1..=31).contains(&day) && digits.len() <= 2).then_some((day, ordinal))
}

/// The month for a capitalised name, and whether the name is abbreviated.
fn month(word: &str) -> Option<(&'static str, bool)> {
    if !(3..=9).contains(&word.len()) || !word.starts_with(|first: char| first.is_ascii_uppercase()) {
        return None;
    }
    let full = MONTHS.iter().find(|month| **month == word);
    let short = || match word {
        "Sept" => Some(&"September"),
        _ if word.len() == 3 => MONTHS.iter().find(|month| month.starts_with(word)),
        _ => None,
    };
    full.map(|month| (*month, false)).or_else(|| short().map(|month| (*month, true)))
}

fn is_year(word: &str) -> bool {
    word.len() == 4
        && (word.starts_with("19") || word.starts_with("20"))
        && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// '6th August 2018', '6th of August', '6 Aug 2018'
fn before_month(row: WordCursor<'_>, index: usize, day: u8, ordinal: bool) -> Option<DateMatch> {
    let of = row.next(index) == "of";
    let place = index + 1 + usize::from(of);
    let name = if of { row.next(index + 1) } else { row.next(index) };
    let (month, short) = month(name)?;
    if !ordinal && !short && !of {
        return None;
    }
    let year = row.next(place);
    let has_year = is_year(year);
    let mut certain = true;
    let mut from = index;
    if row.previous(index) == "the" {
        let earlier = row.previous(index - 1);
        let on = ["on", "from", "until", "to", "by", "before", "after", "since"];
        // 'on the 6th of August' becomes 'on 6 August'; 'the 6th August meeting' needs its 'the'.
        if on.iter().any(|on| on.eq_ignore_ascii_case(earlier)) {
            from = index - 1;
        } else {
            certain = false;
        }
    }
    // In 'the 6th and 7th of August', changing only one day would look odd. So would a leftover full stop after 'Aug'.
    let before = if from == 0 { "" } else { row.word(from - 1) };
    certain &= !(matches!(before, "to" | "and" | "or")
        && from >= 2
        && row.word(from - 2).bytes().any(|byte| byte.is_ascii_digit()));
    certain &= !(short && row.after(place).starts_with('.'));
    let instead = if has_year { format!("{day} {month} {year}") } else { format!("{day} {month}") };
    Some(DateMatch { range: row.range(from, place + usize::from(has_year)), instead: Some(instead), certain })
}

/// 'August 6th', 'August 6, 2018', 'on August 6'
fn after_month(row: WordCursor<'_>, index: usize, day: u8, ordinal: bool) -> Option<DateMatch> {
    let (month, _) = month(row.previous(index))?;
    let from = index - 1;
    let gap = row.gap(index);
    let next = row.word(index + 1);
    let has_year = is_year(next) && (is_space(gap) || gap == ", ");
    // 'August 6th form students'
    if ordinal && matches!(row.next(index), "form" | "floor" | "day" | "week" | "birthday" | "edition" | "century") {
        return None;
    }
    let before = row.previous(from);
    let is_dated = has_year || ordinal || before == "on" || (before.len() >= 6 && before.ends_with("day"));
    if !is_dated {
        return None;
    }
    let instead = if has_year { format!("{day} {month} {next}") } else { format!("{day} {month}") };
    let range = row.range(from, index + usize::from(has_year));
    // Without a year, the words after it may belong to the date, so that a replacement is not safe.
    Some(DateMatch { range, instead: Some(instead), certain: has_year && before != "the" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse;

    #[test]
    fn dates_are_distinguished_from_other_numbers() {
        for (text, expected) in [
            ("It closed on 6th August 2018.", "6th August 2018>6 August 2018!"),
            ("Come on the 6th of August.", "the 6th of August>6 August!"),
            ("See the 6th August meeting.", "6th August>6 August"),
            ("From 6 Aug 2018 on.", "6 Aug 2018>6 August 2018!"),
            ("By 1 Sept. 2018 we knew.", "1 Sept>1 September"),
            ("On August 6, 2018 it closed.", "August 6, 2018>6 August 2018!"),
            ("Come on August 6.", "August 6>6 August"),
            ("Come on August 6th, please.", "August 6th>6 August"),
            ("Read on 06/08/2018.", "06/08/2018>?"),
            ("Read on 23/08/2018.", "23/08/2018>23 August 2018!"),
            ("Read on 6.8.18.", "6.8.18>?"),
            ("Read on 2018-08-06.", "2018-08-06>6 August 2018!"),
            ("From 6th to 8th August.", "8th August>8 August"),
            ("It closed on 6 August 2018.", ""),
            ("In August 6 people came.", ""),
            ("You may 6 times, or march 2 miles.", ""),
            ("May I come? Section 3.4.12 says so.", ""),
            ("Version 1.2.18 of it.", ""),
            ("The 2nd floor, 1st visit, 24/7, 1/2, 120/80.", ""),
            ("Leaflet PT-01-02-2018.", ""),
            ("In August 2018 and 2019.", ""),
            ("Address 192.168.1.10 or 1.2.3.", ""),
            ("Call 01632 960123.", ""),
        ] {
            let prose = Prose::of(&parse(text, 0), text);
            let said = |found: &DateMatch| {
                let ch = if found.certain { "!" } else { "" };
                format!("{}>{}{ch}", prose.part(found.range), found.instead.as_deref().unwrap_or("?"))
            };
            assert_eq!(found(&prose).iter().map(said).collect::<Vec<_>>().join(","), expected, "{text}");
        }
    }
}
