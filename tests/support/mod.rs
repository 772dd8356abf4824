//! What tests share.
#![allow(dead_code, reason = "no test uses all of it")]

pub mod crawl;
pub mod site;
pub mod trials;
pub mod words;
pub mod written;
