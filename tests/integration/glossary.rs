//! Words that the site explains: on the glossary page, and at their first occurrence in each leaflet.

use std::collections::BTreeSet;

use crate::support::crawl::{all, lines};
use crate::support::site::{Site, leaflet};
use crate::support::words::text;
use scraper::Html;

const GLOSSARY: &str = "biopsy: {meaning: 'a small sample', also: [biopsies]}\nzest: <b>& joy\nAIDS: an illness\n\
                        hearing test: how well you hear\nunused: never said\n";

fn site(body: &str) -> Site {
    let site = Site::empty();
    site.write("content/site.yaml", crate::support::site::SETTINGS);
    site.write("content/glossary.yaml", GLOSSARY);
    site.write("content/leaflets/good.md", leaflet("PT-001", body));
    site
}

/// Builds the site with and without its glossary, compares the words, and returns the marked ones.
fn marked(body: &str) -> Vec<String> {
    let site = site(body);
    site.build(&[]).exits(0);
    let with = Html::parse_document(&site.read("public/leaflets/good/index.html"));
    std::fs::remove_file(site.join("content/glossary.yaml")).unwrap();
    site.forget_versions();
    site.build(&[]).exits(0);
    let without = Html::parse_document(&site.read("public/leaflets/good/index.html"));
    assert_eq!(text(all(&with, ".text")[0]), text(all(&without, ".text")[0]));
    assert!(all(&without, ".word, [popover]").is_empty());
    let marks = all(&with, ".text .word").into_iter().map(|word| {
        let id = word.value().attr("popovertarget").unwrap();
        let meaning = all(&with, &format!("#{id}[popover] > p"))[0];
        assert_eq!(word.value().attr("aria-describedby"), meaning.value().attr("id"));
        assert_eq!(word.value().attr("type"), Some("button"));
        format!("{} > {}", text(word), text(meaning))
    });
    marks.collect()
}

#[test]
fn the_first_use_of_a_word_opens_its_meaning() {
    let body = "## A biopsy\n\nYou may have *Biopsies*, a biopsy, aids and AIDS.\n\nWith [zest](https://example.org/) and zest.\n";
    assert_eq!(marked(body), ["Biopsies > biopsy: a small sample", "AIDS > AIDS: an illness", "zest > zest: <b>& joy"]);
}

#[test]
fn nothing_is_marked_in_cards_code_and_longer_words() {
    let body = "> [!NOTE] Biopsy\n>\n> A biopsy.\n\n`zest` zests un-zest zest-like\n\n| biopsy |\n|---|\n| A hearing\ttest |\n";
    assert_eq!(marked(body), ["hearing\ttest > hearing test: how well you hear"]);
}

#[test]
fn no_line_starts_with_the_comma_after_a_word() {
    let site = site("A biopsy, (a hearing test) and zest for all.");
    site.build(&[]).exits(0);
    let page = Html::parse_document(&site.read("public/leaflets/good/index.html"));
    // Only the word and the punctuation after it are kept on one line.
    assert_eq!(lines(&page, ".text .held"), ["biopsy,", "hearing test)"]);
    assert_eq!(lines(&page, ".text .word"), ["biopsy", "hearing test", "zest"]);
}

#[test]
fn a_word_in_the_name_of_a_leaflet_is_not_marked() {
    let site = site("Read biopsy at home first. Then the biopsy.");
    site.write("content/leaflets/home.md", leaflet("PT-002", "Nothing.").replace("About PT-002", "Biopsy at home"));
    site.build(&[]).exits(0);
    let page = Html::parse_document(&site.read("public/leaflets/good/index.html"));
    assert_eq!(lines(&page, ".text a"), ["biopsy at home"]);
    assert_eq!(lines(&page, ".text .word"), ["biopsy"]);
    assert!(all(&page, ".text a .word").is_empty());
}

#[test]
fn all_words_are_on_a_page_that_every_page_links_to() {
    let site = site("Nothing here.");
    site.build(&[]).exits(0);
    let page = Html::parse_document(&site.read("public/glossary/index.html"));
    assert_eq!(lines(&page, ".glossary dt"), ["AIDS", "biopsy", "hearing test", "unused", "zest"]);
    assert_eq!(lines(&page, ".glossary dd")[1], "a small sample");
    for path in ["index.html", "leaflets/good/index.html", "404.html"] {
        let page = Html::parse_document(&site.read(format!("public/{path}")));
        assert_eq!(all(&page, "header nav a[href$='glossary/']").len(), 1, "{path}");
    }
    assert!(site.read("public/sitemap.xml").contains("https://leaflets.example.org/glossary/"));
    site.write("content/pages/glossary.md", "---\ntitle: Mine\n---\n\nText.\n");
    assert!(site.findings().iter().any(|finding| finding.rule == "same-address"));
}

#[test]
fn the_words_of_the_example_are_used_in_its_leaflets() {
    let site = Site::example();
    site.build(&["--today", &crate::support::written::first_day().to_string()]).exits(0);
    let glossary = Html::parse_document(&site.read("public/glossary/index.html"));
    let used: BTreeSet<String> = crate::support::written::written("leaflets")
        .iter()
        .flat_map(|leaflet| {
            let page = Html::parse_document(&site.read(format!("public/leaflets/{}/index.html", leaflet.slug)));
            lines(&page, ".meanings strong")
        })
        .collect();
    assert_eq!(used, lines(&glossary, ".glossary dt").into_iter().collect::<BTreeSet<_>>());
}
