//! Archive dates and withdrawals take effect whatever is found and whatever cannot be written. Leftover and planted
//! files next to a site are neither followed nor waited for.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crate::support::site::{Run, SETTINGS, Site, leaflet, names_in};
use crate::support::user::User;

/// Three leaflets, of which the second is archived on 10 December 2026.
fn site() -> Site {
    let site = Site::empty();
    site.write("content/leaflets/first.md", leaflet("PT-001", "The first text."));
    site.write(
        "content/leaflets/second.md",
        leaflet("PT-002", "The second text. Zebras.").replace("2028-11-01", "2026-12-10"),
    );
    site.write("content/leaflets/third.md", leaflet("PT-003", "The third text."));
    site
}

fn nightly(site: &Site, today: &str) -> Run {
    site.build(&["--or-last-good", "--today", today])
}

fn page(site: &Site, name: &str) -> String {
    site.read(format!("public/leaflets/{name}/index.html"))
}

/// Fails unless the second leaflet is a notice, and the other two are as they were published.
#[track_caller]
fn only_the_second_is_archived(site: &Site) {
    let notice = page(site, "second");
    assert!(!notice.contains("The second text.") && notice.contains("archived on 10 December 2026"), "{notice}");
    assert!(!site.join("public/leaflets/second/second.txt").exists(), "its other formats are gone");
    assert!(page(site, "first").contains("The first text.") && page(site, "third").contains("The third text."));
}

#[test]
fn an_exception_that_ends_keeps_no_expired_leaflet_live() {
    let site = site();
    let exception = "exceptions: [{rule: broken-link, reason: The page is being written, until: 2026-11-30}]\nsummary:";
    let first = leaflet("PT-001", "The first text. [Soon](soon.md)").replace("summary:", exception);
    site.write("content/leaflets/first.md", first);
    nightly(&site, "2026-11-23").exits(0);
    // After the last day of the exception, neither the new content nor the last good content passes.
    nightly(&site, "2026-12-01").exits(1);
    assert!(page(&site, "second").contains("The second text."));
    let run = nightly(&site, "2026-12-10").exits(1);
    assert!(run.stderr.contains("PT-001 ('content/leaflets/first.md') waits: it has the errors above."), "{run:?}");
    only_the_second_is_archived(&site);
}

#[test]
fn a_rule_that_depends_on_the_day_keeps_no_expired_leaflet_live() {
    let site = site();
    site.write("content/site.yaml", format!("{SETTINGS}checks: {{link-to-archived: error}}\n"));
    site.write("content/leaflets/first.md", leaflet("PT-001", "The first text. [Second](second.md)"));
    nightly(&site, "2026-11-23").exits(0);
    let run = nightly(&site, "2026-12-10").exits(1);
    assert!(run.stderr.contains("link-to-archived"), "{run:?}");
    only_the_second_is_archived(&site);
}

#[test]
fn a_theme_that_cannot_show_a_notice_keeps_no_expired_leaflet_live() {
    let site = site();
    site.write("content/site.yaml", format!("{SETTINGS}theme: {{name: own}}\n"));
    site.write(
        "themes/own/templates/archived.html",
        "{% extends \"base.html\" %}{% block main %}{{ throw(message=\"no\") }}{% endblock %}",
    );
    site.build(&["--or-last-good", "--today", "2026-11-23"]);
    assert!(page(&site, "second").contains("The second text."));
    let run = nightly(&site, "2026-12-10").exits(1);
    assert!(run.stderr.contains("built-in theme"), "{run:?}");
    only_the_second_is_archived(&site);
}

#[test]
fn leaflets_removed_since_are_archived_in_the_last_good_content() {
    let site = site();
    nightly(&site, "2026-11-23").exits(0);
    fs::remove_file(site.join("content/leaflets/third.md")).unwrap();
    let removed = "removed: {PT-003: {title: About PT-003, on: 2026-11-24, because: It was wrong}}\n";
    site.write("content/site.yaml", format!("{SETTINGS}{removed}"));
    site.write("content/leaflets/first.md", leaflet("PT-001", "[Gone](nowhere.md)"));
    nightly(&site, "2026-11-24").exits(1);
    let notice = page(&site, "third");
    assert!(!notice.contains("The third text.") && notice.contains("It was wrong"), "{notice}");
}

#[test]
fn a_withdrawal_takes_effect_while_another_file_is_unreadable() {
    let user = User::other();
    let site = site();
    user.owns(site.path());
    user.build(&site, &["--or-last-good"]).exits(0);
    let withdrawn = leaflet("PT-003", "The third text.");
    let withdrawn = withdrawn.replace("2028-11-01", "2026-11-23\narchived_because: It was wrong");
    site.write("content/leaflets/third.md", withdrawn);
    fs::set_permissions(site.join("content/leaflets/first.md"), fs::Permissions::from_mode(0o000)).unwrap();
    let run = user.build(&site, &["--or-last-good"]).exits(2);
    assert!(run.stderr.contains("first.md' cannot be read"), "{run:?}");
    assert!(!page(&site, "third").contains("The third text.") && page(&site, "first").contains("The first text."));
}

#[test]
fn a_build_by_an_administrator_does_not_prevent_later_builds() {
    let user = User::other();
    let site = site();
    user.owns(site.path());
    user.build(&site, &["--or-last-good"]).exits(0);
    // This output replaces the user's, who then cannot remove it when it is replaced again.
    site.build(&["--or-last-good"]).exits(0);
    user.may_write(&site, ".pamphlet");
    for day in ["2026-11-24", "2026-11-25", "2026-11-26"] {
        let run = user.build(&site, &["--or-last-good", "--today", day]);
        assert!(matches!(run.code, Some(0)), "{run:?}");
    }
    site.write("content/leaflets/first.md", leaflet("PT-001", "[Gone](nowhere.md)"));
    user.build(&site, &["--or-last-good", "--today", "2026-12-10"]).exits(1);
    only_the_second_is_archived(&site);
}

#[test]
fn a_leftover_that_cannot_be_removed_is_reported_and_does_not_prevent_builds() {
    let user = User::other();
    let site = site();
    user.owns(site.path());
    fs::create_dir_all(site.join(".public.pamphlet-new/leaflets")).unwrap();
    site.write(".public.pamphlet-new/leaflets/old.html", "old");
    site.write(".public.pamphlet-lock", "");
    user.may_not_write(&site, ".public.pamphlet-new/leaflets");
    user.may_not_write(&site, ".public.pamphlet-new");
    let run = user.build(&site, &[]).exits(0);
    assert_eq!(run.stderr.contains("is left over from an earlier build"), user.is_another(), "{run:?}");
    user.build(&site, &[]).exits(0);
    assert!(page(&site, "second").contains("The second text."));
}

#[test]
fn a_read_only_folder_in_the_site_does_not_prevent_later_builds() {
    let user = User::other();
    let site = site();
    user.owns(site.path());
    user.build(&site, &[]).exits(0);
    for day in ["2026-11-24", "2026-11-25", "2026-12-10"] {
        fs::set_permissions(site.join("public/leaflets"), fs::Permissions::from_mode(0o555)).unwrap();
        user.build(&site, &["--today", day]).exits(0);
    }
    only_the_second_is_archived(&site);
}

#[test]
fn if_no_folder_can_be_created_next_to_the_site_its_files_are_updated() {
    for kept in [true, false] {
        let user = User::other();
        let site = site();
        user.owns(site.path());
        let further: &[&str] = if kept { &["--or-last-good"] } else { &[] };
        user.build(&site, further).exits(0);
        let first = leaflet("PT-001", "New words.").replace("2026-11-01", "2026-12-10");
        site.write("content/leaflets/first.md", first);
        user.may_not_write(&site, ".");
        let run = user.build(&site, &[further, &["--today", "2026-12-10"]].concat()).exits(2);
        assert!(
            run.stderr.contains("cannot be written") && run.stderr.contains("make the folder writable"),
            "{kept} {run:?}"
        );
        only_the_second_is_archived(&site);
        let searched: String = files_below(&site.join("public/search")).concat();
        assert!(!searched.to_lowercase().contains("zebra"), "{kept}: it is not in the search index");
        user.may_write(&site, ".");
        user.build(&site, &["--today", "2026-12-10"]).exits(0);
        assert!(page(&site, "first").contains("New words."));
    }
}

#[test]
fn an_unreadable_folder_does_not_prevent_notices() {
    let user = User::other();
    let site = site();
    user.owns(site.path());
    user.build(&site, &["--or-last-good"]).exits(0);
    fs::create_dir(site.join("public/closed")).unwrap();
    user.may_not_write(&site, "public/closed");
    fs::set_permissions(site.join("public/closed"), fs::Permissions::from_mode(0o000)).unwrap();
    user.build(&site, &["--or-last-good", "--today", "2026-12-10"]).exits(2);
    assert!(!page(&site, "second").contains("The second text."));
    fs::set_permissions(site.join("public/closed"), fs::Permissions::from_mode(0o755)).unwrap();
    user.build(&site, &["--today", "2026-12-10"]).exits(0);
    only_the_second_is_archived(&site);
}

fn files_below(folder: &Path) -> Vec<String> {
    let files =
        walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    files.map(|entry| String::from_utf8_lossy(&fs::read(entry.path()).unwrap()).into_owned()).collect()
}

#[test]
fn without_a_writable_record_only_notices_are_published() {
    for kept in [true, false] {
        let user = User::other();
        let site = site();
        user.owns(site.path());
        let further: &[&str] = if kept { &["--or-last-good"] } else { &[] };
        user.build(&site, further).exits(0);
        let record = site.read(".pamphlet/versions/log.jsonl");
        let first = leaflet("PT-001", "New words.").replace("2026-11-01", "2026-12-10");
        site.write("content/leaflets/first.md", first);
        user.may_not_write(&site, ".pamphlet");
        let run = user.build(&site, &[further, &["--today", "2026-12-10"]].concat()).exits(2);
        assert!(run.stderr.contains("changes were therefore not published"), "{kept} {run:?}");
        only_the_second_is_archived(&site);
        assert_eq!(site.read(".pamphlet/versions/log.jsonl"), record);
        user.may_write(&site, ".pamphlet");
        user.build(&site, &["--today", "2026-12-10"]).exits(0);
        assert!(page(&site, "first").contains("New words."));
    }
}

#[test]
fn a_read_only_site_folder_is_built_if_the_record_does_not_change() {
    let user = User::other();
    for further in [&[][..], &["--or-last-good"]] {
        let (site, out) = (site(), tempfile::tempdir().unwrap());
        user.owns(site.path());
        user.owns(out.path());
        let public = out.path().join("public");
        let arguments = [&["--out", public.to_str().unwrap()], further].concat();
        user.build(&site, &arguments).exits(0);
        for folder in [".pamphlet", "content/leaflets", "content", "."] {
            user.may_not_write(&site, folder);
        }
        let run = user.build(&site, &arguments).exits(0);
        assert!(run.stderr.contains("Site written to"), "{run:?}");
        for folder in [".", ".pamphlet", "content", "content/leaflets"] {
            user.may_write(&site, folder);
        }
    }
}

#[test]
fn files_of_the_host_are_kept_if_the_settings_list_them() {
    let site = site();
    site.build(&[]).exits(0);
    site.write("public/.htaccess", "ErrorDocument 404 /404.html\n");
    site.write("public/.well-known/acme-challenge/token", "token");
    let run = site.build(&[]).fails_saying("'.htaccess'");
    assert!(run.stderr.contains("'keep: [.htaccess]'"), "{run:?}");
    site.write("content/site.yaml", format!("{SETTINGS}keep: [.htaccess, web.config, .well-known/acme-challenge/]\n"));
    for day in ["2026-11-23", "2026-12-10"] {
        nightly(&site, day).exits(0);
        assert_eq!(site.read("public/.htaccess"), "ErrorDocument 404 /404.html\n");
        assert_eq!(site.read("public/.well-known/acme-challenge/token"), "token");
    }
    only_the_second_is_archived(&site);
    for path in
        ["leaflets/second/second.pdf", "/etc/passwd", "../x", ".x/../leaflets/", "index.html", ".pamphlet-site", "a/b"]
    {
        site.write("content/site.yaml", format!("{SETTINGS}keep: ['{path}']\n"));
        let findings = site.findings();
        assert!(findings.iter().any(|found| found.rule == "wrong-setting" && found.message.contains(path)), "{path}");
    }
}

#[test]
fn a_record_larger_than_any_leaflet_can_be_read() {
    let site = site();
    let record = "{\"version\":1,\"leaflets\":[\n]}\n";
    let line = |number: usize| {
        let earlier: Vec<String> = (0..16_000).map(|old| format!("\"leaflets/old-{number}-{old:06}/\"")).collect();
        format!(
            "{{\"reference\":\"ZZ-{number:05}\",\"title\":\"Old\",\"address\":\"leaflets/old-{number}/\",\"earlier\":[{}],\
             \"last_updated\":\"2020-01-01\",\"archive_date\":\"2022-01-01\"}},\n",
            earlier.join(",")
        )
    };
    let lines: String = (0..50).map(line).collect();
    let lines = lines.trim_end_matches(",\n");
    let large = record.replacen("\"leaflets\":[\n", &format!("\"leaflets\":[\n{lines}\n"), 1);
    assert!(large.len() > 17 * 1024 * 1024);
    site.write(".pamphlet/published.json", &large);
    let run = site.build(&["--or-last-good"]).exits(1);
    // It is read: the finding says that these leaflets are missing.
    assert!(
        run.stderr.contains("vanished-leaflet") && !run.stderr.contains("damaged-record"),
        "{}",
        &run.stderr[..500]
    );
}

#[test]
fn a_link_that_replaces_a_file_during_a_build_is_never_followed() {
    let site = site();
    site.write("content/leaflets/first.md", leaflet("PT-001", "The first text. [A form](form.csv)"));
    site.write("content/leaflets/form.csv", "name,date\n");
    site.write("content/static/note.txt", "a note");
    site.write("secret/form.csv", "A secret.");
    site.write("secret/note.txt", "A secret.");
    site.build(&[]).exits(0);
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                for (path, target) in [("leaflets/form.csv", "form.csv"), ("static/note.txt", "note.txt")] {
                    let path = site.join("content").join(path);
                    let new = path.with_extension("tmp");
                    symlink(site.join("secret").join(target), &new).unwrap();
                    fs::rename(&new, &path).unwrap();
                    thread::yield_now();
                    fs::write(&new, "name,date\n").unwrap();
                    fs::rename(&new, &path).unwrap();
                    thread::sleep(Duration::from_millis(7));
                }
            }
        });
        let mut published = 0;
        for _ in 0..40 {
            published += usize::from(site.build(&[]).code == Some(0));
            if files_below(&site.join("public")).iter().any(|text| text.contains("A secret.")) {
                done.store(true, Ordering::Relaxed);
                panic!("a file from outside the site was published");
            }
        }
        done.store(true, Ordering::Relaxed);
        assert!(published > 0, "no build succeeded");
    });
}

#[test]
fn links_where_the_program_writes_are_not_followed() {
    let site = site();
    site.write("precious", "Keep this.");
    let plant = |below: &str| {
        fs::create_dir_all(site.join(below).parent().unwrap()).unwrap();
        symlink(site.join("precious"), site.join(below)).unwrap();
    };
    plant(".public.pamphlet-lock");
    plant(".pamphlet/versions.new");
    plant(".pamphlet/last-good.zip.new");
    nightly(&site, "2026-11-23").exits(0);
    assert_eq!(site.read("precious"), "Keep this.");
    assert!(site.read(".pamphlet/versions/log.jsonl").contains("PT-001"));
}

/// The file in the cache that contains these words.
fn cached(site: &Site, words: &str) -> String {
    let names = names_in(&site.join(".pamphlet/cache")).into_iter();
    let mut holds = names.filter(|name| site.read(format!(".pamphlet/cache/{name}")).contains(words));
    holds.next().unwrap()
}

#[test]
fn cached_files_that_were_renamed_or_linked_are_made_again() {
    let site = site();
    site.build(&[]).exits(0);
    let text = |name: &str| site.read(format!("public/leaflets/{name}/{name}.txt"));
    let (first, third) = (cached(&site, "The first text."), cached(&site, "The third text."));
    let cache = site.join(".pamphlet/cache");
    // The name of one is given to the other, with the checksum of its bytes.
    let key = |name: &str| name.split_once('.').unwrap().0.to_owned();
    let checksum = |name: &str| name.split_once('.').unwrap().1.to_owned();
    fs::remove_file(cache.join(&first)).unwrap();
    fs::rename(cache.join(&third), cache.join(format!("{}.{}", key(&first), checksum(&third)))).unwrap();
    fs::remove_dir_all(site.join("public")).unwrap();
    site.build(&[]).exits(0);
    assert!(text("first").contains("The first text.") && text("third").contains("The third text."));
    let first = cached(&site, "The first text.");
    site.write("elsewhere", fs::read(cache.join(&first)).unwrap());
    fs::remove_file(cache.join(&first)).unwrap();
    symlink(site.join("elsewhere"), cache.join(&first)).unwrap();
    fs::remove_dir_all(site.join("public")).unwrap();
    site.build(&[]).exits(0);
    let published = site.join("public/leaflets/first/first.txt");
    assert!(published.symlink_metadata().unwrap().is_file() && text("first").contains("The first text."));
}

#[test]
fn pipes_do_not_block_a_build() {
    let site = site();
    nightly(&site, "2026-11-23").exits(0);
    let pipe = |below: &str| {
        let _ = fs::remove_file(site.join(below));
        assert!(std::process::Command::new("mkfifo").arg(site.join(below)).status().unwrap().success());
    };
    for below in
        ["public/index.html", "public/leaflets/first/first.txt", ".public.pamphlet-lock", ".pamphlet/last-good.zip"]
    {
        pipe(below);
        nightly(&site, "2026-11-24").exits(0);
    }
    pipe(&format!(".pamphlet/cache/{}", cached(&site, "The first text.")));
    pipe(".pamphlet/versions.new");
    nightly(&site, "2026-11-25").exits(0);
    assert!(page(&site, "first").contains("The first text."));
    pipe("public/.pamphlet-site");
    site.build(&[]).fails_saying("did not make");
    fs::remove_dir_all(site.join("public")).unwrap();
    pipe(".pamphlet/versions/log.jsonl");
    let run = nightly(&site, "2026-11-25").exits(1);
    assert!(run.stderr.contains("damaged-record"), "{run:?}");
}
