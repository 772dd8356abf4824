//! The terminal, the environment and the clock.
#![expect(clippy::disallowed_methods, reason = "this is where the environment and the clock come in")]

use std::env;
use std::io::{self, IsTerminal, Write};
#[cfg(feature = "serve")]
use std::path::Path;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::outcome::cannot_print;
use crate::date::Date;
use crate::failure::Failure;
use crate::present::FindingFormat;
use crate::unseen::{visible, visible_in_line, visible_with_colours};

/// The day it is.
pub(super) fn today(zone: &TimeZone) -> Date {
    Timestamp::now().to_zoned_datetime(zone.clone()).date()
}

/// The day it is on this machine.
pub(super) fn today_here() -> Date {
    today(&TimeZone::system())
}

/// A folder for files that are needed for a moment, where nothing can be written in the site folder.
pub(super) fn temporary_folder() -> PathBuf {
    env::temp_dir()
}

/// The folder of this user for files that can be made again at any time.
pub(super) fn cache_folder() -> PathBuf {
    let folder = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let caches = if cfg!(windows) {
        folder("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|home| home.join("Library/Caches"))
    } else {
        folder("XDG_CACHE_HOME").or_else(|| Some(folder("HOME")?.join(".cache")))
    };
    caches.unwrap_or_else(env::temp_dir).join("pamphlet")
}

/// A number that no other run of the program has.
#[cfg(feature = "serve")]
pub(super) fn run_number() -> u64 {
    Timestamp::now().as_millisecond().unsigned_abs()
}

/// The whole path of a folder, without links.
#[cfg(feature = "serve")]
pub(super) fn whole_path(folder: &Path) -> Result<PathBuf, Failure> {
    let path = std::fs::canonicalize(folder);
    path.map_err(|error| {
        Failure::new(
            format!("The folder '{}' cannot be opened: {}.", folder.display(), crate::failure::reason(&error)),
            "Name the site folder, the one that holds 'content', or go there first.",
        )
    })
}

/// Whether colours are wanted on a stream: on a terminal that has them, unless `NO_COLOR` is set.
pub(super) fn wants_colour(stream: &impl IsTerminal) -> bool {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    can_redraw(stream) && !set("NO_COLOR")
}

/// Whether lines on a stream can be drawn again: on a terminal that is not a dumb one.
pub(super) fn can_redraw(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// How many columns of letters the terminal has, where that can be told.
pub(super) fn width() -> Option<usize> {
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
}

/// How findings are shown where nobody chose: drawn on a terminal and in the log of a CI job, which people look at with
/// their eyes, and in sentences elsewhere.
pub(super) fn usual_format(stream: &impl IsTerminal) -> FindingFormat {
    let in_ci = env::var_os("CI").is_some_and(|value| !value.is_empty() && !value.eq_ignore_ascii_case("false"));
    if stream.is_terminal() || in_ci { FindingFormat::Human } else { FindingFormat::Spoken }
}

/// Prints what the arguments ask for or what is wrong with them: help, the version, a mistake.
///
/// The library's own printing has colours in a terminal without them, where a variable says that a service runs it.
pub(super) fn show_usage(usage: &clap::Error) -> io::Result<()> {
    fn print(mut stream: impl IsTerminal + Write, usage: &clap::Error) -> io::Result<()> {
        let text = usage.render();
        match wants_colour(&stream) {
            true => write!(stream, "{}", visible_with_colours(&text.ansi().to_string())),
            false => write!(stream, "{}", visible(&text.to_string())),
        }
    }
    if usage.use_stderr() { print(io::stderr(), usage) } else { print(io::stdout(), usage) }
}

/// Prints a failure: what could not be done, and what to do.
pub(super) fn fail(failure: &Failure) {
    let (on, off) = if wants_colour(&io::stderr()) { ("\x1b[1;31m", "\x1b[0m") } else { ("", "") };
    // Where nobody listens there is nobody to tell.
    let _ = writeln!(io::stderr(), "{on}Failure:{off} {}", visible_in_line(&failure.message));
    if !failure.help.is_empty() {
        say(&failure.help);
    }
}

/// Says a sentence on standard error.
pub(super) fn say(sentence: &str) {
    let _ = writeln!(io::stderr(), "{}", visible_in_line(sentence));
}

/// Prints lines of text without colours on standard output. What they take from files and their names must be shown, not
/// obeyed.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    io::stdout().lock().write_all(visible(text).as_bytes()).map_err(|error| cannot_print(&error))
}

/// Opens an address or a file in the user's browser. If there is none, people have the address, which was printed.
pub(super) fn open_in_browser(address: &str) {
    let (program, before): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(before).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if command.spawn().is_err() {
        say("No browser could be opened. Copy the address into yours.");
    }
}

/// How long something takes, for people.
pub(super) struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts.
    pub(super) fn start() -> Self {
        Self(Instant::now())
    }

    /// `0.42 seconds`
    pub(super) fn read(&self) -> String {
        format!("{:.2} seconds", self.0.elapsed().as_secs_f64())
    }
}
