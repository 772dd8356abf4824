//! Code that tests share.
#![allow(dead_code, reason = "no test uses all of it")]

pub mod crawl;
pub mod examples;
pub mod foreign;
pub mod made_leaflet;
#[cfg(feature = "serve")]
pub mod preview;
pub mod site;
pub mod trials;
pub mod user;
pub mod words;
pub mod written;
