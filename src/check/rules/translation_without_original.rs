//! `translation-without-original`: a translation must be next to its original.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope, start_of};
use crate::diagnostic::Severity;
use crate::language::Language;
use crate::source::FileRole;

pub static RULE: Rule = Rule {
    name: "translation-without-original",
    severity: Severity::Error,
    group: RuleGroup::Names,
    summary: "a leaflet named like a translation must have its original next to it",
    documentation: include_str!("translation_without_original.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let manuscript = subject.manuscript;
    if manuscript.role != FileRole::Leaflet || manuscript.translation.is_some() {
        return;
    }
    let name = subject.world.sources.file(manuscript.source).name();
    let Some((stem, tag)) = name.strip_suffix(".md").and_then(|stem| stem.rsplit_once('.')) else { return };
    // Many short words look like a language tag, so only tags of common languages count.
    let Some(language) = Language::parse(tag).and_then(|language| language.own_name()) else { return };
    findings.add(
        start_of(manuscript.source),
        format!(
            "The file '{name}' has the name of a translation ({language}), but there is no '{stem}.md' next to it. It would be published as a separate leaflet in the language of the site, and would not be archived with its original."
        ),
        format!(
            "Restore the original as '{stem}.md' in the same folder. If the original was removed, remove its translations too. If this is not a translation, give the file a name without '.{tag}'."
        ),
    );
}
