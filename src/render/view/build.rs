//! From a leaflet to what its readers get.

use std::collections::BTreeSet;

use super::comparison::compared;
use super::crisis::CrisisBlock;
use super::facts::Facts;
use super::leaflet_view::{Alternative, Alternatives, Crisis, Day, Explained, LeafletView, Publisher};
use super::links::Around;
use super::sources::origin_of;
use crate::date::Date;
use crate::leaflet::{Field, Leaflet};
use crate::library::ManuscriptId;
use crate::markdown::{Block, Body, Part, to_blocks};
use crate::phone;
use crate::render::inputs::Inputs;
use crate::settings::Settings;
use crate::site::Address;
use crate::source::SourceId;
use crate::theme::Words;

/// Makes views; what all of them share is made once.
pub(in crate::render) struct ViewBuilder<'a> {
    inputs: &'a Inputs<'a>,
    numbers: BTreeSet<String>,
}

impl<'a> ViewBuilder<'a> {
    pub fn new(inputs: &'a Inputs<'a>) -> Self {
        Self { inputs, numbers: phone_numbers(inputs.site.settings) }
    }

    /// The view of a leaflet; none where it is no complete leaflet, or the theme has no words.
    pub fn of(&self, id: ManuscriptId) -> Option<LeafletView<'a>> {
        let site = self.inputs.site;
        let library = site.library;
        let leaflet: Leaflet<'a> = *library.leaflet(id)?;
        let language = library.language(id).unwrap_or(&site.settings.language);
        let words = self.inputs.theme.words(language)?;
        let fields = leaflet.fields();
        let outline = library.outline(id);
        let ids: Vec<String> = outline.into_iter().map(|heading| heading.id).collect();
        let crisis = CrisisBlock::of(site, id, &ids);
        let around = Around {
            inputs: self.inputs,
            leaflet: id,
            numbers: &self.numbers,
            words: &words.of_text,
            title: leaflet.title,
            marks: Around::made_links(self.inputs, id),
        };
        let body = Body { document: &leaflet.manuscript.document, source: library.text(id), origin: id };
        let own = Part { body, ids: &ids, raised: 0, marked: true };
        let mut parts = Vec::new();
        parts.extend(crisis.as_ref().map(|crisis| crisis.part(site)));
        parts.push(own);
        let mut blocks = to_blocks(&parts, &around);
        let body = blocks.parts.pop().unwrap_or_default();
        let crisis = crisis.as_ref().zip(blocks.parts.pop()).map(|(crisis, blocks)| Crisis {
            heading: (!crisis.headed).then(|| words.get("crisis")),
            language: library.language(crisis.block).unwrap_or(&site.settings.language),
            blocks,
        });
        let text = |field: &'a Option<Field<Box<str>>>| field.as_ref().map(|field| &*field.value);
        Some(LeafletView {
            leaflet: id,
            source: leaflet.manuscript.source,
            words,
            language,
            title: leaflet.title,
            summary: leaflet.summary(),
            reference: leaflet.reference,
            last_updated: day(leaflet.last_updated, words),
            archive_date: day(leaflet.archive_date, words),
            facts: Facts::of(site, id, &leaflet, words, None),
            conditions: fields.conditions.iter().map(|condition| &*condition.value).collect(),
            owner: text(&fields.owner),
            approved_by: text(&fields.approved_by),
            publisher: publisher(site.settings),
            address: self.address(id),
            short_address: self.inputs.base_url.map(|base| Address::short(leaflet.reference).on_web(base)),
            glossary: self.glossary(id),
            alternatives: self.alternatives(id),
            pictures: pictures(
                crisis.iter().flat_map(|crisis| &crisis.blocks).chain(&body).chain(blocks.notes.iter().flatten()),
            ),
            sources: fields.sources.iter().map(|source| origin_of(&source.value)).collect(),
            crisis,
            body,
            notes: blocks.notes,
        })
    }

    fn address(&self, id: ManuscriptId) -> Option<String> {
        let (base, address) = (self.inputs.base_url?, self.inputs.site.address(id)?);
        Some(address.on_web(base))
    }

    /// The words of a leaflet that its site explains, in the order of the glossary.
    fn glossary(&self, id: ManuscriptId) -> Vec<Explained<'a>> {
        let site = self.inputs.site;
        let uses = site.library.glossary_uses(id);
        let used = site.glossary.iter().filter(|entry| uses.iter().any(|word| word.entry == **entry));
        let entries = used.filter_map(|entry| site.library.glossary.entries.get(*entry));
        entries.map(|entry| Explained { word: &entry.word.text, meaning: &entry.meaning.text }).collect()
    }

    fn alternatives(&self, id: ManuscriptId) -> Option<Alternatives<'a>> {
        let found = compared(self.inputs.site, id)?;
        let rows = found.leaflets.iter().map(|(other, leaflet)| Alternative {
            title: leaflet.title,
            this: *other == id,
            address: self.address(*other),
            summary: leaflet.summary(),
            values: found.values(leaflet),
        });
        Some(Alternatives { rows: rows.collect(), facts: found.facts })
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

fn day(date: Date, words: &Words) -> Day {
    Day { iso: date.to_string(), words: words.date(date) }
}

/// The numbers of `contacts`, and the site's own. What is no longer in use is not among them.
pub(in crate::render) fn phone_numbers(settings: &Settings) -> BTreeSet<String> {
    let contacts = settings.contacts.iter().filter_map(|contact| contact.phone.as_deref());
    contacts.chain(settings.organisation.phone.as_deref()).flat_map(phone::all_in).collect()
}

/// The pictures that some blocks show, each once.
fn pictures<'b>(blocks: impl Iterator<Item = &'b Block>) -> Vec<SourceId> {
    let mut found = Vec::new();
    for block in blocks {
        block.each_picture(&mut |picture| {
            if !found.contains(&picture.source) {
                found.push(picture.source);
            }
        });
    }
    found
}
