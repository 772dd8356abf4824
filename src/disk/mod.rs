//! The only files that touch the disk: reading a site folder, putting a site in place.

mod output;
mod read;
mod swap;

pub use output::{Output, Written};
pub use read::{read, read_with_drafts};
