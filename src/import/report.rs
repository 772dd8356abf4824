//! The report on an import: what became of everything that is not in the leaflet as it was in the file.

/// What an entry of the report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReportEntryKind {
    /// Words that are now elsewhere: in a field, or as the number of a list.
    Moved,
    /// An interpretation that somebody should check.
    Guess,
    /// Words that are in the leaflet but were not words of the file.
    Added,
    /// Content that was not imported.
    Lost,
}

/// One entry of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportEntry {
    /// What it is about.
    pub kind: ReportEntryKind,
    /// The message, as a sentence or the start of one.
    pub sentence: String,
    /// The pieces of the file that it is about.
    pub pieces: Vec<String>,
    /// Whether the words of the pieces are in the file but not in the leaflet's text.
    pub words_missing: bool,
}

/// What became of everything that is not in the leaflet as it was in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    entries: Vec<ReportEntry>,
}

/// The message for struck-through words.
pub(super) const STRUCK: &str = "Struck-through words were left out. Check that the text is still right without them:";

impl ImportReport {
    /// All entries in this order: moved, guessed, added, lost.
    pub fn entries(&self) -> impl Iterator<Item = &ReportEntry> {
        let kinds = [ReportEntryKind::Moved, ReportEntryKind::Guess, ReportEntryKind::Added, ReportEntryKind::Lost];
        kinds.into_iter().flat_map(|kind| self.entries.iter().filter(move |entry| entry.kind == kind))
    }

    /// The words that are in the file but not in the leaflet's text.
    pub fn missing_words(&self) -> Vec<&str> {
        let missing = self.entries.iter().filter(|entry| entry.words_missing);
        missing.flat_map(|entry| &entry.pieces).flat_map(|piece| piece.split_whitespace()).collect()
    }

    /// The words that are in the leaflet's text but not in the file.
    pub fn added_words(&self) -> Vec<&str> {
        let added = self.entries.iter().filter(|entry| entry.kind == ReportEntryKind::Added);
        added.flat_map(|entry| &entry.pieces).flat_map(|piece| piece.split_whitespace()).collect()
    }

    /// Words of the file became something else: a field, or the number of a list.
    pub(super) fn moved(&mut self, sentence: &str, words: &str) {
        self.note(ReportEntryKind::Moved, sentence, words, true);
    }

    /// Something was interpreted; its words are in the leaflet.
    pub(super) fn guess(&mut self, sentence: &str, piece: &str) {
        self.note(ReportEntryKind::Guess, sentence, piece, false);
    }

    /// Words of the file became something else, as a guess.
    pub(super) fn guess_moved(&mut self, sentence: &str, words: &str) {
        self.note(ReportEntryKind::Guess, sentence, words, true);
    }

    /// The leaflet has words that the file does not have.
    pub(super) fn added(&mut self, sentence: &str, words: &str) {
        self.note(ReportEntryKind::Added, sentence, words, false);
    }

    /// Words were not imported.
    pub(super) fn lost(&mut self, sentence: &str, words: &str) {
        self.note(ReportEntryKind::Lost, sentence, words, true);
    }

    /// Something without words was not imported; `piece` describes it.
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
