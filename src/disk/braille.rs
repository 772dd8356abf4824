//! The program `lou_translate` of liblouis, which writes braille.

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use crate::failure::{Failure, reason};

/// The name of the program.
const PROGRAM: &str = "lou_translate";
/// A line takes about a ten-thousandth of a second. What takes so much longer will not end.
const TIME_LIMIT: Duration = Duration::from_secs(120);

/// The program, found on this machine.
#[derive(Debug)]
pub(super) struct BrailleProgram {
    /// What it calls itself.
    pub version: String,
}

impl BrailleProgram {
    /// None where the program is not on the path.
    pub fn find() -> Option<Self> {
        let said = Command::new(PROGRAM).arg("--version").stdin(Stdio::null()).output().ok()?;
        let version = String::from_utf8_lossy(&said.stdout).lines().next()?.trim().to_owned();
        said.status.success().then_some(Self { version })
    }

    /// Lines in braille, by one call of the program; none where it does not know the table.
    pub fn translate(&self, table: &str, lines: &[String]) -> Result<Option<Vec<String>>, Failure> {
        let cannot = |why: &str| {
            Failure::new(
                format!("The program '{PROGRAM}', which writes braille, cannot be used: {why}."),
                "Try again. If it happens again, leave 'braille' out of 'formats' in 'site.yaml', and build without it.",
            )
        };
        let mut command = Command::new(PROGRAM);
        command.arg(table).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| cannot(&reason(&error)))?;
        let said = answer(&mut child, lines);
        if said.is_none() {
            let _ = child.kill();
        }
        let status = child.wait().map_err(|error| cannot(&reason(&error)))?;
        let Some(said) = said else {
            return Err(cannot("it did not end in two minutes"));
        };
        if !status.success() {
            return Ok(None);
        }
        let braille: Vec<String> = said.split_terminator('\n').map(str::to_owned).collect();
        if braille.len() == lines.len() {
            return Ok(Some(braille));
        }
        match braille.is_empty() {
            true => Ok(None),
            false => Err(cannot("it answered with another number of lines than it was given")),
        }
    }
}

/// What the program answers; none where it does not end. It is fed while it is read, so that neither waits for the other.
fn answer(child: &mut Child, lines: &[String]) -> Option<String> {
    let mut input = child.stdin.take()?;
    let mut output = child.stdout.take()?;
    let (done, wait) = channel();
    // A single backslash begins the number of a character, and a line with another letter after it gets no answer at all.
    let text = lines.iter().fold(String::new(), |text, line| text + &line.replace('\\', "\\\\") + "\n");
    let writer = std::thread::spawn(move || {
        // A program that ends early is seen by its answer.
        let _ = input.write_all(text.as_bytes());
    });
    let reader = std::thread::spawn(move || {
        let mut said = Vec::new();
        let read = output.read_to_end(&mut said);
        // Nobody waits any more where it took too long.
        let _ = done.send(read.map(|_| said));
    });
    let said = match wait.recv_timeout(TIME_LIMIT) {
        Ok(said) => said.ok(),
        Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return None,
    };
    let _ = (writer.join(), reader.join());
    String::from_utf8(said?).ok()
}
