//! All manuscripts together, with links, alternatives, mentions and translations resolved. Broken links remain as data.

mod archive;
mod auto_links;
mod blocks;
mod crisis;
mod joined_text;
mod last_updated;
mod leaflet_names;
mod letters;
mod lexicon;
#[expect(clippy::module_inception, reason = "named after the type `Library`")]
mod library;
mod link;
mod links;
mod manuscript_id;
mod mentions;
mod name_index;
mod name_suggestions;
mod outline;
mod resolve;
mod target;
mod texts;

pub use archive::archive_date;
pub use auto_links::LinkInputs;
pub use blocks::{ACCESSIBILITY_FACTS, BlockFault, MAX_BLOCK_DEPTH, MAX_BLOCKS};
pub use library::Library;
pub use link::{LinkCache, link};
pub use manuscript_id::ManuscriptId;
pub use target::{MissingTarget, Target};
