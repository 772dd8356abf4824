//! The elements of a part of a Word file, with the names that the program uses.

use roxmltree::Node;

use crate::xml;

/// Limit on nesting.
const MAX_DEPTH: usize = 256;

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
    let tree = xml::parse(&text).ok().filter(|_| !faulty)?;
    *left = left.checked_sub(tree.descendants().filter(Node::is_element).count())?;
    // What follows goes down the tree by recursion.
    let is_deep = tree.descendants().any(|node| node.ancestors().nth(MAX_DEPTH).is_some());
    (!is_deep).then(|| element(tree.root_element()))
}

fn element(node: Node<'_, '_>) -> XmlElement {
    let named = |space: Option<&str>, name: &str| match space {
        Some(address) => Some(format!("{}:{name}", prefix(address)?)),
        None => Some(name.to_owned()),
    };
    let tag = node.tag_name();
    let attributes = node
        .attributes()
        .filter_map(|attribute| Some((named(attribute.namespace(), attribute.name())?, attribute.value().to_owned())));
    let children = node.children().filter_map(|child| match child.is_element() {
        true => Some(XmlChild::Element(element(child))),
        false => child.text().filter(|_| child.is_text()).map(|text| XmlChild::Text(text.to_owned())),
    });
    XmlElement {
        name: named(tag.namespace(), tag.name()).unwrap_or_default(),
        attributes: attributes.collect(),
        children: children.collect(),
    }
}

/// The program's own prefix for a namespace.
fn prefix(address: &str) -> Option<&'static str> {
    VOCABULARIES.iter().find(|(end, _)| address.ends_with(end)).map(|(_, prefix)| *prefix)
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
