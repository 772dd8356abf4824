//! The pages of a site and their addresses.

mod address;
mod address_conflicts;
mod claims;
mod collation;
mod crisis;
mod files;
mod groups;
mod letters;
mod old_address;
mod packs;
mod page;
mod plan;
mod plan_inputs;
mod recorded;
mod redirects;
mod related;

pub use address::{Address, address_of, base_path, encode, path_slug};
pub use address_conflicts::{AddressConflict, address_conflicts};
pub use claims::{AddressClaim, AddressHolder, ClaimConflict, claim_conflicts, claims};
pub use crisis::{CrisisBlocks, is_at_risk};
pub use files::FORMAT_ENDINGS;
pub use groups::{Grouping, LeafletGroup};
pub use letters::{Letter, LetterEntry, LetterIndex, NO_LETTER};
pub use old_address::{OldAddress, OldAddressFault};
pub use packs::Pack;
pub use page::{Page, PageKind};
pub use plan::{Site, SitePlan, plan, plan_again, plan_preview};
pub use plan_inputs::PlanInputs;
pub use recorded::recorded;
pub use redirects::{Redirect, RedirectTarget, RemovedLeaflet};
