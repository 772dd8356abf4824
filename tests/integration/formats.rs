//! The formats for other programs: each conforms to its specification, and all contain the same findings.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use percent_encoding::percent_decode_str;
use regex::Regex;
use serde_json::Value;

use crate::support::site::{Site, TODAY, leaflet, names_in, pamphlet};

/// A site with many kinds of findings, in many kinds of files.
fn strange() -> Site {
    let site = Site::with_a_leaflet();
    let slips = "---\ntitle: Sleeping well\nreference: PT-007\nlast_updated: 23rd Nov 2026   # a note\n\
                 archive_date: 03/04/2028\nsumary: How to sleep.\ntitle: Again\n---\n\nRead [this](nowhere.md) or {{ none }}.\n";
    site.write("content/leaflets/sleep.md", slips);
    // Names with spaces, letters of other languages, and characters with a meaning in the formats.
    site.write(
        "content/leaflets/über uns/Schlaf & Ruhe: 100%, [neu].md",
        format!("\u{feff}{slips}").replace('\n', "\r\n"),
    );
    site.write("content/leaflets/日本 語.md", leaflet("PT-009", "日本語 [日本](日本.md#あ) 🙂 [b](c.md)\n"));
    site.write("content/leaflets/empty.md", "");
    site.write("content/leaflets/no-fields.md", "Only text, without an end of its line");
    site.write("content/leaflets/notes.docx", [0_u8, 159, 146, 150]);
    site.write("content/leaflets/latin.md", [leaflet("PT-010", "caf").as_bytes(), b"\xe9\n"].concat());
    site.write("content/leaflets/unclosed.md", "---\ntitle: Sleeping well\nreference: PT-011\n");
    site.write("content/leaflets/twice.md", leaflet("PT-001", "[a](x.md)\n\n[a](x.md)\n\nThe %0A and ::error:: stay."));
    site.write("content/blocks/block.md", "[gone](gone.md)\n\n{{ block }}\n");
    site.write("content/site.yaml", "title: Site\ncolour: red\nchecks: {stray-file: advice}\n");
    site.write("themes/default/templates/home.html", "{% if %}\n");
    site
}

/// The violations of a schema in `tests/schemas`.
fn faults(schema: &str, value: &Value) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas").join(schema);
    // The published schema has an unescaped bracket, which JavaScript accepts but this library does not.
    let schema = fs::read_to_string(path).unwrap().replace("[a-zA-Z]{2}]?$", r"[a-zA-Z]{2}\\]?$");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("this is not JSON ({error}):\n{text}"))
}

/// The sites that every format is tried on.
fn sites() -> Vec<(&'static str, Site)> {
    let nothing = Site::empty();
    vec![("strange", strange()), ("good", Site::with_a_leaflet()), ("empty", nothing), ("example", Site::example())]
}

#[test]
fn json_conforms_to_its_schema() {
    for (name, site) in sites() {
        let json = value(&site.check(&["--format", "json"]).stdout);
        assert_eq!(faults("findings.schema.json", &json), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn a_build_says_in_json_what_it_changed() {
    let site = Site::with_a_leaflet();
    site.write("content/leaflets/old.md", leaflet("PT-002", "Words.").replace("2028-11-01", TODAY));
    site.write("content/drafts/idea.md", leaflet("PT-009", "Not yet."));
    let summary = |further: &[&str], code: i32| -> Value {
        let run = site.build(&[&["--format", "json"], further].concat()).exits(code);
        let value: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"));
        assert_eq!(faults("build.schema.json", &value), Vec::<String>::new());
        value
    };
    let first = summary(&[], 0);
    assert_eq!((&first["written"], &first["drafts"]), (&Value::from(true), &Value::from(1)));
    assert_eq!(first["archived_today"], serde_json::json!(["PT-002"]));
    let is_in = |list: &Value, path: &str| list.as_array().unwrap().contains(&Value::from(path));
    assert!(is_in(&first["pages"]["new"], "leaflets/old/index.html"), "{first}");
    let again = summary(&[], 0);
    assert_eq!(again["pages"], serde_json::json!({ "new": [], "changed": [], "removed": [] }));
    assert_eq!(again["files"]["total"], again["files"]["unchanged"]);
    // A changed, a removed and a new leaflet.
    let name = names_in(&site.join("content/leaflets")).into_iter().find(|name| name != "old.md").unwrap();
    let path = format!("content/leaflets/{name}");
    let text = site.read(&path);
    site.write(&path, text.replace("2026-11-01", TODAY) + "\n\nOne more sentence.\n");
    site.write("content/pages/new.md", "---\ntitle: New page\nsummary: It is new.\n---\n\nWords.\n");
    let third = summary(&[], 0);
    assert!(
        is_in(&third["pages"]["changed"], &format!("leaflets/{}/index.html", name.trim_end_matches(".md"))),
        "{third}"
    );
    assert!(is_in(&third["pages"]["new"], "new/index.html"), "{third}");
    std::fs::remove_file(site.join("content/pages/new.md")).unwrap();
    assert_eq!(summary(&[], 0)["pages"]["removed"], serde_json::json!(["new/index.html"]));
    site.write("content/leaflets/broken.md", leaflet("PT-003", "[x](nowhere.md)"));
    let failed = summary(&[], 1);
    assert_eq!((&failed["written"], &failed["summary"]["errors"]), (&Value::from(false), &Value::from(1)));
}

#[test]
fn sarif_conforms_to_the_published_schema() {
    for (name, site) in sites() {
        let sarif = value(&site.check(&["--format", "sarif"]).stdout);
        assert_eq!(faults("sarif-2.1.0.json", &sarif), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn the_schemas_detect_errors() {
    let site = strange();
    let json = value(&site.check(&["--format", "json"]).stdout);
    let sarif = value(&site.check(&["--format", "sarif"]).stdout);
    let spoilt: [(&str, &Value, &str, Value); 6] = [
        ("findings.schema.json", &json, "/findings/0/line", 0.into()),
        ("findings.schema.json", &json, "/findings/0/severity", "note".into()),
        ("findings.schema.json", &json, "/summary", Value::Null),
        ("sarif-2.1.0.json", &sarif, "/runs/0/results/0/level", "advice".into()),
        ("sarif-2.1.0.json", &sarif, "/runs/0/columnKind", "bytes".into()),
        ("sarif-2.1.0.json", &sarif, "/runs/0/results/0/locations/0/physicalLocation/region/startLine", 0.into()),
    ];
    for (schema, value, place, wrong) in spoilt {
        let mut value = value.clone();
        *value.pointer_mut(place).unwrap() = wrong;
        assert!(!faults(schema, &value).is_empty(), "{schema} does not notice {place}");
    }
}

/// A finding, with the data that all formats have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Reported {
    rule: String,
    severity: String,
    file: String,
    /// The first line and column, then the last; no columns if the format has none.
    place: [Option<u64>; 4],
    message: String,
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn in_json(site: &Site) -> Vec<Reported> {
    let report = value(&site.check(&["--format", "json"]).stdout);
    let findings = report["findings"].as_array().unwrap().iter().map(|finding| Reported {
        rule: text(&finding["rule"]),
        severity: text(&finding["severity"]),
        file: text(&finding["file"]),
        place: ["line", "column", "end_line", "end_column"].map(|name| finding[name].as_u64()),
        message: format!("{} {}", text(&finding["message"]), text(&finding["help"]).trim_end()),
    });
    findings.collect()
}

fn in_sarif(site: &Site) -> Vec<Reported> {
    let log = value(&site.check(&["--format", "sarif"]).stdout);
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap().iter().map(|result| {
        let rule = text(&result["ruleId"]);
        assert_eq!(rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()]["id"], rule);
        let location = &result["locations"][0]["physicalLocation"];
        assert_eq!(location["artifactLocation"]["uriBaseId"], "SRCROOT");
        let region = &location["region"];
        Reported {
            rule,
            severity: text(&result["level"]).replace("note", "advice"),
            file: decoded(&text(&location["artifactLocation"]["uri"])),
            place: ["startLine", "startColumn", "endLine", "endColumn"].map(|name| region[name].as_u64()),
            message: text(&result["message"]["text"]),
        }
    });
    results.collect()
}

/// A path from a percent-encoded address.
fn decoded(address: &str) -> String {
    assert!(Regex::new(r"^[A-Za-z0-9%/._~-]+$").unwrap().is_match(address), "{address}");
    percent_decode_str(address).decode_utf8().unwrap().into_owned()
}

/// Parses the lines as in GitHub's documentation: `::error file=NAME,line=1,endLine=2,title=TITLE::MESSAGE`.
fn in_github(site: &Site) -> (Vec<Reported>, String) {
    let line = Regex::new(
        r"^::(error|warning|notice) file=([^:,]+),line=(\d+),endLine=(\d+)(?:,col=(\d+),endColumn=(\d+))?,title=([^:,]+)::(.+)$",
    );
    let line = line.unwrap();
    let unescaped = |text: &str| {
        let signs = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")];
        signs.iter().fold(text.to_owned(), |text, (escaped, sign)| text.replace(escaped, sign))
    };
    let printed = site.check(&["--format", "github"]).stdout;
    let mut lines: Vec<&str> = printed.lines().collect();
    let summary = lines.pop().unwrap().to_owned();
    let told = lines.iter().map(|text| {
        let parts = line.captures(text).unwrap_or_else(|| panic!("this is not a workflow command: {text}"));
        let part = |number: usize| parts.get(number).map_or("", |part| part.as_str());
        let number = |at: usize| part(at).parse().ok();
        Reported {
            rule: unescaped(part(7)),
            severity: part(1).replace("notice", "advice"),
            file: unescaped(part(2)),
            place: [number(3), number(5), number(4), number(6)],
            message: unescaped(part(8)).replace('\n', " "),
        }
    });
    (told.collect(), summary)
}

#[test]
fn all_formats_have_the_same_findings() {
    for (name, site) in sites() {
        let json = in_json(&site);
        assert_eq!(in_sarif(&site), json, "{name}");
        let without_columns = |told: &Reported| match told.place {
            [from, _, to, _] if from != to => Reported { place: [from, None, to, None], ..told.clone() },
            _ => told.clone(),
        };
        let one_line = |mut told: Reported| {
            told.message = told.message.replace('\n', " ");
            told
        };
        let expected: Vec<Reported> = json.iter().map(without_columns).map(one_line).collect();
        let (github, summary) = in_github(&site);
        assert_eq!(github, expected, "{name}");
        assert!(site.check(&["--format", "spoken"]).stdout.ends_with(&format!("{summary}\n")), "{name}: {summary}");
    }
    let kinds: BTreeSet<String> = in_json(&strange()).into_iter().map(|told| told.rule).collect();
    assert!(kinds.len() >= 15, "the strange site has only {kinds:?}");
}

#[test]
fn columns_count_characters() {
    let told = in_sarif(&strange());
    let place = |file: &str, rule: &str| {
        told.iter().find(|told| told.file.ends_with(file) && told.rule == rule).unwrap().place.map(Option::unwrap)
    };
    assert_eq!(place("日本 語.md", "broken-link"), [9, 10, 9, 17]);
    // A byte-order mark and line ends of two bytes make no difference.
    assert_eq!(place("[neu].md", "invalid-date"), place("sleep.md", "invalid-date"));
    assert_eq!(place("empty.md", "broken-front-matter"), [1, 1, 1, 1]);
}

#[test]
fn sarif_describes_every_rule() {
    let log = value(&Site::with_a_leaflet().check(&["--format", "sarif"]).stdout);
    let driver = &log["runs"][0]["tool"]["driver"];
    assert_eq!(driver["version"], env!("CARGO_PKG_VERSION"));
    let listed = pamphlet(Path::new("."), &["explain"]).exits(0).stdout;
    let rules = driver["rules"].as_array().unwrap();
    for rule in rules {
        let id = text(&rule["id"]);
        let row = listed.lines().find(|line| line.split_whitespace().next() == Some(id.as_str())).unwrap();
        let level = text(&rule["defaultConfiguration"]["level"]).replace("note", "advice");
        assert_eq!(row.split_whitespace().nth(1), Some(level.as_str()), "{id}");
        let document = pamphlet(Path::new("."), &["explain", &id]).stdout;
        assert!(document.ends_with(rule["help"]["markdown"].as_str().unwrap()), "{id}");
        let (short, full) = (text(&rule["shortDescription"]["text"]), text(&rule["fullDescription"]["text"]));
        assert!(short.starts_with(char::is_uppercase) && short.ends_with('.'), "{id}: {short}");
        assert!(document.contains(&full) && full.len() > 40 && !full.contains("## "), "{id}: {full}");
    }
    assert_eq!(rules.len(), listed.lines().filter(|line| line.starts_with("  ")).count());
}

#[test]
fn sarif_contains_the_same_fixes() {
    let site = strange();
    let log = value(&site.check(&["--format", "sarif"]).stdout);
    let mut fixed: BTreeMap<String, Vec<(u64, u64, u64, String)>> = BTreeMap::new();
    for result in log["runs"][0]["results"].as_array().unwrap() {
        for change in
            result["fixes"].as_array().into_iter().flatten().flat_map(|fix| fix["artifactChanges"].as_array().unwrap())
        {
            let file = decoded(&text(&change["artifactLocation"]["uri"]));
            for replacement in change["replacements"].as_array().unwrap() {
                let number = |name: &str| replacement["deletedRegion"][name].as_u64().unwrap();
                assert_eq!(number("startLine"), number("endLine"));
                let new = text(&replacement["insertedContent"]["text"]);
                fixed.entry(file.clone()).or_default().push((
                    number("startLine"),
                    number("startColumn"),
                    number("endColumn"),
                    new,
                ));
            }
        }
    }
    assert_eq!(fixed.len(), 3, "{fixed:?}");
    // An editor that applies these replacements gets the same files as with '--fix'.
    let mut expected = BTreeMap::new();
    for (file, replacements) in &fixed {
        let mut lines: Vec<String> = site.read(file).split('\n').map(str::to_owned).collect();
        for (line, from, to, new) in replacements {
            let line = &mut lines[usize::try_from(*line).unwrap() - 1];
            let letters: Vec<char> = line.chars().collect();
            let at = |column: u64| usize::try_from(column).unwrap() - 1;
            *line = letters[..at(*from)]
                .iter()
                .chain(&new.chars().collect::<Vec<_>>())
                .chain(&letters[at(*to)..])
                .collect();
        }
        expected.insert(file.clone(), lines.join("\n"));
    }
    site.check(&["--fix"]).exits(1);
    for (file, text) in expected {
        assert_eq!(site.read(&file), text, "{file}");
    }
}

#[test]
fn fingerprints_do_not_depend_on_line_numbers() {
    let site = Site::with_a_leaflet();
    let fingerprints = |text: &str| -> Vec<String> {
        site.write("content/leaflets/links.md", text);
        let log = value(&site.check(&["--format", "sarif"]).stdout);
        let results = log["runs"][0]["results"].as_array().unwrap().iter();
        results.map(|result| text_of(&result["partialFingerprints"])).collect()
    };
    let broken = leaflet("PT-002", "[a](x.md)\n\n[b](y.md)\n\n[a](x.md)");
    let first = fingerprints(&broken);
    assert_eq!(first.len(), 3);
    assert_eq!(first.iter().collect::<BTreeSet<_>>().len(), 3, "all are different: {first:?}");
    let moved = fingerprints(&broken.replace("[a](x.md)\n\n[b]", "New.\n\nLines.\n\n[a](x.md)\n\n[b]"));
    assert_eq!(moved, first);
    let changed = fingerprints(&broken.replace("[b](y.md)", "[B](y.md)"));
    assert_eq!((&changed[0], &changed[2]), (&first[0], &first[2]));
    assert_ne!(changed[1], first[1]);
}

fn text_of(fingerprints: &Value) -> String {
    text(&fingerprints["ruleFileLine/v1"])
}

#[test]
fn paths_are_relative_to_the_working_directory() {
    let home = tempfile::tempdir().unwrap();
    let site = home.path().join("my docs/site");
    fs::create_dir_all(site.join("content/leaflets")).unwrap();
    fs::write(site.join("content/site.yaml"), "title: Site\nbase_url: https://a.example/\n").unwrap();
    fs::write(site.join("content/leaflets/a.md"), leaflet("PT-001", "[a](x.md)")).unwrap();
    let check = |folder: &Path, named: &str, format: &str| {
        pamphlet(folder, &["check", named, "--today", TODAY, "--format", format]).exits(1).stdout
    };
    let whole = site.to_str().unwrap();
    for (folder, named, before) in [
        (home.path(), "my docs/site", "my docs/site/"),
        (home.path(), "./my docs//site/", "my docs/site/"),
        (site.as_path(), ".", ""),
        (home.path(), whole, ""),
    ] {
        let github = check(folder, named, "github");
        assert!(github.starts_with(&format!("::error file={before}content/leaflets/a.md,")), "{named}: {github}");
        let sarif = check(folder, named, "sarif");
        let address = format!("\"uri\": \"{}content/leaflets/a.md\"", before.replace(' ', "%20"));
        assert!(sarif.contains(&address), "{named}: {address} is not in\n{sarif}");
        // The format for other programs has paths relative to the site folder.
        assert!(check(folder, named, "json").contains("\"file\": \"content/leaflets/a.md\""));
    }
}
