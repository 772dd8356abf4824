//! The examples of the README and the manual. The words after a fence say how an example is tested.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use super::site::{Finding, Site, TODAY, assert_same, leaflet, tree};

/// A fenced example.
pub struct Fence {
    /// The line number in the file, counted from 1.
    pub line: usize,
    /// The words after the fence.
    pub info: String,
    /// The text of the example.
    pub text: String,
}

/// All fenced blocks of a Markdown text.
pub fn fences(markdown: &str) -> Vec<Fence> {
    let mut fences: Vec<Fence> = Vec::new();
    let mut is_open = false;
    for (index, line) in markdown.lines().enumerate() {
        match (line.strip_prefix("```"), is_open) {
            (Some(info), false) => {
                fences.push(Fence { line: index + 1, info: info.to_owned(), text: String::new() });
            }
            (None, true) => {
                let fence = fences.last_mut().unwrap();
                fence.text.push_str(line);
                fence.text.push('\n');
            }
            _ => {}
        }
        is_open ^= line.starts_with("```");
    }
    assert!(!is_open, "a fence is never closed");
    fences
}

/// Where the examples of one text are tried.
pub struct Examples {
    home: TempDir,
    /// The working directory of the commands.
    pub folder: PathBuf,
    printed: String,
    /// The number of examples tried.
    pub tried: usize,
}

impl Examples {
    /// In an empty folder.
    pub fn in_an_empty_folder() -> Self {
        let home = tempfile::tempdir().unwrap();
        let (bin, folder) = (home.path().join("bin"), home.path().join("work"));
        fs::create_dir_all(&bin).unwrap();
        fs::create_dir_all(&folder).unwrap();
        // No test reads the clock: commands with this option get a day if the example has none.
        let script = format!(
            "#!/bin/sh\ncase \"$1\" in build|check|register|withdraw|new)\n  case \" $* \" in *' --today '*) ;;\n  \
             *) set -- \"$@\" --today {TODAY} ;; esac ;;\nesac\nexec '{}' \"$@\"\n",
            env!("CARGO_BIN_EXE_pamphlet")
        );
        let program = bin.join("pamphlet");
        fs::write(&program, script).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        Self { home, folder, printed: String::new(), tried: 0 }
    }

    /// In a new site folder with a web address.
    pub fn in_a_site() -> Self {
        let mut examples = Self::in_an_empty_folder();
        examples.type_in("pamphlet new --site site\ncd site").unwrap();
        examples.printed.clear();
        let settings = examples.folder.join("content/site.yaml");
        let text = fs::read_to_string(&settings).unwrap().replace("# base_url:", "base_url:");
        fs::write(settings, text).unwrap();
        examples
    }

    /// Tries all fenced blocks of a text, and returns what went wrong.
    pub fn try_all(&mut self, markdown: &str) -> Vec<String> {
        let fences = fences(markdown);
        self.tried += fences.len();
        let tried = fences.iter().map(|fence| {
            self.try_one(fence).err().map(|fault| format!("line {}, '{}': {fault}", fence.line, fence.info))
        });
        tried.flatten().collect()
    }

    fn try_one(&mut self, fence: &Fence) -> Result<(), String> {
        let (language, rest) = fence.info.split_once(' ').unwrap_or((&fence.info, ""));
        match (language, rest) {
            ("sh", "") => self.type_in(&fence.text),
            ("sh", "fails") => match self.type_in(&fence.text) {
                Ok(()) => Err(format!("it succeeds\n{}", self.printed)),
                Err(_) => Ok(()),
            },
            ("sh", "not run") | ("text", "drawing") => Ok(()),
            ("text", "output") => self.was_printed(&fence.text),
            ("yaml", "leaflet") => no_errors(&scratch_leaflet(&fence.text, "Text.")),
            ("yaml", "site.yaml") => setting_is_known(&fence.text),
            ("yaml", "site.yaml defaults") => {
                changes_nothing(&fence.text);
                Ok(())
            }
            ("yaml", "glossary.yaml") => {
                let site = scratch_leaflet("", "Text.");
                site.write("content/glossary.yaml", &fence.text);
                no_errors(&site)
            }
            ("markdown", "body") => no_errors(&scratch_leaflet("", &fence.text)),
            ("nginx", address) => is_in_the_file_for_nginx(&fence.text, address),
            (language, path) if path.contains(['/', '.']) => {
                if language == "json" {
                    serde_json::from_str::<Value>(&fence.text).map_err(|error| error.to_string())?;
                }
                let path = self.folder.join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, &fence.text).unwrap();
                Ok(())
            }
            _ => Err("nobody knows how to test this".to_owned()),
        }
    }

    /// Runs lines in a shell. The next lines run in the folder in which these end.
    fn type_in(&mut self, lines: &str) -> Result<(), String> {
        let bin = self.home.path().join("bin");
        let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
        let script = format!("set -e\n{lines}\n");
        let mut shell = Command::new("sh");
        shell.args(["-c", &script]).current_dir(&self.folder).env("PATH", path).env_remove("CI");
        let ended = shell.output().unwrap();
        self.printed = String::from_utf8_lossy(&[ended.stdout, ended.stderr].concat()).into_owned();
        for to in lines.lines().filter_map(|line| line.strip_prefix("cd ")) {
            self.folder.push(to);
        }
        if ended.status.success() { Ok(()) } else { Err(format!("it fails\n{}", self.printed)) }
    }

    fn was_printed(&self, lines: &str) -> Result<(), String> {
        match lines.lines().find(|line| !self.printed.contains(line.trim())) {
            None => Ok(()),
            Some(line) => Err(format!("'{line}' was not printed, but\n{}", self.printed)),
        }
    }
}

/// A site with the leaflets that examples refer to, and one with these fields and this text.
fn scratch_leaflet(fields: &str, body: &str) -> Site {
    let site = Site::empty();
    site.write(
        "content/leaflets/cbt.md",
        leaflet("PT-002", "## Who is it for?\n\nFor people who feel low.")
            .replace("About PT-002", "Cognitive behavioural therapy"),
    );
    let usual = [
        ("title", "Example therapy"),
        ("reference", "PT-007"),
        ("last_updated", "2026-11-01"),
        ("archive_date", "2028-11-01"),
        ("summary", "What example therapy is."),
    ];
    let is_given = |name: &str| fields.lines().any(|line| line.starts_with(&format!("{name}:")));
    let usual: Vec<String> =
        usual.iter().filter(|(name, _)| !is_given(name)).map(|(name, value)| format!("{name}: {value}\n")).collect();
    site.write("content/leaflets/example.md", format!("---\n{}{fields}---\n\n{body}\n", usual.concat()));
    site
}

fn no_errors(site: &Site) -> Result<(), String> {
    let findings = site.findings();
    let errors: Vec<&Finding> = findings.iter().filter(|finding| finding.severity == "error").collect();
    if errors.is_empty() { Ok(()) } else { Err(format!("{errors:?}")) }
}

fn setting_is_known(lines: &str) -> Result<(), String> {
    let site = scratch_leaflet("", "Text.");
    site.write("content/site.yaml", format!("title: Example site\nbase_url: https://leaflets.example.org/\n{lines}"));
    let findings = site.findings();
    let of_settings: Vec<&Finding> = findings.iter().filter(|finding| finding.file == "content/site.yaml").collect();
    if of_settings.is_empty() { Ok(()) } else { Err(format!("{of_settings:?}")) }
}

/// Checks that a site with these settings is the same as one without them.
fn changes_nothing(lines: &str) {
    let built = ["", lines].map(|lines| {
        let site = scratch_leaflet("", "Text.");
        site.write("content/site.yaml", format!("title: Example site\nformats: [text]\n{lines}"));
        site.build(&[]).exits(0);
        tree(&site.join("public"))
    });
    assert_same(&built[1], &built[0], "a site that sets all defaults");
}

fn is_in_the_file_for_nginx(lines: &str, address: &str) -> Result<(), String> {
    let site = scratch_leaflet("", "Text.");
    site.build(&["--base-url", address]).exits(0);
    let file = site.read("public/_hosting/nginx.conf");
    let written: Vec<&str> = file.lines().map(|line| line.trim_start_matches('#').trim()).collect();
    match lines.lines().find(|line| !written.contains(&line.trim())) {
        None => Ok(()),
        Some(line) => Err(format!("'{line}' is not in the file\n{file}")),
    }
}

/// Reads a file of the repository.
pub fn of_repository(path: impl AsRef<Path>) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
