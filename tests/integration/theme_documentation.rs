//! `src/manual/theme.md` documents all templates, their data, the colours and the classes, and nothing that does not
//! exist.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::site::{Site, names_in};
use pamphlet::theme::COLOUR_ROLES;

/// The sections of the documentation, and the structures that they describe.
const DATA: [(&str, &str); 35] = [
    ("page", "PageData"),
    ("site", "SiteData"),
    ("organisation", "OrganisationData"),
    ("size", "SizeData"),
    ("link", "LinkData"),
    ("entry", "EntryData"),
    ("date", "DateData"),
    ("leaflet", "LeafletData"),
    ("detail", "DetailData"),
    ("part", "DetailValueData"),
    ("removed", "RemovedData"),
    ("qr", "QrData"),
    ("source", "SourceData"),
    ("heading", "HeadingData"),
    ("comparison", "ComparisonData"),
    ("row", "ComparisonRow"),
    ("choice", "ComparedData"),
    ("fact", "ComparedFactData"),
    ("head", "FactName"),
    ("value", "ComparedValueData"),
    ("pack", "PackData"),
    ("member", "PackLeafletData"),
    ("grouping", "GroupingData"),
    ("format", "FormatData"),
    ("translation", "TranslationData"),
    ("word", "WordData"),
    ("letter", "LetterData"),
    ("name", "LetterEntryData"),
    ("facts", "FactsData"),
    ("rule", "RuleData"),
    ("gap", "GapData"),
    ("crisis", "CrisisData"),
    ("register", "RegisterData"),
    ("group", "GroupData"),
    ("line", "RowData"),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// The part of the documentation between a heading and the next.
fn section(heading: &str) -> String {
    let text = read("src/manual/theme.md");
    let mut lines =
        text.lines().skip_while(|line| line.trim_start_matches('#').trim() != heading || !line.starts_with('#'));
    assert!(lines.next().is_some(), "there is no heading '{heading}'");
    lines.take_while(|line| !line.starts_with('#')).map(|line| format!("{line}\n")).collect()
}

/// The text in backquotes.
fn quoted(text: &str) -> BTreeSet<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The cells of the tables of a section, row by row, without the header rows.
fn rows(section: &str) -> Vec<Vec<String>> {
    let lines = section.lines().filter(|line| line.starts_with('|'));
    let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
    lines.skip(2).map(cells).collect()
}

/// The text in backquotes in the first cells of a section's table.
fn firsts(heading: &str) -> BTreeSet<String> {
    rows(&section(heading)).iter().flat_map(|row| quoted(&row[0])).collect()
}

/// The structures of template data, with their fields.
fn structures() -> BTreeMap<String, BTreeSet<String>> {
    let text = read("src/render/html/template_data.rs") + &read("src/register/register_data.rs");
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut open = String::new();
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("pub(super) struct ") {
            open = rest.split(['<', ' ']).next().unwrap().to_owned();
            found.entry(open.clone()).or_default();
        } else if let Some((name, _)) = line.strip_prefix("    pub ").and_then(|rest| rest.split_once(':')) {
            found.get_mut(&open).unwrap().insert(name.to_owned());
        }
    }
    found
}

#[test]
fn all_keys_of_the_data_are_documented_and_exist() {
    let structures = structures();
    let known: BTreeSet<&str> = structures.keys().map(String::as_str).collect();
    assert_eq!(
        known,
        DATA.iter().map(|(_, structure)| *structure).collect::<BTreeSet<_>>(),
        "a structure without a section"
    );
    for (heading, structure) in DATA {
        assert_eq!(firsts(heading), structures[structure], "the section '{heading}' and {structure}");
    }
}

#[test]
fn all_keys_of_a_leaflet_on_paper_are_documented_and_exist() {
    let text = read("src/render/formats/pdf/content.rs") + &read("src/render/formats/pdf/content/blocks.rs");
    let keys = text
        .split("json!")
        .skip(1)
        .flat_map(|rest| rest.split("\": ").map(|before| before.rsplit('"').next().unwrap()));
    let is_key = |key: &&str| !key.is_empty() && key.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-');
    let given: BTreeSet<String> = keys.filter(is_key).map(str::to_owned).collect();
    let sections = ["What text.typ reads", "What leaflet.typ reads", "What foot.typ reads"];
    let named: BTreeSet<String> = sections.iter().flat_map(|heading| quoted(&section(heading))).collect();
    let lacking: Vec<&String> = given.difference(&named).collect();
    assert!(given.len() > 50 && lacking.is_empty(), "not documented: {lacking:?}");
    let firsts = sections.iter().flat_map(|heading| firsts(heading));
    for key in firsts.filter(|key| !["words", "pages"].contains(&key.as_str())) {
        assert!(text.contains(&format!("\"{key}\"")), "the documentation has '{key}', but no leaflet does");
    }
}

#[test]
fn every_template_is_listed_with_its_data() {
    let rows = rows(&section("Templates"));
    let listed: BTreeSet<String> = rows.iter().flat_map(|row| quoted(&row[0])).collect();
    assert_eq!(listed, names_in(&root().join("themes/default/templates")).into_iter().collect::<BTreeSet<_>>());
    let named: BTreeSet<String> = rows.iter().flat_map(|row| quoted(&row[2])).collect();
    let mut given: BTreeSet<String> = ["urls", "files", "address", "entries", "feed"].map(str::to_owned).into();
    let folders = ["src/render/html", "src/register"];
    let files = folders
        .iter()
        .flat_map(|folder| names_in(&root().join(folder)).into_iter().map(move |file| format!("{folder}/{file}")));
    for file in files {
        let text = read(&file).replace("insert_value(", "insert(");
        let names = text.split("insert(\"").skip(1).filter_map(|rest| rest.split('"').next());
        given.extend(names.filter(|name| !["page", "site", "words"].contains(name)).map(str::to_owned));
    }
    assert_eq!(named, given);
    assert!(given.len() > 20, "only {given:?} was found");
}

/// Values that a template takes from its data: `leaflet.title`.
#[test]
fn templates_use_only_keys_that_are_documented() {
    let keys: BTreeSet<String> = DATA.iter().flat_map(|(heading, _)| firsts(heading)).collect();
    for name in names_in(&root().join("themes/default/templates")) {
        let text = read(&format!("themes/default/templates/{name}"));
        let tags =
            text.split('{').filter(|part| part.starts_with(['{', '%']) || part.contains("}}") || part.contains("%}"));
        for tag in tags {
            let inside = tag.split('}').next().unwrap();
            for word in inside.split(|letter: char| !(letter.is_alphanumeric() || "_.".contains(letter))) {
                let Some((first, rest)) = word.split_once('.').filter(|(_, rest)| *rest != "html") else { continue };
                if DATA.iter().any(|(heading, _)| *heading == first) {
                    assert!(keys.contains(rest.split('.').next().unwrap()), "{name}: '{word}' is not documented");
                }
            }
        }
    }
}

#[test]
fn colours_and_classes_are_those_of_the_style() {
    let colours: Vec<(String, String)> =
        rows(&section("Colours")).iter().map(|row| (row[0].trim_matches('`').to_owned(), row[1].clone())).collect();
    assert_eq!(colours.len(), COLOUR_ROLES.len());
    for ((name, words), role) in colours.iter().zip(COLOUR_ROLES) {
        assert_eq!(name, role.name);
        assert!(words.starts_with(role.words), "'{name}' is the {}", role.words);
    }
    let style = read("themes/default/assets/style.css");
    let classes = firsts("Parts");
    assert!(classes.len() > 20);
    for class in classes {
        assert!(style.contains(&format!(".{class}")), "style.css has no class '{class}'");
    }
}

#[test]
fn the_example_works() {
    let site = Site::with_a_leaflet();
    let text = read("src/manual/theme.md");
    let mut files = 0;
    for fence in text.split("\n```").skip(1).step_by(2) {
        let (info, body) = fence.split_once('\n').unwrap();
        let (_, path) = info.split_once(' ').unwrap();
        site.write(path, format!("{body}\n"));
        files += 1;
    }
    assert_eq!(files, 3);
    site.write("content/static/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"/>");
    assert!(site.findings().is_empty(), "{:?}", site.findings());
    site.build(&[]).exits(0);
    let page = site.read("public/leaflets/good/index.html");
    assert!(page.contains("Phone us on 01632 960000, from 9am to 5pm on weekdays."));
    assert!(page.contains("All leaflets from A to Z") && page.contains("Ask for this leaflet in another format"));
    assert!(site.read("public/assets/style.css").contains("--accent:#005eb8"));
}

#[test]
fn the_readme_links_to_it_and_its_links_have_targets() {
    assert!(read("README.md").contains("](src/manual/theme.md)"), "the README does not link to it");
    let text = read("src/manual/theme.md");
    for link in text.split("](#").skip(1).filter_map(|rest| rest.split(')').next()) {
        let heading = format!("\n### {link}\n");
        assert!(text.contains(&heading), "there is no heading '{link}'");
    }
    assert!(Path::new(&root().join("src/manual/theme.md")).is_file());
}
