//! Exceptions of a leaflet from rules: with a reason, until a day, and never for leaflets that must not be published.

use crate::support::site::Site;

/// A leaflet that is archived soon, with these lines in its front matter.
fn due_soon(exceptions: &str) -> Site {
    let site = Site::empty();
    site.write(
        "content/leaflets/due.md",
        format!(
            "---\ntitle: Due\nreference: PT-001\nlast_updated: 2026-01-01\narchive_date: 2026-12-23\nsummary: It is due.\n\
             {exceptions}---\n\nRead this.\n"
        ),
    );
    site
}

fn exception(rule: &str, until: &str) -> String {
    format!("exceptions:\n  - rule: {rule}\n    reason: The board meets in December.\n    until: {until}\n")
}

/// The rules that have findings, with their lines.
fn found(site: &Site, further: &[&str]) -> Vec<(String, u64)> {
    let run = site.check(&[&["--format", "json"], further].concat());
    run.findings().into_iter().map(|finding| (finding.rule, finding.line)).collect()
}

fn is(found: &[(String, u64)], expected: &[(&str, u64)]) {
    let found: Vec<(&str, u64)> = found.iter().map(|(rule, line)| (rule.as_str(), *line)).collect();
    assert_eq!(found, expected);
}

#[test]
fn an_exception_applies_until_the_end_of_its_last_day() {
    is(&found(&due_soon(""), &[]), &[("archive-due-soon", 5)]);
    let site = due_soon(&exception("archive-due-soon", "2026-12-01"));
    is(&found(&site, &["--today", "2026-12-01"]), &[]);
    is(&found(&site, &["--today", "2026-12-02"]), &[("archive-due-soon", 5), ("exception-expired", 10)]);
}

#[test]
fn it_does_not_apply_to_other_leaflets_or_other_rules() {
    let site = due_soon(&exception("missing-summary", "2026-12-01"));
    is(&found(&site, &[]), &[("archive-due-soon", 5), ("unused-exception", 8)]);
    let site = due_soon(&exception("archive-due-soon", "2026-12-01"));
    site.write(
        "content/leaflets/other.md",
        due_soon("")
            .read("content/leaflets/due.md")
            .replace("PT-001", "PT-002")
            .replace("title: ", "title: The other "),
    );
    is(&found(&site, &[]), &[("archive-due-soon", 5)]);
}

#[test]
fn it_lasts_until_the_archive_date_at_most() {
    let last = due_soon(&exception("archive-due-soon", "2026-12-23"));
    is(&found(&last, &[]), &[]);
    let after = due_soon(&exception("archive-due-soon", "2026-12-24"));
    let findings = after.findings();
    let finding = findings.iter().find(|finding| finding.rule == "wrong-exception").unwrap();
    assert_eq!((finding.line, finding.column), (10, 12));
    assert!(finding.message.contains("until 24 December 2026, but the leaflet is archived on 23 December 2026"));
}

#[test]
fn rule_reason_and_until_are_all_required() {
    let whole = exception("archive-due-soon", "2026-12-01");
    for part in ["rule", "reason", "until"] {
        let mark = format!("{part}:");
        let without: String =
            whole.lines().filter(|line| !line.contains(&mark)).map(|line| format!("{line}\n")).collect();
        let without = if part == "rule" { without.replace("    reason", "  - reason") } else { without };
        is(&found(&due_soon(&without), &[]), &[("archive-due-soon", 5), ("wrong-exception", 8)]);
        let empty: String = whole
            .lines()
            .map(|line| {
                if line.contains(&mark) {
                    format!("{}\n", &line[..line.find(':').unwrap() + 1])
                } else {
                    format!("{line}\n")
                }
            })
            .collect();
        is(&found(&due_soon(&empty), &[]), &[("archive-due-soon", 5), ("wrong-exception", 8)]);
    }
}

#[test]
fn rules_for_safe_publishing_cannot_have_exceptions() {
    let site = due_soon(&exception("missing-title", "2026-12-01"));
    site.write("content/leaflets/due.md", site.read("content/leaflets/due.md").replace("title: Due\n", ""));
    is(&found(&site, &[]), &[("missing-title", 1), ("archive-due-soon", 4), ("wrong-exception", 7)]);
    let site = due_soon(&exception("unused-exception", "2026-12-01"));
    is(&found(&site, &[]), &[("archive-due-soon", 5), ("wrong-exception", 8)]);
    let site = due_soon(&exception("archive-due-son", "2026-12-01"));
    let findings = site.findings();
    assert!(findings.iter().any(|finding| finding.help.contains("'archive-due-soon'")), "{findings:?}");
}

#[test]
fn a_single_rule_runs_with_its_exceptions() {
    let site = due_soon(&exception("archive-due-soon", "2026-12-01"));
    is(&found(&site, &["--only", "archive-due-soon"]), &[]);
    is(&found(&site, &["--only", "unused-exception"]), &[]);
    is(&found(&site, &["--only", "missing-summary"]), &[]);
    let site = due_soon(&exception("missing-summary", "2026-12-01"));
    is(&found(&site, &["--only", "unused-exception"]), &[("unused-exception", 8)]);
    // A rule that is switched off may have findings.
    site.write("content/site.yaml", "title: Example\nbase_url: https://example.org/\nchecks: {missing-summary: off}\n");
    is(&found(&site, &[]), &[("archive-due-soon", 5)]);
}
