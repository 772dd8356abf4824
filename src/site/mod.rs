//! What pages exist, and their addresses.

mod address;
mod claims;
mod clash;
mod crisis;
mod files;
mod groups;
mod lasting;
mod letters;
mod old_address;
mod order;
mod packs;
mod plan;
mod recorded;
mod related;

pub use address::{Address, address_of, base_path, encode, path_slug};
pub use claims::{Claim, Collision, Holder, claims, collisions};
pub use clash::{Clash, clashes};
pub use crisis::{CrisisBlocks, is_at_risk};
pub use files::FORMAT_ENDINGS;
pub use groups::{Group, Grouping};
pub use lasting::{Moved, MovedTo, RemovedLeaflet};
pub use letters::{Letter, LetterEntry, Letters, NO_LETTER};
pub use old_address::{OldAddress, OldAddressFault};
pub use packs::Pack;
pub use plan::{Page, PageKind, Plan, Site, plan, plan_again, plan_preview};
pub use recorded::recorded;
