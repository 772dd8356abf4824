//! Creates a new leaflet: its fields, the headings of its kind, and notes on what to write below them.

use super::reference::{NextReference, next};
use crate::check;
use crate::date::{Date, months_after};
use crate::diagnostic::Failure;
use crate::language::Language;
use crate::leaflet::fields::{FIELDS, FieldNeed, FieldRow};
use crate::leaflet::{Manuscript, file_name, in_yaml};
use crate::publication_log::PublicationLog;
use crate::settings::Settings;
use crate::source::{FileRole, Sources};
use crate::text::nearest::nearest;

/// The options of a new leaflet.
#[derive(Clone, Copy, Debug)]
pub struct NewLeaflet<'n> {
    pub title: &'n str,
    /// Its kind, which determines its headings; `None` for no headings.
    pub kind: Option<&'n str>,
    /// Today's date.
    pub today: Date,
}

/// A new leaflet to be completed by its author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartedLeaflet {
    /// A name for its file, without extension.
    pub name: String,
    pub text: String,
    pub reference: NextReference,
    /// Its archive date, and the number of months until then.
    pub archive: (Date, u16),
    /// The names of its blank fields.
    pub blank: Vec<&'static str>,
}

/// Creates a leaflet. `manuscripts` are those of the site, including drafts.
///
/// # Errors
/// If another leaflet has this title or this address, or the kind is unknown.
pub fn leaflet(
    new: &NewLeaflet<'_>,
    sources: &Sources,
    manuscripts: &[Manuscript],
    settings: &Settings,
    record: &PublicationLog,
) -> Result<StartedLeaflet, Failure> {
    let title = new.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = file_name(Some(&title), "");
    if title.is_empty() {
        return Err(Failure::new(
            "A leaflet needs a title.",
            "Write it in quotation marks: pamphlet new \"Sleeping well\".",
        ));
    }
    check_is_unique(&title, &name, sources, manuscripts)?;
    let outline = new.kind.map(|kind| outline(kind, settings)).transpose()?;
    let used = manuscripts.iter().filter_map(|manuscript| manuscript.front_matter.reference.as_ref());
    let used = used.map(|reference| &*reference.value);
    let removed = settings.removed.iter().map(|removed| removed.reference.value.as_str());
    let published = record.entries().map(|entry| &*entry.reference);
    let reference = next(used.chain(removed).chain(published), &settings.reference.regex);
    let months = settings.review.usual.min(settings.review.longest);
    let archive = months_after(new.today, months);
    let value = |row: &FieldRow| match row.name {
        "title" => title.clone(),
        "reference" => match &reference {
            NextReference::Free { reference, .. } => reference.clone(),
            NextReference::NoneYet | NextReference::UsedUp { .. } => String::new(),
        },
        "last_updated" => new.today.to_string(),
        "archive_date" => archive.to_string(),
        "kind" => outline.as_ref().map(|outline| outline.kind.clone()).unwrap_or_default(),
        _ => String::new(),
    };
    let mut text = String::from("---\n");
    let mut blank = Vec::new();
    for row in FIELDS {
        let value = value(row);
        let is_wanted =
            row.need != FieldNeed::Optional || settings.require.iter().any(|wanted| wanted.value == row.name);
        if value.is_empty() && !is_wanted {
            continue;
        }
        if value.is_empty() {
            blank.push(row.name);
            text.push_str(&format!("{}:\n", row.name));
        } else {
            text.push_str(&format!("{}: {}\n", row.name, in_yaml(&value)));
        }
    }
    text.push_str("---\n");
    text.push_str(&body(outline.as_ref(), &settings.language));
    Ok(StartedLeaflet { name, text, reference, archive: (archive, months), blank })
}

/// Checks that no leaflet or draft has this title or would have this address.
fn check_is_unique(title: &str, name: &str, sources: &Sources, manuscripts: &[Manuscript]) -> Result<(), Failure> {
    let is_leaflet = |manuscript: &&Manuscript| matches!(manuscript.role, FileRole::Leaflet | FileRole::Draft);
    let originals = manuscripts.iter().filter(is_leaflet).filter(|manuscript| manuscript.translation.is_none());
    let folded = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    for manuscript in originals {
        let path = &sources.file(manuscript.source).path;
        if manuscript.front_matter.title.as_ref().is_some_and(|other| folded(&other.value) == folded(title)) {
            return Err(Failure::new(
                format!("'{path}' already has the title '{title}'. Readers could not tell the two leaflets apart."),
                "Give the new leaflet a title that shows how it differs, or continue with the existing one.",
            ));
        }
        if *manuscript.slug == *name {
            return Err(Failure::new(
                format!("'{path}' already has the address that a leaflet with the title '{title}' would get."),
                "Give the new leaflet a title that shows how it differs, or continue with the existing one.",
            ));
        }
    }
    Ok(())
}

fn outline(kind: &str, settings: &Settings) -> Result<check::LeafletOutline, Failure> {
    check::outline(settings, kind).ok_or_else(|| {
        let kinds = check::kinds_of_leaflets(settings);
        let meant = nearest(kind, kinds.iter().copied()).map(|meant| format!(" Did you mean '{meant}'?"));
        Failure::new(
            format!("There is no kind of leaflet called '{kind}'.{}", meant.unwrap_or_default()),
            format!("The kinds are {}. You can add more in 'content/site.yaml' under 'sections'.", kinds.join(", ")),
        )
    })
}

/// The text: the headings of the kind, each with a note on what readers want to know.
fn body(outline: Option<&check::LeafletOutline>, language: &Language) -> String {
    // The built-in headings are English.
    match outline.filter(|_| language.tag().split('-').next() == Some("en")) {
        None => note("the text. A line that starts with '##' is a heading, a line that starts with '-' is a bullet"),
        Some(outline) => {
            let sections = outline.sections.iter();
            sections.map(|section| format!("\n## {}\n{}", section.heading, note(&section.ask))).collect()
        }
    }
}

fn note(what: &str) -> String {
    // Some HTML parsers end a comment at two hyphens.
    format!("\n<!-- To complete: {} -->\n", what.replace("--", "-").replace('>', ""))
}
