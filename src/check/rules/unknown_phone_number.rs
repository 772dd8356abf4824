//! `unknown-phone-number`: a telephone number should be listed in `site.yaml`.

use crate::check::phone_mentions::given;
use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    name: "unknown-phone-number",
    severity: Severity::Warning,
    group: RuleGroup::Safety,
    summary: "a telephone number should be listed under 'contacts' in 'site.yaml'",
    documentation: include_str!("unknown_phone_number.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    // Without a list of numbers, there is nothing to compare with.
    if subject.world.settings.contacts.is_empty() || subject.is_archived() {
        return;
    }
    for number in given(subject) {
        let known = subject.world.numbers();
        if known.is_current(&number.digits) || known.retired(&number.digits).is_some() {
            continue;
        }
        let nearest = known.nearest(&number.digits);
        let help = match nearest.and_then(|nearest| Some((nearest.written.as_ref()?, &nearest.name))) {
            Some((written, name)) => format!(
                "Did you mean '{written}', the number of {name}? If '{}' is correct, add it under 'contacts' in 'site.yaml'.",
                number.written
            ),
            None => "Call it to make sure that it is correct, then add it under 'contacts' in 'site.yaml'.".to_owned(),
        };
        findings.add(
            subject.span(number.place),
            format!(
                "The telephone number '{}' is not listed for this site. A wrong number leaves a reader without help.",
                number.written
            ),
            help,
        );
    }
}
