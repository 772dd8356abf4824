//! The result of comparing two sites.

use std::collections::BTreeSet;

/// What readers will see differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The names of the two sites.
    pub titles: [String; 2],
    /// Leaflets, the most important first.
    pub leaflets: Vec<PageDifference>,
    /// Changes that are the same on several leaflets.
    pub shared: Vec<SharedDifference>,
    /// Other pages with text of their own, and the text on every page.
    pub pages: Vec<PageDifference>,
    /// Pictures and attached files.
    pub files: Vec<FileChange>,
}

/// The numbers for a summary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DifferenceCounts {
    /// Leaflets that were removed without a notice in their place.
    pub removed: usize,
    /// Leaflets that were archived.
    pub archived: usize,
    /// Leaflets with changes.
    pub changed: usize,
    /// Those of them in which a number, a dose or a word like 'not' changed.
    pub critical: usize,
    /// New leaflets, and archived ones that returned.
    pub added: usize,
    /// Other pages.
    pub pages: usize,
    /// Pictures and attached files.
    pub files: usize,
}

impl Difference {
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

/// What happened to a leaflet or a page, the most important first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DifferenceKind {
    /// It was removed, and its address shows nothing any more.
    Removed,
    /// It was archived earlier, and now its notice was removed too.
    NoticeRemoved,
    /// Its address shows the archived notice.
    Archived,
    /// Its text or its facts changed.
    Changed,
    /// It was archived, and is available again.
    Returned,
    /// It is new.
    Added,
}

impl DifferenceKind {
    /// Its name in JSON.
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
    /// What happened to it.
    pub kind: DifferenceKind,
    /// Its leaflet reference.
    pub reference: Option<String>,
    /// The tag of its language.
    pub language: String,
    /// Whether it is a translation.
    pub is_translation: bool,
    pub title: String,
    /// Its address, from the root of the site.
    pub address: String,
    /// Dates and other facts that changed.
    pub facts: Vec<FactDifference>,
    /// Sentences that changed, in the order of the page.
    pub changes: Vec<SentenceChange>,
}

impl PageDifference {
    /// Whether a number, a dose or a word like 'not' changed.
    pub fn is_critical(&self) -> bool {
        self.changes.iter().any(|change| change.touches.any())
    }

    /// A short name: `PT-001`, `PT-001 (cy)`, or its address if it has no reference.
    pub fn name(&self) -> String {
        let name = self.reference.as_deref().unwrap_or(&self.address);
        if self.is_translation { format!("{name} ({})", self.language) } else { name.to_owned() }
    }
}

/// A date or another fact that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactDifference {
    /// Its label: 'Archive date'.
    pub name: &'static str,
    /// The old value.
    pub old: Option<String>,
    /// The new value.
    pub new: Option<String>,
}

/// A sentence that was changed, removed, added or moved.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SentenceChange {
    /// The heading above it.
    pub under: Option<String>,
    /// Its words.
    pub parts: Vec<SentencePart>,
    /// Whether it was only moved.
    pub is_moved: bool,
    /// Why it needs close attention.
    pub touches: RiskFlags,
}

/// Consecutive words of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SentencePart {
    /// Words in both versions.
    Same(String),
    /// Words that were removed.
    Removed(String),
    /// Words that were added.
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

/// Why a sentence needs close attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct RiskFlags {
    /// A number, a dose, a time or a phone number changed.
    pub number: bool,
    /// A word such as 'not', 'never' or 'unless' changed.
    pub negation: bool,
}

impl RiskFlags {
    /// Whether any flag is set.
    pub fn any(self) -> bool {
        self.number || self.negation
    }

    /// The flags in words.
    pub fn words(self) -> Option<&'static str> {
        match (self.negation, self.number) {
            (true, true) => Some("a word like 'not' and a number or dose"),
            (true, false) => Some("a word like 'not'"),
            (false, true) => Some("a number or dose"),
            (false, false) => None,
        }
    }
}

/// A change that is the same on several leaflets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedDifference {
    pub change: SentenceChange,
    /// The leaflets, by [`PageDifference::name`].
    pub on: Vec<String>,
}

/// A picture or an attached file that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// Whether it was removed, changed or added.
    pub kind: DifferenceKind,
    /// Its path in the site.
    pub path: String,
}
