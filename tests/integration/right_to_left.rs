//! Pages in right-to-left languages: numbers keep their order, and parts in another language are marked as such.

use std::io::Read;

use crate::support::site::{SETTINGS, Site, leaflet};
use scraper::{ElementRef, Html, Selector};

const TEXT: &str = "اتصل على 01632 960 123 أو ‎+44 1632 960456.\n\n## الرقم 0808 1647 686\n\n\
                    اتصل بفريقنا على 01632 960000.\n\nTable: الرقم (01632) 960 789\n\n| من | الرقم |\n|---|---|\n\
                    | السامريون | **116 123** |\n| آخر | 020-7946-0000 |\n\n> [!URGENT] اتصل على 01632 960 321\n>\n> - الآن\n\n{{ team }}\n";

fn arabic(text: &str) -> String {
    leaflet("PT-001", text)
        .replace("title: About PT-001", "title: عن PT-001")
        .replace("summary: What PT-001 is for.", "summary: اتصل على 01632 960 555.")
}

/// A leaflet with an Arabic translation, and a block that is not translated.
fn site(text: &str) -> Site {
    let site = Site::empty();
    let settings = SETTINGS.replace("[text]", "[text, epub]");
    site.write(
        "content/site.yaml",
        format!("{settings}organisation: {{name: Example Hospital, phone: 01632 960000}}\n"),
    );
    site.write("content/blocks/team.md", "### Our team\n\nCall 01632 960 777.[^1]\n\n[^1]: Free of charge.\n");
    site.write("content/leaflets/a.md", leaflet("PT-001", "Call 01632 960 123.\n\n{{ team }}"));
    site.write("content/leaflets/a.ar.md", arabic(text));
    site.build(&[]).exits(0);
    site
}

fn page(site: &Site, path: &str) -> Html {
    Html::parse_document(&site.read(format!("public/{path}")))
}

fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn texts(page: &Html, selector: &str) -> Vec<String> {
    all(page, selector).into_iter().map(|element| element.text().collect()).collect()
}

const IN_GROUPS: [&str; 6] =
    ["01632 960 123", "+44 1632 960456", "0808 1647 686", "(01632) 960 789", "116 123", "020-7946-0000"];

#[test]
fn numbers_run_from_left_to_right_on_the_page() {
    let site = site(TEXT);
    let page = page(&site, "ar/leaflets/a/index.html");
    let mut expected: Vec<&str> = IN_GROUPS.to_vec();
    expected.push("01632 960 321");
    assert_eq!(texts(&page, ".text bdi[dir=ltr]"), expected);
    assert_eq!(texts(&page, ".summary bdi[dir=ltr]"), ["01632 960 555"]);
    // A telephone number is a link, which the style keeps in order.
    assert_eq!(texts(&page, ".text a[href^='tel:']"), ["01632 960000"]);
    // An English page does not need that.
    assert!(!site.read("public/leaflets/a/index.html").contains("<bdi"));
}

#[test]
fn numbers_run_from_left_to_right_in_the_e_book() {
    let site = site(TEXT);
    let file = std::fs::File::open(site.join("public/ar/leaflets/a/a.epub")).unwrap();
    let mut text = String::new();
    zip::ZipArchive::new(file).unwrap().by_name("book/leaflet.xhtml").unwrap().read_to_string(&mut text).unwrap();
    for number in IN_GROUPS.iter().chain(&["01632 960 321", "01632 960 555", "01632 960000"]) {
        assert!(text.contains(&format!("<bdi dir=\"ltr\">{number}</bdi>")), "{number}: {text}");
    }
}

#[test]
fn this_does_not_change_the_words_of_a_page() {
    let site = site("اتصل على 01632 960 123، أو على ٠١٦٣٢ ٩٦٠ ١٢٣.\n\nمن 10-20 إلى 2026.\n");
    let page = page(&site, "ar/leaflets/a/index.html");
    assert_eq!(texts(&page, ".text").concat(), "اتصل على 01632 960 123، أو على ٠١٦٣٢ ٩٦٠ ١٢٣.من 10-20 إلى 2026.");
    assert_eq!(texts(&page, ".text bdi"), ["01632 960 123", "٠١٦٣٢ ٩٦٠ ١٢٣"]);
}

#[test]
fn a_block_that_is_not_translated_is_marked_with_its_language() {
    let site = site(TEXT);
    let page = page(&site, "ar/leaflets/a/index.html");
    assert_eq!(texts(&page, "html[lang=ar][dir=rtl] .text > div[lang=en-GB][dir=ltr] > h3"), ["Our team"]);
    assert_eq!(all(&page, ".notes li[lang=en-GB][dir=ltr]").len(), 1, "and so does its note");
    assert_eq!(texts(&page, ".notes > h2[lang=en][dir=ltr]"), ["Notes"]);
    assert_eq!(texts(&page, ".card .visually-hidden[lang=en][dir=ltr]"), ["Urgent advice: "]);
    // On a page in its own language, a block is not marked.
    let english = self::page(&site, "leaflets/a/index.html");
    assert!(all(&english, ".text div, .notes li[lang], .notes h2[lang]").is_empty());
}

#[test]
fn header_cells_are_marked_with_their_language() {
    let site = Site::empty();
    let facts = |reference: &str, other: &str, facts: &str| {
        leaflet(reference, "Words.")
            .replace("summary:", &format!("alternatives: [{other}]\nat_a_glance: {{{facts}}}\nsummary:"))
    };
    site.write("content/leaflets/a.md", facts("PT-001", "PT-002", "Sessions: '12'"));
    site.write("content/leaflets/b.md", facts("PT-002", "PT-001", "Place: At home"));
    site.write("content/leaflets/a.ar.md", facts("PT-001", "PT-002", "الجلسات: '12'").replace("Words.", "كلمات."));
    site.build(&[]).exits(0);
    let page = page(&site, "ar/leaflets/a/index.html");
    assert_eq!(texts(&page, ".comparison thead th[lang=en][dir=ltr]"), ["Treatment"]);
    assert_eq!(texts(&page, ".comparison thead th[lang=en-GB][dir=ltr]"), ["Place"]);
    assert_eq!(texts(&page, ".comparison thead th:not([lang])"), ["الجلسات"]);
    assert_eq!(texts(&page, ".comparison caption[lang=en]").len(), 1);
    assert_eq!(texts(&page, ".about dt:not([lang=en])"), [""; 0]);
    let taken = self::page(&site, "ar/compare/a/index.html");
    assert_eq!(texts(&taken, ".choices tbody th[lang=en-GB][dir=ltr]"), ["Place"]);
}

#[test]
fn dari_and_western_punjabi_are_right_to_left() {
    for tag in ["prs", "pnb"] {
        let site = Site::empty();
        site.write("content/leaflets/a.md", leaflet("PT-001", "Words."));
        site.write(format!("content/leaflets/a.{tag}.md"), arabic("کلمه‌ها."));
        site.build(&[]).exits(0);
        let page = page(&site, &format!("{tag}/leaflets/a/index.html"));
        assert_eq!(all(&page, &format!("html[lang={tag}][dir=rtl]")).len(), 1, "{tag}");
    }
}
