//! The shell scripts of the tests: no script fails by chance because the reader of a pipe stops early.
//!
//! Under `pipefail`, a command whose reader has gone ends with 141, and so does the pipe. Whether it is still writing
//! at that moment depends on the amount of output, so such a line may work on one machine and fail on the next.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;
use walkdir::WalkDir;

/// What may come before the reading command: `LC_ALL=C`, `env`, `!`, a bracket.
static IN_FRONT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?:\s+|[({!]|\w+=\S*\s|(?:env|command|nice|exec|time)\s)+").unwrap());

/// Commands that stop before the end of their input.
static EARLY: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        // At the first match, or after a number of matches.
        r"^[efz]?grep\s(?:.*\s)?(?:-[a-zA-Z]*[qmlL]|--(?:quiet|silent|max-count|files-with))",
        r"^head\b",
        r"^(?:read|cmp|true|false|:)(?:\s|$)",
        // `sed 1q`, `sed -n '/word/{p;q}'`
        r#"^sed\s(?:.*[\s;{'"/0-9$])?[qQ][0-9]*\s*(?:[;}'"]|\s|$)"#,
        r"^[gmn]?awk\b.*\bexit\b",
    ]
    .into_iter()
    .map(|pattern| Regex::new(pattern).unwrap())
    .collect()
});

/// The lines of a script without comments, with their numbers. Continued lines are joined.
fn lines(script: &str) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    let mut goes_on = false;
    for (number, line) in script.lines().enumerate() {
        if line.trim_start().starts_with('#') {
            continue;
        }
        let whole = line.trim_end();
        let text = whole.strip_suffix('\\').unwrap_or(whole);
        match found.last_mut() {
            Some((_, start)) if goes_on => {
                start.push(' ');
                start.push_str(text);
            }
            _ => found.push((number + 1, text.to_owned())),
        }
        goes_on = whole.ends_with('\\') || (whole.ends_with('|') && !whole.ends_with("||"));
    }
    found
}

/// The lines of a script that pipe into a command that may stop early.
fn early_readers(script: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (number, line) in lines(script) {
        // `||` and `|&` are not simple pipes: the first is not a pipe, the second is one.
        let pipes = line.replace("||", "\n").replace("|&", "|");
        let early = pipes.lines().flat_map(|part| part.split('|').skip(1)).any(|reader| {
            let reader = IN_FRONT.replace(reader, "");
            // Only this command, not the next one on the line.
            let reader = reader.split([')', '`']).next().unwrap_or_default();
            let command = reader.split("&&").next().unwrap_or_default();
            EARLY.iter().any(|pattern| pattern.is_match(command))
        });
        if early {
            found.push(format!("{number}: {}", line.trim()));
        }
    }
    found
}

/// Every shell script of the tests and of CI, with its text.
fn scripts() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["tests", ".ci"].map(|name| root.join(name));
    let files = folders.iter().flat_map(WalkDir::new).map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    let mut found: Vec<(PathBuf, String)> = files
        .filter_map(|entry| {
            let text = fs::read_to_string(entry.path()).ok()?;
            let first = text.lines().next().unwrap_or_default();
            let is_shell = entry.path().extension().is_some_and(|end| end == "sh")
                || (first.starts_with("#!") && Regex::new(r"\b(?:ba|da)?sh\b").unwrap().is_match(first));
            is_shell.then(|| (entry.path().strip_prefix(root).unwrap().to_path_buf(), text))
        })
        .collect();
    found.sort();
    found
}

#[test]
fn no_script_pipes_into_a_command_that_stops_early() {
    let scripts = scripts();
    for known in ["tests/run", "tests/need.sh", "tests/browser/run", ".ci/run"] {
        assert!(scripts.iter().any(|(path, _)| path == Path::new(known)), "'{known}' was not read");
    }
    let mut faults = Vec::new();
    for (path, text) in &scripts {
        faults.extend(early_readers(text).into_iter().map(|line| format!("{}:{line}", path.display())));
    }
    assert!(
        faults.is_empty(),
        "under 'pipefail' these lines end with 141 when the reader stops before the writer; let the reader read all, or \
         look at a variable instead:\n  {}",
        faults.join("\n  ")
    );
}

#[test]
fn readers_that_stop_early_are_recognised() {
    let early = [
        "fc-list : family | grep -q .",
        r#"need "fc-list : family | grep -q ." fonts-liberation "a font""#,
        "ls | head -1",
        "first=$(find . -name '*.md' | LC_ALL=C sort | head -n 1)",
        "ls |\n  head",
        "ls \\\n  | grep --quiet md",
        "ls |& grep -Fq md",
        "ls | grep -m 1 md",
        "ls | ! grep -iq md",
        "cat list | sed 5q",
        "cat list | sed -n '/word/{p;q}'",
        "cat list | awk '/word/ { print; exit }'",
        "cat list | { read -r first; echo \"$first\"; }",
        "a || b | head",
    ];
    for script in early {
        assert_eq!(early_readers(script).len(), 1, "not found: {script}");
    }
    let whole = [
        "# fc-list | grep -q .",
        "ls | grep md",
        "ls | grep -c quick",
        "ls | sort | sed 's/q/p/; s/a/b/'",
        "ls | awk '{ print $1 }'",
        "ls || head -1 list",
        "ls | sort && head -1 list",
        "$(ls | wc -l) -gt 1 ]",
        "grep -q '0 fatals' <<<\"$said\"",
        "case $name in one | headless) ;; esac",
        "ls | tail -1",
    ];
    for script in whole {
        assert_eq!(early_readers(script), Vec::<String>::new());
    }
}
