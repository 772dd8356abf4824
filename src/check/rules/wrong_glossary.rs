//! `wrong-glossary`: the glossary must be a list of words with meanings.

use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::glossary::GlossaryProblem;
use crate::yaml::YamlFaultKind;

/// The rule.
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
                    "A letter here is not saved in the encoding UTF-8. Readers would see a wrong sign.",
                    "Open the file in your editor and save it again with the encoding 'UTF-8'; then check accents, dashes and quotation marks.",
                );
            }
            GlossaryProblem::Yaml(fault) => {
                let (message, help) = match fault.kind {
                    YamlFaultKind::Tab => (
                        "There is a tab here. In the glossary only spaces may stand at the start of a line.",
                        "Take the tab out and type two spaces instead.",
                    ),
                    _ => (
                        "The glossary cannot be read on from here, so none of its words is known.",
                        "Check this line and the one above: each line has a word, a colon, a space and its meaning. Put double quotes around a meaning that has a colon or another odd sign in it.",
                    ),
                };
                findings.add(fault.range.in_source(source), message, help);
            }
            GlossaryProblem::NoWords { range } => {
                findings.add(
                    range.in_source(source),
                    "There should be words with their meanings here, and this is something else.",
                    "Write one word a line: the word, a colon, a space, and what it means, for example 'hypertension: high blood pressure'.",
                );
            }
            GlossaryProblem::NoMeaning { word, range } => {
                findings.add(
                    range.in_source(source),
                    format!("The word '{word}' has no meaning behind it, so it helps no reader."),
                    format!("Write what it means in plain words behind '{word}:', or take the line out."),
                );
            }
            GlossaryProblem::WrongMeaning { word, range } => {
                findings.add(
                    range.in_source(source),
                    format!("What stands behind '{word}' is no meaning that can be shown to readers."),
                    format!("Write '{word}: ' and the meaning. Where the word has other forms, write '{word}: {{meaning: ..., also: [...]}}'."),
                );
            }
            GlossaryProblem::Repeated { word, range, first } => {
                findings
                    .add(
                        range.in_source(source),
                        format!("The word '{word}' stands here a second time. Nobody can tell which of the two meanings is meant."),
                        "Keep the better one and take the other out.",
                    )
                    .with(first.in_source(source), "it stands here first");
            }
        }
    }
}
