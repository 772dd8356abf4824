//! `vanished-leaflet`: a published leaflet must not disappear without a notice.

use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::leaflet::Manuscript;
use crate::publication_log::{LogEntry, PublicationLog};
use crate::settings::reference;
use crate::site::address_of;
use crate::source::FileRole;

pub static RULE: Rule = Rule {
    name: "vanished-leaflet",
    severity: Severity::Error,
    group: RuleGroup::Names,
    summary: "a published leaflet must not disappear without a notice",
    documentation: include_str!("vanished_leaflet.md"),
    locked: true,
    scope: Scope::Site(check),
};

fn check(world: &CheckContext<'_>, findings: &mut Findings<'_>) {
    let Some(record) = world.record.source else { return };
    let text = world.sources.file(record).text();
    for entry in world.record.entries() {
        // A malformed reference never led anywhere, and neither a leaflet nor `removed` may name it.
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
            // A missing reference is reported by `missing-reference`.
            Some(leaflet) if leaflet.front_matter.reference.is_none() => {}
            Some(leaflet) => {
                let Some(reference) = &leaflet.front_matter.reference else { continue };
                findings
                    .add(
                        reference.range.in_source(leaflet.source),
                        format!(
                            "This leaflet was published with the reference '{}', but now has another one, '{}'. Consent forms and printed copies that name '{}' could not be traced.",
                            entry.reference, reference.value, entry.reference
                        ),
                        format!(
                            "Restore the reference '{0}'. If you must keep the new one, list the old one under 'removed' in 'content/site.yaml': \"{0}: {{title: ..., on: {1}, because: ..., replaced_by: [{2}]}}\".",
                            entry.reference, world.today, reference.value
                        ),
                    )
                    .with(published, "published before");
            }
            None => {
                findings
                    .add(
                        world.settings.removed_at.unwrap_or_default().in_source(world.settings.source),
                        format!(
                            "The leaflet '{}', '{}', was published, but its file no longer exists. Anyone who has its address or its reference on paper would find nothing.",
                            entry.reference, entry.title
                        ),
                        format!(
                            "Restore its file in 'content/leaflets'. To take it off the site, set its archive date. If you do not want to restore the file, list the leaflet here: 'removed: {{{}: {{title: ..., on: {}, because: ..., replaced_by: [...]}}}}'.",
                            entry.reference, world.today
                        ),
                    )
                    .with(published, "published before");
            }
        }
    }
}

/// The leaflet that now has the address of a published one.
fn at_its_address<'a>(world: &CheckContext<'a>, entry: &LogEntry) -> Option<&'a Manuscript> {
    let mut leaflets =
        world.library.manuscripts().iter().filter(|it| it.role == FileRole::Leaflet && it.translation.is_none());
    leaflets.find(|leaflet| address_of(leaflet).is_some_and(|address| address.folder_path() == &*entry.address)).filter(
        |leaflet| {
            // A leaflet that was published with its own reference is a different leaflet.
            leaflet
                .front_matter
                .reference
                .as_ref()
                .is_none_or(|reference| world.record.entry(&reference.value).is_none())
        },
    )
}
