//! The old site stays complete until the new one replaces it in one step, whatever happens to the build.
//!
//! A folder that is a mount point is refused as well. No test creates one, because that needs rights that a test should
//! not have.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::support::site::{
    Run, Site, TODAY, Tree, assert_same, command, differences, leaflet, names_in, on_disk, pamphlet, run, tree,
};

const LEAFLETS: usize = 60;

/// Two contents that are built into one output in turn, and the output of each.
struct Alternating {
    contents: [Site; 2],
    trees: [Tree; 2],
    out: TempDir,
}

impl Alternating {
    fn new() -> Self {
        let out = tempfile::tempdir().unwrap();
        let contents = [content("first"), content("second")];
        let trees = [0, 1].map(|which: usize| {
            let alone = tempfile::tempdir().unwrap();
            let place = alone.path().join("public");
            run(build(&contents[which], &place)).exits(0);
            tree(&place)
        });
        let differing = differences(&trees[0], &trees[1]).len();
        assert!(differing > LEAFLETS && differing < trees[0].len(), "the two share some files but not all");
        assert!(trees.iter().all(|tree| tree.contains_key(".pamphlet-site")));
        Self { contents, trees, out }
    }

    fn place(&self) -> PathBuf {
        self.out.path().join("public")
    }

    /// A build of one of the contents, not yet started.
    fn build(&self, which: usize) -> Command {
        build(&self.contents[which], &self.place())
    }

    /// Builds one of the contents, which must succeed and leave nothing next to the output.
    fn put(&self, which: usize) {
        run(self.build(which)).exits(0);
        self.assert_holds(which);
    }

    fn assert_holds(&self, which: usize) {
        assert_same(&tree(&self.place()), &self.trees[which], "the output is not what was built");
        assert_eq!(names_in(self.out.path()), ["public"], "something is left next to the output");
    }

    /// The index of the content that the output is completely built from.
    fn which(&self, when: &str) -> usize {
        let found = tree(&self.place());
        let which = self.trees.iter().position(|tree| *tree == found);
        which.unwrap_or_else(|| {
            let [first, second] = [0, 1].map(|which: usize| differences(&found, &self.trees[which]).len());
            panic!("{when}: the output is neither: {first} paths differ from the first, {second} from the second")
        })
    }
}

/// A site in which a third of the leaflets is the same in both contents, a third has a different text, and a third only
/// exists in one.
fn content(name: &str) -> Site {
    let site = Site::empty();
    site.write("content/static/logo.txt", "the same in both");
    site.write("content/static/note.txt", format!("the note of the {name}"));
    for number in 0..LEAFLETS {
        let reference = format!("PT-{number:03}");
        let (file, text) = match number % 3 {
            0 => (format!("leaflet-{number}"), "The same text in both. ".repeat(20)),
            1 => (format!("leaflet-{number}"), format!("The text of the {name}. ").repeat(20)),
            _ => (format!("{name}-{number}"), "Only here. ".repeat(20)),
        };
        site.write(format!("content/leaflets/{file}.md"), leaflet(&reference, &text));
    }
    site
}

fn build(site: &Site, place: &Path) -> Command {
    command(site.path(), &["build", "--today", TODAY, "--out", place.to_str().unwrap()])
}

/// Reproducible random numbers, from 0 to less than 1.
struct Lots(u64);

impl Lots {
    fn draw(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 40) as f64 / (1u64 << 24) as f64
    }
}

#[test]
fn a_killed_build_leaves_one_complete_site() {
    const MOMENTS: u32 = 50;
    let both = Alternating::new();
    both.put(0);
    let start = Instant::now();
    for which in [1, 0, 1, 0] {
        both.put(which);
    }
    let usual = start.elapsed() / 4;
    let (mut standing, mut lots) = (0, Lots(20_261_123));
    let (mut killed, mut unfinished) = (0, 0);
    for moment in 0..MOMENTS {
        let wanted = 1 - standing;
        let mut child = both.build(wanted).spawn().unwrap();
        thread::sleep(usual.mul_f64((f64::from(moment) + lots.draw()) / f64::from(MOMENTS)));
        child.kill().unwrap();
        let ended = child.wait().unwrap();
        let found = both.which(&format!("killed at moment {moment}"));
        killed += usize::from(ended.code().is_none());
        unfinished += usize::from(found == standing);
        both.put(wanted);
        standing = wanted;
    }
    assert!(killed >= 20, "only {killed} of {MOMENTS} builds were still at work when they were killed");
    assert!(unfinished >= 10, "only {unfinished} of {MOMENTS} builds were killed before the new site was in place");
}

#[test]
fn readers_always_find_the_home_page() {
    let both = Alternating::new();
    both.put(0);
    let (done, reads) = (AtomicBool::new(false), AtomicUsize::new(0));
    let pages = ["index.html", "leaflets/leaflet-1/index.html"];
    thread::scope(|scope| {
        for page in pages {
            let (both, done, reads) = (&both, &done, &reads);
            scope.spawn(move || {
                let path = both.place().join(page);
                while !done.load(Ordering::Relaxed) {
                    let found = fs::read(&path).unwrap_or_else(|error| panic!("{page} is missing: {error}"));
                    let known = both.trees.iter().any(|tree| tree[page] == found);
                    assert!(known, "{page} is the page of neither content");
                    reads.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        // If a build fails, the reading threads must be stopped before the test can end.
        let failed = (0..20).find_map(|round| Some(run(both.build(1 - round % 2))).filter(|run| run.code != Some(0)));
        done.store(true, Ordering::Relaxed);
        assert!(failed.is_none(), "{failed:?}");
    });
    assert!(reads.load(Ordering::Relaxed) > 1000, "there were too few reads to be significant");
}

#[test]
fn a_second_build_of_the_same_output_is_refused() {
    let both = Alternating::new();
    both.put(0);
    let (first, wanted) = stopped_at_work(&both);
    let second = run(both.build(1 - wanted));
    let (current, names) = (tree(&both.place()), names_in(both.out.path()));
    // Before anything can fail, because a stopped program waits for ever.
    signal(&first, "CONT");
    let output = first.wait_with_output().unwrap();
    second.fails_saying("Another build is currently writing to");
    assert_same(&current, &both.trees[1 - wanted], "an unfinished build, and a refused one");
    assert!(names.len() > 1, "the first build has started: {names:?}");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    both.assert_holds(wanted);
    both.put(1 - wanted);
}

/// A build that is stopped while it writes the new site, and the content it builds. The output has the other content.
fn stopped_at_work(both: &Alternating) -> (Child, usize) {
    for attempt in 0..40 {
        let wanted = 1 - attempt % 2;
        both.put(1 - wanted);
        let mut child = both.build(wanted).spawn().unwrap();
        while names_in(both.out.path()).len() < 3 && child.try_wait().unwrap().is_none() {}
        if child.try_wait().unwrap().is_none() {
            signal(&child, "STOP");
            thread::sleep(Duration::from_millis(20));
            if names_in(both.out.path()).len() > 2 && tree(&both.place()) == both.trees[1 - wanted] {
                return (child, wanted);
            }
            signal(&child, "CONT");
        }
        child.wait().unwrap();
    }
    panic!("no build could be stopped while writing");
}

fn signal(child: &Child, name: &str) {
    let _ = Command::new("sh").args(["-c", &format!("kill -{name} {}", child.id())]).status();
}

#[test]
fn builds_at_the_same_time_never_break_the_output() {
    let both = Alternating::new();
    both.put(0);
    let mut refused = 0;
    for round in 0..15 {
        let children = [0, 1, 0].map(|which| both.build(which).spawn().unwrap());
        let outputs = children.map(|child| child.wait_with_output().unwrap());
        let codes = outputs.each_ref().map(|output| output.status.code());
        for output in &outputs {
            let said = String::from_utf8_lossy(&output.stderr);
            match output.status.code() {
                Some(0) => {}
                Some(2) if said.contains("Another build is currently writing to") => refused += 1,
                code => panic!("round {round}: {code:?}\n{said}"),
            }
        }
        assert!(codes.contains(&Some(0)), "round {round}: no build succeeded");
        both.which(&format!("round {round}"));
        assert_eq!(names_in(both.out.path()), ["public"], "round {round}");
    }
    assert!(refused > 0, "no two builds ran at the same time");
}

/// Fails unless the build is refused with these words, and nothing on the disk changed, not even a new folder.
#[track_caller]
fn refused(site: &Site, out: &str, words: &str) -> Run {
    let entries = || {
        let found = on_disk(site.path()).into_iter();
        found.map(|(path, (number, ..))| (path, number)).collect::<Vec<_>>()
    };
    let (before, before_entries) = (tree(site.path()), entries());
    let run = site.build(&["--out", out]).fails_saying(words);
    assert_same(&tree(site.path()), &before, &format!("--out {out}"));
    assert_eq!(entries(), before_entries, "--out {out}: something was written");
    run
}

#[test]
fn the_content_is_never_the_output() {
    let site = Site::with_a_leaflet();
    site.write("themes/ours/words/en.yaml", "");
    fs::create_dir(site.join("other")).unwrap();
    symlink("../content", site.join("other/way")).unwrap();
    symlink("content", site.join("shortcut")).unwrap();
    let whole = site.path().to_str().unwrap().to_owned();
    refused(&site, "content", "is or contains the folder with the leaflets");
    refused(&site, "./content/", "is or contains the folder with the leaflets");
    refused(&site, &whole, "is or contains the folder with the leaflets");
    refused(&site, &format!("{whole}/other/.."), "");
    refused(&site, ".", "");
    refused(&site, "..", "");
    refused(&site, "/", "");
    site.build(&["--out", ""]).exits(2);
    refused(&site, "content/public", "is in the folder with the leaflets");
    refused(&site, "content/leaflets", "is in the folder with the leaflets");
    refused(&site, "content/not/yet/there", "is in the folder with the leaflets");
    refused(&site, "other/way/public", "is in the folder with the leaflets");
    refused(&site, "other/../content/public", "is in the folder with the leaflets");
    refused(&site, "shortcut", "");
    refused(&site, "themes", "is or contains the folder with the themes");
    refused(&site, "themes/ours/public", "is in the folder with the themes");
    // If the content is a symbolic link, its target counts.
    let linked = Site::empty();
    fs::rename(linked.join("content"), linked.join("real")).unwrap();
    symlink("real", linked.join("content")).unwrap();
    refused(&linked, "real", "is or contains the folder with the leaflets");
    refused(&linked, "real/public", "is in the folder with the leaflets");
}

#[test]
fn folders_of_others_are_never_replaced() {
    let site = Site::with_a_leaflet();
    site.write("a-file", "mine");
    site.write("photos/holiday.jpg", "mine");
    site.write("deep/er/still.txt", "mine");
    fs::create_dir(site.join("empty")).unwrap();
    symlink("empty", site.join("shortcut")).unwrap();
    symlink("nowhere", site.join("dangling")).unwrap();
    refused(&site, "a-file", "is a file");
    refused(&site, "a-file/public", "a file, not a folder");
    refused(&site, "shortcut", "is a shortcut (a link) to another folder");
    refused(&site, "dangling", "is a shortcut (a link) to another folder");
    refused(&site, "photos", "'holiday.jpg'");
    refused(&site, "deep", "'er/still.txt'");
    // An empty folder may be used.
    site.build(&["--out", "empty"]).exits(0);
    assert!(site.join("empty/index.html").is_file());
}

#[test]
fn an_added_file_in_the_output_stops_the_next_build() {
    let own = ["notes.txt", ".htaccess", "leaflets/good/picture.png", "new/folder/file", ".git/config"];
    for file in own {
        let site = Site::with_a_leaflet();
        site.build(&[]).exits(0);
        site.write(format!("public/{file}"), "mine");
        refused(&site, "public", &format!("'{file}'"));
        fs::remove_file(site.join("public").join(file)).unwrap();
        site.build(&[]).exits(0);
    }
    let site = Site::with_a_leaflet();
    site.build(&[]).exits(0);
    symlink("index.html", site.join("public/start.html")).unwrap();
    refused(&site, "public", "'start.html'");
    // A marker that was copied to another folder does not make that folder Pamphlet's.
    site.write("photos/holiday.jpg", "mine");
    fs::copy(site.join("public/.pamphlet-site"), site.join("photos/.pamphlet-site")).unwrap();
    refused(&site, "photos", "'holiday.jpg'");
}

#[test]
fn files_of_the_operating_system_do_not_stop_a_build() {
    let site = Site::with_a_leaflet();
    site.build(&[]).exits(0);
    site.write("public/.DS_Store", "");
    site.write("public/leaflets/Thumbs.db", "");
    site.build(&[]).exits(0);
}

#[test]
fn an_output_that_cannot_be_written_is_a_failure() {
    let site = Site::with_a_leaflet();
    let locked = site.join("locked");
    fs::create_dir(&locked).unwrap();
    site.build(&["--out", "locked/public"]).exits(0);
    let before = tree(&locked);
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(locked.join("probe"), "").is_ok() {
        // Permissions do not apply to an administrator, but the system's own folders are protected.
        fs::remove_file(locked.join("probe")).unwrap();
        site.build(&["--out", "/proc/pamphlet/public"]).fails_saying("'/proc/pamphlet' cannot be written");
        site.build(&["--out", "/proc/public"]).fails_saying("cannot be written");
    } else {
        site.build(&["--out", "locked/public"]).fails_saying("permission was denied");
        site.build(&["--out", "locked/another"]).fails_saying("permission was denied");
    }
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).unwrap();
    assert_same(&tree(&locked), &before, "the previous site");
}

#[test]
fn a_full_disk_leaves_the_old_site() {
    let both = Alternating::new();
    both.put(0);
    // Files must not exceed a few hundred bytes, so that the new site cannot be written, as on a full disk.
    let pamphlet = both.build(1);
    let mut limited = Command::new("sh");
    limited.args(["-c", "trap '' XFSZ; ulimit -f 1; exec \"$@\"", "sh"]);
    limited.arg(pamphlet.get_program()).args(pamphlet.get_args()).current_dir(both.contents[1].path());
    limited.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    run(limited).fails_saying("Your changes were not published.");
    both.assert_holds(0);
}

#[test]
fn the_output_may_be_named_in_many_ways() {
    let site = Site::with_a_leaflet();
    site.build(&[]).exits(0);
    let usual = tree(&site.join("public"));
    let absolute = site.join("absolute").to_str().unwrap().to_owned();
    for out in ["trailing/", "./dotted", "new/folders/above", "with space", "größe", "content-of-ours", &absolute] {
        site.build(&["--out", out]).exits(0);
        assert_same(&tree(&site.join(out)), &usual, out);
        site.build(&["--out", out]).exits(0);
    }
    // From another folder, the default output is next to 'content', not in the working directory.
    let elsewhere = tempfile::tempdir().unwrap();
    pamphlet(elsewhere.path(), &["build", "--today", TODAY, site.path().to_str().unwrap()]).exits(0);
    assert_eq!(names_in(elsewhere.path()), [""; 0]);
}
