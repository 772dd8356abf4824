//! The only files that touch the disk and call other programs: reading a site folder or a built site, mending its files, what
//! formats need, keeping them, putting a site in place.

mod braille;
mod built;
mod cache;
mod foreign;
mod hand_over;
mod in_place;
mod last_good;
mod lock;
mod made_files;
mod mend;
mod open;
#[cfg(not(unix))]
mod open_elsewhere;
#[cfg(unix)]
mod open_unix;
mod output;
mod pending_file;
mod read;
mod record;
mod remove;
mod swap;
mod workshop;

pub use built::BuiltSite;
pub use foreign::{ForeignFile, foreign_files, is_there, read_beside, read_foreign, write_new};
pub use hand_over::hand_over;
pub use in_place::{Goes, Update, Updated, holds_site, update_in_place};
pub use last_good::{LastGood, PendingContent, keeps_content, last_good};
pub use mend::{may_mend, mend};
pub use output::{Output, Written};
pub use read::{read, read_again, read_readable, read_with_drafts};
pub use record::PendingRecord;
pub use workshop::Workshop;
