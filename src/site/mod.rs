//! What pages exist, and their addresses.

mod address;
mod clash;
mod plan;

pub use address::{Address, address_of, path_slug};
pub use clash::{Clash, clashes};
pub use plan::{Condition, Letter, LetterEntry, Page, PageKind, Site, plan};
