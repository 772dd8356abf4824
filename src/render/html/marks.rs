//! What is marked on a page without its authors' doing.

use super::explained;
use super::page::Frame;
use crate::library::ManuscriptId;
use crate::markdown::{Mark, MarkKind};

/// The marks of a page, text by text: the page shows shared blocks besides the text of its own.
#[derive(Default)]
pub(super) struct Marks(Vec<(ManuscriptId, Vec<Mark>)>);

impl Marks {
    /// The marks on the page of a leaflet.
    pub fn of(frame: &Frame<'_>, root: &str, page: ManuscriptId) -> Self {
        let mut marks = Self::default();
        if !frame.inputs.site.is_current(page) {
            return marks;
        }
        let library = frame.inputs.site.library;
        for link in library.made_links(page) {
            let kind = MarkKind::Link(format!("{root}{}", frame.path_of(link.to)));
            marks.add(link.origin, Mark { stretch: link.stretch, kind });
        }
        for (index, word) in library.glossary_uses(page).iter().enumerate() {
            let number = explained::number(index);
            marks.add(word.origin, Mark { stretch: word.stretch, kind: MarkKind::Word(number) });
        }
        for (_, marks) in &mut marks.0 {
            marks.sort_by_key(|mark| mark.stretch);
        }
        marks
    }

    fn add(&mut self, origin: ManuscriptId, mark: Mark) {
        match self.0.iter_mut().find(|(text, _)| *text == origin) {
            Some((_, marks)) => marks.push(mark),
            None => self.0.push((origin, vec![mark])),
        }
    }

    /// Those in one text, in its order.
    pub fn in_text(&self, origin: ManuscriptId) -> &[Mark] {
        self.0.iter().find(|(text, _)| *text == origin).map_or(&[], |(_, marks)| marks)
    }
}
