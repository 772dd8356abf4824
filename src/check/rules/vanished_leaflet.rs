//! `vanished-leaflet`: a leaflet that was published must not disappear without a word.

use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::leaflet::Manuscript;
use crate::publication_log::{LogEntry, PublicationLog};
use crate::reference;
use crate::site::address_of;
use crate::source::FileRole;

/// The rule.
pub static RULE: Rule = Rule {
    name: "vanished-leaflet",
    severity: Severity::Error,
    group: RuleGroup::Names,
    summary: "a leaflet that was published must not disappear without a word",
    documentation: include_str!("vanished_leaflet.md"),
    locked: true,
    scope: Scope::Site(check),
};

fn check(world: &CheckContext<'_>, findings: &mut Findings<'_>) {
    let Some(record) = world.record.source else { return };
    let text = world.sources.file(record).text();
    for entry in world.record.entries() {
        // Such a reference never led anywhere, and neither a leaflet nor `removed` may name it any longer.
        if reference::fault(&entry.reference).is_some() {
            continue;
        }
        let mut removed = world.settings.removed.iter();
        if world.library.leaflet_of(&entry.reference).is_some()
            || removed.any(|removed| removed.reference.value.eq_ignore_ascii_case(&entry.reference))
        {
            continue;
        }
        let published = PublicationLog::place(text, &entry.reference).in_source(record);
        match at_its_address(world, entry) {
            // What is wrong with its reference is said there.
            Some(leaflet) if leaflet.front_matter.reference.is_none() => {}
            Some(leaflet) => {
                let Some(reference) = &leaflet.front_matter.reference else { continue };
                findings
                    .add(
                        reference.range.in_source(leaflet.source),
                        format!(
                            "This leaflet was published with the reference '{}' and has another now, '{}'. Consent forms and printed copies that name '{}' would lead nowhere.",
                            entry.reference, reference.value, entry.reference
                        ),
                        format!(
                            "Give it its reference '{0}' back. If the new one must stay, list the old one under 'removed' in 'content/site.yaml': \"{0}: {{title: ..., on: {1}, because: ..., replaced_by: [{2}]}}\".",
                            entry.reference, world.today, reference.value
                        ),
                    )
                    .with(published, "it was published so");
            }
            None => {
                findings
                    .add(
                        world.settings.removed_at.unwrap_or_default().in_source(world.settings.source),
                        format!(
                            "The leaflet '{}', '{}', was published and its file is gone. Whoever has its address or its reference on paper would find nothing.",
                            entry.reference, entry.title
                        ),
                        format!(
                            "Put its file back into 'content/leaflets'; to take it off the site, an archive date is enough. If it is to stay away, list it here: 'removed: {{{}: {{title: ..., on: {}, because: ..., replaced_by: [...]}}}}'.",
                            entry.reference, world.today
                        ),
                    )
                    .with(published, "it was published so");
            }
        }
    }
}

/// The leaflet whose page stands where that one stood.
fn at_its_address<'a>(world: &CheckContext<'a>, entry: &LogEntry) -> Option<&'a Manuscript> {
    let mut leaflets =
        world.library.manuscripts().iter().filter(|it| it.role == FileRole::Leaflet && it.translation.is_none());
    leaflets.find(|leaflet| address_of(leaflet).is_some_and(|address| address.folder_path() == &*entry.address)).filter(
        |leaflet| {
            // One that was published itself has taken the place of another.
            leaflet
                .front_matter
                .reference
                .as_ref()
                .is_none_or(|reference| world.record.entry(&reference.value).is_none())
        },
    )
}
