//! Checks that the page of a leaflet shows the essentials, whatever the theme.

use tera::{Context, Value};

use super::shown::ShownPage;
use crate::render::render_context::RenderContext;
use crate::rendering::{Essential, MissingEssential};
use crate::site::{Page, PageKind};
use crate::source::{SourceId, TextRange};

/// The name of the page in problems.
const PAGE: &str = "page";

/// Returns the essentials that a page does not show. `compares_text` says whether its text is compared with other
/// formats elsewhere.
pub(super) fn left_out(
    inputs: &RenderContext<'_>,
    page: &Page,
    template: &str,
    context: &Context,
    html: &str,
    compares_text: bool,
) -> Vec<MissingEssential> {
    let (facts, archived) = match page.kind {
        PageKind::Leaflet(_) => (context.get("leaflet"), false),
        PageKind::Archived(_) => (context.get("leaflet"), true),
        PageKind::Removed(_) => (context.get("removed"), true),
        // These pages show the urgent help of the leaflets that they list.
        PageKind::Compare(_) | PageKind::Pack(_) => (None, false),
        _ => return Vec::new(),
    };
    let mut missing = Vec::new();
    let body = context.get("body").and_then(Value::as_str);
    let mut shown = ShownPage::new(html, body);
    if let Some(facts) = facts {
        let archive_date = match page.kind {
            PageKind::Removed(_) => ["on.words", "on.iso"],
            _ => ["archive_date.words", "archive_date.iso"],
        };
        if text_at(facts, "reference").is_some_and(|reference| !shown.says(&escaped(reference))) {
            missing.push(Essential::Reference);
        }
        if text_at(facts, "check").is_some_and(|check| !shown.says(check)) {
            missing.push(Essential::Version);
        }
        let last_updated = ["last_updated.words", "last_updated.iso"];
        for (day, essential) in [(last_updated, Essential::LastUpdated), (archive_date, Essential::ArchiveDate)] {
            let mut written = day.into_iter().filter_map(|path| text_at(facts, path)).peekable();
            // A leaflet that was removed may have no dates.
            if written.peek().is_some() && !written.any(|day| shown.says(&escaped(day))) {
                missing.push(essential);
            }
        }
        if archived && !says_archived(context, text_at(facts, archive_date[0]), &mut shown) {
            missing.push(Essential::Notice);
        }
    }
    let crisis = context.get("crisis").and_then(|crisis| crisis.get_from_path("body")).and_then(Value::as_str);
    if crisis.is_some_and(|crisis| !shown.has_part(crisis)) {
        missing.push(Essential::UrgentHelp);
    }
    let has_text = !compares_text && matches!(page.kind, PageKind::Leaflet(_));
    if has_text && body.is_some_and(|body| !body.trim().is_empty()) && !shown.has_own_text() {
        missing.push(Essential::Text);
    }
    if missing.is_empty() {
        return Vec::new();
    }
    let (source, range) = place(inputs, page.kind);
    let file = format!("templates/{template}");
    missing.into_iter().map(|what| MissingEssential { what, file: file.clone(), format: PAGE, source, range }).collect()
}

/// The text at a path of the data of a page.
fn text_at<'v>(data: &'v Value, path: &'static str) -> Option<&'v str> {
    data.get_from_path(path)?.as_str()
}

/// Whether a notice says that its leaflet was archived, in the words of the theme.
fn says_archived(context: &Context, date: Option<&str>, shown: &mut ShownPage<'_>) -> bool {
    let word = |name: &'static str| text_at(context.get("words")?, name);
    let sentence = match date {
        Some(date) => word("archived_text").map(|text| text.replace("{date}", date)),
        None => word("removed_text").map(str::to_owned),
    };
    sentence.is_some_and(|sentence| shown.says(&escaped(sentence.trim())))
}

/// A text, escaped as in templates.
fn escaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    // Writing to memory cannot fail.
    let _ = tera::escape_html(text, &mut bytes);
    String::from_utf8(bytes).unwrap_or_default()
}

/// The position of the leaflet's title in its file.
fn place(inputs: &RenderContext<'_>, kind: PageKind) -> (SourceId, TextRange) {
    let site = inputs.site;
    match kind {
        PageKind::Removed(number) => {
            let range = site.removed().get(number).map(|removed| removed.said.reference.range);
            (site.settings.source, range.unwrap_or_default())
        }
        PageKind::Leaflet(id) | PageKind::Archived(id) | PageKind::Compare(id) | PageKind::Pack(id) => {
            let manuscript = site.library.manuscript(id);
            let title = manuscript.front_matter.title.as_ref();
            (manuscript.source, title.map(|title| title.range).unwrap_or_default())
        }
        _ => (site.settings.source, TextRange::default()),
    }
}
