//! The content of the search index. How good its results are is tested in `tests/browser/`.

use std::collections::BTreeMap;
use std::fs;

use crate::support::site::{Site, names_in};
use serde_json::Value;

/// The index of a built site, parsed as its script does.
struct Index {
    /// Each word, with the data after it.
    words: BTreeMap<String, String>,
    /// The data of each leaflet for results.
    leaflets: Vec<Vec<String>>,
    start: Value,
}

impl Index {
    fn of(site: &Site, further: &[&str]) -> Self {
        site.build(further).exits(0);
        let folder = site.join("public/search");
        let mut index = Self { words: BTreeMap::new(), leaflets: Vec::new(), start: Value::Null };
        let mut shards: Vec<(String, Value)> = Vec::new();
        for name in names_in(&folder).into_iter().filter(|name| name.ends_with(".js")) {
            let script = fs::read_to_string(folder.join(&name)).unwrap();
            let call = script.strip_prefix("pamphletSearch.take(").and_then(|rest| rest.strip_suffix(")\n")).unwrap();
            let (own, data) = call.split_once(',').unwrap();
            assert_eq!(own, format!("\"{}\"", name.trim_end_matches(".js")), "a file has another file's data");
            shards.push((name, serde_json::from_str(data).unwrap()));
        }
        for (name, data) in shards {
            match &name[..1] {
                "w" => index.read_words(data.as_str().unwrap()),
                "d" => {
                    let lines = data.as_str().unwrap().split('\n');
                    index.leaflets.extend(lines.map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>()));
                }
                "i" => index.start = data,
                "s" => {}
                _ => panic!("unexpected file '{name}'"),
            }
        }
        index
    }

    fn read_words(&mut self, text: &str) {
        let mut before = String::new();
        for line in text.lines() {
            let (word, rest) = line.split_once(' ').unwrap();
            let shared = word[..1].chars().next().unwrap().to_digit(36).unwrap() as usize;
            before = before.chars().take(shared).chain(word[1..].chars()).collect();
            assert!(self.words.insert(before.clone(), rest.to_owned()).is_none(), "'{before}' is there twice");
        }
    }

    fn has(&self, word: &str) -> bool {
        self.words.contains_key(word)
    }

    fn paths(&self) -> Vec<&str> {
        self.leaflets.iter().map(|leaflet| &*leaflet[1]).collect()
    }
}

fn leaflet(fields: &str, text: &str) -> String {
    format!("---\nlast_updated: 2026-11-01\n{fields}\n---\n\n{text}\n")
}

fn site() -> Site {
    let site = Site::empty();
    let current = "title: Crohn's disease\nreference: PT-001\narchive_date: 2028-11-01\nsummary: About your bowel.\n\
                   also_known_as: [Regional enteritis]\nconditions: [Bowel problems]";
    site.write("content/leaflets/crohns.md", leaflet(current, "## Résumé\n\nTake tablets. An X-ray may help."));
    let translated = "title: Clefyd Crohn\nreference: PT-001\narchive_date: 2028-11-01\nsummary: Am eich coluddyn.";
    site.write("content/leaflets/crohns.cy.md", leaflet(translated, "Tabledi."));
    let archived = "title: Zebra stripes\nreference: PT-002\narchive_date: 2026-11-20\nsummary: Yakity.\n\
                    also_known_as: [Quagga]\nconditions: [Okapi]";
    site.write("content/leaflets/zebra.md", leaflet(archived, "Xylophones."));
    site
}

#[test]
fn words_of_every_field_are_in_the_index_in_their_plain_form() {
    let index = Index::of(&site(), &[]);
    for word in ["crohn", "disease", "regional", "enteritis", "bowel", "problem", "resume", "tablet", "xray", "pt001"] {
        assert!(index.has(word), "'{word}' is missing");
    }
    for word in ["clefyd", "coluddyn", "tabledi"] {
        assert!(index.has(word), "'{word}' of the translation is missing");
    }
    assert_eq!(index.paths(), ["leaflets/crohns/", "cy/leaflets/crohns/", "leaflets/zebra/"]);
    assert_eq!(index.leaflets[1][4], "cy");
    assert_eq!(index.start["leaflets"], 2);
}

#[test]
fn only_the_reference_of_an_archived_leaflet_is_in_the_index() {
    let index = Index::of(&site(), &[]);
    assert!(index.words["pt002"].starts_with("0|"), "its reference leads nowhere: {}", index.words["pt002"]);
    for word in ["zebra", "stripe", "yakity", "quagga", "okapi", "xylophone"] {
        assert!(!index.has(word), "'{word}' is there");
    }
    assert_eq!(index.leaflets[2], ["", "leaflets/zebra/", "", "", ""]);
}

#[test]
fn the_glossary_leads_from_plain_words_to_hard_ones() {
    let site = site();
    assert!(!Index::of(&site, &[]).has("inflammation"));
    site.write(
        "content/glossary.yaml",
        "enteritis: {meaning: inflammation of the gut, also: [sore gut]}\nunused: nowhere\n",
    );
    let index = Index::of(&site, &[]);
    for word in ["inflammation", "gut", "sore"] {
        assert!(index.words[word].starts_with('1'), "'{word}' does not lead to a leaflet");
    }
    assert!(!index.has("nowhere"), "a meaning that no leaflet needs is in the index");
}

#[test]
fn addresses_are_those_of_the_build_and_file_names_are_reserved() {
    let site = site();
    assert_eq!(Index::of(&site, &["--portable"]).paths()[0], "leaflets/crohns/index.html");
    site.write("content/static/search/index.js", "mine");
    let found = site.findings();
    assert!(found.iter().any(|finding| finding.rule == "same-address"), "{found:?}");
}

#[test]
fn a_field_is_one_field_whatever_its_content() {
    let site = Site::empty();
    let fields = "title: \"Salt\\tand \\\"pepper\\\"\"\nreference: PT-001\narchive_date: 2028-11-01\n\
                  summary: \"One\\nline\"\nalso_known_as: [\"Sodium\\tchloride\", Spice]";
    site.write("content/leaflets/salt.md", leaflet(fields, "Words."));
    let expected = ["Salt and \"pepper\"", "leaflets/salt/", "PT-001", "One line", "", "Sodium chloride", "Spice"];
    assert_eq!(Index::of(&site, &[]).leaflets, [expected]);
}

#[test]
fn a_change_of_any_leaflet_changes_the_version() {
    let site = site();
    let before = Index::of(&site, &[]).start["version"].clone();
    assert_eq!(Index::of(&site, &[]).start["version"], before);
    site.write(
        "content/leaflets/crohns.cy.md",
        site.read("content/leaflets/crohns.cy.md").replace("Tabledi", "Cyffuriau").replace("2026-11-01", "2026-11-23"),
    );
    assert_ne!(Index::of(&site, &[]).start["version"], before);
}
