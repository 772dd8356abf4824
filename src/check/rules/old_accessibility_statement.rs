//! `old-accessibility-statement`: the accessibility statement should be reviewed every year.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::date::{in_english, months_after};
use crate::diagnostic::Severity;
use crate::leaflet;
use crate::library::ACCESSIBILITY_FACTS;
use crate::source::FileRole;

pub static RULE: Rule = Rule {
    name: "old-accessibility-statement",
    severity: Severity::Warning,
    group: RuleGroup::Dates,
    summary: "the accessibility statement should be reviewed every year",
    documentation: include_str!("old_accessibility_statement.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

/// UK government guidance asks public bodies to review their statement at least once a year.
const MAX_AGE_MONTHS: u16 = 12;

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let manuscript = subject.manuscript;
    let address = &*manuscript.slug;
    let shows_facts = || manuscript.document.includes().any(|(name, _)| *leaflet::slug(name) == *ACCESSIBILITY_FACTS);
    if manuscript.role != FileRole::Page
        || !(matches!(address, "accessibility" | "accessibility-statement") || shows_facts())
    {
        return;
    }
    let fields = &manuscript.front_matter;
    let days = [("last_updated", &fields.last_updated), ("last_reviewed", &fields.last_reviewed)];
    let latest = days.iter().filter_map(|(name, day)| Some((*name, day.as_ref()?))).max_by_key(|(_, day)| day.value);
    match latest {
        Some((_, day)) if months_after(day.value, MAX_AGE_MONTHS) >= subject.world.today => {}
        Some((name, day)) => {
            findings.add(
                subject.span(day.range),
                format!(
                    "This accessibility statement was last reviewed on {}, more than {MAX_AGE_MONTHS} months ago. Readers cannot rely on what it says about barriers.",
                    in_english(day.value)
                ),
                format!("Read all of it, bring it up to date, and write the new date after '{name}'."),
            );
        }
        None => {
            if let Some(place) = subject.missing("last_updated") {
                findings.add(
                    place,
                    "This accessibility statement does not say when it was last reviewed, so readers cannot tell whether it is up to date.",
                    "Write a line such as 'last_updated: 2026-11-23' between the two lines '---'.",
                );
            }
        }
    }
}
