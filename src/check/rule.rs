//! What a rule is, what it looks at, and what it says.

use std::cell::OnceCell;
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
use crate::publication_log::PublicationLog;
use crate::settings::Settings;
use crate::site::CrisisBlocks;
use crate::source::{FileRole, SourceId, Sources, Span, TextRange};
use crate::theme::Theme;

/// A check that makes findings.
pub struct Rule {
    /// Its name, which says what is wrong and never changes.
    pub name: &'static str,
    /// How much its findings weigh where `site.yaml` does not say.
    pub severity: Severity,
    /// The group that `explain` lists it in.
    pub group: RuleGroup,
    /// What it checks, in a line.
    pub summary: &'static str,
    /// Its documentation: what it checks, why it matters, a failing and a passing example.
    pub documentation: &'static str,
    /// Whether it stands for something that must not be published: it cannot be switched off.
    pub locked: bool,
    /// What it looks at.
    pub scope: Scope,
}

impl Rule {
    /// Whether a leaflet may name it under `exceptions`. What must not be published may not be, and a rule about exceptions
    /// would be one about itself.
    pub fn may_be_excepted(&self) -> bool {
        !self.locked && self.group != RuleGroup::Exceptions
    }
}

/// What rules are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleGroup {
    /// The fields at the head of a leaflet.
    FrontMatter,
    /// Dates and the archive.
    Dates,
    /// References, titles, addresses.
    Names,
    /// Links, images, blocks.
    Links,
    /// Headings, sections, lists, tables.
    Structure,
    /// Words, sentences, numbers.
    PlainLanguage,
    /// What a reader in danger needs, and what must not be given away.
    Safety,
    /// Rules that are not applied to a leaflet.
    Exceptions,
    /// Files as such.
    Files,
    /// `site.yaml` and the theme.
    Site,
}

impl RuleGroup {
    /// Its heading.
    pub fn heading(self) -> &'static str {
        match self {
            Self::FrontMatter => "Fields at the head of a leaflet",
            Self::Dates => "Dates and the archive",
            Self::Names => "References and addresses",
            Self::Links => "Links, images and shared blocks",
            Self::Structure => "Headings, sections, lists and tables",
            Self::PlainLanguage => "Plain language",
            Self::Safety => "Safety",
            Self::Exceptions => "Exceptions",
            Self::Files => "Files",
            Self::Site => "Settings and theme",
        }
    }
}

/// What a rule looks at.
#[derive(Clone, Copy)]
pub enum Scope {
    /// One leaflet, page or block at a time.
    Manuscript(fn(&ManuscriptContext<'_>, &mut Findings<'_>)),
    /// The words of one leaflet, page or block that is written in English: what is said of plain words and short
    /// sentences holds for that language alone.
    English(fn(&ManuscriptContext<'_>, &mut Findings<'_>)),
    /// An exception that held nothing back.
    UnusedException(fn(&ManuscriptContext<'_>, &Exception, &mut Findings<'_>)),
    /// All of them together.
    Site(fn(&CheckContext<'_>, &mut Findings<'_>)),
}

/// All that rules may look at.
pub struct CheckContext<'a> {
    /// The files.
    pub sources: &'a Sources,
    /// The settings.
    pub settings: &'a Settings,
    /// The manuscripts, linked.
    pub library: &'a Library<'a>,
    /// What was published before.
    pub record: &'a PublicationLog,
    /// The theme.
    pub theme: &'a Theme,
    /// The hard words that the site explains.
    pub glossary: &'a Glossary,
    /// All rules.
    pub rules: &'static [&'static Rule],
    /// The day.
    pub today: Date,
    /// The web address given for this run, where `site.yaml` need not have one.
    pub base_url: Option<&'a str>,
    /// The telephone numbers of `site.yaml`, read once when first needed.
    pub numbers: OnceLock<KnownNumbers>,
    /// The blocks with urgent help, looked for once when first needed.
    pub crisis: OnceLock<CrisisBlocks>,
}

impl CheckContext<'_> {
    /// The blocks with urgent help.
    pub fn crisis(&self) -> &CrisisBlocks {
        self.crisis.get_or_init(|| CrisisBlocks::of(self.library, self.settings))
    }

    /// The telephone numbers that the site knows.
    pub fn numbers(&self) -> &KnownNumbers {
        self.numbers.get_or_init(|| KnownNumbers::of(self.settings))
    }
}

/// One manuscript, and all that is around it.
pub struct ManuscriptContext<'a> {
    /// All that is around it.
    pub world: &'a CheckContext<'a>,
    /// Its place in the library.
    pub id: ManuscriptId,
    /// The manuscript.
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

    /// Its running text, cut once into passages, sentences and words for all rules.
    pub fn prose(&self) -> &Prose {
        self.prose.get_or_init(|| Prose::of(&self.manuscript.document, self.text()))
    }

    /// The words of our word lists in its running text, looked for once for all rules.
    pub fn hits(&self) -> &[WordMatch] {
        self.hits.get_or_init(|| VOCABULARY.hits(self.prose()))
    }

    /// The place in its file of a part of its running text.
    pub fn span_of_prose(&self, range: TextRange) -> Span {
        self.span(self.prose().in_file(range))
    }

    /// The language that it is written in.
    pub fn language(&self) -> &'a Language {
        self.world.library.language(self.id).unwrap_or(&self.world.settings.language)
    }

    /// Whether its text is not for readers: it is archived, and only its notice is published.
    pub fn is_archived(&self) -> bool {
        self.world.library.leaflet(self.id).is_some_and(|leaflet| leaflet.is_archived(self.world.today))
    }

    /// Whether it is a leaflet or a draft of one.
    pub fn is_leaflet(&self) -> bool {
        matches!(self.manuscript.role, FileRole::Leaflet | FileRole::Draft)
    }

    /// Whether it is a pack.
    pub fn is_pack(&self) -> bool {
        self.manuscript.role == FileRole::Pack
    }

    /// What was seen in it that cannot be used.
    pub fn problems(&self) -> impl Iterator<Item = &'a ManuscriptProblem> {
        self.manuscript.problems.iter()
    }

    /// Its links and images, each with what it leads to.
    pub fn links(&self) -> impl Iterator<Item = (&'a Link, &'a Target)> {
        self.manuscript.document.links().iter().zip(self.world.library.targets(self.id))
    }

    /// A place in its file.
    pub fn span(&self, range: TextRange) -> Span {
        range.in_source(self.manuscript.source)
    }

    /// The first place of its file.
    pub fn start(&self) -> Span {
        self.span(TextRange::default())
    }

    /// Where a field is missing: the place of its name where nothing stands behind it, else the front matter.
    ///
    /// Nothing where the field is there, or where the front matter as a whole could not be read: that is said once.
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
    )
}

/// Where a rule puts what it found.
pub struct Findings<'a> {
    rule: &'static Rule,
    severity: Severity,
    list: &'a mut Vec<Finding>,
}

impl<'a> Findings<'a> {
    pub(super) fn new(rule: &'static Rule, severity: Severity, list: &'a mut Vec<Finding>) -> Self {
        Self { rule, severity, list }
    }

    /// A finding: where, what is wrong and why, what to do.
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

/// A finding that was just made, to which further places can be added.
pub struct AddedFinding<'a> {
    list: &'a mut Vec<Finding>,
}

impl AddedFinding<'_> {
    /// A further place that has to do with it.
    pub fn with(self, span: Span, text: impl Into<String>) -> Self {
        if let Some(finding) = self.list.last_mut() {
            finding.related.push(Label { span, text: text.into() });
        }
        self
    }

    /// One part of the one certain way to mend it: `text` in place of `range`.
    pub fn fixed_by(self, range: TextRange, text: impl Into<String>) -> Self {
        if let Some(finding) = self.list.last_mut() {
            finding.fix.push(Edit { range, text: text.into() });
        }
        self
    }
}

/// ` Did you mean '...'?`, or nothing.
pub fn did_you_mean(name: Option<&str>) -> String {
    name.map(|name| format!("Did you mean '{name}'? ")).unwrap_or_default()
}

/// The first place of a file.
pub fn start_of(source: SourceId) -> Span {
    TextRange::default().in_source(source)
}
