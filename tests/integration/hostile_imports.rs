//! Imported files that are made to exhaust time or memory: each becomes a leaflet or is refused, quickly.

use std::fs;
use std::process::Command;
use std::time::Duration;

use crate::support::foreign;
use crate::support::site::Site;
use pamphlet::import::{self, ImportFailure, ImportedLeaflet};

/// The maximum time for a file, even in a debug build. It is processor time, so that tests do not fail on a busy
/// machine.
const PATIENCE: Duration = Duration::from_secs(10);

/// The processor time of this thread so far.
fn worked() -> Duration {
    let said = fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    Duration::from_nanos(said.split(' ').next().unwrap().parse().unwrap())
}

/// The result of importing a file within the time limit.
#[track_caller]
fn imported(name: &str, bytes: &[u8]) -> Result<ImportedLeaflet, ImportFailure> {
    let start = worked();
    let made = import::import(name, bytes, &|_| None);
    let took = worked() - start;
    assert!(took < PATIENCE, "it took {took:?}");
    made
}

/// Runs the command on a file, with a limit on its processor time.
#[track_caller]
fn import_in_time(site: &Site, file: &str) {
    let limited = format!("ulimit -t {}; exec \"$0\" import --dry-run \"$1\"", PATIENCE.as_secs());
    let program = env!("CARGO_BIN_EXE_pamphlet");
    let run = Command::new("sh").args(["-c", &limited, program, file]).current_dir(site.path()).output().unwrap();
    assert!(run.status.success(), "{:?}: {}", run.status, String::from_utf8_lossy(&run.stderr));
}

/// The leaflet made from a web page.
#[track_caller]
fn page(html: &str) -> ImportedLeaflet {
    imported("a.html", html.as_bytes()).unwrap()
}

/// A Word file with this body and these other parts, each with the type of its relationship.
fn word(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let spaces =
        format!("xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"{types}\"");
    let mut links = String::new();
    let mut all = Vec::new();
    for (number, (kind, text)) in parts.iter().enumerate() {
        links
            .push_str(&format!("<Relationship Id=\"r{number}\" Type=\"{types}/{kind}\" Target=\"part{number}.xml\"/>"));
        all.push((format!("word/part{number}.xml"), format!("<w:part {spaces}>{text}</w:part>")));
    }
    all.push(("word/document.xml".to_owned(), format!("<w:document {spaces}><w:body>{body}</w:body></w:document>")));
    let space = "http://schemas.openxmlformats.org/package/2006/relationships";
    let links = format!("<Relationships xmlns=\"{space}\">{links}</Relationships>");
    all.push(("word/_rels/document.xml.rels".to_owned(), links));
    foreign::zipped_parts(&all)
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

// Web pages.

#[test]
fn deeply_nested_elements_lose_no_word() {
    for open in ["<div>", "<h2><div>", "<section><p>", "<ul>", "<blockquote>", "<font><u>", "<svg>", "<template>"] {
        let html = format!(
            "<p>first{}{}<p>last",
            open.repeat(60_000),
            "<p>x".repeat(if open == "<div>" { 60_000 } else { 0 })
        );
        let made = page(&html);
        let is_there = |word: &str| made.text.contains(word) || made.account.missing_words().contains(&word);
        assert!(is_there("first") && (is_there("last") || open == "<template>"), "{open}");
    }
}

#[test]
fn formatting_that_is_reopened_in_every_paragraph_does_not_exhaust_memory() {
    let looks: String = (0..3_000).map(|number| format!("<b a{number}>")).collect();
    match imported("a.html", (looks + &"<p>x".repeat(5_000)).as_bytes()) {
        Ok(made) => assert!(made.text.len() < 100_000, "{}", made.text.len()),
        Err(refusal) => assert!(refusal.message.contains("nested"), "{refusal:?}"),
    }
}

#[test]
fn line_breaks_before_words_are_fast() {
    assert!(page(&format!("<p>{}words", "<br>".repeat(150_000))).text.contains("words"));
}

#[test]
fn a_very_long_address_is_not_a_link() {
    let made = page(&format!("<p><a href='https://x.example/{}'>Here</a> it is", "y".repeat(100_000)));
    assert!(made.text.contains("Here it is"), "{}", &made.text[..200]);
    let told = made.account.entries().any(|entry| entry.sentence.contains("too long for browsers"));
    assert!(told, "it is not reported");
}

#[test]
fn a_table_does_not_grow_with_its_widest_row() {
    let wide = format!("<tr>{}</tr>", "<td>a</td>".repeat(400));
    let html = format!("<main><p>x<table>{wide}{}</table></main>", "<tr><td>b".repeat(5_000));
    let text = page(&html).text;
    assert!(text.len() < html.len() * 10, "{} bytes of {}", text.len(), html.len());
}

#[test]
fn every_cell_of_a_long_row_is_imported() {
    let cells: String = (0..700).map(|number| format!("<td>cell{number}</td>")).collect();
    let made = page(&format!("<main><p>x<table><tr>{cells}</tr><tr><td>y</tr></table></main>"));
    let lost: Vec<usize> = (0..700).filter(|number| !made.text.contains(&format!("cell{number}\n"))).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn a_long_report_is_fast() {
    let site = Site::empty();
    site.write("content/site.yaml", "title: T\n");
    let links: String = (0..40_000).map(|number| format!("<p><a href=#a{number}>word{number}</a>")).collect();
    site.write("a.html", links);
    import_in_time(&site, "a.html");
}

// Word files.

#[test]
fn a_footnote_with_many_marks_is_imported_once() {
    let mark = "<w:r><w:footnoteReference w:id=\"2\"/></w:r>";
    let note = format!("<w:footnote w:id=\"2\">{}</w:footnote>", paragraph(&"note ".repeat(4_000)));
    let body = format!("<w:p><w:r><w:t>Text</w:t></w:r>{}</w:p>", mark.repeat(2_000));
    let made = imported("a.docx", &word(&body, &[("footnotes", &note)])).unwrap();
    assert!(made.text.len() < 100_000, "{} bytes", made.text.len());
    assert_eq!(made.text.matches("[^1]").count(), 2_001);
}

#[test]
fn paragraphs_that_look_like_lists_are_fast() {
    let item = |number: u32| {
        format!("<w:p><w:pPr><w:ind w:left=\"{}\"/></w:pPr><w:r><w:t>1. x</w:t></w:r></w:p>", number * 200)
    };
    let body: String = (1..8_000).rev().map(item).collect();
    imported("a.docx", &word(&body, &[])).unwrap();
}

#[test]
fn unclosed_fields_are_fast() {
    let begin = "<w:r><w:fldChar w:fldCharType=\"begin\"/><w:fldChar w:fldCharType=\"separate\"/></w:r>";
    let body = format!("<w:p>{}{}</w:p>", begin.repeat(8_000), "<w:r><w:t>x</w:t></w:r>".repeat(8_000));
    assert!(imported("a.docx", &word(&body, &[])).unwrap().text.contains("xxx"));
}

#[test]
fn list_markers_are_short() {
    let level =
        format!("<w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"none\"/><w:lvlText w:val=\"{}\"/></w:lvl>", "y".repeat(100_000));
    let numbering = format!(
        "<w:abstractNum w:abstractNumId=\"0\">{level}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
    );
    let item = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>";
    let made = imported("a.docx", &word(&item.repeat(100), &[("numbering", &numbering)])).unwrap();
    assert!(made.text.len() < 100_000, "{} bytes", made.text.len());
}

#[test]
fn a_text_alternative_is_not_repeated_for_every_picture() {
    let pictures =
        "<a:blip xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" r:embed=\"none\"/>".repeat(300);
    let alt = "word ".repeat(10_000);
    let described = format!(
        "<wp:docPr xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" descr=\"{alt}\"/>"
    );
    let body = format!("<w:p><w:r><w:t>x</w:t><w:drawing>{described}{pictures}</w:drawing></w:r></w:p>");
    let made = imported("a.docx", &word(&body, &[])).unwrap();
    let said: usize = made.account.entries().flat_map(|entry| &entry.pieces).map(String::len).sum();
    assert!(said < 200_000, "{said} bytes");
    assert_eq!(made.account.missing_words().iter().filter(|word| **word == "word").count(), 10_000);
}

#[test]
fn limits_apply_to_a_word_file_as_a_whole() {
    let long = " ".repeat(20 * 1024 * 1024);
    let refused = |body: &str, parts: &[(&str, &str)]| {
        let refusal = imported("a.docx", &word(body, parts)).err();
        refusal.is_some_and(|refusal| refusal.message.contains("not a Word document"))
    };
    let text = paragraph("Text");
    assert!(!refused(&text, &[("header", &long)]));
    assert!(refused(&text, &[("header", &long), ("footer", &long)]), "two parts with too much text together");
    let many = "<w:p/>".repeat(300_000);
    assert!(refused(&text, &[("header", &many), ("footer", &many)]), "too many elements");
    let attributes: String = (0..1_000).map(|number| format!(" a{number}=\"\"")).collect();
    assert!(refused(&format!("<w:p{attributes}/>{text}"), &[]), "too many attributes");
}

// Registers.

#[test]
fn column_headers_are_shortened_in_messages() {
    let head = format!("Review date ({})", "x".repeat(100_000));
    let register = import::read_register(format!("Ref,{head}\n{}", "A,soon\n".repeat(2_000)).as_bytes()).unwrap();
    assert_eq!(register.doubtful.len(), 2_000);
    let said: usize = register.doubtful.iter().map(|doubt| doubt.column.len()).sum();
    assert!(said < 1_000_000, "{said} bytes");
}

#[test]
fn a_register_of_unknown_leaflets_is_fast() {
    let site = Site::with_a_leaflet();
    let rows: String = (0..60_000).map(|number| format!("X-{number},Team\n")).collect();
    site.write("register.csv", format!("Reference,Owner\n{rows}"));
    import_in_time(&site, "register.csv");
}

#[test]
fn a_table_that_is_no_register_of_leaflets_is_refused_quickly() {
    let start = worked();
    let rows: String = (0..1_000_000).map(|number| format!("X-{number},Team\n")).collect();
    let refused = import::read_register(format!("Reference,Owner\n{rows}").as_bytes()).unwrap_err();
    assert!(refused.message.contains("more than 100,000 lines"), "{}", refused.message);
    assert!(worked() - start < PATIENCE, "it took {:?}", worked() - start);
}
