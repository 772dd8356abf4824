//! Leaflets of every shape, in six scripts, have all formats, or the problem is reported at its place. None of them
//! prevents the others from being published, and none uses all memory of the machine.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::support::made_leaflet::{SCRIPTS, Script, made_leaflet};
use crate::support::site::{Site, TODAY, command, leaflet};
use fastrand::Rng;

const FONTS: &str = "/usr/share/fonts/truetype/noto";
/// The file name endings of all formats except braille, which not every language has.
const ENDINGS: [&str; 4] = [".pdf", "-large-print.pdf", ".txt", ".epub"];

/// A site in a language, with the fonts that its script needs.
fn site_in(script: &Script, settings: &str) -> Site {
    let site = Site::empty();
    site.write(
        "content/site.yaml",
        format!(
            "title: Example site\nbase_url: https://leaflets.example.org/\nlanguage: {}\n{settings}",
            script.language
        ),
    );
    for name in script.fonts {
        let font = Path::new(FONTS).join(name);
        let bytes = fs::read(&font)
            .unwrap_or_else(|_| panic!("the tests need '{name}': 'apt-get install fonts-noto-core' on Debian"));
        site.write(format!("themes/default/fonts/{name}"), bytes);
    }
    site
}

fn script(language: &str) -> &'static Script {
    SCRIPTS.iter().find(|script| script.language == language).unwrap()
}

/// The result of a build. It may take longer than in other tests, because Typst is slow without optimisation.
struct Built {
    code: Option<i32>,
    stderr: String,
}

fn build(site: &Site) -> Built {
    let output = command(site.path(), &["build", "--out", "public", "--today", TODAY]).output().unwrap();
    Built { code: output.status.code(), stderr: String::from_utf8_lossy(&output.stderr).into_owned() }
}

/// Whether a leaflet has a file with this ending.
fn has(site: &Site, slug: &str, ending: &str) -> bool {
    site.join(format!("public/leaflets/{slug}/{slug}{ending}")).exists()
}

/// Texts of each script that once could not be printed.
#[test]
fn scripts_with_marks_numbers_and_joined_letters_are_printed() {
    #[rustfmt::skip]
    let cases: &[(&str, &[&str])] = &[
        ("ar", &[
            "نص عربي هنا 0808 1647 686 ثم نص",
            "اقرأ من 10-20 دقيقة",
            "كِتَابٌ وَاحِدٌ للمريض",
            "مُدَّة العلاج 3 أشهر، **مهم جدا** [رابط مهم](https://example.org/) ثم 50% من (الناس).",
            "قال 12 مرة[^1] 1 من 10 ثم English words, 5 of them, ثم نص\n\n[^1]: ملاحظة 7.",
            "| عمود | ثاني |\n|---|---|\n| نص 12 | 10-20 كِتَابٌ |\n| 0808 1647 686 | abc |",
        ]),
        ("fa", &["این متن فارسی است: ۱۲۳ و 0808 1647 686", "می‌خواهم با پزشکِ خود صحبت کنم"]),
        ("ur", &["اپنے خاندان سے بات کریں 10-20 منٹ", "بُخار کی دوا ۵ دن تک لیں"]),
        ("gu", &["પરિવાર સાથે વાત કરો", "કુટુંબ સાથે વાત કરો", "તમારા કુટુંબ અને **પરિવાર** ને 0808 1647 686 પર કહો"]),
        ("hi", &["परिवार और कुटुंब से बात करें, क्योंकि 10-20 मिनट लगेंगे", "ऋषि, स्त्री, **विद्यार्थी** र्क्ष"]),
        ("he", &["דברו עם המשפחה 0808 1647 686", "שָׁלוֹם לָכֶם 10-20 דקות"]),
        ("th", &["พูดคุยกับครอบครัวของคุณ ภายใน 10-20 นาที ที่นี่"]),
    ];
    for (language, texts) in cases {
        let script = script(match *language {
            "fa" | "ur" => "ar",
            language => language,
        });
        let site = site_in(script, "formats: [pdf, large-print]\n");
        for (number, text) in texts.iter().enumerate() {
            site.write(
                format!("content/leaflets/leaflet-{number}.md"),
                leaflet(&format!("PT-{:03}", number + 1), text),
            );
        }
        // Both formats are required, so a missing one would be an error.
        let built = build(&site);
        assert_eq!(built.code, Some(0), "{language}: {}", built.stderr);
    }
}

/// Screen readers would read a row split between two pages in two halves.
#[test]
fn rows_are_not_split_and_tables_with_taller_rows_become_lists() {
    let words = "one two three four five six seven ".repeat(9);
    let row = format!("| {words} | {words} |\n");
    let table = format!("| Head one | Head two |\n| --- | --- |\n{}", row.repeat(8));
    let tall = format!("| Head one | Head two |\n| --- | --- |\n| a | {} |\n", words.repeat(20));
    let list = format!("A list:\n\n- {}\n- b\n", words.repeat(25));
    // A header row with a link, on two pages.
    let linked = format!("| [One](https://www.example.org/) | Two |\n| --- | --- |\n{}", "| a | b |\n".repeat(60));
    let site = Site::empty();
    site.write("content/site.yaml", "title: Example site\nformats: [pdf, large-print]\n");
    for (number, text) in [table, tall, list, linked].iter().enumerate() {
        site.write(format!("content/leaflets/leaflet-{number}.md"), leaflet(&format!("PT-{:03}", number + 1), text));
    }
    let built = build(&site);
    assert_eq!(built.code, Some(0), "{}", built.stderr);
}

/// The mark of a note may be followed by the same number.
#[test]
fn the_mark_of_a_note_is_not_part_of_the_text() {
    let site = Site::empty();
    site.write("content/site.yaml", "title: Example site\nformats: [pdf]\n");
    let text = "It helps many people[^1] 1 in 10 of them, and others[^2] 2 more.\n\n[^1]: A note.\n[^2]: Another.";
    site.write("content/leaflets/one.md", leaflet("PT-001", text));
    let built = build(&site);
    assert_eq!(built.code, Some(0), "{}", built.stderr);
}

/// `PAMPHLET_CASES=300` sets the number of leaflets.
#[test]
fn leaflets_of_every_shape_have_all_formats_or_a_finding() {
    let cases = std::env::var("PAMPHLET_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(8);
    let (mut made, mut left) = (0, Vec::new());
    for (number, script) in SCRIPTS.iter().enumerate() {
        let site = site_in(script, "");
        let count = cases / SCRIPTS.len() + usize::from(number < cases % SCRIPTS.len());
        let mut slugs = Vec::new();
        for case in 0..count {
            let mut rng = Rng::with_seed((number * 1_000_000 + case) as u64);
            let slug = format!("leaflet-{}-{case}", script.language);
            let text = made_leaflet(script, &mut rng, |name, bytes| {
                site.write(format!("content/leaflets/{slug}-{name}"), bytes);
                format!("{slug}-{name}")
            });
            site.write(format!("content/leaflets/{slug}.md"), leaflet(&format!("PT-{:03}", case + 1), &text));
            slugs.push(slug);
        }
        let begun = Instant::now();
        let built = build(&site);
        println!("{count} leaflets in '{}' took {:?}", script.language, begun.elapsed());
        assert_eq!(built.code, Some(0), "{}: one leaflet stopped the build: {}", script.language, built.stderr);
        for line in built.stderr.lines().filter(|line| line.contains("cannot be made")) {
            println!("{line}");
        }
        let listed = site.read("public/leaflets.json");
        for slug in &slugs {
            let page = site.read(format!("public/leaflets/{slug}/index.html"));
            for ending in ENDINGS {
                let file = format!("{slug}{ending}");
                let is_made = has(&site, slug, ending);
                assert_eq!(page.contains(&file), is_made, "{slug}: the page and the file {file}");
                assert_eq!(listed.contains(&file), is_made, "{slug}: leaflets.json and the file {file}");
                if is_made {
                    made += 1;
                    continue;
                }
                let is_named = built.stderr.contains(&format!("{slug}.md"));
                assert!(is_named, "{slug} has no {ending}, and this is not reported: {}", built.stderr);
                left.push(file);
            }
        }
    }
    println!("{made} files of {cases} leaflets were made, {} left out: {left:?}", left.len());
    // Each of them is reported. There should be very few.
    assert!(left.len() * 50 <= made, "{} of {made} files were left out: {left:?}", left.len());
}

/// Each of these once took gigabytes or minutes.
#[test]
fn leaflets_that_grow_in_memory_have_no_pdf_and_are_reported() {
    let columns = 60;
    let row = |cell: &str| format!("{}|\n", format!("|{cell}").repeat(columns));
    let inputs = [
        ("table", row("a") + &row("-") + &row("a").repeat(88), "columns"),
        (
            "headings",
            (0..40_000).map(|number| format!("## H{number}\n\n")).collect::<String>() + "Words.\n",
            "headings",
        ),
        ("word", "a".repeat(1_000_000), "letters"),
        ("backticks", "`".repeat(1_100_000), ""),
    ];
    for (name, text, reason) in inputs {
        let site = Site::empty();
        let settings = "title: Example site\nbase_url: https://leaflets.example.org/\nchecks: {empty-section: off}\n";
        site.write("content/site.yaml", settings);
        site.write(format!("content/leaflets/{name}.md"), leaflet("PT-001", &text));
        let begun = Instant::now();
        let built = build(&site);
        // `tests/long/formats` has the exact limits; a busy machine with a debug build is slower.
        assert!(begun.elapsed() < Duration::from_secs(240), "{name} took {:?}", begun.elapsed());
        if reason.is_empty() {
            continue;
        }
        assert_eq!(built.code, Some(0), "{name}: {}", built.stderr);
        assert!(!has(&site, name, ".pdf") && !has(&site, name, "-large-print.pdf"), "{name} has a PDF");
        assert!(has(&site, name, ".txt") && has(&site, name, ".epub"), "{name} lacks other formats");
        assert!(built.stderr.contains("The rule is oversized-leaflet."), "{name}: {}", built.stderr);
        assert!(built.stderr.contains(reason), "{name}: {}", built.stderr);
    }
}

/// A site must have the formats that its settings list.
#[test]
fn a_leaflet_that_is_too_large_is_an_error_if_the_settings_list_the_format() {
    let site = Site::empty();
    site.write("content/site.yaml", "title: Example site\nformats: [pdf]\n");
    let headings: String = (0..1_100).map(|number| format!("## Heading {number}\n\nText.\n\n")).collect();
    site.write("content/leaflets/one.md", leaflet("PT-001", &headings));
    let built = build(&site);
    assert_eq!(built.code, Some(1), "{}", built.stderr);
    assert!(built.stderr.contains("The rule is oversized-leaflet."), "{}", built.stderr);
}
