//! The block of facts about the site's accessibility.

use std::cell::RefCell;

use tera::Context;

use super::page::{PageFrame, date};
use super::template_data::{FactsData, GapData, RuleData};
use crate::render::render_context::RuleName;
use crate::theme::{ThemeProblem, Words};

/// The template of the block.
const TEMPLATE: &str = "accessibility-facts.html";

/// Writes the block on a page that includes it.
pub(super) struct AccessibilityBlock<'a> {
    frame: &'a PageFrame<'a>,
    words: &'a Words,
    page: &'a Context,
    /// An error in the template, kept here because writing a text cannot be interrupted.
    met: RefCell<Option<ThemeProblem>>,
}

impl<'a> AccessibilityBlock<'a> {
    /// `page` is the data of the page that may include the block.
    pub fn new(frame: &'a PageFrame<'a>, words: &'a Words, page: &'a Context) -> Self {
        Self { frame, words, page, met: RefCell::new(None) }
    }

    /// Writes the block.
    pub fn write(&self, out: &mut String) {
        let mut context = self.page.clone();
        context.insert("facts", &self.data());
        match self.frame.inputs.theme.render(TEMPLATE, &context) {
            Ok(html) => out.push_str(&html),
            Err(problem) => *self.met.borrow_mut() = Some(problem),
        }
    }

    /// Reports an error of the template.
    ///
    /// # Errors
    /// If the block could not be written.
    pub fn problem(&self) -> Result<(), ThemeProblem> {
        self.met.take().map_or(Ok(()), Err)
    }

    fn data(&self) -> FactsData<'a> {
        let inputs = self.frame.inputs;
        let site = inputs.site;
        let facts = &inputs.facts;
        let rule = |rule: &RuleName| RuleData { name: rule.name, summary: rule.summary };
        let gaps = facts.gaps.iter().filter(|gap| site.library.is_current(gap.leaflet));
        let gaps = gaps.filter_map(|gap| {
            let title = site.library.leaflet(gap.leaflet)?.title;
            let path = self.frame.path_of(gap.leaflet).to_owned();
            let (reason, until) = (gap.reason, date(gap.until, self.words));
            Some(GapData { title, path, rule: rule(&gap.rule), reason, until })
        });
        FactsData {
            built: date(site.today(), self.words),
            program: facts.program,
            leaflets: site.current().len(),
            rules: facts.rules,
            off: facts.off.iter().map(rule).collect(),
            lighter: facts.lighter.iter().map(rule).collect(),
            gaps: gaps.collect(),
            own_files: inputs.theme.changed,
            own_colours: inputs.theme.palette.is_own(),
        }
    }
}
