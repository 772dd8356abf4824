//! PDF, for printing and for accessible reading. Typst lays out and tags it, and enforces PDF/UA-1.

mod budget;
mod content;
pub(in crate::render::formats) mod engine;
mod extracted_text;
mod letters;
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

use super::context::FormatContext;
use super::essentials;
use super::expected_text::parts_of;
use super::format_outcome::{FormatOutcome, FormatOutput};
use super::maker::problem;
use crate::diagnostic::Failure;
use crate::picture::PictureFormat;
use crate::render::qr::QrCodes;
use crate::render::render_context::RenderContext;
use crate::render::view::LeafletView;
use crate::rendering::{FormatExcess, FormatFault, FormatLimit, MissingCapability, RenderProblem};
use crate::site::Address;
use crate::source::{SourceId, TextRange};
use crate::theme::LEAFLET_ON_PAPER;
use budget::{PAGES, excess};
use content::{PdfContent, SharedPdfData, content};
pub use engine::PdfEngine;
use engine::{LeafletWorld, PdfTemplate, file_id};
use extracted_text::ExtractedText;
use reading_order::in_reading_order;

/// Typst caches intermediate results, which help with the next leaflets. They are dropped when each thread has made
/// this many leaflets without using them; until then, a leaflet takes about ten megabytes of memory.
const REMEMBERED: usize = 2;

/// The name of the PDF in the usual print size.
pub(in crate::render::formats) const USUAL: &str = "pdf";
/// The name of the PDF in large print.
pub(in crate::render::formats) const LARGE: &str = "large-print";

/// Every machine can make it.
pub(in crate::render::formats) fn can() -> Result<(), MissingCapability> {
    Ok(())
}

/// Makes the PDFs of some leaflets, in the print size of the format.
///
/// # Errors
/// If a picture cannot be read.
pub(in crate::render::formats) fn make(
    context: &FormatContext<'_>,
    views: &[&LeafletView<'_>],
    format: &'static str,
) -> Result<Vec<FormatOutcome>, Failure> {
    let mut made = Vec::with_capacity(views.len());
    for view in views {
        made.push(one(context, view, format)?);
        typst::comemo::evict(REMEMBERED * rayon::current_num_threads());
    }
    Ok(made)
}

fn one(context: &FormatContext<'_>, view: &LeafletView<'_>, format: &'static str) -> Result<FormatOutcome, Failure> {
    let FormatContext { inputs, machine, .. } = context;
    let Some(engine) = context.engine.get_or_init(|| PdfEngine::new(&inputs.theme.paper, codes(inputs))) else {
        return Ok(FormatOutcome::Left);
    };
    let met = |fault: FormatFault| {
        FormatOutcome::Problems(vec![RenderProblem::Format(problem(inputs, view.leaflet.0, format, fault))])
    };
    if let Some(excess) = excess(view) {
        return Ok(met(FormatFault::TooLarge(excess)));
    }
    let sources = inputs.site.library.sources;
    let ending = |source: SourceId| sources.file(source).picture().and_then(|picture| ending(picture.format));
    let logo = logo(inputs).and_then(|logo| Some((logo, format!("logo.{}", ending(logo)?))));
    let name = view.publisher.name.unwrap_or(view.publisher.site);
    let shared = SharedPdfData {
        engine,
        palette: &inputs.theme.palette,
        logo: logo.as_ref().map(|(_, file)| (file.as_str(), name)),
        ending: &ending,
    };
    let PdfContent { data, look, pictures, missing, body, crisis, notes } = content(&shared, view, format == LARGE);
    if !missing.is_empty() {
        // Both print sizes lack the same glyphs, so they are reported once.
        let named = inputs.site.settings.formats.as_ref();
        let has_usual = named.is_none_or(|named| named.iter().any(|it| it.value == USUAL));
        let is_told = format == LARGE && has_usual;
        return Ok(if is_told { FormatOutcome::Left } else { met(FormatFault::MissingGlyphs(missing)) });
    }
    let bytes = Bytes::from_string(data.to_string());
    let look = Bytes::from_string(look.to_string());
    let mut world =
        LeafletWorld { engine, part: PdfTemplate::Leaflet, data: bytes, look: look.clone(), pictures: Vec::new() };
    for (source, name) in pictures.iter().chain(&logo) {
        let bytes = machine.picture(&sources.file(*source).on_disk)?;
        world.pictures.extend(file_id(&format!("pdf/{name}")).map(|id| (id, Bytes::new(bytes))));
    }
    let failed = |world: &LeafletWorld<'_>, found: &[SourceDiagnostic]| match found
        .first()
        .map(|fault| wrong(inputs, world, fault))
    {
        Some(PdfFault::Theme(problem)) => FormatOutcome::Problems(vec![problem]),
        Some(PdfFault::Leaflet(detail)) => met(FormatFault::NotMade(detail)),
        None => FormatOutcome::Left,
    };
    let document = match typst::compile::<PagedDocument>(&world).output {
        Ok(document) => document,
        Err(found) => return Ok(failed(&world, &found)),
    };
    let pages: Vec<Page> = document.pages().iter().map(page_in_order).collect();
    let heard = ExtractedText::of(&pages);
    let left_out = essentials::left_out(inputs, view, &heard.letters(), format, LEAFLET_ON_PAPER);
    if !left_out.is_empty() {
        return Ok(FormatOutcome::Problems(left_out));
    }
    if let Some(fault) = heard.lacks(&parts_of(view, &crisis, &body, &notes)) {
        return Ok(met(fault));
    }
    if pages.len() > PAGES {
        let excess = FormatExcess { what: FormatLimit::Pages, count: pages.len(), most: PAGES, under: None };
        return Ok(met(FormatFault::TooLarge(excess)));
    }
    let foot = Bytes::from_string(foot_data(&data, pages.len()).to_string());
    let foot = LeafletWorld { engine, part: PdfTemplate::Foot, data: foot, look, pictures: Vec::new() };
    let document = match typst::compile::<PagedDocument>(&foot).output {
        Ok(feet) => on_feet(document, pages, &feet),
        Err(found) => return Ok(failed(&foot, &found)),
    };
    let options = PdfOptions {
        ident: Smart::Custom(format!("{} {} {format}", view.reference, view.language.tag())),
        creator: Smart::Custom(Some(concat!("Pamphlet ", env!("CARGO_PKG_VERSION")).to_owned())),
        standards: match PdfStandards::new(&[PdfStandard::Ua_1]) {
            Ok(standards) => standards,
            Err(fault) => return Ok(met(FormatFault::NotMade(fault.message().to_string()))),
        },
        ..PdfOptions::default()
    };
    match typst_pdf::pdf(&document, &options) {
        Ok(bytes) => Ok(FormatOutcome::File(FormatOutput { bytes, said: None })),
        Err(found) => Ok(failed(&world, &found)),
    }
}

/// The QR codes of the short addresses of all current leaflets.
fn codes(inputs: &RenderContext<'_>) -> Option<QrCodes> {
    let current = inputs.site.current().iter().filter_map(|id| inputs.site.library.leaflet(*id));
    let lengths = current.map(|leaflet| Address::short(leaflet.reference).in_links(false).len());
    inputs.base_url.map(|base| QrCodes::new(base.to_owned(), lengths))
}

/// The data of the footers of a leaflet with this many pages.
fn foot_data(leaflet: &Value, pages: usize) -> Value {
    let shared = ["reference", "language", "short-address"];
    let mut data: Map<String, Value> = shared.into_iter().map(|key| (key.to_owned(), leaflet[key].clone())).collect();
    data.insert("pages".to_owned(), Value::from(pages));
    Value::Object(data)
}

/// A page with its texts in reading order.
fn page_in_order(page: &Page) -> Page {
    let mut page = page.clone();
    if let Some(frame) = in_reading_order(&page.frame) {
        page.frame = frame;
    }
    page
}

/// Adds the footers to the pages of a leaflet. Asking Typst for page numbers would make it lay out each leaflet twice.
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

/// The picture of the logo, if the site has one that can be printed.
fn logo(inputs: &RenderContext<'_>) -> Option<SourceId> {
    let logo = inputs.site.settings.organisation.logo.as_ref()?;
    inputs.site.library.sources.find(&format!("content/{}", logo.value))
}

/// The file extension of a picture; `None` if it cannot be printed.
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

/// The cause of a failure.
enum PdfFault {
    /// A file of the theme.
    Theme(RenderProblem),
    /// The leaflet itself.
    Leaflet(String),
}

/// Converts an error of Typst. An error in a file of the site's own theme is reported at its position.
fn wrong(inputs: &RenderContext<'_>, world: &LeafletWorld<'_>, fault: &SourceDiagnostic) -> PdfFault {
    let calls = fault.trace.iter().map(|call| call.span.into());
    for span in std::iter::once(fault.span).chain(calls) {
        let Some(id) = span.id() else { continue };
        let file = id.vpath().get_without_slash();
        let range = world.range(span).map(|range| TextRange::new(range.start, range.end)).unwrap_or_default();
        if let Some(problem) = inputs.theme.on_paper(file, range, &fault.message) {
            return PdfFault::Theme(RenderProblem::Theme(problem));
        }
    }
    PdfFault::Leaflet(fault.message.to_string())
}
