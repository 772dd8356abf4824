//! What no theme may leave out: the reference, the version, the dates, the archived notice and the urgent help, in all formats.

use std::fs;
use std::path::Path;

use crate::support::site::{Finding, Site, leaflet};

const RULE: &str = "theme-leaves-out";

/// A site for readers at risk, with an archived leaflet, a removed one, and a theme with one file.
fn themed(formats: &str, file: &str, text: &str) -> Site {
    let site = Site::empty();
    site.write(
        "content/site.yaml",
        format!(
            "title: Example site\nbase_url: https://leaflets.example.org/\nformats: {formats}\ntheme: {{name: own}}\n\
             removed: {{PT-009: {{title: Old, on: 2026-01-01}}}}\n"
        ),
    );
    site.write(
        "content/blocks/if-you-need-help-now.md",
        "Call Samaritans free on [116 123](tel:116123), at any time of the day.\n",
    );
    let at_risk =
        untitled(leaflet("PT-001", "## What it is\n\nRead this.")).replace("summary:", "at_risk: true\nsummary:");
    site.write("content/leaflets/good.md", at_risk);
    let archived = untitled(leaflet("PT-002", "## What it is\n\nRead this.")).replace("2028-11-01", "2026-11-20");
    site.write("content/leaflets/old.md", archived);
    site.write(format!("themes/own/{file}"), text);
    site
}

/// A leaflet whose title and summary do not contain its reference.
fn untitled(leaflet: String) -> String {
    let lines = leaflet.lines().map(|line| match line.split_once(": ") {
        Some(("title", reference)) => {
            format!("title: Example therapy{}", if reference.ends_with('1') { "" } else { " of old" })
        }
        Some(("summary", _)) => "summary: What it is for.".to_owned(),
        _ => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

/// A built-in file of the theme with replacements.
fn built_in(file: &str, changes: &[(&str, &str)]) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default").join(file);
    let mut text = fs::read_to_string(path).unwrap();
    if file == LEAFLET && !changes.is_empty() {
        text = one_by_one(&text);
    }
    for (from, to) in changes {
        assert!(text.contains(from), "{file} does not have '{from}'");
        text = text.replace(from, to);
    }
    text
}

/// The page of a leaflet with its reference and dates written separately, as themes may do, so that one of them can be
/// left out.
fn one_by_one(page: &str) -> String {
    let (before, rest) = page.split_once("{% for fact in leaflet.identity %}").unwrap();
    let (_, after) = rest.split_once("</dl>").unwrap();
    let archived = UPDATED.replace("last_updated", "archive_date");
    format!(
        "{before}<dt>1</dt>{REFERENCE}<dt>2</dt>{VERSION}<dt>3</dt><dd>{UPDATED}</dd><dt>4</dt><dd>{archived}</dd></dl>{after}"
    )
}

/// The findings about essentials that the theme leaves out.
fn found(site: &Site) -> Vec<Finding> {
    let findings = site.check(&["--formats", "--format", "json"]).findings();
    let errors = findings.into_iter().filter(|finding| finding.severity == "error");
    errors.collect()
}

/// Fails unless the changed theme file is reported to leave out exactly these essentials.
#[track_caller]
fn assert_leaves_out(formats: &str, file: &str, changes: &[(&str, &str)], what: &[&str]) {
    let site = themed(formats, file, &built_in(file, changes));
    let found = found(&site);
    let said: Vec<&str> = found.iter().map(|finding| finding.message.as_str()).collect();
    assert!(found.iter().all(|finding| finding.rule == RULE), "{said:?}");
    assert_eq!(found.len(), what.len(), "{said:?}");
    for (finding, what) in found.iter().zip(what) {
        assert!(finding.message.contains(what), "'{what}' is missing: {}", finding.message);
        assert_eq!(finding.file, format!("themes/own/{file}"), "{}", finding.message);
    }
    let run = site.build(&[]).exits(1);
    assert!(run.stderr.contains("leaves out"), "{}", run.stderr);
    assert!(!site.join("public").exists());
}

const LEAFLET: &str = "templates/leaflet.html";
const ARCHIVED: &str = "templates/archived.html";
const REFERENCE: &str = "<dd>{{ leaflet.reference }}</dd>";
const VERSION: &str = "<dd>{{ leaflet.version }}, {{ leaflet.check }}</dd>";
const ELSEWHERE: (&str, &str) = ("words.other_format_text | fill(reference=leaflet.reference)", "words.other_format");
const FEEDBACK: (&str, &str) = ("words.feedback_link | fill(reference=leaflet.reference)", "words.feedback");
const UPDATED: &str = "<time datetime=\"{{ leaflet.last_updated.iso }}\">{{ leaflet.last_updated.words }}</time>";

#[test]
fn the_built_in_theme_leaves_out_nothing() {
    for formats in ["[]", "[text, epub, pdf, large-print]"] {
        let site = themed(formats, LEAFLET, &built_in(LEAFLET, &[]));
        assert_eq!(found(&site).len(), 0, "{:?}", found(&site));
        site.build(&[]).exits(0);
    }
}

#[test]
fn a_page_has_its_reference() {
    for instead in ["<dd></dd>", "<dd><!-- {{ leaflet.reference }} --></dd>", "<dd hidden>{{ leaflet.reference }}</dd>"]
    {
        assert_leaves_out("[]", LEAFLET, &[(REFERENCE, instead), ELSEWHERE, FEEDBACK], &["the leaflet reference"]);
    }
    // A site with other formats is checked in the same way.
    assert_leaves_out("[text]", LEAFLET, &[(REFERENCE, ""), ELSEWHERE, FEEDBACK], &["the leaflet reference"]);
}

#[test]
fn a_page_has_its_version() {
    for instead in ["", "<dd>{{ leaflet.version }}</dd>", "<dd hidden>{{ leaflet.check }}</dd>"] {
        assert_leaves_out("[]", LEAFLET, &[(VERSION, instead)], &["the version and its check code"]);
    }
}

#[test]
fn a_page_has_its_dates() {
    assert_leaves_out("[]", LEAFLET, &[(UPDATED, "")], &["the date last updated"]);
}

#[test]
fn a_page_has_its_archive_date() {
    let nowhere = [
        ("{{ leaflet.archive_date.words }}", ""),
        ("{{ words.still_current_text | fill(date=leaflet.archive_date.words) }}", ""),
        ("{{ words.archive_note | fill(date=leaflet.archive_date.words) }}", ""),
    ];
    assert_leaves_out("[]", LEAFLET, &nowhere, &["the archive date"]);
}

#[test]
fn a_date_may_be_written_in_digits() {
    let site = themed("[]", LEAFLET, &built_in(LEAFLET, &[("leaflet.last_updated.words", "leaflet.last_updated.iso")]));
    assert_eq!(found(&site).len(), 0);
}

#[test]
fn a_page_for_readers_at_risk_shows_the_urgent_help() {
    let include = "{% if crisis %}{% include \"crisis.html\" %}{% endif %}";
    assert_leaves_out("[]", LEAFLET, &[(include, "")], &["the block with urgent help"]);
    assert_leaves_out(
        "[]",
        LEAFLET,
        &[(include, "<!-- {% include \"crisis.html\" %} -->")],
        &["the block with urgent help"],
    );
    // The text without its links has no numbers to call.
    assert_leaves_out(
        "[]",
        "templates/crisis.html",
        &[("{{ crisis.body }}", "{{ crisis.body | replace(from=\"href\", to=\"title\") }}")],
        &["the block with urgent help"],
    );
}

#[test]
fn a_page_shows_the_text() {
    assert_leaves_out("[]", LEAFLET, &[("{{ body }}", "")], &["the text of the leaflet"]);
}

#[test]
fn a_notice_says_that_its_leaflet_was_archived() {
    let sentence = "{{ words.archived_text | fill(date=leaflet.archive_date.words) }}";
    assert_leaves_out("[]", ARCHIVED, &[(sentence, "")], &["the notice that the leaflet was archived"]);
    assert_leaves_out("[]", ARCHIVED, &[(REFERENCE, "")], &["the leaflet reference"]);
    assert_leaves_out("[]", ARCHIVED, &[(UPDATED, "")], &["the date last updated"]);
    assert_leaves_out(
        "[]",
        "templates/removed.html",
        &[("{{ words.archived_text | fill(date=removed.on.words) }}", ""), ("{{ removed.reference }}", "")],
        &["the leaflet reference", "the notice that the leaflet was archived"],
    );
}

#[test]
fn a_single_leaflet_is_found() {
    let changes = [
        (REFERENCE, "<dd>{% if leaflet.reference != 'PT-001' %}{{ leaflet.reference }}{% endif %}</dd>"),
        ELSEWHERE,
        FEEDBACK,
    ];
    let site = themed("[]", LEAFLET, &built_in(LEAFLET, &changes));
    site.write("content/leaflets/other.md", untitled(leaflet("PT-003", "Read this.")).replace("therapy", "cure"));
    let found = found(&site);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].message.contains("'content/leaflets/good.md'"), "{}", found[0].message);
}

#[cfg(feature = "pdf")]
#[test]
fn pdfs_have_the_reference_the_dates_and_the_urgent_help() {
    const PAPER: &str = "pdf/leaflet.typ";
    let facts = "let facts = leaflet.facts";
    let others = ("par(in-words(fill(words.other_format_text, reference: leaflet.reference)))", "none");
    let (reference, updated) =
        ("let facts = leaflet.facts.slice(1)", "let facts = leaflet.facts.slice(0, 2) + (leaflet.facts.last(),)");
    let version = "let facts = (leaflet.facts.first(),) + leaflet.facts.slice(2)";
    assert_leaves_out("[pdf]", PAPER, &[(facts, reference), others], &["the leaflet reference"]);
    assert_leaves_out("[large-print]", PAPER, &[(facts, updated)], &["the date last updated"]);
    assert_leaves_out("[pdf]", PAPER, &[(facts, version)], &["the version and its check code"]);
    assert_leaves_out(
        "[pdf]",
        PAPER,
        &[("#if leaflet.crisis != none {", "#if false {")],
        &["the block with urgent help"],
    );
}
