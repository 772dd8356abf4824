//! `date-not-updated`: a leaflet whose words changed must have a new date.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope};
use crate::date::{self, in_english};
use crate::diagnostic::Severity;
use crate::library::ManuscriptId;
use crate::publication_log::{ChangeClass, LogLine};
use crate::source::SourceId;
use crate::versions::{ChangeCause, quoted_changes};

pub static RULE: Rule = Rule {
    name: "date-not-updated",
    severity: Severity::Error,
    group: RuleGroup::Dates,
    summary: "a leaflet whose words changed must have a new date last updated",
    documentation: include_str!("date_not_updated.md"),
    locked: true,
    scope: Scope::Site(check),
};

fn check(world: &CheckContext<'_>, findings: &mut Findings<'_>) {
    if !world.record.has_begun || world.record.fault.is_some() {
        return;
    }
    let history = world.history();
    let ids: Vec<ManuscriptId> =
        world.library.leaflets().map(|(id, _)| id).filter(|id| world.library.is_current(*id)).collect();
    let changed: Vec<(ManuscriptId, &LogLine)> = ids
        .into_par_iter()
        .filter_map(|id| {
            let changed = history.changed_since(id).filter(|changed| changed.class == ChangeClass::Substantive)?;
            let updated = world.library.leaflet(id)?.last_updated;
            let is_dated = updated == world.today || *updated.to_string() > *history.last_updated(id)?;
            (!is_dated).then_some((id, changed.version))
        })
        .collect();
    let mut shared: BTreeMap<SourceId, Vec<ManuscriptId>> = BTreeMap::new();
    for (id, version) in changed {
        match history.cause(id, version) {
            ChangeCause::Own => of_leaflet(world, id, version, findings),
            // Nobody changed this leaflet.
            ChangeCause::Elsewhere => {}
            ChangeCause::Shared(sources) => {
                sources.into_iter().for_each(|source| shared.entry(source).or_default().push(id))
            }
        }
    }
    for (source, leaflets) in shared {
        of_shared_file(world, source, &leaflets, findings);
    }
}

fn of_leaflet(world: &CheckContext<'_>, id: ManuscriptId, version: &LogLine, findings: &mut Findings<'_>) {
    let fields = &world.library.manuscript(id).front_matter;
    let Some(updated) = &fields.last_updated else { return };
    let (before, now) = world.history().changed_sentences(id, version);
    let day = date::parse(&version.day).map_or_else(|_| version.day.to_string(), in_english);
    findings.add(
        updated.range.in_source(world.library.manuscript(id).source),
        format!(
            "The words of this leaflet changed since version {} was published on {day}, but it still says that it was \
             last updated on {}.{}",
            version.version.unwrap_or(1),
            in_english(updated.value),
            quoted_changes(&before, &now)
        ),
        format!("If the change is right, write 'last_updated: {}'. If not, restore the words.", world.today),
    );
}

fn of_shared_file(world: &CheckContext<'_>, source: SourceId, leaflets: &[ManuscriptId], findings: &mut Findings<'_>) {
    let count = match leaflets {
        [one] => format!("the leaflet '{}' shows it and still has its old date", world.library.path(*one)),
        more => format!("{} leaflets show it and still have their old dates", more.len()),
    };
    let today = world.today;
    let (what, help, range) = match world.library.of_source(source) {
        None => (
            "The glossary changed",
            format!(
                "If the change is right, write the line 'last_updated: {today}' in the file. Every leaflet that shows \
                 one of its words then shows that date."
            ),
            world.glossary.date_range,
        ),
        Some(block) => (
            "This shared block changed",
            format!(
                "If the change is right, write 'last_updated: {today}' between two lines '---' at the top of the \
                 file. Every leaflet that shows the block then shows that date."
            ),
            world.library.manuscript(block).front_matter.last_updated.as_ref().map(|day| day.range),
        ),
    };
    let range = range.unwrap_or_default();
    findings.add(range.in_source(source), format!("{what} since it was last published, but {count}."), help);
}
