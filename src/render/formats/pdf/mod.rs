//! PDF: for paper, and for readers of PDF who see, hear or feel it. Tagged and laid out by typst, which enforces PDF/UA-1.

mod budget;
mod content;
mod heard;
mod letters;
mod press;
mod reading_order;
mod square;
mod tables;

use serde_json::{Map, Value};
use typst::WorldExt as _;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Bytes, Smart};
use typst::layout::Point;
use typst_layout::{Page, PagedDocument};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::essentials;
use super::made::{Made, Written};
use super::maker::problem;
use super::said::parts_of;
use crate::failure::Failure;
use crate::host::Host;
use crate::picture::PictureFormat;
use crate::qr::QrCodes;
use crate::render::inputs::Inputs;
use crate::render::reading::Reading;
use crate::render_problem::{FormatExcess, FormatFault, FormatLimit, MissingCapability, RenderProblem};
use crate::site::Address;
use crate::source::{SourceId, TextRange};
use crate::theme::LEAFLET_ON_PAPER;
use budget::{PAGES, excess};
use content::{Content, Shared, content};
use heard::Heard;
pub use press::Press;
use press::{Part, Sheet, file_id};
use reading_order::in_reading_order;

/// What typst remembers of a leaflet helps with the next ones. It is forgotten when each thread has made so many without use of it:
/// a leaflet takes about ten megabytes of memory until then.
const REMEMBERED: usize = 2;

/// The name of print of the usual size.
pub(in crate::render::formats) const USUAL: &str = "pdf";
/// The name of large print.
pub(in crate::render::formats) const LARGE: &str = "large-print";

/// Every machine can.
pub(in crate::render::formats) fn can() -> Result<(), MissingCapability> {
    Ok(())
}

/// Makes the PDFs of some leaflets, in print of the size of this name.
///
/// # Errors
/// Where a picture cannot be read.
pub(in crate::render::formats) fn make(
    inputs: &Inputs<'_>,
    machine: &dyn Host,
    readings: &[&Reading<'_>],
    format: &'static str,
) -> Result<Vec<Made>, Failure> {
    let mut made = Vec::with_capacity(readings.len());
    for reading in readings {
        made.push(one(inputs, machine, reading, format)?);
        typst::comemo::evict(REMEMBERED * rayon::current_num_threads());
    }
    Ok(made)
}

fn one(inputs: &Inputs<'_>, machine: &dyn Host, reading: &Reading<'_>, format: &'static str) -> Result<Made, Failure> {
    let Some(press) = inputs.press.get_or_init(|| Press::new(&inputs.theme.paper, codes(inputs))) else {
        return Ok(Made::Left);
    };
    let met = |fault: FormatFault| {
        Made::Problems(vec![RenderProblem::Format(problem(inputs, reading.leaflet, format, fault))])
    };
    if let Some(excess) = excess(reading) {
        return Ok(met(FormatFault::TooLarge(excess)));
    }
    let sources = inputs.site.library.sources;
    let ending = |source: SourceId| sources.file(source).picture().and_then(|picture| ending(picture.format));
    let logo = logo(inputs).and_then(|logo| Some((logo, format!("logo.{}", ending(logo)?))));
    let name = reading.publisher.name.unwrap_or(reading.publisher.site);
    let shared = Shared {
        press,
        palette: &inputs.theme.palette,
        logo: logo.as_ref().map(|(_, file)| (file.as_str(), name)),
        ending: &ending,
    };
    let Content { data, look, pictures, missing, body, crisis, notes } = content(&shared, reading, format == LARGE);
    if !missing.is_empty() {
        // What one size of print lacks the other lacks too: once is enough.
        let is_told = format == LARGE && inputs.formats.iter().any(|format| format.name == USUAL);
        return Ok(if is_told { Made::Left } else { met(FormatFault::MissingGlyphs(missing)) });
    }
    let bytes = Bytes::from_string(data.to_string());
    let look = Bytes::from_string(look.to_string());
    let mut sheet = Sheet { press, part: Part::Leaflet, data: bytes, look: look.clone(), pictures: Vec::new() };
    for (source, name) in pictures.iter().chain(&logo) {
        let bytes = machine.picture(&sources.file(*source).on_disk)?;
        sheet.pictures.extend(file_id(&format!("pdf/{name}")).map(|id| (id, Bytes::new(bytes))));
    }
    let failed =
        |sheet: &Sheet<'_>, found: &[SourceDiagnostic]| match found.first().map(|fault| wrong(inputs, sheet, fault)) {
            Some(Wrong::Theme(problem)) => Made::Problems(vec![problem]),
            Some(Wrong::Leaflet(detail)) => met(FormatFault::NotMade(detail)),
            None => Made::Left,
        };
    let document = match typst::compile::<PagedDocument>(&sheet).output {
        Ok(document) => document,
        Err(found) => return Ok(failed(&sheet, &found)),
    };
    let pages: Vec<Page> = document.pages().iter().map(page_in_order).collect();
    let heard = Heard::of(&pages);
    let left_out = essentials::left_out(inputs, reading, &heard.letters(), format, LEAFLET_ON_PAPER);
    if !left_out.is_empty() {
        return Ok(Made::Problems(left_out));
    }
    if let Some(fault) = heard.lacks(&parts_of(reading, &crisis, &body, &notes)) {
        return Ok(met(fault));
    }
    if pages.len() > PAGES {
        let excess = FormatExcess { what: FormatLimit::Pages, count: pages.len(), most: PAGES, under: None };
        return Ok(met(FormatFault::TooLarge(excess)));
    }
    let foot = Bytes::from_string(foot_data(&data, pages.len()).to_string());
    let foot = Sheet { press, part: Part::Foot, data: foot, look, pictures: Vec::new() };
    let document = match typst::compile::<PagedDocument>(&foot).output {
        Ok(feet) => on_feet(document, pages, &feet),
        Err(found) => return Ok(failed(&foot, &found)),
    };
    let options = PdfOptions {
        ident: Smart::Custom(format!("{} {} {format}", reading.reference, reading.language.tag())),
        creator: Smart::Custom(Some(concat!("Pamphlet ", env!("CARGO_PKG_VERSION")).to_owned())),
        standards: match PdfStandards::new(&[PdfStandard::Ua_1]) {
            Ok(standards) => standards,
            Err(fault) => return Ok(met(FormatFault::NotMade(fault.message().to_string()))),
        },
        ..PdfOptions::default()
    };
    match typst_pdf::pdf(&document, &options) {
        Ok(bytes) => Ok(Made::File(Written { bytes, said: None })),
        Err(found) => Ok(failed(&sheet, &found)),
    }
}

/// The codes of the short addresses of all current leaflets.
fn codes(inputs: &Inputs<'_>) -> Option<QrCodes> {
    let current = inputs.site.current.iter().filter_map(|id| inputs.site.library.leaflet(*id));
    let lengths = current.map(|leaflet| Address::short(leaflet.reference).in_links(false).len());
    inputs.base_url.map(|base| QrCodes::new(base.to_owned(), lengths))
}

/// What stands at the foot of so many pages.
fn foot_data(leaflet: &Value, pages: usize) -> Value {
    let shared = ["reference", "language", "short-address"];
    let mut data: Map<String, Value> = shared.into_iter().map(|key| (key.to_owned(), leaflet[key].clone())).collect();
    data.insert("pages".to_owned(), Value::from(pages));
    Value::Object(data)
}

/// A page with its texts in the order in which they are read.
fn page_in_order(page: &Page) -> Page {
    let mut page = page.clone();
    if let Some(frame) = in_reading_order(&page.frame) {
        page.frame = frame;
    }
    page
}

/// The pages of a leaflet, each with its foot. To ask typst for the numbers of pages would make it set each leaflet twice.
fn on_feet(leaflet: PagedDocument, pages: Vec<Page>, feet: &PagedDocument) -> PagedDocument {
    let mut leaflet = leaflet;
    let info = leaflet.info_mut().clone();
    drop(leaflet);
    let with_foot = |(index, page): (usize, Page)| {
        let mut page = page;
        if let Some(foot) = feet.pages().get(index) {
            let foot = page_in_order(foot);
            page.frame.push_frame(Point::zero(), foot.frame);
        }
        page
    };
    PagedDocument::new(pages.into_iter().enumerate().map(with_foot).collect(), info)
}

/// The picture of the logo, where the site has one that can be printed.
fn logo(inputs: &Inputs<'_>) -> Option<SourceId> {
    let logo = inputs.site.settings.organisation.logo.as_ref()?;
    inputs.site.library.sources.find(&format!("content/{}", logo.value))
}

/// How the name of a picture ends; none where it cannot be printed.
fn ending(format: PictureFormat) -> Option<&'static str> {
    match format {
        PictureFormat::Jpeg => Some("jpg"),
        PictureFormat::Png => Some("png"),
        PictureFormat::Gif => Some("gif"),
        PictureFormat::Webp => Some("webp"),
        PictureFormat::Svg => Some("svg"),
        PictureFormat::Avif => None,
    }
}

/// Where a leaflet went wrong.
enum Wrong {
    /// In a file of the theme.
    Theme(RenderProblem),
    /// In itself.
    Leaflet(String),
}

/// What typst says: a mistake in a file of the site's own theme has its place there.
fn wrong(inputs: &Inputs<'_>, sheet: &Sheet<'_>, fault: &SourceDiagnostic) -> Wrong {
    let calls = fault.trace.iter().map(|call| call.span.into());
    for span in std::iter::once(fault.span).chain(calls) {
        let Some(id) = span.id() else { continue };
        let file = id.vpath().get_without_slash();
        let range = sheet.range(span).map(|range| TextRange::new(range.start, range.end)).unwrap_or_default();
        if let Some(problem) = inputs.theme.on_paper(file, range, &fault.message) {
            return Wrong::Theme(RenderProblem::Theme(problem));
        }
    }
    Wrong::Leaflet(fault.message.to_string())
}
