//! Lengths of time before an archive date.

use crate::date::{Date, days_before, months_before};

/// How long before its archive date a leaflet is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// A number of months.
    Months(u16),
    /// A number of days.
    Days(u16),
}

impl Period {
    /// Parses `3m`, `3 months`, `2 years`, `6w`, `90d`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let number: u16 = text[..digits].parse().ok()?;
        let period = match text[digits..].trim() {
            "m" | "month" | "months" => Self::Months(number),
            "y" | "year" | "years" => Self::Months(number.checked_mul(12)?),
            "w" | "week" | "weeks" => Self::Days(number.checked_mul(7)?),
            "d" | "day" | "days" => Self::Days(number),
            _ => return None,
        };
        Some(period)
    }

    /// The day that is this long before another.
    pub fn before(self, day: Date) -> Date {
        match self {
            Self::Months(months) => months_before(day, months),
            Self::Days(days) => days_before(day, days),
        }
    }

    /// `3 months`, `1 day`
    pub fn in_words(self) -> String {
        let (number, unit) = match self {
            Self::Months(number) => (number, "month"),
            Self::Days(number) => (number, "day"),
        };
        format!("{number} {unit}{}", if number == 1 { "" } else { "s" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_parsed_in_common_notations() {
        for (text, period) in [
            ("3m", Some(Period::Months(3))),
            ("3 months", Some(Period::Months(3))),
            (" 1 month ", Some(Period::Months(1))),
            ("2 years", Some(Period::Months(24))),
            ("6w", Some(Period::Days(42))),
            ("90d", Some(Period::Days(90))),
            ("m", None),
            ("3", None),
            ("three months", None),
            ("-3m", None),
            ("3 fortnights", None),
            ("99999m", None),
            ("9999 years", None),
            ("", None),
        ] {
            assert_eq!(Period::parse(text), period, "{text}");
        }
    }
}
