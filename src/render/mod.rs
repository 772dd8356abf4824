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

use rayon::prelude::*;

use crate::artifact::{Artifact, Body};
use crate::failure::Failure;
use crate::met::Met;
use crate::source::Role;
pub use formats::{LeafletFormat, Made, Written, chosen as chosen_formats, lacking as lacking_formats};
pub use inputs::{Facts, Gap, Inputs, RuleName, Sink};

/// What a site has besides its pages: makes its files, and says what it met.
struct Format {
    render: fn(&Inputs<'_>, Sink<'_>) -> Result<Vec<Met>, Failure>,
}

/// All of these. A new one is a file here and a line in this table.
static FORMATS: &[Format] = &[
    Format { render: sitemap::render },
    Format { render: feed::render },
    Format { render: robots::render },
    Format { render: search::render },
    Format { render: headers::render },
    Format { render: hosting::render },
    Format { render: copies },
];

/// Renders everything; says what it met that an author must mend.
///
/// # Errors
/// Where the sink cannot take a file.
pub fn run(inputs: &Inputs<'_>, sink: Sink<'_>) -> Result<Vec<Met>, Failure> {
    let (pages, others) = rayon::join(
        || html::render(inputs, sink),
        || FORMATS.par_iter().map(|format| (format.render)(inputs, sink)).collect::<Result<Vec<_>, _>>(),
    );
    let html::Pages { met, formats } = pages?;
    leaflets_json::render(inputs, &formats, sink)?;
    let mut problems: Vec<Met> = met.into_iter().chain(others?.into_iter().flatten()).collect();
    problems.extend(formats::demanded(inputs));
    problems.sort_by_cached_key(Met::order);
    problems.dedup();
    Ok(problems)
}

/// The theme's style and script, and the files that are copied.
fn copies(inputs: &Inputs<'_>, sink: Sink<'_>) -> Result<Vec<Met>, Failure> {
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
