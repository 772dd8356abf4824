//! `build --or-last-good`: a mistake of one author never keeps the expired leaflet of another live.

use std::fs;

use crate::support::site::{SETTINGS, Site, leaflet, names_in};

/// Three leaflets, of which the second is archived on 1 December 2026.
fn site() -> Site {
    let site = Site::empty();
    site.write("content/leaflets/first.md", leaflet("PT-001", "The first text. ![A kettle](kettle.png)"));
    site.write("content/leaflets/second.md", leaflet("PT-002", "The second text.").replace("2028-11-01", "2026-12-01"));
    site.write("content/leaflets/a third.md", leaflet("PT-003", "The third text."));
    site.write("content/leaflets/kettle.png", fs::read("tests/sites/kitchen-sink/content/blocks/kettle.png").unwrap());
    site
}

fn nightly(site: &Site, today: &str) -> crate::support::site::Run {
    site.build(&["--or-last-good", "--today", today])
}

fn page(site: &Site, name: &str) -> String {
    site.read(format!("public/leaflets/{name}/index.html"))
}

#[test]
fn one_leaflet_becomes_a_notice_one_keeps_its_old_text_and_the_others_are_new() {
    let site = site();
    nightly(&site, "2026-11-23").exits(0);
    assert!(page(&site, "second").contains("The second text."));
    // The first leaflet gets an error, and the third gets new text. Nobody has fixed the error by the second's archive
    // date.
    site.write("content/leaflets/first.md", leaflet("PT-001", "The first text. [Gone](nowhere.md)"));
    site.write(
        "content/leaflets/a third.md",
        leaflet("PT-003", "New words of the third.").replace("2026-11-01", "2026-12-01"),
    );
    let run = nightly(&site, "2026-12-01").exits(1);
    assert!(run.stderr.contains("broken-link"), "{run:?}");
    assert!(run.stderr.contains("PT-001 ('content/leaflets/first.md') waits: it has the errors above."), "{run:?}");
    assert!(page(&site, "first").contains("The first text.") && !page(&site, "first").contains("Gone"));
    assert!(page(&site, "a-third").contains("New words of the third."));
    let notice = page(&site, "second");
    assert!(!notice.contains("The second text.") && notice.contains("archived on 1 December 2026"), "{notice}");
    assert!(site.join("public/files/leaflets/kettle.png").is_file());
    // When it is fixed, the new content is published and stored.
    site.write("content/leaflets/first.md", leaflet("PT-001", "A new first text.").replace("2026-11-01", "2026-12-02"));
    nightly(&site, "2026-12-02").exits(0);
    assert!(page(&site, "first").contains("A new first text."));
}

#[test]
fn unreadable_settings_keep_no_expired_leaflet_live() {
    let site = site();
    nightly(&site, "2026-11-23").exits(0);
    site.write("content/site.yaml", "title: [");
    let run = nightly(&site, "2026-12-01").exits(2);
    assert!(run.stderr.contains("Failure:") && run.stderr.contains("was rebuilt for 1 December 2026"), "{run:?}");
    assert!(!page(&site, "second").contains("The second text."));
}

#[test]
fn without_stored_content_only_notices_are_written() {
    let site = site();
    site.build(&[]).exits(0);
    let before = page(&site, "a-third");
    // An error that is not of a leaflet.
    site.write("content/pages/help.md", "---\ntitle: Help\n---\n\n[Gone](nowhere.md)\n");
    site.write("content/leaflets/a third.md", leaflet("PT-003", "Words that nobody has checked."));
    let run = nightly(&site, "2026-12-01").exits(1);
    assert!(run.stderr.contains("No earlier content that passed the checks is stored"), "{run:?}");
    let notice = page(&site, "second");
    assert!(!notice.contains("The second text.") && notice.contains("archived on 1 December 2026"), "{notice}");
    assert!(!site.join("public/leaflets/second/second.txt").exists());
    assert!(page(&site, "first").contains("The first text."));
    assert_eq!(page(&site, "a-third"), before);
}

#[test]
fn a_damaged_store_is_reported_in_plain_words_and_keeps_no_expired_leaflet_live() {
    let site = site();
    nightly(&site, "2026-11-23").exits(0);
    site.write(".pamphlet/last-good.zip", "This is no archive.");
    // An error that is not of a leaflet.
    site.write("content/pages/help.md", "---\ntitle: Help\n---\n\n[Gone](nowhere.md)\n");
    let run = nightly(&site, "2026-12-01").exits(1);
    assert!(run.stderr.contains("cannot be read from '.pamphlet/last-good.zip'"), "{run:?}");
    assert!(!run.stderr.contains("Zip") && !run.stderr.contains("EOCD"), "{run:?}");
    assert!(!page(&site, "second").contains("The second text.") && page(&site, "first").contains("The first text."));
}

#[test]
fn the_store_has_the_same_bytes_each_night_and_leaves_nothing_behind() {
    let site = site();
    nightly(&site, "2026-11-23").exits(0);
    let kept = fs::read(site.join(".pamphlet/last-good.zip")).unwrap();
    nightly(&site, "2026-11-24").exits(0);
    assert_eq!(fs::read(site.join(".pamphlet/last-good.zip")).unwrap(), kept);
    site.write("content/site.yaml", format!("{SETTINGS}unknown: 1\n"));
    nightly(&site, "2026-11-25").exits(1);
    let names = names_in(&site.join(".pamphlet"));
    assert_eq!(names, [".gitignore", "cache", "last-good.zip", "versions"]);
}
