//! `missing-section`: a leaflet should have the sections that readers of its kind of leaflet need.

use crate::check::kinds::{self, BuiltInKind};
use crate::check::phrases::Phrases;
use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;

use crate::markdown::{Passage, PassageKind, Prose};
use crate::settings::{KindSections, Setting};
use crate::source::Span;

pub static RULE: Rule = Rule {
    name: "missing-section",
    severity: Severity::Warning,
    group: RuleGroup::Structure,
    summary: "a leaflet should have the sections that its readers need",
    documentation: include_str!("missing_section.md"),
    locked: false,
    scope: Scope::English(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let Some(kind) = subject.manuscript.front_matter.kind.as_ref().filter(|_| subject.is_leaflet()) else { return };
    let built_in = kinds::built_in(&kind.value);
    let of_site = kinds::of_site(subject.world.settings, &kind.value);
    let mut search = SectionSearch { subject, built_in, of_site, blocks: None };
    let span = subject.span(kind.range);
    if let Some(built_in) = built_in {
        search.report_built_in(built_in, span, findings);
    }
    search.report_own(span, findings);
}

/// Searches a leaflet and its shared blocks for expected sections.
struct SectionSearch<'s, 'a> {
    subject: &'s ManuscriptContext<'a>,
    built_in: Option<&'static BuiltInKind>,
    of_site: Option<&'a KindSections>,
    /// The running text of the shared blocks that the leaflet shows, loaded on first use.
    blocks: Option<Vec<Prose>>,
}

impl<'a> SectionSearch<'_, 'a> {
    fn report_built_in(&mut self, kind: &BuiltInKind, span: Span, findings: &mut Findings<'_>) {
        let prose = self.subject.prose();
        let mut open = (1_u64 << kind.sections.len()).wrapping_sub(1);
        for (number, section) in kind.sections.iter().enumerate() {
            let is_in_fields =
                &*section.name == "alternatives" && !self.subject.manuscript.front_matter.alternatives.is_empty();
            let not_expected = self.words_of_site(&section.name).is_some_and(<[_]>::is_empty);
            if is_in_fields || not_expected || (section.opening && has_opening(prose)) {
                open &= !(1 << number);
            }
        }
        // Headings cover nearly all sections; only the others are searched for in sentences, then in shared blocks.
        answer_by_headings(kind, prose, &mut open);
        answer(&kind.inside, prose, |_| true, &mut open);
        if open != 0 {
            for block in self.blocks() {
                answer_by_headings(kind, block, &mut open);
                answer(&kind.inside, block, |_| true, &mut open);
            }
        }
        for (number, section) in kind.sections.iter().enumerate() {
            if open >> number & 1 == 0 {
                continue;
            }
            let words = self.words_of_site(&section.name);
            if words.is_some_and(|words| self.names_one_of(words)) {
                continue;
            }
            findings.add(
                span,
                format!(
                    "Readers of a leaflet about a {} want to know {}. No section of this leaflet seems to tell them.",
                    kind.name, section.ask
                ),
                format!(
                    "Add a section with a heading such as '{}'. If there is a heading in other words, add one of its words in 'site.yaml': 'sections: {{{}: {{{}: [word]}}}}'.",
                    section.title, kind.name, section.name
                ),
            );
        }
    }

    /// Reports missing sections that only the site expects.
    fn report_own(&mut self, span: Span, findings: &mut Findings<'_>) {
        let Some(of_site) = self.of_site else { return };
        for (name, words) in &of_site.sections {
            let is_built_in = self.built_in.is_some_and(|kind| kind.sections.iter().any(|known| is(&known.name, name)));
            if is_built_in || words.is_empty() || self.names_one_of(words) {
                continue;
            }
            let words: Vec<String> = words.iter().map(|word| format!("'{}'", word.value)).collect();
            findings.add(
                span,
                format!(
                    "This site expects a section '{}' in leaflets of the kind '{}', but no heading of this leaflet names it.",
                    name.value, of_site.kind.value
                ),
                format!("Add a section whose heading contains one of these words: {}.", words.join(", ")),
            );
        }
    }

    fn words_of_site(&self, section: &str) -> Option<&'a [Setting<String>]> {
        let (_, words) = self.of_site?.sections.iter().find(|(name, _)| is(section, name))?;
        Some(words)
    }

    /// Whether a heading contains one of the words set by the site.
    fn names_one_of(&mut self, words: &[Setting<String>]) -> bool {
        let phrases = Phrases::new(words.iter().map(|word| (word.value.as_str(), 0)));
        let mut open = 1;
        answer(&phrases, self.subject.prose(), is_named, &mut open);
        if open != 0 {
            for block in self.blocks() {
                answer(&phrases, block, is_named, &mut open);
            }
        }
        open == 0
    }

    fn blocks(&mut self) -> &[Prose] {
        let subject = self.subject;
        self.blocks.get_or_insert_with(|| texts_of_blocks(subject))
    }
}

fn is(section: &str, name: &Setting<String>) -> bool {
    section.eq_ignore_ascii_case(&name.value)
}

/// Whether a passage names what follows it: a heading, or a term of a definition list.
fn is_named(passage: &Passage) -> bool {
    matches!(passage.kind, PassageKind::Heading(_) | PassageKind::Term)
}

/// Clears the bits in `open` of sections whose phrases occur in the text.
fn answer(phrases: &Phrases, prose: &Prose, counts: impl Fn(&Passage) -> bool, open: &mut u64) {
    for passage in prose.passages() {
        if *open == 0 {
            return;
        }
        if counts(passage) {
            for sentence in prose.sentences(passage) {
                phrases.find(prose, prose.words_in(sentence), |section| *open &= !(1 << section));
            }
        }
    }
}

/// Clears the bits in `open` of sections that the headings cover.
fn answer_by_headings(kind: &BuiltInKind, prose: &Prose, open: &mut u64) {
    for passage in prose.passages().iter().filter(|passage| is_named(passage)) {
        for sentence in prose.sentences(passage) {
            let (words, mut answered) = (prose.words_in(sentence), 0);
            kind.headings.find(prose, words, |section| answered |= 1 << section);
            if answered == 0 {
                kind.alone.find(prose, words, |section| answered |= 1 << section);
            }
            *open &= !answered;
        }
    }
}

/// Whether there is a paragraph before the first heading.
fn has_opening(prose: &Prose) -> bool {
    prose.passages().first().is_some_and(|passage| passage.kind == PassageKind::Paragraph)
}

/// The running text of all shared blocks that a manuscript shows, each once.
fn texts_of_blocks(subject: &ManuscriptContext<'_>) -> Vec<Prose> {
    let library = subject.world.library;
    let blocks = library.texts_on_page(subject.id).into_iter().skip(1);
    blocks.map(|block| Prose::of(&library.manuscript(block).document, library.text(block))).collect()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::test_support::findings;

    const FIELDS: &str = "title: Example\nreference: PT-001\nlast_updated: 2026-11-23\narchive_date: 2028-11-23\n";
    const WHOLE: &str = "An example.\n\n## Who is it for?\n\n## What happens?\n\n## Benefits\n\n### Problems and side effects\n\n\
        ## Alternatives\n\n## If I decide not to have it\n\n## Contact us\n";

    /// The sections that are reported as missing.
    fn asked(kind: &str, settings: &str, body: &str) -> Vec<String> {
        let text = format!("---\n{FIELDS}kind: {kind}\n---\n{body}");
        let block = ("blocks/help.md", "### Contact us\n\nCall us.\n");
        let found = findings(&RULE, &format!("title: Site\n{settings}"), &[("leaflets/example.md", &text), block]);
        let message = |message: &str| match message.split_once(" want to know ") {
            Some((_, rest)) => rest.split('.').next().unwrap_or_default().to_owned(),
            None => message.split('\'').nth(1).unwrap_or_default().to_owned(),
        };
        found.iter().map(|finding| message(&finding.message)).collect()
    }

    #[test]
    fn missing_sections_are_reported() {
        assert!(asked("treatment", "", WHOLE).is_empty());
        assert!(asked("Treatment", "", &WHOLE.to_uppercase()).is_empty());
        assert_eq!(asked("treatment", "", "").len(), 8);
        assert_eq!(asked("condition", "", "").len(), 5);
        assert_eq!(asked("service", "", "").len(), 4);
        assert_eq!(asked("medicine", "", "").len(), 6);
        assert!(asked("other", "", "").is_empty());
        let without = WHOLE.replace("### Problems and side effects", "");
        assert_eq!(
            asked("treatment", "", &without),
            ["what can go wrong, how often that happens, and what the side effects are"]
        );
    }

    #[test]
    fn headings_about_another_section_do_not_count_as_introduction() {
        let text = WHOLE.trim_start_matches("An example.");
        assert_eq!(asked("treatment", "", text), ["what the treatment is"]);
        let risks = text.replace("### Problems and side effects", "### What are the risks?");
        assert_eq!(asked("treatment", "", &risks), ["what the treatment is"]);
        assert!(asked("treatment", "", &format!("## What is example therapy?\n{text}")).is_empty());
        assert!(asked("treatment", "", &text.replace("Who is it", "What is it and who is it")).is_empty());
    }

    #[test]
    fn sentences_blocks_and_fields_count() {
        let inside = "An example.\n\n## Who is it for?\n\nThe main benefit is sleep. There is a risk of waking. What if you do \
            nothing?\n\n- without treatment it stays\n\n## What happens?\n\nAn alternative to this is tea.\n\n{{ help }}\n";
        assert!(asked("treatment", "", inside).is_empty());
        let field = WHOLE.replace("## Alternatives", "");
        assert!(asked("treatment\nalternatives: [PT-002]", "", &field).is_empty());
        assert_eq!(asked("treatment", "", &field), ["what else they could choose"]);
    }

    #[test]
    fn site_may_add_words_and_sections() {
        let text = WHOLE.replace("## Benefits", "## What is good about it");
        assert_eq!(asked("treatment", "", &text), ["what the benefits are"]);
        assert!(asked("treatment", "sections: {treatment: {benefits: [good about]}}\n", &text).is_empty());
        assert!(asked("treatment", "sections: {treatment: {benefits: []}}\n", &text).is_empty());
        let parking = "sections: {treatment: {parking: [car park]}}\n";
        assert_eq!(asked("treatment", parking, WHOLE), ["parking"]);
        assert!(asked("treatment", parking, &format!("{WHOLE}\n## Car parks\n")).is_empty());
        let own = "sections: {diet: {foods: [eat, food]}}\n";
        assert_eq!(asked("diet", own, ""), ["foods"]);
        assert!(asked("diet", own, "## What to eat\n").is_empty());
    }
}
