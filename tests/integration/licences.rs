//! The licences of all libraries are allowed by `.deny.toml`, which `cargo deny` checks where it is installed.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Whether one of the alternatives of a licence expression is allowed, with all of its parts.
fn is_allowed(licence: &str, allowed: &BTreeSet<String>) -> bool {
    let licence = licence.replace(" / ", " OR ").replace('/', " OR ").replace(['(', ')'], "");
    let parts = licence.split(" AND ");
    parts.into_iter().all(|part| part.split(" OR ").any(|name| allowed.contains(name.trim())))
}

#[test]
fn every_licence_is_allowed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let settings = std::fs::read_to_string(folder.join(".deny.toml")).unwrap();
    let list = settings.split("allow = [").nth(1).unwrap().split(']').next().unwrap();
    let allowed: BTreeSet<String> = list
        .lines()
        .filter_map(|line| line.trim().strip_prefix('"'))
        .filter_map(|line| line.split('"').next())
        .map(str::to_owned)
        .collect();
    assert!(allowed.len() > 5, "{allowed:?}");
    let cargo = option_env!("CARGO").unwrap_or("cargo");
    let run = Command::new(cargo).args(["metadata", "--format-version", "1", "--offline"]).current_dir(folder).output();
    let metadata: Value = serde_json::from_slice(&run.unwrap().stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 100, "{}", packages.len());
    let is_ours = |package: &&Value| package["source"].is_null();
    let refused: Vec<String> = packages
        .iter()
        .filter(|package| !is_ours(package))
        .filter(|package| !is_allowed(package["license"].as_str().unwrap_or_default(), &allowed))
        .map(|package| format!("{}: {}", package["name"], package["license"]))
        .collect();
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

#[test]
fn expressions_are_read() {
    let allowed = ["MIT", "BSD-3-Clause"].map(str::to_owned).into();
    for (licence, is) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("Apache-2.0/MIT", true),
        ("(Apache-2.0 OR MIT) AND BSD-3-Clause", true),
        ("MIT AND GPL-3.0", false),
    ] {
        assert_eq!(is_allowed(licence, &allowed), is, "{licence}");
    }
}
