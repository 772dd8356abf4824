//! Selects leaflets of a register.

use super::entry::{LeafletState, Register};
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
}

/// The leaflets to select; all by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Only those that are due, with this period instead of the site's.
    pub due: Option<Period>,
    /// Only those of an owner: part of its name, case-insensitive.
    pub owner: Option<String>,
    /// Only those in one of these states.
    pub states: Vec<LeafletState>,
}

impl Register {
    /// Returns the selected leaflets.
    #[must_use]
    pub fn selected(mut self, selection: &Selection) -> Self {
        let today = self.today;
        if let Some(period) = selection.due {
            for entry in &mut self.entries {
                entry.give_notice(entry.archive_date.map(|day| period.before(day)), today);
            }
        }
        let owner = selection.owner.as_ref().map(|owner| owner.to_lowercase());
        self.entries.retain(|entry| {
            let is_owners = owner
                .as_ref()
                .is_none_or(|wanted| entry.owner.as_ref().is_some_and(|owner| owner.to_lowercase().contains(wanted)));
            let is_due = selection.due.is_none() || entry.state == LeafletState::Due;
            is_owners && is_due && (selection.states.is_empty() || selection.states.contains(&entry.state))
        });
        self
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
