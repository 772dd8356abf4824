//! `check --fix` changes what is certain and requested, and nothing else.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use crate::support::site::{Site, assert_same, leaflet, on_disk, tree};

const FILE: &str = "content/leaflets/sleep.md";

/// A leaflet with four mistakes in its front matter, of which two can be fixed, and a broken link in its text.
const MISTAKES: &str = "---\ntitle: Sleeping well\nreference: PT-007\nlast_updated: 23rd Nov 2026   # a note\n\
                     archive_date: 03/04/2028\nsumary: \"How to sleep.\"\ncolour: red\n---\n\nRead [about sleep](nowhere.md).\n";

/// A site with these bytes as that leaflet, and another leaflet without faults.
fn site(bytes: impl AsRef<[u8]>) -> Site {
    let site = Site::with_a_leaflet();
    site.write(FILE, bytes);
    site
}

fn fixed(text: &str) -> String {
    text.replace("23rd Nov 2026", "2026-11-23").replace("sumary:", "summary:")
}

#[test]
fn certain_mistakes_are_fixed_and_the_others_are_still_found() {
    let site = site(MISTAKES);
    let run = site.check(&["--fix"]).exits(1);
    assert_eq!(site.read(FILE), fixed(MISTAKES));
    let shown = "Fixed: content/leaflets/sleep.md, line 4\n- last_updated: 23rd Nov 2026   # a note\n\
                 + last_updated: 2026-11-23   # a note\n\nFixed: content/leaflets/sleep.md, line 6\n\
                 - sumary: \"How to sleep.\"\n+ summary: \"How to sleep.\"\n\n";
    assert!(run.stdout.starts_with(shown), "{}", run.stdout);
    let left: Vec<String> = site.findings().into_iter().map(|finding| finding.place()).collect();
    let expected = ["comment-after-value", "invalid-date", "unknown-field", "broken-link"];
    assert_eq!(left.len(), expected.len(), "{left:?}");
    assert!(left.iter().zip(expected).all(|(place, rule)| place.starts_with(rule)), "{left:?}");
    // A second call prints the same as the first, except for the fixed lines.
    let again = site.check(&["--fix"]).exits(1);
    let nothing = "Nothing can be fixed automatically.\n\n";
    assert_eq!(again.stdout.strip_prefix(nothing).unwrap(), run.stdout.strip_prefix(shown).unwrap());
    assert_eq!(site.left_over(&[]), Vec::<String>::new());
}

#[test]
fn a_site_without_findings_is_not_changed() {
    let site = Site::with_a_leaflet();
    let before = on_disk(site.path());
    let run = site.check(&["--fix"]).exits(0);
    assert!(run.stdout.starts_with("Nothing can be fixed automatically.\n"), "{}", run.stdout);
    assert!(run.stdout.ends_with("1 leaflet: no errors, no warnings, no advice. It is ready to publish.\n"));
    assert_eq!(on_disk(site.path()), before);
}

#[test]
fn the_exit_status_is_0_if_everything_is_fixed() {
    let site = site(leaflet("PT-007", "Good text.").replace("2026-11-01", "1 Nov 2026").replace("title", "Title"));
    let run = site.check(&["--fix"]).exits(0);
    assert!(run.stdout.ends_with("2 leaflets: no errors, no warnings, no advice. All 2 are ready to publish.\n"));
    assert_eq!(site.read(FILE), leaflet("PT-007", "Good text."));
}

#[test]
fn all_other_bytes_stay() {
    let windows = MISTAKES.replace('\n', "\r\n");
    let marked = format!("\u{feff}{windows}");
    let unended = MISTAKES.trim_end().to_owned();
    let mixed = MISTAKES.replace("colour: red\n", "colour: red\r\n").replace("sleep.", "s\u{301}leep \t.  ");
    for text in [MISTAKES.to_owned(), windows, marked, format!("\u{feff}{MISTAKES}"), unended, mixed] {
        let site = site(&text);
        site.write("content/leaflets/other.md", "\u{feff}no front matter\r\nat all");
        let mut expected = tree(site.path());
        site.check(&["--fix"]).exits(1);
        expected.insert(FILE.to_owned(), fixed(&text).into_bytes());
        assert_same(&tree(site.path()), &expected, &format!("{text:?}"));
    }
}

#[test]
fn a_dry_run_shows_the_same_and_writes_nothing() {
    let site = site(MISTAKES);
    let before = on_disk(site.path());
    let usual = site.check(&[]).exits(1).stdout;
    let dry = site.check(&["--fix", "--dry-run"]).exits(1).stdout;
    assert_eq!(on_disk(site.path()), before);
    let changes = dry.strip_suffix(&usual).unwrap_or_else(|| panic!("the findings must be unchanged:\n{dry}"));
    let fixed = site.check(&["--fix"]).stdout;
    assert!(fixed.starts_with(&changes.replace("Would be fixed:", "Fixed:")), "{changes}\n{fixed}");
    let alone = site.check(&["--dry-run"]).exits(2);
    assert!(alone.stderr.contains("--fix"), "{}", alone.stderr);
}

#[test]
fn only_what_is_shown_is_fixed() {
    let only = site(MISTAKES);
    only.check(&["--fix", "--only", "unknown-field"]).exits(1);
    assert_eq!(only.read(FILE), MISTAKES.replace("sumary:", "summary:"));
    let off = site(MISTAKES);
    off.write("content/site.yaml", "title: Site\nbase_url: https://a.example/\nchecks: {unknown-field: off}\n");
    off.check(&["--fix"]).exits(1);
    assert_eq!(off.read(FILE), MISTAKES.replace("23rd Nov 2026", "2026-11-23"));
    // Drafts are only fixed with the option for drafts.
    let drafts = Site::with_a_leaflet();
    drafts.write("content/drafts/new.md", MISTAKES);
    drafts.check(&["--fix"]).exits(0);
    assert_eq!(drafts.read("content/drafts/new.md"), MISTAKES);
    drafts.check(&["--fix", "--drafts"]).exits(1);
    assert_eq!(drafts.read("content/drafts/new.md"), fixed(MISTAKES));
}

#[test]
fn programs_get_only_the_findings() {
    for format in ["json", "sarif", "github"] {
        let site = site(MISTAKES);
        let run = site.check(&["--fix", "--format", format]).exits(1);
        assert!(run.stderr.starts_with("Fixed: content/leaflets/sleep.md, line 4\n"), "{format}: {}", run.stderr);
        assert_eq!(run.stdout, site.check(&["--format", format]).stdout, "{format}");
    }
}

#[test]
fn uncertain_mistakes_are_left_to_the_author() {
    let texts = [
        // Two misspelt names for one field, and a misspelt name of a field that is already there.
        MISTAKES.replace("sumary: \"How to sleep.\"", "sumary: One.\nsummry: Two.").replace("23rd Nov", "23 November"),
        MISTAKES.replace("sumary:", "summary: Good.\nsumary:").replace("23rd Nov", "23 November"),
        // The wrong day of the week, a day that does not exist, and an ambiguous date.
        MISTAKES.replace("sumary", "summary").replace("23rd Nov", "Tuesday 23 Nov"),
        MISTAKES.replace("sumary", "summary").replace("23rd Nov", "31st Nov"),
        MISTAKES.replace("sumary", "summary").replace("23rd Nov 2026", "11/12/2026"),
        // A text over several lines, and a text with a YAML marker for multiple lines.
        MISTAKES.replace("sumary", "summary").replace("23rd Nov 2026   # a note", "23rd\n  Nov 2026"),
        MISTAKES
            .replace("sumary", "summary")
            .replace("23rd Nov 2026   # a note", "2026-11-20\nlast_reviewed: >\n  23rd Nov 2026"),
    ];
    for text in texts {
        let site = site(&text);
        site.check(&["--fix"]).exits(1);
        assert_eq!(site.read(FILE), text);
    }
}

#[test]
fn fields_and_text_are_fixed_together() {
    let site = site(MISTAKES.replace(
        "Read [about sleep](nowhere.md).",
        "Come on 6th Jan 2027 at 5 p.m.\n\n> [!DONT] Don't:\n>\n> - drive on 6th Jan 2027 after 5 p.m.\n> - do not drink\n\nBring:\n• a book\n• warm clothes",
    ));
    site.check(&["--fix"]).exits(1);
    let expected = fixed(MISTAKES).replace(
        "Read [about sleep](nowhere.md).",
        "Come on 6 January 2027 at 5pm.\n\n> [!DONT] Don't:\n>\n> - do not drive on 6 January 2027 after 5pm.\n> - do not drink\n\nBring:\n\n- a book\n- warm clothes",
    );
    assert_eq!(site.read(FILE), expected);
}

#[test]
fn a_value_in_quotes_is_replaced_with_its_quotes() {
    let site = site(MISTAKES.replace("23rd Nov 2026", "'23rd Nov 2026'").replace("sumary", "\"sumary\""));
    site.check(&["--fix"]).exits(1);
    assert_eq!(site.read(FILE), fixed(MISTAKES));
}

#[test]
fn a_read_only_file_is_reported_before_anything_is_changed() {
    let site = site(MISTAKES);
    site.write("content/leaflets/a-first.md", MISTAKES.replace("PT-007", "PT-008"));
    let protected = fs::Permissions::from_mode(0o444);
    fs::set_permissions(site.join(FILE), protected).unwrap();
    let before = on_disk(site.path());
    let run = site.check(&["--fix"]).fails_saying("'content/leaflets/sleep.md' cannot be fixed: it is read-only");
    assert_eq!(run.stderr.lines().count(), 2, "{}", run.stderr);
    assert_eq!(on_disk(site.path()), before);
}

#[test]
fn permissions_stay_and_links_are_never_followed() {
    let site = site(MISTAKES);
    fs::set_permissions(site.join(FILE), fs::Permissions::from_mode(0o640)).unwrap();
    let outside = Site::empty();
    outside.write("outside.md", MISTAKES.replace("PT-007", "PT-009"));
    symlink(outside.join("outside.md"), site.join("content/leaflets/shortcut.md")).unwrap();
    let before = tree(outside.path());
    site.check(&["--fix"]).exits(1);
    assert_eq!(site.read(FILE), fixed(MISTAKES));
    assert_eq!(fs::metadata(site.join(FILE)).unwrap().permissions().mode() & 0o777, 0o640);
    assert_same(&tree(outside.path()), &before, "the files outside the site");
    assert!(fs::symlink_metadata(site.join("content/leaflets/shortcut.md")).unwrap().is_symlink());
}

#[test]
fn a_hundred_mistakes_in_one_file_and_in_many_files() {
    let site = Site::empty();
    let slips: String = (0..100).map(|number| format!("  - {{rule: r{number}, until: 23rd Nov 2026}}\n")).collect();
    for number in 100..150 {
        let text = leaflet(&format!("PT-{number}"), "Text.").replace("summary", &format!("exceptions:\n{slips}sumary"));
        site.write(format!("content/leaflets/{number}.md"), text);
    }
    site.check(&["--fix", "--only", "invalid-date"]).exits(0);
    site.check(&["--fix", "--only", "unknown-field"]);
    for number in 100..150 {
        let text = site.read(format!("content/leaflets/{number}.md"));
        assert_eq!((text.matches("until: 2026-11-23}").count(), text.matches("\nsummary").count()), (100, 1));
    }
}
