//! `missing-image`: a picture must exist and be part of the site.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope, did_you_mean};
use crate::diagnostic::Severity;
use crate::library::{MissingTarget, Target};
use crate::picture::PictureFormat;

pub static RULE: Rule = Rule {
    name: "missing-image",
    severity: Severity::Error,
    group: RuleGroup::Links,
    summary: "a picture must exist and be part of the site",
    documentation: include_str!("missing_image.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let library = subject.world.library;
    let document = &subject.manuscript.document;
    for (link, target) in subject.links() {
        if !document.is_image(link) {
            continue;
        }
        let written = &*link.destination;
        let (message, help) = match target {
            Target::File(source) if PictureFormat::of_name(subject.world.sources.file(*source).name()).is_some() => continue,
            Target::File(_) | Target::Manuscript { .. } => (
                format!("The file '{written}' is not a picture, so it cannot be shown here."),
                "Write the name of a picture (.png, .jpg, .gif, .webp, .avif or .svg), or link to the file by leaving out the '!' before the bracket.".to_owned(),
            ),
            Target::Elsewhere | Target::Missing(MissingTarget::Scheme) => (
                format!("The picture '{written}' is not part of this site. Readers' phones would load it from another site, which would learn who reads this leaflet."),
                "Save the picture next to the leaflet, and write the name of the file.".to_owned(),
            ),
            Target::Missing(MissingTarget::Outside) => (
                format!("The picture '{written}' is outside the folder 'content'. Nothing outside it is published."),
                "Copy the picture to the folder of the leaflet, and write the name of the file.".to_owned(),
            ),
            Target::Missing(MissingTarget::Empty) | Target::Here { .. } => (
                "There should be a picture here, but no file is named.".to_owned(),
                "Write the file name of the picture in the round brackets, or delete the line.".to_owned(),
            ),
            Target::Missing(_) => (
                format!("The picture '{written}' does not exist. Readers would see an empty space."),
                format!("{}Put the picture next to the leaflet, and write the name of the file.", did_you_mean(library.nearest_file(subject.id, written).as_deref())),
            ),
        };
        findings.add(subject.span(link.range), message, help);
    }
}
