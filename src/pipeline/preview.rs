//! The same stages for the preview: parsed files are kept between changes, and pages are rendered one at a time.

use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::options::Options;
use super::parse::{glossary, is_text, manuscripts, publication_log, settings, theme};
use super::stages::{SiteFiles, inputs, library, plan_inputs, world};
use crate::check::{self, CheckContext};
use crate::diagnostic::Failure;
use crate::diagnostic::{Finding, Report};
use crate::glossary::Glossary;
use crate::leaflet::{self, Manuscript};
use crate::library::{LinkCache, ManuscriptId};
use crate::publication_log::PublicationLog;
use crate::render::{self, RenderContext, RequestedFile};
use crate::rendering::RenderProblem;
use crate::settings::Settings;
use crate::site::{self, Site, SitePlan};
use crate::source::{FileRole, SourceChange, SourceFile, Sources};
use crate::theme::Theme;

/// The parsed files of a site folder. An unchanged file is never parsed again.
pub struct PreviewFiles {
    sources: Sources,
    settings: Settings,
    manuscripts: Vec<Manuscript>,
    record: PublicationLog,
    theme: Theme,
    glossary: Glossary,
    /// Cached automatic marks in texts.
    cache: Mutex<LinkCache>,
    /// The plan, valid until a field of any text changes.
    plan: Mutex<Option<SitePlan>>,
}

impl PreviewFiles {
    /// Parses everything.
    ///
    /// # Errors
    /// If `site.yaml` is missing or is not YAML.
    pub fn new(sources: Sources, options: &Options<'_>) -> Result<Self, Failure> {
        let settings = settings(&sources)?;
        let manuscripts = manuscripts(&sources, options);
        let record = publication_log(&sources);
        let theme = theme(&sources, &settings, options);
        let glossary = glossary(&sources);
        Ok(Self {
            sources,
            settings,
            manuscripts,
            record,
            theme,
            glossary,
            cache: Mutex::default(),
            plan: Mutex::default(),
        })
    }

    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Whether these changes make any difference.
    pub fn differs(&self, changes: &[SourceChange]) -> bool {
        changes.iter().any(|change| match change {
            // The bytes of copied files are not kept, so they cannot be compared.
            SourceChange::Written(file) if !is_read(file.role) => true,
            SourceChange::Written(file) => {
                self.sources.find(&file.path).is_none_or(|id| self.sources.file(id).content != file.content)
            }
            SourceChange::Gone(path) => {
                let below = format!("{path}/");
                self.sources.iter().any(|(_, file)| file.path == *path || file.path.starts_with(&below))
            }
        })
    }

    /// Why the site cannot be previewed after these changes: without settings, nothing can be checked.
    pub fn failure_after(&self, changes: &[SourceChange]) -> Option<Failure> {
        let last = changes.iter().rev().find_map(|change| match change {
            SourceChange::Written(file) if file.role == FileRole::Settings => Some(vec![file.clone()]),
            SourceChange::Gone(path) if matches!(&**path, "content" | "content/site.yaml") => Some(Vec::new()),
            _ => None,
        })?;
        settings(&Sources::new(last)).err()
    }

    /// Applies changes; only changed files are parsed again. If the new settings cannot be read, the old ones are kept:
    /// call [`PreviewFiles::failure_after`] first.
    pub fn change(&mut self, changes: Vec<SourceChange>, options: &Options<'_>) {
        let is_frame =
            |role| matches!(role, FileRole::Settings | FileRole::Theme | FileRole::Glossary | FileRole::PublicationLog);
        let is_rewritten = |change: &SourceChange| match change {
            SourceChange::Written(file) => !is_frame(file.role) && self.sources.find(&file.path).is_some(),
            SourceChange::Gone(_) => false,
        };
        // The usual case: an existing file was saved.
        if changes.iter().all(is_rewritten) {
            for change in changes {
                if let SourceChange::Written(file) = change {
                    self.rewrite(file, options);
                }
            }
            return;
        }
        (self.cache, self.plan) = (Mutex::default(), Mutex::default());
        let before = self.sources.len();
        let is_frame_written =
            changes.iter().any(|change| matches!(change, SourceChange::Written(file) if is_frame(file.role)));
        let (sources, origins) = std::mem::take(&mut self.sources).changed(changes);
        let is_moved = before != sources.len()
            || origins.iter().enumerate().any(|(at, origin)| origin.is_some_and(|origin| origin.index() != at));
        let mut old: Vec<Option<Manuscript>> = Vec::new();
        old.resize_with(before, || None);
        for manuscript in std::mem::take(&mut self.manuscripts) {
            let at = manuscript.source.index();
            old[at] = Some(manuscript);
        }
        let texts = sources.iter().zip(origins).filter(|((_, file), _)| is_text(file.role, options));
        let texts: Vec<_> = texts
            .map(|((id, file), origin)| (id, file, origin.and_then(|origin| old[origin.index()].take())))
            .collect();
        self.manuscripts = texts
            .into_par_iter()
            .map(|(id, file, known)| match known {
                Some(manuscript) if !is_moved => manuscript,
                Some(manuscript) => manuscript.among(id, file, |path| sources.find(path)),
                None => leaflet::parse(id, file, |path| sources.find(path)),
            })
            .collect();
        self.sources = sources;
        // Settings and theme refer to their files by index.
        if is_frame_written || is_moved {
            if let Ok(settings) = settings(&self.sources) {
                self.settings = settings;
            }
            self.record = publication_log(&self.sources);
            self.theme = theme(&self.sources, &self.settings, options);
            self.glossary = glossary(&self.sources);
        }
    }

    /// Replaces a file that existed under the same path.
    fn rewrite(&mut self, file: SourceFile, options: &Options<'_>) {
        let Some((id, before)) = self.sources.replace(file) else { return };
        let file = self.sources.file(id);
        let cache = self.cache.get_mut().unwrap_or_else(PoisonError::into_inner);
        let plan = self.plan.get_mut().unwrap_or_else(PoisonError::into_inner);
        let mut forget = |cache: &mut LinkCache| {
            cache.forget_cross_references();
            *plan = None;
        };
        let at = self.manuscripts.binary_search_by_key(&id, |manuscript| manuscript.source);
        let (true, Ok(at)) = (is_text(file.role, options), at) else { return forget(cache) };
        let manuscript = leaflet::parse(id, file, |path| self.sources.find(path));
        cache.forget(at);
        let says_the_same = manuscript.has_fields_of(file.text(), &self.manuscripts[at], before.text());
        // Shared blocks affect other texts.
        if file.role == FileRole::Block || !says_the_same {
            forget(cache);
        }
        self.manuscripts[at] = manuscript;
    }

    /// The changes from these files to others.
    pub fn changes_to(&self, others: &Sources) -> Vec<SourceChange> {
        let gone = self.sources.iter().filter(|(_, file)| others.find(&file.path).is_none());
        let gone = gone.map(|(_, file)| SourceChange::Gone(file.path.clone()));
        let is_other = |file: &SourceFile| {
            self.sources.find(&file.path).is_none_or(|id| self.sources.file(id) != file) || !is_read(file.role)
        };
        let written = others.iter().filter(|(_, file)| is_other(file));
        gone.chain(written.map(|(_, file)| SourceChange::Written(file.clone()))).collect()
    }

    /// Links the texts, plans the preview for a date, and calls `then` to render pages and get findings.
    pub fn open<T>(&self, options: &Options<'_>, then: impl FnOnce(&PreviewSite<'_>) -> T) -> T {
        let parts = SiteFiles {
            sources: &self.sources,
            settings: &self.settings,
            manuscripts: &self.manuscripts,
            record: &self.record,
            theme: &self.theme,
            glossary: &self.glossary,
        };
        let library = library(parts, options, Some(&self.cache));
        let known = self.plan.lock().ok().and_then(|mut plan| plan.take());
        let (result, plan) = {
            let world = &world(parts, &library, options);
            let inputs_of_plan = plan_inputs(world, options);
            let site = known.and_then(|plan| site::plan_again(world.library, &inputs_of_plan, plan));
            let site = site.unwrap_or_else(|| site::plan_preview(world.library, &inputs_of_plan));
            // The preview server serves nothing but the site, so the site is at its root.
            let inputs = RenderContext { host_path: Some("/".to_owned()), ..inputs(world, &site, options) };
            (then(&PreviewSite { world, inputs, site: &site }), site.into_plan())
        };
        if let (Ok(mut cache), Ok(mut kept)) = (self.cache.lock(), self.plan.lock()) {
            cache.store(library.into_cross_references());
            *kept = Some(plan);
        }
        result
    }
}

/// Whether the content of a file is kept in memory.
fn is_read(role: FileRole) -> bool {
    !matches!(role, FileRole::Static | FileRole::Asset | FileRole::Other)
}

/// A planned preview, whose pages and findings are made on request.
pub struct PreviewSite<'a> {
    world: &'a CheckContext<'a>,
    inputs: RenderContext<'a>,
    /// The plan.
    pub site: &'a Site<'a>,
}

impl<'a> PreviewSite<'a> {
    /// The files.
    pub fn sources(&self) -> &'a Sources {
        self.world.sources
    }

    /// Renders one file of the site.
    ///
    /// # Errors
    /// If it cannot be rendered for a reason other than a mistake in the theme.
    pub fn file(&self, path: &str) -> Result<RequestedFile, Failure> {
        render::one(&self.inputs, path)
    }

    /// The findings in one text. `together` is the result of [`PreviewSite::together`].
    pub fn findings_in(&self, id: ManuscriptId, together: &[Finding]) -> Report {
        check::one(self.world, id, together)
    }

    /// The findings that need all texts together.
    pub fn together(&self) -> Vec<Finding> {
        check::together(self.world)
    }

    /// Problems in rendering, and problems of the theme itself, as findings.
    pub fn in_rendering(&self, problems: Vec<RenderProblem>) -> Vec<Finding> {
        let of_theme = self.world.theme.problems.iter().cloned().map(RenderProblem::Theme);
        check::in_rendering(self.world, &problems.into_iter().chain(of_theme).collect::<Vec<_>>())
    }
}
