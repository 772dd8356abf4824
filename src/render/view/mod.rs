//! One leaflet as its readers get it, whatever the format: made once, with everything resolved.
//!
//! The page of a leaflet and every other format are written from a [`LeafletView`], so all of them say the same words; a view
//! that did not change makes the same files. They differ only in where links lead ([`Base`]). What stands in a view stands in
//! this order in every format: title, summary, facts, urgent help, text, notes, glossary, alternatives, sources, what else is
//! known of the leaflet, whom to ask for another format. Packs and other pages have no more than a [`TextView`].

mod build;
mod comparison;
mod crisis;
mod facts;
mod leaflet_view;
mod links;
mod sources;

pub(super) use build::ViewBuilder;
pub use facts::{DetailFact, DetailValue, LeafletFacts};
pub use leaflet_view::{
    ComparedFact, ComparedLeaflet, Comparison, ContentsEntry, CrisisText, DisplayDate, ExplainedWord, LeafletView,
    Publisher, SourceLink, TextView, Unhashed,
};
pub(super) use links::Base;
