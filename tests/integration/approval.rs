//! Approval: only approved words are published where it is required, and what was approved is what was read.

use crate::support::site::{Run, SETTINGS, Site, leaflet, on_disk, pamphlet, tree};

fn text(reference: &str, words: &str, updated: &str) -> String {
    leaflet(reference, &format!("## How much do I take?\n\n{words}")).replace("2026-11-01", updated)
}

fn build(site: &Site, day: &str) -> Run {
    site.build(&["--today", day])
}

fn run(site: &Site, arguments: &[&str]) -> Run {
    pamphlet(site.path(), arguments)
}

fn approve(site: &Site, reference: &str, day: &str) -> Run {
    run(site, &["approve", reference, "--by", "Dr A Khan", "--role", "consultant", "--today", day])
}

fn page(site: &Site, name: &str) -> String {
    site.read(format!("public/leaflets/{name}/index.html"))
}

fn required(site: &Site) {
    site.write("content/site.yaml", format!("{SETTINGS}approval: required\n"));
}

/// A black square with sides of this length.
fn png(side: u32) -> Vec<u8> {
    let mut png = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(side, side).write_to(&mut png, image::ImageFormat::Png).unwrap();
    png.into_inner()
}

/// A site with three leaflets that were published before approval was required.
fn three() -> Site {
    let site = Site::empty();
    for (name, reference) in [("a", "PT-001"), ("b", "PT-002"), ("c", "PT-003")] {
        site.write(format!("content/leaflets/{name}.md"), text(reference, "Take 40mg once a day.", "2026-11-01"));
    }
    build(&site, "2026-11-10").exits(0);
    site
}

#[test]
fn of_three_changed_leaflets_the_approved_one_is_published() {
    let site = three();
    required(&site);
    let run = build(&site, "2026-11-11").exits(0);
    assert!(run.stderr.contains("3 leaflets are live and not yet approved."), "{run:?}");
    for (name, reference) in [("a", "PT-001"), ("b", "PT-002"), ("c", "PT-003")] {
        site.write(format!("content/leaflets/{name}.md"), text(reference, "Take 30mg once a day.", "2026-11-12"));
    }
    approve(&site, "PT-002", "2026-11-12").exits(0);
    for day in ["2026-11-12", "2026-11-20"] {
        let run = build(&site, day).exits(0);
        for (name, is_new) in [("a", false), ("b", true), ("c", false)] {
            assert_eq!(page(&site, name).contains("30mg"), is_new, "{name}, {day}");
            assert_eq!(page(&site, name).contains("40mg"), !is_new, "{name}, {day}");
        }
        for reference in ["PT-001", "PT-003"] {
            let line = run.stderr.lines().find(|line| line.starts_with(reference)).unwrap_or_else(|| panic!("{run:?}"));
            assert!(line.contains("waits: nobody has approved its present words. Version 1 stays live."), "{line}");
        }
        assert!(page(&site, "b").contains("Dr A Khan, consultant, 12 November 2026"), "{}", page(&site, "b"));
    }
}

#[test]
fn a_new_leaflet_is_published_once_it_is_approved() {
    let site = three();
    required(&site);
    site.write("content/leaflets/new.md", text("PT-009", "Take 1 tablet.", "2026-11-12"));
    let run = build(&site, "2026-11-12").exits(0);
    assert!(run.stderr.contains("PT-009 ('content/leaflets/new.md') waits"), "{run:?}");
    assert!(!site.join("public/leaflets/new").exists());
    assert!(!tree(&site.join("public")).values().any(|bytes| String::from_utf8_lossy(bytes).contains("PT-009")));
    approve(&site, "PT-009", "2026-11-13").exits(0);
    build(&site, "2026-11-13").exits(0);
    assert!(page(&site, "new").contains("Take 1 tablet."));
}

#[test]
fn without_a_record_a_site_that_requires_approval_publishes_nothing_new() {
    let site = Site::empty();
    required(&site);
    site.write("content/leaflets/a.md", text("PT-001", "Take 40mg once a day.", "2026-11-01"));
    approve(&site, "PT-001", "2026-11-10").exits(0);
    build(&site, "2026-11-10").exits(0);
    assert!(page(&site, "a").contains("40mg"));
    run(&site, &["versions", "--verify"]).exits(0);
}

#[test]
fn one_approved_block_reaches_all_leaflets_that_show_it() {
    let site = Site::empty();
    site.write("content/blocks/line.md", "Call 01632 960123 for help.\n");
    for (name, reference) in [("a", "PT-001"), ("b", "PT-002"), ("c", "PT-003")] {
        let words = "Take 40mg once a day.\n\n{{ line }}";
        site.write(format!("content/leaflets/{name}.md"), text(reference, words, "2026-11-01"));
    }
    build(&site, "2026-11-10").exits(0);
    required(&site);
    site.write("content/blocks/line.md", "---\nlast_updated: 2026-11-12\n---\n\nCall 01632 960999 for help.\n");
    let waiting = build(&site, "2026-11-12").exits(0);
    assert!(waiting.stderr.contains("'content/blocks/line.md' are not approved"), "{waiting:?}");
    for name in ["a", "b", "c"] {
        assert!(page(&site, name).contains("960123") && !page(&site, name).contains("960999"), "{name}");
    }
    let block = ["approve", "--block", "line", "--by", "Dr A Khan", "--role", "lead", "--today", "2026-11-13"];
    run(&site, &block).exits(0);
    let done = build(&site, "2026-11-13").exits(0);
    assert!(!done.stderr.contains("waits"), "{done:?}");
    for name in ["a", "b", "c"] {
        assert!(page(&site, name).contains("960999") && !page(&site, name).contains("960123"), "{name}");
    }
}

#[test]
fn a_next_version_takes_the_place_of_the_live_leaflet_with_its_pictures() {
    let site = Site::empty();
    let picture = png(4);
    site.write("content/leaflets/map.png", &picture);
    site.write("content/leaflets/a.md", text("PT-001", "Take 40mg.\n\n![A map](map.png)", "2026-11-01"));
    build(&site, "2026-11-10").exits(0);
    required(&site);
    run(&site, &["revise", "PT-001"]).exits(0);
    run(&site, &["revise", "PT-001"]).exits(2);
    assert_eq!(site.read("content/drafts/a.md"), site.read("content/leaflets/a.md"));
    site.write("content/drafts/a.md", text("PT-001", "Take 30mg.\n\n![A map](map.png)", "2026-11-01"));
    let other = png(8);
    site.write("content/drafts/map.png", &other);
    build(&site, "2026-11-11").exits(0);
    assert!(page(&site, "a").contains("40mg"));
    let sent = run(&site, &["review", "PT-001", "--today", "2026-11-12"]).exits(0);
    let code = sent.stdout.split("check ").nth(1).unwrap().split(',').next().unwrap().to_owned();
    // Words that changed since they were read are refused.
    let read = site.read("content/drafts/a.md");
    site.write("content/drafts/a.md", read.replace("30mg", "300mg"));
    let before = on_disk(site.path());
    let by = ["--by", "Dr A Khan", "--role", "consultant", "--today", "2026-11-12"];
    let with_code = [&["approve", "PT-001", "--check", &code], &by[..]].concat();
    let refused = run(&site, &with_code).exits(2);
    assert!(refused.stderr.contains("changed since they were read"), "{refused:?}");
    assert_eq!(on_disk(site.path()), before);
    site.write("content/drafts/a.md", read);
    run(&site, &with_code).exits(0);
    assert!(!site.join("content/drafts/a.md").exists());
    let live = site.read("content/leaflets/a.md");
    for words in
        ["30mg", "last_updated: 2026-11-12", "archive_date: 2028-11-12", "Dr A Khan, consultant, 12 November 2026"]
    {
        assert!(live.contains(words), "{words} is not in {live}");
    }
    let done = build(&site, "2026-11-12").exits(0);
    assert!(!done.stderr.contains("waits"), "{done:?}");
    assert!(page(&site, "a").contains("30mg") && page(&site, "a").contains("Dr A Khan"));
    let listed = run(&site, &["versions", "PT-001"]).exits(0).stdout;
    assert!(listed.contains("sent for approval") && listed.contains("approved"), "{listed}");
    run(&site, &["versions", "--verify"]).exits(0);
}

#[test]
fn a_changed_picture_waits_with_its_leaflet() {
    let site = Site::empty();
    site.write("content/leaflets/map.png", png(4));
    site.write("content/leaflets/a.md", text("PT-001", "Take 40mg.\n\n![A map](map.png)", "2026-11-01"));
    build(&site, "2026-11-10").exits(0);
    let before = tree(&site.join("public"));
    required(&site);
    site.write("content/leaflets/map.png", png(8));
    site.write("content/leaflets/a.md", text("PT-001", "Take 40mg.\n\n![A map](map.png)", "2026-11-11"));
    let waiting = build(&site, "2026-11-11").exits(0);
    assert!(waiting.stderr.contains("PT-001 ('content/leaflets/a.md') waits"), "{waiting:?}");
    let pictures = |tree: &std::collections::BTreeMap<String, Vec<u8>>| {
        tree.iter()
            .filter(|(path, _)| path.ends_with(".png"))
            .map(|(path, bytes)| (path.clone(), bytes.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(pictures(&tree(&site.join("public"))), pictures(&before));
}

#[test]
fn returned_words_wait_whatever_was_approved_before() {
    let site = three();
    required(&site);
    site.write("content/leaflets/a.md", text("PT-001", "Take 30mg once a day.", "2026-11-12"));
    approve(&site, "PT-001", "2026-11-12").exits(0);
    let back = ["return", "PT-001", "--by", "Dr A Khan", "--note", "The dose is wrong", "--today", "2026-11-12"];
    run(&site, &back).exits(0);
    let waiting = build(&site, "2026-11-12").exits(0);
    assert!(waiting.stderr.contains("its present words were returned by their approver"), "{waiting:?}");
    assert!(page(&site, "a").contains("40mg"));
}

#[test]
fn a_withdrawn_leaflet_does_not_come_back_without_a_new_approval() {
    let site = three();
    required(&site);
    approve(&site, "PT-001", "2026-11-11").exits(0);
    build(&site, "2026-11-11").exits(0);
    let live = site.read("content/leaflets/a.md");
    run(&site, &["withdraw", "PT-001", "--because", "The dose is wrong", "--today", "2026-11-12"]).exits(0);
    build(&site, "2026-11-12").exits(0);
    assert!(!page(&site, "a").contains("40mg"));
    site.write("content/leaflets/a.md", live);
    let waiting = build(&site, "2026-11-13").exits(0);
    assert!(waiting.stderr.contains("Its page stays a notice."), "{waiting:?}");
    assert!(!page(&site, "a").contains("40mg"));
    approve(&site, "PT-001", "2026-11-14").exits(0);
    build(&site, "2026-11-14").exits(0);
    assert!(page(&site, "a").contains("40mg"));
}

#[test]
fn withdrawn_words_do_not_come_back_after_others_were_approved() {
    let site = three();
    required(&site);
    approve(&site, "PT-001", "2026-11-11").exits(0);
    build(&site, "2026-11-11").exits(0);
    let withdrawn = site.read("content/leaflets/a.md");
    run(&site, &["withdraw", "PT-001", "--because", "The dose is wrong.", "--today", "2026-11-12"]).exits(0);
    build(&site, "2026-11-12").exits(0);
    // An approval does not undo the withdrawal.
    let before = on_disk(site.path());
    assert!(approve(&site, "PT-001", "2026-11-12").exits(2).stderr.contains("was withdrawn: The dose is wrong."));
    assert_eq!(on_disk(site.path()), before);
    site.write("content/leaflets/a.md", text("PT-001", "Take 30mg once a day.", "2026-11-13"));
    approve(&site, "PT-001", "2026-11-13").exits(0);
    build(&site, "2026-11-13").exits(0);
    assert!(page(&site, "a").contains("30mg"));
    site.write("content/leaflets/a.md", withdrawn.replace("last_updated: 2026-11-01", "last_updated: 2026-11-14"));
    build(&site, "2026-11-14").exits(0);
    assert!(page(&site, "a").contains("30mg") && !page(&site, "a").contains("40mg"));
}

#[test]
fn returned_words_do_not_pass_with_another_comma() {
    let site = three();
    required(&site);
    site.write("content/leaflets/a.md", text("PT-001", "Take 30mg a day. Eat well, and rest.", "2026-11-12"));
    approve(&site, "PT-001", "2026-11-12").exits(0);
    run(&site, &["return", "PT-001", "--by", "Dr A Khan", "--note", "Wrong", "--today", "2026-11-12"]).exits(0);
    site.write("content/leaflets/a.md", text("PT-001", "Take 30mg a day. Eat well and rest.", "2026-11-12"));
    build(&site, "2026-11-12").exits(0);
    assert!(page(&site, "a").contains("40mg"));
}

#[test]
fn a_nightly_build_prints_one_summary_with_its_errors() {
    let site = three();
    let broken = text("PT-001", "Take 30mg once a day. [Gone](nowhere.md)", "2026-11-12");
    site.write("content/leaflets/a.md", broken);
    let nightly = site.build(&["--today", "2026-11-12", "--or-last-good", "--format", "json"]).exits(1);
    let summary: serde_json::Value = serde_json::from_str(&nightly.stdout).unwrap();
    assert_eq!((&summary["written"], &summary["summary"]["errors"]), (&true.into(), &1.into()), "{summary}");
    assert_eq!((&summary["held"][0]["reason"], &summary["held"][0]["live_version"]), (&"errors".into(), &1.into()));
    required(&site);
    let stopped = site.build(&["--today", "2026-11-12", "--format", "json"]).exits(1);
    let summary: serde_json::Value = serde_json::from_str(&stopped.stdout).unwrap();
    assert_eq!((&summary["written"], &summary["summary"]["errors"]), (&false.into(), &1.into()), "{summary}");
}

#[test]
fn an_archive_date_is_extended_with_a_reason() {
    let site = three();
    let extend = |to: &str| {
        let because = ["--because", "The review is late", "--by", "B Evans", "--today", "2026-11-12"];
        run(&site, &[&["extend", "PT-001", "--to", to], &because[..]].concat())
    };
    assert!(extend("2030-01-01").exits(2).stderr.contains("more than 36 months"));
    assert!(extend("2027-01-01").exits(2).stderr.contains("not earlier"));
    extend("2029-01-01").exits(0);
    assert!(site.read("content/leaflets/a.md").contains("archive_date: 2029-01-01"));
    build(&site, "2026-11-12").exits(0);
    let listed = run(&site, &["versions", "PT-001"]).exits(0).stdout;
    assert!(listed.contains("reason to extend") && listed.contains("extended"), "{listed}");
}

#[test]
fn with_five_faulty_leaflets_of_fifty_the_others_are_new() {
    let site = Site::empty();
    let name = |number: usize| format!("content/leaflets/l{number:02}.md");
    let words = |number: usize, dose: &str, updated: &str, archive: &str| {
        text(&format!("PT-{number:03}"), &format!("Take {dose} of medicine {number}."), updated)
            .replace("2028-11-01", archive)
    };
    let archive = |number: usize| if number == 4 { "2026-11-15" } else { "2028-11-01" };
    for number in 0..50 {
        site.write(name(number), words(number, "40mg", "2026-11-01", archive(number)));
    }
    site.build(&["--today", "2026-11-10", "--or-last-good"]).exits(0);
    for number in 0..50 {
        let fault = if number < 5 { "\n\n[Broken](nowhere.md)" } else { "" };
        site.write(name(number), words(number, "30mg", "2026-11-20", "2028-11-01") + fault);
    }
    let run = site.build(&["--today", "2026-11-20", "--or-last-good"]).exits(1);
    for number in 0..50 {
        let page = page(&site, &format!("l{number:02}"));
        match number {
            4 => assert!(!page.contains("40mg") && !page.contains("30mg"), "{number}: {page}"),
            0..4 => assert!(page.contains("40mg") && !page.contains("30mg"), "{number}: {run:?}"),
            _ => assert!(page.contains("30mg") && !page.contains("40mg"), "{number}: {run:?}"),
        }
    }
    assert!(run.stderr.contains("PT-000 ('content/leaflets/l00.md') waits: it has the errors above."), "{run:?}");
}

#[test]
fn earlier_words_come_back_as_a_draft_that_is_approved_like_any_other() {
    let site = Site::empty();
    site.write("content/leaflets/map.png", png(4));
    let with_map = |dose: &str, day: &str| text("PT-001", &format!("Take {dose}.\n\n![A map](map.png)"), day);
    site.write("content/leaflets/a.md", with_map("40mg", "2026-11-01"));
    build(&site, "2026-11-10").exits(0);
    site.write("content/leaflets/map.png", png(8));
    site.write("content/leaflets/a.md", with_map("30mg", "2026-11-12"));
    build(&site, "2026-11-12").exits(0);
    let revert = ["revert", "PT-001", "--to", "1", "--because", "The new dose was wrong", "--today", "2026-11-13"];
    run(&site, &revert).exits(0);
    run(&site, &revert).exits(2);
    assert!(site.read("content/drafts/a.md").contains("40mg") && page(&site, "a").contains("30mg"));
    assert_eq!(std::fs::read(site.join("content/drafts/map.png")).unwrap(), png(4));
    approve(&site, "PT-001", "2026-11-13").exits(0);
    build(&site, "2026-11-13").exits(0);
    assert!(page(&site, "a").contains("40mg"));
    assert_eq!(std::fs::read(site.join("content/leaflets/map.png")).unwrap(), png(4));
    let listed = run(&site, &["versions", "PT-001"]).exits(0).stdout;
    assert!(listed.contains("earlier words again"), "{listed}");
    run(&site, &["withdraw", "PT-001", "--because", "Not used", "--today", "2026-11-14"]).exits(0);
    build(&site, "2026-11-14").exits(0);
    let refused =
        run(&site, &["revert", "PT-001", "--to", "2", "--because", "Wanted", "--today", "2026-11-15"]).exits(2);
    assert!(refused.stderr.contains("was archived or withdrawn"), "{refused:?}");
}

#[test]
fn a_locked_build_says_what_to_commit() {
    let site = three();
    let locked = |day: &str| site.build(&["--locked", "--today", day]);
    let record = on_disk(&site.join(".pamphlet/versions"));
    locked("2026-11-11").exits(0);
    site.write("content/leaflets/a.md", text("PT-001", "Take 30mg once a day.", "2026-11-12"));
    let before = tree(&site.join("public"));
    let refused = locked("2026-11-12").exits(2);
    assert!(refused.stderr.contains("commit the folder '.pamphlet/versions'"), "{refused:?}");
    assert_eq!(tree(&site.join("public")), before);
    // Archive dates take effect without a record of them.
    site.write("content/leaflets/a.md", text("PT-001", "Take 40mg once a day.", "2026-11-01"));
    locked("2028-11-01").exits(0);
    assert!(!page(&site, "a").contains("40mg"));
    assert_eq!(on_disk(&site.join(".pamphlet/versions")), record);
    site.forget_versions();
    let refused = locked("2026-11-12").exits(2);
    assert!(refused.stderr.contains("There is no record of versions here"), "{refused:?}");
}

/// A leaflet of a random history, as it should be.
#[derive(Clone)]
struct Expected {
    /// The words that readers have; `None` before the first publication, and after withdrawal.
    live: Option<String>,
    /// The words that somebody approved last.
    approved: Option<String>,
    is_withdrawn: bool,
}

/// Random histories: whatever is edited, broken, approved, returned, reverted or withdrawn, only approved words are
/// published, a withdrawn leaflet does not come back, no earlier words are in any file of the site, and what readers had
/// can be shown for each day.
#[test]
fn over_random_histories_only_approved_words_are_published() {
    for seed in 1..=2 {
        random_history(seed, 14);
    }
}

#[test]
#[ignore = "takes many minutes; run by 'tests/long/histories'"]
fn over_many_random_histories_only_approved_words_are_published() {
    for seed in 100..=160 {
        random_history(seed, 40);
    }
}

fn random_history(seed: u64, days: i16) {
    const NAMES: [(&str, &str); 4] = [("a", "PT-001"), ("b", "PT-002"), ("c", "PT-003"), ("d", "PT-004")];
    let mut rng = fastrand::Rng::with_seed(seed);
    let site = Site::empty();
    required(&site);
    let mut expected: Vec<Expected> =
        NAMES.iter().map(|_| Expected { live: None, approved: None, is_withdrawn: false }).collect();
    let mut words = 0;
    let mut shown: Vec<(usize, String, Option<String>)> = Vec::new();
    for day in 0..days {
        let today = pamphlet_date(day);
        for (at, (name, reference)) in NAMES.iter().enumerate() {
            let file = format!("content/leaflets/{name}.md");
            let leaflet = &mut expected[at];
            match rng.u8(0..8) {
                // New words, approved or not, or with an error.
                0 | 1 if !leaflet.is_withdrawn => {
                    words += 1;
                    let new = format!("Take dose number {words}x of it.");
                    site.write(&file, text(reference, &new, &today));
                    if rng.bool() {
                        approve(&site, reference, &today).exits(0);
                        leaflet.approved = Some(new);
                    }
                }
                2 if !leaflet.is_withdrawn => {
                    words += 1;
                    let new = format!("Take dose number {words}x of it.\n\n[Broken](nowhere.md)");
                    site.write(&file, text(reference, &new, &today));
                }
                3 if !leaflet.is_withdrawn && leaflet.live.is_some() && rng.u8(0..3) == 0 => {
                    run(&site, &["withdraw", reference, "--because", "It was wrong", "--today", &today]).exits(0);
                    (leaflet.live, leaflet.approved, leaflet.is_withdrawn) = (None, None, true);
                }
                // Somebody restores the file of a withdrawn leaflet, without an approval.
                4 if leaflet.is_withdrawn => {
                    words += 1;
                    site.write(&file, text(reference, &format!("Take dose number {words}x of it."), &today));
                }
                5 if leaflet.live.is_some() => {
                    let back = ["revert", reference, "--to", "1", "--because", "Better", "--today", &today];
                    run(&site, &back);
                    let _ = std::fs::remove_file(site.join(format!("content/drafts/{name}.md")));
                }
                _ => {}
            }
        }
        site.build(&["--today", &today, "--or-last-good"]);
        // A site without any leaflet is not published.
        let files = if site.join("public").exists() { tree(&site.join("public")) } else { Default::default() };
        for (at, (name, reference)) in NAMES.iter().enumerate() {
            let file = site.join(format!("content/leaflets/{name}.md"));
            let present = std::fs::read_to_string(file).unwrap_or_default();
            let leaflet = &mut expected[at];
            // Approved words that are still there are published now.
            if let Some(approved) = leaflet.approved.take_if(|words| present.contains(words.as_str())) {
                leaflet.live = Some(approved);
            }
            let page = files.get(&format!("leaflets/{name}/index.html"));
            let page = page.map_or(String::new(), |bytes| String::from_utf8_lossy(bytes).into_owned());
            let context = format!("seed {seed}, {today}, {reference}");
            match &leaflet.live {
                Some(live) => assert!(page.contains(live.as_str()), "{context}: '{live}' is not live"),
                None => assert!(!page.contains("Take dose"), "{context}: it is live"),
            }
            shown.push((at, today.clone(), leaflet.live.clone()));
        }
        let allowed: Vec<&String> = expected.iter().filter_map(|leaflet| leaflet.live.as_ref()).collect();
        for (path, bytes) in &files {
            let text = String::from_utf8_lossy(bytes);
            for number in 1..=words {
                let old = format!("dose number {number}x");
                let is_live = allowed.iter().any(|live| live.contains(&old));
                assert!(is_live || !text.contains(&old), "seed {seed}, {today}: '{old}' is in {path}");
            }
        }
    }
    for (at, day, live) in shown {
        let shown = run(&site, &["show", NAMES[at].1, "--on", &day]);
        match live {
            Some(live) => assert!(shown.exits(0).stdout.contains(&live), "seed {seed}, {day}, {}", NAMES[at].1),
            None => assert!(!shown.stdout.contains("Take dose"), "seed {seed}, {day}, {}", NAMES[at].1),
        }
    }
    run(&site, &["versions", "--verify"]).exits(0);
}

/// The day after so many days, in ISO form.
fn pamphlet_date(days: i16) -> String {
    format!("2026-{:02}-{:02}", 3 + days / 28, 1 + days % 28)
}
