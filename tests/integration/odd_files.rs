//! Odd names, symbolic links, unreadable files, and line ends of other systems.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::support::site::{Finding, Site, TODAY, assert_same, command, leaflet, run, tree};
use crate::support::trials::{survives, try_all};

/// The odd file, if there is only one.
const FILE: &str = "content/leaflets/odd.md";

/// A valid leaflet with this text.
fn with_text(text: &str) -> String {
    leaflet("PT-002", text)
}

// Files and folders.

#[test]
fn deep_folders_are_read() {
    let site = Site::with_a_leaflet();
    let deep = format!("content/leaflets/{}deep.md", "folder/".repeat(200));
    site.write(&deep, with_text(&format!("[up]({}good.md)", "../".repeat(200))));
    let (findings, build) = survives(&site, "deep folders");
    assert_eq!(build.code, Some(0), "{findings:?}");
    assert!(site.join("public/leaflets/deep/index.html").is_file());
}

#[test]
fn odd_names_are_built_and_linked() {
    #[rustfmt::skip]
    let names = [
        "two  words", "café", "cafe\u{301} au lait", "Grüße", "日本語", "مرحبا", "😀", "it's", "\"quoted\"", "100% sure",
        "%2e%2e", "a&b", "a+b", "a=b;c", "(round) [square] {curly}", "dollar$", "star*", "pipe|", "colon:",
        "<b>bold", "back`tick", "comma,", "tilde~x", "at@", "caret^", "!bang", "-dash", "two.dots", "UPPER", "ﬁne",
        "\u{202e}evil", "zero\u{200b}width",
    ];
    let site = Site::with_a_leaflet();
    let mut links = String::new();
    for (number, name) in names.iter().enumerate() {
        site.write(format!("content/leaflets/{name}.md"), leaflet(&format!("PT-{:03}", number + 100), "Text."));
        links.push_str(&format!("- [link](<{}.md>)\n", encoded(name)));
    }
    site.write("content/leaflets/links.md", leaflet("PT-099", &links));
    let (findings, build) = survives(&site, "odd names");
    assert_eq!(build.code, Some(0), "{findings:#?}");
    let page = fs::read_to_string(site.join("public/leaflets/links/index.html")).unwrap();
    let page = scraper::Html::parse_document(&page);
    let links = scraper::Selector::parse("main li a").unwrap();
    let mut reached = BTreeSet::new();
    for link in page.select(&links).filter(|link| link.text().collect::<String>() == "link") {
        let href = link.attr("href").unwrap();
        let path = percent_encoding::percent_decode_str(href).decode_utf8().unwrap().into_owned();
        let file = site.join("public/leaflets/links").join(&path).join("index.html");
        assert!(file.is_file(), "'{href}' leads to {} and there is none", file.display());
        reached.insert(fs::canonicalize(file).unwrap());
    }
    assert_eq!(reached.len(), names.len());
}

/// A name as it is in a link.
fn encoded(name: &str) -> String {
    percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC).to_string()
}

#[test]
fn names_without_an_address_are_reported_or_built_the_same_twice() {
    let long = format!("{}.md", "long".repeat(63));
    let names = [
        "new\nline.md",
        "tab\there.md",
        " .md",
        "..md",
        "...md",
        "a#b.md",
        "a?b.md",
        "back\\slash.md",
        "CON.md",
        "nul.md",
        &long,
        "index.md",
        "a\u{7f}b.md",
    ];
    let mut all = Vec::new();
    for name in names {
        for folder in ["leaflets", "pages", "static"] {
            let site = Site::with_a_leaflet();
            site.write(format!("content/{folder}/{name}"), with_text("Text."));
            let (findings, build, mut faults) = try_all(&site);
            if build.code == Some(0) {
                // The next build recognises the output of the first as its own.
                let again = site.build(&[]);
                if again.code != Some(0) {
                    faults.push(format!("built again: {}", again.stderr));
                }
            } else if findings.is_empty() && build.code == Some(1) {
                faults.push(format!("nothing is reported: {}", build.stderr));
            }
            all.extend(faults.into_iter().map(|fault| format!("{folder}/{name:?}: {fault}")));
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn two_spellings_of_one_name_are_reported() {
    for (one, other) in
        [("café.md", "cafe\u{301}.md"), ("Same.md", "same.md"), ("a b.md", "a-b.md"), ("Straße.md", "STRASSE.md")]
    {
        let site = Site::empty();
        site.write(format!("content/leaflets/{one}"), leaflet("PT-001", "Text."));
        site.write(format!("content/leaflets/{other}"), leaflet("PT-002", "Text."));
        if fs::read_dir(site.join("content/leaflets")).unwrap().count() < 2 {
            continue; // This disk takes the two names for one.
        }
        let (findings, build) = survives(&site, one);
        let rules: BTreeSet<&str> = findings.iter().map(|finding| finding.rule.as_str()).collect();
        let expected = if one.starts_with("Str") { 0 } else { 1 };
        assert_eq!(build.code, Some(expected), "{one} and {other}: {findings:?}");
        assert_eq!(rules.contains("same-address"), expected == 1, "{one} and {other}: {findings:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_not_utf8_are_processed_quickly() {
    use std::os::unix::ffi::OsStrExt;
    let site = Site::with_a_leaflet();
    for (number, name) in [&b"caf\xe9.md"[..], b"caf\xe8.md", b"\xff.md"].into_iter().enumerate() {
        let path = site.join("content/leaflets").join(std::ffi::OsStr::from_bytes(name));
        fs::write(path, leaflet(&format!("PT-{:03}", number + 10), "Text.")).unwrap();
    }
    let (findings, build) = survives(&site, "names that are not UTF-8");
    assert_eq!(build.code, Some(1), "two names that look the same: {findings:?}");
}

#[test]
fn a_folder_with_the_name_of_a_leaflet_is_a_folder() {
    let site = Site::with_a_leaflet();
    site.write("content/leaflets/x.md/inner.md", with_text("Text."));
    fs::create_dir(site.join("content/leaflets/empty.md")).unwrap();
    let (findings, build) = survives(&site, "a folder x.md");
    assert_eq!(build.code, Some(0), "{findings:?}");
    assert!(site.join("public/leaflets/inner/index.html").is_file());
    site.write("content/leaflets/good.md", leaflet("PT-001", "[folder](x.md)"));
    site.forget_versions();
    let findings = site.findings();
    assert_eq!(findings.iter().map(Finding::place).collect::<Vec<_>>(), ["broken-link content/leaflets/good.md:9:10"]);
}

/// A file outside the site folder that nobody should see.
fn secret() -> (tempfile::NamedTempFile, PathBuf) {
    let secret = tempfile::NamedTempFile::new().unwrap();
    fs::write(&secret, leaflet("PT-009", "The secret of the house.")).unwrap();
    let path = secret.path().to_owned();
    (secret, path)
}

#[track_caller]
fn assert_secret(site: &Site, what: &str) -> Vec<Finding> {
    let build = site.build(&[]);
    let findings = site.findings();
    let holding = if site.join("public").exists() { tree(&site.join("public")) } else { Default::default() };
    let contains_secret = |bytes: &[u8]| bytes.windows(10).any(|window| window == b"The secret");
    let holding: Vec<_> =
        holding.into_iter().filter(|(_, bytes)| contains_secret(bytes)).map(|(path, _)| path).collect();
    assert_eq!(holding, [""; 0], "{what}: files outside the site are published");
    assert!(matches!(build.code, Some(0 | 1)), "{what}: {}", build.stderr);
    findings
}

#[test]
fn symbolic_links_publish_nothing_from_outside() {
    let (_file, secret) = secret();
    for place in ["leaflets/hostile.md", "pages/hostile.md", "blocks/hostile.md", "leaflets/good.cy.md"] {
        let site = Site::with_a_leaflet();
        site.write("content/leaflets/other.md", leaflet("PT-003", "{{ hostile }}"));
        fs::create_dir_all(site.join("content").join(place).parent().unwrap()).unwrap();
        symlink(&secret, site.join("content").join(place)).unwrap();
        let findings = assert_secret(&site, place);
        let is_reported =
            |finding: &Finding| finding.rule == "unreadable-file" && finding.file == format!("content/{place}");
        assert!(findings.iter().any(is_reported), "{place}: {findings:?}");
    }
}

#[test]
fn a_linked_picture_publishes_nothing_from_outside() {
    let (_file, secret) = secret();
    let site = Site::with_a_leaflet();
    site.write(FILE, with_text("![A picture](picture.png)\n\n[A file](file.pdf)"));
    symlink(&secret, site.join("content/leaflets/picture.png")).unwrap();
    symlink(&secret, site.join("content/leaflets/file.pdf")).unwrap();
    let findings = assert_secret(&site, "a picture next to a leaflet");
    let errors = findings.iter().filter(|finding| finding.severity == "error");
    assert!(errors.count() >= 2, "both are reported: {findings:?}");
}

#[test]
fn a_link_in_static_publishes_nothing_from_outside() {
    let (_file, secret) = secret();
    let site = Site::with_a_leaflet();
    site.write("content/static/robots-of-ours.txt", "ours");
    symlink(&secret, site.join("content/static/secret.txt")).unwrap();
    symlink(secret.parent().unwrap(), site.join("content/static/folder")).unwrap();
    let findings = assert_secret(&site, "static");
    let of_static = |finding: &&Finding| finding.file.starts_with("content/static/");
    assert_eq!(findings.iter().filter(of_static).count(), 2, "both are reported: {findings:?}");
}

#[test]
fn a_linked_folder_publishes_nothing_from_outside() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("hostile.md"), leaflet("PT-009", "The secret of the house.")).unwrap();
    let site = Site::with_a_leaflet();
    symlink(outside.path(), site.join("content/leaflets/more")).unwrap();
    symlink(".", site.join("content/leaflets/round")).unwrap();
    let findings = assert_secret(&site, "a folder");
    assert!(findings.iter().any(|finding| finding.file == "content/leaflets/more"), "it is reported: {findings:?}");
}

#[test]
fn links_cannot_climb_out_of_the_content() {
    for target in [
        "../../../secret.txt",
        "/../secret.txt",
        "..%2f..%2f..%2fsecret.txt",
        "..\\..\\..\\secret.txt",
        "file:///etc/hostname",
        "/etc/hostname",
    ] {
        let site = Site::with_a_leaflet();
        site.write("secret.txt", "The secret of the house.");
        site.write(FILE, with_text(&format!("![a](<{target}>) [b](<{target}>)")));
        let findings = assert_secret(&site, target);
        let rules: BTreeSet<&str> = findings.iter().map(|finding| finding.rule.as_str()).collect();
        assert_eq!(rules, BTreeSet::from(["broken-link", "missing-image"]), "{target}");
    }
}

#[test]
fn pipes_and_devices_do_not_block_a_build() {
    for place in ["leaflets/pipe.md", "static/pipe.txt", "leaflets/pipe.png", "site.yaml"] {
        let site = Site::with_a_leaflet();
        site.write(FILE, with_text(if place.ends_with("png") { "![a](pipe.png)" } else { "Text." }));
        let path = site.join("content").join(place);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let _ = fs::remove_file(&path);
        assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
        let (_, build) = survives(&site, place);
        assert!(build.code != Some(0), "a pipe at {place} is published or ignored");
    }
}

#[test]
fn an_unreadable_file_is_a_failure_and_never_skipped() {
    // A folder in place of a file, which cannot be read as text.
    let site = Site::with_a_leaflet();
    fs::remove_file(site.join("content/site.yaml")).unwrap();
    fs::create_dir(site.join("content/site.yaml")).unwrap();
    site.build(&[]).fails_saying("content/site.yaml");
    site.check(&[]).fails_saying("content/site.yaml");
    let site = Site::with_a_leaflet();
    site.build(&[]).exits(0);
    let before = tree(&site.join("public"));
    site.write(FILE, with_text("Text."));
    site.write("content/leaflets/folder/inner.md", leaflet("PT-003", "Text."));
    for locked in [FILE, "content/leaflets/folder"] {
        let usual = fs::metadata(site.join(locked)).unwrap().permissions();
        fs::set_permissions(site.join(locked), fs::Permissions::from_mode(0o0)).unwrap();
        if let Some(command) = without_privileges(&site, &["check", "--today", TODAY]) {
            run(command).fails_saying(&format!("{locked}' cannot be read: permission was denied"));
        }
        fs::set_permissions(site.join(locked), usual).unwrap();
    }
    assert_same(&tree(&site.join("public")), &before, "the previous site");
}

/// The program run by a user who is subject to permissions; `None` if this machine does not support that.
fn without_privileges(site: &Site, arguments: &[&str]) -> Option<Command> {
    let plain = command(site.path(), arguments);
    let probe = site.join("probe");
    fs::write(&probe, "").unwrap();
    fs::set_permissions(&probe, fs::Permissions::from_mode(0o0)).unwrap();
    if fs::read(&probe).is_err() {
        return Some(plain);
    }
    fs::set_permissions(site.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let nobody = |arguments: &mut dyn Iterator<Item = &std::ffi::OsStr>| {
        let mut command = Command::new("setpriv");
        command
            .args(["--reuid=65534", "--regid=65534", "--clear-groups", "--"])
            .args(arguments)
            .current_dir(site.path());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    };
    let version = nobody(&mut [plain.get_program(), "--version".as_ref()].into_iter()).output();
    let works = version.is_ok_and(|output| output.status.success());
    works.then(|| nobody(&mut std::iter::once(plain.get_program()).chain(plain.get_args())))
}

// Odd but valid files.

#[test]
fn windows_line_ends_and_byte_order_marks_change_nothing() {
    let unix = Site::example();
    unix.write("content/leaflets/more.md", with_text("- a\n  b\n\n| A | B |\n|---|---|\n| c | d |\n\n    code\n\n```\nfenced\n```\n\n[^n]\n\n{{ if-you-need-help-now }}\n\n[^n]: Note.\n\nHard  \nbreak\\\nhere a line\n").replace("reference: PT-002", "reference: PT-900"));
    unix.build(&[]).exits(0);
    let expected = tree(&unix.join("public"));
    for mark in ["", "\u{feff}"] {
        let windows = Site::example();
        for (path, bytes) in tree(&unix.join("content")) {
            let path = Path::new("content").join(path);
            let is_text = path.extension().is_some_and(|ending| ending == "md" || ending == "yaml");
            match String::from_utf8(bytes) {
                Ok(text) if is_text => windows.write(&path, format!("{mark}{}", text.replace('\n', "\r\n"))),
                Ok(text) if !text.is_empty() => windows.write(&path, text),
                _ => {}
            }
        }
        windows.build(&[]).exits(0);
        assert_same(&tree(&windows.join("public")), &expected, &format!("Windows line ends after {mark:?}"));
    }
}

#[test]
fn windows_line_ends_and_byte_order_marks_do_not_move_findings() {
    let faulty = "---\ntitle: Faulty\nreference: pt 1\nlast_updated: 03/04/2026\narchive_date:\nsumary: x\n---\n\nÄ [x](nowhere.md) ![y](none.png)\n";
    let places = |text: String| {
        let site = Site::with_a_leaflet();
        site.write(FILE, text);
        site.findings().iter().map(Finding::place).collect::<Vec<_>>()
    };
    let expected = places(faulty.to_owned());
    assert!(expected.len() >= 7, "{expected:?}");
    assert_eq!(places(faulty.replace('\n', "\r\n")), expected);
    assert_eq!(places(format!("\u{feff}{}", faulty.replace('\n', "\r\n"))), expected);
}
