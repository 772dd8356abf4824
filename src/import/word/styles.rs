//! Styles of a Word file: which are headings, what is bold, what belongs to a list.

use std::collections::HashMap;

use super::xml::XmlElement;

/// Styles may stand on one another only so often.
const MAX_DEPTH: usize = 20;

/// What a style of paragraphs says, with what it takes from the style it stands on.
#[derive(Clone, Debug, Default)]
pub(super) struct ParagraphStyle {
    /// What the style is for.
    pub role: StyleRole,
    /// Whether its text is bold.
    pub bold: Option<bool>,
    /// Whether its text is in italics.
    pub italic: Option<bool>,
    /// Whether its text is hidden.
    pub hidden: Option<bool>,
    /// Whether its text is raised (true), lowered (false) or stands on the line.
    pub rise: Option<bool>,
    /// The numbering, and the level in it.
    pub numbering: Option<(u32, Option<usize>)>,
    /// How far it is set in, in twentieths of a point.
    pub indent: Option<i64>,
}

/// What a style of paragraphs is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum StyleRole {
    /// Text.
    #[default]
    Text,
    /// The title of the document.
    Title,
    /// A heading, 1 to 9.
    Heading(u8),
    /// A line of a list of contents.
    Contents,
    /// A quote.
    Quote,
}

/// All styles by their ids.
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

    /// A style of paragraphs; that of ordinary text where none is named.
    pub(super) fn paragraph(&self, id: Option<&str>) -> &ParagraphStyle {
        id.and_then(|id| self.found.get(id)).unwrap_or(&self.default)
    }

    /// A style of letters.
    pub(super) fn letters(&self, id: Option<&str>) -> Option<&ParagraphStyle> {
        self.found.get(id?)
    }
}

fn style(element: &XmlElement, all: &HashMap<&str, &XmlElement>, depth: usize) -> ParagraphStyle {
    let below = element.value_of("w:basedOn").and_then(|id| all.get(id)).filter(|_| depth < MAX_DEPTH);
    let mut style = below.map(|below| self::style(below, all, depth + 1)).unwrap_or_default();
    // Names do not change with the language that Word speaks, ids do.
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

/// Whether properties of letters raise or lower them.
pub(super) fn rise(properties: &XmlElement) -> Option<bool> {
    match properties.value_of("w:vertAlign") {
        Some("superscript") => return Some(true),
        Some("subscript") => return Some(false),
        _ => {}
    }
    let position: i64 = properties.value_of("w:position")?.parse().ok()?;
    (position != 0).then_some(position > 0)
}

/// The numbering that properties of a paragraph name, and the level where they name one.
pub(super) fn numbering(properties: &XmlElement) -> Option<(u32, Option<usize>)> {
    let numbering = properties.child("w:numPr")?;
    let level = numbering.value_of("w:ilvl").and_then(|level| level.parse().ok());
    let number = numbering.value_of("w:numId").and_then(|number| number.parse().ok())?;
    Some((number, level))
}

/// How far properties of a paragraph set it in.
pub(super) fn indent(properties: &XmlElement) -> Option<i64> {
    let indent = properties.child("w:ind")?;
    indent.attribute("w:left").or_else(|| indent.attribute("w:start"))?.parse().ok()
}
