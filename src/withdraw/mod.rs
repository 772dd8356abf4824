//! Taking a leaflet off the site today, and keeping it off.

mod carried;
mod plan;

pub use carried::{Texts, carried_over};
pub use plan::{How, Pointer, Wanted, Withdrawal, Withdrawn, withdraw};
