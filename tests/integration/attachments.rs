//! Copied files must not contain what a leaflet may not: unchecked text, or an address that stays live.

use crate::support::site::{Site, leaflet};

/// The errors of a site with one leaflet with this text, and these other files: the rules and the places.
fn errors(text: &str, files: &[(&str, &str)]) -> Vec<String> {
    let site = Site::empty();
    site.write("content/leaflets/good.md", leaflet("PT-001", text));
    for (path, text) in files {
        site.write(format!("content/{path}"), text);
    }
    let errors: Vec<_> = site.findings().into_iter().filter(|finding| finding.severity == "error").collect();
    let run = site.build(&[]);
    assert_eq!(run.code, Some(i32::from(!errors.is_empty())), "{}", run.stderr);
    errors.iter().map(crate::support::site::Finding::place).collect()
}

/// Fails unless the link in the leaflet is the only error.
#[track_caller]
fn assert_linked(found: &[String], what: &str) {
    let is_link = |found: &String| found.starts_with("unchecked-page content/leaflets/good.md:9:");
    assert!(found.len() == 1 && found.iter().all(is_link), "{what}: {found:?}");
}

const PAGE: &str = "<!doctype html><title>Old</title><script>alert(1)</script><p>Advice.</p>";

#[test]
fn a_text_with_another_ending_is_not_published_unchecked() {
    for name in ["other.MD", "other.markdown", "other.Md", "other.mdown"] {
        let text = format!("Read [the other]({name}).");
        let expected = [format!("unchecked-page content/leaflets/{name}:1:1")];
        assert_eq!(errors(&text, &[(&format!("leaflets/{name}"), "# Advice\n\nTake two.\n")]), expected);
        assert_eq!(errors("Read this.", &[(&format!("leaflets/{name}"), "# Advice\n")]), expected, "without a link");
    }
    let found = errors("Read [the other](../static/other.md).", &[("static/other.md", "Advice.")]);
    assert_linked(&found, "in 'static'");
}

#[test]
fn a_web_page_is_not_an_attached_file() {
    for name in ["old.html", "old.HTM", "old.xhtml", "old.mht"] {
        let text = format!("Read [the old one]({name}).");
        let found = errors(&text, &[(&format!("leaflets/{name}"), PAGE)]);
        assert_linked(&found, name);
    }
    let found = errors("Read [the old one](../static/old.html).", &[("static/old.html", PAGE)]);
    assert_linked(&found, "in 'static'");
}

#[test]
fn verification_files_and_documents_are_copied() {
    let files = [
        ("static/google1234567890abcdef.html", "google-site-verification: google1234567890abcdef.html"),
        ("static/documents/form.pdf", "%PDF-1.7"),
        ("static/.well-known/security.txt", "Contact: mailto:a@example.org"),
        ("leaflets/diary.txt", "Monday:"),
    ];
    assert_eq!(errors("Fill in [the form](../static/documents/form.pdf) and [the diary](diary.txt).", &files), [""; 0]);
}

#[test]
fn a_static_file_cannot_have_the_address_of_a_leaflet() {
    for path in [
        "leaflets/good/good.pdf",
        "leaflets/gone/gone.pdf",
        "r/PT-001/a.pdf",
        "cy/leaflets/good/good.pdf",
        "Files/a.pdf",
        "packs/a/a.pdf",
    ] {
        let found = errors("Read this.", &[(&format!("static/{path}"), "%PDF-1.7")]);
        assert_eq!(found, [format!("reserved-folder content/static/{path}:1:1")], "{path}");
    }
}
