//! Nothing is published without a title, a reference, the date last updated and the archive date: the build is refused,
//! the place is reported, and the previous site stays as it was.

use crate::support::site::{Finding, Site, assert_same, on_disk, tree};

/// The required fields, and the rule that reports each as missing.
const REQUIRED: [(&str, &str); 4] = [
    ("title", "missing-title"),
    ("reference", "missing-reference"),
    ("last_updated", "missing-last-updated"),
    ("archive_date", "missing-archive-date"),
];

/// The ways to leave a field without a value; `None` removes the whole line.
const WAYS: [Option<&str>; 6] = [None, Some(""), Some(" null"), Some(" \"\""), Some(" ~"), Some(" '  '")];

/// The leaflet whose fields are removed.
const LEAFLET: &str = "content/leaflets/integrated-psychological-therapy.md";

/// The example site, built once with all its fields.
struct Built {
    site: Site,
    good: String,
}

impl Built {
    fn new() -> Self {
        let site = Site::example();
        site.build(&[]).exits(0);
        let good = site.read(LEAFLET);
        Self { site, good }
    }

    /// Removes values, and returns the line of each field; 1 if the line is removed.
    fn without(&self, fields: &[&str], way: Option<&str>) -> Vec<u64> {
        let mut text = String::new();
        let mut places = Vec::new();
        for line in self.good.lines() {
            let field = fields.iter().find(|field| line.starts_with(&format!("{field}:")));
            match (field, way) {
                (None, _) => text.push_str(&format!("{line}\n")),
                (Some(_), None) => places.push(1),
                (Some(field), Some(value)) => {
                    text.push_str(&format!("{field}:{value}\n"));
                    places.push(text.lines().count() as u64);
                }
            }
        }
        assert_eq!(places.len(), fields.len(), "each of {fields:?} must be in {LEAFLET} once");
        self.site.write(LEAFLET, text);
        places
    }

    /// Fails unless the build is refused with these findings in the leaflet, and nothing on the disk changed.
    fn assert_refused(&self, expected: &[String], what: &str) {
        let public = self.site.join("public");
        let (before, before_on_disk) = (tree(&public), on_disk(&public));
        let build = self.site.build(&[]);
        assert_eq!(build.code, Some(1), "{what}: the build is not refused\n{}", build.stderr);
        let mut findings = self.site.check(&["--format", "json"]).exits(1).findings();
        // Advice is irrelevant here, and a build only counts it.
        findings.retain(|finding| finding.severity != "advice");
        let of_leaflet = findings.iter().filter(|finding| finding.file == LEAFLET);
        let found: Vec<String> =
            of_leaflet.map(|finding| format!("{} {}", finding.severity, finding.place())).collect();
        assert_eq!(found, expected, "{what}: the findings are different");
        for finding in &findings {
            let place =
                format!("in {}, line {}, column {}.\n{}", finding.file, finding.line, finding.column, finding.message);
            assert!(build.stderr.contains(&place), "{what}: the build does not say\n{place}\nbut\n{}", build.stderr);
        }
        assert_same(&tree(&public), &before, what);
        assert_eq!(on_disk(&public), before_on_disk, "{what}: something in public was rewritten");
        assert_eq!(self.site.left_over(&["public"]), [""; 0], "{what}: something is left next to public");
    }
}

fn error(rule: &str, line: u64) -> String {
    format!("error {rule} {LEAFLET}:{line}:1")
}

#[test]
fn each_missing_required_field_is_reported_at_its_line() {
    let built = Built::new();
    for (field, rule) in REQUIRED {
        for way in WAYS {
            let lines = built.without(&[field], way);
            built.assert_refused(&[error(rule, lines[0])], &format!("'{field}' as {way:?}"));
        }
    }
    // The build was only refused because of the fields.
    built.site.write(LEAFLET, &built.good);
    built.site.build(&[]).exits(0);
}

#[test]
fn three_missing_fields_are_three_findings() {
    let built = Built::new();
    for way in WAYS {
        let lines = built.without(&["reference", "last_updated", "archive_date"], way);
        let mut expected: Vec<_> = REQUIRED[1..].iter().zip(&lines).map(|((_, rule), line)| (*line, *rule)).collect();
        expected.sort_unstable();
        let expected: Vec<_> = expected.into_iter().map(|(line, rule)| error(rule, line)).collect();
        built.assert_refused(&expected, &format!("three fields as {way:?}"));
    }
}

#[test]
fn missing_fields_do_not_hide_other_findings() {
    let built = Built::new();
    built.without(&["archive_date"], None);
    let text = built
        .site
        .read(LEAFLET)
        .replace("last_updated: 2026-11-23", "last_updated: 03/04/2026")
        .replace("kind:", "knd:");
    built.site.write(LEAFLET, text + "\nRead [about nothing](nowhere.md).\n");
    let mut findings = built.site.findings();
    findings.retain(|finding| finding.severity != "advice");
    let mut rules: Vec<&str> = findings.iter().map(|finding| finding.rule.as_str()).collect();
    rules.sort_unstable();
    assert_eq!(
        rules,
        ["broken-link", "invalid-date", "missing-archive-date", "unknown-field", "unused-exception"],
        "{findings:#?}"
    );
}

#[test]
fn rules_for_required_fields_cannot_be_switched_off() {
    let built = Built::new();
    let settings = built.site.read("content/site.yaml");
    let line = settings.lines().count() as u64 + 2;
    for (field, rule) in REQUIRED {
        for weight in ["off", "warning", "advice"] {
            built.site.write("content/site.yaml", format!("{settings}checks:\n  {rule}: {weight}\n"));
            let lines = built.without(&[field], None);
            built.assert_refused(&[error(rule, lines[0])], &format!("'{rule}' set to {weight}"));
            let findings = built.site.findings();
            let of_settings: Vec<&Finding> =
                findings.iter().filter(|finding| finding.file == "content/site.yaml").collect();
            let [finding] = of_settings[..] else { panic!("expected one finding, not {of_settings:?}") };
            assert_eq!(
                (finding.rule.as_str(), finding.line, finding.severity.as_str()),
                ("wrong-setting", line, "error")
            );
            assert!(finding.message.contains(rule), "{}", finding.message);
            // The setting is refused even if nothing is missing.
            built.site.write(LEAFLET, &built.good);
            built.site.build(&[]).exits(1);
        }
    }
}

#[test]
fn rules_for_required_fields_cannot_have_exceptions() {
    let built = Built::new();
    for (field, rule) in REQUIRED {
        let exception = format!("exceptions:\n  - {{rule: {rule}, reason: We agreed on it, until: 2027-01-01}}\n---\n");
        let lines = built.without(&[field], Some(""));
        built.site.write(LEAFLET, built.site.read(LEAFLET).replacen("---\n\n", &(exception + "\n"), 1));
        assert!(built.site.read(LEAFLET).contains("We agreed on it"));
        let findings = built.site.findings();
        let places: Vec<String> = findings.iter().map(Finding::place).collect();
        assert!(places.contains(&format!("{rule} {LEAFLET}:{}:1", lines[0])), "{places:?}");
        built.site.build(&[]).exits(1);
    }
}
