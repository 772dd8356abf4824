//! All manuscripts together: links, alternatives, mentions and translations resolved, the unresolved kept as data.

mod blocks;
mod index;
mod link;
mod manuscript_id;
mod names;
mod outline;
mod resolve;
mod target;

pub use blocks::{ACCESSIBILITY_FACTS, BlockFault, Blocks, DEEPEST_BLOCK, MOST_BLOCKS};
pub use index::Library;
pub use link::link;
pub use manuscript_id::ManuscriptId;
pub use outline::OutlineHeading;
pub use target::{Missing, Target};
