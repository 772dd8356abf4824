//! Rebuilds content that passed before, on a later date: archive dates and withdrawals take effect whatever rules now
//! find.

use super::options::Options;
use super::parse;
use super::stages::{inputs, linked, plan_inputs};
use crate::date::Date;
use crate::diagnostic::Failure;
use crate::diagnostic::{ReleasePermit, Report};
use crate::leaflet::in_yaml;
use crate::render::{self, ArtifactSink};
use crate::rendering::RenderProblem;
use crate::settings::{self, Settings};
use crate::site::{self, PageKind, RedirectTarget};
use crate::source::{FileRole, SourceContent, SourceFile, Sources};
use crate::theme;
use crate::versions::withdraw::{self, RemainingFiles};

/// The result of rebuilding content.
#[derive(Debug)]
pub struct RebuildResult {
    /// The permit to put the files in place.
    pub key: ReleasePermit,
    /// Whether every page could be rendered with all its text; if not, the theme is the cause.
    pub is_whole: bool,
    /// The paths in the site of notices of archived leaflets, and of redirects to them.
    pub notices: Vec<String>,
}

/// Builds the site for a date without running rules. Only for content that passed before, or if only its archived
/// notices are used.
///
/// # Errors
/// If the sink returns an error, or an external program for a format fails.
pub fn build_again(
    sources: &Sources,
    settings: &Settings,
    options: &Options<'_>,
    sink: ArtifactSink<'_>,
) -> Result<RebuildResult, Failure> {
    linked(sources, settings, options, |world| {
        let site = site::plan(world.library, &plan_inputs(world, options));
        let leads_to_notice = |number: usize| match site.redirects()[number].to {
            RedirectTarget::Removed(_) => true,
            RedirectTarget::Manuscript(id) => world.library.is_archived(id),
        };
        let is_notice = |kind| match kind {
            PageKind::Archived(_) | PageKind::Removed(_) | PageKind::ShortRemoved(_) => true,
            PageKind::Moved(number) => leads_to_notice(number),
            _ => false,
        };
        let notices = site.pages().iter().filter(|page| is_notice(page.kind)).map(|page| page.address.file());
        let notices = notices.collect();
        let problems = render::run(&inputs(world, &site, options), sink)?;
        let is_whole =
            !problems.iter().any(|problem| matches!(problem, RenderProblem::Theme(_) | RenderProblem::LeftOut(_)));
        Ok(RebuildResult { key: Report::permit_release_again(), is_whole, notices })
    })
}

/// Archives those leaflets in `kept` that the current content archives or removes; also returns how many.
pub fn with_archived_since(kept: Sources, now: &Sources, today: Date) -> (Sources, usize) {
    let options = Options { drafts: false, ..Options::on(today) };
    let (kept_texts, now_texts) = (parse::manuscripts(&kept, &options), parse::manuscripts(now, &options));
    let settings = parse::settings(now).ok();
    let removed = settings.as_ref().map_or(&[][..], |settings| &settings.removed);
    let kept = RemainingFiles { sources: &kept, manuscripts: &kept_texts };
    withdraw::carried_over(kept, RemainingFiles { sources: now, manuscripts: &now_texts }, removed, today)
}

/// Content made from the record of published leaflets, which is enough for their notices, whatever has become of their
/// files. `None` if there is no readable record.
pub fn recorded_content(sources: &Sources) -> Option<Sources> {
    let record = parse::publication_log(sources);
    if record.is_empty() {
        return None;
    }
    let is_frame = |role| matches!(role, FileRole::Settings | FileRole::Theme);
    let mut files: Vec<SourceFile> =
        sources.iter().map(|(_, file)| file).filter(|file| is_frame(file.role)).cloned().collect();
    for entry in record.entries() {
        for address in std::iter::once(&entry.address).chain(&entry.translations) {
            let Some((language, name)) = address.trim_end_matches('/').rsplit_once("leaflets/") else { continue };
            let ending = match language.trim_end_matches('/') {
                "" => String::new(),
                language => format!(".{language}"),
            };
            let path: Box<str> = format!("content/leaflets/{name}{ending}.md").into();
            let text = format!(
                "---\ntitle: {}\nreference: {}\nlast_updated: {}\narchive_date: {}\n---\n",
                in_yaml(&entry.title),
                in_yaml(&entry.reference),
                entry.last_updated,
                entry.archive_date
            );
            let content = SourceContent::Text(text.into());
            files.push(SourceFile { on_disk: (&*path).into(), path, role: FileRole::Leaflet, content });
        }
    }
    Some(Sources::new(files))
}

/// The settings of a site folder, or the defaults if they cannot be read: a notice must not wait for them.
pub fn settings_or_usual(sources: &Sources) -> Option<Settings> {
    let (id, _) = sources.iter().next()?;
    parse::settings(sources).ok().or_else(|| settings::parse(id, "").ok())
}

/// The same content with the built-in theme, for use when the site's own theme cannot render every page.
pub fn with_built_in_theme(sources: &Sources, settings: &Settings) -> (Sources, Settings) {
    let files = sources.iter().map(|(_, file)| file).filter(|file| file.role != FileRole::Theme).cloned();
    let sources = Sources::new(files.collect());
    let source = sources.of_role(FileRole::Settings).next().map_or(settings.source, |(id, _)| id);
    let theme = settings::Setting { value: theme::BUILT_IN.to_owned(), ..settings.theme.clone() };
    let settings = Settings { source, theme, colours: settings::Colours::default(), ..settings.clone() };
    (sources, settings)
}
