//! What is done with the bytes that a fuzzer makes up. A target panics where the program breaks a promise.
//!
//! `tests/fuzz/src/main.rs` hands them what libFuzzer makes, `tests/fuzz.rs` the files of the corpus and of all past crashes.

mod foreign;
mod picture;
mod site;

use pamphlet::leaflet::{self, Manuscript};
use pamphlet::source::{SourceFile, Sources};

/// Takes any bytes at all.
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

/// A file that is alone on its site, as it is parsed.
fn parsed(file: SourceFile) -> Manuscript {
    let sources = Sources::new(vec![file]);
    let (id, file) = sources.iter().next().expect("there is one file");
    leaflet::parse(id, file, |_| None)
}
