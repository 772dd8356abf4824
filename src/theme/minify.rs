//! Removes white space that readers do not see from templates, once, when they are loaded.
//!
//! White space is removed where a block begins or ends before or after it; elsewhere one space is kept. Whether a
//! block ends before a piece may depend on the branch taken in the template: it is removed only if every branch ends
//! at the edge of a block.

/// The minified template.
pub(super) fn template(text: &str) -> String {
    let mut minifier =
        Minifier { text: String::with_capacity(text.len()), at_edge: false, in_head: false, branches: Vec::new() };
    let mut pieces = pieces(text).into_iter().peekable();
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Text(text) => {
                let before_edge = pieces.peek().is_some_and(|next| minifier.is_edge(next));
                minifier.push(text, before_edge);
            }
            Piece::Tag { name, text } => {
                minifier.at_edge = minifier.is_edge(&piece);
                minifier.text.push_str(text);
                if name.eq_ignore_ascii_case("head") {
                    minifier.in_head = !text.starts_with("</");
                }
            }
            Piece::Template(tag) => {
                minifier.follow(tag);
                minifier.text.push_str(tag);
            }
            Piece::Verbatim(text) => {
                minifier.text.push_str(text);
                minifier.at_edge = minifier.in_head;
            }
            Piece::Comment => {}
        }
    }
    minifier.text
}

struct Minifier {
    text: String,
    /// Whether the edge of a block is directly before this position, whichever branch was taken.
    at_edge: bool,
    in_head: bool,
    /// The open `{% if %}` and `{% for %}` tags.
    branches: Vec<Branches>,
}

/// The branches of an `{% if %}` or a `{% for %}`.
struct Branches {
    /// Whether the edge of a block is directly before it.
    from_edge: bool,
    /// Whether each branch so far ends at an edge.
    to_edge: bool,
    /// Whether one of the branches is always taken.
    is_whole: bool,
}

impl Minifier {
    fn is_edge(&self, piece: &Piece<'_>) -> bool {
        match piece {
            // '<!doctype html>' counts as an edge. A stray '<' in a text has no name and does not.
            Piece::Tag { name, text } => {
                self.in_head || text.starts_with("<!") || BLOCK_LEVEL.contains(&name.to_ascii_lowercase().as_str())
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

    /// Updates the state for a template tag.
    fn follow(&mut self, tag: &str) {
        let Some(inner) = tag.strip_prefix("{%") else {
            // A value may end in the middle of a line.
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
            "if" => self.branches.push(Branches { from_edge: self.at_edge, to_edge: true, is_whole: false }),
            "for" => {
                self.branches.push(Branches { from_edge: self.at_edge, to_edge: true, is_whole: false });
                // The second iteration begins where the first one ended.
                self.at_edge = false;
            }
            branch @ ("elif" | "else") => {
                if let Some(branches) = self.branches.last_mut() {
                    branches.to_edge &= self.at_edge;
                    branches.is_whole = branch == "else";
                    self.at_edge = branches.from_edge;
                }
            }
            "endif" | "endfor" => {
                let branches = self.branches.pop();
                self.at_edge &=
                    branches.is_some_and(|branches| branches.to_edge && (branches.is_whole || branches.from_edge));
            }
            // A `set` block without '=' captures text that may be inserted anywhere.
            "set" | "set_global" => self.at_edge &= tag.contains('='),
            "break" | "continue" => {
                // Leaves the enclosing loop from this position.
                for branches in &mut self.branches {
                    branches.to_edge = false;
                }
                self.at_edge = false;
            }
            // An include or a block may end in the middle of a line.
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
    /// Content that must not be changed: a script, or preformatted text.
    Verbatim(&'a str),
    Comment,
}

/// Splits a template into text, HTML tags and template tags.
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

/// The length of a template tag at the start of the text.
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
                return (Piece::Verbatim(&text[..end]), end);
            }
            at = end;
        }
        return (Piece::Verbatim(text), text.len());
    }
    (Piece::Template(tag), length)
}

fn html_piece(text: &str) -> (Piece<'_>, usize) {
    if text.starts_with("<!--") {
        let end = text.find("-->").map_or(text.len(), |at| at + 3);
        // Template tags inside a comment still have an effect.
        let has_tags = text[..end].contains(['{']);
        return (if has_tags { Piece::Verbatim(&text[..end]) } else { Piece::Comment }, end);
    }
    let end = tag_end(text);
    let name = text[..end].trim_start_matches(['<', '/']);
    let name =
        &name[..name.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-').unwrap_or(name.len())];
    if !text.starts_with("</") && VERBATIM.iter().any(|element| name.eq_ignore_ascii_case(element)) {
        let closing = format!("</{}", name.to_ascii_lowercase());
        let end = text[end..].to_ascii_lowercase().find(&closing).map_or(text.len(), |at| end + at);
        let end = end + tag_end(&text[end..]);
        return (Piece::Verbatim(&text[..end]), end);
    }
    (Piece::Tag { name, text: &text[..end] }, end)
}

/// The end of the HTML tag at the start of the text. A '>' in an attribute or in a template tag does not end it.
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

/// Elements whose white space is significant, or whose content is not text.
const VERBATIM: &[&str] = &["pre", "script", "style", "textarea"];

/// Block-level elements: white space at their edges is not shown. All other elements, unknown ones included, are
/// treated as inline.
const BLOCK_LEVEL: &[&str] = &[
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
    fn invisible_white_space_is_removed() {
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
    fn spaces_between_words_are_kept() {
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
    fn malformed_templates_are_unchanged() {
        for text in ["<p", "<", "{", "{%", "{{ a", "<script>", "<!--{", "<p title=\"", "é<é", "{% endif %}{% else %}"]
        {
            assert_eq!(template(text), text);
        }
    }
}
