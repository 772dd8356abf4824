//! Plans the withdrawal of a leaflet: changes to files, and references to the leaflet.

use crate::date::{Date, in_english};
use crate::diagnostic::Failure;
use crate::leaflet::{EditFault, Field, Manuscript, with_fields};
use crate::library::{Library, ManuscriptId, Target};
use crate::settings::Settings;
use crate::source::{FileRole, Lines, SourceContent, SourceId};
use crate::text::nearest::nearest;

/// A request to withdraw a leaflet.
#[derive(Clone, Copy, Debug)]
pub struct WithdrawalRequest<'w> {
    /// The reference as typed.
    pub reference: &'w str,
    /// The reason, shown on the notice.
    pub because: &'w str,
    /// The date of the withdrawal.
    pub today: Date,
}

/// A withdrawn leaflet with its translations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    /// The reference as written in the leaflet.
    pub reference: String,
    pub title: Option<String>,
    /// Its file and those of its translations, each with its new text.
    pub files: Vec<ChangedFile>,
    /// References to it, in the order of the files.
    pub pointers: Vec<Pointer>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedFile {
    /// The file.
    pub source: SourceId,
    /// Whether it is a translation.
    pub is_translation: bool,
    /// Its new text.
    pub text: String,
    /// Its previous archive date.
    pub archive_date: Option<Date>,
    /// Its previous reason.
    pub archived_because: Option<String>,
}

/// A reference to the leaflet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pointer {
    /// The file.
    pub source: SourceId,
    pub line: usize,
    pub how: ReferenceKind,
}

/// How a text refers to a leaflet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReferenceKind {
    Alternative,
    /// As a related leaflet.
    Related,
    /// As a leaflet that it replaces.
    Replaces,
    /// As a leaflet that replaces it.
    ReplacedBy,
    /// As a leaflet in a pack.
    Holds,
    /// By a link in its text.
    Links,
}

/// Plans the withdrawal. Only the lines of two fields change.
///
/// # Errors
/// If the reference is not that of exactly one current leaflet, or a file cannot be changed safely.
pub fn withdraw(
    library: &Library<'_>,
    settings: &Settings,
    wanted: &WithdrawalRequest<'_>,
) -> Result<Withdrawal, Failure> {
    let because = wanted.because.split_whitespace().collect::<Vec<_>>().join(" ");
    if because.is_empty() {
        return Err(Failure::new(
            "No reason is given. The notice that replaces the leaflet must say why it was withdrawn.",
            "Write it after '--because', in quotation marks: --because \"New advice on the dose\".",
        ));
    }
    let id = find(library, settings, wanted)?;
    let group: Vec<ManuscriptId> = std::iter::once(id).chain(library.translations(id).iter().copied()).collect();
    let is_current = |id: &ManuscriptId| library.archive_date(*id).is_none_or(|archive| archive > wanted.today);
    let current: Vec<ManuscriptId> = group.iter().copied().filter(is_current).collect();
    let fields = &library.manuscript(id).front_matter;
    let reference = fields.reference.as_ref().map_or(wanted.reference, |reference| &reference.value).to_owned();
    if current.is_empty() {
        let since =
            fields.archive_date.as_ref().map_or(String::new(), |day| format!(" since {}", in_english(day.value)));
        return Err(Failure::new(
            format!("The leaflet {reference}, '{}', has already been archived{since}.", library.path(id)),
            "Build the site, and copy it to the web host with a tool that also deletes files no longer in the site.",
        ));
    }
    let files = current.iter().map(|id| withdrawn(library, *id, wanted.today, &because));
    Ok(Withdrawal {
        reference,
        title: text(&fields.title),
        files: files.collect::<Result<Vec<_>, _>>()?,
        pointers: pointers(library, &group),
    })
}

fn find(library: &Library<'_>, settings: &Settings, wanted: &WithdrawalRequest<'_>) -> Result<ManuscriptId, Failure> {
    let found = library.leaflets_of(wanted.reference);
    if let [id] = found {
        return Ok(*id);
    }
    let reference = wanted.reference.trim();
    if !found.is_empty() {
        let paths: Vec<String> = found.iter().map(|id| format!("'{}'", library.path(*id))).collect();
        return Err(Failure::new(
            format!("The reference {reference} is that of {} leaflets: {}.", found.len(), paths.join(", ")),
            "First give each leaflet its own reference, or set 'archive_date' in the right file by hand.",
        ));
    }
    let is_it = |manuscript: &&Manuscript| {
        manuscript.front_matter.reference.as_ref().is_some_and(|other| other.value.eq_ignore_ascii_case(reference))
    };
    if let Some(other) = library.manuscripts().iter().find(is_it) {
        let path = &library.sources.file(other.source).path;
        let (what, help) = match other.role {
            FileRole::Pack => ("a pack, which has no archive date", "To take a pack off the site, delete its file."),
            _ => ("not a published leaflet", "Drafts are never built, so there is nothing to withdraw."),
        };
        return Err(Failure::new(format!("'{path}' has the reference {reference}, and it is {what}."), help));
    }
    if settings.removed.iter().any(|removed| removed.reference.value.eq_ignore_ascii_case(reference)) {
        return Err(Failure::new(
            format!(
                "The leaflet {reference} has already been taken off the site: it is listed under 'removed' in \
                 'content/site.yaml'."
            ),
            "Build the site, and copy it to the web host with a tool that also deletes files no longer in the site.",
        ));
    }
    let known = library.manuscripts().iter().filter(|manuscript| manuscript.role == FileRole::Leaflet);
    let known = known.filter_map(|manuscript| Some(&*manuscript.front_matter.reference.as_ref()?.value));
    let meant = nearest(reference, known).map(|meant| format!(" Did you mean {meant}?"));
    Err(Failure::new(
        format!("No leaflet of this site has the reference '{reference}'.{}", meant.unwrap_or_default()),
        "'pamphlet register' lists all leaflets with their references.",
    ))
}

fn withdrawn(library: &Library<'_>, id: ManuscriptId, today: Date, because: &str) -> Result<ChangedFile, Failure> {
    let manuscript = library.manuscript(id);
    let file = library.sources.file(manuscript.source);
    let day = today.to_string();
    let changes = [("archive_date", day.as_str()), ("archived_because", because)];
    let changed = match &file.content {
        SourceContent::Text(text) => with_fields(text, &changes),
        _ => Err(EditFault::Unreadable),
    };
    let why = |fault| match fault {
        EditFault::NoFrontMatter => "it does not start with a line '---' followed by its fields",
        EditFault::Unclosed => "the second line '---', after its fields, is missing",
        EditFault::Unreadable => "its fields cannot be read, or are written in a way that makes a change unsafe",
    };
    let text_now = changed.map_err(|fault| {
        Failure::new(
            format!("'{}' cannot be changed automatically: {}. No file was changed.", file.path, why(fault)),
            format!("Set 'archive_date: {today}' and 'archived_because' in it by hand, and build the site."),
        )
    })?;
    let fields = &manuscript.front_matter;
    Ok(ChangedFile {
        source: manuscript.source,
        is_translation: manuscript.translation.is_some(),
        text: text_now,
        archive_date: fields.archive_date.as_ref().map(|day| day.value),
        archived_because: text(&fields.archived_because),
    })
}

fn text(field: &Option<Field<Box<str>>>) -> Option<String> {
    field.as_ref().map(|field| field.value.to_string())
}

/// References to a leaflet or its translations, at most one of each kind per line.
fn pointers(library: &Library<'_>, group: &[ManuscriptId]) -> Vec<Pointer> {
    let mut found = Vec::new();
    for (id, manuscript) in library.manuscripts().iter().enumerate().filter(|(id, _)| !group.contains(id)) {
        let lines = Lines::new(library.text(id));
        let fields = &manuscript.front_matter;
        let named = [
            (ReferenceKind::Alternative, &fields.alternatives),
            (ReferenceKind::Related, &fields.related),
            (ReferenceKind::Replaces, &fields.replaces),
            (ReferenceKind::ReplacedBy, &fields.replaced_by),
            (ReferenceKind::Holds, &fields.leaflets),
        ];
        let named = named.into_iter().flat_map(|(how, references)| references.iter().map(move |named| (how, named)));
        let named = named.filter(|(_, named)| library.leaflet_of(&named.value).is_some_and(|id| group.contains(&id)));
        let links = manuscript.document.links().iter().zip(library.targets(id));
        let links = links.filter(|(_, target)| matches!(target, Target::Manuscript { id, .. } if group.contains(id)));
        let places = named
            .map(|(how, named)| (how, named.range))
            .chain(links.map(|(link, _)| (ReferenceKind::Links, link.range)));
        let mut own: Vec<Pointer> = places
            .map(|(how, range)| Pointer { source: manuscript.source, line: lines.position(range.start).line, how })
            .collect();
        own.sort_by_key(|pointer| (pointer.line, pointer.how));
        own.dedup();
        found.extend(own);
    }
    found
}
