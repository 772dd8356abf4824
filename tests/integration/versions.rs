//! The record of versions: dates and approvals are true, and what readers had on a day can be shown.

use std::fs;
use std::time::Duration;

use crate::support::site::{Run, SETTINGS, Site, command, leaflet, on_disk, pamphlet, tree};

const LOG: &str = ".pamphlet/versions/log.jsonl";
const FORMER_RECORD: &str = ".pamphlet/published.json";

fn dose(amount: &str, updated: &str) -> String {
    leaflet("PT-001", &format!("## How much do I take?\n\nTake {amount} once a day. Do not stop."))
        .replace("2026-11-01", updated)
        .replace("2028-11-01", "2028-03-01")
}

fn build(site: &Site, day: &str) -> Run {
    site.build(&["--today", day])
}

fn show(site: &Site, arguments: &[&str]) -> Run {
    pamphlet(site.path(), &[&["show"], arguments].concat())
}

fn versions(site: &Site, arguments: &[&str]) -> Run {
    pamphlet(site.path(), &[&["versions"], arguments].concat())
}

#[track_caller]
fn assert_whole(site: &Site) {
    let run = versions(site, &["--verify"]).exits(0);
    assert!(run.stdout.contains("The record is whole"), "{run:?}");
}

#[test]
fn a_changed_dose_under_the_old_date_is_an_error_that_quotes_both_sentences() {
    let site = Site::empty();
    site.write("content/leaflets/a.md", dose("40mg", "2025-04-03"));
    build(&site, "2026-03-01").exits(0);
    let public = tree(&site.join("public"));
    let record = on_disk(&site.join(".pamphlet/versions"));
    site.write("content/leaflets/a.md", dose("30mg", "2025-04-03"));
    let run = build(&site, "2026-03-02").exits(1);
    for words in [
        "Error in content/leaflets/a.md, line 4, column 15.",
        "version 1 was published on 1 March 2026",
        "last updated on 3 April 2025",
        "Before: 'Take 40mg once a day.'; now: 'Take 30mg once a day.'.",
        "write 'last_updated: 2026-03-02'",
    ] {
        assert!(run.stderr.contains(words), "'{words}' is not in {}", run.stderr);
    }
    assert_eq!(tree(&site.join("public")), public);
    assert_eq!(on_disk(&site.join(".pamphlet/versions")), record);
    // With its new date, it is published.
    site.write("content/leaflets/a.md", dose("30mg", "2026-03-02"));
    build(&site, "2026-03-02").exits(0);
    // It can be corrected again on the same day.
    site.write("content/leaflets/a.md", dose("20mg", "2026-03-02"));
    build(&site, "2026-03-02").exits(0);
    site.write("content/leaflets/a.md", dose("10mg", "2026-03-02"));
    build(&site, "2026-03-03").exits(1);
    assert_whole(&site);
}

#[test]
fn editorial_changes_need_no_new_date_and_keep_the_approval() {
    let site = Site::empty();
    let approved = |text: String| text.replace("summary:", "approved_by: Dr A Khan\nsummary:");
    site.write("content/leaflets/a.md", approved(dose("40mg", "2025-04-03")));
    build(&site, "2026-03-01").exits(0);
    site.write("content/leaflets/a.md", approved(dose("40mg", "2025-04-03").replace("Do not stop.", "Do not stop!")));
    build(&site, "2026-03-02").exits(0);
    assert!(site.read("public/leaflets/a/index.html").contains("Dr A Khan"));
    let listed = versions(&site, &["PT-001"]).exits(0).stdout;
    assert!(listed.contains("editorial") && listed.matches("Dr A Khan").count() == 2, "{listed}");
}

#[test]
fn a_changed_risk_loses_the_approval_until_it_is_approved_again() {
    let site = Site::empty();
    let with = |risk: &str, by: &str, updated: &str| {
        leaflet("PT-001", &format!("## What are the risks?\n\nAbout {risk} people have an infection."))
            .replace("2026-11-01", updated)
            .replace("2028-11-01", "2028-03-01")
            .replace("summary:", &format!("approved_by: {by}\nsummary:"))
    };
    let page = |site: &Site| site.read("public/leaflets/a/index.html");
    let text = |site: &Site| site.read("public/leaflets/a/a.txt");
    site.write("content/leaflets/a.md", with("1 in 50", "Dr A Khan", "2025-04-03"));
    build(&site, "2026-03-01").exits(0);
    assert!(page(&site).contains("Dr A Khan") && text(&site).contains("Dr A Khan"));
    site.write("content/leaflets/a.md", with("1 in 5", "Dr A Khan", "2026-03-02"));
    for day in ["2026-03-02", "2026-03-03", "2026-03-04"] {
        let run = build(&site, day).exits(0);
        assert!(run.stderr.contains("approval-of-other-words"), "{run:?}");
        assert!(!page(&site).contains("Dr A Khan") && !text(&site).contains("Dr A Khan"), "{day}");
    }
    let shown = show(&site, &["PT-001", "--on", "2026-03-03"]).exits(0).stdout;
    assert!(shown.contains("No approval of these words is recorded"), "{shown}");
    // The words that were approved are approved again when they come back.
    site.write("content/leaflets/a.md", with("1 in 50", "Dr A Khan", "2026-03-05"));
    build(&site, "2026-03-05").exits(0);
    assert!(page(&site).contains("Dr A Khan"));
    site.write("content/leaflets/a.md", with("1 in 5", "Dr A Khan, 6 March 2026", "2026-03-06"));
    let run = build(&site, "2026-03-06").exits(0);
    assert!(!run.stderr.contains("approval-of-other-words") && page(&site).contains("Dr A Khan, 6 March 2026"));
}

#[test]
fn what_readers_had_on_a_day_is_shown_as_it_was() {
    let site = Site::empty();
    let approved = |text: String| text.replace("summary:", "approved_by: Dr A Khan, consultant\nsummary:");
    site.write("content/leaflets/a.md", approved(dose("40mg", "2025-04-03")));
    build(&site, "2026-02-01").exits(0);
    let page = site.read("public/leaflets/a/index.html");
    let part = &page[page.find("<main").unwrap()..page.find("</main>").unwrap() + "</main>".len()];
    let source = site.read("content/leaflets/a.md");
    site.write("content/leaflets/a.md", dose("30mg", "2026-03-10"));
    build(&site, "2026-03-10").exits(0);
    let shown = show(&site, &["PT-001", "--on", "2026-03-01"]).exits(0).stdout;
    for words in [
        "PT-001 version 1, check ",
        "Published on 1 February 2026",
        "Approved by Dr A Khan, consultant",
        "Take 40mg once a day.",
    ] {
        assert!(shown.contains(words), "'{words}' is not in {shown}");
    }
    assert!(!shown.contains("30mg"));
    let code = shown.split("check ").nth(1).unwrap().split_whitespace().next().unwrap();
    let spoken = code.to_lowercase().replace('0', "o").replace('1', "l");
    assert_eq!(show(&site, &["--check", &spoken]).exits(0).stdout, shown);
    assert_eq!(show(&site, &["pt-001", "--version", "1"]).exits(0).stdout, shown);
    assert_eq!(show(&site, &["PT-001", "--version", "1", "--format", "html"]).exits(0).stdout.trim_end(), part);
    assert_eq!(show(&site, &["PT-001", "--on", "2026-03-09", "--format", "md"]).exits(0).stdout, source);
    assert!(show(&site, &["PT-001", "--on", "2026-03-10"]).exits(0).stdout.contains("Take 30mg"));
    for (arguments, words) in [
        (&["PT-001", "--on", "2026-01-31"][..], "Its first recorded version was published on 1 February 2026"),
        (&["PT-001", "--on", "2028-03-01"], "it had been archived since 1 March 2028"),
        (&["PT-001", "--version", "3"], "The record has no version 3."),
        (&["PT-009", "--version", "1"], "no leaflet with this reference"),
        (&["--check", "00000000"], "no version with check code 00000000"),
    ] {
        let run = show(&site, arguments).exits(2);
        assert!(run.stderr.contains(words), "{run:?}");
    }
    // No old wording is published anywhere.
    for (path, bytes) in tree(&site.join("public")) {
        assert!(!String::from_utf8_lossy(&bytes).contains("40mg"), "{path}");
    }
}

#[test]
fn a_draft_with_the_reference_of_a_leaflet_is_its_next_version() {
    let site = Site::empty();
    site.write("content/leaflets/a.md", dose("40mg", "2025-04-03"));
    build(&site, "2026-03-01").exits(0);
    site.write("content/drafts/a new one.md", dose("30mg", "2026-03-02").replace("About PT-001", "Another title"));
    let run = site.check(&["--drafts", "--today", "2026-03-02", "--format", "json"]).exits(0);
    assert_eq!(run.findings().len(), 0, "{run:?}");
    build(&site, "2026-03-02").exits(0);
    assert!(site.read("public/leaflets/a/index.html").contains("40mg"), "the old words stay live");
    // Two drafts of the same leaflet are one too many.
    site.write("content/drafts/b.md", dose("20mg", "2026-03-02"));
    let run = site.check(&["--drafts", "--today", "2026-03-02", "--format", "json"]).exits(1);
    let mut places: Vec<String> = run.findings().iter().map(|finding| finding.place()).collect();
    places.sort();
    assert_eq!(
        places,
        ["duplicate-reference content/drafts/a new one.md:3:12", "duplicate-reference content/drafts/b.md:3:12"]
    );
    // Approved, it takes the place of the live one.
    fs::remove_file(site.join("content/drafts/b.md")).unwrap();
    fs::rename(site.join("content/drafts/a new one.md"), site.join("content/leaflets/a.md")).unwrap();
    build(&site, "2026-03-02").exits(0);
    assert!(versions(&site, &["PT-001"]).exits(0).stdout.contains("substantive"));
}

#[test]
fn a_changed_shared_block_is_reported_once_and_dates_all_its_leaflets() {
    let site = Site::empty();
    for number in 1..=20 {
        let text = leaflet(&format!("PT-{number:03}"), "Some words.\n\n{{ opening-times }}");
        site.write(format!("content/leaflets/{number}.md"), text);
    }
    site.write("content/blocks/opening-times.md", "We are open on Monday.\n");
    build(&site, "2026-11-02").exits(0);
    site.write("content/blocks/opening-times.md", "We are open on Friday.\n");
    let findings = site.check(&["--today", "2026-11-10", "--format", "json"]).findings();
    let places: Vec<String> = findings.iter().map(|finding| finding.place()).collect();
    assert_eq!(places, ["date-not-updated content/blocks/opening-times.md:1:1"]);
    assert!(findings[0].message.contains("20 leaflets show it"), "{findings:?}");
    site.write("content/blocks/opening-times.md", "---\nlast_updated: 2026-11-10\n---\n\nWe are open on Friday.\n");
    build(&site, "2026-11-10").exits(0);
    for number in [1, 20] {
        let page = site.read(format!("public/leaflets/{number}/index.html"));
        assert!(page.contains("10 November 2026") && page.contains("We are open on Friday."), "{number}");
    }
    // The glossary works in the same way.
    site.write("content/glossary.yaml", "words: what you say\n");
    build(&site, "2026-11-12").exits(1);
    site.write("content/glossary.yaml", "words: what you say\nlast_updated: 2026-11-12\n");
    build(&site, "2026-11-12").exits(0);
    assert!(site.read("public/leaflets/7/index.html").contains("12 November 2026"));
    site.write("content/glossary.yaml", "words: what you write\nlast_updated: 2026-11-12\n");
    let findings = site.check(&["--today", "2026-11-13", "--format", "json"]).findings();
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!(findings[0].place(), "date-not-updated content/glossary.yaml:2:15");
}

#[test]
fn a_change_of_another_leaflet_needs_no_new_date_but_a_changed_picture_does() {
    let site = Site::empty();
    let picture =
        |name: &str| fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)).unwrap();
    let text = "You may stop. See [the other one](b.md).\n\n![A map](map.png)";
    site.write("content/leaflets/map.png", picture("images/plain.png"));
    site.write("content/leaflets/a.md", leaflet("PT-001", text));
    site.write("content/leaflets/b.md", leaflet("PT-002", "Words."));
    site.write("content/glossary.yaml", "stop: end it\n");
    build(&site, "2026-11-02").exits(0);
    // A leaflet with the name of a word of the glossary, and a renumbered one.
    site.write("content/leaflets/c.md", leaflet("PT-003", "Other words.").replace("About PT-003", "Stop"));
    build(&site, "2026-11-03").exits(0);
    site.write("content/leaflets/map.png", picture("sites/kitchen-sink/content/blocks/kettle.png"));
    let run = build(&site, "2026-11-04").exits(1);
    assert!(run.stderr.contains("Error in content/leaflets/a.md, line 4"), "{run:?}");
    site.write("content/leaflets/a.md", leaflet("PT-001", text).replace("2026-11-01", "2026-11-04"));
    build(&site, "2026-11-04").exits(0);
    assert_whole(&site);
}

#[test]
fn what_readers_do_not_read_makes_no_new_version() {
    let site = Site::empty();
    site.write("content/leaflets/a.md", dose("40mg", "2025-04-03") + "\n- One\n- Two, see [[PT-002]]\n");
    site.write("content/leaflets/b.md", leaflet("PT-002", "Other words."));
    build(&site, "2026-11-02").exits(0);
    let record = on_disk(&site.join(".pamphlet/versions"));
    let unchanged = |what: &str| {
        build(&site, "2026-11-03").exits(0);
        let listed = versions(&site, &["PT-001"]).exits(0).stdout;
        assert_eq!(
            listed.lines().filter(|line| line.contains("new") || line.contains("substantive")).count(),
            1,
            "{what}: {listed}"
        );
    };
    build(&site, "2026-11-03").exits(0);
    assert_eq!(on_disk(&site.join(".pamphlet/versions")), record, "an unchanged build writes nothing");
    let text = site.read("content/leaflets/a.md");
    site.write("content/leaflets/a.md", text.replace('\n', "\r\n"));
    unchanged("line ends");
    site.write("content/leaflets/a.md", text.replace("- One\n- Two", "* One\n* Two"));
    unchanged("list markers");
    site.write("content/leaflets/a.md", text.replace("[[PT-002]]", "[[pt-002]]"));
    unchanged("the form of a link");
    site.write("content/leaflets/a.md", text.replace("title: About PT-001", "title:   \"About PT-001\""));
    unchanged("the style of YAML");
    site.write("content/leaflets/a.md", text.replace("summary:", "owner: Pharmacy\nsummary:"));
    unchanged("the owner");
    site.write("content/leaflets/a.md", &text);
    site.write("content/leaflets/c.md", leaflet("PT-003", "Words.").replace("About PT-003", "Stop"));
    unchanged("a leaflet that is linked automatically");
    site.write("content/site.yaml", SETTINGS.replace("Example site", "Another name"));
    unchanged("settings");
    fs::rename(site.join("content/leaflets/b.md"), site.join("content/leaflets/moved.md")).unwrap();
    unchanged("the file name of another leaflet");
    assert_whole(&site);
}

#[test]
fn the_record_of_an_earlier_program_is_taken_over_with_nothing_lost() {
    let site = Site::empty();
    let entries = (1..=2000).map(|number| {
        format!(
            "{{\"reference\":\"OLD-{number:04}\",\"title\":\"Old {number}\",\"address\":\"leaflets/old-{number}/\",\
             \"earlier\":[\"leaflets/older-{number}/\"],\"last_updated\":\"2020-01-01\",\"archive_date\":\"2022-01-01\"}}"
        )
    });
    let entries: Vec<String> = entries.collect();
    site.write(FORMER_RECORD, format!("{{\"version\":1,\"leaflets\":[\n{}\n]}}\n", entries.join(",\n")));
    let removed: String = (1..=2000).map(|number| format!("  OLD-{number:04}: {{title: Old {number}}}\n")).collect();
    site.write("content/site.yaml", format!("{SETTINGS}removed:\n{removed}"));
    site.write("content/leaflets/a.md", leaflet("PT-001", "Some words."));
    site.build(&[]).exits(0);
    assert!(!site.join(FORMER_RECORD).exists());
    let log = site.read(LOG);
    for number in [1, 1000, 2000] {
        assert!(log.contains(&format!("\"earlier\":[\"leaflets/older-{number}/\"]")), "{number}");
        assert!(site.join(format!("public/leaflets/older-{number}/index.html")).exists(), "{number}");
    }
    assert_whole(&site);
    let record = on_disk(&site.join(".pamphlet/versions"));
    site.build(&[]).exits(0);
    assert_eq!(on_disk(&site.join(".pamphlet/versions")), record);
}

#[test]
fn every_damage_of_a_stored_version_is_named() {
    let site = Site::empty();
    site.write("content/blocks/help.md", "Ask us.\n");
    for number in 1..=3 {
        let text = leaflet(&format!("PT-{number:03}"), &format!("Words {number}.\n\n{{{{ help }}}}"));
        site.write(format!("content/leaflets/{number}.md"), text);
    }
    site.build(&[]).exits(0);
    assert_whole(&site);
    let objects: Vec<std::path::PathBuf> = walkdir::WalkDir::new(site.join(".pamphlet/versions/objects"))
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.path().to_path_buf())
        .collect();
    assert_eq!(objects.len(), 5, "three leaflets, a block and the settings");
    let hash = |path: &std::path::Path| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        path.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned() + &name
    };
    for (index, path) in objects.iter().enumerate() {
        let good = fs::read(path).unwrap();
        let named = |what: &str| {
            let run = versions(&site, &["--verify"]).exits(1);
            assert!(run.stdout.contains(&hash(path)) && run.stdout.contains("PT-00"), "{what}: {run:?}");
        };
        let mut flipped = good.clone();
        let middle = flipped.len() / 2;
        flipped[middle] ^= 1;
        fs::write(path, flipped).unwrap();
        named("flipped");
        fs::write(path, fs::read(&objects[(index + 1) % objects.len()]).unwrap()).unwrap();
        named("swapped");
        fs::remove_file(path).unwrap();
        named("removed");
        fs::write(path, good).unwrap();
    }
    let inserted = site.join(".pamphlet/versions/objects/zz/inserted.gz");
    fs::create_dir_all(inserted.parent().unwrap()).unwrap();
    fs::write(&inserted, "x").unwrap();
    let run = versions(&site, &["--verify"]).exits(0);
    assert!(run.stdout.contains("inserted.gz' belongs to no line of the record"), "{run:?}");
}

#[test]
fn a_damaged_object_is_stored_again_by_the_next_publication() {
    let site = Site::empty();
    site.write("content/leaflets/a.md", leaflet("PT-001", "Some words."));
    site.build(&[]).exits(0);
    let settings = versions(&site, &["--format", "json"]).exits(0).stdout;
    let settings: serde_json::Value = serde_json::from_str(&settings).unwrap();
    let hash = settings["versions"][0]["files"][0]["hash"].as_str().unwrap().to_owned();
    site.write(format!(".pamphlet/versions/objects/{}/{}.gz", &hash[..2], &hash[2..]), "damaged");
    versions(&site, &["--verify"]).exits(1);
    site.write("content/leaflets/b.md", leaflet("PT-002", "Other words."));
    site.build(&[]).exits(0);
    assert_whole(&site);
}

#[test]
fn what_a_stopped_build_was_about_to_record_is_not_added_to_another_log() {
    let site = Site::empty();
    site.write("content/leaflets/a.md", leaflet("PT-001", "Some words."));
    site.build(&[]).exits(0);
    let log = site.read(LOG);
    let head = site.read(".pamphlet/versions/head").trim().to_owned();
    for length in [0, 10, log.len() - 1, log.len() + 10] {
        let output = site.join("public");
        let intent = serde_json::json!({ "output": output, "length": length, "head": head, "lines": "{}\n" });
        site.write(".pamphlet/versions.new", intent.to_string());
        assert_whole(&site);
        assert_eq!(site.read(LOG), log, "{length}");
        assert!(!site.join(".pamphlet/versions.new").exists());
    }
}

#[test]
fn a_line_of_a_newer_program_is_named_as_such() {
    let site = Site::empty();
    site.write("content/leaflets/a.md", leaflet("PT-001", "Some words."));
    site.build(&[]).exits(0);
    let log = site.read(LOG);
    site.write(LOG, format!("{log}{{\"number\":2,\"kind\":\"translated\",\"by\":\"someone\"}}\n"));
    let run = versions(&site, &[]).exits(2);
    assert!(run.stderr.contains("written by a newer version of Pamphlet"), "{run:?}");
    let run = versions(&site, &["--site", "nowhere"]).exits(2);
    assert!(run.stderr.contains("There is no folder 'nowhere'"), "{run:?}");
}

/// The commands that the manual gives for verifying the record without Pamphlet.
#[test]
fn the_record_can_be_verified_with_sha256sum_alone() {
    let site = Site::empty();
    site.write("content/leaflets/a.md", leaflet("PT-001", "Some words."));
    site.build(&[]).exits(0);
    site.write("content/leaflets/b.md", leaflet("PT-002", "Other words."));
    site.build(&[]).exits(0);
    let sh = |script: &str| {
        let output = std::process::Command::new("sh").args(["-c", script]).current_dir(site.path()).output().unwrap();
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    let head = site.read(".pamphlet/versions/head").trim().to_owned();
    assert_eq!(sh("tail -n 1 .pamphlet/versions/log.jsonl | tr -d '\\n' | sha256sum | cut -c1-64"), head);
    let before = sh("tail -n 2 .pamphlet/versions/log.jsonl | head -n 1 | tr -d '\\n' | sha256sum | cut -c1-64");
    assert!(site.read(LOG).lines().last().unwrap().contains(&format!("\"before\":\"{before}\"")));
    let object = sh("ls .pamphlet/versions/objects/*/* | head -n 1");
    let sum = sh(&format!("gunzip -c {object} | sha256sum | cut -c1-64"));
    assert!(object.replace('/', "").contains(&format!("{sum}.gz")), "{object}: {sum}");
}

/// Stopped at any moment, the record is whole, the site is the old or the new one, and both agree.
#[test]
fn a_killed_publication_leaves_a_record_and_a_site_that_agree() {
    let site = Site::empty();
    let write = |round: usize| {
        for number in 1..=3 {
            let text = leaflet(&format!("PT-{number:03}"), &format!("Words of round {round}."));
            site.write(format!("content/leaflets/{number}.md"), text.replace("2026-11-01", "2026-11-23"));
        }
    };
    write(0);
    let time = site.build(&[]).exits(0).time;
    let (mut old, mut new) = (0, 0);
    for round in 1..=40 {
        write(round);
        let mut child = command(site.path(), &["build", "--today", "2026-11-23"]).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(time.as_micros() as u64 * (round as u64 % 20 + 4) / 20));
        let _ = child.kill();
        child.wait().unwrap();
        assert_whole(&site);
        let head = site.read(".pamphlet/versions/head");
        let marker = site.read("public/.pamphlet-site");
        assert!(marker.contains(&format!("Record: {}", head.trim())), "round {round}: {marker}");
        let page = site.read("public/leaflets/1/index.html");
        let shown = show(&site, &["PT-001", "--on", "2026-11-23"]).exits(0).stdout;
        let words = shown.lines().find(|line| line.contains("Words of round")).unwrap().trim().to_owned();
        assert!(page.contains(&words), "round {round}: the record says '{words}'");
        match words == format!("Words of round {round}.") {
            true => new += 1,
            false => old += 1,
        }
    }
    assert!(old > 0 && new > 0, "{old} builds were stopped before the new site was in place, {new} after");
}

#[test]
fn versions_are_listed_as_a_table_a_spreadsheet_and_json() {
    let site = Site::empty();
    site.write("content/leaflets/a.md", leaflet("PT-001", "Some words.").replace("About PT-001", "'=1+1'"));
    site.write("content/leaflets/a.cy.md", leaflet("PT-001", "Geiriau."));
    site.build(&[]).exits(0);
    let table = versions(&site, &[]).exits(0).stdout;
    assert!(table.contains("PT-001 (cy)") && table.starts_with("Day"), "{table}");
    let welsh = versions(&site, &["PT-001", "--language", "cy"]).exits(0).stdout;
    assert!(welsh.contains("PT-001 (cy)") && welsh.lines().count() == 2, "{welsh}");
    let sheet = versions(&site, &["--format", "csv"]).exits(0).stdout;
    assert!(sheet.contains("'=1+1"), "{sheet}");
    let json: serde_json::Value =
        serde_json::from_str(&versions(&site, &["--format", "json"]).exits(0).stdout).unwrap();
    assert_eq!(json["versions"].as_array().unwrap().len(), 2);
    versions(&site, &["PT-009"]).exits(2);
    let empty = Site::empty();
    assert!(versions(&empty, &[]).exits(0).stdout.contains("No version is recorded yet"));
}
