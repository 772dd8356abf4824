//! What web hosts are told: old addresses that lead on, archived leaflets that are gone, and headers.
//!
//! `_redirects` is read by Netlify and Cloudflare Pages where it lies. For other hosts there are files in `_hosting/`,
//! which do nothing until somebody puts them where such a host looks.

mod apache;
mod iis;
mod nginx;
mod redirects;
mod rules;

use super::render_context::{ArtifactSink, RenderContext};
use crate::artifact::Artifact;
use crate::failure::Failure;
use crate::render_problem::RenderProblem;
use rules::HostRules;

/// A file, and what makes its text.
type HostFile = (&'static str, fn(&HostRules) -> String);

/// The files for hosts that look for rules elsewhere.
static FILES: &[HostFile] = &[
    ("_hosting/nginx.conf", nginx::text),
    ("_hosting/apache.htaccess", apache::text),
    ("_hosting/iis-web.config", iis::text),
];

pub(super) fn render(inputs: &RenderContext<'_>, sink: ArtifactSink<'_>) -> Result<Vec<RenderProblem>, Failure> {
    let rules = HostRules::of(inputs);
    if !rules.is_empty() {
        sink(Artifact::text("_redirects", redirects::text(&rules)))?;
    }
    for (path, text) in FILES {
        sink(Artifact::text(*path, text(&rules)))?;
    }
    Ok(Vec::new())
}
