//! `pamphlet approve`

use std::path::{Path, PathBuf};

use super::decision::{DecidedLeaflet, DecidedSite, compare_with_check, demanded, in_one_line};
use super::outcome::Outcome;
use super::site_arguments::{DayArgument, parse_date};
use super::terminal;
use crate::date::{Date, in_english, months_after};
use crate::diagnostic::Failure;
use crate::disk;
use crate::leaflet::with_fields;
use crate::pipeline;
use crate::publication_log::{LogLine, LogLineKind, TextKey};
use crate::source::SourceId;
use crate::text::unseen::visible_in_line;
use crate::versions::Proposal;

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// The reference of the leaflet; its next version is taken from the drafts, if it is there
    #[arg(value_name = "REFERENCE", required_unless_present_any = ["block", "glossary"])]
    reference: Option<String>,
    /// Approve the shared block with this name instead, for every leaflet that shows it
    #[arg(long, value_name = "NAME", conflicts_with_all = ["reference", "check", "language"])]
    block: Option<String>,
    /// Approve the meaning of this word of the glossary instead, for every leaflet that explains it
    #[arg(long, value_name = "WORD", conflicts_with_all = ["reference", "check", "language", "block"])]
    glossary: Option<String>,
    /// Who approves
    #[arg(long, value_name = "NAME")]
    by: String,
    /// In which role, such as 'consultant'
    #[arg(long, value_name = "ROLE")]
    role: String,
    /// Only if the words still have this check code, which the review page shows
    #[arg(long, value_name = "CODE")]
    check: Option<String>,
    /// The day of the approval, if it was not today
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
    /// A remark for the record
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// The site folder, which contains 'content'
    #[arg(long, default_value = ".", value_name = "SITE")]
    site: PathBuf,
    /// The translation into this language, such as 'cy'
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
    #[command(flatten)]
    day: DayArgument,
}

const AFTER_HELP: &str = "\
Exit status:
  0  the approval was recorded
  2  a failure, such as words that changed since they were read; nothing was recorded";

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let why = "An approval without a name or a role proves nothing.";
    let by = demanded(&arguments.by, "--by", why)?;
    let role = demanded(&arguments.role, "--role", why)?;
    let site = DecidedSite::read(&arguments.site, &arguments.day)?;
    let day = arguments.on.unwrap_or(site.today);
    if day > site.today {
        return Err(Failure::new(
            format!("The day of the approval, {}, is in the future.", in_english(day)),
            "Record an approval when it was given.",
        ));
    }
    let note = arguments.note.as_deref().map(in_one_line).filter(|note| !note.is_empty());
    let decided = |line: LogLine| LogLine {
        by: Some(by.as_str().into()),
        role: Some(role.as_str().into()),
        note: note.as_deref().map(Into::into),
        ..line
    };
    if arguments.block.is_some() || arguments.glossary.is_some() {
        let part = pipeline::shared_part(
            &site.sources,
            &site.settings,
            site.today,
            arguments.block.as_deref(),
            arguments.glossary.as_deref(),
        )?;
        let name = part.name.clone();
        let line = LogLine { shared: vec![part], ..LogLine::new(LogLineKind::Approved, day.to_string()) };
        site.add_to_record(&arguments.site, vec![decided(line)], None)?;
        terminal::print(&format!(
            "Approved: the words of the {}, by {by}, {role}, on {}. This covers every leaflet that shows them.\nNext: run \
             'pamphlet build'.\n",
            visible_in_line(&name),
            in_english(day)
        ))?;
        return Ok(Outcome::Clean);
    }
    let leaflet = DecidedLeaflet {
        reference: arguments.reference.clone().unwrap_or_default(),
        site: arguments.site.clone(),
        language: arguments.language.clone(),
        day: arguments.day.clone(),
    };
    let (proposal, errors, live) = site.proposal(&leaflet)?;
    compare_with_check(&proposal, arguments.check.as_deref())?;
    still_needed(&proposal)?;
    if let Some(first) = errors.first() {
        return Err(Failure::new(
            format!(
                "'{}' has errors, so it cannot be published and was not approved. The first: {first}",
                proposal.object.path
            ),
            "'pamphlet check --drafts' lists all errors. Fix them, and have the words read again if they change.",
        ));
    }
    let archive = months_after(day, site.settings.review.usual.min(site.settings.review.longest));
    let last_updated = last_updated(&site, &proposal, day);
    let written = format!("{by}, {role}, {}", in_english(day));
    let mut changes = vec![("approved_by", written), ("archive_date", archive.to_string())];
    match proposal.is_changed {
        true => changes.push(("last_updated", last_updated.to_string())),
        false => changes.push(("last_reviewed", day.to_string())),
    }
    let borrowed: Vec<(&str, &str)> = changes.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let text = with_fields(&proposal.object.source, &borrowed).map_err(|_| {
        Failure::new(
            format!(
                "The fields of '{}' cannot be changed automatically, so the approval was not recorded.",
                proposal.object.path
            ),
            "Write each field on a line of its own, as 'pamphlet new' does, and run the command again.",
        )
    })?;
    let moves = Moves::of(&site, &arguments.site, &proposal, live)?;
    let mut line = decided(proposal.decision(LogLineKind::Approved, day));
    line.entry.archive_date = archive.to_string().into();
    if proposal.is_changed {
        line.entry.last_updated = last_updated.to_string().into();
    }
    site.add_to_record(&arguments.site, vec![line], Some(&proposal))?;
    moves.carry_out(&site, &arguments.site, &proposal, &text)?;
    terminal::print(&report(&proposal, &moves, &changes))?;
    Ok(Outcome::Clean)
}

/// Fails if the leaflet was withdrawn, or is archived: an approval must not bring it back unnoticed.
fn still_needed(proposal: &Proposal) -> Result<(), Failure> {
    let path = &proposal.object.path;
    if let Some(because) = &proposal.archived_because {
        return Err(Failure::new(
            format!("'{path}' says that the leaflet was withdrawn: {because} Nothing was recorded."),
            "If readers need it again, remove the line 'archived_because', and run the command again.",
        ));
    }
    if proposal.is_archived && path.starts_with("content/leaflets/") {
        return Err(Failure::new(
            format!("'{path}' has been archived since {}. Nothing was recorded.", in_english(proposal.archive_date)),
            "If readers need it again, begin its next version with 'pamphlet revise', and approve that.",
        ));
    }
    Ok(())
}

/// The day of the approval, or a later one that is already written. It must be later than the date that readers have,
/// or today.
fn last_updated(site: &DecidedSite, proposal: &Proposal, day: Date) -> Date {
    let day = proposal.last_updated.max(day);
    let key = TextKey::new(&proposal.reference, proposal.language.as_deref());
    let is_later = site.record.last(&key).is_none_or(|line| *day.to_string() > *line.entry.last_updated);
    if is_later { day } else { day.max(site.today) }
}

/// How approved words reach the place of the live leaflet.
struct Moves {
    /// The file that is written.
    place: MovePlace,
    /// Pictures next to the draft, and their new paths.
    pictures: Vec<(SourceId, PathBuf)>,
}

enum MovePlace {
    /// The file itself: it is no draft.
    Same,
    /// The live file, which the draft replaces.
    Live(SourceId),
    /// A new file.
    New(PathBuf),
}

impl Moves {
    fn of(site: &DecidedSite, folder: &Path, proposal: &Proposal, live: Option<SourceId>) -> Result<Self, Failure> {
        let sources = &site.sources;
        let file = sources.file(proposal.source);
        let in_leaflets = |path: &str| Some(format!("content/leaflets/{}", path.strip_prefix("content/drafts/")?));
        let Some(new) = in_leaflets(&file.path) else {
            disk::may_fix(file)?;
            return Ok(Self { place: MovePlace::Same, pictures: Vec::new() });
        };
        let place = match live {
            Some(live) => MovePlace::Live(live),
            None if sources.find(&new).is_some() => {
                return Err(Failure::new(
                    format!("'{new}' already exists and has another reference, so the draft cannot take this name."),
                    format!("Rename '{}', and run the command again. Nothing was recorded.", file.path),
                ));
            }
            None => MovePlace::New(folder.join(&new)),
        };
        if let MovePlace::Live(live) = place {
            disk::may_fix(sources.file(live))?;
        }
        let mut pictures = Vec::new();
        for source in &proposal.pictures {
            let picture = sources.file(*source);
            let Some(new) = in_leaflets(&picture.path) else { continue };
            let known = sources.find(&new).map(|id| sources.file(id));
            let is_same = known.is_some_and(|known| {
                known.picture().map(|known| known.digest) == picture.picture().map(|new| new.digest)
            });
            if known.is_some() && !is_same {
                let users = pipeline::users_of(sources, &site.settings, site.today, &new);
                let own = live.map(|live| &*sources.file(live).path);
                if let Some(other) = users.iter().find(|user| Some(&***user) != own && ***user != *file.path) {
                    return Err(Failure::new(
                        format!("'{new}' is another picture, which '{other}' shows too. Nothing was recorded."),
                        format!("Give '{}' another name, also in the draft, and run the command again.", picture.path),
                    ));
                }
            }
            if !is_same {
                pictures.push((*source, folder.join(&new)));
            }
        }
        Ok(Self { place, pictures })
    }

    /// Pictures first, then the words, then the draft is removed: if this is interrupted, it can be done again.
    fn carry_out(&self, site: &DecidedSite, folder: &Path, proposal: &Proposal, text: &str) -> Result<(), Failure> {
        let draft = site.sources.file(proposal.source);
        for (source, place) in &self.pictures {
            disk::put_copy(folder, site.sources.file(*source), place)?;
        }
        match &self.place {
            MovePlace::Same => return disk::fix(draft, text),
            MovePlace::Live(live) => disk::fix(site.sources.file(*live), text)?,
            MovePlace::New(place) => disk::write_new(place, text.as_bytes())?,
        }
        disk::remove_draft(draft)
    }
}

fn report(proposal: &Proposal, moves: &Moves, changes: &[(&str, String)]) -> String {
    let code = proposal.wording.check_code();
    let mut report =
        format!("Approved: {} version {}, check {code}.\n", visible_in_line(&proposal.reference), proposal.version);
    let path = visible_in_line(&proposal.object.path);
    report.push_str(&match &moves.place {
        MovePlace::Same => format!("  Changed: {path}.\n"),
        MovePlace::Live(_) => format!("  The draft {path} took the place of the live leaflet.\n"),
        MovePlace::New(place) => format!("  The draft {path} was moved to '{}'.\n", place.display()),
    });
    for (name, value) in changes {
        report.push_str(&format!("  {name}: {}\n", visible_in_line(value)));
    }
    if !moves.pictures.is_empty() {
        report.push_str("  Its pictures were copied too. Those in the drafts are no longer needed.\n");
    }
    report + "Next: run 'pamphlet build'.\n"
}
