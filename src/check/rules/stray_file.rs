//! `stray-file`: a file in the folder of the leaflets should be a leaflet or be used by one.

use std::collections::HashSet;

use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope, did_you_mean, start_of};
use crate::check::rules::unchecked_page::is_markdown;
use crate::diagnostic::Severity;
use crate::library::Target;
use crate::source::{FileRole, SourceFile, SourceId};

pub static RULE: Rule = Rule {
    name: "stray-file",
    severity: Severity::Warning,
    group: RuleGroup::Files,
    summary: "a file next to the leaflets should be a leaflet or be used by one",
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
                "The file '{}' does not replace a built-in file, and no other file of the theme uses it.",
                world.sources.file(*id).path
            ),
            format!(
                "{}Give it the name of the file that it should replace, or delete it.",
                did_you_mean(meant.as_deref())
            ),
        );
    }
    let is_stray = |id: SourceId, file: &SourceFile| match file.role {
        // Markdown files with another extension are reported by `unchecked-page`.
        FileRole::Asset if is_markdown(file.name()) => false,
        // Files next to drafts may be used when the drafts are finished.
        FileRole::Asset => !used.contains(&id) && !file.path.starts_with("content/drafts/"),
        FileRole::Other => true,
        _ => false,
    };
    for (id, file) in world.sources.iter().filter(|(id, file)| is_stray(*id, file)) {
        if file.role == FileRole::Other {
            findings.add(
                start_of(id),
                format!("The file '{}' is not in a folder that Pamphlet publishes, so readers never get it.", file.path),
                "Move it to 'content/leaflets', 'content/pages', 'content/packs', 'content/blocks' or 'content/static', with the name of the folder in small letters.",
            );
            continue;
        }
        let name = file.name();
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
        let help = match ending.as_str() {
            "txt" => "If it is a leaflet, rename it to end in '.md', in small letters. If not, move it elsewhere.",
            "docx" | "doc" | "odt" | "rtf" | "pages" => {
                "A file from a word processor cannot be published. Save its text as a leaflet, a file whose name ends in '.md'."
            }
            _ => "Link to it from a leaflet, move it to 'content/static', or delete it.",
        };
        findings.add(
            start_of(id),
            format!("The file '{name}' is not a leaflet and is not used by one, so readers never get it."),
            help,
        );
    }
}
