//! From its archive date, a leaflet is only a notice, everywhere.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::support::crawl::Access::{Files, Served};
use crate::support::crawl::{all, attribute, crawl, lines};
use crate::support::site::{Site, TODAY, names_in, tree};
use crate::support::words::{bare, text};
use crate::support::written::{LeafletFile, build, first_day, written};
use pamphlet::date::{Date, in_english};
use scraper::{ElementRef, Html};
use serde_json::Value;

#[test]
fn on_the_archive_date_no_text_is_left() {
    let leaflets = written("leaflets");
    let site = Site::example();
    let before = build(&site, "before", &first_day().to_string(), &[]);
    let after = build(&site, "after", &last_archive_date().to_string(), &[]);
    let others = sentences_elsewhere(&before, &leaflets);
    let mut sentences = BTreeSet::new();
    for leaflet in &leaflets {
        let all = sentences_of(&before, &leaflet.slug);
        let own: BTreeSet<String> = all.difference(&others).cloned().collect();
        assert!(own.len() >= 5, "'{}' has {} sentences of its own: {own:?}", leaflet.slug, own.len());
        sentences.extend(own);
    }
    assert!(sentences.len() > 100, "there are only {} sentences", sentences.len());
    // The search for sentences works.
    let found = files_with(&before, &sentences);
    assert_eq!(found.len(), sentences.len(), "some sentences are not found on the day before");
    let left = files_with(&after, &sentences);
    assert!(
        left.is_empty(),
        "{} sentences are still there, such as {:#?}",
        left.len(),
        left.iter().take(5).collect::<Vec<_>>()
    );
}

#[test]
fn notices_are_at_the_old_addresses() {
    let site = Site::example();
    let public = build(&site, "public", &last_archive_date().to_string(), &[]);
    for leaflet in written("leaflets") {
        assert_notice(&public, &leaflet);
    }
    for (reading, more) in [(Served, &[][..]), (Files, &["--portable"][..])] {
        let public = build(&site, "public", &last_archive_date().to_string(), more);
        crawl(&public, reading).assert_clean("the example site, all archived");
    }
}

#[test]
fn no_list_contains_an_archived_leaflet_and_the_home_page_offers_help() {
    let site = Site::example();
    let public = build(&site, "public", &last_archive_date().to_string(), &[]);
    for leaflet in written("leaflets") {
        assert_unlisted(&public, &leaflet);
    }
    let list: Value = serde_json::from_str(&std::fs::read_to_string(public.join("leaflets.json")).unwrap()).unwrap();
    assert_eq!(list["leaflets"], Value::Array(Vec::new()));
    for path in ["index.html", "a-to-z/index.html"] {
        let page = read(&public, path);
        let main = lines(&page, "main").concat();
        assert!(bare(&main).contains("ask"), "{path} does not say who to ask: {main}");
        let contacts = all(&page, "main a").into_iter().filter_map(|link| link.value().attr("href"));
        let contacts: Vec<_> =
            contacts.filter(|address| address.starts_with("tel:") || address.starts_with("mailto:")).collect();
        assert!(!contacts.is_empty(), "{path} has no telephone number or address: {contacts:?}");
        for heading in all(&page, "main h2") {
            let after = heading.next_siblings().find_map(ElementRef::wrap).map(text).unwrap_or_default();
            assert!(!after.trim().is_empty(), "{path}: there is nothing below '{}'", text(heading));
        }
    }
}

#[test]
fn on_the_day_before_all_leaflets_are_current() {
    let site = Site::example();
    let day = last_archive_date().yesterday().unwrap();
    let public = build(&site, "public", &day.to_string(), &[]);
    let (current, archived): (Vec<_>, Vec<_>) =
        written("leaflets").into_iter().partition(|leaflet| leaflet.day("archive_date") > day);
    assert!(!current.is_empty());
    for leaflet in &current {
        assert_current(&public, leaflet);
    }
    for leaflet in &archived {
        assert_notice(&public, leaflet);
        assert_unlisted(&public, leaflet);
    }
    let list: Value = serde_json::from_str(&std::fs::read_to_string(public.join("leaflets.json")).unwrap()).unwrap();
    let listed: BTreeSet<&str> =
        list["leaflets"].as_array().unwrap().iter().map(|leaflet| leaflet["reference"].as_str().unwrap()).collect();
    assert_eq!(listed, current.iter().map(|leaflet| leaflet.field("reference")).collect::<BTreeSet<_>>());
    crawl(&public, Served).assert_clean("the example site, on the day before");
}

#[test]
fn archived_leaflets_do_not_change_the_others() {
    let site = mixed();
    let public = build(&site, "public", TODAY, &[]);
    for (slug, archived) in MIXED {
        let leaflet = of(&site, slug);
        if archived {
            assert_notice(&public, &leaflet);
            assert_unlisted(&public, &leaflet);
        } else {
            assert_current(&public, &leaflet);
        }
    }
    let secrets: BTreeSet<String> = [
        "a sentence of the replaced leaflet",
        "a sentence of the choosable leaflet",
        "what the replaced one costs",
        "summary of the choosable",
    ]
    .map(bare)
    .into();
    assert_eq!(files_with(&public, &secrets), BTreeMap::new());
    let copied: Vec<_> =
        tree(&public).into_keys().filter(|path| path.starts_with("files/") && !path.ends_with('/')).collect();
    assert_eq!(copied, ["files/leaflets/kept.png"], "the picture of an archived leaflet is gone with it");
    // What an archived leaflet said about others is gone as well.
    let new = read(&public, "leaflets/new/index.html");
    assert!(!lines(&new, "main").concat().contains("Leaflets that mention this one"));
    assert_eq!(links(&new, ".comparison a"), ["other"]);
    assert_eq!(links(&new, ".text a"), ["replaced"], "a link to a notice stays a link");
    assert!(!public.join("conditions/gone/index.html").exists());
    crawl(&public, Served).assert_clean("some leaflets archived");
}

#[test]
fn a_notice_names_the_successors_or_else_the_alternatives() {
    let site = mixed();
    let public = build(&site, "public", TODAY, &[]);
    let of = |slug: &str| {
        let page = read(&public, &format!("leaflets/{slug}/index.html"));
        let text = bare(&lines(&page, "main").concat());
        (links(&page, "main article a"), text)
    };
    let (named, text) = of("replaced");
    assert_eq!(named, ["new"], "the successor, and no alternatives");
    assert!(text.contains("newer research") && text.contains("what took its place"), "{text}");
    let (named, text) = of("choosable");
    assert_eq!(named, ["new", "other"], "only current alternatives, including those that name it");
    assert!(text.contains("alternatives") && !text.contains("what took its place"), "{text}");
    let (named, text) = of("lonely");
    assert_eq!(named, [""; 0], "the successor is archived as well");
    assert!(!text.contains("what took its place") && text.contains("ask"), "{text}");
}

#[test]
fn a_translation_is_archived_on_its_own_day() {
    let site = mixed();
    site.write(
        "content/leaflets/new.cy.md",
        leaflet("Newydd", "MX-001", "2026-11-01", "2028-11-01", "", "Testun sydd yn gyfredol heddiw."),
    );
    site.write(
        "content/leaflets/other.ar.md",
        leaflet("آخر", "MX-002", "2023-01-01", "2025-01-01", "", "هذه جملة من نشرة مؤرشفة"),
    );
    let public = build(&site, "public", TODAY, &[]);
    let arabic = read(&public, "ar/leaflets/other/index.html");
    assert_eq!(attribute(&arabic, "meta[name=robots]", "content").as_deref(), Some("noindex"));
    assert_eq!(
        (attribute(&arabic, "html", "lang").as_deref(), attribute(&arabic, "html", "dir").as_deref()),
        (Some("ar"), Some("rtl"))
    );
    assert!(lines(&arabic, "main").concat().contains("Archived"));
    assert_eq!(files_with(&public, &BTreeSet::from([bare("هذه جملة من نشرة مؤرشفة")])), BTreeMap::new());
    assert_eq!(all(&read(&public, "leaflets/new/index.html"), ".translations a").len(), 1);
    assert_eq!(all(&read(&public, "leaflets/other/index.html"), ".translations a").len(), 0);
    let sitemap = std::fs::read_to_string(public.join("sitemap.xml")).unwrap();
    assert!(sitemap.contains("/cy/leaflets/new/") && !sitemap.contains("/ar/"), "{sitemap}");
    crawl(&public, Served).assert_clean("an archived translation");
}

/// The leaflets of [`mixed`], and whether they are archived on [`TODAY`].
const MIXED: [(&str, bool); 5] =
    [("new", false), ("other", false), ("replaced", true), ("choosable", true), ("lonely", true)];

/// Current and archived leaflets.
fn mixed() -> Site {
    let site = Site::empty();
    site.write(
        "content/site.yaml",
        "title: Mixed\nbase_url: https://leaflets.example.org/\norganisation: {email: ask@example.org}\nformats: [text, epub]\n",
    );
    let current = |title: &str, reference: &str, fields: &str, text: &str| {
        leaflet(title, reference, "2026-11-01", "2028-11-01", fields, text)
    };
    let archived = |title: &str, reference: &str, fields: &str, text: &str| {
        leaflet(title, reference, "2024-01-01", TODAY, fields, text)
    };
    let files = [
        (
            "new",
            current(
                "New",
                "MX-001",
                "conditions: [Kept]\nalternatives: [MX-002, MX-003]\nat_a_glance: {Cost: Nothing at all}\n",
                "See [[MX-003]].\n\n![A dot](kept.png)",
            ),
        ),
        ("other", current("Other", "MX-002", "conditions: [Kept]\nalternatives: [MX-004]\n", "Only words.")),
        (
            "replaced",
            archived(
                "Replaced",
                "MX-003",
                "conditions: [Kept, Gone]\nreplaced_by: [MX-001]\nalternatives: [MX-002]\n\
                 archived_because: Newer research.\nat_a_glance: {Cost: What the replaced one costs}\n",
                "Here is a sentence of the replaced leaflet, with [[MX-001]].\n\n![A dot](gone.png)",
            ),
        ),
        (
            "choosable",
            archived(
                "Choosable",
                "MX-004",
                "conditions: [Gone]\nalternatives: [MX-001, MX-003]\n",
                "Here is a sentence of the choosable leaflet.",
            ),
        ),
        (
            "lonely",
            archived("Lonely", "MX-005", "replaced_by: [MX-003]\n", "Here is a sentence of the lonely leaflet."),
        ),
    ];
    for (name, text) in files {
        site.write(format!("content/leaflets/{name}.md"), text);
    }
    site.write("content/leaflets/kept.png", include_bytes!("../images/plain.png"));
    site.write("content/leaflets/gone.png", include_bytes!("../images/plain.png"));
    site
}

fn leaflet(title: &str, reference: &str, updated: &str, archived: &str, fields: &str, text: &str) -> String {
    format!(
        "---\ntitle: {title}\nreference: {reference}\nlast_updated: {updated}\narchive_date: {archived}\n\
         summary: Summary of the {title} one.\n{fields}---\n\n## About {title}\n\n{text}\n"
    )
}

fn of(site: &Site, slug: &str) -> LeafletFile {
    let text = site.read(format!("content/leaflets/{slug}.md"));
    let fields =
        text.lines().filter_map(|line| line.split_once(": ")).map(|(name, value)| (name.to_owned(), value.to_owned()));
    LeafletFile { slug: slug.to_owned(), fields: fields.collect() }
}

/// The day on which every leaflet of the example content is archived.
fn last_archive_date() -> Date {
    written("leaflets").iter().map(|leaflet| leaflet.day("archive_date")).max().unwrap()
}

#[track_caller]
fn assert_notice(public: &Path, leaflet: &LeafletFile) {
    let slug = &leaflet.slug;
    assert_eq!(names_in(&public.join("leaflets").join(slug)), ["index.html"], "its other formats are gone");
    let page = read(public, &format!("leaflets/{slug}/index.html"));
    let main = lines(&page, "main").concat();
    let title = lines(&page, "title").concat();
    assert_eq!(lines(&page, "h1"), [leaflet.field("title")]);
    assert!(main.contains("Archived") && title.contains("Archived"), "'Archived' is missing: {title} {main}");
    assert_eq!(attribute(&page, "meta[name=robots]", "content").as_deref(), Some("noindex"));
    let days = ["last_updated", "archive_date"].map(|name| leaflet.day(name));
    let machine: Vec<_> =
        all(&page, "main dl time").iter().filter_map(|time| time.value().attr("datetime")).map(str::to_owned).collect();
    assert_eq!(machine, days.map(|day| day.to_string()));
    for words in [leaflet.field("reference"), &in_english(days[0]), &in_english(days[1])] {
        assert!(main.contains(words), "'{words}' is missing from the notice of '{slug}': {main}");
    }
    assert!(bare(&main).contains("ask"), "the notice does not say who to ask: {main}");
    assert!(!main.contains(leaflet.field("summary")));
    for gone in [".text", ".contents", "table", "script", "meta[name=description]", "article[data-archive-date]"] {
        assert!(all(&page, gone).is_empty(), "the notice of '{slug}' has '{gone}'");
    }
    assert_redirects(public, leaflet);
}

#[track_caller]
fn assert_current(public: &Path, leaflet: &LeafletFile) {
    let page = read(public, &format!("leaflets/{}/index.html", leaflet.slug));
    assert_eq!(lines(&page, "h1"), [leaflet.field("title")]);
    assert_eq!(all(&page, ".text").len(), 1);
    let robots = format!("unavailable_after: {}", leaflet.day("archive_date"));
    assert_eq!(attribute(&page, "meta[name=robots]", "content"), Some(robots));
    let day = leaflet.day("archive_date").to_string();
    assert_eq!(attribute(&page, "article", "data-archive-date"), Some(day.clone()));
    let data: Value =
        serde_json::from_str(&all(&page, "script[type='application/ld+json']")[0].text().collect::<String>()).unwrap();
    assert_eq!((&data["@type"], &data["expires"]), (&Value::from("MedicalWebPage"), &Value::from(day)));
    assert!(!lines(&page, "main").concat().contains("Archived"));
    let lists = lists(public);
    for list in ["a-to-z/index.html", "leaflets.json"] {
        assert!(lists[list].contains(leaflet.field("title")), "{list} does not name '{}'", leaflet.slug);
    }
    assert!(lists["sitemap.xml"].contains(&format!("/leaflets/{}/</loc>", leaflet.slug)), "{}", lists["sitemap.xml"]);
    assert_redirects(public, leaflet);
}

/// Checks that the short address redirects, and that its link has the same target.
#[track_caller]
fn assert_redirects(public: &Path, leaflet: &LeafletFile) {
    let page = read(public, &format!("r/{}/index.html", leaflet.field("reference")));
    let address = format!("../../leaflets/{}/", leaflet.slug);
    let with_file = format!("{address}index.html");
    let refresh = attribute(&page, "meta[http-equiv=refresh]", "content").unwrap_or_default();
    let (wait, to) = refresh.split_once("; url=").unwrap_or_else(|| panic!("it does not redirect: '{refresh}'"));
    assert!(wait == "0" && (to == address || to == with_file), "it leads to '{to}'");
    let links: Vec<_> =
        all(&page, "main a").iter().filter_map(|link| link.value().attr("href")).map(str::to_owned).collect();
    assert_eq!(links, [to]);
}

/// Checks that no page or file that lists leaflets contains this one.
#[track_caller]
fn assert_unlisted(public: &Path, leaflet: &LeafletFile) {
    for (path, text) in lists(public) {
        for words in [format!("leaflets/{}/", leaflet.slug), leaflet.field("reference").to_owned()] {
            // In the search index, the reference still leads to the notice: its address is there, and nothing else.
            let leads_to_notice = path.starts_with("search/d") && words.starts_with("leaflets/");
            // The feed and `leaflets.json` say that the leaflet was archived, and nothing else.
            let leads_to_notice = leads_to_notice || path == "feed.xml" || path == "leaflets.json";
            assert!(leads_to_notice || !text.contains(&words), "{path} contains '{words}' of the archived leaflet");
        }
        // A title may be a common word, so it only counts as the text of an element or as a value.
        for (before, after) in [(">", "<"), ("\"", "\""), ("\"", "\\t"), ("\\n", "\\t")] {
            let words = format!("{before}{}{after}", leaflet.field("title"));
            if path == "feed.xml" {
                continue;
            }
            assert!(!text.contains(&words), "{path} contains {words} of the archived leaflet");
        }
    }
}

/// The home page, the A to Z, the condition pages, the sitemap and `leaflets.json`, unparsed.
fn lists(public: &Path) -> BTreeMap<String, String> {
    let is_list = |path: &str| {
        matches!(path, "index.html" | "sitemap.xml" | "leaflets.json" | "feed.xml" | "robots.txt")
            || ["a-to-z/", "conditions/", "audience/", "department/", "search/"]
                .iter()
                .any(|folder| path.starts_with(folder))
    };
    let files = tree(public).into_iter().filter(|(path, _)| is_list(path) && !path.ends_with('/'));
    let lists: BTreeMap<String, String> =
        files.map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())).collect();
    for list in ["index.html", "a-to-z/index.html", "sitemap.xml", "leaflets.json"] {
        assert!(lists.contains_key(list), "there is no {list}");
    }
    lists
}

/// The sentences of at least four words that are visible on a leaflet's page, including its summary and its facts.
fn sentences_of(public: &Path, slug: &str) -> BTreeSet<String> {
    let page = read(public, &format!("leaflets/{slug}/index.html"));
    let parts =
        [".summary", ".text p", ".text li", ".text td", ".text dd", ".text figcaption", ".comparison tr.this td"];
    parts.iter().flat_map(|selector| lines(&page, selector)).flat_map(|text| sentences(&text)).collect()
}

fn sentences(text: &str) -> Vec<String> {
    let cut = text
        .split_inclusive(". ")
        .flat_map(|part| part.split_inclusive("? "))
        .flat_map(|part| part.split_inclusive(": "));
    cut.map(bare).filter(|sentence| sentence.split(' ').count() >= 4).collect()
}

/// Sentences that are not only in leaflets: those of other pages, and titles, which notices show.
fn sentences_elsewhere(public: &Path, leaflets: &[LeafletFile]) -> BTreeSet<String> {
    let mut elsewhere: BTreeSet<String> = leaflets.iter().map(|leaflet| bare(leaflet.field("title"))).collect();
    for page in written("pages") {
        for text in lines(&read(public, &format!("{}/index.html", page.slug)), ".text p, .text li, .text td") {
            elsewhere.extend(sentences(&text));
        }
    }
    for pack in written("packs") {
        for text in lines(&read(public, &format!("packs/{}/index.html", pack.slug)), ".text p, .text li") {
            elsewhere.extend(sentences(&text));
        }
    }
    elsewhere
}

/// Finds sentences in a built site, and returns their files. Pages are read as text, other files unparsed.
fn files_with(public: &Path, sentences: &BTreeSet<String>) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (path, bytes) in tree(public).into_iter().filter(|(path, _)| !path.ends_with('/')) {
        let raw = String::from_utf8_lossy(&bytes);
        let mut said = vec![bare(&raw)];
        if path.ends_with(".html") || path.ends_with(".xml") {
            let page = Html::parse_document(&raw);
            said.push(bare(&text(page.root_element())));
            let elements = page.root_element().descendants().filter_map(ElementRef::wrap);
            said.extend(
                elements.flat_map(|element| element.value().attrs().map(|(_, value)| bare(value)).collect::<Vec<_>>()),
            );
        }
        for sentence in sentences {
            if said.iter().any(|text| format!(" {text} ").contains(&format!(" {sentence} "))) {
                found.entry(sentence.clone()).or_default().push(path.clone());
            }
        }
    }
    found
}

/// The slugs of the leaflets that are linked.
fn links(page: &Html, selector: &str) -> Vec<String> {
    let addresses = all(page, selector).into_iter().filter_map(|link| link.value().attr("href"));
    addresses.filter_map(|address| Some(address.split_once("leaflets/")?.1.split('/').next()?.to_owned())).collect()
}

fn read(public: &Path, path: &str) -> Html {
    let text = std::fs::read_to_string(public.join(path)).unwrap_or_else(|error| panic!("'{path}': {error}"));
    Html::parse_document(&text)
}
