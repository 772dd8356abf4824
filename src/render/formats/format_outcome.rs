//! What comes of the making of a format.

use crate::render_problem::RenderProblem;

/// What became of a format of a leaflet.
#[derive(Clone, Debug)]
pub enum FormatOutcome {
    /// Its file.
    File(FormatOutput),
    /// It cannot be made of this leaflet, and nobody is to blame: its language is not one of those that it knows.
    Left,
    /// What an author must mend before it can be made.
    Problems(Vec<RenderProblem>),
}

/// A file as it was written.
#[derive(Clone, Debug)]
pub struct FormatOutput {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// All words that went into it, in the order in which its reader meets them, with white space between them. None where
    /// its maker has compared them already, since it is laid out otherwise than the page.
    pub said: Option<String>,
}
