//! Callouts in Markdown, shown as cards.

use crate::support::site::{Site, leaflet};
use scraper::{ElementRef, Html, Selector};

fn page(text: &str) -> Html {
    let site = Site::empty();
    site.write("content/leaflets/card.md", leaflet("PT-001", text));
    site.build(&[]).exits(0);
    Html::parse_document(&site.read("public/leaflets/card/index.html"))
}

fn one<'a>(page: &'a Html, selector: &str) -> ElementRef<'a> {
    let selector = Selector::parse(selector).unwrap();
    let mut found = page.select(&selector);
    let first = found.next().unwrap_or_else(|| panic!("there is no {selector:?}"));
    assert!(found.next().is_none(), "there are two of {selector:?}");
    first
}

fn words(element: ElementRef<'_>) -> String {
    crate::support::words::words(element).join(" ")
}

#[test]
fn the_urgency_of_a_care_card_does_not_depend_on_its_colour() {
    let page = page("## Getting help\n\n> [!URGENT] Call *111* if:\n>\n> - you feel worse\n> - it hurts\n");
    assert_eq!(words(one(&page, ".card.urgent > h3")), "Urgent advice: Call 111 if:");
    assert_eq!(words(one(&page, ".card.urgent h3 > .visually-hidden")), "Urgent advice:");
    assert_eq!(words(one(&page, ".card.urgent > ul")), "you feel worse it hurts");
    assert!(page.select(&Selector::parse("blockquote").unwrap()).next().is_none());
}

#[test]
fn the_line_below_the_mark_is_not_its_title() {
    let page = page("> [!warning] Do not drive\n> You may feel *sleepy*.\n>\n> Ask us.\n");
    assert_eq!(words(one(&page, ".card.warning > h2")), "Important: Do not drive");
    assert_eq!(words(one(&page, ".card.warning")), "Important: Do not drive You may feel sleepy. Ask us.");
}

#[test]
fn a_card_without_a_title_is_headed_by_its_label() {
    let page =
        page("> [!DONT]\n>\n> - do not drive\n\n> [!NOTE]\n> We are closed on Monday.\n\n> [!STEPS]\n>\n> 1. Sit.\n");
    assert_eq!(words(one(&page, ".card.dont > h2")), "Don't");
    assert_eq!(words(one(&page, ".card.dont li")), "do not drive");
    assert_eq!(words(one(&page, ".card.note")), "We are closed on Monday.");
    assert_eq!(words(one(&page, ".card.steps")), "Sit.");
}

#[test]
fn other_quotes_stay_quotes() {
    assert_eq!(words(one(&page("> It helped me.\n"), "blockquote")), "It helped me.");
}
