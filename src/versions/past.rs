//! A leaflet as it was: on a day, in a version, or with a check code.

use crate::date::{self, Date, in_english};
use crate::diagnostic::Failure;
use crate::publication_log::{LogLine, LogLineKind, PublicationLog, TextKey};

/// Which version of a leaflet is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WantedVersion {
    /// The one that readers had on a day.
    On(Date),
    /// The one with this number.
    Number(u32),
    /// The one with this check code.
    Check(String),
}

/// A version of a leaflet, and what the record says about it.
#[derive(Clone, Copy, Debug)]
pub struct PastVersion<'a> {
    /// The line of the version.
    pub version: &'a LogLine,
    /// The last line about the leaflet while readers had this version, up to the wanted day: its dates, its address and
    /// its approval.
    pub state: &'a LogLine,
}

impl PastVersion<'_> {
    /// The check code that every format of this version shows.
    pub fn check_code(&self) -> String {
        self.version.wording.map(|wording| wording.check_code()).unwrap_or_default()
    }

    /// Who approved the words, if the approval is of these words.
    pub fn approved_by(&self) -> Option<&str> {
        let approval = self.state.approval.as_ref()?;
        (Some(approval.wording) == self.version.wording).then_some(&*approval.by)
    }
}

/// Finds a version. Without a reference, only a check code can be found.
///
/// # Errors
/// If the record has no such version.
pub fn past_version<'a>(
    record: &'a PublicationLog,
    key: Option<&TextKey>,
    wanted: &WantedVersion,
) -> Result<PastVersion<'a>, Failure> {
    let lines: Vec<&LogLine> = record
        .lines()
        .iter()
        .filter(|line| !line.kind.is_decision() && key.is_none_or(|key| line.key() == *key))
        .collect();
    if lines.is_empty() {
        return Err(no_record(record));
    }
    let version = match wanted {
        WantedVersion::Number(number) => lines
            .iter()
            .find(|line| line.kind == LogLineKind::Published && line.version == Some(*number))
            .ok_or_else(|| no_version(&lines, &format!("version {number}")))?,
        WantedVersion::Check(code) => {
            let code = usual_check_code(code);
            let has_code = |line: &&&LogLine| line.wording.is_some_and(|wording| wording.check_code() == code);
            lines
                .iter()
                .rev()
                .find(has_code)
                .ok_or_else(|| no_version(&lines, &format!("version with check code {code}")))?
        }
        WantedVersion::On(day) => return on_day(&lines, *day),
    };
    let own = lines.iter().filter(|line| line.key() == version.key());
    let during = own
        .skip_while(|line| line.number != version.number)
        .take_while(|line| line.number == version.number || line.kind != LogLineKind::Published);
    Ok(PastVersion { version, state: during.last().unwrap_or(version) })
}

fn on_day<'a>(lines: &[&'a LogLine], day: Date) -> Result<PastVersion<'a>, Failure> {
    let iso = day.to_string();
    let before: Vec<&LogLine> = lines.iter().copied().filter(|line| *line.day <= *iso).collect();
    let (Some(state), Some(version)) =
        (before.last(), before.iter().rev().find(|line| line.kind == LogLineKind::Published))
    else {
        let first = lines.iter().find(|line| line.kind == LogLineKind::Published);
        let since = first.and_then(|line| date::parse(&line.day).ok());
        let since = since
            .map_or(String::new(), |day| format!(" Its first recorded version was published on {}.", in_english(day)));
        return Err(Failure::new(
            format!(
                "The record does not say what readers of {} had on {}.{since}",
                lines[0].entry.reference,
                in_english(day)
            ),
            "'pamphlet versions' lists all versions with their days. For earlier days, look in your version control or \
             your backups.",
        ));
    };
    let archived = date::parse(&state.entry.archive_date).ok().filter(|archive| *archive <= day);
    if state.kind == LogLineKind::Archived || archived.is_some() {
        let since = archived.or_else(|| date::parse(&state.day).ok());
        let since = since.map_or(String::new(), |day| format!(" since {}", in_english(day)));
        return Err(Failure::new(
            format!(
                "On {} readers of {} had no leaflet: it had been archived{since}, and its page was a notice.",
                in_english(day),
                state.entry.reference
            ),
            format!(
                "'pamphlet show {} --version {}' prints the last version before that.",
                state.entry.reference,
                version.version.unwrap_or(1)
            ),
        ));
    }
    Ok(PastVersion { version, state })
}

/// A check code as a person typed it, in its usual form: `O` is read as `0`, `I` and `L` as `1`, and hyphens and spaces
/// are ignored.
pub fn usual_check_code(typed: &str) -> String {
    let letters = typed.chars().filter(|letter| !matches!(letter, '-' | ' '));
    let usual = |letter: char| match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        letter => letter,
    };
    letters.map(usual).collect()
}

fn no_record(record: &PublicationLog) -> Failure {
    match record.has_begun {
        true => Failure::new(
            "The record of what was published has no leaflet with this reference in this language.",
            "'pamphlet versions' lists all leaflets that the record knows. For a translation, name its language: \
             '--language cy'.",
        ),
        false => Failure::new(
            "There is no record of versions yet: nothing was published since this program records versions.",
            "Run 'pamphlet build': the first build that publishes the site begins the record.",
        ),
    }
}

fn no_version(lines: &[&LogLine], what: &str) -> Failure {
    let known: Vec<String> = lines
        .iter()
        .filter(|line| line.kind == LogLineKind::Published)
        .filter_map(|line| Some(format!("{} ({})", line.version?, line.wording?.check_code())))
        .collect();
    let known = match known.len() {
        0 => "It has no recorded version.".to_owned(),
        1..=12 => format!("It has these versions, each with its check code: {}.", known.join(", ")),
        number => format!("It has {number} versions."),
    };
    Failure::new(format!("The record has no {what}."), format!("{known} 'pamphlet versions' lists all of them."))
}

/// A wording in its normal form as plain text, for people.
pub fn wording_as_text(form: &str) -> String {
    let mut text = String::new();
    for line in form.lines().skip(1) {
        let depth = (line.len() - line.trim_start().len()) / 2;
        let (kind, words) = line.trim_start().split_once(' ').unwrap_or((line.trim_start(), ""));
        let words = words.replace("\\|", "|").replace(" \\n ", "\n").replace("\\\\", "\\");
        let indent = "  ".repeat(depth);
        match kind {
            "language" | "bullets" | "numbers" | "item" | "table" | "help" | "meaning" | "quote" => {}
            "title" => text.push_str(&format!("{words}\n{}\n", "=".repeat(words.chars().count()))),
            "heading" => {
                let (_, words) = words.split_once(' ').unwrap_or(("", &words));
                text.push_str(&format!("\n{indent}{words}\n{indent}{}\n", "-".repeat(words.chars().count())));
            }
            "card" => {
                let (kind, words) = words.split_once(' ').unwrap_or((&words, ""));
                text.push_str(&format!("\n{indent}[{kind}] {words}\n"));
            }
            "note" => text.push_str(&format!("\n{indent}[{words}]\n")),
            "rule" => text.push_str(&format!("{indent}---\n")),
            "+" => match words.split_once(' ') {
                Some(("link", link)) => text.push_str(&format!("{indent}    (link: {link})\n")),
                Some(("picture", picture)) => {
                    let words = picture.split_once(' ').map_or("", |(_, words)| words);
                    text.push_str(&format!("{indent}    (picture: {words})\n"));
                }
                _ => {}
            },
            _ => text.push_str(&format!("{indent}{words}\n")),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_codes_may_be_typed_as_they_are_read_aloud() {
        assert_eq!(usual_check_code("oil-o 4f9k"), "01104F9K");
    }
}
