//! Imported files: each becomes a leaflet or is refused with a sentence, and no word of it is lost unnoticed.

use std::collections::HashMap;
use std::io::{Cursor, Write};

use pamphlet::import::{self, ImportFailure, ImportedLeaflet, RegisteredLeaflet};
use pamphlet::leaflet::{ManuscriptProblem, with_fields};
use pamphlet::markdown::{self, NodeKind};
use pamphlet::source::{FileRole, SourceContent, SourceFile};
use roxmltree::{Document, Node};
use scraper::{ElementRef, Html};

use super::parsed;

/// A picture next to a page.
const PICTURE: &[u8] = include_bytes!("../../images/plain.png");

/// A whole Word file, or its parts: text in which a line `%%part NAME` precedes each part. Changing a zipped file would
/// mostly break its checksums.
pub fn word(data: &[u8]) {
    let bytes = if data.starts_with(b"PK") { data.to_vec() } else { packed(data) };
    let Some(made) = imported("a.docx", &bytes, &|_| None) else { return };
    is_sound(&made);
    let document = parts(data).into_iter().find(|(name, _)| name == "word/document.xml");
    // Another part may be the main one.
    let is_main = !data.windows(14).any(|window| window == b"officeDocument");
    if let Some((_, text)) = document
        && is_main
        && let Some(words) = std::str::from_utf8(text).ok().and_then(words_of_document)
    {
        nothing_is_lost(&words, &made);
    }
}

/// A web page.
pub fn html(data: &[u8]) {
    let beside = |path: &str| path.ends_with(".png").then(|| PICTURE.to_vec());
    let Some(made) = imported("a.html", data, &beside) else { return };
    is_sound(&made);
    // Without a declared encoding, UTF-8 is assumed.
    if let Ok(page) = std::str::from_utf8(data) {
        nothing_is_lost(&words_of_page(page.strip_prefix('\u{feff}').unwrap_or(page)), &made);
    }
}

/// An old register, whose values are filled into leaflets of every kind.
pub fn csv(data: &[u8]) {
    let register = match import::read_register(data) {
        Ok(register) => register,
        Err(refusal) => return is_sentence(&refusal),
    };
    assert!(register.rows.is_sorted_by_key(|row| row.line), "rows are in order");
    let texts = [
        "---\ntitle: Sleeping well # note\nreference: PT-001\n---\nText\n",
        "---\r\ntitle: 'Eat: well'\r\nreference: PT-002\r\nowner: Food team\r\n---\r\n",
        "---\ntitle: \"Legs\"\n\n# note\nlast_updated: 2024-11-23\n---\n",
    ];
    let parsed: Vec<_> = texts.iter().map(|text| parsed(file(text)).front_matter).collect();
    let known: Vec<RegisteredLeaflet<'_>> = parsed
        .iter()
        .map(|fields| RegisteredLeaflet {
            title: fields.title.as_ref().map(|field| &*field.value),
            reference: fields.reference.as_ref().map(|field| &*field.value),
            values: fields.owner.iter().map(|field| ("owner", field.value.to_string())).collect(),
        })
        .collect();
    for overwrite in [false, true] {
        for change in import::fill(&register, &known, overwrite).changes {
            let values: Vec<(&str, &str)> = change.values.iter().map(|(name, value)| (*name, value.as_str())).collect();
            with_fields(texts[change.leaflet], &values).expect("a register fills in what can be read");
        }
    }
}

fn imported(name: &str, bytes: &[u8], beside: &dyn Fn(&str) -> Option<Vec<u8>>) -> Option<ImportedLeaflet> {
    match import::import(name, bytes, beside) {
        Ok(made) => Some(made),
        Err(refusal) => {
            is_sentence(&refusal);
            None
        }
    }
}

fn is_sentence(refusal: &ImportFailure) {
    assert!(refusal.message.ends_with('.') && refusal.help.ends_with('.'), "{refusal:?}");
}

/// An imported leaflet can be read, and its name is a file name.
fn is_sound(made: &ImportedLeaflet) {
    assert!(!made.name.is_empty() && made.name.len() <= 255 && !made.name.contains(['/', '\\', '\0']), "{}", made.name);
    let parsed = parsed(file(&made.text));
    let is_broken = |problem: &&ManuscriptProblem| {
        matches!(
            problem,
            ManuscriptProblem::NoFrontMatter
                | ManuscriptProblem::UnclosedFrontMatter { .. }
                | ManuscriptProblem::Yaml { .. }
                | ManuscriptProblem::NoFields { .. }
                | ManuscriptProblem::RepeatedField { .. }
                | ManuscriptProblem::CutOff { .. }
        )
    };
    assert_eq!(parsed.problems.iter().find(is_broken), None, "{}", made.text);
    for entry in made.account.entries() {
        assert!(!entry.sentence.is_empty());
    }
}

fn file(text: &str) -> SourceFile {
    let path = "content/leaflets/a.md";
    SourceFile {
        path: path.into(),
        on_disk: path.into(),
        role: FileRole::Leaflet,
        content: SourceContent::Text(text.into()),
    }
}

/// Every letter and digit of the words is in the leaflet and its report at least as often.
fn nothing_is_lost(words: &str, made: &ImportedLeaflet) {
    let mut left: HashMap<char, i64> = HashMap::new();
    let mut count = |text: &str, by: i64| {
        for letter in text.chars().flat_map(plain) {
            *left.entry(letter).or_default() += by;
        }
    };
    count(words, 1);
    count(&words_of_leaflet(&made.text), -1);
    made.account.missing_words().iter().for_each(|word| count(word, -1));
    left.retain(|_, count| *count > 0);
    assert!(left.is_empty(), "lost: {left:?}\n{words}\n{}\n{:?}", made.text, made.account);
}

/// Superscript and subscript digits are plain digits.
fn plain(letter: char) -> Option<char> {
    const RISEN: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉";
    match RISEN.chars().position(|risen| risen == letter) {
        Some(at) => char::from_digit(at as u32 % 10, 10),
        None if matches!(letter, 'ⁿ' | 'ₙ') => Some('n'),
        None => letter.is_alphanumeric().then_some(letter),
    }
}

/// The words of a leaflet's text.
fn words_of_leaflet(leaflet: &str) -> String {
    let body = leaflet.split_once("\n---\n").map_or("", |(_, body)| body);
    let document = markdown::parse(body, 0);
    let texts = (0..document.nodes().len())
        .filter(|id| matches!(document.node(*id).kind, NodeKind::Text | NodeKind::Code | NodeKind::Html))
        .map(|id| document.text(id, body));
    texts.collect::<Vec<_>>().join(" ")
}

/// The visible words of a page: all but those of the head, scripts and styles.
fn words_of_page(page: &str) -> String {
    const SILENT: &[&str] = &["script", "style", "noscript", "template", "head", "link", "meta", "title"];
    let html = Html::parse_document(page);
    let texts = html.root_element().descendants().filter_map(|node| {
        let words = node.value().as_text()?;
        let mut above = node.ancestors().filter_map(ElementRef::wrap);
        (!above.any(|element| SILENT.contains(&element.value().name()))).then(|| words.to_string())
    });
    texts.collect::<Vec<_>>().join(" ")
}

/// The words of the main part of a Word file, if they are where words usually are; `None` if some of them need not be
/// imported, such as those that Word generates.
fn words_of_document(text: &str) -> Option<String> {
    const SPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    const OUTER: &[&str] = &["t", "r", "hyperlink", "p", "tc", "tr", "tbl", "body", "document"];
    let is_usual = text.contains(&format!("xmlns:w=\"{SPACE}\""))
        && text.matches("xmlns").count() == text.matches("xmlns:").count()
        && text.matches("xmlns:w=").count() == 1
        && !["w:fld", "w:instrText", "mc:", "w:sdt"].iter().any(|name| text.contains(name));
    if !is_usual {
        return None;
    }
    let tree = Document::parse(text).ok()?;
    let rank = |node: Node<'_, '_>| OUTER.iter().position(|outer| node.has_tag_name((SPACE, *outer)));
    // Only a table in a cell may contain outer elements again, and only runs and links contain words.
    let follows = |(below, above): (&usize, &usize)| match OUTER[*below] {
        "body" | "tr" | "tc" | "t" => *above == below + 1,
        "tbl" | "p" => matches!(OUTER[*above], "body" | "tc"),
        "hyperlink" | "r" => matches!(OUTER[*above], "p" | "hyperlink"),
        _ => false,
    };
    let is_place = |node: &Node<'_, '_>| {
        let ranks: Option<Vec<usize>> = node.ancestors().skip(1).filter(Node::is_element).map(rank).collect();
        ranks.is_some_and(|ranks| {
            ranks.first() == Some(&0)
                && ranks.last() == Some(&(OUTER.len() - 1))
                && ranks.iter().zip(ranks.iter().skip(1)).all(follows)
        })
    };
    let texts = tree.descendants().filter(|node| node.is_text() && is_place(node));
    Some(texts.filter_map(|node| node.text()).collect::<Vec<_>>().join(" "))
}

/// The parts of an unzipped Word file: the name and the text of each.
fn parts(data: &[u8]) -> Vec<(String, &[u8])> {
    let mut parts: Vec<(String, &[u8])> = Vec::new();
    for part in split(data, b"%%part ") {
        let end = part.iter().position(|byte| *byte == b'\n').unwrap_or(part.len());
        let name = String::from_utf8_lossy(&part[..end]).trim().to_owned();
        if parts.iter().all(|(known, _)| *known != name) {
            parts.push((name, part.get(end + 1..).unwrap_or_default()));
        }
    }
    parts
}

/// A Word file of these parts, without compression.
fn packed(data: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in parts(data) {
        if writer.start_file(&*name, options).is_ok() {
            writer.write_all(text).expect("memory takes all bytes");
        }
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// The pieces after each mark.
fn split<'d>(data: &'d [u8], mark: &[u8]) -> Vec<&'d [u8]> {
    let starts: Vec<usize> =
        data.windows(mark.len()).enumerate().filter(|(_, window)| *window == mark).map(|(at, _)| at).collect();
    let ends = starts.iter().skip(1).copied().chain([data.len()]);
    starts.iter().zip(ends).map(|(start, end)| &data[start + mark.len()..end]).collect()
}
