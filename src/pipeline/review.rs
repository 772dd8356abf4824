//! The words of a leaflet that an approver reads: those of its next version, if there is one.

use super::options::Options;
use super::parse::manuscripts;
use super::stages::linked;
use crate::check::{self, CheckContext};
use crate::date::Date;
use crate::diagnostic::{Failure, Finding, Severity};
use crate::glossary::GlossaryEntry;
use crate::leaflet::Manuscript;
use crate::library::{ManuscriptId, Target};
use crate::publication_log::SharedPart;
use crate::settings::Settings;
use crate::source::{FileRole, SourceId, Sources};
use crate::versions::{self, Proposal, ReviewedLeaflet};

/// Finds the words to be reviewed: of the draft with a reference, otherwise of the live leaflet. `language` is that of a
/// translation.
///
/// # Errors
/// If there is no leaflet with the reference in the language, or it is not complete.
pub fn review(
    sources: &Sources,
    settings: &Settings,
    options: &Options<'_>,
    wanted: (&str, Option<&str>),
) -> Result<ReviewedLeaflet, Failure> {
    of_wanted(sources, settings, options, wanted, |world, id| world.history().reviewed(id)).map(|(found, _)| found)
}

/// The words about which a person decides, found as for a review, and the errors in their file. Also returns the file
/// of the live leaflet that a draft is to replace.
///
/// # Errors
/// As [`review`].
pub fn proposal(
    sources: &Sources,
    settings: &Settings,
    options: &Options<'_>,
    wanted: (&str, Option<&str>),
) -> Result<(Proposal, Vec<String>, Option<SourceId>), Failure> {
    let found = of_wanted(sources, settings, options, wanted, |world, id| {
        let proposal = world.history().proposal(id)?;
        let report = check::run(world, None).report(world);
        let is_error = |finding: &&Finding| {
            // The approval itself writes the new date.
            finding.severity == Severity::Error
                && finding.span.source == proposal.source
                && finding.rule != "date-not-updated"
        };
        let errors = report.findings().iter().filter(is_error).map(|finding| finding.message.clone()).collect();
        Some((proposal, errors))
    })?;
    let ((proposal, errors), live) = found;
    Ok((proposal, errors, live))
}

fn of_wanted<T>(
    sources: &Sources,
    settings: &Settings,
    options: &Options<'_>,
    (reference, language): (&str, Option<&str>),
    then: impl FnOnce(&CheckContext<'_>, ManuscriptId) -> Option<T>,
) -> Result<(T, Option<SourceId>), Failure> {
    let options = Options { drafts: true, ..*options };
    let texts = manuscripts(sources, &options);
    let with_role = |role: FileRole| {
        let is_it = |text: &&Manuscript| {
            let own = text.front_matter.reference.as_ref();
            text.role == role
                && text.translation.is_none()
                && own.is_some_and(|own| own.value.to_lowercase() == reference.to_lowercase())
        };
        texts.iter().find(is_it).map(|text| text.source)
    };
    let draft = with_role(FileRole::Draft).filter(|_| language.is_none());
    let live = with_role(FileRole::Leaflet);
    let reviewed = match draft {
        Some(draft) => &in_place_of_live(sources, draft, live),
        None => sources,
    };
    let found = linked(reviewed, settings, &options, |world| {
        let library = world.library;
        let original = library.leaflet_of(reference);
        let id = match language {
            None => original,
            Some(language) => original.and_then(|original| {
                let is_in =
                    |id: &&usize| library.language(**id).is_some_and(|own| own.tag().eq_ignore_ascii_case(language));
                library.translations(original).iter().find(is_in).copied()
            }),
        };
        id.and_then(|id| then(world, id))
    });
    let replaced = live.filter(|_| draft.is_some());
    found.map(|found| (found, replaced)).ok_or_else(|| match draft.or(live) {
        Some(source) if language.is_none() => Failure::new(
            format!("'{}' is not complete, so nobody can approve it yet.", sources.file(source).path),
            "'pamphlet check --drafts' says what it lacks. Complete it, and run the command again.",
        ),
        _ => Failure::new(
            format!("No leaflet has the reference '{reference}' in this language."),
            "'pamphlet register' lists all references. For a translation, name its language: '--language cy'.",
        ),
    })
}

/// The files with a draft in the place of the live leaflet that has its reference.
fn in_place_of_live(sources: &Sources, draft: SourceId, live: Option<SourceId>) -> Sources {
    let mut sources = sources.clone();
    let roles = [(Some(draft), FileRole::Leaflet), (live, FileRole::Draft)];
    for (source, role) in roles {
        if let Some(source) = source {
            let mut file = sources.file(source).clone();
            file.role = role;
            sources.replace(file);
        }
    }
    sources
}

/// A shared block, by its name, or an entry of the glossary, by its word.
///
/// # Errors
/// If there is none.
pub fn shared_part(
    sources: &Sources,
    settings: &Settings,
    today: Date,
    block: Option<&str>,
    word: Option<&str>,
) -> Result<SharedPart, Failure> {
    linked(sources, settings, &Options::on(today), |world| {
        let blocks = world.library.blocks();
        let found = match (block, word) {
            (Some(name), _) => {
                let name = name.trim_end_matches(".md");
                blocks.find(name, None).map(|id| versions::shared_block(world.library, id))
            }
            (None, Some(word)) => {
                let is_it = |entry: &&GlossaryEntry| entry.word.text.eq_ignore_ascii_case(word);
                world.glossary.entries.iter().find(is_it).map(versions::shared_word)
            }
            (None, None) => None,
        };
        found.ok_or_else(|| match block {
            Some(name) => Failure::new(
                format!("There is no shared block '{name}'."),
                format!("The shared blocks are: {}.", blocks.names().join(", ")),
            ),
            None => Failure::new(
                format!("The glossary does not explain '{}'.", word.unwrap_or_default()),
                "Write the word as it is in 'content/glossary.yaml'.",
            ),
        })
    })
}

/// The paths of the texts that refer to a file.
pub fn users_of(sources: &Sources, settings: &Settings, today: Date, path: &str) -> Vec<Box<str>> {
    let Some(wanted) = sources.find(path) else { return Vec::new() };
    linked(sources, settings, &Options { drafts: true, ..Options::on(today) }, |world| {
        let ids = 0..world.library.manuscripts().len();
        let uses = |id: &usize| world.library.targets(*id).contains(&Target::File(wanted));
        ids.filter(uses).map(|id| world.library.path(id).into()).collect()
    })
}
