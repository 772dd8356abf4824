//! What a comparison of two sites gives.

use std::collections::BTreeSet;

/// What readers will see differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The names of the two sites.
    pub titles: [String; 2],
    /// Leaflets, those first that matter most.
    pub leaflets: Vec<PageDifference>,
    /// What is different in the same way on several leaflets.
    pub shared: Vec<SharedDifference>,
    /// Other pages with a text of their own, and what stands on every page.
    pub pages: Vec<PageDifference>,
    /// Pictures and attached files.
    pub files: Vec<FileChange>,
}

/// How many of each there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DifferenceCounts {
    /// Leaflets that are gone, and nothing stands in their place.
    pub removed: usize,
    /// Leaflets that were archived.
    pub archived: usize,
    /// Leaflets of which something is different.
    pub changed: usize,
    /// Those of them where a number, a dose or a word like 'not' is.
    pub critical: usize,
    /// New leaflets, and those that are back.
    pub added: usize,
    /// Other pages.
    pub pages: usize,
    /// Pictures and attached files.
    pub files: usize,
}

impl Difference {
    /// Whether readers will see the same.
    pub fn is_none(&self) -> bool {
        self.counts() == DifferenceCounts::default()
    }

    /// How many of each there are.
    pub fn counts(&self) -> DifferenceCounts {
        let of = |kinds: &[DifferenceKind]| self.leaflets.iter().filter(|entry| kinds.contains(&entry.kind)).count();
        let changed = self.leaflets.iter().filter(|entry| entry.kind == DifferenceKind::Changed);
        let of_all = |is_wanted: &dyn Fn(bool) -> bool| -> usize {
            let shared = self.shared.iter().filter(|shared| is_wanted(shared.change.touches.any()));
            let shared = shared.flat_map(|shared| shared.on.iter().cloned());
            let own = changed.clone().filter(|entry| is_wanted(entry.is_critical())).map(PageDifference::name);
            own.chain(shared).collect::<BTreeSet<String>>().len()
        };
        DifferenceCounts {
            removed: of(&[DifferenceKind::Removed, DifferenceKind::NoticeRemoved]),
            archived: of(&[DifferenceKind::Archived]),
            changed: of_all(&|_| true),
            critical: of_all(&|is_critical| is_critical),
            added: of(&[DifferenceKind::Added, DifferenceKind::Returned]),
            pages: self.pages.len(),
            files: self.files.len(),
        }
    }
}

/// What became of a leaflet or a page, in the order in which it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DifferenceKind {
    /// It is gone, and its address says nothing any more.
    Removed,
    /// It was archived before, and now its notice is gone too.
    NoticeRemoved,
    /// Its address shows the archived notice.
    Archived,
    /// Something of it is different.
    Changed,
    /// It was archived, and can be read again.
    Returned,
    /// It is new.
    Added,
}

impl DifferenceKind {
    /// Its name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Removed => "removed",
            Self::NoticeRemoved => "notice-removed",
            Self::Archived => "archived",
            Self::Changed => "changed",
            Self::Returned => "returned",
            Self::Added => "added",
        }
    }
}

/// A leaflet or a page that readers will see differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageDifference {
    /// What became of it.
    pub kind: DifferenceKind,
    /// Its leaflet reference.
    pub reference: Option<String>,
    /// Its language.
    pub language: String,
    /// Whether it is a translation.
    pub is_translation: bool,
    /// Its title.
    pub title: String,
    /// Its address, from the root of the site.
    pub address: String,
    /// Dates and other facts that are different.
    pub facts: Vec<FactDifference>,
    /// Sentences that are different, in the order of the page.
    pub changes: Vec<SentenceChange>,
}

impl PageDifference {
    /// Whether a number, a dose or a word like 'not' is different.
    pub fn is_critical(&self) -> bool {
        self.changes.iter().any(|change| change.touches.any())
    }

    /// What it is called in a list: `PT-001`, `PT-001 (cy)`; its address where it has no reference.
    pub fn name(&self) -> String {
        let name = self.reference.as_deref().unwrap_or(&self.address);
        if self.is_translation { format!("{name} ({})", self.language) } else { name.to_owned() }
    }
}

/// A date or another fact that is different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactDifference {
    /// What it says, for people: 'Archive date'.
    pub name: &'static str,
    /// What it was.
    pub old: Option<String>,
    /// What it is now.
    pub new: Option<String>,
}

/// A sentence that is different: changed, gone, new, or at another place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SentenceChange {
    /// The heading that it stands below.
    pub under: Option<String>,
    /// Its words.
    pub parts: Vec<SentencePart>,
    /// Whether it only stands at another place now.
    pub is_moved: bool,
    /// What in it needs a close look.
    pub touches: RiskFlags,
}

/// Some words of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SentencePart {
    /// They stand in both.
    Same(String),
    /// They are gone.
    Removed(String),
    /// They are new.
    Added(String),
}

impl SentencePart {
    /// The words.
    pub fn text(&self) -> &str {
        match self {
            Self::Same(text) | Self::Removed(text) | Self::Added(text) => text,
        }
    }
}

/// What in a sentence needs a close look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct RiskFlags {
    /// A number, a dose, a time, a telephone number.
    pub number: bool,
    /// A word such as 'not', 'never' or 'unless'.
    pub negation: bool,
}

impl RiskFlags {
    /// Whether anything does.
    pub fn any(self) -> bool {
        self.number || self.negation
    }

    /// What does, for people.
    pub fn words(self) -> Option<&'static str> {
        match (self.negation, self.number) {
            (true, true) => Some("a word like 'not' and a number or dose"),
            (true, false) => Some("a word like 'not'"),
            (false, true) => Some("a number or dose"),
            (false, false) => None,
        }
    }
}

/// What is different in the same way on several leaflets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedDifference {
    /// The sentence.
    pub change: SentenceChange,
    /// The leaflets, as [`PageDifference::name`] calls them.
    pub on: Vec<String>,
}

/// A picture or an attached file that is different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// What became of it: removed, changed or added.
    pub kind: DifferenceKind,
    /// Its path in the site.
    pub path: String,
}
