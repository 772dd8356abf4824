//! Parses dates as authors write them; ambiguous ones are rejected.

pub use jiff::civil::Date;

/// The English names of the months.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Why a string is rejected as a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateFault {
    /// `03/04/2026`: 3 April to some, 4 March to others.
    Ambiguous,
    /// `23/11/26`: the year has only two digits.
    ShortYear,
    /// Written in another, but unambiguous way.
    OtherSpelling(Date),
    /// `31 February`: the month has fewer days.
    NoSuchDay {
        /// The number of the month, from 1.
        month: u8,
        /// The year, which matters for February.
        year: i16,
        /// The number of days in this month.
        days: u8,
    },
    /// `2026-13-01`: there are only twelve months.
    NoSuchMonth,
    /// A time follows the date.
    WithTime(Date),
    /// The year is not one between 1900 and 2999.
    Year,
    /// Nothing like a date.
    NotADate,
}

/// Parses `2026-11-23` or `23 November 2026`.
///
/// # Errors
/// Why the string is rejected, with the date that was probably meant if there is only one.
pub fn parse(text: &str) -> Result<Date, DateFault> {
    let text = text.trim();
    match parse_tidy(text) {
        Err(DateFault::NotADate) => Err(why_not(text)),
        read => read,
    }
}

/// Parses the two accepted formats.
fn parse_tidy(text: &str) -> Result<Date, DateFault> {
    let parts: Vec<&str> = text.split_whitespace().collect();
    if let [day, month, year] = parts[..]
        && let (Some(day), Some(year)) = (number(day, 1..=2), number(year, 4..=4))
        && let Some(month) = MONTHS.iter().position(|name| name.eq_ignore_ascii_case(month))
    {
        return real_day(year, month + 1, day);
    }
    let numbers: Vec<&str> = text.split('-').collect();
    if let [year, month, day] = numbers[..]
        && let (Some(year), Some(month), Some(day)) = (number(year, 4..=4), number(month, 2..=2), number(day, 2..=2))
    {
        return real_day(year, month, day);
    }
    Err(DateFault::NotADate)
}

/// A valid date, or why there is no such date.
fn real_day(year: usize, month: usize, day: usize) -> Result<Date, DateFault> {
    if !(1900..=2999).contains(&year) {
        return Err(DateFault::Year);
    }
    let (Ok(year), Ok(month), Ok(day)) = (i16::try_from(year), i8::try_from(month), i8::try_from(day)) else {
        return Err(DateFault::NotADate);
    };
    let Ok(first) = Date::new(year, month, 1) else { return Err(DateFault::NoSuchMonth) };
    Date::new(year, month, day).map_err(|_| DateFault::NoSuchDay {
        month: month.unsigned_abs(),
        year,
        days: first.days_in_month().unsigned_abs(),
    })
}

/// A number with an allowed count of digits and nothing else.
fn number(text: &str, digits: std::ops::RangeInclusive<usize>) -> Option<usize> {
    (digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// Why a string is not a date, and what its writer may have meant.
fn why_not(text: &str) -> DateFault {
    // Remove or replace typographic dashes, the day of the week, and words as in 'the 23rd of'.
    let is_invisible = |ch: &char| matches!(ch, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    let tidy: String = text
        .chars()
        .filter(|ch| !is_invisible(ch))
        .map(|ch| if matches!(ch, '\u{2010}'..='\u{2015}' | '\u{2212}') { '-' } else { ch })
        .collect();
    let is_filler = |word: &&str| {
        let word = word.trim_end_matches(',').to_ascii_lowercase();
        let is_weekday = word.len() >= 6 && word.ends_with("day");
        !is_weekday && word != "the" && word != "of"
    };
    let tidy = tidy.split_whitespace().filter(is_filler).collect::<Vec<_>>().join(" ");
    if let Ok(date) = parse_tidy(&tidy) {
        return DateFault::OtherSpelling(date);
    }
    let text = tidy.as_str();
    let meant = |year, month, day| real_day(year, month, day).map_or_else(|fault| fault, DateFault::OtherSpelling);
    if let Some(day) = with_time(text) {
        return DateFault::WithTime(day);
    }
    if let Some(digits) = number(text, 8..=8) {
        return meant(digits / 10_000, digits / 100 % 100, digits % 100);
    }
    let pieces: Vec<&str> = text.split(['/', '.', '-', ' ', ',']).filter(|piece| !piece.is_empty()).collect();
    let [first, second, third] = pieces[..] else { return DateFault::NotADate };
    // '2026/11/23' and '2026-1-2' can only be year, month, day.
    if let (Some(year), Some(month), Some(day)) = (number(first, 4..=4), number(second, 1..=2), number(third, 1..=2)) {
        return meant(year, month, day);
    }
    if let (Some(first), Some(second)) = (number(first, 1..=2), number(second, 1..=2)) {
        let Some(year) = number(third, 4..=4) else {
            return if number(third, 2..=2).is_some() { DateFault::ShortYear } else { DateFault::NotADate };
        };
        return match (first, second) {
            (day, month) if day > 12 && month <= 12 => meant(year, month, day),
            (month, day) if day > 12 && month <= 12 => meant(year, month, day),
            (day, month) if day == month && day <= 12 => meant(year, month, day),
            (day, month) if day > 12 && month > 12 => DateFault::NotADate,
            _ => DateFault::Ambiguous,
        };
    }
    // '23rd Nov 2026' and 'November 23, 2026'.
    let day_of = |piece: &str| {
        let bare = ["st", "nd", "rd", "th"].iter().find_map(|end| piece.strip_suffix(end)).unwrap_or(piece);
        number(bare, 1..=2)
    };
    let month_of = |piece: &str| {
        let lower = piece.to_ascii_lowercase();
        let starts = |name: &&str| lower.len() >= 3 && name.to_ascii_lowercase().starts_with(&lower);
        MONTHS.iter().position(starts).map(|index| index + 1)
    };
    let day_month = day_of(first).zip(month_of(second)).or_else(|| day_of(second).zip(month_of(first)));
    if day_month.is_some() && number(third, 2..=2).is_some() {
        return DateFault::ShortYear;
    }
    match (day_month, number(third, 4..=4)) {
        (Some((day, month)), Some(year)) => meant(year, month, day),
        _ => DateFault::NotADate,
    }
}

/// The date of a string with a date and a time: `2026-11-23T09:30`, `23 November 2026 09:30`.
fn with_time(text: &str) -> Option<Date> {
    let (day, time) = text.rsplit_once([' ', 'T', 't'])?;
    time.starts_with(|first: char| first.is_ascii_digit()).then(|| parse_tidy(day.trim()).ok())?
}

/// The date of a rejected string, if its writer cannot have meant any other.
///
/// Stricter than the date in a [`DateFault`], which a person sees before it is used: a day of the week must be correct,
/// and anything after the date must be a time.
pub fn certain(text: &str, fault: DateFault) -> Option<Date> {
    let (DateFault::OtherSpelling(day) | DateFault::WithTime(day)) = fault else { return None };
    let weekday = WEEKDAYS[usize::from(day.weekday().to_monday_zero_offset().unsigned_abs())];
    let mut words = text.split_whitespace().map(|word| word.trim_end_matches(',').to_ascii_lowercase());
    let is_right = words.all(|word| !word.ends_with("day") || word == weekday);
    let is_time = |after: &str| {
        let (hour, rest) = after.split_once(':').unwrap_or((after, ""));
        number(hour, 1..=2).is_some_and(|hour| hour < 24)
            && rest.get(..2).and_then(|minute| number(minute, 2..=2)).is_some_and(|minute| minute < 60)
    };
    let ends_well = match fault {
        DateFault::WithTime(_) => text.rsplit([' ', 'T', 't']).next().is_some_and(is_time),
        _ => true,
    };
    (is_right && ends_well).then_some(day)
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A date in English with the month in full: `23 November 2026`.
pub fn in_english(date: Date) -> String {
    in_words(date, &MONTHS)
}

/// A date with the month in full, with the given names of months.
pub fn in_words(date: Date, months: &[impl AsRef<str>]) -> String {
    let month = months.get(usize::from(date.month().unsigned_abs()) - 1).map_or("", AsRef::as_ref);
    format!("{} {month} {}", date.day(), date.year())
}

/// The date `months` later; the last day of the month if it has fewer days.
pub fn months_after(date: Date, months: u16) -> Date {
    date.saturating_add(jiff::Span::new().months(months))
}

/// The date `months` earlier; the last day of the month if it has fewer days.
pub fn months_before(date: Date, months: u16) -> Date {
    date.saturating_sub(jiff::Span::new().months(months))
}

/// The date `days` earlier.
pub fn days_before(date: Date, days: u16) -> Date {
    date.saturating_sub(jiff::Span::new().days(days))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_unambiguous_dates_are_certain() {
        let day = Some(Date::constant(2026, 11, 23));
        let certain = |text: &str| parse(text).err().and_then(|fault| certain(text, fault));
        for text in [
            "23rd November 2026",
            "23 Nov 2026",
            "2026/11/23",
            "20261123",
            "November 23, 2026",
            "23/11/2026",
            "11/23/2026",
            "2026-11-23T00:00",
            "2026-11-23T09:30:00+01:00",
            "23 November 2026 09:30",
            "Monday 23 November 2026",
            "Monday, the 23rd of November 2026",
        ] {
            assert_eq!(certain(text), day, "{text}");
        }
        assert_eq!(certain("2026-1-5"), Some(Date::constant(2026, 1, 5)));
        for text in [
            "03/04/2026",
            "23/11/26",
            "31 February 2026",
            "31/02/2026",
            "2026-13-01",
            "November 2026",
            "Tuesday 23 November 2026",
            "Birthday 23 November 2026",
            "2026-11-23 2027-11-23",
            "2026-11-23 24",
            "2026-11-23 99:30",
            "2026-11-23 1 of 2",
            "23 November 3026",
            "",
        ] {
            assert_eq!(certain(text), None, "{text}");
        }
    }
}
