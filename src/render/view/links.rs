//! Where the links of a text lead in a format that stands alone: on the web, or within the leaflet.

use std::collections::BTreeSet;

use crate::library::{ManuscriptId, Target};
use crate::markdown::{Body, Destination, Mark, MarkKind, Surroundings, TextWords};
use crate::render::inputs::Inputs;
use crate::render::ways::{in_same_language, shown};
use crate::source::SourceId;

/// What is around the text of a leaflet.
pub(super) struct Around<'a> {
    pub inputs: &'a Inputs<'a>,
    /// The leaflet.
    pub leaflet: ManuscriptId,
    pub numbers: &'a BTreeSet<String>,
    pub words: &'a TextWords,
    pub title: &'a str,
    /// The links that make themselves, text by text, each in the order of its text.
    pub marks: Vec<(ManuscriptId, Vec<Mark>)>,
}

impl Around<'_> {
    /// The links that make themselves on the page of a leaflet, as they lead on the web. Without a web address they lead
    /// nowhere.
    pub fn made_links(inputs: &Inputs<'_>, leaflet: ManuscriptId) -> Vec<(ManuscriptId, Vec<Mark>)> {
        let mut marks: Vec<(ManuscriptId, Vec<Mark>)> = Vec::new();
        for link in inputs.site.library.made_links(leaflet) {
            let Some((base, address)) = inputs.base_url.zip(inputs.site.address(link.to)) else { continue };
            let kind = MarkKind::Link(address.on_web(base));
            let mark = Mark { stretch: link.stretch, kind };
            match marks.iter_mut().find(|(text, _)| *text == link.origin) {
                Some((_, marks)) => marks.push(mark),
                None => marks.push((link.origin, vec![mark])),
            }
        }
        for (_, marks) in &mut marks {
            marks.sort_by_key(|mark| mark.stretch);
        }
        marks
    }

    /// The web address of a path below the root of the site.
    fn on_the_web(&self, path: &str) -> Option<String> {
        self.inputs.base_url.map(|base| format!("{base}{path}"))
    }
}

impl Surroundings for Around<'_> {
    fn destination(&self, origin: usize, link: usize) -> Destination<'_> {
        let site = self.inputs.site;
        let manuscript = site.library.manuscript(origin);
        let written = manuscript.document.links().get(link);
        let Some(target) = site.library.targets(origin).get(link) else { return Destination::default() };
        match target {
            Target::Manuscript { id, fragment } => {
                let fragment = fragment.as_deref().map(|fragment| format!("#{fragment}")).unwrap_or_default();
                let id = if fragment.is_empty() { in_same_language(site.library, self.leaflet, *id) } else { *id };
                let href = match (id == self.leaflet, fragment.is_empty()) {
                    (true, false) => Some(fragment),
                    _ => {
                        let path = site.address(id).map(|address| address.in_links(false));
                        path.and_then(|path| self.on_the_web(&format!("{path}{fragment}")))
                    }
                };
                let title = site.library.manuscript(id).front_matter.title.as_ref();
                let text = shown(written.map(|link| &*link.destination), title.map(|title| &*title.value));
                Destination { href: href.map(Into::into), text, size: None }
            }
            Target::Here { fragment } => {
                Destination { href: Some(format!("#{fragment}").into()), text: None, size: None }
            }
            Target::File(source) => {
                let path = site.file_address(*source);
                let is_image = written.is_some_and(|link| manuscript.document.is_image(link));
                let href = match is_image {
                    // It stands in the format itself.
                    true => path.map(str::to_owned),
                    false => path.and_then(|path| self.on_the_web(path)),
                };
                let size = site.library.sources.file(*source).picture().and_then(|picture| picture.size);
                let size = size.map(|size| (size.width, size.height));
                Destination { href: href.map(Into::into), text: None, size }
            }
            Target::Elsewhere if written.is_some_and(|link| manuscript.document.is_image(link)) => {
                Destination::default()
            }
            Target::Elsewhere => {
                Destination { href: written.map(|link| link.destination.as_ref().into()), text: None, size: None }
            }
            Target::Missing(_) => Destination::default(),
        }
    }

    fn file(&self, origin: usize, link: usize) -> Option<SourceId> {
        match self.inputs.site.library.targets(origin).get(link)? {
            Target::File(source) => Some(*source),
            _ => None,
        }
    }

    fn block(&self, _: usize, name: &str) -> Option<Body<'_>> {
        let library = self.inputs.site.library;
        let id = library.blocks().shown(name, library.language(self.leaflet))?;
        Some(Body { document: &library.manuscript(id).document, source: library.text(id), origin: id })
    }

    /// What only a page can make stands on the page alone.
    fn made_block(&self, _: &str, _: &mut String) {}

    fn numbers(&self) -> &BTreeSet<String> {
        self.numbers
    }

    fn marks(&self, origin: usize) -> &[Mark] {
        self.marks.iter().find(|(text, _)| *text == origin).map_or(&[], |(_, marks)| marks)
    }

    fn words(&self) -> &TextWords {
        self.words
    }

    fn language(&self, origin: usize) -> (&str, &str) {
        let site = self.inputs.site;
        let language = site.library.language(origin).unwrap_or(&site.settings.language);
        (language.tag(), language.direction())
    }

    /// Each format marks the words of the interface in its own way.
    fn aside(&self) -> &str {
        ""
    }

    fn title(&self) -> &str {
        self.title
    }
}
