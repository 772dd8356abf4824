//! The output for other programs: the feed, `leaflets.json`, and metadata for search engines.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use crate::support::crawl::{all, attribute};
use crate::support::site::{Site, TODAY, leaflet};
use crate::support::words::text;
use crate::support::written::{build, site, written};
use scraper::Html;
use serde_json::Value;

/// Current and archived leaflets, a removed one, a translation, and characters that must be escaped in XML and JSON.
fn mixed() -> Site {
    let site = Site::empty();
    let settings = "title: \"R&D <leaflets>\"\nbase_url: https://leaflets.example.org/trust/\norganisation: {name: 'A & B'}\nformats: [text, epub]\n\
                    removed: {PT-009: {title: 'Gone \"&\" away', on: 2026-11-22, because: Nobody used it., replaced_by: [PT-001]}}\n";
    site.write("content/site.yaml", settings);
    let fields = "last_reviewed: 2026-11-02\nconditions: ['Fear & <worry>', Sleep]\nalternatives: [PT-002]\naudience: [Adults]\n\
                  department: Sleep clinic\nalso_known_as: [Other \"name\"]\n";
    let one = leaflet("PT-001", "Words.")
        .replace("About PT-001", "'Sleep & <rest>'")
        .replace("summary:", &format!("{fields}summary:"));
    site.write("content/leaflets/one.md", one);
    site.write("content/leaflets/one.cy.md", leaflet("PT-001", "Geiriau."));
    site.write("content/leaflets/two.md", leaflet("PT-002", "Words.").replace("2026-11-01", "2026-11-20"));
    let old = leaflet("PT-003", "A secret sentence.").replace("summary: What", "summary: A secret summary, what");
    let old = old.replace("summary:", "conditions: [Secret]\nreplaced_by: [PT-002]\nsummary:");
    site.write("content/leaflets/old.md", old.replace("2026-11-01", "2024-11-01").replace("2028-11-01", TODAY));
    site
}

fn read(folder: &Path, path: &str) -> String {
    std::fs::read_to_string(folder.join(path)).unwrap()
}

#[test]
fn the_feed_conforms_to_the_schema_of_atom() {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/atom.rnc");
    let held = |file: &Path| {
        let jing = Command::new("jing").arg("-c").args([schema.as_path(), file]).output();
        jing.expect("this test needs jing: 'apt-get install jing' on Debian; tests/run does so")
    };
    let sites =
        [("mixed", mixed(), TODAY), ("content", Site::example(), TODAY), ("kitchen-sink", site("kitchen-sink"), TODAY)];
    for (name, site, today) in sites {
        let public = build(&site, "public", today, &[]);
        let ended = held(&public.join("feed.xml"));
        assert!(ended.status.success(), "{name}: {}", String::from_utf8_lossy(&ended.stdout));
        if name == "mixed" {
            // An invalid feed is refused.
            let broken =
                read(&public, "feed.xml").replacen("<updated>", "<changed>", 1).replacen("</updated>", "</changed>", 1);
            site.write("broken.xml", broken);
            assert!(!held(&site.join("broken.xml")).status.success());
        }
    }
}

#[test]
fn the_feed_lists_new_changed_and_archived_leaflets_and_nothing_else() {
    let site = mixed();
    let public = build(&site, "public", TODAY, &[]);
    let feed = read(&public, "feed.xml");
    let ids: Vec<&str> = feed.split("<id>").skip(2).map(|rest| rest.split("</id>").next().unwrap()).collect();
    let base = "https://leaflets.example.org/trust/r/";
    // Newest first: by the day of archiving, of removal, or of the last change.
    assert_eq!(ids, ["PT-003", "PT-009", "PT-002", "PT-001"].map(|reference| format!("{base}{reference}/")));
    assert!(feed.contains("<updated>2026-11-23T00:00:00Z</updated>\n<author>"), "{feed}");
    assert!(feed.contains("<title>Archived: About PT-003</title>") && feed.contains("<title>Archived: Gone"), "{feed}");
    assert!(!feed.to_lowercase().contains("secret") && !feed.contains("Nobody used it"), "{feed}");
    // A current leaflet has only its own date.
    build(&site, "public", "2026-11-24", &[]);
    assert_eq!(read(&public, "feed.xml"), feed);
    // Pages link to it; without a web address, there is no feed.
    let page = Html::parse_document(&read(&public, "leaflets/one/index.html"));
    assert_eq!(attribute(&page, "link[type='application/atom+xml']", "href").as_deref(), Some("../../feed.xml"));
    site.write("content/site.yaml", "title: Without\nformats: []\nremoved: {PT-009: {title: Gone}}\n");
    build(&site, "public", TODAY, &[]);
    assert!(!public.join("feed.xml").exists());
    assert!(!read(&public, "leaflets/one/index.html").contains("feed.xml"));
}

#[test]
fn the_feed_of_many_leaflets_lists_the_newest() {
    let site = Site::empty();
    for number in 0..120 {
        let day = format!("2026-{:02}-{:02}", 1 + number / 28, 1 + number % 28);
        let text = leaflet(&format!("PT-{number:03}"), "Words.").replace("2026-11-01", &day);
        site.write(format!("content/leaflets/{number:03}.md"), text.replace("2028-11-01", "2028-11-23"));
    }
    let public = build(&site, "public", TODAY, &[]);
    let feed = read(&public, "feed.xml");
    assert_eq!(feed.matches("<entry>").count(), 100);
    assert!(feed.contains("r/PT-119/") && feed.contains("r/PT-020/") && !feed.contains("r/PT-019/"));
}

#[test]
fn leaflets_json_conforms_to_its_schema() {
    let schema: Value = serde_json::from_str(include_str!("../schemas/leaflets.schema.json")).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    for (name, site) in [("mixed", mixed()), ("content", Site::example()), ("kitchen-sink", site("kitchen-sink"))] {
        for more in [&[][..], &["--portable"]] {
            let public = build(&site, "public", TODAY, more);
            let list: Value = serde_json::from_str(&read(&public, "leaflets.json")).unwrap();
            let faults: Vec<String> = schema.iter_errors(&list).map(|fault| fault.to_string()).collect();
            assert_eq!(faults, [""; 0], "{name}");
            assert!(!list["leaflets"].as_array().unwrap().is_empty());
            for leaflet in list["leaflets"].as_array().unwrap().iter().chain(list["archived"].as_array().unwrap()) {
                let address =
                    percent_encoding::percent_decode_str(leaflet["address"].as_str().unwrap()).decode_utf8().unwrap();
                let file = if address.ends_with('/') { format!("{address}index.html") } else { address.to_string() };
                assert!(public.join(&file).is_file(), "{name}: there is nothing at '{file}'");
            }
        }
    }
    // A file that lacks a key is refused.
    for key in ["version", "archived", "leaflets"] {
        let site = mixed();
        let mut list: Value =
            serde_json::from_str(&read(&build(&site, "public", TODAY, &[]), "leaflets.json")).unwrap();
        list.as_object_mut().unwrap().remove(key);
        assert!(!schema.is_valid(&list), "without '{key}'");
    }
}

#[test]
fn leaflets_json_has_all_data_of_current_leaflets_and_little_of_archived_ones() {
    let site = mixed();
    let public = build(&site, "public", TODAY, &[]);
    let text = read(&public, "leaflets.json");
    let list: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(list["base_url"], "https://leaflets.example.org/trust/");
    let one = list["leaflets"].as_array().unwrap().iter().find(|it| it["reference"] == "PT-001").unwrap();
    assert_eq!(
        (&one["title"], &one["last_reviewed"], &one["department"]),
        (&"Sleep & <rest>".into(), &"2026-11-02".into(), &"Sleep clinic".into())
    );
    assert_eq!(one["translations"][0]["address"], "cy/leaflets/one/");
    let archived: Vec<&str> =
        list["archived"].as_array().unwrap().iter().map(|it| it["reference"].as_str().unwrap()).collect();
    assert_eq!(archived, ["PT-003", "PT-009"]);
    assert_eq!(list["archived"][0]["replaced_by"], serde_json::json!(["PT-002"]));
    assert!(!text.to_lowercase().contains("secret"), "{text}");
}

#[test]
fn search_engines_get_the_dates_that_readers_see() {
    let site = mixed();
    let public = build(&site, "public", TODAY, &[]);
    let mut seen = 0;
    let example = Site::example();
    let of_example = build(&example, "public", TODAY, &[]);
    let paths =
        written("leaflets").into_iter().map(|it| (of_example.clone(), format!("leaflets/{}/index.html", it.slug)));
    let own = ["leaflets/one/index.html", "leaflets/two/index.html", "cy/leaflets/one/index.html"]
        .map(|path| (public.clone(), path.to_owned()));
    for (folder, path) in paths.chain(own) {
        let page = Html::parse_document(&read(&folder, &path));
        let data = all(&page, "script[type='application/ld+json']");
        assert_eq!(data.len(), 1, "{path}");
        let data: Value = serde_json::from_str(&data[0].text().collect::<String>()).unwrap();
        assert_eq!((&data["@context"], &data["@type"]), (&"https://schema.org".into(), &"MedicalWebPage".into()));
        let rows = all(&page, ".facts dl > div");
        let shown = |name: &str| {
            let row = rows.iter().find(|row| text(**row).trim().starts_with(name))?;
            let page = Html::parse_fragment(&row.html());
            Some(
                attribute(&page, "time", "datetime")
                    .unwrap_or_else(|| text(*row).replacen(name, "", 1).trim().to_owned()),
            )
        };
        let said = |name: &str| data[name].as_str().map(str::to_owned);
        assert_eq!(said("dateModified"), shown("Date last updated"), "{path}");
        assert_eq!(said("expires"), shown("Archive date"), "{path}");
        assert_eq!(said("lastReviewed"), shown("Date last reviewed"), "{path}");
        assert_eq!(said("identifier"), shown("Leaflet reference"), "{path}");
        assert_eq!(said("name").unwrap(), text(all(&page, "h1")[0]), "{path}");
        assert_eq!(said("url"), attribute(&page, "link[rel=canonical]", "href"), "{path}");
        assert_eq!(said("inLanguage"), attribute(&page, "html", "lang"), "{path}");
        assert_eq!(attribute(&page, "meta[property='og:title']", "content"), said("name"), "{path}");
        assert_eq!(attribute(&page, "meta[property='og:url']", "content"), said("url"), "{path}");
        let steps = data["breadcrumb"]["itemListElement"].as_array().unwrap();
        assert_eq!(steps.last().unwrap()["item"], data["url"], "{path}");
        for (index, step) in steps.iter().enumerate() {
            assert_eq!(step["position"], index + 1, "{path}");
            let below = step["item"]
                .as_str()
                .unwrap()
                .trim_start_matches("https://leaflets.example.org/")
                .trim_start_matches("trust/");
            assert!(folder.join(below).join("index.html").is_file(), "{path} passes through '{below}'");
        }
        seen += 1;
    }
    assert!(seen >= 8);
    // There is no metadata on the notice of an archived leaflet.
    assert!(!read(&public, "leaflets/old/index.html").contains("ld+json"));
}

#[test]
fn translations_refer_to_one_another() {
    let site = mixed();
    let public = build(&site, "public", TODAY, &[]);
    let named = |path: &str| -> BTreeSet<(String, String)> {
        let page = Html::parse_document(&read(&public, path));
        let links = all(&page, "link[hreflang]").into_iter().map(|link| {
            let value = |name: &str| link.value().attr(name).unwrap().to_owned();
            (value("hreflang"), value("href"))
        });
        links.collect()
    };
    let both = [("cy", "cy/leaflets/one/"), ("en-GB", "leaflets/one/")];
    let both: BTreeSet<_> =
        both.map(|(tag, path)| (tag.to_owned(), format!("https://leaflets.example.org/trust/{path}"))).into();
    assert_eq!(named("leaflets/one/index.html"), both);
    assert_eq!(named("cy/leaflets/one/index.html"), both);
    assert_eq!(named("leaflets/two/index.html"), BTreeSet::new());
}
