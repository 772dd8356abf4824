//! The files of some leaflets: taken from the build before where nothing changed, else made, compared with the page, kept.

use super::essentials;
use super::format::LeafletFormat;
use super::key::Keys;
use super::made::Made;
use super::said::Said;
use crate::artifact::{Artifact, Body};
use crate::failure::Failure;
use crate::host::Host;
use crate::library::ManuscriptId;
use crate::render::inputs::{Inputs, Sink};
use crate::render::reading::{Reading, Readings};
use crate::render_problem::{FormatFault, FormatProblem, RenderProblem};
use crate::site::Address;

/// What the page itself is called in what is said of it.
const PAGE: &str = "page";

/// So many bytes of a slug the names of files have, at most.
const MAX_SLUG_BYTES: usize = 230;

/// Makes the other formats of leaflets.
pub(in crate::render) struct Maker<'a> {
    inputs: &'a Inputs<'a>,
    machine: &'a dyn Host,
    readings: Readings<'a>,
    keys: Keys,
}

/// The other formats of one leaflet.
#[derive(Default)]
pub(in crate::render) struct LeafletFiles {
    /// Those that were made.
    pub files: Vec<FormatFile>,
    /// What must be mended.
    pub met: Vec<RenderProblem>,
    /// The leaflet, and what its page must say.
    said: Option<(ManuscriptId, Said)>,
}

/// A file of a leaflet.
pub(in crate::render) struct FormatFile {
    pub format: &'static LeafletFormat,
    /// Its path in the site.
    pub path: String,
    /// How many bytes it has.
    pub size: u64,
}

impl FormatFile {
    /// Its address, from the root of the site.
    pub fn address(&self) -> String {
        Address::folder(self.path.as_str()).in_links(false)
    }
}

impl LeafletFiles {
    /// What the page of the leaflet does not say, where the theme leaves it out.
    pub fn page_differs(&self, inputs: &Inputs<'_>, html: &str) -> Option<RenderProblem> {
        let (reading, said) = self.said.as_ref()?;
        Some(RenderProblem::Format(problem(inputs, *reading, PAGE, said.page_differs(html)?)))
    }
}

impl<'a> Maker<'a> {
    /// None where the site has no other formats: then no leaflet is read for them either.
    ///
    /// # Errors
    /// Where the logo cannot be read.
    pub fn new(inputs: &'a Inputs<'a>) -> Result<Option<Self>, Failure> {
        let Some(machine) = inputs.machine.filter(|_| !inputs.formats.is_empty()) else { return Ok(None) };
        let keys = Keys::new(inputs, machine)?;
        Ok(Some(Self { inputs, machine, readings: Readings::new(inputs), keys }))
    }

    /// Makes the files of some leaflets and hands them over.
    ///
    /// # Errors
    /// Where the sink cannot take a file, or the machine cannot do what it should.
    pub fn make(&self, leaflets: &[ManuscriptId], sink: Sink<'_>) -> Result<Vec<LeafletFiles>, Failure> {
        let readings: Vec<Option<Reading<'a>>> = leaflets.iter().map(|id| self.readings.of(*id)).collect();
        let mut made: Vec<LeafletFiles> = Vec::new();
        let mut keys = Vec::new();
        for reading in &readings {
            let said = reading.as_ref().map(|reading| (reading.leaflet, Said::of(reading)));
            made.push(LeafletFiles { said, ..LeafletFiles::default() });
            keys.push(reading.as_ref().map(|reading| self.keys.of(self.inputs, self.machine, reading)).transpose()?);
        }
        for format in &self.inputs.formats {
            let mut missing = Vec::new();
            for (index, keys) in keys.iter().enumerate() {
                let (Some(keys), Some(reading)) = (keys, &readings[index]) else { continue };
                match self.machine.get(&keys.key(format.name)) {
                    Some(kept) => {
                        let file = self.file(format, reading.leaflet, kept.size);
                        sink(Artifact { path: file.path.clone(), body: Body::Cached(kept.place) })?;
                        made[index].files.push(file);
                    }
                    None => missing.push((index, reading, keys)),
                }
            }
            if missing.is_empty() {
                continue;
            }
            let readings: Vec<&Reading<'_>> = missing.iter().map(|(_, reading, _)| *reading).collect();
            let written = (format.make)(self.inputs, self.machine, &readings)?;
            for ((index, reading, keys), written) in missing.into_iter().zip(written) {
                let leaflet = &mut made[index];
                let written = match written {
                    Made::Left => continue,
                    Made::Problems(problems) => {
                        leaflet.met.extend(problems);
                        continue;
                    }
                    Made::File(written) => written,
                };
                let left_out = written.said.as_ref().map(|said| {
                    let words = format!("words/{}.yaml", reading.words.language.tag());
                    essentials::left_out(self.inputs, reading, said, format.name, &words)
                });
                if let Some(left_out) = left_out.filter(|left_out| !left_out.is_empty()) {
                    leaflet.met.extend(left_out);
                    continue;
                }
                let differs = leaflet.said.as_ref().zip(written.said.as_ref());
                let differs = differs.and_then(|((_, said), written)| said.differs(written));
                if let Some(fault) = differs {
                    leaflet.met.push(RenderProblem::Format(problem(self.inputs, reading.leaflet, format.name, fault)));
                    continue;
                }
                let file = self.file(format, reading.leaflet, written.bytes.len() as u64);
                let body = match self.machine.put(&keys.key(format.name), &written.bytes) {
                    Some(kept) => Body::Cached(kept.place),
                    None => Body::Bytes(written.bytes),
                };
                sink(Artifact { path: file.path.clone(), body })?;
                leaflet.files.push(file);
            }
        }
        // In the order of the table, whichever of them had been kept.
        for leaflet in &mut made {
            leaflet
                .files
                .sort_by_key(|file| self.inputs.formats.iter().position(|format| format.name == file.format.name));
        }
        Ok(made)
    }

    fn file(&self, format: &'static LeafletFormat, leaflet: ManuscriptId, size: u64) -> FormatFile {
        let site = self.inputs.site;
        let page = site.address(leaflet).map(|address| address.file()).unwrap_or_default();
        let folder = page.strip_suffix("index.html").unwrap_or_default();
        let slug = shortened(&site.library.manuscript(leaflet).slug);
        FormatFile { format, path: format!("{folder}{slug}{}", format.ending), size }
    }
}

/// A slug as files can begin with it: disks take names of 255 bytes, endings included.
fn shortened(slug: &str) -> &str {
    &slug[..slug.floor_char_boundary(MAX_SLUG_BYTES)]
}

/// Something wrong with a format of a leaflet, shown at its title.
pub(in crate::render) fn problem(
    inputs: &Inputs<'_>,
    leaflet: ManuscriptId,
    format: &'static str,
    fault: FormatFault,
) -> FormatProblem {
    let manuscript = inputs.site.library.manuscript(leaflet);
    let range = manuscript.front_matter.title.as_ref().map(|title| title.range).unwrap_or_default();
    FormatProblem { source: manuscript.source, range, format, fault }
}
