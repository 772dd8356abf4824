//! The only files that touch the disk and call other programs: reading a site folder or a built site, mending its files, what
//! formats need, keeping them, putting a site in place.

mod braille;
mod built;
mod cache;
mod foreign;
mod hand_over;
mod last_good;
mod mend;
mod output;
mod read;
mod record;
mod swap;
mod workshop;

pub use built::BuiltSite;
pub use foreign::{ForeignFile, foreign_files, is_there, read_beside, read_foreign, write_new};
pub use hand_over::hand_over;
pub use last_good::{LastGood, keep_last_good, last_good};
pub use mend::{may_mend, mend};
pub use output::{Output, Written};
pub use read::{read, read_again, read_with_drafts};
pub use record::keep_record;
pub use workshop::Workshop;
