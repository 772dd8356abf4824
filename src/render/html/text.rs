//! The text of a leaflet or page as HTML, and its urgent help, in the data of templates.

use tera::{Context, Value};

use super::blocks::{PageText, to_html, write_notes};
use super::facts::AccessibilityBlock;
use super::page::{PageFrame, words_lang};
use super::template_data::{CrisisData, HeadingData};
use crate::language::Language;
use crate::library::ManuscriptId;
use crate::markdown::TextLanguage;
use crate::render::view::{CrisisText, TextView};
use crate::theme::{ThemeProblem, Words};

/// The usual size of the urgent help in bytes of HTML.
const USUAL_HELP: usize = 2048;

/// Inserts the text of a manuscript, its list of contents, and the urgent help above it.
///
/// # Errors
/// If the text needs a block of the theme that cannot be used.
pub(super) fn insert_text(
    frame: &PageFrame<'_>,
    id: ManuscriptId,
    text: &TextView<'_>,
    words: &Words,
    context: &mut Context,
) -> Result<(), ThemeProblem> {
    let facts = AccessibilityBlock::new(frame, words, context);
    let aside = words_lang(&words.language, text.language);
    let page = PageText { footnotes: &words.of_text.footnotes, aside: &aside, made: &|out| facts.write(out) };
    let above = text.crisis.as_ref().map(|crisis| (crisis, help_html(page, crisis)));
    let language = language_of(text.language);
    let mut html = to_html(page, language, &text.body, frame.inputs.site.library.text(id).len() * 3 / 2);
    write_notes(page, language, &text.notes, &mut html);
    facts.problem()?;
    if let Some((crisis, above)) = above {
        context.insert("crisis", &crisis_data(crisis, &above));
    }
    context.insert_value("body", Value::safe_string(&html));
    let contents = text.contents.iter().map(|entry| HeadingData { id: &entry.id, text: &entry.text });
    context.insert("contents", &contents.collect::<Vec<_>>());
    Ok(())
}

/// Inserts only the urgent help, if there is any, with its footnotes.
///
/// # Errors
/// If the text needs a block of the theme that cannot be used.
pub(super) fn insert_urgent_help(
    frame: &PageFrame<'_>,
    text: &TextView<'_>,
    words: &Words,
    context: &mut Context,
) -> Result<(), ThemeProblem> {
    let Some(crisis) = &text.crisis else { return Ok(()) };
    let facts = AccessibilityBlock::new(frame, words, context);
    let aside = words_lang(&words.language, text.language);
    let page = PageText { footnotes: &words.of_text.footnotes, aside: &aside, made: &|out| facts.write(out) };
    let mut above = help_html(page, crisis);
    write_notes(page, language_of(crisis.language), &text.notes, &mut above);
    facts.problem()?;
    context.insert("crisis", &crisis_data(crisis, &above));
    Ok(())
}

fn help_html(page: PageText<'_>, crisis: &CrisisText<'_>) -> String {
    to_html(page, language_of(crisis.language), &crisis.blocks, USUAL_HELP)
}

fn language_of(language: &Language) -> TextLanguage<'_> {
    TextLanguage { tag: language.tag(), direction: language.direction() }
}

fn crisis_data<'a>(crisis: &'a CrisisText<'_>, html: &str) -> CrisisData<'a> {
    CrisisData {
        headed: crisis.heading.is_none(),
        id: &crisis.id,
        language: crisis.language.tag(),
        direction: crisis.language.direction(),
        body: Value::safe_string(html),
    }
}
