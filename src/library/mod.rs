//! All manuscripts together: links, alternatives, mentions and translations resolved, the unresolved kept as data.

mod archive;
mod blocks;
mod index;
mod leaflet_names;
mod letters;
mod lexicon;
mod link;
mod manuscript_id;
mod marks;
mod names;
mod outline;
mod resolve;
mod run;
mod target;
mod ties;

pub use archive::archive_date;
pub use blocks::{ACCESSIBILITY_FACTS, BlockFault, Blocks, DEEPEST_BLOCK, MOST_BLOCKS};
pub use index::Library;
pub use leaflet_names::AmbiguousName;
pub use link::link;
pub use manuscript_id::ManuscriptId;
pub use marks::{GlossaryUse, Linking, Looked, MadeLink};
pub use outline::OutlineHeading;
pub use target::{Missing, Target};
pub use ties::Ties;
