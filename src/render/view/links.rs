//! Where the links of a text lead: on the pages of the site, or on the web in a format that stands alone.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::library::{Library, ManuscriptId, Target};
use crate::markdown::{
    BlockContext, CalloutKind, Destination, DocumentText, LinkTarget, Mark, MarkKind, TextLanguage, TextWords,
};
use crate::site::Site;

/// What the addresses of links begin with.
#[derive(Clone, Copy, Debug)]
pub(in crate::render) enum Base<'a> {
    /// They lead from a page of the site to others.
    Site {
        /// What leads from the page to the root of the site.
        root: &'a str,
    },
    /// They lead to the site on the web, where it has an address there.
    Web {
        /// Its address, with a `/` at its end.
        base_url: Option<&'a str>,
    },
}

impl Base<'_> {
    /// Where a path from the root of the site leads; nowhere where the site has no address.
    pub fn address(self, path: &str) -> Option<String> {
        match self {
            Self::Site { root } => Some(format!("{root}{path}")),
            Self::Web { base_url } => base_url.map(|base| format!("{base}{path}")),
        }
    }

    /// Whether the text is that of a page of the site.
    pub fn is_site(self) -> bool {
        matches!(self, Self::Site { .. })
    }
}

/// The page around a text, or the leaflet around it in a format that stands alone.
pub(super) struct PageContext<'a, 'p> {
    pub site: &'a Site<'a>,
    pub base: Base<'p>,
    /// The path of each manuscript's page in links, from the root; empty for one without a page.
    pub paths: &'p [String],
    /// The manuscript whose page it is.
    pub page: ManuscriptId,
    /// The telephone numbers that readers can call, by the digits dialled.
    pub numbers: &'p BTreeSet<String>,
    pub words: &'a TextWords,
    /// What is marked without its author's doing, text by text, each in the order of its text.
    pub marks: Vec<(ManuscriptId, Vec<Mark>)>,
}

impl<'a> PageContext<'a, '_> {
    /// Finds what is marked on the page of a leaflet. Words of the glossary open on pages only: other formats list them.
    pub fn find_marks(&mut self) {
        // Nothing is marked in a leaflet that is archived or not yet published.
        if self.base.is_site() && !self.site.library.is_current(self.page) {
            return;
        }
        let library = self.site.library;
        for link in library.auto_links(self.page) {
            let Some(address) = self.address_of(link.to, "") else { continue };
            self.mark(link.origin, Mark { stretch: link.stretch, kind: MarkKind::Link(address) });
        }
        if self.base.is_site() {
            for (index, word) in library.glossary_uses(self.page).iter().enumerate() {
                self.mark(word.origin, Mark { stretch: word.stretch, kind: MarkKind::Term(index + 1) });
            }
        }
        for (_, marks) in &mut self.marks {
            marks.sort_by_key(|mark| mark.stretch);
        }
    }

    fn mark(&mut self, origin: ManuscriptId, mark: Mark) {
        match self.marks.iter_mut().find(|(text, _)| *text == origin) {
            Some((_, marks)) => marks.push(mark),
            None => self.marks.push((origin, vec![mark])),
        }
    }

    /// Where a manuscript's page is, with what follows its path.
    fn address_of(&self, id: ManuscriptId, fragment: &str) -> Option<String> {
        let path = &self.paths[id];
        match self.base {
            Base::Web { .. } if path.is_empty() => None,
            base if fragment.is_empty() => base.address(path),
            base => base.address(&format!("{path}#{fragment}")),
        }
    }
}

impl<'a> BlockContext<'a> for PageContext<'a, '_> {
    fn destination(&self, origin: usize, link: usize) -> Destination<'a> {
        let library = self.site.library;
        let document = &library.manuscript(origin).document;
        let written = document.links().get(link);
        let is_image = written.is_some_and(|link| document.is_image(link));
        let Some(target) = library.targets(origin).get(link) else { return Destination::default() };
        match target {
            Target::Manuscript { id, fragment } => {
                // A heading is named in the words of its own language.
                let id = if fragment.is_none() { in_same_language(library, self.page, *id) } else { *id };
                let to = match fragment {
                    Some(fragment) if id == self.page => Some(LinkTarget::Heading(Cow::Borrowed(&**fragment))),
                    _ => self
                        .address_of(id, fragment.as_deref().unwrap_or_default())
                        .map(|to| LinkTarget::Web(to.into())),
                };
                let title = library.manuscript(id).front_matter.title.as_ref();
                let text = shown(written.map(|link| &*link.destination), title.map(|title| &*title.value));
                Destination { to, text, ..Destination::default() }
            }
            Target::Here { fragment } => {
                Destination { to: Some(LinkTarget::Heading(Cow::Borrowed(&**fragment))), ..Destination::default() }
            }
            Target::File(source) => {
                let address = self.site.file_address(*source).and_then(|path| match self.base {
                    // It stands in the format itself.
                    Base::Web { .. } if is_image => Some(path.to_owned()),
                    base => base.address(path),
                });
                let size = library.sources.file(*source).picture().and_then(|picture| picture.size);
                Destination {
                    to: address.map(|address| LinkTarget::Web(address.into())),
                    text: None,
                    file: Some(*source),
                    size: size.map(|size| (size.width, size.height)),
                }
            }
            // A picture from elsewhere would tell others who reads which leaflet.
            Target::Elsewhere if is_image => Destination::default(),
            Target::Elsewhere => {
                Destination { to: written.map(|link| LinkTarget::typed(&link.destination)), ..Destination::default() }
            }
            Target::Missing(_) => Destination::default(),
        }
    }

    fn block(&self, name: &str) -> Option<DocumentText<'a>> {
        let library = self.site.library;
        let id = library.blocks().shown(name, library.language(self.page))?;
        Some(DocumentText { document: &library.manuscript(id).document, source: library.text(id), origin: id })
    }

    /// What only a page can make stands on pages alone.
    fn makes_block(&self, name: &str) -> bool {
        self.base.is_site() && self.site.library.blocks().is_made(name)
    }

    fn numbers(&self) -> &BTreeSet<String> {
        self.numbers
    }

    fn marks(&self, origin: usize) -> &[Mark] {
        self.marks.iter().find(|(text, _)| *text == origin).map_or(&[], |(_, marks)| marks)
    }

    fn card_label(&self, kind: CalloutKind) -> &'a str {
        self.words.callouts.iter().find(|(known, _)| *known == kind).map_or("", |(_, label)| label)
    }

    fn language(&self, origin: usize) -> TextLanguage<'a> {
        let language = self.site.library.language(origin).unwrap_or(&self.site.settings.language);
        TextLanguage { tag: language.tag(), direction: language.direction() }
    }

    fn title(&self) -> &str {
        let title = self.site.library.manuscript(self.page).front_matter.title.as_ref();
        title.map_or("", |title| &*title.value)
    }

    fn is_as_typed(&self) -> bool {
        self.base.is_site()
    }
}

/// A reader of a translation is led to translations, where there are any.
fn in_same_language(library: &Library<'_>, page: ManuscriptId, id: ManuscriptId) -> ManuscriptId {
    let Some(own) = &library.manuscript(page).translation else { return id };
    // A translation that leads to its original means the original.
    if library.original(id) == library.original(page) {
        return id;
    }
    let same = |other: &&ManuscriptId| {
        let translation = library.manuscript(**other).translation.as_ref();
        translation.is_some_and(|translation| translation.language == own.language)
    };
    library.translations(library.original(id)).iter().find(same).copied().unwrap_or(id)
}

/// `[[PT-002]]` shows the leaflet's title, `[[cognitive behavioural therapy]]` the words as they were typed.
fn shown<'t>(written: Option<&'t str>, title: Option<&'t str>) -> Option<&'t str> {
    let (written, title) = (written?.split('#').next()?.trim(), title?);
    Some(if written.eq_ignore_ascii_case(title) { written } else { title })
}
