//! `pamphlet new`: a new leaflet or a new site folder.

use std::collections::BTreeSet;
use std::path::Path;

use crate::support::site::{Run, SETTINGS, Site, TODAY, leaflet, names_in, pamphlet, tree};

const DRAFT: &str = "content/drafts/sleeping-well.md";

fn new(site: &Site, further: &[&str]) -> Run {
    pamphlet(site.path(), &[&["new", "--today", TODAY], further].concat())
}

/// The rules that have findings in the drafts of a site.
fn rules(site: &Site) -> BTreeSet<String> {
    let run = pamphlet(site.path(), &["check", "--drafts", "--format", "json", "--today", TODAY]);
    run.findings()
        .into_iter()
        .filter(|found| found.file.starts_with("content/drafts"))
        .map(|found| found.rule)
        .collect()
}

fn set(rules: &[&str]) -> BTreeSet<String> {
    rules.iter().map(|rule| (*rule).to_owned()).collect()
}

#[test]
fn a_new_leaflet_has_the_next_reference_and_its_dates() {
    let site = Site::with_a_leaflet();
    let run = new(&site, &["Sleeping  well"]).exits(0);
    assert_eq!(
        site.read(DRAFT),
        "---\ntitle: Sleeping well\nreference: PT-002\nlast_updated: 2026-11-23\narchive_date: 2028-11-23\nsummary:\n---\n\n\
         <!-- To complete: the text. A line that starts with '##' is a heading, a line that starts with '-' is a bullet -->\n"
    );
    for said in [
        "Created 'content/drafts/sleeping-well.md'.",
        "Its reference is PT-002, the next free one after PT-001.",
        "archive date 23 November 2028, 24 months later",
        "Still blank, for you to complete: summary.",
    ] {
        assert!(run.stdout.contains(said), "'{said}' is missing:\n{}", run.stdout);
    }
    assert_eq!(rules(&site), set(&["missing-summary", "unfinished-text"]));
    // A draft never stops a build.
    site.build(&[]).exits(0);
}

#[test]
fn every_kind_starts_with_headings_and_check_reports_what_to_write() {
    for kind in ["treatment", "condition", "service", "medicine"] {
        let site = Site::with_a_leaflet();
        new(&site, &["Sleeping well", "--kind", &kind.to_uppercase()]).exits(0);
        let text = site.read(DRAFT);
        assert!(text.contains(&format!("\nkind: {kind}\n---\n\n## ")), "{text}");
        let headings = text.lines().filter(|line| line.starts_with("## ")).count();
        assert!(headings >= 4, "{text}");
        assert_eq!(text.matches("<!-- To complete: ").count(), headings, "{text}");
        assert_eq!(rules(&site), set(&["missing-summary", "unfinished-text"]), "{kind}\n{text}");
    }
}

#[test]
fn the_kinds_of_the_site_count_too() {
    let site = Site::with_a_leaflet();
    site.write(
        "content/site.yaml",
        format!("{SETTINGS}review: {{usual: 12 months}}\nrequire: [owner]\nsections:\n  exercise: {{steps: [steps, do it], care: [take care]}}\n  service: {{cost: [cost], where: []}}\n"),
    );
    new(&site, &["Sleeping well", "--kind", "exercise"]).exits(0);
    let text = site.read(DRAFT);
    assert!(text.contains("archive_date: 2027-11-23\nsummary:\nkind: exercise\nowner:\n---\n"), "{text}");
    assert!(text.contains("\n## Steps\n\n<!-- To complete: what this site expects under 'steps' -->\n"), "{text}");
    assert!(text.contains("\n## Take care\n"), "{text}");
    assert_eq!(rules(&site), set(&["missing-field", "missing-summary", "unfinished-text"]), "{text}");
    new(&site, &["A service", "--kind", "service"]).exits(0);
    assert!(site.read("content/drafts/a-service.md").contains("\n## Cost\n"));
    new(&site, &["Other", "--kind", "treatmnt"]).fails_saying("Did you mean 'treatment'?");
}

#[test]
fn a_reference_is_never_given_twice() {
    let site = Site::with_a_leaflet();
    site.write("content/site.yaml", format!("{SETTINGS}removed: {{PT-020: {{title: Gone, on: 2026-01-31}}}}\n"));
    let reference = |title: &str| {
        let said = new(&site, &[title]).exits(0).stdout;
        said.split("Its reference is ").nth(1).unwrap().split(',').next().unwrap().to_owned()
    };
    assert_eq!(reference("One"), "PT-021");
    // Drafts count.
    assert_eq!(reference("Two"), "PT-022");
    // So do leaflets that were published and are no longer there.
    site.write(
        ".pamphlet/published.json",
        "{\"version\":1,\"leaflets\":[\n{\"reference\":\"PT-040\",\"title\":\"Old\",\"address\":\"leaflets/old/\",\"last_updated\":\"2020-01-01\",\"archive_date\":\"2022-01-01\"}\n]}\n",
    );
    assert_eq!(reference("Three"), "PT-041");
    // References with other prefixes do not count.
    site.write("content/leaflets/other.md", leaflet("ABC-900", "Text."));
    assert_eq!(reference("Four"), "PT-042");
}

#[test]
fn a_reference_without_a_number_stays_blank() {
    let site = Site::empty();
    let run = new(&site, &["Sleeping well"]).exits(0);
    assert!(
        run.stdout.contains("Its reference is blank, because no leaflet has one to continue from"),
        "{}",
        run.stdout
    );
    assert!(site.read(DRAFT).contains("\nreference:\n"));
    assert_eq!(rules(&site), set(&["missing-reference", "missing-summary", "unfinished-text"]));
    site.write("content/leaflets/last.md", leaflet("PT-99999", "Text."));
    let run = new(&site, &["Eating well"]).exits(0);
    assert!(run.stdout.contains("the number after PT-99999 does not match"), "{}", run.stdout);
}

#[test]
fn nothing_is_overwritten_and_no_title_is_used_twice() {
    let site = Site::with_a_leaflet();
    new(&site, &["about  pt-001"]).fails_saying("'content/leaflets/good.md' already has the title 'about pt-001'");
    new(&site, &["Good"]).fails_saying("'content/leaflets/good.md' already has the address");
    new(&site, &[" "]).fails_saying("A leaflet needs a title");
    site.write("elsewhere/sleeping-well.md", "mine");
    new(&site, &["Sleeping well", "--into", "elsewhere"])
        .fails_saying("already exists, and existing files are not overwritten");
    assert_eq!(site.read("elsewhere/sleeping-well.md"), "mine");
    assert!(!site.join("content/drafts").exists());
    new(&site, &["What's “new”: a/b?", "--into", "content/leaflets/more"]).exits(0);
    assert!(site.read("content/leaflets/more/whats-new-a-b.md").starts_with("---\ntitle: \"What's “new”: a/b?\"\n"));
    new(&site, &["Sleeping well", "--site", "nowhere"]).fails_saying("There is no folder 'nowhere'.");
    pamphlet(site.path(), &["new"]).exits(2);
}

#[test]
fn a_new_site_folder_builds_at_once() {
    let site = Site::empty();
    let run = pamphlet(site.path(), &["new", "--site", "mine", "--today", TODAY]).exits(0);
    let mine = site.join("mine");
    assert_eq!(names_in(&mine), [".gitignore", "content"]);
    assert_eq!(names_in(&mine.join("content")), ["glossary.yaml", "leaflets", "site.yaml"]);
    assert!(run.stdout.contains("'mine' is now a site folder:\n  .gitignore\n"), "{}", run.stdout);
    let found = pamphlet(&mine, &["check", "--format", "json", "--today", TODAY]).exits(0).findings();
    let rules: Vec<&str> = found.iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(rules, ["missing-base-url"], "{found:?}");
    pamphlet(&mine, &["build", "--today", TODAY]).exits(0);
    let page = std::fs::read_to_string(mine.join("public/leaflets/sleeping-well/index.html")).unwrap();
    assert!(page.contains("23 November 2028") && page.contains("your family doctor"), "{page}");
    // The next reference follows that of the example.
    let run = pamphlet(site.path(), &["new", "Eating well", "--site", "mine", "--today", TODAY]).exits(0);
    assert!(run.stdout.contains("Created 'mine/content/drafts/eating-well.md'."), "{}", run.stdout);
    assert!(run.stdout.contains("Its reference is PIL-002, the next free one after PIL-001."), "{}", run.stdout);
    // A site folder is never created over another.
    let before = tree(&mine);
    pamphlet(site.path(), &["new", "--site", "mine"])
        .fails_saying("is a site folder. Existing files are not overwritten.");
    assert_eq!(tree(&mine), before);
    assert!(Path::new(&mine).is_dir());
}

#[test]
fn a_folder_under_version_control_keeps_its_ignore_file() {
    let site = Site::empty();
    site.write("kept/.gitignore", "mine\n");
    let run = pamphlet(site.path(), &["new", "--site", "kept", "--today", TODAY]).exits(0);
    assert_eq!(site.read("kept/.gitignore"), "mine\n");
    assert!(run.stdout.contains(".gitignore already existed"), "{}", run.stdout);
}
