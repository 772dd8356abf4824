//! All manuscripts together, with links, alternatives, mentions and translations resolved. Broken links remain as data.

mod archive;
mod blocks;
mod cross_references;
mod index;
mod joined_text;
mod leaflet_names;
mod letters;
mod lexicon;
mod link;
mod manuscript_id;
mod marks;
mod names;
mod outline;
mod resolve;
mod target;

pub use archive::archive_date;
pub use blocks::{ACCESSIBILITY_FACTS, BlockFault, MAX_BLOCK_DEPTH, MAX_BLOCKS, SharedBlocks};
pub use cross_references::CrossReferences;
pub use index::Library;
pub use leaflet_names::AmbiguousName;
pub use link::link;
pub use manuscript_id::ManuscriptId;
pub use marks::{AutoLink, AutoLinkCache, GlossaryUse, MarkInputs};
pub use outline::OutlineHeading;
pub use target::{MissingTarget, Target};
