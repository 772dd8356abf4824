//! `missing-crisis-block`: a leaflet for readers who may be in danger should say where to find urgent help.

use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::source::FileRole;

pub static RULE: Rule = Rule {
    name: "missing-crisis-block",
    severity: Severity::Warning,
    group: RuleGroup::Safety,
    summary: "a leaflet for readers who may be in danger should say where to find urgent help",
    documentation: include_str!("missing_crisis_block.md"),
    locked: false,
    scope: Scope::Site(check),
};

fn check(world: &CheckContext<'_>, findings: &mut Findings<'_>) {
    let library = world.library;
    let crisis = world.library.crisis();
    for (id, manuscript) in library.manuscripts().iter().enumerate() {
        let is_leaflet = matches!(manuscript.role, FileRole::Leaflet | FileRole::Draft);
        if !is_leaflet || library.is_archived(id) || !library.is_at_risk(id) || library.crisis_block(id).is_some() {
            continue;
        }
        // A translation may have no field of its own: it is at risk if its original is.
        let place = manuscript.front_matter.at_risk.as_ref().map_or(manuscript.front_matter_range, |it| it.range);
        let place = place.in_source(manuscript.source);
        let names: Vec<String> = crisis.names().map(|name| format!("'{name}'")).collect();
        match names.first() {
            None => findings.add(
                place,
                "This leaflet is for readers who may be in danger, but the site has no shared block that says where to find urgent help. Such a block would be shown near the top of the leaflet.",
                "Write a file 'crisis.md' in 'content/blocks' that says who to call. All leaflets with 'at_risk: true' then show it.",
            ),
            Some(first) => findings.add(
                place,
                format!(
                    "This leaflet is for readers who may be in danger, but it shows no urgent help, because it is not clear which block to show near its top: {}.",
                    names.join(" or ")
                ),
                format!(
                    "Rename the file of the block for all such leaflets to 'crisis.md'. For this leaflet alone, write '{{{{ {} }}}}' on a line of its own in its text.",
                    first.trim_matches('\'')
                ),
            ),
        };
    }
}
