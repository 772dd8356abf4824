//! Pamphlet turns a folder of Markdown leaflets into an accessible, cross-linked static website for patients.
//!
//! Data flows in one direction, from stage to stage:
//!
//! ```text
//! disk ─read─► Sources ─parse─► Manuscripts ─link─► Library ─plan─► Site ─render─► Artifacts ─write─► disk
//!                 └──────────── check: changes nothing ────────────────────┘     └─ Problems ─┐
//!                           Report ◄──────────────────────────────────────────────────────────┘
//!                           Report ─► present (human, spoken, json, sarif, github)
//!                           Report::permit_release() is required to put a new site in place
//! ```
//!
//! A module uses only modules on lower layers; `tests/integration/layers.rs` contains the table. Only `disk`, `serve`
//! and `cli` use files, the clock and the environment; other modules receive them as arguments.
//!
//! Modules that only the program uses are private; the others are public for the tests, the benchmarks and the fuzz
//! targets.
//!
//! `manual/ARCHITECTURE.md` defines the terms, and describes where things are decided and how to extend them.

mod check;
pub mod cli;
pub mod date;
pub mod diagnostic;
#[cfg(feature = "diff")]
mod difference;
pub mod disk;
mod glossary;
#[cfg(feature = "import")]
pub mod import;
pub mod language;
pub mod leaflet;
mod library;
pub mod manual;
pub mod markdown;
pub mod picture;
pub mod pipeline;
pub mod present;
mod publication_log;
mod register;
pub mod render;
pub mod rendering;
#[cfg(feature = "serve")]
mod serve;
pub mod settings;
mod site;
pub mod source;
mod start;
mod text;
pub mod theme;
mod versions;
mod xml;
mod yaml;
