//! The settings of a site in `content/site.yaml`.

mod colours;
mod read;
pub mod reference;
mod rows;
mod values;

use crate::source::SourceId;
use crate::yaml::YamlFault;
pub use rows::{SETTINGS, SettingKind, SettingRow};
pub use values::{
    Colours, Contact, ExpectedValue, FORMATS, FormatRow, KindSections, Organisation, ReferencePattern, RemovedEntry,
    Review, Setting, SettingProblem, Settings,
};

/// Parses `site.yaml`. Invalid settings are reported in [`Settings::problems`] and replaced by their defaults.
///
/// # Errors
/// If the text is not YAML.
pub fn parse(source: SourceId, text: &str) -> Result<Settings, YamlFault> {
    read::settings(source, text)
}

/// Normalises a web address so that it ends with `/`; `None` if it is invalid.
pub fn web_address(text: &str) -> Option<String> {
    read::web_address(text)
}
