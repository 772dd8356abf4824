//! The stages of a run, in their only order.

mod again;
pub mod preview;

use std::sync::Mutex;

use rayon::prelude::*;

use crate::check::{self, CheckContext, Rule};
use crate::date::Date;
use crate::diagnostic::Report;
use crate::failure::Failure;
use crate::glossary::{self, Glossary};
use crate::host::Host;
use crate::leaflet::{self, Manuscript};
use crate::library::{self, Library, LinkCache, LinkInputs};
use crate::publication_log::PublicationLog;
use crate::register::Register;
use crate::render::{self, AccessibilityFacts, ArtifactSink, RenderContext, RuleGap, RuleName};
use crate::render_problem::MissingCapability;
use crate::settings::{self, Setting, Settings};
use crate::site::{self, PlanInputs};
use crate::source::{FileRole, SourceContent, SourceFile, SourceId, Sources};
use crate::theme::{ChosenColour, Scheme, Theme, ThemeFile};
use crate::withdraw::{self, Withdrawal, WithdrawalRequest};
pub use again::{
    RebuildResult, build_again, recorded_content, settings_or_usual, with_archived_since, with_built_in_theme,
};

/// Called with the name of each stage when it ends, to measure how long stages take.
#[derive(Clone, Copy)]
pub struct StageObserver<'a>(pub &'a (dyn Fn(&'static str) + Sync));

impl std::fmt::Debug for StageObserver<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("StageObserver")
    }
}

/// Options of a run that are not in the site folder.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The date on which to act.
    pub today: Date,
    /// A web address that overrides the one in `site.yaml`.
    pub base_url: Option<&'a str>,
    /// Whether links contain `index.html`.
    pub portable: bool,
    /// Whether drafts are included.
    pub drafts: bool,
    /// The rule to run, if only one.
    pub only: Option<&'a str>,
    /// Services of this machine, needed to make other formats of leaflets; `None` makes no other formats.
    pub machine: Option<&'a dyn Host>,
    /// Whether white space that readers do not see is removed from templates. Off only in tests that compare the two.
    pub minify: bool,
    /// Called at the end of each stage.
    pub reached: Option<StageObserver<'a>>,
}

impl Options<'_> {
    /// The default options for a date.
    pub fn on(today: Date) -> Self {
        Self {
            today,
            base_url: None,
            portable: false,
            drafts: false,
            only: None,
            machine: None,
            minify: true,
            reached: None,
        }
    }

    fn reached(&self, stage: &'static str) {
        if let Some(reached) = self.reached {
            reached.0(stage);
        }
    }
}

/// The settings of a site folder.
///
/// # Errors
/// If `site.yaml` is missing or is not YAML.
pub fn settings(sources: &Sources) -> Result<Settings, Failure> {
    let Some((id, file)) = sources.of_role(FileRole::Settings).next() else {
        return Err(Failure::new(
            "There is no file 'content/site.yaml', which contains the settings of the site.",
            "Create it; a line 'title: Our leaflets' is enough to start with.",
        ));
    };
    let text = match &file.content {
        SourceContent::Text(text) => text,
        _ => {
            return Err(Failure::new(
                "The file 'content/site.yaml' cannot be read as text.",
                "Open it in your editor and save it with the encoding 'UTF-8'.",
            ));
        }
    };
    settings::parse(id, text).map_err(|fault| check::unreadable_settings(file, fault))
}

/// The result of a build.
#[derive(Debug)]
pub struct BuildResult {
    /// The findings.
    pub report: Report,
    /// The text of the record of published leaflets for after the new site is in place; `None` if the site is not
    /// published.
    pub record: Option<String>,
}

/// Checks everything without building the site.
pub fn check(sources: &Sources, settings: &Settings, options: &Options<'_>) -> Report {
    linked(sources, settings, options, |world| check::run(world, options.only).report(world))
}

/// Lists every leaflet and draft with its dates and state.
pub fn register(sources: &Sources, settings: &Settings, today: Date) -> Register {
    let options = Options { drafts: true, ..Options::on(today) };
    Register::of(sources, &manuscripts(sources, &options), settings, today)
}

/// Every text of a site folder, including drafts, and the record of published leaflets: a new leaflet must differ from
/// all of them.
pub fn texts(sources: &Sources) -> (Vec<Manuscript>, PublicationLog) {
    let options = Options { drafts: true, ..Options::on(Date::default()) };
    (manuscripts(sources, &options), record(sources))
}

/// The changes that withdraw a leaflet, and the references to it.
///
/// # Errors
/// If the reference is not that of exactly one current leaflet.
pub fn withdraw(sources: &Sources, settings: &Settings, wanted: &WithdrawalRequest<'_>) -> Result<Withdrawal, Failure> {
    let options = Options { drafts: true, ..Options::on(wanted.today) };
    linked(sources, settings, &options, |world| withdraw::withdraw(world.library, settings, wanted))
}

/// Checks everything and, if there are no errors, passes the files of the new site to `sink`.
///
/// # Errors
/// If the sink returns an error.
pub fn build(
    sources: &Sources,
    settings: &Settings,
    options: &Options<'_>,
    sink: ArtifactSink<'_>,
) -> Result<BuildResult, Failure> {
    linked(sources, settings, options, |world| {
        let plan = || site::plan(world.library, &plan_inputs(world, options));
        let (found, site) = rayon::join(|| check::run(world, None), plan);
        options.reached("check");
        if found.has_errors() {
            return Ok(BuildResult { report: found.report(world), record: None });
        }
        options.reached("plan");
        let inputs = inputs(world, &site, options);
        if options.reached.is_some() {
            render::search_index(&inputs, &|_| Ok(()))?;
            options.reached("search");
        }
        let recorded = || site::recorded(world.library, world.record);
        let record_and_report = || rayon::join(recorded, || found.report(world));
        let (problems, (recorded, report)) = rayon::join(|| render::run(&inputs, sink), record_and_report);
        let problems = problems?;
        options.reached("render");
        let report = check::with_rendering(world, report, &problems);
        // A portable site is for viewing from a folder, not for publishing.
        let publishes = !options.portable && report.permit_release().is_some();
        Ok(BuildResult { report, record: publishes.then_some(recorded) })
    })
}

/// Formats that the site would have by default, but this machine cannot make.
pub fn left_out(settings: &Settings, machine: &dyn Host) -> Vec<(&'static str, MissingCapability)> {
    // A format listed in the settings is an error if it cannot be made.
    if settings.formats.is_some() { Vec::new() } else { render::lacking_formats(settings, machine) }
}

/// The stages that checking and building share: from files to linked manuscripts.
fn linked<T>(
    sources: &Sources,
    settings: &Settings,
    options: &Options<'_>,
    then: impl FnOnce(&CheckContext<'_>) -> T,
) -> T {
    let of_site = || rayon::join(|| theme(sources, settings, options), || (record(sources), glossary(sources)));
    let (manuscripts, (theme, (record, glossary))) = rayon::join(|| manuscripts(sources, options), of_site);
    options.reached("parse");
    let parts =
        SiteFiles { sources, settings, manuscripts: &manuscripts, record: &record, theme: &theme, glossary: &glossary };
    let library = library(parts, options, None);
    then(&world(parts, &library, options))
}

/// The results of parsing files, before texts are linked to one another.
#[derive(Clone, Copy)]
struct SiteFiles<'a> {
    sources: &'a Sources,
    settings: &'a Settings,
    manuscripts: &'a [Manuscript],
    record: &'a PublicationLog,
    theme: &'a Theme,
    glossary: &'a Glossary,
}

/// Links the manuscripts to one another. `cache` contains results of the last scan, if any.
fn library<'a>(parts: SiteFiles<'a>, options: &Options<'_>, cache: Option<&Mutex<LinkCache>>) -> Library<'a> {
    let (auto_links, glossary) = (parts.settings.auto_links, parts.glossary);
    let inputs = LinkInputs { today: options.today, auto_links, glossary };
    let library = library::link(parts.sources, parts.manuscripts, &inputs, cache);
    options.reached("link");
    library
}

/// The context of rules.
fn world<'a>(parts: SiteFiles<'a>, library: &'a Library<'a>, options: &Options<'a>) -> CheckContext<'a> {
    CheckContext {
        sources: parts.sources,
        settings: parts.settings,
        library,
        record: parts.record,
        theme: parts.theme,
        glossary: parts.glossary,
        rules: check::RULES,
        today: options.today,
        base_url: options.base_url,
        numbers: std::sync::OnceLock::new(),
        crisis: std::sync::OnceLock::new(),
    }
}

/// The inputs of renderers.
fn inputs<'a>(world: &CheckContext<'a>, site: &'a site::Site<'a>, options: &Options<'a>) -> RenderContext<'a> {
    let base_url = base_url(world, options);
    let (theme, glossary) = (world.theme, world.glossary);
    RenderContext {
        site,
        theme,
        glossary,
        portable: options.portable,
        base_url,
        host_path: base_url.filter(|_| !options.portable).map(|base| site::encode(&site::base_path(base))),
        machine: options.machine,
        facts: facts(world),
    }
}

/// What the plan of the site depends on.
fn plan_inputs<'a>(world: &CheckContext<'a>, options: &Options<'a>) -> PlanInputs<'a> {
    PlanInputs { settings: world.settings, record: world.record, base_url: base_url(world, options) }
}

/// The web address of the site.
fn base_url<'a>(world: &CheckContext<'a>, options: &Options<'a>) -> Option<&'a str> {
    options.base_url.or(world.settings.base_url.as_deref())
}

/// The results of checks for the accessibility statement.
fn facts<'a>(world: &CheckContext<'a>) -> AccessibilityFacts<'a> {
    let name = |rule: &Rule| RuleName { name: rule.name, summary: rule.summary };
    let names = |rules: &[&Rule]| rules.iter().map(|rule| name(rule)).collect();
    let weights = check::weights(world.settings);
    let held = check::held_back(world).into_iter();
    let gaps =
        held.map(|held| RuleGap { leaflet: held.id, rule: name(held.rule), reason: held.reason, until: held.until });
    AccessibilityFacts {
        program: concat!("Pamphlet ", env!("CARGO_PKG_VERSION")),
        rules: weights.run,
        off: names(&weights.off),
        lighter: names(&weights.lighter),
        gaps: gaps.collect(),
    }
}

/// The words that the site explains; empty if there is no such file.
fn glossary(sources: &Sources) -> Glossary {
    let file = sources.of_role(FileRole::Glossary).next();
    file.map(|(id, file)| glossary::parse(id, file)).unwrap_or_default()
}

/// The record of published leaflets; empty if there is none yet.
fn record(sources: &Sources) -> PublicationLog {
    let file = sources.of_role(FileRole::PublicationLog).next();
    file.map(|(id, file)| PublicationLog::parse(id, file)).unwrap_or_default()
}

/// Whether a file contains a text of the site.
fn is_text(role: FileRole, options: &Options<'_>) -> bool {
    match role {
        FileRole::Leaflet | FileRole::Page | FileRole::Pack | FileRole::Block => true,
        FileRole::Draft => options.drafts,
        _ => false,
    }
}

/// Every text of the site folder, in the order of the paths.
fn manuscripts(sources: &Sources, options: &Options<'_>) -> Vec<Manuscript> {
    let files: Vec<(SourceId, &SourceFile)> = sources.iter().filter(|(_, file)| is_text(file.role, options)).collect();
    // In small batches, so that processors finish at about the same time.
    files
        .into_par_iter()
        .with_max_len(64)
        .map(|(id, file)| leaflet::parse(id, file, |path| sources.find(path)))
        .collect()
}

/// The theme of a site, for documents that are not pages of it.
pub fn theme_of(sources: &Sources, settings: &Settings, today: Date) -> Theme {
    theme(sources, settings, &Options::on(today))
}

/// The built-in theme, overridden by the site's own files.
fn theme<'s>(sources: &'s Sources, settings: &'s Settings, options: &Options<'_>) -> Theme {
    let folder = format!("themes/{}/", settings.theme.value);
    let own = sources.of_role(FileRole::Theme).filter_map(|(source, file)| {
        let bytes = match &file.content {
            SourceContent::Text(text) => text.as_bytes(),
            SourceContent::Bytes(bytes) => bytes,
            _ => return None,
        };
        Some(ThemeFile { name: file.path.strip_prefix(&folder)?, source, bytes })
    });
    let colours = |scheme, list: &'s [(Setting<String>, Setting<String>)]| {
        let chosen = move |(name, value): &'s (Setting<String>, Setting<String>)| ChosenColour {
            scheme,
            name: &name.value,
            value: &value.value,
            range: value.range,
        };
        list.iter().map(chosen)
    };
    let chosen = colours(Scheme::Light, &settings.colours.light).chain(colours(Scheme::Dark, &settings.colours.dark));
    Theme::load(&own.collect::<Vec<_>>(), &chosen.collect::<Vec<_>>(), options.minify)
}
