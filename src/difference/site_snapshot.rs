//! Read access to a built site.

use crate::diagnostic::Failure;

/// Returns the bytes of a file of a built site by its path; `None` if there is no such file.
pub type FileReader<'a> = &'a (dyn Fn(&str) -> Result<Option<Vec<u8>>, Failure> + Sync);

/// Read access to a built site.
#[derive(Clone, Copy)]
pub struct SiteSnapshot<'a> {
    /// The folder, as the user named it.
    pub name: &'a str,
    /// The paths of all its files, sorted.
    pub files: &'a [String],
    /// Reads a file.
    pub reader: FileReader<'a>,
}

impl SiteSnapshot<'_> {
    /// Whether a file exists.
    pub(super) fn has(&self, path: &str) -> bool {
        self.files.binary_search_by(|known| known.as_str().cmp(path)).is_ok()
    }

    /// The HTML of a page; `None` if there is no such file.
    pub(super) fn html(&self, path: &str) -> Result<Option<String>, Failure> {
        Ok((self.reader)(path)?.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
    }
}
