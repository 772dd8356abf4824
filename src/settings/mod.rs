//! The settings of a site in `content/site.yaml`.

mod colours;
mod read;
pub mod reference;
mod rows;
mod values;

use crate::source::{SourceId, TextRange};
use crate::yaml::{self, KnownNames, YamlFault, YamlSlip};
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

/// The slips that keep `site.yaml` from being read, if correcting them is enough.
pub fn slips(text: &str) -> Vec<YamlSlip> {
    let known = KnownNames {
        is_name: &|name| rows::find(name).is_some(),
        is_list: &|name| {
            rows::find(name)
                .is_some_and(|row| matches!(row.kind, SettingKind::Texts | SettingKind::Formats | SettingKind::Fields))
        },
    };
    yaml::slips(text, TextRange::new(0, text.len()), known)
}

/// Normalises a web address so that it ends with `/`; `None` if it is invalid.
pub fn web_address(text: &str) -> Option<String> {
    read::web_address(text)
}
