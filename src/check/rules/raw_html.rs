//! `raw-html`: the text must not contain HTML.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::markdown::{NodeId, NodeKind};
use crate::source::TextRange;

pub static RULE: Rule = Rule {
    name: "raw-html",
    severity: Severity::Error,
    group: RuleGroup::Structure,
    summary: "the text must not contain HTML",
    documentation: include_str!("raw_html.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

/// Maximum number of open tags that are searched for the partner of a closing tag; authors do not nest tags deeper.
const MAX_DEPTH: usize = 16;

/// The range from a tag to its closing tag, if it has one.
struct TagPair<'a> {
    name: &'a str,
    start: usize,
    end: usize,
    first: TextRange,
    is_open: bool,
}

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let document = &subject.manuscript.document;
    let mut stretches: Vec<TagPair<'_>> = Vec::new();
    let (mut in_table, mut table_end, mut skip_until) = (false, 0, 0);
    for (id, node) in document.nodes().iter().enumerate() {
        match node.kind {
            NodeKind::Table => table_end = document.descendants(id).end,
            NodeKind::Html if id >= skip_until => {
                in_table = id < table_end;
                take(subject, node.range, &mut stretches);
            }
            NodeKind::HtmlBlock => {
                report(subject, &mut stretches, in_table, findings);
                skip_until = document.descendants(id).end;
                block(subject, id, findings);
            }
            // Opening and closing tags are matched only within one of these.
            NodeKind::Paragraph
            | NodeKind::Heading(_)
            | NodeKind::TableCell
            | NodeKind::Term
            | NodeKind::Meaning
            | NodeKind::Item => {
                report(subject, &mut stretches, in_table, findings);
            }
            _ => {}
        }
    }
    report(subject, &mut stretches, in_table, findings);
}

/// Adds an inline tag, or closes the one that it belongs to.
fn take<'a>(subject: &ManuscriptContext<'a>, range: TextRange, stretches: &mut Vec<TagPair<'a>>) {
    let text = subject.text();
    let written = range.of(text);
    // A comment is a note to colleagues, and is not shown.
    if written.starts_with("<!--") {
        return;
    }
    let (start, end) = (range.start as usize, range.end as usize);
    let (name, closes) = name_of(written);
    if closes {
        let mut open = stretches.iter().enumerate().rev().take(MAX_DEPTH);
        let open = open.find(|(_, stretch)| stretch.is_open && stretch.name.eq_ignore_ascii_case(name));
        if let Some((open, _)) = open {
            stretches.truncate(open + 1);
            if let Some(stretch) = stretches.last_mut() {
                (stretch.end, stretch.is_open) = (end, false);
            }
            return;
        }
    }
    let is_open = !closes && !written.ends_with("/>") && !is_alone(name);
    stretches.push(TagPair { name, start, end, first: range, is_open });
}

fn report(
    subject: &ManuscriptContext<'_>,
    stretches: &mut Vec<TagPair<'_>>,
    in_table: bool,
    findings: &mut Findings<'_>,
) {
    for stretch in stretches.drain(..) {
        let text = subject.text();
        let tag = stretch.first.of(text);
        say(subject, TextRange::new(stretch.start, stretch.end), tag, stretch.name, in_table, findings);
    }
}

/// Reports a block of HTML once, at its first line that readers would see.
fn block(subject: &ManuscriptContext<'_>, id: NodeId, findings: &mut Findings<'_>) {
    let document = &subject.manuscript.document;
    let text = subject.text();
    let mut in_comment = None;
    for line in document.children(id) {
        let range = document.node(line).range;
        let mut at = range.start as usize;
        let end = range.end as usize;
        while let Some(rest) = text.get(at..end).filter(|rest| !rest.trim().is_empty()) {
            if in_comment.is_some() {
                let Some(close) = rest.find("-->") else { break };
                in_comment = None;
                at += close + "-->".len();
                continue;
            }
            let lead = rest.len() - rest.trim_start().len();
            let (start, rest) = (at + lead, rest.trim_start());
            if rest.starts_with("<!--") {
                in_comment = Some(start);
                at = start + "<!--".len();
                continue;
            }
            let shown = rest.find("<!--").map_or(rest, |comment| &rest[..comment]).trim_end();
            // Words after a comment may be without a tag.
            let tag = match shown.find('<') {
                Some(open) => &shown[open..shown[open..].find('>').map_or(shown.len(), |close| open + close + 1)],
                None => "",
            };
            say(subject, TextRange::new(start, start + shown.len()), tag, name_of(tag).0, false, findings);
            return;
        }
    }
    if let Some(start) = in_comment {
        findings.add(
            subject.span(TextRange::new(start, start + "<!--".len())),
            "A note to colleagues begins here but never ends. Everything below it is left out of the page.",
            "Write '-->' after the last word of the note.",
        );
    }
}

/// The name of a tag, and whether it is a closing one.
fn name_of(tag: &str) -> (&str, bool) {
    let inner = tag.strip_prefix('<').unwrap_or(tag);
    let (inner, closes) = inner.strip_prefix('/').map_or((inner, false), |inner| (inner, true));
    let end = inner.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(inner.len());
    (&inner[..end], closes)
}

fn is_alone(name: &str) -> bool {
    ["br", "img", "hr", "wbr", "input", "link", "meta", "col"].iter().any(|known| known.eq_ignore_ascii_case(name))
}

fn say(
    subject: &ManuscriptContext<'_>,
    range: TextRange,
    tag: &str,
    name: &str,
    in_table: bool,
    findings: &mut Findings<'_>,
) {
    let tag = match tag.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &tag[..end]),
        None => tag.split_whitespace().collect::<Vec<_>>().join(" "),
    };
    let span = subject.span(range);
    match instead(&name.to_ascii_lowercase(), in_table) {
        Some(help) => {
            findings.add(
                span,
                format!("'{tag}' is HTML, the code of web pages. Readers would see it as it is typed here."),
                help,
            );
        }
        None if tag.is_empty() => {
            findings.add(
                span,
                "These words are not separated from a note to colleagues. Characters such as '**' and '[' have no effect here, and readers would see them.",
                "Leave a blank line between the note and the words.",
            );
        }
        None => {
            findings.add(
                span,
                format!("'{tag}' is in angle brackets. Readers would see it as it is typed here."),
                "If something still has to be filled in, fill it in. If you need brackets, use round ones. Write 'less than' in words.",
            );
        }
    }
}

/// What to write instead of an HTML element; `None` for other names.
fn instead(name: &str, in_table: bool) -> Option<&'static str> {
    Some(match name {
        "br" if in_table => "Write one row for each line, or put commas between the parts.",
        "br" => "Leave a blank line to begin a new paragraph. In an address, end each line with '\\'.",
        "b" | "strong" => "Put two asterisks on each side of the words: '**not** with food'.",
        "i" | "em" | "cite" | "dfn" | "var" => {
            "Remove it and keep the words: italics are hard to read. If you need them, write '*words*'."
        }
        "a" => {
            "Write the words in square brackets and the address in round ones: '[How to find us](https://www.example.org/map)'."
        }
        "img" | "picture" | "svg" | "figure" | "figcaption" => {
            "Write '![What the picture shows](picture.png)', with the file next to the leaflet."
        }
        "table" | "tr" | "td" | "th" | "thead" | "tbody" | "tfoot" | "caption" | "colgroup" | "col" => {
            "Write one row per line with '|' between the cells, and '|---|---|' below the first row."
        }
        "p" | "div" | "span" | "font" | "center" | "section" | "article" | "main" | "header" | "footer" | "nav"
        | "aside" | "address" | "big" | "small" | "html" | "body" | "label" | "time" | "abbr" | "wbr" => {
            "Remove it and keep the words, with a blank line between paragraphs. The theme determines how they look."
        }
        "sup" | "sub" => {
            "Remove it: write '2nd', or the small figure itself, such as '²' or '₂'. For a footnote write '[^1]'."
        }
        "u" | "ins" => "Remove it and keep the words: readers mistake underlined words for a link.",
        "s" | "strike" | "del" => "Remove it together with the words that no longer apply.",
        "mark" => "Remove it and keep the words. To emphasise a word, write '**word**'.",
        "script" | "style" | "iframe" | "object" | "embed" | "video" | "audio" | "source" | "link" | "meta"
        | "noscript" | "head" | "base" | "template" => {
            "Remove it: nothing of this kind is ever published. Link to a video or map instead."
        }
        "form" | "input" | "button" | "select" | "option" | "textarea" | "fieldset" => {
            "Remove it: a leaflet cannot have forms. Link to one, or give a telephone number."
        }
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "Begin the line with '## ', or with '### ' for a subsection.",
        "ul" | "ol" | "li" | "dl" | "dt" | "dd" => {
            "Begin each line of the list with '- ', or with '1. ', '2. ' where the order matters."
        }
        "hr" => "Remove it, or write '---' on a line of its own.",
        "blockquote" | "q" => "Begin each line of the quote with '> '.",
        "details" | "summary" => "Write a heading with the text below it: collapsed text is not printed.",
        "pre" | "code" | "kbd" | "samp" | "tt" => "Remove it and keep the words.",
        "o" | "v" | "w" | "st1" => "Remove it: it came with text copied from Word.",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::test_support::found;

    #[test]
    fn tag_and_closing_tag_are_one_finding() {
        for (text, expected) in [
            ("One<br>two<br />three\n", vec!["<br>", "<br />"]),
            ("A <b>bold <i>word</i></b> and <u>one</u>\n", vec!["<b>bold <i>word</i></b>", "<u>one</u>"]),
            ("A <b>bold\nword</b>\n\n<b>open\n", vec!["<b>bold\nword</b>", "<b>"]),
            ("<div>\n<p>Text</p>\n</div>\n\nText\n", vec!["<div>"]),
            ("| a<br>b | c |\n|---|---|\n| <b>d</b> | e |\n", vec!["<br>", "<b>d</b>"]),
            ("Dear <name of patient>,\n", vec!["<name of patient>"]),
            ("## A <em>b</em>\n\n- c</p>\n", vec!["<em>b</em>", "</p>"]),
            ("<!-- note --> <b>x</b>\n", vec!["<b>x</b>"]),
            ("<!-- never ends\n\nText\n", vec!["<!--"]),
            ("<table>\n<tr><td>a</td></tr>\n</table>\n", vec!["<table>"]),
        ] {
            assert_eq!(found(&RULE, text), expected, "{text}");
        }
    }

    #[test]
    fn other_text_is_accepted() {
        for good in [
            "<!-- a note -->\n\nText <!-- one\nmore --> text.\n",
            "<!-- a\n\n  <b>note</b> -->\n",
            "<https://example.org/> <a@example.org> <www.example.org>\n",
            "`<b>` if x < 5 and y > 3\n",
            "    <b>code</b>\n\n```\n<br>\n```\n",
            "&lt;b&gt; \\<b>\n",
        ] {
            assert!(found(&RULE, good).is_empty(), "{good}");
        }
    }
}
