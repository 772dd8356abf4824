//! Texts and settings that are wrong by mistake or on purpose: each is reported or built, quickly, and nothing crashes.

use std::collections::BTreeSet;
use std::fs;

use crate::support::site::{Finding, Site, leaflet, tree};
use crate::support::trials::{cut, survives, try_all};

/// The hostile file.
const FILE: &str = "content/leaflets/hostile.md";

/// Checks that a site with a good leaflet and a hostile file is refused because of this rule at this place.
#[track_caller]
fn refused_for(bytes: impl AsRef<[u8]>, rule: &str, (line, column): (u64, u64)) -> Finding {
    let site = Site::with_a_leaflet();
    site.write(FILE, bytes);
    let (findings, build) = survives(&site, rule);
    assert_eq!(build.code, Some(1), "{}", cut(&build.stderr));
    let place = format!("{rule} {FILE}:{line}:{column}");
    let found = findings.iter().find(|finding| finding.place() == place && finding.severity == "error");
    let others: BTreeSet<String> = findings.iter().map(Finding::place).take(10).collect();
    found.cloned().unwrap_or_else(|| panic!("no {place} but {others:?}"))
}

/// A valid leaflet with this text.
fn with_text(text: &str) -> String {
    leaflet("PT-002", text)
}

/// A leaflet with another field.
fn with_field(field: &str) -> String {
    with_text("Text.").replacen("---\n", &format!("---\n{field}\n"), 1)
}

// Bytes that are not text.

#[test]
fn bytes_that_are_not_utf8_are_reported_at_their_place() {
    let mut latin = with_text("Ask the caf").into_bytes();
    latin.truncate(latin.len() - 1);
    latin.extend(b"\xe9 for help.\n");
    assert!(refused_for(&latin, "unreadable-file", (9, 12)).help.contains("UTF-8"));
    // The same after a byte-order mark and with Windows line ends.
    let text = with_text("Ask").replace('\n', "\r\n");
    let marked = [b"\xef\xbb\xbf", text.trim_end().as_bytes(), b" \xff\xfe\r\n"].concat();
    refused_for(marked, "unreadable-file", (9, 5));
    refused_for(b"\x00\xff\x00\xff".repeat(1000), "unreadable-file", (1, 2));
    // An incomplete character at the very end.
    refused_for([with_text("Text").trim_end().as_bytes(), b"\xe2\x82"].concat(), "unreadable-file", (9, 5));
}

#[test]
fn utf16_is_recognised() {
    for order in [u16::to_le_bytes, u16::to_be_bytes] {
        let units = std::iter::once(0xfeff).chain(with_text("Grüße.").encode_utf16().collect::<Vec<_>>());
        let bytes: Vec<u8> = units.flat_map(order).collect();
        assert!(refused_for(&bytes, "unreadable-file", (1, 1)).message.contains("UTF-16"));
        // Truncated in the middle of a character, and the byte-order mark alone.
        refused_for(&bytes[..bytes.len() - 1], "unreadable-file", (1, 1));
        refused_for(&bytes[..2], "unreadable-file", (1, 1));
    }
}

#[test]
fn the_valid_parts_of_a_file_that_is_not_utf8_are_checked() {
    let site = Site::with_a_leaflet();
    site.write(
        FILE,
        b"---\ntitle: Caf\xe9\nreference: PT-002\nlast_updated: 2026-02-31\narchive_date:\n---\n[x](nowhere.md)\n",
    );
    let (findings, _) = survives(&site, "not UTF-8, with faults");
    let rules: BTreeSet<&str> = findings.iter().map(|finding| finding.rule.as_str()).collect();
    for rule in ["unreadable-file", "invalid-date", "missing-archive-date", "broken-link"] {
        assert!(rules.contains(rule), "{rule} is not among {rules:?}");
    }
}

#[test]
fn no_zero_byte_is_published() {
    for text in [
        with_text("Take \0 two.\0"),
        with_field("version: 1\x002"),
        with_text("![\0](\0.png) `\0`").replace("PT", "P\0T"),
    ] {
        let site = Site::with_a_leaflet();
        site.write(FILE, text);
        survives(&site, "zero bytes");
        if site.join("public").exists() {
            let with_zero = tree(&site.join("public")).into_iter().filter(|(_, bytes)| bytes.contains(&0));
            assert_eq!(with_zero.map(|(path, _)| path).collect::<Vec<_>>(), [""; 0]);
        }
    }
}

// Front matter.

#[test]
fn front_matter_without_an_end_or_a_start() {
    let unclosed = with_text("# Heading\n\nText.").replacen("\n---\n\n", "\n\n", 1);
    refused_for(&unclosed, "broken-front-matter", (1, 1));
    refused_for("", "broken-front-matter", (1, 1));
    refused_for("\n\n\n", "broken-front-matter", (1, 1));
    refused_for("---", "broken-front-matter", (1, 1));
    refused_for("---\n", "broken-front-matter", (1, 1));
    refused_for("\u{feff}---\r\n", "broken-front-matter", (1, 1));
    refused_for("Only text.\n", "broken-front-matter", (1, 1));
    refused_for("---\njust words\n---\n", "broken-front-matter", (2, 1));
    refused_for("---\n- a\n- list\n---\n", "broken-front-matter", (2, 1));
    refused_for("---\ntitle: \"never closed\n---\nText.\n", "broken-front-matter", (2, 8));
    refused_for("---\nat_a_glance:\n\tA: b\n---\nText.\n", "broken-front-matter", (3, 1));
    for nothing in ["---\n---\n", "---\n# only a note\n---\n", "---\n\n\n---", "---\n{}\n---\n", "---\nnull\n---\n"] {
        for rule in ["missing-title", "missing-reference", "missing-last-updated", "missing-archive-date"] {
            refused_for(nothing, rule, (1, 1));
        }
    }
}

#[test]
fn very_large_front_matter() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..30 {
        let below = vec![format!("*a{}", level - 1); 10].join(", ");
        bomb.push_str(&format!("a{level}: &a{level} [{below}]\n"));
    }
    let hostile = [
        bomb,
        "a: &a [*a]".to_owned(),
        "[".repeat(100_000),
        "{".repeat(100_000),
        format!("conditions: {}", "[".repeat(100_000)),
        format!("conditions: {}{}", "[".repeat(100_000), "]".repeat(100_000)),
        format!("at_a_glance: {}", "{a: ".repeat(50_000)),
        format!("conditions:\n  {}x", "- ".repeat(50_000)),
        format!("conditions:\n  {}x", "? ".repeat(50_000)),
        (0..2000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect(),
        format!("conditions: [{}]", "x, ".repeat(200_000)),
        "&a ".repeat(50_000),
        "!!binary ".repeat(50_000),
        "\"".repeat(100_001),
        "'".repeat(100_001),
        (0..25_000).map(|number| format!("field{number}: x\n")).collect(),
    ];
    for field in hostile {
        let site = Site::with_a_leaflet();
        site.write(FILE, with_field(field.trim_end()));
        let what = format!("a field that begins {}", cut(&field[..field.len().min(60)]));
        let (findings, build) = survives(&site, &what);
        assert_eq!(build.code, Some(1), "{what}");
        let told = findings.iter().any(|finding| finding.file == FILE && finding.severity == "error");
        assert!(told, "{what}: nothing is reported");
        assert!(findings.len() < 60_000, "{what}: {} findings", findings.len());
    }
}

#[test]
fn very_large_settings() {
    for text in
        ["[".repeat(100_000), "a: &a [*a]".to_owned(), "\0".repeat(1000), "title: \"".to_owned(), "\t".to_owned()]
    {
        let site = Site::with_a_leaflet();
        site.write("content/site.yaml", &text);
        let (_, build) = survives(&site, "settings");
        assert!(build.code != Some(0), "{}", cut(&text));
    }
    let site = Site::with_a_leaflet();
    site.write("content/site.yaml", b"title: Caf\xe9\n");
    site.build(&[]).fails_saying("UTF-8");
    // A pattern that would take for ever, or use all memory.
    let site = Site::with_a_leaflet();
    site.write("content/site.yaml", "title: T\nreference: {pattern: '((((a{1,1000}){1,1000}){1,1000}){1,1000})'}\n");
    let (findings, _) = survives(&site, "a pattern too large");
    assert!(findings.iter().any(|finding| finding.rule == "wrong-setting" && finding.line == 2), "{findings:?}");
}

// Text.

#[test]
fn deeply_nested_text_is_refused() {
    // The position is the first one that is nested too deeply.
    for (nested, column) in [("> ", 81), ("- ", 41), ("1. ", 61), ("> - ", 55)] {
        refused_for(with_text(&format!("{}x", nested.repeat(50_000))), "deep-nesting", (9, column));
    }
}

#[test]
fn deeply_nested_text_is_processed_quickly() {
    #[rustfmt::skip]
    let hostile = [
        "[", "![", "[[", "]", "](", "[a](", "*", "_", "*a_ ", "**a *a ", "`", "` ``", "<", "<a ", "<!-- ", "{{",
        "{{ ", "{{ a }}\n", "|", "|-", "|a|a|\n|-|-|\n", "[^1]: ", "[^1]", "[a]: b\n", "[a]: <", "\\", "&amp", "&#",
        ": ", "a\n: b\n\n", "#", "# a {#", "a {#b}\n===\n", "~~", "\t", "    a\n\n", "\r", "\u{b}", "\u{2028}",
        "<div>\n", "<script>", "<?", "<![CDATA[", "a:\n  - ", "www.a.b", "http://", "\"", "\u{301}", "\u{202e}",
        "🏳️\u{200d}🌈",
    ];
    let mut all = Vec::new();
    for piece in hostile {
        let site = Site::with_a_leaflet();
        site.write(FILE, with_text(&piece.repeat(50_000)));
        all.extend(try_all(&site).2.into_iter().map(|fault| format!("{piece:?} without end: {fault}")));
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn a_single_line_of_two_million_characters_is_built() {
    let site = Site::with_a_leaflet();
    site.write(FILE, with_text(&"word ".repeat(400_000)));
    let (_, build) = survives(&site, "a long line");
    assert_eq!(build.code, Some(0), "{}", cut(&build.stderr));
    // The same without a single space, and with a finding at its end.
    site.write(FILE, with_text(&"é".repeat(1_000_000)));
    site.forget_versions();
    survives(&site, "a long word");
    fs::remove_dir_all(site.join("public")).unwrap();
    site.forget_versions();
    site.write(FILE, with_text(&format!("{}[x](nowhere.md)", "é".repeat(1_000_000))));
    let (findings, build) = survives(&site, "a long word with a fault");
    assert_eq!(findings.iter().map(Finding::place).collect::<Vec<_>>(), [format!("broken-link {FILE}:9:1000005")]);
    // The output is for people: it does not contain the whole line.
    assert!(build.stderr.len() < 10_000, "{} bytes are printed", build.stderr.len());
    let human = site.check(&["--format", "human"]).stdout;
    assert!(human.len() < 10_000, "{} bytes are printed", human.len());
}

#[test]
fn a_leaflet_of_twenty_million_characters_is_refused() {
    let finding = refused_for(with_text(&"A line of a leaflet.\n".repeat(1_000_000)), "unreadable-file", (1, 1));
    assert!(finding.message.contains("million"), "{}", finding.message);
}

#[test]
fn nested_blocks_do_not_make_pages_grow_without_limit() {
    let site = Site::with_a_leaflet();
    site.write("content/blocks/b0.md", "Text of a block.\n");
    for level in 1..30 {
        site.write(format!("content/blocks/b{level}.md"), format!("{{{{ b{} }}}}\n\n", level - 1).repeat(10));
    }
    site.write(FILE, with_text("{{ b29 }}"));
    let (findings, build) = survives(&site, "blocks of blocks");
    assert_eq!(build.code, Some(1), "{findings:?}");
}
