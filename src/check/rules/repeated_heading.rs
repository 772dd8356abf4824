//! `repeated-heading`: two headings in the same section should not be the same.

use crate::check::headings::headings;
use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::markdown::Passage;

pub static RULE: Rule = Rule {
    name: "repeated-heading",
    severity: Severity::Warning,
    group: RuleGroup::Structure,
    summary: "two headings in the same section should not be the same",
    documentation: include_str!("repeated_heading.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

/// A heading, with the order number of the heading above it in the hierarchy (0 for none).
struct NestedHeading<'s> {
    parent: u32,
    hash: u64,
    order: u32,
    passage: &'s Passage,
}

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let prose = subject.prose();
    let mut all: Vec<NestedHeading<'_>> = Vec::new();
    // The levels and order numbers of the current chain of headings, the deepest last.
    let mut open: Vec<(u8, u32)> = Vec::new();
    for (order, (level, passage)) in (1..).zip(headings(subject)) {
        while open.last().is_some_and(|(above, _)| *above >= level) {
            open.pop();
        }
        let parent = open.last().map_or(0, |(_, number)| *number);
        open.push((level, order));
        all.push(NestedHeading { parent, hash: hash(prose.part(passage.range)), order, passage });
    }
    all.sort_unstable_by_key(|heading| (heading.parent, heading.hash, heading.order));
    let mut first: Option<&NestedHeading<'_>> = None;
    for heading in &all {
        let same = first.filter(|first| {
            first.parent == heading.parent
                && first.hash == heading.hash
                && folded(prose.part(first.passage.range)).eq(folded(prose.part(heading.passage.range)))
        });
        let Some(found) = same else {
            first = Some(heading);
            continue;
        };
        findings
            .add(
                subject.span_of_prose(heading.passage.range),
                format!(
                    "The heading '{}' appears here again. Readers cannot tell the two sections apart in a list of headings.",
                    prose.part(heading.passage.range).trim()
                ),
                "Say in each heading what is different, for example 'Risks of the test' and 'Risks of the operation', or combine the two sections.",
            )
            .with(subject.span_of_prose(found.passage.range), "the first one");
    }
}

/// A heading in lower case, without the punctuation at its end.
fn folded(text: &str) -> impl Iterator<Item = char> {
    text.trim().trim_end_matches(['.', ':', '?', '!', ' ']).chars().flat_map(char::to_lowercase)
}

/// A fast hash of a folded heading; headings with equal hashes are compared letter by letter.
fn hash(text: &str) -> u64 {
    let mix = |hash: u64, letter: char| (hash.rotate_left(5) ^ u64::from(letter)).wrapping_mul(0x517c_c1b7_2722_0a95);
    folded(text).fold(0, mix)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::test_support::found;

    #[test]
    fn only_headings_of_the_same_section_are_compared() {
        assert_eq!(found(&RULE, "## Risks\n\na\n\n## Other\n\n## risks:\n\nb\n"), ["risks:"]);
        assert_eq!(found(&RULE, "## Drugs\n\n### Risks\n\n### *Risks*\n\n### Risks?\n"), ["Risks", "Risks?"]);
        assert_eq!(found(&RULE, "### A\n\n## B\n\n### A\n\n### a\n"), ["a"]);
        for good in [
            "## Ibuprofen\n\n### Side effects\n\n## Aspirin\n\n### Side effects\n",
            "## Risks\n\n### Risks\n",
            "## Under 18\n\n## Over 18\n",
            "## Weight < 50 kg\n\n## Weight > 50 kg\n",
            "##\n\n##\n",
        ] {
            assert!(found(&RULE, good).is_empty(), "{good}");
        }
    }
}
