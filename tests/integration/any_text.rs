//! Any text is either reported or built, and every reported position is inside its file.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use pamphlet::date::Date;
use pamphlet::diagnostic::Severity;
use pamphlet::pipeline::{self, Options};
use pamphlet::present::{self, FindingFormat, OutputOptions};
use pamphlet::rendering::Body;
use pamphlet::source::{FileRole, SourceContent, SourceFile, Sources};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::support::site::leaflet;

/// Words and characters with a meaning in Markdown, YAML or Pamphlet, so that random texts are more than noise.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "\n", "\n", "\n\n", "\r\n", " ", "  ", "    ", "\t", "# ", "## A {#a}", "> ", "- ", "1. ", "* ", "**", "_", "`",
    "```\n", "~~~", "---\n", "***", "| a | b |\n|---|---|\n| c | d |\n", "|", "[", "]", "(", ")", "![", "](", "[[",
    "]]", "[[PT-001]]", "[[About PT-001|it]]", "[x](good.md)", "[x](good.md#a)", "[x](#a)", "[x](PT-001)",
    "[x](nowhere.md)", "[x](../../..)", "![x](x.png)", "{{ block }}", "{{ block }}\n", "{{", "}}", "[^1]",
    "[^1]: note", "<b>", "</b>", "<script>", "<!--", "-->", "&amp;", "&#0;", "\\", "<https://x.example>",
    "term\n: meaning\n", "title: ", "reference: PT-002", "last_updated: 2026-11-01", "archive_date: ", "summary: ",
    "conditions: [", "at_a_glance:\n  a: b\n", "alternatives: [PT-001]", "exceptions:\n  - rule: x\n", "&a ", "*a",
    "!t ", "\"", "'", ": ", ", ", "{", "}", "? ", "%", "@", "~", "null", "2026-11-23", "31 February", "é",
    "e\u{301}", "😀", "\u{feff}", "\u{0}", "\u{85}", "\u{2028}", "\u{202e}", "ﷺ", "İ", "ß", "x",
];

fn text() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec(
        prop_oneof![4 => prop::sample::select(PIECES).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)],
        0..60,
    );
    prop_oneof![3 => pieces.prop_map(|pieces| pieces.concat()), 1 => "\\PC{0,300}", 1 => ".{0,300}"]
}

/// A valid leaflet with this text.
fn with_text(text: &str) -> String {
    leaflet("PT-002", text)
}

/// A leaflet with more lines in its front matter.
fn with_fields(fields: &str) -> String {
    with_text("Text.").replacen("---\n", &format!("---\n{fields}\n"), 1)
}

/// A leaflet with random text, with random front matter, or without any structure.
fn any_leaflet() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => text().prop_map(|text| with_text(&text)),
        2 => text().prop_map(|fields| with_fields(&fields)),
        1 => (text(), text()).prop_map(|(fields, text)| format!("---\n{fields}\n---\n{text}")),
        1 => text(),
    ]
}

/// A site in memory, as returned by `disk::read`.
fn sources(leaflets: &[String]) -> Sources {
    let file = |path: String, role, text: &str| SourceFile {
        on_disk: PathBuf::from(&path),
        path: path.into(),
        role,
        content: SourceContent::Text(text.into()),
    };
    // Findings that would stop a build without need are turned into advice, so that pages are rendered.
    let settings = "title: T\nchecks: {broken-link: advice, broken-anchor: advice, missing-image: advice, unknown-reference: advice, unknown-block: advice,\n  \
                    misplaced-block: advice, unknown-alternative: advice, alternative-to-itself: advice, unknown-field: advice}\n";
    let mut files = vec![
        file("content/site.yaml".to_owned(), FileRole::Settings, settings),
        file(
            "content/leaflets/good.md".to_owned(),
            FileRole::Leaflet,
            &leaflet("PT-001", "## A {#a}\n\nGood. ![x](x.png)"),
        ),
        file("content/leaflets/x.png".to_owned(), FileRole::Asset, ""),
        file("content/blocks/block.md".to_owned(), FileRole::Block, "## Heading\n\nBlock [x](good.md).\n"),
    ];
    for (number, text) in leaflets.iter().enumerate() {
        let text = text.replacen("reference: PT-002", &format!("reference: PT-{:03}", number + 100), 1);
        files.push(file(format!("content/leaflets/any-{number}.md"), FileRole::Leaflet, &text));
    }
    Sources::new(files)
}

/// Checks a site in memory in every way. Returns the leaflets that may be published.
fn looked_at(leaflets: &[String]) -> Vec<String> {
    let today = Date::constant(2026, 11, 23);
    let sources = sources(leaflets);
    let settings = pipeline::settings(&sources).unwrap();
    let options = Options { minify: false, ..Options::on(today) };
    let report = pipeline::check(&sources, &settings, &options);
    let mut faulty = BTreeSet::new();
    for finding in report.findings() {
        for span in finding.related.iter().map(|label| label.span).chain([finding.span]) {
            let (file, start, end) = (sources.file(span.source), span.range.start as usize, span.range.end as usize);
            assert!(
                file.text().get(start..end).is_some(),
                "{}: a position outside {}: {start}..{end}",
                finding.rule,
                file.path
            );
        }
        if finding.severity == Severity::Error {
            faulty.insert(sources.file(finding.span.source).path.to_string());
        }
    }
    for format in
        [FindingFormat::Human, FindingFormat::Spoken, FindingFormat::Json, FindingFormat::Sarif, FindingFormat::Github]
    {
        let show = OutputOptions {
            format,
            today,
            colour: format == FindingFormat::Human,
            advice: true,
            rules: &[],
            folder: "",
        };
        present::write(&report, &sources, &show, &mut std::io::sink()).unwrap();
    }
    let numbered = leaflets.iter().enumerate();
    numbered
        .filter(|(number, _)| !faulty.contains(&format!("content/leaflets/any-{number}.md")))
        .map(|(_, text)| text.clone())
        .collect()
}

/// Renders the pages of a site in memory, and returns how many there are.
fn built(leaflets: &[String]) -> usize {
    let sources = sources(leaflets);
    let settings = pipeline::settings(&sources).unwrap();
    let options = Options { minify: false, ..Options::on(Date::constant(2026, 11, 23)) };
    let pages = AtomicUsize::new(0);
    let report = pipeline::build(&sources, &settings, &options, &|artifact| {
        if let Body::Bytes(bytes) = &artifact.body {
            let text = std::str::from_utf8(bytes).unwrap_or_else(|_| panic!("{} is not UTF-8", artifact.path));
            assert!(!text.contains('\0'), "{} contains a zero byte", artifact.path);
        }
        pages.fetch_add(1, Ordering::Relaxed);
        Ok(())
    });
    assert!(report.unwrap().report.permit_release().is_some(), "build refuses what check accepts");
    pages.into_inner()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 60,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_261_123),
        max_shrink_iters: 500,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_text_is_reported_or_built(leaflets in prop::collection::vec(any_leaflet(), 1..32)) {
        let good = looked_at(&leaflets);
        prop_assert!(built(&good) >= good.len());
    }

    #[test]
    fn any_settings_are_accepted_or_reported(settings in text()) {
        let site = SourceFile {
            path: "content/site.yaml".into(),
            on_disk: PathBuf::new(),
            role: FileRole::Settings,
            content: SourceContent::Text(settings.into()),
        };
        let sources = Sources::new(vec![site]);
        match pipeline::settings(&sources) {
            Ok(settings) => {
                let options = Options { minify: false, ..Options::on(Date::constant(2026, 11, 23)) };
                pipeline::check(&sources, &settings, &options);
            }
            Err(failure) => prop_assert!(!failure.message.is_empty() && !failure.help.is_empty()),
        }
    }
}
