//! The live preview over a real socket: its pages, changes to files, and the requests it refuses.
#![cfg(feature = "serve")]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::os::unix::fs::symlink;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::support::preview::{Preview, body};
use crate::support::site::{Site, leaflet, tree};
use crate::support::written;

/// Removes what the preview adds to a page: the panel, its style and script, and the permission to receive events.
fn without_panel(html: &str) -> String {
    let script =
        "<link rel=\"stylesheet\" href=\"/_desk/preview.css\"><script src=\"/_desk/preview.js\" defer></script>";
    assert_eq!(html.matches(script).count(), 1, "{html}");
    let html = html.replacen(script, "", 1);
    let start = html.find("<section class=\"pd-panel\"").unwrap();
    let end = start + html[start..].find("</section>").unwrap() + "</section>".len();
    // The template ends with a newline.
    let end = end + html[end..].len() - html[end..].trim_start_matches('\n').len();
    [&html[..start], &html[end..]].concat()
}

/// Requests every file that a build makes; returns the numbers of pages and of other files.
#[track_caller]
fn assert_served_as_built(site: &Site) -> (usize, usize) {
    site.build(&[]).exits(0);
    let preview = Preview::of(site);
    let (mut pages, mut others) = (0, 0);
    for (path, built) in tree(&site.join("public")) {
        // The list of built files is not part of the site.
        if path.ends_with('/') || path == ".pamphlet-site" {
            continue;
        }
        let asked = percent_encoding::utf8_percent_encode(&path, percent_encoding::NON_ALPHANUMERIC).to_string();
        let asked = asked.replace("%2F", "/").replace("%2E", ".").replace("%5F", "_").replace("%2D", "-");
        let (status, served) = preview.bytes(&format!("/{asked}"));
        assert_eq!(status, 200, "/{asked}");
        if path.ends_with(".html") {
            pages += 1;
            let built = String::from_utf8(built).unwrap();
            assert!(!built.contains("pd-panel"), "{path}: the built page has the panel of the preview");
            let mut served = without_panel(&String::from_utf8(served).unwrap());
            // The links of the 404 page start at the root of the host, which is the root of the preview.
            if path == "404.html" {
                let from_root = |text: &str| text.replace("=\"/trust/leaflets/", "=\"/").replace("=\"./", "=\"/");
                if from_root(&served) == from_root(&built) {
                    served = built.clone();
                }
            }
            assert!(served == built, "/{path} differs from the built file:\n{served}\n-----\n{built}");
        } else {
            others += 1;
            assert!(served == built, "/{path} differs from the built file");
        }
    }
    (pages, others)
}

#[test]
fn every_file_of_the_example_is_served_as_built() {
    let site = Site::example();
    let (pages, others) = assert_served_as_built(&site);
    assert!(pages > 25 && others > 10, "{pages} pages, {others} other files");
    for path in ["search/index.html", "glossary/index.html", "r/PT-001/index.html", "404.html", "leaflets.json"] {
        assert!(site.join("public").join(path).exists(), "the example no longer has {path}");
    }
}

#[test]
fn every_file_of_a_site_with_everything_is_served_as_built() {
    let site = written::site("kitchen-sink");
    site.write("content/static/photo of a ward.jpg", "as it stands");
    // A draft does not change what is published.
    site.write("content/drafts/idea.md", leaflet("ZZ-999", "Not yet. [[AB-001]]"));
    let (pages, others) = assert_served_as_built(&site);
    assert!(pages > 60 && others > 20, "{pages} pages, {others} other files");
}

#[test]
fn addresses_are_resolved_as_on_a_host() {
    let preview = Preview::of(&Site::example());
    assert!(preview.said[0].starts_with("The preview is at http://127.0.0.1:"), "{:?}", preview.said);
    let (status, moved) = preview.get("/leaflets/integrated-psychological-therapy");
    assert!(status == 302 && moved.contains("location: ./integrated-psychological-therapy/"), "{moved}");
    let (status, lost) = preview.get("/leaflets/no-such-leaflet/");
    assert!(status == 404 && lost.contains("Page not found") && lost.contains("/assets/style.css"), "{lost}");
    let (status, head) = preview.with_heads("HEAD", "/", &format!("Host: 127.0.0.1:{}\r\n", preview.port));
    assert!(status == 200 && body(&head).is_empty(), "{head}");
}

#[test]
fn a_changed_file_updates_its_page_and_other_pages() {
    let site = Site::empty();
    site.write("content/leaflets/one.md", leaflet("PT-001", "Read this.\n\n[Other](two.md)"));
    site.write("content/leaflets/two.md", leaflet("PT-002", "Read that."));
    let preview = Preview::of(&site);
    assert!(preview.get("/leaflets/one/").1.contains("Read this."));
    // A change of the text, by writing another file and renaming it, as many editors do.
    site.write("content/leaflets/.one.md.new", leaflet("PT-001", "Read it now."));
    fs::rename(site.join("content/leaflets/.one.md.new"), site.join("content/leaflets/one.md")).unwrap();
    preview.get_until("/leaflets/one/", "a saved body", |_, text| text.contains("Read it now."));
    // A new title is in the lists of other pages at once.
    site.write(
        "content/leaflets/one.md",
        leaflet("PT-001", "[Other](two.md)").replace("About PT-001", "Sleeping well"),
    );
    preview.get_until("/a-to-z/", "a saved title", |_, text| text.contains("Sleeping well"));
    assert!(preview.get("/leaflets/two/").1.contains("Sleeping well"), "the leaflet that mentions it");
    // A new leaflet that comes first in the order, and one that is removed.
    site.write("content/leaflets/a/first.md", leaflet("PT-003", "[[PT-002]]"));
    preview.get_until("/leaflets/first/", "a new file in a new folder", |status, _| status == 200);
    assert!(preview.get("/leaflets/two/").1.contains("About PT-003"));
    fs::remove_file(site.join("content/leaflets/one.md")).unwrap();
    preview.get_until("/leaflets/one/", "a file that is gone", |status, _| status == 404);
    assert!(!preview.get("/leaflets/two/").1.contains("Sleeping well"));
    fs::rename(site.join("content/leaflets/a"), site.join("content/leaflets/b")).unwrap();
    site.write("content/leaflets/b/first.md", leaflet("PT-003", "Moved."));
    preview.get_until("/leaflets/first/", "a folder with another name", |_, text| text.contains("Moved."));
    // Settings, a picture, and the theme.
    site.write("content/site.yaml", "title: Another name\n");
    preview.get_until("/", "a setting", |_, text| text.contains("Another name"));
    site.write("content/static/note.txt", "one");
    preview.get_until("/note.txt", "a static file", |_, text| text.ends_with("\r\n\r\none"));
    site.write("content/static/note.txt", "two");
    assert!(preview.get("/note.txt").1.ends_with("two"));
    // Many incomplete saves do not stop the preview.
    let whole = leaflet("PT-002", &"Read that. ".repeat(200));
    for end in (0..whole.len()).step_by(97) {
        site.write("content/leaflets/two.md", &whole[..end]);
    }
    site.write("content/leaflets/two.md", &whole);
    preview.get_until("/leaflets/two/", "a file in parts", |_, text| text.matches("Read that.").count() >= 200);
}

#[test]
fn errors_are_shown_above_the_last_good_page() {
    let site = Site::with_a_leaflet();
    let whole = leaflet("PT-001", "Read this.");
    let preview = Preview::of(&site);
    assert!(preview.get("/leaflets/good/").1.contains("Read this."));
    // Front matter.
    site.write(
        "content/leaflets/good.md",
        whole.replace("title: About", "title: \"About").replace("Read this", "Broken"),
    );
    let page = preview.get_until("/leaflets/good/", "broken fields", |_, text| text.contains("pd-mark"));
    assert!(
        page.contains("The current version of this page cannot be shown")
            && page.contains("Read this.")
            && !page.contains("Broken.")
    );
    assert!(page.contains("Rule: broken-front-matter") || page.contains("Rule: missing-title"), "{page}");
    assert!(page.contains("content/leaflets/good.md, line 2"), "{page}");
    site.write("content/leaflets/good.md", &whole);
    preview.get_until("/leaflets/good/", "corrected fields", |_, text| !text.contains("pd-mark\""));
    // A template.
    site.write("content/site.yaml", format!("{}theme: {{name: ours}}\n", crate::support::site::SETTINGS));
    site.write("themes/ours/templates/contact.html", "<p>Ask us</p>");
    preview.get_until("/", "a theme", |status, _| status == 200);
    site.write("themes/ours/templates/contact.html", "<p>{% if %}</p>");
    let started = Instant::now();
    let page = loop {
        let (status, text) = preview.get("/leaflets/good/");
        if status == 500 {
            break text;
        }
        assert!(started.elapsed() < Duration::from_secs(20), "a broken template was not seen");
    };
    assert!(page.contains("themes/ours/templates/contact.html, line 1") && page.contains("Read this."), "{page}");
    // Unreadable settings leave everything as it was.
    fs::remove_dir_all(site.join("themes")).unwrap();
    preview.get_until("/leaflets/good/", "a theme that is gone", |status, _| status == 200);
    site.write("content/site.yaml", "title: [");
    let page = preview
        .get_until("/leaflets/good/", "broken settings", |_, text| text.contains("The last change cannot be read"));
    assert!(page.contains("content/site.yaml") && page.contains("Read this."), "{page}");
    site.write("content/site.yaml", crate::support::site::SETTINGS);
    preview
        .get_until("/leaflets/good/", "corrected settings", |_, text| !text.contains("The last change cannot be read"));
}

#[test]
fn drafts_are_shown_and_marked_and_the_desk_lists_all() {
    let site = Site::with_a_leaflet();
    site.write(
        "content/drafts/new idea.md",
        leaflet("PT-009", "Not approved.").replace("summary", "owner: Sleep team\nsummary"),
    );
    site.write("content/drafts/empty.md", "---\ntitle: Nearly nothing\nreference:\n---\n\nWords of it.\n");
    site.write("content/leaflets/old.md", leaflet("PT-002", "Old text.").replace("2028-11-01", "2026-11-02"));
    site.write("content/leaflets/soon.md", leaflet("PT-003", "Soon.").replace("2028-11-01", "2026-12-24"));
    site.write("content/leaflets/blank.md", "---\ntitle: Half a leaflet\n---\n\nIts words.\n");
    let preview = Preview::of(&site);
    let draft = preview.get("/drafts/new-idea/").1;
    assert!(
        draft.contains("This is a draft") && draft.contains("Not approved.") && draft.contains("PT-009"),
        "{draft}"
    );
    let draft = preview.get("/drafts/empty/").1;
    assert!(draft.contains("Words of it.") && draft.contains("Rule: missing-reference"), "{draft}");
    let blank = preview.get("/leaflets/blank/").1;
    assert!(
        blank.contains("not finished") && blank.contains("Its words.") && blank.contains("Rule: missing-archive-date")
    );
    assert!(!preview.get("/a-to-z/").1.contains("PT-009"));
    let desk = preview.get_until("/_desk/", "the check of all leaflets", |_, text| !text.contains("Still checking"));
    for words in [
        "About PT-001",
        "About PT-009",
        "Nearly nothing",
        "Half a leaflet",
        "current (1)",
        "due for review (1)",
        "archived (1)",
        "draft (2)",
        "not finished (1)",
        "24 December 2026",
        "6 leaflets",
        "Sleep team",
    ] {
        assert!(desk.contains(words), "the desk does not contain '{words}'\n{desk}");
    }
    let listed = |query: &str| {
        let desk = preview.get(&format!("/_desk/?{query}")).1;
        desk.split("<th scope=\"row\">")
            .skip(1)
            .map(|row| row.split("</").next().unwrap().rsplit('>').next().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(listed("state=due"), ["About PT-003"]);
    assert_eq!(listed("owner=Sleep+team"), ["About PT-009"]);
    assert_eq!(listed("rule=missing-reference&sort=title"), ["Half a leaflet", "Nearly nothing"]);
    assert_eq!(listed("find=pt-00&sort=archive"), ["About PT-002", "About PT-003", "About PT-009", "About PT-001"]);
    assert_eq!(listed("sort=problems").len(), 6);
    assert_eq!(listed("state=due&owner=nobody"), Vec::<String>::new());
    // Each problem links to its line.
    let lines = preview.get("/_desk/lines?file=content%2Fleaflets%2Fblank.md&line=1").1;
    assert!(
        lines.contains("id=\"L2\"")
            && lines.contains("title: Half a leaflet")
            && lines.contains("Rule: missing-archive-date")
    );
    assert!(!site.join("public").exists(), "a preview builds nothing");
}

#[test]
fn a_field_that_cannot_be_read_is_reported_at_the_top_and_in_the_list() {
    let site = Site::with_a_leaflet();
    site.write(
        "content/leaflets/list.md",
        leaflet("PT-002", "Words.").replace("summary:", "related: PT-001\nsummary:"),
    );
    site.write("content/leaflets/date.md", leaflet("PT-003", "Words.").replace("2026-11-01", "31 February 2026"));
    site.write("content/drafts/idea.md", leaflet("PT-009", "Not yet."));
    let preview = Preview::of(&site);
    let page = preview.get("/leaflets/list/").1;
    let place = page.find("This page has errors").unwrap_or_else(|| panic!("{page}"));
    assert!(place < page.find("<main").unwrap(), "the errors are announced before the page: {page}");
    assert!(page.contains("<a href=\"/_desk/?state=draft\">1 draft</a>"), "{page}");
    let desk = preview.get_until("/_desk/", "the check of all leaflets", |_, text| !text.contains("Still checking"));
    let row = desk.split("<tr>").find(|row| row.contains("About PT-003")).unwrap();
    assert_eq!((row.matches("cannot be read").count(), row.matches("not given").count()), (1, 1), "{row}");
}

#[test]
fn browsers_get_the_policy_of_the_site() {
    let site = Site::with_a_leaflet();
    let preview = Preview::of(&site);
    for path in ["/", "/_desk/", "/_desk/preview.js", "/nothing"] {
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", preview.port);
        let head = preview.raw(&request).1.split("\r\n\r\n").next().unwrap().to_lowercase();
        assert!(head.contains("content-security-policy: default-src 'none'; script-src 'self';"), "{path}: {head}");
    }
}

#[test]
fn other_origins_and_paths_outside_the_site_are_refused() {
    let site = Site::with_a_leaflet();
    site.write("secret.txt", "do not show");
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("far.txt"), "do not show").unwrap();
    fs::create_dir_all(site.join("content/static")).unwrap();
    symlink(outside.path().join("far.txt"), site.join("content/static/far.txt")).unwrap();
    symlink(outside.path(), site.join("content/static/folder")).unwrap();
    symlink(outside.path().join("far.txt"), site.join("content/leaflets/far.md")).unwrap();
    site.write("content/static/near.txt", "show this");
    let preview = Preview::of(&site);
    let refused = |path: &str| {
        let (status, text) = preview.get(path);
        assert!(matches!(status, 400 | 404), "{path} gave {status}");
        assert!(!text.contains("do not show") && !text.contains("root:"), "{path} gave\n{text}");
    };
    for path in [
        "/../secret.txt",
        "/..",
        "/leaflets/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2E%2E%2Fsecret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/%252e%252e/secret.txt",
        "/..\\secret.txt",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/etc/passwd",
        "/secret.txt",
        "/content/site.yaml",
        "/near.txt%00.html",
        "/far.txt",
        "/folder/far.txt",
        "/_desk/../../secret.txt",
        "/_desk/lines?file=../secret.txt",
        "/_desk/lines?file=secret.txt",
        "/_desk/lines?file=/etc/passwd",
        "/_desk/lines?file=content/static/far.txt",
        "/_desk/lines?file=content/leaflets/../../secret.txt",
        "/_desk/lines?file=content/leaflets/far.md",
    ] {
        refused(path);
    }
    // A link that replaces a file while the preview runs.
    assert!(preview.get("/near.txt").1.ends_with("show this"));
    fs::remove_file(site.join("content/static/near.txt")).unwrap();
    symlink(outside.path().join("far.txt"), site.join("content/static/near.txt")).unwrap();
    for _ in 0..20 {
        let (_, text) = preview.get("/near.txt");
        assert!(!text.contains("do not show"), "{text}");
        std::thread::sleep(Duration::from_millis(10));
    }
    let port = preview.port;
    let own = format!("Host: 127.0.0.1:{port}\r\n");
    for heads in [
        String::new(),
        format!("Host: evil.example:{port}\r\n"),
        "Host: localhost\r\n".to_owned(),
        format!("Host: localhost:{port}.evil.example\r\n"),
        format!("{own}Origin: http://evil.example\r\n"),
        format!("{own}Origin: null\r\n"),
        format!("{own}Origin: http://127.0.0.1:{port}\r\nOrigin: http://evil.example\r\n"),
    ] {
        let (status, text) = preview.with_heads("GET", "/", &heads);
        assert!(matches!(status, 400 | 403), "{heads} gave {status}");
        assert!(!text.contains("Example site"), "{heads} gave\n{text}");
    }
    assert_eq!(preview.with_heads("GET", "http://evil.example/", "Host: evil.example\r\n").0, 403);
    assert_eq!(preview.with_heads("GET", "/", &format!("{own}Origin: http://localhost:{port}\r\n")).0, 200);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"] {
        assert_eq!(preview.with_heads(method, "/", &own).0, 405, "{method}");
    }
    // Only this machine: the preview does not listen on its other addresses.
    let listened = fs::read_to_string("/proc/net/tcp").unwrap();
    let port = format!(":{port:04X}");
    let places: Vec<&str> = listened
        .lines()
        .filter_map(|line| line.split_whitespace().nth(1))
        .filter(|place| place.ends_with(&port))
        .collect();
    assert!(!places.is_empty() && places.iter().all(|place| place.starts_with("0100007F")), "{places:?}");
}

#[test]
fn open_pages_are_notified_of_changes() {
    let site = Site::with_a_leaflet();
    let preview = Preview::of(&site);
    let mut stream = TcpStream::connect(("127.0.0.1", preview.port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    stream
        .write_all(format!("GET /_desk/changes HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", preview.port).as_bytes())
        .unwrap();
    let mut lines = BufReader::new(stream).lines().map(Result::unwrap).filter(|line| line.starts_with("data: "));
    let first = lines.next().unwrap();
    site.write("content/leaflets/good.md", leaflet("PT-001", "Read it again."));
    let changed = lines.find(|line| line.rsplit('-').nth(1) == Some("1")).unwrap();
    assert_ne!(first, changed);
    assert!(preview.get("/leaflets/good/").1.contains("Read it again."), "the page is new when the news comes");
}

#[test]
fn a_port_in_use_and_a_folder_without_a_site_are_reported_in_a_sentence() {
    let site = Site::with_a_leaflet();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let run = |arguments: &[&str]| {
        let run = Command::new(env!("CARGO_BIN_EXE_pamphlet")).args(arguments).output().unwrap();
        (run.status.code(), String::from_utf8(run.stderr).unwrap())
    };
    let (code, said) = run(&["serve", site.path().to_str().unwrap(), "--port", &port]);
    assert_eq!(code, Some(2));
    assert!(said.contains(&format!("The preview cannot use port {port}: another program")), "{said}");
    let empty = tempfile::tempdir().unwrap();
    let (code, said) = run(&["serve", empty.path().to_str().unwrap(), "--port", "0"]);
    assert!(code == Some(2) && said.contains("There is no folder 'content'"), "{said}");
    let (code, said) = run(&["serve", "/no/such/folder", "--port", "0"]);
    assert!(code == Some(2) && said.contains("cannot be opened: it does not exist"), "{said}");
}

#[test]
fn ctrl_c_ends_it_cleanly() {
    let site = Site::with_a_leaflet();
    let mut preview = Preview::of(&site);
    let stopped = Command::new("sh").args(["-c", &format!("kill -INT {}", preview.program.id())]).status().unwrap();
    assert!(stopped.success());
    let started = Instant::now();
    let status = loop {
        if let Some(status) = preview.program.try_wait().unwrap() {
            break status;
        }
        assert!(started.elapsed() < Duration::from_secs(10), "the preview does not stop");
        std::thread::sleep(Duration::from_millis(20));
    };
    assert_eq!(status.code(), Some(0));
}
