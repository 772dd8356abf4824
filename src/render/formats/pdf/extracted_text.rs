//! Extracts the text of the pages in reading order, and checks that it contains the whole text of the leaflet.
//!
//! Letters are compared rather than words, because a line may end within a word that is too long for it.

use typst::foundations::{StyleChain, Value};
use typst::introspection::{Location, MetadataElem, Tag};
use typst::layout::{Abs, Frame, FrameItem, Point, Size};
use typst::model::{OutlineElem, TableCell};
use typst::pdf::{ArtifactElem, PdfMarkerTag, PdfMarkerTagKind};
use typst::text::TextItem;
use typst_layout::Page;

use crate::rendering::FormatFault;

/// The number of letters to show of text that is missing.
const SHOWN: usize = 50;
/// The maximum number of comparisons, after which the leaflet counts as one that cannot be compared.
const MAX_SEARCH_LEN: usize = 50_000_000;
/// The tolerance, in points, for letters at the edge of a page, which allows for rounding.
const EDGE: f64 = 1.0;

/// The letters on the pages.
pub(super) struct ExtractedText {
    parts: Vec<ExtractedPart>,
    /// The element whose text is skipped: a running head, a list of contents, or a repeated header row of a table.
    skipped: Option<Location>,
    /// Whether the current text is the mark of a note, which is skipped.
    in_mark: bool,
    /// The size of the current page.
    page: Size,
}

/// A piece of text.
struct ExtractedPart {
    letters: Vec<char>,
    /// Whether it is only a number, which may be the mark of a note or of a step.
    is_number: bool,
}

impl ExtractedPart {
    fn of(text: &str) -> Self {
        let letters: Vec<char> = letters(text).collect();
        let is_number = letters.iter().all(|letter| letter.is_ascii_digit());
        Self { letters, is_number }
    }
}

impl ExtractedText {
    /// Extracts the text of pages, whose texts are in reading order.
    pub fn of(pages: &[Page]) -> Self {
        let mut heard = Self { parts: Vec::new(), skipped: None, in_mark: false, page: Size::zero() };
        for page in pages {
            heard.page = page.frame.size();
            heard.frame(&page.frame, Point::zero());
        }
        heard
    }

    fn frame(&mut self, frame: &Frame, origin: Point) {
        for (place, item) in frame.items() {
            let place = origin + *place;
            match item {
                FrameItem::Group(group) => {
                    let before = self.parts.len();
                    self.frame(&group.frame, place);
                    self.join_number(before);
                }
                FrameItem::Text(text) => self.text(text, place),
                FrameItem::Image(image, size, _) if self.skipped.is_none() && self.is_on_page(place, size.x) => {
                    self.parts.extend(image.alt().map(ExtractedPart::of));
                }
                FrameItem::Tag(tag) => self.tag(tag),
                _ => {}
            }
        }
    }

    fn tag(&mut self, tag: &Tag) {
        match tag {
            Tag::Start(element, _) => {
                // The template tags the start and the end of a mark.
                if let Some(metadata) = element.to_packed::<MetadataElem>()
                    && let Value::Str(word) = &metadata.value
                {
                    match word.as_str() {
                        "mark" => self.in_mark = true,
                        "end of mark" => self.in_mark = false,
                        _ => {}
                    }
                }
                let label = element.to_packed::<PdfMarkerTag>();
                let is_aside = element.is::<ArtifactElem>()
                    || element.is::<OutlineElem>()
                    || label.is_some_and(|label| matches!(label.kind, PdfMarkerTagKind::ListItemLabel))
                    || element.to_packed::<TableCell>().is_some_and(|cell| cell.is_repeated.get(StyleChain::default()));
                if is_aside && self.skipped.is_none() {
                    self.skipped = element.location();
                }
            }
            Tag::End(location, ..) => {
                if self.skipped == Some(*location) {
                    self.skipped = None;
                }
            }
        }
    }

    fn text(&mut self, text: &TextItem, place: Point) {
        if self.skipped.is_some() || self.in_mark || !self.is_on_page(place, text.width()) {
            return;
        }
        let part = ExtractedPart::of(&text.text);
        if !part.letters.is_empty() {
            self.parts.push(part);
        }
    }

    /// Text beyond the edge of a page is invisible.
    fn is_on_page(&self, place: Point, width: Abs) -> bool {
        let edge = Abs::pt(EDGE);
        place.x >= -edge && place.x + width <= self.page.x + edge && place.y >= -edge && place.y <= self.page.y + edge
    }

    /// Joins the pieces of a number in a box of its own, such as a telephone number, so that none of its digits is
    /// taken for the mark of a note.
    fn join_number(&mut self, start: usize) {
        let boxed = self.parts.get(start..).unwrap_or_default();
        if boxed.len() < 2 || boxed.iter().any(|part| !part.is_number) {
            return;
        }
        let letters = self.parts.drain(start..).flat_map(|part| part.letters).collect();
        self.parts.push(ExtractedPart { letters, is_number: true });
    }

    /// All letters, in reading order.
    pub fn letters(&self) -> String {
        self.parts.iter().flat_map(|part| &part.letters).collect()
    }

    /// Checks that the pages contain these texts, in this order; returns the first letters that are missing.
    pub fn lacks(&self, texts: &[String]) -> Option<FormatFault> {
        let mut from = (0, 0);
        for text in texts {
            let wanted: Vec<char> = letters(text).collect();
            match self.find(&wanted, from) {
                Ok(end) => from = end,
                Err(found) => return Some(fault(text, found)),
            }
        }
        None
    }

    /// Returns where `wanted` ends, if it is found after `from`, or the maximum number of letters found.
    fn find(&self, wanted: &[char], from: (usize, usize)) -> Result<(usize, usize), usize> {
        if wanted.is_empty() {
            return Ok(from);
        }
        let (mut furthest, mut compared) = (0, 0);
        for start in from.0..self.parts.len() {
            let first = if start == from.0 { from.1 } else { 0 };
            match self.matches(wanted, (start, first)) {
                Ok(end) => return Ok(end),
                Err(found) => {
                    furthest = furthest.max(found);
                    compared += found + 1;
                }
            }
            if compared > MAX_SEARCH_LEN {
                break;
            }
        }
        Err(furthest)
    }

    fn matches(&self, wanted: &[char], start: (usize, usize)) -> Result<(usize, usize), usize> {
        let (mut part, mut at) = start;
        let mut found = 0;
        while found < wanted.len() {
            let Some(here) = self.parts.get(part) else { return Err(found) };
            let rest = &here.letters[at..];
            let count = rest.len().min(wanted.len() - found);
            if rest[..count] == wanted[found..found + count] {
                found += count;
                at += count;
                if at < here.letters.len() {
                    break;
                }
            } else if !(here.is_number && at == 0 && found > 0) {
                let same = rest.iter().zip(&wanted[found..]).take_while(|(one, other)| one == other).count();
                return Err(found + same);
            }
            (part, at) = (part + 1, 0);
        }
        Ok((part, at))
    }
}

/// The letters and digits of a text. Spaces are left out because a line break may replace them.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|letter| letter.is_alphanumeric())
}

fn fault(text: &str, found: usize) -> FormatFault {
    let place = |count: usize| {
        let mut at = text.char_indices().filter(|(_, letter)| letter.is_alphanumeric());
        at.nth(count).map_or(text.len(), |(at, _)| at)
    };
    let (start, end) = (place(found), place(found + SHOWN));
    let before = place(found.saturating_sub(SHOWN));
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    FormatFault::Differs { expected: line(&text[start..end]), after: line(&text[before..start]) }
}
