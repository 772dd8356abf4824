//! What pages exist, and their addresses.

mod address;
mod clash;
mod crisis;
mod plan;

pub use address::{Address, address_of, path_slug};
pub use clash::{Clash, clashes};
pub use crisis::{CrisisBlocks, is_at_risk};
pub use plan::{Condition, Letter, LetterEntry, Page, PageKind, Site, plan, plan_preview};
