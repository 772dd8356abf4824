//! Renders pages.

mod blocks;
mod compare;
mod essentials;
mod explained;
mod facts;
mod leaflet;
mod lists;
mod old_addresses;
mod pack;
mod page;
mod shown;
mod structured;
mod template_data;
mod text;

use rayon::prelude::*;
use tera::Context;

use super::formats::{self, LeafletFiles};
use super::leaflets_json::FormatFiles;
use super::render_context::{ArtifactSink, RenderContext};
use crate::diagnostic::Failure;
use crate::leaflet::Leaflet;
use crate::library::ManuscriptId;
use crate::rendering::Artifact;
use crate::rendering::RenderProblem;
use crate::site::{Page, PageKind};
use crate::theme::ThemeProblem;
use page::PageFrame;

/// The maximum number of pages per task, because their data is in memory meanwhile.
const MAX_TOGETHER: usize = 64;

/// The result of rendering pages.
#[derive(Default)]
pub(super) struct RenderedPages<'a> {
    /// Problems that an author must fix.
    pub met: Vec<RenderProblem>,
    /// The other formats of each leaflet.
    pub formats: FormatFiles,
    /// Data shared by all pages. It consists of many small allocations, so the caller may free it in parallel to other
    /// work.
    pub left: Option<Box<dyn Send + 'a>>,
}

/// Renders every page of the plan. The other formats of a leaflet are made before its page, which shows their sizes.
pub(super) fn render<'a>(inputs: &'a RenderContext<'a>, sink: ArtifactSink<'_>) -> Result<RenderedPages<'a>, Failure> {
    let Some(frame) = PageFrame::new(inputs) else {
        return Ok(RenderedPages { met: vec![RenderProblem::Theme(no_words())], ..RenderedPages::default() });
    };
    let pages = &inputs.site.pages();
    let Some(maker) = formats::maker(inputs)? else {
        let made = pages.par_iter().with_max_len(MAX_TOGETHER).map(|page| write(&frame, page, None, sink));
        let met = made.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
        return Ok(RenderedPages { met, formats: FormatFiles::new(), left: Some(Box::new(frame)) });
    };
    // Several leaflets per call, so that an external program is not started for each of them.
    let few = (pages.len() / (4 * rayon::current_num_threads())).clamp(1, MAX_TOGETHER);
    let made = pages.par_chunks(few).map(|pages| {
        let leaflet = |page: &Page| if let PageKind::Leaflet(id) = page.kind { Some(id) } else { None };
        let leaflets: Vec<ManuscriptId> = pages.iter().filter_map(leaflet).collect();
        let mut made = maker.make(&leaflets, sink)?.into_iter();
        let mut done = RenderedPages::default();
        for page in pages {
            let id = leaflet(page);
            let files = id.and_then(|_| made.next());
            done.met.extend(write(&frame, page, files.as_ref(), sink)?);
            if let Some((id, files)) = id.zip(files) {
                done.met.extend(files.met);
                done.formats.insert(id, files.files);
            }
        }
        Ok(done)
    });
    let (mut met, mut formats) = (Vec::new(), FormatFiles::new());
    for done in made.collect::<Result<Vec<_>, Failure>>()? {
        met.extend(done.met);
        formats.extend(done.formats);
    }
    Ok(RenderedPages { met, formats, left: Some(Box::new(frame)) })
}

/// Renders a page, which lists the other formats if it is the page of a leaflet, and passes it to the sink.
fn write(
    frame: &PageFrame<'_>,
    page: &Page,
    files: Option<&LeafletFiles>,
    sink: ArtifactSink<'_>,
) -> Result<Vec<RenderProblem>, Failure> {
    let rendered = page_of(frame, page, files).and_then(|(template, context)| {
        let html = frame.render(template, &context)?;
        let left_out = essentials::left_out(frame.inputs, page, template, &context, &html, files.is_some());
        Ok((html, left_out))
    });
    match rendered {
        Ok((html, left_out)) => {
            let differs = files.and_then(|files| files.page_differs(frame.inputs, &html));
            sink(Artifact::text(page.address.file(), html))?;
            Ok(left_out.into_iter().map(RenderProblem::LeftOut).chain(differs).collect())
        }
        Err(problem) => Ok(vec![RenderProblem::Theme(problem)]),
    }
}

/// Renders one page of the plan, without the other formats of a leaflet.
///
/// # Errors
/// If the theme has an error.
pub(super) fn one(inputs: &RenderContext<'_>, page: &Page) -> Result<String, ThemeProblem> {
    let frame = PageFrame::new(inputs).ok_or_else(no_words)?;
    let (template, context) = page_of(&frame, page, None)?;
    inputs.theme.render(template, &context)
}

fn no_words() -> ThemeProblem {
    let detail = "there is no file of words".to_owned();
    let file = "words/en.yaml".to_owned();
    ThemeProblem { source: None, file, range: Default::default(), detail, meant: None, built_in: true }
}

/// The template of a page, and its data.
fn page_of(
    frame: &PageFrame<'_>,
    page: &Page,
    files: Option<&LeafletFiles>,
) -> Result<(&'static str, Context), ThemeProblem> {
    Ok(match page.kind {
        PageKind::Home => ("home.html", lists::home(frame, page)),
        PageKind::Search => ("search.html", lists::search(frame, page)),
        PageKind::AToZ => ("a-to-z.html", lists::a_to_z(frame, page)),
        PageKind::Letter(index) => ("letter.html", lists::letter(frame, page, index)),
        PageKind::Groups(grouping) => ("groups.html", lists::groups(frame, page, grouping)),
        PageKind::Group(grouping, index) => ("group.html", lists::group(frame, page, grouping, index)),
        PageKind::Packs => ("packs.html", lists::packs(frame, page)),
        PageKind::Pack(id) => ("pack.html", pack::pack(frame, page, id)?),
        PageKind::Compare(id) => ("compare.html", compare::page_to_take(frame, page, id)?),
        PageKind::Glossary => ("glossary.html", explained::page(frame, page)),
        PageKind::NotFound => ("404.html", lists::not_found(frame, page)),
        PageKind::Leaflet(id) => ("leaflet.html", leaflet::current(frame, page, id, files)?),
        PageKind::Archived(id) => ("archived.html", leaflet::archived(frame, page, id)?),
        PageKind::Short(id) => ("short.html", leaflet::short(frame, page, id)),
        PageKind::Moved(number) => ("moved.html", old_addresses::moved(frame, page, number)),
        PageKind::Removed(number) => ("removed.html", old_addresses::removed(frame, page, number)),
        PageKind::ShortRemoved(number) => ("short.html", old_addresses::short_of_removed(frame, page, number)),
        PageKind::Page(id) => ("page.html", leaflet::written_page(frame, page, id)?),
        PageKind::Draft(id) => match Leaflet::complete(frame.inputs.site.library.manuscript(id)) {
            Some(draft) => ("leaflet.html", leaflet::with_text(frame, page, id, &draft, None)?),
            None => ("page.html", leaflet::written_page(frame, page, id)?),
        },
    })
}
