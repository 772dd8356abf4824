//! The only code that uses the disk and calls other programs: it reads site folders and built sites, fixes files, makes
//! and caches formats, and publishes sites.

mod braille;
mod built;
mod cache;
mod fix;
mod foreign;
mod hand_over;
mod in_place;
mod last_good;
mod local_host;
mod lock;
mod made_files;
mod open;
#[cfg(not(unix))]
mod open_elsewhere;
#[cfg(unix)]
mod open_unix;
mod output;
mod own_folder;
mod pending_file;
mod pending_log;
mod read;
mod remove;
mod swap;
mod temporary_site;
mod version_store;

pub use built::BuiltSite;
pub use fix::{fix, may_fix, put_copy, remove_draft};
pub use foreign::{ForeignFile, foreign_files, is_there, read_beside, read_foreign, write_new, write_own};
pub use hand_over::hand_over;
pub use in_place::{InPlaceUpdate, RemovalTest, UpdateStats, holds_site, update_in_place};
pub use last_good::{LastGood, PendingContent, keeps_content, last_good};
pub use local_host::LocalHost;
pub use output::{PageChanges, SiteOutput, WriteStats};
pub use pending_log::{LogWriteFault, PendingLog, add_to_record, recover_record};
pub use read::{read, read_again, read_readable, read_record, read_with_drafts};
pub use temporary_site::TemporarySite;
pub use version_store::VersionStore;
