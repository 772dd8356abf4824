//! Checks that every format of a leaflet has its reference, its version, its dates and, if readers may be at risk, the urgent help.
//!
//! Letters are compared rather than words, because a line may end within a date.

use super::expected_text::parts_of;
use crate::render::render_context::RenderContext;
use crate::render::view::LeafletView;
use crate::rendering::{Essential, MissingEssential, RenderProblem};

/// The words of a date may be in another order, as in a line that is read from right to left, if it has at most this
/// many.
const MAX_WORDS: usize = 4;

/// Returns the essentials that a format lacks. `file` is the theme file that determines its text.
pub(super) fn left_out(
    inputs: &RenderContext<'_>,
    view: &LeafletView<'_>,
    said: &str,
    format: &'static str,
    file: &str,
) -> Vec<RenderProblem> {
    let manuscript = inputs.site.library.manuscript(view.leaflet.0);
    let title = manuscript.front_matter.title.as_ref();
    let range = title.map(|title| title.range).unwrap_or_default();
    let all = missing(view, said).into_iter();
    all.map(|what| {
        RenderProblem::LeftOut(MissingEssential {
            what,
            file: file.to_owned(),
            format,
            source: manuscript.source,
            range,
        })
    })
    .collect()
}

fn missing(view: &LeafletView<'_>, said: &str) -> Vec<Essential> {
    let mut said = letters(said);
    // The short address contains the reference, but does not count as the reference.
    let address = view.short_address.as_deref().and_then(|address| address.split_once("//"));
    if let Some((_, address)) = address {
        said = said.replace(&letters(address), " ");
    }
    let mut missing = Vec::new();
    if !said.contains(&letters(view.reference)) {
        missing.push(Essential::Reference);
    }
    if view.version.is_some_and(|version| !said.contains(&version.wording.check_code())) {
        missing.push(Essential::Version);
    }
    let days = [(&view.last_updated, Essential::LastUpdated), (&view.archive_date, Essential::ArchiveDate)];
    for (day, essential) in days {
        if !says_day(&said, &day.words) && !said.contains(&letters(&day.iso)) {
            missing.push(essential);
        }
    }
    if lacks_urgent_help(view, &said) {
        missing.push(Essential::UrgentHelp);
    }
    missing
}

fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// Whether the words of a date are next to one another. '1 May 2028' is not in '21 May 2028'.
fn says_day(said: &str, day: &str) -> bool {
    let words: Vec<String> = day.split_whitespace().map(letters).filter(|word| !word.is_empty()).collect();
    let is_said = |day: &str| {
        let begins_with_digit = day.starts_with(|first: char| first.is_ascii_digit());
        said.match_indices(day)
            .any(|(at, _)| !begins_with_digit || !said[..at].ends_with(|it: char| it.is_ascii_digit()))
    };
    if words.len() > MAX_WORDS { is_said(&words.concat()) } else { orders(&words).iter().any(|day| is_said(day)) }
}

/// All permutations of words.
fn orders(words: &[String]) -> Vec<String> {
    if words.is_empty() {
        return vec![String::new()];
    }
    let mut all = Vec::new();
    for (at, first) in words.iter().enumerate() {
        let rest = [&words[..at], &words[at + 1..]].concat();
        all.extend(orders(&rest).into_iter().map(|rest| format!("{first}{rest}")));
    }
    all
}

/// Whether most words of the urgent help are missing. Single words are checked by the rule 'format-differs'; this
/// checks that the block is there at all.
fn lacks_urgent_help(view: &LeafletView<'_>, said: &str) -> bool {
    let Some(crisis) = &view.text.crisis else { return false };
    // The parts are the title, the summary, the urgent help, the text and the notes.
    let parts = parts_of(view, &crisis.blocks, &[], &[]);
    let Some(help) = parts.iter().rev().nth(1) else { return false };
    let words: Vec<String> = help.split_whitespace().map(letters).filter(|word| !word.is_empty()).collect();
    let missing = words.iter().filter(|word| !said.contains(*word)).count();
    missing * 2 > words.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_said_in_any_order_of_its_words() {
        let said = |text: &str, day: &str| says_day(&letters(text), day);
        assert!(said("Last updated 1 November 2026 Archive date", "1 November 2026"));
        assert!(said("November 2026 1", "1 November 2026"));
        assert!(!said("21 November 2026", "1 November 2026"));
        assert!(!said("1 November 2027", "1 November 2026"));
    }
}
