//! `no-leaflets`: a site should have leaflets.

use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope, start_of};
use crate::diagnostic::Severity;
use crate::source::FileRole;

pub static RULE: Rule = Rule {
    name: "no-leaflets",
    severity: Severity::Warning,
    group: RuleGroup::Files,
    summary: "a site should have leaflets",
    documentation: include_str!("no_leaflets.md"),
    locked: false,
    scope: Scope::Site(check),
};

fn check(world: &CheckContext<'_>, findings: &mut Findings<'_>) {
    if world.sources.of_role(FileRole::Leaflet).next().is_some() {
        return;
    }
    // The leaflets may be in a folder with another name.
    let others = world.sources.of_role(FileRole::Other).filter(|(_, file)| file.path.to_lowercase().ends_with(".md"));
    let mut folders = others.filter_map(|(_, file)| file.path_in_role().split_once('/').map(|(folder, _)| folder));
    let help = match folders.next() {
        Some(folder) => {
            format!("If they are in 'content/{folder}', rename that folder to 'leaflets', in small letters.")
        }
        None => "Put them into the folder 'content/leaflets', as files whose names end in '.md'.".to_owned(),
    };
    findings.add(
        start_of(world.settings.source),
        "There are no leaflets in the folder 'content/leaflets', so there would be nothing to read on this site.",
        help,
    );
}
