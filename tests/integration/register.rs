//! `pamphlet register`: every leaflet with its dates and its state, in each format.

use std::collections::BTreeSet;

use crate::support::site::{Run, SETTINGS, Site, TODAY, leaflet, pamphlet};
use serde_json::Value;

/// The reference, the archive date, and the state on 23 November 2026 with three months' notice, determined by hand.
const STATES: &[(&str, &str, &str)] = &[
    ("PT-101", "2026-11-22", "archived"),
    ("PT-102", "2026-11-23", "archived"),
    ("PT-103", "2026-11-24", "due"),
    ("PT-104", "2027-02-22", "due"),
    ("PT-105", "2027-02-23", "due"),
    ("PT-106", "2027-02-24", "current"),
    ("PT-107", "2028-11-23", "current"),
    ("PT-108", "", "undated"),
];

fn site() -> Site {
    let site = Site::empty();
    site.write("content/site.yaml", SETTINGS.replace("Example site", "\"Leaflets, old; and new\""));
    for (number, (reference, day, _)) in STATES.iter().enumerate() {
        let owner = if number % 2 == 0 { "owner: Sleep team\n" } else { "owner: \"Pain team, ward 3\"\n" };
        let text = leaflet(reference, "Read this.").replace("2026-11-01", "2025-01-01").replace("2028-11-01", day);
        let text = text.replacen("summary:", &format!("{owner}summary:"), 1);
        site.write(format!("content/leaflets/{reference}.md"), text);
    }
    site.write(
        "content/drafts/new.md",
        "---\ntitle: \"Draft: a \\\"new\\\" leaflet\"\nreference: PT-109\n---\n\nText.\n",
    );
    site
}

fn register(site: &Site, further: &[&str]) -> Run {
    pamphlet(site.path(), &[&["register", "--today", TODAY], further].concat())
}

fn json(site: &Site, further: &[&str]) -> Vec<Value> {
    let shown = register(site, &[&["--format", "json"], further].concat()).exits(0).stdout;
    let file: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!((&file["version"], &file["today"]), (&Value::from(1), &Value::from(TODAY)));
    file["leaflets"].as_array().unwrap().clone()
}

fn references(lines: &[Value]) -> Vec<&str> {
    lines.iter().map(|line| line["reference"].as_str().unwrap()).collect()
}

#[test]
fn states_are_those_determined_by_hand() {
    let site = site();
    let lines = json(&site, &[]);
    assert_eq!(lines.len(), STATES.len() + 1, "nothing is left out, not even drafts");
    for (reference, day, state) in STATES {
        let line = lines.iter().find(|line| line["reference"] == *reference).unwrap();
        assert_eq!(line["state"], *state, "{reference}");
        assert_eq!(line["archive_date"].as_str().unwrap_or_default(), *day, "{reference}");
    }
    let draft = lines.iter().find(|line| line["draft"] == true).unwrap();
    assert_eq!((&draft["reference"], &draft["address"]), (&Value::from("PT-109"), &Value::Null));
    // Leaflets without a date first, then by archive date.
    assert_eq!(
        references(&lines),
        ["PT-108", "PT-109", "PT-101", "PT-102", "PT-103", "PT-104", "PT-105", "PT-106", "PT-107"]
    );
}

#[test]
fn states_depend_on_the_day_and_the_settings() {
    let site = site();
    let states = |further: &[&str]| {
        let lines = json(&site, further);
        lines.iter().map(|line| line["state"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let before = states(&[]);
    site.write("content/site.yaml", format!("{SETTINGS}review: {{notice: 24 months}}\n"));
    let after = states(&[]);
    assert_ne!(before, after);
    assert_eq!(after.last().unwrap(), "due");
}

#[test]
fn it_can_be_filtered() {
    let site = site();
    assert_eq!(
        references(&json(&site, &["--state", "archived,due"])),
        ["PT-101", "PT-102", "PT-103", "PT-104", "PT-105"]
    );
    assert_eq!(references(&json(&site, &["--owner", "PAIN", "--state", "due"])), ["PT-104"]);
    assert_eq!(references(&json(&site, &["--due", "1d"])), ["PT-103"]);
    assert_eq!(references(&json(&site, &["--due", "3m"])), ["PT-103", "PT-104", "PT-105"]);
    assert_eq!(references(&json(&site, &["--due", "2 years"])), ["PT-103", "PT-104", "PT-105", "PT-106", "PT-107"]);
    let refused = register(&site, &["--due", "soon"]).exits(2).stderr;
    assert!(refused.contains("This is not a length of time") && refused.contains("'3m'"), "{refused}");
    assert!(register(&site, &["--owner", "nobody"]).exits(0).stdout.starts_with("0 leaflets on 23 November 2026."));
}

#[test]
fn the_exit_status_is_for_nightly_jobs() {
    let site = site();
    register(&site, &["--fail-on", "due"]).exits(1);
    register(&site, &["--fail-on", "archived", "--format", "csv"]).exits(1);
    register(&site, &["--fail-on", "due,archived"]).exits(1);
    register(&site, &["--fail-on", "archived", "--state", "current"]).exits(0);
    register(&Site::with_a_leaflet(), &["--fail-on", "due,archived,undated"]).exits(0);
}

#[test]
fn the_table_is_for_people() {
    let shown = register(&site(), &[]).exits(0).stdout;
    let lines: Vec<&str> = shown.lines().collect();
    assert!(lines[0].starts_with("State") && lines[0].contains("Archive date"), "{shown}");
    let headings: Vec<&str> = lines.windows(2).filter(|pair| pair[0].is_empty()).map(|pair| pair[1]).collect();
    let groups = ["Without an archive date", "Overdue", "Next 3 months", "Later", "Drafts"];
    assert_eq!(headings[..5], groups, "{shown}");
    let draft = lines.iter().find(|line| line.contains("Draft: a \"new\" leaflet")).unwrap();
    assert!(draft.starts_with("draft     none"), "{shown}");
    assert_eq!(
        lines.last().unwrap(),
        &"9 leaflets on 23 November 2026: 2 current, 3 due, 2 archived, 1 undated, 1 draft."
    );
    assert!(!shown.contains('\x1b'), "colour only on a terminal");
}

#[test]
fn when_nothing_is_due_it_says_what_comes_next() {
    let site = Site::with_a_leaflet();
    let shown = register(&site, &["--due", "3m"]).exits(0).stdout;
    assert!(shown.contains("Nothing to list. The next archive date is that of PT-001 '"), "{shown}");
    assert!(shown.contains("', on 1 November 2028.\n0 leaflets on 23 November 2026."), "{shown}");
    let nobody = register(&site, &["--due", "3m", "--owner", "nobody"]).exits(0).stdout;
    assert_eq!(nobody, "0 leaflets on 23 November 2026.\n");
}

#[test]
fn archived_leaflets_are_one_line_of_a_check_and_drafts_one_line_of_a_build() {
    let site = site();
    for name in ["PT-107", "PT-108"] {
        std::fs::remove_file(site.join(format!("content/leaflets/{name}.md"))).unwrap();
    }
    let shown = site.check(&[]).exits(0).stdout;
    assert!(!shown.contains("leaflet-archived"), "{shown}");
    let line = "2 leaflets are archived: readers get a notice in their places. To list them: pamphlet register --state \
                archived\n";
    assert!(shown.contains(line), "{shown}");
    let only = site.check(&["--only", "leaflet-archived"]).exits(0).stdout;
    assert_eq!(only.matches("The rule is leaflet-archived.").count(), 2, "{only}");
    let built = site.build(&[]).exits(0).stderr;
    assert!(built.contains("1 draft waits in 'content/drafts' and is not published."), "{built}");
}

#[test]
fn spreadsheets_can_read_it() {
    let shown = register(&site(), &["--format", "csv"]).exits(0).stdout;
    assert!(shown.starts_with('\u{feff}'), "Excel needs the byte-order mark");
    let text = shown.trim_start_matches('\u{feff}');
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), STATES.len() + 1);
    let column = |name: &str| head.iter().position(|found| found == name).unwrap();
    let titles: BTreeSet<&str> = rows.iter().map(|row| &row[column("title")]).collect();
    assert!(titles.contains("Draft: a \"new\" leaflet"));
    assert!(rows.iter().any(|row| &row[column("owner")] == "Pain team, ward 3"));
}

#[test]
fn the_calendar_has_stable_names_and_bytes() {
    let site = site();
    let first = register(&site, &["--format", "ics"]).exits(0).stdout;
    assert_eq!(first, register(&site, &["--format", "ics"]).exits(0).stdout);
    let names = |calendar: &str| {
        let names: Vec<String> = calendar.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect();
        assert_eq!(names.len(), names.iter().collect::<BTreeSet<_>>().len(), "each event has its own name");
        names
    };
    // Two events for each leaflet with an archive date.
    assert_eq!(names(&first).len(), 14);
    let text =
        site.read("content/leaflets/PT-107.md").replace("2028-11-23", "2027-10-01").replace("2025-01-01", "2025-02-01");
    site.write("content/leaflets/PT-107.md", text);
    let second = register(&site, &["--format", "ics"]).exits(0).stdout;
    let sorted = |mut names: Vec<String>| {
        names.sort();
        names
    };
    assert_eq!(sorted(names(&first)), sorted(names(&second)), "a moved event keeps its name");
    assert!(second.contains("DTSTART;VALUE=DATE:20271001") && !second.contains("20281123"));
}

#[test]
fn the_page_is_self_contained() {
    let page = register(&site(), &["--format", "html"]).exits(0).stdout;
    for part in [
        "Register of leaflets on 23 November 2026",
        "February 2027",
        "Pain team, ward 3",
        "No archive date",
        "Draft</td>",
    ] {
        assert!(page.contains(part), "{part}");
    }
    for part in ["<script", "<link", "src="] {
        assert!(!page.contains(part), "{part}");
    }
    assert!(page.contains("Draft: a &quot;new&quot; leaflet") || page.contains("Draft: a \"new\" leaflet"));
}
