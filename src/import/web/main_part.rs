//! Which part of a page is its text, and which is the site around it.

use std::collections::HashMap;

use scraper::{ElementRef, Html, Selector};

/// Where pages say what their text is, the surest first.
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

/// A text that is shorter than this part of all words on the page is not the main one.
const LEAST_SHARE: usize = 5;

/// The element that holds the text of the page; nothing where the page has no words.
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

/// The element in which most running text stands: paragraphs count for what holds them, and half for what holds that.
fn densest(html: &Html) -> Option<ElementRef<'_>> {
    let mut points: HashMap<_, (usize, ElementRef<'_>)> = HashMap::new();
    let mut order = Vec::new();
    for element in all(html, "p, li, h2, h3, td") {
        let holds_more = element
            .descendants()
            .skip(1)
            .any(|node| node.value().as_element().is_some_and(|below| matches!(below.name(), "p" | "li" | "td")));
        if holds_more || element.ancestors().take(60).filter_map(ElementRef::wrap).any(is_around) {
            continue;
        }
        let own = length(element);
        let above = element.ancestors().filter_map(ElementRef::wrap).take(3);
        for (index, parent) in above.enumerate() {
            let place = points.entry(parent.id()).or_insert_with(|| {
                order.push(parent.id());
                (0, parent)
            });
            place.0 += own >> index;
        }
    }
    // The first of equals, so that the same page gives the same text.
    let best =
        order.iter().filter_map(|id| points.get(id)).max_by(|a, b| a.0.cmp(&b.0).then(std::cmp::Ordering::Greater))?;
    (best.1.value().name() != "html").then_some(best.1)
}

/// Whether an element belongs to the site around a text, wherever it stands.
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

/// Elements that hold no words of their page.
pub(super) fn is_silent(name: &str) -> bool {
    matches!(name, "script" | "style" | "noscript" | "template" | "head" | "link" | "meta" | "title")
}

/// How many letters stand below an element, those of scripts and of the site around it left out.
fn length(element: ElementRef<'_>) -> usize {
    let texts = element.descendants().filter_map(|node| Some((node.parent()?, node.value().as_text()?)));
    let kept =
        texts.filter(|(parent, _)| ElementRef::wrap(*parent).is_none_or(|parent| !is_silent(parent.value().name())));
    kept.map(|(_, text)| text.split_whitespace().map(str::len).sum::<usize>()).sum()
}

/// All elements that a selector names.
pub(super) fn all<'h>(html: &'h Html, selector: &str) -> Vec<ElementRef<'h>> {
    Selector::parse(selector).map(|selector| html.select(&selector).collect()).unwrap_or_default()
}
