//! Permanent addresses: nothing that was published disappears unnoticed, and old addresses redirect.

use std::fs;
use std::path::Path;

use crate::support::crawl::Access::{Files, Served};
use crate::support::crawl::{attribute, crawl, lines};
use crate::support::site::{Site, assert_same, leaflet, on_disk, tree};
use scraper::Html;

const RECORD: &str = ".pamphlet/published.json";

/// A site with three leaflets and a translation, published once.
fn published() -> Site {
    let site = Site::empty();
    for (name, reference) in [("one", "PT-001"), ("two", "PT-002"), ("three", "PT-003"), ("two.cy", "PT-002")] {
        site.write(format!("content/leaflets/{name}.md"), leaflet(reference, "Some words."));
    }
    site.build(&[]).exits(0);
    site
}

/// The errors of a check: the rules and the places.
fn errors(site: &Site) -> Vec<String> {
    let findings = site.findings().into_iter().filter(|finding| finding.severity == "error");
    findings.map(|finding| finding.place()).collect()
}

fn page(site: &Site, path: &str) -> Html {
    Html::parse_document(&site.read(Path::new("public").join(path)))
}

/// The target of a page's redirect, relative to the root of the site, which must also be the target of its link.
#[track_caller]
fn redirect_of(site: &Site, path: &str) -> String {
    let page = page(site, path);
    let refresh =
        attribute(&page, "meta[http-equiv=refresh]", "content").unwrap_or_else(|| panic!("{path} does not redirect"));
    let to = refresh.strip_prefix("0; url=").unwrap().to_owned();
    assert_eq!(attribute(&page, "main a", "href").as_deref(), Some(&*to), "{path}");
    let to = to.trim_start_matches("./").trim_start_matches("../").to_owned();
    assert_eq!(
        attribute(&page, "link[rel=canonical]", "href"),
        Some(format!("https://leaflets.example.org/{to}")),
        "{path}"
    );
    to
}

#[test]
fn the_record_is_readable_and_only_changes_with_its_content() {
    let site = published();
    let record = site.read(RECORD);
    let lines: Vec<&str> = record.lines().collect();
    assert_eq!(lines.len(), 5, "one leaflet per line:\n{record}");
    assert!(lines[2].contains(r#""reference":"PT-002","title":"About PT-002","address":"leaflets/two/","translations":["cy/leaflets/two/"]"#), "{record}");
    assert!(site.read(".pamphlet/.gitignore").contains("/cache/"));
    let before = on_disk(&site.join(".pamphlet"));
    for more in [&[][..], &["--today", "2027-01-01"], &["--portable"], &["--out", "elsewhere"]] {
        site.build(more).exits(0);
        assert_eq!(on_disk(&site.join(".pamphlet")), before, "{more:?} rewrites the record");
    }
    // A version control system may change the line ends.
    site.write(RECORD, record.replace('\n', "\r\n"));
    site.build(&[]).exits(0);
    assert_eq!(site.read(RECORD), record.replace('\n', "\r\n"));
}

#[test]
fn what_is_not_published_is_not_recorded() {
    let site = Site::with_a_leaflet();
    site.check(&[]).exits(0);
    site.build(&["--portable"]).exits(0);
    site.write("content/leaflets/bad.md", "---\ntitle: Bad\n---\n");
    site.build(&[]).exits(1);
    assert!(!site.join(RECORD).exists());
}

#[test]
fn a_missing_leaflet_stops_the_build_until_it_is_restored_or_listed_as_removed() {
    let site = published();
    let public = tree(&site.join("public"));
    let gone = site.read("content/leaflets/two.md");
    fs::remove_file(site.join("content/leaflets/two.md")).unwrap();
    fs::remove_file(site.join("content/leaflets/two.cy.md")).unwrap();
    assert_eq!(errors(&site), ["vanished-leaflet content/site.yaml:1:1"]);
    site.build(&[]).exits(1);
    assert_same(&tree(&site.join("public")), &public, "a refused build");

    site.write("content/leaflets/two.md", &gone);
    site.build(&[]).exits(0);
    assert_eq!(
        redirect_of(&site, "cy/leaflets/two/index.html"),
        "leaflets/two/",
        "a removed translation redirects to its original"
    );

    fs::remove_file(site.join("content/leaflets/two.md")).unwrap();
    let settings = site.read("content/site.yaml");
    site.write(
        "content/site.yaml",
        format!("{settings}removed:\n  PT-002: {{title: The second, on: 2026-11-20, because: It was wrong., replaced_by: [PT-003]}}\n"),
    );
    site.build(&[]).exits(0);
    assert_notice(&site);
    crawl(&site.join("public"), Served).assert_clean("a removed leaflet");
    // The record still has it in later builds.
    site.build(&[]).exits(0);
    assert_notice(&site);
    site.write("content/site.yaml", settings);
    assert_eq!(errors(&site), ["vanished-leaflet content/site.yaml:1:1"]);
}

#[track_caller]
fn assert_notice(site: &Site) {
    let notice = page(site, "leaflets/two/index.html");
    assert_eq!(attribute(&notice, "meta[name=robots]", "content").as_deref(), Some("noindex"));
    let text = lines(&notice, "main").concat();
    for words in ["Archived", "The second", "PT-002", "20 November 2026", "It was wrong.", "About PT-003"] {
        assert!(text.contains(words), "the notice does not say '{words}': {text}");
    }
    assert!(!text.contains("Some words."));
    assert_eq!(attribute(&notice, "main article a", "href").as_deref(), Some("../../leaflets/three/"));
    assert_eq!(redirect_of(site, "r/PT-002/index.html"), "leaflets/two/");
    assert_eq!(redirect_of(site, "cy/leaflets/two/index.html"), "leaflets/two/");
    let lists = ["a-to-z/index.html", "sitemap.xml"].map(|path| site.read(Path::new("public").join(path)));
    assert!(lists.iter().all(|list| !list.contains("leaflets/two")), "it is in no list");
}

#[test]
fn a_notice_is_at_the_short_address_if_no_other_is_known() {
    let site = Site::with_a_leaflet();
    let settings = site.read("content/site.yaml");
    site.write("content/site.yaml", settings + "removed: {PT-009: {because: Nobody used it.}}\n");
    site.build(&[]).exits(0);
    let text = lines(&page(&site, "r/PT-009/index.html"), "main").concat();
    assert!(text.contains("Archived") && text.contains("PT-009") && text.contains("Nobody used it."), "{text}");
    crawl(&site.join("public"), Served).assert_clean("a notice at a short address");
}

#[test]
fn a_renamed_file_keeps_its_old_addresses() {
    let site = published();
    for (from, to) in [("two.md", "second part.md"), ("two.cy.md", "second part.cy.md")] {
        fs::rename(site.join("content/leaflets").join(from), site.join("content/leaflets").join(to)).unwrap();
    }
    for _ in 0..2 {
        site.build(&[]).exits(0);
        assert_eq!(redirect_of(&site, "leaflets/two/index.html"), "leaflets/second-part/");
        assert_eq!(redirect_of(&site, "cy/leaflets/two/index.html"), "cy/leaflets/second-part/");
    }
    // Once more, and with another title.
    fs::rename(site.join("content/leaflets/second part.md"), site.join("content/leaflets/second.md")).unwrap();
    fs::rename(site.join("content/leaflets/second part.cy.md"), site.join("content/leaflets/second.cy.md")).unwrap();
    site.build(&[]).exits(0);
    let text = site.read("content/leaflets/second.md").replace("title: About PT-002", "title: All about the second");
    site.write("content/leaflets/second.md", text);
    site.build(&[]).exits(0);
    for old in ["two", "second-part"] {
        assert_eq!(redirect_of(&site, &format!("leaflets/{old}/index.html")), "leaflets/second/");
    }
    crawl(&site.join("public"), Served).assert_clean("leaflets that moved");
    // A new leaflet at an old address takes its place.
    site.write("content/leaflets/two.md", leaflet("PT-004", "New words."));
    site.build(&[]).exits(0);
    assert!(site.read("public/leaflets/two/index.html").contains("New words."));
    assert_eq!(redirect_of(&site, "leaflets/second-part/index.html"), "leaflets/second/");
}

#[test]
fn a_reference_is_never_given_to_another_leaflet() {
    let site = published();
    fs::remove_file(site.join("content/leaflets/two.md")).unwrap();
    fs::remove_file(site.join("content/leaflets/two.cy.md")).unwrap();
    let other = leaflet("pt-002", "Other words.").replace("title: About pt-002", "title: Something else");
    site.write("content/site.yaml", site.read("content/site.yaml") + "reference: {pattern: '(?i)pt-[0-9]+'}\n");
    site.write("content/leaflets/other.md", &other);
    assert_eq!(errors(&site), ["reused-reference content/leaflets/other.md:3:12"]);
    // The author may say that it is the same leaflet.
    for line in ["moved_from: [/leaflets/two/]", "also_known_as: [about  PT-002]"] {
        site.write("content/leaflets/other.md", other.replace("summary:", &format!("{line}\nsummary:")));
        assert_eq!(errors(&site), [""; 0], "{line}");
    }
    // The reference of a removed leaflet is never used again.
    site.write("content/leaflets/other.md", leaflet("PT-009", "Words."));
    let removed = "removed:\n  PT-002: {title: Two}\n  PT-009: {title: Nine}\n";
    site.write("content/site.yaml", site.read("content/site.yaml") + removed);
    assert_eq!(errors(&site), ["reused-reference content/leaflets/other.md:3:12"]);
}

#[test]
fn a_changed_reference_is_found_at_its_line() {
    let site = published();
    site.write("content/leaflets/one.md", leaflet("PT-010", "Some words."));
    assert_eq!(errors(&site), ["vanished-leaflet content/leaflets/one.md:3:12"]);
    // A missing reference is reported once.
    site.write("content/leaflets/one.md", leaflet("PT-001", "Some words.").replace("reference: PT-001\n", ""));
    assert_eq!(errors(&site), ["missing-reference content/leaflets/one.md:1:1"]);
}

#[test]
fn a_damaged_record_is_reported_and_not_changed() {
    let site = published();
    let good = site.read(RECORD);
    let damaged: [(&[u8], &str); 6] = [
        (b"", "none of it can be read"),
        (b"{\"version\":1,\"leaflets\":[\n{\"reference\":\"PT-001\",\n]}", "none of it can be read"),
        (b"\xff\xfe\x00", "cannot be read as text"),
        (b"{\"version\":7}", "newer version"),
        (b"{\"version\":1,\"leaflets\":[\n<<<<<<< ours\n", "two versions"),
        (b"[1, 2]", "none of it can be read"),
    ];
    for (bytes, words) in damaged {
        site.write(RECORD, bytes);
        let findings = site.findings();
        let [finding] = &findings[..] else { panic!("expected one finding, not {findings:?}") };
        assert_eq!((finding.rule.as_str(), finding.file.as_str()), ("damaged-record", RECORD));
        assert!(finding.message.contains(words), "{}", finding.message);
        site.build(&[]).exits(1);
        assert_eq!(fs::read(site.join(RECORD)).unwrap(), bytes, "a damaged record is not overwritten");
    }
    site.write(RECORD, good);
    site.build(&[]).exits(0);
}

#[test]
fn addresses_in_a_record_do_no_harm() {
    let site = Site::with_a_leaflet();
    let hostile = [
        "",
        "/",
        "index.html",
        "../../outside/",
        "leaflets/",
        "leaflets/../",
        "assets/style.css",
        "leaflets/good/",
        "a/b/c/leaflets/x/",
    ];
    let addresses = serde_json::to_string(&hostile).unwrap();
    site.write("content/site.yaml", site.read("content/site.yaml") + "removed: {PT-009: {title: Nine}}\n");
    let line = |reference: &str| {
        format!(
            "{{\"reference\":\"{reference}\",\"title\":\"\",\"address\":\"\",\"earlier\":{addresses},\"moved_from\":{addresses},\"last_updated\":\"\",\"archive_date\":\"\"}}"
        )
    };
    let good = tree(&{
        site.build(&["--out", "before"]).exits(0);
        site.join("before")
    });
    site.write(RECORD, format!("{{\"version\":1,\"leaflets\":[\n{},\n{}\n]}}\n", line("PT-001"), line("PT-009")));
    site.build(&["--out", "after"]).exits(0);
    let after = tree(&site.join("after"));
    let changed: Vec<_> = crate::support::site::differences(&after, &good);
    let new: Vec<_> = changed
        .iter()
        .filter(|path| good.contains_key(*path) && *path != ".pamphlet-site" && !path.starts_with('_'))
        .collect();
    assert_eq!(new, [""; 0], "the files of the site stay");
}

#[test]
fn a_build_that_cannot_write_the_record_publishes_nothing() {
    let site = Site::with_a_leaflet();
    site.write(".pamphlet", "a file where the folder should be");
    let said = site.build(&[]).exits(2).stderr;
    assert!(
        said.contains("Failure: The record of what is published cannot be written to '.pamphlet/published.json'"),
        "{said}"
    );
    assert!(!site.join("public").exists());
    fs::remove_file(site.join(".pamphlet")).unwrap();
    site.build(&[]).exits(0);
}

#[test]
fn old_addresses_have_redirect_pages() {
    let site = Site::empty();
    let old =
        "moved_from: [/old/one, 'old/two.htm', /Old/a b/, 'https://leaflets.example.org/three/', '/page.aspx?id=7']";
    let with =
        |reference: &str, line: &str| leaflet(reference, "Words.").replace("summary:", &format!("{line}\nsummary:"));
    site.write("content/leaflets/new.md", with("PT-001", old));
    site.write("content/leaflets/new.cy.md", with("PT-001", "moved_from: [/cy/hen/]"));
    site.write("content/pages/about.md", "---\ntitle: About us\nmoved_from: [/about-us.html]\n---\n\nWe are a team.\n");
    site.build(&[]).exits(0);
    for path in ["old/one/index.html", "old/two.htm", "Old/a b/index.html", "three/index.html"] {
        assert_eq!(redirect_of(&site, path), "leaflets/new/", "{path}");
    }
    assert_eq!(redirect_of(&site, "cy/hen/index.html"), "cy/leaflets/new/");
    assert_eq!(redirect_of(&site, "about-us.html"), "about/");
    for (reading, more) in [(Served, &[][..]), (Files, &["--portable"][..])] {
        site.build(more).exits(0);
        crawl(&site.join("public"), reading).assert_clean("old addresses");
    }
    // After the archive date, they redirect to the notice.
    site.build(&["--today", "2029-01-01"]).exits(0);
    assert_eq!(redirect_of(&site, "old/one/index.html"), "leaflets/new/");
}

#[test]
fn a_folder_with_a_dot_in_its_name_redirects() {
    let site = Site::empty();
    let text = leaflet("PT-001", "Words.")
        .replace("summary:", "moved_from: [/dr.smith/, /staff/dr.jones/index.html]\nsummary:");
    site.write("content/leaflets/new.md", text);
    site.build(&[]).exits(0);
    assert_eq!(redirect_of(&site, "dr.smith/index.html"), "leaflets/new/");
    assert_eq!(redirect_of(&site, "staff/dr.jones/index.html"), "leaflets/new/");
}

#[test]
fn an_old_address_can_be_claimed_only_once() {
    let site = Site::empty();
    let with = |reference: &str, list: &str| {
        leaflet(reference, "Words.").replace("summary:", &format!("moved_from: [{list}]\nsummary:"))
    };
    site.write(
        "content/leaflets/one.md",
        with("PT-001", "/a/, /leaflets/one/, /leaflets/two, /404.html, /logo.png, /assets/style.css/x/"),
    );
    site.write("content/leaflets/two.md", with("PT-002", "/A/index.html, /b, '/c?x=1', '/c?x=2'"));
    site.write("content/static/logo.png", include_bytes!("../images/plain.png"));
    let found: Vec<String> = site
        .findings()
        .iter()
        .filter(|finding| finding.rule == "moved-from-collision")
        .map(|finding| {
            let file = finding.file.rsplit('/').next().unwrap();
            format!("{file}:{} {}", finding.column, finding.message.split('\'').nth(3).unwrap_or("the site or itself"))
        })
        .collect();
    assert_eq!(
        found,
        [
            "one.md:19 the site or itself",
            "one.md:35 content/leaflets/two.md",
            "one.md:50 the site or itself",
            "one.md:61 content/static/logo.png",
            "one.md:72 the site or itself",
            "two.md:14 content/leaflets/one.md",
        ]
    );
    site.build(&[]).exits(1);
}

/// The other files that the site generates have addresses too: formats of leaflets, and the search index.
#[test]
fn an_old_address_cannot_be_that_of_a_generated_file() {
    let site = Site::empty();
    let claims = [
        "/leaflets/two/two.pdf",
        "/Leaflets/two/two-large-print.PDF",
        "/cy/leaflets/two/two.epub",
        "/leaflets/two/two.brf",
        "/search/index.js",
        "/search/w0.js",
        "/assets/search.js",
        "/_headers",
        "/_redirects",
        "/sitemap-2.xml",
        "/compare/two/",
        "/a-to-z/c/",
        "/robots.txt",
    ];
    let free =
        ["/leaflets/two/side-effects.pdf", "/search/old.aspx", "/a-to-z/talking/", "/assets/old.pdf", "/two.pdf"];
    let write = |list: &[&str]| {
        let line = format!("moved_from: [{}]\nsummary:", list.join(", "));
        site.write("content/leaflets/one.md", leaflet("PT-001", "Words.").replace("summary:", &line));
    };
    site.write("content/site.yaml", site.read("content/site.yaml").replace("formats: [text]\n", ""));
    site.write("content/leaflets/two.md", leaflet("PT-002", "Words."));
    site.write("content/leaflets/two.cy.md", leaflet("PT-002", "Geiriau."));
    for claim in claims {
        write(&[claim]);
        assert_eq!(errors(&site), ["moved-from-collision content/leaflets/one.md:6:14"], "{claim}");
    }
    write(&free);
    assert_eq!(errors(&site), [""; 0]);
    // A format that the site does not make leaves its address free.
    site.write("content/site.yaml", site.read("content/site.yaml") + "formats: [text]\n");
    write(&["/leaflets/two/two.pdf"]);
    assert_eq!(errors(&site), [""; 0]);
    write(&["/leaflets/two/two.txt"]);
    assert_eq!(errors(&site), ["moved-from-collision content/leaflets/one.md:6:14"]);
}

/// If the host is not known, the links of the 404 page are relative to the page.
#[test]
fn links_of_the_404_page_are_relative_to_the_root_of_the_host_if_it_is_known() {
    let site = Site::with_a_leaflet();
    let style = |more: &[&str]| {
        site.build(more).exits(0);
        attribute(&page(&site, "404.html"), "link[rel=stylesheet]", "href").unwrap()
    };
    assert_eq!(style(&[]), "/assets/style.css");
    assert_eq!(style(&["--base-url", "https://www.example.org/a%20b/é/"]), "/a%20b/%C3%A9/assets/style.css");
    assert_eq!(style(&["--portable"]), "./assets/style.css");
    site.write("content/site.yaml", site.read("content/site.yaml").replace("base_url", "# base_url"));
    assert_eq!(style(&[]), "./assets/style.css");
}
