//! SVG: a drawing written as text (XML), which can contain scripts and load other files.

use std::ops::Range;

use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

use super::facts::{ActiveEffect, ActivePart, PictureFault, PictureSize};
use super::length;
use super::style::{StyleImport, asked, stays_inside};

const NAMESPACE: &str = "http://www.w3.org/2000/svg";

const WEB_PAGE: &str = "http://www.w3.org/1999/xhtml";

/// Elements that contain scripts, web pages or videos, with any prefix.
const ACTIVE_ELEMENTS: [&str; 10] =
    ["script", "foreignobject", "handler", "listener", "iframe", "embed", "object", "audio", "video", "canvas"];

/// The result of parsing a drawing.
pub(super) struct Drawing {
    pub size: Option<PictureSize>,
    pub active: Vec<ActivePart>,
}

/// Parses a drawing.
pub(super) fn read(text: &str) -> Result<Drawing, PictureFault> {
    let mut reader = NsReader::from_str(text);
    let mut drawing = Drawing { size: None, active: Vec::new() };
    let mut open = 0_usize;
    let mut styles: Option<StyleText> = None;
    let mut has_root = false;
    loop {
        let start = position(&reader);
        let broken = || PictureFault::BrokenDrawing { line: line_of(text, start) };
        let (namespace, event) = reader.read_resolved_event().map_err(|_| broken())?;
        let is_in = |space: &str| matches!(namespace, ResolveResult::Bound(name) if name.as_ref() == space);
        let (is_svg, is_web_page) = (is_in(NAMESPACE), is_in(WEB_PAGE));
        let end = position(&reader);
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                if open == 0 {
                    if std::mem::replace(&mut has_root, true) {
                        return Err(broken());
                    }
                    if !is_svg || tag.local_name().as_ref() != "svg" {
                        return Err(PictureFault::NoDrawing);
                    }
                    drawing.size = length::size(tag);
                }
                element(tag, is_web_page, text, start..end, &mut drawing.active).ok_or_else(broken)?;
                if matches!(event, Event::Start(_)) {
                    open += 1;
                    if styles.is_none() && tag.local_name().as_ref().eq_ignore_ascii_case("style") {
                        styles = Some(StyleText { depth: open, start: end, text: String::new() });
                    }
                }
            }
            Event::End(_) => {
                if let Some(done) = styles.take_if(|styles| styles.depth == open)
                    && let Some(what) = in_style(&done.text)
                {
                    drawing.active.push(ActivePart { range: done.start..start, what });
                }
                open -= 1;
            }
            Event::Text(words) => {
                if open == 0 && !words.trim().is_empty() {
                    return Err(broken());
                }
                add(&mut styles, words);
            }
            Event::CData(words) => add(&mut styles, words),
            Event::GeneralRef(name) => match name.resolve_char_ref().map_err(|_| broken())? {
                Some(letter) => add(&mut styles, letter.encode_utf8(&mut [0; 4])),
                None => add(&mut styles, resolve_predefined_entity(name).ok_or_else(broken)?),
            },
            // A plain doctype, as old programs write it, names a file that no browser loads.
            Event::DocType(words) if words.contains('[') => {
                drawing.active.push(ActivePart { range: start..end, what: ActiveEffect::Declarations });
            }
            Event::PI(words) if words.target().eq_ignore_ascii_case("xml-stylesheet") => {
                drawing.active.push(ActivePart { range: start..end, what: ActiveEffect::StyleSheet });
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::DocType(_) | Event::PI(_) => {}
        }
    }
    match has_root && open == 0 {
        true => Ok(drawing),
        false if has_root => Err(PictureFault::BrokenDrawing { line: line_of(text, text.len()) }),
        false => Err(PictureFault::NoDrawing),
    }
}

fn position(reader: &NsReader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// The text of a `style` element, which may come in several events.
struct StyleText {
    /// Its nesting depth.
    depth: usize,
    start: usize,
    text: String,
}

fn add(styles: &mut Option<StyleText>, words: &str) {
    if let Some(styles) = styles {
        styles.text.push_str(words);
    }
}

/// Checks an element; `None` if its attributes cannot be parsed.
fn element(
    tag: &BytesStart<'_>,
    is_web_page: bool,
    text: &str,
    range: Range<usize>,
    active: &mut Vec<ActivePart>,
) -> Option<()> {
    let name = tag.local_name();
    let name = name.as_ref();
    if is_web_page || ACTIVE_ELEMENTS.iter().any(|known| name.eq_ignore_ascii_case(known)) {
        active.push(ActivePart { range: range.clone(), what: ActiveEffect::Element(name.into()) });
    }
    for attribute in tag.attributes() {
        let attribute = attribute.ok()?;
        let key = attribute.key.as_ref();
        let value = unescape(&attribute.value).ok()?;
        // An animation can change an address after a while.
        let animated = key.eq_ignore_ascii_case("attributeName") && value.to_ascii_lowercase().contains("href");
        let what = if animated { Some(ActiveEffect::Element(name.into())) } else { in_attribute(key, &value) };
        if let Some(what) = what {
            active.push(ActivePart { range: place(text, range.clone(), key), what });
        }
    }
    Some(())
}

/// What an attribute would do.
fn in_attribute(key: &str, value: &str) -> Option<ActiveEffect> {
    let local = key.rsplit(':').next().unwrap_or(key).to_ascii_lowercase();
    if local.len() > 2 && local.starts_with("on") && !key.contains(':') {
        return Some(ActiveEffect::Handler(key.into()));
    }
    // Namespace names are addresses that are never loaded.
    if key == "xmlns" || key.starts_with("xmlns:") {
        return None;
    }
    // Browsers ignore white space and invisible characters.
    let shown: String = value.chars().filter(|letter| !letter.is_whitespace() && !letter.is_control()).collect();
    let shown = shown.to_lowercase();
    if ["javascript:", "vbscript:", "data:text/html"].iter().any(|program| shown.contains(program)) {
        return Some(ActiveEffect::Program);
    }
    let is_address = matches!(local.as_str(), "href" | "src") || key == "xml:base";
    if is_address && !stays_inside(value) {
        return Some(ActiveEffect::Elsewhere(value.trim().into()));
    }
    // Any presentation attribute may contain addresses, as in style sheets.
    in_style(value)
}

fn in_style(words: &str) -> Option<ActiveEffect> {
    Some(match asked(words)? {
        StyleImport::File(address) => ActiveEffect::Elsewhere(address.into()),
        StyleImport::StyleSheet => ActiveEffect::StyleSheet,
    })
}

/// The position of an attribute in the text of its element.
fn place(text: &str, element: Range<usize>, key: &str) -> Range<usize> {
    let tag = text.get(element.clone()).unwrap_or_default();
    let mut found = tag.match_indices(key).map(|(at, _)| at);
    let begins =
        |at: &usize| tag[..*at].ends_with(char::is_whitespace) && tag[at + key.len()..].trim_start().starts_with('=');
    match found.find(begins) {
        Some(at) => element.start + at..element.start + at + key.len(),
        None => element,
    }
}

/// The line of a position, from 1.
fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}
