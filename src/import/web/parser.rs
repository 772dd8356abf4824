//! Parses a page into a tree, within limits: a few kilobytes of tags can make a tree that exhausts memory or takes
//! minutes to build. Browsers have similar limits.

use std::cell::RefCell;
use std::collections::HashMap;

use ego_tree::NodeId;
use html5ever::LocalName;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::BufferQueue;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use scraper::{Html, HtmlTreeSink};

/// Limit on open elements. The tags of further ones are ignored, but not their words.
const MAX_OPEN: usize = 500;
/// Limit on open formatting elements, which are opened again in every paragraph.
const MAX_LOOKS: usize = 16;
/// How many bytes are read between checks of the tree's size.
const PIECE: usize = 4_096;
/// A tree may have as many nodes as its page has bytes, plus this many.
const FURTHER_NODES: usize = 100_000;

/// Parses a page; `None` if the tree is far larger than the page.
pub(super) fn parse(page: &str) -> Option<Html> {
    let builder = TreeBuilder::new(HtmlTreeSink::new(Html::new_document()), TreeBuilderOpts::default());
    let limited = DepthLimiter { builder, open: RefCell::default() };
    let tokenizer = Tokenizer::new(limited, TokenizerOpts::default());
    let queue = BufferQueue::default();
    let mut rest = page;
    let mut read = 0;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(rest.floor_char_boundary(PIECE));
        (rest, read) = (after, read + piece.len());
        queue.push_back(StrTendril::from_slice(piece));
        while let html5ever::TokenizerResult::Script(_) = tokenizer.feed(&queue) {}
        if tokenizer.sink.nodes() > read + FURTHER_NODES {
            return None;
        }
    }
    tokenizer.end();
    Some(tokenizer.sink.builder.sink.0.into_inner())
}

/// Passes tokens to the tree builder, except tags that are nested too deeply.
struct DepthLimiter {
    builder: TreeBuilder<NodeId, HtmlTreeSink>,
    open: RefCell<OpenElements>,
}

impl DepthLimiter {
    /// Whether a tag is self-closing. Outside SVG and MathML, `<div/>` is not.
    fn is_closed(&self, tag: &Tag) -> bool {
        let in_drawing = || self.builder.adjusted_current_node_present_but_not_in_html_namespace();
        tag.self_closing && (matches!(&*tag.name, "svg" | "math") || in_drawing())
    }

    fn nodes(&self) -> usize {
        self.builder.sink.0.borrow().tree.values().len()
    }
}

impl TokenSink for DepthLimiter {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        match &token {
            Token::TagToken(tag) if !self.is_closed(tag) && !self.open.borrow_mut().takes(tag) => {
                TokenSinkResult::Continue
            }
            _ => self.builder.process_token(token, line),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// The open elements, according to their tags.
#[derive(Default)]
struct OpenElements {
    /// For each name, how many are open and how many further ones were ignored.
    names: HashMap<LocalName, (usize, usize)>,
    all: usize,
    looks: usize,
}

impl OpenElements {
    /// Whether a tag is to be passed on.
    fn takes(&mut self, tag: &Tag) -> bool {
        let kind = kind(&tag.name);
        if kind == ElementKind::Free {
            return true;
        }
        let (open, passed) = self.names.entry(tag.name.clone()).or_default();
        match tag.kind {
            TagKind::StartTag if self.all >= MAX_OPEN || (kind == ElementKind::Look && self.looks >= MAX_LOOKS) => {
                *passed += 1;
                false
            }
            TagKind::StartTag => {
                *open += 1;
                self.all += 1;
                self.looks += usize::from(kind == ElementKind::Look);
                true
            }
            TagKind::EndTag if *passed > 0 => {
                *passed -= 1;
                false
            }
            TagKind::EndTag => {
                if *open > 0 {
                    *open -= 1;
                    self.all -= 1;
                    self.looks -= usize::from(kind == ElementKind::Look);
                }
                true
            }
        }
    }
}

/// How an element is counted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ElementKind {
    /// Not counted: it has no end tag, is closed by the next one, or holds no tags.
    Free,
    /// It changes the formatting of text.
    Look,
    /// It can be nested in itself.
    Nested,
}

fn kind(name: &str) -> ElementKind {
    match name {
        "b" | "big" | "code" | "em" | "font" | "i" | "s" | "small" | "strike" | "strong" | "tt" | "u" => {
            ElementKind::Look
        }
        "html" | "head" | "body" | "frameset" | "a" | "nobr" | "p" | "li" | "dd" | "dt" | "option" | "optgroup"
        | "caption" | "colgroup" | "tbody" | "thead" | "tfoot" | "tr" | "td" | "th" | "rb" | "rt" | "rp" | "rtc"
        | "button" | "form" | "select" => ElementKind::Free,
        "area" | "base" | "basefont" | "bgsound" | "br" | "col" | "embed" | "frame" | "hr" | "img" | "image"
        | "input" | "keygen" | "link" | "meta" | "param" | "source" | "track" | "wbr" => ElementKind::Free,
        "script" | "style" | "title" | "textarea" | "xmp" | "iframe" | "noembed" | "noframes" | "noscript"
        | "plaintext" | "template" => ElementKind::Free,
        _ => ElementKind::Nested,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(page: &str) -> String {
        parse(page).unwrap().root_element().text().collect()
    }

    #[test]
    fn deeply_nested_tags_lose_no_words() {
        let page = format!("{}deep{} after<p>below", "<div>".repeat(100_000), "</div>".repeat(100_000));
        assert_eq!(words(&page), "deep afterbelow");
        assert_eq!(words(&("<div/>".repeat(100_000) + "deep" + &"<p>x".repeat(3))), "deepxxx");
        let page = format!("{}<p>one<p>two", "<b><i x=1><u>".repeat(30_000));
        assert_eq!(words(&page), "onetwo");
        let looks = (0..20_000).map(|number| format!("<b a{number}>")).collect::<String>();
        let nodes = parse(&(looks + &"<p>x".repeat(5_000))).map_or(0, |html| html.tree.values().len());
        assert!(nodes < 200_000, "{nodes}");
    }

    #[test]
    fn ordinary_pages_are_parsed_as_in_a_browser() {
        for page in [
            "<!DOCTYPE html><title>x</title><p>a<b>b<i>c</b>d</i><table><tr><td>e<table><td>f</table>g",
            "<ul><li>a<ul><li>b<li>c</ul><li>d</ul><svg><title>e</title><g/></svg><select><option>f</select>",
            "<script>if (a < b) '<div>'</script><textarea><b></textarea><template><p>x</template><pre>\ny</pre>",
            "<svg><path d=M/><g><circle/></g></svg><math><mi/></math><svg/><div/>a<ul><li>b</ul>",
            "Ängste\u{1f600}<br/>x</br></p></div><a href=1>b<a href=2>c",
        ] {
            let page = page.repeat(20);
            assert_eq!(parse(&page).unwrap().html(), Html::parse_document(&page).html(), "{page}");
        }
    }
}
