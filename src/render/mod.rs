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

use rayon::prelude::*;

use crate::artifact::{Artifact, Body};
use crate::failure::Failure;
use crate::source::Role;
use crate::theme::ThemeProblem;
pub use inputs::{Facts, Gap, Inputs, RuleName, Sink};

/// An output format: makes its files, and says what it met.
struct Format {
    render: fn(&Inputs<'_>, Sink<'_>) -> Result<Vec<ThemeProblem>, Failure>,
}

/// All formats. A new one is a file here and a line in this table.
static FORMATS: &[Format] = &[
    Format { render: html::render },
    Format { render: sitemap::render },
    Format { render: feed::render },
    Format { render: robots::render },
    Format { render: leaflets_json::render },
    Format { render: search::render },
    Format { render: headers::render },
    Format { render: hosting::render },
    Format { render: copies },
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
