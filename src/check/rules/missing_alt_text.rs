//! `missing-alt-text`: a picture must have a description for readers who cannot see it.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::check::same_words::has_words;
use crate::diagnostic::Severity;
use crate::markdown::Link;

pub static RULE: Rule = Rule {
    name: "missing-alt-text",
    severity: Severity::Error,
    group: RuleGroup::Structure,
    summary: "a picture must have a description for readers who cannot see it",
    documentation: include_str!("missing_alt_text.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

/// Extensions of image files.
const ENDINGS: &[&str] =
    &[".jpg", ".jpeg", ".png", ".gif", ".svg", ".webp", ".avif", ".bmp", ".tif", ".tiff", ".heic", ".pdf", ".eps"];
/// Words that describe nothing, with or without a number after them.
const EMPTY: &[&str] = &[
    "image",
    "images",
    "img",
    "picture",
    "pictures",
    "pic",
    "photo",
    "photos",
    "photograph",
    "logo",
    "graphic",
    "figure",
    "fig",
    "diagram",
    "illustration",
    "icon",
    "banner",
    "chart",
    "screenshot",
    "screen shot",
    "untitled",
    "alt",
    "alt text",
    "text",
    "description",
    "dsc",
    "dscn",
    "pxl",
    "whatsapp image",
    "clip art",
    "clipart",
    "an image",
    "a picture",
    "a photo",
    "a photograph",
    "the logo",
    "our logo",
];

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let document = &subject.manuscript.document;
    for link in document.links().iter().filter(|link| document.is_image(link)) {
        let node = link.node as usize;
        let written = document.plain_text(node, subject.text());
        let written = written.trim();
        let why = if !has_words(written) {
            "This picture has no description. Readers who cannot see it do not learn what it shows.".to_owned()
        } else if is_name_of_file(written, link) {
            format!(
                "The description of this picture is a file name, '{written}'. Readers who cannot see it do not learn what it shows."
            )
        } else if says_nothing(written) {
            format!(
                "The description of this picture is only '{written}'. Readers who cannot see it do not learn what it shows."
            )
        } else {
            continue;
        };
        findings.add(
            subject.span(document.node(node).range),
            why,
            format!(
                "In the square brackets, say what the picture shows: '![A nurse takes a blood sample from the arm]({})'. If it adds nothing to the text, remove it.",
                link.destination
            ),
        );
    }
}

fn is_name_of_file(written: &str, link: &Link) -> bool {
    if written.contains(char::is_whitespace) && !written.contains(['_', '\\']) {
        return false;
    }
    let ends_so = |ending: &str| {
        let start = written.len().checked_sub(ending.len());
        start.and_then(|start| written.get(start..)).is_some_and(|end| end.eq_ignore_ascii_case(ending))
    };
    let file = link.destination.rsplit('/').next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    // 'IMG_1234', and 'map-of-ward' for 'map-of-ward.png'; but 'x-ray' for 'x-ray.png' is a word.
    let is_camera = written.contains('_') && written.bytes().any(|byte| byte.is_ascii_digit());
    ENDINGS.iter().any(|ending| ends_so(ending))
        || is_camera
        || (written.contains('_') && written.eq_ignore_ascii_case(stem))
        || (written.matches('-').count() > 1 && written.eq_ignore_ascii_case(stem))
}

fn says_nothing(written: &str) -> bool {
    let words = written.trim_end_matches(|letter: char| letter.is_ascii_digit() || " .-_:()#".contains(letter));
    EMPTY.iter().any(|known| known.eq_ignore_ascii_case(words))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::test_support::found;

    #[test]
    fn descriptions_without_content_are_found() {
        for bad in [
            "",
            " ",
            "-",
            "IMG_1234.jpg",
            "image1",
            "Image 1",
            "picture",
            "LOGO",
            "photo.",
            "Figure 2:",
            "DSC_0042",
            "ward.PNG",
            "ward_map",
            "map-of-ward",
            "screenshot",
            "Screen shot 2",
        ] {
            let file = if bad == "ward_map" { "ward_map.png" } else { "map-of-ward.png" };
            assert_eq!(found(&RULE, &format!("![{bad}]({file})\n")).len(), 1, "{bad}");
        }
        for good in [
            "A map of the ward",
            "Logo of the Example Trust",
            "x-ray",
            "Map",
            "Photo of a ward",
            "Figure 2: blood flow",
            "Text message",
            "Before_and after",
            "العين",
        ] {
            assert!(found(&RULE, &format!("![{good}](x-ray.png)\n")).is_empty(), "{good}");
        }
        assert!(found(&RULE, "[](a.md) `![](a.png)`\n").is_empty());
    }
}
