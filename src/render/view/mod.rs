//! One leaflet as its readers get it, whatever the format: made once, with everything resolved.
//!
//! Every format of a leaflet but its page is written from a [`LeafletView`] and from nothing else of the leaflet, so all of
//! them say the same words, and a view that did not change makes the same files. What stands in it stands in this order
//! in every format: title, summary, facts, urgent help, text, notes, glossary, alternatives, sources, what else is known of
//! the leaflet, whom to ask for another format.

mod build;
mod comparison;
mod crisis;
mod facts;
mod leaflet_view;
mod links;
mod sources;

pub(super) use build::{ViewBuilder, phone_numbers};
pub(super) use comparison::{Comparison, compared, value_of};
pub(super) use crisis::{CrisisBlock, HEADING, body_of};
pub use facts::{Fact, FactValue, Facts};
pub use leaflet_view::{Alternative, Alternatives, Crisis, Day, Explained, LeafletView, Origin, Publisher};
pub(super) use sources::origin_of;
