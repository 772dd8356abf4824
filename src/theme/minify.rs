//! Templates without the white space that no reader sees, once, when they are loaded.
//!
//! White space goes where a block begins or ends before it or behind it; elsewhere one space stays. Whether a block ends before
//! a piece may depend on which way a template went to it: only where every way ends at the edge of a block does it go.

/// The smaller template.
pub(super) fn template(text: &str) -> String {
    let mut smaller =
        Smaller { text: String::with_capacity(text.len()), at_edge: false, in_head: false, ways: Vec::new() };
    let mut pieces = pieces(text).into_iter().peekable();
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Text(text) => {
                let before_edge = pieces.peek().is_some_and(|next| smaller.is_edge(next));
                smaller.push(text, before_edge);
            }
            Piece::Tag { name, text } => {
                smaller.at_edge = smaller.is_edge(&piece);
                smaller.text.push_str(text);
                if name.eq_ignore_ascii_case("head") {
                    smaller.in_head = !text.starts_with("</");
                }
            }
            Piece::Template(tag) => {
                smaller.follow(tag);
                smaller.text.push_str(tag);
            }
            Piece::AsItIs(text) => {
                smaller.text.push_str(text);
                smaller.at_edge = smaller.in_head;
            }
            Piece::Comment => {}
        }
    }
    smaller.text
}

struct Smaller {
    text: String,
    /// Whether the edge of a block stands right before this place, whichever way the template went.
    at_edge: bool,
    in_head: bool,
    /// The `{% if %}` and `{% for %}` that are open.
    ways: Vec<Ways>,
}

/// The ways through an `{% if %}` or a `{% for %}`.
struct Ways {
    /// Whether the edge of a block stands before it.
    from_edge: bool,
    /// Whether each way so far ends at an edge.
    to_edge: bool,
    /// Whether one of the ways is always gone.
    is_whole: bool,
}

impl Smaller {
    fn is_edge(&self, piece: &Piece<'_>) -> bool {
        match piece {
            // '<!doctype html>'; a sign for 'less than' that somebody left in a text has no name either, and is no edge.
            Piece::Tag { name, text } => {
                self.in_head || text.starts_with("<!") || EDGES.contains(&name.to_ascii_lowercase().as_str())
            }
            _ => false,
        }
    }

    fn push(&mut self, text: &str, before_edge: bool) {
        let is_space = |letter: char| letter.is_ascii_whitespace();
        if text.starts_with(is_space) && !self.at_edge && !(before_edge && text.trim_matches(is_space).is_empty()) {
            self.text.push(' ');
        }
        for (number, word) in text.split_ascii_whitespace().enumerate() {
            if number > 0 {
                self.text.push(' ');
            }
            self.text.push_str(word);
            self.at_edge = false;
        }
        if text.ends_with(is_space) && !before_edge && !text.trim_matches(is_space).is_empty() {
            self.text.push(' ');
        }
    }

    /// Follows a template tag.
    fn follow(&mut self, tag: &str) {
        let Some(inner) = tag.strip_prefix("{%") else {
            // A value may end in a word.
            self.at_edge = false;
            return;
        };
        match inner
            .trim_start_matches('-')
            .split_whitespace()
            .next()
            .unwrap_or_default()
            .trim_end_matches(['-', '%', '}'])
        {
            "if" => self.ways.push(Ways { from_edge: self.at_edge, to_edge: true, is_whole: false }),
            "for" => {
                self.ways.push(Ways { from_edge: self.at_edge, to_edge: true, is_whole: false });
                // The second round begins where the first one ended.
                self.at_edge = false;
            }
            way @ ("elif" | "else") => {
                if let Some(ways) = self.ways.last_mut() {
                    ways.to_edge &= self.at_edge;
                    ways.is_whole = way == "else";
                    self.at_edge = ways.from_edge;
                }
            }
            "endif" | "endfor" => {
                let ways = self.ways.pop();
                self.at_edge &= ways.is_some_and(|ways| ways.to_edge && (ways.is_whole || ways.from_edge));
            }
            // Where it holds a text instead of a value, that text may stand anywhere.
            "set" | "set_global" => self.at_edge &= tag.contains('='),
            "break" | "continue" => {
                // A way out of what is open around it, right from here.
                for ways in &mut self.ways {
                    ways.to_edge = false;
                }
                self.at_edge = false;
            }
            // What is included, or stands in place of a block, may end in a word.
            _ => self.at_edge = false,
        }
    }
}

enum Piece<'a> {
    Text(&'a str),
    Tag {
        name: &'a str,
        text: &'a str,
    },
    Template(&'a str),
    /// What must not be touched: a script, text with its own line ends.
    AsItIs(&'a str),
    Comment,
}

/// Cuts a template into text, HTML tags and template tags.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let next = 1 + rest.bytes().skip(1).position(|byte| matches!(byte, b'<' | b'{')).unwrap_or(rest.len() - 1);
        let (piece, length) = match template_tag(rest) {
            Some(length) => template_piece(rest, length),
            None if rest.starts_with('<') => html_piece(rest),
            None => (Piece::Text(&rest[..next]), next),
        };
        pieces.push(piece);
        rest = &rest[length..];
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

fn template_piece(text: &str, length: usize) -> (Piece<'_>, usize) {
    let tag = &text[..length];
    if tag.starts_with("{#") {
        return (Piece::Comment, length);
    }
    let is_raw = |tag: &str, name| tag.trim_matches(['{', '%', '}', '-', ' ']) == name;
    if tag.starts_with("{%") && is_raw(tag, "raw") {
        let mut at = length;
        while let Some(next) = text[at..].find("{%") {
            at += next;
            let end = template_tag(&text[at..]).map_or(text.len(), |length| at + length);
            if is_raw(&text[at..end], "endraw") {
                return (Piece::AsItIs(&text[..end]), end);
            }
            at = end;
        }
        return (Piece::AsItIs(text), text.len());
    }
    (Piece::Template(tag), length)
}

fn html_piece(text: &str) -> (Piece<'_>, usize) {
    if text.starts_with("<!--") {
        let end = text.find("-->").map_or(text.len(), |at| at + 3);
        // What the template does in a comment, it goes on doing.
        let has_tags = text[..end].contains(['{']);
        return (if has_tags { Piece::AsItIs(&text[..end]) } else { Piece::Comment }, end);
    }
    let end = tag_end(text);
    let name = text[..end].trim_start_matches(['<', '/']);
    let name =
        &name[..name.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-').unwrap_or(name.len())];
    if !text.starts_with("</") && AS_IT_IS.iter().any(|element| name.eq_ignore_ascii_case(element)) {
        let closing = format!("</{}", name.to_ascii_lowercase());
        let end = text[end..].to_ascii_lowercase().find(&closing).map_or(text.len(), |at| end + at);
        let end = end + tag_end(&text[end..]);
        return (Piece::AsItIs(&text[..end]), end);
    }
    (Piece::Tag { name, text: &text[..end] }, end)
}

/// Where the HTML tag at the start of a text ends. A '>' in an attribute or in a template tag does not end it.
fn tag_end(text: &str) -> usize {
    let mut at = 0;
    let mut quote = None;
    while let Some(byte) = text.as_bytes().get(at) {
        if *byte == b'{'
            && let Some(length) = template_tag(&text[at..])
        {
            at += length;
            continue;
        }
        at += 1;
        match (byte, quote) {
            (b'>', None) => return at,
            (b'"' | b'\'', None) => quote = Some(byte),
            (byte, Some(open)) if byte == open => quote = None,
            _ => {}
        }
    }
    text.len()
}

/// Elements whose white space has a meaning, or is no text at all.
const AS_IT_IS: &[&str] = &["pre", "script", "style", "textarea"];

/// Elements at whose edges a word ends and white space is not seen. All others stand within a line, those that nobody knows
/// included.
const EDGES: &[&str] = &[
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
    "main",
    "menu",
    "nav",
    "ol",
    "optgroup",
    "option",
    "p",
    "section",
    "search",
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_goes_where_no_reader_sees_it() {
        for (before, after) in [
            ("<ul>\n  <li>{{ a }}</li>\n  <li>b\n</li>\n</ul>\n", "<ul><li>{{ a }}</li><li>b</li></ul>"),
            (
                "<ul>\n{% for a in b %}<li>{{ a }}</li>\n{% endfor %}\n</ul>",
                "<ul>{% for a in b %}<li>{{ a }}</li>{% endfor %}</ul>",
            ),
            ("<p>\n{% if a %}\n<b>c</b>\n{% endif %}\n</p>", "<p>{% if a %}<b>c</b> {% endif %}</p>"),
            ("<div>\n<!-- said > here -->{# and here #}\n<p>a</p></div>", "<div><p>a</p></div>"),
            (
                "<head>\n<link rel=\"a\">\n<script>b  c</script>\n<meta name=\"d\"></head>",
                "<head><link rel=\"a\"><script>b  c</script><meta name=\"d\"></head>",
            ),
            ("<p>a\n   long    line</p>", "<p>a long line</p>"),
        ] {
            assert_eq!(template(before), after);
        }
    }

    #[test]
    fn words_are_never_glued() {
        for text in [
            "<div><strong>Do not</strong> <em>drive</em></div>",
            "<div>{% if a %}<strong>{{ a }}</strong> <em>{{ b }}</em>{% endif %}</div>",
            "<p>{% for a in b %} <b>{{ a }}</b>{% endfor %}</p>",
            "<p>{% if a %}<b>5</b>{% else %}{% endif %} <i>10</i></p>",
            "<p>{% if a %}5{% endif %} 10</p>",
            "<p>5 {% include \"a\" %} 10</p>",
            "<p>5 <script>x</script> 10 <my-word>mg</my-word> <del>5</del> <label>10</label></p>",
            "<p>{{ a }} {{ b }} <img alt=\"a > b\"> {{ c }}</p>",
            "<p>{% if a > b %}5{% endif %} <b title=\"{% if a > b %}c{% endif %}\"> 5</b></p>",
            "<div>{% for a in b %}<b>5</b>{% if a %}{% break %}{% endif %}<p>x</p>{% endfor %} 10</div>",
            "<div>{% for a in b %}<b>5</b>{% if a %}{% continue %}{% endif %}<p>x</p>{% endfor %} 10</div>",
            "<p>{% set a %} mg{% endset %}5{{ a }}</p>",
            "<p>5 < 10 > {{ a }}</p>",
            "<pre>\n  5\n  10</pre>",
            "{% raw %}<p>  {{ a }}  </p>{% endraw %}",
        ] {
            assert_eq!(template(text), text);
        }
    }

    #[test]
    fn what_is_broken_stays_as_it_is() {
        for text in ["<p", "<", "{", "{%", "{{ a", "<script>", "<!--{", "<p title=\"", "é<é", "{% endif %}{% else %}"]
        {
            assert_eq!(template(text), text);
        }
    }
}
