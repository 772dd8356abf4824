//! `unchecked-page`: a text for readers must be a leaflet or a page, not an attached file.

use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope, start_of};
use crate::diagnostic::Severity;
use crate::library::Target;
use crate::source::{FileRole, SourceFile};

pub static RULE: Rule = Rule {
    name: "unchecked-page",
    severity: Severity::Error,
    group: RuleGroup::Files,
    summary: "a text or web page for readers must be a leaflet or a page, not an attached file",
    documentation: include_str!("unchecked_page.md"),
    locked: true,
    scope: Scope::Site(check),
};

/// Extensions of Markdown files. Only '.md' in lower case is a leaflet.
const MARKDOWN: &[&str] = &["md", "markdown", "mdown", "mkd", "mkdn", "mdwn"];
/// Extensions of files that browsers show as pages, running the programs in them.
const WEB_PAGES: &[&str] = &["html", "htm", "xhtml", "xht", "shtml", "mhtml", "mht", "xml", "xsl"];

/// Whether a file is Markdown, judging by its name.
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
                "The file '{}' is not a leaflet, because its name does not end in '.md' in small letters. Its reference, its dates and its text are not checked, and it would never be archived.",
                file.name()
            ),
            format!("Rename it to '{stem}.md', or move it out of 'content'."),
        );
    }
    let library = world.library;
    for (id, manuscript) in library.manuscripts().iter().enumerate() {
        if library.is_archived(id) {
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
                    "This link leads to '{}', which would be published unchanged: without a check, without a reference, without dates, and with any program in it.",
                    file.path
                ),
                "Turn it into a leaflet or a page: 'pamphlet import' does most of the work. Then link to that.",
            );
        }
    }
}
