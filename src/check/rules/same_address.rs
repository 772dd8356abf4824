//! `same-address`: two files must not have the same address.

use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope, start_of};
use crate::diagnostic::Severity;
use crate::site;

pub static RULE: Rule = Rule {
    name: "same-address",
    severity: Severity::Error,
    group: RuleGroup::Names,
    summary: "two files must not have the same address",
    documentation: include_str!("same_address.md"),
    locked: true,
    scope: Scope::Site(check),
};

fn check(world: &CheckContext<'_>, findings: &mut Findings<'_>) {
    for clash in site::address_conflicts(world.library) {
        let path = |id| world.sources.file(id).path.to_string();
        for id in &clash.files {
            let others: Vec<_> = clash.files.iter().filter(|other| *other != id).take(3).copied().collect();
            let by = match others.as_slice() {
                [] => "of a page or file that the build makes".to_owned(),
                others => {
                    let names: Vec<String> = others.iter().map(|other| format!("'{}'", path(*other))).collect();
                    format!("of {}", names.join(", "))
                }
            };
            let mut added = findings.add(
                start_of(*id),
                format!("The address '{}' of '{}' is also the address {by}. Only one of them could be shown there.", clash.address, path(*id)),
                "Rename the file. Capitals make no difference, and folders inside 'leaflets' are not part of the address.",
            );
            for other in others {
                added = added.with(start_of(other), "the same address");
            }
        }
    }
}
