//! What authors hand in, and what a complete leaflet is.
//!
//! [`parse`] takes any text and cannot fail: what it could not use stands in [`Manuscript::problems`]. A [`Leaflet`] is
//! made of a manuscript whose required fields are all there, or not at all.

mod edit;
pub mod fields;
mod file_name;
mod front_matter;
mod leaflet;
mod manuscript;
mod problem;
mod read;

pub use edit::{EditFault, in_yaml, with_fields};
pub use file_name::file_name;
pub use front_matter::{Exception, Fact, Field, FieldPresence, FrontMatter};
pub use leaflet::Leaflet;
pub use manuscript::{Manuscript, Translation, parse, slug};
pub use problem::ManuscriptProblem;
