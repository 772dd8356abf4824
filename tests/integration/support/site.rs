//! Site folders made for a test, the program run on them, and what came out.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;
use walkdir::WalkDir;

/// The day that tests act on.
pub const TODAY: &str = "2026-11-23";

/// Settings without a fault. What is printed takes long to make, and has tests of its own.
pub const SETTINGS: &str = "title: Example site\nbase_url: https://leaflets.example.org/\nformats: [text]\n";

/// The line of settings by which a site has no other formats than its pages.
pub const NO_FORMATS: &str = "formats: []\n";

/// A site folder that is gone when the test is over.
pub struct Site {
    folder: TempDir,
}

impl Site {
    /// A site with settings and nothing else.
    pub fn empty() -> Self {
        let site = Self { folder: tempfile::tempdir().unwrap() };
        site.write("content/site.yaml", SETTINGS);
        site
    }

    /// A site with one leaflet, `content/leaflets/good.md`, that has no fault.
    pub fn with_a_leaflet() -> Self {
        let site = Self::empty();
        site.write("content/leaflets/good.md", leaflet("PT-001", "Read this."));
        site
    }

    /// A copy of the site that the repository holds. It makes no other formats than pages: most tests are about those.
    pub fn example() -> Self {
        let site = Self::example_with_formats();
        site.write("content/site.yaml", site.read("content/site.yaml") + NO_FORMATS);
        site
    }

    /// A copy of the site that the repository holds, as it is.
    pub fn example_with_formats() -> Self {
        let site = Self { folder: tempfile::tempdir().unwrap() };
        let original = Path::new(env!("CARGO_MANIFEST_DIR"));
        for entry in WalkDir::new(original.join("content")) {
            let entry = entry.unwrap();
            if entry.file_type().is_file() {
                let below = entry.path().strip_prefix(original).unwrap();
                site.write(below, fs::read(entry.path()).unwrap());
            }
        }
        site
    }

    /// The folder that holds `content`.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The path of a file below it.
    pub fn join(&self, below: impl AsRef<Path>) -> PathBuf {
        self.path().join(below)
    }

    /// Writes a file, and the folders above it.
    pub fn write(&self, below: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
        let path = self.join(below);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// The text of a file.
    pub fn read(&self, below: impl AsRef<Path>) -> String {
        fs::read_to_string(self.join(below)).unwrap()
    }

    /// Runs `pamphlet build` on it, on the day of tests where no other is given.
    pub fn build(&self, further: &[&str]) -> Run {
        self.pamphlet("build", further)
    }

    /// Runs `pamphlet check` on it, on the day of tests where no other is given.
    pub fn check(&self, further: &[&str]) -> Run {
        self.pamphlet("check", further)
    }

    fn pamphlet(&self, name: &str, further: &[&str]) -> Run {
        let day: &[&str] = if further.contains(&"--today") { &[] } else { &["--today", TODAY] };
        pamphlet(self.path(), &[&[name], day, further].concat())
    }

    /// What `pamphlet check` finds.
    pub fn findings(&self) -> Vec<Finding> {
        self.check(&["--format", "json"]).findings()
    }

    /// The names beside `content` and the record that are not named, hidden ones too: what a build should not leave.
    pub fn left_over(&self, known: &[&str]) -> Vec<String> {
        names_in(self.path())
            .into_iter()
            .filter(|name| name != "content" && name != ".pamphlet" && !known.contains(&name.as_str()))
            .collect()
    }
}

/// A leaflet without a fault, with this reference and text.
pub fn leaflet(reference: &str, text: &str) -> String {
    format!(
        "---\ntitle: About {reference}\nreference: {reference}\nlast_updated: 2026-11-01\narchive_date: 2028-11-01\n\
         summary: What {reference} is for.\n---\n\n{text}\n"
    )
}

/// The names in a folder, in order.
pub fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = entries.collect();
    names.sort();
    names
}

/// The program with arguments, not yet started: in a folder, with nothing of this machine's terminal.
pub fn command(folder: &Path, arguments: &[impl AsRef<OsStr>]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pamphlet"));
    command.args(arguments).current_dir(folder).env("TERM", "xterm-256color");
    for variable in ["NO_COLOR", "CI"] {
        command.env_remove(variable);
    }
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs the program in a folder.
pub fn pamphlet(folder: &Path, arguments: &[impl AsRef<OsStr>]) -> Run {
    run(command(folder, arguments))
}

/// Longer than this no test waits for the program.
const LONGEST: Duration = Duration::from_secs(30);

/// Runs a command to its end; kills it where it does not come to one.
pub fn run(mut command: Command) -> Run {
    let start = Instant::now();
    let child = command.spawn().unwrap();
    let process = child.id();
    let (done, wait) = mpsc::channel::<()>();
    let watch = thread::spawn(move || {
        if wait.recv_timeout(LONGEST) == Err(mpsc::RecvTimeoutError::Timeout) {
            let _ = Command::new("sh").args(["-c", &format!("kill -KILL {process}")]).status();
        }
    });
    let output = child.wait_with_output().unwrap();
    let time = start.elapsed();
    drop(done);
    watch.join().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("what is printed is UTF-8");
    Run { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr), time }
}

/// What came of running the program.
#[derive(Debug)]
pub struct Run {
    /// The exit status; none where it was killed.
    pub code: Option<i32>,
    /// What it printed.
    pub stdout: String,
    /// What it said beside.
    pub stderr: String,
    /// How long it took.
    pub time: Duration,
}

impl Run {
    /// Fails where the exit status is another.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "the exit status is another\n{}{}", self.stdout, self.stderr);
        self
    }

    /// Fails where the exit status is not 2, or nothing is said that a person could read.
    #[track_caller]
    pub fn fails_saying(self, words: &str) -> Self {
        let run = self.exits(2);
        let message = run.stderr.strip_prefix("Failure: ");
        let is_sentence = |text: &str| {
            text.starts_with(|first: char| first.is_uppercase() || first == '\'') && text.trim().ends_with('.')
        };
        assert!(message.is_some_and(is_sentence), "a failure says what and why in whole sentences:\n{}", run.stderr);
        assert!(run.stderr.contains(words), "'{words}' is not said:\n{}", run.stderr);
        run
    }

    /// The findings of `check --format json`.
    #[track_caller]
    pub fn findings(&self) -> Vec<Finding> {
        let report: Value = serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("this is no JSON ({error}):\n{}{}", self.stdout, self.stderr));
        report["findings"].as_array().unwrap().iter().map(Finding::of).collect()
    }
}

/// A finding, as `--format json` gives it.
#[derive(Clone, Debug)]
pub struct Finding {
    pub rule: String,
    pub severity: String,
    pub message: String,
    pub help: String,
    pub file: String,
    pub line: u64,
    pub column: u64,
}

impl Finding {
    fn of(value: &Value) -> Self {
        let text = |name: &str| value[name].as_str().unwrap().to_owned();
        let number = |name: &str| value[name].as_u64().unwrap();
        Self {
            rule: text("rule"),
            severity: text("severity"),
            message: text("message"),
            help: text("help"),
            file: text("file"),
            line: number("line"),
            column: number("column"),
        }
    }

    /// `missing-title content/leaflets/a.md:1:1`
    pub fn place(&self) -> String {
        format!("{} {}:{}:{}", self.rule, self.file, self.line, self.column)
    }
}

/// What a folder holds: each path below it with its bytes; folders end in `/`, links of the file system say where they lead.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// Reads a folder with all that is in it.
pub fn tree(folder: &Path) -> Tree {
    let entries = WalkDir::new(folder).min_depth(1).into_iter().map(|entry| {
        let entry = entry.unwrap();
        let below = entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned();
        match entry.file_type() {
            kind if kind.is_dir() => (format!("{below}/"), Vec::new()),
            kind if kind.is_symlink() => {
                (below, fs::read_link(entry.path()).unwrap().into_os_string().into_encoded_bytes())
            }
            _ => (below, fs::read(entry.path()).unwrap()),
        }
    });
    entries.collect()
}

/// A folder as it lies on the disk: beside the bytes the number of each entry and when it was last written.
pub fn on_disk(folder: &Path) -> BTreeMap<String, (u64, i64, i64)> {
    let entries = WalkDir::new(folder).into_iter().map(|entry| {
        let entry = entry.unwrap();
        let found = entry.path().symlink_metadata().unwrap();
        let below = entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned();
        (below, (found.ino(), found.mtime(), found.mtime_nsec()))
    });
    entries.collect()
}

/// Fails where two trees differ, naming the first few paths that do.
#[track_caller]
pub fn assert_same(found: &Tree, expected: &Tree, what: &str) {
    let differing = differences(found, expected);
    assert!(
        differing.is_empty(),
        "{what}: {} paths differ, such as {:?}",
        differing.len(),
        &differing[..differing.len().min(5)]
    );
}

/// The paths in which two trees differ.
pub fn differences(one: &Tree, other: &Tree) -> Vec<String> {
    let paths: std::collections::BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    paths.into_iter().filter(|path| one.get(*path) != other.get(*path)).cloned().collect()
}
