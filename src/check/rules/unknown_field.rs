//! `unknown-field`: the name of a field must be known.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope, did_you_mean};
use crate::diagnostic::Severity;
use crate::leaflet::{ManuscriptProblem, fields};
use crate::source::FileRole;
use crate::text::nearest::{NearestNames, certain, nearest};

pub static RULE: Rule = Rule {
    name: "unknown-field",
    severity: Severity::Error,
    group: RuleGroup::FrontMatter,
    summary: "the name of a field must be one that Pamphlet knows",
    documentation: include_str!("unknown_field.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

/// All fields, prepared once, since a file may have a mistake in every line.
static FIELD_NAMES: LazyLock<NearestNames> = LazyLock::new(|| fields::FIELDS.iter().map(|row| row.name).collect());
/// The fields of packs.
static PACK_FIELD_NAMES: LazyLock<NearestNames> =
    LazyLock::new(|| fields::PACK_FIELDS.iter().map(|row| row.name).collect());

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let role = subject.manuscript.role;
    let field_names = if role == FileRole::Pack { &PACK_FIELD_NAMES } else { &FIELD_NAMES };
    // How often each field is misspelt: if two misspelt names mean the same field, neither is fixed automatically.
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
            format!("There is no field '{name}'. Its value would be lost, and nobody would notice."),
            format!("{}Fix the name, or delete the line.", did_you_mean(known)),
        );
        // Names inside an entry of 'exceptions', and names with escapes, are not fixed automatically.
        let is_plain = among.is_none() && range.of(subject.text()).trim_matches(['\'', '"']) == name;
        let is_alone =
            |known: &&str| slips.get(known) == Some(&1) && subject.manuscript.front_matter.given(known).is_none();
        if let Some(known) = known.filter(|_| is_plain).and_then(|_| meant(role, name)).filter(is_alone) {
            finding.fixed_by(*range, known);
        }
    }
}

/// The field that a misspelt name means beyond doubt.
fn meant(role: FileRole, name: &str) -> Option<&'static str> {
    certain(name, fields::of(role).iter().map(|row| row.name))
}
