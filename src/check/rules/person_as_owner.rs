//! `person-as-owner`: the owner of a leaflet should be a team, not a person.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    name: "person-as-owner",
    severity: Severity::Warning,
    group: RuleGroup::FrontMatter,
    summary: "the owner of a leaflet should be a team, not a person",
    documentation: include_str!("person_as_owner.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

/// Titles before a person's name.
const TITLES: &[&str] = &["dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "sir", "dame", "rev", "reverend"];
/// Job titles, which may also begin the name of a team: 'Nurse specialists'.
const POSTS: &[&str] = &["sister", "nurse", "matron", "consultant"];
/// Words in names of teams and places, which may be named after a person.
const PLACES: &[&str] = &[
    "team",
    "teams",
    "service",
    "services",
    "department",
    "unit",
    "clinic",
    "ward",
    "group",
    "centre",
    "hospital",
    "hospice",
    "house",
    "suite",
    "committee",
    "office",
    "practice",
    "surgery",
    "foundation",
    "nurses",
    "specialists",
    "therapies",
    "therapy",
    "directorate",
    "trust",
    "building",
    "wing",
    "lodge",
    "court",
    "school",
    "institute",
];

static FIRST_NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| include_str!("data/first-names.txt").lines().collect());

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let Some(owner) = &subject.manuscript.front_matter.owner else { return };
    if subject.is_archived() || !is_person(&owner.value) {
        return;
    }
    findings.add(
        subject.span(owner.range),
        format!(
            "The owner '{}' is a person. When people leave, nobody looks after their leaflets, and patients read old advice.",
            owner.value
        ),
        "Name the team, for example 'owner: Pain management team'.",
    );
}

fn is_person(owner: &str) -> bool {
    let words = || owner.split(|ch: char| ch.is_whitespace() || ch == ',').filter(|word| !word.is_empty());
    if let Some(address) = words().find(|word| word.contains('@')) {
        return is_personal_address(address);
    }
    let is_place = |word: &str| PLACES.contains(&word.to_lowercase().as_str());
    // 'Dr Ann Smith, pain team' is a person, 'Dr Gray's Hospital' is not.
    let name = owner.split(',').next().unwrap_or(owner);
    let mut name = name.split_whitespace();
    let (first, second) = (name.next().unwrap_or_default(), name.next().unwrap_or_default());
    let rest: Vec<&str> = name.collect();
    let is_name = |word: &str| word.starts_with(char::is_uppercase) && !is_place(word);
    let title = first.trim_end_matches('.').to_lowercase();
    if is_place(second) || rest.iter().any(|word| is_place(word)) {
        return false;
    }
    if TITLES.contains(&title.as_str()) || POSTS.contains(&title.as_str()) {
        return first.starts_with(char::is_uppercase) && is_name(second);
    }
    FIRST_NAMES.contains(title.as_str()) && is_name(first) && is_name(second) && rest.is_empty()
}

/// 'ann.smith@example.org', but not 'pain.team@example.org'.
fn is_personal_address(address: &str) -> bool {
    let address = address.trim_matches(|ch: char| !ch.is_alphanumeric());
    let Some((name, _)) = address.split_once('@') else { return false };
    let parts: Vec<String> = name.split(['.', '_']).map(str::to_lowercase).collect();
    let [first, .., last] = &parts[..] else { return false };
    FIRST_NAMES.contains(first.as_str()) && !last.is_empty() && !PLACES.contains(&last.as_str())
}

#[cfg(test)]
mod tests {
    use super::is_person;

    #[test]
    fn people_are_distinguished_from_teams() {
        for owner in [
            "Dr Smith",
            "Dr. Ann Smith",
            "Professor A Jones",
            "Mrs Patel",
            "Sister Mary Brown",
            "Jane Smith",
            "Dr Ann Smith, pain team",
            "ann.smith@example.org",
            "Dr Jane Smith (jane.smith@example.org)",
        ] {
            assert!(is_person(owner), "{owner}");
        }
        for owner in [
            "Psychological therapies team",
            "Pain management",
            "Nurse specialists",
            "Dr Gray's Hospital",
            "Sir Robert Ogden Macmillan Centre",
            "pain.team@example.org",
            "sleep.apnoea@example.org",
            "leaflets@example.org",
            "Grace House",
            "Florence Nightingale ward",
            "Consultant anaesthetists",
            "Rose Ward",
            "Mr",
            "",
            "Patient information",
        ] {
            assert!(!is_person(owner), "{owner}");
        }
    }
}
