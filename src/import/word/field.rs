//! Fields of Word files, such as page numbers, links and tables of contents.

/// A Word field: an instruction and its result.
#[derive(Clone, Debug, Default)]
pub(super) struct WordField {
    instruction: String,
    /// Whether the following words are the result.
    pub in_result: bool,
}

/// Word nests fields only a few levels deep. Every word is checked against all open fields.
pub(super) const MAX_FIELDS: usize = 20;
/// Enough for an instruction that holds the address of a link.
const MAX_INSTRUCTION_LEN: usize = 3_000;

/// What becomes of the result of a field.
pub(super) enum FieldResult {
    Kept,
    Link(String),
    PageNumber,
    Contents,
}

impl WordField {
    /// A field whose following words are its result.
    pub fn with_result(instruction: &str) -> Self {
        let mut field = Self { instruction: String::new(), in_result: true };
        field.instruct(instruction);
        field
    }

    /// Appends to the instruction, up to the limit; only its first words matter.
    pub fn instruct(&mut self, words: &str) {
        let left = MAX_INSTRUCTION_LEN.saturating_sub(self.instruction.len());
        self.instruction.extend(words.chars().take(left));
    }

    pub fn result(&self) -> FieldResult {
        let mut words = self.instruction.split_whitespace();
        match words.next().unwrap_or_default().to_ascii_uppercase().as_str() {
            "PAGE" | "NUMPAGES" | "SECTIONPAGES" | "PAGEREF" => FieldResult::PageNumber,
            "TOC" => FieldResult::Contents,
            "HYPERLINK" => {
                let to = words.next().unwrap_or_default().trim_matches(['"', '“', '”']);
                if to.starts_with('\\') || to.is_empty() { FieldResult::Kept } else { FieldResult::Link(to.to_owned()) }
            }
            _ => FieldResult::Kept,
        }
    }
}
