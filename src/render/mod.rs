//! Renders the files of a site from its plan.

mod feed;
mod formats;
mod headers;
mod hosting;
mod html;
mod leaflets_json;
pub mod qr;
mod render_context;
mod robots;
mod search;
mod sitemap;
pub mod view;

use std::sync::Mutex;

use rayon::prelude::*;

use crate::diagnostic::Failure;
use crate::rendering::RenderProblem;
use crate::rendering::{Artifact, Body};
use crate::source::FileRole;
pub use formats::lacking as lacking_formats;
pub use render_context::{AccessibilityFacts, ArtifactSink, RenderContext, RuleGap, RuleName};

/// Files of a site other than its pages.
struct SiteFormat {
    /// Whether a file of the site, by its path, belongs to this format.
    makes: fn(&RenderContext<'_>, &str) -> bool,
    render: fn(&RenderContext<'_>, ArtifactSink<'_>) -> Result<Vec<RenderProblem>, Failure>,
}

/// All of them. To add one, write a module here and add a row to this table.
static FORMATS: &[SiteFormat] = &[
    SiteFormat { makes: |_, path| path.starts_with("sitemap") && path.ends_with(".xml"), render: sitemap::render },
    SiteFormat { makes: |_, path| path == "feed.xml", render: feed::render },
    SiteFormat { makes: |_, path| path == "robots.txt", render: robots::render },
    SiteFormat { makes: |_, path| path.starts_with("search/") && path.ends_with(".js"), render: search::render },
    SiteFormat { makes: |_, path| path == "_headers", render: headers::render },
    SiteFormat { makes: |_, path| path == "_redirects" || path.starts_with("_hosting/"), render: hosting::render },
    SiteFormat { makes: is_copy, render: copies },
];

/// Renders the whole site. Returns the problems that an author must fix.
///
/// # Errors
/// If the sink cannot take a file.
pub fn run(inputs: &RenderContext<'_>, sink: ArtifactSink<'_>) -> Result<Vec<RenderProblem>, Failure> {
    let (pages, others) = rayon::join(
        || html::render(inputs, sink),
        || FORMATS.par_iter().map(|format| (format.render)(inputs, sink)).collect::<Result<Vec<_>, _>>(),
    );
    let html::RenderedPages { met, formats, left } = pages?;
    let (listed, ()) = rayon::join(|| leaflets_json::render(inputs, &formats, sink), || drop(left));
    listed?;
    let mut problems: Vec<RenderProblem> = met.into_iter().chain(others?.into_iter().flatten()).collect();
    problems.extend(formats::demanded(inputs));
    problems.sort_by_cached_key(RenderProblem::order);
    problems.dedup();
    Ok(problems)
}

/// Renders only the search index, for benchmarks.
///
/// # Errors
/// If the sink cannot take a file.
pub fn search_index(inputs: &RenderContext<'_>, sink: ArtifactSink<'_>) -> Result<(), Failure> {
    search::render(inputs, sink).map(drop)
}

/// The result of requesting one file of the site.
pub enum RequestedFile {
    /// The file.
    Made(Artifact),
    /// The file cannot be rendered, because the theme has errors.
    Broken(Vec<RenderProblem>),
    /// The site has no such file.
    Nothing,
}

/// Renders one file of the site. Other formats of leaflets are not included: they take too long for a preview.
///
/// # Errors
/// If the file cannot be rendered for another reason than an error in the theme.
pub fn one(inputs: &RenderContext<'_>, path: &str) -> Result<RequestedFile, Failure> {
    if let Some(page) = inputs.site.page_at(path) {
        return Ok(match html::one(inputs, page) {
            Ok(html) => RequestedFile::Made(Artifact::text(path, html)),
            Err(problem) => RequestedFile::Broken(vec![RenderProblem::Theme(problem)]),
        });
    }
    let caught = Mutex::new(None);
    let catch = |artifact: Artifact| {
        if artifact.path == path
            && let Ok(mut caught) = caught.lock()
        {
            *caught = Some(artifact);
        }
        Ok(())
    };
    let problems = match FORMATS.iter().find(|format| (format.makes)(inputs, path)) {
        Some(format) => (format.render)(inputs, &catch)?,
        None if path == leaflets_json::PATH => {
            leaflets_json::render(inputs, &leaflets_json::FormatFiles::new(), &catch)?;
            Vec::new()
        }
        None => return Ok(RequestedFile::Nothing),
    };
    Ok(match caught.into_inner().unwrap_or_default() {
        Some(artifact) => RequestedFile::Made(artifact),
        None if problems.is_empty() => RequestedFile::Nothing,
        None => RequestedFile::Broken(problems),
    })
}

fn is_copy(inputs: &RenderContext<'_>, path: &str) -> bool {
    let mut assets = inputs.theme.assets().iter();
    assets.any(|(known, _)| known == path) || inputs.site.files().iter().any(|(_, known)| known == path)
}

/// The theme's assets, and the files that are copied.
fn copies(inputs: &RenderContext<'_>, sink: ArtifactSink<'_>) -> Result<Vec<RenderProblem>, Failure> {
    for (path, bytes) in inputs.theme.assets() {
        sink(Artifact { path: path.clone(), body: Body::Bytes(bytes.clone()) })?;
    }
    for (source, path) in inputs.site.files() {
        let file = inputs.site.library.sources.file(*source);
        let place = file.on_disk.clone();
        // Files in `content/static` are copied unchanged.
        let body = match file.role == FileRole::Asset && file.picture().is_some() {
            true => Body::PictureOf(place),
            false => Body::CopyOf(place),
        };
        sink(Artifact { path: path.clone(), body })?;
    }
    Ok(Vec::new())
}
