//! Turns paragraphs into headings, lists and text.

use std::collections::VecDeque;

use super::document::WordReader;
use super::runs::RunStyle;
use super::styles::{self, StyleRole};
use super::xml::XmlElement;
use crate::import::draft::{DraftBlock, DraftInline, line};
use crate::import::lists::{ListItem, ListMark, build, set_before};
use crate::import::plain::may_be_heading;
use crate::import::tidy::tidy;
use crate::import::typed_lists::{TypedLine, begins_item, list_length, lists};

/// How many paragraphs may be between two items of a list and still belong to the first of them.
const MAX_BETWEEN: usize = 20;

/// Reports quote only the beginning of a text box.
const MAX_ABOUT_LEN: usize = 1_000;

/// A piece of the body, before lists and headings are recognised.
pub(super) enum BodyPiece {
    Paragraph(Paragraph),
    Done(DraftBlock),
}

/// A paragraph with its Word properties.
pub(super) struct Paragraph {
    role: StyleRole,
    text: Vec<DraftInline>,
    /// The numbering, the level, and the mark that Word shows.
    numbered: Option<(u32, usize, ListMark)>,
    indent: i64,
}

impl Paragraph {
    fn is_text(&self) -> bool {
        self.role == StyleRole::Text && self.numbered.is_none()
    }

    /// Whether it has letters and all of them are bold.
    fn is_bold(&self) -> bool {
        let mut bold = self.text.iter().filter_map(|inline| match inline {
            DraftInline::Run(run) => (!run.text.trim().is_empty()).then_some(run.strong && run.link.is_none()),
            DraftInline::Picture { .. } => Some(false),
            DraftInline::Break | DraftInline::Note(_) => None,
        });
        bold.clone().next().is_some() && bold.all(|bold| bold)
    }

    fn is_bold_line(&self) -> bool {
        self.is_text()
            && self.is_bold()
            && !self.text.contains(&DraftInline::Break)
            && may_be_heading(&line(&self.text))
    }
}

impl<'r> WordReader<'r> {
    /// The blocks of a body, a cell or a footnote. In a cell, bold lines are not taken for headings.
    pub(super) fn blocks(&mut self, container: &'r XmlElement, in_cell: bool) -> Vec<DraftBlock> {
        let mut pieces = Vec::new();
        self.pieces(container, &mut pieces);
        self.assemble(pieces, in_cell)
    }

    fn pieces(&mut self, container: &'r XmlElement, pieces: &mut Vec<BodyPiece>) {
        for element in container.elements() {
            match element.name.as_str() {
                "w:p" => self.paragraph(element, pieces),
                "w:tbl" => {
                    let blocks = self.table(element);
                    pieces.extend(blocks.into_iter().map(BodyPiece::Done));
                }
                "w:altChunk" => self.draft.account.lost_thing("Another file embedded in this one.", ""),
                "w:sdt" if is_contents(element) => {
                    let words = super::margins::lines(element).join(" ");
                    self.draft.account.lost("The table of contents. Pages of the site make their own:", &words);
                }
                "w:sectPr" | "w:tcPr" | "w:sdtPr" | "w:sdtEndPr" | "mc:Fallback" => {}
                _ => self.pieces(element, pieces),
            }
        }
    }

    fn paragraph(&mut self, element: &'r XmlElement, pieces: &mut Vec<BodyPiece>) {
        let empty = XmlElement::default();
        let properties = element.child("w:pPr").unwrap_or(&empty);
        let id = properties.value_of("w:pStyle");
        let style = self.styles.paragraph(id).clone();
        let own_level = properties.value_of("w:outlineLvl").and_then(|level| level.parse::<u8>().ok());
        let role = match own_level {
            Some(level @ 0..=8) => StyleRole::Heading(level + 1),
            _ => style.role,
        };
        let mut text = Vec::new();
        self.inlines(element, &RunStyle::of(&style), &mut text);
        let boxes = std::mem::take(&mut self.boxes);
        // Tabs must be detected before the text is normalised.
        let columns = line(&text);
        tidy(&mut text, &mut self.draft.account);
        let has_words = text.iter().any(|inline| !matches!(inline, DraftInline::Break));
        // A blank list paragraph is counted too, but its number is not shown.
        let numbering = styles::numbering(properties).or(style.numbering).filter(|(number, _)| *number != 0);
        let numbered = numbering.and_then(|(number, level)| {
            let level = level.or_else(|| self.numberings.level_of_style(number, id)).unwrap_or(0);
            Some((number, level, self.numberings.next(number, level)?))
        });
        if role == StyleRole::Contents {
            self.draft.account.lost("The table of contents. Pages of the site make their own:", &line(&text));
        } else if has_words {
            let indent = styles::indent(properties)
                .or_else(|| numbered.as_ref().and_then(|(_, _, numbered)| numbered.indent))
                .or(style.indent)
                .unwrap_or(0);
            let numbered = numbered.and_then(|(number, level, numbered)| Some((number, level, numbered.mark?)));
            if numbered.is_none() && !begins_item(&text) && columns.trim().contains('\t') {
                self.draft.account.guess("Tabs became spaces. If they made columns, use a table instead:", &columns);
            }
            pieces.push(BodyPiece::Paragraph(Paragraph { role, text, numbered, indent }));
        }
        for content in boxes {
            let words = super::margins::lines(content).join(" ");
            let about: String = words.chars().take(MAX_ABOUT_LEN).collect();
            self.draft.account.guess("Text boxes were put below the paragraph that they were attached to:", &about);
            self.pieces(content, pieces);
        }
    }

    fn assemble(&mut self, pieces: Vec<BodyPiece>, in_cell: bool) -> Vec<DraftBlock> {
        let mut blocks = Vec::new();
        let mut pieces = VecDeque::from(pieces);
        let mut first = true;
        while let Some(piece) = pieces.pop_front() {
            let is_first = std::mem::replace(&mut first, false);
            let paragraph = match piece {
                BodyPiece::Done(block) => {
                    blocks.push(block);
                    continue;
                }
                BodyPiece::Paragraph(paragraph) => paragraph,
            };
            match paragraph.role {
                StyleRole::Title if !in_cell && self.draft.title.is_none() => self.title(paragraph, &mut pieces),
                StyleRole::Title | StyleRole::Heading(_) => blocks.push(self.heading(paragraph)),
                StyleRole::Quote if paragraph.numbered.is_none() => {
                    blocks.push(DraftBlock::Quote(vec![DraftBlock::Paragraph(paragraph.text)]))
                }
                _ if paragraph.numbered.is_some() => {
                    let items = self.items(paragraph, &mut pieces);
                    blocks.extend(build(items));
                }
                _ => {
                    let length = typed_length(&paragraph, &pieces);
                    if length > 0 {
                        let rest = pieces.drain(..length - 1).filter_map(|piece| match piece {
                            BodyPiece::Paragraph(paragraph) => Some(paragraph),
                            BodyPiece::Done(_) => None,
                        });
                        let lines =
                            std::iter::once(paragraph).chain(rest).map(|item| typed_line(item.indent, &item.text));
                        blocks.extend(lists(lines.collect(), &mut self.draft.account));
                    } else if !in_cell && self.is_heading(&paragraph, &pieces, is_first, blocks.last()) {
                        let level = self.level + 1;
                        self.draft.account.guess("Bold lines on their own became headings:", &line(&paragraph.text));
                        blocks.push(DraftBlock::Heading { level, guessed: true, text: paragraph.text });
                    } else {
                        blocks.push(DraftBlock::Paragraph(paragraph.text));
                    }
                }
            }
        }
        blocks
    }

    /// The title: all consecutive paragraphs in the title style.
    fn title(&mut self, first: Paragraph, pieces: &mut VecDeque<BodyPiece>) {
        let mut words = line(&first.text);
        while let Some(BodyPiece::Paragraph(next)) = pieces.front()
            && next.role == StyleRole::Title
        {
            words.push(' ');
            words.push_str(&line(&next.text));
            pieces.pop_front();
        }
        let title = words.split_whitespace().collect::<Vec<_>>().join(" ");
        self.draft.account.moved("Text in the style 'Title' became the title:", &title);
        self.draft.title = Some(title);
    }

    fn heading(&mut self, paragraph: Paragraph) -> DraftBlock {
        let level = match paragraph.role {
            StyleRole::Heading(level) => level,
            _ => 1,
        };
        self.level = level;
        let mut blocks = vec![DraftBlock::Heading { level, guessed: false, text: paragraph.text }];
        if let Some((_, _, mark)) = paragraph.numbered {
            let label = match mark {
                ListMark::Bullet => None,
                ListMark::Number(number) => Some(format!("{number}.")),
                ListMark::Label(label) => Some(label),
            };
            if let Some(label) = label {
                self.draft.account.added("Heading numbers made by Word became part of the text:", &label);
                set_before(&mut blocks, &label);
            }
        }
        blocks.pop().unwrap_or(DraftBlock::Paragraph(Vec::new()))
    }

    /// Collects list items from the first one, with the paragraphs between them that belong to an item.
    fn items(&mut self, first: Paragraph, pieces: &mut VecDeque<BodyPiece>) -> Vec<ListItem> {
        let mut items = Vec::new();
        let mut next = Some(first);
        let mut indent = 0;
        while let Some(paragraph) = next.take() {
            match paragraph.numbered {
                Some((group, depth, mark)) => {
                    if let ListMark::Label(label) = &mark {
                        let sentence = "List letters, and numbers such as 1.1, made by Word became part of the text:";
                        self.draft.account.added(sentence, label);
                    }
                    indent = paragraph.indent;
                    items.push(ListItem { depth, mark, group, blocks: vec![DraftBlock::Paragraph(paragraph.text)] });
                }
                None => {
                    if let Some(item) = items.last_mut() {
                        item.blocks.push(DraftBlock::Paragraph(paragraph.text));
                    }
                }
            }
            let group = items.last().map(|item| item.group);
            if continues(pieces, indent, group)
                && let Some(BodyPiece::Paragraph(paragraph)) = pieces.pop_front()
            {
                next = Some(paragraph);
            }
        }
        items
    }

    /// Whether a bold paragraph is meant as a heading.
    fn is_heading(
        &self,
        paragraph: &Paragraph,
        rest: &VecDeque<BodyPiece>,
        is_first: bool,
        before: Option<&DraftBlock>,
    ) -> bool {
        let bold = |piece: &BodyPiece| matches!(piece, BodyPiece::Paragraph(next) if next.is_bold_line());
        let run = rest.iter().take(4).take_while(|piece| bold(piece)).count();
        // Many consecutive bold lines are an address or a warning, but the first may be the title above a heading.
        let after_bold = matches!(before, Some(DraftBlock::Paragraph(text)) if Paragraph { role: StyleRole::Text, text: text.clone(), numbered: None, indent: 0 }.is_bold_line());
        let allowed = if is_first { 2 } else { 1 };
        paragraph.is_bold_line() && !rest.is_empty() && run <= allowed && run < rest.len() && !after_bold
    }
}

fn typed_line(indent: i64, text: &[DraftInline]) -> TypedLine {
    TypedLine { indent: usize::try_from(indent / 200).unwrap_or(0), text: text.to_vec() }
}

/// How many paragraphs, starting with this one, make up a typed list.
fn typed_length(paragraph: &Paragraph, rest: &VecDeque<BodyPiece>) -> usize {
    let further = rest.iter().map_while(|piece| match piece {
        BodyPiece::Paragraph(next) if next.is_text() => Some(next),
        _ => None,
    });
    list_length(std::iter::once(paragraph).chain(further).map(|next| typed_line(next.indent, &next.text)))
}

/// Whether the next piece is an item too, or a paragraph that belongs to the last item and is followed by another
/// item.
fn continues(pieces: &VecDeque<BodyPiece>, indent: i64, group: Option<u32>) -> bool {
    for piece in pieces.iter().take(MAX_BETWEEN) {
        let BodyPiece::Paragraph(next) = piece else { return false };
        match (&next.numbered, next.role) {
            (Some((number, ..)), StyleRole::Text | StyleRole::Quote) => {
                let first = matches!(pieces.front(), Some(BodyPiece::Paragraph(first)) if first.numbered.is_some());
                return first || group == Some(*number);
            }
            (None, StyleRole::Text) if indent > 0 && next.indent >= indent => {}
            _ => return false,
        }
    }
    false
}

/// Whether a content control is a table of contents.
fn is_contents(element: &XmlElement) -> bool {
    let gallery = element.path(&["w:sdtPr", "w:docPartObj"]).and_then(|part| part.value_of("w:docPartGallery"));
    gallery.is_some_and(|name| name.eq_ignore_ascii_case("table of contents"))
}
