//! Reads imported files independently of the program, and leaflets as their readers see them.

use std::io::{Cursor, Read, Write};
use std::path::Path;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use regex::Regex;

/// The parts of a Word file as text.
pub struct Word {
    document: String,
    others: Vec<String>,
    styles: String,
}

impl Word {
    /// Unzips a file.
    pub fn read(path: &Path) -> Self {
        let mut archive = zip::ZipArchive::new(Cursor::new(std::fs::read(path).unwrap())).unwrap();
        let names: Vec<String> =
            (0..archive.len()).map(|index| archive.by_index(index).unwrap().name().unwrap().into_owned()).collect();
        let mut part = |wanted: &str| {
            let mut text = String::new();
            archive.by_name(wanted).unwrap().read_to_string(&mut text).unwrap();
            text
        };
        let is_other = Regex::new(r"^word/(header\d*|footer\d*|footnotes|endnotes)\.xml$").unwrap();
        let others = names.iter().filter(|name| is_other.is_match(name)).map(|name| part(name)).collect();
        let styles = part("word/styles.xml");
        Self { document: part("word/document.xml"), others, styles }
    }

    /// The words of all parts.
    pub fn words(&self) -> Vec<String> {
        std::iter::once(&self.document).chain(&self.others).flat_map(|part| words_of_part(part)).collect()
    }

    /// The words of the body.
    pub fn body(&self) -> Vec<String> {
        words_of_part(&self.document)
    }

    /// The number of pictures in the body.
    pub fn pictures(&self) -> usize {
        without_fallback(&self.document).matches("<a:blip").count()
    }

    /// The alternative texts of the pictures.
    pub fn alternatives(&self) -> Vec<String> {
        let description = Regex::new(r#"<wp:docPr[^>]* descr="([^"]+)""#).unwrap();
        description.captures_iter(&self.document).map(|found| unescaped(&found[1])).collect()
    }

    /// The headings by their styles: level and words.
    pub fn headings(&self) -> Vec<(usize, String)> {
        let paragraph = Regex::new(r#"(?s)<w:p[ >].*?</w:p>"#).unwrap();
        let style = Regex::new(r#"<w:pStyle w:val="([^"]+)""#).unwrap();
        paragraph
            .find_iter(&self.document)
            .filter_map(|found| {
                let id = &style.captures(found.as_str())?[1];
                let name =
                    Regex::new(&format!(r#"(?s)w:styleId="{}".*?<w:name w:val="[Hh]eading (\d)""#, regex::escape(id)))
                        .unwrap();
                let block =
                    self.styles.split("</w:style>").find(|block| block.contains(&format!("w:styleId=\"{id}\"")))?;
                let level = name.captures(block)?[1].parse().unwrap();
                Some((level, words_of_part(found.as_str()).join(" ")))
            })
            .collect()
    }
}

fn without_fallback(part: &str) -> String {
    Regex::new(r"(?s)<mc:Fallback>.*?</mc:Fallback>").unwrap().replace_all(part, "").into_owned()
}

fn words_of_part(part: &str) -> Vec<String> {
    let part = without_fallback(part);
    let part = Regex::new(r"(?s)<(w:instrText|wp:posOffset|wp:align|wp14:\w+)[ >].*?</")
        .unwrap()
        .replace_all(&part, "</")
        .into_owned();
    let part = Regex::new(r"<w:(tab|br|cr)/>|<w:br [^>]*/>|</w:p>|<w:p[ >]").unwrap().replace_all(
        &part,
        |found: &regex::Captures<'_>| match &found[0] {
            begin if begin.starts_with("<w:p") => " <x ".to_owned(),
            _ => " ".to_owned(),
        },
    );
    let part = part.replace("<w:noBreakHyphen/>", "-");
    let text = Regex::new(r"(?s)<[^>]*>").unwrap().replace_all(&part, "").into_owned();
    split(&unescaped(&text))
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}

/// Words with a letter or a digit, with superscript digits as plain digits and without soft hyphens.
pub fn split(text: &str) -> Vec<String> {
    const UP: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉";
    let level = |sign: char| match UP.chars().position(|up| up == sign) {
        Some(figure) => char::from_digit(u32::try_from(figure % 10).unwrap(), 10).unwrap(),
        None => sign,
    };
    let text: String = text.chars().filter(|sign| *sign != '\u{ad}').map(level).collect();
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).map(str::to_owned).collect()
}

fn body_of(leaflet: &str) -> &str {
    leaflet.split_once("\n---\n").map_or(leaflet, |(_, body)| body)
}

fn events(leaflet: &str) -> Parser<'_> {
    Parser::new_ext(
        body_of(leaflet),
        Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_HEADING_ATTRIBUTES
            | Options::ENABLE_DEFINITION_LIST
            | Options::ENABLE_WIKILINKS,
    )
}

/// The text of a leaflet's body as readers see it, without alternative texts, and with footnotes if wanted.
fn text(leaflet: &str, with_notes: bool) -> String {
    let mut text = String::new();
    let (mut in_picture, mut in_note) = (0, false);
    for event in events(leaflet) {
        match event {
            Event::Start(Tag::Image { .. }) => in_picture += 1,
            Event::End(TagEnd::Image) => in_picture -= 1,
            Event::Start(Tag::FootnoteDefinition(_)) => in_note = true,
            Event::End(TagEnd::FootnoteDefinition) => in_note = false,
            Event::Text(words) | Event::Code(words) if in_picture == 0 && (with_notes || !in_note) => {
                text.push_str(&words)
            }
            Event::Html(words) | Event::InlineHtml(words) => panic!("'{words}' is HTML:\n{leaflet}"),
            Event::SoftBreak
            | Event::HardBreak
            | Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::Item | Tag::TableCell) => text.push(' '),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell) => text.push(' '),
            _ => {}
        }
    }
    text
}

/// The words of a leaflet's body.
pub fn words(leaflet: &str, with_notes: bool) -> Vec<String> {
    split(&text(leaflet, with_notes))
}

/// Everything between two spaces, including single punctuation characters.
pub fn all_words(leaflet: &str) -> Vec<String> {
    text(leaflet, true).split_whitespace().map(str::to_owned).collect()
}

/// The number of links, without pictures.
pub fn links(leaflet: &str) -> usize {
    events(leaflet).filter(|event| matches!(event, Event::Start(Tag::Link { .. }))).count()
}

/// The alternative texts of the pictures that have one.
pub fn alternatives(leaflet: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Option<String> = None;
    for event in events(leaflet) {
        match event {
            Event::Start(Tag::Image { .. }) => open = Some(String::new()),
            Event::End(TagEnd::Image) => found.extend(open.take().filter(|alt| !alt.is_empty())),
            Event::Text(words) => {
                if let Some(alt) = &mut open {
                    alt.push_str(&words);
                }
            }
            _ => {}
        }
    }
    found
}

/// A Markdown heading: level and words.
pub fn heading(line: &str) -> Option<(usize, String)> {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    (level > 0).then(|| (level, split(line[level..].trim()).join(" ")))
}

/// A list item as people see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownItem {
    /// The level, 1 for the outermost list.
    pub level: usize,
    /// The number or letter before it; empty for a bullet.
    pub label: String,
    /// The text.
    pub text: String,
}

/// The list items of a text written by LibreOffice: four spaces per level.
pub fn shown_items(text: &str) -> Vec<ShownItem> {
    let line = Regex::new(
        r"^((?:    )+)(\S+) (.+)$|^()([•]|\d+\.|[a-z]\)) (Typed .+|Another typed .+|typed .+|another typed .+)$",
    )
    .unwrap();
    let item = |found: regex::Captures<'_>| {
        let part = |first: usize| found.get(first).or(found.get(first + 3)).unwrap().as_str().to_owned();
        let label = part(2);
        let is_bullet = !label.contains(char::is_alphanumeric);
        let label = if is_bullet { String::new() } else { label };
        ShownItem { level: (part(1).len() / 4).max(1), label: bare(&label), text: part(3) }
    };
    text.lines()
        .filter(|line| !line.starts_with("       ") || line.starts_with("        "))
        .filter_map(|text| line.captures(text.trim_end()))
        .map(item)
        .collect()
}

/// A number or a letter without punctuation.
fn bare(label: &str) -> String {
    label.trim_matches(['(', ')', '.']).to_owned()
}

/// The list items of a leaflet.
pub fn items(leaflet: &str) -> Vec<ShownItem> {
    let mut lists: Vec<Option<u64>> = Vec::new();
    let mut found: Vec<ShownItem> = Vec::new();
    let mut takes = false;
    for event in events(leaflet) {
        match event {
            Event::Start(Tag::List(first)) => lists.push(first),
            Event::End(TagEnd::List(_)) => {
                lists.pop();
                takes = false;
            }
            Event::Start(Tag::Item) => {
                let label = match lists.last_mut().unwrap() {
                    Some(number) => {
                        *number += 1;
                        (*number - 1).to_string()
                    }
                    None => String::new(),
                };
                found.push(ShownItem { level: lists.len(), label, text: String::new() });
                takes = true;
            }
            Event::End(TagEnd::Item | TagEnd::Paragraph) => takes = false,
            Event::Text(words) if takes => found.last_mut().unwrap().text.push_str(&words),
            _ => {}
        }
    }
    // A letter or a multi-part number is written as a word.
    let label = Regex::new(r"^(\(?[a-z]{1,3}[.)]|\d+(?:\.\d+)+\.?) (.+)$").unwrap();
    for item in &mut found {
        if let Some(parts) = label.captures(&item.text.clone()).filter(|_| item.label.is_empty()) {
            item.label = bare(&parts[1]);
            item.text = parts[2].to_owned();
        }
    }
    found
}

/// A zip file with one entry.
pub fn zipped(name: &str, text: &str) -> Vec<u8> {
    zipped_parts(&[(name.to_owned(), text.to_owned())])
}

/// A zip file with entries: the name and the text of each.
pub fn zipped_parts(parts: &[(String, String)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, text) in parts {
        writer.start_file(&**name, options).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A Word file with this body and nothing else.
pub fn document(body: &str) -> Vec<u8> {
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    zipped("word/document.xml", &format!("<w:document xmlns:w=\"{space}\"><w:body>{body}</w:body></w:document>"))
}

/// The visible words of a web page: all but those of scripts, styles and the head.
pub fn words_of_page(page: &str) -> Vec<String> {
    let html = scraper::Html::parse_document(page);
    let mut text = String::new();
    for node in html.root_element().descendants() {
        if let Some(words) = node.value().as_text() {
            let mut above = node.ancestors().filter_map(scraper::ElementRef::wrap);
            if !above.any(|element| matches!(element.value().name(), "script" | "style" | "head")) {
                text.push_str(words);
            }
        } else if let Some(element) = node.value().as_element()
            && !matches!(element.name(), "b" | "i" | "a" | "strong" | "sup" | "sub" | "em" | "span")
        {
            text.push(' ');
        }
    }
    const DOWN: &str = "₀₁₂₃₄₅₆₇₈₉";
    assert!(!text.contains(|sign| DOWN.contains(sign)));
    split(&text)
}
