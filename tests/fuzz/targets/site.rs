//! The files that authors write: fields, text and settings, in a small site in memory.

use std::cell::RefCell;
use std::path::PathBuf;

use pamphlet::date::Date;
use pamphlet::diagnostic::{Report, fixes};
use pamphlet::leaflet::fields::FIELDS;
use pamphlet::leaflet::with_fields;
use pamphlet::pipeline::Options;
use pamphlet::pipeline::preview::{PreviewFiles, PreviewSite};
use pamphlet::present::{self, FindingFormat, OutputOptions};
use pamphlet::render::RequestedFile;
use pamphlet::source::{FileRole, SourceChange, SourceContent, SourceFile, Sources};

use super::parsed;

/// The day of every run.
const TODAY: Date = Date::constant(2026, 11, 23);
/// The leaflet with the fuzzed content.
const ANY: &str = "content/leaflets/any.md";
/// The maximum number of times that `check --fix` corrects a text.
const MAX_ROUNDS: usize = 5;

/// A whole leaflet, for its fields: they are read, changed one at a time, and corrected as `check --fix` does.
pub fn front_matter(data: &[u8]) {
    let content = content(data);
    for role in [FileRole::Leaflet, FileRole::Page, FileRole::Pack, FileRole::Block] {
        parsed(file(ANY, role, content.clone()));
    }
    if let SourceContent::Text(text) = &content {
        change_fields(text);
    }
    with_site(|kept| look_at(kept, ANY, content.clone(), &[]));
}

/// The text of a leaflet, which is linked, checked, printed and rendered in a small site.
pub fn markdown(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let whole = SourceContent::Text(leaflet_of("PT-002", &text).into());
    let files = ["leaflets/any/index.html", "leaflets.json", "feed.xml"];
    with_site(|kept| look_at(kept, ANY, whole, &files));
}

/// `content/site.yaml`: the site is planned, checked and rendered.
pub fn settings(data: &[u8]) {
    let mut files = site();
    files.retain(|file| file.role != FileRole::Settings);
    files.push(file("content/site.yaml", FileRole::Settings, content(data)));
    match PreviewFiles::new(Sources::new(files), &options()) {
        Ok(kept) => {
            let files =
                ["index.html", "leaflets/good/index.html", "leaflets.json", "feed.xml", "_headers", "robots.txt"];
            kept.open(&options(), |open| {
                let report = findings_in(open, "content/leaflets/good.md");
                show(open, &report);
                let of_settings = open.together();
                show(open, &Report::new(of_settings, 0, 0));
                render(open, &files);
            });
        }
        Err(failure) => assert!(!failure.message.is_empty() && !failure.help.is_empty()),
    }
}

fn options() -> Options<'static> {
    Options { minify: false, ..Options::on(TODAY) }
}

fn file(path: &str, role: FileRole, content: SourceContent) -> SourceFile {
    SourceFile { path: path.into(), on_disk: PathBuf::new(), role, content }
}

/// Bytes as read from the disk.
fn content(data: &[u8]) -> SourceContent {
    match std::str::from_utf8(data) {
        Ok(text) => SourceContent::Text(text.strip_prefix('\u{feff}').unwrap_or(text).into()),
        Err(error) => {
            SourceContent::NotUtf8 { text: String::from_utf8_lossy(data).into(), at: error.valid_up_to(), utf16: false }
        }
    }
}

/// A complete leaflet.
fn leaflet_of(reference: &str, text: &str) -> String {
    format!(
        "---\ntitle: About {reference}\nreference: {reference}\nlast_updated: 2026-11-01\narchive_date: 2028-11-01\n\
         summary: What {reference} is for.\n---\n\n{text}\n"
    )
}

/// A small site with everything that a leaflet can link to.
fn site() -> Vec<SourceFile> {
    let text = |path: &str, role, text: &str| file(path, role, SourceContent::Text(text.into()));
    let good = leaflet_of("PT-001", "## What it is {#what}\n\nA blood test takes 5 minutes. ![A cup](x.png)");
    vec![
        text("content/site.yaml", FileRole::Settings, "title: Our leaflets\nbase_url: https://leaflets.example/\n"),
        text("content/leaflets/good.md", FileRole::Leaflet, &good),
        text("content/leaflets/good.cy.md", FileRole::Leaflet, &good.replace("About", "Am")),
        text(ANY, FileRole::Leaflet, &leaflet_of("PT-002", "Text.")),
        text("content/blocks/block.md", FileRole::Block, "## Heading\n\nA block [leads](../leaflets/good.md).\n"),
        text("content/pages/about.md", FileRole::Page, "---\ntitle: About us\n---\n\nSee [[PT-001]].\n"),
        text("content/packs/visit.md", FileRole::Pack, "---\ntitle: Visit\nleaflets: [PT-001]\n---\n\nFor a visit.\n"),
        text(
            "content/glossary.yaml",
            FileRole::Glossary,
            "blood test: a small amount of blood is looked at\nscan: a picture\n",
        ),
        file("content/leaflets/x.png", FileRole::Asset, SourceContent::Unread),
    ]
}

/// Runs with a site that is parsed once for all inputs: parsing it for each would be about ten times slower.
fn with_site(then: impl FnOnce(&mut PreviewFiles)) {
    thread_local! {
        static SITE: RefCell<Option<PreviewFiles>> = const { RefCell::new(None) };
    }
    SITE.with_borrow_mut(|kept| {
        let kept =
            kept.get_or_insert_with(|| PreviewFiles::new(Sources::new(site()), &options()).expect("a sound site"));
        then(kept);
    });
}

/// Inserts a text, inspects it in every way, renders files, and applies all corrections.
fn look_at(kept: &mut PreviewFiles, path: &str, mut content: SourceContent, files: &[&str]) {
    for round in 0..=MAX_ROUNDS {
        kept.change(vec![SourceChange::Written(file(path, FileRole::Leaflet, content.clone()))], &options());
        let corrected = kept.open(&options(), |open| {
            let report = findings_in(open, path);
            if round == 0 {
                show(open, &report);
                render(open, files);
            }
            corrected(open, &report)
        });
        match corrected {
            Some(text) => content = SourceContent::Text(text.into()),
            None => return,
        }
    }
}

/// All findings in one text. Every position is in its file.
fn findings_in(open: &PreviewSite<'_>, path: &str) -> Report {
    let source = open.sources().find(path).expect("the text is there");
    let texts = open.site.library.manuscripts();
    let id = texts.iter().position(|text| text.source == source).expect("the text was parsed");
    let report = open.findings_in(id, &open.together());
    for finding in report.findings() {
        for span in finding.related.iter().map(|label| label.span).chain([finding.span]) {
            let (start, end) = (span.range.start as usize, span.range.end as usize);
            let text = open.sources().file(span.source).text();
            assert!(text.get(start..end).is_some(), "{}: {start}..{end} is not in its file", finding.rule);
        }
    }
    report
}

/// Prints findings in every format.
fn show(open: &PreviewSite<'_>, report: &Report) {
    for format in
        [FindingFormat::Human, FindingFormat::Spoken, FindingFormat::Json, FindingFormat::Sarif, FindingFormat::Github]
    {
        let show = OutputOptions { format, today: TODAY, colour: false, advice: true, rules: &[], folder: "" };
        present::write(report, open.sources(), &show, &mut std::io::sink())
            .expect("nothing keeps it from being written");
    }
}

fn render(open: &PreviewSite<'_>, files: &[&str]) {
    for path in files {
        match open.file(path).expect("the file is rendered") {
            RequestedFile::Made(_) | RequestedFile::Nothing => {}
            RequestedFile::Broken(met) => panic!("{path} is not made: {met:?}"),
        }
    }
}

/// The text with all corrections of `check --fix`; `None` if there are none. Lines that are not shown as changed stay
/// the same.
fn corrected(open: &PreviewSite<'_>, report: &Report) -> Option<String> {
    let text_of = |source| match &open.sources().file(source).content {
        SourceContent::Text(text) => Some(&**text),
        _ => None,
    };
    let fix = fixes(report.findings(), text_of).into_iter().next()?;
    let text = text_of(fix.source)?;
    let after = fix.apply(text);
    let mut lines: Vec<&str> = text.split('\n').collect();
    let changes = fix.changes(text);
    for change in changes.iter().rev() {
        let at = change.line - 1;
        lines.splice(at..at + change.before.len(), change.after.iter().map(String::as_str));
    }
    let shown: Vec<&str> = lines.iter().map(|line| line.trim_end_matches('\r')).collect();
    let made: Vec<&str> = after.split('\n').map(|line| line.trim_end_matches('\r')).collect();
    assert_eq!(shown, made, "a correction changes other lines than those it shows");
    Some(after)
}

/// Changes each field in turn. Nothing but its own lines may differ.
fn change_fields(text: &str) {
    for (number, row) in FIELDS.iter().enumerate() {
        let value = ["2028-11-23", "A: b # c", "", "\"Ä\\\u{1f600}"][number % 4];
        let Ok(changed) = with_fields(text, &[(row.name, value)]) else { continue };
        let (before, after): (Vec<&str>, Vec<&str>) =
            (text.split_inclusive('\n').collect(), changed.split_inclusive('\n').collect());
        let above = before.iter().zip(&after).take_while(|(before, after)| before == after).count();
        let rest = (&before[above..], &after[above..]);
        let below = rest.0.iter().rev().zip(rest.1.iter().rev()).take_while(|(before, after)| before == after).count();
        let gone = &rest.0[..rest.0.len() - below];
        let new = &rest.1[..rest.1.len() - below];
        let named = |lines: &[&str]| lines.iter().filter(|line| line.starts_with(&format!("{}:", row.name))).count();
        assert!(new.len() <= 1 && named(new) == new.len(), "{}: more than its line is new: {new:?}", row.name);
        assert!(named(gone) <= 1, "{}: more than its lines are gone: {gone:?}", row.name);
        if !gone.is_empty() && new.len() == 1 {
            assert_eq!(named(&gone[..1]), 1, "{}: other lines are gone: {gone:?}", row.name);
        }
        assert_eq!(
            with_fields(&changed, &[(row.name, value)]).as_deref(),
            Ok(&*changed),
            "a second time changes nothing"
        );
    }
}
