//! What people see: transcripts of commands in `cmd/`, and colours only on terminals.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::site::{Run, Site, TODAY, command, leaflet, run};

#[test]
fn transcripts() {
    let cases = trycmd::TestCases::new();
    cases.register_bin("pamphlet", Path::new(env!("CARGO_BIN_EXE_pamphlet")));
    // The transcripts must not depend on whether this is a CI job.
    cases.env("CI", "");
    cases.case("tests/cmd/*.trycmd");
}

/// The start of every colour sequence.
const ESCAPE: char = '\u{1b}';

/// A site with errors and a warning.
fn faulty() -> Site {
    let site = Site::with_a_leaflet();
    let text = leaflet("PT-002", "[nowhere](nowhere.md)").replace("2026-11-01", "2026-02-31");
    site.write("content/leaflets/faulty.md", text);
    site.write("content/leaflets/notes.docx", "");
    site
}

/// Commands that print on one of the two streams, or on both.
const COMMANDS: [&[&str]; 13] = [
    &["check", "--today", TODAY],
    &["check", "--today", TODAY, "--format", "human"],
    &["check", "--today", TODAY, "--format", "spoken"],
    &["check", "--today", TODAY, "--format", "json"],
    &["check", "--today", TODAY, "--format", "sarif"],
    &["check", "--today", TODAY, "--format", "github"],
    &["check", "--today", TODAY, "--fix", "--dry-run"],
    &["build", "--today", TODAY],
    &["build", "--today", TODAY, "nowhere"],
    &["build", "--today", "tomorrow"],
    &["--help"],
    &["explain"],
    &["manual", "start"],
];

#[test]
fn there_is_no_colour_in_files_and_pipes() {
    let site = faulty();
    for arguments in COMMANDS {
        let mut plain = command(site.path(), arguments);
        plain.env("COLORTERM", "truecolor");
        let run = run(plain);
        assert!(!run.stdout.is_empty() || !run.stderr.is_empty(), "{arguments:?} prints nothing");
        assert!(!run.stdout.contains(ESCAPE) && !run.stderr.contains(ESCAPE), "{arguments:?}: {run:?}");
    }
}

/// Whether a text has a sequence for a colour or a weight: `ESC [ ... m`.
fn has_colour(text: &str) -> bool {
    let mut codes = text.split("\u{1b}[").skip(1);
    codes.any(|code| code.trim_start_matches(|sign: char| sign.is_ascii_digit() || sign == ';').starts_with('m'))
}

#[test]
fn colours_on_a_terminal_can_be_switched_off() {
    let site = faulty();
    for arguments in COMMANDS {
        let usual = on_terminal(&site, arguments, &[]);
        let ways: [&[(&str, &str)]; 3] =
            [&[("NO_COLOR", "1")], &[("TERM", "dumb")], &[("TERM", "dumb"), ("CI", "true")]];
        let without = ways.map(|variables| on_terminal(&site, arguments, variables));
        // Work that takes longer than a second shows its progress by moving the cursor, if the terminal can.
        assert!(!has_colour(&without[0].stdout), "{arguments:?}: {:?}", without[0].stdout);
        assert!(without[1..].iter().all(|run| !run.stdout.contains(ESCAPE)), "{arguments:?}: {without:?}");
        for run in &without {
            assert_eq!(run.code, usual.code, "{arguments:?}");
        }
        let seen_by_people =
            !["json", "sarif", "github", "spoken", "explain"].iter().any(|plain| arguments.contains(plain));
        assert_eq!(has_colour(&usual.stdout), seen_by_people, "{arguments:?}: {:?}", usual.stdout);
    }
}

#[test]
fn the_default_format_is_human_on_a_terminal_and_spoken_elsewhere() {
    let site = faulty();
    let formats = ["human", "spoken"].map(|format| site.check(&["--format", format]).exits(1).stdout);
    assert_ne!(formats[0], formats[1]);
    assert_eq!(site.check(&[]).exits(1).stdout, formats[1]);
    let seen = on_terminal(&site, COMMANDS[0], &[("NO_COLOR", "1")]);
    assert_eq!(seen.stdout.replace("\r\n", "\n"), formats[0]);
}

#[test]
fn the_log_of_a_ci_job_has_the_human_format_without_colour() {
    let site = faulty();
    let formats = ["human", "spoken"].map(|format| site.check(&["--format", format]).exits(1).stdout);
    for (value, format) in [("true", 0), ("1", 0), ("woodpecker", 0), ("", 1), ("false", 1), ("False", 1)] {
        let run_with = |arguments: &[&str]| {
            let mut command = command(site.path(), arguments);
            command.env("CI", value).env("COLORTERM", "truecolor");
            run(command).exits(1)
        };
        assert_eq!(run_with(COMMANDS[0]).stdout, formats[format], "CI={value}");
        let spoken = run_with(&["check", "--today", TODAY, "--format", "spoken"]);
        assert_eq!(spoken.stdout, formats[1], "CI={value}: an explicit format has priority");
        let built = run_with(&["build", "--today", TODAY]).stderr;
        assert_eq!(built.contains("error[invalid-date]"), format == 0, "CI={value}: {built}");
        assert!(!built.contains(ESCAPE), "CI={value}");
    }
}

#[test]
fn findings_go_to_standard_output_in_check_and_to_standard_error_in_build() {
    let site = faulty();
    let check = site.check(&[]).exits(1);
    assert!(check.stdout.contains("invalid-date") && check.stderr.is_empty(), "{check:?}");
    let build = site.build(&[]).exits(1);
    assert!(build.stderr.contains("invalid-date") && build.stdout.is_empty(), "{build:?}");
    let good = Site::with_a_leaflet().build(&[]).exits(0);
    assert!(good.stdout.is_empty() && good.stderr.trim().ends_with("seconds."), "{good:?}");
}

#[test]
fn a_closed_pipe_is_not_a_crash() {
    let site = Site::empty();
    for number in 100..400 {
        site.write(format!("content/leaflets/{number}.md"), leaflet(&format!("PT-{number}"), "[x](nowhere.md)"));
    }
    for format in ["human", "spoken", "json", "sarif", "github"] {
        let plain = command(site.path(), &["check", "--today", TODAY, "--format", format]);
        let mut piped = Command::new("sh");
        piped.args(["-c", "\"$@\" | head -n 1", "sh"]).arg(plain.get_program()).args(plain.get_args());
        piped.current_dir(site.path()).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let run = run(piped);
        assert_eq!(run.stderr, "", "{format}: a reader that has enough is no fault");
        assert_eq!(run.stdout.lines().count(), 1, "{format}");
    }
}

#[test]
#[cfg(unix)]
fn a_file_that_cannot_be_read_is_not_reported_as_one_that_cannot_be_written() {
    use std::os::unix::fs::PermissionsExt;
    let site = Site::with_a_leaflet();
    site.write("content/static/map.txt", "A map.");
    let file = site.path().join("content/static/map.txt");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o000)).unwrap();
    // An administrator can read every file.
    if std::fs::read(&file).is_ok() {
        return;
    }
    let failed = site.build(&[]).exits(2).stderr;
    assert!(failed.contains("content/static/map.txt' cannot be read: permission was denied."), "{failed}");
}

#[test]
fn the_summary_says_how_many_leaflets_are_ready() {
    let site = Site::empty();
    let summary = |arguments: &[&str]| {
        let run = site.check(arguments);
        let line = run.stdout.trim_end().lines().last().unwrap().to_owned();
        let build = site.build(&[]);
        if arguments.is_empty() {
            assert!(build.stderr.lines().any(|said| said == line), "build does not print {line}:\n{}", build.stderr);
        }
        line.split_once(". ").map_or(String::new(), |(_, ready)| ready.to_owned())
    };
    assert_eq!(summary(&[]), "", "without leaflets, there is no such line");
    for number in 1..=4 {
        site.write(format!("content/leaflets/{number}.md"), leaflet(&format!("PT-00{number}"), "Text."));
    }
    assert_eq!(summary(&[]), "All 4 are ready to publish.");
    assert_eq!(summary(&["--only", "broken-link"]), "", "one rule is not enough to know");
    // Archived leaflets and translations are not counted, whatever is wrong with them.
    let archived = leaflet("PT-005", "[x](nowhere.md)").replace("2028-11-01", "2026-11-22");
    site.write("content/leaflets/5.md", archived);
    site.write("content/leaflets/1.cy.md", leaflet("PT-001", "[x](nowhere.md)"));
    assert_eq!(summary(&[]), "The errors are in other files, and nothing is published until they are fixed.");
    // A warning does not count; an error does, and so does a missing field.
    site.write("content/leaflets/1.md", leaflet("PT-001", "Text.").replace("summary:", "# summary:"));
    site.forget_versions();
    site.write("content/leaflets/2.md", leaflet("PT-002", "[x](nowhere.md)"));
    site.write(
        "content/leaflets/3.md",
        leaflet("PT-003", "Text.").replace("archive_date: 2028-11-01", "archive_date:"),
    );
    assert_eq!(summary(&[]), "2 of 4 are ready to publish.");
    // An error in a block counts for all leaflets that show it, at any depth, and for no others.
    site.write("content/leaflets/4.md", leaflet("PT-004", "Text.\n\n{{ outer }}\n"));
    site.write("content/blocks/outer.md", "{{ inner }}\n");
    site.write("content/blocks/inner.md", "Text.\n");
    assert_eq!(summary(&[]), "2 of 4 are ready to publish.");
    site.write("content/blocks/inner.md", "[x](nowhere.md)\n");
    assert_eq!(summary(&[]), "1 of 4 is ready to publish.");
    site.write("content/leaflets/1.md", leaflet("PT-001", "{{ outer }}\n"));
    assert_eq!(summary(&[]), "None of the 4 is ready to publish.");
}

/// The output of a command on a terminal.
fn on_terminal(site: &Site, arguments: &[&str], variables: &[(&str, &str)]) -> Run {
    let plain = command(site.path(), arguments);
    let words = std::iter::once(plain.get_program()).chain(plain.get_args());
    let words: Vec<String> = words.map(|word| format!("'{}'", word.to_str().unwrap())).collect();
    let mut script = Command::new("script");
    script.args(["--quiet", "--return", "--command", &words.join(" "), "/dev/null"]).current_dir(site.path());
    script.env_remove("NO_COLOR").env_remove("CI").env("TERM", "xterm-256color").envs(variables.iter().copied());
    script.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    run(script)
}
