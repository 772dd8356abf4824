//! `sentence-case`: a heading should have capitals only where a sentence has them.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::check::headings::headings;
use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::markdown::{NodeKind, Passage, Prose, Word};
use crate::source::TextRange;

pub static RULE: Rule = Rule {
    name: "sentence-case",
    severity: Severity::Warning,
    group: RuleGroup::Structure,
    summary: "a heading should have capitals only where a sentence has them",
    documentation: include_str!("sentence_case.md"),
    locked: false,
    scope: Scope::English(check),
};

#[derive(Default, serde::Deserialize)]
struct CapitalLists {
    plain: HashSet<String>,
    common: HashSet<String>,
    names: HashSet<String>,
}

// A unit test reads the file, so errors are found before a release.
static LISTS: LazyLock<CapitalLists> =
    LazyLock::new(|| serde_yaml::from_str(include_str!("data/heading_words.yaml")).unwrap_or_default());

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let prose = subject.prose();
    for (_, passage) in headings(subject) {
        let words = prose.words(passage);
        // Counting capitals first accepts nearly every heading quickly.
        let shouted = words.iter().filter(|word| word.is_capitals()).count();
        let begun = words.iter().filter(|word| word.has_upper()).count();
        let all_capitals = shouted == words.len() || (shouted > 0 && words.iter().all(|word| !word.has_lower()));
        let (message, help) = if all_capitals && is_shouted(prose, words) {
            (
                "This heading is in block capitals. They are harder to read, and some screen readers spell them out letter by letter.",
                "Write it like a sentence: a capital for the first word and for names, small letters for the rest.",
            )
        } else if begun > 3 && is_title_case(subject, prose, passage) {
            (
                "This heading has a capital in nearly every word. Readers mistake such words for names, and read more slowly.",
                "Write it like a sentence: a capital for the first word and for names, small letters for the rest.",
            )
        } else {
            continue;
        };
        findings.add(subject.span_of_prose(passage.range), message, help);
    }
}

fn lower(prose: &Prose, word: Word) -> String {
    prose.part(word.range).to_lowercase().replace('’', "'")
}

/// Whether words in capitals are ordinary words, rather than abbreviations such as 'MRI' or 'COVID-19'.
fn is_shouted(prose: &Prose, words: &[Word]) -> bool {
    // A single word in capitals may be the name of a team, so only longer ones count.
    let least = if words.len() == 1 { 5 } else { 4 };
    words.iter().filter(|word| word.range.end - word.range.start >= least).any(|word| {
        let word = lower(prose, *word);
        LISTS.plain.contains(&word) || LISTS.common.contains(&word)
    })
}

fn is_title_case(subject: &ManuscriptContext<'_>, prose: &Prose, passage: &Passage) -> bool {
    let document = &subject.manuscript.document;
    let text = prose.part(passage.range);
    // Titles in quotation marks and the words of links keep their own capitals.
    let is_quoted = text.contains(['“', '‘', '"', '«']);
    if is_quoted || document.descendants(passage.node).any(|id| document.node(id).kind == NodeKind::Link) {
        return false;
    }
    let (mut capitals, mut plain, mut common, mut names) = (0, 0, 0, 0);
    let mut before = 0;
    for (number, word) in prose.words(passage).iter().enumerate() {
        let between = TextRange { start: if number == 0 { word.range.start } else { before }, end: word.range.start };
        // After a colon or a full stop, a word has a capital as at the beginning.
        let begins = number == 0 || prose.part(between).contains([':', '.', '?', '!', ';', '/', '(', '–', '—', '\n']);
        before = word.range.end;
        let written = prose.part(word.range);
        let is_capital = written.starts_with(|first: char| first.is_uppercase());
        let known = lower(prose, *word);
        if LISTS.names.contains(&known) && is_capital {
            names += 1;
        }
        if !is_capital && word.has_lower() && !LISTS.plain.contains(&known) {
            // One uncommon word in small letters shows that the others have their capitals for a reason.
            return false;
        }
        if begins || !is_capital || !word.has_lower() && written.len() > 1 {
            continue;
        }
        capitals += 1;
        if LISTS.plain.contains(&known) && known != "i" && known != "i'm" {
            plain += 1;
        } else if LISTS.common.contains(&known) {
            common += 1;
        }
    }
    capitals >= 3 && ((plain >= 1 && plain + common >= 2) || (common >= 2 && names == 0))
}

#[cfg(test)]
mod tests {
    use super::{LISTS, RULE};
    use crate::check::test_support::found;

    #[test]
    fn capitals_of_titles_are_found() {
        assert!(LISTS.plain.len() > 50 && LISTS.common.len() > 50 && LISTS.names.len() > 50);
        for bad in [
            "What Happens After Your Operation?",
            "Possible Side Effects Of Treatment",
            "Medicines And Side Effects",
            "Your Operation At Royal Free Hospital",
            "How Do I Contact You?",
            "Further Information and Useful Contact Details",
            "Risks and Possible Side Effects",
            "SIDE EFFECTS",
            "RISKS",
            "WHAT HAPPENS NEXT?",
            "MRI SCAN: WHAT TO EXPECT",
            "How Is Prostate Cancer Treated?",
        ] {
            assert_eq!(found(&RULE, &format!("## {bad}\n")), [bad], "{bad}");
        }
    }

    #[test]
    fn names_keep_their_capitals() {
        for good in [
            "What happens after your operation?",
            "What is Parkinson's disease?",
            "Citizens Advice",
            "Patient Advice and Liaison Service (PALS)",
            "Contact Royal Free Hospital London",
            "How to contact Citizens Advice Bureau Camden",
            "Children and Young People's Mental Health Services",
            "Talking Therapies Service",
            "Macmillan Information and Support Centre",
            "National Institute for Health and Care Excellence",
            "Type 2 Diabetes",
            "NHS 111",
            "MRI and CT",
            "COVID-19",
            "PALS",
            "FAST TEST",
            "Help with Health Costs",
            "Healthcare Travel Costs Scheme",
            "Great North Children's Hospital Pain Team",
            "DVLA and UK",
            "The Mental Capacity Act",
            "Great Ormond Street Hospital for Children",
            "St Mary's Hospital Sexual Health Clinic",
            "Alcoholics Anonymous and Al-Anon Family Groups",
            "Attention Deficit Hyperactivity Disorder",
            "Cognitive Behavioural Therapy",
            "Side Effects",
            "Read “What To Do After Your Operation”",
            "[What To Do After Your Operation](a.md)",
            "Can I drive? Do I need help? Will I be well?",
            "Guy's and St Thomas' NHS Foundation Trust",
            "Marie Curie, Sue Ryder and Age UK",
            "Mind In Camden Islington Haringey",
            "The Royal National Institute Of Blind People",
            "Human Papilloma Virus Infection",
            "日本語 العربية",
        ] {
            assert!(found(&RULE, &format!("## {good}\n")).is_empty(), "{good}");
        }
    }
}
