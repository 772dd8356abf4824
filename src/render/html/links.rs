//! Where the links of a text lead from the page it stands on.

use std::collections::BTreeSet;

use super::facts::Facts;
use super::marks::Marks;
use super::page::Frame;
use crate::library::{ManuscriptId, Target};
use crate::markdown::{Body, Destination, Mark, Surroundings, TextWords};
use crate::render::ways::{in_same_language, shown};

/// The page around a text.
pub(super) struct Around<'a> {
    pub frame: &'a Frame<'a>,
    /// The manuscript whose page it is.
    pub page: ManuscriptId,
    /// What leads to the root of the site.
    pub root: &'a str,
    pub words: &'a TextWords,
    pub title: &'a str,
    /// The attributes of an element that holds words of the interface.
    pub aside: String,
    /// What the block of facts can show.
    pub facts: Facts<'a>,
    /// What is marked in its texts without their authors' doing.
    pub marks: Marks,
}

impl Surroundings for Around<'_> {
    fn destination(&self, origin: usize, link: usize) -> Destination<'_> {
        let site = self.frame.inputs.site;
        let written = site.library.manuscript(origin).document.links().get(link);
        let Some(target) = site.library.targets(origin).get(link) else { return Destination::default() };
        match target {
            Target::Manuscript { id, fragment } => {
                let fragment = fragment.as_deref().map(|fragment| format!("#{fragment}")).unwrap_or_default();
                // A heading is named in the words of its own language.
                let id = if fragment.is_empty() { in_same_language(site.library, self.page, *id) } else { *id };
                let href = match (id == self.page, fragment.is_empty()) {
                    (true, false) => fragment,
                    _ => format!("{}{}{fragment}", self.root, self.frame.path_of(id)),
                };
                let title = site.library.manuscript(id).front_matter.title.as_ref();
                Destination {
                    href: Some(href.into()),
                    text: shown(written.map(|link| &*link.destination), title.map(|title| &*title.value)),
                    size: None,
                }
            }
            Target::Here { fragment } => {
                Destination { href: Some(format!("#{fragment}").into()), text: None, size: None }
            }
            Target::File(source) => {
                let href = site.file_address(*source).map(|path| format!("{}{path}", self.root).into());
                let size = site.library.sources.file(*source).picture().and_then(|picture| picture.size);
                Destination { href, text: None, size: size.map(|size| (size.width, size.height)) }
            }
            // A picture from elsewhere would tell others who reads which leaflet.
            Target::Elsewhere
                if written.is_some_and(|link| site.library.manuscript(origin).document.is_image(link)) =>
            {
                Destination::default()
            }
            Target::Elsewhere => {
                Destination { href: written.map(|link| link.destination.as_ref().into()), text: None, size: None }
            }
            Target::Missing(_) => Destination::default(),
        }
    }

    fn block(&self, _: usize, name: &str) -> Option<Body<'_>> {
        let library = self.frame.inputs.site.library;
        let id = library.blocks().shown(name, library.language(self.page))?;
        Some(Body { document: &library.manuscript(id).document, source: library.text(id), origin: id })
    }

    fn made_block(&self, name: &str, out: &mut String) {
        if self.frame.inputs.site.library.blocks().is_made(name) {
            self.facts.write(out);
        }
    }

    fn numbers(&self) -> &BTreeSet<String> {
        &self.frame.numbers
    }

    fn marks(&self, origin: usize) -> &[Mark] {
        self.marks.in_text(origin)
    }

    fn words(&self) -> &TextWords {
        self.words
    }

    fn language(&self, origin: usize) -> (&str, &str) {
        let language = self.frame.language_of(origin);
        (language.tag(), language.direction())
    }

    fn aside(&self) -> &str {
        &self.aside
    }

    fn title(&self) -> &str {
        self.title
    }
}
