//! The pages of a site and their addresses.

mod address;
mod address_conflicts;
mod claims;
mod collation;
mod files;
mod groups;
mod letters;
mod old_address;
mod packs;
mod page;
mod plan;
mod plan_inputs;
mod redirects;
mod related;

pub use address::{Address, address_of, base_path, encode};
pub use address_conflicts::address_conflicts;
pub use claims::{AddressHolder, claim_conflicts, claims};
pub use groups::Grouping;
pub use letters::{Letter, LetterEntry, NO_LETTER};
pub use old_address::{OldAddress, OldAddressFault};
pub use page::{Page, PageKind};
pub use plan::{Site, SitePlan, plan, plan_again, plan_preview};
pub use plan_inputs::PlanInputs;
pub use redirects::RedirectTarget;
