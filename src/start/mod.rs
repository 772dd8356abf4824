//! Creates new leaflets and new site folders.
//!
//! Nothing is invented: values that only the author knows are left blank, with a note on what to write.

mod leaflet;
mod reference;
mod site;

pub use leaflet::{NewLeaflet, StartedLeaflet, leaflet};
pub use reference::NextReference;
pub use site::site;
