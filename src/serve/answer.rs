//! Builds the reply to a browser's request.

use super::request::{Reply, Route};
use super::response_context::{ResponseContext, findings_in};
use super::shown::{in_editor, lines_of, shown};
use super::status_panel::{self, FileLinks, PageNote, StatusPanel};
use super::{desk, excerpt, parts};
use crate::diagnostic::Failure;
use crate::diagnostic::Finding;
use crate::disk;
use crate::library::ManuscriptId;
use crate::pipeline::preview::PreviewSite;
use crate::present::thousands;
use crate::render::RequestedFile;
use crate::site::PageKind;
use crate::source::FileRole;

/// Answers a request. `together` holds the findings that need all texts at once, if they are known already.
pub(super) fn to(
    wanted: &Route,
    open: &PreviewSite<'_>,
    together: Option<&[Finding]>,
    context: &mut ResponseContext<'_>,
) -> Reply {
    match wanted {
        Route::File(path) => file(path, open, together, context),
        Route::Desk(query) => desk::page(query, open, together, context),
        Route::Lines(query) => excerpt::page(query, open, together, context),
        Route::Own(name) => match parts::asset(name) {
            Some((kind, text)) => {
                Reply { status: 200, kind: kind.to_owned(), location: None, body: text.as_bytes().to_vec() }
            }
            None => Reply::sentence(404, parts::word("nothing_here")),
        },
    }
}

fn file(asked: &str, open: &PreviewSite<'_>, together: Option<&[Finding]>, context: &mut ResponseContext<'_>) -> Reply {
    let is_folder = asked.is_empty() || asked.ends_with('/');
    let path = if is_folder { format!("{asked}index.html") } else { asked.to_owned() };
    let page = open.site.page_at(&path).map(|page| page.kind);
    let made = match open.file(&path) {
        Ok(made) => made,
        Err(failure) => return failed(&failure),
    };
    let is_html = path.ends_with(".html");
    match made {
        RequestedFile::Made(artifact) if page.is_some() && is_html => {
            match disk::hand_over(artifact.body, context.site) {
                Ok(bytes) => {
                    let html = String::from_utf8_lossy(&bytes).into_owned();
                    shown_page(&path, html, page, open, together, context)
                }
                Err(failure) => failed(&failure),
            }
        }
        RequestedFile::Made(artifact) => match disk::hand_over(artifact.body, context.site) {
            Ok(body) => Reply { status: 200, kind: kind_of(&path), location: None, body },
            Err(failure) => failed(&failure),
        },
        RequestedFile::Broken(problem) => {
            let findings = open.in_rendering(problem);
            broken(&path, page, findings, open, together, context)
        }
        // Relative links are resolved from the folder, so it must end with a slash.
        RequestedFile::Nothing if !is_folder && open.site.page_at(&format!("{asked}/index.html")).is_some() => {
            let last = asked.rsplit('/').next().unwrap_or_default();
            let location = Some(format!("./{}/", super::shown::in_query(last)));
            Reply { location, ..Reply::sentence(302, "") }
        }
        RequestedFile::Nothing => not_found(open, context),
    }
}

/// A page that was rendered, or its last good version if the leaflet is no longer valid.
fn shown_page(
    path: &str,
    html: String,
    page: Option<PageKind>,
    open: &PreviewSite<'_>,
    together: Option<&[Finding]>,
    context: &mut ResponseContext<'_>,
) -> Reply {
    let is_draft = |id| open.site.library.manuscript(id).role == FileRole::Draft;
    let (mark, html) = match page {
        Some(PageKind::Draft(id)) if is_draft(id) => (Some(PageNote::Draft), html),
        Some(PageKind::Draft(_)) => match context.memory.last_good(path) {
            Some(before) => (Some(PageNote::Before), before.to_owned()),
            None => (Some(PageNote::Unfinished), html),
        },
        _ => {
            context.memory.remember(path, &html);
            (None, html)
        }
    };
    let findings = findings_of(page, open, together);
    let panel = panel_of(&html, page, &findings, mark, open, context);
    Reply::page(200, status_panel::put_into(&html, &panel))
}

/// A page that cannot be rendered because of a fault in the theme.
fn broken(
    path: &str,
    page: Option<PageKind>,
    mut findings: Vec<Finding>,
    open: &PreviewSite<'_>,
    together: Option<&[Finding]>,
    context: &mut ResponseContext<'_>,
) -> Reply {
    let of_page = findings_of(page, open, together);
    findings.extend(of_page.into_iter().filter(|finding| finding.rule != "broken-theme"));
    findings.dedup();
    let before = context.memory.last_good(path).map(str::to_owned);
    let (mark, html) = match before {
        Some(html) => (PageNote::Before, html),
        None => (PageNote::Nothing, parts::render("frame.html", "frame", &())),
    };
    let panel = panel_of(&html, page, &findings, Some(mark), open, context);
    Reply::page(500, status_panel::put_into(&html, &panel))
}

/// The site's own 'page not found'.
fn not_found(open: &PreviewSite<'_>, context: &mut ResponseContext<'_>) -> Reply {
    let html = match open.file("404.html") {
        Ok(RequestedFile::Made(artifact)) => disk::hand_over(artifact.body, context.site).ok(),
        _ => None,
    };
    let Some(html) = html else { return Reply::sentence(404, parts::word("nothing_here")) };
    // This page is shown at any address, so its relative links must start at the root.
    let html = String::from_utf8_lossy(&html).replace("=\"./", "=\"/").replace("=./", "=/");
    let panel = panel_of(&html, None, &[], None, open, context);
    Reply::page(404, status_panel::put_into(&html, &panel))
}

fn panel_of(
    html: &str,
    page: Option<PageKind>,
    findings: &[Finding],
    mark: Option<PageNote>,
    open: &PreviewSite<'_>,
    context: &ResponseContext<'_>,
) -> StatusPanel {
    let findings = shown(findings, open.sources(), context.site);
    let (counts, stops) = status_panel::counts(&findings);
    let file = text_of(page).map(|id| open.site.library.path(id)).map(|path| FileLinks {
        path: path.to_owned(),
        lines: lines_of(path, 1),
        editor: in_editor(context.site, path, 1, 1),
    });
    let drafts = open.site.library.manuscripts().iter().filter(|manuscript| manuscript.role == FileRole::Draft).count();
    StatusPanel {
        version: context.version.borrow().to_string(),
        page: crc32fast::hash(html.as_bytes()),
        counts,
        stops,
        findings,
        drafts: drafts_in_words(drafts),
        file,
        mark: mark.or(stops.then_some(PageNote::Faulty)),
        trouble: context.memory.trouble.as_ref().map(Into::into),
    }
}

/// `3 drafts`; empty if there are none.
fn drafts_in_words(number: usize) -> String {
    match number {
        0 => String::new(),
        1 => parts::word("one_draft").to_owned(),
        _ => parts::word("drafts").replace("{count}", &thousands(number)),
    }
}

/// The text that a page is made from.
fn text_of(page: Option<PageKind>) -> Option<ManuscriptId> {
    match page? {
        PageKind::Leaflet(id)
        | PageKind::Archived(id)
        | PageKind::Compare(id)
        | PageKind::Page(id)
        | PageKind::Pack(id)
        | PageKind::Draft(id) => Some(id),
        _ => None,
    }
}

/// Findings in the text of a page and in its shared blocks; on other pages, in the settings and the theme.
pub(super) fn findings_of(
    page: Option<PageKind>,
    open: &PreviewSite<'_>,
    together: Option<&[Finding]>,
) -> Vec<Finding> {
    let sources = open.sources();
    let Some(id) = text_of(page) else {
        let is_frame = |role| matches!(role, FileRole::Settings | FileRole::Theme | FileRole::Glossary);
        let all = together.unwrap_or_default().iter();
        return all.filter(|finding| is_frame(sources.file(finding.span.source).role)).cloned().collect();
    };
    let texts = open.site.library.texts_on_page(id);
    texts.into_iter().flat_map(|text| findings_in(text, open, together)).collect()
}

fn failed(failure: &Failure) -> Reply {
    Reply::sentence(500, &failure.to_string())
}

/// The content type of a file.
fn kind_of(path: &str) -> String {
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    let is_text = kind.type_() == mime_guess::mime::TEXT || kind.subtype() == "javascript" || kind.subtype() == "json";
    if is_text { format!("{kind}; charset=utf-8") } else { kind.to_string() }
}
