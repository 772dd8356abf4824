//! `pamphlet import`

use std::path::{Path, PathBuf};

use super::import_register::{self, FillOptions};
use super::import_report::{not_imported, report, summary};
use super::outcome::Outcome;
use super::terminal::print;
use crate::diagnostic::Failure;
use crate::disk::{self, ForeignFile};
use crate::import::{self, ImportFailure, ImportedLeaflet};

const AFTER_HELP: &str = "\
Exit status:
  0  every file was imported
  1  a file, or a line of a register, was not imported; the report says why
  2  a failure, such as a file that does not exist";

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// Text files (.txt), Word files (.docx), web pages (.html), folders of them, or an old register (.csv)
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The folder for the new leaflets [default: 'content/drafts' in the site folder]
    #[arg(long, value_name = "DIR")]
    into: Option<PathBuf>,
    /// The site folder, which contains 'content'
    #[arg(long, default_value = ".", value_name = "SITE")]
    site: PathBuf,
    /// Show the report, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// With a register: also replace dates and owners that leaflets already have
    #[arg(long)]
    overwrite: bool,
}

/// Files that belong to saved web pages. They are read together with their page, and skipped on their own.
const BELONGINGS: &[&str] =
    &["png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "ico", "css", "js", "woff", "woff2", "json", "map"];

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let mut files = Vec::new();
    for path in &arguments.files {
        let found = disk::foreign_files(path)?;
        files.extend(found.into_iter().map(|file| (path.as_path(), file)));
    }
    let is_register = |(_, file): &(&Path, ForeignFile)| {
        file.named && file.path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"))
    };
    let (registers, files): (Vec<_>, Vec<_>) = files.into_iter().partition(is_register);
    let filled = registers.iter().map(|(_, file)| fill(&file.path, arguments)).collect::<Result<Vec<_>, _>>()?;
    let mut refused = filled.into_iter().filter(|outcome| matches!(outcome, Outcome::Findings)).count();
    if files.is_empty() {
        return Ok(if refused == 0 { Outcome::Clean } else { Outcome::Findings });
    }
    let into = into(arguments)?;
    let mut imported = 0;
    for (root, file) in &files {
        let name = file.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if !file.named && is_belonging(&name) {
            continue;
        }
        let made =
            import(root, file, &name)?.and_then(|made| may_be_written(&made, &into, file).map(|place| (made, place)));
        let text = match made {
            Ok((made, place)) => {
                if !arguments.dry_run {
                    write(&made, &place)?;
                }
                imported += 1;
                report(&file.path, &place, &made)
            }
            Err(refusal) => {
                refused += 1;
                not_imported(&file.path, &refusal)
            }
        };
        print(&text)?;
    }
    print(&summary(imported, refused, arguments.dry_run))?;
    Ok(if refused == 0 { Outcome::Clean } else { Outcome::Findings })
}

/// Copies dates and owners of an old register into the leaflets of the site.
fn fill(path: &Path, arguments: &Arguments) -> Result<Outcome, Failure> {
    let options = FillOptions { overwrite: arguments.overwrite, dry_run: arguments.dry_run };
    let Some(bytes) = disk::read_foreign(path)? else {
        print(&not_imported(path, &too_large()))?;
        return Ok(Outcome::Findings);
    };
    let (text, outcome) = import_register::fill(path, &bytes, &arguments.site, options)?;
    print(&text)?;
    Ok(outcome)
}

fn too_large() -> ImportFailure {
    ImportFailure {
        message: "It is larger than 100 MB.".to_owned(),
        help: "No leaflet is that large. In Word, make its pictures smaller ('Compress Pictures'), save it, and \
               import it again."
            .to_owned(),
    }
}

/// The folder for new leaflets.
fn into(arguments: &Arguments) -> Result<PathBuf, Failure> {
    if let Some(into) = &arguments.into {
        return Ok(into.clone());
    }
    let content = arguments.site.join("content");
    if !disk::is_there(&content) {
        return Err(Failure::new(
            format!(
                "There is no folder 'content' in '{}', so there is nowhere to put drafts.",
                arguments.site.display()
            ),
            "Change to the site folder first, name it with '--site', or name a folder for the leaflets with '--into'.",
        ));
    }
    Ok(match arguments.site.as_os_str() == "." {
        true => PathBuf::from("content/drafts"),
        false => content.join("drafts"),
    })
}

fn is_belonging(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    BELONGINGS.iter().any(|belonging| ending.eq_ignore_ascii_case(belonging))
}

fn import(root: &Path, file: &ForeignFile, name: &str) -> Result<Result<ImportedLeaflet, ImportFailure>, Failure> {
    if let Err(refusal) = import::format(name) {
        return Ok(Err(refusal));
    }
    let Some(bytes) = disk::read_foreign(&file.path)? else {
        return Ok(Err(too_large()));
    };
    let folder = if file.named { file.path.parent().unwrap_or(root) } else { root };
    let read_beside = |relative: &str| disk::read_beside(&file.path, relative, folder);
    Ok(import::import(name, &bytes, &read_beside))
}

/// The path of a new leaflet, if nothing exists there or at the paths of its pictures.
fn may_be_written(made: &ImportedLeaflet, into: &Path, file: &ForeignFile) -> Result<PathBuf, ImportFailure> {
    let folder = if file.below.is_empty() { into.to_path_buf() } else { into.join(&file.below) };
    let place = folder.join(format!("{}.md", made.name));
    let pictures = made.pictures.iter().map(|(name, _)| folder.join(name));
    match std::iter::once(place.clone()).chain(pictures).find(|place| disk::is_there(place)) {
        None => Ok(place),
        Some(there) => Err(ImportFailure {
            message: format!("'{}' already exists, and existing files are not overwritten.", there.display()),
            help: "Move it, give it another name, or import into another folder with '--into'.".to_owned(),
        }),
    }
}

fn write(made: &ImportedLeaflet, place: &Path) -> Result<(), Failure> {
    // Pictures first, so that a leaflet that exists is complete.
    for (name, bytes) in &made.pictures {
        disk::write_new(&place.with_file_name(name), bytes)?;
    }
    disk::write_new(place, made.text.as_bytes())
}
