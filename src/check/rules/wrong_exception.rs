//! `wrong-exception`: an exception must name its rule, its reason and its last day.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope, did_you_mean};
use crate::date::in_english;
use crate::diagnostic::Severity;
use crate::leaflet::ManuscriptProblem;
use crate::text::nearest::nearest;

pub static RULE: Rule = Rule {
    name: "wrong-exception",
    severity: Severity::Error,
    group: RuleGroup::Exceptions,
    summary: "an exception must name a rule, a reason and a last day",
    documentation: include_str!("wrong_exception.md"),
    locked: true,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let rules = subject.world.rules;
    for exception in &subject.manuscript.front_matter.exceptions {
        let missing: Vec<&str> = [
            ("rule", exception.rule.is_none()),
            ("reason", exception.reason.is_none()),
            ("until", exception.until.is_none()),
        ]
        .into_iter()
        .filter_map(|(name, is_missing)| is_missing.then_some(name))
        .collect();
        // A date that cannot be read is reported by `invalid-date`.
        let is_unread_date = missing == ["until"]
            && subject.problems().any(|problem| {
                matches!(problem, ManuscriptProblem::InvalidDate { range, .. }
                if exception.range.start <= range.start && range.end <= exception.range.end)
            });
        if !missing.is_empty() && !is_unread_date {
            let names = missing.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(" and ");
            findings.add(
                subject.span(exception.range),
                format!("This exception has no {names}, so it has no effect. Colleagues must be able to see why a rule does not apply here, and for how long."),
                "Write all three: 'rule' with the name of the rule, 'reason' with a short sentence, and 'until' with the last day, for example '2027-11-23'.",
            );
        }
        let archive_date = subject.manuscript.front_matter.archive_date.as_ref();
        if let (Some(until), Some(archive)) = (&exception.until, archive_date)
            && until.value > archive.value
        {
            findings
                .add(
                    subject.span(until.range),
                    format!(
                        "This exception lasts until {}, but the leaflet is archived on {}. An exception must be looked at again when the leaflet is reviewed.",
                        in_english(until.value),
                        in_english(archive.value)
                    ),
                    format!("Write '{}' or an earlier day.", archive.value),
                )
                .with(subject.span(archive.range), "the archive date");
        }
        let Some(rule) = &exception.rule else { continue };
        match rules.iter().find(|known| known.name == &*rule.value) {
            None => {
                let near = nearest(&rule.value, rules.iter().map(|known| known.name));
                findings.add(
                    subject.span(rule.range),
                    format!("There is no rule '{}', so this exception has no effect.", rule.value),
                    format!("{}'pamphlet explain' lists the names of all rules.", did_you_mean(near)),
                );
            }
            Some(known) if !known.may_be_excepted() => {
                findings.add(
                    subject.span(rule.range),
                    format!(
                        "The rule '{}' allows no exceptions: what it reports must not be published, or is about exceptions themselves.",
                        known.name
                    ),
                    "Delete the exception, and fix what the rule reports.",
                );
            }
            Some(_) => {}
        }
    }
}
