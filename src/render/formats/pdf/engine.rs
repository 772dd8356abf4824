//! The typesetter that all leaflets of a build share: fonts, templates and the standard library.

use std::collections::HashMap;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::layout::Abs;
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, FontInstance, FontVariations};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

use crate::render::qr::{QrCodes, QrPath};
use crate::site::Address;
use crate::theme::{FOOT_ON_PAPER, LEAFLET_ON_PAPER, Paper};

/// The standard library, with the features that mark header cells of tables for screen readers.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let features = [Feature::A11yExtras].into_iter().collect();
    LazyHash::new(Library::builder().with_features(features).build())
});

/// Noto Sans, which has Latin, Greek and Cyrillic letters.
static BUILT_IN: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let files = [notosans::REGULAR_TTF, notosans::ITALIC_TTF, notosans::BOLD_TTF, notosans::BOLD_ITALIC_TTF];
    files.into_iter().flat_map(|bytes| Font::iter(Bytes::new(bytes))).collect()
});

/// The bold font, which is the widest of them.
static BOLD: LazyLock<Option<FontInstance>> = LazyLock::new(|| {
    let bold = BUILT_IN.get(2)?;
    Some(bold.clone().instantiate(bold.info().variant, Abs::pt(14.0), &FontVariations::default()))
});

static ASCII: LazyLock<[f32; 128]> = LazyLock::new(|| std::array::from_fn(|letter| advance(char::from(letter as u8))));

/// The advance width of a letter, in ems. A letter of another script is assumed to be as wide as it is high.
fn advance(letter: char) -> f32 {
    let known = BOLD.as_ref().and_then(|bold| bold.x_advance(bold.ttf().glyph_index(letter)?.0));
    known.map_or(1.0, |advance| advance.get() as f32)
}

#[derive(Clone, Copy, Debug)]
pub(super) enum PdfTemplate {
    Leaflet,
    /// The footers of its pages.
    Foot,
}

/// The typesetter that all leaflets of a build share.
pub struct PdfEngine {
    fonts: Vec<Font>,
    book: LazyHash<FontBook>,
    /// The names of the font families: the built-in one first, then those of the theme.
    pub families: Vec<String>,
    /// The files of each template and of its data.
    leaflet: (FileId, FileId),
    foot: (FileId, FileId),
    /// The file of the data that leaflets share.
    look: FileId,
    templates: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
    /// The QR codes of short addresses; `None` if the web address of the site is not known.
    codes: Option<QrCodes>,
}

impl PdfEngine {
    /// Loads the files of a theme. `None` if one of their names is not valid in templates.
    pub fn new(paper: &Paper, codes: Option<QrCodes>) -> Option<Self> {
        let mut fonts = BUILT_IN.clone();
        for (_, bytes) in &paper.fonts {
            fonts.extend(Font::iter(Bytes::new(bytes.clone())));
        }
        let mut families: Vec<String> = Vec::new();
        for font in &fonts {
            if !families.contains(&font.info().family) {
                families.push(font.info().family.clone());
            }
        }
        let (mut templates, mut files) = (HashMap::new(), HashMap::new());
        for (name, bytes) in &paper.templates {
            let id = file_id(name)?;
            match std::str::from_utf8(bytes) {
                Ok(text) if name.ends_with(".typ") => drop(templates.insert(id, Source::new(id, text.to_owned()))),
                _ => drop(files.insert(id, Bytes::new(bytes.clone()))),
            }
        }
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        let leaflet = (file_id(LEAFLET_ON_PAPER)?, file_id("pdf/leaflet.json")?);
        let foot = (file_id(FOOT_ON_PAPER)?, file_id("pdf/foot.json")?);
        let look = file_id("pdf/look.json")?;
        Some(Self { fonts, book, families, leaflet, foot, look, templates, files, codes })
    }

    /// The QR code of the short address of a leaflet; `None` if there is no such address, or if it is too long.
    pub fn code(&self, reference: &str) -> Option<QrPath> {
        self.codes.as_ref()?.outline(&Address::short(reference).in_links(false))
    }

    /// Whether any font has a glyph for a character.
    pub fn has(&self, character: char) -> bool {
        self.fonts.iter().any(|font| font.info().coverage.contains(u32::from(character)))
    }

    /// The maximum advance width of a letter, in ems: bold letters are the widest.
    pub fn advance(&self, letter: char) -> f32 {
        ASCII.get(letter as usize).copied().unwrap_or_else(|| advance(letter))
    }
}

/// The id of a file for templates. Ids are never freed, so only a few names may be used.
pub(super) fn file_id(name: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(name).ok()?).intern())
}

/// Provides the files for compiling a template.
pub(super) struct LeafletWorld<'a> {
    /// The typesetter.
    pub engine: &'a PdfEngine,
    pub part: PdfTemplate,
    /// Its data, as JSON.
    pub data: Bytes,
    /// The data that leaflets share, as JSON.
    pub look: Bytes,
    pub pictures: Vec<(FileId, Bytes)>,
}

impl LeafletWorld<'_> {
    fn files(&self) -> (FileId, FileId) {
        match self.part {
            PdfTemplate::Leaflet => self.engine.leaflet,
            PdfTemplate::Foot => self.engine.foot,
        }
    }
}

impl World for LeafletWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.engine.book
    }

    fn main(&self) -> FileId {
        self.files().0
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.engine.templates.get(&id).cloned().ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.files().1 {
            return Ok(self.data.clone());
        } else if id == self.engine.look {
            return Ok(self.look.clone());
        }
        let picture = self.pictures.iter().find(|(known, _)| *known == id).map(|(_, bytes)| bytes);
        let template = || self.engine.templates.get(&id).map(|source| Bytes::from_string(source.clone()));
        let file = picture.or_else(|| self.engine.files.get(&id)).cloned();
        file.or_else(template).ok_or_else(|| missing(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.engine.fonts.get(index).cloned()
    }

    /// Leaflets must not depend on the day they are built.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}
