//! `broken-front-matter`: the lines at the head of a leaflet must be readable.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::leaflet::ManuscriptProblem;
use crate::yaml::YamlFaultKind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "broken-front-matter",
    severity: Severity::Error,
    group: RuleGroup::FrontMatter,
    summary: "the lines at the head of a leaflet must be readable",
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
                "Put the fields at the very top, between two lines that hold '---' and nothing else.",
            ),
            ManuscriptProblem::UnclosedFrontMatter { opening } => (
                *opening,
                "The fields begin here, but the second line '---' that ends them is missing. Where they end cannot be told.",
                "Write a line '---' below the last field, above the text of the leaflet.",
            ),
            ManuscriptProblem::NoFields { range } => (
                *range,
                "There should be fields here, each with a name and a colon, and this is something else.",
                "Write one field a line: its name, a colon, a space, and its value, for example 'title: Talking therapies'.",
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

/// What is wrong at a place where the fields cannot be read on, and what to do.
pub fn in_words(kind: YamlFaultKind) -> (&'static str, &'static str) {
    match kind {
        YamlFaultKind::Tab => (
            "There is a tab here. In the lines at the head of a leaflet and in 'site.yaml' only spaces may stand at the start of a line.",
            "Take the tab out and type two spaces instead.",
        ),
        YamlFaultKind::Quote => (
            "A quotation mark that opens here or above has no partner, so nobody can tell where the text ends.",
            "Close the quotation mark, or put double quotes around a text that has an apostrophe in it.",
        ),
        YamlFaultKind::AfterQuote => (
            "The quotation mark closes before the value ends, so the rest of it cannot be read.",
            "Put single quotes around the whole value and keep the double ones inside: 'title: '\"Talking\" therapies''.",
        ),
        YamlFaultKind::Bracket => (
            "A bracket that opens here or above has no partner, or a comma between two parts is missing.",
            "Check that each '[' has its ']', each '{' its '}', and that commas stand between the parts. What stands after a sign # is passed over: put a text that begins with one in quotes.",
        ),
        YamlFaultKind::Indentation => (
            "This line does not begin in the same column as the lines it belongs to.",
            "Let lines that belong together begin in the same column; fields begin at the very left.",
        ),
        YamlFaultKind::Colon => (
            "A colon is missing here, or stands where it cannot. A text that has a colon and a space in it must stand in quotes.",
            "Write the name, a colon, a space and the value; put quotes around a value with a colon: 'title: \"Talking: a guide\"'.",
        ),
        YamlFaultKind::TooDeep => (
            "Lists stand within lists here, deeper than any field needs.",
            "Check the brackets: most likely some were typed that do not belong here.",
        ),
        YamlFaultKind::TooMuch => (
            "There are more values here than any leaflet has, or a value repeats itself without end.",
            "Take out what does not belong here; a leaflet needs some ten or twenty fields.",
        ),
        YamlFaultKind::Marker => (
            "A value begins with '&', '*' or '!', which has a meaning of its own here.",
            "Put double quotes around the whole value.",
        ),
        YamlFaultKind::Sign => (
            "This value begins with a sign that has a meaning of its own here, so it is not read as text.",
            "Put double quotes around the whole value.",
        ),
        YamlFaultKind::SecondDocument => (
            "Something stands here that belongs to no field.",
            "Move it after the name of a field, or below the second line '---'.",
        ),
        YamlFaultKind::Other => (
            "The fields cannot be read on from here.",
            "Check this line and the one above: each field is a name, a colon, a space and a value; odd values go in quotes.",
        ),
    }
}
