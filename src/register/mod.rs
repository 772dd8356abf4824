//! The register: every leaflet with its dates and its state.
//!
//! It replaces the spreadsheet in which review dates are kept, so it is complete: leaflets without dates and drafts
//! are included.

mod calendar;
mod entry;
mod period;
mod register_data;
mod select;
mod sheet;
mod table;
mod written;

pub use calendar::calendar;
pub use entry::{LeafletState, Register};
pub use period::Period;
pub use select::Selection;
pub use sheet::csv;
pub use table::{TableStyle, table};
pub use written::{html, json};
