//! The register: every leaflet with its dates and its state.
//!
//! It takes the place of the spreadsheet in which review dates are kept, so nothing is left out of it: a leaflet that lacks a
//! date stands in it too, and so does a draft.

mod calendar;
mod data;
mod entry;
mod select;
mod sheet;
mod table;
mod written;

pub use calendar::calendar;
pub use entry::{LeafletState, Register, RegisterEntry};
pub use select::{Period, Selection};
pub use sheet::csv;
pub use table::{TableStyle, table};
pub use written::{html, json};
