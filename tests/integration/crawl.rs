//! A crawler that follows every link of built sites, read as files, and checks every page for accessibility.

use std::path::Path;

use crate::support::crawl::Access::{Files, Served};
use crate::support::crawl::{Access, Crawl, Target, all, attribute, crawl, faults_of_page, lines, resolve, xml_faults};
use crate::support::site::{Site, TODAY, tree};
use crate::support::words;
use crate::support::written::{build, first_day, site};
use scraper::Html;

#[test]
fn the_example_site_served_from_a_sub_folder_has_no_broken_link() {
    let site = Site::example();
    let public = build(&site, "public", &first_day().to_string(), &[]);
    crawl(&public, Served).assert_clean("the example site, served");
}

#[test]
fn the_example_site_read_as_files_has_no_broken_link() {
    let site = Site::example();
    let public = build(&site, "public", &first_day().to_string(), &["--portable"]);
    crawl(&public, Files).assert_clean("the example site, portable");
}

#[test]
fn the_example_site_without_its_web_address_has_no_broken_link() {
    let site = Site::example();
    let settings = site.read("content/site.yaml");
    site.write(
        "content/site.yaml",
        settings
            .lines()
            .filter(|line| !line.starts_with("base_url:"))
            .map(|line| format!("{line}\n"))
            .collect::<String>(),
    );
    let public = build(&site, "public", &first_day().to_string(), &[]);
    let crawl = crawl(&public, Served);
    assert!(!public.join("sitemap.xml").exists(), "a sitemap needs the web address of the site");
    assert!(crawl.pages.values().all(|page| attribute(page, "link[rel=canonical]", "href").is_none()));
    crawl.assert_clean("the example site without a web address");
}

#[test]
fn the_kitchen_sink_served_from_a_sub_folder_has_no_broken_link() {
    let (_site, crawl) = kitchen_sink(Served);
    crawl.assert_clean("the kitchen sink, served");
}

#[test]
fn the_kitchen_sink_read_as_files_has_no_broken_link() {
    let (_site, crawl) = kitchen_sink(Files);
    crawl.assert_clean("the kitchen sink, portable");
}

#[test]
fn every_kind_of_link_has_the_target_that_its_author_meant() {
    let (_site, crawl) = kitchen_sink(Files);
    let of = |path: &str| links_of_text(&crawl, path);
    let has = |path: &str, text: &str, target: &str| {
        let links = of(path);
        let found = links.iter().any(|(words, to)| words == text && to == target);
        assert!(found, "'{text}' does not link to '{target}' in {path}: {links:#?}");
    };
    let sleep = "leaflets/good-sleep/index.html";
    for (text, target) in [
        ("about worries", "leaflets/über-ängste/index.html"),
        ("the part on risks", "leaflets/über-ängste/index.html#risks-2"),
        ("this part below", "leaflets/good-sleep/index.html#risks"),
        ("Über Ängste", "leaflets/über-ängste/index.html"),
        ("the pills leaflet", "leaflets/pills-&-potions-100%/index.html"),
        ("by reference", "leaflets/pills-&-potions-100%/index.html"),
        ("with a label", "leaflets/pills-&-potions-100%/index.html"),
        ("Very deep", "leaflets/very-deep/index.html#was-ist-das"),
        ("a diary to print", "files/leaflets/sleep/sleep diary (blank).pdf"),
        ("consent form", "forms/consent form.pdf"),
        ("write to us", "mailto:sink@example.org"),
        ("https://example.com/", "https://example.com/"),
        ("about us", "about-us/index.html#opening-hours"),
        ("Good sleep", sleep),
        ("my own id", "leaflets/good-sleep/index.html#own-id"),
        ("bank holidays", "about-us/index.html"),
    ] {
        has(sleep, text, target);
    }
    has("leaflets/very-deep/index.html", "contact", "contact/index.html#phone");
    has("leaflets/windows/index.html", "das Energieblatt", "leaflets/énergie/index.html#mehr");
    has("leaflets/windows/index.html", "Good sleep", sleep);
    has("leaflets/windows/index.html", "good sleep", "leaflets/good-sleep/index.html#own-id");
    has("leaflets/pills-&-potions-100%/index.html", "an old leaflet", "leaflets/old-advice/index.html");
    let images: Vec<_> = all(crawl.page(sleep), ".text img")
        .iter()
        .filter_map(|image| image.value().attr("src"))
        .map(|source| target(sleep, source))
        .collect();
    for image in ["sleep/night sky.png", "sleep/Sönnenuhr.png"] {
        assert!(images.contains(&format!("files/leaflets/{image}")), "{images:?}");
    }
    assert!(images.contains(&"files/blocks/kettle.png".to_owned()), "{images:?}");
}

#[test]
fn text_is_shown_as_its_author_meant_it() {
    let (_site, crawl) = kitchen_sink(Served);
    let sleep = crawl.page("leaflets/good-sleep/index.html");
    assert_eq!(lines(sleep, "figcaption"), ["The night sky, seen from the ward", "How deep we sleep in one night"]);
    assert_eq!(lines(sleep, ".text caption")[0], "Hours of sleep by age");
    assert_eq!(lines(sleep, ".text tbody th"), ["Child", "Adult", "Phone"]);
    let heads =
        all(sleep, ".text h2").iter().map(|head| head.value().attr("id").unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(heads, ["what-helps", "risks", "risks-2", "own-id", "help-now", "words-and-names", "p-notes"]);
    assert_eq!(lines(sleep, ".text [role=doc-noteref]"), ["1", "2", "1", "3"]);
    assert_eq!(all(sleep, ".text [role=doc-endnotes] li [role=doc-backlink]").len(), 3);
    let text = lines(sleep, ".text").concat();
    for shown in ["`", "a note to colleagues", "-->"] {
        assert!(!text.contains(shown), "readers see '{shown}'");
    }
    for shown in [
        "<b>typed HTML</b>, shown as text.",
        "<div> A block of HTML is shown as text. </div>",
        "What & why <now>?",
        "[[SK-002]]",
    ] {
        assert!(text.contains(shown), "readers do not see '{shown}' in: {text}");
    }
    assert_eq!(lines(sleep, ".text pre")[0], "code with [[SK-002]] and <b>tags</b> and two blanks before");
    assert_eq!(lines(sleep, ".text ol > li > ul > li"), ["Two a", "Two b"]);
    let pills = crawl.page("leaflets/pills-&-potions-100%/index.html");
    assert_eq!(lines(pills, "h1"), ["Pills & potions <100%> \"pure\""]);
}

#[test]
fn translations_have_their_language_and_link_to_one_another() {
    let (_site, crawl) = kitchen_sink(Files);
    let languages = |path: &str| {
        let page = crawl.page(path);
        let others = all(page, ".translations a").into_iter().map(|link| {
            let [href, language, direction] = ["href", "hreflang", "dir"].map(|name| link.value().attr(name).unwrap());
            assert_eq!(link.value().attr("lang"), Some(language));
            format!("{language} {direction} {}", target(path, href))
        });
        let mut others: Vec<String> = others.collect();
        others.sort();
        others
    };
    let (en, ar, cy) =
        ("leaflets/good-sleep/index.html", "ar/leaflets/good-sleep/index.html", "cy/leaflets/good-sleep/index.html");
    for (path, language, direction) in [(en, "en-GB", "ltr"), (ar, "ar", "rtl"), (cy, "cy", "ltr")] {
        let html = |name: &str| attribute(crawl.page(path), "html", name);
        assert_eq!((html("lang").as_deref(), html("dir").as_deref()), (Some(language), Some(direction)));
        let mut expected = vec![format!("ar rtl {ar}"), format!("cy ltr {cy}"), format!("en-GB ltr {en}")];
        expected.retain(|other| !other.ends_with(&format!(" {path}")));
        assert_eq!(languages(path), expected, "on {path}");
    }
    // Links on an Arabic page lead to translations if there are any, and otherwise to the original.
    let links = links_of_text(&crawl, ar);
    assert!(links.contains(&("المخاوف".to_owned(), "ar/leaflets/über-ängste/index.html".to_owned())), "{links:?}");
    assert!(links.iter().any(|(_, to)| to == "leaflets/pills-&-potions-100%/index.html"), "{links:?}");
    // Words of the interface in another language than the page are marked as such.
    let skip = all(crawl.page(ar), "body a")[0];
    assert_eq!((skip.value().attr("lang"), skip.value().attr("dir")), (Some("en"), Some("ltr")));
    // On a page in British English, screen readers must not change their voice for each of them.
    let marked = all(crawl.page(en), "[lang]").into_iter().filter(|element| element.value().attr("lang") == Some("en"));
    assert_eq!(marked.map(|element| element.value().name()).collect::<Vec<_>>(), [""; 0]);
    for list in ["a-to-z/index.html", "index.html"] {
        let links = links_on(&crawl, list, "main a");
        assert!(
            !links.iter().any(|(_, to)| to.starts_with("ar/") || to.starts_with("cy/")),
            "{list} contains a translation: {links:?}"
        );
    }
}

#[test]
fn ids_of_headings_do_not_collide_with_those_of_the_page() {
    let site = site("kitchen-sink");
    let names = [
        "P main",
        "P contents",
        "P guard",
        "P alternatives",
        "P related",
        "P mentioned by",
        "P sources",
        "P about",
        "P formats",
        "P notes",
        "P note 1",
        "P note mark 1",
    ];
    let headings: String = names.iter().map(|name| format!("## {name}\n\nText.[^1]\n\n")).collect();
    let text = site
        .read("content/leaflets/sleep/Good sleep.md")
        .replace("## What helps", &format!("{headings}## About {{#p-about}}\n\nText.\n\n## What helps"));
    site.write("content/leaflets/sleep/Good sleep.md", text);
    let public = build(&site, "public", TODAY, &[]);
    crawl(&public, Served).assert_clean("headings called as parts of the page");
}

#[test]
fn a_table_before_the_first_heading_has_a_caption() {
    let site = site("kitchen-sink");
    let text = site.read("content/leaflets/Über Ängste.md");
    site.write(
        "content/leaflets/Über Ängste.md",
        text.replacen("## Was ist das?", "| First | Second |\n|---|---|\n| A | table |\n\n## Was ist das?", 1),
    );
    let public = build(&site, "public", TODAY, &[]);
    crawl(&public, Served).assert_clean("a table before any heading");
}

#[test]
fn a_link_between_translations_keeps_its_heading() {
    let site = site("kitchen-sink");
    let arabic = site.read("content/leaflets/sleep/Good sleep.ar.md");
    // Authors name a heading as in the original; the Arabic leaflet next to it has other headings.
    site.write(
        "content/leaflets/sleep/Good sleep.ar.md",
        format!("{arabic}\nاقرأ [كلمات](<../Über Ängste.md#was-ist-das>).\n"),
    );
    let public = build(&site, "public", TODAY, &[]);
    crawl(&public, Served).assert_clean("a link from a translation to a heading");
}

#[test]
fn a_translation_can_link_to_its_original() {
    let site = site("kitchen-sink");
    let arabic = site.read("content/leaflets/sleep/Good sleep.ar.md");
    site.write("content/leaflets/sleep/Good sleep.ar.md", format!("{arabic}\n[English](<Good sleep.md>)\n"));
    let public = build(&site, "public", TODAY, &[]);
    let links = links_of_text(&crawl(&public, Served), "ar/leaflets/good-sleep/index.html");
    assert!(links.contains(&("English".to_owned(), "leaflets/good-sleep/index.html".to_owned())), "{links:?}");
}

#[test]
fn only_files_that_current_leaflets_use_are_copied() {
    let (site, crawl) = kitchen_sink(Served);
    let files: Vec<_> = tree(&site.join("public"))
        .into_keys()
        .filter(|path| path.starts_with("files/") && !path.ends_with('/'))
        .collect();
    assert_eq!(
        files,
        [
            "files/blocks/kettle.png",
            "files/leaflets/sleep/Sönnenuhr.png",
            "files/leaflets/sleep/lamp.jpg",
            "files/leaflets/sleep/night sky.png",
            "files/leaflets/sleep/night.svg",
            "files/leaflets/sleep/sleep diary (blank).pdf"
        ],
        "an archived leaflet's picture is gone with it"
    );
    assert!(site.join("public/.well-known/security.txt").exists());
    assert!(crawl.pages.contains_key("leaflets/old-advice/index.html"));
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_change_nothing() {
    let plain = site("kitchen-sink");
    let windows = site("kitchen-sink");
    for (path, bytes) in tree(&plain.join("content")) {
        if path.ends_with(".md") || path.ends_with(".yaml") {
            let text = String::from_utf8(bytes).unwrap();
            assert!(!text.contains('\r'), "{path} has Windows line ends already");
            windows.write(format!("content/{path}"), format!("\u{feff}{}", text.replace('\n', "\r\n")));
        }
    }
    let (one, other) = (build(&plain, "public", TODAY, &[]), build(&windows, "public", TODAY, &[]));
    assert_eq!(crawl(&one, Served).faults, crawl(&other, Served).faults);
    let (one, other) = (tree(&one), tree(&other));
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (path, bytes) in one.iter().filter(|(path, _)| path.ends_with(".html")) {
        let [one, other] = [bytes, &other[path]].map(|bytes| words::of_page(std::str::from_utf8(bytes).unwrap()));
        assert_eq!(words::first_difference(&one, &other), None, "{path}");
    }
}

/// The kitchen sink after the changes that git may make: Windows line ends after a byte-order mark, a decomposed name,
/// and files of editors and operating systems.
fn kitchen_sink(access: Access) -> (Site, Crawl) {
    let site = site("kitchen-sink");
    let head = |title: &str, reference: &str| {
        format!(
            "---\ntitle: {title}\nreference: {reference}\nlast_updated: 2026-10-01\narchive_date: 2028-10-01\n\
             summary: Of {title}.\n---\n\n"
        )
    };
    let windows = head("Windows", "SK-101")
        + "## Erstes\n\nSee [das Energieblatt](Énergie.md#mehr), [[SK-001]]\nand [good sleep][label].[^1]\n\n\
           [label]: <sleep/Good sleep.md#own-id>\n\n{{ small-print }}\n\nTable: Days\n\n\
           | Day | Food |\n|---|---|\n| One | Two |\n\n- an item\n- another\n\n[^1]: A note\n    over two lines.\n";
    site.write("content/leaflets/windows.md", format!("\u{feff}{}", windows.replace('\n', "\r\n")));
    let decomposed = head("Énergie", "SK-102") + "## Mehr\n\nSee [Windows](windows.md#erstes).\n";
    site.write("content/leaflets/E\u{301}nergie.md", decomposed);
    for ignored in
        [".DS_Store", "Thumbs.db", "windows.md~", ".#windows.md", "~$windows.docx", "windows.md.bak", ".windows.md.swp"]
    {
        site.write(format!("content/leaflets/{ignored}"), [0xff, 0xfe, 0]);
    }
    let more: &[&str] = if access == Files { &["--portable"] } else { &[] };
    let public = build(&site, "public", TODAY, more);
    let crawl = crawl(&public, access);
    (site, crawl)
}

/// The words and the target of each link in the text of a page. A target is a path with its `#id`, or an external
/// address.
fn links_of_text(crawl: &Crawl, path: &str) -> Vec<(String, String)> {
    links_on(crawl, path, ".text a")
}

fn links_on(crawl: &Crawl, path: &str, selector: &str) -> Vec<(String, String)> {
    let links = all(crawl.page(path), selector).into_iter();
    links.map(|link| (words::words(link).join(" "), target(path, link.value().attr("href").unwrap()))).collect()
}

fn target(page: &str, address: &str) -> String {
    match resolve(page, address, Served) {
        Ok(Target::File { path, fragment: Some(id) }) => format!("{path}#{id}"),
        Ok(Target::File { path, fragment: None }) => path,
        Ok(Target::Elsewhere) => address.to_owned(),
        Err(fault) => panic!("'{address}' {fault}"),
    }
}

fn file(path: &str, fragment: Option<&str>) -> Result<Target, String> {
    Ok(Target::File { path: path.to_owned(), fragment: fragment.map(str::to_owned) })
}

#[test]
fn addresses_are_resolved_as_in_a_browser() {
    use Access::{Files, Served};
    assert_eq!(resolve("a/b/index.html", "../../", Served), file("index.html", None));
    assert_eq!(resolve("a/b/index.html", "../c/#x", Served), file("a/c/index.html", Some("x")));
    assert_eq!(resolve("a/b/index.html", "#caf%C3%A9", Files), file("a/b/index.html", Some("café")));
    assert_eq!(resolve("a/b/index.html", "./d%20e.pdf", Files), file("a/b/d e.pdf", None));
    assert_eq!(resolve("404.html", "./", Served), file("index.html", None));
    assert_eq!(resolve("index.html", "mailto:a@example.org", Files), Ok(Target::Elsewhere));
    for (address, access) in [
        ("../../../", Served),
        ("/a/", Served),
        ("//example.org/", Served),
        ("", Served),
        ("#", Served),
        ("a b/", Served),
        ("a//b", Served),
        ("%2e%2e/", Served),
        ("100%", Served),
        ("javascript:x()", Served),
        ("tel:01632 9", Served),
        ("../", Files),
        ("./", Files),
        ("..", Files),
        ("c/", Files),
        ("c/#x", Files),
        ("%FF", Files),
        ("[x]", Files),
    ] {
        assert!(resolve("a/b/index.html", address, access).is_err(), "{address:?} {access:?}");
    }
}

#[test]
fn invalid_xml_is_noticed() {
    assert!(xml_faults("<?xml version=\"1.0\"?><a b=\"c\" d='e'><f/>g &amp; h</a>").is_empty());
    for text in
        ["<a b=c></a>", "<a>", "<a></b>", "<a>&</a>", "<a>&nbsp;</a>", "<a b=\"c></a>", "<a b></a>", "<a", "text"]
    {
        assert!(!xml_faults(text).is_empty(), "{text}");
    }
}

#[test]
fn faults_of_a_page_are_noticed() {
    let good = "<!doctype html><html lang=\"ar\" dir=\"rtl\"><head><title>A</title></head><body><a href=\"#m\">s</a>\
        <main id=\"m\"><h1>A</h1><table><caption>C</caption><tr><th scope=\"col\">B</th></tr></table></main></body></html>";
    assert_eq!(faults_of_page(&Html::parse_document(good)), Vec::<String>::new());
    for (from, to) in [
        ("<!doctype html>", ""),
        ("lang=\"ar\"", ""),
        ("lang=\"ar\"", "lang=\"nonsense tag\""),
        ("rtl", "ltr"),
        ("<title>A</title>", ""),
        ("<title>A</title>", "<title> </title>"),
        ("<h1>A</h1>", ""),
        ("<h1>A</h1>", "<h1>A</h1><h1>B</h1>"),
        ("<h1>A</h1>", "<h1></h1>"),
        ("main", "div"),
        ("#m", "#n"),
        ("<a href=\"#m\">s</a>", "<p><a href=\"#h\">s</a></p>"),
        ("<a href=\"#m\">s</a>", "<button>s</button><a href=\"#m\">s</a>"),
        ("#m", "index.html"),
        (" scope=\"col\"", ""),
        ("<caption>C</caption>", ""),
        ("<caption>C", "<caption>"),
        ("<h1>A</h1>", "<h1>A</h1><p id=\"m\">B</p>"),
        ("<h1>A</h1>", "<h1>A</h1><img src=\"a\">"),
        ("<h1>A</h1>", "<h1>A</h1></p></b>"),
        ("<h1>A</h1>", "<h1>A</h1><a href=\"#m\"></a>"),
        ("<h1>A</h1>", "<h1 aria-labelledby=\"x\">A</h1>"),
    ] {
        let bad = good.replace(from, to);
        assert_ne!(bad, good);
        assert!(!faults_of_page(&Html::parse_document(&bad)).is_empty(), "'{from}' as '{to}' goes unnoticed");
    }
}

#[test]
fn faults_of_a_site_are_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let page = |body: &str| {
        format!(
            "<!doctype html><html lang=\"en\" dir=\"ltr\"><head><title>A</title>\
             <link rel=\"stylesheet\" href=\"style.css\"></head>\
             <body><a href=\"#m\">s</a><main id=\"m\"><h1>A</h1>{body}</main></body></html>"
        )
    };
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let faults = |path: &Path| crawl(path, Served).faults;
    write("style.css", "a { background: url('a.svg') }");
    write("a.svg", "<svg/>");
    write("b/index.html", &page("").replace("style.css", "../style.css"));
    let good = "<a href=\"b/\">b</a><a href=\"b/#m\">c</a>";
    write("index.html", &page(good));
    assert_eq!(faults(folder.path()), Vec::<String>::new());
    for (text, fault) in [
        ("<a href=\"b/\">b</a><a href=\"c/\">c</a>", "which is not there"),
        ("<a href=\"b/\">b</a><a href=\"b/#n\">c</a>", "does not have"),
        ("<a href=\"b/\">b</a><a href=\"../\">c</a>", "climbs"),
        ("<a href=\"b/\">b</a><img alt=\"\" src=\"https://example.org/a.png\">", "another host"),
        ("", "no link and no list"),
    ] {
        write("index.html", &page(text));
        let found = faults(folder.path());
        assert!(found.len() == 1 && found[0].contains(fault), "{text}: {found:?}");
    }
    write("index.html", &page(good));
    write("style.css", "a { background: url(b.svg) }");
    assert_eq!(faults(folder.path()).len(), 1);
}
