//! `stray-file`: a file beside the leaflets must be a leaflet or be used by one.

use std::collections::HashSet;

use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope, did_you_mean, start_of};
use crate::check::rules::unchecked_page::is_markdown;
use crate::diagnostic::Severity;
use crate::library::Target;
use crate::source::{FileRole, SourceFile, SourceId};

/// The rule.
pub static RULE: Rule = Rule {
    name: "stray-file",
    severity: Severity::Warning,
    group: RuleGroup::Files,
    summary: "a file beside the leaflets must be a leaflet or be used by one",
    documentation: include_str!("stray_file.md"),
    locked: false,
    scope: Scope::Site(check),
};

fn check(world: &CheckContext<'_>, findings: &mut Findings<'_>) {
    let mut used = HashSet::new();
    for id in 0..world.library.manuscripts().len() {
        used.extend(world.library.targets(id).iter().filter_map(|target| match target {
            Target::File(source) => Some(*source),
            _ => None,
        }));
    }
    for (id, meant) in &world.theme.unused {
        findings.add(
            start_of(*id),
            format!(
                "The file '{}' takes the place of no built-in file, and no other file of the theme uses it.",
                world.sources.file(*id).path
            ),
            format!(
                "{}Give it the name of the file that it should replace, or take it away.",
                did_you_mean(meant.as_deref())
            ),
        );
    }
    let is_stray = |id: SourceId, file: &SourceFile| match file.role {
        // Texts that only have another ending are told by 'unchecked-page'.
        FileRole::Asset if is_markdown(file.name()) => false,
        // Files beside drafts wait for them.
        FileRole::Asset => !used.contains(&id) && !file.path.starts_with("content/drafts/"),
        FileRole::Other => true,
        _ => false,
    };
    for (id, file) in world.sources.iter().filter(|(id, file)| is_stray(*id, file)) {
        if file.role == FileRole::Other {
            findings.add(
                start_of(id),
                format!("The file '{}' lies where Pamphlet does not look, so readers never get it.", file.path),
                "Move it to 'content/leaflets', 'content/pages', 'content/packs', 'content/blocks' or 'content/static', with the name of the folder in small letters.",
            );
            continue;
        }
        let name = file.name();
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
        let help = match ending.as_str() {
            "txt" => {
                "If it is a leaflet, rename it so that it ends in '.md', in small letters. If not, move it elsewhere."
            }
            "docx" | "doc" | "odt" | "rtf" | "pages" => {
                "A word processor's file cannot be published. Save its text as a leaflet, a file that ends in '.md'."
            }
            _ => "Link to it from a leaflet, move it to 'content/static', or take it away.",
        };
        findings.add(
            start_of(id),
            format!("The file '{name}' is neither a leaflet nor used by one, so readers never get it."),
            help,
        );
    }
}
