//! What a new leaflet and a new site folder begin with.
//!
//! Nothing is invented: what only its author can know stands there blank, with a note that says what belongs there.

mod leaflet;
mod reference;
mod site;

pub use leaflet::{NewLeaflet, StartedLeaflet, leaflet};
pub use reference::NextReference;
pub use site::{NewFile, site};
