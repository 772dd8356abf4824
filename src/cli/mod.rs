//! The command line. No other module reads the clock or the environment.

mod approve;
#[cfg(feature = "diff")]
mod audit;
mod build;
mod build_arguments;
mod build_summary;
mod check;
mod checked_site;
mod completions;
mod decision;
#[cfg(feature = "diff")]
mod diff;
mod editor_schema;
mod explain;
mod extend;
mod fix;
mod held_back;
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
mod return_to_author;
mod revert;
#[cfg(feature = "diff")]
mod review;
mod revise;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod show;
mod site_arguments;
mod terminal;
mod versions;
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
  0  no errors
  1  errors: nothing was published, the previous site is unchanged
  2  a failure, such as wrong arguments, a full disk or unreadable settings

Environment:
  NO_COLOR  if set, nothing is coloured
  CI        if set, findings have the format 'human', as on a terminal";

#[derive(Debug, Subcommand)]
enum Command {
    /// Check everything, build the site, and replace the old one in one step
    Build(build::Arguments),
    /// Check leaflets, settings and theme without building the site
    Check(check::Arguments),
    /// Preview the site with its findings in your browser while you write
    #[cfg(feature = "serve")]
    Serve(serve::Arguments),
    /// List every leaflet with its dates and state: current, due, archived, undated or draft
    Register(register::Arguments),
    /// Show the differences that readers will see between two built sites
    #[cfg(feature = "diff")]
    Diff(diff::Arguments),
    /// Explain what a rule checks and why, with a failing and a passing example
    Explain(explain::Arguments),
    /// Start a new leaflet with the next free reference, or a new site folder
    New(new::Arguments),
    /// Turn Word files, text files and web pages into leaflets, and report what was lost
    #[cfg(feature = "import")]
    Import(import::Arguments),
    /// Take a leaflet and its translations off the site today
    Withdraw(withdraw::Arguments),
    /// Write the page on which an approver reads a leaflet, with every change marked
    #[cfg(feature = "diff")]
    Review(review::Arguments),
    /// Begin the next version of a live leaflet as a draft
    Revise(revise::Arguments),
    /// Record who approved the words of a leaflet, and put its next version in place
    Approve(approve::Arguments),
    /// Send the words of a leaflet back to their author, and record why
    Return(return_to_author::Arguments),
    /// Bring the words of an earlier version back as the next version
    Revert(revert::Arguments),
    /// Give a leaflet a later archive date, and record why
    Extend(extend::Arguments),
    /// List the versions of leaflets, and check the record of them
    Versions(versions::Arguments),
    /// Print a leaflet as it was on a day, in a version, or with a check code
    Show(show::Arguments),
    /// Write an archive of all that is recorded about leaflets, to be read without Pamphlet
    #[cfg(feature = "diff")]
    Audit(audit::Arguments),
    /// Read the manual: list its chapters, print one, or show all of it in your browser
    Manual(manual::Arguments),
    /// Print a JSON Schema for editors: the fields of a leaflet, or site.yaml
    Schema(schema::Arguments),
    /// Print a script that lets a shell complete commands
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
            // Requests for help or the version also end up here.
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
        #[cfg(feature = "diff")]
        Command::Review(arguments) => review::run(&arguments),
        Command::Revise(arguments) => revise::run(&arguments),
        Command::Approve(arguments) => approve::run(&arguments),
        Command::Return(arguments) => return_to_author::run(&arguments),
        Command::Revert(arguments) => revert::run(&arguments),
        Command::Extend(arguments) => extend::run(&arguments),
        Command::Versions(arguments) => versions::run(&arguments),
        Command::Show(arguments) => show::run(&arguments),
        #[cfg(feature = "diff")]
        Command::Audit(arguments) => audit::run(&arguments),
        Command::Manual(arguments) => manual::run(&arguments, command()),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments, command()),
    };
    match outcome {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        // The reader of the output has gone, so nobody is there for a message.
        Err(failure) if failure.message.is_empty() => ExitCode::from(2),
        Err(failure) => {
            terminal::fail(&failure);
            ExitCode::from(2)
        }
    }
}
