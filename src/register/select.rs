//! Selects leaflets of a register.

use super::entry::{LeafletState, Register, RegisterEntry};
use super::period::Period;

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
            self.notice = period;
            for entry in &mut self.entries {
                entry.give_notice(entry.archive_date.map(|day| period.before(day)), today);
            }
        }
        let owner = selection.owner.as_ref().map(|owner| owner.to_lowercase());
        let is_owners = |entry: &RegisterEntry| {
            let holds =
                |wanted: &String| entry.owner.as_ref().is_some_and(|owner| owner.to_lowercase().contains(wanted));
            owner.as_ref().is_none_or(holds)
        };
        let coming = |entry: &&RegisterEntry| matches!(entry.state, LeafletState::Due | LeafletState::Current);
        let next = self.entries.iter().find(|entry| coming(entry) && is_owners(entry)).cloned();
        self.entries.retain(|entry| {
            let is_owners = is_owners(entry);
            let is_due = selection.due.is_none() || entry.state == LeafletState::Due;
            is_owners && is_due && (selection.states.is_empty() || selection.states.contains(&entry.state))
        });
        self.next = next.filter(|_| self.entries.is_empty());
        self
    }
}
