//! `broken-image`: a picture must be one that browsers can show.

use crate::check::pictures::uses;
use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::picture::{MAX_PICTURE_SIZE, PictureFault, PictureFormat};
use crate::source::{FileRole, SourceContent};

pub static RULE: Rule = Rule {
    name: "broken-image",
    severity: Severity::Error,
    group: RuleGroup::Links,
    summary: "a picture must be one that browsers can show",
    documentation: include_str!("broken_image.md"),
    locked: false,
    scope: Scope::Site(check),
};

fn check(world: &CheckContext<'_>, findings: &mut Findings<'_>) {
    for used in uses(world) {
        // A file in `content/static` that is only linked to is copied unchanged, whatever it contains.
        let matters = used.is_shown || used.file.role == FileRole::Asset;
        if let SourceContent::BrokenPicture(fault) = &used.file.content
            && matters
        {
            let (what, help) = in_words(*fault);
            let name = used.file.name();
            findings.add(used.span, format!("The picture '{name}' {what} Readers would see an empty space."), help);
        }
    }
}

/// What is wrong, worded to follow the name of the file, and what to do.
fn in_words(fault: PictureFault) -> (String, String) {
    let save = "Open it in the program that it was made with, and save it as JPEG (a photo) or PNG (a drawing).";
    let copy = "Copy the picture again from its source, or open it in a picture editor and save it again.";
    let (what, help) = match fault {
        PictureFault::Empty => ("cannot be shown: the file is empty.".to_owned(), copy),
        PictureFault::Unknown => ("is not one that browsers can show, whatever the file is called.".to_owned(), save),
        PictureFault::Heic => (
            "is in the format of newer phones (HEIC), which most browsers cannot show, whatever the file is called.".to_owned(),
            "Open it on the phone or a computer and save it as JPEG. Renaming the file does not change its format.",
        ),
        PictureFault::OtherFormat { is: PictureFormat::Svg } => (
            "is a drawing (SVG), but its name says something else, so browsers do not show it.".to_owned(),
            "Rename the file to end in '.svg', and change the name here too.",
        ),
        PictureFault::OtherFormat { is } => {
            let ending = is.name().to_lowercase();
            let help = format!("Rename the file to end in '.{ending}', and change the name here too.");
            return (format!("is a {} picture, but its name says that it is a drawing, so browsers do not show it.", is.name()), help);
        }
        PictureFault::CutShort => ("is incomplete: the end of the file is missing.".to_owned(), copy),
        PictureFault::Damaged => ("is damaged: its parts do not fit together.".to_owned(), copy),
        PictureFault::TooLarge { bytes } => (
            format!(
                "is {} MB large. Pamphlet accepts pictures of up to {} MB.",
                bytes / (1024 * 1024),
                MAX_PICTURE_SIZE / (1024 * 1024)
            ),
            "Make it smaller in a picture editor: 1,200 pixels wide is enough for a leaflet.",
        ),
        PictureFault::BrokenDrawing { line } => {
            (format!("is a drawing with a mistake in line {line}, so browsers cannot show it."), "Open it in a drawing program and save it again as 'plain SVG', or as PNG.")
        }
        PictureFault::NoDrawing => (
            "does not contain a drawing that browsers can show: it does not begin with an 'svg' element that names its standard (in 'xmlns'), or it is compressed.".to_owned(),
            "Open it in a drawing program and save it again as 'plain SVG', or as PNG.",
        ),
    };
    (what, help.to_owned())
}
