//! The bytes of one file of a site, for the preview.

use std::io::{self, Read};
use std::path::Path;

use super::open::{open_below, open_file};
use super::output::cleaned;
use crate::diagnostic::{Failure, reason};
use crate::rendering::Body;

/// The bytes of a file of the site, as a build would write them. `site` is the site folder.
///
/// # Errors
/// If the source file cannot be read, or was replaced by a link.
pub fn hand_over(body: Body, site: &Path) -> Result<Vec<u8>, Failure> {
    let read = |file: io::Result<std::fs::File>, place: &Path| {
        let mut bytes = Vec::new();
        let read = file.and_then(|mut file| file.read_to_end(&mut bytes));
        read.map(|_| bytes).map_err(|error| refused(place, &reason(&error)))
    };
    match body {
        Body::Bytes(bytes) => Ok(bytes),
        Body::CopyOf(place) => read(open_below(site, &place), &place),
        Body::PictureOf(place) => cleaned(site, &place),
        Body::Cached(place) => read(open_file(&place), &place),
    }
}

fn refused(place: &Path, why: &str) -> Failure {
    Failure::new(format!("'{}' cannot be shown: {why}.", place.display()), "Replace it with the file itself.")
}
