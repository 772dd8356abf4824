//! What pages exist, and their addresses.

mod address;
mod claims;
mod clash;
mod crisis;
mod lasting;
mod old_address;
mod plan;
mod recorded;

pub use address::{Address, address_of, path_slug};
pub use claims::{Claim, Collision, Holder, claims, collisions};
pub use clash::{Clash, clashes};
pub use crisis::{CrisisBlocks, is_at_risk};
pub use lasting::{Moved, MovedTo, RemovedLeaflet};
pub use old_address::{OldAddress, OldAddressFault};
pub use plan::{Condition, Letter, LetterEntry, Page, PageKind, Site, plan};
pub use recorded::recorded;
