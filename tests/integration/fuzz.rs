//! Runs the seeds and all past crashes of the fuzz targets through the functions that `tests/long/fuzz` runs.

#[path = "../fuzz/targets/mod.rs"]
mod targets;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

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

/// The fuzz targets have a lock file of their own, which no other build updates.
#[test]
fn the_lock_file_lists_all_libraries_of_the_program() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cargo = option_env!("CARGO").unwrap_or("cargo");
    let arguments = ["metadata", "--no-deps", "--format-version", "1", "--offline"];
    let run = Command::new(cargo).args(arguments).current_dir(folder).output().unwrap();
    let metadata: Value = serde_json::from_slice(&run.stdout).unwrap();
    let program = &metadata["packages"][0];
    let import: BTreeSet<&str> =
        program["features"]["import"].as_array().unwrap().iter().map(|part| part.as_str().unwrap()).collect();
    let used: BTreeSet<&str> = program["dependencies"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|library| library["kind"].is_null())
        .filter(|library| {
            let name = library["rename"].as_str().or(library["name"].as_str()).unwrap();
            library["optional"] == false || import.contains(format!("dep:{name}").as_str())
        })
        .map(|library| library["name"].as_str().unwrap())
        .collect();

    let lock = fs::read_to_string(folder.join("tests/fuzz/Cargo.lock")).unwrap();
    let entry =
        lock.split("[[package]]").find(|entry| entry.trim_start().starts_with("name = \"pamphlet\"\n")).unwrap();
    let list = entry.split("dependencies = [").nth(1).unwrap();
    // After the name, there can be a version.
    let listed: BTreeSet<&str> =
        list.split('"').skip(1).step_by(2).filter_map(|library| library.split(' ').next()).collect();
    assert_eq!(listed, used, "'cargo metadata --manifest-path tests/fuzz/Cargo.toml' updates the lock file");
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
