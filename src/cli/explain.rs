//! `pamphlet explain`

use std::io::Write;

use super::outcome::{Outcome, cannot_print};
use crate::check::{self, RULES, Rule, RuleGroup};
use crate::diagnostic::Failure;
use crate::text::nearest::nearest;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The rule to explain; without one, all rules are listed
    #[arg(value_name = "RULE")]
    rule: Option<String>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let text = match &arguments.rule {
        None => table(),
        Some(name) => match check::find(name) {
            Some(rule) => document(rule),
            None => return Err(no_such_rule(name, nearest(name, RULES.iter().map(|rule| rule.name)))),
        },
    };
    std::io::stdout().lock().write_all(text.as_bytes()).map_err(|error| cannot_print(&error))?;
    Ok(Outcome::Clean)
}

pub(super) fn no_such_rule(name: &str, nearest: Option<&str>) -> Failure {
    let nearest = nearest.map(|nearest| format!("Did you mean '{nearest}'? ")).unwrap_or_default();
    Failure::new(format!("There is no rule '{name}'."), format!("{nearest}'pamphlet explain' lists all rules."))
}

fn document(rule: &Rule) -> String {
    let locked = if rule.locked { "; it cannot be switched off" } else { "" };
    let (name, severity) = (rule.name, rule.severity.name());
    format!("# {name}\n\n{}. Severity: {severity}{locked}.\n\n{}", sentence(rule.summary), rule.documentation)
}

fn table() -> String {
    let mut groups: Vec<RuleGroup> = RULES.iter().map(|rule| rule.group).collect();
    groups.sort_unstable();
    groups.dedup();
    let width = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for group in groups {
        text.push_str(&format!("{}\n", group.heading()));
        for rule in RULES.iter().filter(|rule| rule.group == group) {
            text.push_str(&format!("  {:width$}  {:7}  {}\n", rule.name, rule.severity.name(), rule.summary));
        }
        text.push('\n');
    }
    text.push_str("'pamphlet explain RULE' describes one rule, with examples.\n");
    text
}

fn sentence(summary: &str) -> String {
    let mut chars = summary.chars();
    chars.next().map(|first| first.to_uppercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}
