//! `broken-front-matter`: the fields at the top of a leaflet must be readable.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::leaflet::ManuscriptProblem;
use crate::source::TextRange;
use crate::yaml::{SlipKind, YamlFaultKind, YamlSlip};

pub static RULE: Rule = Rule {
    name: "broken-front-matter",
    severity: Severity::Error,
    group: RuleGroup::FrontMatter,
    summary: "the fields at the top of a leaflet must be readable",
    documentation: include_str!("broken_front_matter.md"),
    locked: true,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    for problem in subject.problems() {
        let (range, message, help) = match problem {
            ManuscriptProblem::NoFrontMatter => (
                Default::default(),
                "This file does not begin with a line '---', so its title and its other fields cannot be found.",
                "Put the fields at the very top, between two lines that consist of '---' only.",
            ),
            ManuscriptProblem::UnopenedFrontMatter { inner, is_closed } => {
                let (message, help) = match is_closed {
                    true => (
                        "The fields begin here, but the line '---' above them is missing. Without it, they are not read as fields.",
                        "Write a line '---' above this one.",
                    ),
                    false => (
                        "The fields begin here, but the two lines '---' around them are missing. Without these, they are not read as fields.",
                        "Write a line '---' above the first field, and another one below the last field, above the text.",
                    ),
                };
                let first = inner.of(subject.text()).lines().next().unwrap_or_default().len();
                let place = TextRange::new(inner.start as usize, inner.start as usize + first);
                let finding = findings.add(subject.span(place), message, help);
                let finding = finding.fixed_by(at(inner.start), "---\n");
                if !is_closed {
                    finding.fixed_by(at(inner.end), line_of_dashes(subject.text(), inner.end));
                }
                continue;
            }
            ManuscriptProblem::UnclosedFrontMatter { opening, end } => {
                let finding = findings.add(
                    subject.span(*opening),
                    "The fields begin here, but the second line '---' is missing, so it is not clear where they end.",
                    "Write a line '---' below the last field, above the text of the leaflet.",
                );
                if *end > opening.end + 1 {
                    finding.fixed_by(at(*end), line_of_dashes(subject.text(), *end));
                }
                continue;
            }
            ManuscriptProblem::Slip(slip) => {
                let range = if slip.range.start < slip.range.end { slip.range } else { at(slip.range.start) };
                findings
                    .add(subject.span(range), slip_in_words(slip.kind), help_with_slip(slip))
                    .fixed_by(slip.range, &*slip.text);
                continue;
            }
            ManuscriptProblem::NoFields { range } => (
                *range,
                "There should be fields here, each with a name and a colon, but this is something else.",
                "Write one field per line: its name, a colon, a space and its value, for example 'title: Talking therapies'.",
            ),
            ManuscriptProblem::Yaml { kind, range } => {
                let (message, help) = in_words(*kind);
                (*range, message, help)
            }
            _ => continue,
        };
        findings.add(subject.span(range), message, help);
    }
}

/// The range between two characters.
fn at(place: u32) -> TextRange {
    TextRange { start: place, end: place }
}

/// A line `---` to be inserted at the end of the fields.
fn line_of_dashes(text: &str, end: u32) -> &'static str {
    let is_at_start = text.get(..end as usize).is_none_or(|before| before.ends_with('\n'));
    if is_at_start { "---\n" } else { "\n---\n" }
}

/// How to correct a slip.
pub fn help_with_slip(slip: &YamlSlip) -> String {
    match slip.kind {
        SlipKind::Tab if slip.text.is_empty() => format!("Delete the tab before '{}'.", slip.corrected),
        SlipKind::Tab => format!("Write two spaces instead of the tab before '{}'.", slip.corrected),
        _ => format!("Write '{}'.", slip.corrected),
    }
}

/// What is wrong with a line that can be corrected in only one way.
pub fn slip_in_words(kind: SlipKind) -> &'static str {
    match kind {
        SlipKind::NoSpace => "There is no space after the colon, so this is not read as a name and its value.",
        SlipKind::EqualsSign => "There is a '=' between the name and the value. Only a colon can separate them.",
        SlipKind::NoColon => "There is no colon after the name, so this is not read as a name and its value.",
        SlipKind::CurlyQuotes => {
            "These quotation marks are curly, as word processors make them, so they count as part of the text and do not hold it together. Only straight ones do."
        }
        SlipKind::QuoteInside => {
            "The text contains the same mark as the quotation marks around it, so it seems to end too early."
        }
        SlipKind::QuoteAtStart => {
            "A value that begins with a quotation mark ends at the next one, so the rest of it cannot be read."
        }
        SlipKind::OpenQuote => {
            "The quotation mark that opens here is not closed, so it is not clear where the text ends."
        }
        SlipKind::Colon => {
            "Text that contains a colon followed by a space must be in quotation marks. Otherwise it looks like another name with a value."
        }
        SlipKind::SpecialStart => {
            "This value begins with a character that has a special meaning here, so it is not read as text."
        }
        SlipKind::OpenBracket => "The bracket that opens here is not closed, so it is not clear where the list ends.",
        SlipKind::Tab => "There is a tab here. In fields and settings, lines may begin only with spaces.",
    }
}

/// The message and help for a syntax error in `site.yaml`.
pub fn in_settings(kind: YamlFaultKind) -> (&'static str, &'static str) {
    let (message, help) = in_words(kind);
    match kind {
        YamlFaultKind::Indentation => (
            message,
            "Begin settings of the same group in the same column, two spaces further than the name of their group.",
        ),
        YamlFaultKind::Colon => (
            message,
            "Write the name, a colon, a space and the value. Put quotes around a value with a colon: 'notice: \"Closed: call 111\"'.",
        ),
        YamlFaultKind::TooDeep => ("There are groups within groups here, deeper than any setting needs.", help),
        YamlFaultKind::TooMuch => (
            "There are more values here than any site needs, or a value contains itself.",
            "Remove what does not belong here. 'pamphlet manual settings' lists all settings.",
        ),
        YamlFaultKind::SecondDocument => (
            "There is something here that does not belong to a setting.",
            "Move it after the name of a setting. There are no lines '---' in this file.",
        ),
        YamlFaultKind::Other => (
            "The settings cannot be read from here on.",
            "Check this line and the one above. Each setting is a name, a colon, a space and a value. Put a value with unusual characters in quotes.",
        ),
        YamlFaultKind::Tab
        | YamlFaultKind::Quote
        | YamlFaultKind::AfterQuote
        | YamlFaultKind::Bracket
        | YamlFaultKind::Marker
        | YamlFaultKind::Sign => (message, help),
    }
}

/// The message and help for a syntax error in the fields.
fn in_words(kind: YamlFaultKind) -> (&'static str, &'static str) {
    match kind {
        YamlFaultKind::Tab => (
            "There is a tab here. In fields and settings, lines may begin only with spaces.",
            "Replace the tab with two spaces.",
        ),
        YamlFaultKind::Quote => (
            "A quotation mark that opens here or above is not closed, so it is not clear where the text ends.",
            "Close the quotation mark, or put double quotes around text that contains an apostrophe.",
        ),
        YamlFaultKind::AfterQuote => (
            "The quotation mark closes before the value ends, so the rest of it cannot be read.",
            "Put double quotes (\") around a value that contains an apostrophe ('), and single ones around a value that contains double ones.",
        ),
        YamlFaultKind::Bracket => (
            "A bracket that opens here or above is not closed, or a comma between two parts is missing.",
            "Check that each '[' has its ']' and each '{' its '}', and that there are commas between the parts. Everything after a '#' is ignored: put text that begins with '#' in quotes.",
        ),
        YamlFaultKind::Indentation => (
            "This line is not indented like the lines that it belongs to.",
            "Begin lines that belong together in the same column. Fields begin at the left margin.",
        ),
        YamlFaultKind::Colon => (
            "A colon is missing here, or there is one where it is not allowed. Text that contains a colon followed by a space must be in quotes.",
            "Write the name, a colon, a space and the value. Put quotes around a value with a colon: 'title: \"Talking: a guide\"'.",
        ),
        YamlFaultKind::TooDeep => (
            "There are lists within lists here, deeper than any field needs.",
            "Check the brackets: some of them probably do not belong here.",
        ),
        YamlFaultKind::TooMuch => (
            "There are more values here than any leaflet needs, or a value contains itself.",
            "Remove what does not belong here. A leaflet needs ten to twenty fields.",
        ),
        YamlFaultKind::Marker => (
            "A value begins with '&', '*' or '!', which has a special meaning here.",
            "Put double quotes around the whole value.",
        ),
        YamlFaultKind::Sign => (
            "This value begins with a character that has a special meaning here, so it is not read as text.",
            "Put double quotes around the whole value.",
        ),
        YamlFaultKind::SecondDocument => (
            "There is something here that does not belong to a field.",
            "Move it after the name of a field, or below the second line '---'.",
        ),
        YamlFaultKind::Other => (
            "The fields cannot be read from here on.",
            "Check this line and the one above. Each field is a name, a colon, a space and a value. Put a value with unusual characters in quotes.",
        ),
    }
}
