//! `_headers`: the headers that hosts such as Netlify and Cloudflare Pages send with every file. A file with this name
//! in `content/static` replaces it.

use super::render_context::{ArtifactSink, RenderContext};
use crate::diagnostic::Failure;
use crate::rendering::Artifact;
use crate::rendering::RenderProblem;
use crate::rendering::security;
use crate::site::{base_path, encode};

pub(super) fn render(inputs: &RenderContext<'_>, sink: ArtifactSink<'_>) -> Result<Vec<RenderProblem>, Failure> {
    if inputs.site.library.sources.find(security::OWN_HEADERS).is_none() {
        let lines = security::headers().map(|(name, value)| format!("  {name}: {value}\n"));
        let base = encode(&inputs.base_url.map_or_else(|| "/".to_owned(), base_path));
        sink(Artifact::text("_headers", format!("{base}*\n{}", lines.concat())))?;
    }
    Ok(Vec::new())
}
