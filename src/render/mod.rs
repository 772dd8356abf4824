//! From the plan of a site to its files.

mod comparison;
mod crisis_block;
mod feed;
mod formats;
mod headers;
mod hosting;
mod html;
mod inputs;
mod leaflets_json;
mod origin;
pub mod reading;
mod robots;
mod search;
mod sitemap;
mod ways;

use std::sync::Mutex;

use rayon::prelude::*;

use crate::artifact::{Artifact, Body};
use crate::failure::Failure;
use crate::render_problem::RenderProblem;
use crate::source::FileRole;
pub use formats::{LeafletFormat, Made, Written, chosen as chosen_formats, lacking as lacking_formats};
pub use inputs::{Facts, Gap, Inputs, RuleName, Sink};

/// What a site has besides its pages: makes its files, and says what it met.
struct Format {
    /// Whether a file of the site is one of its own.
    makes: fn(&Inputs<'_>, &str) -> bool,
    render: fn(&Inputs<'_>, Sink<'_>) -> Result<Vec<RenderProblem>, Failure>,
}

/// All of these. A new one is a file here and a line in this table.
static FORMATS: &[Format] = &[
    Format { makes: |_, path| path.starts_with("sitemap") && path.ends_with(".xml"), render: sitemap::render },
    Format { makes: |_, path| path == "feed.xml", render: feed::render },
    Format { makes: |_, path| path == "robots.txt", render: robots::render },
    Format { makes: |_, path| path.starts_with("search/") && path.ends_with(".js"), render: search::render },
    Format { makes: |_, path| path == "_headers", render: headers::render },
    Format { makes: |_, path| path == "_redirects" || path.starts_with("_hosting/"), render: hosting::render },
    Format { makes: is_copy, render: copies },
];

/// Renders everything; says what it met that an author must mend.
///
/// # Errors
/// Where the sink cannot take a file.
pub fn run(inputs: &Inputs<'_>, sink: Sink<'_>) -> Result<Vec<RenderProblem>, Failure> {
    let (pages, others) = rayon::join(
        || html::render(inputs, sink),
        || FORMATS.par_iter().map(|format| (format.render)(inputs, sink)).collect::<Result<Vec<_>, _>>(),
    );
    let html::Pages { met, formats, left } = pages?;
    let (listed, ()) = rayon::join(|| leaflets_json::render(inputs, &formats, sink), || drop(left));
    listed?;
    let mut problems: Vec<RenderProblem> = met.into_iter().chain(others?.into_iter().flatten()).collect();
    problems.extend(formats::demanded(inputs));
    problems.sort_by_cached_key(RenderProblem::order);
    problems.dedup();
    Ok(problems)
}

/// The index of the search alone, for those who measure how long it takes.
///
/// # Errors
/// Where the sink cannot take a file.
pub fn search_index(inputs: &Inputs<'_>, sink: Sink<'_>) -> Result<(), Failure> {
    search::render(inputs, sink).map(drop)
}

/// What there is where one file of the site is asked for.
pub enum Asked {
    /// The file.
    Made(Artifact),
    /// Mistakes in the theme: the file cannot be made.
    Broken(Vec<RenderProblem>),
    /// The site has no such file.
    Nothing,
}

/// Renders one file of the site. Other formats of leaflets are none of them: they take too long for who only looks.
///
/// # Errors
/// Where the file cannot be made for another reason than a mistake in the theme.
pub fn one(inputs: &Inputs<'_>, path: &str) -> Result<Asked, Failure> {
    if let Some(page) = inputs.site.page_at(path) {
        return Ok(match html::one(inputs, page) {
            Ok(html) => Asked::Made(Artifact::text(path, html)),
            Err(problem) => Asked::Broken(vec![RenderProblem::Theme(problem)]),
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
            leaflets_json::render(inputs, &leaflets_json::Formats::new(), &catch)?;
            Vec::new()
        }
        None => return Ok(Asked::Nothing),
    };
    Ok(match caught.into_inner().unwrap_or_default() {
        Some(artifact) => Asked::Made(artifact),
        None if problems.is_empty() => Asked::Nothing,
        None => Asked::Broken(problems),
    })
}

fn is_copy(inputs: &Inputs<'_>, path: &str) -> bool {
    let mut assets = inputs.theme.assets().iter();
    assets.any(|(known, _)| known == path) || inputs.site.files.iter().any(|(_, known)| known == path)
}

/// The theme's style and script, and the files that are copied.
fn copies(inputs: &Inputs<'_>, sink: Sink<'_>) -> Result<Vec<RenderProblem>, Failure> {
    for (path, bytes) in inputs.theme.assets() {
        sink(Artifact { path: path.clone(), body: Body::Bytes(bytes.clone()) })?;
    }
    for (source, path) in &inputs.site.files {
        let file = inputs.site.library.sources.file(*source);
        let place = file.on_disk.clone();
        // What lies in `content/static` is copied as it stands.
        let body = match file.role == FileRole::Asset && file.picture().is_some() {
            true => Body::PictureOf(place),
            false => Body::CopyOf(place),
        };
        sink(Artifact { path: path.clone(), body })?;
    }
    Ok(Vec::new())
}
