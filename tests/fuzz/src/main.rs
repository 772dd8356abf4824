//! Runs one of the fuzz targets under libFuzzer: the one that the environment variable `PAMPHLET_FUZZ` names.
#![no_main]

#[path = "../targets/mod.rs"]
mod targets;

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;

static TARGET: OnceLock<targets::Target> = OnceLock::new();

fn chosen() -> targets::Target {
    let name = std::env::var("PAMPHLET_FUZZ").unwrap_or_default();
    let found = targets::ALL.iter().find(|(known, _)| *known == name);
    let names: Vec<&str> = targets::ALL.iter().map(|(name, _)| *name).collect();
    found.unwrap_or_else(|| panic!("PAMPHLET_FUZZ must name a target: {}", names.join(", "))).1
}

fuzz_target!(|data: &[u8]| TARGET.get_or_init(chosen)(data));
