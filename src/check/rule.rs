//! The definition of a rule, its input and its findings.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::known_numbers::KnownNumbers;
use super::vocabulary::{VOCABULARY, WordMatch};
use crate::date::Date;
use crate::diagnostic::{Edit, Finding, Label, Severity};
use crate::glossary::Glossary;
use crate::language::Language;
use crate::leaflet::{Exception, Manuscript, ManuscriptProblem};
use crate::library::{Library, ManuscriptId, Target};
use crate::markdown::{Link, Prose};
use crate::publication_log::{ObjectStore, PublicationLog};
use crate::rendering::RenderProblem;
use crate::settings::Settings;
use crate::source::{FileRole, SourceId, Sources, Span, TextRange};
use crate::theme::Theme;
use crate::versions::{History, WordingHashes, WordingInputs};

/// A check that reports findings.
pub struct Rule {
    /// Its name, which describes the problem and never changes.
    pub name: &'static str,
    /// The severity of its findings, unless `site.yaml` changes it.
    pub severity: Severity,
    /// Its group in the output of `explain`.
    pub group: RuleGroup,
    /// What it checks, in one line.
    pub summary: &'static str,
    /// Its documentation in Markdown: what it checks, why it matters, a failing and a passing example.
    pub documentation: &'static str,
    /// Whether it concerns something that must never be published, and so cannot be switched off.
    pub locked: bool,
    /// What it runs on.
    pub scope: Scope,
}

impl Rule {
    /// Whether a leaflet may name it under `exceptions`. Locked rules allow no exceptions; nor do the rules about
    /// exceptions, which would apply to themselves.
    pub fn may_be_excepted(&self) -> bool {
        !self.locked && self.group != RuleGroup::Exceptions
    }
}

/// The topic of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleGroup {
    /// The fields at the top of a leaflet.
    FrontMatter,
    /// Dates and the archive.
    Dates,
    /// References, titles, addresses.
    Names,
    /// Links, pictures, blocks.
    Links,
    /// Headings, sections, lists, tables.
    Structure,
    /// Words, sentences, numbers.
    PlainLanguage,
    /// What readers in danger need, and mistakes that could harm patients.
    Safety,
    /// The `exceptions` of leaflets.
    Exceptions,
    /// Files and folders.
    Files,
    /// `site.yaml` and the theme.
    Site,
}

impl RuleGroup {
    /// The heading of the group in the output of `explain`.
    pub fn heading(self) -> &'static str {
        match self {
            Self::FrontMatter => "Fields at the top of a leaflet",
            Self::Dates => "Dates and the archive",
            Self::Names => "References and addresses",
            Self::Links => "Links, pictures and shared blocks",
            Self::Structure => "Headings, sections, lists and tables",
            Self::PlainLanguage => "Plain language",
            Self::Safety => "Safety",
            Self::Exceptions => "Exceptions",
            Self::Files => "Files",
            Self::Site => "Settings and theme",
        }
    }
}

/// What a rule runs on.
#[derive(Clone, Copy)]
pub enum Scope {
    /// One leaflet, page or block at a time.
    Manuscript(fn(&ManuscriptContext<'_>, &mut Findings<'_>)),
    /// One leaflet, page or block at a time, if it is in English: guidance on plain words and short sentences applies
    /// to that language only.
    English(fn(&ManuscriptContext<'_>, &mut Findings<'_>)),
    /// An exception that suppressed no finding.
    UnusedException(fn(&ManuscriptContext<'_>, &Exception, &mut Findings<'_>)),
    /// The site as a whole.
    Site(fn(&CheckContext<'_>, &mut Findings<'_>)),
    /// The problems found in rendering, and in the theme before rendering.
    Rendering(fn(&CheckContext<'_>, &[RenderProblem], &mut Findings<'_>)),
}

/// The input of rules.
pub struct CheckContext<'a> {
    /// The files.
    pub sources: &'a Sources,
    pub settings: &'a Settings,
    /// The manuscripts, with links resolved.
    pub library: &'a Library<'a>,
    /// The record of earlier publications.
    pub record: &'a PublicationLog,
    pub theme: &'a Theme,
    /// The site's glossary of hard words.
    pub glossary: &'a Glossary,
    pub rules: &'static [&'static Rule],
    /// The current day in the site's time zone.
    pub today: Date,
    /// The base URL given on the command line, which replaces the one in `site.yaml`.
    pub base_url: Option<&'a str>,
    /// The telephone numbers of `site.yaml`, parsed on first use.
    pub numbers: OnceLock<KnownNumbers>,
    /// The stored versions of leaflets, if they can be read.
    pub objects: Option<&'a dyn ObjectStore>,
    /// The paths of leaflets that are as they were last published: they passed the rules then, so nothing is reported
    /// about them.
    pub as_published: Option<&'a BTreeSet<Box<str>>>,
    /// The wording hashes of the leaflets, each computed on first use.
    pub wordings: WordingHashes,
}

impl CheckContext<'_> {
    /// What is known about earlier versions of the leaflets.
    pub fn history(&self) -> History<'_> {
        let inputs = WordingInputs { library: self.library, settings: self.settings };
        History { inputs, record: self.record, objects: self.objects, hashes: &self.wordings }
    }

    /// Removes the findings about leaflets that are as they were last published.
    pub(super) fn without_published(&self, findings: &mut Vec<Finding>) {
        if let Some(published) = self.as_published {
            findings.retain(|finding| !published.contains(&self.sources.file(finding.span.source).path));
        }
    }

    /// The telephone numbers of `site.yaml`.
    pub fn numbers(&self) -> &KnownNumbers {
        self.numbers.get_or_init(|| KnownNumbers::of(self.settings))
    }
}

/// One manuscript and its context.
pub struct ManuscriptContext<'a> {
    /// The site that it belongs to.
    pub world: &'a CheckContext<'a>,
    /// Its index in the library.
    pub id: ManuscriptId,
    pub manuscript: &'a Manuscript,
    prose: OnceCell<Prose>,
    hits: OnceCell<Vec<WordMatch>>,
}

impl<'a> ManuscriptContext<'a> {
    pub(super) fn new(world: &'a CheckContext<'a>, id: ManuscriptId) -> Self {
        Self { world, id, manuscript: world.library.manuscript(id), prose: OnceCell::new(), hits: OnceCell::new() }
    }

    /// The text of its file.
    pub fn text(&self) -> &'a str {
        self.world.library.text(self.id)
    }

    /// Its running text, split into passages, sentences and words; cached for all rules.
    pub fn prose(&self) -> &Prose {
        self.prose.get_or_init(|| Prose::of(&self.manuscript.document, self.text()))
    }

    /// The words of the built-in lists in its running text; cached for all rules.
    pub fn hits(&self) -> &[WordMatch] {
        self.hits.get_or_init(|| VOCABULARY.hits(self.prose()))
    }

    /// The place in its file of a range of its running text.
    pub fn span_of_prose(&self, range: TextRange) -> Span {
        self.span(self.prose().in_file(range))
    }

    pub fn language(&self) -> &'a Language {
        self.world.library.language(self.id).unwrap_or(&self.world.settings.language)
    }

    /// Whether it is archived, so that only a notice is published and not its text.
    pub fn is_archived(&self) -> bool {
        self.world.library.is_archived(self.id)
    }

    /// Whether it is a leaflet or a draft of one.
    pub fn is_leaflet(&self) -> bool {
        matches!(self.manuscript.role, FileRole::Leaflet | FileRole::Draft)
    }

    /// Whether it is a pack.
    pub fn is_pack(&self) -> bool {
        self.manuscript.role == FileRole::Pack
    }

    /// The problems found while it was parsed.
    pub fn problems(&self) -> impl Iterator<Item = &'a ManuscriptProblem> {
        self.manuscript.problems.iter()
    }

    /// Its links and images with their targets.
    pub fn links(&self) -> impl Iterator<Item = (&'a Link, &'a Target)> {
        self.manuscript.document.links().iter().zip(self.world.library.targets(self.id))
    }

    /// A place in its file.
    pub fn span(&self, range: TextRange) -> Span {
        range.in_source(self.manuscript.source)
    }

    /// The start of its file.
    pub fn start(&self) -> Span {
        self.span(TextRange::default())
    }

    /// Where to report a missing field: at its name if it has no value, otherwise at the front matter.
    ///
    /// `None` if the field is present, or if the front matter could not be read, which is reported once elsewhere.
    pub fn missing(&self, field: &str) -> Option<Span> {
        match self.manuscript.front_matter.given(field) {
            Some(given) if given.blank => Some(self.span(given.key)),
            Some(_) => None,
            None if self.problems().any(is_about_all_fields) => None,
            None => Some(self.span(self.manuscript.front_matter_range)),
        }
    }
}

/// Whether the fields could not be read at all.
fn is_about_all_fields(problem: &ManuscriptProblem) -> bool {
    matches!(
        problem,
        ManuscriptProblem::Yaml { .. }
            | ManuscriptProblem::NoFields { .. }
            | ManuscriptProblem::NotUtf8 { .. }
            | ManuscriptProblem::TooLong { .. }
            | ManuscriptProblem::Shortcut
            | ManuscriptProblem::UnclosedFrontMatter { .. }
            | ManuscriptProblem::UnopenedFrontMatter { .. }
    )
}

/// Collects the findings of one rule.
pub struct Findings<'a> {
    rule: &'static Rule,
    severity: Severity,
    list: &'a mut Vec<Finding>,
}

impl<'a> Findings<'a> {
    pub(super) fn new(rule: &'static Rule, severity: Severity, list: &'a mut Vec<Finding>) -> Self {
        Self { rule, severity, list }
    }

    /// Adds a finding: where it is, what is wrong and why it matters, what to do.
    pub fn add(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) -> AddedFinding<'_> {
        self.list.push(Finding {
            rule: self.rule.name,
            severity: self.severity,
            message: message.into(),
            help: help.into(),
            span,
            related: Vec::new(),
            fix: Vec::new(),
        });
        AddedFinding { list: self.list }
    }
}

/// A finding that was just added, to be completed with related places and fixes.
pub struct AddedFinding<'a> {
    list: &'a mut Vec<Finding>,
}

impl AddedFinding<'_> {
    /// Adds a related place.
    pub fn with(self, span: Span, text: impl Into<String>) -> Self {
        if let Some(finding) = self.list.last_mut() {
            finding.related.push(Label { span, text: text.into() });
        }
        self
    }

    /// Gives this finding another severity than others of the rule.
    pub fn at(self, severity: Severity) -> Self {
        if let Some(finding) = self.list.last_mut() {
            finding.severity = severity;
        }
        self
    }

    /// Adds an edit to the automatic fix: replaces `range` with `text`.
    pub fn fixed_by(self, range: TextRange, text: impl Into<String>) -> Self {
        if let Some(finding) = self.list.last_mut() {
            finding.fix.push(Edit { range, text: text.into() });
        }
        self
    }
}

/// `Did you mean '...'? ` with a space at the end, or an empty string.
pub fn did_you_mean(name: Option<&str>) -> String {
    name.map(|name| format!("Did you mean '{name}'? ")).unwrap_or_default()
}

/// The start of a file.
pub fn start_of(source: SourceId) -> Span {
    TextRange::default().in_source(source)
}
