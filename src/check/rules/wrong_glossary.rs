//! `wrong-glossary`: the glossary must be a list of words with meanings.

use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::glossary::GlossaryProblem;
use crate::yaml::YamlFaultKind;

pub static RULE: Rule = Rule {
    name: "wrong-glossary",
    severity: Severity::Error,
    group: RuleGroup::Site,
    summary: "the glossary must be a list of words with meanings",
    documentation: include_str!("wrong_glossary.md"),
    locked: false,
    scope: Scope::Site(check),
};

fn check(world: &CheckContext<'_>, findings: &mut Findings<'_>) {
    let Some(source) = world.glossary.source else { return };
    for problem in &world.glossary.problems {
        match problem {
            GlossaryProblem::NotUtf8 { range } => {
                findings.add(
                    range.in_source(source),
                    "A letter here is not saved in the encoding UTF-8. Readers would see a wrong character.",
                    "Open the file in your editor and save it again with the encoding 'UTF-8'. Then check accents, dashes and quotation marks.",
                );
            }
            GlossaryProblem::Yaml(fault) => {
                let (message, help) = match fault.kind {
                    YamlFaultKind::Tab => (
                        "There is a tab here. In the glossary, lines may begin only with spaces.",
                        "Replace the tab with two spaces.",
                    ),
                    _ => (
                        "The glossary cannot be read from here on, so none of its words is used.",
                        "Check this line and the one above. Each line has a word, a colon, a space and its meaning. Put double quotes around a meaning that contains a colon or an unusual character.",
                    ),
                };
                findings.add(fault.range.in_source(source), message, help);
            }
            GlossaryProblem::NoWords { range } => {
                findings.add(
                    range.in_source(source),
                    "There should be words with their meanings here, but this is something else.",
                    "Write one word per line: the word, a colon, a space and what it means, for example 'hypertension: high blood pressure'.",
                );
            }
            GlossaryProblem::WrongDate { range } => {
                findings.add(
                    range.in_source(source),
                    "The date of the glossary's last change cannot be read.",
                    "Write it like 'last_updated: 2026-11-23'.",
                );
            }
            GlossaryProblem::NoMeaning { word, range } => {
                findings.add(
                    range.in_source(source),
                    format!("The word '{word}' has no meaning, so readers get no explanation."),
                    format!("Write what it means in plain words after '{word}:', or delete the line."),
                );
            }
            GlossaryProblem::WrongMeaning { word, range } => {
                findings.add(
                    range.in_source(source),
                    format!("The value of '{word}' is not a meaning that can be shown to readers."),
                    format!("Write '{word}: ' and the meaning. If the word has other forms, write '{word}: {{meaning: ..., also: [...]}}'."),
                );
            }
            GlossaryProblem::Repeated { word, range, first } => {
                findings
                    .add(
                        range.in_source(source),
                        format!("The word '{word}' appears here a second time. It is not clear which of the two meanings to use."),
                        "Keep the better one and delete the other.",
                    )
                    .with(first.in_source(source), "it first appears here");
            }
        }
    }
}
