//! The other formats of leaflets: they have the text of the page, the page shows their real sizes, and unchanged files
//! are not made again.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::support::crawl::all;
use crate::support::site::{Site, TODAY, assert_same, leaflet, pamphlet, tree};
use crate::support::words::text;
use crate::support::written::{build, first_day, site_with_formats};
use scraper::{ElementRef, Html, Selector};

/// The formats that can be made quickly, with this program and `lou_translate`.
const LIGHT: &str = "formats: [text, epub, braille]\n";

/// The example site or the kitchen sink, with these formats.
fn light(name: &str) -> (Site, PathBuf) {
    let (site, day) = match name {
        "example" => (Site::example_with_formats(), first_day().to_string()),
        name => (site_with_formats(name), "2026-11-23".to_owned()),
    };
    site.write("content/site.yaml", site.read("content/site.yaml") + "\n" + LIGHT);
    if name != "example" {
        // Braille is required by the settings, and the English table has no Arabic letters.
        let is_arabic = |letter: char| ('\u{600}'..='\u{6ff}').contains(&letter);
        for file in ["sleep/Good sleep", "forms/Right to left"] {
            let path = format!("content/leaflets/{file}.md");
            site.write(&path, site.read(&path).replace(is_arabic, "a"));
        }
    }
    let public = build(&site, "public", &day, &[]);
    (site, public)
}

/// The folders of leaflets that have other formats in a built site, translations included.
fn leaflets(public: &Path) -> Vec<PathBuf> {
    let files = tree(public);
    let texts = files.keys().filter(|path| path.ends_with(".txt") && path.contains("leaflets/"));
    texts.map(|path| public.join(path).parent().unwrap().to_path_buf()).collect()
}

fn page_of(folder: &Path) -> Html {
    Html::parse_document(&fs::read_to_string(folder.join("index.html")).unwrap())
}

/// A file of a leaflet, by its ending.
fn file(folder: &Path, ending: &str) -> PathBuf {
    folder.join(format!("{}{ending}", folder.file_name().unwrap().to_str().unwrap()))
}

/// The words that every format must have in this order: title, summary, urgent help, text and notes, without marks of
/// notes and back links.
fn words_of_page(page: &Html) -> Vec<String> {
    let mut found = String::new();
    for selector in ["h1", ".summary", ".crisis", ".text"] {
        for element in all(page, selector) {
            let mut html = Html::parse_fragment(&element.html());
            let aside = Selector::parse("sup, [role=doc-backlink], caption.visually-hidden").unwrap();
            let ids: Vec<_> = html.select(&aside).map(|element| element.id()).collect();
            for id in ids {
                html.tree.get_mut(id).unwrap().detach();
            }
            found.push_str(&text(ElementRef::wrap(html.tree.root().first_child().unwrap()).unwrap()));
            found.push('\n');
        }
    }
    words(&found)
}

/// Letters and digits; other characters may differ between formats.
fn words(text: &str) -> Vec<String> {
    let mut bare = String::new();
    let mut rest = text;
    // `[3]` refers to a note or an address.
    while let Some((before, after)) = rest.split_once('[') {
        bare.push_str(before);
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        rest = after[digits..].strip_prefix(']').filter(|_| digits > 0).unwrap_or(after);
    }
    bare.push_str(rest);
    bare.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Fails unless `others` contains `words` in their order.
#[track_caller]
fn assert_within(words: &[String], others: &[String], what: &str) {
    let mut place = others.iter();
    for (at, word) in words.iter().enumerate() {
        let before = &words[at.saturating_sub(8)..at];
        assert!(place.any(|other| other == word), "{what}: '{word}' is missing after {before:?}");
    }
}

#[test]
fn plain_text_and_e_book_have_the_text_of_the_page() {
    for name in ["example", "kitchen-sink"] {
        let (_site, public) = light(name);
        let folders = leaflets(&public);
        assert!(folders.len() >= 5, "{name}: {folders:?}");
        for folder in &folders {
            let expected = words_of_page(&page_of(folder));
            assert!(expected.len() > 5, "{}", folder.display());
            let plain = fs::read_to_string(file(folder, ".txt")).unwrap();
            let plain = plain.strip_prefix('\u{feff}').expect("a plain text starts with a byte-order mark");
            assert_within(&expected, &words(plain), &format!("{} as plain text", folder.display()));
            let book = words(&text_of_book(&file(folder, ".epub")));
            assert_within(&expected, &book, &format!("{} as an e-book", folder.display()));
            // Nothing is repeated or added within the text: the e-book has no more words than its page.
            let page = words(&text(page_of(folder).root_element()));
            let of_page: BTreeSet<&String> = page.iter().collect();
            let own: Vec<&String> = book.iter().filter(|word| !of_page.contains(word)).collect();
            assert!(own.len() < 40, "{}: the e-book has additional words: {own:?}", folder.display());
        }
    }
}

fn text_of_book(book: &Path) -> String {
    let mut book = zip::ZipArchive::new(fs::File::open(book).unwrap()).unwrap();
    let mut html = String::new();
    std::io::Read::read_to_string(&mut book.by_name("book/leaflet.xhtml").unwrap(), &mut html).unwrap();
    let html = Html::parse_document(&html.replace("<sup>", "<script>").replace("</sup>", "</script>"));
    text(all(&html, "main")[0])
}

#[test]
fn lines_of_plain_text_are_short_and_addresses_are_at_the_end() {
    let (_site, public) = light("example");
    let plain = fs::read_to_string(public.join("leaflets/interpersonal-therapy/interpersonal-therapy.txt")).unwrap();
    for line in plain.lines().filter(|line| line.trim().contains(' ') && !line.contains("://")) {
        assert!(line.trim_start_matches('\u{feff}').chars().count() <= 72, "{line}");
    }
    let reference = "Leaflet reference: PT-002\nVersion: 1, check ";
    assert_eq!(plain.matches(reference).count(), 2, "the reference and the version are at the top and at the end");
    let dates = "\nDate last updated: 23 November 2026\nArchive date: 23 November 2028\n";
    assert_eq!(plain.matches(dates).count(), 2, "the dates are at the top and at the end");
    assert!(plain.ends_with(dates));
    assert!(plain.contains("cognitive behavioural therapy[1]."), "{plain}");
    assert!(plain.contains("\n[1] https://leaflets.example.org/leaflets/cognitive-behavioural-therapy/\n"), "{plain}");
}

#[test]
fn the_page_lists_the_formats_with_their_real_sizes() {
    let (_site, public) = light("example");
    for folder in leaflets(&public) {
        let page = page_of(&folder);
        let listed: Vec<(String, String)> = all(&page, ".formats a")
            .iter()
            .map(|link| (link.attr("href").unwrap().to_owned(), text(*link).trim().to_owned()))
            .collect();
        let names: Vec<&str> = listed.iter().map(|(_, words)| words.split(',').next().unwrap()).collect();
        assert_eq!(names, ["Plain text", "E-book (EPUB)", "Braille file (BRF)"]);
        for (address, words) in listed {
            let size = fs::metadata(folder.join(&address)).unwrap().len();
            let kilobytes = ((size + 500) / 1000).max(1);
            assert!(words.ends_with(&format!(", {kilobytes}KB")), "'{words}' has {size} bytes");
        }
    }
}

#[test]
fn braille_has_lines_of_40_cells_and_pages_of_25_lines() {
    for name in ["example", "kitchen-sink"] {
        let (_site, public) = light(name);
        let made: Vec<PathBuf> =
            leaflets(&public).iter().map(|folder| file(folder, ".brf")).filter(|file| file.exists()).collect();
        assert!(
            made.len() >= 5 || name != "example",
            "{made:?}; install lou_translate: 'apt-get install liblouis-bin'"
        );
        for file in made {
            let text = fs::read_to_string(&file).unwrap();
            let pages: Vec<&str> = text.split_terminator('\u{c}').collect();
            for (number, page) in pages.iter().enumerate() {
                let lines: Vec<&str> = page.split_terminator("\r\n").collect();
                assert_eq!(lines.len(), 25, "page {} of {}", number + 1, file.display());
                for line in &lines {
                    assert!(line.len() <= 40, "'{line}' in {}", file.display());
                    assert!(line.chars().all(|sign| (' '..='_').contains(&sign)), "'{line}' in {}", file.display());
                }
                let cell = |digit: char| if digit == '0' { 'J' } else { char::from(b'A' + digit as u8 - b'1') };
                let page_number: String = (number + 1).to_string().chars().map(cell).collect();
                assert_eq!(lines[24].trim(), format!("#{page_number}"), "{}", file.display());
            }
        }
    }
}

#[test]
fn braille_read_back_has_the_words_of_the_leaflet() {
    let (_site, public) = light("example");
    for folder in leaflets(&public) {
        let text = fs::read_to_string(file(&folder, ".brf")).unwrap();
        let first = read_back(text.split('\u{c}').next().unwrap());
        assert!(first.contains("No transcriber has checked it"), "{first}");
        let found = words(&read_back(&text));
        let expected = words_of_page(&page_of(&folder));
        assert_within(&expected, &found, &format!("{} in braille", folder.display()));
        for fact in ["PT", "23", "November", "2028"] {
            assert!(found.iter().any(|word| word == fact), "'{fact}' is not in {found:?}");
        }
    }
}

/// Translates a BRF file back with liblouis. The lines of a paragraph are joined, because contractions depend on word
/// boundaries.
fn read_back(braille: &str) -> String {
    let mut text = String::new();
    for page in braille.split('\u{c}') {
        let lines: Vec<&str> = page.split_terminator("\r\n").collect();
        for line in lines.iter().take(24) {
            text.push_str(line.trim_end());
            // Dot 5 at the end of a line: the word continues.
            match text.ends_with('"') {
                true => drop(text.pop()),
                false => text.push('\n'),
            }
        }
    }
    // Two things that liblouis cannot translate back: the character for 'en' alone is the word 'enough', and the one
    // for 'y' is also 'you' before a closing bracket.
    let signs = text.split_inclusive([' ', '\n']).map(|sign| match (sign.trim_end(), sign.split_once("\">")) {
        ("5", _) => sign.replacen('5', "5\\<", 1),
        (_, Some((word, rest))) if word.len() == 1 => format!("{word} \">{rest}"),
        _ => sign.to_owned(),
    });
    let text: String = signs.collect();
    // liblouis reads `\\` as the start of a character code.
    let text = text.replace('\\', "\\\\");
    let mut child = Command::new("lou_translate")
        .args(["--backward", "en-us-brf.dis,en-ueb-g2.ctb"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the tests need 'lou_translate': 'apt-get install liblouis-bin' on Debian");
    let mut input = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_format_shows_the_same_reference_version_and_check_code() {
    let site = Site::empty();
    let settings = "title: Example site\nbase_url: https://leaflets.example.org/\n";
    site.write("content/site.yaml", format!("{settings}formats: [pdf, large-print, text, epub, braille]\n"));
    let mut codes = Vec::new();
    for (dose, number) in [("30mg", 3), ("30mg", 3), ("40mg", 4), ("30mg", 5)] {
        let source = leaflet("PT-001", &format!("Take {dose} once a day.")).replace("2026-11-01", TODAY);
        site.write("content/leaflets/one.md", source.replace("summary:", "version: 3\nsummary:"));
        // A site that is not recorded shows the same.
        for further in [&["--out", "preview", "--portable"][..], &["--out", "public"]] {
            build(&site, further[1], TODAY, &further[2..]);
            let folder = site.join(further[1]).join("leaflets/one");
            let list: serde_json::Value =
                serde_json::from_str(&site.read(format!("{}/leaflets.json", further[1]))).unwrap();
            let code = list["leaflets"][0]["check"].as_str().unwrap();
            assert_eq!(list["leaflets"][0]["version"], number);
            let said = format!("{number}, check {code}");
            let page = text(page_of(&folder).root_element());
            let plain = fs::read_to_string(file(&folder, ".txt")).unwrap();
            let book = text_of_book(&file(&folder, ".epub"));
            let braille = read_back(&fs::read_to_string(file(&folder, ".brf")).unwrap());
            let prints = [".pdf", "-large-print.pdf"].map(|ending| text_of_pdf(&file(&folder, ending)));
            for (format, found) in [page, plain, book, braille].into_iter().chain(prints).enumerate() {
                let found = found.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(found.contains(&said), "'{said}' is not in format {format}: {found}");
                assert!(found.contains("PT-001"), "{format}: {found}");
            }
            codes.push(code.to_owned());
        }
        let shown = pamphlet(site.path(), &["show", "--check", codes.last().unwrap()]).exits(0).stdout;
        assert!(shown.starts_with(&format!("PT-001 version {number}, check {}\n", codes.last().unwrap())), "{shown}");
        assert!(shown.contains(dose), "{shown}");
    }
    assert!(codes[..4].iter().chain(&codes[6..]).all(|code| *code == codes[0]), "{codes:?}");
    assert_ne!(codes[4], codes[0]);
}

fn text_of_pdf(pdf: &Path) -> String {
    let output = Command::new("pdftotext").arg(pdf).arg("-").output();
    let output = output.expect("the tests need 'pdftotext': 'apt-get install poppler-utils' on Debian");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn an_e_book_is_zipped_as_reading_systems_expect_it() {
    let (_site, public) = light("example");
    let path = public.join("leaflets/interpersonal-therapy/interpersonal-therapy.epub");
    let bytes = fs::read(&path).unwrap();
    assert_eq!(&bytes[30..58], b"mimetypeapplication/epub+zip", "the type comes first, uncompressed");
    let mut book = zip::ZipArchive::new(fs::File::open(&path).unwrap()).unwrap();
    let names: Vec<String> = book.file_names().map(|name| name.unwrap().into_owned()).collect();
    assert_eq!(
        names,
        [
            "mimetype",
            "META-INF/container.xml",
            "book/package.opf",
            "book/nav.xhtml",
            "book/leaflet.xhtml",
            "book/style.css"
        ]
    );
    let mut package = String::new();
    std::io::Read::read_to_string(&mut book.by_name("book/package.opf").unwrap(), &mut package).unwrap();
    for part in [
        "<dc:identifier id=\"reference\">PT-002</dc:identifier>",
        "<dc:publisher>Example Talking Therapies Service</dc:publisher>",
        "<meta property=\"dcterms:modified\">2026-11-23T00:00:00Z</meta>",
        "<meta property=\"schema:accessModeSufficient\">textual</meta>",
        "<meta property=\"schema:accessibilityHazard\">none</meta>",
    ] {
        assert!(package.contains(part), "'{part}' is not in {package}");
    }
}

#[test]
fn cached_files_are_reused_and_broken_ones_are_made_again() {
    let (site, public) = light("example");
    let first = tree(&public);
    let kept = || -> Vec<PathBuf> {
        let entries = fs::read_dir(site.join(".pamphlet/cache")).unwrap().map(|entry| entry.unwrap().path());
        entries.collect()
    };
    assert_eq!(kept().len(), 15, "5 leaflets in 3 formats: {:?}", kept());
    let day = first_day().to_string();
    // Into another folder, from the cache: hard-linked if the file system supports it.
    let second = build(&site, "second", &day, &[]);
    assert_same(&tree(&second), &first, "from the cache");
    assert_eq!(kept().len(), 15, "{:?}", kept());
    let text = second.join("leaflets/interpersonal-therapy/interpersonal-therapy.txt");
    let inodes: BTreeSet<u64> = kept().iter().map(|path| fs::metadata(path).unwrap().ino()).collect();
    assert!(inodes.contains(&fs::metadata(text).unwrap().ino()), "it was made again");
    // A file that was truncated, and one that was changed.
    for (number, path) in kept().iter().enumerate() {
        let bytes = fs::read(path).unwrap();
        fs::remove_file(path).unwrap();
        match number % 2 {
            0 => fs::write(path, &bytes[..bytes.len() / 2]).unwrap(),
            _ => fs::write(path, [&bytes[..10], b"other words", &bytes[21..]].concat()).unwrap(),
        }
    }
    assert_same(&tree(&build(&site, "third", &day, &[])), &first, "with all cached files broken");
    // Safe to delete.
    fs::remove_dir_all(site.join(".pamphlet")).unwrap();
    assert_same(&tree(&build(&site, "fourth", &day, &[])), &first, "without the cache");
    // Another leaflet does not change the key of this one.
    let before = kept().len();
    site.write("content/leaflets/a-first.md", leaflet("PT-099", "Read this."));
    build(&site, "fifth", &day, &[]);
    assert_eq!(kept().len(), before + 3, "only the new leaflet was made");
}

#[test]
fn two_builds_share_the_cache() {
    let (site, _) = light("example");
    fs::remove_dir_all(site.join(".pamphlet")).unwrap();
    let day = first_day().to_string();
    let trees = std::thread::scope(|scope| {
        let builds: Vec<_> = ["one", "two", "three"]
            .map(|out| {
                let (site, day) = (&site, &day);
                scope.spawn(move || tree(&build(site, out, day, &[])))
            })
            .into();
        builds.into_iter().map(|build| build.join().unwrap()).collect::<Vec<_>>()
    });
    assert_same(&trees[1], &trees[0], "the second at once");
    assert_same(&trees[2], &trees[0], "the third at once");
}

#[test]
fn an_archived_leaflet_has_no_other_format() {
    let (site, public) = light("example");
    assert_eq!(leaflets(&public).len(), 5);
    let after = build(&site, "public", "2028-11-23", &[]);
    let left: Vec<String> = tree(&after)
        .into_keys()
        .filter(|path| [".txt", ".epub", ".brf", ".pdf"].iter().any(|ending| path.ends_with(ending)))
        .filter(|path| path != "robots.txt")
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn the_settings_determine_the_formats() {
    let site = Site::with_a_leaflet();
    let formats = |setting: &str| {
        site.write("content/site.yaml", format!("title: Example\nbase_url: https://leaflets.example.org/\n{setting}"));
        site.build(&["--out", "public"]).exits(0);
        let files = tree(&site.join("public/leaflets/good")).into_keys();
        files.filter(|path| !path.ends_with('/') && path != "index.html").collect::<Vec<String>>()
    };
    assert_eq!(formats("formats: []\n"), Vec::<String>::new());
    assert!(!site.join(".pamphlet/cache").exists(), "a site without other formats has no cache");
    assert_eq!(formats("formats: [text]\n"), ["good.txt"]);
    assert_eq!(formats("formats: [epub, text]\n"), ["good.epub", "good.txt"]);
    let page = fs::read_to_string(site.join("public/leaflets/good/index.html")).unwrap();
    assert!(page.contains("This leaflet in other formats"));
}

#[test]
fn without_lou_translate_braille_is_left_out_or_an_error() {
    let site = Site::with_a_leaflet();
    let settings = site.read("content/site.yaml").replace("formats: [text]\n", "");
    let build = |formats: &str| {
        site.write("content/site.yaml", format!("{settings}{formats}"));
        let mut command = crate::support::site::command(site.path(), &["build", "--today", "2026-11-23"]);
        command.env("PATH", site.path());
        crate::support::site::run(command)
    };
    let left = build("formats: [text, braille]\n").exits(1);
    assert!(left.stderr.contains("The rule is unavailable-format."), "{}", left.stderr);
    assert!(left.stderr.contains("'lou_translate'"), "{}", left.stderr);
    assert!(!site.join("public").exists(), "nothing is published");
    build("formats: [text]\n").exits(0);
}

/// A leaflet and its translation, both with lists and with the facts of an alternative.
fn with_translation(language: &str, text: &str, formats: &str) -> Site {
    let site = Site::with_a_leaflet();
    let settings = site.read("content/site.yaml").replace("formats: [text]\n", formats);
    site.write("content/site.yaml", settings);
    let fields = "alternatives: [PT-001]\nat_a_glance:\n  How long: 12 weekly sessions\n  Cost: '£5 – free for some'\n";
    let with_fields = |text: &str| leaflet("PT-002", text).replacen("---\n", &format!("---\n{fields}"), 1);
    site.write("content/leaflets/other.md", with_fields("We will:\n\n- listen\n- talk \\\\ with you"));
    site.write(format!("content/leaflets/other.{language}.md"), leaflet("PT-002", text));
    let first = site.read("content/leaflets/good.md");
    let facts = "---\nat_a_glance:\n  How long: 6 sessions\n";
    site.write("content/leaflets/good.md", first.replacen("---\n", facts, 1));
    site
}

#[test]
fn required_braille_is_made_in_every_language_with_a_table() {
    for language in ["cy", "ga"] {
        let site = with_translation(language, "Byddwn yn:\n\n- gwrando\n- siarad \\\\ â chi", "formats: [braille]\n");
        let built = site.build(&[]).exits(0);
        let braille = site.join(format!("public/{language}/leaflets/other/other.brf"));
        assert!(braille.exists(), "{language} has no braille: {}", built.stderr);
        let text = fs::read_to_string(braille).unwrap();
        assert!(text.contains("_4 "), "{language}: no bullet in {text}");
        // A backslash once made the whole line disappear.
        let english = fs::read_to_string(site.join("public/leaflets/other/other.brf")).unwrap();
        assert!(english.contains("TALK"), "{english}");
    }
}

#[test]
fn braille_that_cannot_be_made_is_reported() {
    let site = with_translation("cy", "Mae'r rhain yn wir: 睡.", "formats: [braille]\n");
    let built = site.build(&[]).exits(1);
    assert!(built.stderr.contains("The rule is unmade-format."), "{}", built.stderr);
    assert!(built.stderr.contains("other.cy.md"), "{}", built.stderr);
    let site = with_translation("cy", "Mae'r rhain yn wir: 睡.", "");
    let built = site.build(&[]).exits(0);
    assert!(built.stderr.contains("The rule is unmade-format."), "{}", built.stderr);
}

#[test]
fn languages_without_a_braille_table_are_reported_once() {
    let site = with_translation("pl", "Będziemy rozmawiać.", "formats: [braille]\n");
    site.write("content/leaflets/good.pl.md", leaflet("PT-001", "Przeczytaj to."));
    site.write("content/leaflets/good.so.md", leaflet("PT-001", "Akhri tan."));
    let built = site.build(&[]).exits(0);
    assert_eq!(built.stderr.matches("The rule is unavailable-format.").count(), 1, "{}", built.stderr);
    assert!(built.stderr.contains("3 leaflets have no file in the format 'braille'"), "{}", built.stderr);
    assert!(built.stderr.contains("'pl' (2), 'so' (1)"), "{}", built.stderr);
}

/// A site theme that prints leaflets without their text.
#[test]
#[cfg(feature = "pdf")]
fn a_format_that_differs_is_left_out_or_an_error() {
    let site = Site::with_a_leaflet();
    let text = "Some words.\n\n## What to do\n\nRead all of this.";
    site.write("content/leaflets/good.md", leaflet("PT-001", text));
    let template =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/pdf/leaflet.typ")).unwrap();
    let template = template.replace("#blocks(leaflet.body)", "#blocks(leaflet.body.slice(0, 2))");
    site.write("themes/default/pdf/leaflet.typ", template);
    let settings = site.read("content/site.yaml");
    site.write("content/site.yaml", settings.replace("formats: [text]\n", ""));
    let built = site.build(&[]).exits(0);
    assert!(built.stderr.contains("The rule is format-differs."), "{}", built.stderr);
    assert!(built.stderr.contains("below the heading 'What to do'"), "{}", built.stderr);
    let page = site.read("public/leaflets/good/index.html");
    assert!(!page.contains("good.pdf") && page.contains("good.epub"), "{page}");
    let listed = site.read("public/leaflets.json");
    assert!(
        !listed.contains("good.pdf") && !listed.contains("large-print") && listed.contains("good.epub"),
        "{listed}"
    );
    assert!(!site.join("public/leaflets/good/good.pdf").exists());
    site.write("content/site.yaml", settings.replace("formats: [text]\n", "formats: [pdf]\n"));
    site.build(&[]).exits(1);
}
