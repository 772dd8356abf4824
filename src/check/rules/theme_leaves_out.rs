//! `theme-leaves-out`: a theme must show the reference, the dates, the archived notice and the urgent help.

use std::collections::BTreeMap;

use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope, start_of};
use crate::diagnostic::Severity;
use crate::rendering::{Essential, MissingEssential, RenderProblem};

pub static RULE: Rule = Rule {
    name: "theme-leaves-out",
    severity: Severity::Error,
    group: RuleGroup::Site,
    summary: "a theme must show the reference, the dates, the archived notice and the urgent help",
    documentation: include_str!("theme_leaves_out.md"),
    locked: true,
    scope: Scope::Rendering(check),
};

/// Reports what a theme leaves out: one finding per item, theme file and format, however many leaflets are affected.
fn check(world: &CheckContext<'_>, problems: &[RenderProblem], findings: &mut Findings<'_>) {
    let left_out = problems.iter();
    let left_out =
        left_out.filter_map(|it| if let RenderProblem::LeftOut(left_out) = it { Some(left_out) } else { None });
    let mut groups: BTreeMap<(Essential, &str, &str), Vec<&MissingEssential>> = BTreeMap::new();
    for one in left_out {
        groups.entry((one.what, &one.file, one.format)).or_default().push(one);
    }
    for ((what, file, format), all) in groups {
        let Some(first) = all.first() else { continue };
        let own = own_file(world, what, file);
        let span = own.map_or_else(
            || world.settings.theme.range.in_source(world.settings.source),
            |(_, source)| start_of(source),
        );
        let (name, why) = in_words(what);
        let path = &world.sources.file(first.source).path;
        let place = match format {
            "page" => "page".to_owned(),
            format => format!("format '{format}'"),
        };
        let count = match all.len() {
            1 => format!("It is missing from the {place} of the leaflet in '{path}'."),
            count => format!("It is missing from the {place} of {count} leaflets; the first is in '{path}'."),
        };
        let file = own.map_or(file, |(file, _)| file);
        findings
            .add(span, format!("The theme's file '{file}' leaves out {name}. {count} {why}"), help(what, format))
            .with(first.range.in_source(first.source), "a leaflet without it");
    }
}

/// The site's own theme file that most likely leaves it out.
fn own_file<'f>(
    world: &CheckContext<'_>,
    what: Essential,
    file: &'f str,
) -> Option<(&'f str, crate::source::SourceId)> {
    let crisis = (what == Essential::UrgentHelp).then_some("templates/crisis.html");
    let candidates = crisis.into_iter().chain([file, "templates/base.html"]);
    candidates.into_iter().find_map(|file| Some((file, world.theme.source_of(file)?)))
}

/// What is left out, and why it matters.
fn in_words(what: Essential) -> (&'static str, &'static str) {
    match what {
        Essential::Reference => (
            "the leaflet reference",
            "Readers and staff cannot tell which leaflet it is, and a consent form that names it cannot be traced.",
        ),
        Essential::Version => (
            "the version and its check code",
            "Nobody could find out from a printed copy which words a patient was given.",
        ),
        Essential::LastUpdated => ("the date last updated", "Readers cannot tell how old the advice is."),
        Essential::ArchiveDate => {
            ("the archive date", "Readers of a printed or saved copy cannot tell when it must no longer be used.")
        }
        Essential::Notice => (
            "the notice that the leaflet was archived",
            "Readers would not know that the leaflet must no longer be used.",
        ),
        Essential::UrgentHelp => (
            "the block with urgent help, or the links to its telephone numbers",
            "A reader in danger would not find out who to call.",
        ),
        Essential::Text => ("the text of the leaflet", "Readers would get a leaflet without its advice."),
    }
}

fn help(what: Essential, format: &str) -> String {
    let shown = match (what, format) {
        (Essential::UrgentHelp, "page") => "{% if crisis %}{% include \"crisis.html\" %}{% endif %}",
        (Essential::UrgentHelp, _) => "blocks(leaflet.crisis)",
        (Essential::Text, _) => "{{ body }}",
        (Essential::Notice, _) => "{{ words.archived_text | fill(date=leaflet.archive_date.words) }}",
        (_, "pdf" | "large-print") => "leaflet.facts",
        (Essential::Reference, _) => "{{ leaflet.reference }}",
        (Essential::Version, _) => "{{ leaflet.version }}, {{ leaflet.check }}",
        (Essential::LastUpdated, _) => "{{ leaflet.last_updated.words }}",
        (Essential::ArchiveDate, _) => "{{ leaflet.archive_date.words }}",
    };
    format!(
        "Write '{shown}' into the file where readers see it: as text, not in a comment, a script or a hidden element. The built-in file with that name shows how. Or delete your file."
    )
}
