//! `wrong-kind`: a field must have the right kind of value: text, a list, a date.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::leaflet::ManuscriptProblem;
use crate::leaflet::fields::FieldKind;

pub static RULE: Rule = Rule {
    name: "wrong-kind",
    severity: Severity::Error,
    group: RuleGroup::FrontMatter,
    summary: "a field must have the right kind of value: text, a list, a date",
    documentation: include_str!("wrong_kind.md"),
    locked: true,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    for problem in subject.problems() {
        let ManuscriptProblem::WrongKind { name, expected, entry, range } = problem else { continue };
        let written = range.of(subject.world.library.text(subject.id)).lines().next().unwrap_or_default().trim();
        if *entry {
            findings.add(
                subject.span(*range),
                format!("This entry of '{name}' is not read as text. Most likely it contains a colon followed by a space, which has a special meaning here."),
                "Put double quotes around the whole entry.",
            );
            continue;
        }
        let (what, help) = wanted(name, *expected, written);
        findings.add(
            subject.span(*range),
            format!("The field '{name}' must be {what}, but this is something else."),
            help,
        );
    }
}

/// What kind of value a field must have, and how to write it.
fn wanted(name: &str, kind: FieldKind, written: &str) -> (&'static str, String) {
    let is_plain = !written.is_empty() && !written.contains(['[', '{', ':', '"']);
    let example = |usual: &str| if is_plain { written.to_owned() } else { usual.to_owned() };
    match kind {
        FieldKind::Text => ("text", format!("Write the text on one line after the name: '{name}: Some words'.")),
        FieldKind::Date => ("a date", format!("Write the day on one line after the name: '{name}: 2026-11-23'.")),
        FieldKind::Flag => ("'true' or 'false'", format!("Write '{name}: true' or '{name}: false'.")),
        FieldKind::Texts => (
            "a list",
            format!(
                "Put square brackets around it, with commas between the parts: '{name}: [{}]'.",
                example("One, Another")
            ),
        ),
        FieldKind::References => (
            "a list of leaflet references",
            format!("Put square brackets around them, with commas between: '{name}: [{}]'.", example("PT-002, PT-003")),
        ),
        FieldKind::Facts => (
            "a list of short facts, each with a name",
            format!(
                "Write '{name}:' alone, and below it a line for each fact, indented by two spaces: '  Number of sessions: 5 to 20'."
            ),
        ),
        FieldKind::Exceptions => (
            "a list of rules, each with a reason and a day",
            format!(
                "Write '{name}:' alone, and below it '  - rule: ...', '    reason: ...' and '    until: 2027-11-23'."
            ),
        ),
    }
}
