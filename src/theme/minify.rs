//! Templates and style sheets without the bytes that no reader sees, by `minify-html`.
//!
//! `minify-html` removes spaces between inline elements: `<div><b>Do not</b> <i>drive</i></div>` becomes "Do notdrive". So its
//! result is used only where the words, the spaces between them and the template tags are the same as before. Scripts stay as
//! they are: `minify-js`, which it uses, panics on valid ones (`if (a) b = 1; else c = 1;` in a loop), and chooses other names in
//! each run, so the same input would not give the same bytes.

use minify_html::{Cfg, minify};

/// Minifies a template. It is returned unchanged where the result would differ in a word, a space or a template tag.
pub(super) fn template(text: &str) -> String {
    // Text that is to be shown as it is may look like tags and template tags.
    if text.contains("raw %}") {
        return text.to_owned();
    }
    let (protected, placeholders) = protect(text);
    let result = String::from_utf8(minify(protected.as_bytes(), &configuration())).unwrap_or_default();
    let result = restore(&result, &placeholders);
    let is_same = content(&result) == content(text) && !has_unquoted_template(&result);
    if is_same { result } else { text.to_owned() }
}

/// Minifies a style sheet. It is returned unchanged where the library cannot read it.
pub(super) fn style(text: &str) -> String {
    // The library takes it as the content of an element, which such a text would end.
    if text.contains("</") {
        return text.to_owned();
    }
    let configuration = Cfg { minify_css: true, ..configuration() };
    let result = minify(format!("<style>{text}</style>").as_bytes(), &configuration);
    let result = String::from_utf8(result).unwrap_or_default();
    let style = result.strip_prefix("<style>").and_then(|rest| rest.strip_suffix("</style>"));
    style.unwrap_or(text).to_owned()
}

/// What makes the smallest HTML that validators accept.
fn configuration() -> Cfg {
    Cfg {
        keep_closing_tags: true,
        keep_html_and_head_opening_tags: true,
        keep_input_type_text_attr: true,
        preserve_brace_template_syntax: true,
        ..Cfg::default()
    }
}

/// The attribute that takes the place of template tags within an HTML tag. `minify-html` sorts attributes, and would take such
/// tags for names of attributes.
const PLACEHOLDER: &str = "data-template-tag-";

/// Replaces the template tags that are within an HTML tag and outside quotes; the replaced parts in order.
fn protect(text: &str) -> (String, Vec<&str>) {
    let mut protected = String::with_capacity(text.len());
    let mut placeholders = Vec::new();
    for part in parts(text) {
        match part {
            TemplatePart::Tag(tag) => {
                let bare = bare_template_tags(tag);
                let (Some(first), Some(last)) = (bare.first(), bare.last()) else {
                    protected.push_str(tag);
                    continue;
                };
                // Everything from '{% if %}' to '{% endif %}' stays together, with the spaces around.
                let start = tag[..first.0].trim_end().len();
                let end = tag.len() - tag[last.1..].trim_start().len();
                protected.push_str(&tag[..start]);
                protected.push_str(&format!(" {PLACEHOLDER}{} ", placeholders.len()));
                protected.push_str(&tag[end..]);
                placeholders.push(&tag[start..end]);
            }
            TemplatePart::Text(other) | TemplatePart::Template(other) | TemplatePart::Comment(other) => {
                protected.push_str(other)
            }
        }
    }
    (protected, placeholders)
}

/// Puts the replaced parts back.
fn restore(text: &str, placeholders: &[&str]) -> String {
    // From the last to the first: the placeholder 1 is also the beginning of 10.
    let numbered = placeholders.iter().enumerate().rev();
    numbered
        .fold(text.to_owned(), |text, (number, part)| text.replace(&format!(" {PLACEHOLDER}{number}"), part.trim_end()))
}

/// Whether an attribute without quotes has a template tag: it would end at the first space of what the tag writes.
fn has_unquoted_template(text: &str) -> bool {
    parts(text).into_iter().any(|part| matches!(part, TemplatePart::Tag(tag) if bare_template_tags(tag).iter().any(|(start, _)| tag[..*start].ends_with('='))))
}

/// Where the template tags of an HTML tag are that are not within quotes.
fn bare_template_tags(tag: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let (mut at, mut quote) = (0, None);
    while let Some(byte) = tag.as_bytes().get(at) {
        if let Some(length) = tag.get(at..).and_then(template_tag) {
            if quote.is_none() {
                found.push((at, at + length));
            }
            at += length;
            continue;
        }
        match (byte, quote) {
            (b'"' | b'\'', None) => quote = Some(*byte),
            (byte, Some(open)) if *byte == open => quote = None,
            _ => {}
        }
        at += 1;
    }
    found
}

/// What must be the same before and after.
#[derive(Debug, PartialEq, Eq)]
enum TemplateContent<'t> {
    Word(&'t str),
    /// A space that readers may see.
    Space,
    Template(&'t str),
    /// The template tags of an HTML tag, in alphabetical order, since attributes may change places.
    InTag(Vec<&'t str>),
    /// The start or end of a block, where spaces are not seen.
    Edge,
}

/// The content of a template, with one space for each run of spaces, and without spaces at the edges of blocks.
fn content(text: &str) -> Vec<TemplateContent<'_>> {
    let mut all = vec![TemplateContent::Edge];
    for part in parts(text) {
        match part {
            TemplatePart::Text(text) => {
                for piece in text.split_inclusive(|ch: char| ch.is_ascii_whitespace()) {
                    let word = piece.trim_ascii_end();
                    if !word.is_empty() {
                        all.push(TemplateContent::Word(word));
                    }
                    if word.len() < piece.len()
                        && !matches!(all.last(), Some(TemplateContent::Edge | TemplateContent::Space))
                    {
                        all.push(TemplateContent::Space);
                    }
                }
            }
            TemplatePart::Template(tag) => all.push(TemplateContent::Template(tag)),
            TemplatePart::Comment(_) => {}
            TemplatePart::Tag(tag) => {
                let is_edge = is_edge(tag);
                if is_edge {
                    all.pop_if(|last| *last == TemplateContent::Space);
                }
                let mut inner = template_tags(tag).map(|(_, tag)| tag).collect::<Vec<_>>();
                inner.sort_unstable();
                if !inner.is_empty() {
                    all.push(TemplateContent::InTag(inner));
                }
                if is_edge && all.last() != Some(&TemplateContent::Edge) {
                    all.push(TemplateContent::Edge);
                }
            }
        }
    }
    all.pop_if(|last| *last == TemplateContent::Space);
    all
}

/// A part of a template.
#[derive(Clone, Copy, Debug)]
enum TemplatePart<'t> {
    Text(&'t str),
    /// An HTML tag, with the template tags in it.
    Tag(&'t str),
    /// A template tag outside HTML tags.
    Template(&'t str),
    /// A comment of HTML or of the template.
    Comment(&'t str),
}

/// Cuts a template into its parts.
fn parts(text: &str) -> Vec<TemplatePart<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (part, length) = if let Some(length) = template_tag(rest) {
            let tag = &rest[..length];
            (if tag.starts_with("{#") { TemplatePart::Comment(tag) } else { TemplatePart::Template(tag) }, length)
        } else if rest.starts_with("<!--") {
            let length = rest.find("-->").map_or(rest.len(), |at| at + 3);
            (TemplatePart::Comment(&rest[..length]), length)
        } else if rest.starts_with('<') {
            let length = html_tag(rest);
            (TemplatePart::Tag(&rest[..length]), length)
        } else {
            let next = rest.bytes().skip(1).position(|byte| matches!(byte, b'<' | b'{'));
            let length = next.map_or(rest.len(), |next| next + 1);
            (TemplatePart::Text(&rest[..length]), length)
        };
        parts.push(part);
        rest = &rest[length..];
    }
    parts
}

/// The length of the HTML tag at the start of a text. A '>' in quotes or in a template tag does not end it.
fn html_tag(text: &str) -> usize {
    let mut quote = None;
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        if let Some(length) = text.get(at..).and_then(template_tag) {
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

/// Whether spaces before and after an HTML tag are not seen.
fn is_edge(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']);
    let end = name.find(|ch: char| !ch.is_ascii_alphanumeric() && ch != '-').unwrap_or(name.len());
    tag.starts_with("<!") || EDGES.contains(&name[..end].to_ascii_lowercase().as_str())
}

/// The template tags of a text with their places.
pub(super) fn template_tags(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let at = from + text.get(from..)?.find('{')?;
            if let Some(length) = template_tag(&text[at..]) {
                from = at + length;
                return Some((at, &text[at..from]));
            }
            from = at + 1;
        }
    })
}

/// The length of a template tag at the start of a text.
fn template_tag(text: &str) -> Option<usize> {
    let close = match text.get(..2)? {
        "{{" => "}}",
        "{%" => "%}",
        "{#" => "#}",
        _ => return None,
    };
    text.find(close).map(|at| at + 2)
}

/// Elements at whose edges a word ends and spaces are not seen. All others are within a line, unknown ones included.
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
    "link",
    "main",
    "menu",
    "meta",
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
    fn spaces_are_removed_where_no_reader_sees_them() {
        for (before, after) in [
            ("<ul>\n  <li>{{ a }}</li>\n  <li>b\n</li>\n</ul>\n", "<ul><li>{{ a }}</li><li>b</li></ul>"),
            ("<div>\n<!-- said > here -->\n<p>a</p></div>", "<div><p>a</p></div>"),
            ("<p>a\n   long    line</p>", "<p>a long line</p>"),
        ] {
            assert_eq!(template(before), after);
        }
    }

    #[test]
    fn template_tags_within_tags_stay_between_their_attributes() {
        for text in [
            "<p class=\"b\"{{ lang | safe }} id=\"a\">  x  </p>",
            "<p  {% if a > b %}hidden{% endif %} title=\"{{ c }}\">  x  </p>",
            "<option {% if a %} selected {% endif %} value=\"{{ b }}\" >  x  </option>",
        ] {
            let small = template(text);
            assert!(small.len() < text.len(), "{small}");
            assert_eq!(content(&small), content(text));
            let one = "<b id=\"{{ a }}\" {% if b %} hidden{% endif %}></b>";
            assert_eq!(template(one), one);
        }
    }

    #[test]
    fn words_are_never_glued() {
        for text in [
            "<div><strong>Do not</strong> <em>drive</em></div>",
            "<div>{% if a %}<strong>{{ a }}</strong> <em>{{ b }}</em>{% endif %}</div>",
            "<nav>{% for a in b %} <b>{{ a }}</b>{% endfor %}</nav>",
            "<section>{% if a %}<b>5</b>{% else %}{% endif %} <i>10</i></section>",
            "<p>5 <script>x</script> 10 <my-word>mg</my-word> <del>5</del> <label>10</label></p>",
            "<p>{% set a %} mg{% endset %}5{{ a }}</p>",
            "{% raw %}<p>  {{ a }}  </p>{% endraw %}",
        ] {
            assert_eq!(content(&template(text)), content(text));
        }
    }

    #[test]
    fn broken_templates_stay_as_they_are() {
        for text in ["<p", "<", "{", "{%", "{{ a", "<script>", "<!--{", "<p title=\"", "é<é", "{% endif %}{% else %}"]
        {
            assert_eq!(content(&template(text)), content(text));
        }
    }

    #[test]
    fn style_sheets_have_fewer_bytes() {
        assert_eq!(style("a {\n  color: #ff0000;\n}\n/* b */\n"), "a{color:red}");
        assert_eq!(style("a {</style>"), "a {</style>");
    }

    #[test]
    fn every_built_in_template_is_minified() {
        let templates = crate::theme::BUILT_IN_FILES.get_dir("templates").unwrap().files();
        let html = templates.filter(|file| file.path().extension().is_some_and(|extension| extension == "html"));
        let texts = html.map(|file| (file.path().display().to_string(), file.contents_utf8().unwrap()));
        let failed: Vec<String> =
            texts.filter(|(_, text)| template(text).len() >= text.len()).map(|(path, _)| path).collect();
        assert_eq!(failed, [""; 0]);
    }
}
