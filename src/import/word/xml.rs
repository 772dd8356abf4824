//! Parses XML into a tree, within limits far beyond any Word file of a leaflet.

use std::collections::HashMap;

use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// Limit on nesting.
const MAX_DEPTH: usize = 256;
/// Limit on namespace declarations in a part.
const MAX_NAMES: usize = 1_000;
/// Limit on the attributes of an element: each is compared with all others.
const MAX_ATTRIBUTES: usize = 200;

/// The prefixes that the program uses for the namespaces of Word, by the ends of their addresses.
const VOCABULARIES: &[(&str, &str)] = &[
    ("/wordprocessingml/main", "w"),
    ("/wordprocessingml/2006/main", "w"),
    ("/drawingml/2006/main", "a"),
    ("/drawingml/main", "a"),
    ("/drawingml/2006/wordprocessingDrawing", "wp"),
    ("/drawingml/wordprocessingDrawing", "wp"),
    ("/drawingml/2006/picture", "pic"),
    ("/drawingml/2006/chart", "c"),
    ("/officeDocument/2006/relationships", "r"),
    ("/officeDocument/relationships", "r"),
    ("/officeDocument/2006/math", "m"),
    ("/markup-compatibility/2006", "mc"),
    ("urn:schemas-microsoft-com:vml", "v"),
    ("urn:schemas-microsoft-com:office:office", "o"),
    ("/word/2010/wordprocessingShape", "wps"),
    ("/package/2006/relationships", "rel"),
];

/// An element. Names have the program's own prefixes: `w:p`.
#[derive(Clone, Debug, Default)]
pub(super) struct XmlElement {
    pub name: String,
    attributes: Vec<(String, String)>,
    pub children: Vec<XmlChild>,
}

/// A child of an element.
#[derive(Clone, Debug)]
pub(super) enum XmlChild {
    Element(XmlElement),
    Text(String),
}

impl XmlElement {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(there, _)| there == name).map(|(_, value)| value.as_str())
    }

    /// The child elements.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            XmlChild::Element(element) => Some(element),
            XmlChild::Text(_) => None,
        })
    }

    /// The first child element with a name.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.name == name)
    }

    /// The element at the end of a path of child elements.
    pub(super) fn path(&self, names: &[&str]) -> Option<&Self> {
        names.iter().try_fold(self, |element, name| element.child(name))
    }

    /// `w:val` of a child element.
    pub(super) fn value_of(&self, name: &str) -> Option<&str> {
        self.child(name)?.attribute("w:val")
    }

    /// Whether a property such as `w:b` is on or off; `None` if it is not given.
    pub(super) fn switch(&self, name: &str) -> Option<bool> {
        let value = self.child(name)?.attribute("w:val");
        Some(!matches!(value, Some("0" | "false" | "off" | "none")))
    }

    /// The text directly in this element.
    pub(super) fn text(&self) -> String {
        let texts = self.children.iter().filter_map(|child| match child {
            XmlChild::Text(text) => Some(text.as_str()),
            XmlChild::Element(_) => None,
        });
        texts.collect()
    }

    /// The first element that matches: this one, or one at any depth below.
    pub(super) fn find(&self, is_wanted: &dyn Fn(&Self) -> bool) -> Option<&Self> {
        if is_wanted(self) {
            return Some(self);
        }
        self.elements().find_map(|element| element.find(is_wanted))
    }

    /// Calls `see` with this element and all elements below, in document order.
    pub(super) fn walk<'e>(&'e self, see: &mut dyn FnMut(&'e Self)) {
        see(self);
        self.elements().for_each(|element| element.walk(see));
    }
}

/// Parses a part of a Word file; `None` if it is malformed or beyond the limits. `left` is how many more elements all
/// parts together may have.
pub(super) fn parse(bytes: &[u8], left: &mut usize) -> Option<XmlElement> {
    let (text, _, faulty) = encoding_rs::UTF_8.decode(bytes);
    if faulty {
        return None;
    }
    let mut reader = Reader::from_str(&text);
    let mut names: HashMap<String, &'static str> = HashMap::new();
    let mut open: Vec<XmlElement> = vec![XmlElement::default()];
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => {
                *left = left.checked_sub(1)?;
                if open.len() > MAX_DEPTH {
                    return None;
                }
                open.push(element(&tag, &mut names)?);
            }
            Event::Empty(tag) => {
                *left = left.checked_sub(1)?;
                let element = element(&tag, &mut names)?;
                open.last_mut()?.children.push(XmlChild::Element(element));
            }
            Event::End(_) => {
                let element = open.pop()?;
                open.last_mut()?.children.push(XmlChild::Element(element));
            }
            Event::Text(words) => add(open.last_mut()?, &words),
            Event::CData(words) => add(open.last_mut()?, &words),
            Event::GeneralRef(name) => match name.resolve_char_ref().ok()? {
                Some(letter) => add(open.last_mut()?, letter.encode_utf8(&mut [0; 4])),
                None => add(open.last_mut()?, resolve_predefined_entity(&name)?),
            },
            // Word never writes one, and entity declarations may expand without end.
            Event::DocType(_) => return None,
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    let [root] = &mut open[..] else { return None };
    root.children.iter_mut().find_map(|child| match child {
        XmlChild::Element(element) => Some(std::mem::take(element)),
        XmlChild::Text(_) => None,
    })
}

fn add(element: &mut XmlElement, words: &str) {
    match element.children.last_mut() {
        Some(XmlChild::Text(text)) => text.push_str(words),
        _ => element.children.push(XmlChild::Text(words.to_owned())),
    }
}

fn element(tag: &BytesStart<'_>, names: &mut HashMap<String, &'static str>) -> Option<XmlElement> {
    let mut found = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.ok()?;
        if found.len() > MAX_ATTRIBUTES || names.len() > MAX_NAMES {
            return None;
        }
        let key = attribute.key.as_ref();
        let value = unescape(&attribute.value).ok()?.into_owned();
        if key == "xmlns" || key.starts_with("xmlns:") {
            let vocabulary = VOCABULARIES.iter().find(|(end, _)| value.ends_with(end)).map_or("", |(_, name)| *name);
            names.insert(key.strip_prefix("xmlns").unwrap_or_default().trim_start_matches(':').to_owned(), vocabulary);
        } else {
            found.push((key.to_owned(), value));
        }
    }
    let name = known(tag.name().as_ref(), names, true);
    let attributes = found.into_iter().map(|(key, value)| (known(&key, names, false), value)).collect();
    Some(XmlElement { name, attributes, children: Vec::new() })
}

/// Replaces the prefix of a name with the program's own. An attribute without a prefix keeps its name.
fn known(name: &str, names: &HashMap<String, &'static str>, is_element: bool) -> String {
    let (prefix, local) = match name.split_once(':') {
        Some((prefix, local)) => (prefix, local),
        None if is_element => ("", name),
        None => return name.to_owned(),
    };
    match names.get(prefix) {
        Some(&"") | None => format!("{prefix}:{local}").trim_start_matches(':').to_owned(),
        Some(vocabulary) => format!("{vocabulary}:{local}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_do_not_depend_on_prefixes() {
        let text = "<x:document xmlns:x='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><x:p x:val='1'>a &amp; &#98;</x:p></x:document>";
        let root = parse(text.as_bytes(), &mut 100).unwrap();
        assert_eq!((root.name.as_str(), root.value_of("w:p")), ("w:document", Some("1")));
        assert_eq!(root.child("w:p").unwrap().text(), "a & b");
    }

    #[test]
    fn hostile_trees_are_rejected() {
        assert!(parse("<a>".repeat(10_000).as_bytes(), &mut 100_000).is_none());
        assert!(parse(b"<!DOCTYPE a [<!ENTITY b 'cc'>]><a>&b;</a>", &mut 100_000).is_none());
        assert!(parse(b"<a>&b;</a>", &mut 100_000).is_none());
        assert!(parse(b"<a></b>", &mut 100_000).is_none());
        assert!(parse(b"", &mut 100_000).is_none());
    }
}
