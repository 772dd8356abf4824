//! `sitemap.xml`: the pages that search engines may index. It is not written if the web address of the site is not
//! known.

use serde::Serialize;
use tera::Context;

use super::render_context::{ArtifactSink, RenderContext};
use crate::diagnostic::Failure;
use crate::rendering::Artifact;
use crate::rendering::RenderProblem;
use crate::site::PageKind;

/// The maximum number of addresses in one file (sitemaps.org, protocol 0.9). Larger sites have several files, and an
/// index.
const MAX_URLS: usize = 50_000;

#[derive(Serialize)]
struct SitemapEntry {
    address: String,
    last_updated: Option<String>,
}

pub(super) fn render(inputs: &RenderContext<'_>, sink: ArtifactSink<'_>) -> Result<Vec<RenderProblem>, Failure> {
    let Some(base) = inputs.base_url else { return Ok(Vec::new()) };
    let library = inputs.site.library;
    let entries = inputs.site.pages().iter().filter_map(|page| {
        let last_updated = match page.kind {
            // A comparison repeats its leaflets, so search engines should index those instead.
            PageKind::Archived(_)
            | PageKind::Short(_)
            | PageKind::Compare(_)
            | PageKind::Moved(_)
            | PageKind::Removed(_)
            | PageKind::ShortRemoved(_)
            | PageKind::Draft(_)
            | PageKind::NotFound => return None,
            PageKind::Leaflet(id) | PageKind::Page(id) | PageKind::Pack(id) => {
                library.manuscript(id).front_matter.last_updated.as_ref().map(|day| day.value.to_string())
            }
            PageKind::Home
            | PageKind::Search
            | PageKind::AToZ
            | PageKind::Letter(_)
            | PageKind::Groups(_)
            | PageKind::Group(..)
            | PageKind::Packs
            | PageKind::Glossary => None,
        };
        Some(SitemapEntry { address: page.address.on_web(base), last_updated })
    });
    let entries: Vec<SitemapEntry> = entries.collect();
    let parts: Vec<&[SitemapEntry]> = entries.chunks(MAX_URLS).collect();
    let mut problems = Vec::new();
    let mut write = |path: String, template: &str, name: &str, entries: &[SitemapEntry]| {
        let mut context = Context::new();
        context.insert(name.to_owned(), entries);
        match inputs.theme.render(template, &context) {
            Ok(text) => sink(Artifact::text(path, text)),
            Err(problem) => {
                problems.push(RenderProblem::Theme(problem));
                Ok(())
            }
        }
    };
    if let [only] = parts[..] {
        write("sitemap.xml".to_owned(), "sitemap.xml", "urls", only)?;
    } else {
        let mut files = Vec::new();
        for (number, part) in parts.iter().enumerate() {
            let path = format!("sitemap-{}.xml", number + 1);
            files.push(SitemapEntry { address: format!("{base}{path}"), last_updated: None });
            write(path, "sitemap.xml", "urls", part)?;
        }
        write("sitemap.xml".to_owned(), "sitemap-index.xml", "files", &files)?;
    }
    Ok(problems)
}
