//! The terminal, the environment and the clock.
#![expect(clippy::disallowed_methods, reason = "the environment and the clock are read only here")]

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
use crate::diagnostic::Failure;
use crate::present::FindingFormat;
use crate::text::unseen::{visible, visible_in_line, visible_with_colours};

/// Today's date in a time zone.
pub(super) fn today(zone: &TimeZone) -> Date {
    Timestamp::now().to_zoned_datetime(zone.clone()).date()
}

/// Today's date in the time zone of this machine.
pub(super) fn today_here() -> Date {
    today(&TimeZone::system())
}

/// A folder for temporary files, for use when the site folder is not writable.
pub(super) fn temporary_folder() -> PathBuf {
    env::temp_dir()
}

/// The cache folder of this user, for files that can be made again.
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

/// A number that differs between runs of the program.
#[cfg(feature = "serve")]
pub(super) fn run_number() -> u64 {
    Timestamp::now().as_millisecond().unsigned_abs()
}

/// The absolute path of a folder, with links resolved.
#[cfg(feature = "serve")]
pub(super) fn whole_path(folder: &Path) -> Result<PathBuf, Failure> {
    let path = std::fs::canonicalize(folder);
    path.map_err(|error| {
        Failure::new(
            format!("The folder '{}' cannot be opened: {}.", folder.display(), crate::diagnostic::reason(&error)),
            "Name the site folder, which contains 'content', or change to it first.",
        )
    })
}

/// Whether to use colours on a stream: on a terminal that supports them, unless `NO_COLOR` is set.
pub(super) fn wants_colour(stream: &impl IsTerminal) -> bool {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    can_redraw(stream) && !set("NO_COLOR")
}

/// Whether lines on a stream can be redrawn: on any terminal except a dumb one.
pub(super) fn can_redraw(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// The width of the terminal in columns, if known.
pub(super) fn width() -> Option<usize> {
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
}

/// The default format of findings: drawn on a terminal and in the log of a CI job, which people look at; in sentences
/// elsewhere.
pub(super) fn usual_format(stream: &impl IsTerminal) -> FindingFormat {
    let in_ci = env::var_os("CI").is_some_and(|value| !value.is_empty() && !value.eq_ignore_ascii_case("false"));
    if stream.is_terminal() || in_ci { FindingFormat::Human } else { FindingFormat::Spoken }
}

/// Prints help, the version, or an error in the arguments.
///
/// Not printed by `clap` itself, which also uses colours without a terminal if an environment variable indicates CI.
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

/// Prints a failure: what is wrong, and what to do.
pub(super) fn fail(failure: &Failure) {
    let (on, off) = if wants_colour(&io::stderr()) { ("\x1b[1;31m", "\x1b[0m") } else { ("", "") };
    // If standard error is closed, there is no other place to report to.
    let _ = writeln!(io::stderr(), "{on}Failure:{off} {}", visible_in_line(&failure.message));
    if !failure.help.is_empty() {
        say(&failure.help);
    }
}

/// Prints a sentence on standard error.
pub(super) fn say(sentence: &str) {
    let _ = writeln!(io::stderr(), "{}", visible_in_line(sentence));
}

/// Prints text without colours on standard output. Control characters from files and file names are made visible, so
/// that a terminal does not obey them.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    io::stdout().lock().write_all(visible(text).as_bytes()).map_err(|error| cannot_print(&error))
}

/// Opens an address or a file in the default browser. If there is none, the printed address is enough.
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
        say("No browser could be opened. Copy the address into your browser.");
    }
}

/// Measures elapsed time for messages.
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

/// Warns about folders of earlier builds that could not be removed.
pub(super) fn say_left_over(folders: &[PathBuf]) {
    for folder in folders {
        say(&format!(
            "The folder '{}' is left over from an earlier build and cannot be removed. It is harmless, but takes up \
             space: delete it as the user who created it, for example an administrator.",
            folder.display()
        ));
    }
}
