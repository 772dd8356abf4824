//! The result of making a format.

use crate::rendering::RenderProblem;

/// The result of making a format of a leaflet.
#[derive(Clone, Debug)]
pub enum FormatOutcome {
    File(FormatOutput),
    /// The format does not support the language of the leaflet, which is not a mistake.
    Left,
    /// Problems that an author must fix first.
    Problems(Vec<RenderProblem>),
}

/// A file in memory.
#[derive(Clone, Debug)]
pub struct FormatOutput {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// All words of the file in reading order, separated by white space. `None` if they were already compared with the
    /// page, because the layout differs too much from it.
    pub said: Option<String>,
}
