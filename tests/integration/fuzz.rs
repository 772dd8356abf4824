//! Runs the seeds and all past crashes of the fuzz targets through the functions that `tests/long/fuzz` runs.

#[path = "../fuzz/targets/mod.rs"]
mod targets;

use std::fs;
use std::path::{Path, PathBuf};

/// The files of a folder, in order; empty if there is no such folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Runs a target on its files. The file printed last is the one that fails.
fn replay(target: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz");
    let (_, run) = targets::ALL.iter().find(|(name, _)| *name == target).unwrap();
    let seeds = files(&folder.join("corpus").join(target));
    assert!(seeds.len() >= 3, "there are only {} seeds for {target}", seeds.len());
    for file in seeds.into_iter().chain(files(&folder.join("regressions").join(target))) {
        println!("{}", file.display());
        run(&fs::read(&file).unwrap());
    }
}

#[test]
fn every_target_has_a_test() {
    let names: Vec<&str> = targets::ALL.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["front_matter", "markdown", "settings", "word", "html", "csv", "picture"]);
}

#[test]
fn front_matter() {
    replay("front_matter");
}

#[test]
fn markdown() {
    replay("markdown");
}

#[test]
fn settings() {
    replay("settings");
}

#[test]
fn word() {
    replay("word");
}

#[test]
fn html() {
    replay("html");
}

#[test]
fn csv() {
    replay("csv");
}

#[test]
fn picture() {
    replay("picture");
}
