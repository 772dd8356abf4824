//! Every current leaflet is within three clicks of the home page, whatever the size of the site; no file contains text
//! of an archived leaflet; and the pages on the way have the right content.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;
use std::process::Command;

use crate::support::crawl::Access::Served;
use crate::support::crawl::{Target, all, lines, resolve};
use crate::support::site::{Site, TODAY, Tree, tree};
use crate::support::written::{build, repository, site};
use scraper::Html;

/// The maximum number of clicks to a leaflet.
const CLICKS: usize = 3;

#[test]
fn every_current_leaflet_of_the_example_site_is_three_clicks_away() {
    let site = Site::example();
    let public = Built::of(&build(&site, "public", TODAY, &[]));
    assert_eq!(public.assert_within_reach().len(), 5);
    assert!(public.files.contains_key("department/psychological-therapies/index.html"));
    assert!(!public.files.contains_key("department/index.html"), "one department is no choice");
}

#[test]
fn every_current_leaflet_of_the_kitchen_sink_is_three_clicks_away() {
    let site = site("kitchen-sink");
    let public = Built::of(&build(&site, "public", TODAY, &[]));
    let archived = "This sentence stands in an archived leaflet";
    assert!(site.read("content/leaflets/Old advice.md").contains(archived));
    assert!(public.files_with(archived).is_empty());
    assert!(public.assert_within_reach().len() > 10);
}

#[test]
fn on_a_large_site_each_letter_has_a_page_and_no_text_of_archived_leaflets_is_left() {
    let site = corpus(400);
    let today = "2028-06-01";
    let public = Built::of(&build(&site, "public", today, &[]));
    let (mut current, mut archived) = (BTreeSet::new(), BTreeSet::new());
    for (path, bytes) in tree(&site.join("content/leaflets")) {
        let text = String::from_utf8(bytes).unwrap();
        let field =
            |name: &str| text.lines().find_map(|line| line.strip_prefix(&format!("{name}: "))).unwrap().to_owned();
        let slug = path.strip_suffix(".md").unwrap().to_owned();
        let kind = if field("archive_date").as_str() <= today { &mut archived } else { &mut current };
        kind.insert((slug, field("reference")));
    }
    assert!(current.len() > 300 && archived.len() > 20, "{} and {}", current.len(), archived.len());
    let page = |slug: &str| format!("leaflets/{slug}/index.html");
    assert_eq!(public.assert_within_reach(), current.iter().map(|(slug, _)| page(slug)).collect::<BTreeSet<_>>());
    // A word that is in only one leaflet is only on the pages that show its text.
    let own: BTreeMap<String, Vec<String>> =
        current.iter().map(|(slug, reference)| (marker(reference), vec![page(slug)])).collect();
    assert_eq!(public.files_with_markers(), own);
    for (path, html) in public.pages().filter(|(path, _)| is_list(path)) {
        let named = public.links(path, &html).into_iter().filter(|to| to.starts_with("leaflets/"));
        let wrong: Vec<_> =
            named.filter(|to| archived.iter().any(|(slug, _)| to.starts_with(&format!("leaflets/{slug}/")))).collect();
        assert!(wrong.is_empty(), "{path} contains archived leaflets: {wrong:?}");
    }
    // The letters have pages of their own; none lists all leaflets.
    let a_to_z = public.page("a-to-z/index.html");
    assert_eq!(lines(&a_to_z, ".letters li").len(), 26);
    assert!(all(&a_to_z, ".names li").is_empty());
    let letters = all(&a_to_z, ".letters a").len();
    let pages: Vec<_> =
        public.files.keys().filter(|path| path.starts_with("a-to-z/") && path.matches('/').count() == 2).collect();
    assert_eq!(pages.len(), letters);
    let names: usize = pages.iter().map(|path| all(&public.page(path), ".names li").len()).sum();
    assert_eq!(names, current.len());
    // Each letter page links to the others.
    assert_eq!(lines(&public.page("a-to-z/a/index.html"), ".letters [aria-current=page]"), ["A"]);
}

#[test]
fn the_a_to_z_has_all_letters_and_only_those_with_leaflets_are_links() {
    let site = Site::example();
    let public = Built::of(&build(&site, "public", TODAY, &[]));
    for path in ["a-to-z/index.html", "index.html"] {
        let page = public.page(path);
        assert_eq!(lines(&page, ".letters li").concat(), "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "{path}");
        assert_eq!(lines(&page, ".letters a"), ["C", "I", "P"], "{path}");
    }
    let names = lines(&public.page("a-to-z/index.html"), ".names li");
    assert!(names.contains(&"CAT: see Cognitive analytic therapy".to_owned()), "{names:?}");
}

#[test]
fn a_site_has_the_letters_of_its_language() {
    let site = Site::empty();
    site.write("content/site.yaml", "title: Taflenni\nlanguage: cy\nbase_url: https://leaflets.example.org/\n");
    for (number, title) in ["Llais", "Lles", "Cwsg", "Chwarae", "Öl", "12 wythnos", "نوم"].iter().enumerate() {
        site.write(format!("content/leaflets/l{number}.md"), leaflet(title, number, ""));
    }
    let public = Built::of(&build(&site, "public", TODAY, &[]));
    let page = public.page("a-to-z/index.html");
    let headings = lines(&page, "main h2");
    assert_eq!(headings, ["C", "Ch", "Ll", "O", "ن", "Numbers"]);
    let letters = lines(&page, ".letters li");
    let at = |letter: &str| letters.iter().position(|known| known == letter);
    assert!(at("Dd") > at("D") && at("Ll") > at("L") && at("Ng").is_some(), "{letters:?}");
}

#[test]
fn audiences_and_departments_have_pages_if_there_is_a_choice() {
    let site = Site::empty();
    let groups = [
        "audience: [Adults]\ndepartment: Eye clinic\n",
        "audience: [Adults, Children & young people]\ndepartment: Ward 9\n",
    ];
    for (number, more) in groups.iter().enumerate() {
        site.write(format!("content/leaflets/l{number}.md"), leaflet(&format!("Leaflet {number}"), number, more));
    }
    let public = Built::of(&build(&site, "public", TODAY, &[]));
    public.assert_within_reach();
    assert_eq!(lines(&public.page("audience/adults/index.html"), ".entries a"), ["Leaflet 0", "Leaflet 1"]);
    assert_eq!(lines(&public.page("audience/children-young-people/index.html"), ".entries a"), ["Leaflet 1"]);
    assert_eq!(lines(&public.page("department/index.html"), ".grid a"), ["Eye clinic", "Ward 9"]);
    let home = public.page("index.html");
    assert_eq!(lines(&home, ".grid a"), ["Adults", "Children & young people", "Eye clinic", "Ward 9"]);
    let page = public.page("leaflets/l1/index.html");
    let links = public.links("leaflets/l1/index.html", &page);
    for to in ["audience/adults/index.html", "department/ward-9/index.html"] {
        assert!(links.contains(to), "the leaflet does not link to {to}");
    }
}

#[test]
fn a_printed_comparison_has_all_facts_of_its_leaflets() {
    let site = Site::example();
    let public = Built::of(&build(&site, "public", TODAY, &[]));
    let path = "compare/integrated-psychological-therapy/index.html";
    let page = public.page(path);
    let leaflet = public.page("leaflets/integrated-psychological-therapy/index.html");
    assert!(public.links("leaflets/integrated-psychological-therapy/index.html", &leaflet).contains(path));
    assert_eq!(lines(&page, "thead th").len(), 5);
    let values: BTreeSet<String> = lines(&page, "tbody td").into_iter().collect();
    let on_leaflet = lines(&leaflet, ".comparison td");
    assert_eq!(on_leaflet.len(), 30);
    for value in on_leaflet {
        assert!(values.contains(&value), "'{value}' is not on the page to print");
    }
    for reference in ["PT-001", "PT-002", "PT-003", "PT-004", "PT-005"] {
        assert!(values.contains(reference), "{reference}");
    }
    assert_eq!(all(&page, ".ruled div").len(), 8, "room for notes");
    assert!(lines(&page, ".questions li").len() > 3);
    // It is only valid while all compared leaflets are current.
    let site = Site::example();
    let cat = "content/leaflets/cognitive-analytic-therapy.md";
    site.write(cat, site.read(cat).replace("archive_date: 2028-11-23", "archive_date: 2027-11-23"));
    let public = Built::of(&build(&site, "public", TODAY, &[]));
    let until = |page: &Html| all(page, "article")[0].value().attr("data-archive-date").unwrap().to_owned();
    assert_eq!(until(&public.page(path)), "2027-11-23");
    let public = Built::of(&build(&site, "later", "2027-11-23", &[]));
    assert_eq!((until(&public.page(path)), lines(&public.page(path), "thead th").len()), ("2028-11-23".to_owned(), 4));
    assert!(!public.files.contains_key("compare/cognitive-analytic-therapy/index.html"));
}

#[test]
fn alternatives_named_in_a_translation_count() {
    let site = Site::empty();
    site.write("content/leaflets/one.md", leaflet("One", 1, "at_a_glance: {How often: Weekly}\n"));
    site.write(
        "content/leaflets/one.cy.md",
        leaflet("Un", 1, "alternatives: [PT-002]\nat_a_glance: {Pa mor aml: Wythnosol}\n"),
    );
    site.write("content/leaflets/two.md", leaflet("Two", 2, ""));
    site.write("content/leaflets/two.cy.md", leaflet("Dau", 2, ""));
    let public = Built::of(&build(&site, "public", TODAY, &[]));
    let compared = |path: &str| lines(&public.page(path), "thead th");
    assert_eq!(compared("cy/compare/one/index.html"), ["Un", "Dau"]);
    assert_eq!(compared("compare/one/index.html"), ["One", "Two"]);
    assert_eq!(compared("compare/two/index.html"), ["Two", "One"]);
    // If neither has facts, there is no page to print.
    site.write("content/leaflets/one.md", leaflet("One", 1, ""));
    site.write("content/leaflets/one.cy.md", leaflet("Un", 1, "alternatives: [PT-002]\n"));
    site.forget_versions();
    let public = Built::of(&build(&site, "without", TODAY, &[]));
    assert!(!public.files.keys().any(|path| path.contains("compare/")));
    assert_eq!(lines(&public.page("leaflets/two/index.html"), ".comparison .entries a"), ["One"]);
}

#[test]
fn a_leaflet_that_replaces_another_is_named_on_its_notice() {
    let site = Site::empty();
    site.write(
        "content/leaflets/old.md",
        leaflet("Old", 1, "")
            .replace("last_updated: 2026-11-01", "last_updated: 2024-01-01")
            .replace("2028-11-01", "2026-01-01"),
    );
    site.write("content/leaflets/new.md", leaflet("New", 2, "replaces: [PT-001]\n"));
    let public = Built::of(&build(&site, "public", TODAY, &[]));
    assert_eq!(lines(&public.page("leaflets/old/index.html"), ".entries a"), ["New"]);
}

#[test]
fn an_attached_file_and_a_static_file_cannot_have_the_same_address() {
    let site = Site::empty();
    site.write("content/leaflets/one.md", leaflet("One", 1, "") + "\n[A diary to print](diary.pdf)\n");
    site.write("content/leaflets/diary.pdf", "one");
    site.write("content/static/files/leaflets/Diary.pdf", "other");
    let findings = site.findings();
    let found: Vec<_> = findings.iter().filter(|finding| finding.rule == "same-address").collect();
    assert_eq!(found.len(), 2, "{findings:?}");
}

/// A built site with its pages.
struct Built {
    files: Tree,
}

impl Built {
    fn of(folder: &Path) -> Self {
        Self { files: tree(folder).into_iter().filter(|(path, _)| !path.ends_with('/')).collect() }
    }

    fn pages(&self) -> impl Iterator<Item = (&str, Html)> {
        let pages = self.files.keys().filter(|path| path.ends_with(".html"));
        pages.map(|path| (path.as_str(), self.page(path)))
    }

    #[track_caller]
    fn page(&self, path: &str) -> Html {
        let bytes = self.files.get(path).unwrap_or_else(|| panic!("there is no page '{path}'"));
        Html::parse_document(std::str::from_utf8(bytes).unwrap())
    }

    /// The pages that a page links to.
    fn links(&self, path: &str, page: &Html) -> BTreeSet<String> {
        let links = all(page, "a[href]").into_iter().filter_map(|link| link.value().attr("href"));
        let targets = links.filter_map(|address| match resolve(path, address, Served) {
            Ok(Target::File { path, .. }) => Some(path),
            _ => None,
        });
        targets.collect()
    }

    /// The number of clicks from the home page to each page, through lists only: no leaflet need link to another.
    fn clicks(&self) -> BTreeMap<String, usize> {
        let mut clicks = BTreeMap::from([("index.html".to_owned(), 0)]);
        let mut next = VecDeque::from(["index.html".to_owned()]);
        while let Some(path) = next.pop_front() {
            if !is_list(&path) {
                continue;
            }
            let further = clicks[&path] + 1;
            for to in self.links(&path, &self.page(&path)) {
                if to.ends_with(".html") && self.files.contains_key(&to) && !clicks.contains_key(&to) {
                    clicks.insert(to.clone(), further);
                    next.push_back(to);
                }
            }
        }
        clicks
    }

    /// The pages of current leaflets, each of which must be near enough.
    #[track_caller]
    fn assert_within_reach(&self) -> BTreeSet<String> {
        let clicks = self.clicks();
        let leaflets = self.files.iter().filter(|(path, _)| path.starts_with("leaflets/") && path.ends_with(".html"));
        let current = leaflets.filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains("data-archive-date"));
        let current: BTreeSet<String> = current.map(|(path, _)| path.clone()).collect();
        assert!(!current.is_empty());
        let far: Vec<_> =
            current.iter().filter(|path| clicks.get(*path).is_none_or(|clicks| *clicks > CLICKS)).collect();
        assert!(far.is_empty(), "more than {CLICKS} clicks away: {far:?}");
        current
    }

    /// The files that contain some words.
    fn files_with(&self, words: &str) -> Vec<String> {
        let holds = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains(words);
        self.files.iter().filter(|(_, bytes)| holds(bytes)).map(|(path, _)| path.clone()).collect()
    }

    /// The files that contain each marker.
    fn files_with_markers(&self) -> BTreeMap<String, Vec<String>> {
        let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (path, bytes) in &self.files {
            let text = String::from_utf8_lossy(bytes);
            for (at, _) in text.match_indices(MARKER) {
                let rest = &text[at + MARKER.len()..];
                let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
                let files = found.entry(format!("{MARKER}{digits}")).or_default();
                if files.last() != Some(path) {
                    files.push(path.clone());
                }
            }
        }
        found
    }
}

fn is_list(path: &str) -> bool {
    ["a-to-z/", "conditions/", "audience/", "department/", "packs/"].iter().any(|folder| path.starts_with(folder))
        || path == "index.html"
}

/// A valid leaflet.
fn leaflet(title: &str, number: usize, more: &str) -> String {
    format!(
        "---\ntitle: {title}\nreference: PT-{number:03}\nlast_updated: 2026-11-01\narchive_date: 2028-11-01\n\
         summary: Of this and that.\n{more}---\n\n## What is it?\n\nIt is a leaflet.\n"
    )
}

/// The prefix of markers.
const MARKER: &str = "OnlyPI";

/// A word that is in one leaflet only.
fn marker(reference: &str) -> String {
    format!("Only{}", reference.replace('-', ""))
}

/// A site of the corpus generator, with a marker in the text of each leaflet.
fn corpus(leaflets: usize) -> Site {
    let site = Site::empty();
    site.write(
        "content/site.yaml",
        "title: Corpus\nbase_url: https://leaflets.example.org/\nreference: {pattern: 'PI-[0-9]{5}'}\n\
         review: {longest: 40 months}\nformats: []\n",
    );
    let into = site.join("content/leaflets");
    let made = Command::new("python3")
        .arg(repository().join("tests/corpus/gen_corpus.py"))
        .args([&leaflets.to_string()])
        .arg(&into)
        .output()
        .expect("python3, which makes large sites, is not there: 'apt-get install python3' on Debian");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    for (path, bytes) in tree(&into) {
        let text = String::from_utf8(bytes).unwrap();
        let reference = text.lines().find_map(|line| line.strip_prefix("reference: ")).unwrap().to_owned();
        site.write(format!("content/leaflets/{path}"), format!("{text}\n{}\n", marker(&reference)));
    }
    site
}
