//! The view of a leaflet: its content with everything resolved, independent of the format.
//!
//! The page of a leaflet and all other formats are written from a [`LeafletView`], so all of them have the same words,
//! and an unchanged view results in the same files. Only the targets of links differ ([`Base`]). The order is the same
//! in every format: title, summary, facts, urgent help, text, notes, glossary, alternatives, sources, other facts, and
//! how to ask for another format. Packs and other pages only have a [`TextView`].

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
