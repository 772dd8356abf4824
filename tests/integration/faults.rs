//! Faults of every kind, planted at random places of a clean site. Each is found by the right rule, at its line, and
//! there are no other errors.

use std::collections::BTreeSet;

mod garden;
mod plants;

use rayon::prelude::*;

use crate::support::site::pamphlet;
use garden::Garden;
use plants::PLANTS;

/// The number of times that each fault is planted.
const TIMES: u64 = 3;

/// Faults that are only found when formats are made.
const WHEN_MADE: [&str; 6] =
    ["format-differs", "missing-glyph", "oversized-leaflet", "theme-leaves-out", "unavailable-format", "unmade-format"];

#[test]
fn every_planted_fault_is_found_at_its_place_and_is_the_only_error() {
    let tries: Vec<_> = PLANTS.iter().enumerate().flat_map(|plant| (0..TIMES).map(move |time| (plant, time))).collect();
    let planted = tries.len();
    let faults: Vec<String> = tries
        .into_par_iter()
        .flat_map_iter(|((number, plant), time)| {
            let mut faults = Vec::new();
            let seed = number as u64 * TIMES + time;
            let mut garden = Garden::new(seed);
            let place = (plant.plant)(&mut garden);
            let findings = match WHEN_MADE.contains(&plant.rule) {
                true => garden.site.check(&["--formats", "--format", "json"]).findings(),
                false => garden.site.findings(),
            };
            let is_it = |finding: &&crate::support::site::Finding| {
                finding.rule == plant.rule && finding.file == place.file && finding.line == place.line as u64
            };
            let others: Vec<String> = findings
                .iter()
                .filter(|finding| finding.severity == "error" && finding.rule != plant.rule)
                .map(crate::support::site::Finding::place)
                .collect();
            if !findings.iter().any(|finding| is_it(&finding)) {
                let found: Vec<String> = findings
                    .iter()
                    .filter(|finding| finding.rule == plant.rule)
                    .map(crate::support::site::Finding::place)
                    .collect();
                faults.push(format!(
                    "{} (seed {seed}): not found in {}, line {}; it finds {found:?}",
                    plant.rule, place.file, place.line
                ));
            }
            if !others.is_empty() {
                faults.push(format!("{} (seed {seed}): other errors {others:?}", plant.rule));
            }
            faults
        })
        .collect();
    assert!(planted >= 200, "there were only {planted} faults");
    assert!(faults.is_empty(), "{} of {planted} plants went wrong:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_site_without_a_plant_is_clean() {
    let findings = Garden::new(0).site.findings();
    let heavy: Vec<_> = findings.iter().filter(|finding| finding.severity != "advice").collect();
    assert!(heavy.is_empty(), "{heavy:?}");
}

#[test]
fn there_is_a_plant_for_every_rule() {
    let listed = pamphlet(std::env::temp_dir().as_path(), &["explain"]).exits(0).stdout;
    let listed: BTreeSet<&str> = listed
        .lines()
        .filter(|line| line.starts_with("  "))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    let planted: BTreeSet<&str> = PLANTS.iter().map(|plant| plant.rule).collect();
    assert_eq!(planted.len(), PLANTS.len(), "a rule has two plants");
    let missing: Vec<_> = listed.symmetric_difference(&planted).collect();
    assert!(missing.is_empty(), "rules without a plant, or plants without a rule: {missing:?}");
}
