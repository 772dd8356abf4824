//! Control characters in files and file names are shown in the output, and no terminal and no CI job obeys them.

use crate::support::site::{Run, SETTINGS, Site, TODAY, leaflet, pamphlet};

/// A site with file names that a terminal or a CI job would obey, and texts that do the same.
fn site() -> Site {
    let site = Site::empty();
    let text = "Words \u{1b}[31mred \u{9b}32m here, see [click here](http://www.example.org/a) and\u{202e} teh rest.";
    for (number, name) in NAMES.iter().enumerate() {
        site.write(format!("content/leaflets/{name}.md"), leaflet(&format!("PT-10{number}"), text));
    }
    site.write("content/leaflets/b\n::error::left.docx", "x");
    // A mistake that '--fix' corrects.
    let repaired = leaflet("PT-200", "Call us at 10.30am or 10.45am. \u{1b}[2J")
        .replace("last_updated: 2026-11-01", "last-updated: 1st November 2026");
    site.write("content/leaflets/f\n::error::fixed.md", repaired);
    site
}

const NAMES: [&str; 4] = ["a\n::error::first", "a\u{1b}[31msecond", "a\u{202e}third", "a\r::error::fourth"];

/// Fails if the output contains something that would be obeyed. `commands` is the number of lines that are meant as
/// commands.
#[track_caller]
fn assert_shown(run: &Run, commands: usize) {
    let printed = format!("{}\n{}", run.stdout, run.stderr);
    let is_obeyed = |letter: char| {
        (letter.is_control() && letter != '\n' && letter != '\t')
            || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let obeyed: Vec<&str> = printed.lines().filter(|line| line.contains(is_obeyed)).collect();
    assert!(obeyed.is_empty(), "a terminal obeys this: {obeyed:?}");
    let told: Vec<&str> = printed
        .lines()
        .filter(|line| line.trim_start().starts_with("::") || line.trim_start().starts_with("##["))
        .filter(|line| {
            !["::error file=content/", "::warning file=content/", "::notice file=content/"]
                .iter()
                .any(|start| line.starts_with(start))
        })
        .collect();
    // The second file of a finding comes after ' ::: '.
    let told: Vec<&str> = told.into_iter().filter(|line| !line.trim_start().starts_with("::: ")).collect();
    assert!(told.is_empty(), "a CI job obeys this: {told:?}");
    let all = printed.lines().filter(|line| line.starts_with("::") && !line.starts_with("::: ")).count();
    assert_eq!(all, commands, "{printed}");
}

#[test]
fn findings_show_control_characters_of_files() {
    let site = site();
    let count = site.findings().len();
    assert!(count > 10, "only {count} findings");
    for format in ["human", "spoken"] {
        assert_shown(&site.check(&["--format", format]), 0);
    }
    assert_shown(&site.check(&["--format", "github"]), count);
    assert_shown(&site.build(&[]), 0);
    let fixed = site.check(&["--format", "spoken", "--fix", "--dry-run"]);
    assert!(fixed.stdout.contains("Would be fixed"), "{}", fixed.stdout);
    assert_shown(&fixed, 0);
}

#[test]
fn the_register_shows_control_characters_of_names() {
    let site = site();
    for format in ["table", "html", "ics", "csv"] {
        let run = pamphlet(site.path(), &["register", "--today", TODAY, "--format", format]);
        // The line ends of spreadsheets and calendars are required by their formats.
        let run = Run { stdout: run.stdout.replace("\r\n", "\n"), ..run };
        assert_shown(&run, 0);
    }
}

#[test]
fn withdrawing_shows_control_characters_of_names() {
    let site = Site::empty();
    site.write("content/leaflets/a\n::error::b.md", leaflet("PT-001", "Read [the other](c.md)."));
    site.write("content/leaflets/c.md", leaflet("PT-002", "Read [it](<a%0A::error::b.md>)."));
    site.write("content/leaflets/c\n::error::d.md", leaflet("PT-003", "Read [[PT-001]]."));
    let run = pamphlet(site.path(), &["withdraw", "PT-001", "--because", "New\u{1b}[31m advice", "--today", TODAY]);
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
    assert_shown(&run, 0);
    let again = pamphlet(site.path(), &["withdraw", "PT-001", "--because", "New advice", "--today", TODAY]).exits(2);
    assert!(again.stderr.contains("a<U+000A>::error::b.md"), "{}", again.stderr);
    assert_shown(&again, 0);
}

#[test]
fn an_import_shows_control_characters_of_files() {
    let site = Site::empty();
    site.write("content/leaflets/good.md", leaflet("PT-001", "Read this."));
    let lost = "<video src=a.mp4>x</video><form>\u{1b}[31m ::error::lost words of a form that goes on and on</form>";
    let page = format!(
        "<html><body><h1>A &#27;[31m title &#155;</h1><p>Some \u{1b}[2J words.</p>{lost}<iframe src='::error::x'></iframe></body></html>"
    );
    site.write("old/a\n::error::page.html", &page);
    site.write("old/b\u{1b}[31m.docx", "no Word file");
    site.write("old/c.html", &page);
    let run = pamphlet(site.path(), &["import", "--dry-run", "old"]);
    assert!(run.stdout.contains("<U+001B>"), "{}", run.stdout);
    assert_shown(&run, 0);
    let csv = "Reference,Title,Review\u{1b}[31m date,\"Odd\n::error::head\"\nPT-001,\"A\n::error::b\",soon\u{1b}[2J,x\nPT-009,\u{9b}31m,2027-01-01,y\n";
    site.write("register\u{1b}[31m.csv", csv);
    let run = pamphlet(site.path(), &["import", "--dry-run", "register\u{1b}[31m.csv"]);
    assert!(run.stdout.contains("<U+001B>"), "{}{}", run.stdout, run.stderr);
    assert_shown(&run, 0);
}

#[test]
fn a_failure_shows_control_characters() {
    let site = Site::empty();
    for arguments in [
        &["check", "no\u{1b}[31m such\n::error::site"][..],
        &["diff", "old\u{1b}[31m", "new\n::error::x"],
        &["explain", "no\u{1b}[31mrule\n::error::x"],
        &["check", "--no\u{1b}[31msuch"],
        &["import", "no\u{1b}[31m\n::error::file.docx"],
    ] {
        let run = pamphlet(site.path(), arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}");
        assert_shown(&run, 0);
    }
}

#[test]
fn a_spreadsheet_calculates_nothing_and_can_be_imported_again() {
    let site = Site::empty();
    site.write("content/site.yaml", format!("{SETTINGS}reference: '\\S+'\n"));
    let cells = ["=HYPERLINK(1)", "+44 20", "-2+3", "@SUM(1)", "\u{ff1d}1+1", "'=1", "a = b"];
    for (number, cell) in cells.iter().enumerate() {
        let text = leaflet(&format!("PT-00{number}"), "Read this.")
            .replace("summary:", &format!("owner: \"{cell}\"\nsummary:"));
        site.write(format!("content/leaflets/l{number}.md"), text);
    }
    let run = pamphlet(site.path(), &["register", "--today", TODAY, "--format", "csv"]).exits(0);
    let mut reader = csv::Reader::from_reader(run.stdout.trim_start_matches('\u{feff}').as_bytes());
    for record in reader.records() {
        let record = record.unwrap();
        for cell in record.iter() {
            let formula =
                cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']);
            assert!(!formula, "a spreadsheet works this out: {cell}");
        }
    }
    // The owners are the same again.
    site.write("register.csv", &run.stdout);
    for number in 0..cells.len() {
        let path = format!("content/leaflets/l{number}.md");
        let without: Vec<String> =
            site.read(&path).lines().filter(|line| !line.starts_with("owner:")).map(str::to_owned).collect();
        site.write(&path, without.join("\n") + "\n");
    }
    pamphlet(site.path(), &["import", "register.csv"]).exits(0);
    let shown = pamphlet(site.path(), &["register", "--today", TODAY, "--format", "json"]).exits(0).stdout;
    let register: serde_json::Value = serde_json::from_str(&shown).unwrap();
    let rows = register["leaflets"].as_array().unwrap();
    for (number, cell) in cells.iter().enumerate() {
        let row = rows.iter().find(|row| row["reference"] == format!("PT-00{number}")).unwrap();
        assert_eq!(row["owner"], *cell);
    }
}
