//! What pages exist, and their addresses.

mod address;
mod clash;
mod crisis;
mod groups;
mod letters;
mod order;
mod packs;
mod plan;

pub use address::{Address, address_of, path_slug};
pub use clash::{Clash, clashes};
pub use crisis::{CrisisBlocks, is_at_risk};
pub use groups::{Group, Grouping};
pub use letters::{Letter, LetterEntry, Letters, NO_LETTER};
pub use packs::Pack;
pub use plan::{Page, PageKind, Site, plan};
