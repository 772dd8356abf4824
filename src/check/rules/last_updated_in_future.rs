//! `last-updated-in-future`: the date last updated must not be after today.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::date::in_english;
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    name: "last-updated-in-future",
    severity: Severity::Error,
    group: RuleGroup::Dates,
    summary: "the date last updated must not be after today",
    documentation: include_str!("last_updated_in_future.md"),
    locked: true,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let fields = &subject.manuscript.front_matter;
    for (name, field) in [("last_updated", &fields.last_updated), ("last_reviewed", &fields.last_reviewed)] {
        if (subject.is_leaflet() || subject.is_pack())
            && let Some(day) = field
            && day.value > subject.world.today
        {
            let today = in_english(subject.world.today);
            findings.add(
                subject.span(day.range),
                format!(
                    "The date in '{name}' is {}, but today is {today}. Readers would rely on a date that is wrong.",
                    in_english(day.value)
                ),
                "Write the day on which it was actually done.",
            );
        }
    }
}
