//! `missing-security-header`: a site's own `_headers` file should protect pages at least as well as the built-in one.

use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope, start_of};
use crate::diagnostic::Severity;
use crate::rendering::security;

pub static RULE: Rule = Rule {
    name: "missing-security-header",
    severity: Severity::Warning,
    group: RuleGroup::Site,
    summary: "your own '_headers' file should protect pages at least as well as the built-in one",
    documentation: include_str!("missing_security_header.md"),
    locked: false,
    scope: Scope::Site(check),
};

/// The headers that matter most. The others are for old browsers, or forbid features that pages do not use.
const NEEDED: &[&str] = &["Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options"];

fn check(world: &CheckContext<'_>, findings: &mut Findings<'_>) {
    let Some(source) = world.sources.find(security::OWN_HEADERS) else { return };
    let sent = sent_everywhere(world.sources.file(source).text());
    let missing: Vec<_> = security::headers()
        .into_iter()
        .filter(|(name, _)| NEEDED.contains(name) && !sent.iter().any(|sent| sent.eq_ignore_ascii_case(name)))
        .collect();
    if missing.is_empty() {
        return;
    }
    let names: Vec<String> = missing.iter().map(|(name, _)| format!("'{name}'")).collect();
    let lines: Vec<String> = missing.iter().map(|(name, value)| format!("'{name}: {value}'")).collect();
    findings.add(
        start_of(source),
        format!(
            "This file replaces the '_headers' file that Pamphlet makes, but it does not send {} with every page. Without that, what patients read is less well protected.",
            names.join(" and ")
        ),
        format!("Below a line '/*', write each of these on a line of its own, with two spaces before it: {}.", lines.join(" and ")),
    );
}

/// The names of the headers that a `_headers` file sends with every page: those below `/*`.
fn sent_everywhere(text: &str) -> Vec<&str> {
    let mut everywhere = false;
    let mut sent = Vec::new();
    for line in text.lines().filter(|line| !line.trim_start().starts_with('#')) {
        if !line.starts_with([' ', '\t']) {
            everywhere = line.trim() == "/*";
        } else if let Some((name, _)) = line.split_once(':').filter(|_| everywhere) {
            sent.push(name.trim());
        }
    }
    sent
}
