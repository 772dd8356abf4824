//! The targets of links: pages of the site, or web addresses in a standalone format.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::library::{Library, ManuscriptId, Target};
use crate::markdown::{
    BlockContext, CalloutKind, Destination, DocumentText, LinkTarget, Mark, MarkKind, TextLanguage, TextWords,
};
use crate::site::Site;

/// The base of link addresses.
#[derive(Clone, Copy, Debug)]
pub(in crate::render) enum Base<'a> {
    /// Links lead from one page of the site to another.
    Site {
        /// The path from the page to the root of the site.
        root: &'a str,
    },
    /// Links lead to the site on the web, if its web address is known.
    Web {
        /// The web address of the site, with a final `/`.
        base_url: Option<&'a str>,
    },
}

impl Base<'_> {
    /// The address of a path that is relative to the root of the site; `None` if the web address is not known.
    pub fn address(self, path: &str) -> Option<String> {
        match self {
            Self::Site { root } => Some(format!("{root}{path}")),
            Self::Web { base_url } => base_url.map(|base| format!("{base}{path}")),
        }
    }

    /// Whether the text is on a page of the site.
    pub fn is_site(self) -> bool {
        matches!(self, Self::Site { .. })
    }
}

/// The page that contains a text, or the leaflet that contains it in a standalone format.
pub(super) struct PageContext<'a, 'p> {
    pub site: &'a Site<'a>,
    pub base: Base<'p>,
    /// The path of each manuscript's page in links, from the root; empty if there is no page.
    pub paths: &'p [String],
    /// The manuscript of the page.
    pub page: ManuscriptId,
    /// The digits of the telephone numbers that readers can call.
    pub numbers: &'p BTreeSet<String>,
    pub words: &'a TextWords,
    /// The automatic marks of each text, in the order of the text.
    pub marks: Vec<(ManuscriptId, Vec<Mark>)>,
}

impl<'a> PageContext<'a, '_> {
    /// Finds the automatic marks of the page. Words of the glossary are only marked on pages: other formats list them.
    pub fn find_marks(&mut self) {
        // Leaflets that are archived or not yet published have no automatic marks.
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

    /// The address of a manuscript's page, with a fragment.
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
                // The fragment identifier of a heading is in the language of its text.
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
                    // The format contains the image.
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
            // An external image would reveal to others who reads which leaflet.
            Target::Elsewhere if is_image => Destination::default(),
            Target::Elsewhere => Destination {
                to: written.map(|link| LinkTarget::of_address(&link.destination)),
                ..Destination::default()
            },
            Target::Missing(_) => Destination::default(),
        }
    }

    fn block(&self, name: &str) -> Option<DocumentText<'a>> {
        let library = self.site.library;
        let id = library.blocks().shown(name, library.language(self.page))?;
        Some(DocumentText { document: &library.manuscript(id).document, source: library.text(id), origin: id })
    }

    /// Blocks that the page generates are only on pages.
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

/// On a translated page, links lead to translations if there are any.
fn in_same_language(library: &Library<'_>, page: ManuscriptId, id: ManuscriptId) -> ManuscriptId {
    let Some(own) = &library.manuscript(page).translation else { return id };
    // A translation that links to its original means the original.
    if library.original(id) == library.original(page) {
        return id;
    }
    let same = |other: &&ManuscriptId| {
        let translation = library.manuscript(**other).translation.as_ref();
        translation.is_some_and(|translation| translation.language == own.language)
    };
    library.translations(library.original(id)).iter().find(same).copied().unwrap_or(id)
}

/// The words of a link: the title of the leaflet for `[[PT-002]]`, but the words as typed for `[[cognitive behavioural
/// therapy]]`.
fn shown<'t>(written: Option<&'t str>, title: Option<&'t str>) -> Option<&'t str> {
    let (written, title) = (written?.split('#').next()?.trim(), title?);
    Some(if written.eq_ignore_ascii_case(title) { written } else { title })
}
