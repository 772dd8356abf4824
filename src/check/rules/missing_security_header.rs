//! `missing-security-header`: a site's own file of headers should keep its pages as safe as ours does.

use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope, start_of};
use crate::diagnostic::Severity;
use crate::security;

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-security-header",
    severity: Severity::Warning,
    group: RuleGroup::Site,
    summary: "a '_headers' file of your own should keep pages as safe as the built-in one does",
    documentation: include_str!("missing_security_header.md"),
    locked: false,
    scope: Scope::Site(check),
};

/// What readers lose most by. The others of ours are for old browsers, or forbid what no page asks for.
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
            "This file takes the place of the '_headers' file that Pamphlet makes, and it does not send {} with every page. Without that, what patients read is less well kept from others.",
            names.join(" and ")
        ),
        format!("Below a line '/*', write each of these on a line of its own, with two spaces before it: {}.", lines.join(" and ")),
    );
}

/// The names of the headers that a file sends with every page: those below `/*`.
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
