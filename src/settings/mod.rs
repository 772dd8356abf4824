//! `content/site.yaml`: what a site is called, whose it is, and how strict it is.

mod colours;
mod read;
mod rows;
mod values;

use crate::source::SourceId;
use crate::yaml::YamlFault;
pub use rows::{SETTINGS, SettingKind, SettingRow};
pub use values::{
    Colours, Contact, ExpectedValue, FORMATS, KindSections, Organisation, ReferencePattern, RemovedEntry, Review,
    Setting, SettingProblem, Settings,
};

/// Reads the text of `site.yaml`; what it cannot use stands in [`Settings::problems`], and the default in its place.
///
/// # Errors
/// Where the text is no YAML at all.
pub fn parse(source: SourceId, text: &str) -> Result<Settings, YamlFault> {
    read::settings(source, text)
}

/// A web address with a `/` at its end; nothing where the text is none.
pub fn web_address(text: &str) -> Option<String> {
    read::web_address(text)
}
