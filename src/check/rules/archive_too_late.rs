//! `archive-too-late`: a leaflet must be archived within the longest time allowed between reviews.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::date::{in_english, months_after};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    name: "archive-too-late",
    severity: Severity::Error,
    group: RuleGroup::Dates,
    summary: "the archive date must be within the longest time allowed after a review",
    documentation: include_str!("archive_too_late.md"),
    locked: true,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let fields = &subject.manuscript.front_matter;
    let from = fields.last_reviewed.as_ref().or(fields.last_updated.as_ref());
    // If the date of the review cannot be read, the start of the period is unknown.
    if fields.given("last_reviewed").is_some_and(|given| !given.blank) && fields.last_reviewed.is_none() {
        return;
    }
    let longest = subject.world.settings.review.longest;
    if subject.is_leaflet()
        && let (Some(from), Some(archive)) = (from, &fields.archive_date)
        && archive.value > months_after(from.value, longest)
    {
        let what = if fields.last_reviewed.is_some() { "last review" } else { "last update" };
        let latest = in_english(months_after(from.value, longest));
        findings
            .add(
                subject.span(archive.range),
                format!(
                    "The archive date, {}, is more than {} after the {what}. Advice that nobody has reviewed for that long may do harm.",
                    in_english(archive.value),
                    if longest == 1 { "1 month".to_owned() } else { format!("{longest} months") }
                ),
                format!("Write {latest} or an earlier day, or have the leaflet reviewed and write the day of the review in 'last_reviewed'."),
            )
            .with(subject.span(from.range), format!("the {what}"));
    }
}
