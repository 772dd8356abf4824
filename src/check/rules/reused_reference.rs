//! `reused-reference`: a published reference must not be given to another leaflet.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::leaflet::Manuscript;
use crate::publication_log::{LogEntry, PublicationLog};
use crate::site::{OldAddress, address_of};
use crate::source::FileRole;

pub static RULE: Rule = Rule {
    name: "reused-reference",
    severity: Severity::Error,
    group: RuleGroup::Names,
    summary: "a published reference must not be given to another leaflet",
    documentation: include_str!("reused_reference.md"),
    locked: true,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let (world, leaflet) = (subject.world, subject.manuscript);
    // A translation has the reference of its original.
    if leaflet.role != FileRole::Leaflet || leaflet.translation.is_some() {
        return;
    }
    let Some(reference) = &leaflet.front_matter.reference else { return };
    let mut removed = world.settings.removed.iter();
    if let Some(removed) = removed.find(|removed| removed.reference.value.eq_ignore_ascii_case(&reference.value)) {
        findings
            .add(
                subject.span(reference.range),
                format!(
                    "The reference '{}' belongs to a leaflet that was removed from this site. A consent form that names it could mean either leaflet.",
                    reference.value
                ),
                "Give this leaflet a reference that no leaflet has or ever had. If it is the same leaflet, restored, delete the entry under 'removed' in 'content/site.yaml'.",
            )
            .with(removed.reference.range.in_source(world.settings.source), "listed as removed here");
        return;
    }
    let (Some(entry), Some(record)) = (world.record.entry(&reference.value), world.record.source) else { return };
    if is_the_same(leaflet, entry, world.base_url.or(world.settings.base_url.as_deref())) {
        return;
    }
    findings
        .add(
            subject.span(reference.range),
            format!(
                "The reference '{}' was published for another leaflet: '{}', at '/{}'. A consent form that names it could mean either leaflet.",
                entry.reference, entry.title, entry.address
            ),
            format!(
                "Give this leaflet a reference that no leaflet has or ever had. If it is the same leaflet with a new title and a new file name, add its old address to it: 'moved_from: [/{}]'.",
                entry.address
            ),
        )
        .with(PublicationLog::place(world.sources.file(record).text(), &entry.reference).in_source(record), "published before");
}

/// Whether a leaflet is the one that was published with its reference: it has the same title or address, or its author
/// states the old title (`also_known_as`) or the old address (`moved_from`).
fn is_the_same(leaflet: &Manuscript, entry: &LogEntry, base_url: Option<&str>) -> bool {
    let fields = &leaflet.front_matter;
    let names = fields.title.iter().chain(&fields.also_known_as);
    let same = |one: &str, other: &str| {
        one.split_whitespace().map(str::to_lowercase).eq(other.split_whitespace().map(str::to_lowercase))
    };
    if fields.title.is_none() || names.into_iter().any(|name| same(&name.value, &entry.title)) {
        return true;
    }
    let own = address_of(leaflet);
    let is_own = |page: &str| own.as_ref().is_some_and(|own| own.folder_path() == page);
    let given = |page: &str| {
        let page = OldAddress::parse(page, None);
        fields.moved_from.iter().any(|old| {
            page.is_ok()
                && OldAddress::parse(&old.value, base_url).map(|it| it.key())
                    == page.as_ref().map(OldAddress::key).map_err(|fault| *fault)
        })
    };
    entry.pages().any(|page| is_own(page) || given(page))
}
