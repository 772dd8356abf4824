//! `pamphlet schema`: the schemas of front matter and settings agree with the findings of `check`.

use std::path::Path;

use crate::support::site::{Site, pamphlet};
use serde_json::Value;
use walkdir::WalkDir;

fn schema(what: &str) -> jsonschema::Validator {
    let shown = pamphlet(&std::env::temp_dir(), &["schema", what]).exits(0).stdout;
    let schema: Value = serde_json::from_str(&shown).unwrap();
    jsonschema::draft7::meta::validate(&schema).unwrap();
    jsonschema::draft7::new(&schema).unwrap()
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap()
}

/// The fields of a leaflet.
fn fields(text: &str) -> Value {
    let text = text.replace("\r\n", "\n");
    yaml(text.strip_prefix("---\n").unwrap().split("\n---\n").next().unwrap())
}

#[test]
fn it_accepts_all_leaflets_and_settings_of_valid_sites() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (leaflet, site) = (schema("leaflet"), schema("site"));
    let mut seen = 0;
    for folder in ["content", "tests/sites/kitchen-sink/content"] {
        let settings = yaml(&std::fs::read_to_string(root.join(folder).join("site.yaml")).unwrap());
        site.validate(&settings).unwrap_or_else(|error| panic!("{folder}: {error}"));
        for entry in WalkDir::new(root.join(folder).join("leaflets")) {
            let entry = entry.unwrap();
            if entry.path().extension().is_some_and(|name| name == "md") {
                let fields = fields(&std::fs::read_to_string(entry.path()).unwrap());
                leaflet.validate(&fields).unwrap_or_else(|error| panic!("{}: {error}", entry.path().display()));
                seen += 1;
            }
        }
    }
    assert!(seen > 20);
}

#[test]
fn it_refuses_what_check_finds() {
    let (leaflet, site) = (schema("leaflet"), schema("site"));
    let good = "title: A\nreference: PT-001\nlast_updated: 2026-11-01\narchive_date: 2028-11-01\n";
    assert!(leaflet.is_valid(&yaml(good)));
    for line in [
        "sumary: Text.",
        "expires: 2026-11-01",
        "conditions: Depression",
        "at_risk: perhaps",
        "last_reviewed: 03/04/2026",
        "at_a_glance: [5]",
        "exceptions: [{rule: long-sentence, reason: None}]",
        "exceptions: [{rule: no-such-rule, reason: None, until: 2027-01-01}]",
    ] {
        assert!(!leaflet.is_valid(&yaml(&format!("{good}{line}\n"))), "{line}");
        let built = Site::empty();
        built.write("content/leaflets/a.md", format!("---\n{good}summary: Text.\n{line}\n---\n\nText.\n"));
        assert!(!built.findings().is_empty(), "{line}");
    }
    for line in [
        "titel: A",
        "review: {usual: soon}",
        "checks: {long-sentence: maybe}",
        "checks: {missing-archive-date: off}",
        "formats: [papyrus]",
        "organisation: {fax: 1}",
        "contacts: {team: {fone: 1}}",
        "base_url: leaflets.example.org",
        "require: [sorces]",
    ] {
        assert!(!site.is_valid(&yaml(&format!("title: A\n{line}\n"))), "{line}");
        let built = Site::with_a_leaflet();
        built.write("content/site.yaml", format!("title: A\n{line}\n"));
        assert!(
            built.findings().iter().any(|finding| finding.rule.contains("setting")),
            "{line}: {:?}",
            built.findings()
        );
    }
}

#[test]
fn shell_completions_have_every_command() {
    let help = pamphlet(&std::env::temp_dir(), &["--help"]).exits(0).stdout;
    let commands: Vec<&str> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(commands.len() > 4, "{commands:?}");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = pamphlet(&std::env::temp_dir(), &["completions", shell]).exits(0).stdout;
        for command in &commands {
            assert!(script.contains(command), "{shell}: {command}");
        }
    }
}
