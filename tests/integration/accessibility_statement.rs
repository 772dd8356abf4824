//! The block of facts in an accessibility statement: it says what a build knows, and nothing else.

use crate::support::site::{SETTINGS, Site, leaflet};
use scraper::{Html, Selector};

/// A site with a statement, more settings, and a leaflet with these lines in its front matter.
fn site(settings: &str, fields: &str) -> Site {
    let site = Site::empty();
    site.write("content/site.yaml", format!("{SETTINGS}{settings}"));
    site.write("content/pages/accessibility.md", statement("last_updated: 2026-11-01\n"));
    let text = leaflet("PT-001", "Read this.").replacen("summary:", &format!("{fields}summary:"), 1);
    site.write("content/leaflets/one.md", text);
    site
}

fn statement(fields: &str) -> String {
    format!("---\ntitle: Accessibility\n{fields}---\n\nTell us.\n\n{{{{ accessibility-facts }}}}\n")
}

/// The words of the statement's page.
fn shown(site: &Site) -> String {
    site.build(&[]).exits(0);
    words(&site.read("public/accessibility/index.html"))
}

fn words(page: &str) -> String {
    let page = Html::parse_document(page);
    let text = Selector::parse("main .text").unwrap();
    crate::support::words::words(page.select(&text).next().unwrap()).join(" ")
}

/// The number of rules that 'pamphlet explain' lists.
fn rules() -> usize {
    let listed = crate::support::site::pamphlet(&std::env::temp_dir(), &["explain"]).exits(0).stdout;
    listed.lines().filter(|line| line.starts_with("  ")).filter(|line| !line.starts_with("   ")).count()
}

#[test]
fn it_says_what_the_build_knows() {
    let site = site("", "");
    site.write("content/leaflets/two.md", leaflet("PT-002", "Read this."));
    let shown = shown(&site);
    let program = concat!("This site was built on 23 November 2026 with Pamphlet ", env!("CARGO_PKG_VERSION"), ".");
    assert!(shown.contains(program), "{shown}");
    assert!(shown.contains(&format!("{} automatic checks ran on its 2 current leaflets", rules())), "{shown}");
    assert!(shown.contains("No check is switched off"), "{shown}");
    assert!(shown.contains("No current leaflet is left out of a check."), "{shown}");
    assert!(shown.contains("Automatic checks find some problems, not all"), "{shown}");
    for claim in ["compliant", "conforms", "fully accessible", "changed", "colours of its own"] {
        assert!(!shown.contains(claim), "the build does not know '{claim}': {shown}");
    }
}

#[test]
fn rules_and_files_that_the_site_changed_are_listed() {
    let changes = "checks: {long-sentence: off, broken-link: warning, missing-summary: error}\n\
                   theme: {name: own, colours: {accent: '#7a1f5c'}}\n";
    let site = site(changes, "");
    site.write("themes/own/templates/contact.html", "<p>Ask us.</p>");
    let shown = shown(&site);
    assert!(shown.contains(&format!("{} automatic checks ran on its 1 current leaflet,", rules() - 1)), "{shown}");
    let off = shown.split("switched off on this site:").nth(1).unwrap();
    let (off, lighter) = off.split_once("These checks count for less").unwrap();
    assert!(off.contains("(long-sentence)") && !off.contains("(broken-link)"), "{off}");
    assert!(lighter.contains("(broken-link)") && !lighter.contains("(missing-summary)"), "{lighter}");
    assert!(shown.contains("This site has changed 1 file of the design."), "{shown}");
    assert!(shown.contains("This site has colours of its own."), "{shown}");
}

#[test]
fn exceptions_of_current_leaflets_are_known_gaps() {
    let exception = |until: &str| {
        format!("exceptions:\n  - rule: shouting\n    reason: The signs are written so.\n    until: {until}\n")
    };
    let gap = site("", &exception("2027-01-31"));
    let text =
        leaflet("PT-001", "Look for EXIT FOUR.").replacen("summary:", &(exception("2027-01-31") + "summary:"), 1);
    gap.write("content/leaflets/one.md", text);
    let shown_gap = shown(&gap);
    assert!(shown_gap.contains("until 31 January 2027 at the latest. The signs are written so."), "{shown_gap}");
    let page = gap.read("public/accessibility/index.html");
    assert!(page.contains("href=\"../leaflets/one/\""), "the statement links to the leaflet");
    let over = shown(&site("", &exception("2026-11-01")));
    assert!(over.contains("No current leaflet is left out"), "an expired exception has no effect: {over}");
}

#[test]
fn an_authors_own_block_of_that_name_is_used() {
    let site = site("", "");
    site.write("content/blocks/accessibility-facts.md", "Our own words.\n");
    assert_eq!(shown(&site), "Tell us. Our own words.");
}

#[test]
fn a_misspelt_name_and_an_error_in_its_template_are_reported() {
    let slip = site("", "");
    slip.write("content/pages/more.md", "---\ntitle: More\n---\n\n{{ accessibility-fact }}\n");
    let findings = slip.findings();
    assert_eq!(findings[0].place(), "unknown-block content/pages/more.md:5:1");
    assert!(findings[0].help.starts_with("Did you mean 'accessibility-facts'?"), "{}", findings[0].help);
    let broken = site("theme: {name: own}\n", "");
    broken.write("themes/own/templates/accessibility-facts.html", "<p>\n{{ facts.bilt }}");
    let run = broken.build(&[]).exits(1);
    assert!(run.stderr.contains("templates/accessibility-facts.html, line 2, column 10."), "{}", run.stderr);
}

#[test]
fn a_statement_must_be_reviewed_every_twelve_months() {
    let found = |fields: &str, today: &str| {
        let site = site("", "");
        site.write("content/pages/accessibility.md", statement(fields));
        let findings = site.check(&["--format", "json", "--today", today]).findings();
        findings.iter().map(crate::support::site::Finding::place).collect::<Vec<_>>()
    };
    let old = |place: &str| vec![format!("old-accessibility-statement content/pages/accessibility.md:{place}")];
    assert!(found("last_updated: 2026-11-01\n", "2027-11-01").is_empty());
    assert_eq!(found("last_updated: 2026-11-01\n", "2027-11-02"), old("3:15"));
    assert!(found("last_updated: 2025-01-01\nlast_reviewed: 2027-01-01\n", "2027-11-02").is_empty());
    assert_eq!(found("", "2027-11-02"), old("1:1"));
    assert_eq!(found("last_updated:\n", "2027-11-02"), old("3:1"));
    // A page without a statement need not have such a date.
    let plain = site("", "");
    plain.write(
        "content/pages/accessibility.md",
        "---\ntitle: Accessibility\nlast_updated: 2020-01-01\n---\n\nTell us.\n",
    );
    plain.write("content/pages/about.md", "---\ntitle: About\nlast_updated: 2020-01-01\n---\n\nHello.\n");
    let places: Vec<String> = plain.findings().iter().map(crate::support::site::Finding::place).collect();
    assert_eq!(places, old("3:15"), "the address alone identifies a statement");
}
