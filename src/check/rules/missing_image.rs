//! `missing-image`: an image must be there.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope, did_you_mean};
use crate::diagnostic::Severity;
use crate::library::{MissingTarget, Target};
use crate::picture::PictureFormat;

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-image",
    severity: Severity::Error,
    group: RuleGroup::Links,
    summary: "an image must be there",
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
                format!("The file '{written}' is no picture, so it cannot be shown here."),
                "Write the name of a picture (.png, .jpg, .gif, .webp, .avif or .svg), or link to the file without the '!' before the bracket.".to_owned(),
            ),
            Target::Elsewhere | Target::Missing(MissingTarget::Scheme) => (
                format!("The image '{written}' does not lie in this site. Readers' phones would ask another site for it, and that site would learn who reads this leaflet."),
                "Save the image beside the leaflet, and write the name of the file.".to_owned(),
            ),
            Target::Missing(MissingTarget::Outside) => (
                format!("The image '{written}' lies outside the folder 'content'. Nothing from outside is published."),
                "Copy the image beside the leaflet, and write the name of the file.".to_owned(),
            ),
            Target::Missing(MissingTarget::Empty) | Target::Here { .. } => (
                "An image should stand here, but no file is named.".to_owned(),
                "Write the name of the picture in the round brackets, or take the line out.".to_owned(),
            ),
            Target::Missing(_) => (
                format!("The image '{written}' is not there. Readers would see an empty place."),
                format!("{}Put the image beside the leaflet, and write the name of the file.", did_you_mean(library.nearest_file(subject.id, written).as_deref())),
            ),
        };
        findings.add(subject.span(link.range), message, help);
    }
}
