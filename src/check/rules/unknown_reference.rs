//! `unknown-reference`: a leaflet that is named must exist.

use crate::check::drafts::{draft_named, help_with_draft};
use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope, did_you_mean};
use crate::diagnostic::Severity;
use crate::library::{MissingTarget, Target};
use crate::markdown::LinkStyle;

pub static RULE: Rule = Rule {
    name: "unknown-reference",
    severity: Severity::Error,
    group: RuleGroup::Links,
    summary: "a leaflet that is named must exist",
    documentation: include_str!("unknown_reference.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let library = subject.world.library;
    let fields = &subject.manuscript.front_matter;
    for (name, list) in [
        ("leaflets", &fields.leaflets),
        ("related", &fields.related),
        ("replaces", &fields.replaces),
        ("replaced_by", &fields.replaced_by),
    ] {
        for reference in list {
            // A leaflet that this one replaces may have been deleted and listed under `removed` in `site.yaml`.
            let mut removed = subject.world.settings.removed.iter().filter(|_| name != "leaflets");
            let removed = removed.any(|removed| removed.reference.value.eq_ignore_ascii_case(&reference.value));
            if library.leaflet_of(&reference.value).is_none() && !removed {
                if let Some(path) = draft_named(subject.world, &reference.value) {
                    findings.add(
                        subject.span(reference.range),
                        format!(
                            "The field '{name}' names '{}', which is a draft. Drafts are not published.",
                            reference.value
                        ),
                        format!("Remove it from this list until the draft is published from '{path}'."),
                    );
                    continue;
                }
                findings.add(
                    subject.span(reference.range),
                    format!("The field '{name}' names '{}', but no leaflet has that reference.", reference.value),
                    format!(
                        "{}Write the reference of a leaflet of this site.",
                        did_you_mean(library.nearest_reference(&reference.value))
                    ),
                );
            }
        }
    }
    for (link, target) in subject.links() {
        let Target::Missing(missing) = target else { continue };
        if subject.manuscript.document.is_image(link) {
            continue;
        }
        let written = &*link.destination;
        let is_wiki = matches!(link.style, LinkStyle::Wiki | LinkStyle::WikiWithText);
        if is_wiki
            && matches!(missing, MissingTarget::Reference | MissingTarget::Title)
            && let Some(path) = draft_named(subject.world, written)
        {
            findings.add(
                subject.span(link.range),
                format!("This link leads to '{written}', which is a draft. Drafts are not published, so readers who follow the link would find nothing."),
                help_with_draft(path),
            );
            continue;
        }
        let (message, nearest) = match (link.style, missing) {
            (LinkStyle::Wiki | LinkStyle::WikiWithText, MissingTarget::Reference) => (
                format!(
                    "There is no leaflet with the reference '{written}'. Readers who follow this link would find nothing."
                ),
                library.nearest_reference(written),
            ),
            (LinkStyle::Wiki | LinkStyle::WikiWithText, MissingTarget::Title) => (
                format!(
                    "There is no leaflet with the title or reference '{written}'. Readers who follow this link would find nothing."
                ),
                library.nearest_title(written),
            ),
            (LinkStyle::Wiki | LinkStyle::WikiWithText, MissingTarget::AmbiguousTitle) => (
                format!("More than one leaflet has the title '{written}', so it is not clear which one is meant."),
                None,
            ),
            _ => continue,
        };
        let help = match missing {
            MissingTarget::AmbiguousTitle => {
                "Write the reference of the leaflet between the double brackets.".to_owned()
            }
            _ => format!(
                "{}Write the reference or the full title of a leaflet between the double brackets.",
                did_you_mean(nearest)
            ),
        };
        findings.add(subject.span(link.range), message, help);
    }
}
