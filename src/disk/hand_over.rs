//! The bytes of one file of a site, for a preview.
#![expect(clippy::disallowed_methods, reason = "this is where the disk is read")]

use std::fs;
use std::path::Path;

use super::output::cleaned;
use crate::artifact::Body;
use crate::failure::{Failure, reason};

/// The bytes of a file of the site, as a build would write them. `site` is the site folder.
///
/// # Errors
/// Where the file that it is a copy of cannot be read, or lies outside of the site folder by now.
pub fn hand_over(body: Body, site: &Path) -> Result<Vec<u8>, Failure> {
    match body {
        Body::Bytes(bytes) => Ok(bytes),
        Body::CopyOf(place) => {
            inside(&place, site)?;
            fs::read(&place).map_err(|error| refused(&place, &reason(&error)))
        }
        Body::PictureOf(place) => {
            inside(&place, site)?;
            cleaned(&place)
        }
    }
}

/// A link of the file system may have taken the place of a file, or of a folder above it, since the site was read.
fn inside(place: &Path, site: &Path) -> Result<(), Failure> {
    let real = fs::canonicalize(place).map_err(|error| refused(place, &reason(&error)))?;
    let folders = ["content", "themes"].map(|name| fs::canonicalize(site.join(name)));
    let is_inside = folders.iter().flatten().any(|folder| real.starts_with(folder));
    let is_link = fs::symlink_metadata(place).is_ok_and(|found| found.is_symlink());
    match is_inside && !is_link {
        true => Ok(()),
        false => Err(refused(place, "it is a shortcut (a link) to somewhere else")),
    }
}

fn refused(place: &Path, why: &str) -> Failure {
    Failure::new(format!("'{}' cannot be shown: {why}.", place.display()), "Put the file itself in its place.")
}
