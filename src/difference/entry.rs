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
    /// Those of them that need a close look.
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
    /// Whether it needs a close look.
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
    /// Whether it is in a row of a table.
    pub is_in_row: bool,
    /// Why it needs a close look.
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

/// A reason to look closely at a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Risk {
    /// A word such as 'not', 'without' or 'unless'.
    Negation,
    /// A number, a dose or a unit.
    Number,
    Phone,
    /// The name of a medicine.
    Medicine,
    /// Names of medicines that are often confused.
    ConfusedMedicines,
    /// A side or a part of the body.
    Side,
    /// 'Before' or 'after'.
    Order,
    /// 'Increase' or 'reduce', 'start' or 'continue'.
    Direction,
    /// 'At least' or 'up to'.
    Limit,
    /// 'May', 'should' or 'must'.
    Duty,
    /// 'Always' or 'sometimes'.
    Frequency,
    /// A day or a time of day.
    Time,
    /// How a medicine is taken: 'swallow', 'with food'.
    Use,
    /// Who a text is for: 'adults', 'pregnant'.
    People,
    /// 'And' or 'or', 'all' or 'any', 'on' or 'off'.
    Choice,
    /// 'Severe', 'urgent', 'at once'.
    Warning,
    /// A card that came, went or changed its kind.
    Card,
    /// A row of a table that moved.
    Row,
    Picture,
}

/// Each risk with its name in JSON and its description, in the order in which they are named.
const RISKS: &[(Risk, &str, &str)] = &[
    (Risk::Negation, "negation", "a word like 'not'"),
    (Risk::Number, "number", "a number or dose"),
    (Risk::Phone, "phone", "a telephone number"),
    (Risk::Medicine, "medicine", "the name of a medicine"),
    (Risk::ConfusedMedicines, "confused-medicines", "medicines that are often confused"),
    (Risk::Side, "side", "a side or a part of the body"),
    (Risk::Order, "order", "before or after"),
    (Risk::Direction, "direction", "a word like 'increase' or 'reduce'"),
    (Risk::Limit, "limit", "a limit like 'at least' or 'up to'"),
    (Risk::Duty, "duty", "may, should or must"),
    (Risk::Frequency, "frequency", "a word like 'always' or 'sometimes'"),
    (Risk::Time, "time", "a day or a time"),
    (Risk::Use, "use", "how or with what it is taken"),
    (Risk::People, "people", "who it is for"),
    (Risk::Choice, "choice", "a word like 'and' or 'or', 'on' or 'off'"),
    (Risk::Warning, "warning", "a warning word"),
    (Risk::Card, "card", "a card that came, went or changed its kind"),
    (Risk::Row, "row", "a row of a table that moved"),
    (Risk::Picture, "picture", "a picture"),
];

impl Risk {
    /// The risks of words of one kind, which are compared in their order.
    pub const OF_WORDS: [Self; 13] = [
        Self::Negation,
        Self::Number,
        Self::Medicine,
        Self::Side,
        Self::Order,
        Self::Direction,
        Self::Limit,
        Self::Duty,
        Self::Frequency,
        Self::Time,
        Self::Use,
        Self::People,
        Self::Warning,
    ];

    fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// Why a change needs a close look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct RiskFlags(u32);

impl RiskFlags {
    /// These flags and another one.
    pub fn with(self, risk: Risk) -> Self {
        Self(self.0 | risk.bit())
    }

    /// The flags of both.
    pub fn with_all(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    pub fn has(self, risk: Risk) -> bool {
        self.0 & risk.bit() != 0
    }

    /// Whether any flag is set.
    pub fn any(self) -> bool {
        self.0 != 0
    }

    /// The names of the flags in JSON.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        RISKS.iter().filter(move |(risk, ..)| self.has(*risk)).map(|(_, name, _)| *name)
    }

    /// The flags in words.
    pub fn words(self) -> Option<String> {
        let is_shown = |risk: Risk| self.has(risk) && !(risk == Risk::Medicine && self.has(Risk::ConfusedMedicines));
        let all: Vec<&str> = RISKS.iter().filter(|(risk, ..)| is_shown(*risk)).map(|(.., words)| *words).collect();
        match all.split_last() {
            None => None,
            Some((one, [])) => Some((*one).to_owned()),
            Some((last, others)) => Some(format!("{} and {last}", others.join(", "))),
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
