//! `missing-crisis-block`: a leaflet for readers who may be in danger says where to find urgent help.

use crate::check::given_numbers;
use crate::check::rule::{Findings, Group, Rule, Scope, World};
use crate::diagnostic::Severity;
use crate::library::ManuscriptId;
use crate::markdown::Prose;
use crate::phone;
use crate::source::Role;

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-crisis-block",
    severity: Severity::Warning,
    group: Group::Safety,
    summary: "a leaflet for readers who may be in danger should say where to find urgent help",
    documentation: include_str!("missing_crisis_block.md"),
    locked: false,
    scope: Scope::Site(check),
};

/// What the name of such a block holds.
const NAMES: &[&str] = &["crisis", "urgent", "emergency", "help-now"];

fn check(world: &World<'_>, findings: &mut Findings<'_>) {
    let library = world.library;
    let manuscripts = library.manuscripts();
    let is_at_risk = |id: ManuscriptId| {
        let manuscript = &manuscripts[id];
        let is_leaflet = matches!(manuscript.role, Role::Leaflet | Role::Draft);
        let at_risk = manuscript.front_matter.at_risk.as_ref().filter(|at_risk| at_risk.value);
        let archived = library.leaflet(id).is_some_and(|leaflet| leaflet.is_archived(world.today));
        at_risk.filter(|_| is_leaflet && !archived)
    };
    if !(0..manuscripts.len()).any(|id| is_at_risk(id).is_some()) {
        return;
    }
    // From the blocks with urgent help to all that use them, each looked at once.
    let blocks = library.blocks();
    let can_be_shown = |id: ManuscriptId| blocks.fault(id).is_none();
    let all_blocks = manuscripts.iter().enumerate().filter(|(_, manuscript)| manuscript.role == Role::Block);
    let mut open: Vec<ManuscriptId> =
        all_blocks.map(|(id, _)| id).filter(|id| can_be_shown(*id) && gives_help(world, *id)).collect();
    let known = open.first().map(|id| &*manuscripts[*id].slug);
    let mut helped = vec![false; manuscripts.len()];
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut helped[id], true) && can_be_shown(id) {
            open.extend(blocks.users(id));
        }
    }
    for id in (0..manuscripts.len()).filter(|id| !helped[*id]) {
        let Some(at_risk) = is_at_risk(id) else { continue };
        findings.add(
            at_risk.range.in_source(manuscripts[id].source),
            "This leaflet is for readers who may be in danger, and no shared block in it says where to find urgent help.",
            match known {
                Some(name) => format!("Write '{{{{ {name} }}}}' on a line of its own in the text."),
                None => "Write a file 'urgent-help.md' in 'content/blocks' that says whom to call, and a line '{{ urgent-help }}' in the text of this leaflet.".to_owned(),
            },
        );
    }
}

/// Whether a block is one with urgent help: by its name, or by a number of `contacts` in it.
fn gives_help(world: &World<'_>, id: ManuscriptId) -> bool {
    let manuscript = world.library.manuscript(id);
    if NAMES.iter().any(|name| manuscript.slug.contains(name)) {
        return true;
    }
    let text = world.library.text(id);
    let links = manuscript.document.links().iter().filter_map(|link| link.destination.strip_prefix("tel:"));
    if links.into_iter().any(|number| world.numbers().is_contact(&phone::dialled(number))) {
        return true;
    }
    let prose = Prose::of(&manuscript.document, text);
    given_numbers::numbers_in(&prose).into_iter().any(|number| world.numbers().is_contact(&number.digits))
}
