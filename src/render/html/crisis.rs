//! The shared block with urgent help, near the top of an at-risk leaflet.

use tera::Value;

use super::data::CrisisData;
use super::page::Frame;
use crate::library::ManuscriptId;
use crate::markdown::{Body, Kind, Part};

/// The heading above a block that has none of its own.
const HEADING: &str = "p-crisis";

/// The block that a leaflet shows, and how its headings fit in.
pub(super) struct Crisis {
    block: ManuscriptId,
    ids: Vec<String>,
    headed: bool,
    raised: u8,
}

impl Crisis {
    /// The block of a leaflet. `taken` are the ids of the leaflet's own headings: where its text shows the block once
    /// more, links lead there.
    pub fn of(frame: &Frame<'_>, leaflet: ManuscriptId, taken: &[String]) -> Option<Self> {
        let block = frame.inputs.site.crisis_block(leaflet)?;
        let library = frame.inputs.site.library;
        let outline = library.outline_in(block, library.language(leaflet));
        let headed = begins_with_heading(frame, block, leaflet);
        let first = outline.first().map_or(2, |heading| heading.level.max(2));
        let free = |id: &String| if taken.contains(id) { format!("{HEADING}-{id}") } else { id.clone() };
        let ids = outline.iter().map(|heading| free(&heading.id)).collect();
        // Below the title of the leaflet comes a heading of the second level.
        Some(Self { block, ids, headed, raised: if headed { first - 2 } else { 0 } })
    }

    /// The block as one of the texts of the page.
    pub fn part<'a>(&'a self, frame: &Frame<'a>) -> Part<'a> {
        Part { body: body_of(frame, self.block), ids: &self.ids, raised: self.raised, marked: false }
    }

    /// What the template is given.
    pub fn data<'a>(&'a self, frame: &Frame<'a>, html: &str) -> CrisisData<'a> {
        let language = frame.language_of(self.block);
        CrisisData {
            headed: self.headed,
            id: self.ids.first().filter(|_| self.headed).map_or(HEADING, |id| id),
            language: language.tag(),
            direction: language.direction(),
            body: Value::safe_string(html),
        }
    }
}

/// The tree and the text of a manuscript.
pub(super) fn body_of<'a>(frame: &Frame<'a>, id: ManuscriptId) -> Body<'a> {
    let library = frame.inputs.site.library;
    Body { document: &library.manuscript(id).document, source: library.text(id), origin: id }
}

/// Whether the first thing that a block shows is a heading, its own or that of a block within it.
fn begins_with_heading(frame: &Frame<'_>, block: ManuscriptId, leaflet: ManuscriptId) -> bool {
    let library = frame.inputs.site.library;
    let (document, text) = (&library.manuscript(block).document, library.text(block));
    // A comment is not shown.
    let is_shown = |id: &usize| {
        let node = document.node(*id);
        node.kind != Kind::HtmlBlock || !node.range.of(text).trim_start().starts_with("<!--")
    };
    let Some(first) = document.top().find(is_shown) else { return false };
    match document.node(first).kind {
        Kind::Heading(_) => true,
        Kind::Include => {
            let inner = document.name(first).and_then(|name| library.blocks().shown(name, library.language(leaflet)));
            inner.is_some_and(|inner| begins_with_heading(frame, inner, leaflet))
        }
        _ => false,
    }
}
