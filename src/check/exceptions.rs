//! Applies the `exceptions` of leaflets: rules that a leaflet may break until a given day.

use std::collections::HashMap;
use std::ops::Range;

use super::rule::{CheckContext, Findings, ManuscriptContext, Rule, Scope};
use crate::date::Date;
use crate::diagnostic::{Finding, Severity};
use crate::leaflet::Exception;
use crate::library::ManuscriptId;
use crate::source::SourceId;

/// An exception in force, and whether it has suppressed a finding.
struct ActiveException<'a> {
    id: ManuscriptId,
    exception: &'a Exception,
    rule: &'a str,
    used: bool,
}

/// Removes the findings that exceptions suppress, then runs the rules that report unused exceptions.
///
/// `ids` are the manuscripts that were checked.
pub(super) fn apply(
    world: &CheckContext<'_>,
    ids: Range<ManuscriptId>,
    chosen: &[(&'static Rule, Severity)],
    findings: &mut Vec<Finding>,
) {
    let mut active: HashMap<SourceId, Vec<ActiveException<'_>>> = HashMap::new();
    for id in ids {
        let manuscript = world.library.manuscript(id);
        for exception in &manuscript.front_matter.exceptions {
            if let Some(rule) = holds(exception, world) {
                active.entry(manuscript.source).or_default().push(ActiveException { id, exception, rule, used: false });
            }
        }
    }
    if active.is_empty() {
        return;
    }
    findings.retain(|finding| {
        let of_file = active.get_mut(&finding.span.source);
        let Some(held) = of_file.and_then(|all| all.iter_mut().find(|active| active.rule == finding.rule)) else {
            return true;
        };
        held.used = true;
        false
    });
    let was_run = |name: &str| chosen.iter().any(|(rule, _)| rule.name == name);
    let mut unused: Vec<&ActiveException<'_>> =
        active.values().flatten().filter(|active| !active.used && was_run(active.rule)).collect();
    unused.sort_by_key(|active| (active.id, active.exception.range));
    for (rule, severity) in chosen {
        if let Scope::UnusedException(report) = rule.scope {
            for active in &unused {
                let subject = ManuscriptContext::new(world, active.id);
                // Many rules skip archived leaflets, so an unused exception there means nothing.
                if !subject.is_archived() {
                    report(&subject, active.exception, &mut Findings::new(rule, *severity, findings));
                }
            }
        }
    }
}

/// A rule that is currently not applied to a manuscript.
#[derive(Clone, Copy)]
pub struct HeldBack<'a> {
    pub id: ManuscriptId,
    pub rule: &'static Rule,
    /// The reason given.
    pub reason: &'a str,
    /// The last day of the exception.
    pub until: Date,
}

/// All exceptions in force today, in the order of the manuscripts.
pub fn held_back<'a>(world: &CheckContext<'a>) -> Vec<HeldBack<'a>> {
    let all = world.library.manuscripts().iter().enumerate();
    let exceptions =
        all.flat_map(|(id, manuscript)| manuscript.front_matter.exceptions.iter().map(move |one| (id, one)));
    let held = exceptions.filter_map(|(id, exception)| {
        let name = holds(exception, world)?;
        let rule = world.rules.iter().find(|rule| rule.name == name)?;
        let (reason, until) = (&exception.reason.as_ref()?.value, exception.until.as_ref()?.value);
        Some(HeldBack { id, rule, reason, until })
    });
    held.collect()
}

/// The rule that an exception suppresses today, if the exception is complete and the rule allows exceptions.
fn holds<'a>(exception: &'a Exception, world: &CheckContext<'_>) -> Option<&'a str> {
    let (rule, _, until) = (exception.rule.as_ref()?, exception.reason.as_ref()?, exception.until.as_ref()?);
    let known = world.rules.iter().find(|known| known.name == &*rule.value)?;
    (known.may_be_excepted() && !is_over(until.value, world.today)).then_some(&*rule.value)
}

/// Whether an exception has expired; it still applies on its last day.
pub(super) fn is_over(until: Date, today: Date) -> bool {
    until < today
}
