//! Styles of a Word file: which are headings, what is bold, what belongs to a list.

use std::collections::HashMap;

use super::xml::XmlElement;

/// How many styles may be based on one another.
const MAX_DEPTH: usize = 20;

/// A paragraph style, with what it inherits from the style it is based on.
#[derive(Clone, Debug, Default)]
pub(super) struct ParagraphStyle {
    pub role: StyleRole,
    pub bold: Option<bool>,
    pub italic: Option<bool>,
    pub hidden: Option<bool>,
    /// Whether its text is superscript (true) or subscript (false); `None` for neither.
    pub rise: Option<bool>,
    /// The numbering, and the level in it.
    pub numbering: Option<(u32, Option<usize>)>,
    /// The left indent, in twentieths of a point.
    pub indent: Option<i64>,
}

/// What a paragraph style is used for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum StyleRole {
    /// Ordinary text.
    #[default]
    Text,
    /// The title of the document.
    Title,
    /// A heading, level 1 to 9.
    Heading(u8),
    /// A line of a table of contents.
    Contents,
    Quote,
}

/// All styles, by id.
#[derive(Debug, Default)]
pub(super) struct ParagraphStyles {
    found: HashMap<String, ParagraphStyle>,
    default: ParagraphStyle,
}

impl ParagraphStyles {
    /// Reads the part `styles.xml`.
    pub(super) fn read(tree: Option<&XmlElement>) -> Self {
        let Some(tree) = tree else { return Self::default() };
        let elements: HashMap<&str, &XmlElement> = tree
            .elements()
            .filter(|element| element.name == "w:style")
            .filter_map(|element| Some((element.attribute("w:styleId")?, element)))
            .collect();
        let found: HashMap<String, ParagraphStyle> =
            elements.iter().map(|(id, element)| ((*id).to_owned(), style(element, &elements, 0))).collect();
        let is_default = |element: &&&XmlElement| {
            element.attribute("w:type") == Some("paragraph")
                && matches!(element.attribute("w:default"), Some("1" | "true" | "on"))
        };
        let default = elements.values().find(is_default).and_then(|element| element.attribute("w:styleId"));
        let default = default.and_then(|id| found.get(id)).cloned().unwrap_or_default();
        Self { found, default }
    }

    /// A paragraph style; the default style if `id` is missing or unknown.
    pub(super) fn paragraph(&self, id: Option<&str>) -> &ParagraphStyle {
        id.and_then(|id| self.found.get(id)).unwrap_or(&self.default)
    }

    /// A character style.
    pub(super) fn letters(&self, id: Option<&str>) -> Option<&ParagraphStyle> {
        self.found.get(id?)
    }
}

fn style(element: &XmlElement, all: &HashMap<&str, &XmlElement>, depth: usize) -> ParagraphStyle {
    let below = element.value_of("w:basedOn").and_then(|id| all.get(id)).filter(|_| depth < MAX_DEPTH);
    let mut style = below.map(|below| self::style(below, all, depth + 1)).unwrap_or_default();
    // Style names are the same in all languages of Word; ids are not.
    let name = element.value_of("w:name").unwrap_or_default().to_lowercase();
    let own = match name.as_str() {
        "title" => Some(StyleRole::Title),
        "quote" | "intense quote" | "block text" => Some(StyleRole::Quote),
        name if name.starts_with("toc ") || name == "toc heading" || name.starts_with("contents ") => {
            Some(StyleRole::Contents)
        }
        name => name
            .strip_prefix("heading ")
            .and_then(|level| level.trim().parse().ok())
            .filter(|level| (1..=9).contains(level))
            .map(StyleRole::Heading),
    };
    let outline = element.path(&["w:pPr", "w:outlineLvl"]).and_then(|level| level.attribute("w:val"));
    let outline = outline.and_then(|level| level.parse::<u8>().ok()).map(|level| match level {
        0..=8 => StyleRole::Heading(level + 1),
        _ => StyleRole::Text,
    });
    if let Some(role) = own.or(outline) {
        style.role = role;
    }
    if let Some(properties) = element.child("w:rPr") {
        style.bold = properties.switch("w:b").or(style.bold);
        style.italic = properties.switch("w:i").or(style.italic);
        style.hidden = properties.switch("w:vanish").or(style.hidden);
        style.rise = rise(properties).or(style.rise);
    }
    if let Some(properties) = element.child("w:pPr") {
        style.numbering = numbering(properties).or(style.numbering);
        style.indent = indent(properties).or(style.indent);
    }
    style
}

/// Whether run properties make text superscript (true) or subscript (false).
pub(super) fn rise(properties: &XmlElement) -> Option<bool> {
    match properties.value_of("w:vertAlign") {
        Some("superscript") => return Some(true),
        Some("subscript") => return Some(false),
        _ => {}
    }
    let position: i64 = properties.value_of("w:position")?.parse().ok()?;
    (position != 0).then_some(position > 0)
}

/// The numbering in paragraph properties, with its level if given.
pub(super) fn numbering(properties: &XmlElement) -> Option<(u32, Option<usize>)> {
    let numbering = properties.child("w:numPr")?;
    let level = numbering.value_of("w:ilvl").and_then(|level| level.parse().ok());
    let number = numbering.value_of("w:numId").and_then(|number| number.parse().ok())?;
    Some((number, level))
}

/// The left indent in paragraph properties, in twentieths of a point.
pub(super) fn indent(properties: &XmlElement) -> Option<i64> {
    let indent = properties.child("w:ind")?;
    indent.attribute("w:left").or_else(|| indent.attribute("w:start"))?.parse().ok()
}
