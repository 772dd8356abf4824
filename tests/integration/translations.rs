//! A translation is archived with its original, everywhere.

use std::path::Path;

use crate::support::crawl::{all, attribute, lines};
use crate::support::site::{Site, TODAY, leaflet, names_in, pamphlet, tree};
use serde_json::Value;

const WELSH: &str = "content/leaflets/good.cy.md";

/// A site with a leaflet that is archived on this day, and a translation with a later archive date.
fn site(archive_date: &str) -> Site {
    let site = Site::empty();
    let fields = |text: &str| leaflet("PT-001", text).replace("summary:", "conditions: [Poor sleep]\nsummary:");
    site.write("content/leaflets/good.md", fields("Read this.").replace("2028-11-01", archive_date));
    let welsh = fields("Brawddeg Gymraeg y daflen.").replace("About PT-001", "Ynglŷn â PT-001");
    site.write(WELSH, welsh.replace("What PT-001 is for.", "Crynodeb Cymraeg."));
    site
}

fn read(public: &Path, path: &str) -> scraper::Html {
    scraper::Html::parse_document(&std::fs::read_to_string(public.join(path)).unwrap())
}

#[test]
fn a_translation_is_archived_with_its_original() {
    let site = site(TODAY);
    site.build(&[]).exits(0);
    let public = site.join("public");
    assert_eq!(names_in(&public.join("cy/leaflets/good")), ["index.html"], "its other formats are gone");
    let page = read(&public, "cy/leaflets/good/index.html");
    assert_eq!(attribute(&page, "meta[name=robots]", "content").as_deref(), Some("noindex"));
    let days: Vec<_> = all(&page, "main dl time").iter().filter_map(|time| time.value().attr("datetime")).collect();
    assert_eq!(days, ["2026-11-01", TODAY], "the notice has the day of archiving");
    for (path, bytes) in tree(&public) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("Brawddeg Gymraeg"), "{path} has its text");
        assert!(!text.contains("Crynodeb Cymraeg"), "{path} has its summary");
        if path.ends_with("sitemap.xml") || path == "a-to-z/index.html" {
            assert!(!text.contains("cy/leaflets/good"), "{path} contains its address");
        }
    }
    let list: Value = serde_json::from_str(&std::fs::read_to_string(public.join("leaflets.json")).unwrap()).unwrap();
    assert_eq!(
        (&list["leaflets"], &list["archived"][0]["reference"]),
        (&Value::from(Vec::<Value>::new()), &"PT-001".into())
    );
}

#[test]
fn until_then_it_has_the_archive_date_of_its_original() {
    let site = site("2027-03-01");
    site.build(&[]).exits(0);
    let public = site.join("public");
    let page = read(&public, "cy/leaflets/good/index.html");
    assert_eq!(attribute(&page, "article", "data-archive-date").as_deref(), Some("2027-03-01"));
    assert!(lines(&page, "main").concat().contains("1 March 2027"));
    let list: Value = serde_json::from_str(&std::fs::read_to_string(public.join("leaflets.json")).unwrap()).unwrap();
    assert_eq!(list["leaflets"][0]["translations"][0]["archive_date"], "2027-03-01");
}

#[test]
fn a_translation_that_is_archived_earlier_does_not_affect_its_original() {
    let site = site("2028-11-01");
    site.write(WELSH, site.read(WELSH).replace("2028-11-01", "2026-11-20"));
    site.build(&[]).exits(0);
    let notice = |path: &str| attribute(&read(&site.join("public"), path), "meta[name=robots]", "content");
    assert_eq!(notice("cy/leaflets/good/index.html").as_deref(), Some("noindex"));
    assert_eq!(notice("leaflets/good/index.html").as_deref(), Some("unavailable_after: 2028-11-01"));
}

#[test]
fn its_later_archive_date_is_reported() {
    let warning = |site: &Site| {
        let findings =
            site.findings().into_iter().filter(|finding| finding.file == WELSH && finding.severity == "warning");
        findings.map(|finding| (finding.rule, finding.line, finding.message)).collect::<Vec<_>>()
    };
    let found = warning(&site("2027-12-01"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((&*found[0].0, found[0].1), ("archived-with-original", 5));
    assert!(found[0].2.contains("will be archived with its original on 1 December 2027"), "{found:?}");
    let found = warning(&site("2026-11-20"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].2.contains("was archived with its original on 20 November 2026"), "{found:?}");
    assert_eq!(warning(&site("2028-11-01")), []);
}

#[test]
fn the_register_has_the_same_day_and_state() {
    let site = site("2026-11-20");
    let shown = pamphlet(site.path(), &["register", "--today", TODAY, "--format", "json"]).exits(0).stdout;
    let register: Value = serde_json::from_str(&shown).unwrap();
    let rows = register["leaflets"].as_array().unwrap();
    assert_eq!(rows.len(), 2);
    for row in rows {
        assert_eq!((&row["state"], &row["archive_date"]), (&"archived".into(), &"2026-11-20".into()), "{row}");
    }
}

#[test]
fn a_translation_without_its_original_is_not_a_leaflet() {
    let site = site("2028-11-01");
    std::fs::remove_file(site.join("content/leaflets/good.md")).unwrap();
    let errors: Vec<_> = site.findings().into_iter().filter(|finding| finding.severity == "error").collect();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!((&*errors[0].rule, &*errors[0].file), ("translation-without-original", WELSH));
    site.build(&[]).exits(1);
}
