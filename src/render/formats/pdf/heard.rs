//! What stands on the pages, in the order in which readers meet it, and whether that is all the leaflet says.
//!
//! Letters are compared, not words: a line may end within a word that is too long for it.

use typst::foundations::{StyleChain, Value};
use typst::introspection::{Location, MetadataElem, Tag};
use typst::layout::{Abs, Frame, FrameItem, Point};
use typst::model::{OutlineElem, TableCell};
use typst::pdf::{ArtifactElem, PdfMarkerTag, PdfMarkerTagKind};
use typst::text::TextItem;
use typst_layout::PagedDocument;

use super::letters::is_from_right;
use crate::met::FormatFault;

/// So many letters tell where a leaflet went wrong.
const SHOWN: usize = 50;

/// The letters that stand on the pages.
pub(super) struct Heard {
    parts: Vec<Part>,
    /// Texts of one line, each with its distance from the left edge.
    line: Vec<(Abs, Part)>,
    height: Abs,
    /// The element whose text is passed over: a running head, a list of contents, a repeated head of a table.
    skipped: Option<Location>,
    from_right: bool,
}

/// A stretch of text.
struct Part {
    letters: Vec<char>,
    /// A number alone may be the mark of a note or of a step.
    is_number: bool,
    from_right: bool,
}

impl Part {
    fn of(text: &str) -> Self {
        let letters: Vec<char> = letters(text).collect();
        let is_number = letters.iter().all(|letter| letter.is_ascii_digit());
        Self { letters, is_number, from_right: text.chars().any(is_from_right) }
    }
}

impl Heard {
    /// Reads pages. `from_right`: the text of the leaflet runs from right to left.
    pub fn of(document: &PagedDocument, from_right: bool) -> Self {
        let mut heard = Self { parts: Vec::new(), line: Vec::new(), height: Abs::zero(), skipped: None, from_right };
        for page in document.pages() {
            heard.frame(&page.frame, Point::zero());
            heard.end_line();
        }
        heard
    }

    fn frame(&mut self, frame: &Frame, origin: Point) {
        for (place, item) in frame.items() {
            let place = origin + *place;
            match item {
                FrameItem::Group(group) => {
                    let (parts, before) = (self.parts.len(), self.line.len());
                    self.frame(&group.frame, place);
                    self.join_number(if self.parts.len() == parts { before } else { 0 });
                }
                FrameItem::Text(text) => self.text(text, place),
                FrameItem::Image(image, ..) if self.skipped.is_none() => {
                    self.end_line();
                    self.parts.extend(image.alt().map(Part::of));
                }
                FrameItem::Tag(tag) => self.tag(tag),
                _ => {}
            }
        }
    }

    fn tag(&mut self, tag: &Tag) {
        match tag {
            Tag::Start(element, _) => {
                if let Some(direction) = element.to_packed::<MetadataElem>()
                    && let Value::Str(direction) = &direction.value
                    && matches!(direction.as_str(), "rtl" | "ltr")
                {
                    self.end_line();
                    self.from_right = direction.as_str() == "rtl";
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
        if self.skipped.is_some() {
            return;
        }
        if (place.y - self.height).abs() > text.size * 0.05 {
            self.end_line();
            self.height = place.y;
        }
        self.line.push((place.x, Part::of(&text.text)));
    }

    /// A number in a box of its own, as telephone numbers are, stands in a line as one word of the text around it: its figures run
    /// from left to right, and it does not run together with what stands beside it.
    fn join_number(&mut self, start: usize) {
        let boxed = self.line.get_mut(start..).unwrap_or_default();
        if boxed.is_empty() || boxed.iter().any(|(_, part)| !part.is_number) {
            return;
        }
        boxed.sort_by_key(|(x, _)| *x);
        let x = boxed.iter().map(|(x, _)| *x).next().unwrap_or_default();
        let letters = self.line.drain(start..).flat_map(|(_, part)| part.letters).collect();
        self.line.push((x, Part { letters, is_number: true, from_right: self.from_right }));
    }

    /// A line is read in the order in which it was written, wherever its texts stand.
    fn end_line(&mut self) {
        if self.line.iter().any(|(_, part)| part.from_right) {
            self.line.retain(|(_, part)| !part.letters.is_empty());
            self.line.sort_by_key(|(x, _)| *x);
            in_order(&mut self.line, self.from_right);
        }
        self.parts.extend(self.line.drain(..).map(|(_, part)| part));
    }

    /// All letters, in the order in which they are read.
    pub fn letters(&self) -> String {
        self.parts.iter().flat_map(|part| &part.letters).collect()
    }

    /// The first letters that are missing from the pages, of texts that must stand there in this order.
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

    /// Where letters end that begin somewhere from a place on; or how many of them were found at most.
    fn find(&self, wanted: &[char], from: (usize, usize)) -> Result<(usize, usize), usize> {
        if wanted.is_empty() {
            return Ok(from);
        }
        let mut furthest = 0;
        for start in from.0..self.parts.len() {
            let first = if start == from.0 { from.1 } else { 0 };
            match self.matches(wanted, (start, first)) {
                Ok(end) => return Ok(end),
                Err(found) => furthest = furthest.max(found),
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

/// Parts that stand from left to right, in the order of reading.
fn in_order(line: &mut [(Abs, Part)], from_right: bool) {
    if from_right {
        line.reverse();
    }
    // What runs the other way stands in its own order.
    let mut start = 0;
    while start < line.len() {
        let turned = |part: &(Abs, Part)| part.1.from_right != from_right;
        let count = line[start..].iter().take_while(|part| turned(part)).count();
        line[start..start + count].reverse();
        start += count.max(1);
    }
}

/// Letters and digits. Signs and spaces are none: a line end may stand for a space.
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
