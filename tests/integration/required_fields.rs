//! Nothing is published without title, reference, date last updated and archive date: the build is refused, the place
//! is named, and the site that stood before stands as it was.

use crate::support::site::{Finding, Site, assert_same, on_disk, tree};

/// What nothing is published without, and what says that it is missing.
const REQUIRED: [(&str, &str); 4] = [
    ("title", "missing-title"),
    ("reference", "missing-reference"),
    ("last_updated", "missing-last-updated"),
    ("archive_date", "missing-archive-date"),
];

/// The ways to have nothing behind a name; none: the whole line is gone.
const WAYS: [Option<&str>; 6] = [None, Some(""), Some(" null"), Some(" \"\""), Some(" ~"), Some(" '  '")];

/// The leaflet from which fields are taken.
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

    /// Puts nothing in the place of some values, and says on which line each field stands; 1 where it stands nowhere.
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
        assert_eq!(places.len(), fields.len(), "each of {fields:?} stands once in {LEAFLET}");
        self.site.write(LEAFLET, text);
        places
    }

    /// Fails unless the build is refused with these findings about the leaflet, and nothing on the disk changed.
    fn refuses(&self, expected: &[String], what: &str) {
        let public = self.site.join("public");
        let (before, before_on_disk) = (tree(&public), on_disk(&public));
        let build = self.site.build(&[]);
        assert_eq!(build.code, Some(1), "{what}: the build is not refused\n{}", build.stderr);
        let mut findings = self.site.check(&["--format", "json"]).exits(1).findings();
        // What could be said more plainly is another matter, and a build only counts it.
        findings.retain(|finding| finding.severity != "advice");
        let of_leaflet = findings.iter().filter(|finding| finding.file == LEAFLET);
        let found: Vec<String> =
            of_leaflet.map(|finding| format!("{} {}", finding.severity, finding.place())).collect();
        assert_eq!(found, expected, "{what}: the findings are others");
        for finding in &findings {
            let place =
                format!("in {}, line {}, column {}.\n{}", finding.file, finding.line, finding.column, finding.message);
            assert!(build.stderr.contains(&place), "{what}: the build does not say\n{place}\nbut\n{}", build.stderr);
        }
        assert_same(&tree(&public), &before, what);
        assert_eq!(on_disk(&public), before_on_disk, "{what}: something in public was written again");
        assert_eq!(self.site.left_over(&["public"]), [""; 0], "{what}: something is left beside public");
    }
}

fn error(rule: &str, line: u64) -> String {
    format!("error {rule} {LEAFLET}:{line}:1")
}

#[test]
fn each_required_field_is_missed_at_its_line() {
    let built = Built::new();
    for (field, rule) in REQUIRED {
        for way in WAYS {
            let lines = built.without(&[field], way);
            built.refuses(&[error(rule, lines[0])], &format!("'{field}' as {way:?}"));
        }
    }
    // What was refused was refused for its fields alone.
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
        built.refuses(&expected, &format!("three fields as {way:?}"));
    }
}

#[test]
fn a_missing_field_does_not_hide_other_findings() {
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
fn what_is_required_cannot_be_switched_off() {
    let built = Built::new();
    let settings = built.site.read("content/site.yaml");
    let line = settings.lines().count() as u64 + 2;
    for (field, rule) in REQUIRED {
        for weight in ["off", "warning", "advice"] {
            built.site.write("content/site.yaml", format!("{settings}checks:\n  {rule}: {weight}\n"));
            let lines = built.without(&[field], None);
            built.refuses(&[error(rule, lines[0])], &format!("'{rule}' set to {weight}"));
            let findings = built.site.findings();
            let of_settings: Vec<&Finding> =
                findings.iter().filter(|finding| finding.file == "content/site.yaml").collect();
            let [finding] = of_settings[..] else { panic!("one finding about the settings, not {of_settings:?}") };
            assert_eq!(
                (finding.rule.as_str(), finding.line, finding.severity.as_str()),
                ("wrong-setting", line, "error")
            );
            assert!(finding.message.contains(rule), "{}", finding.message);
            // The setting is refused even where nothing is missing.
            built.site.write(LEAFLET, &built.good);
            built.site.build(&[]).exits(1);
        }
    }
}

#[test]
fn what_is_required_cannot_be_excepted() {
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
