//! `wrong-kind`: a field must have the right kind of value: text, a list, a date.

use crate::check::curly::{starts_curly, without_curly};
use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::leaflet::ManuscriptProblem;
use crate::leaflet::fields::FieldKind;
use crate::source::TextRange;
use crate::yaml::in_quotes;

pub static RULE: Rule = Rule {
    name: "wrong-kind",
    severity: Severity::Error,
    group: RuleGroup::FrontMatter,
    summary: "a field must have the right kind of value: text, a list, a date",
    documentation: include_str!("wrong_kind.md"),
    locked: true,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    for problem in subject.problems() {
        let ManuscriptProblem::WrongKind { name, expected, entry, range } = problem else { continue };
        let whole = range.of(subject.text()).trim_end();
        let range = TextRange::new(range.start as usize, range.start as usize + whole.len());
        let written = whole.lines().next().unwrap_or_default().trim();
        let certain = if written.len() < whole.len() { None } else { certain(name, *expected, *entry, written) };
        if *entry {
            let finding = findings.add(
                subject.span(range),
                format!("This entry of '{name}' is not read as text. Most likely it contains a colon followed by a space, which has a special meaning here."),
                match &certain {
                    Some(entry) => format!("Put quotation marks around the whole entry: '{entry}'."),
                    None => "Put double quotes around the whole entry.".to_owned(),
                },
            );
            if let Some(entry) = certain {
                finding.fixed_by(range, entry);
            }
            continue;
        }
        let (what, help) = wanted(name, *expected);
        let curly =
            if starts_curly(written) { " The quotation marks are curly, so they count as part of it." } else { "" };
        let help = certain.as_ref().map_or(help, |value| format!("Write '{name}: {value}'."));
        let finding = findings.add(
            subject.span(range),
            format!("The field '{name}' must be {what}, but this is something else.{curly}"),
            help,
        );
        if let Some(value) = certain {
            finding.fixed_by(range, value);
        }
    }
}

/// Lists of names, in which a comma separates entries. Entries of other lists are sentences.
const NAMES: &[&str] = &["also_known_as", "conditions", "audience"];

/// The only value that can have been meant.
fn certain(name: &str, kind: FieldKind, entry: bool, written: &str) -> Option<String> {
    if written.contains(" #") {
        return None;
    }
    if entry {
        let is_text = !written.starts_with(['[', '{', '-', '"', '\'']) && !written.contains([']', '}']);
        return in_quotes(written).filter(|_| is_text && written.contains(": ") && !written.contains(", "));
    }
    let plain = without_curly(written);
    match kind {
        FieldKind::Flag => {
            let flag = plain.trim_matches(['"', '\'']).to_lowercase();
            matches!(flag.as_str(), "true" | "false" | "yes" | "no").then_some(flag)
        }
        FieldKind::Texts | FieldKind::References => {
            let plain = if plain.contains('[') { plain } else { plain.trim_end_matches(']') };
            let parts: Vec<&str> = plain.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
            let is_names = kind == FieldKind::References || NAMES.contains(&name);
            let is_whole = is_names || parts.len() == 1;
            // References and names are short; 'and' joins two of them.
            let is_entry = |part: &&str| match kind {
                FieldKind::References => !part.contains(char::is_whitespace),
                _ => !is_names || !part.contains(" and "),
            };
            let is_plain = |part: &&str| {
                let starts_well = part.starts_with(|ch: char| ch.is_alphanumeric() || ch == '/');
                starts_well && !part.contains(['[', ']', '{', '}', '"', ':', '#'])
            };
            let is_certain = is_whole && !parts.is_empty() && parts.iter().all(|part| is_entry(part) && is_plain(part));
            is_certain.then(|| format!("[{}]", parts.join(", ")))
        }
        FieldKind::Text | FieldKind::Date | FieldKind::Facts | FieldKind::Exceptions => None,
    }
}

/// What kind of value a field must have, and how to write it.
fn wanted(name: &str, kind: FieldKind) -> (&'static str, String) {
    match kind {
        FieldKind::Text => ("text", format!("Write the text on one line after the name: '{name}: Some words'.")),
        FieldKind::Date => ("a date", format!("Write the day on one line after the name: '{name}: 2026-11-23'.")),
        FieldKind::Flag => ("'true' or 'false'", format!("Write '{name}: true' or '{name}: false'.")),
        FieldKind::Texts if NAMES.contains(&name) => (
            "a list",
            format!("Put square brackets around it, with commas between the parts: '{name}: [One, Another]'."),
        ),
        FieldKind::Texts => (
            "a list",
            format!(
                "Write '{name}:' alone, and below it each entry on a line of its own, after two spaces, a hyphen and a space: '  - One entry'."
            ),
        ),
        FieldKind::References => (
            "a list of leaflet references",
            format!("Put square brackets around them, with commas between: '{name}: [PT-002, PT-003]'."),
        ),
        FieldKind::Facts => (
            "a list of short facts, each with a name",
            format!(
                "Write '{name}:' alone, and below it a line for each fact, indented by two spaces: '  Number of sessions: 5 to 20'."
            ),
        ),
        FieldKind::Exceptions => (
            "a list of rules, each with a reason and a day",
            format!(
                "Write '{name}:' alone, and below it '  - rule: ...', '    reason: ...' and '    until: 2027-11-23'."
            ),
        ),
    }
}
