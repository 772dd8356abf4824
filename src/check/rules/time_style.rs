//! `time-style`: a time of day should be written '5pm'.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::check::word_cursor::{WordCursor, changeable};
use crate::diagnostic::Severity;
use crate::markdown::Prose;
use crate::source::TextRange;

pub static RULE: Rule = Rule {
    name: "time-style",
    severity: Severity::Advice,
    group: RuleGroup::PlainLanguage,
    summary: "a time of day should be written '5pm' or '5:30pm'",
    documentation: include_str!("time_style.md"),
    locked: false,
    scope: Scope::English(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    for found in found(subject.prose()) {
        let written = subject.prose().part(found.range);
        let added = findings.add(
            subject.span_of_prose(found.range),
            format!("The time '{written}' is not written in the form that is easiest to read: '5pm', '5:30pm', '9am to 5pm', 'midday'."),
            format!("Write '{}'.", found.instead),
        );
        if found.certain
            && let Some(place) = changeable(subject, found.range)
        {
            added.fixed_by(place, found.instead);
        }
    }
}

struct TimeMatch {
    range: TextRange,
    instead: String,
    certain: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum HalfOfDay {
    Am,
    Pm,
}

/// A time written as one word.
#[derive(Clone, Copy, Debug)]
struct Time {
    hour: u8,
    minute: Option<u8>,
    /// The separator between hour and minute.
    ch: Option<u8>,
    /// Whether the hour has a leading zero (`09:00`), which is used only with the 24-hour clock.
    leading_zero: bool,
    half: Option<HalfOfDay>,
    /// Whether 'am' or 'pm' is in lower case without full stops.
    plain: bool,
}

impl Time {
    fn read(word: &str) -> Option<Self> {
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let first = digits(word);
        let (hour, rest) = word.split_at_checked(first).filter(|_| matches!(first, 1 | 2))?;
        let ch = rest.bytes().next().filter(|ch| matches!(ch, b':' | b'.') && digits(&rest[1..]) == 2);
        let (minute, rest) = match ch {
            Some(_) => (Some(rest.get(1..3)?.parse().ok()?), rest.get(3..)?),
            None => (None, rest),
        };
        let half = half(rest);
        if half.is_none() && !rest.is_empty() {
            return None;
        }
        let leading_zero = hour.starts_with('0') && hour.len() == 2;
        let hour: u8 = hour.parse().ok()?;
        let is_time = hour < 24 && minute.is_none_or(|minute| minute < 60);
        let plain = matches!(rest, "" | "am" | "pm");
        is_time.then_some(Self { hour, minute, ch, leading_zero, half, plain })
    }

    /// Whether it can only be a time of the 24-hour clock.
    fn is_24_hours(self) -> bool {
        self.half.is_none() && self.ch == Some(b':') && (self.hour > 12 || self.hour == 0 || self.leading_zero)
    }

    fn with(self, half: Option<HalfOfDay>) -> Self {
        Self { half: self.half.or(half), ..self }
    }

    /// `5pm`, `5:30pm`, `midday`
    fn in_words(self) -> String {
        let minute = self.minute.unwrap_or(0);
        let (hour, half) = match (self.half, self.hour) {
            (Some(half), hour) => (hour, half),
            (None, 0) => (12, HalfOfDay::Am),
            (None, hour @ 1..12) => (hour, HalfOfDay::Am),
            (None, 12) => (12, HalfOfDay::Pm),
            (None, hour) => (hour - 12, HalfOfDay::Pm),
        };
        let letters = if half == HalfOfDay::Am { "am" } else { "pm" };
        match (hour, minute, half) {
            (12, 0, HalfOfDay::Am) => "midnight".to_owned(),
            (12, 0, HalfOfDay::Pm) => "midday".to_owned(),
            (hour, 0, _) => format!("{hour}{letters}"),
            (hour, minute, _) => format!("{hour}:{minute:02}{letters}"),
        }
    }
}

fn half(text: &str) -> Option<HalfOfDay> {
    match text.len() {
        2..=4 => {}
        _ => return None,
    }
    ["am", "a.m", "a.m."]
        .iter()
        .any(|am| am.eq_ignore_ascii_case(text))
        .then_some(HalfOfDay::Am)
        .or_else(|| ["pm", "p.m", "p.m."].iter().any(|pm| pm.eq_ignore_ascii_case(text)).then_some(HalfOfDay::Pm))
}

fn found(prose: &Prose) -> Vec<TimeMatch> {
    let row = WordCursor::of(prose);
    let mut found: Vec<TimeMatch> = Vec::new();
    let mut next = 0;
    for (index, _) in prose.words_with_digit() {
        let written = row.word(index);
        if index < next || !(1..=20).contains(&written.len()) {
            continue;
        }
        if let Some((last, one)) = at(row, index, written) {
            found.push(one);
            next = last + 1;
        }
    }
    found
}

/// A time at `index` that should be written differently, with the index of its last word.
fn at(row: WordCursor<'_>, index: usize, written: &str) -> Option<(usize, TimeMatch)> {
    if written == "24/7" {
        let is_name = |word: &str| word.starts_with(|first: char| first.is_ascii_uppercase());
        let instead = "24 hours a day, 7 days a week".to_owned();
        let one = TimeMatch { range: row.range(index, index), instead, certain: false };
        return (!is_name(row.next(index)) && !is_name(row.previous(index))).then_some((index, one));
    }
    if let Some((from, to)) = written.split_once(['-', '–', '—']) {
        return range(row, index, Time::read(from)?, Time::read(to)?);
    }
    let time = Time::read(written)?;
    // '9am – 5pm'
    let dash = row.gap(index).trim();
    if matches!(dash, "-" | "–" | "—")
        && !row.gap(index).contains('\n')
        && let Some(to) = Time::read(row.word(index + 1))
        && time.half.is_some()
        && to.half.is_some()
    {
        let instead = format!("{} to {}", time.in_words(), to.in_words());
        let certain = is_clock(time) && is_clock(to) && time.plain && to.plain;
        return Some((index + 1, TimeMatch { range: row.range(index, index + 1), instead, certain }));
    }
    if let Some(half_here) = time.half {
        let is_twelve = time.hour == 12 && time.minute.unwrap_or(0) == 0;
        if !is_clock(time) || (!is_twelve && time.plain && time.ch != Some(b'.')) {
            return None;
        }
        let (range, safe) = with_stop(row, index, index, time.plain);
        return Some((index, TimeMatch { range, instead: time.with(Some(half_here)).in_words(), certain: safe }));
    }
    let follows = row.next(index);
    if let Some(half) = half(follows) {
        let time = time.with(Some(half));
        // In 'at 5 am I', the 'am' may be a verb.
        if !is_clock(time) || matches!(row.next(index + 1), "I") {
            return None;
        }
        let (range, safe) = with_stop(row, index, index + 1, follows.len() == 2);
        return Some((index + 1, TimeMatch { range, instead: time.in_words(), certain: safe }));
    }
    if time.hour == 12 && time.minute.unwrap_or(0) == 0 && matches!(follows, "noon" | "midday" | "midnight") {
        let instead = if follows == "midnight" { "midnight" } else { "midday" }.to_owned();
        return Some((index + 1, TimeMatch { range: row.range(index, index + 1), instead, certain: true }));
    }
    if time.ch != Some(b':') || matches!(follows, "minutes" | "mins" | "ratio" | "dilution" | "seconds") {
        return None;
    }
    let previous = row.previous(index);
    let is_day = previous.contains("day")
        || ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].iter().any(|day| previous.starts_with(day));
    // 'John 13:34'
    if index > 0
        && previous.starts_with(|first: char| first.is_ascii_uppercase())
        && !is_day
        && !is_before_time(previous)
    {
        return None;
    }
    if time.is_24_hours() {
        let is_hours = matches!(follows, "hrs" | "hours" | "h" | "hr");
        let last = index + usize::from(is_hours);
        return Some((last, TimeMatch { range: row.range(index, last), instead: time.in_words(), certain: true }));
    }
    if is_before_time(previous) || is_day {
        let (am, pm) = (time.with(Some(HalfOfDay::Am)).in_words(), time.with(Some(HalfOfDay::Pm)).in_words());
        let instead = format!("{am}' or '{pm}");
        return Some((index, TimeMatch { range: row.range(index, index), instead, certain: false }));
    }
    None
}

/// Whether the hour fits the 12-hour clock: not '17:00pm'.
fn is_clock(time: Time) -> bool {
    (1..=12).contains(&time.hour)
}

fn is_before_time(word: &str) -> bool {
    ["at", "from", "to", "until", "till", "by", "before", "after", "between", "about", "around"]
        .iter()
        .any(|before| before.eq_ignore_ascii_case(word))
}

/// '9am-5pm', '09:00-17:00'
fn range(row: WordCursor<'_>, index: usize, from: Time, to: Time) -> Option<(usize, TimeMatch)> {
    let later = half(row.next(index));
    let (last, to_half) = match (to.half, later) {
        (None, Some(half)) => (index + 1, Some(half)),
        (half, _) => (index, half),
    };
    let plain_clock = from.half.is_some() && to.half.is_some() && is_clock(from) && is_clock(to);
    let all_day = from.is_24_hours() || to.is_24_hours();
    let both_signs = from.ch == Some(b':') && to.ch == Some(b':') && from.half.is_none() && to.half.is_none();
    if plain_clock || (all_day && both_signs) {
        let instead = format!("{} to {}", from.in_words(), to.in_words());
        let (range, safe) = with_stop(row, index, last, to.plain || to.half.is_none());
        return Some((last, TimeMatch { range, instead, certain: safe }));
    }
    // '9-5pm': the first time is most likely in the morning, but that is not certain.
    let to_half = to_half.filter(|_| is_clock(from) && is_clock(to))?;
    let to = to.with(Some(to_half)).in_words();
    let instead = match from.half {
        Some(_) => format!("{} to {to}", from.in_words()),
        None => {
            let (am, pm) = (from.with(Some(HalfOfDay::Am)).in_words(), from.with(Some(HalfOfDay::Pm)).in_words());
            format!("{am} to {to}' or '{pm} to {to}")
        }
    };
    Some((last, TimeMatch { range: row.range(index, last), instead, certain: false }))
}

/// The range of a time including the final full stop of 'p.m.', and whether that is certain.
fn with_stop(row: WordCursor<'_>, from: usize, to: usize, plain: bool) -> (TextRange, bool) {
    let range = row.range(from, to);
    let rest = row.after(to);
    let Some(following) = rest.strip_prefix('.').filter(|_| !plain) else { return (range, true) };
    let next = following.trim_start_matches(' ').chars().next();
    match next {
        // The full stop also ends the sentence.
        None | Some('\n') => (range, true),
        Some(next) if next.is_lowercase() || matches!(next, ',' | ')' | ';') => {
            (TextRange { end: range.end + 1, ..range }, true)
        }
        Some(_) => (range, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse;

    #[test]
    fn times_are_distinguished_from_other_numbers() {
        for (text, expected) in [
            ("Come at 17:00.", "17:00>5pm!"),
            ("Come at 09:30 hours.", "09:30 hours>9:30am!"),
            ("Come at 5 pm.", "5 pm>5pm!"),
            ("Come at 5 p.m. on Monday.", "5 p.m.>5pm!"),
            ("Come at 5 p.m.", "5 p.m>5pm!"),
            ("Come at 5PM.", "5PM>5pm!"),
            ("Come at 5.30pm.", "5.30pm>5:30pm!"),
            ("Come at 5.30 pm.", "5.30 pm>5:30pm!"),
            ("Come at 5.00pm.", "5.00pm>5pm!"),
            ("Come at 12 noon.", "12 noon>midday!"),
            ("Come at 12pm.", "12pm>midday!"),
            ("Open 9am-5pm.", "9am-5pm>9am to 5pm!"),
            ("Open 9am – 5pm.", "9am – 5pm>9am to 5pm!"),
            ("Open 09:00–17:30.", "09:00–17:30>9am to 5:30pm!"),
            ("Open 9-5pm.", "9-5pm>9am to 5pm' or '9pm to 5pm"),
            ("Come at 9:30.", "9:30>9:30am' or '9:30pm"),
            ("Open Monday 17:00.", "17:00>5pm!"),
            ("Call us 24/7.", "24/7>24 hours a day, 7 days a week"),
            ("Come at 5pm, 5:30pm, midday or midnight.", ""),
            ("Open 9am to 5pm, Monday to Friday.", ""),
            ("Mix it 10:1 or at 1:10 dilution.", ""),
            ("They won 3:2. Read John 13:34.", ""),
            ("Take 5.30 ml, or 2.5 to 3.5.", ""),
            ("Rest for 5-10 days and 2.30 hours.", ""),
            ("Blood pressure of 120/80 and 24 hours.", ""),
            ("At 12:30pm.", ""),
            ("In 2018-19 it was 17:00pm.", ""),
            ("The 24/7 Crisis Team.", ""),
        ] {
            let prose = Prose::of(&parse(text, 0), text);
            let said = |found: &TimeMatch| {
                format!("{}>{}{}", prose.part(found.range), found.instead, if found.certain { "!" } else { "" })
            };
            assert_eq!(found(&prose).iter().map(said).collect::<Vec<_>>().join(","), expected, "{text}");
        }
    }
}
