//! The images that published pages show or link to.

use std::collections::BTreeSet;

use super::rule::CheckContext;
use crate::library::Target;
use crate::source::{FileRole, SourceFile, SourceId, Span};

/// A place that shows an image or links to one.
pub struct PictureUse<'a> {
    /// The place of the image or link.
    pub span: Span,
    /// The image file.
    pub source: SourceId,
    /// The content of the image file.
    pub file: &'a SourceFile,
    /// Whether the image is shown there, rather than linked to.
    pub is_shown: bool,
}

/// All places that show a file or link to one, in the order of the manuscripts; each file once per manuscript, and the
/// logo once for `site.yaml`. Archived leaflets are skipped, as their text is not published.
pub fn uses<'a>(world: &CheckContext<'a>) -> Vec<PictureUse<'a>> {
    let library = world.library;
    let mut uses = Vec::new();
    for (id, manuscript) in library.manuscripts().iter().enumerate() {
        let links = manuscript.document.links();
        if links.is_empty() || library.is_archived(id) {
            continue;
        }
        let mut seen = BTreeSet::new();
        for (link, target) in links.iter().zip(library.targets(id)) {
            let Target::File(source) = target else { continue };
            let is_shown = manuscript.document.is_image(link);
            if seen.insert((*source, is_shown)) {
                let (span, file) = (link.range.in_source(manuscript.source), world.sources.file(*source));
                uses.push(PictureUse { span, source: *source, file, is_shown });
            }
        }
    }
    let logo = world.settings.organisation.logo.as_ref().filter(|logo| logo.value.starts_with("static/"));
    if let Some(logo) = logo
        && let Some(source) = world.sources.find(&format!("content/{}", logo.value))
    {
        let file = world.sources.file(source);
        if file.role == FileRole::Static {
            uses.push(PictureUse { span: logo.range.in_source(world.settings.source), source, file, is_shown: true });
        }
    }
    uses
}

/// Whether a file name has an image extension that browsers can show.
pub(super) fn is_picture(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    matches!(ending.as_str(), "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "svg")
}
