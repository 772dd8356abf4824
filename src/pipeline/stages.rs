//! The stages that runs share: from parsed files to linked texts, and the inputs of those after.

use std::sync::Mutex;

use rayon::prelude::*;

use super::options::Options;
use super::parse::{glossary, manuscripts, publication_log, theme};
use crate::check::{self, CheckContext, Rule};
use crate::glossary::Glossary;
use crate::leaflet::Manuscript;
use crate::library::{self, Library, LinkCache, LinkInputs, ManuscriptId};
use crate::publication_log::PublicationLog;
use crate::render::{AccessibilityFacts, RenderContext, RuleGap, RuleName};
use crate::settings::Settings;
use crate::site::{self, PlanInputs};
use crate::source::Sources;
use crate::theme::Theme;
use crate::versions::WordingHashes;

/// The stages that checking and building share: from files to linked manuscripts.
pub(super) fn linked<T>(
    sources: &Sources,
    settings: &Settings,
    options: &Options<'_>,
    then: impl FnOnce(&CheckContext<'_>) -> T,
) -> T {
    let of_site =
        || rayon::join(|| theme(sources, settings, options), || (publication_log(sources), glossary(sources)));
    let (manuscripts, (theme, (record, glossary))) = rayon::join(|| manuscripts(sources, options), of_site);
    options.reached("parse");
    let parts =
        SiteFiles { sources, settings, manuscripts: &manuscripts, record: &record, theme: &theme, glossary: &glossary };
    let library = library(parts, options, None);
    then(&world(parts, &library, options))
}

/// The results of parsing files, before texts are linked to one another.
#[derive(Clone, Copy)]
pub(super) struct SiteFiles<'a> {
    pub sources: &'a Sources,
    pub settings: &'a Settings,
    pub manuscripts: &'a [Manuscript],
    pub record: &'a PublicationLog,
    pub theme: &'a Theme,
    pub glossary: &'a Glossary,
}

/// Links the manuscripts to one another. `cache` contains results of the last scan, if any.
pub(super) fn library<'a>(
    parts: SiteFiles<'a>,
    options: &Options<'_>,
    cache: Option<&Mutex<LinkCache>>,
) -> Library<'a> {
    let (auto_links, glossary) = (parts.settings.auto_links, parts.glossary);
    let contacts = parts.settings.phones_of_contacts();
    let inputs = LinkInputs { today: options.today, auto_links, glossary, contacts };
    let library = library::link(parts.sources, parts.manuscripts, &inputs, cache);
    options.reached("link");
    library
}

/// The context of rules.
pub(super) fn world<'a>(parts: SiteFiles<'a>, library: &'a Library<'a>, options: &Options<'a>) -> CheckContext<'a> {
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
        objects: options.objects,
        as_published: options.as_published,
        wordings: WordingHashes::default(),
    }
}

/// The inputs of renderers.
pub(super) fn inputs<'a>(
    world: &'a CheckContext<'a>,
    site: &'a site::Site<'a>,
    options: &Options<'a>,
) -> RenderContext<'a> {
    let base_url = base_url(world, options);
    let (theme, glossary) = (world.theme, world.glossary);
    RenderContext {
        site,
        history: world.history(),
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
pub(super) fn plan_inputs<'a>(world: &CheckContext<'a>, options: &Options<'a>) -> PlanInputs<'a> {
    let history = world.history();
    let leaflets: Vec<ManuscriptId> = world.library.leaflets().map(|(id, _)| id).collect();
    let unapproved = leaflets.into_par_iter().filter(|id| history.is_approval_of_other_words(*id)).collect();
    PlanInputs { settings: world.settings, record: world.record, unapproved, base_url: base_url(world, options) }
}

/// The web address of the site.
pub(super) fn base_url<'a>(world: &CheckContext<'a>, options: &Options<'a>) -> Option<&'a str> {
    options.base_url.or(world.settings.base_url.as_deref())
}

/// The results of checks for the accessibility statement.
pub(super) fn facts<'a>(world: &CheckContext<'a>) -> AccessibilityFacts<'a> {
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
