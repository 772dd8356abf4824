//! Templates without the white space that no reader sees, once, when they are loaded.
//!
//! The minifier glues words in some places: `<strong>Do not</strong> <em>drive</em>` directly inside a `div` becomes
//! 'Do notdrive'. A smaller template is therefore taken only where its template tags and its words are the same
//! sequence as before.

use minify_html::{Cfg, minify};

/// The smaller template, or the same where a word or a tag would be lost.
pub(super) fn template(text: &str) -> String {
    let config = Cfg {
        keep_closing_tags: true,
        keep_html_and_head_opening_tags: true,
        keep_input_type_text_attr: true,
        preserve_brace_template_syntax: true,
        ..Cfg::new()
    };
    let smaller = String::from_utf8(minify(text.as_bytes(), &config)).unwrap_or_default();
    if same_for_readers(text, &smaller) { smaller } else { text.to_owned() }
}

/// Whether two templates have the same template tags and the same words in the same order.
fn same_for_readers(before: &str, after: &str) -> bool {
    let (before, after) = (pieces(before), pieces(after));
    template_tags(&before) == template_tags(&after) && words(&before) == words(&after)
}

/// The template tags in order, those within one HTML tag sorted: the minifier sorts its attributes. White space inside
/// a tag means nothing, and comments are not for readers.
fn template_tags(pieces: &[Piece<'_>]) -> Vec<String> {
    let mut tags = Vec::new();
    let plain = |tag: &str| tag.split_whitespace().collect::<Vec<_>>().join(" ");
    for piece in pieces {
        match piece {
            Piece::Template(tag) if !tag.starts_with("{#") => tags.push(plain(tag)),
            Piece::Tag { inner, .. } => {
                let from = tags.len();
                tags.extend(inner.iter().filter(|tag| !tag.starts_with("{#")).map(|tag| plain(tag)));
                tags[from..].sort_unstable();
            }
            Piece::Template(_) | Piece::Text(_) => {}
        }
    }
    tags
}

enum Piece<'a> {
    Text(&'a str),
    /// An HTML tag: its name, and the template tags inside it.
    Tag {
        name: &'a str,
        inner: Vec<&'a str>,
    },
    Template(&'a str),
}

/// Cuts a template into text, HTML tags and template tags.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let next = rest.find(['<', '{']).unwrap_or(rest.len());
        let (before, from) = rest.split_at(next);
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        let length = if let Some(length) = template_tag(from) {
            pieces.push(Piece::Template(&from[..length]));
            length
        } else if from.starts_with('<') {
            let (tag, length) = html_tag(from);
            pieces.push(tag);
            length
        } else {
            let length = from.chars().next().map_or(0, char::len_utf8);
            if length > 0 {
                pieces.push(Piece::Text(&from[..length]));
            }
            length
        };
        rest = &from[length..];
    }
    pieces
}

/// The length of a template tag at the start of a text.
pub(super) fn template_tag(text: &str) -> Option<usize> {
    let close = match text.get(..2)? {
        "{{" => "}}",
        "{%" => "%}",
        "{#" => "#}",
        _ => return None,
    };
    text.find(close).map(|at| at + 2)
}

/// The HTML tag at the start of a text, and its length.
fn html_tag(text: &str) -> (Piece<'_>, usize) {
    let mut at = 1;
    let mut inner = Vec::new();
    while let Some(letter) = text[at..].chars().next() {
        if let Some(length) = template_tag(&text[at..]) {
            inner.push(&text[at..at + length]);
            at += length;
            continue;
        }
        at += letter.len_utf8();
        if letter == '>' {
            break;
        }
    }
    let name = text[..at].trim_start_matches(['<', '/']);
    let end = name.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-').unwrap_or(name.len());
    (Piece::Tag { name: &name[..end], inner }, at)
}

/// Elements at whose edges a word ends. All others stand within a line, those that nobody knows included.
const WORD_ENDS_AT: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "link",
    "main",
    "menu",
    "meta",
    "nav",
    "ol",
    "optgroup",
    "option",
    "p",
    "pre",
    "script",
    "search",
    "section",
    "style",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
];

/// The words a reader sees, a `{{ value }}` counting as letters.
fn words(pieces: &[Piece<'_>]) -> Vec<String> {
    let mut line = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => line.push_str(text),
            Piece::Template(tag) if tag.starts_with("{{") => line.push('\u{25ca}'),
            Piece::Template(_) => {}
            // '<!doctype>' and comments have no name.
            Piece::Tag { name, .. } => {
                if name.is_empty() || WORD_ENDS_AT.contains(&name.to_ascii_lowercase().as_str()) {
                    line.push(' ');
                }
            }
        }
    }
    line.split_whitespace().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_goes_where_no_reader_sees_it() {
        assert_eq!(template("<ul>\n  <li>{{ a }}</li>\n  <li>b</li>\n</ul>\n"), "<ul><li>{{ a }}</li><li>b</li></ul>");
    }

    #[test]
    fn a_template_whose_words_would_be_glued_stays_as_it_is() {
        let text = "<div><strong>Do not</strong> <em>drive</em></div>";
        assert_eq!(template(text), text);
        let value = "<div>{% if a %}<strong>{{ a }}</strong> <em>{{ b }}</em>{% endif %}</div>";
        assert_eq!(template(value), value);
    }

    #[test]
    fn attributes_may_change_places_and_unknown_elements_stand_within_a_line() {
        let text = "<p lang=\"{{ b }}\" dir=\"{{ a }}\">x</p>\n<p>{{ c }}</p>\n";
        assert!(template(text).len() < text.len());
        for name in ["del", "label", "my-word"] {
            let text = format!("<div><{name}>5</{name}> <{name}>10</{name}></div>");
            assert_eq!(template(&text), text);
        }
    }

    #[test]
    fn words_ending_at_the_edge_of_a_block_are_not_glued() {
        assert!(same_for_readers("<p>a</p> <p>b</p>", "<p>a</p><p>b</p>"));
        assert!(!same_for_readers("<b>a</b> <b>b</b>", "<b>a</b><b>b</b>"));
        assert!(!same_for_readers("{% if a %}b{% endif %}", "{% if a%}{% endif %}b c"));
    }
}
