//! A file of the site folder line by line, with each finding below its line.

use std::collections::BTreeMap;

use serde::Serialize;

use super::parts;
use super::request::{Reply, values};
use super::response_context::{ResponseContext, findings_in};
use super::shown::{PanelFinding, in_editor, shown};
use crate::diagnostic::Finding;
use crate::pipeline::preview::PreviewSite;
use crate::source::Lines;

/// How many lines are shown before and after the requested one.
const AROUND: usize = 1_000;

#[derive(Serialize)]
struct ExcerptPage {
    version: String,
    title: String,
    file: String,
    editor: String,
    /// The address of the page made from the file.
    page: Option<String>,
    first: usize,
    lines: Vec<ExcerptLine>,
}

#[derive(Serialize)]
struct ExcerptLine {
    number: usize,
    text: String,
    asked: bool,
    findings: Vec<PanelFinding>,
}

/// The page that shows a file.
pub(super) fn page(
    query: &str,
    open: &PreviewSite<'_>,
    together: Option<&[Finding]>,
    context: &mut ResponseContext<'_>,
) -> Reply {
    let values = values(query);
    let get = |name: &str| values.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value);
    let sources = open.sources();
    let line: usize = get("line").parse().unwrap_or(1);
    // Only files read as part of the site are shown: the name is looked up, never opened.
    let Some(id) = sources.find(get("file")).filter(|id| !sources.file(*id).text().is_empty()) else {
        return Reply::sentence(404, parts::word("nothing_here"));
    };
    let file = sources.file(id);
    let manuscript = open.site.library.of_source(id);
    let found = match manuscript {
        Some(text) => findings_in(text, open, together),
        None => together.unwrap_or_default().iter().filter(|finding| finding.span.source == id).cloned().collect(),
    };
    let mut by_line: BTreeMap<usize, Vec<PanelFinding>> = BTreeMap::new();
    for finding in shown(&found, sources, context.site) {
        by_line.entry(finding.place.line).or_default().push(finding);
    }
    let lines = Lines::new(file.text());
    let count = file.text().lines().count().max(1);
    let first = line.saturating_sub(AROUND).clamp(1, count);
    let last = line.saturating_add(AROUND).min(count);
    let all = (first..=last).map(|number| ExcerptLine {
        number,
        text: lines.line(number).to_owned(),
        asked: number == line,
        findings: by_line.remove(&number).unwrap_or_default(),
    });
    let address = manuscript.and_then(|text| open.site.address(text));
    let page = ExcerptPage {
        version: context.version.borrow().to_string(),
        title: file.name().to_owned(),
        file: file.path.to_string(),
        editor: in_editor(context.site, &file.path, line, 1),
        page: address.map(|address| format!("/{}", address.in_links(false))),
        first,
        lines: all.collect(),
    };
    Reply::page(200, parts::render("lines.html", "page", &page))
}
