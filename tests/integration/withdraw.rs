//! `pamphlet withdraw`: a leaflet is archived on the day of withdrawal.

use crate::support::site::{Run, SETTINGS, Site, TODAY, leaflet, pamphlet};

const BECAUSE: &str = "New advice: do not take it";

fn withdraw(site: &Site, reference: &str) -> Run {
    pamphlet(site.path(), &["withdraw", reference, "--because", BECAUSE, "--today", TODAY])
}

/// A leaflet typed on Windows, with a translation, and texts that link to it.
fn site() -> Site {
    let site = Site::empty();
    site.write(
        "content/leaflets/tablets.md",
        "\u{feff}---\r\ntitle: 'Tablets'   # the short name\r\nreference: PT-001\r\n# Dates\r\nlast_updated: 2026-11-23\r\narchive_date:  \"2028-11-23\"  # agreed\r\n\r\nsummary: About tablets.\r\nsources:\r\n- A book\r\n---\r\n\r\nTake one.  \r\narchive_date: 2028-11-23\r\n",
    );
    site.write(
        "content/leaflets/tablets.cy.md",
        "---\ntitle: Tabledi\nreference: PT-001\nlast_updated: 2026-11-01\narchive_date: 2028-11-01\nsummary: Am dabledi.\n---\n\nCymerwch un.\n",
    );
    site.write(
        "content/leaflets/drops.md",
        leaflet("PT-002", "Read about [tablets](tablets.md) and [[PT-001]].")
            .replace("summary:", "alternatives: [PT-001]\nsummary:"),
    );
    site.write(
        "content/leaflets/old.md",
        leaflet("PT-003", "Text.")
            .replace("2026", "2024")
            .replace("2028", "2026")
            .replace("summary:", "replaced_by: [pt-001]\nsummary:"),
    );
    site.write(
        "content/packs/first.md",
        "---\ntitle: Your first visit\nleaflets: [PT-002, PT-001]\nsummary: What to read.\nreference: PK-001\n---\n",
    );
    site.write("content/pages/about.md", "---\ntitle: About\n---\n\nSee [tablets](../leaflets/tablets.md).\n");
    site.write("content/drafts/idea.md", leaflet("PT-004", "Text."));
    site
}

#[test]
fn it_is_archived_on_the_same_day_and_all_other_bytes_stay() {
    let site = site();
    let before = ["tablets", "tablets.cy"].map(|name| site.read(format!("content/leaflets/{name}.md")));
    site.build(&[]).exits(0);
    assert!(site.read("public/leaflets/tablets/index.html").contains("Take one."));
    let run = withdraw(&site, "pt-001").exits(0);
    assert_eq!(
        site.read("content/leaflets/tablets.md"),
        before[0]
            .replace("archive_date:  \"2028-11-23\"  # agreed\r\n", "archive_date: 2026-11-23  # agreed\r\n")
            .replace("- A book\r\n", "- A book\r\narchived_because: \"New advice: do not take it\"\r\n")
    );
    assert_eq!(
        site.read("content/leaflets/tablets.cy.md"),
        before[1]
            .replace("2028-11-01", TODAY)
            .replace("dabledi.\n", "dabledi.\narchived_because: \"New advice: do not take it\"\n")
    );
    assert_eq!(
        run.stdout,
        "PT-001, 'Tablets', is archived from today, 23 November 2026.\n  \
           Changed: content/leaflets/tablets.md. Its archive date was 2028-11-23.\n  \
           Changed: content/leaflets/tablets.cy.md. Its archive date was 2028-11-01.\n  \
           The translations have the reason as you wrote it. Translate it there.\n  \
           These files refer to it, and now lead to its notice:\n  \
           - content/leaflets/drops.md, line 6: names it among its alternatives\n  \
           - content/leaflets/drops.md, line 10: links to it\n  \
           - content/leaflets/old.md, line 6: says that it was replaced by it\n  \
           - content/packs/first.md, line 3: is a pack that contains it\n  \
           - content/pages/about.md, line 5: links to it\n\
         Next: run 'pamphlet build', then copy 'public' to your web host with a tool that also deletes files that are \
         no longer in 'public'. Otherwise its pictures and attached files stay live.\n\
         To undo this, restore the old archive date, remove the line 'archived_because', and build.\n"
    );
    site.build(&[]).exits(0);
    for page in ["public/leaflets/tablets/index.html", "public/cy/leaflets/tablets/index.html"] {
        let page = site.read(page);
        assert!(page.contains(BECAUSE) && page.contains("noindex"), "{page}");
        assert!(!page.contains("Take one.") && !page.contains("Cymerwch"), "{page}");
    }
}

#[test]
fn impossible_withdrawals_are_refused_and_change_nothing() {
    let site = site();
    site.write("content/site.yaml", format!("{SETTINGS}removed: {{PT-009: {{title: Gone, on: 2026-01-31}}}}\n"));
    let before = crate::support::site::tree(site.path());
    withdraw(&site, "PT-00").fails_saying("No leaflet of this site has the reference 'PT-00'. Did you mean PT-00");
    withdraw(&site, "PT-003").fails_saying("has already been archived since 1 November 2026");
    withdraw(&site, "PT-004").fails_saying("it is not a published leaflet");
    withdraw(&site, "PT-009").fails_saying("is listed under 'removed' in 'content/site.yaml'");
    withdraw(&site, "PK-001").fails_saying("a pack, which has no archive date");
    pamphlet(site.path(), &["withdraw", "PT-001", "--because", " ", "--today", TODAY])
        .fails_saying("No reason is given");
    pamphlet(site.path(), &["withdraw", "PT-001"]).exits(2);
    assert_eq!(crate::support::site::tree(site.path()), before);
    site.write("content/leaflets/again.md", leaflet("PT-001", "Text."));
    withdraw(&site, "PT-001")
        .fails_saying("is that of 2 leaflets: 'content/leaflets/again.md', 'content/leaflets/tablets.md'");
}

#[test]
fn a_fault_in_one_file_leaves_all_files_unchanged() {
    let site = site();
    let broken = site.read("content/leaflets/tablets.cy.md").replace("summary:", "owner: [a\nsummary:");
    site.write("content/leaflets/tablets.cy.md", broken);
    let before = crate::support::site::tree(site.path());
    withdraw(&site, "PT-001").fails_saying("'content/leaflets/tablets.cy.md' cannot be changed automatically");
    assert_eq!(crate::support::site::tree(site.path()), before);
}

#[test]
fn a_translation_is_archived_with_its_original() {
    let site = site();
    let archived = site.read("content/leaflets/tablets.md").replace("2028-11-23\"", "2026-11-24\"");
    site.write("content/leaflets/tablets.md", &archived);
    let before = crate::support::site::tree(site.path());
    pamphlet(site.path(), &["withdraw", "PT-001", "--because", BECAUSE, "--today", "2026-11-30"])
        .fails_saying("has already been archived since 24 November 2026");
    assert_eq!(crate::support::site::tree(site.path()), before);
}

#[test]
fn a_leaflet_without_an_archive_date_gets_one() {
    let site = Site::with_a_leaflet();
    let text = site.read("content/leaflets/good.md");
    site.write("content/leaflets/good.md", text.replace("archive_date: 2028-11-01\n", "archive_date:\n"));
    let run = withdraw(&site, "PT-001").exits(0);
    assert!(
        run.stdout.contains("Its archive date was none.") && run.stdout.contains("No other file refers to it."),
        "{}",
        run.stdout
    );
    assert!(site.read("content/leaflets/good.md").contains("archive_date: 2026-11-23\n"));
    site.build(&[]).exits(0);
    assert!(site.read("public/leaflets/good/index.html").contains(BECAUSE));
}

#[test]
fn a_fault_in_another_leaflet_does_not_keep_a_withdrawn_leaflet_live() {
    let site = site();
    site.build(&["--or-last-good"]).exits(0);
    withdraw(&site, "PT-001").exits(0);
    let broken = site.read("content/leaflets/drops.md").replace("archive_date: 2028-11-01\n", "");
    site.write("content/leaflets/drops.md", broken);
    // It may be renamed at the same time.
    let text = site.read("content/leaflets/tablets.md");
    site.write("content/leaflets/pills.md", text);
    std::fs::remove_file(site.join("content/leaflets/tablets.md")).unwrap();
    let run = site.build(&["--or-last-good"]).exits(1);
    assert!(run.stderr.contains("('content/leaflets/drops.md') waits: it has the errors above."), "{}", run.stderr);
    assert!(site.read("public/leaflets/tablets/index.html").contains(BECAUSE));
    // Without its original, the translation leads there.
    for page in ["public/leaflets/tablets/index.html", "public/cy/leaflets/tablets/index.html"] {
        let page = site.read(page);
        assert!(!page.contains("Take one.") && !page.contains("Cymerwch"), "{page}");
    }
    assert!(site.read("public/leaflets/drops/index.html").contains("Read about"));
}
