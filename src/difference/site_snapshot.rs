//! A built site, as it is read.

use crate::failure::Failure;

/// Gives the bytes of a file of a built site by its path; nothing where there is no such file.
pub type FileReader<'a> = &'a (dyn Fn(&str) -> Result<Option<Vec<u8>>, Failure> + Sync);

/// A built site, as it is read.
#[derive(Clone, Copy)]
pub struct SiteSnapshot<'a> {
    /// The folder, as it was named by whoever asks.
    pub name: &'a str,
    /// The paths of all its files, in order.
    pub files: &'a [String],
    /// Its files.
    pub reader: FileReader<'a>,
}

impl SiteSnapshot<'_> {
    /// Whether there is a file.
    pub(super) fn has(&self, path: &str) -> bool {
        self.files.binary_search_by(|known| known.as_str().cmp(path)).is_ok()
    }

    /// The HTML of a page; nothing where there is none.
    pub(super) fn html(&self, path: &str) -> Result<Option<String>, Failure> {
        Ok((self.reader)(path)?.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
    }
}
