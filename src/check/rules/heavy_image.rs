//! `heavy-image`: a picture should be small enough for an old phone with little data.

use crate::check::pictures::uses;
use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::picture::PictureFormat;

pub static RULE: Rule = Rule {
    name: "heavy-image",
    severity: Severity::Warning,
    group: RuleGroup::Links,
    summary: "a picture should be no larger than 200 KB",
    documentation: include_str!("heavy_image.md"),
    locked: false,
    scope: Scope::Site(check),
};

/// The largest picture that a patient's phone should have to load: 200 KB of 1,000 bytes each, as in file managers.
const MAX_PICTURE_BYTES: u64 = 200_000;

fn check(world: &CheckContext<'_>, findings: &mut Findings<'_>) {
    for used in uses(world).iter().filter(|used| used.is_shown) {
        let Some(picture) = used.file.picture().filter(|picture| picture.bytes > MAX_PICTURE_BYTES) else { continue };
        let size = match picture.size {
            Some(size) if picture.format != PictureFormat::Svg => format!(" and {} pixels wide", size.width),
            _ => String::new(),
        };
        let message = format!(
            "The picture '{}' is {} large{size}. On an old phone with a weak signal it takes a long time to load, and it uses up data that patients pay for.",
            used.file.name(),
            in_words(picture.bytes)
        );
        let help = match picture.format {
            PictureFormat::Svg => {
                "Save the drawing as 'plain SVG' without embedded pictures, or export it as PNG, at most 1,200 pixels wide."
            }
            _ => {
                "Make it smaller in a picture editor: at most 1,200 pixels wide, saved as JPEG at a quality of about 75. It should be at most 200 KB."
            }
        };
        findings.add(used.span, message, help);
    }
}

/// `345 KB`, `2.5 MB`: rounded up, so that a picture over the limit never appears to be within it.
fn in_words(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} KB", bytes.div_ceil(1000)),
        _ => {
            let tenths = bytes.div_ceil(100_000);
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn sizes_are_formatted_and_rounded_up() {
        assert_eq!(in_words(200_001), "201 KB");
        assert_eq!(in_words(345_000), "345 KB");
        assert_eq!(in_words(2_410_000), "2.5 MB");
        assert_eq!(in_words(12_000_000), "12.0 MB");
    }
}
