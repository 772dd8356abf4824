//! The program `lou_translate` of liblouis, which translates text into braille.

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use crate::diagnostic::{Failure, reason};

/// The name of the program.
const PROGRAM: &str = "lou_translate";
/// A line takes about 0.1 ms. Anything that takes this long will not end.
const TIME_LIMIT: Duration = Duration::from_secs(120);

/// The program, found on this machine.
#[derive(Debug)]
pub(super) struct BrailleProgram {
    /// The first line that it prints for `--version`.
    pub version: String,
}

impl BrailleProgram {
    /// `None` if the program is not on the path.
    pub fn find() -> Option<Self> {
        let output = Command::new(PROGRAM).arg("--version").stdin(Stdio::null()).output().ok()?;
        let version = String::from_utf8_lossy(&output.stdout).lines().next()?.trim().to_owned();
        output.status.success().then_some(Self { version })
    }

    /// Translates lines into braille with one call of the program; `None` if it does not have the table.
    pub fn translate(&self, table: &str, lines: &[String]) -> Result<Option<Vec<String>>, Failure> {
        let cannot = |why: &str| {
            Failure::new(
                format!("The program '{PROGRAM}', which writes braille, cannot be used: {why}."),
                "Try again. If it happens again, remove 'braille' from 'formats' in 'site.yaml', and build without it.",
            )
        };
        let mut command = Command::new(PROGRAM);
        command.arg(table).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| cannot(&reason(&error)))?;
        let response = answer(&mut child, lines);
        if response.is_none() {
            let _ = child.kill();
        }
        let status = child.wait().map_err(|error| cannot(&reason(&error)))?;
        let Some(response) = response else {
            return Err(cannot("it did not finish within two minutes"));
        };
        if !status.success() {
            return Ok(None);
        }
        let braille: Vec<String> = response.split_terminator('\n').map(str::to_owned).collect();
        if braille.len() == lines.len() {
            return Ok(Some(braille));
        }
        match braille.is_empty() {
            true => Ok(None),
            false => Err(cannot("it did not return as many lines as it was given")),
        }
    }
}

/// The output of the program; `None` if it does not end. Input is written while output is read, so that neither side
/// blocks.
fn answer(child: &mut Child, lines: &[String]) -> Option<String> {
    let mut input = child.stdin.take()?;
    let mut output = child.stdout.take()?;
    let (done, wait) = channel();
    // In `lou_translate`, a backslash starts the code of a character, and a line with an invalid code gets no answer.
    let text = lines.iter().fold(String::new(), |text, line| text + &line.replace('\\', "\\\\") + "\n");
    let writer = std::thread::spawn(move || {
        // If the program ends early, its output shows that.
        let _ = input.write_all(text.as_bytes());
    });
    let reader = std::thread::spawn(move || {
        let mut response = Vec::new();
        let read = output.read_to_end(&mut response);
        // After a timeout, nobody receives this.
        let _ = done.send(read.map(|_| response));
    });
    let response = match wait.recv_timeout(TIME_LIMIT) {
        Ok(response) => response.ok(),
        Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return None,
    };
    let _ = (writer.join(), reader.join());
    String::from_utf8(response?).ok()
}
