//! `exception-expired`: an exception ends on its last day.

use crate::check::exceptions::is_over;
use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::date::in_english;
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    name: "exception-expired",
    severity: Severity::Warning,
    group: RuleGroup::Exceptions,
    summary: "an exception ends on its last day",
    documentation: include_str!("exception_expired.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    for exception in &subject.manuscript.front_matter.exceptions {
        let (Some(rule), Some(until)) = (&exception.rule, &exception.until) else { continue };
        if is_over(until.value, subject.world.today) {
            findings.add(
                subject.span(until.range),
                format!(
                    "The exception from the rule '{}' ended on {}. The rule is applied to this leaflet again.",
                    rule.value,
                    in_english(until.value)
                ),
                "Fix what the rule reports and remove the exception. If the reason still applies, write a new last day.",
            );
        }
    }
}
