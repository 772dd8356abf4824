//! The fuzz targets. A target panics if the program breaks a promise.
//!
//! `tests/fuzz/src/main.rs` runs them on the inputs of libFuzzer, `tests/integration/fuzz.rs` on the files of the
//! corpus and of past crashes.

mod foreign;
mod picture;
mod site;

use pamphlet::leaflet::{self, Manuscript};
use pamphlet::source::{SourceFile, Sources};

/// Accepts any bytes.
pub type Target = fn(&[u8]);

/// All targets by name.
pub const ALL: &[(&str, Target)] = &[
    ("front_matter", site::front_matter),
    ("markdown", site::markdown),
    ("settings", site::settings),
    ("word", foreign::word),
    ("html", foreign::html),
    ("csv", foreign::csv),
    ("picture", picture::picture),
];

/// Parses a file that is alone in its site.
fn parsed(file: SourceFile) -> Manuscript {
    let sources = Sources::new(vec![file]);
    let (id, file) = sources.iter().next().expect("there is one file");
    leaflet::parse(id, file, |_| None)
}
