//! The library: all manuscripts and their connections.

use super::archive::archive_date;
use super::auto_links::{AutoLink, AutoLinks, GlossaryUse};
use super::blocks::SharedBlocks;
use super::crisis::{self, CrisisBlocks};
use super::leaflet_names::AmbiguousName;
use super::links::Links;
use super::manuscript_id::ManuscriptId;
use super::mentions::Mentions;
use super::name_index::NameIndex;
use super::name_suggestions::NameSuggestions;
use super::target::Target;
use super::texts::Texts;
use crate::date::Date;
use crate::glossary::Glossary;
use crate::language::Language;
use crate::leaflet::{Field, Leaflet, Manuscript};
use crate::source::{SourceId, Sources};

/// All manuscripts, linked to one another. Its five layers are made in this order, each from those before.
pub struct Library<'a> {
    /// The files of the manuscripts.
    pub sources: &'a Sources,
    /// The words that the site explains.
    pub glossary: &'a Glossary,
    /// The date on which leaflets are current or archived.
    pub today: Date,
    pub(super) texts: Texts<'a>,
    pub(super) crisis: CrisisBlocks,
    pub(super) names: NameIndex,
    pub(super) links: Links,
    pub(super) auto_links: AutoLinks,
    pub(super) mentions: Mentions,
    pub(super) suggestions: NameSuggestions,
}

impl<'a> Library<'a> {
    /// All manuscripts, in the order of their paths.
    pub fn manuscripts(&self) -> &'a [Manuscript] {
        self.texts.manuscripts
    }

    pub fn manuscript(&self, id: ManuscriptId) -> &'a Manuscript {
        self.texts.manuscript(id)
    }

    /// The text of a manuscript's file.
    pub fn text(&self, id: ManuscriptId) -> &'a str {
        self.texts.text(id)
    }

    /// The path of a manuscript's file.
    pub fn path(&self, id: ManuscriptId) -> &'a str {
        self.texts.path(id)
    }

    /// The manuscript of a file.
    pub fn of_source(&self, source: SourceId) -> Option<ManuscriptId> {
        self.texts.of_source(source)
    }

    /// The leaflet of a manuscript, if it is complete.
    pub fn leaflet(&self, id: ManuscriptId) -> Option<&Leaflet<'a>> {
        self.texts.leaflet(id)
    }

    /// All complete leaflets, translations included, in the order of their paths.
    pub fn leaflets(&self) -> impl Iterator<Item = (ManuscriptId, &Leaflet<'a>)> {
        self.texts.leaflets.iter().enumerate().filter_map(|(id, leaflet)| Some((id, leaflet.as_ref()?)))
    }

    /// Whether a manuscript is a complete leaflet that is not archived on the date of the library. No other code decides
    /// this for the texts of a library.
    pub fn is_current(&self, id: ManuscriptId) -> bool {
        self.texts.is_current(id)
    }

    /// Whether a manuscript is a complete leaflet that is archived on the date of the library.
    pub fn is_archived(&self, id: ManuscriptId) -> bool {
        self.leaflet(id).is_some() && !self.is_current(id)
    }

    /// The texts on the page of a text, each once: itself, then each included block before those that it includes.
    pub fn texts_on_page(&self, id: ManuscriptId) -> Vec<ManuscriptId> {
        self.texts_on_page_in(id, self.language(id))
    }

    /// As [`texts_on_page`](Self::texts_on_page), on a page in another language, whose blocks are shown in that
    /// language.
    pub fn texts_on_page_in(&self, id: ManuscriptId, language: Option<&Language>) -> Vec<ManuscriptId> {
        self.texts.on_page(id, language)
    }

    /// The targets of the links of a manuscript, in the order of the links.
    pub fn targets(&self, id: ManuscriptId) -> &[Target] {
        self.links.targets(id)
    }

    /// The leaflets with a reference, ignoring case. More than one is an author's mistake.
    pub fn leaflets_of(&self, reference: &str) -> &[ManuscriptId] {
        self.names.leaflets_of(reference)
    }

    /// The first leaflet with a reference.
    pub fn leaflet_of(&self, reference: &str) -> Option<ManuscriptId> {
        self.names.leaflet_of(reference)
    }

    /// The leaflets with a title, ignoring case.
    pub fn titled(&self, title: &str) -> &[ManuscriptId] {
        self.names.titled(title)
    }

    /// The alternatives of a leaflet: those that it names, then those that name it.
    pub fn alternatives(&self, id: ManuscriptId) -> &[ManuscriptId] {
        self.links.alternatives(self.original(id))
    }

    /// The leaflets whose pages lead to this one, in the order of their paths: by a link of the author or an automatic
    /// link, in their own text or in a shared block.
    pub fn mentions(&self, id: ManuscriptId) -> &[ManuscriptId] {
        self.mentions.of(self.original(id))
    }

    /// The successors of a leaflet: those that its author named, then those that say they replace it.
    pub fn successors(&self, id: ManuscriptId) -> Vec<ManuscriptId> {
        let original = self.original(id);
        let named = self.texts.manuscript(original).front_matter.replaced_by.iter();
        let mut successors: Vec<ManuscriptId> = Vec::new();
        let claim = self.links.replacing(original).iter().copied();
        for other in named.filter_map(|other| self.leaflet_of(&other.value)).chain(claim) {
            if !successors.contains(&other) {
                successors.push(other);
            }
        }
        successors
    }

    /// The references listed in a pack, in the author's order. A translation without a list has that of its original.
    pub fn pack_list(&self, pack: ManuscriptId) -> &'a [Field<Box<str>>] {
        match &*self.texts.manuscript(pack).front_matter.leaflets {
            [] => &self.texts.manuscript(self.original(pack)).front_matter.leaflets,
            own => own,
        }
    }

    /// The translation of text `id` into the language of text `of`; `None` if `of` is not a translation, or there is
    /// none.
    pub fn in_language_of(&self, of: ManuscriptId, id: ManuscriptId) -> Option<ManuscriptId> {
        let language = self.language(of)?;
        let translations = self.translations(self.original(id)).iter();
        translations.copied().find(|other| self.language(*other) == Some(language))
    }

    /// The translations of a leaflet or a pack.
    pub fn translations(&self, id: ManuscriptId) -> &[ManuscriptId] {
        self.names.translations(id)
    }

    /// The original of a translation; any other manuscript is its own original.
    pub fn original(&self, id: ManuscriptId) -> ManuscriptId {
        self.texts.original(id)
    }

    /// The shared blocks with urgent help.
    pub fn crisis(&self) -> &CrisisBlocks {
        &self.crisis
    }

    /// The block with urgent help for a leaflet, whether or not it is at risk.
    pub fn crisis_block(&self, id: ManuscriptId) -> Option<ManuscriptId> {
        self.crisis.shown_on(&self.texts, id)
    }

    /// The block with urgent help that an at-risk leaflet shows above its text.
    pub fn urgent_help(&self, id: ManuscriptId) -> Option<ManuscriptId> {
        self.crisis.urgent_help(&self.texts, id)
    }

    /// Whether readers of a leaflet may be in danger. A translation inherits this from its original.
    pub fn is_at_risk(&self, id: ManuscriptId) -> bool {
        crisis::is_at_risk(&self.texts, id)
    }

    pub fn blocks(&self) -> &SharedBlocks<'a> {
        &self.texts.blocks
    }

    /// The language of a manuscript, if it is a translation.
    pub fn language(&self, id: ManuscriptId) -> Option<&'a Language> {
        self.texts.language(id)
    }

    /// The archive date of a manuscript, whether or not it is a complete leaflet.
    pub fn archive_date(&self, id: ManuscriptId) -> Option<Date> {
        archive_date(self.manuscripts(), self.manuscript(id))
    }

    /// The automatic links on the page of a leaflet, in order. None is in a heading, a link, code, a card, a footnote
    /// or a table header, and no two lead to the same leaflet.
    pub fn auto_links(&self, id: ManuscriptId) -> &[AutoLink] {
        self.auto_links.links(id)
    }

    /// The first use of each glossary word on the page of a leaflet, in order.
    pub fn glossary_uses(&self, id: ManuscriptId) -> &[GlossaryUse] {
        self.auto_links.glossary_uses(id)
    }

    /// The names that more than one current leaflet has, in the order of the leaflets; empty if automatic links are
    /// off.
    pub fn ambiguous_names(&self) -> &[AmbiguousName] {
        &self.auto_links.ambiguous
    }

    /// The reference closest to a mistyped one.
    pub fn nearest_reference(&self, typed: &str) -> Option<&str> {
        self.suggestions.reference(&self.texts, typed)
    }

    /// The title closest to a mistyped one.
    pub fn nearest_title(&self, typed: &str) -> Option<&str> {
        self.suggestions.title(&self.texts, typed)
    }

    /// The most likely target of a broken link: a file of the same name elsewhere, otherwise the closest name with the
    /// same extension. The path is relative to the manuscript's file, so that it can be copied.
    pub fn nearest_file(&self, from: ManuscriptId, written: &str) -> Option<String> {
        self.suggestions.file(&self.texts, from, written)
    }
}
