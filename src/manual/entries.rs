//! Reference entries, generated from the tables of the program.

use super::chapter::ManualPart;
use crate::check::{RULES, Rule, RuleGroup};
use crate::leaflet::fields::{FIELDS, FieldKind, FieldNeed, FieldRow, PACK_FIELDS};
use crate::settings::{FORMATS, FormatRow, SETTINGS, SettingKind, SettingRow};

/// A reference entry: what the program itself knows about a field, a setting, a command, a rule or a format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferenceEntry {
    /// Its name, as people type it.
    pub name: String,
    /// The heading that it is listed under, if entries are grouped.
    pub group: Option<&'static str>,
    /// The content of the tables, in Markdown.
    pub facts: String,
}

/// The entries of a part, except commands, which come from the command line.
pub(super) fn entries(part: ManualPart) -> Vec<ReferenceEntry> {
    match part {
        ManualPart::Fields => fields(),
        ManualPart::Settings => settings("", SETTINGS),
        ManualPart::Rules => rules(),
        ManualPart::Formats => FORMATS.iter().map(format).collect(),
        ManualPart::Commands => Vec::new(),
    }
}

/// The fields of leaflets, then those that only packs have.
fn fields() -> Vec<ReferenceEntry> {
    let in_pack = |name: &str| PACK_FIELDS.iter().find(|row| row.name == name);
    let of_leaflets = FIELDS.iter().map(|row| field(row, in_pack(row.name)));
    let only_packs = PACK_FIELDS.iter().filter(|row| FIELDS.iter().all(|other| other.name != row.name));
    let only_packs = only_packs.map(|row| ReferenceEntry {
        name: row.name.to_owned(),
        group: None,
        facts: format!("Only in a pack. {}", field_facts(row)),
    });
    of_leaflets.chain(only_packs).collect()
}

fn field(row: &FieldRow, in_pack: Option<&FieldRow>) -> ReferenceEntry {
    let mut facts = field_facts(row);
    if let Some(pack) = in_pack {
        facts.push_str(&format!(" In a pack: {}", need(pack.need)));
        if pack.meaning != row.meaning {
            facts.push_str(&format!("; {}", pack.meaning));
        }
        facts.push('.');
    }
    ReferenceEntry { name: row.name.to_owned(), group: None, facts }
}

fn field_facts(row: &FieldRow) -> String {
    let kind = match row.kind() {
        FieldKind::Text => "a line of text",
        FieldKind::Date => "a day",
        FieldKind::Flag => "`true` or `false`",
        FieldKind::Texts => "a list of texts",
        FieldKind::References => "a list of leaflet references",
        FieldKind::Facts => "names, each with a short text",
        FieldKind::Exceptions => "a list of exceptions",
    };
    format!("{}: {kind}. {}", sentence(need(row.need)), closed(row.meaning))
}

fn need(need: FieldNeed) -> &'static str {
    match need {
        FieldNeed::Required => "required",
        FieldNeed::Expected => "expected",
        FieldNeed::Optional => "optional",
    }
}

/// Settings with their paths: `review`, `review.usual`.
fn settings(above: &str, rows: &[SettingRow]) -> Vec<ReferenceEntry> {
    let mut entries = Vec::new();
    for row in rows {
        let name = format!("{above}{}", row.name);
        let facts = format!("{}. {}", sentence(setting_kind(row.kind)), closed(row.meaning));
        entries.push(ReferenceEntry { name: name.clone(), group: None, facts });
        match row.kind {
            SettingKind::Section(rows) => entries.extend(settings(&format!("{name}."), rows)),
            SettingKind::Named(rows) => entries.extend(settings(&format!("{name}.<name>."), rows)),
            _ => {}
        }
    }
    entries
}

fn setting_kind(kind: SettingKind) -> &'static str {
    match kind {
        SettingKind::Text => "a line of text",
        SettingKind::WebAddress => "a web address",
        SettingKind::Months => "a time such as `24 months` or `2 years`",
        SettingKind::Approval => "`recorded` or `required`",
        SettingKind::Flag => "`true` or `false`",
        SettingKind::Date => "a day",
        SettingKind::Texts => "a list of texts",
        SettingKind::Section(_) => "a group of settings",
        SettingKind::Named(_) => "names, each with settings of its own",
        SettingKind::Sections => "kinds of leaflet, each with its sections and their words",
        SettingKind::Formats => "a list of formats",
        SettingKind::Checks => "rules, each with a severity",
        SettingKind::Colours => "colours by name",
        SettingKind::Fields => "a list of fields",
    }
}

/// The rules by group, as `pamphlet explain` lists them.
fn rules() -> Vec<ReferenceEntry> {
    let mut groups: Vec<RuleGroup> = RULES.iter().map(|rule| rule.group).collect();
    groups.sort_unstable();
    groups.dedup();
    let of_group = |group: RuleGroup| RULES.iter().filter(move |rule| rule.group == group).map(|rule| self::rule(rule));
    groups.into_iter().flat_map(of_group).collect()
}

fn rule(rule: &Rule) -> ReferenceEntry {
    let locked = if rule.locked { "; it cannot be switched off" } else { "" };
    let sections = ["What it checks", "Why it matters"].map(|name| section(rule.documentation, name));
    ReferenceEntry {
        name: rule.name.to_owned(),
        group: Some(rule.group.heading()),
        facts: format!(
            "{} Severity: {}{locked}.\n\n{}\n\n{}",
            closed(rule.summary),
            rule.severity.name(),
            in_markdown(sections[0]),
            in_markdown(sections[1])
        ),
    }
}

/// A section of a rule's documentation, without its heading.
fn section<'d>(documentation: &'d str, name: &str) -> &'d str {
    let after = documentation.split(&format!("## {name}\n")).nth(1).unwrap_or_default();
    after.split("\n## ").next().unwrap_or_default().trim()
}

fn format(format: &FormatRow) -> ReferenceEntry {
    let FormatRow { name, ending, meaning } = format;
    let facts = format!("The file `<name>{ending}` next to the leaflet's page: {}", closed(meaning));
    ReferenceEntry { name: (*name).to_owned(), group: None, facts }
}

/// A text of the program as a sentence in Markdown, with a capital letter and a full stop.
pub(super) fn closed(text: &str) -> String {
    let text = sentence(in_markdown(text.trim()).as_str());
    if text.ends_with(['.', '?', '!', ':']) { text } else { text + "." }
}

/// A text of the program as Markdown: quoted words that Markdown would interpret become code.
fn in_markdown(text: &str) -> String {
    let mut shown = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('\'') {
        let (before, after) = (&rest[..open], &rest[open + 1..]);
        shown.push_str(before);
        let starts = !before.ends_with(char::is_alphanumeric);
        let ends = |at: &usize| !after[at + 1..].starts_with(char::is_alphanumeric);
        let close = after.match_indices('\'').map(|(at, _)| at).find(ends).filter(|_| starts);
        let quoted = close.map(|close| &after[..close]);
        match quoted
            .filter(|quoted| quoted.contains(['{', '<', '[', '*', '_', '#', '`', '|']) && !quoted.contains('\n'))
        {
            Some(quoted) => {
                let fence = if quoted.contains('`') { "``" } else { "`" };
                shown.push_str(&format!("{fence}{quoted}{fence}"));
                rest = &after[quoted.len() + 1..];
            }
            None => {
                shown.push('\'');
                rest = after;
            }
        }
    }
    shown + rest
}

/// A text with a capital letter.
pub(super) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}
