//! Runs every command on a site that may break any of them.

use std::time::Duration;

use super::site::{Finding, Run, Site};

/// The maximum time of a command on one hostile file. In a debug build on two busy processors, the slowest takes a
/// third of it; quadratic work on such a file takes minutes.
const PATIENCE: Duration = Duration::from_secs(20);

/// Runs every command on a site. Each must finish by itself and in time. Returns the findings, or none if a command
/// fails.
#[track_caller]
pub fn survives(site: &Site, what: &str) -> (Vec<Finding>, Run) {
    let (findings, build, faults) = try_all(site);
    assert!(faults.is_empty(), "{what}: {}", faults.join("\n"));
    (findings, build)
}

/// Runs every command on a site; returns the findings, the result of the build, and everything that should not have
/// happened.
pub fn try_all(site: &Site) -> (Vec<Finding>, Run, Vec<String>) {
    let mut faults = Vec::new();
    let mut ends = |name: &str, run: Run| {
        let said = cut(&run.stderr);
        if run.time > PATIENCE {
            faults.push(format!("{name} took {:?}", run.time));
        }
        if !matches!(run.code, Some(0..=2)) || run.stderr.contains("panicked") {
            faults.push(format!("{name} ended with {:?}: {said}", run.code));
        }
        run
    };
    let build = ends("build", site.build(&[]));
    let check = ends("check", site.check(&["--format", "json"]));
    let further = ["human", "spoken"].map(|format| ends(format, site.check(&["--format", format])).code);
    if [build.code, further[0], further[1]] != [check.code; 3] {
        faults.push(format!(
            "the exit status of check is {:?}, of build {:?}, of other formats {further:?}",
            check.code, build.code
        ));
    }
    if site.join("public").exists() != (build.code == Some(0)) {
        faults.push(format!("the exit status is {:?}, and something is published or nothing is", build.code));
    }
    let findings = if matches!(check.code, Some(0 | 1)) { check.findings() } else { Vec::new() };
    (findings, build, faults)
}

/// The start of a text, for messages.
pub fn cut(text: &str) -> String {
    text.chars().take(2000).collect()
}
