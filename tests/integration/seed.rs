//! The page built from the original leaflet has the same words in the same order.

use crate::support::crawl::{all, lines};
use crate::support::site::Site;
use crate::support::words::{first_difference, text};
use crate::support::written::{LeafletFile, build, first_day, written};
use scraper::{ElementRef, Html};

const SEED: &str = include_str!("../seed/integrated-psychological-therapy.txt");
const SLUG: &str = "integrated-psychological-therapy";
/// The fields at the end of the original text, where they are blank.
const CLOSING: [&str; 3] = ["Leaflet reference", "Date last updated", "Archive date"];

#[test]
fn the_page_has_the_words_of_the_original_in_order() {
    let expected: Vec<String> = seed().iter().flat_map(Line::words).collect();
    assert!(expected.len() > 600, "the original text has only {} words", expected.len());
    let page = page();
    let found = words_of_text(&page);
    assert_eq!(first_difference(&expected, &found), None);
}

#[test]
fn headings_are_headings_and_bullets_are_items() {
    let page = page();
    let of_kind = |wanted: fn(&Line) -> bool| {
        seed().into_iter().filter(wanted).map(|line| line.words().join(" ")).collect::<Vec<_>>()
    };
    let headings = of_kind(|line| matches!(line, Line::Heading(_)));
    let items = of_kind(|line| matches!(line, Line::Item(_)));
    assert_eq!((headings.len(), items.len()), (11, 12), "{headings:?} {items:?}");
    assert_eq!(lines(&page, ".text h2"), headings);
    assert_eq!(lines(&page, ".text li"), items);
    assert_eq!(lines(&page, ".text h1, .text h3, .text h4, .text h5, .text h6"), Vec::<String>::new());
}

#[test]
fn the_closing_fields_show_their_values_near_the_title() {
    let page = page();
    let main = all(&page, "main")[0];
    let place = |wanted: ElementRef<'_>| main.descendants().position(|node| node.id() == wanted.id()).unwrap();
    let [title, body] = ["h1", ".text"].map(|selector| place(all(&page, selector)[0]));
    let leaflet = leaflet();
    let values =
        [leaflet.field("reference").to_owned(), spoken(&leaflet, "last_updated"), spoken(&leaflet, "archive_date")];
    for (label, value) in CLOSING.iter().zip(values) {
        let terms: Vec<ElementRef<'_>> =
            all(&page, "main dt").into_iter().filter(|term| text(*term).trim() == *label).collect();
        let [term] = terms[..] else { panic!("'{label}' is on the page {} times", terms.len()) };
        let meaning = term.next_siblings().find_map(ElementRef::wrap).unwrap();
        assert_eq!((meaning.value().name(), text(meaning).trim()), ("dd", value.as_str()), "{label}");
        assert!((title..body).contains(&place(term)), "'{label}' is not between the title and the text");
    }
}

/// A line of the original text.
enum Line {
    Heading(&'static str),
    Item(&'static str),
    Paragraph(&'static str),
}

impl Line {
    fn words(&self) -> Vec<String> {
        match self {
            Self::Heading(text) | Self::Paragraph(text) => split(text),
            Self::Item(text) => without_closing_mark(split(text)),
        }
    }
}

/// The lines of the original text without its closing fields. A heading is the first line of a section; two blank lines
/// end one.
fn seed() -> Vec<Line> {
    let mut lines = Vec::new();
    let mut blank = 2;
    let mut closing = 0;
    for line in SEED.lines().map(str::trim) {
        if line.is_empty() {
            blank += 1;
            continue;
        }
        match line.strip_prefix('•') {
            Some(item) => lines.push(Line::Item(item)),
            None if CLOSING.contains(&line.trim_end_matches(':')) => closing += 1,
            None if blank >= 2 => lines.push(Line::Heading(line)),
            None => lines.push(Line::Paragraph(line)),
        }
        blank = 0;
    }
    assert_eq!(closing, CLOSING.len(), "the original text has other closing fields");
    lines
}

fn words_of_text(page: &Html) -> Vec<String> {
    let [body] = all(page, ".text")[..] else { panic!("the page does not have exactly one text") };
    let mut words = Vec::new();
    for element in body.descendants().filter_map(ElementRef::wrap) {
        match element.value().name() {
            "li" => words.extend(without_closing_mark(split(&text(element)))),
            "h2" | "p" => words.extend(split(&text(element))),
            _ => {}
        }
    }
    let counted = split(&text(body)).len();
    assert_eq!(words.len(), counted, "words are outside headings, paragraphs and items, or in two of them");
    words
}

fn split(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// Removes the full stop or the comma at the end of a list item, as a proof-reader would.
fn without_closing_mark(mut words: Vec<String>) -> Vec<String> {
    if let Some(last) = words.last_mut() {
        let kept = last.strip_suffix(['.', ',']).unwrap_or(last).to_owned();
        *last = kept;
    }
    words
}

fn page() -> Html {
    let site = Site::example();
    let public = build(&site, "public", &first_day().to_string(), &[]);
    Html::parse_document(&std::fs::read_to_string(public.join(format!("leaflets/{SLUG}/index.html"))).unwrap())
}

fn leaflet() -> LeafletFile {
    written("leaflets").into_iter().find(|leaflet| leaflet.slug == SLUG).unwrap()
}

/// A date as it is on the page: `23 November 2026`.
fn spoken(leaflet: &LeafletFile, field: &str) -> String {
    pamphlet::date::in_english(leaflet.day(field))
}
