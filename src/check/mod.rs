//! The table of rules, and running them.

mod capitals;
mod curly;
mod drafts;
mod exceptions;
mod explanation;
mod format_problems;
mod headings;
mod kinds;
mod known_numbers;
mod link_text;
mod passage;
mod phone_mentions;
mod phrases;
mod pictures;
mod readable;
mod ready;
mod rule;
mod rules;
mod same_words;
mod successor;
mod syllables;
#[cfg(test)]
mod test_support;
mod vocabulary;
mod word_cursor;

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::date::{Date, DateFault};
use crate::diagnostic::Failure;
use crate::diagnostic::{Edit, Finding, Report, Severity, in_order};
use crate::library::ManuscriptId;
use crate::rendering::RenderProblem;
use crate::settings::{self, Settings};
use crate::source::{FileRole, Lines, SourceFile, SourceId};
use crate::yaml::YamlFault;
pub use exceptions::held_back;
pub use kinds::{LeafletOutline, names as kinds_of_leaflets, outline};
pub use rule::{CheckContext, ManuscriptContext, Rule, RuleGroup, Scope};
pub use rules::{RULES, damage_of_record};

/// The rule with this name.
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name).copied()
}

/// The severity of a rule on a site; `None` if it is switched off.
fn severity(rule: &Rule, settings: &Settings) -> Option<Severity> {
    let chosen = settings.checks.iter().find(|(name, _)| name.value == rule.name);
    match chosen.map(|(_, severity)| severity.value.as_str()) {
        // Settings cannot change a locked rule; `wrong-setting` reports the attempt.
        None => Some(rule.severity),
        Some(_) if rule.locked => Some(rule.severity),
        Some("off") => None,
        Some(name) => Some(Severity::from_name(name).unwrap_or(rule.severity)),
    }
}

/// How the settings of a site change the rules.
#[derive(Default)]
pub struct RuleLevels {
    /// Number of rules that run.
    pub run: usize,
    /// The rules that are switched off.
    pub off: Vec<&'static Rule>,
    /// The rules with a lower severity than their default.
    pub lighter: Vec<&'static Rule>,
}

/// How the settings of a site change the rules.
pub fn weights(settings: &Settings) -> RuleLevels {
    let mut weights = RuleLevels::default();
    for rule in RULES {
        match severity(rule, settings) {
            None => weights.off.push(rule),
            Some(severity) => {
                weights.run += 1;
                // `Severity` is ordered from the highest to the lowest.
                if severity > rule.severity {
                    weights.lighter.push(rule);
                }
            }
        }
    }
    weights
}

/// The unsorted findings: whether any of them prevents publication is needed before the report is built.
pub struct CheckOutcome<'a> {
    only: Option<&'a str>,
    findings: Vec<Finding>,
}

impl CheckOutcome<'_> {
    /// Whether any finding prevents publication.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// The files with findings that prevent publication.
    pub fn files_with_errors(&self) -> BTreeSet<SourceId> {
        let errors = self.findings.iter().filter(|finding| finding.severity == Severity::Error);
        errors.map(|finding| finding.span.source).collect()
    }

    /// Builds the report.
    pub fn report(self, world: &CheckContext<'_>) -> Report {
        // Every leaflet file is counted, whatever is wrong with it.
        let is_counted = |role: FileRole, translated: bool| role == FileRole::Leaflet && !translated;
        let leaflets = world.library.manuscripts().iter();
        let leaflets = leaflets.filter(|manuscript| is_counted(manuscript.role, manuscript.translation.is_some()));
        let archived = world
            .library
            .leaflets()
            .filter(|(id, leaflet)| leaflet.manuscript.translation.is_none() && world.library.is_archived(*id));
        let mut report = Report::new(self.findings, leaflets.count(), archived.count());
        // If only one rule ran, it is not known which leaflets are ready.
        report.ready = self.only.is_none().then(|| ready::count(world, report.findings()));
        match self.only {
            Some(name) if needs_all(name) => report.only(name),
            _ => report,
        }
    }
}

/// Whether a rule needs all others to run: whether an exception is used is known only after every rule has run.
fn needs_all(rule: &str) -> bool {
    find(rule).is_some_and(|rule| matches!(rule.scope, Scope::UnusedException(_)))
}

/// Runs all rules, or only the one named `only`.
pub fn run<'a>(world: &CheckContext<'_>, only: Option<&'a str>) -> CheckOutcome<'a> {
    let chosen = RULES.iter().filter(|rule| only.is_none_or(|name| name == rule.name || needs_all(name)));
    let chosen: Vec<_> = chosen.filter_map(|rule| Some((*rule, severity(rule, world.settings)?))).collect();
    let count = world.library.manuscripts().len();
    let of_texts = || {
        let texts = (0..count).into_par_iter().with_max_len(MANUSCRIPTS_PER_TASK);
        texts.flat_map_iter(|id| in_text(world, &chosen, id)).collect::<Vec<_>>()
    };
    let (mut findings, of_site) = rayon::join(of_texts, || in_site(world, &chosen));
    findings.extend(of_site);
    exceptions::apply(world, 0..count, &chosen, &mut findings);
    world.without_published(&mut findings);
    CheckOutcome { only, findings }
}

/// Manuscripts per parallel task; small, to keep all processors busy until the end.
const MANUSCRIPTS_PER_TASK: usize = 64;

/// A rule that runs on a site, with its severity there.
type WeightedRule = (&'static Rule, Severity);

/// The findings of all per-manuscript rules in one manuscript.
fn in_text(world: &CheckContext<'_>, chosen: &[WeightedRule], id: ManuscriptId) -> Vec<Finding> {
    let subject = ManuscriptContext::new(world, id);
    // The text of an archived leaflet is not published, so its wording does not matter.
    let is_english = subject.language().primary() == "en" && !subject.is_archived();
    let mut found = Vec::new();
    for (rule, severity) in chosen {
        match rule.scope {
            Scope::English(check) if is_english => {
                check(&subject, &mut rule::Findings::new(rule, *severity, &mut found));
            }
            Scope::Manuscript(check) => {
                check(&subject, &mut rule::Findings::new(rule, *severity, &mut found));
            }
            Scope::English(_) | Scope::Site(_) | Scope::Rendering(_) | Scope::UnusedException(_) => {}
        }
    }
    // The report sorts all findings, which is faster if they are partly sorted.
    found.sort_by(in_order);
    found
}

/// The findings of the site-wide rules, and of those on problems of the theme that are known before rendering.
fn in_site(world: &CheckContext<'_>, chosen: &[WeightedRule]) -> Vec<Finding> {
    let found = chosen.par_iter().map(|(rule, severity)| {
        let mut found = Vec::new();
        if let Scope::Site(check) = rule.scope {
            check(world, &mut rule::Findings::new(rule, *severity, &mut found));
        }
        found
    });
    let mut found: Vec<Finding> = found.collect::<Vec<_>>().into_iter().flatten().collect();
    let of_theme: Vec<RenderProblem> = world.theme.problems.iter().cloned().map(RenderProblem::Theme).collect();
    found.extend(in_rendering_by(world, chosen, &of_theme));
    found
}

fn all_chosen(world: &CheckContext<'_>) -> Vec<WeightedRule> {
    RULES.iter().filter_map(|rule| Some((*rule, severity(rule, world.settings)?))).collect()
}

/// The report on one manuscript, for its author: the findings of per-manuscript rules, and those of `elsewhere` (the
/// findings of site-wide rules) that are in this file.
pub fn one(world: &CheckContext<'_>, id: ManuscriptId, elsewhere: &[Finding]) -> Report {
    let chosen = all_chosen(world);
    let source = world.library.manuscript(id).source;
    let mut findings = in_text(world, &chosen, id);
    findings.extend(elsewhere.iter().filter(|finding| finding.span.source == source).cloned());
    exceptions::apply(world, id..id + 1, &chosen, &mut findings);
    Report::new(findings, 0, 0)
}

/// The findings of the site-wide rules, before exceptions are applied.
pub fn together(world: &CheckContext<'_>) -> Vec<Finding> {
    in_site(world, &all_chosen(world))
}

/// Converts the problems found in rendering to findings.
pub fn in_rendering(world: &CheckContext<'_>, problems: &[RenderProblem]) -> Vec<Finding> {
    in_rendering_by(world, &all_chosen(world), problems)
}

fn in_rendering_by(world: &CheckContext<'_>, chosen: &[WeightedRule], problems: &[RenderProblem]) -> Vec<Finding> {
    let mut found = Vec::new();
    for (rule, severity) in chosen {
        if let Scope::Rendering(check) = rule.scope {
            check(world, problems, &mut rule::Findings::new(rule, *severity, &mut found));
        }
    }
    found
}

/// Adds the problems found in rendering to a report.
pub fn with_rendering(world: &CheckContext<'_>, report: Report, problems: &[RenderProblem]) -> Report {
    let mut findings = in_rendering(world, problems);
    world.without_published(&mut findings);
    if findings.is_empty() {
        return report;
    }
    let mut report = report.merged(findings);
    report.ready = Some(ready::count(world, report.findings()));
    report
}

/// The failure for a syntax error in `site.yaml`: without settings, nothing can be checked.
pub fn unreadable_settings(file: &SourceFile, fault: YamlFault) -> Failure {
    let slips = settings::slips(file.text());
    let start = slips.first().map_or(fault.range, |slip| slip.range).start;
    let position = Lines::new(file.text()).position(start);
    let (message, help) = match slips.first() {
        Some(slip) => (
            rules::broken_front_matter::slip_in_words(slip.kind),
            format!("{} 'pamphlet check --fix' writes it for you.", rules::broken_front_matter::help_with_slip(slip)),
        ),
        None => {
            let (message, help) = rules::broken_front_matter::in_settings(fault.kind);
            (message, help.to_owned())
        }
    };
    let place = format!("'{}', line {}, column {}", file.path, position.line, position.column);
    Failure::new(format!("The settings cannot be read: there is a mistake at {place}. {message}"), help)
}

/// The slips that keep `site.yaml` from being read, to be corrected before anything can be checked.
pub fn faulty_settings(source: SourceId, file: &SourceFile) -> Vec<Finding> {
    let finding = |slip: crate::yaml::YamlSlip| Finding {
        rule: rules::wrong_setting::RULE.name,
        severity: Severity::Error,
        message: rules::broken_front_matter::slip_in_words(slip.kind).to_owned(),
        help: rules::broken_front_matter::help_with_slip(&slip),
        span: slip.range.in_source(source),
        related: Vec::new(),
        fix: vec![Edit { range: slip.range, text: slip.text }],
    };
    settings::slips(file.text()).into_iter().map(finding).collect()
}

/// Why a string is rejected as a date, and how to write it.
pub fn date_in_words(fault: DateFault, example: Date) -> (String, String) {
    rules::invalid_date::in_words(fault, example)
}
