//! Finds the part of a page that is its text, as opposed to the site around it.

use std::collections::HashMap;

use ego_tree::iter::Edge;
use scraper::{ElementRef, Html, Selector};

/// Selectors for the main part, the most reliable first.
const MAIN: &[&str] = &[
    "main",
    "[role=main]",
    "#main-content",
    "#maincontent",
    "#mainContent",
    "#page-content",
    "#content",
    "#main",
    ".main-content",
    ".page-content",
    "article",
    ".entry-content",
    ".content",
];

/// The main part must hold at least one in this many of all letters on the page.
const LEAST_SHARE: usize = 5;

/// The element that holds the text of the page; `None` if the page has no words.
pub(super) fn find(html: &Html) -> Option<ElementRef<'_>> {
    let body = all(html, "body").into_iter().next().unwrap_or_else(|| html.root_element());
    let total = length(body);
    if total == 0 {
        return None;
    }
    let named = MAIN.iter().find_map(|selector| match all(html, selector)[..] {
        [only] if length(only) * LEAST_SHARE >= total => Some(only),
        _ => None,
    });
    Some(named.or_else(|| densest(html)).unwrap_or(body))
}

/// The element with the most running text. The length of a paragraph counts in full for its parent, half for its
/// grandparent and a quarter for the next.
fn densest(html: &Html) -> Option<ElementRef<'_>> {
    let mut points: HashMap<_, (usize, ElementRef<'_>)> = HashMap::new();
    let mut order = Vec::new();
    for (element, own) in running_text(html) {
        let above = element.ancestors().filter_map(ElementRef::wrap).take(3);
        for (index, parent) in above.enumerate() {
            let place = points.entry(parent.id()).or_insert_with(|| {
                order.push(parent.id());
                (0, parent)
            });
            place.0 += own >> index;
        }
    }
    // The first of equals wins, so that the result is deterministic.
    let best =
        order.iter().filter_map(|id| points.get(id)).max_by(|a, b| a.0.cmp(&b.0).then(std::cmp::Ordering::Greater))?;
    (best.1.value().name() != "html").then_some(best.1)
}

/// An open element during the traversal of a page.
struct CandidatePart<'h> {
    element: ElementRef<'h>,
    /// How many letters came before it.
    before: usize,
    /// Whether it, or an element that contains it, belongs to the site around the text.
    is_around: bool,
    /// Whether it contains a paragraph, a list item or a table cell.
    holds_more: bool,
    /// Its position among all candidates.
    place: Option<usize>,
}

/// The innermost elements that hold running text, with their numbers of letters, in document order.
fn running_text(html: &Html) -> Vec<(ElementRef<'_>, usize)> {
    let mut found: Vec<Option<(ElementRef<'_>, usize)>> = Vec::new();
    let mut open: Vec<CandidatePart<'_>> = Vec::new();
    let mut letters = 0;
    // Not recursive, because pages may be nested without limit.
    for edge in html.root_element().traverse() {
        match edge {
            Edge::Open(node) => {
                if let Some(words) = node.value().as_text() {
                    let is_shown = open.last().is_none_or(|parent| !is_silent(parent.element.value().name()));
                    letters += if is_shown { length_of(words) } else { 0 };
                } else if let Some(element) = ElementRef::wrap(node) {
                    let place =
                        matches!(element.value().name(), "p" | "li" | "h2" | "h3" | "td").then_some(found.len());
                    found.extend(place.map(|_| None));
                    let is_around = open.last().is_some_and(|parent| parent.is_around) || is_around(element);
                    open.push(CandidatePart { element, before: letters, is_around, holds_more: false, place });
                }
            }
            Edge::Close(node) if node.value().is_element() => {
                let Some(done) = open.pop() else { continue };
                if let Some(parent) = open.last_mut() {
                    parent.holds_more |= done.holds_more || matches!(done.element.value().name(), "p" | "li" | "td");
                }
                // Only the elements around it matter, not what it is itself.
                let is_outside = open.last().is_some_and(|parent| parent.is_around);
                if let Some(place) = done.place.filter(|_| !done.holds_more && !is_outside) {
                    found[place] = Some((done.element, letters - done.before));
                }
            }
            Edge::Close(_) => {}
        }
    }
    found.into_iter().flatten().collect()
}

/// Whether an element belongs to the site around the text, wherever it is.
pub(super) fn is_around(element: ElementRef<'_>) -> bool {
    let value = element.value();
    let role = value.attr("role").unwrap_or_default();
    if matches!(value.name(), "nav" | "aside" | "form" | "button" | "select" | "textarea" | "dialog" | "menu")
        || matches!(role, "navigation" | "search" | "complementary" | "banner" | "contentinfo" | "dialog" | "alert")
    {
        return true;
    }
    const AROUND: &[&str] = &[
        "nav",
        "navbar",
        "navigation",
        "menu",
        "breadcrumb",
        "breadcrumbs",
        "skip-link",
        "skiplink",
        "skip",
        "cookie",
        "cookies",
        "cookie-banner",
        "social",
        "share",
        "sharing",
        "addthis",
        "pagination",
        "pager",
        "sidebar",
        "related",
        "search",
        "feedback",
        "print-button",
        "toolbar",
        "back-to-top",
        "advert",
    ];
    let is_around = |name: &str| {
        let name = name.to_ascii_lowercase();
        AROUND.contains(&name.as_str())
    };
    value.classes().any(is_around) || value.id().is_some_and(is_around)
}

/// Elements whose text is not shown.
pub(super) fn is_silent(name: &str) -> bool {
    matches!(name, "script" | "style" | "noscript" | "template" | "head" | "link" | "meta" | "title")
}

/// How many bytes of words an element holds, without those of scripts.
fn length(element: ElementRef<'_>) -> usize {
    let texts = element.descendants().filter_map(|node| Some((node.parent()?, node.value().as_text()?)));
    let kept =
        texts.filter(|(parent, _)| ElementRef::wrap(*parent).is_none_or(|parent| !is_silent(parent.value().name())));
    kept.map(|(_, words)| length_of(words)).sum()
}

/// The length of the words in bytes, without spaces.
fn length_of(words: &str) -> usize {
    words.split_whitespace().map(str::len).sum()
}

/// All elements that match a selector.
pub(super) fn all<'h>(html: &'h Html, selector: &str) -> Vec<ElementRef<'h>> {
    Selector::parse(selector).map(|selector| html.select(&selector).collect()).unwrap_or_default()
}
