//! Converts a view to the data of the PDF templates, which src/manual/theme.md lists.

mod blocks;

use serde_json::{Map, Value, json};

use super::engine::PdfEngine;
use super::letters::RequiredLetters;
use super::square;
use crate::language::Language;
use crate::markdown::{Alignment, Block, Inline, LinkTarget, List, Note, Table};
use crate::render::view::{ComparedLeaflet, Comparison, DetailFact, LeafletView, SourceLink};
use crate::source::SourceId;
use crate::theme::{COLOUR_ROLES, Palette, Scheme};

/// The width of the text on a page in points: that of A4 without its margins.
const WIDTH: f32 = 470.0;
/// The number of letters from which a leaflet, then about five pages long, has a list of contents.
const MIN_CHARS_FOR_CONTENTS: usize = 9_000;
/// The number of headings from which a list of contents is useful.
const MANY_HEADINGS: usize = 6;
/// Blocks up to this height, in ems, are kept on one page.
const WHOLE: f32 = 24.0;
/// The average width of a letter, in ems.
const AVERAGE: f32 = 0.6;
/// Callouts with more letters may be split between pages.
const LONG_CARD: usize = 900;

/// A leaflet, ready for its template.
pub(super) struct PdfContent<'a> {
    /// The data.
    pub data: Value,
    /// The data that it shares with other leaflets in the same language and print size.
    pub look: Value,
    /// The pictures, in order, with their names in the data.
    pub pictures: Vec<(SourceId, String)>,
    /// The characters that are in no font.
    pub missing: Vec<char>,
    /// The text, with tables as they are printed.
    pub body: Vec<Block<'a>>,
    /// The urgent help, likewise.
    pub crisis: Vec<Block<'a>>,
    /// The notes, likewise.
    pub notes: Vec<Note<'a>>,
}

/// The input that the leaflets of a site share.
pub(super) struct SharedPdfData<'a> {
    pub engine: &'a PdfEngine,
    pub palette: &'a Palette,
    /// The file name and the alternative text of the logo.
    pub logo: Option<(&'a str, &'a str)>,
    /// Returns the file extension of a picture; `None` if it cannot be printed.
    pub ending: &'a dyn Fn(SourceId) -> Option<&'static str>,
}

/// Builds the data of a leaflet.
pub(super) fn content<'a>(shared: &SharedPdfData<'_>, view: &LeafletView<'a>, large: bool) -> PdfContent<'a> {
    let point = if large { 18.0 } else { 14.0 };
    let room = WIDTH / point;
    let letters = RequiredLetters::new(shared.engine);
    let pictures = Vec::new();
    let mut writer =
        PdfContentWriter { shared, view, letters, room, point, pictures, size: 0, height: 0.0, headings: 0 };
    let mut body = view.text.body.clone();
    let mut crisis = view.text.crisis.as_ref().map(|crisis| crisis.blocks.clone()).unwrap_or_default();
    let mut notes = view.text.notes.clone();
    let data = writer.leaflet(large, &mut body, &mut crisis, &mut notes);
    let look = writer.look(large);
    let missing = writer.letters.missing.into_iter().collect();
    PdfContent { data, look, pictures: writer.pictures, missing, body, crisis, notes }
}

struct PdfContentWriter<'a> {
    shared: &'a SharedPdfData<'a>,
    view: &'a LeafletView<'a>,
    letters: RequiredLetters<'a>,
    /// The width of the current line, in ems.
    room: f32,
    /// The font size in points.
    point: f32,
    pictures: Vec<(SourceId, String)>,
    /// The number of letters in the text.
    size: usize,
    /// The approximate height of the text, in ems.
    height: f32,
    /// The number of level-2 headings.
    headings: usize,
}

impl PdfContentWriter<'_> {
    fn leaflet(
        &mut self,
        large: bool,
        body: &mut [Block<'_>],
        crisis: &mut [Block<'_>],
        notes: &mut [Note<'_>],
    ) -> Value {
        let view = self.view;
        let words = view.words;
        let publisher = &view.publisher;
        let name = publisher.name.unwrap_or(publisher.site);
        let crisis_data = view.text.crisis.as_ref().map(|found| {
            let mut blocks = Vec::new();
            if let Some(heading) = found.heading {
                blocks.push(json!({"kind": "heading", "level": 2, "id": "", "words": self.text(heading)}));
            }
            blocks.extend(self.blocks(crisis));
            self.in_language(found.language, blocks)
        });
        self.size = 0;
        let body = self.blocks(body);
        let long = self.size > if large { MIN_CHARS_FOR_CONTENTS * 2 / 3 } else { MIN_CHARS_FOR_CONTENTS };
        let contents = long && self.headings >= MANY_HEADINGS;
        let address = view.short_address.as_deref();
        let code = self.shared.engine.code(view.reference).as_ref().map(square::drawing);
        let height = self.height;
        let about = self.facts(&view.facts.about);
        let about_whole = self.height - height <= WHOLE / 2.0;
        json!({
            "name": self.plain(view.title),
            "title": self.narrower(2.1, |writer| writer.text(view.title)),
            "summary": view.summary.map(|summary| self.text(summary)),
            "description": view.summary.map(|summary| self.plain(summary)),
            "reference": self.plain(view.reference),
            "language": language(view.language),
            "logo": self.shared.logo.map(|(file, alternative)| json!({"file": file, "alternative": alternative})),
            "publisher": {"name": self.text(name), "plain": self.plain(name), "notice": publisher.notice.map(|notice| self.text(notice))},
            "updated": view.last_updated.iso.split('-').map(|part| part.parse::<u16>().unwrap_or(1)).collect::<Vec<_>>(),
            "archive-date": view.archive_date.words,
            "facts": self.facts(&view.facts.identity),
            "short-address": address.map(|address| json!({"address": address, "shown": shown(address)})),
            "code": address.zip(code).map(|(address, drawing)| json!({"drawing": drawing, "address": address})),
            "crisis": crisis_data,
            "contents": contents,
            "body": body,
            "notes": notes.iter_mut().map(|note| self.blocks(&mut note.blocks)).collect::<Vec<_>>(),
            "glossary": self.glossary(),
            "alternatives": view.comparison.as_ref().map(|found| self.alternatives(found)),
            "sources": view.sources.iter().map(|source| self.source(source)).collect::<Vec<_>>(),
            "about": about,
            "about-whole": about_whole,
            "contact": self.contact(words.get("call_us"), words.get("email_us")),
        })
    }

    fn look(&mut self, large: bool) -> Value {
        json!({
            "large": large,
            "direction": self.view.language.direction(),
            "words": self.interface(),
            "colours": self.colours(),
            "fonts": self.shared.engine.families,
        })
    }

    /// The words of the interface.
    fn interface(&mut self) -> Value {
        let words = self.view.words;
        let mut all: Map<String, Value> = words.all().map(|(key, text)| (key.to_owned(), Value::from(text))).collect();
        all.insert("tag".to_owned(), language(&words.language));
        all.insert("direction".to_owned(), Value::from(words.language.direction()));
        Value::Object(all)
    }

    fn colours(&self) -> Value {
        let colour = |name: &'static str| {
            let colour = self.shared.palette.colour(Scheme::Light, name)?;
            Some((name.to_owned(), Value::from(colour.to_string())))
        };
        Value::Object(COLOUR_ROLES.iter().filter_map(|role| colour(role.name)).collect())
    }

    fn facts(&mut self, facts: &[DetailFact<'_>]) -> Vec<Value> {
        let data = facts.iter().map(|fact| {
            let (name, value) = (self.text(fact.label), self.text(&fact.text()));
            // Dates are in the language of the interface, whose direction may differ from that of the leaflet.
            json!({"name": name, "value": self.turned_words(value)})
        });
        data.collect()
    }

    fn contact(&mut self, phone: &str, email: &str) -> Vec<Value> {
        let publisher = &self.view.publisher;
        let tel = publisher.phone.zip(publisher.phone_digits.as_ref()).map(|(_, digits)| format!("tel:{digits}"));
        let mail = publisher.email.map(|email| format!("mailto:{email}"));
        let ways = [(phone, publisher.phone, tel), (email, publisher.email, mail)];
        let ways = ways.into_iter().filter_map(|(name, shown, address)| {
            let shown = self.text(shown?);
            let link = match address {
                Some(address) => vec![json!({"kind": "link", "address": address, "words": shown})],
                None => shown,
            };
            Some([vec![Value::from(format!("{}: ", name))], link].concat().into())
        });
        ways.collect()
    }

    fn glossary(&mut self) -> Vec<Value> {
        let entries = self.view.glossary.iter();
        entries.map(|entry| json!({"word": self.text(entry.word), "meaning": self.text(entry.meaning)})).collect()
    }

    fn source(&mut self, source: &SourceLink<'_>) -> Value {
        let words = self.text(source.name);
        match source.address {
            Some(address) => json!([{"kind": "link", "address": address, "words": words}]),
            None => words.into(),
        }
    }

    /// The comparison of the leaflet with its alternatives, or a list of them if they have no facts.
    fn alternatives(&mut self, found: &Comparison<'_>) -> Value {
        let words = self.view.words;
        let text = |text: &str| vec![Inline::Text(text.to_owned().into())];
        let name = |row: &ComparedLeaflet<'_>| match (&row.address, row.this) {
            (_, true) => text(&format!("{} ({})", row.title, words.get("this_leaflet"))),
            (Some(address), _) => {
                vec![Inline::Link { to: LinkTarget::Web(address.clone().into()), title: "", words: text(row.title) }]
            }
            (None, _) => text(row.title),
        };
        if found.facts.is_empty() {
            let others = found.leaflets.iter().filter(|row| !row.this);
            let items = others.map(|row| {
                let summary = row.summary.map(|summary| Block::Paragraph(text(summary)));
                std::iter::once(Block::Paragraph(name(row))).chain(summary).collect()
            });
            return self.list(&mut List { first: None, tight: false, items: items.collect() });
        }
        let head = std::iter::once(words.get("treatment")).chain(found.facts.iter().map(|fact| fact.name));
        let rows = found.leaflets.iter().map(|row| {
            let values = row.values.iter().map(|value| text(value.unwrap_or_else(|| words.get("not_stated"))));
            std::iter::once(name(row)).chain(values).collect()
        });
        let mut table = Table {
            caption: None,
            below: String::new(),
            row_heads: true,
            alignments: vec![Alignment::Start; found.facts.len() + 1],
            head: head.map(text).collect(),
            rows: rows.collect(),
        };
        self.table(&mut table).0
    }

    fn plain(&mut self, text: &str) -> String {
        self.letters.clean(text).into_owned()
    }

    fn in_language(&self, other: &Language, blocks: Vec<Value>) -> Vec<Value> {
        if other == self.view.language {
            return blocks;
        }
        vec![json!({"kind": "language", "language": language(other), "direction": other.direction(), "blocks": blocks})]
    }
}

/// A language as Typst expects it.
fn language(language: &Language) -> Value {
    let region = language.tag().split('-').skip(1).find(|part| part.len() == 2);
    json!({"language": language.primary(), "region": region})
}

/// A web address in the form that people type.
fn shown(address: &str) -> &str {
    let bare = address.split_once("://").map_or(address, |(_, bare)| bare);
    bare.trim_end_matches('/')
}
