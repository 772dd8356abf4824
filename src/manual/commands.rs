//! The entries of commands, which are generated from the command line.

use clap::{Arg, Command};

use super::entries::{ReferenceEntry, closed};

/// The entries of all commands.
pub(super) fn entries(mut root: Command) -> Vec<ReferenceEntry> {
    root.build();
    let program = root.get_name().to_owned();
    root.get_subcommands_mut().filter(|command| command.get_name() != "help").map(|it| entry(&program, it)).collect()
}

fn entry(program: &str, command: &mut Command) -> ReferenceEntry {
    let usage = command.render_usage().to_string();
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let mut facts = format!("{}\n\n`{}`\n", closed(&about), usage.trim().trim_start_matches("Usage: "));
    let arguments: Vec<&Arg> = command.get_arguments().filter(|argument| argument.get_id() != "help").collect();
    if !arguments.is_empty() {
        facts.push_str("\n| argument | meaning |\n|---|---|\n");
    }
    for argument in arguments {
        facts.push_str(&format!("| `{}` | {} |\n", name(argument), meaning(argument).replace('|', "\\|")));
    }
    ReferenceEntry {
        name: format!("{program} {}", command.get_name()),
        group: None,
        facts: facts.trim_end().to_owned(),
    }
}

/// `SITE`, `--portable`, `--out DIR`
fn name(argument: &Arg) -> String {
    let takes_value = argument.get_action().takes_values();
    let value = argument.get_value_names().filter(|_| takes_value).and_then(|names| names.first());
    let value = value.map_or_else(|| argument.get_id().as_str().to_uppercase(), ToString::to_string);
    match argument.get_long() {
        None => value,
        Some(long) if takes_value => format!("--{long} {value}"),
        Some(long) => format!("--{long}"),
    }
}

fn meaning(argument: &Arg) -> String {
    let mut meaning = closed(&argument.get_help().map(ToString::to_string).unwrap_or_default());
    let values: Vec<String> = argument
        .get_possible_values()
        .iter()
        .filter(|_| argument.get_action().takes_values())
        .map(|value| {
            let help = value.get_help().map(|help| format!(" ({help})")).unwrap_or_default();
            format!("`{}`{help}", value.get_name())
        })
        .collect();
    if !values.is_empty() {
        meaning.push_str(&format!(" One of: {}.", values.join("; ")));
    }
    let defaults: Vec<String> =
        argument.get_default_values().iter().map(|value| format!("`{}`", value.to_string_lossy())).collect();
    if !defaults.is_empty() && argument.get_action().takes_values() {
        meaning.push_str(&format!(" Default: {}.", defaults.join(", ")));
    }
    meaning
}
