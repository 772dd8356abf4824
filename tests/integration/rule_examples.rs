//! The examples in the documentation of each rule work: the failing one fails, and the passing one passes.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::Command;

use serde_json::Value;

const SECTIONS: [&str; 4] = ["What it checks", "Why it matters", "Fails", "Passes"];
const TODAY: &str = "2026-11-23";
/// The day on which files are published before they are changed.
const PUBLICATION_DAY: &str = "2026-11-16";
const USUAL_SETTINGS: &str = "title: Example site\nbase_url: https://leaflets.example.org/\n";

#[test]
fn examples_work() {
    let mut faults = Vec::new();
    for path in files("md") {
        let rule = rule_of(&path);
        let text = fs::read_to_string(&path).unwrap();
        for fault in faults_of(&rule, &text) {
            faults.push(format!("{rule}: {fault}"));
        }
    }
    assert!(faults.is_empty(), "{} faults in the documentation of rules:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_rule_is_documented_and_listed_once() {
    let rules: Vec<String> = files("rs").iter().map(|path| rule_of(path)).filter(|rule| rule != "mod").collect();
    assert!(!rules.is_empty(), "there is no rule at all");
    let documented: BTreeSet<String> = files("md").iter().map(|path| rule_of(path)).collect();
    let output = pamphlet(&["explain"], None);
    let listed = String::from_utf8(output.stdout).unwrap();
    let rows: Vec<&str> = listed.lines().filter_map(|line| line.split_whitespace().next()).collect();
    let mut faults = Vec::new();
    if !output.status.success() {
        faults.push(format!("'pamphlet explain' ended with {}", output.status));
    }
    for rule in &rules {
        if !documented.contains(rule) {
            faults.push(format!("{rule} has no .md next to its .rs"));
        }
        match rows.iter().filter(|row| *row == rule).count() {
            1 => {}
            0 => faults.push(format!(
                "{rule} is not listed by 'pamphlet explain': is it in the table of rules, under this name?"
            )),
            count => faults.push(format!("{rule} is listed {count} times by 'pamphlet explain'")),
        }
        let beside = |ending: &str| folder().join(rule.replace('-', "_")).with_extension(ending);
        let locked = fs::read_to_string(beside("rs")).unwrap().contains("locked: true");
        let documentation = fs::read_to_string(beside("md")).unwrap_or_default();
        if documentation.contains("The rule cannot be switched off.") != locked {
            faults.push(format!("{rule}: its documentation and its 'locked' differ on whether it can be switched off"));
        }
    }
    for rule in documented.iter().filter(|rule| !rules.contains(rule)) {
        faults.push(format!("{rule} has an .md, but no .rs next to it"));
    }
    assert!(faults.is_empty(), "{}\n'pamphlet explain' printed:\n{listed}", faults.join("\n"));
}

/// Everything that is wrong with the documentation of a rule.
fn faults_of(rule: &str, text: &str) -> Vec<String> {
    let sections = match sections(text) {
        Ok(sections) => sections,
        Err(fault) => return vec![fault],
    };
    let mut faults = Vec::new();
    for name in ["Fails", "Passes"] {
        let section = &sections[SECTIONS.iter().position(|known| *known == name).unwrap()];
        let published = fenced_files(section, true);
        let checked = published
            .and_then(|published| check(&published, &fenced_files(section, false)?, text.contains("check --formats")));
        let (report, code) = match checked {
            Ok(checked) => checked,
            Err(fault) => {
                faults.push(format!("{name}: {fault}"));
                continue;
            }
        };
        let findings = report["findings"].as_array().unwrap();
        let is_of_rule = findings.iter().any(|finding| finding["rule"] == rule);
        let has_error = findings.iter().any(|finding| finding["severity"] == "error");
        let shown = || findings.iter().map(in_a_line).collect::<Vec<_>>().join("");
        if name == "Fails" {
            if !is_of_rule {
                faults.push(format!("Fails: the rule finds nothing.{}", shown()));
            }
            if code != i32::from(has_error) {
                faults.push(format!("Fails: the exit status is {code}.{}", shown()));
            }
        } else {
            if is_of_rule {
                faults.push(format!("Passes: the rule finds something.{}", shown()));
            }
            if has_error || code != 0 {
                faults.push(format!("Passes: there is an error, or the exit status is not 0: {code}.{}", shown()));
            }
        }
    }
    faults
}

/// A finding, as shown in the message of this test.
fn in_a_line(finding: &Value) -> String {
    let text = |name: &str| finding[name].as_str().unwrap_or_default().to_owned();
    format!("\n    {} [{}] {}:{} {}", text("severity"), text("rule"), text("file"), finding["line"], text("message"))
}

/// The four sections of a rule's documentation, without their headings.
fn sections(text: &str) -> Result<Vec<String>, String> {
    let mut found: Vec<(&str, String)> = Vec::new();
    let mut in_fence = false;
    for line in text.lines() {
        let heading = line.strip_prefix("## ").filter(|_| !in_fence);
        in_fence ^= line.starts_with("```");
        match (heading, found.last_mut()) {
            (Some(heading), _) => found.push((heading, String::new())),
            (None, Some((_, section))) => {
                section.push_str(line);
                section.push('\n');
            }
            (None, None) => return Err(format!("'{line}' comes before the first section")),
        }
    }
    let names: Vec<&str> = found.iter().map(|(name, _)| *name).collect();
    if names != SECTIONS {
        return Err(format!("its sections are {names:?} and should be {SECTIONS:?}"));
    }
    if let Some((name, _)) = found.iter().find(|(_, section)| section.trim().is_empty()) {
        return Err(format!("its section '{name}' is empty"));
    }
    Ok(found.into_iter().map(|(_, section)| section).collect())
}

/// A file of an example: its path in the site folder, and its bytes.
type Example = (PathBuf, Vec<u8>);

/// What follows the path of a file that is published before the others replace it.
const PUBLISHED: &str = " as published";

/// The files in fenced blocks: ```` ```markdown leaflets/example.md ````; those that are published before, or the
/// others.
fn fenced_files(section: &str, published: bool) -> Result<Vec<Example>, String> {
    let mut files: Vec<Example> = Vec::new();
    let mut lines = section.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let (language, path) = info.split_once(' ').ok_or_else(|| format!("the fence '{line}' names no file"))?;
        let mut text = String::new();
        loop {
            match lines.next() {
                Some("```") => break,
                Some(inner) => {
                    text.push_str(inner);
                    text.push('\n');
                }
                None => return Err(format!("the fence '{line}' is never closed")),
            }
        }
        let bytes = match language {
            "markdown" | "yaml" | "html" | "text" => text.into_bytes(),
            "hex" => hex(&text)?,
            _ => return Err(format!("'{language}' is not a language that an example can have")),
        };
        if path.ends_with(PUBLISHED) != published {
            continue;
        }
        let path = path.trim_end_matches(PUBLISHED);
        let beside_content = path.starts_with("themes/") || path.starts_with(".pamphlet/");
        let path = if beside_content { PathBuf::from(path) } else { Path::new("content").join(path) };
        if !path.components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(format!("'{}' does not lie in the site folder", path.display()));
        }
        if files.iter().any(|(known, _)| *known == path) {
            return Err(format!("'{}' is there twice", path.display()));
        }
        files.push((path, bytes));
    }
    if files.is_empty() && !published { Err("there is no example".to_owned()) } else { Ok(files) }
}

/// Bytes as hexadecimal numbers separated by spaces; `00*100` repeats a byte a hundred times.
fn hex(text: &str) -> Result<Vec<u8>, String> {
    let bytes = |part: &str| {
        let wrong = || format!("'{part}' is no hexadecimal byte");
        let (pair, times) = part.split_once('*').unwrap_or((part, "1"));
        let byte = u8::from_str_radix(pair, 16).ok().filter(|_| pair.len() == 2).ok_or_else(wrong)?;
        Ok(vec![byte; times.parse().map_err(|_| wrong())?])
    };
    let parts: Result<Vec<Vec<u8>>, String> = text.split_whitespace().map(bytes).collect();
    Ok(parts?.concat())
}

/// Creates a site folder with these files and checks it; returns the report and the exit status. The files in
/// `published` are published before. `formats` says whether to make all formats, which takes long, so it is only used
/// for rules about them.
fn check(published: &[Example], files: &[Example], formats: bool) -> Result<(Value, i32), String> {
    let site = tempfile::tempdir().unwrap();
    let settings = site.path().join("content/site.yaml");
    fs::create_dir_all(settings.parent().unwrap()).unwrap();
    fs::write(settings, USUAL_SETTINGS).unwrap();
    let write = |files: &[Example]| {
        for (path, bytes) in files {
            let path = site.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    };
    if !published.is_empty() {
        write(published);
        let built = pamphlet(&["build", "--today", PUBLICATION_DAY], Some(site.path()));
        if !built.status.success() {
            return Err(format!("the published files have errors: {}", String::from_utf8_lossy(&built.stderr)));
        }
        // The other files take the place of these.
        for (path, _) in published {
            fs::remove_file(site.path().join(path)).unwrap();
        }
    }
    write(files);
    let mut arguments = vec!["check", "--today", TODAY, "--format", "json"];
    arguments.extend(formats.then_some("--formats"));
    let output = pamphlet(&arguments, Some(site.path()));
    let said = || String::from_utf8_lossy(&output.stderr).trim().to_owned();
    let code = output.status.code().ok_or_else(|| format!("the program was stopped: {}", said()))?;
    let report: Value = serde_json::from_slice(&output.stdout)
        .map_err(|error| format!("no JSON came out ({error}), the exit status is {code}: {}", said()))?;
    if report["findings"].is_array() { Ok((report, code)) } else { Err("the JSON has no list of findings".to_owned()) }
}

/// Runs the program.
fn pamphlet(arguments: &[&str], site: Option<&Path>) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_pamphlet")).args(arguments).args(site).output().unwrap()
}

/// The folder of the rules.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check/rules")
}

/// The files of the rules with this ending, in order.
fn files(ending: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|found| found == ending));
    files.sort();
    files
}

/// The rule of a file: `missing-title` for `missing_title.md`.
fn rule_of(path: &Path) -> String {
    path.file_stem().unwrap().to_str().unwrap().replace('_', "-")
}
