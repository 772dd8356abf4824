//! The problems with formats of leaflets among those found in rendering.

use super::rule::{AddedFinding, CheckContext};
use crate::diagnostic::Severity;
use crate::rendering::{FormatProblem, RenderProblem};

pub fn format_problems(problems: &[RenderProblem]) -> impl Iterator<Item = &FormatProblem> {
    problems
        .iter()
        .filter_map(|problem| if let RenderProblem::Format(problem) = problem { Some(problem) } else { None })
}

/// Makes the finding an error if `formats` in `site.yaml` names the format: a site that promises a format must have it.
pub fn error_if_named(world: &CheckContext<'_>, problem: &FormatProblem, finding: AddedFinding<'_>) {
    if world.settings.formats.iter().flatten().any(|named| named.value == problem.format) {
        finding.at(Severity::Error);
    }
}
