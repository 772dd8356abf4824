//! `reserved-folder`: a static file must not be in a folder that the build makes for leaflets.

use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope, start_of};
use crate::diagnostic::Severity;
use crate::language::Language;
use crate::source::FileRole;

pub static RULE: Rule = Rule {
    name: "reserved-folder",
    severity: Severity::Error,
    group: RuleGroup::Files,
    summary: "a static file must not be in a folder that the build makes for leaflets",
    documentation: include_str!("reserved_folder.md"),
    locked: true,
    scope: Scope::Site(check),
};

/// The folders that the build makes at the root of the site.
const FOLDERS: &[&str] = &[
    "leaflets",
    "packs",
    "compare",
    "r",
    "files",
    "a-to-z",
    "conditions",
    "audience",
    "department",
    "glossary",
    "search",
    "_hosting",
];
/// The folders that the build makes for translations, below a language tag.
const OF_LANGUAGES: &[&str] = &["leaflets", "packs", "compare"];

fn check(world: &CheckContext<'_>, findings: &mut Findings<'_>) {
    for (id, file) in world.sources.of_role(FileRole::Static) {
        let Some(folder) = reserved(file.path_in_role()) else { continue };
        let name = file.name();
        findings.add(
            start_of(id),
            format!(
                "The file '{}' would be in the folder '{folder}/' of the site, which the build makes for leaflets. A static file there would stay on the site when its leaflet is archived.",
                file.path
            ),
            format!(
                "Move it to another folder of 'content/static', such as 'content/static/documents/{name}'. If a leaflet needs it, put it next to that leaflet and link to it there: it is then removed together with the leaflet."
            ),
        );
    }
}

/// The reserved folder that contains a path, ignoring case, which makes no difference on some hosts and disks.
fn reserved(path: &str) -> Option<&str> {
    let (first, rest) = path.split_once('/')?;
    let is_one_of = |name: &str, names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    if is_one_of(first, FOLDERS) {
        return Some(first);
    }
    let (second, _) = rest.split_once('/')?;
    let is_translated = Language::parse(first).is_some() && is_one_of(second, OF_LANGUAGES);
    is_translated.then(|| &path[..first.len() + 1 + second.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_leaflets_are_reserved() {
        assert_eq!(reserved("leaflets/x/x.pdf"), Some("leaflets"));
        assert_eq!(reserved("R/PT-001/index.html"), Some("R"));
        assert_eq!(reserved("cy/leaflets/x/x.pdf"), Some("cy/leaflets"));
        assert_eq!(reserved("zh-hant/packs/a.pdf"), Some("zh-hant/packs"));
        for free in ["favicon.svg", "forms/leaflets/a.pdf", "leaflets.pdf", "cy/forms/a.pdf", "old/leaflets/a.pdf"] {
            assert_eq!(reserved(free), None, "{free}");
        }
    }
}
