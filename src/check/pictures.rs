//! The pictures that readers are shown, or led to.

use std::collections::BTreeSet;

use super::rule::CheckContext;
use crate::library::Target;
use crate::source::{FileRole, SourceFile, SourceId, Span};

/// A place that shows a picture, or leads to one.
pub struct PictureUse<'a> {
    /// Where it stands.
    pub span: Span,
    /// The file of the picture.
    pub source: SourceId,
    /// The same.
    pub file: &'a SourceFile,
    /// Whether it is shown there; where it is not, there is a link to it.
    pub is_shown: bool,
}

/// All places that show a file or lead to one, in the order of the texts; each file once in each text, and once in
/// `site.yaml` where it is the logo. What readers do not get is left out: archived leaflets.
pub fn uses<'a>(world: &CheckContext<'a>) -> Vec<PictureUse<'a>> {
    let library = world.library;
    let mut uses = Vec::new();
    for (id, manuscript) in library.manuscripts().iter().enumerate() {
        let links = manuscript.document.links();
        if links.is_empty() || library.leaflet(id).is_some_and(|leaflet| leaflet.is_archived(world.today)) {
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

/// Whether browsers show such a file as a picture.
pub(super) fn is_picture(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    matches!(ending.as_str(), "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "svg")
}
