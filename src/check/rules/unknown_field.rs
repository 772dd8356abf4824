//! `unknown-field`: a field must be one that Pamphlet knows.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope, did_you_mean};
use crate::diagnostic::Severity;
use crate::leaflet::{ManuscriptProblem, fields};
use crate::nearest::{NearestNames, certain, nearest};
use crate::source::FileRole;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unknown-field",
    severity: Severity::Error,
    group: RuleGroup::FrontMatter,
    summary: "a field must be one that Pamphlet knows",
    documentation: include_str!("unknown_field.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

/// All fields, made ready once: a file may have a mistake in each of its lines.
static FIELD_NAMES: LazyLock<NearestNames> = LazyLock::new(|| fields::FIELDS.iter().map(|row| row.name).collect());
/// Those of packs.
static PACK_FIELD_NAMES: LazyLock<NearestNames> =
    LazyLock::new(|| fields::PACK_FIELDS.iter().map(|row| row.name).collect());

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let role = subject.manuscript.role;
    let field_names = if role == FileRole::Pack { &PACK_FIELD_NAMES } else { &FIELD_NAMES };
    // How often each field was meant: of two slips for one field nobody knows which is right.
    let mut slips: HashMap<&str, usize> = HashMap::new();
    for problem in subject.problems() {
        if let ManuscriptProblem::UnknownField { name, among: None, .. } = problem
            && let Some(known) = field_names.nearest(name).and_then(|_| meant(role, name))
        {
            *slips.entry(known).or_default() += 1;
        }
    }
    for problem in subject.problems() {
        let ManuscriptProblem::UnknownField { name, among, range } = problem else { continue };
        let known = match among {
            Some(among) => nearest(name, among.iter().copied()),
            None => field_names.nearest(name),
        };
        let finding = findings.add(
            subject.span(*range),
            format!("There is no field '{name}'. What stands after it would be lost without anybody noticing."),
            format!("{}Mend the name, or take the line out.", did_you_mean(known)),
        );
        // Parts of an entry of 'exceptions' are left to their author, and so is a name that is not written out plainly.
        let is_plain = among.is_none() && range.of(subject.text()).trim_matches(['\'', '"']) == name;
        let is_alone =
            |known: &&str| slips.get(known) == Some(&1) && subject.manuscript.front_matter.given(known).is_none();
        if let Some(known) = known.filter(|_| is_plain).and_then(|_| meant(role, name)).filter(is_alone) {
            finding.fixed_by(*range, known);
        }
    }
}

/// The field that a name was meant to be beyond doubt.
fn meant(role: FileRole, name: &str) -> Option<&'static str> {
    certain(name, fields::of(role).iter().map(|row| row.name))
}
