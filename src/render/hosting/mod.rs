//! Rules for web hosts: redirects of old addresses, archived leaflets that are gone, and headers.
//!
//! Netlify and Cloudflare Pages read `_redirects` in the root of the site. The files for other hosts are in
//! `_hosting/`, and have no effect until they are installed.

mod apache;
mod iis;
mod nginx;
mod redirects;
mod rules;

use super::render_context::{ArtifactSink, RenderContext};
use crate::diagnostic::Failure;
use crate::rendering::Artifact;
use crate::rendering::RenderProblem;
use rules::HostRules;

/// The path of a file, and the function that writes its text.
type HostFile = (&'static str, fn(&HostRules) -> String);

/// The files for hosts that are configured elsewhere.
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
