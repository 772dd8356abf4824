//! `pamphlet diff`: what readers see differently between two built sites.

use std::fs;

use crate::support::site::{Run, Site, TODAY, leaflet, pamphlet};
use serde_json::Value;

/// Builds a site, changes it, builds it again, and compares the two.
fn compared(site: &Site, change: impl FnOnce(&Site), further: &[&str]) -> Run {
    site.build(&["--out", "before"]).exits(0);
    change(site);
    site.forget_versions();
    site.build(&["--out", "after"]).exits(0);
    pamphlet(site.path(), &[&["diff", "before", "after"], further].concat()).exits(0)
}

fn json(site: &Site, change: impl FnOnce(&Site)) -> Value {
    let shown = compared(site, change, &["--format", "json"]).stdout;
    let file: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(file["version"], 1);
    file
}

/// The changed words of a leaflet: `Do -not drive.`
fn words(leaflet: &Value) -> Vec<String> {
    let changes = leaflet["changes"].as_array().unwrap().iter();
    changes
        .map(|change| {
            let parts = change["parts"].as_array().unwrap().iter().map(|part| {
                let (kind, text) = part.as_object().unwrap().iter().next().unwrap();
                let sign = match kind.as_str() {
                    "removed" => "-",
                    "added" => "+",
                    _ => "",
                };
                format!("{sign}{}", text.as_str().unwrap())
            });
            parts.collect::<Vec<_>>().join(" ")
        })
        .collect()
}

#[test]
fn the_form_of_addresses_does_not_count() {
    let site = Site::empty();
    for number in 1..=6 {
        site.write(format!("content/leaflets/{number}.md"), leaflet(&format!("PT-00{number}"), "It helps."));
    }
    site.build(&["--out", "live", "--base-url", "https://leaflets.example.org/"]).exits(0);
    let changed = site.read("content/leaflets/3.md").replace("It helps.", "It also helps.");
    site.write("content/leaflets/3.md", changed);
    site.forget_versions();
    site.build(&["--out", "portable", "--portable", "--base-url", "https://preview.example.org/x/"]).exits(0);
    let shown = pamphlet(site.path(), &["diff", "live", "portable"]).exits(0).stdout;
    assert!(shown.starts_with("What readers will see differently: 1 leaflet changed.\n"), "{shown}");
    assert!(shown.contains("It {+also+} helps.") && !shown.contains("Address"), "{shown}");
}

#[test]
fn a_lost_not_is_shown_wherever_it_was() {
    let places = [
        ("Do not drive.", "Do drive."),
        ("> [!WARNING] Careful\n>\n> Do not drive.", "> [!WARNING] Careful\n>\n> Do drive."),
        ("- Do not drive.\n- Rest.", "- Do drive.\n- Rest."),
        ("| a | b |\n|---|---|\n| Do not drive. | c |", "| a | b |\n|---|---|\n| Do drive. | c |"),
        ("Rest.[^1]\n\n[^1]: Do not drive.", "Rest.[^1]\n\n[^1]: Do drive."),
        ("## Do not drive.\n\nRest.", "## Do drive.\n\nRest."),
        ("Do **not** drive.", "Do drive."),
        ("[Do not drive.](https://example.org/)", "[Do drive.](https://example.org/)"),
        ("Term\n: Do not drive.", "Term\n: Do drive."),
        ("{{ driving }}", "{{ driving }}"),
    ];
    for (before, after) in places {
        let site = Site::empty();
        site.write("content/blocks/driving.md", "Do not drive.");
        site.write("content/leaflets/one.md", leaflet("PT-001", before));
        let change = |site: &Site| {
            site.write("content/blocks/driving.md", "Do drive.");
            site.write("content/leaflets/one.md", leaflet("PT-001", after));
        };
        let found = json(&site, change);
        assert_eq!(found["summary"]["critical"], 1, "{before}: {found:#}");
        assert_eq!(words(&found["leaflets"][0]), ["Do -not drive."], "{before}");
        assert_eq!(found["leaflets"][0]["changes"][0]["touches"], serde_json::json!(["negation"]), "{before}");
    }
}

#[test]
fn a_moved_row_of_a_table_needs_a_close_look() {
    let site = Site::empty();
    let (first, second) = ("| Ward A | calm |", "| Ward B | busy |");
    let table = |rows: [&str; 2]| leaflet("PT-001", &format!("| Name | Mood |\n|---|---|\n{}\n{}", rows[0], rows[1]));
    site.write("content/leaflets/one.md", table([first, second]));
    let found = json(&site, |site| site.write("content/leaflets/one.md", table([second, first])));
    assert_eq!(found["summary"]["critical"], 1, "{found:#}");
    assert_eq!(found["leaflets"][0]["changes"][0]["touches"], serde_json::json!(["row"]), "{found:#}");
}

#[test]
fn a_site_equals_itself_and_a_new_date_is_reported_once() {
    let site = Site::example();
    assert_eq!(compared(&site, |_| (), &[]).stdout, "Readers will see no difference.\n");
    let site = Site::with_a_leaflet();
    let text = site.read("content/leaflets/good.md");
    let found = json(&site, |site| site.write("content/leaflets/good.md", text.replace("2028-11-01", "2028-10-01")));
    let leaflets = found["leaflets"].as_array().unwrap();
    assert_eq!(leaflets.len(), 1, "{found:#}");
    assert_eq!(words(&leaflets[0]), Vec::<String>::new(), "the date is a fact, not a sentence");
    let date = serde_json::json!([{"name": "Archive date", "old": "2028-11-01", "new": "2028-10-01"}]);
    assert_eq!(leaflets[0]["facts"], date);
}

#[test]
fn a_date_in_the_text_counts_even_if_it_is_the_leaflets_own() {
    let site = Site::empty();
    let text = leaflet("PT-001", "The clinic is open until 1 November 2028.");
    site.write("content/leaflets/one.md", &text);
    let change = |site: &Site| {
        site.write(
            "content/leaflets/one.md",
            text.replace("2028-11-01", "2028-10-01").replace("1 November", "1 October"),
        )
    };
    let found = json(&site, change);
    assert_eq!(words(&found["leaflets"][0]), ["The clinic is open until 1 -November +October 2028."]);
}

#[test]
fn translations_links_pictures_and_the_notice_are_compared() {
    let site = Site::empty();
    site.write("content/leaflets/one.md", leaflet("PT-001", "Read [more](https://example.org/a). [Form](form.txt)"));
    site.write("content/leaflets/form.txt", "one");
    site.write("content/leaflets/one.cy.md", leaflet("PT-001", "Peidiwch gyrru."));
    site.write("content/leaflets/two.md", leaflet("PT-002", "Read this."));
    let change = |site: &Site| {
        site.write("content/site.yaml", format!("{}notice: We have moved.\n", crate::support::site::SETTINGS));
        site.write(
            "content/leaflets/one.md",
            leaflet("PT-001", "Read [more](https://example.org/b). [Form](form.txt)"),
        );
        site.write("content/leaflets/form.txt", "two");
        site.write("content/leaflets/one.cy.md", leaflet("PT-001", "Gallwch gyrru."));
        let two = leaflet("PT-002", "Read this.").replace("PT-002\nlast", "PT-003\nlast");
        site.write("content/leaflets/two.md", two);
        // The record contains what was published, and a reference must not disappear.
        fs::remove_dir_all(site.join(".pamphlet")).unwrap();
    };
    let found = json(&site, change);
    let of = |reference: &str, language: &str| {
        let leaflets = found["leaflets"].as_array().unwrap().iter();
        let mut leaflets = leaflets.filter(|line| line["reference"] == reference && line["language"] == language);
        leaflets.next().unwrap_or_else(|| panic!("{reference} {language}: {found:#}"))
    };
    assert_eq!(
        words(of("PT-001", "en-GB")),
        ["The link 'more' leads to -https://example.org/a +https://example.org/b"]
    );
    assert_eq!(words(of("PT-001", "cy")), ["-Peidiwch +Gallwch gyrru."]);
    assert_eq!(of("PT-001", "cy")["changes"][0]["touches"], serde_json::json!(["negation"]));
    let renamed = of("PT-003", "en-GB");
    assert_eq!(renamed["facts"][0]["name"], "Leaflet reference", "the same page with another reference: {renamed:#}");
    assert_eq!(found["pages"][0]["title"], "Every page");
    assert!(words(&found["pages"][0]).iter().any(|words| words.contains("We have moved.")), "{found:#}");
    assert_eq!(found["files"][0]["state"], "changed");
}

#[test]
fn an_archived_translation_is_not_reported_as_removed() {
    let site = Site::with_a_leaflet();
    site.write("content/leaflets/good.cy.md", leaflet("PT-001", "Darllenwch."));
    let change = |site: &Site| {
        let text = leaflet("PT-001", "Darllenwch.").replace("2028-11-01", "2026-11-02");
        site.write("content/leaflets/good.cy.md", text);
    };
    let found = json(&site, change);
    let states: Vec<&str> =
        found["leaflets"].as_array().unwrap().iter().map(|leaflet| leaflet["state"].as_str().unwrap()).collect();
    assert!(states.contains(&"archived") && !states.contains(&"removed"), "{found:#}");
}

#[test]
fn folders_that_are_not_built_sites_are_refused_with_a_sentence() {
    let site = Site::with_a_leaflet();
    site.build(&[]).exits(0);
    let diff = |old: &str, new: &str| pamphlet(site.path(), &["diff", old, new]);
    diff("content", "public").fails_saying("'content' is not a site built by Pamphlet");
    diff("public", "nowhere").fails_saying("'nowhere' cannot be read: it does not exist");
    diff("public/index.html", "public").fails_saying("it is a file, not a folder");
    site.write("public/leaflets.json", "{}");
    diff("public", "public").fails_saying("cannot be read");
    let list = |address: &str| {
        format!(
            "{{\"version\": 1, \"title\": \"x\", \"language\": \"en\", \"leaflets\": [], \"archived\": \
             [{{\"reference\": \"A-1\", \"address\": \"{address}\", \"on\": null}}]}}"
        )
    };
    site.write("public/leaflets.json", list("../../etc/passwd"));
    diff("public", "public").fails_saying("cannot be read");
    site.write("public/leaflets.json", list("leaflets/nowhere/"));
    diff("public", "public").fails_saying("is incomplete");
}

#[test]
fn the_page_is_self_contained_and_does_not_depend_on_colours() {
    let site = Site::empty();
    site.write("content/leaflets/one.md", leaflet("PT-001", "Do not mix <5 & \"6\"."));
    let change = |site: &Site| site.write("content/leaflets/one.md", leaflet("PT-001", "Do mix <5 & \"7\"."));
    let page = compared(&site, change, &["--format", "html"]).stdout;
    for part in ["[removed: </span>not<", "[added: </span>", "Look closely: a word like", "PT-001", "mix &lt;5 &amp;"] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    for part in ["<script", "<link", "src=", "href="] {
        assert!(!page.contains(part), "{part}");
    }
}

#[test]
fn without_folders_the_present_content_is_compared_with_what_was_published() {
    let site = Site::with_a_leaflet();
    let run = |arguments: &[&str]| pamphlet(site.path(), &[&["diff", "--today", TODAY], arguments].concat());
    run(&[]).fails_saying("There is no published site in 'public'");
    site.build(&[]).exits(0);
    let same = run(&[]).exits(0).stdout;
    // Without a new date, and with an error: the words are still being written.
    site.write("content/leaflets/good.md", leaflet("PT-001", "Do not read this. [Gone](nowhere.md)"));
    let changed = run(&[]).exits(0).stdout;
    assert!(changed.contains("PT-001") && changed.contains("not") && !same.contains("PT-001"), "{same}{changed}");
    assert!(run(&["--format", "html"]).exits(0).stdout.to_lowercase().contains("look closely"));
    run(&["public"]).exits(2);
}
