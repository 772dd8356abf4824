//! Turns the elements of a page into headings, paragraphs, lists and tables.

use std::rc::Rc;

use percent_encoding::percent_decode_str;
use scraper::{ElementRef, Node};

use super::main_part::{is_around, is_silent};
use super::page::{WebPageReader, is_block, unshown_words};
use crate::import::draft::{DraftBlock, DraftInline, DraftList, DraftPicture, MAX_ADDRESS_LEN, TextRun, line};
use crate::import::lists::set_before;
use crate::import::picture_ending::ending;
use crate::import::plain::may_be_heading;
use crate::import::report::STRUCK;
use crate::import::tidy::{risen, tidy};
use crate::import::typed_lists;

/// Elements nested deeper become running text.
const MAX_DEPTH: usize = 120;
/// Lists and quotes nested deeper are not nested further.
const MAX_LIST_DEPTH: usize = 8;
/// The formatting of the surrounding text.
#[derive(Clone, Debug, Default)]
pub(super) struct InlineStyle {
    strong: bool,
    emphasis: bool,
    rise: Option<bool>,
    link: Option<Rc<str>>,
    depth: usize,
    /// How many lists and quotes are open.
    nested: usize,
}

/// Finished blocks, and the current line.
#[derive(Default)]
struct BlockFlow {
    blocks: Vec<DraftBlock>,
    line: Vec<DraftInline>,
}

impl WebPageReader<'_> {
    /// The blocks of an element.
    pub(super) fn blocks_of(&mut self, element: ElementRef<'_>) -> Vec<DraftBlock> {
        let blocks = self.flow(element, &InlineStyle::default());
        let blocks = typed_lists::in_blocks(blocks, &mut self.draft.account);
        self.bold_headings(blocks)
    }

    pub(super) fn flow(&mut self, element: ElementRef<'_>, look: &InlineStyle) -> Vec<DraftBlock> {
        let mut flow = BlockFlow::default();
        self.children(element, look, &mut flow);
        self.flush(&mut flow);
        flow.blocks
    }

    fn flush(&mut self, flow: &mut BlockFlow) {
        let mut text = std::mem::take(&mut flow.line);
        tidy(&mut text, &mut self.draft.account);
        if !text.is_empty() {
            flow.blocks.push(DraftBlock::Paragraph(text));
        }
    }

    fn children(&mut self, element: ElementRef<'_>, look: &InlineStyle, flow: &mut BlockFlow) {
        if look.depth > MAX_DEPTH {
            flow.line.push(DraftInline::text(element.text().collect::<String>()));
            return;
        }
        let look = InlineStyle { depth: look.depth + 1, ..look.clone() };
        for child in element.children() {
            match child.value() {
                Node::Text(text) => flow.line.push(self.run(text, &look)),
                Node::Element(_) => {
                    if let Some(child) = ElementRef::wrap(child) {
                        self.element(child, &look, flow);
                    }
                }
                _ => {}
            }
        }
    }

    fn run(&mut self, text: &str, look: &InlineStyle) -> DraftInline {
        let text = match look.rise {
            Some(up) => risen(text.to_owned(), up, &mut self.draft.account),
            None => text.to_owned(),
        };
        DraftInline::Run(TextRun { text, strong: look.strong, emphasis: look.emphasis, link: look.link.clone() })
    }

    fn element(&mut self, element: ElementRef<'_>, look: &InlineStyle, flow: &mut BlockFlow) {
        let value = element.value();
        let name = value.name();
        if is_silent(name) {
            self.draft
                .account
                .lost("Words that browsers show only without scripts, or not at all:", &unshown_words(element));
            return;
        }
        let is_hidden = value.attr("hidden").is_some()
            || value.attr("style").is_some_and(|style| style.replace(' ', "").contains("display:none"));
        if is_around(element) || is_hidden {
            let sentence =
                if is_hidden { "Words that the page hides:" } else { "Menus, forms and sidebars within the text:" };
            self.draft.account.lost(sentence, &words_of(element));
            return;
        }
        match name {
            "br" => flow.line.push(DraftInline::Break),
            "hr" => self.flush(flow),
            "img" => self.picture(element, flow),
            "strong" | "b" => self.children(element, &InlineStyle { strong: true, ..look.clone() }, flow),
            "em" | "i" | "cite" | "dfn" => {
                self.children(element, &InlineStyle { emphasis: true, ..look.clone() }, flow)
            }
            "s" | "del" | "strike" => {
                self.draft.account.lost(STRUCK, &element.text().collect::<String>());
            }
            "sup" => self.children(element, &InlineStyle { rise: Some(true), ..look.clone() }, flow),
            "sub" => self.children(element, &InlineStyle { rise: Some(false), ..look.clone() }, flow),
            "a" => {
                let link = self.destination(element).or_else(|| look.link.clone());
                self.children(element, &InlineStyle { link, ..look.clone() }, flow);
            }
            "iframe" | "video" | "audio" | "object" | "embed" | "canvas" | "svg" | "map" => {
                let source = value.attr("src").or_else(|| value.attr("data")).unwrap_or_default();
                let title = value.attr("title").or_else(|| value.attr("aria-label")).unwrap_or_default();
                self.draft
                    .account
                    .lost_thing("Videos, sound, drawings and embedded pages:", &format!("{name} {title} {source}"));
                self.draft.account.lost("Words inside embedded content:", &words_of(element));
            }
            "input" => {
                if let Some(words) = value.attr("value").filter(|_| value.attr("type") != Some("hidden")) {
                    self.draft.account.lost_thing("Form fields:", words);
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush(flow);
                let level = name.as_bytes().get(1).map_or(2, |digit| digit - b'0');
                let below = self
                    .flow(element, &InlineStyle { depth: look.depth, nested: look.nested, ..InlineStyle::default() });
                flow.blocks.extend(below.into_iter().map(|block| match block {
                    DraftBlock::Paragraph(text) if !line(&text).trim().is_empty() => {
                        DraftBlock::Heading { level, guessed: false, text }
                    }
                    other => other,
                }));
            }
            "ul" | "ol" | "menu" | "dir" if look.nested < MAX_LIST_DEPTH => {
                self.flush(flow);
                let list = self.list(element, look);
                flow.blocks.extend(list);
            }
            "table" => {
                self.flush(flow);
                let blocks = self.table(element, look);
                flow.blocks.extend(blocks);
            }
            "blockquote" if look.nested < MAX_LIST_DEPTH => {
                self.flush(flow);
                let blocks = self.flow(element, &InlineStyle { nested: look.nested + 1, ..look.clone() });
                flow.blocks.push(DraftBlock::Quote(blocks));
            }
            "dt" | "summary" => {
                self.flush(flow);
                self.children(element, &InlineStyle { strong: true, ..look.clone() }, flow);
                self.flush(flow);
            }
            "pre" => {
                self.flush(flow);
                for text in element.text().collect::<String>().lines() {
                    flow.line.extend([DraftInline::text(text), DraftInline::Break]);
                }
                self.flush(flow);
            }
            name if is_block(name) => {
                self.flush(flow);
                self.children(element, look, flow);
                self.flush(flow);
            }
            _ => self.children(element, look, flow),
        }
    }

    fn list(&mut self, element: ElementRef<'_>, around: &InlineStyle) -> Vec<DraftBlock> {
        let look = &InlineStyle { nested: around.nested + 1, depth: around.depth + 1, ..around.clone() };
        let ordered = element.value().name() == "ol";
        let letters = element.value().attr("type").filter(|kind| ordered && matches!(*kind, "a" | "A" | "i" | "I"));
        let mut number: u32 = element.value().attr("start").and_then(|start| start.parse().ok()).unwrap_or(1);
        let mut lists: Vec<DraftList> = Vec::new();
        let mut before_items: Vec<DraftBlock> = Vec::new();
        for child in element.children() {
            // Stray content between two items belongs to the first of them.
            let between = match (child.value(), ElementRef::wrap(child)) {
                (Node::Text(words), _) if !words.trim().is_empty() => self.loose_words(words, look),
                (_, Some(list)) if matches!(list.value().name(), "ul" | "ol") && look.nested < MAX_LIST_DEPTH => {
                    self.list(list, look)
                }
                _ => Vec::new(),
            };
            if !between.is_empty() {
                match lists.last_mut().and_then(|list| list.items.last_mut()) {
                    Some(above) => above.extend(between),
                    None => before_items.extend(between),
                }
                continue;
            }
            let Some(item) = ElementRef::wrap(child).filter(|item| !is_silent(item.value().name())) else { continue };
            let own = item.value().attr("value").and_then(|value| value.parse().ok()).filter(|_| ordered);
            let continues = own.is_none_or(|own| own == number);
            number = own.unwrap_or(number);
            let blocks = if item.value().name() == "li" { self.flow(item, look) } else { self.alone(item, look) };
            let mut blocks = typed_lists::in_blocks(blocks, &mut self.draft.account);
            blocks.iter_mut().for_each(without_heading);
            if blocks.is_empty() {
                continue;
            }
            if let Some(kind) = letters {
                let label = label(number, kind);
                self.draft.account.added("Letters of lists became part of the text:", &label);
                set_before(&mut blocks, &label);
            }
            let first = (ordered && letters.is_none()).then_some(number);
            match lists.last_mut() {
                Some(list) if continues => list.items.push(blocks),
                _ => lists.push(DraftList { first, items: vec![blocks] }),
            }
            number = number.saturating_add(1);
        }
        before_items.into_iter().chain(lists.into_iter().map(DraftBlock::List)).collect()
    }

    /// The blocks of a single element.
    fn alone(&mut self, element: ElementRef<'_>, look: &InlineStyle) -> Vec<DraftBlock> {
        let mut flow = BlockFlow::default();
        self.element(element, look, &mut flow);
        self.flush(&mut flow);
        flow.blocks
    }

    /// Words in a list that belong to none of its items.
    fn loose_words(&mut self, words: &str, look: &InlineStyle) -> Vec<DraftBlock> {
        let mut flow = BlockFlow::default();
        flow.line.push(self.run(words, look));
        self.flush(&mut flow);
        flow.blocks
    }

    fn picture(&mut self, element: ElementRef<'_>, flow: &mut BlockFlow) {
        let value = element.value();
        let source = value
            .attr("src")
            .filter(|source| !source.is_empty())
            .or_else(|| value.attr("data-src"))
            .unwrap_or_default();
        let alt = value.attr("alt").unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        let about = format!("{} {alt}", source.chars().take(120).collect::<String>());
        if ["width", "height"].iter().any(|side| matches!(value.attr(side), Some("0" | "1"))) {
            self.draft.account.lost_thing("Invisible pictures, which count visitors:", &about);
            return;
        }
        let path = source.split(['?', '#']).next().unwrap_or_default();
        let path = percent_decode_str(path).decode_utf8_lossy();
        let is_elsewhere = source.contains("://") || source.starts_with("//") || source.starts_with("data:");
        if is_elsewhere || path.is_empty() {
            self.draft.account.lost_thing(
                "Pictures stored elsewhere. Save them next to the page and import it again, or add them by hand:",
                &about,
            );
            return;
        }
        let index = match self.taken.get(&*path) {
            Some(index) => *index,
            None => {
                let bytes = (self.find_file)(&path).unwrap_or_default();
                let Some(ending) = ending(&path, &bytes) else {
                    let sentence =
                        "Pictures that are not next to the page, or that browsers cannot show. Add them by hand:";
                    self.draft.account.lost_thing(sentence, &about);
                    return;
                };
                self.draft.pictures.push(DraftPicture { ending, bytes, name: String::new() });
                self.taken.insert(path.clone().into_owned(), self.draft.pictures.len() - 1);
                self.draft.pictures.len() - 1
            }
        };
        if alt.is_empty() {
            self.draft.account.guess("Pictures without a description. 'pamphlet check' asks for one.", &about);
        }
        flow.line.push(DraftInline::Picture { index, alt });
    }

    /// The address of a link; `None` if it would not work from another site.
    fn destination(&mut self, element: ElementRef<'_>) -> Option<Rc<str>> {
        let to = element.value().attr("href")?.trim();
        let lower = to.to_ascii_lowercase();
        let is_relative = !lower.contains(':') && !to.starts_with('#') && !to.is_empty();
        let address: Option<Rc<str>> = match ["http://", "https://", "mailto:", "tel:", "sms:"]
            .iter()
            .any(|start| lower.starts_with(start))
        {
            true => Some(Rc::from(to)),
            false => {
                self.address.as_deref().filter(|_| is_relative).and_then(|address| joined(address, to)).map(Rc::from)
            }
        };
        let words = match address {
            Some(address) if address.len() <= MAX_ADDRESS_LEN => return Some(address),
            _ => words_of(element),
        };
        if to.len() > MAX_ADDRESS_LEN {
            self.draft
                .account
                .lost_thing("Links with addresses that are too long for browsers. Their words were kept:", &words);
            return None;
        }
        let is_on_page = is_relative || to.starts_with('#') || to.is_empty();
        let sentence = match is_on_page {
            true => "Links to somewhere on the old page or its site. Their words were kept:",
            false => "Links of a kind that is not safe for readers. Their words were kept:",
        };
        self.draft.account.lost_thing(sentence, &format!("{words} ({to})"));
        None
    }

    /// Turns bold lines on their own into headings.
    fn bold_headings(&mut self, blocks: Vec<DraftBlock>) -> Vec<DraftBlock> {
        let mut level = 1;
        let mut found: Vec<DraftBlock> = Vec::new();
        let mut blocks = blocks.into_iter().peekable();
        while let Some(block) = blocks.next() {
            match block {
                DraftBlock::Heading { level: own, .. } => {
                    level = own;
                    found.push(block);
                }
                DraftBlock::Paragraph(text) => {
                    let next_is_text = matches!(blocks.peek(), Some(DraftBlock::List(_) | DraftBlock::Table(_)))
                        || matches!(blocks.peek(), Some(DraftBlock::Paragraph(next)) if !is_bold(next));
                    if is_bold(&text) && next_is_text && may_be_heading(&line(&text)) {
                        self.draft.account.guess("Bold lines on their own became headings:", &line(&text));
                        found.push(DraftBlock::Heading { level: level + 1, guessed: true, text });
                    } else {
                        found.push(DraftBlock::Paragraph(text));
                    }
                }
                other => found.push(other),
            }
        }
        found
    }
}

/// Whether the whole line is bold.
fn is_bold(text: &[DraftInline]) -> bool {
    let mut runs = text.iter().filter_map(|inline| match inline {
        DraftInline::Run(run) => (!run.text.trim().is_empty()).then_some(run.strong && run.link.is_none()),
        DraftInline::Picture { .. } | DraftInline::Break => Some(false),
        DraftInline::Note(_) => None,
    });
    runs.clone().next().is_some() && runs.all(|bold| bold)
}

/// A heading in a list item becomes a bold line.
fn without_heading(block: &mut DraftBlock) {
    if let DraftBlock::Heading { text, .. } = block {
        let mut text = std::mem::take(text);
        for inline in &mut text {
            if let DraftInline::Run(run) = inline {
                run.strong = true;
            }
        }
        *block = DraftBlock::Paragraph(text);
    }
}

/// The words of an element, without those of scripts.
fn words_of(element: ElementRef<'_>) -> String {
    let texts = element.descendants().filter_map(|node| Some((node.parent()?, node.value().as_text()?)));
    let kept =
        texts.filter(|(parent, _)| ElementRef::wrap(*parent).is_none_or(|parent| !is_silent(parent.value().name())));
    let mut words = String::new();
    for (parent, text) in kept {
        // Words of two consecutive block elements are separate words.
        if ElementRef::wrap(parent).is_some_and(|parent| is_block(parent.value().name())) {
            words.push(' ');
        }
        words.push_str(text);
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A letter or a Roman numeral as the label of a list item.
fn label(number: u32, kind: &str) -> String {
    let letter = |first: u8| char::from(first + u8::try_from(number.saturating_sub(1) % 26).unwrap_or(0)).to_string();
    let counted = match kind {
        "a" => letter(b'a'),
        "A" => letter(b'A'),
        "i" => crate::import::lists::roman(number).to_lowercase(),
        _ => crate::import::lists::roman(number),
    };
    format!("{counted}.")
}

/// Resolves a relative address.
fn joined(address: &str, to: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    if let Some(host) = to.strip_prefix("//") {
        return Some(format!("https://{host}"));
    }
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (to, suffix) = to.split_at(to.find(['?', '#']).unwrap_or(to.len()));
    let mut parts: Vec<&str> = Vec::new();
    if !to.starts_with('/') {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        parts.extend(path.rsplit_once('/').map_or("", |(folder, _)| folder).split('/').filter(|part| !part.is_empty()));
    }
    for part in to.split('/').filter(|part| !part.is_empty()) {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let end = if to.ends_with('/') && !parts.is_empty() { "/" } else { "" };
    Some(format!("{scheme}://{host}/{}{end}{suffix}", parts.join("/")))
}
