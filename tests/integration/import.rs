//! Imported files become leaflets, and no word of them is lost unnoticed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::foreign;
use crate::support::foreign::Word;
use crate::support::site::{Site, TODAY, pamphlet};
use crate::support::words::first_difference;
use pamphlet::import::{ImportedLeaflet, ReportEntryKind};

const SEED: &str = "tests/seed/integrated-psychological-therapy.txt";
const DRAFT: &str = "content/drafts/integrated-psychological-therapy.md";

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn path(below: &str) -> String {
    repository().join(below).to_str().unwrap().to_owned()
}

/// The Word files to import; those with tracked changes and comments are refused.
fn word_files() -> Vec<PathBuf> {
    let all = fs::read_dir(repository().join("tests/import/files")).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = all.filter(|path| path.extension().is_some_and(|ending| ending == "docx")).collect();
    files.sort();
    assert!(files.len() >= 16, "there are only {} Word files", files.len());
    files
}

fn name_of(file: &Path) -> String {
    file.file_stem().unwrap().to_str().unwrap().to_owned()
}

fn imported(file: &Path) -> Option<ImportedLeaflet> {
    let name = file.file_name().unwrap().to_str().unwrap();
    pamphlet::import::import(name, &fs::read(file).unwrap(), &|_| None).ok()
}

#[test]
fn the_original_text_becomes_a_leaflet_with_the_same_words() {
    let site = Site::empty();
    let run = pamphlet(site.path(), &["import", &path(SEED)]).exits(0);
    assert!(
        run.stdout.contains("Still blank, for you to complete: title, reference, last_updated, archive_date, summary."),
        "{}",
        run.stdout
    );
    let text = site.read(DRAFT);
    let seed = fs::read_to_string(path(SEED)).unwrap();
    let closing = ["Leaflet reference:", "Date last updated:", "Archive date:"];
    let lines = seed.lines().map(str::trim).filter(|line| !closing.contains(line));
    let expected: Vec<String> =
        lines.flat_map(|line| line.trim_start_matches('•').split_whitespace()).map(str::to_owned).collect();
    assert!(expected.len() > 600);
    assert_eq!(first_difference(&expected, &foreign::all_words(&text)), None);
    // Its headings and its lists are those of the leaflet that was written by hand.
    let ours = fs::read_to_string(repository().join("content/leaflets/integrated-psychological-therapy.md")).unwrap();
    let ours = ours.replace("{{ copies-of-letters-and-reports }}", "## Copies of letters and reports\n\nx\n");
    let shape = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| line.starts_with("## ") || line.starts_with("- "));
        lines.map(|line| line.trim_end_matches(['.', ',']).to_owned()).collect()
    };
    let body = ours.split("\n---\n").nth(1).unwrap();
    assert_eq!(shape(&text), shape(body));
    assert_eq!(shape(&text).len(), 11 + 12);

    // Exactly the fields that are blank are reported.
    let missing = |rule: &str| format!("{rule} {DRAFT}");
    let found = pamphlet(site.path(), &["check", "--drafts", "--format", "json", "--today", TODAY]).exits(1).findings();
    let mut errors: Vec<String> = found
        .iter()
        .filter(|finding| finding.severity == "error")
        .map(|finding| format!("{} {}", finding.rule, finding.file))
        .collect();
    errors.sort();
    let expected = ["missing-archive-date", "missing-last-updated", "missing-reference", "missing-title"].map(missing);
    assert_eq!(errors, expected);

    // With these fields filled in, it builds, and readers see the words of the leaflet that was written by hand.
    let filled = text
        .replace("title:\n", "title: Integrated psychological therapy\n")
        .replace("reference:\n", "reference: PT-001\n")
        .replace("last_updated:\n", "last_updated: 2026-11-23\n")
        .replace("archive_date:\n", "archive_date: 2028-11-23\n");
    site.write("content/leaflets/integrated-psychological-therapy.md", &filled);
    site.build(&[]).exits(0);
    let block = fs::read_to_string(repository().join("content/blocks/copies-of-letters-and-reports.md")).unwrap();
    let block = block.rsplit("---\n").next().unwrap();
    let by_hand =
        fs::read_to_string(repository().join("content/leaflets/integrated-psychological-therapy.md")).unwrap();
    let by_hand = by_hand.replace("{{ copies-of-letters-and-reports }}", block);
    let plain = |text: &str| -> Vec<String> {
        let words = foreign::words(text, true).into_iter();
        words.map(|word| word.trim_end_matches(['.', ',']).to_owned()).collect()
    };
    assert_eq!(first_difference(&plain(&by_hand), &plain(&filled)), None);
}

#[test]
fn every_word_of_a_word_file_is_in_the_leaflet_or_in_the_report() {
    let mut looked_at = 0;
    for file in word_files() {
        let Some(made) = imported(&file) else { continue };
        looked_at += 1;
        let source = Word::read(&file);
        let mut balance: BTreeMap<String, i64> = BTreeMap::new();
        let mut count = |words: Vec<String>, by: i64| {
            for word in words {
                *balance.entry(word).or_default() += by;
            }
        };
        let split = |words: Vec<&str>| words.iter().flat_map(|word| foreign::split(word)).collect::<Vec<_>>();
        count(source.words(), 1);
        count(split(made.account.added_words()), 1);
        count(foreign::words(&made.text, true), -1);
        count(split(made.account.missing_words()), -1);
        balance.retain(|_, count| *count != 0);
        assert!(
            balance.is_empty(),
            "{}: more (+) or fewer (-) in the file: {balance:?}\n{}",
            name_of(&file),
            made.text
        );
        // The words are in order, except for those of text boxes.
        if name_of(&file) != "signs" {
            let mut added: Vec<String> = split(made.account.added_words());
            let mut rest = source.body().into_iter();
            for word in foreign::words(&made.text, false) {
                if let Some(at) = added.iter().position(|label| *label == word) {
                    added.remove(at);
                } else {
                    assert!(rest.any(|other| other == word), "{}: '{word}' is out of order", name_of(&file));
                }
            }
        }
        // Every picture is imported, with its alternative text if it has one.
        assert_eq!(
            made.text.matches("](").count() - foreign::links(&made.text),
            source.pictures(),
            "{}",
            name_of(&file)
        );
        assert_eq!(foreign::alternatives(&made.text), source.alternatives(), "{}", name_of(&file));
    }
    assert!(looked_at >= 12, "only {looked_at} files");
}

#[test]
fn lists_have_the_numbers_and_levels_that_a_word_processor_shows() {
    let mut looked_at = 0;
    for file in word_files() {
        let name = name_of(&file);
        if !["lists-nested", "lists-adjacent", "lists-letters", "pandoc-lists", "arabic"].contains(&name.as_str()) {
            continue;
        }
        looked_at += 1;
        let shown = fs::read_to_string(file.with_extension("txt")).unwrap();
        // LibreOffice shows a bullet before a paragraph that pandoc placed below an item whose bullet is a space.
        let shown: Vec<_> =
            foreign::shown_items(&shown).into_iter().filter(|item| item.text != "With a second paragraph.").collect();
        let made = imported(&file).unwrap();
        assert_eq!(foreign::items(&made.text), shown, "{name}\n{}", made.text);
    }
    assert_eq!(looked_at, 5);
}

#[test]
fn headings_have_the_hierarchy_that_word_shows() {
    let mut compared = 0;
    for file in word_files() {
        let Some(made) = imported(&file) else { continue };
        let word = Word::read(&file).headings();
        let ours: Vec<(usize, String)> = made.text.lines().filter_map(foreign::heading).collect();
        for (before, after) in word.iter().zip(word.iter().skip(1)) {
            let level = |text: &str| ours.iter().find(|(_, words)| words == text).map(|(level, _)| *level);
            let (Some(first), Some(second)) = (level(&before.1), level(&after.1)) else { continue };
            assert_eq!(after.0.cmp(&before.0), second.cmp(&first), "{}: {before:?} {after:?}", name_of(&file));
            compared += 1;
        }
        assert!(ours.iter().all(|(level, _)| *level >= 2), "{}", name_of(&file));
    }
    assert!(compared >= 8, "{compared}");
}

/// Compares with the leaflets that a person has checked. To update them, run the test with `PAMPHLET_TAKE=1`, and check
/// them again.
#[test]
fn leaflets_are_those_that_a_person_checked() {
    let mut different = Vec::new();
    for file in word_files() {
        let Some(made) = imported(&file) else { continue };
        let place = file.with_extension("md");
        let mut whole = made.text.clone();
        for entry in made.account.entries() {
            whole.push_str(&format!("\n<!-- {:?}: {} {:?} -->", entry.kind, entry.sentence, entry.pieces));
        }
        whole.push('\n');
        if std::env::var_os("PAMPHLET_TAKE").is_some() {
            fs::write(&place, &whole).unwrap();
        } else if fs::read_to_string(&place).ok().as_deref() != Some(whole.as_str()) {
            different.push(format!("{}:\n{whole}", place.display()));
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
}

#[test]
fn files_with_tracked_changes_are_refused_and_others_imported() {
    let site = Site::empty();
    let files = ["tracked-changes", "comments", "pandoc-changes", "arabic"]
        .map(|name| path(&format!("tests/import/files/{name}.docx")));
    let run = pamphlet(site.path(), &[&["import".to_owned()], &files[..]].concat()).exits(1);
    for said in [
        "It has 1 tracked change:",
        "It has 2 comments:",
        "It has 2 tracked changes and 1 comment:",
        "Accept All Changes",
        "Delete All Comments",
        "1 file imported. 3 files not imported",
    ] {
        assert!(run.stdout.contains(said), "'{said}' is missing:\n{}", run.stdout);
    }
    assert_eq!(crate::support::site::names_in(&site.join("content/drafts")), ["العلاج-السلوكي-المعرفي.md"]);
}

#[test]
fn nothing_is_overwritten_and_a_dry_run_writes_nothing() {
    let site = Site::with_a_leaflet();
    let dry = pamphlet(site.path(), &["import", "--dry-run", &path(SEED)]).exits(0);
    assert!(dry.stdout.contains("1 file would be imported. Nothing was written."), "{}", dry.stdout);
    assert!(!site.join("content/drafts").exists());
    pamphlet(site.path(), &["import", &path(SEED)]).exits(0);
    site.write(DRAFT, "mine");
    let again = pamphlet(site.path(), &["import", &path(SEED)]).exits(1);
    assert!(again.stdout.contains("already exists, and existing files are not overwritten"), "{}", again.stdout);
    assert_eq!(site.read(DRAFT), "mine");
    pamphlet(site.path(), &["import", "nowhere.txt"]).fails_saying("it does not exist");
    pamphlet(&site.join("content"), &["import", &path(SEED)]).fails_saying("There is no folder 'content'");
}

#[test]
fn a_folder_is_imported_as_a_whole() {
    let site = Site::empty();
    site.write("old/Sleep/Sleeping well.txt", "Sleeping well\r\n\r\nWhat helps?\r\n\r\nA dark room helps.\r\n");
    site.write("old/Eating.TXT", b"Eating well\n\nWhat helps?\n\nIt\x92s best to eat slowly \x96 na\xefvely.\n");
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain("Über Ängste\r\n\r\nWas hilft?\r\n\r\nRuhe.".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    site.write("old/Angst.txt", utf16);
    site.write("old/~$Eating.txt", "lock");
    site.write("old/old.doc", "x");
    site.write("old/logo.png", "x");
    let run = pamphlet(site.path(), &["import", "old"]).exits(1);
    assert!(run.stdout.contains("Files that end in '.doc' cannot be imported."), "{}", run.stdout);
    assert!(run.stdout.contains("3 files imported. 1 file not imported"), "{}", run.stdout);
    assert!(run.stdout.contains("Windows-1252") && run.stdout.contains("UTF-16"), "{}", run.stdout);
    assert!(site.read("content/drafts/eating-well.md").contains("It’s best to eat slowly – naïvely."));
    assert!(site.read("content/drafts/über-ängste.md").contains("title: Über Ängste\n"));
    assert!(site.read("content/drafts/Sleep/sleeping-well.md").contains("## What helps?\n\nA dark room helps.\n"));
}

#[test]
fn hostile_word_files_are_refused_with_a_sentence() {
    let good = fs::read(repository().join("tests/import/files/lists-nested.docx")).unwrap();
    let mut broken: Vec<Vec<u8>> =
        vec![Vec::new(), b"PK\x03\x04".to_vec(), good[..good.len() / 2].to_vec(), b"\xd0\xcf\x11\xe0 old".to_vec()];
    for at in (0..good.len()).step_by(97) {
        let mut bytes = good.clone();
        bytes[at] ^= 0x55;
        broken.push(bytes);
    }
    broken.push(foreign::zipped("word/document.xml", &"<a>".repeat(100_000)));
    broken.push(foreign::zipped("word/document.xml", "<!DOCTYPE x [<!ENTITY a 'bb'>]><x>&a;</x>"));
    broken.push(foreign::zipped("word/document.xml", &format!("<a>{}</a>", " ".repeat(80 * 1024 * 1024))));
    for bytes in broken {
        match pamphlet::import::import("a.docx", &bytes, &|_| None) {
            Ok(_) => {}
            Err(refusal) => assert!(refusal.message.ends_with('.') && refusal.help.ends_with('.'), "{refusal:?}"),
        }
    }
    let deep = foreign::document(&format!(
        "{}<w:p><w:r><w:t>deep</w:t></w:r></w:p>{}",
        "<w:tbl><w:tr><w:tc>".repeat(60),
        "</w:tc></w:tr></w:tbl>".repeat(60)
    ));
    let made = pamphlet::import::import("a.docx", &deep, &|_| None).unwrap();
    assert!(made.text.contains("deep"), "{}", made.text);
}

#[test]
fn markdown_characters_stay_text() {
    let odd = [
        "1. x",
        "1) x",
        "# x",
        "#",
        "> x",
        "- x",
        "+ x",
        "---",
        "***",
        "= =",
        "===",
        "[a]: b",
        "[a](b)",
        "[[PT-001]]",
        "[^1]",
        "[!NOTE] x",
        "![x](y)",
        "<b>x</b>",
        "<!-- x -->",
        "&amp; &#65; &c",
        "a*b*c **d** _e_ __f__ g_h",
        "`x` ``",
        "a\\b\\",
        "{{ x }}",
        "{{x}}",
        "x {#y}",
        "| a | b |",
        "~~x~~",
        ": x",
        "Table: x",
        "https://x.y/a_b_c",
        "a@b.c",
        "    x",
        "1234567890. x",
        "x\\",
        "$x$",
        "\u{a0}x",
        "*",
        "**",
    ];
    for text in odd {
        for bold in [false, true] {
            let run = format!(
                "<w:r>{}<w:t xml:space=\"preserve\">{}</w:t></w:r>",
                if bold { "<w:rPr><w:i/></w:rPr>" } else { "" },
                text.replace('&', "&amp;").replace('<', "&lt;")
            );
            let cell = format!("<w:tc><w:p>{run}</w:p></w:tc>");
            let row = format!("<w:tr>{cell}{cell}</w:tr>");
            let body = format!(
                "<w:p><w:r><w:t>Before it.</w:t></w:r></w:p><w:p>{run}</w:p><w:p><w:pPr><w:pStyle w:val=\"H\"/><w:outlineLvl w:val=\"1\"/></w:pPr>{run}</w:p><w:tbl>{row}{row}</w:tbl><w:p><w:r><w:t>After</w:t></w:r><w:r><w:br/></w:r>{run}</w:p>"
            );
            let made = pamphlet::import::import("a.docx", &foreign::document(&body), &|_| None).unwrap();
            let expected: Vec<String> = format!("Before it. {text} {text} {text} {text} {text} {text} After {text}")
                .split_whitespace()
                .map(str::to_owned)
                .collect();
            // A dash or a number typed at the start of a line may have become a list.
            let missing: Vec<String> = made.account.missing_words().iter().map(|word| (*word).to_owned()).collect();
            let mut found = foreign::all_words(&made.text);
            if missing.is_empty() {
                assert_eq!(found, expected, "{text}\n{}", made.text);
            } else {
                found.extend(missing);
                let sorted = |mut words: Vec<String>| {
                    words.sort();
                    words
                };
                assert_eq!(sorted(found), sorted(expected), "{text}\n{}", made.text);
            }
            assert!(
                !made
                    .account
                    .entries()
                    .any(|entry| entry.kind == ReportEntryKind::Guess
                        && entry.sentence.contains("may be read as Markdown")),
                "{text}"
            );
        }
    }
}

/// An old register: columns with various names, and dates in British order.
const REGISTER: &str = "\u{feff}Leaflet register;;;;\r\nLeaflet ref;Name of leaflet;Issued;Review date;Owner;Author\r\n\
    PT-001;Sleeping well;23/11/2024;01/03/2027;Sleep team;Ann\r\npt-002;;05/06/2024;;Diet team;\r\n;Feeling  LOW;;31/12/2026;;\r\n\
    PT-999;Gone;01/01/2020;01/01/2022;;\r\nPT-004;Cramps;05/01/2024;March 2027;Leg team;\r\n";

fn registered() -> Site {
    let site = Site::empty();
    site.write("content/leaflets/sleep.md", "---\r\ntitle: Sleeping well # a note\r\nreference: PT-001\r\nlast_updated:\r\narchive_date:   \r\n---\r\n\r\nText: \"as it was\"  \r\n");
    site.write(
        "content/leaflets/eat.md",
        "---\ntitle: Eating\nreference: PT-002\nowner: Food team\nat_a_glance:\n  A: b\n---\nText\n",
    );
    site.write("content/drafts/low.md", "---\ntitle: 'Feeling low'\n---\nText");
    site.write("content/leaflets/legs.md", "---\ntitle: Legs\nreference: PT-005\n---\n");
    site.write("content/leaflets/cramps.md", "---\ntitle: Cramps\nreference: PT-004\nowner: [a\n---\n");
    site.write("register.csv", REGISTER);
    site
}

#[test]
fn an_old_register_fills_blank_fields_and_nothing_else() {
    let site = registered();
    let before = ["eat", "legs", "cramps"].map(|name| site.read(format!("content/leaflets/{name}.md")));
    let dry = pamphlet(site.path(), &["import", "register.csv", "--dry-run"]).exits(1);
    assert_eq!(site.read("content/leaflets/eat.md"), before[0]);
    let run = pamphlet(site.path(), &["import", "register.csv"]).exits(1);
    assert_eq!(
        dry.stdout
            .replace("Would be filled", "Filled")
            .replace("would be filled", "filled")
            .replace(" Nothing was written.", ""),
        run.stdout
    );
    assert_eq!(
        site.read("content/leaflets/sleep.md"),
        "---\r\ntitle: Sleeping well # a note\r\nreference: PT-001\r\nlast_updated: 2024-11-23\r\narchive_date: 2027-03-01\r\nowner: Sleep team\r\n---\r\n\r\nText: \"as it was\"  \r\n"
    );
    assert_eq!(
        site.read("content/leaflets/eat.md"),
        before[0].replace("PT-002\n", "PT-002\nlast_updated: 2024-06-05\n")
    );
    assert_eq!(site.read("content/drafts/low.md"), "---\ntitle: 'Feeling low'\narchive_date: 2026-12-31\n---\nText");
    assert_eq!(site.read("content/leaflets/legs.md"), before[1]);
    assert_eq!(site.read("content/leaflets/cramps.md"), before[2]);
    for said in [
        "Columns: 'Leaflet ref' as reference, 'Name of leaflet' as title, 'Issued' as last_updated, 'Review date' as archive_date, 'Owner' as owner.",
        "Columns that were not used: 'Author'.",
        "line 4, content/leaflets/eat.md: owner is 'Food team' in the leaflet and 'Diet team' in the register",
        "Lines without a leaflet:\n  - line 6: PT-999, Gone\n",
        "line 7, 'Review date': 'March 2027': it is not one definite date",
        "Leaflets that are not in the register:\n  - content/leaflets/legs.md\n",
        "line 7, content/leaflets/cramps.md: its fields cannot be read",
        "3 leaflets filled in.",
    ] {
        assert!(run.stdout.contains(said), "'{said}' is missing:\n{}", run.stdout);
    }
    // The second time there is nothing to fill in, except with the option that overwrites different values.
    let again = pamphlet(site.path(), &["import", "register.csv"]).exits(1);
    assert!(again.stdout.contains("0 leaflets filled in."), "{}", again.stdout);
    pamphlet(site.path(), &["import", "register.csv", "--overwrite"]).exits(1);
    assert!(site.read("content/leaflets/eat.md").contains("\nowner: Diet team\n"));
}

#[test]
fn a_register_with_the_month_first_changes_nothing() {
    let site = registered();
    site.write("register.csv", "Ref,Expiry\nPT-001,03/04/2026\nPT-002,11/23/2026\n");
    let before = site.read("content/leaflets/sleep.md");
    let run = pamphlet(site.path(), &["import", "register.csv"]).exits(1);
    assert!(run.stdout.contains("the month comes first in '11/23/2026' (line 3)"), "{}", run.stdout);
    assert_eq!(site.read("content/leaflets/sleep.md"), before);
}

#[test]
fn deleted_text_does_not_come_back() {
    let site = Site::empty();
    site.write("content/site.yaml", "title: Our leaflets\n");
    let run = |text: &str, struck: bool| {
        let looks = if struck { "<w:rPr><w:strike/></w:rPr>" } else { "" };
        format!("<w:r>{looks}<w:t xml:space=\"preserve\">{text}</w:t></w:r>")
    };
    let body = [run("Do ", false), run("not ", true), run("stop your tablets.", false)].concat();
    fs::write(site.join("struck.docx"), foreign::document(&format!("<w:p>{body}</w:p>"))).unwrap();
    site.write(
        "page.html",
        "<html><body><main><h1>Tablets</h1><p>Do <del>not</del> stop your tablets.</p></main></body></html>",
    );
    for file in ["struck.docx", "page.html"] {
        let told = pamphlet(site.path(), &["import", file]).exits(0);
        let said = told.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains("Check that the text is still right without them: ") && said.contains("not"), "{said}");
    }
    let drafts = fs::read_dir(site.join("content/drafts")).unwrap();
    for draft in drafts {
        assert!(fs::read_to_string(draft.unwrap().path()).unwrap().contains("Do stop your tablets."));
    }
}

#[test]
fn an_old_web_page_loses_its_menus_and_keeps_its_text() {
    let site = Site::empty();
    let page = fs::read_to_string(repository().join("tests/import/pages/sleep.html")).unwrap();
    site.write("old/sleep.html", &page);
    site.write("old/pic one.png", fs::read(repository().join("tests/images/plain.png")).unwrap());
    site.write("secret.png", fs::read(repository().join("tests/images/plain.png")).unwrap());
    let run = pamphlet(site.path(), &["import", "old/sleep.html"]).exits(0);
    let text = site.read("content/drafts/sleeping-well.md");
    assert_eq!(text, fs::read_to_string(repository().join("tests/import/pages/sleep.md")).unwrap(), "{text}");
    assert!(site.join("content/drafts/sleeping-well-1.png").is_file());
    assert!(!site.join("content/drafts/sleeping-well-2.png").exists(), "a picture outside the folder was imported");
    for said in ["Skip to content", "Copyright Example Trust", "old browser", "https://x.org/t.gif", "secret.png"] {
        assert!(run.stdout.contains(said), "'{said}' is missing:\n{}", run.stdout);
    }
    // Every word of the page is in the leaflet or in the report.
    let made = pamphlet::import::import("sleep.html", page.as_bytes(), &|_| None).unwrap();
    let mut balance: BTreeMap<String, i64> = BTreeMap::new();
    let mut count =
        |words: Vec<String>, by: i64| words.into_iter().for_each(|word| *balance.entry(word).or_default() += by);
    count(foreign::words_of_page(&page), 1);
    count(made.account.added_words().iter().flat_map(|word| foreign::split(word)).collect(), 1);
    count(foreign::words(&made.text, true), -1);
    count(made.account.missing_words().iter().flat_map(|word| foreign::split(word)).collect(), -1);
    balance.retain(|_, count| *count != 0);
    assert!(balance.is_empty(), "{balance:?}");
}

#[test]
fn hostile_pages_are_processed_quickly() {
    for page in [
        "<div>".repeat(5_000) + "deep",
        "<table><tr><td>".repeat(3_000) + "deep",
        "<ul><li>".repeat(2_000) + "deep",
        "<blockquote>".repeat(2_000) + "deep",
        "<b><i>".repeat(10_000) + "deep",
        format!("<table><tr>{}</tr></table>deep", "<td colspan=1000000 rowspan=1000000>x</td>".repeat(300)),
        format!("<p>{}deep</p>", "*_[<&".repeat(20_000)),
        "deep<p>".repeat(20_000),
    ] {
        let made = pamphlet::import::import("a.html", page.as_bytes(), &|_| None).unwrap();
        assert!(made.text.contains("deep") || made.account.missing_words().iter().any(|word| word.contains("deep")));
    }
    for empty in ["", "<html><script>x</script></html>"] {
        assert!(pamphlet::import::import("a.html", empty.as_bytes(), &|_| None).is_err());
    }
}

#[test]
fn what_browsers_do_not_show_is_reported_as_lost() {
    let page = "<html><body><noscript><p>Call us by phone.</p></noscript><main><h1>Sleep</h1><p>Take <a href='javascript:x()'>this</a> \
                daily.</p><template><p>Hidden advice.</p></template></main></body></html>";
    let made = pamphlet::import::import("a.html", page.as_bytes(), &|_| None).unwrap();
    let lost: Vec<String> = made
        .account
        .entries()
        .filter(|entry| entry.kind == pamphlet::import::ReportEntryKind::Lost)
        .flat_map(|entry| entry.pieces.iter().map(|piece| format!("{} {piece}", entry.sentence)))
        .collect();
    let shown = "Words that browsers show only without scripts, or not at all:";
    let link = "Links of a kind that is not safe for readers. Their words were kept: this (javascript:x())";
    assert!(lost.contains(&format!("{shown} Hidden advice.")), "{lost:?}");
    assert!(lost.iter().any(|line| line.contains("Call us by phone.")), "{lost:?}");
    assert!(lost.contains(&link.to_owned()), "{lost:?}");
}
