//! The words of a paragraph: runs, links, fields and footnote references.

use std::rc::Rc;

use super::document::{NoteKind, WordReader};
use super::field::{FieldResult, MAX_FIELDS, WordField};
use super::styles::{self, ParagraphStyle};
use super::xml::{XmlChild, XmlElement};
use crate::import::draft::{DraftInline, MAX_ADDRESS_LEN, TextRun};
use crate::import::report::STRUCK;
use crate::import::tidy::risen;

/// The formatting of the surrounding text.
#[derive(Clone, Debug, Default)]
pub(super) struct RunStyle {
    bold: bool,
    italic: bool,
    hidden: bool,
    link: Option<Rc<str>>,
}

impl RunStyle {
    /// The formatting of a paragraph style.
    pub(super) fn of(style: &ParagraphStyle) -> Self {
        Self {
            bold: style.bold == Some(true),
            italic: style.italic == Some(true),
            hidden: style.hidden == Some(true),
            link: None,
        }
    }
}

impl<'r> WordReader<'r> {
    /// Collects the words below an element such as a paragraph or a link.
    pub(super) fn inlines(&mut self, element: &'r XmlElement, look: &RunStyle, found: &mut Vec<DraftInline>) {
        for element in element.elements() {
            match element.name.as_str() {
                "w:r" => self.run(element, look, found),
                "w:hyperlink" => {
                    let address = self.link(element.attribute("r:id")).filter(|to| to.external).map(|to| to.target);
                    let anchor = element.attribute("w:anchor").filter(|_| address.is_some());
                    let link = address.map(|address| match anchor {
                        Some(anchor) => format!("{address}#{anchor}"),
                        None => address,
                    });
                    self.inlines(element, &RunStyle { link: link.and_then(usable), ..look.clone() }, found);
                }
                "w:fldSimple" => {
                    let field = WordField::with_result(element.attribute("w:instr").unwrap_or_default());
                    let before = self.fields.len();
                    self.open_field(field);
                    self.inlines(element, look, found);
                    self.fields.truncate(before);
                }
                "m:oMath" | "m:oMathPara" => {
                    let mut words = String::new();
                    element.walk(&mut |below| {
                        if below.name == "m:t" {
                            words.push_str(&below.text());
                        }
                    });
                    self.draft
                        .account
                        .guess("Formulas became ordinary text. Check that they can still be read:", &words);
                    found.push(DraftInline::text(words));
                }
                "mc:AlternateContent" => {
                    if let Some(choice) = chosen(element) {
                        self.inlines(choice, look, found);
                    }
                }
                "w:pPr" | "w:rPr" | "w:sdtPr" | "w:sdtEndPr" => {}
                _ => self.inlines(element, look, found),
            }
        }
    }

    fn run(&mut self, run: &'r XmlElement, around: &RunStyle, found: &mut Vec<DraftInline>) {
        let properties = run.child("w:rPr");
        let mut look = around.clone();
        let mut rise = None;
        if let Some(properties) = properties {
            let style = self.styles.letters(properties.value_of("w:rStyle"));
            look.bold = properties.switch("w:b").or(style.and_then(|style| style.bold)).unwrap_or(look.bold);
            look.italic = properties.switch("w:i").or(style.and_then(|style| style.italic)).unwrap_or(look.italic);
            look.hidden = properties.switch("w:vanish").or(style.and_then(|style| style.hidden)).unwrap_or(look.hidden);
            rise = styles::rise(properties).or(style.and_then(|style| style.rise));
        }
        let struck = properties.is_some_and(|properties| {
            properties.switch("w:strike") == Some(true) || properties.switch("w:dstrike") == Some(true)
        });
        for child in &run.children {
            let XmlChild::Element(element) = child else { continue };
            match element.name.as_str() {
                "w:t" => {
                    let text = element.text();
                    // As ordinary words they would reverse what the author meant: 'do ~~not~~ stop'.
                    if struck {
                        self.draft.account.lost(STRUCK, &text);
                        continue;
                    }
                    let text = match rise {
                        Some(rise) => risen(text, rise, &mut self.draft.account),
                        None => text,
                    };
                    self.words(text, &look, found);
                }
                "w:tab" | "w:ptab" => self.words("\t".to_owned(), &look, found),
                "w:noBreakHyphen" => self.words("-".to_owned(), &look, found),
                "w:softHyphen" => {
                    self.draft
                        .account
                        .guess("Soft hyphens, which split words at the ends of lines, were left out.", "");
                }
                "w:cr" => self.plain_symbol(DraftInline::Break, found),
                "w:br" => match element.attribute("w:type") {
                    Some("page" | "column") => self.words(" ".to_owned(), &look, found),
                    _ => self.plain_symbol(DraftInline::Break, found),
                },
                "w:sym" => self.symbol(element, &look, found),
                "w:fldChar" => match element.attribute("w:fldCharType") {
                    Some("begin") => self.open_field(WordField::default()),
                    Some("separate") => {
                        if let Some(field) = self.fields.last_mut() {
                            field.in_result = true;
                        }
                    }
                    Some("end") => {
                        self.fields.pop();
                    }
                    _ => {}
                },
                "w:instrText" => {
                    if let Some(field) = self.fields.last_mut() {
                        field.instruct(&element.text());
                    }
                }
                "w:footnoteReference" => self.note(NoteKind::Footnote, element, found),
                "w:endnoteReference" => self.note(NoteKind::Endnote, element, found),
                "w:drawing" | "w:pict" | "w:object" => self.drawing(element, found),
                "mc:AlternateContent" => {
                    for choice in chosen(element).into_iter().flat_map(XmlElement::elements) {
                        self.drawing(choice, found);
                    }
                }
                "w:ruby" => {
                    if let Some(base) = element.child("w:rubyBase") {
                        self.inlines(base, around, found);
                    }
                    let mut above = String::new();
                    if let Some(ruby) = element.child("w:rt") {
                        ruby.walk(&mut |below| {
                            if below.name == "w:t" {
                                above.push_str(&below.text());
                            }
                        });
                    }
                    self.draft.account.lost("Small characters above words:", &above);
                }
                _ => {}
            }
        }
    }

    /// Adds words, unless an open field makes something else of them.
    fn words(&mut self, text: String, look: &RunStyle, found: &mut Vec<DraftInline>) {
        let mut link = look.link.clone();
        for field in &self.fields {
            if !field.in_result {
                self.draft.account.lost("Words inside the instructions of a Word field:", &text);
                return;
            }
            match field.result() {
                FieldResult::Kept => {}
                FieldResult::Link(to) => link = usable(to).or(link),
                FieldResult::PageNumber => {
                    // Leaving it out would break the sentence.
                    let sentence = "Page numbers made by Word became ordinary text. The site has no page numbers, so check each place:";
                    self.draft.account.guess(sentence, &text);
                }
                FieldResult::Contents => {
                    self.draft.account.lost("The table of contents. Pages of the site make their own:", &text);
                    return;
                }
            }
        }
        if look.hidden {
            self.draft.account.lost("Words that are hidden in the file:", &text);
            return;
        }
        found.push(DraftInline::Run(TextRun { text, strong: look.bold, emphasis: look.italic, link }));
    }

    fn open_field(&mut self, field: WordField) {
        if self.fields.len() < MAX_FIELDS {
            self.fields.push(field);
        }
    }

    fn plain_symbol(&self, plain_symbol: DraftInline, found: &mut Vec<DraftInline>) {
        let is_shown = self
            .fields
            .iter()
            .all(|field| field.in_result && matches!(field.result(), FieldResult::Kept | FieldResult::Link(_)));
        if is_shown {
            found.push(plain_symbol);
        }
    }

    fn note(&mut self, kind: NoteKind, element: &XmlElement, found: &mut Vec<DraftInline>) {
        let Some(id) = element.attribute("w:id") else { return };
        if self.in_note {
            self.draft.account.lost_thing("A footnote within a footnote.", "");
            return;
        }
        // A note that is referred to twice is imported once.
        let next = self.notes.len();
        let place = *self.places_of_notes.entry((kind, id.to_owned())).or_insert(next);
        if place == next {
            self.notes.push((kind, id.to_owned()));
        }
        found.push(DraftInline::Note(place));
    }

    /// A character of a symbol font.
    fn symbol(&mut self, element: &XmlElement, look: &RunStyle, found: &mut Vec<DraftInline>) {
        let code = element.attribute("w:char").unwrap_or_default().to_ascii_uppercase();
        let plain_symbol = match code.as_str() {
            "F0B7" | "F09F" | "F06C" => "•",
            "F0A7" | "F06E" => "▪",
            "F0FC" | "F050" => "✓",
            "F0FB" | "F04F" => "✗",
            "F0D8" => "➢",
            "F0E0" | "F0AE" => "→",
            "F028" | "F029" => "☎",
            "F02A" | "F02B" => "✉",
            "F0B3" => "≥",
            "F0A3" => "≤",
            "F0B1" => "±",
            "F0B0" => "°",
            "F06D" => "µ",
            _ => {
                let font = element.attribute("w:font").unwrap_or("unknown");
                let name = format!("character {code} of the font {font}");
                self.draft.account.lost_thing("Characters of a symbol font:", &name);
                return;
            }
        };
        self.words(plain_symbol.to_owned(), look, found);
    }
}

/// An address that a link in a leaflet may have.
pub(super) fn usable(address: String) -> Option<Rc<str>> {
    if address.len() > MAX_ADDRESS_LEN {
        return None;
    }
    let lower = address.trim().to_ascii_lowercase();
    let is_usable = ["http://", "https://", "mailto:", "tel:", "sms:"].iter().any(|start| lower.starts_with(start));
    is_usable.then(|| Rc::from(address.trim()))
}

/// The alternative of a drawing that current programs use.
pub(super) fn chosen(element: &XmlElement) -> Option<&XmlElement> {
    element.child("mc:Choice").or_else(|| element.child("mc:Fallback"))
}
