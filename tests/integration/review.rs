//! `pamphlet review`: the page on which an approver reads a leaflet with every change marked.

use std::fs;

use crate::support::crawl::all;
use crate::support::site::{Run, Site, leaflet, pamphlet};
use crate::support::words::text;
use scraper::Html;

const LIVE: &str = "Take the tablets as this table says.

| Medicine | Dose | When |
|---|---|---|
| Clobazam | 10 mg | morning |
| Clonazepam | 1 mg | night |

> [!WARNING] Do not drive
>
> Wait for 12 months.

Talk to your nurse.

![The way to the clinic](map.png)

Call [the clinic on 01632 960123](tel:01632960123).";

/// A published leaflet with a table, a card and a picture.
fn published() -> Site {
    let site = Site::empty();
    site.write("content/leaflets/one.md", leaflet("PT-001", LIVE));
    site.write("content/leaflets/map.png", picture(1));
    site.build(&["--today", "2026-11-20"]).exits(0);
    site
}

fn picture(colour: u8) -> Vec<u8> {
    let image = image::RgbImage::from_pixel(4, 4, image::Rgb([colour, 20, 30]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// Writes the next version of the leaflet, with replacements.
fn next_version(site: &Site, changes: &[(&str, &str)]) {
    let words = changes.iter().fold(LIVE.to_owned(), |words, (from, to)| {
        assert!(words.contains(from), "{from}");
        words.replace(from, to)
    });
    site.write("content/drafts/one.md", leaflet("PT-001", &words).replace("2026-11-01", "2026-11-23"));
    site.write("content/drafts/map.png", picture(1));
}

fn review(site: &Site, further: &[&str]) -> Run {
    pamphlet(site.path(), &[&["review", "PT-001", "--today", "2026-11-23"], further].concat())
}

/// The page of the approver.
fn page(site: &Site) -> Html {
    review(site, &[]).exits(0);
    Html::parse_document(&site.read("review-PT-001.html"))
}

fn texts(page: &Html, selector: &str) -> Vec<String> {
    all(page, selector).into_iter().map(|element| tidy(&text(element))).collect()
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_next_version_is_compared_with_what_readers_have() {
    let site = published();
    next_version(&site, &[("Talk to", "Speak to"), ("12 months", "2 months"), ("WARNING", "NOTE")]);
    let run = review(&site, &[]).exits(0);
    assert!(run.stdout.contains("from 'content/drafts/one.md', the next version."), "{}", run.stdout);
    assert!(run.stdout.contains("version 1, published on 20 November 2026"), "{}", run.stdout);
    let page = page(&site);
    let looks = texts(&page, ".looks li");
    assert_eq!(looks.len(), 2, "{looks:?}");
    assert!(looks[0].starts_with("Change 1: a card that came, went or changed its kind"), "{looks:?}");
    assert!(looks[1].contains("a number or dose") && looks[1].contains("[removed: 12] [added: 2] months"), "{looks:?}");
    // Other changes are marked too, and all are linked.
    let marked = texts(&page, "article .change");
    assert!(marked.iter().any(|text| text.contains("[removed: Talk] [added: Speak] to your nurse.")), "{marked:?}");
    for link in all(&page, "a[href^='#change-']") {
        let id = link.attr("href").unwrap();
        assert_eq!(all(&page, &format!("[id='{}']", &id[1..])).len(), 1, "{id}");
    }
    let dates = texts(&page, "h2#dates + table tr");
    assert!(dates.contains(&"Date last updated 1 November 2026 23 November 2026 (changed)".to_owned()), "{dates:?}");
}

#[test]
fn rows_of_two_medicines_are_shown_whole_with_the_heads_of_their_columns() {
    let site = published();
    next_version(
        &site,
        &[("| Clobazam | 10", "| X | 10"), ("| Clonazepam | 1 ", "| Clobazam | 1 "), ("| X |", "| Clonazepam |")],
    );
    let page_of_cells = page(&site);
    let looks = texts(&page_of_cells, ".looks li");
    assert_eq!(looks.len(), 2, "{looks:?}");
    for (look, before, dose) in [(&looks[0], "Clobazam", "10 mg"), (&looks[1], "Clonazepam", "1 mg")] {
        assert!(look.contains("medicines that are often confused"), "{look}");
        assert!(look.contains(&format!("Row before: Medicine: {before}; Dose: {dose}; When: ")), "{look}");
        assert!(look.contains("Row now: Medicine: ") && look.matches(dose).count() == 2, "{look}");
    }
    // Rows that changed places.
    let (first, second) = ("| Clobazam | 10 mg | morning |", "| Clonazepam | 1 mg | night |");
    next_version(&site, &[(first, "X"), (second, first), ("X", second)]);
    let page_of_rows = page(&site);
    let looks = texts(&page_of_rows, ".looks li");
    assert_eq!(looks.len(), 1, "{looks:?}");
    assert!(looks[0].contains("a row of a table that moved"), "{looks:?}");
    for row in ["Medicine: Clobazam; Dose: 10 mg; When: morning", "Medicine: Clonazepam; Dose: 1 mg; When: night"] {
        assert!(looks[0].contains(row), "{looks:?}");
    }
}

#[test]
fn pictures_are_in_the_page_old_and_new() {
    let site = published();
    next_version(&site, &[]);
    site.write("content/drafts/map.png", picture(200));
    let page = page(&site);
    let images = all(&page, "article img");
    assert_eq!(images.len(), 2);
    assert!(images.iter().all(|image| image.attr("src").unwrap().starts_with("data:image/png;base64,")));
    assert_ne!(images[0].attr("src"), images[1].attr("src"));
    let captions = texts(&page, "article figcaption");
    assert!(captions[0].starts_with("Picture before") && captions[1].starts_with("New picture"), "{captions:?}");
    assert!(texts(&page, ".looks li")[0].contains("a picture"));
}

#[test]
fn a_changed_link_to_a_telephone_number_needs_a_close_look() {
    let site = published();
    next_version(&site, &[("tel:01632960123", "tel:01632960199")]);
    let looks = texts(&page(&site), ".looks li");
    assert!(looks.len() == 1 && looks[0].contains("a telephone number"), "{looks:?}");
}

#[test]
fn a_new_leaflet_has_no_marks_and_live_words_can_be_read_again() {
    let site = published();
    let new = page(&site);
    assert_eq!(texts(&new, "ins, del").len(), 2, "only the words that explain the marks");
    assert!(texts(&new, "main")[0].contains("No word changed since the version that readers have."));
    site.write("content/drafts/two.md", leaflet("PT-002", "New words.\n\n- One"));
    let run = pamphlet(site.path(), &["review", "pt-002", "--today", "2026-11-23"]).exits(0);
    assert!(run.stdout.contains("It is new, so no changes are marked."), "{}", run.stdout);
    let page = Html::parse_document(&site.read("review-PT-002.html"));
    assert_eq!(texts(&page, "ins, del, .label, .looks").len(), 0);
    assert!(texts(&page, "article")[0].contains("New words. One"));
}

#[test]
fn the_page_says_how_to_answer_with_its_check_code_and_needs_no_other_file() {
    let site = published();
    next_version(&site, &[("12 months", "2 months")]);
    let run = review(&site, &[]).exits(0);
    let code = run.stdout.split("check ").nth(1).unwrap()[..8].to_owned();
    let html = site.read("review-PT-001.html");
    for line in [
        format!("PT-001, check {code}: approved by NAME, ROLE, 23 November 2026"),
        format!("PT-001, check {code}: returned by NAME, ROLE, 23 November 2026: WHAT MUST CHANGE"),
        format!("pamphlet approve PT-001 --check {code} --by &quot;NAME&quot; --role &quot;ROLE&quot;"),
        "default-src &#x27;none&#x27;".to_owned(),
    ] {
        assert!(html.contains(&line) || html.replace("&#39;", "&#x27;").contains(&line), "{line}");
    }
    assert!(!html.contains("http://") && !html.contains("https://"), "the page refers to another one");
    // The same words give the same page.
    review(&site, &["--out", "again.html"]).exits(0);
    assert_eq!(site.read("again.html"), html);
    // After its publication, the words have this code.
    fs::rename(site.join("content/drafts/one.md"), site.join("content/leaflets/one.md")).unwrap();
    site.build(&["--today", "2026-11-23"]).exits(0);
    let shown = pamphlet(site.path(), &["show", "--check", &code]).exits(0).stdout;
    assert!(shown.contains("PT-001 version 2") && shown.contains("Wait for 2 months."), "{shown}");
}

#[test]
fn other_files_are_not_replaced_and_mistakes_are_explained() {
    let site = published();
    site.write("mine.html", "<p>My own page</p>");
    review(&site, &["--out", "mine.html"]).fails_saying("is not replaced");
    assert_eq!(site.read("mine.html"), "<p>My own page</p>");
    review(&site, &[]).exits(0);
    review(&site, &[]).exits(0);
    pamphlet(site.path(), &["review", "PT-999"]).fails_saying("No leaflet has the reference 'PT-999'");
    site.write("content/drafts/three.md", "---\ntitle: Three\nreference: PT-003\n---\n\nWords.\n");
    pamphlet(site.path(), &["review", "PT-003"]).fails_saying("is not complete");
}
