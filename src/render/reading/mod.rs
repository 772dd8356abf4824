//! One leaflet as its readers get it, whatever the format: made once, with everything resolved.
//!
//! Every format of a leaflet but its page is written from a [`Reading`] and from nothing else of the leaflet, so all of
//! them say the same words, and a reading that did not change makes the same files. What stands in it stands in this order
//! in every format: title, summary, facts, urgent help, text, notes, glossary, alternatives, sources, what else is known of
//! the leaflet, whom to ask for another format.

mod around;
mod content;
mod read;

pub use content::{Alternative, Alternatives, Crisis, Day, Explained, Origin, Publisher, Reading};
pub(super) use read::{Readings, phone_numbers};
