//! The same stages for those who write: what files alone give is kept between changes, and one page is made at a time.

use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::{
    Options, SiteFiles, base_url, glossary, inputs, is_text, library, manuscripts, record, settings, theme, world,
};
use crate::check::{self, CheckContext};
use crate::diagnostic::{Finding, Report};
use crate::failure::Failure;
use crate::glossary::Glossary;
use crate::leaflet::{self, Manuscript};
use crate::library::{AutoLinkCache, ManuscriptId};
use crate::publication_log::PublicationLog;
use crate::render::{self, Asked, Inputs};
use crate::render_problem::RenderProblem;
use crate::settings::Settings;
use crate::site::{self, Site, SitePlan};
use crate::source::{FileRole, SourceChange, SourceFile, Sources};
use crate::theme::Theme;

/// What was made of the files of a site folder. A file that did not change is never parsed again.
pub struct PreviewFiles {
    sources: Sources,
    settings: Settings,
    manuscripts: Vec<Manuscript>,
    record: PublicationLog,
    theme: Theme,
    glossary: Glossary,
    /// What is marked in texts without their authors' doing, by names that are the same until one of them changes.
    cache: Mutex<AutoLinkCache>,
    /// The plan, for as long as no field of a text changes.
    plan: Mutex<Option<SitePlan>>,
}

impl PreviewFiles {
    /// Parses everything.
    ///
    /// # Errors
    /// Where `site.yaml` is missing or is no YAML.
    pub fn new(sources: Sources, options: &Options<'_>) -> Result<Self, Failure> {
        let settings = settings(&sources)?;
        let manuscripts = manuscripts(&sources, options);
        let record = record(&sources);
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

    /// The settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Whether these changes make any difference.
    pub fn differs(&self, changes: &[SourceChange]) -> bool {
        changes.iter().any(|change| match change {
            // What is only copied is not known by its bytes.
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

    /// Why the site cannot be looked at any more with these changes: nothing can be said of it without settings.
    pub fn refusal(&self, changes: &[SourceChange]) -> Option<Failure> {
        let last = changes.iter().rev().find_map(|change| match change {
            SourceChange::Written(file) if file.role == FileRole::Settings => Some(vec![file.clone()]),
            SourceChange::Gone(path) if matches!(&**path, "content" | "content/site.yaml") => Some(Vec::new()),
            _ => None,
        })?;
        settings(&Sources::new(last)).err()
    }

    /// Takes over what changed: only those files are parsed again. Settings that cannot be read leave those from before:
    /// [`PreviewFiles::refusal`] should be asked first.
    pub fn change(&mut self, changes: Vec<SourceChange>, options: &Options<'_>) {
        let is_frame =
            |role| matches!(role, FileRole::Settings | FileRole::Theme | FileRole::Glossary | FileRole::PublicationLog);
        let is_rewritten = |change: &SourceChange| match change {
            SourceChange::Written(file) => !is_frame(file.role) && self.sources.find(&file.path).is_some(),
            SourceChange::Gone(_) => false,
        };
        // What people do nearly always: they save a text that was there before.
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
        // Settings and theme know their files by their place among all files.
        if is_frame_written || is_moved {
            if let Ok(settings) = settings(&self.sources) {
                self.settings = settings;
            }
            self.record = record(&self.sources);
            self.theme = theme(&self.sources, &self.settings, options);
            self.glossary = glossary(&self.sources);
        }
    }

    /// Takes over a file that was there before, under the same path.
    fn rewrite(&mut self, file: SourceFile, options: &Options<'_>) {
        let Some((id, before)) = self.sources.replace(file) else { return };
        let file = self.sources.file(id);
        let cache = self.cache.get_mut().unwrap_or_else(PoisonError::into_inner);
        let plan = self.plan.get_mut().unwrap_or_else(PoisonError::into_inner);
        let mut forget = |cache: &mut AutoLinkCache| {
            cache.forget_cross_references();
            *plan = None;
        };
        let at = self.manuscripts.binary_search_by_key(&id, |manuscript| manuscript.source);
        let (true, Ok(at)) = (is_text(file.role, options), at) else { return forget(cache) };
        let manuscript = leaflet::parse(id, file, |path| self.sources.find(path));
        cache.forget(at);
        let says_the_same = manuscript.has_fields_of(file.text(), &self.manuscripts[at], before.text());
        // A shared block is shown in other texts.
        if file.role == FileRole::Block || !says_the_same {
            forget(cache);
        }
        self.manuscripts[at] = manuscript;
    }

    /// What must change to get from these files to others.
    pub fn changes_to(&self, others: &Sources) -> Vec<SourceChange> {
        let gone = self.sources.iter().filter(|(_, file)| others.find(&file.path).is_none());
        let gone = gone.map(|(_, file)| SourceChange::Gone(file.path.clone()));
        let is_other = |file: &SourceFile| {
            self.sources.find(&file.path).is_none_or(|id| self.sources.file(id) != file) || !is_read(file.role)
        };
        let written = others.iter().filter(|(_, file)| is_other(file));
        gone.chain(written.map(|(_, file)| SourceChange::Written(file.clone()))).collect()
    }

    /// Links the texts, plans the site of a day with drafts, and lets `then` ask for pages and findings.
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
        let known = self.plan.lock().ok().and_then(|mut plan| plan.take()).filter(|plan| plan.today == options.today);
        let (result, plan) = {
            let world = &world(parts, &library, options);
            let anew = || {
                let site = site::plan_preview(world.library, world.settings, world.today);
                site.with_old_addresses(world.record, base_url(world, options))
            };
            let site = known.and_then(|plan| site::plan_again(world.library, world.settings, plan));
            let site = site.unwrap_or_else(anew);
            // The preview is a host of its own, and has nothing but the site.
            let inputs = Inputs { host_path: Some("/".to_owned()), ..inputs(world, &site, options) };
            (then(&PreviewSite { world, inputs, site: &site }), site.into_plan())
        };
        if let (Ok(mut cache), Ok(mut kept)) = (self.cache.lock(), self.plan.lock()) {
            cache.keep(library.into_cross_references());
            *kept = Some(plan);
        }
        result
    }
}

/// Whether a file's bytes are kept once it was read.
fn is_read(role: FileRole) -> bool {
    !matches!(role, FileRole::Static | FileRole::Asset | FileRole::Other)
}

/// A planned site, from which pages and findings are asked one by one.
pub struct PreviewSite<'a> {
    world: &'a CheckContext<'a>,
    inputs: Inputs<'a>,
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
    /// Where it cannot be made for another reason than a mistake in the theme.
    pub fn file(&self, path: &str) -> Result<Asked, Failure> {
        render::one(&self.inputs, path)
    }

    /// What is found in one text. `together` is what [`PreviewSite::together`] gave.
    pub fn findings_in(&self, id: ManuscriptId, together: &[Finding]) -> Report {
        check::one(self.world, id, together)
    }

    /// What only a look at all texts together finds.
    pub fn together(&self) -> Vec<Finding> {
        check::together(self.world)
    }

    /// What rendering met and what is wrong with the theme by itself, as findings.
    pub fn in_rendering(&self, met: Vec<RenderProblem>) -> Vec<Finding> {
        let of_theme = self.world.theme.problems.iter().cloned().map(RenderProblem::Theme);
        check::in_rendering(self.world, &met.into_iter().chain(of_theme).collect::<Vec<_>>())
    }
}
