//! Mistakes in a site's own theme, in words.

use tera::ErrorKind;

use crate::nearest::nearest;
use crate::source::{SourceId, TextRange};

/// A mistake in a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeProblem {
    /// The file it stands in, where that is one of the site's own.
    pub source: Option<SourceId>,
    /// The file's name within the theme.
    pub file: String,
    /// Where it stands.
    pub range: TextRange,
    /// What is wrong, in the words of a sentence's end.
    pub detail: String,
    /// The name that was meant.
    pub meant: Option<String>,
    /// Whether there is a built-in file of that name.
    pub built_in: bool,
}

/// A mistake, before it is known whose file it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ThemeMistake {
    pub file: String,
    pub range: TextRange,
    pub detail: String,
    pub meant: Option<String>,
}

/// The filters of the template language and ours. The language has no way to ask for them.
pub(super) const FILTERS: &[&str] = &[
    "abs",
    "capitalize",
    "default",
    "escape_html",
    "escape_xml",
    "fill",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
];

/// What the template language says, each mistake with its place. `templates` are their names and texts.
pub(super) fn of_templates(error: &tera::Error, templates: &[(String, String)]) -> Vec<ThemeMistake> {
    let text_of = |name: &str| templates.iter().find(|(known, _)| known == name).map_or("", |(_, text)| text);
    let one = |name: &str, range: TextRange, detail: String, meant: Option<String>| {
        vec![ThemeMistake { file: format!("templates/{name}"), range, detail, meant }]
    };
    let names = || templates.iter().map(|(name, _)| name.as_str());
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let range = &report.span().range;
            let (detail, meant) = in_words(report.message());
            one(report.filename(), TextRange::new(range.start, range.end), detail, meant)
        }
        ErrorKind::CircularExtend { tpl, .. } => {
            let range = place_of(text_of(tpl), "extends");
            one(tpl, range, "it is built upon a template that is built upon this one".to_owned(), None)
        }
        ErrorKind::CircularInclude { tpl, .. } => {
            let range = place_of(text_of(tpl), "include");
            one(tpl, range, "it shows a template that shows this one again, without end".to_owned(), None)
        }
        ErrorKind::MissingParent { current, parent } => {
            let meant = nearest(parent, names()).map(str::to_owned);
            one(current, place_of(text_of(current), parent), format!("there is no template '{parent}'"), meant)
        }
        ErrorKind::TemplateNotFound(name) => {
            one(name, TextRange::default(), "the template is missing".to_owned(), None)
        }
        other => {
            let text = other.to_string();
            let mistakes: Vec<ThemeMistake> =
                text.split("\n\n").filter_map(|report| drawn(report, templates)).collect();
            let (detail, meant) = in_words(&text);
            if mistakes.is_empty() { one("", TextRange::default(), detail, meant) } else { mistakes }
        }
    }
}

/// Reads a mistake out of a drawing of the template language: in some cases that is all it gives.
///
/// ```text
/// error: Unknown filter `fil`
///  --> contact.html:2:14
/// ```
fn drawn(report: &str, templates: &[(String, String)]) -> Option<ThemeMistake> {
    let mut lines = report.lines();
    let message = lines.next()?.strip_prefix("error: ")?;
    let mut place = lines.next()?.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
    let (column, line): (usize, usize) = (place.next()?.parse().ok()?, place.next()?.parse().ok()?);
    let name = place.next()?;
    let (_, text) = templates.iter().find(|(known, _)| known == name)?;
    let start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let rest = text.get(start..)?;
    let start = start + rest.char_indices().nth(column.checked_sub(1)?).map_or(rest.len(), |(at, _)| at);
    let wrong = message.split('`').nth(1).unwrap_or_default();
    let found = text.get(start..).and_then(|rest| rest.find(wrong)).map(|at| start + at);
    let range = found.map_or(TextRange::new(start, start), |at| TextRange::new(at, at + wrong.len()));
    let (detail, meant) = match message.split('`').next().unwrap_or_default().trim_end() {
        "Unknown filter" => (format!("there is no filter '{wrong}'"), nearest(wrong, FILTERS.iter().copied())),
        "Unknown template" => {
            (format!("there is no template '{wrong}'"), nearest(wrong, templates.iter().map(|(name, _)| name.as_str())))
        }
        "Unknown function" => (format!("there is no function '{wrong}'"), nearest(wrong, ["range", "throw", "super"])),
        "Unknown test" => (format!("'{wrong}' is nothing that can be asked after 'is'"), None),
        "Unknown component" => (format!("there is no component '{wrong}'"), None),
        "Block" => (format!("the template that it is built upon has no block '{wrong}'"), None),
        _ => (in_words(message).0, None),
    };
    Some(ThemeMistake { file: format!("templates/{name}"), range, detail, meant: meant.map(str::to_owned) })
}

/// Where a word stands first.
fn place_of(text: &str, word: &str) -> TextRange {
    text.find(word).map_or(TextRange::default(), |at| TextRange::new(at, at + word.len()))
}

/// The template language's words, as ones that say what to look for, and the name that was meant.
fn in_words(message: &str) -> (String, Option<String>) {
    let name = message.split('`').nth(1).unwrap_or_default();
    if let Some((_, known)) =
        message.split_once(" is not defined. Available ").and_then(|(_, rest)| rest.split_once(": "))
    {
        let meant = nearest(name, known.split(", ")).map(str::to_owned);
        return (format!("there is no '{name}' here that a page could show"), meant);
    }
    let detail = match message {
        "Unexpected end of input" => {
            "it ends too early. An '{% if %}', '{% for %}' or '{% block %}' has no end, or a '{{' no '}}'".to_owned()
        }
        "Tried to render a variable that is undefined" => "there is no value of this name here".to_owned(),
        "Unknown tag" => "there is no such tag in the template language".to_owned(),
        _ if message.ends_with(" is not defined") => format!("there is no '{name}' here that a page could show"),
        _ if message.starts_with("Found ") && message.contains(" but expected ") => {
            format!("'{name}' stands where the template language expects something else")
        }
        _ => format!("the template language says '{}'", message.replace('`', "'").trim_end_matches('.')),
    };
    (detail, None)
}
