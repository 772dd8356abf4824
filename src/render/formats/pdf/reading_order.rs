//! Puts the texts of a page in reading order.
//!
//! Within a line, Typst lists texts from left to right, even if they are read from right to left. It starts a new text
//! at each raised or lowered letter, such as a vowel mark, and repeats the letters that the mark belongs to. Programs
//! that read a PDF aloud, or copy from it, follow that order and would read such letters twice.

use typst::layout::{Abs, Em, Frame, FrameItem, Point};
use typst::text::{Glyph, TextItem};

use super::letters::is_from_right;

/// The first character that may need reordering; the ones before it are Latin.
const FIRST_MARK: char = '\u{300}';
/// The tolerance, in points, for adjacent texts: Typst adds up rounded widths.
const GAP: f64 = 0.01;

/// A frame with its texts in reading order; `None` if they are in that order already.
pub(super) fn in_reading_order(frame: &Frame) -> Option<Frame> {
    if is_latin(frame) {
        return None;
    }
    let mut items: Vec<(Point, FrameItem)> = Vec::with_capacity(frame.items().len());
    for (place, item) in frame.items() {
        match item {
            FrameItem::Text(text) => put(*place, text, &mut items),
            FrameItem::Group(group) => {
                let mut group = group.clone();
                if let Some(inner) = in_reading_order(&group.frame) {
                    group.frame = inner;
                }
                items.push((*place, FrameItem::Group(group)));
            }
            item => items.push((*place, item.clone())),
        }
    }
    let mut ordered = frame.clone();
    ordered.clear();
    ordered.push_multiple(turned(items));
    Some(ordered)
}

fn is_latin(frame: &Frame) -> bool {
    frame.items().all(|(_, item)| match item {
        FrameItem::Text(text) => text.text.chars().all(|letter| letter < FIRST_MARK),
        FrameItem::Group(group) => is_latin(&group.frame),
        _ => true,
    })
}

/// Adds a text. It is merged with the previous one if both contain parts of the same letter.
fn put(place: Point, text: &TextItem, items: &mut Vec<(Point, FrameItem)>) {
    // Underlines of links are between the texts.
    let last = items.iter().rposition(|(_, item)| !matches!(item, FrameItem::Shape(..)));
    if let Some((before, FrameItem::Text(other))) = last.and_then(|last| items.get_mut(last))
        && let Some((both, joined)) = joined((*before, other), (place, text))
    {
        (*before, *other) = (both, joined);
        return;
    }
    items.push((place, FrameItem::Text(text.clone())));
}

/// Merges two texts, if the last glyph of the first and the first glyph of the second are parts of the same letter.
fn joined((left, one): (Point, &TextItem), (right, other): (Point, &TextItem)) -> Option<(Point, TextItem)> {
    let (last, first) = (one.glyphs.last()?, other.glyphs.first()?);
    let is_alike = one.font == other.font
        && one.size == other.size
        && one.fill == other.fill
        && one.stroke == other.stroke
        && (one.lang, one.region) == (other.lang, other.region);
    if !is_alike || last.span != first.span || !follows(left, one, right) {
        return None;
    }
    let letter = one.text.get(last.range())?;
    if letter.is_empty() || other.text.get(first.range()) != Some(letter) {
        return None;
    }
    // Both texts are pieces of a longer text, and overlap in that letter.
    let (in_one, in_other) = (last.range().start, first.range().start);
    let start = in_one.max(in_other);
    let mut text = match in_one >= in_other {
        true => one.text[..in_one].to_owned(),
        false => other.text[..in_other].to_owned(),
    };
    let (rest_of_one, rest_of_other) = (&one.text[in_one..], &other.text[in_other..]);
    text.push_str(if rest_of_one.len() >= rest_of_other.len() { rest_of_one } else { rest_of_other });
    // The wider text has the letters on the baseline.
    let y = if one.width() >= other.width() { left.y } else { right.y };
    let moved = |item: &TextItem, place: Point, in_item: usize| -> Option<Vec<Glyph>> {
        let (by, raised) = (start - in_item, Em::from_abs(y - place.y, item.size));
        let glyph = |glyph: &Glyph| {
            let range = u16::try_from(glyph.range().start + by).ok()?..u16::try_from(glyph.range().end + by).ok()?;
            Some(Glyph { range, y_offset: glyph.y_offset + raised, ..glyph.clone() })
        };
        item.glyphs.iter().map(glyph).collect()
    };
    let mut glyphs = moved(one, left, in_one)?;
    glyphs.extend(moved(other, right, in_other)?);
    Some((Point::new(left.x, y), TextItem { text: text.into(), glyphs, ..one.clone() }))
}

/// Whether `next` is where a text ends.
fn follows(place: Point, text: &TextItem, next: Point) -> bool {
    (place.x + text.width() - next.x).abs() < Abs::pt(GAP)
}

/// The items of a line, with right-to-left texts in reading order.
fn turned(items: Vec<(Point, FrameItem)>) -> Vec<(Point, FrameItem)> {
    let mut ordered = Vec::with_capacity(items.len());
    // Adjacent texts from left to right, each with its underline.
    let mut run: Vec<Vec<(Point, FrameItem)>> = Vec::new();
    for (place, item) in items {
        let may_turn = match &item {
            FrameItem::Text(text) => may_turn(&text.text),
            FrameItem::Shape(..) if !run.is_empty() => {
                run.last_mut().into_iter().for_each(|texts| texts.push((place, item.clone())));
                continue;
            }
            _ => false,
        };
        let goes_on = run.last().and_then(|texts| texts.first()).is_none_or(|(before, last)| {
            matches!(last, FrameItem::Text(last) if before.y == place.y && follows(*before, last, place))
        });
        if !may_turn || !goes_on {
            end(&mut run, &mut ordered);
        }
        match may_turn {
            true => run.push(vec![(place, item)]),
            false => ordered.push((place, item)),
        }
    }
    end(&mut run, &mut ordered);
    ordered
}

fn end(run: &mut Vec<Vec<(Point, FrameItem)>>, ordered: &mut Vec<(Point, FrameItem)>) {
    let is_from_right =
        |(_, item): &(Point, FrameItem)| matches!(item, FrameItem::Text(text) if text.text.chars().any(is_from_right));
    if run.iter().flatten().any(is_from_right) {
        run.reverse();
    }
    ordered.extend(run.drain(..).flatten());
}

/// Whether a text takes the direction of the right-to-left texts around it. Numbers never do.
fn may_turn(text: &str) -> bool {
    text.chars().all(|letter| !letter.is_alphanumeric() || (is_from_right(letter) && !letter.is_numeric()))
}
