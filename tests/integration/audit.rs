//! `pamphlet audit`: the archive with everything that the record has about some leaflets.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::support::crawl::all;
use crate::support::site::{Run, Site, leaflet, pamphlet};
use crate::support::words::text;
use scraper::Html;

/// Twelve leaflets; the first has three versions, a picture and a translation, the second was archived.
fn site() -> Site {
    let site = Site::empty();
    let write = |site: &Site, dose: &str, day: &str| {
        let words = format!("Take {dose} once a day.\n\n{{{{ help }}}}\n\n![The way](map.png)");
        let text = leaflet("PT-001", &words).replace("2026-11-01", day);
        let text = text.replace("summary:", "approved_by: Dr A Khan, consultant\nchanges: [The dose]\nsummary:");
        site.write("content/leaflets/1.md", text);
    };
    site.write("content/blocks/help.md", "Ask us for help.\n");
    site.write("content/leaflets/map.png", include_bytes!("../sites/kitchen-sink/content/leaflets/star chart.png"));
    for number in 2..=12 {
        site.write(format!("content/leaflets/{number}.md"), leaflet(&format!("PT-{number:03}"), "It helps."));
    }
    let translation = "---\ntitle: Am PT-001\nreference: PT-001\nlast_updated: 2026-11-01\narchive_date: 2028-11-01\n\
                       summary: Beth.\n---\n\nCymerwch 5mg.\n";
    site.write("content/leaflets/1.cy.md", translation);
    for (dose, day) in [("5mg", "2026-11-10"), ("2.5mg", "2026-11-15"), ("25mg", "2026-11-20")] {
        write(&site, dose, day);
        site.build(&["--today", day]).exits(0);
    }
    let withdrawn = ["withdraw", "PT-002", "--because", "It was wrong.", "--today", "2026-11-21"];
    pamphlet(site.path(), &withdrawn).exits(0);
    site.build(&["--today", "2026-11-21"]).exits(0);
    site
}

fn audit(site: &Site, further: &[&str]) -> Run {
    pamphlet(site.path(), &[&["audit", "--today", "2026-11-23"], further].concat())
}

/// Unpacks an archive into a folder of the same name.
fn unpacked(site: &Site, name: &str) -> PathBuf {
    let folder = site.join(name.trim_end_matches(".zip"));
    let mut archive = zip::ZipArchive::new(fs::File::open(site.join(name)).unwrap()).unwrap();
    archive.extract(&folder).unwrap();
    folder
}

#[test]
fn everything_about_a_leaflet_is_in_the_archive_and_can_be_verified_without_pamphlet() {
    let site = site();
    let run = audit(&site, &["PT-001", "pt-002", "--out", "bag.zip"]).exits(0);
    assert!(run.stdout.contains("3 leaflets with 5 versions"), "{}", run.stdout);
    let folder = unpacked(&site, "bag.zip");
    let sums = Command::new("sha256sum").args(["--strict", "-c", "SHA256SUMS"]).current_dir(&folder).output().unwrap();
    assert!(sums.status.success(), "{}", String::from_utf8_lossy(&sums.stdout));
    let read = |path: &str| fs::read_to_string(folder.join(path)).unwrap();
    assert!(read("PT-001/version-1/source.md").contains("Take 5mg once a day."));
    assert!(read("PT-001/version-2/words.txt").contains("Take 2.5mg once a day."));
    assert!(read("PT-001/version-2/words.txt").contains("Ask us for help."));
    assert!(read("PT-001/version-3/page.html").contains("Take 25mg once a day."));
    assert!(read("PT-001-cy/version-1/words.txt").contains("Cymerwch 5mg."));
    let changes = Html::parse_document(&read("PT-001/version-3/changes.html"));
    let marked: Vec<String> = all(&changes, "article del, article ins").into_iter().map(text).collect();
    assert_eq!(marked, ["[removed: 2.5mg]", "[added: 25mg]"]);
    // The hash of the wording is that of the record.
    let record = read("PT-001/record.jsonl");
    let log = site.read(".pamphlet/versions/log.jsonl");
    assert!(record.lines().count() >= 3 && record.lines().all(|line| log.lines().any(|other| other == line)));
    let sum = read("SHA256SUMS").lines().find(|line| line.ends_with("PT-001/version-3/wording.txt")).unwrap()[..64]
        .to_owned();
    assert!(record.contains(&sum));
    // The pages say it too.
    let page = text(Html::parse_document(&read("PT-001/index.html")).root_element());
    for words in ["Version 3", "substantive change", "Dr A Khan, consultant", "The dose", "blocks/help.md", "map.png"] {
        assert!(page.contains(words), "{words} is not in {page}");
    }
    let index = text(Html::parse_document(&read("index.html")).root_element());
    assert!(index.contains("PT-002") && index.contains("archived") && index.contains("PT-001 (cy)"), "{index}");
    assert!(!index.contains("PT-003"));
}

#[test]
fn every_link_of_the_archive_leads_to_a_file_in_it() {
    let site = site();
    audit(&site, &["PT-001", "--out", "bag.zip"]).exits(0);
    let folder = unpacked(&site, "bag.zip");
    let mut links = 0;
    for page in ["index.html", "PT-001/index.html", "PT-001/version-2/changes.html"] {
        let place = folder.join(page);
        let html = Html::parse_document(&fs::read_to_string(&place).unwrap());
        for link in all(&html, "a[href]") {
            let target = link.attr("href").unwrap();
            assert!(place.parent().unwrap().join(target).is_file(), "{page}: {target}");
            links += 1;
        }
    }
    assert!(links > 15, "{links}");
}

#[test]
fn the_same_record_day_and_seed_give_the_same_bytes() {
    let site = site();
    let sampled = |name: &str, seed: &str| {
        audit(&site, &["--sample", "10", "--seed", seed, "--out", name]).exits(0);
        fs::read(site.join(name)).unwrap()
    };
    let first = sampled("a.zip", "1");
    assert!(first == sampled("b.zip", "1"));
    assert!(first != sampled("c.zip", "2"));
    assert!(first == sampled("c.zip", "1"), "an archive is replaced by a new one");
    let folder = unpacked(&site, "a.zip");
    let index = text(Html::parse_document(&fs::read_to_string(folder.join("index.html")).unwrap()).root_element());
    assert!(index.contains("10 of 12 leaflets, chosen by chance with the number 1"), "{index}");
}

#[test]
fn mistakes_are_explained_and_other_files_are_not_replaced() {
    let site = site();
    audit(&site, &["PT-999", "--out", "bag.zip"]).fails_saying("has no leaflet with the reference 'PT-999'");
    site.write("mine.zip", "PK of somebody else");
    audit(&site, &["--out", "mine.zip"]).fails_saying("is not replaced");
    assert_eq!(site.read("mine.zip"), "PK of somebody else");
    let new = Site::with_a_leaflet();
    audit(&new, &["--out", "bag.zip"]).fails_saying("There is no record of versions yet");
}
