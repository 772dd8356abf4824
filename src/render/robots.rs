//! `robots.txt`. Archived leaflets are not excluded by it: search engines must be able to read their `noindex`.

use super::render_context::{ArtifactSink, RenderContext};
use crate::diagnostic::Failure;
use crate::rendering::Artifact;
use crate::rendering::RenderProblem;

pub(super) fn render(inputs: &RenderContext<'_>, sink: ArtifactSink<'_>) -> Result<Vec<RenderProblem>, Failure> {
    let sitemap = inputs.base_url.map(|base| format!("Sitemap: {base}sitemap.xml\n")).unwrap_or_default();
    sink(Artifact::text("robots.txt", format!("User-agent: *\nAllow: /\n{sitemap}")))?;
    Ok(Vec::new())
}
