//! Reads `site.yaml`.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use jiff::tz::TimeZone;
use regex::Regex;

use super::values::{
    Contact, ExpectedValue, FORMATS, KindSections, Organisation, ReferencePattern, RemovedEntry, Review, Setting,
    SettingProblem, Settings,
};
use crate::date;
use crate::language::Language;
use crate::settings::reference;
use crate::source::{SourceId, TextRange};
use crate::yaml::{self, YamlFault, YamlNode, YamlValue};

pub(super) const TOP: &[&str] = &[
    "title",
    "base_url",
    "language",
    "timezone",
    "organisation",
    "notice",
    "reference",
    "review",
    "approval",
    "require",
    "checks",
    "sections",
    "contacts",
    "exit_to",
    "formats",
    "auto_links",
    "keep",
    "removed",
    "theme",
];
pub(super) const ORGANISATION: &[&str] = &["name", "phone", "email", "logo"];
pub(super) const REFERENCE: &[&str] = &["pattern"];
pub(super) const REVIEW: &[&str] = &["usual", "longest", "notice"];
pub(super) const CONTACT: &[&str] = &["name", "phone", "hours", "email", "retired"];
pub(super) const REMOVED: &[&str] = &["title", "on", "because", "replaced_by"];
pub(super) const THEME: &[&str] = &["name", "colours"];

/// The default pattern of references.
const USUAL_PATTERN: &str = "[A-Z]{2,4}-[0-9]{3,5}";

/// Files that every build writes to the top folder of a site.
const MADE_BY_BUILDS: &[&str] =
    &[".pamphlet-site", "404.html", "_headers", "_redirects", "feed.xml", "index.html", "leaflets.json", "robots.txt"];

/// The default target of 'Exit this page'. GOV.UK uses it, too, because anybody may be looking at the weather.
const USUAL_EXIT: &str = "https://www.bbc.co.uk/weather";

pub(super) fn settings(source: SourceId, text: &str) -> Result<Settings, YamlFault> {
    let root = yaml::parse(text, 0)?;
    let mut reader = SettingsReader { problems: Vec::new() };
    if !matches!(root.value, YamlValue::Map(_) | YamlValue::Nothing) {
        reader.problems.push(SettingProblem::NoSettings { range: root.range });
    }
    let top = reader.section("", &root, TOP);
    let title = reader.text("title", top.get("title"));
    if title.is_none() && reader.problems.is_empty() && top.get("title").is_none_or(YamlNode::is_blank) {
        let range = top.get("title").map_or(TextRange::default(), |node| node.range);
        reader.problems.push(SettingProblem::NoTitle { range });
    }
    let organisation = top.get("organisation").map(|node| reader.section("organisation", node, ORGANISATION));
    let organisation = organisation.unwrap_or_default();
    let review = top.get("review").map(|node| reader.section("review", node, REVIEW)).unwrap_or_default();
    let reference = top.get("reference").map(|node| reader.section("reference", node, REFERENCE)).unwrap_or_default();
    let theme = top.get("theme").map(|node| reader.section("theme", node, THEME)).unwrap_or_default();
    Ok(Settings {
        source,
        title: title.unwrap_or_default(),
        base_url: reader.parsed("base_url", top.get("base_url"), ExpectedValue::WebAddress, web_address),
        language: reader
            .parsed("language", top.get("language"), ExpectedValue::Language, Language::parse)
            .or_else(|| Language::parse("en-GB"))
            .unwrap_or_else(|| unreachable!("en-GB is a valid language")),
        time_zone: reader
            .parsed("timezone", top.get("timezone"), ExpectedValue::TimeZone, time_zone)
            .or_else(|| TimeZone::get("Europe/London").ok())
            .unwrap_or(TimeZone::UTC),
        organisation: Organisation {
            name: reader.text("organisation.name", organisation.get("name")),
            phone: reader.text("organisation.phone", organisation.get("phone")),
            email: reader.text("organisation.email", organisation.get("email")),
            logo: reader.setting("organisation.logo", organisation.get("logo")),
        },
        notice: reader.text("notice", top.get("notice")),
        reference: reader
            .parsed("reference.pattern", reference.get("pattern"), ExpectedValue::Pattern, pattern)
            .or_else(|| pattern(USUAL_PATTERN))
            .unwrap_or_else(|| unreachable!("the default pattern is valid")),
        review: Review {
            usual: reader.months("review.usual", review.get("usual"), 24),
            longest: reader.months("review.longest", review.get("longest"), 36),
            notice: reader.months("review.notice", review.get("notice"), 3),
        },
        usual_at: review.get("usual").map(|node| node.range),
        is_approval_required: reader
            .parsed("approval", top.get("approval"), ExpectedValue::Approval, is_required)
            .unwrap_or(false),
        require: reader.list("require", top.get("require")).unwrap_or_default(),
        checks: reader.pairs("checks", top.get("checks")),
        sections: reader.sections(top.get("sections")),
        contacts: reader.contacts(top.get("contacts")),
        exit_to: reader
            .parsed("exit_to", top.get("exit_to"), ExpectedValue::SecureAddress, secure_address)
            .unwrap_or_else(|| USUAL_EXIT.to_owned()),
        formats: reader.formats(top.get("formats")),
        auto_links: reader.parsed("auto_links", top.get("auto_links"), ExpectedValue::Flag, flag).unwrap_or(true),
        keep: reader.host_files(top.get("keep")),
        removed: reader.removed(top.get("removed")),
        removed_at: top.get("removed").map(|node| node.range),
        theme: reader
            .setting("theme.name", theme.get("name"))
            .unwrap_or_else(|| Setting { value: "default".to_owned(), range: TextRange::default() }),
        colours: reader.colours(text, theme.get("colours")),
        problems: reader.problems,
    })
}

pub(super) fn web_address(text: &str) -> Option<String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let host = rest.split('/').next()?;
    let good = !host.is_empty() && !text.contains(|letter: char| letter.is_whitespace() || "?#\"<>".contains(letter));
    good.then(|| format!("{}/", text.trim_end_matches('/')))
}

/// Whether approval is required.
fn is_required(text: &str) -> Option<bool> {
    match text {
        "required" => Some(true),
        "recorded" => Some(false),
        _ => None,
    }
}

/// A time zone by its name. Names that mean the zone of the machine, or none, would give another day on another machine.
fn time_zone(name: &str) -> Option<TimeZone> {
    let is_of_machine = ["localtime", "posixrules", "factory"].iter().any(|known| name.eq_ignore_ascii_case(known));
    TimeZone::get(name).ok().filter(|_| !is_of_machine)
}

/// Validates an `https` address.
fn secure_address(text: &str) -> Option<String> {
    let rest = text.strip_prefix("https://")?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_host = host.contains('.') && host.bytes().all(|ch| ch.is_ascii_alphanumeric() || b".-:".contains(&ch));
    let good = is_host && !text.contains(|letter: char| letter.is_whitespace() || "\"<>\\".contains(letter));
    good.then(|| text.to_owned())
}

/// Whether a path in the built site may be that of a file of the web host. Leaflets are in folders whose names start
/// with a letter: files there must not be kept from build to build, because they could be archived leaflets.
fn is_host_file(path: &str) -> bool {
    let (folder, name) = path.rsplit_once('/').map_or((None, path), |(folder, name)| (Some(folder), name));
    let is_part = |part: &str| !part.is_empty() && !matches!(part, "." | "..") && !part.contains(['\\', ':']);
    let is_plain = |part: &str| is_part(part) && !part.chars().any(char::is_control);
    match folder {
        Some(folder) => {
            folder.starts_with('.') && folder.split('/').all(is_plain) && (name.is_empty() || is_plain(name))
        }
        None => is_plain(name) && !MADE_BY_BUILDS.contains(&name) && !name.starts_with("sitemap"),
    }
}

fn pattern(text: &str) -> Option<ReferencePattern> {
    let regex = Regex::new(&format!("^(?:{text})$")).ok()?;
    Some(ReferencePattern { text: text.to_owned(), regex })
}

fn flag(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" => Some(true),
        "false" | "no" => Some(false),
        _ => None,
    }
}

/// `24 months`, `2 years`
fn months(text: &str) -> Option<u16> {
    let (number, unit) = text.split_once(' ')?;
    let number: u16 = number.parse().ok()?;
    match unit.trim() {
        "month" | "months" => Some(number),
        "year" | "years" => number.checked_mul(12),
        _ => None,
    }
    .filter(|months| *months <= 1200)
}

/// The known settings in a section.
#[derive(Default)]
struct SettingsSection<'a> {
    entries: Vec<(&'static str, &'a YamlNode<'a>)>,
}

impl<'a> SettingsSection<'a> {
    fn get(&self, name: &str) -> Option<&'a YamlNode<'a>> {
        self.entries.iter().find(|(known, _)| *known == name).map(|(_, node)| *node)
    }
}

pub(super) struct SettingsReader {
    pub(super) problems: Vec<SettingProblem>,
}

impl SettingsReader {
    pub(super) fn wrong(&mut self, name: &str, node: &YamlNode<'_>, expected: ExpectedValue) {
        let text = node.text().unwrap_or_default().to_owned();
        self.problems.push(SettingProblem::Wrong { name: name.to_owned(), text, expected, range: node.range });
    }

    fn section<'a>(
        &mut self,
        name: &str,
        node: &'a YamlNode<'a>,
        known: &'static [&'static str],
    ) -> SettingsSection<'a> {
        let mut section = SettingsSection::default();
        if !matches!(node.value, YamlValue::Map(_) | YamlValue::Nothing) && !name.is_empty() {
            self.wrong(name, node, ExpectedValue::Section);
        }
        for (key, value) in node.entries() {
            let written = key.text().unwrap_or_default();
            match known.iter().find(|known| **known == written) {
                None => {
                    let name = written.to_owned();
                    self.problems.push(SettingProblem::Unknown { name, known, range: key.range });
                }
                Some(found) if section.get(found).is_some() => {
                    let first = node.entries().iter().find(|(key, _)| key.text() == Some(*found));
                    let first = first.map_or(key.range, |(key, _)| key.range);
                    let name = written.to_owned();
                    self.problems.push(SettingProblem::Repeated { name, range: key.range, first });
                }
                Some(found) => section.entries.push((found, value)),
            }
        }
        section
    }

    pub(super) fn setting(&mut self, name: &str, node: Option<&YamlNode<'_>>) -> Option<Setting<String>> {
        let node = node.filter(|node| !node.is_blank())?;
        match node.text() {
            Some(text) => Some(Setting { value: text.trim().to_owned(), range: node.range }),
            None => {
                self.wrong(name, node, ExpectedValue::Text);
                None
            }
        }
    }

    fn text(&mut self, name: &str, node: Option<&YamlNode<'_>>) -> Option<String> {
        self.setting(name, node).map(|setting| setting.value)
    }

    fn parsed<T>(
        &mut self,
        name: &str,
        node: Option<&YamlNode<'_>>,
        expected: ExpectedValue,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let node = node.filter(|node| !node.is_blank())?;
        let parsed = node.text().and_then(|text| parse(text.trim()));
        if parsed.is_none() {
            self.wrong(name, node, expected);
        }
        parsed
    }

    fn months(&mut self, name: &str, node: Option<&YamlNode<'_>>, usual: u16) -> u16 {
        self.parsed(name, node, ExpectedValue::Months, months).unwrap_or(usual)
    }

    fn list(&mut self, name: &str, node: Option<&YamlNode<'_>>) -> Option<Vec<Setting<String>>> {
        let node = node?;
        match &node.value {
            YamlValue::List(items) => Some(items.iter().filter_map(|item| self.setting(name, Some(item))).collect()),
            YamlValue::Nothing => None,
            YamlValue::Text(_) | YamlValue::Map(_) => {
                self.wrong(name, node, ExpectedValue::List);
                None
            }
        }
    }

    fn pairs(&mut self, name: &str, node: Option<&YamlNode<'_>>) -> Vec<(Setting<String>, Setting<String>)> {
        let Some(node) = node else { return Vec::new() };
        if !matches!(node.value, YamlValue::Map(_) | YamlValue::Nothing) {
            self.wrong(name, node, ExpectedValue::Section);
        }
        let mut pairs: Vec<(Setting<String>, Setting<String>)> = Vec::new();
        for (key, value) in node.entries() {
            let Some(key) = self.setting(name, Some(key)) else { continue };
            if let Some((first, _)) = pairs.iter().find(|(first, _)| first.value == key.value) {
                let first = first.range;
                self.problems.push(SettingProblem::Repeated { name: key.value, range: key.range, first });
                continue;
            }
            let full = format!("{name}.{}", key.value);
            match self.setting(&full, Some(value)) {
                Some(value) => pairs.push((key, value)),
                None if value.is_blank() => self.wrong(&full, value, ExpectedValue::Text),
                None => {}
            }
        }
        pairs
    }

    fn sections(&mut self, node: Option<&YamlNode<'_>>) -> Vec<KindSections> {
        let kinds = self.named("sections", node);
        let mut read = Vec::new();
        for (kind, node) in kinds {
            let name = format!("sections.{}", kind.value);
            let mut sections = Vec::new();
            for (section, words) in self.named(&name, Some(node)) {
                let name = format!("{name}.{}", section.value);
                // A missing value is a mistake; an empty list means that the section is not expected.
                if matches!(words.value, YamlValue::Nothing) {
                    self.wrong(&name, words, ExpectedValue::List);
                } else if let Some(words) = self.list(&name, Some(words)) {
                    sections.push((section, words));
                }
            }
            read.push(KindSections { kind, sections });
        }
        read
    }

    /// The entries of a section with any names, without duplicates.
    pub(super) fn named<'a>(
        &mut self,
        name: &str,
        node: Option<&'a YamlNode<'a>>,
    ) -> Vec<(Setting<String>, &'a YamlNode<'a>)> {
        let Some(node) = node else { return Vec::new() };
        if !matches!(node.value, YamlValue::Map(_) | YamlValue::Nothing) {
            self.wrong(name, node, ExpectedValue::Section);
        }
        let mut seen: HashMap<String, TextRange> = HashMap::new();
        let mut entries = Vec::new();
        for (key, value) in node.entries() {
            let Some(key) = self.setting(name, Some(key)) else { continue };
            match seen.entry(key.value.clone()) {
                Entry::Occupied(first) => {
                    let first = *first.get();
                    self.problems.push(SettingProblem::Repeated { name: key.value, range: key.range, first });
                }
                Entry::Vacant(place) => {
                    place.insert(key.range);
                    entries.push((key, value));
                }
            }
        }
        entries
    }

    fn contacts(&mut self, node: Option<&YamlNode<'_>>) -> Vec<Contact> {
        let Some(node) = node else { return Vec::new() };
        if !matches!(node.value, YamlValue::Map(_) | YamlValue::Nothing) {
            self.wrong("contacts", node, ExpectedValue::Section);
        }
        let mut contacts = Vec::new();
        for (key, value) in node.entries() {
            let id = key.text().unwrap_or_default().to_owned();
            let name = format!("contacts.{id}");
            let section = self.section(&name, value, CONTACT);
            let retired = self.list(&format!("{name}.retired"), section.get("retired")).unwrap_or_default();
            contacts.push(Contact {
                name: self.text(&format!("{name}.name"), section.get("name")),
                phone: self.text(&format!("{name}.phone"), section.get("phone")),
                hours: self.text(&format!("{name}.hours"), section.get("hours")),
                email: self.text(&format!("{name}.email"), section.get("email")),
                retired: retired.into_iter().map(|number| number.value).collect(),
                id,
            });
        }
        contacts
    }

    fn formats(&mut self, node: Option<&YamlNode<'_>>) -> Option<Vec<Setting<String>>> {
        let formats = self.list("formats", node)?;
        for format in &formats {
            if FORMATS.iter().all(|known| known.name != format.value) {
                self.problems.push(SettingProblem::Wrong {
                    name: "formats".to_owned(),
                    text: format.value.clone(),
                    expected: ExpectedValue::Format,
                    range: format.range,
                });
            }
        }
        Some(formats)
    }

    fn host_files(&mut self, node: Option<&YamlNode<'_>>) -> Vec<String> {
        let mut files = Vec::new();
        for file in self.list("keep", node).unwrap_or_default() {
            if is_host_file(&file.value) {
                files.push(file.value);
            } else {
                self.problems.push(SettingProblem::Wrong {
                    name: "keep".to_owned(),
                    text: file.value,
                    expected: ExpectedValue::HostFile,
                    range: file.range,
                });
            }
        }
        files
    }

    fn removed(&mut self, node: Option<&YamlNode<'_>>) -> Vec<RemovedEntry> {
        let Some(node) = node else { return Vec::new() };
        if !matches!(node.value, YamlValue::Map(_) | YamlValue::Nothing) {
            self.wrong("removed", node, ExpectedValue::Section);
        }
        let mut removed = Vec::new();
        for (key, value) in node.entries() {
            let Some(reference) = self.setting("removed", Some(key)) else { continue };
            if let Some(fault) = reference::fault(&reference.value) {
                let (text, range) = (reference.value, reference.range);
                self.problems.push(SettingProblem::Reference { text, fault, range });
                continue;
            }
            let name = format!("removed.{}", reference.value);
            let section = self.section(&name, value, REMOVED);
            removed.push(RemovedEntry {
                title: self.text(&format!("{name}.title"), section.get("title")),
                on: self.parsed(&format!("{name}.on"), section.get("on"), ExpectedValue::Date, |text| {
                    date::parse(text).ok()
                }),
                because: self.text(&format!("{name}.because"), section.get("because")),
                replaced_by: self.list(&format!("{name}.replaced_by"), section.get("replaced_by")).unwrap_or_default(),
                reference,
            });
        }
        removed
    }
}
