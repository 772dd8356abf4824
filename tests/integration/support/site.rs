//! Site folders for tests, the program run on them, and its output.

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

/// The day of tests.
pub const TODAY: &str = "2026-11-23";

/// Valid settings. PDFs take long to make, and have their own tests.
pub const SETTINGS: &str = "title: Example site\nbase_url: https://leaflets.example.org/\nformats: [text]\n";

/// The setting by which a site has no formats other than its pages.
pub const NO_FORMATS: &str = "formats: []\n";

/// A site folder that is removed when the test ends.
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

    /// A site with one valid leaflet, `content/leaflets/good.md`.
    pub fn with_a_leaflet() -> Self {
        let site = Self::empty();
        site.write("content/leaflets/good.md", leaflet("PT-001", "Read this."));
        site
    }

    /// A copy of the example site in the repository, without other formats than pages, which most tests are about.
    pub fn example() -> Self {
        let site = Self::example_with_formats();
        site.write("content/site.yaml", site.read("content/site.yaml") + NO_FORMATS);
        site
    }

    /// An unchanged copy of the example site in the repository.
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

    /// The folder that contains `content`.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The path of a file below it.
    pub fn join(&self, below: impl AsRef<Path>) -> PathBuf {
        self.path().join(below)
    }

    /// Writes a file, and creates its folders.
    pub fn write(&self, below: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
        let path = self.join(below);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// The text of a file.
    pub fn read(&self, below: impl AsRef<Path>) -> String {
        fs::read_to_string(self.join(below)).unwrap()
    }

    /// Runs `pamphlet build` on the site, on the day of tests unless another is given.
    pub fn build(&self, further: &[&str]) -> Run {
        self.pamphlet("build", further)
    }

    /// Runs `pamphlet check` on the site, on the day of tests unless another is given.
    pub fn check(&self, further: &[&str]) -> Run {
        self.pamphlet("check", further)
    }

    fn pamphlet(&self, name: &str, further: &[&str]) -> Run {
        let day: &[&str] = if further.contains(&"--today") { &[] } else { &["--today", TODAY] };
        pamphlet(self.path(), &[&[name], day, further].concat())
    }

    /// The findings of `pamphlet check`.
    pub fn findings(&self) -> Vec<Finding> {
        self.check(&["--format", "json"]).findings()
    }

    /// Removes the record of versions, if there is one, so that changed words need no new date.
    pub fn forget_versions(&self) {
        let _ = fs::remove_dir_all(self.join(".pamphlet/versions"));
    }

    /// The names next to `content` and the record that are not in `known`, including hidden ones: builds should leave
    /// none.
    pub fn left_over(&self, known: &[&str]) -> Vec<String> {
        names_in(self.path())
            .into_iter()
            .filter(|name| name != "content" && name != ".pamphlet" && !known.contains(&name.as_str()))
            .collect()
    }
}

/// A valid leaflet with this reference and text.
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

/// The program with arguments, ready to start in a folder, independent of the terminal.
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

/// The maximum time that a test waits for the program.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Runs a command, and kills it if it takes too long.
pub fn run(mut command: Command) -> Run {
    let start = Instant::now();
    let child = command.spawn().unwrap();
    let process = child.id();
    let (done, wait) = mpsc::channel::<()>();
    let watch = thread::spawn(move || {
        if wait.recv_timeout(TIMEOUT) == Err(mpsc::RecvTimeoutError::Timeout) {
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

/// The result of running the program.
#[derive(Debug)]
pub struct Run {
    /// The exit status; `None` if it was killed.
    pub code: Option<i32>,
    /// The standard output.
    pub stdout: String,
    /// The standard error.
    pub stderr: String,
    /// The time it took.
    pub time: Duration,
}

impl Run {
    /// Fails if the exit status is not `code`.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "unexpected exit status\n{}{}", self.stdout, self.stderr);
        self
    }

    /// Fails if the exit status is not 2, or if the message is not a readable sentence.
    #[track_caller]
    pub fn fails_saying(self, words: &str) -> Self {
        let run = self.exits(2);
        let message = run.stderr.strip_prefix("Failure: ");
        let is_sentence = |text: &str| {
            text.starts_with(|first: char| first.is_uppercase() || first == '\'') && text.trim().ends_with('.')
        };
        assert!(message.is_some_and(is_sentence), "a failure must be explained in whole sentences:\n{}", run.stderr);
        assert!(run.stderr.contains(words), "'{words}' is missing:\n{}", run.stderr);
        run
    }

    /// The findings of `check --format json`.
    #[track_caller]
    pub fn findings(&self) -> Vec<Finding> {
        let report: Value = serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("this is not JSON ({error}):\n{}{}", self.stdout, self.stderr));
        report["findings"].as_array().unwrap().iter().map(Finding::of).collect()
    }
}

/// A finding, as in `--format json`.
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

/// The content of a folder: the path and the bytes of each entry. Folders end in `/`; symbolic links have their
/// targets.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// Reads a folder recursively.
pub fn tree(folder: &Path) -> Tree {
    let entries = WalkDir::new(folder).min_depth(1).into_iter().map(|entry| {
        let entry = entry.unwrap();
        let below = entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned();
        match entry.file_type() {
            kind if kind.is_dir() => (format!("{below}/"), Vec::new()),
            kind if kind.is_symlink() => {
                (below, fs::read_link(entry.path()).unwrap().into_os_string().into_encoded_bytes())
            }
            _ if below == ".pamphlet-site" => {
                // The hash of the record depends on what was published before.
                let text = fs::read_to_string(entry.path()).unwrap();
                let lines = text.split_inclusive('\n').filter(|line| !line.starts_with("Record: "));
                (below, lines.collect::<String>().into_bytes())
            }
            _ => (below, fs::read(entry.path()).unwrap()),
        }
    });
    entries.collect()
}

/// The state of a folder on disk: for each entry, its bytes, its inode number and its modification time.
pub fn on_disk(folder: &Path) -> BTreeMap<String, (u64, i64, i64)> {
    let entries = WalkDir::new(folder).into_iter().map(|entry| {
        let entry = entry.unwrap();
        let found = entry.path().symlink_metadata().unwrap();
        let below = entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned();
        (below, (found.ino(), found.mtime(), found.mtime_nsec()))
    });
    entries.collect()
}

/// Fails if two trees differ, with the first few different paths.
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

/// The paths that differ between two trees.
pub fn differences(one: &Tree, other: &Tree) -> Vec<String> {
    let paths: std::collections::BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    paths.into_iter().filter(|path| one.get(*path) != other.get(*path)).cloned().collect()
}
