//! The manual is complete and correct, and is displayed as it should be.

use std::collections::BTreeSet;
use std::path::Path;

use crate::support::examples::{Examples, of_repository};
use crate::support::site::{command, names_in, pamphlet, run};
use pamphlet::leaflet::fields::PACK_FIELDS;
use pamphlet::manual::{CHAPTERS, Manual};
use pamphlet::pipeline::{self, Options};
use pamphlet::settings::FORMATS;
use serde_json::Value;

fn printed(arguments: &[&str]) -> String {
    pamphlet(&std::env::temp_dir(), arguments).exits(0).stdout
}

/// The names of the entries of a chapter, from its headings.
fn entries(topic: &str) -> Vec<String> {
    let text = printed(&["manual", topic]);
    let mut in_fence = false;
    let lines = text.lines().filter(|line| {
        in_fence ^= line.starts_with("```");
        !in_fence
    });
    let names = lines.filter_map(|line| line.trim_start_matches('#').strip_prefix(" `")?.strip_suffix('`'));
    names.map(str::to_owned).collect()
}

#[track_caller]
fn assert_each_once(topic: &str, names: impl IntoIterator<Item = String>) {
    let (mut found, mut expected) = (entries(topic), names.into_iter().collect::<Vec<_>>());
    found.sort();
    expected.sort();
    expected.dedup();
    assert!(expected.len() > 4, "only {expected:?}");
    assert_eq!(found, expected, "the entries of '{topic}' are incomplete");
}

#[test]
fn every_field_has_one_entry() {
    let schema: Value = serde_json::from_str(&printed(&["schema", "leaflet"])).unwrap();
    let fields = schema["properties"].as_object().unwrap().keys().cloned();
    assert_each_once("fields", fields.chain(PACK_FIELDS.iter().map(|row| row.name.to_owned())));
}

#[test]
fn every_setting_has_one_entry() {
    let schema: Value = serde_json::from_str(&printed(&["schema", "site"])).unwrap();
    assert_each_once("settings", settings("", &schema));
}

fn settings(above: &str, schema: &Value) -> Vec<String> {
    let mut names = Vec::new();
    for (name, inner) in schema["properties"].as_object().unwrap() {
        let name = format!("{above}{name}");
        names.push(name.clone());
        // The settings below 'checks' are rules.
        if name != "checks" && inner["properties"].is_object() {
            names.extend(settings(&format!("{name}."), inner));
        }
        if inner["additionalProperties"]["properties"].is_object() {
            names.extend(settings(&format!("{name}.<name>."), &inner["additionalProperties"]));
        }
    }
    names
}

#[test]
fn every_command_has_one_entry() {
    let help = printed(&["--help"]);
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names = lines.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    assert_each_once("commands", names.map(|name| format!("pamphlet {name}")));
}

#[test]
fn every_option_is_in_the_entry_of_its_command() {
    let text = printed(&["manual", "commands"]);
    for section in text.split("\n## `pamphlet ").skip(1) {
        let name = section.split('`').next().unwrap();
        let help = printed(&[name, "--help"]);
        let options = help.split_whitespace().filter(|word| word.starts_with("--") && word.len() > 2);
        for option in options.filter(|option| *option != "--help").map(|option| option.trim_matches(&[':', ','][..])) {
            assert!(section.contains(option), "the entry of 'pamphlet {name}' lacks the option {option}");
        }
    }
}

#[test]
fn every_rule_has_one_entry() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check/rules");
    let files = names_in(&folder).into_iter().filter_map(|name| Some(name.strip_suffix(".rs")?.replace('_', "-")));
    assert_each_once("rules", files.filter(|name| name != "mod"));
}

#[test]
fn every_format_has_one_entry() {
    assert_each_once("formats", FORMATS.iter().map(|format| format.name.to_owned()));
}

/// A note below a heading that is not an entry would never be printed.
#[test]
fn every_note_is_about_an_entry() {
    for chapter in CHAPTERS.iter().filter(|chapter| chapter.part.is_some()) {
        let file = of_repository(format!("src/manual/{}.md", chapter.topic));
        let entries: BTreeSet<String> = entries(chapter.topic).into_iter().collect();
        for name in file.lines().filter_map(|line| line.strip_prefix("## `")?.strip_suffix('`')) {
            assert!(entries.contains(name), "'{}' has a note on '{name}'", chapter.topic);
        }
    }
}

#[test]
fn every_file_is_a_chapter_that_is_listed_and_printed() {
    let list = printed(&["manual"]);
    let files = names_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/manual"));
    let files: BTreeSet<String> =
        files.iter().filter_map(|name| Some(name.strip_suffix(".md")?.to_lowercase())).collect();
    assert_eq!(files, CHAPTERS.iter().map(|chapter| chapter.topic.to_owned()).collect::<BTreeSet<_>>());
    for chapter in CHAPTERS {
        assert!(list.contains(&format!("  {} ", chapter.topic)), "'{}' is not listed", chapter.topic);
        let text = printed(&["manual", chapter.topic]);
        assert!(text.starts_with(&format!("# {}\n\n{}\n", chapter.title(), chapter.summary())), "{}", chapter.topic);
        assert!(!chapter.title().is_empty() && chapter.summary().ends_with('.'), "{}", chapter.topic);
    }
}

#[test]
fn an_entry_can_be_printed_by_its_name() {
    assert!(printed(&["manual", "archive_date"]).starts_with("# `archive_date` (fields)\n\nRequired: a day."));
    assert!(printed(&["manual", "missing-title"]).contains("it cannot be switched off"));
    let both = printed(&["manual", "title"]);
    assert!(both.contains("# `title` (fields)") && both.contains("# `title` (settings)"), "{both}");
}

#[test]
fn an_unknown_topic_fails_with_the_nearest_name() {
    let run = pamphlet(&std::env::temp_dir(), &["manual", "comands"]);
    run.fails_saying("Did you mean 'commands'? 'pamphlet manual' lists all chapters.");
    pamphlet(&std::env::temp_dir(), &["manual", "xyzzy", "--open"]).fails_saying("no chapter or entry 'xyzzy'");
}

#[test]
fn all_examples_work() {
    let mut faults = Vec::new();
    let mut tried = 0;
    for chapter in CHAPTERS.iter().filter(|chapter| chapter.part.is_none()) {
        let file = if chapter.topic == "architecture" { "ARCHITECTURE" } else { chapter.topic };
        let mut examples =
            if chapter.topic == "start" { Examples::in_an_empty_folder() } else { Examples::in_a_site() };
        let found = examples.try_all(&of_repository(format!("src/manual/{file}.md")));
        faults.extend(found.into_iter().map(|fault| format!("{file}.md, {fault}")));
        tried += examples.tried;
        if chapter.topic == "start" {
            assert_site_of_today(&examples.folder);
        }
    }
    for chapter in CHAPTERS.iter().filter(|chapter| chapter.part.is_some()) {
        let mut examples = Examples::in_a_site();
        let found = examples.try_all(&of_repository(format!("src/manual/{}.md", chapter.topic)));
        faults.extend(found.into_iter().map(|fault| format!("{}.md, {fault}", chapter.topic)));
        tried += examples.tried;
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    assert!(tried > 40, "only {tried} examples");
}

fn assert_site_of_today(folder: &Path) {
    let page = |site: &str| {
        let path = folder.join(site).join("leaflets/eating-well-with-a-small-appetite/index.html");
        std::fs::read_to_string(path).unwrap()
    };
    assert!(page("public").contains("little and often"), "the tour ends with the leaflet as readers see it today");
    assert!(page("preview").contains("little and often"));
    let later = page("preview-2028");
    assert!(later.contains("Archived") && !later.contains("little and often"), "in two years, there is a notice");
}

/// Building the site shows that every link and anchor of the manual has a target.
#[test]
fn it_is_a_site_without_findings() {
    let manual = Manual::new(pamphlet::cli::command());
    let sources = manual.site();
    let settings = pipeline::settings(&sources).unwrap();
    let day = pamphlet::date::parse("2026-11-23").unwrap();
    let report = pipeline::check(&sources, &settings, &Options::on(day));
    let findings: Vec<String> = report
        .findings()
        .iter()
        .map(|finding| {
            let file = sources.file(finding.span.source);
            format!("{} {}: {}: {}", finding.rule, file.path, finding.message, finding.span.range.of(file.text()))
        })
        .collect();
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

#[test]
fn it_opens_as_a_site_and_prints_its_address_without_a_browser() {
    let home = tempfile::tempdir().unwrap();
    let open = |further: &[&str]| {
        let mut opened = command(home.path(), &[&["manual"], further].concat());
        opened.env("PATH", "").env("XDG_CACHE_HOME", home.path().join("cache"));
        run(opened).exits(0)
    };
    let run = open(&["--open", "--out", "there"]);
    assert!(run.stderr.starts_with("The manual is at 'there/index.html'.\n"), "{}", run.stderr);
    assert!(run.stderr.contains("No browser could be opened."), "{}", run.stderr);
    let first = std::fs::read_to_string(home.path().join("there/index.html")).unwrap();
    for chapter in CHAPTERS {
        let address = format!("{}/index.html", chapter.topic);
        assert!(first.contains(&address), "the first page does not link to '{address}'");
        let page = std::fs::read_to_string(home.path().join("there").join(address)).unwrap();
        assert!(page.contains(&format!("<h1>{}</h1>", chapter.title())), "{}", chapter.topic);
    }
    // Again, in the default folder, at a chapter.
    let run = open(&["host", "--open"]);
    assert!(run.stderr.contains("cache/pamphlet/manual/host/index.html"), "{}", run.stderr);
    open(&["host", "--open"]);
}

#[test]
fn everything_in_the_architecture_exists() {
    let text = of_repository("src/manual/ARCHITECTURE.md");
    let rows = rows(&text, "Where things are decided");
    assert!(rows.len() >= 8, "only {} questions", rows.len());
    for row in rows {
        let (question, file, name) = (&row[0], row[1].trim_matches('`'), row[2].trim_matches('`'));
        let source = of_repository(file);
        let is_there = ["fn", "static", "const", "struct", "enum", "trait"].iter().any(|kind| {
            source
                .split(&format!("{kind} {name}"))
                .skip(1)
                .any(|rest| !rest.starts_with(|ch: char| ch.is_alphanumeric() || ch == '_'))
        });
        // A table may be generated by a macro.
        let is_there = is_there || source.contains(&format!("    {name}:\n"));
        assert!(question.ends_with('?') && is_there, "{question} '{name}' is not in {file}");
    }
    for path in text.split('`').skip(1).step_by(2).filter(|word| word.starts_with("src/") || word.starts_with("tests/"))
    {
        let path = path.split('<').next().unwrap();
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(path).exists(), "'{path}' does not exist");
    }
}

#[test]
fn the_layers_of_the_architecture_contain_every_part_once() {
    let rows = rows(&of_repository("src/manual/ARCHITECTURE.md"), "The layers");
    let mut named: Vec<String> =
        rows.iter().flat_map(|row| row[1].split('`').skip(1).step_by(2)).map(str::to_owned).collect();
    let lib = of_repository("src/lib.rs");
    let declared =
        |line: &'_ str| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';').map(str::to_owned);
    let mut parts: Vec<String> = lib.lines().filter_map(declared).collect();
    named.sort();
    parts.sort();
    assert_eq!(named, parts);
}

#[test]
fn every_dependency_has_a_reason() {
    let manifest = of_repository("Cargo.toml");
    let text = of_repository("src/manual/dependencies.md");
    for (table, heading) in [("dependencies", "Dependencies"), ("dev-dependencies", "For tests only")] {
        let section = manifest.split(&format!("\n[{table}]\n")).nth(1).unwrap().split("\n[").next().unwrap();
        let wanted: BTreeSet<String> =
            section.lines().filter_map(|line| Some(line.split_once(" = ")?.0.to_owned())).collect();
        let rows = rows(&text, heading);
        assert!(rows.iter().all(|row| row[1].len() > 3), "a dependency without a reason");
        let named: BTreeSet<String> = rows.iter().map(|row| row[0].trim_matches('`').to_owned()).collect();
        assert_eq!(named, wanted, "[{table}]");
    }
}

/// The rows of the first table below a heading, without the header row.
fn rows(text: &str, heading: &str) -> Vec<Vec<String>> {
    let lines =
        text.lines().skip_while(|line| line.trim_start_matches('#').trim() != heading || !line.starts_with('#'));
    let lines = lines.skip(1).take_while(|line| !line.starts_with('#')).filter(|line| line.starts_with('|'));
    let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
    lines.skip(2).map(cells).collect()
}
