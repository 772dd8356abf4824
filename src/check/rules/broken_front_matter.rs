//! `broken-front-matter`: the fields at the top of a leaflet must be readable.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::leaflet::ManuscriptProblem;
use crate::yaml::YamlFaultKind;

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
            ManuscriptProblem::UnclosedFrontMatter { opening } => (
                *opening,
                "The fields begin here, but the second line '---' is missing, so it is not clear where they end.",
                "Write a line '---' below the last field, above the text of the leaflet.",
            ),
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

/// The message and help for a syntax error in the fields or in `site.yaml`.
pub fn in_words(kind: YamlFaultKind) -> (&'static str, &'static str) {
    match kind {
        YamlFaultKind::Tab => (
            "There is a tab here. In the fields at the top of a leaflet and in 'site.yaml', lines may begin only with spaces.",
            "Replace the tab with two spaces.",
        ),
        YamlFaultKind::Quote => (
            "A quotation mark that opens here or above is not closed, so it is not clear where the text ends.",
            "Close the quotation mark, or put double quotes around text that contains an apostrophe.",
        ),
        YamlFaultKind::AfterQuote => (
            "The quotation mark closes before the value ends, so the rest of it cannot be read.",
            "Put single quotes around the whole value and keep the double ones inside: 'title: '\"Talking\" therapies''.",
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
