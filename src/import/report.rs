//! The account of an import: what became of everything that is not in the leaflet as it was in the file.

/// What an entry of the account says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReportEntryKind {
    /// Words that stand at another place now: in a field, or as the number of a list.
    Moved,
    /// Something that was taken for something; a person should look.
    Guess,
    /// Words that stand in the leaflet and did not stand in the file as words.
    Added,
    /// Something that did not arrive.
    Lost,
}

/// One thing that a person should know, with what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportEntry {
    /// What it says.
    pub kind: ReportEntryKind,
    /// A sentence.
    pub sentence: String,
    /// What it is about, piece by piece, in the words of the file.
    pub pieces: Vec<String>,
    /// Whether the words of the pieces stand in the file and not in the leaflet's text.
    pub words_missing: bool,
}

/// What became of everything that is not in the leaflet as it was in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    entries: Vec<ReportEntry>,
}

/// Of words that somebody took back by a line through them.
pub(super) const STRUCK: &str =
    "Words that are struck through in the file. Look whether the text is right without them:";

impl ImportReport {
    /// All entries: what moved, what was guessed, what was added, what was lost.
    pub fn entries(&self) -> impl Iterator<Item = &ReportEntry> {
        let kinds = [ReportEntryKind::Moved, ReportEntryKind::Guess, ReportEntryKind::Added, ReportEntryKind::Lost];
        kinds.into_iter().flat_map(|kind| self.entries.iter().filter(move |entry| entry.kind == kind))
    }

    /// The words that stand in the file and not in the leaflet's text.
    pub fn missing_words(&self) -> Vec<&str> {
        let missing = self.entries.iter().filter(|entry| entry.words_missing);
        missing.flat_map(|entry| &entry.pieces).flat_map(|piece| piece.split_whitespace()).collect()
    }

    /// The words that stand in the leaflet's text and did not stand in the file.
    pub fn added_words(&self) -> Vec<&str> {
        let added = self.entries.iter().filter(|entry| entry.kind == ReportEntryKind::Added);
        added.flat_map(|entry| &entry.pieces).flat_map(|piece| piece.split_whitespace()).collect()
    }

    /// Words of the file became something else: a field, the number of a list.
    pub(super) fn moved(&mut self, sentence: &str, words: &str) {
        self.note(ReportEntryKind::Moved, sentence, words, true);
    }

    /// Something was taken for something; its words are in the leaflet.
    pub(super) fn guess(&mut self, sentence: &str, piece: &str) {
        self.note(ReportEntryKind::Guess, sentence, piece, false);
    }

    /// Words of the file became something else, and that they should is a guess.
    pub(super) fn guess_moved(&mut self, sentence: &str, words: &str) {
        self.note(ReportEntryKind::Guess, sentence, words, true);
    }

    /// The leaflet has words that the file had not.
    pub(super) fn added(&mut self, sentence: &str, words: &str) {
        self.note(ReportEntryKind::Added, sentence, words, false);
    }

    /// Words did not arrive.
    pub(super) fn lost(&mut self, sentence: &str, words: &str) {
        self.note(ReportEntryKind::Lost, sentence, words, true);
    }

    /// Something without words did not arrive; `piece` names it.
    pub(super) fn lost_thing(&mut self, sentence: &str, piece: &str) {
        self.note(ReportEntryKind::Lost, sentence, piece, false);
    }

    fn note(&mut self, kind: ReportEntryKind, sentence: &str, piece: &str, words_missing: bool) {
        let piece = piece.split_whitespace().collect::<Vec<_>>().join(" ");
        if words_missing && piece.is_empty() {
            return;
        }
        let same = |entry: &&mut ReportEntry| {
            entry.kind == kind && entry.sentence == sentence && entry.words_missing == words_missing
        };
        let pieces = match self.entries.iter_mut().find(same) {
            Some(entry) => &mut entry.pieces,
            None => {
                self.entries.push(ReportEntry {
                    kind,
                    sentence: sentence.to_owned(),
                    pieces: Vec::new(),
                    words_missing,
                });
                match self.entries.last_mut() {
                    Some(entry) => &mut entry.pieces,
                    None => return,
                }
            }
        };
        if !piece.is_empty() {
            pieces.push(piece);
        }
    }
}
