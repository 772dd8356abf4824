//! SVG: a drawing written as text (XML), which can contain scripts and load other files.

use std::ops::Range;

use roxmltree::{Attribute, NS_XML_URI, Node};

use super::facts::{ActiveEffect, ActivePart, PictureFault, PictureSize};
use super::length;
use super::style::{StyleImport, asked, stays_inside};
use crate::xml;

const NAMESPACE: &str = "http://www.w3.org/2000/svg";

const WEB_PAGE: &str = "http://www.w3.org/1999/xhtml";

/// Elements that contain scripts, web pages or videos, in any namespace.
const ACTIVE_ELEMENTS: [&str; 10] =
    ["script", "foreignobject", "handler", "listener", "iframe", "embed", "object", "audio", "video", "canvas"];

/// The result of parsing a drawing.
pub(super) struct Drawing {
    pub size: Option<PictureSize>,
    pub active: Vec<ActivePart>,
}

/// Parses a drawing.
pub(super) fn read(text: &str) -> Result<Drawing, PictureFault> {
    let broken = |line| match text.contains(NAMESPACE) {
        true => PictureFault::BrokenDrawing { line },
        false => PictureFault::NoDrawing,
    };
    let plain;
    let tree = match (xml::parse(text), doctype(text)) {
        (Ok(tree), _) => tree,
        (Err(line), None) => return Err(broken(line)),
        (Err(_), Some(range)) if text[range.clone()].ends_with('[') => {
            let declarations = ActivePart { range, what: ActiveEffect::Declarations };
            return Ok(Drawing { size: None, active: vec![declarations] });
        }
        (Err(_), Some(range)) => {
            plain = overwritten(text, range);
            xml::parse(&plain).map_err(broken)?
        }
    };
    let root = tree.root_element();
    match root.has_tag_name((NAMESPACE, "svg")) {
        true => Ok(Drawing { size: length::size(root), active: tree.descendants().flat_map(active).collect() }),
        false => Err(PictureFault::NoDrawing),
    }
}

/// The document type, up to its declarations if it has any. Only white space, comments and instructions may come
/// before it: what looks like one further down is text, and overwriting it could hide a script.
fn doctype(text: &str) -> Option<Range<usize>> {
    let mut start = 0;
    loop {
        let rest = text[start..].trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
        start = text.len() - rest.len();
        let (opening, closing) = match rest {
            _ if rest.starts_with("<!DOCTYPE") => break,
            _ if rest.starts_with("<!--") => ("<!--", "-->"),
            _ if rest.starts_with("<?") => ("<?", "?>"),
            _ => return None,
        };
        start += opening.len() + rest[opening.len()..].find(closing)? + closing.len();
    }
    // Addresses in quotation marks may contain any character.
    let mut quote = None;
    let end = text[start..].find(|letter| match quote {
        Some(open) => {
            quote = quote.filter(|_| letter != open);
            false
        }
        None => {
            quote = Some(letter).filter(|letter| matches!(letter, '"' | '\''));
            matches!(letter, '[' | '>')
        }
    });
    Some(start..start + end? + 1)
}

/// A text with spaces in place of a plain document type, as old programs write it: it names a file that no browser
/// loads. All other parts keep their positions.
fn overwritten(text: &str, doctype: Range<usize>) -> String {
    let spaces: String = text[doctype.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    [&text[..doctype.start], &spaces, &text[doctype.end..]].concat()
}

/// The active parts of an element without the elements inside it, or of an instruction for the program that shows it.
fn active(node: Node<'_, '_>) -> Vec<ActivePart> {
    let mut parts = Vec::new();
    let mut add = |range, what| parts.push(ActivePart { range, what });
    if node.pi().is_some_and(|pi| pi.target.eq_ignore_ascii_case("xml-stylesheet")) {
        add(node.range(), ActiveEffect::StyleSheet);
    }
    let name = node.tag_name().name();
    let is_web_page = node.tag_name().namespace() == Some(WEB_PAGE);
    if is_web_page || ACTIVE_ELEMENTS.iter().any(|known| name.eq_ignore_ascii_case(known)) {
        let end = node.first_child().map_or(node.range().end, |child| child.range().start);
        add(node.range().start..end, ActiveEffect::Element(name.into()));
    }
    for attribute in node.attributes() {
        if let Some(what) = in_attribute(name, &attribute) {
            let range = attribute.range_qname();
            // Its end is wrong if the name is very long.
            add(range.start..node.document().input_text().floor_char_boundary(range.end), what);
        }
    }
    if name.eq_ignore_ascii_case("style")
        && let (Some(first), Some(last)) = (node.first_child(), node.last_child())
    {
        let words: String = node.children().filter(Node::is_text).filter_map(|child| child.text()).collect();
        if let Some(what) = in_style(&words) {
            add(first.range().start..last.range().end, what);
        }
    }
    parts
}

/// What an attribute of an element would do.
fn in_attribute(element: &str, attribute: &Attribute<'_, '_>) -> Option<ActiveEffect> {
    let (name, value) = (attribute.name().to_ascii_lowercase(), attribute.value());
    // An animation can change an address after a while.
    if name == "attributename" && value.to_ascii_lowercase().contains("href") {
        return Some(ActiveEffect::Element(element.into()));
    }
    if name.len() > 2 && name.starts_with("on") && attribute.namespace().is_none() {
        return Some(ActiveEffect::Handler(attribute.name().into()));
    }
    // Browsers ignore white space and invisible characters.
    let shown: String = value.chars().filter(|letter| !letter.is_whitespace() && !letter.is_control()).collect();
    let shown = shown.to_lowercase();
    if ["javascript:", "vbscript:", "data:text/html"].iter().any(|program| shown.contains(program)) {
        return Some(ActiveEffect::Program);
    }
    let is_address =
        matches!(name.as_str(), "href" | "src") || (name == "base" && attribute.namespace() == Some(NS_XML_URI));
    if is_address && !stays_inside(value) {
        return Some(ActiveEffect::Elsewhere(value.trim().into()));
    }
    // Any presentation attribute may contain addresses, as in style sheets. An animation splits its list of values
    // before they are read as such.
    match name.as_str() {
        "values" => value.split(';').find_map(in_style),
        _ => in_style(value),
    }
}

fn in_style(words: &str) -> Option<ActiveEffect> {
    Some(match asked(words)? {
        StyleImport::File(address) => ActiveEffect::Elsewhere(address.into()),
        StyleImport::StyleSheet => ActiveEffect::StyleSheet,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\">";

    #[test]
    fn nothing_is_hidden_by_what_looks_like_a_document_type() {
        // In all of these, a browser that opens the drawing runs the script, if only until it meets a mistake.
        for hidden in [
            format!("<!-- <!DOCTYPE --> <!DOCTYPE svg> {SVG}<script>alert(1)</script>-->{SVG}</svg>"),
            format!("<!DOCTYPE svg SYSTEM '<!--[>'> {SVG}<script>alert(1)</script></svg>"),
            format!("<?a <!DOCTYPE ?><!DOCTYPE svg> {SVG}<script>alert(1)</script>?>{SVG}</svg>"),
            format!("<!--><!DOCTYPE a>--><!DOCTYPE svg>{SVG}<script>alert(1)</script></svg>"),
        ] {
            assert!(
                read(&hidden).is_err() || read(&hidden).is_ok_and(|drawing| !drawing.active.is_empty()),
                "{hidden}"
            );
        }
    }

    #[test]
    fn plain_document_types_are_accepted() {
        for head in [
            "<!DOCTYPE svg>",
            "<?xml version='1.0'?>\n<!-- made by a program -->\n<!DOCTYPE svg SYSTEM \"a[>.dtd\">\n",
            "<!-- <!DOCTYPE svg [ -->",
        ] {
            assert!(read(&format!("{head}{SVG}</svg>")).is_ok_and(|drawing| drawing.active.is_empty()), "{head}");
        }
    }
}
