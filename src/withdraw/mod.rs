//! Taking a leaflet off the site today, and keeping it off.

mod plan;
mod remaining_files;

pub use plan::{ChangedFile, Pointer, ReferenceKind, Withdrawal, WithdrawalRequest, withdraw};
pub use remaining_files::{RemainingFiles, carried_over};
