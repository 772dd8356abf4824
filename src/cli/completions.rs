//! `pamphlet completions`

use std::io::Write;

use clap_complete::Shell;

use super::outcome::{Outcome, cannot_print};
use crate::diagnostic::Failure;

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// The shell to print a script for
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

const AFTER_HELP: &str = "\
Save the script where the shell looks for completions, for example:
  pamphlet completions bash > ~/.local/share/bash-completion/completions/pamphlet
  pamphlet completions fish > ~/.config/fish/completions/pamphlet.fish";

pub(super) fn run(arguments: &Arguments, mut command: clap::Command) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "pamphlet", &mut script);
    std::io::stdout().lock().write_all(&script).map_err(|error| cannot_print(&error))?;
    Ok(Outcome::Clean)
}
