//! `unchecked-page`: a text for readers is a leaflet or a page, not an attached file.

use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope, start_of};
use crate::diagnostic::Severity;
use crate::library::Target;
use crate::source::{FileRole, SourceFile};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unchecked-page",
    severity: Severity::Error,
    group: RuleGroup::Files,
    summary: "a text or web page for readers must be a leaflet or a page, not an attached file",
    documentation: include_str!("unchecked_page.md"),
    locked: true,
    scope: Scope::Site(check),
};

/// Endings of Markdown. A leaflet ends in '.md', in small letters.
const MARKDOWN: &[&str] = &["md", "markdown", "mdown", "mkd", "mkdn", "mdwn"];
/// Endings of what a browser shows as a page, with the programs in it.
const WEB_PAGES: &[&str] = &["html", "htm", "xhtml", "xht", "shtml", "mhtml", "mht", "xml", "xsl"];

/// Whether a file is Markdown, by its name.
pub fn is_markdown(name: &str) -> bool {
    ends_in(name, MARKDOWN)
}

fn ends_in(name: &str, endings: &[&str]) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    endings.iter().any(|known| known.eq_ignore_ascii_case(ending))
}

fn check(world: &CheckContext<'_>, findings: &mut Findings<'_>) {
    let is_unpublished = |file: &SourceFile| file.role == FileRole::Asset && is_markdown(file.name());
    for (id, file) in world.sources.iter().filter(|(_, file)| is_unpublished(file)) {
        let stem = file.name().rsplit_once('.').map_or(file.name(), |(stem, _)| stem);
        findings.add(
            start_of(id),
            format!(
                "The file '{}' is no leaflet, because its name does not end in '.md' in small letters. Its reference, its dates and its text are not checked, and it would never be archived.",
                file.name()
            ),
            format!("Rename it to '{stem}.md', or move it out of 'content'."),
        );
    }
    let library = world.library;
    for (id, manuscript) in library.manuscripts().iter().enumerate() {
        if library.leaflet(id).is_some_and(|leaflet| leaflet.is_archived(world.today)) {
            continue;
        }
        for (link, target) in manuscript.document.links().iter().zip(library.targets(id)) {
            let Target::File(source) = target else { continue };
            let file = world.sources.file(*source);
            let is_static_text = file.role == FileRole::Static && is_markdown(file.name());
            if !is_static_text && !ends_in(file.name(), WEB_PAGES) {
                continue;
            }
            findings.add(
                link.range.in_source(manuscript.source),
                format!(
                    "This link leads to '{}', which would be published as it is: without a check, without a reference and dates, with any program that is in it, and without an archive date.",
                    file.path
                ),
                "Make a leaflet or a page of it: 'pamphlet import' does most of the work. Then link to that.",
            );
        }
    }
}
