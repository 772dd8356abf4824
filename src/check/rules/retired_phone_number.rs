//! `retired-phone-number`: a telephone number should be one that is still in use.

use crate::check::phone_mentions::given;
use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::text::phone;

pub static RULE: Rule = Rule {
    name: "retired-phone-number",
    severity: Severity::Warning,
    group: RuleGroup::Safety,
    summary: "a telephone number should be one that is still in use",
    documentation: include_str!("retired_phone_number.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    if !subject.world.settings.contacts.iter().any(|contact| !contact.retired.is_empty()) || subject.is_archived() {
        return;
    }
    for number in given(subject) {
        let Some(retired) = subject.world.numbers().retired(&number.digits) else { continue };
        let help = match &retired.written {
            Some(written) => format!("Write '{written}', the current number."),
            None => format!("Ask {} for the current number, or remove this one.", retired.name),
        };
        let mut added = findings.add(
            subject.span(number.place),
            format!(
                "The telephone number '{}' of {} is no longer in use. Readers who call it reach nobody.",
                number.written, retired.name
            ),
            help,
        );
        let Some(written) = &retired.written else { continue };
        // A number with words in it may not fit into the sentence, so it is not fixed automatically.
        let is_number = written.chars().all(|ch| ch.is_ascii_digit() || matches!(ch, ' ' | '+' | '-' | '(' | ')'));
        if is_number {
            for (place, is_address) in number.changes {
                let text = if is_address { format!("tel:{}", phone::dialled(written)) } else { written.clone() };
                added = added.fixed_by(place, text);
            }
        }
    }
}
