//! References as parts of addresses: which characters are allowed, and that an address is the same wherever it is
//! written.

use crate::support::crawl::Access::Served;
use crate::support::crawl::crawl;
use crate::support::site::{Site, leaflet, names_in};

/// A site whose pattern allows everything.
fn permissive() -> Site {
    let site = Site::empty();
    let settings = site.read("content/site.yaml").replace("[text]", "[text, epub]");
    site.write("content/site.yaml", settings + "reference: {pattern: '(?s).*'}\n");
    site
}

fn with_reference(reference: &str) -> String {
    let quoted = serde_json::to_string(reference).unwrap();
    leaflet("PT-001", "Read this.").replace("reference: PT-001", &format!("reference: {quoted}"))
}

fn errors(site: &Site) -> Vec<String> {
    let findings = site.findings().into_iter().filter(|finding| finding.severity == "error");
    findings.map(|finding| format!("{} {}", finding.rule, finding.file)).collect()
}

const REFUSED: &[&str] = &[
    "PT#1",
    "PT%1",
    "PT?1",
    "PT*1",
    "PT\"1",
    "PT<1",
    "PT>1",
    "PT:1",
    "PT\\1",
    "PT|1",
    "..",
    "PT/../1",
    "PT/./1",
    "/PT",
    "PT/",
    "PT//1",
    "PT\u{200b}1",
    "PT\u{202e}1",
    "PT\u{a0}1",
    "PT/index.html",
];

#[test]
fn a_reference_that_cannot_be_an_address_is_refused() {
    let long = "é".repeat(51);
    let site = permissive();
    let settings = site.read("content/site.yaml");
    let all: Vec<&str> = REFUSED.iter().copied().chain([&*long]).collect();
    let write = |more: &str| {
        for (number, reference) in all.iter().enumerate() {
            let text = with_reference(reference).replace("About PT-001", &format!("Leaflet {number:02}"));
            site.write(
                format!("content/leaflets/{number:02}.md"),
                text.replace("summary:", &format!("{more}summary:")),
            );
        }
    };
    let expected: Vec<String> =
        (0..all.len()).map(|number| format!("malformed-reference content/leaflets/{number:02}.md")).collect();
    write("");
    assert_eq!(errors(&site), expected);
    site.build(&[]).exits(1);
    // It can neither be switched off nor have exceptions.
    site.write("content/site.yaml", format!("{settings}checks: {{malformed-reference: 'off'}}\n"));
    write("exceptions: [{rule: malformed-reference, reason: We always did, until: 2027-01-01}]\n");
    let found = errors(&site);
    let missing: Vec<&String> = expected.iter().filter(|expected| !found.contains(expected)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_same_applies_to_packs_and_removed_leaflets() {
    let site = permissive();
    site.write("content/leaflets/a.md", leaflet("PT-001", "Read this."));
    let mut removed = "removed:\n".to_owned();
    let mut expected = Vec::new();
    for (number, reference) in REFUSED.iter().enumerate() {
        let quoted = serde_json::to_string(reference).unwrap();
        let pack = format!(
            "---\ntitle: Pack {number:02}\nreference: {quoted}\nlast_updated: 2026-11-01\nleaflets: [PT-001]\nsummary: A pack.\n---\n\nRead these.\n"
        );
        site.write(format!("content/packs/{number:02}.md"), pack);
        removed += &format!("  {quoted}: {{title: Gone}}\n");
        expected.push(format!("malformed-reference content/packs/{number:02}.md"));
    }
    site.write("content/site.yaml", site.read("content/site.yaml") + &removed);
    expected.extend(REFUSED.iter().map(|_| "wrong-setting content/site.yaml".to_owned()));
    assert_eq!(errors(&site), expected);
}

/// A site that was published with such a reference can still be corrected.
#[test]
fn a_published_reference_that_is_refused_now_can_be_changed() {
    let site = permissive();
    site.write("content/site.yaml", site.read("content/site.yaml").replace("[text, epub]", "[]"));
    site.write("content/leaflets/a.md", leaflet("PT-001", "Read this."));
    site.build(&[]).exits(0);
    std::fs::remove_dir_all(site.join(".pamphlet/versions")).unwrap();
    let entry = "{\"reference\":\"PT#001\",\"title\":\"About PT-001\",\"address\":\"leaflets/a/\",\"last_updated\":\"2026-11-01\",\"archive_date\":\"2028-11-01\"}";
    site.write(".pamphlet/published.json", format!("{{\"version\":1,\"leaflets\":[\n{entry}\n]}}\n"));
    assert_eq!(errors(&site), [""; 0]);
}

#[test]
fn an_address_is_encoded_the_same_way_everywhere() {
    let site = permissive();
    site.write("content/leaflets/a.md", with_reference("PT / é 1"));
    site.write("content/leaflets/b.md", leaflet("PT 002", "See [[PT / é 1]]."));
    site.write(
        "content/site.yaml",
        site.read("content/site.yaml") + "removed: {PT 3/x: {title: Gone, on: 2026-11-20}}\n",
    );
    site.build(&[]).exits(0);
    let short = "r/PT%20/%20%C3%A9%201/";
    let whole = format!("https://leaflets.example.org/{short}");
    for path in ["leaflets/a/index.html", "leaflets/a/a.txt", "feed.xml"] {
        let text = site.read(format!("public/{path}"));
        assert!(text.contains(&whole), "{path} does not contain {whole}");
        assert!(!text.contains("/r/PT /"), "{path} contains an address that is not encoded");
    }
    assert!(site.read("public/leaflets.json").contains(&format!("\"short_address\":\"{short}\"")));
    let mut epub = zip::ZipArchive::new(std::fs::File::open(site.join("public/leaflets/a/a.epub")).unwrap()).unwrap();
    let mut chapters = String::new();
    for index in 0..epub.len() {
        let mut file = epub.by_index(index).unwrap();
        if file.name().unwrap().ends_with(".xhtml") {
            std::io::Read::read_to_string(&mut file, &mut chapters).unwrap();
        }
    }
    assert!(chapters.contains(&whole), "the e-book does not contain {whole}");
    assert!(site.join("public/r/PT / é 1/index.html").is_file());
    let rules = site.read("public/_redirects");
    assert!(rules.contains("/r/PT%203/x/* /r/PT%203/x/index.html 410!"), "{rules}");
    crawl(&site.join("public"), Served).assert_clean("references with spaces and slashes");
}

/// The QR code leads to the printed address.
#[test]
fn the_qr_code_contains_the_encoded_address() {
    let site = permissive();
    site.write("content/site.yaml", site.read("content/site.yaml").replace("[text, epub]", "[]"));
    site.write("content/leaflets/a.md", with_reference("PT / é 1"));
    site.build(&[]).exits(0);
    let page = site.read("public/leaflets/a/index.html");
    let codes = pamphlet::render::qr::QrCodes::new(String::new(), std::iter::empty());
    let code = codes.outline("https://leaflets.example.org/r/PT%20/%20%C3%A9%201/").unwrap();
    assert!(page.contains(&format!("d=\"{}\"", code.path)), "the code has another address");
}

#[test]
fn links_can_name_packs() {
    let site = Site::with_a_leaflet();
    site.write(
        "content/packs/first.md",
        "---\ntitle: First visit\nreference: PK-001\nleaflets: [PT-001]\nsummary: It is.\n---\n\nRead.\n",
    );
    site.write("content/leaflets/two.md", leaflet("PT-002", "See [the pack](PK-001) or [[pk-001]]."));
    site.build(&[]).exits(0);
    let page = site.read("public/leaflets/two/index.html");
    assert_eq!(page.matches("../../packs/first/").count(), 2, "{page}");
}

#[test]
fn small_letters_lead_to_short_addresses_without_a_second_folder() {
    let site = Site::with_a_leaflet();
    site.build(&[]).exits(0);
    assert!(site.join("public/r/PT-001/index.html").is_file() && !site.join("public/r/pt-001").exists());
    // IIS makes no difference between small letters and capitals.
    for file in ["_hosting/nginx.conf", "_hosting/apache.htaccess"] {
        let rules = site.read(format!("public/{file}")).replace("\\x2d", "-");
        assert!(rules.contains("r/pt-001"), "{file}: {rules}");
    }
    // Other hosts show the page for unknown addresses, whose script changes the address.
    assert!(site.read("public/404.html").contains("p-not-found"));
    let script = names_in(&site.join("public/assets"))
        .into_iter()
        .find(|name| name.ends_with(".js") && name.contains("pamphlet"));
    let script = site.read(format!("public/assets/{}", script.unwrap()));
    assert!(script.contains("p-not-found"), "{script}");
}

#[test]
fn a_time_zone_is_the_same_on_every_computer() {
    let site = Site::with_a_leaflet();
    let settings = site.read("content/site.yaml");
    for zone in ["localtime", "posixrules", "Factory", "factory"] {
        site.write("content/site.yaml", format!("{settings}timezone: {zone}\n"));
        let found = site.findings();
        assert!(found.iter().any(|finding| finding.rule == "wrong-setting"), "{zone}: {found:?}");
    }
    site.write("content/site.yaml", format!("{settings}timezone: Europe/Dublin\n"));
    assert!(site.findings().iter().all(|finding| finding.rule != "wrong-setting"));
}
