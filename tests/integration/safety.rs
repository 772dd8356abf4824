//! Pages that are safe to open: telephone numbers, urgent help and an exit link for readers at risk, and security
//! policies.

use crate::support::site::{SETTINGS, Site, leaflet};
use scraper::{Html, Selector};

const CONTACTS: &str = "organisation: {name: Example Hospital, phone: 01632 960000}\ncontacts:\n  \
                        samaritans: {name: Samaritans, phone: '116 123', retired: ['01632 960777']}\n  \
                        team: {name: Our team, phone: '01632 960123 (option 2)'}\n  nhs: {name: NHS 111, phone: '111'}\n  \
                        emergency: {name: Emergency services, phone: '999'}\n  shout: {name: Shout, phone: Text SHOUT to 85258}\n";

fn site(settings: &str) -> Site {
    let site = Site::empty();
    site.write("content/site.yaml", format!("{SETTINGS}{settings}"));
    site
}

fn at_risk(text: &str) -> String {
    leaflet("PT-001", text).replacen("title:", "at_risk: true\ntitle:", 1)
}

fn page(site: &Site, path: &str) -> Html {
    Html::parse_document(&site.read(format!("public/{path}")))
}

fn all(page: &Html, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    page.select(&selector).map(|found| crate::support::words::words(found).join(" ")).collect()
}

/// `01632960123=01632 960 123` for each telephone number in a leaflet with this text.
fn numbers_of(text: &str) -> Vec<String> {
    let site = site(CONTACTS);
    site.write("content/leaflets/a.md", leaflet("PT-001", text));
    site.build(&[]).exits(0);
    let page = page(&site, "leaflets/a/index.html");
    let links = Selector::parse(".text a[href^='tel:']").unwrap();
    let number = |link: scraper::ElementRef<'_>| {
        format!("{}={}", link.attr("href").unwrap().trim_start_matches("tel:"), link.text().collect::<String>())
    };
    page.select(&links).map(number).collect()
}

#[test]
fn known_telephone_numbers_are_links() {
    for (text, expected) in [
        ("Call 01632 960123, or +44 1632 960 123.", "01632960123=01632 960123; 01632960123=+44 1632 960 123"),
        ("Call (01632) 960-123 now.", "01632960123=(01632) 960-123"),
        (
            "Call **116 123** free; call *111*, or 999 & ring us on 01632 960 000.",
            "116123=116 123; 111=111; 999=999; 01632960000=01632 960 000",
        ),
        ("> [!EMERGENCY] Call 999 if:\n>\n> - call 999 and say where you are", "999=999"),
        ("| Who | Number |\n|---|---|\n| Team | 01632 960123 |", "01632960123=01632 960123"),
        ("Our team[^1].\n\n[^1]: Call 01632 960123.", "01632960123=01632 960123"),
    ] {
        assert_eq!(numbers_of(text).join("; "), expected, "{text}");
    }
}

#[test]
fn other_numbers_are_not_changed() {
    for text in [
        "## Call 01632 960123\n\nWords.",
        "`01632 960123` is code.\n\n```\ncall 111\n```",
        "Read [call 116 123](https://example.org/) and [[PT-001|call 111]].",
        "Call 01632 960 **123**, 0800 **116 123** or **01632** 960123.",
        "Text SHOUT to 85258, or call 01632 960999.",
        "Do not call 01632 960777.",
        "111 people took 999 steps in 2018, for PT-01632960123.",
        "> [!URGENT] Call 111 if:\n>\n> - it hurts",
    ] {
        let found = numbers_of(text);
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn telephone_links_do_not_change_the_words_of_a_page() {
    let text = "Call \u{a0}(01632)\u{a0}960 123 & 116 123 <now>; or text 01632 960123.\nRing 111.\n";
    let words = |settings| {
        let site = site(settings);
        site.write("content/leaflets/a.md", leaflet("PT-001", text));
        site.build(&[]).exits(0);
        let page = page(&site, "leaflets/a/index.html");
        page.select(&Selector::parse(".text").unwrap()).flat_map(|text| text.text()).collect::<String>()
    };
    let checks = "checks: {raw-html: warning}\n";
    assert_eq!(words(&format!("{CONTACTS}{checks}")), words(checks));
}

#[test]
fn an_at_risk_leaflet_shows_the_help_of_its_site_above_its_text() {
    let site = site(CONTACTS);
    site.write(
        "content/blocks/crisis.md",
        "### Get help now\n\nCall Samaritans on 116 123.[^1] See [more](#get-help-now).\n\n[^1]: Free.\n",
    );
    site.write("content/blocks/team.md", "Call our team on 01632 960123.\n");
    site.write(
        "content/leaflets/a.md",
        at_risk("## What it is\n\nIt is a therapy.[^1]\n\n{{ team }}\n\n{{ crisis }}\n\n[^1]: New."),
    );
    site.write("content/leaflets/b.md", leaflet("PT-002", "Read this."));
    site.build(&[]).exits(0);
    let html = site.read("public/leaflets/a/index.html");
    let risky = page(&site, "leaflets/a/index.html");
    // Its heading has level 2, whatever its level in the block. The text includes the block as well.
    assert_eq!(all(&risky, "main .crisis > h2"), ["Get help now"]);
    assert_eq!(all(&risky, ".text > h3"), ["Get help now"]);
    assert_eq!(all(&risky, ".crisis a[href='tel:116123']"), ["116 123"]);
    assert!(html.find("class=crisis").unwrap() < html.find("class=text").unwrap());
    let ids: Vec<&str> = risky.select(&Selector::parse("[id]").unwrap()).filter_map(|it| it.attr("id")).collect();
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "an id is there twice: {ids:?}");
    assert_eq!(all(&risky, ".notes li").len(), 2, "the notes of both are listed together, each once");
    let plain = page(&site, "leaflets/b/index.html");
    assert!(all(&plain, ".crisis, .exit").is_empty());
}

#[test]
fn the_right_block_is_shown() {
    let shown = |blocks: &[&str], text: &str| {
        let site = site(CONTACTS);
        for name in blocks {
            site.write(format!("content/blocks/{name}.md"), format!("This is {name}. Call 116 123.\n"));
        }
        site.write("content/blocks/about.md", "{{ team }}\n");
        site.write("content/leaflets/a.md", at_risk(text));
        let findings = site.findings();
        let missing = findings.iter().any(|finding| finding.rule == "missing-crisis-block");
        site.build(&[]).exits(0);
        let words = all(&page(&site, "leaflets/a/index.html"), ".crisis p").join(" ");
        let words = words.trim_start_matches("This is ").trim_end_matches(". Call 116 123.").to_owned();
        assert_eq!(missing, words.is_empty(), "{blocks:?}, {text}");
        words
    };
    assert_eq!(shown(&["team"], "Read this."), "team");
    assert_eq!(shown(&["team", "crisis"], "{{ team }}"), "crisis");
    assert_eq!(shown(&["team", "urgent-help", "crisis"], "{{ urgent-help }}"), "urgent-help");
    assert_eq!(shown(&["team", "urgent-help"], "Read this."), "urgent-help");
    assert_eq!(shown(&["team", "others"], "{{ about }}"), "team");
    assert_eq!(shown(&["team", "others"], "Read this."), "");
}

#[test]
fn a_block_without_a_heading_gets_one() {
    let site = site(CONTACTS);
    site.write("content/blocks/crisis.md", "<!-- for all -->\n\nCall 116 123.\n");
    site.write("content/blocks/crisis.cy.md", "Ffoniwch 116 123.\n");
    site.write("content/leaflets/a.md", at_risk("Read this."));
    site.write("content/leaflets/a.cy.md", leaflet("PT-001", "Darllenwch hwn."));
    site.build(&[]).exits(0);
    assert_eq!(all(&page(&site, "leaflets/a/index.html"), ".crisis > h2#p-crisis"), ["If you need help now"]);
    let welsh = page(&site, "cy/leaflets/a/index.html");
    assert_eq!(all(&welsh, ".crisis[lang=cy] > p"), ["Ffoniwch 116 123."], "a translation is as much at risk");
    assert_eq!(all(&welsh, ".exit > a"), ["Exit this page"]);
}

#[test]
fn every_page_of_an_at_risk_leaflet_has_an_exit_link() {
    let site = site(&format!("{CONTACTS}exit_to: https://www.example.org/news?a=1\n"));
    site.write("content/blocks/crisis.md", "Call 116 123.\n");
    site.write("content/leaflets/a.md", at_risk("## What it is\n\nA secret."));
    for day in ["2026-11-23", "2028-11-01"] {
        site.build(&["--today", day]).exits(0);
        let page = page(&site, "leaflets/a/index.html");
        let link = "body > .skip + .exit > a[href='https://www.example.org/news?a=1'][rel~=noreferrer][rel~=nofollow]";
        assert_eq!(all(&page, link), ["Exit this page"], "on {day}");
        assert_eq!(all(&page, ".crisis p"), ["Call 116 123."], "on {day}");
        assert_eq!(all(&page, "script[src='../../assets/pamphlet.js']").len(), 1, "on {day}");
    }
    assert!(!site.read("public/leaflets/a/index.html").contains("A secret"));
}

#[test]
fn the_exit_link_must_be_safe() {
    for address in ["http://www.example.org/", "www.example.org", "javascript:x", "https://", "'https://a b.org'"] {
        let site = site(&format!("exit_to: {address}\n"));
        let findings = site.findings();
        assert!(findings.iter().any(|it| it.rule == "wrong-setting" && it.message.contains("https://")), "{address}");
    }
}

#[test]
fn every_page_has_the_policy_and_hosts_send_more_headers() {
    let site = site(CONTACTS);
    site.write("content/pages/about.md", "---\ntitle: About us\n---\n\nCall us on 01632 960000.\n");
    site.write(
        "content/leaflets/a.md",
        leaflet("PT-001", "Read this.").replacen("title:", "conditions: [Sleep]\ntitle:", 1),
    );
    site.build(&[]).exits(0);
    let mut pages = 0;
    for entry in walkdir::WalkDir::new(site.join("public")) {
        let path = entry.unwrap().into_path();
        if path.extension().is_some_and(|end| end == "html") {
            pages += 1;
            let page = Html::parse_document(&std::fs::read_to_string(&path).unwrap());
            let first = page.select(&Selector::parse("head > *").unwrap()).next().unwrap();
            assert_eq!(first.attr("http-equiv"), Some("Content-Security-Policy"), "{}", path.display());
            let policy = first.attr("content").unwrap();
            assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'"), "{policy}");
            assert!(!policy.contains("unsafe"), "{policy}");
        }
    }
    assert_eq!(pages, 9);
    let headers = site.read("public/_headers");
    assert!(headers.starts_with("/*\n  Content-Security-Policy: default-src 'none'; "), "{headers}");
    for line in
        ["frame-ancestors 'none'\n", "\n  Referrer-Policy: no-referrer\n", "\n  X-Content-Type-Options: nosniff\n"]
    {
        assert!(headers.contains(line), "{headers}");
    }
}

#[test]
fn the_sites_own_headers_replace_ours() {
    let site = Site::with_a_leaflet();
    let own = "/*\n  content-security-policy: default-src 'self'\n  Referrer-Policy: origin\n";
    site.write("content/static/_headers", own);
    let findings = site.findings();
    let [finding] = findings.as_slice() else { panic!("{findings:?}") };
    assert_eq!((finding.rule.as_str(), finding.file.as_str()), ("missing-security-header", "content/static/_headers"));
    assert!(finding.message.contains("'X-Content-Type-Options' with"), "{}", finding.message);
    site.build(&[]).exits(0);
    assert_eq!(site.read("public/_headers"), own);
    // A name that differs only in case: on some hosts it would be the same file.
    std::fs::rename(site.join("content/static/_headers"), site.join("content/static/_Headers")).unwrap();
    assert!(site.findings().iter().any(|finding| finding.rule == "same-address"));
}
