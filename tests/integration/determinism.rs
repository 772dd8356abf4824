//! The same input and day give the same bytes; unchanged files are not written again.

use std::collections::BTreeMap;

use crate::support::site::{self, Site, TODAY, assert_same, command, differences, on_disk, run, tree};
use crate::support::written::{build, first_day, site as open_site};

#[test]
fn two_builds_of_the_same_input_and_day_are_equal() {
    for (name, today) in sites() {
        let (one, other) = (open(name), open(name));
        let first = tree(&build(&one, "public", &today, &[]));
        assert!(first.len() > 40, "{name} has only {} files", first.len());
        assert_same(&tree(&build(&other, "elsewhere", &today, &[])), &first, name);
    }
}

#[test]
fn the_output_does_not_depend_on_the_machine() {
    for (name, today) in sites() {
        let site = open(name);
        let expected = tree(&build(&site, "public", &today, &[]));
        // The same files, created in another order, in another folder with another name.
        let reversed = Site::empty();
        for (path, bytes) in tree(&site.join("content")).into_iter().rev().filter(|(path, _)| !path.ends_with('/')) {
            reversed.write(format!("content/{path}"), bytes);
        }
        let elsewhere = tempfile::tempdir().unwrap();
        let path = reversed.path().to_str().unwrap();
        for threads in ["1", "2", "7"] {
            let out = elsewhere.path().join(threads);
            let mut command =
                command(elsewhere.path(), &["build", path, "--out", out.to_str().unwrap(), "--today", &today]);
            command
                .env("RAYON_NUM_THREADS", threads)
                .env("TZ", "Pacific/Kiritimati")
                .env("LANG", "ar_EG.UTF-8")
                .env("LC_ALL", "tr_TR.UTF-8");
            run(command).exits(0);
            assert_same(&tree(&out), &expected, &format!("{name} with {threads} threads"));
        }
    }
}

#[test]
fn a_build_over_an_older_one_equals_a_fresh_one() {
    for (name, today) in sites() {
        let site = open(name);
        let fresh = tree(&build(&site, "fresh", &today, &[]));
        let public = build(&site, "public", &today, &[]);
        let before = on_disk(&public);
        build(&site, "public", &today, &[]);
        assert_same(&tree(&public), &fresh, &format!("{name}, built again"));
        let files: Vec<String> = fresh.into_keys().filter(|path| !path.ends_with('/')).collect();
        assert_eq!(kept(&before, &on_disk(&public)), files, "{name}: files were written although nothing changed");
        assert_eq!(site.left_over(&["fresh", "public"]), Vec::<String>::new());
    }
}

#[test]
fn a_build_over_another_site_leaves_nothing_behind() {
    let (sink, today) = (open("kitchen-sink"), TODAY);
    let fresh = tree(&build(&sink, "fresh", today, &[]));
    let public = build(&sink, "public", today, &["--portable"]);
    assert_ne!(differences(&tree(&public), &fresh), Vec::<String>::new(), "--portable has no effect");
    build(&sink, "public", today, &[]);
    assert_same(&tree(&public), &fresh, "over a portable one");
    // Another page and another picture, which are removed before the next build.
    let (leaflet, picture) = ("content/leaflets/Zzz.md", "content/leaflets/z.png");
    sink.write(leaflet, site::leaflet("SK-009", "![Z](z.png)"));
    sink.write(picture, include_bytes!("../images/plain.png"));
    build(&sink, "public", today, &[]);
    assert!(public.join("leaflets/zzz/index.html").exists() && public.join("files/leaflets/z.png").exists());
    for path in [leaflet, picture] {
        std::fs::remove_file(sink.join(path)).unwrap();
    }
    std::fs::remove_dir_all(sink.join(".pamphlet/versions")).unwrap();
    build(&sink, "public", today, &[]);
    assert_same(&tree(&public), &fresh, "over a larger one");
}

#[cfg(unix)]
#[test]
fn an_unchanged_file_is_not_written_again() {
    let today = first_day().to_string();
    let site = Site::example();
    let public = build(&site, "public", &today, &[]);
    let (files, before) = (tree(&public), on_disk(&public));
    let leaflet = "content/leaflets/interpersonal-therapy.md";
    site.write(leaflet, site.read(leaflet) + "\nA sentence more.\n");
    build(&site, "public", &today, &[]);
    let (new_files, after) = (tree(&public), on_disk(&public));
    // The list has the check code of each leaflet.
    let changed = ["leaflets.json", "leaflets/interpersonal-therapy/index.html"];
    // The files of words in the search index change, but not those of leaflets.
    let different = differences(&files, &new_files);
    let (index, pages): (Vec<_>, Vec<_>) = different.into_iter().partition(|path| path.starts_with("search/"));
    assert_eq!(pages, changed, "the text of a leaflet is on one page");
    assert!(index.iter().all(|path| !path.starts_with("search/d")) && index.len() > 1, "{index:?}");
    let mut expected: Vec<String> = files.into_keys().filter(|path| !path.ends_with('/')).collect();
    expected.retain(|path| path != ".pamphlet-site" && !changed.contains(&path.as_str()) && !index.contains(path));
    assert_eq!(kept(&before, &after), expected, "files that did not change were written again");
    // Bytes are compared, not lengths.
    site.write(leaflet, site.read(leaflet).replace("A sentence more.", "A sentence here."));
    build(&site, "public", &today, &[]);
    let page = std::fs::read_to_string(public.join(changed[1])).unwrap();
    assert!(page.contains("A sentence here.") && !page.contains("A sentence more."));
    let (new_files, after) = (tree(&public), on_disk(&public));
    // A touched file is unchanged: bytes are compared, not time stamps.
    let long_ago = std::time::SystemTime::UNIX_EPOCH;
    for path in tree(&site.join("content")).into_keys().filter(|path| !path.ends_with('/')) {
        std::fs::File::options()
            .write(true)
            .open(site.join("content").join(path))
            .unwrap()
            .set_modified(long_ago)
            .unwrap();
    }
    build(&site, "public", &today, &[]);
    assert_eq!(kept(&after, &on_disk(&public)).len(), new_files.keys().filter(|path| !path.ends_with('/')).count());
}

#[cfg(unix)]
#[test]
fn the_output_is_not_linked_to_the_input() {
    // A copied file must be a real copy: changing the input later must not change the output.
    let site = open("kitchen-sink");
    let public = build(&site, "public", TODAY, &[]);
    let (input, output) = (on_disk(&site.join("content")), on_disk(&public));
    assert_ne!(input["leaflets/sleep/night sky.png"].0, output["files/leaflets/sleep/night sky.png"].0);
    assert_ne!(input["static/favicon.svg"].0, output["favicon.svg"].0);
}

#[test]
fn the_day_is_part_of_the_input() {
    let site = open("kitchen-sink");
    let one = tree(&build(&site, "one", TODAY, &[]));
    let other = tree(&build(&site, "other", "2028-09-30", &[]));
    // The statement contains the day of the build; nothing else changes between two days with the same current
    // leaflets.
    assert_eq!(differences(&one, &other), ["accessibility/index.html"]);
    let later = tree(&build(&site, "later", "2028-10-01", &[]));
    assert!(differences(&one, &later).contains(&"leaflets/good-sleep/index.html".to_owned()));
}

/// The sites to build, and the day of each.
fn sites() -> [(&'static str, String); 2] {
    [("example", first_day().to_string()), ("kitchen-sink", TODAY.to_owned())]
}

fn open(name: &str) -> Site {
    if name == "example" { Site::example() } else { open_site(name) }
}

/// The files that are the same on disk as before, in the order of their paths.
fn kept(before: &BTreeMap<String, (u64, i64, i64)>, after: &BTreeMap<String, (u64, i64, i64)>) -> Vec<String> {
    let same = after.iter().filter(|(path, now)| before.get(*path) == Some(*now));
    same.map(|(path, _)| path.clone()).collect()
}
