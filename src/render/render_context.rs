//! The input of all renderers.

use crate::date::Date;
use crate::diagnostic::Failure;
use crate::glossary::Glossary;
use crate::library::ManuscriptId;
use crate::rendering::Artifact;
use crate::rendering::Host;
use crate::site::Site;
use crate::theme::Theme;
use crate::versions::History;

/// The input of all renderers.
pub struct RenderContext<'a> {
    /// The plan of the site.
    pub site: &'a Site<'a>,
    /// What is known about earlier versions of the leaflets.
    pub history: History<'a>,
    pub theme: &'a Theme,
    /// The words that the site explains.
    pub glossary: &'a Glossary,
    /// Whether links include `index.html`, so that the site works from a folder without a web server.
    pub portable: bool,
    /// The web address of the site, with a final `/`.
    pub base_url: Option<&'a str>,
    /// The percent-encoded path of the site on its host: `/`, or `/trust/leaflets/`. `None` if it is not known, or if
    /// the site is read without a host.
    pub host_path: Option<String>,
    /// The machine; without it, no other formats are made.
    pub machine: Option<&'a dyn Host>,
    /// Facts for the accessibility statement.
    pub facts: AccessibilityFacts<'a>,
}

/// What an accessibility statement can say about the checks of a site.
#[derive(Clone, Debug, Default)]
pub struct AccessibilityFacts<'a> {
    /// The name and version of the program.
    pub program: &'static str,
    /// The number of rules that ran.
    pub rules: usize,
    /// The rules that the site switched off.
    pub off: Vec<RuleName>,
    /// The rules whose severity the site lowered.
    pub lighter: Vec<RuleName>,
    /// The leaflets that a rule is not applied to.
    pub gaps: Vec<RuleGap<'a>>,
}

/// A rule, described for people.
#[derive(Clone, Copy, Debug)]
pub struct RuleName {
    /// The name of the rule.
    pub name: &'static str,
    /// A one-line summary of what it checks.
    pub summary: &'static str,
}

/// A leaflet that a rule is not applied to.
#[derive(Clone, Copy, Debug)]
pub struct RuleGap<'a> {
    pub leaflet: ManuscriptId,
    pub rule: RuleName,
    pub reason: &'a str,
    /// The last day of the exception.
    pub until: Date,
}

/// Takes the files of the new site, in any order, from any thread.
pub type ArtifactSink<'a> = &'a (dyn Fn(Artifact) -> Result<(), Failure> + Sync);
