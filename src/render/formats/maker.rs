//! Makes the files of some leaflets. Unchanged files are taken from the cache; others are made, compared with the page
//! and cached.

use super::context::FormatContext;
use super::essentials;
use super::expected_text::ExpectedText;
use super::format::LeafletFormat;
use super::format_outcome::FormatOutcome;
use super::key::FormatKeys;
use crate::diagnostic::Failure;
use crate::library::ManuscriptId;
use crate::render::render_context::{ArtifactSink, RenderContext};
use crate::render::view::{LeafletView, ViewBuilder};
use crate::rendering::Host;
use crate::rendering::{Artifact, Body};
use crate::rendering::{FormatFault, FormatProblem, RenderProblem};
use crate::site::Address;

/// The name of the page in problems.
const PAGE: &str = "page";

/// The maximum length of a slug in file names, in bytes.
const MAX_SLUG_BYTES: usize = 230;

/// Makes the other formats of leaflets.
pub(in crate::render) struct Maker<'a> {
    context: FormatContext<'a>,
    formats: Vec<&'static LeafletFormat>,
    views: ViewBuilder<'a>,
    keys: FormatKeys,
}

/// The other formats of one leaflet.
#[derive(Default)]
pub(in crate::render) struct LeafletFiles {
    pub files: Vec<FormatFile>,
    /// Problems that an author must fix.
    pub met: Vec<RenderProblem>,
    /// The leaflet, and the text that its page must have.
    said: Option<(ManuscriptId, ExpectedText)>,
}

/// A file of a leaflet.
pub(in crate::render) struct FormatFile {
    pub format: &'static LeafletFormat,
    /// The path in the site.
    pub path: String,
    /// The size in bytes.
    pub size: u64,
}

impl FormatFile {
    /// The address relative to the root of the site.
    pub fn address(&self) -> String {
        Address::folder(self.path.as_str()).in_links(false)
    }
}

impl LeafletFiles {
    /// Checks that the page of the leaflet has the whole text; the theme may leave it out.
    pub fn page_differs(&self, inputs: &RenderContext<'_>, html: &str) -> Option<RenderProblem> {
        let (view, said) = self.said.as_ref()?;
        Some(RenderProblem::Format(problem(inputs, *view, PAGE, said.page_differs(html)?)))
    }
}

impl<'a> Maker<'a> {
    /// `formats` are those of the site.
    ///
    /// # Errors
    /// If the logo cannot be read.
    pub fn new(
        inputs: &'a RenderContext<'a>,
        machine: &'a dyn Host,
        formats: Vec<&'static LeafletFormat>,
    ) -> Result<Self, Failure> {
        let views = ViewBuilder::new(inputs, false);
        let keys = FormatKeys::new(inputs, machine)?;
        let context = FormatContext::new(inputs, machine);
        Ok(Self { context, formats, views, keys })
    }

    /// Makes the files of some leaflets and passes them to the sink.
    ///
    /// # Errors
    /// If the sink cannot take a file, or the machine fails.
    pub fn make(&self, leaflets: &[ManuscriptId], sink: ArtifactSink<'_>) -> Result<Vec<LeafletFiles>, Failure> {
        let views: Vec<Option<LeafletView<'a>>> = leaflets.iter().map(|id| self.views.alone(*id)).collect();
        let mut made: Vec<LeafletFiles> = Vec::new();
        let mut keys = Vec::new();
        for view in &views {
            let said = view.as_ref().map(|view| (view.leaflet.0, ExpectedText::of(view)));
            made.push(LeafletFiles { said, ..LeafletFiles::default() });
            keys.push(
                view.as_ref().map(|view| self.keys.of(self.context.inputs, self.context.machine, view)).transpose()?,
            );
        }
        for format in &self.formats {
            let mut missing = Vec::new();
            for (index, keys) in keys.iter().enumerate() {
                let (Some(keys), Some(view)) = (keys, &views[index]) else { continue };
                match self.context.machine.get(&keys.key(format.name)) {
                    Some(kept) => {
                        let file = self.file(format, view.leaflet.0, kept.size);
                        sink(Artifact { path: file.path.clone(), body: Body::Cached(kept.place) })?;
                        made[index].files.push(file);
                    }
                    None => missing.push((index, view, keys)),
                }
            }
            if missing.is_empty() {
                continue;
            }
            let views: Vec<&LeafletView<'_>> = missing.iter().map(|(_, view, _)| *view).collect();
            let written = (format.make)(&self.context, &views)?;
            for ((index, view, keys), written) in missing.into_iter().zip(written) {
                let leaflet = &mut made[index];
                let written = match written {
                    FormatOutcome::Left => continue,
                    FormatOutcome::Problems(problems) => {
                        leaflet.met.extend(problems);
                        continue;
                    }
                    FormatOutcome::File(written) => written,
                };
                let left_out = written.said.as_ref().map(|said| {
                    let words = format!("words/{}.yaml", view.words.language.tag());
                    essentials::left_out(self.context.inputs, view, said, format.name, &words)
                });
                if let Some(left_out) = left_out.filter(|left_out| !left_out.is_empty()) {
                    leaflet.met.extend(left_out);
                    continue;
                }
                let differs = leaflet.said.as_ref().zip(written.said.as_ref());
                let differs = differs.and_then(|((_, said), written)| said.differs(written));
                if let Some(fault) = differs {
                    leaflet.met.push(RenderProblem::Format(problem(
                        self.context.inputs,
                        view.leaflet.0,
                        format.name,
                        fault,
                    )));
                    continue;
                }
                let file = self.file(format, view.leaflet.0, written.bytes.len() as u64);
                let body = match self.context.machine.put(&keys.key(format.name), &written.bytes) {
                    Some(kept) => Body::Cached(kept.place),
                    None => Body::Bytes(written.bytes),
                };
                sink(Artifact { path: file.path.clone(), body })?;
                leaflet.files.push(file);
            }
        }
        // In the order of the table, whether or not they were cached.
        for leaflet in &mut made {
            leaflet.files.sort_by_key(|file| self.formats.iter().position(|format| format.name == file.format.name));
        }
        Ok(made)
    }

    fn file(&self, format: &'static LeafletFormat, leaflet: ManuscriptId, size: u64) -> FormatFile {
        let site = self.context.inputs.site;
        let page = site.address(leaflet).map(|address| address.file()).unwrap_or_default();
        let folder = page.strip_suffix("index.html").unwrap_or_default();
        let slug = shortened(&site.library.manuscript(leaflet).slug);
        FormatFile { format, path: format!("{folder}{slug}{}", format.ending()), size }
    }
}

/// A slug that is short enough for file names, which most file systems limit to 255 bytes.
fn shortened(slug: &str) -> &str {
    &slug[..slug.floor_char_boundary(MAX_SLUG_BYTES)]
}

/// A problem with a format of a leaflet, reported at the title.
pub(in crate::render) fn problem(
    inputs: &RenderContext<'_>,
    leaflet: ManuscriptId,
    format: &'static str,
    fault: FormatFault,
) -> FormatProblem {
    let manuscript = inputs.site.library.manuscript(leaflet);
    let range = manuscript.front_matter.title.as_ref().map(|title| title.range).unwrap_or_default();
    FormatProblem { source: manuscript.source, range, format, fault }
}
