//! The wording of a leaflet: what its readers read, in a normal form of its own.
//!
//! The form is a text with one line for each paragraph, list item, row, card or picture, indented by what contains it.
//! It depends neither on how Markdown or YAML is written nor on the theme or the parser, so a new program never makes
//! new versions of leaflets that did not change. It contains no dates, navigation, automatic links or lists.
//!
//! | line | means |
//! |---|---|
//! | `wording 1` | the number of this form |
//! | `language`, `title`, `summary`, `fact` | the language, and the fields that readers read |
//! | `help` | the urgent help of an at-risk leaflet, above its text |
//! | `heading N`, `text`, `code`, `rule` | a heading of level N, a paragraph, a line of code, a horizontal rule |
//! | `bullets`, `numbers N`, `item` | lists; N is the first number |
//! | `caption`, `table`, `head`, `row` | tables, with ` | ` between cells |
//! | `card KIND`, `quote`, `term`, `meaning` | the other blocks |
//! | `note N`, `word` | footnotes, and words of the glossary with their meanings |
//! | `+ link`, `+ strong`, `+ emphasis`, `+ picture` | parts of the line above, with the targets of links (a leaflet by its reference) and the SHA-256 of pictures |
//!
//! In texts, `\` is written `\\`, a visible line break ` \n `, and `|` in a cell `\|`.

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizerBorrowed;

use crate::library::{Library, ManuscriptId, Target};
use crate::markdown::{Document, LinkStyle, NodeId, NodeKind, callout, without_comments};
use crate::publication_log::{ContentHash, SectionHash};
use crate::settings::Settings;

/// The first line of the form. Its number changes if the form ever does.
const FIRST_LINE: &str = "wording 1";

/// What wordings are made from.
#[derive(Clone, Copy)]
pub struct WordingInputs<'a> {
    pub library: &'a Library<'a>,
    pub settings: &'a Settings,
}

/// The wording of a leaflet in its normal form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording(pub String);

impl Wording {
    /// The hash that approvals and versions refer to.
    pub fn hash(&self) -> ContentHash {
        ContentHash::of(self.0.as_bytes())
    }

    /// The hash of each part of the text from one heading of level 2 to the next; the part before the first has no
    /// title.
    pub fn sections(&self) -> Vec<SectionHash> {
        let mut sections = Vec::new();
        let mut title = "";
        let mut lines: Vec<&str> = Vec::new();
        let mut end = |title: &str, lines: &mut Vec<&str>| {
            if !title.is_empty() || !lines.is_empty() {
                let hash = ContentHash::of(lines.join("\n").as_bytes());
                sections.push(SectionHash { title: title.into(), hash });
            }
            lines.clear();
        };
        for line in self.0.lines() {
            if let Some(next) = line.strip_prefix("heading 2 ") {
                end(title, &mut lines);
                title = next;
            }
            lines.push(line);
        }
        end(title, &mut lines);
        sections
    }
}

/// The wording of a leaflet; `None` if the manuscript is not a complete leaflet.
pub fn wording(inputs: WordingInputs<'_>, id: ManuscriptId) -> Option<Wording> {
    let leaflet = inputs.library.leaflet(id)?;
    let language = inputs.library.language(id).unwrap_or(&inputs.settings.language);
    let mut writer = FormWriter { library: inputs.library, page: id, form: String::new(), depth: 0, notes: Vec::new() };
    writer.form.push_str(FIRST_LINE);
    writer.form.push('\n');
    writer.line("language", language.tag());
    writer.line("title", &escaped(leaflet.title));
    if let Some(summary) = leaflet.summary() {
        writer.line("summary", &escaped(summary));
    }
    for fact in &leaflet.fields().at_a_glance {
        writer.line("fact", &format!("{}: {}", escaped(&fact.name.value), escaped(&fact.value.value)));
    }
    if let Some(block) = inputs.library.urgent_help(id) {
        writer.line("help", "");
        writer.depth += 1;
        writer.text_of(block);
        writer.depth -= 1;
    }
    writer.text_of(id);
    writer.footnotes();
    writer.glossary();
    Some(Wording(writer.form))
}

/// A text on one line, composed (NFC), with single spaces.
fn escaped(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        match word.contains('\\') {
            true => line.push_str(&word.replace('\\', "\\\\")),
            false => line.push_str(word),
        }
    }
    match ComposingNormalizerBorrowed::new_nfc().normalize(&line) {
        Cow::Borrowed(_) => line,
        Cow::Owned(composed) => composed,
    }
}

/// A visible line break in the text of a line, until the text is escaped.
const LINE_BREAK: char = '\u{0}';

/// The words of a line, with its links, pictures and emphasised parts.
#[derive(Default)]
struct FormLine {
    words: String,
    parts: Vec<String>,
}

impl FormLine {
    fn escaped(&self) -> String {
        escaped_with_breaks(&self.words)
    }
}

fn escaped_with_breaks(words: &str) -> String {
    if !words.contains(LINE_BREAK) {
        return escaped(words);
    }
    words.split(LINE_BREAK).map(escaped).collect::<Vec<_>>().join(" \\n ")
}

struct FormWriter<'a> {
    library: &'a Library<'a>,
    page: ManuscriptId,
    form: String,
    depth: usize,
    /// The footnotes in the order of their first marks: the text, and the footnote's node.
    notes: Vec<(ManuscriptId, NodeId)>,
}

impl<'a> FormWriter<'a> {
    fn line(&mut self, kind: &str, text: &str) {
        for _ in 0..self.depth {
            self.form.push_str("  ");
        }
        self.form.push_str(kind);
        if !text.is_empty() {
            self.form.push(' ');
            self.form.push_str(text);
        }
        self.form.push('\n');
    }

    /// Writes a line with its parts, unless it is empty.
    fn words(&mut self, kind: &str, line: &FormLine) {
        let words = line.escaped();
        if words.is_empty() && line.parts.is_empty() && kind == "text" {
            return;
        }
        self.line(kind, &words);
        self.parts(line);
    }

    fn parts(&mut self, line: &FormLine) {
        for part in &line.parts {
            self.line("+", part);
        }
    }

    /// Writes the text of a manuscript.
    fn text_of(&mut self, id: ManuscriptId) {
        let document = &self.library.manuscript(id).document;
        self.blocks(id, document, document.top());
    }

    fn blocks(&mut self, id: ManuscriptId, document: &'a Document, nodes: impl Iterator<Item = NodeId>) {
        let mut line = FormLine::default();
        for node in nodes {
            match document.node(node).kind.is_inline() {
                true => self.inline(id, document, node, &mut line),
                false => {
                    self.words("text", &std::mem::take(&mut line));
                    self.block(id, document, node);
                }
            }
        }
        self.words("text", &line);
    }

    /// Writes a line `kind`, and below it what a node contains.
    fn group(&mut self, kind: &str, id: ManuscriptId, document: &'a Document, node: NodeId) {
        self.line(kind, "");
        self.depth += 1;
        self.blocks(id, document, document.children(node));
        self.depth -= 1;
    }

    fn block(&mut self, id: ManuscriptId, document: &'a Document, node: NodeId) {
        let source = self.library.text(id);
        match document.node(node).kind {
            NodeKind::Paragraph => {
                let line = self.inlines(id, document, document.children(node));
                self.words("text", &line);
            }
            NodeKind::Heading(level) => {
                let line = self.inlines(id, document, document.children(node));
                self.words(&format!("heading {}", level.max(2)), &line);
            }
            NodeKind::Quote => {
                match callout(document, node, source).and_then(|found| Some((found.kind()?, found.mark.end))) {
                    Some((kind, mark_end)) => self.card(id, document, node, kind.class(), mark_end),
                    None => self.group("quote", id, document, node),
                }
            }
            NodeKind::CodeBlock => {
                let code: String = document.children(node).map(|line| document.text(line, source)).collect();
                for line in code.lines() {
                    self.line("code", &line.replace('\\', "\\\\"));
                }
            }
            NodeKind::HtmlBlock => {
                let html: String = document.children(node).map(|line| document.text(line, source)).collect();
                let line = FormLine { words: without_comments(&html).into_owned(), parts: Vec::new() };
                self.words("text", &line);
            }
            NodeKind::BulletList => self.group("bullets", id, document, node),
            NodeKind::NumberedList => {
                self.group(&format!("numbers {}", document.first_number(node)), id, document, node);
            }
            NodeKind::Item => self.group("item", id, document, node),
            NodeKind::Footnote => {
                // A footnote with a mark is written at the end.
                if !is_marked(document, node) {
                    self.blocks(id, document, document.children(node));
                }
            }
            NodeKind::Term => {
                let line = self.inlines(id, document, document.children(node));
                self.words("term", &line);
            }
            NodeKind::Meaning => self.group("meaning", id, document, node),
            NodeKind::Table => self.group("table", id, document, node),
            NodeKind::TableHead => self.row("head", id, document, node),
            NodeKind::TableRow => self.row("row", id, document, node),
            NodeKind::Rule => self.line("rule", ""),
            NodeKind::Include => {
                let Some(name) = document.name(node) else { return };
                match self.library.blocks().shown(name, self.library.language(self.page)) {
                    Some(block) => self.text_of(block),
                    None => self.line("made", &escaped(name)),
                }
            }
            _ => self.blocks(id, document, document.children(node)),
        }
    }

    /// Writes a card. Its title is the rest of the line after the mark.
    fn card(&mut self, id: ManuscriptId, document: &'a Document, node: NodeId, kind: &str, mark_end: u32) {
        let source = self.library.text(id);
        let mut children = document.children(node);
        let first: Vec<NodeId> =
            children.next().map(|paragraph| document.children(paragraph).collect()).unwrap_or_default();
        let is_break =
            |inline: &NodeId| matches!(document.node(*inline).kind, NodeKind::SoftBreak | NodeKind::HardBreak);
        let title_end = first.iter().position(is_break).unwrap_or(first.len());
        let mut title = FormLine::default();
        if let Some(text) = first.first() {
            let end = document.node(*text).range.end as usize;
            title.words.push_str(source.get(mark_end as usize..end).unwrap_or_default());
        }
        for inline in first.iter().take(title_end).skip(1) {
            self.inline(id, document, *inline, &mut title);
        }
        self.words(&format!("card {kind}"), &title);
        self.depth += 1;
        let rest = self.inlines(id, document, first.iter().skip(title_end + 1).copied());
        self.words("text", &rest);
        self.blocks(id, document, children);
        self.depth -= 1;
    }

    fn row(&mut self, kind: &str, id: ManuscriptId, document: &'a Document, node: NodeId) {
        let mut line = FormLine::default();
        let mut cells = Vec::new();
        for cell in document.children(node) {
            let FormLine { words, parts } = self.inlines(id, document, document.children(cell));
            cells.push(escaped_with_breaks(&words).replace('|', "\\|"));
            line.parts.extend(parts);
        }
        self.line(kind, &cells.join(" | "));
        self.parts(&line);
    }

    fn inlines(&mut self, id: ManuscriptId, document: &'a Document, nodes: impl Iterator<Item = NodeId>) -> FormLine {
        let mut line = FormLine::default();
        for node in nodes {
            self.inline(id, document, node, &mut line);
        }
        line
    }

    fn inline(&mut self, id: ManuscriptId, document: &'a Document, node: NodeId, line: &mut FormLine) {
        let source = self.library.text(id);
        let start = line.words.len();
        match document.node(node).kind {
            NodeKind::Text | NodeKind::Code => line.words.push_str(document.text(node, source)),
            NodeKind::Html => line.words.push_str(&without_comments(document.text(node, source))),
            NodeKind::SoftBreak => line.words.push(' '),
            NodeKind::HardBreak => line.words.push(LINE_BREAK),
            NodeKind::FootnoteMark => {
                if let Some(number) = self.note_number(id, document, node) {
                    line.words.push_str(&format!("[^{number}]"));
                }
            }
            NodeKind::Image => {
                let words = escaped(&document.plain_text(node, source));
                let caption = document.links().get(document.link_index(node)).map_or("", |link| &*link.title);
                let caption =
                    if caption.is_empty() { String::new() } else { format!(", caption {}", escaped(caption)) };
                line.parts.push(format!("picture {} {words}{caption}", self.picture(id, document, node)));
            }
            kind => {
                for child in document.children(node) {
                    self.inline(id, document, child, line);
                }
                // Readers see the title of the leaflet, which is part of that leaflet's own wording.
                let is_named = kind == NodeKind::Link
                    && document
                        .links()
                        .get(document.link_index(node))
                        .is_some_and(|link| link.style == LinkStyle::Wiki);
                if is_named {
                    line.words.truncate(start);
                    line.words.push_str(&self.target(id, document, node));
                }
                let words = escaped_with_breaks(&line.words[start..]);
                match kind {
                    NodeKind::Strong => line.parts.push(format!("strong {words}")),
                    NodeKind::Emphasis => line.parts.push(format!("emphasis {words}")),
                    NodeKind::Link => line.parts.push(format!("link {words} -> {}", self.target(id, document, node))),
                    _ => {}
                }
            }
        }
    }

    /// The SHA-256 of a picture's file.
    fn picture(&self, id: ManuscriptId, document: &Document, node: NodeId) -> String {
        match self.library.targets(id).get(document.link_index(node)) {
            Some(Target::File(source)) => {
                let picture = self.library.sources.file(*source).picture();
                picture.map_or_else(|| "unreadable".to_owned(), |picture| ContentHash(picture.digest).to_string())
            }
            _ => "missing".to_owned(),
        }
    }

    /// The target of a link. A leaflet is named by its reference, so that moving its file changes nothing.
    fn target(&self, id: ManuscriptId, document: &Document, node: NodeId) -> String {
        let index = document.link_index(node);
        match self.library.targets(id).get(index) {
            Some(Target::Manuscript { id, fragment }) => {
                let original = self.library.manuscript(self.library.original(*id));
                let mut target = match &original.front_matter.reference {
                    Some(reference) => escaped(&reference.value).to_uppercase(),
                    None => self.library.sources.file(original.source).path_in_role().to_owned(),
                };
                if let Some(language) = self.library.language(*id) {
                    target.push_str(&format!(" ({})", language.tag()));
                }
                if let Some(fragment) = fragment {
                    target.push_str(&format!("#{fragment}"));
                }
                target
            }
            Some(Target::Here { fragment }) => format!("#{fragment}"),
            Some(Target::File(source)) => format!("file {}", self.library.sources.file(*source).path_in_role()),
            Some(Target::Elsewhere) => {
                document.links().get(index).map_or_else(String::new, |link| link.destination.to_string())
            }
            Some(Target::Missing(_)) | None => "nowhere".to_owned(),
        }
    }

    fn note_number(&mut self, id: ManuscriptId, document: &Document, mark: NodeId) -> Option<usize> {
        let name = document.name(mark)?;
        let is_it =
            |node: &NodeId| document.node(*node).kind == NodeKind::Footnote && document.name(*node) == Some(name);
        let note = (0..document.nodes().len()).find(is_it)?;
        let known = self.notes.iter().position(|known| *known == (id, note));
        Some(
            known.unwrap_or_else(|| {
                self.notes.push((id, note));
                self.notes.len() - 1
            }) + 1,
        )
    }

    fn footnotes(&mut self) {
        // A footnote may have marks of further ones.
        let mut next = 0;
        while let Some((id, node)) = self.notes.get(next).copied() {
            next += 1;
            self.group(&format!("note {next}"), id, &self.library.manuscript(id).document, node);
        }
    }

    fn glossary(&mut self) {
        let library = self.library;
        let uses = library.glossary_uses(self.page).iter();
        let mut entries: Vec<_> = uses.filter_map(|used| library.glossary.entries.get(used.entry)).collect();
        entries.sort_by(|a, b| a.word.text.cmp(&b.word.text));
        entries.dedup_by(|a, b| a.word.text == b.word.text);
        for entry in entries {
            self.line("word", &format!("{}: {}", escaped(&entry.word.text), escaped(&entry.meaning.text)));
        }
    }
}

/// Whether a mark in the same text refers to a footnote.
fn is_marked(document: &Document, footnote: NodeId) -> bool {
    let name = document.name(footnote);
    let is_mark = |id: NodeId| document.node(id).kind == NodeKind::FootnoteMark && document.name(id) == name;
    (0..document.nodes().len()).any(is_mark)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{WordingInputs, wording};
    use crate::date::Date;
    use crate::glossary::{self, Glossary};
    use crate::library::{self, LinkInputs};
    use crate::picture::{PictureFacts, PictureFormat};
    use crate::source::{FileRole, SourceContent, SourceFile, Sources};
    use crate::{leaflet, settings};

    /// A picture that has this SHA-256.
    struct PictureDigest([u8; 32]);

    /// A file of `content/`: its path, and its text or its picture.
    type File = (String, Result<String, PictureDigest>);

    fn role(path: &str) -> FileRole {
        match path.split('/').next() {
            Some("leaflets") if path.ends_with(".png") => FileRole::Asset,
            Some("leaflets") => FileRole::Leaflet,
            Some("blocks") => FileRole::Block,
            Some("glossary.yaml") => FileRole::Glossary,
            _ => FileRole::Settings,
        }
    }

    /// The wording of the leaflet with this reference in a site with these files.
    fn form(files: &[File], reference: &str) -> String {
        let file = |(path, content): &File| SourceFile {
            path: format!("content/{path}").into(),
            on_disk: PathBuf::from(path),
            role: role(path),
            content: match content {
                Ok(text) => SourceContent::Text(text.as_str().into()),
                Err(PictureDigest(digest)) => SourceContent::Picture(Box::new(PictureFacts {
                    format: PictureFormat::Png,
                    bytes: 1,
                    size: None,
                    holds_place: false,
                    digest: *digest,
                    active: None,
                })),
            },
        };
        let sources = Sources::new(files.iter().map(file).collect());
        let (id, settings_file) = sources.of_role(FileRole::Settings).next().unwrap();
        let settings = settings::parse(id, settings_file.text()).unwrap();
        let glossary = sources.of_role(FileRole::Glossary).next().map(|(id, file)| glossary::parse(id, file));
        let glossary: Glossary = glossary.unwrap_or_default();
        let texts = sources.iter().filter(|(_, file)| matches!(file.role, FileRole::Leaflet | FileRole::Block));
        let manuscripts: Vec<_> = texts.map(|(id, file)| leaflet::parse(id, file, |path| sources.find(path))).collect();
        let inputs = LinkInputs {
            today: Date::constant(2026, 11, 23),
            auto_links: true,
            glossary: &glossary,
            contacts: settings.phones_of_contacts(),
        };
        let library = library::link(&sources, &manuscripts, &inputs, None);
        let id = library.leaflet_of(reference).unwrap();
        wording(WordingInputs { library: &library, settings: &settings }, id).unwrap().0
    }

    /// A part of a random leaflet, with what may stand in its place without a change of words.
    struct Part {
        text: String,
        /// Other ways to write the same.
        alike: Vec<String>,
        /// Other words.
        other: Vec<String>,
    }

    fn part(text: &str, alike: &[&str], other: &[&str]) -> Part {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Part { text: text.to_owned(), alike: owned(alike), other: owned(other) }
    }

    fn random_part(rng: &mut fastrand::Rng) -> Part {
        let dose = rng.u32(1..90);
        match rng.u8(0..13) {
            0 => part(
                &format!("Take {dose} mg once a day. Do not stop."),
                &[
                    &format!("Take {dose} mg\nonce a day. Do   not stop."),
                    &format!("Take {dose} mg once a day. Do not stop.  "),
                ],
                &[
                    &format!("Take {} mg once a day. Do not stop.", dose + 1),
                    &format!("Take {dose} mg once a day. Do stop."),
                ],
            ),
            1 => part(
                "- One day\n- Two days",
                &[
                    "* One day\n* Two days",
                    "+ One day\n+ Two days",
                    "- One day\n\n- Two days",
                    "*   One day\n*   Two days",
                ],
                &[
                    "- One day\n- Three days",
                    "1. One day\n2. Two days",
                    "- One day\n\nTwo days",
                    "- Two days\n- One day",
                ],
            ),
            2 => part(
                "1. Wash\n2. Dry",
                &["1) Wash\n2) Dry", "1. Wash\n1. Dry"],
                &["2. Wash\n3. Dry", "1. Dry\n2. Wash"],
            ),
            3 => part(
                "Read [the other one](pt-002.md).",
                &[
                    "Read [the other one](./pt-002.md).",
                    "Read [[PT-002|the other one]].",
                    "Read [the other one][x].\n\n[x]: pt-002.md",
                ],
                &[
                    "Read [the other one](https://example.org/).",
                    "Read the other one.",
                    "Read [the other two](pt-002.md).",
                ],
            ),
            4 => part(
                "Ring [the ward](tel:01632960123).",
                &["Ring [the ward](<tel:01632960123>)."],
                &["Ring [the ward](tel:01632960124).", "Ring [the ward](tel:999)."],
            ),
            5 => part(
                "> [!URGENT] Call 111 if:\n>\n> - you are sick",
                &["> [!urgent] Call 111 if:\n>\n> * you are sick", ">[!URGENT] Call 111 if:\n>\n>- you are sick"],
                &[
                    "> [!EMERGENCY] Call 111 if:\n>\n> - you are sick",
                    "> [!URGENT] Call 999 if:\n>\n> - you are sick",
                    "> [!URGENT] Call 111 if:\n>\n> - you are well",
                    "> Call 111 if:\n>\n> - you are sick",
                ],
            ),
            6 => part(
                "| Day | Dose |\n|---|---|\n| Monday | 1 |\n| Tuesday | 2 |",
                &["|Day|Dose|\n|-|-|\n|Monday|1|\n|Tuesday|2|", "Day | Dose\n---|---\nMonday | 1\nTuesday | 2"],
                &[
                    "| Day | Dose |\n|---|---|\n| Monday | 2 |\n| Tuesday | 1 |",
                    "| Day | Dose |\n|---|---|\n| Tuesday | 2 |\n| Monday | 1 |",
                    "| Dose | Day |\n|---|---|\n| Monday | 1 |\n| Tuesday | 2 |",
                    "| Day | Dose |\n|---|---|\n| Monday | 1 |",
                ],
            ),
            7 => part(
                "![A map](map.png)",
                &["![A map](./map.png)", "![A  map](<map.png>)"],
                &["![A plan](map.png)", "![A map](plan.png)", ""],
            ),
            8 => part("{{ help }}", &["{{help}}", "{{  help  }}"], &["{{ hours }}", ""]),
            9 => part(
                "You must **not** drive.",
                &["You must __not__ drive."],
                &["You must not drive.", "You must **never** drive."],
            ),
            10 => part("An _open_ door.", &["An *open* door."], &["An open door.", "An _open_ window."]),
            11 => part(
                "## What is it?",
                &["##  What is it?", "## What is it? ##"],
                &["### What is it?", "## What is this?", "What is it?"],
            ),
            _ => part("It is caf\u{e9}.", &["It is cafe\u{301}."], &["It is cafe."]),
        }
    }

    const SETTINGS: &str = "title: Example\nbase_url: https://leaflets.example.org/\n";

    fn fields(style: u8) -> &'static str {
        match style {
            0 => {
                "title: A title\nreference: PT-001\nlast_updated: 2026-11-01\narchive_date: 2028-11-01\nsummary: What it is."
            }
            1 => {
                "archive_date: 1 November 2028\r\nsummary: \"What it is.\"\r\nreference: 'PT-001'\r\ntitle:    A title\r\nlast_updated: 2026-11-20\r\nowner: Pharmacy"
            }
            _ => {
                "title: >\n  A\n  title\nsummary: |\n  What it is.\nreference: PT-001\nlast_updated: 2026-11-01\narchive_date: 2028-11-01\nconditions: [Sleep]"
            }
        }
    }

    /// The files of a site whose first leaflet has these parts.
    fn site(parts: &[&str], style: u8) -> Vec<File> {
        // Two lists in a row would be one.
        let parts = parts.iter().enumerate().map(|(number, part)| format!("Then {number}.\n\n{part}\n"));
        let text = format!("---\n{}\n---\n\n{}\n", fields(style), parts.collect::<Vec<_>>().join("\n"));
        let text = if style == 1 { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text };
        let other = "---\ntitle: Another\nreference: PT-002\nlast_updated: 2026-11-01\narchive_date: 2028-11-01\n---\n\nWords.\n";
        let texts = [
            ("site.yaml", SETTINGS),
            ("leaflets/a.md", text.as_str()),
            ("leaflets/pt-002.md", other),
            ("blocks/help.md", "Ask us for help.\n"),
            ("blocks/hours.md", "We are open on Monday.\n"),
            ("glossary.yaml", "stop: end it\n"),
        ];
        let mut files: Vec<File> = texts.map(|(path, text)| (path.to_owned(), Ok(text.to_owned()))).into();
        files.push(("leaflets/map.png".to_owned(), Err(PictureDigest([1; 32]))));
        files.push(("leaflets/plan.png".to_owned(), Err(PictureDigest([2; 32]))));
        files
    }

    /// The number of random changes of each kind; 'tests/long/wording' tries more.
    const CASES: usize = 1_000;

    #[test]
    fn changes_that_readers_do_not_read_keep_the_wording() {
        keep_the_wording(CASES);
    }

    #[test]
    fn changes_that_readers_read_change_the_wording() {
        change_the_wording(CASES);
    }

    #[test]
    #[ignore = "takes a minute; run by 'tests/long/wording'"]
    fn ten_thousand_changes_of_each_kind() {
        keep_the_wording(10 * CASES);
        change_the_wording(10 * CASES);
    }

    /// Random changes that readers do not read leave the wording as it is.
    fn keep_the_wording(cases: usize) {
        let mut rng = fastrand::Rng::with_seed(1);
        for round in 0..cases {
            let parts: Vec<Part> = (0..rng.usize(1..6)).map(|_| random_part(&mut rng)).collect();
            let plain: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
            let alike: Vec<&str> = parts.iter().map(|part| rng.choice(&part.alike).unwrap().as_str()).collect();
            let before = site(&plain, 0);
            let mut after = site(&alike, rng.u8(0..3));
            // Another leaflet that is linked automatically, other settings, a moved leaflet.
            match rng.u8(0..4) {
            0 => after.push((
                "leaflets/third.md".to_owned(),
                Ok("---\ntitle: Drive\nreference: PT-003\nlast_updated: 2026-11-01\narchive_date: 2028-11-01\n---\n\nWords.\n".to_owned()),
            )),
            1 => after[0].1 = Ok(SETTINGS.replace("Example", "Another name") + "theme: default\n"),
            2 if !alike.iter().any(|part| part.contains("pt-002")) => after[2].0 = "leaflets/moved/elsewhere.md".to_owned(),
            _ => {}
        }
            assert_eq!(form(&after, "PT-001"), form(&before, "PT-001"), "round {round}: {plain:?} → {alike:?}");
        }
    }

    /// Random changes that readers read change the wording.
    fn change_the_wording(cases: usize) {
        let mut rng = fastrand::Rng::with_seed(2);
        for round in 0..cases {
            let parts: Vec<Part> = (0..rng.usize(1..6)).map(|_| random_part(&mut rng)).collect();
            let plain: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
            let mut other = plain.clone();
            let changed = rng.usize(0..parts.len());
            let before = site(&plain, 0);
            let after = match rng.u8(0..8) {
                0 if plain.contains(&"{{ help }}") => {
                    let mut after = site(&plain, 0);
                    after[3].1 = Ok("Ask them for help.\n".to_owned());
                    after
                }
                1 if plain.contains(&"![A map](map.png)") => {
                    let mut after = site(&plain, 0);
                    after[6].1 = Err(PictureDigest([3; 32]));
                    after
                }
                2 if plain.iter().any(|part| part.starts_with("Take ")) => {
                    let mut after = site(&plain, 0);
                    after[5].1 = Ok("stop: no longer do it\n".to_owned());
                    after
                }
                3 => {
                    let mut after = site(&plain, 0);
                    let text = after[1].1.as_ref().ok().unwrap().replace("What it is.", "What it is not.");
                    after[1].1 = Ok(text);
                    after
                }
                _ => {
                    other[changed] = rng.choice(&parts[changed].other).unwrap();
                    site(&other, 0)
                }
            };
            assert_ne!(form(&after, "PT-001"), form(&before, "PT-001"), "round {round}: {plain:?} → {other:?}");
        }
    }

    /// A later program must find the same words in the same leaflet: otherwise each leaflet would get a new version.
    #[test]
    fn the_form_of_a_stored_leaflet_never_changes() {
        let parts = [
            "Intro with a note[^1] and \\* a star.",
            "## What is it?",
            "> [!WARNING] Do not drive\n>\n> Not for **24 hours**.",
            "| Day | Dose |\n|---|---|\n| Monday | 1 \\| 2 |",
            "- One\n  1. Inner\n- Two, see [[PT-002]]",
            "![A map](map.png \"The way\")",
            "{{ help }}",
            "Term\n: Meaning",
            "[^1]: The note.",
        ];
        let found = form(&site(&parts, 0), "PT-001");
        assert_eq!(found, include_str!("wording_fixture.txt"));
    }
}
