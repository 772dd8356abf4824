//! The command line: arguments in, exit code out. Nothing else reads the clock or the environment.

mod build;
mod check;
mod completions;
#[cfg(feature = "diff")]
mod diff;
mod explain;
mod fix;
#[cfg(feature = "import")]
mod import;
#[cfg(feature = "import")]
mod import_register;
#[cfg(feature = "import")]
mod import_report;
mod manual;
mod new;
mod notices;
mod outcome;
mod progress;
mod register;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod site_arguments;
mod terminal;
mod withdraw;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use outcome::Outcome;

/// Turns a folder of Markdown patient leaflets into an accessible, cross-linked website.
///
/// It checks every leaflet, refuses to publish one without its reference, date last updated and archive date, and takes
/// it off the site on its archive date.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true, after_help = AFTER_HELP)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
Exit status:
  0  nothing of severity error
  1  findings of severity error: nothing was written, the previous site is unchanged
  2  a failure: wrong arguments, a full disk, settings that cannot be read";

#[derive(Debug, Subcommand)]
enum Command {
    /// Check everything, make the site, and put it in place in one step
    Build(build::Arguments),
    /// Look at leaflets, settings and theme without making the site
    Check(check::Arguments),
    /// Show the site in your browser while you write, with what is found in it
    #[cfg(feature = "serve")]
    Serve(serve::Arguments),
    /// List every leaflet with its dates and its state: current, due, archived
    Register(register::Arguments),
    /// Say what readers will see differently between two built sites
    #[cfg(feature = "diff")]
    Diff(diff::Arguments),
    /// Say what a rule checks and why, with a failing and a passing example
    Explain(explain::Arguments),
    /// Begin a new leaflet with the next free reference, or start a site folder
    New(new::Arguments),
    /// Make leaflets of Word files, text files and web pages, and say what did not arrive
    #[cfg(feature = "import")]
    Import(import::Arguments),
    /// Take a leaflet off the site today, with its translations
    Withdraw(withdraw::Arguments),
    /// Read the manual: list its chapters, print one, or show all of it in your browser
    Manual(manual::Arguments),
    /// Describe the fields of a leaflet, or site.yaml, to an editor (JSON Schema)
    Schema(schema::Arguments),
    /// Print what lets a shell complete commands
    Completions(completions::Arguments),
}

/// The whole command line, for documentation.
pub fn command() -> clap::Command {
    Arguments::command()
}

/// Runs the program.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are no failure.
            let code = if error.use_stderr() { 2 } else { 0 };
            return match terminal::show_usage(&error) {
                Ok(()) => ExitCode::from(code),
                Err(_) => ExitCode::from(2),
            };
        }
    };
    let outcome = match arguments.command {
        Command::Build(arguments) => build::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        #[cfg(feature = "serve")]
        Command::Serve(arguments) => serve::run(arguments),
        Command::Register(arguments) => register::run(&arguments),
        #[cfg(feature = "diff")]
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::New(arguments) => new::run(&arguments),
        #[cfg(feature = "import")]
        Command::Import(arguments) => import::run(&arguments),
        Command::Withdraw(arguments) => withdraw::run(&arguments),
        Command::Manual(arguments) => manual::run(&arguments, command()),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments, command()),
    };
    match outcome {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(failure) => {
            terminal::fail(&failure);
            ExitCode::from(2)
        }
    }
}
