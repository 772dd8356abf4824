//! Withdraws a leaflet from the site immediately and permanently.

mod plan;
mod remaining_files;

pub use plan::{ReferenceKind, Withdrawal, WithdrawalRequest, withdraw};
pub use remaining_files::{RemainingFiles, carried_over};
