//! Builds the view of a leaflet.

use std::collections::BTreeSet;

use super::crisis::{CrisisBlock, body_of};
use super::facts::LeafletFacts;
use super::leaflet_view::{
    Comparison, ContentsEntry, CrisisText, DisplayDate, ExplainedWord, LeafletView, Publisher, TextView, Unhashed,
};
use super::links::{Base, PageContext};
use super::sources::origin_of;
use crate::language::Language;
use crate::leaflet::Leaflet;
use crate::library::ManuscriptId;
use crate::markdown::{Blocks, PagePart, to_blocks};
use crate::render::render_context::RenderContext;
use crate::settings::Settings;
use crate::site::{Address, Site};
use crate::text::phone;
use crate::theme::{Theme, Words};
use crate::versions::{History, VersionLabel};

/// Builds views. The data that they share is built once.
pub(in crate::render) struct ViewBuilder<'a> {
    site: &'a Site<'a>,
    history: History<'a>,
    theme: &'a Theme,
    base_url: Option<&'a str>,
    /// Whether links include `index.html`.
    portable: bool,
    /// The digits of the telephone numbers that readers can call.
    numbers: BTreeSet<String>,
    /// The path of each manuscript's page in links. Paths are used often, so they are built once. Empty if there is no
    /// page.
    paths: Vec<String>,
}

impl<'a> ViewBuilder<'a> {
    /// `portable` says whether links include `index.html`.
    pub fn new(inputs: &RenderContext<'a>, portable: bool) -> Self {
        let RenderContext { site, history, theme, base_url, .. } = *inputs;
        let count = site.library.manuscripts().len();
        let path = |id| site.address(id).map(|address| address.in_links(portable)).unwrap_or_default();
        let numbers = phone_numbers(site.settings);
        Self { site, history, theme, base_url, portable, numbers, paths: (0..count).map(path).collect() }
    }

    /// The path for a link to a manuscript's page, from the root.
    pub fn path_of(&self, id: ManuscriptId) -> &str {
        &self.paths[id]
    }

    /// The language of a manuscript.
    pub fn language_of(&self, id: ManuscriptId) -> &'a Language {
        self.site.library.language(id).unwrap_or(&self.site.settings.language)
    }

    /// The view of a leaflet for a standalone format; `None` if the leaflet is not complete, or the theme has no words.
    pub fn alone(&self, id: ManuscriptId) -> Option<LeafletView<'a>> {
        let words = self.theme.words(self.language_of(id))?;
        Some(self.leaflet(id, self.site.library.leaflet(id)?, words, Base::Web { base_url: self.base_url }))
    }

    /// The view of a leaflet, published or not.
    pub fn leaflet(
        &self,
        id: ManuscriptId,
        leaflet: &Leaflet<'a>,
        words: &'a Words,
        base: Base<'_>,
    ) -> LeafletView<'a> {
        let text = self.text(id, id, words, base);
        LeafletView {
            summary: leaflet.summary(),
            glossary: self.glossary(id, base),
            comparison: self.comparison(id, base),
            sources: leaflet.fields().sources.iter().map(|source| origin_of(&source.value)).collect(),
            ..self.head(id, leaflet, words, (self.history.version_label(id), text), base)
        }
    }

    /// The view for the notice of an archived leaflet, without its text.
    pub fn notice(&self, id: ManuscriptId, leaflet: &Leaflet<'a>, words: &'a Words, base: Base<'_>) -> LeafletView<'a> {
        let text = self.urgent_help(id, words, base);
        self.head(id, leaflet, words, (None, text), base)
    }

    fn head(
        &self,
        id: ManuscriptId,
        leaflet: &Leaflet<'a>,
        words: &'a Words,
        (version, text): (Option<VersionLabel>, TextView<'a>),
        base: Base<'_>,
    ) -> LeafletView<'a> {
        let path = |address: &Address| address.in_links(self.portable);
        let facts = LeafletFacts::of(self.site, (id, leaflet, version), words, base.is_site().then_some(&path));
        LeafletView {
            leaflet: Unhashed(id),
            words,
            language: self.language_of(id),
            title: leaflet.title,
            summary: None,
            reference: leaflet.reference,
            version,
            last_updated: DisplayDate::new(leaflet.last_updated, words),
            archive_date: DisplayDate::new(leaflet.archive_date, words),
            facts,
            publisher: publisher(self.site.settings),
            address: self.base_url.zip(self.site.address(id)).map(|(base, address)| address.on_web(base)),
            short_address: self.base_url.map(|base| Address::short(leaflet.reference).on_web(base)),
            text,
            glossary: Vec::new(),
            comparison: None,
            sources: Vec::new(),
        }
    }

    /// The text of a manuscript, below the urgent help of the leaflet `at_risk`.
    pub fn text(&self, id: ManuscriptId, at_risk: ManuscriptId, words: &'a Words, base: Base<'_>) -> TextView<'a> {
        let outline = self.site.library.outline(id);
        let upper = outline.iter().filter(|heading| heading.level <= 2);
        let contents = upper.map(|heading| ContentsEntry { id: heading.id.clone(), text: heading.text.clone() });
        let contents = contents.collect();
        let ids: Vec<String> = outline.into_iter().map(|heading| heading.id).collect();
        let crisis = CrisisBlock::of(self.site, at_risk, &ids);
        let part = PagePart { body: body_of(self.site, id), ids, raised: 0, marked: true };
        TextView { contents, ..self.texts(id, crisis, Some(part), words, base) }
    }

    /// Only the urgent help of a leaflet.
    pub fn urgent_help(&self, id: ManuscriptId, words: &'a Words, base: Base<'_>) -> TextView<'a> {
        self.texts(id, CrisisBlock::of(self.site, id, &[]), None, words, base)
    }

    fn texts(
        &self,
        id: ManuscriptId,
        crisis: Option<CrisisBlock>,
        part: Option<PagePart<'a>>,
        words: &'a Words,
        base: Base<'_>,
    ) -> TextView<'a> {
        let site = self.site;
        let mut context = PageContext {
            site,
            base,
            paths: &self.paths,
            page: id,
            numbers: &self.numbers,
            words: &words.of_text,
            marks: Vec::new(),
        };
        context.find_marks();
        let mut crisis = crisis.map(|block| {
            let found = CrisisText {
                heading: (!block.headed).then(|| words.get("crisis")),
                id: block.id().to_owned(),
                language: self.language_of(block.block),
                blocks: Vec::new(),
            };
            (found, block.part(site))
        });
        let has_body = part.is_some();
        let (crisis, above) = crisis.take().unzip();
        let Blocks { mut parts, notes } = to_blocks(above.into_iter().chain(part).collect(), &context);
        let body = if has_body { parts.pop().unwrap_or_default() } else { Vec::new() };
        let crisis = crisis.map(|found| CrisisText { blocks: parts.pop().unwrap_or_default(), ..found });
        TextView { language: self.language_of(id), crisis, body, notes, contents: Vec::new() }
    }

    /// The comparison of a leaflet with its alternatives; `None` if it has none.
    pub fn comparison(&self, id: ManuscriptId, base: Base<'_>) -> Option<Comparison<'a>> {
        Comparison::of(self.site, id, |other| match base {
            Base::Site { .. } => Some(self.path_of(other).to_owned()),
            Base::Web { .. } => base.address(self.path_of(other)),
        })
    }

    /// The words of a leaflet that the site explains.
    fn glossary(&self, id: ManuscriptId, base: Base<'_>) -> Vec<ExplainedWord<'a>> {
        let library = self.site.library;
        let uses = library.glossary_uses(id).iter().enumerate();
        let explained = uses.filter_map(|(index, word)| {
            let entry = library.glossary.entries.get(word.entry)?;
            let place = self.site.glossary().iter().position(|known| *known == word.entry);
            let (word, meaning) = (&*entry.word.text, &*entry.meaning.text);
            Some((place, ExplainedWord { number: index + 1, word, meaning }))
        });
        let mut explained: Vec<_> = explained.collect();
        if !base.is_site() {
            explained.retain(|(place, _)| place.is_some());
            explained.sort_by_key(|(place, _)| *place);
            explained.dedup_by_key(|(place, _)| *place);
        }
        explained.into_iter().map(|(_, explained)| explained).collect()
    }
}

fn publisher(settings: &Settings) -> Publisher<'_> {
    let organisation = &settings.organisation;
    Publisher {
        site: &settings.title,
        name: organisation.name.as_deref(),
        phone: organisation.phone.as_deref(),
        phone_digits: organisation.phone.as_deref().and_then(phone::first_in),
        email: organisation.email.as_deref(),
        notice: settings.notice.as_deref(),
    }
}

/// The telephone numbers in `contacts` and of the organisation. Numbers that are no longer in use are not included.
fn phone_numbers(settings: &Settings) -> BTreeSet<String> {
    let contacts = settings.contacts.iter().filter_map(|contact| contact.phone.as_deref());
    contacts.chain(settings.organisation.phone.as_deref()).flat_map(phone::all_in).collect()
}
