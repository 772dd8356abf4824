//! Runs a fuzz target under libFuzzer. The environment variable `PAMPHLET_FUZZ` names the target.
#![no_main]

#[path = "../targets/mod.rs"]
mod targets;

use std::sync::OnceLock;
use std::time::Duration;

use libfuzzer_sys::fuzz_target;

static TARGET: OnceLock<targets::Target> = OnceLock::new();

fn chosen() -> targets::Target {
    let name = std::env::var("PAMPHLET_FUZZ").unwrap_or_default();
    let found = targets::ALL.iter().find(|(known, _)| *known == name);
    let names: Vec<&str> = targets::ALL.iter().map(|(name, _)| *name).collect();
    found.unwrap_or_else(|| panic!("PAMPHLET_FUZZ must name a target: {}", names.join(", "))).1
}

/// The maximum processor time for an input. libFuzzer itself measures wall time, which is not reliable on a busy
/// machine.
const PATIENCE: Duration = Duration::from_secs(10);

/// The processor time of this process so far: the 14th and 15th value of `stat`, in hundredths of a second.
fn worked() -> Duration {
    let said = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let values = said.rsplit_once(") ").map_or("", |(_, values)| values).split(' ');
    Duration::from_millis(values.skip(11).take(2).filter_map(|value| value.parse::<u64>().ok()).sum::<u64>() * 10)
}

fuzz_target!(|data: &[u8]| {
    let target = TARGET.get_or_init(chosen);
    let start = worked();
    target(data);
    let took = worked() - start;
    assert!(took < PATIENCE, "the input took {took:?}");
});
