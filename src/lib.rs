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
//! `manual/ARCHITECTURE.md` defines the terms, and describes where things are decided and how to extend them.

pub mod artifact;
pub mod check;
pub mod cli;
pub mod date;
pub mod diagnostic;
#[cfg(feature = "diff")]
pub mod difference;
pub mod disk;
pub mod failure;
pub mod glossary;
pub mod host;
#[cfg(feature = "import")]
pub mod import;
pub mod language;
pub mod leaflet;
pub mod library;
pub mod manual;
pub mod markdown;
pub mod nearest;
pub mod phone;
pub mod picture;
pub mod pipeline;
pub mod present;
pub mod publication_log;
pub mod qr;
pub mod reference;
pub mod register;
pub mod render;
pub mod render_problem;
pub mod schema;
pub mod security;
#[cfg(feature = "serve")]
pub mod serve;
pub mod settings;
pub mod site;
pub mod source;
pub mod start;
pub mod swar;
pub mod theme;
pub mod unseen;
pub mod withdraw;
pub mod xml;
pub mod yaml;
