//! Manuscripts and leaflets.
//!
//! [`parse`] accepts any text and cannot fail: problems are collected in [`Manuscript::problems`]. A [`Leaflet`] is a
//! manuscript with all required fields.

mod edit;
pub mod fields;
mod file_name;
mod front_matter;
#[expect(clippy::module_inception, reason = "named after the type `Leaflet`")]
mod leaflet;
mod manuscript;
mod problem;
mod read;

pub use edit::{EditFault, with_fields};
pub use file_name::file_name;
pub use front_matter::{Exception, Fact, Field, FieldPresence, FrontMatter};
pub use leaflet::Leaflet;
pub use manuscript::{Manuscript, Translation, parse, slug};
pub use problem::ManuscriptProblem;

pub use crate::yaml::in_yaml;
