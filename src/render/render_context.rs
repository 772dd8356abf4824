//! What every renderer is given.

use crate::artifact::Artifact;
use crate::date::Date;
use crate::failure::Failure;
use crate::glossary::Glossary;
use crate::host::Host;
use crate::library::ManuscriptId;
use crate::site::Site;
use crate::theme::Theme;

/// All that a renderer needs.
pub struct RenderContext<'a> {
    /// The plan.
    pub site: &'a Site<'a>,
    /// How pages look.
    pub theme: &'a Theme,
    /// The hard words that the site explains.
    pub glossary: &'a Glossary,
    /// Whether links name `index.html`, so that the site works from a folder without a web server.
    pub portable: bool,
    /// The web address of the site, with a `/` at its end.
    pub base_url: Option<&'a str>,
    /// The path of the site on its host, as links write it: `/`, or `/trust/leaflets/`. None where it is not known, or
    /// where the site is read without a host.
    pub host_path: Option<String>,
    /// What may be asked of the machine; without it no other formats are made.
    pub machine: Option<&'a dyn Host>,
    /// What looking at the site brought to light, for its accessibility statement.
    pub facts: AccessibilityFacts<'a>,
}

/// What an accessibility statement can say of the checks of a site.
#[derive(Clone, Debug, Default)]
pub struct AccessibilityFacts<'a> {
    /// The program and its version.
    pub program: &'static str,
    /// How many rules ran.
    pub rules: usize,
    /// Those that the site switched off.
    pub off: Vec<RuleName>,
    /// Those that the site made lighter.
    pub lighter: Vec<RuleName>,
    /// The leaflets that a rule is not applied to.
    pub gaps: Vec<RuleGap<'a>>,
}

/// A rule, for people.
#[derive(Clone, Copy, Debug)]
pub struct RuleName {
    /// Its name.
    pub name: &'static str,
    /// What it checks, in a line.
    pub summary: &'static str,
}

/// A leaflet that a rule is not applied to.
#[derive(Clone, Copy, Debug)]
pub struct RuleGap<'a> {
    /// The leaflet.
    pub leaflet: ManuscriptId,
    /// The rule.
    pub rule: RuleName,
    /// Why.
    pub reason: &'a str,
    /// Up to which day.
    pub until: Date,
}

/// Takes the files of the new site, in any order, from any thread.
pub type ArtifactSink<'a> = &'a (dyn Fn(Artifact) -> Result<(), Failure> + Sync);
