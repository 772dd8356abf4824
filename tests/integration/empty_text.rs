//! A leaflet must have a visible title, a text, and words below each heading.

use crate::support::site::{Site, leaflet};

/// The errors of a leaflet, as rule and line.
fn errors(text: &str, settings: &str) -> Vec<(String, u64)> {
    let site = Site::empty();
    site.write("content/site.yaml", site.read("content/site.yaml") + settings);
    site.write("content/leaflets/good.md", text);
    let errors: Vec<_> = site.findings().into_iter().filter(|finding| finding.severity == "error").collect();
    let run = site.build(&[]);
    assert_eq!(run.code, Some(i32::from(!errors.is_empty())), "{}", run.stderr);
    errors.into_iter().map(|finding| (finding.rule, finding.line)).collect()
}

fn of(errors: &[(String, u64)], rule: &str) -> Vec<u64> {
    errors.iter().filter(|(name, _)| name == rule).map(|(_, line)| *line).collect()
}

#[test]
fn headings_without_words_below_them_are_not_ready_to_publish() {
    let headings: Vec<String> = (1..=8).map(|number| format!("## Part {number}\n")).collect();
    let treatment = leaflet("PT-001", &headings.join("\n")).replace("summary:", "kind: treatment\nsummary:");
    let found = errors(&treatment, "");
    assert_eq!(of(&found, "empty-section"), [10, 12, 14, 16, 18, 20, 22, 24]);
    assert_eq!(of(&found, "empty-leaflet").len(), 1);
    // Switching off the other rules does not affect the remaining ones.
    let found = errors(&treatment, "checks: {empty-section: off, empty-leaflet: off}\n");
    assert_eq!((of(&found, "empty-section").len(), of(&found, "empty-leaflet").len()), (0, 1));
}

#[test]
fn a_leaflet_without_a_text_is_not_ready_to_publish() {
    for text in ["", "\u{200b}", "<!-- to be written -->", "---", "{{ block }}"] {
        let found = errors(&leaflet("PT-001", text), "");
        assert!(!found.is_empty(), "{text:?}");
        if text != "{{ block }}" {
            assert_eq!(of(&found, "empty-leaflet").len(), 1, "{text:?}: {found:?}");
        }
    }
    assert_eq!(errors(&leaflet("PT-001", "Read this."), ""), []);
    // Readers see only the notice of an archived leaflet.
    assert_eq!(
        errors(
            &leaflet("PT-001", "## Part").replace("2028", "2026").replace("2026-11-01", "2026-10-01").replacen(
                "archive_date: 2026-10-01",
                "archive_date: 2026-11-01",
                1
            ),
            ""
        ),
        []
    );
}

#[test]
fn an_invisible_title_is_not_a_title() {
    for unseen in ["\u{200b}", "\u{2060}\u{200e}", "\"\\u200b \\u200d\"", "\u{ad}", "\u{3164}"] {
        for (field, line, rule) in [("title", 2, "missing-title"), ("reference", 3, "missing-reference")] {
            let text = leaflet("PT-001", "Read this.");
            let lines = text.lines().map(|line| match line.split_once(':') {
                Some((name, _)) if name == field => format!("{field}: {unseen}"),
                _ => line.to_owned(),
            });
            let found = errors(&(lines.collect::<Vec<_>>().join("\n") + "\n"), "");
            assert_eq!(found, [(rule.to_owned(), line)], "{field}: {unseen:?}");
        }
    }
}

#[test]
fn a_heading_without_words_is_found_before_a_pdf_fails() {
    for (heading, picture) in [("##", false), ("## ![A map](map.png)", true)] {
        let site = Site::empty();
        site.write("content/site.yaml", site.read("content/site.yaml").replace("[text]", "[pdf]"));
        site.write("content/leaflets/good.md", leaflet("PT-001", &format!("Read this.\n\n{heading}\n\nAnd this.")));
        if picture {
            site.write(
                "content/leaflets/map.png",
                std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/images/plain.png")).unwrap(),
            );
        }
        let errors: Vec<_> = site.findings().into_iter().filter(|finding| finding.severity == "error").collect();
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert_eq!((&*errors[0].rule, errors[0].line), ("empty-heading", 11));
        let run = site.build(&[]).exits(1);
        assert!(!run.stderr.contains("typesetting program") && run.stderr.contains("line 11"), "{}", run.stderr);
    }
}
