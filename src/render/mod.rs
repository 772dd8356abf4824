//! From the plan of a site to its files.

mod feed;
mod headers;
mod hosting;
mod html;
mod inputs;
mod leaflets_json;
mod robots;
mod search;
mod sitemap;

use std::sync::Mutex;

use rayon::prelude::*;

use crate::artifact::{Artifact, Body};
use crate::failure::Failure;
use crate::source::Role;
use crate::theme::ThemeProblem;
pub use inputs::{Facts, Gap, Inputs, RuleName, Sink};

/// An output format: makes its files, and says what it met.
struct Format {
    /// Whether a file of the site is one of its own.
    makes: fn(&Inputs<'_>, &str) -> bool,
    render: fn(&Inputs<'_>, Sink<'_>) -> Result<Vec<ThemeProblem>, Failure>,
}

/// All formats. A new one is a file here and a line in this table.
static FORMATS: &[Format] = &[
    Format { makes: |inputs, path| inputs.site.page_at(path).is_some(), render: html::render },
    Format { makes: |_, path| path.starts_with("sitemap") && path.ends_with(".xml"), render: sitemap::render },
    Format { makes: |_, path| path == "feed.xml", render: feed::render },
    Format { makes: |_, path| path == "robots.txt", render: robots::render },
    Format { makes: |_, path| path == "leaflets.json", render: leaflets_json::render },
    Format { makes: |_, path| path.starts_with("search/") && path.ends_with(".js"), render: search::render },
    Format { makes: |_, path| path == "_headers", render: headers::render },
    Format { makes: |_, path| path == "_redirects" || path.starts_with("_hosting/"), render: hosting::render },
    Format { makes: is_copy, render: copies },
];

/// Renders everything; says what it met that an author must mend.
///
/// # Errors
/// Where the sink cannot take a file.
pub fn run(inputs: &Inputs<'_>, sink: Sink<'_>) -> Result<Vec<ThemeProblem>, Failure> {
    let met = FORMATS.par_iter().map(|format| (format.render)(inputs, sink));
    let mut problems: Vec<ThemeProblem> = met.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
    problems.sort_by(|a, b| (&a.file, a.range, &a.detail).cmp(&(&b.file, b.range, &b.detail)));
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
    Broken(Vec<ThemeProblem>),
    /// The site has no such file.
    Nothing,
}

/// Renders one file of the site.
///
/// # Errors
/// Where the file cannot be made for another reason than a mistake in the theme.
pub fn one(inputs: &Inputs<'_>, path: &str) -> Result<Asked, Failure> {
    if let Some(page) = inputs.site.page_at(path) {
        return Ok(match html::one(inputs, page) {
            Ok(html) => Asked::Made(Artifact::text(path, html)),
            Err(problem) => Asked::Broken(vec![problem]),
        });
    }
    let Some(format) = FORMATS.iter().find(|format| (format.makes)(inputs, path)) else { return Ok(Asked::Nothing) };
    let caught = Mutex::new(None);
    let problems = (format.render)(inputs, &|artifact| {
        if artifact.path == path
            && let Ok(mut caught) = caught.lock()
        {
            *caught = Some(artifact);
        }
        Ok(())
    })?;
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
fn copies(inputs: &Inputs<'_>, sink: Sink<'_>) -> Result<Vec<ThemeProblem>, Failure> {
    for (path, bytes) in inputs.theme.assets() {
        sink(Artifact { path: path.clone(), body: Body::Bytes(bytes.clone()) })?;
    }
    for (source, path) in &inputs.site.files {
        let file = inputs.site.library.sources.file(*source);
        let place = file.on_disk.clone();
        // What lies in `content/static` is copied as it stands.
        let body = match file.role == Role::Asset && file.picture().is_some() {
            true => Body::PictureOf(place),
            false => Body::CopyOf(place),
        };
        sink(Artifact { path: path.clone(), body })?;
    }
    Ok(Vec::new())
}
