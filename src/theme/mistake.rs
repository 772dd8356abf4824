//! Mistakes in a site's own theme, described in words.

use tera::ErrorKind;

use crate::source::{SourceId, TextRange};
use crate::text::nearest::nearest;

/// A mistake in a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeProblem {
    /// The file that it is in, if that is one of the site's own.
    pub source: Option<SourceId>,
    /// The name of the file within the theme.
    pub file: String,
    /// Its position in the file.
    pub range: TextRange,
    /// What is wrong, as the end of a sentence.
    pub detail: String,
    /// The name that was probably meant.
    pub meant: Option<String>,
    /// Whether there is a built-in file with this name.
    pub built_in: bool,
}

/// A mistake before its file is looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ThemeMistake {
    pub file: String,
    pub range: TextRange,
    pub detail: String,
    pub meant: Option<String>,
}

/// The filters of the template language and of this program. The language offers no way to list them.
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

/// Translates an error of the template language into mistakes with positions. `templates` holds names and texts.
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
            let range = first_occurrence(text_of(tpl), "extends");
            one(tpl, range, "it extends a template that in turn extends this one".to_owned(), None)
        }
        ErrorKind::CircularInclude { tpl, .. } => {
            let range = first_occurrence(text_of(tpl), "include");
            one(tpl, range, "it includes a template that in turn includes this one".to_owned(), None)
        }
        ErrorKind::MissingParent { current, parent } => {
            let meant = nearest(parent, names()).map(str::to_owned);
            one(current, first_occurrence(text_of(current), parent), format!("there is no template '{parent}'"), meant)
        }
        ErrorKind::TemplateNotFound(name) => {
            one(name, TextRange::default(), "the template is missing".to_owned(), None)
        }
        other => {
            let text = other.to_string();
            let mistakes: Vec<ThemeMistake> =
                text.split("\n\n").filter_map(|report| parse_report(report, templates)).collect();
            let (detail, meant) = in_words(&text);
            if mistakes.is_empty() { one("", TextRange::default(), detail, meant) } else { mistakes }
        }
    }
}

/// Parses a rendered report of the template language, which in some cases is all that it provides:
///
/// ```text
/// error: Unknown filter `fil`
/// --> contact.html:2:14
/// ```
fn parse_report(report: &str, templates: &[(String, String)]) -> Option<ThemeMistake> {
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
        "Unknown test" => (format!("there is no test '{wrong}' to use after 'is'"), None),
        "Unknown component" => (format!("there is no component '{wrong}'"), None),
        "Block" => (format!("the template that it extends has no block '{wrong}'"), None),
        _ => (in_words(message).0, None),
    };
    Some(ThemeMistake { file: format!("templates/{name}"), range, detail, meant: meant.map(str::to_owned) })
}

/// The first occurrence of a word.
fn first_occurrence(text: &str, word: &str) -> TextRange {
    text.find(word).map_or(TextRange::default(), |at| TextRange::new(at, at + word.len()))
}

/// Rewords a message of the template language, and returns the name that was probably meant.
fn in_words(message: &str) -> (String, Option<String>) {
    let name = message.split('`').nth(1).unwrap_or_default();
    if let Some((_, known)) =
        message.split_once(" is not defined. Available ").and_then(|(_, rest)| rest.split_once(": "))
    {
        let meant = nearest(name, known.split(", ")).map(str::to_owned);
        return (format!("there is no value '{name}' here"), meant);
    }
    let detail = match message {
        "Unexpected end of input" => {
            "it ends too early. An '{% if %}', '{% for %}' or '{% block %}' has no end tag, or a '{{' has no '}}'"
                .to_owned()
        }
        "Tried to render a variable that is undefined" => "there is no value with this name here".to_owned(),
        "Unknown tag" => "there is no such tag in the template language".to_owned(),
        _ if message.ends_with(" is not defined") => format!("there is no value '{name}' here"),
        _ if message.starts_with("Found ") && message.contains(" but expected ") => {
            format!("the template language expects something other than '{name}' here")
        }
        _ => format!("the template language reports '{}'", message.replace('`', "'").trim_end_matches('.')),
    };
    (detail, None)
}
