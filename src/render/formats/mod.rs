//! The other formats of a leaflet: the table of formats, and how their files are made.
//!
//! To add a format, write a module next to this one, and add a row to [`LEAFLET_FORMATS`]. A format is given a
//! [`super::view::LeafletView`], in which everything is resolved. It returns its bytes and its words, which are
//! compared with those of the page. Everything that a file is made from must be part of its key: the view and its
//! pictures, the build of this program, the files of the theme, and the logo.

mod braille;
mod context;
mod epub;
mod essentials;
mod expected_text;
mod format;
mod format_outcome;
mod key;
mod linear;
mod maker;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(not(feature = "pdf"))]
#[path = "no_pdf.rs"]
mod pdf;
mod text;

pub use format::LeafletFormat;
use format_outcome::FormatOutcome;
use maker::Maker;
pub(super) use maker::{FormatFile, LeafletFiles};

use std::collections::BTreeMap;

use super::render_context::RenderContext;
use crate::diagnostic::Failure;
use crate::rendering::Host;
use crate::rendering::{MissingCapability, RenderProblem};
use crate::settings::{Setting, Settings};
use crate::site::{PageKind, Site};

/// All formats, in the order in which pages list them. Their names are those of [`crate::settings::FORMATS`].
static LEAFLET_FORMATS: &[LeafletFormat] = &[
    LeafletFormat {
        name: pdf::USUAL,
        media_type: "application/pdf",
        can: |_, _| pdf::can(),
        knows: |_| true,
        make: |context, views| pdf::make(context, views, pdf::USUAL),
    },
    LeafletFormat {
        name: pdf::LARGE,
        media_type: "application/pdf",
        can: |_, _| pdf::can(),
        knows: |_| true,
        make: |context, views| pdf::make(context, views, pdf::LARGE),
    },
    LeafletFormat {
        name: "text",
        media_type: "text/plain",
        can: |_, _| Ok(()),
        knows: |_| true,
        make: |_, views| Ok(views.iter().map(|view| FormatOutcome::File(text::write(view))).collect()),
    },
    LeafletFormat {
        name: "epub",
        media_type: "application/epub+zip",
        can: |_, _| Ok(()),
        knows: |_| true,
        make: |context, views| views.iter().map(|view| epub::make(context, view)).collect(),
    },
    LeafletFormat {
        name: "braille",
        media_type: "application/x-brf",
        can: braille::can,
        knows: braille::knows,
        make: braille::make,
    },
];

/// Returns the maker of the other formats of a site; `None` if it has no such formats, so that no leaflet is read for
/// them.
///
/// # Errors
/// If the logo cannot be read.
pub(super) fn maker<'a>(inputs: &'a RenderContext<'a>) -> Result<Option<Maker<'a>>, Failure> {
    let Some(machine) = inputs.machine else { return Ok(None) };
    let formats = chosen(inputs.site.settings, machine);
    if formats.is_empty() {
        return Ok(None);
    }
    Maker::new(inputs, machine, formats).map(Some)
}

/// The formats of a site: those in its settings, otherwise all that this machine can make.
fn chosen(settings: &Settings, machine: &dyn Host) -> Vec<&'static LeafletFormat> {
    let is_wanted = |format: &&LeafletFormat| {
        let named = settings.formats.as_ref();
        named.is_none_or(|named| named.iter().any(|name| name.value == format.name))
    };
    LEAFLET_FORMATS
        .iter()
        .filter(is_wanted)
        .filter(|format| (format.can)(machine, &settings.language).is_ok())
        .collect()
}

/// The formats in the settings that this machine cannot make.
pub(super) fn demanded(inputs: &RenderContext<'_>) -> Vec<RenderProblem> {
    let (Some(named), Some(machine)) = (&inputs.site.settings.formats, inputs.machine) else { return Vec::new() };
    let lacking = lacking(inputs.site.settings, machine);
    let why = |name: &str| lacking.iter().find(|(lacking, _)| *lacking == name).map(|(_, why)| *why);
    let missing = named.iter().filter_map(|name| {
        let (format, range) = (name.value.clone(), name.range);
        Some(RenderProblem::NoFormat { format, range, why: why(&name.value)? })
    });
    let chosen = chosen(inputs.site.settings, machine);
    missing.chain(named.iter().filter_map(|name| languages_without(inputs.site, &chosen, name))).collect()
}

/// The languages of current leaflets that a format does not support, each with the number of leaflets.
fn languages_without(
    site: &Site<'_>,
    chosen: &[&'static LeafletFormat],
    name: &Setting<String>,
) -> Option<RenderProblem> {
    let format = chosen.iter().find(|format| format.name == name.value)?;
    let mut languages: BTreeMap<&str, usize> = BTreeMap::new();
    for page in site.pages() {
        let PageKind::Leaflet(id) = page.kind else { continue };
        let language = site.library.language(id).unwrap_or(&site.settings.language);
        if !(format.knows)(language) {
            *languages.entry(language.tag()).or_default() += 1;
        }
    }
    let languages: Vec<(String, usize)> = languages.into_iter().map(|(tag, count)| (tag.to_owned(), count)).collect();
    (!languages.is_empty()).then_some(RenderProblem::NoLanguages { format: format.name, range: name.range, languages })
}

/// The formats that this machine cannot make, in order, with the reasons.
pub fn lacking(settings: &Settings, machine: &dyn Host) -> Vec<(&'static str, MissingCapability)> {
    LEAFLET_FORMATS
        .iter()
        .filter_map(|format| Some((format.name, (format.can)(machine, &settings.language).err()?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_settings_have_the_same_formats() {
        let names: Vec<&str> = LEAFLET_FORMATS.iter().map(|format| format.name).collect();
        let known: Vec<&str> = crate::settings::FORMATS.iter().map(|format| format.name).collect();
        assert_eq!(names, known);
    }
}
