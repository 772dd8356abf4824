//! The shared block with urgent help, as it is shown in a leaflet.

use crate::library::ManuscriptId;
use crate::markdown::{DocumentText, NodeKind, PagePart};
use crate::site::Site;

/// The fragment identifier of the heading above a block that does not start with a heading.
const HEADING: &str = "p-crisis";

/// The block that a leaflet shows, and how its headings are adjusted.
pub(super) struct CrisisBlock {
    pub block: ManuscriptId,
    ids: Vec<String>,
    /// Whether it starts with a heading.
    pub headed: bool,
    /// The number of levels by which its headings are moved up.
    raised: u8,
}

impl CrisisBlock {
    /// The block of a leaflet. `taken` are the fragment identifiers of the leaflet's headings: if its text also
    /// includes the block, links lead to that copy.
    pub fn of(site: &Site<'_>, leaflet: ManuscriptId, taken: &[String]) -> Option<Self> {
        let block = site.crisis_block(leaflet)?;
        let outline = site.library.outline_in(block, site.library.language(leaflet));
        let headed = begins_with_heading(site, block, leaflet);
        let first = outline.first().map_or(2, |heading| heading.level.max(2));
        let free = |id: &String| if taken.contains(id) { format!("{HEADING}-{id}") } else { id.clone() };
        let ids = outline.iter().map(|heading| free(&heading.id)).collect();
        // The heading after the title of the leaflet has level 2.
        Some(Self { block, ids, headed, raised: if headed { first - 2 } else { 0 } })
    }

    /// The fragment identifier of its heading.
    pub fn id(&self) -> &str {
        self.ids.first().filter(|_| self.headed).map_or(HEADING, |id| id)
    }

    /// The block as one of the texts of a page.
    pub fn part<'a>(self, site: &Site<'a>) -> PagePart<'a> {
        PagePart { body: body_of(site, self.block), ids: self.ids, raised: self.raised, marked: false }
    }
}

/// The syntax tree and the text of a manuscript.
pub(super) fn body_of<'a>(site: &Site<'a>, id: ManuscriptId) -> DocumentText<'a> {
    DocumentText { document: &site.library.manuscript(id).document, source: site.library.text(id), origin: id }
}

/// Whether the first visible content of a block is a heading, either its own or that of a block within it.
fn begins_with_heading(site: &Site<'_>, block: ManuscriptId, leaflet: ManuscriptId) -> bool {
    let library = site.library;
    let (document, text) = (&library.manuscript(block).document, library.text(block));
    // Comments are not visible.
    let is_shown = |id: &usize| {
        let node = document.node(*id);
        node.kind != NodeKind::HtmlBlock || !node.range.of(text).trim_start().starts_with("<!--")
    };
    let Some(first) = document.top().find(is_shown) else { return false };
    match document.node(first).kind {
        NodeKind::Heading(_) => true,
        NodeKind::Include => {
            let inner = document.name(first).and_then(|name| library.blocks().shown(name, library.language(leaflet)));
            inner.is_some_and(|inner| begins_with_heading(site, inner, leaflet))
        }
        _ => false,
    }
}
