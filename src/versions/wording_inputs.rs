//! What wordings are made from.

use crate::library::Library;
use crate::settings::Settings;

/// What wordings are made from.
#[derive(Clone, Copy)]
pub struct WordingInputs<'a> {
    pub library: &'a Library<'a>,
    pub settings: &'a Settings,
}
