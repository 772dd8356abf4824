//! The shared block with urgent help, near the top of an at-risk leaflet.

use tera::Value;

use super::data::CrisisData;
use super::page::Frame;
use crate::library::ManuscriptId;
use crate::markdown::{Body, Part};
use crate::render::view::{self, CrisisBlock, HEADING};

/// The block that a leaflet shows.
pub(super) struct Crisis(CrisisBlock);

impl Crisis {
    /// The block of a leaflet. `taken` are the ids of the leaflet's own headings.
    pub fn of(frame: &Frame<'_>, leaflet: ManuscriptId, taken: &[String]) -> Option<Self> {
        CrisisBlock::of(frame.inputs.site, leaflet, taken).map(Self)
    }

    /// The block as one of the texts of the page.
    pub fn part<'a>(&'a self, frame: &Frame<'a>) -> Part<'a> {
        self.0.part(frame.inputs.site)
    }

    /// What the template is given.
    pub fn data<'a>(&'a self, frame: &Frame<'a>, html: &str) -> CrisisData<'a> {
        let language = frame.language_of(self.0.block);
        CrisisData {
            headed: self.0.headed,
            id: self.0.ids.first().filter(|_| self.0.headed).map_or(HEADING, |id| id),
            language: language.tag(),
            direction: language.direction(),
            body: Value::safe_string(html),
        }
    }
}

/// The tree and the text of a manuscript.
pub(super) fn body_of<'a>(frame: &Frame<'a>, id: ManuscriptId) -> Body<'a> {
    view::body_of(frame.inputs.site, id)
}
