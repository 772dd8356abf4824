//! What web hosts are told, tried on one: old addresses lead on, archived leaflets are gone, and headers are sent.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "tests touch the disk and fail by panicking"
)]

mod support;

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use support::site::{Site, TODAY, leaflet};

/// nginx with one site, until it is dropped.
struct Nginx {
    process: Child,
    port: u16,
}

/// An answer.
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Nginx {
    /// Serves a folder with the part that a build made for nginx.
    fn serve(folder: &Path, root: &Path, part: &Path) -> Self {
        let program = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx"]
            .into_iter()
            .find(|path| Path::new(path).is_file());
        let program =
            program.expect("this test needs nginx: 'apt-get install nginx-light' on Debian; tests/run does so");
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let own = folder.join("nginx");
        fs::create_dir_all(&own).unwrap();
        let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|name| format!("  {name}_temp_path {}/{name};\n", own.display()))
            .concat();
        let configuration = format!(
            "daemon off;\nmaster_process off;\npid {own}/pid;\nerror_log {own}/error.log;\nevents {{}}\nhttp {{\n{temporary}  \
             access_log off;\n  types {{ text/html html htm; application/pdf pdf; }}\n  server {{\n    listen 127.0.0.1:{port};\n    \
             root {root};\n    index index.html;\n    include {part};\n  }}\n}}\n",
            own = own.display(),
            root = root.display(),
            part = part.display(),
        );
        fs::write(own.join("nginx.conf"), configuration).unwrap();
        let mut command = Command::new(program);
        command.args([Path::new("-c"), &own.join("nginx.conf"), Path::new("-e"), &own.join("error.log")]);
        let process = command
            .arg("-p")
            .arg(&own)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut server = Self { process, port };
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let ended = server.process.try_wait().unwrap();
            let said = || fs::read_to_string(own.join("error.log")).unwrap_or_default();
            assert!(ended.is_none() && start.elapsed() < Duration::from_secs(20), "nginx does not start:\n{}", said());
            std::thread::sleep(Duration::from_millis(20));
        }
        server
    }

    fn ask(&self, path: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: leaflets.example.org\r\nConnection: close\r\n\r\n").unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer for {path}: {text}"));
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }

    #[track_caller]
    fn assert_leads(&self, from: &str, to: &str) {
        let answer = self.ask(from);
        assert_eq!((answer.status, answer.header("Location")), (301, Some(to)), "{from}:\n{}", answer.head);
        assert_eq!(self.ask(to).status, 200, "{to}");
    }

    #[track_caller]
    fn assert_gone(&self, path: &str, words: &str) {
        let answer = self.ask(path);
        assert_eq!(answer.status, 410, "{path}:\n{}", answer.head);
        assert!(
            answer.body.contains("Archived") && answer.body.contains(words),
            "{path} does not show the notice: {}",
            answer.body
        );
        assert_eq!(answer.header("Content-Type"), Some("text/html"), "{path}");
        assert!(!answer.body.contains("A secret sentence"));
        answer.assert_safe();
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// Fails where a header is missing that `_headers` has too.
    #[track_caller]
    fn assert_safe(&self) {
        for (name, value) in pamphlet::security::headers() {
            assert_eq!(self.header(name), Some(&*value), "{}", self.head);
        }
    }
}

/// Leaflets that moved, were archived, or are gone.
fn site() -> Site {
    let site = Site::empty();
    let old = |reference: &str| {
        leaflet(reference, "A secret sentence.").replace("2026-11-01", "2024-11-01").replace("2028-11-01", TODAY)
    };
    let moved = "moved_from: [/old/one, '/old/two.html', '/old/a b/', '/page.aspx?id=7', '/page.aspx?id=8&x=%20', '/a$b/', '/a\"b/']";
    let moved = moved.replace(", '/a\"b/'", "");
    site.write(
        "content/leaflets/new.md",
        leaflet("PT-001", "Words.").replace("summary:", &format!("{moved}\nsummary:")),
    );
    site.write(
        "content/leaflets/second.md",
        leaflet("PT-002", "Words.").replace("summary:", "moved_from: [/page.aspx]\nsummary:"),
    );
    site.write("content/leaflets/archived.md", old("PT-003"));
    site.write("content/leaflets/odd, $name's.md", old("PT-004"));
    site.write("content/leaflets/archived.cy.md", old("PT-003").replace("About PT-003", "Am PT-003"));
    site.write("content/leaflets/before.md", leaflet("PT-005", "Words."));
    site.write("content/leaflets/gone.md", leaflet("PT-006", "A secret sentence."));
    site.build(&[]).exits(0);
    fs::rename(site.join("content/leaflets/before.md"), site.join("content/leaflets/after.md")).unwrap();
    fs::remove_file(site.join("content/leaflets/gone.md")).unwrap();
    site.write(
        "content/site.yaml",
        site.read("content/site.yaml") + "removed: {PT-006: {title: Taken away}, PT-007: {title: Never here}}\n",
    );
    site
}

/// The names that the formats of a leaflet have beside its page.
fn formats(slug: &str) -> [String; 5] {
    [".pdf", "-large-print.pdf", ".txt", ".epub", ".brf"].map(|ending| format!("{slug}{ending}"))
}

#[test]
fn nginx_leads_on_says_what_is_gone_and_sends_headers() {
    let site = site();
    site.build(&[]).exits(0);
    let public = site.join("public");
    let nginx = Nginx::serve(site.path(), &public, &public.join("_hosting/nginx.conf"));
    for from in [
        "/old/one",
        "/old/one/",
        "/old/one/index.html",
        "/old/two.html",
        "/old/a%20b/",
        "/a$b/",
        "/page.aspx?id=7",
        "/page.aspx?id=8&x=%20",
    ] {
        nginx.assert_leads(from, "/leaflets/new/");
    }
    nginx.assert_leads("/page.aspx", "/leaflets/second/");
    nginx.assert_leads("/page.aspx?id=9", "/leaflets/second/");
    nginx.assert_leads("/leaflets/before/", "/leaflets/after/");
    for folder in ["/leaflets/archived/", "/cy/leaflets/archived/"] {
        nginx.assert_gone(folder, "PT-003");
        nginx.assert_gone(&format!("{folder}index.html"), "PT-003");
        for format in formats("archived") {
            nginx.assert_gone(&format!("{folder}{format}"), "PT-003");
        }
    }
    nginx.assert_gone("/leaflets/odd,-%24name's/", "PT-004");
    nginx.assert_gone("/leaflets/gone/", "Taken away");
    nginx.assert_gone("/leaflets/gone/gone.pdf", "PT-006");
    nginx.assert_gone("/r/PT-007/", "Never here");
    for (path, status) in
        [("/", 200), ("/leaflets/new/", 200), ("/r/PT-003/", 200), ("/nowhere/", 404), ("/a-to-z/", 200)]
    {
        let answer = nginx.ask(path);
        assert_eq!(answer.status, status, "{path}");
        answer.assert_safe();
    }
    assert!(nginx.ask("/nowhere/").body.contains("Page not found"));
}

#[test]
fn nginx_serves_a_site_below_a_folder() {
    let site = site();
    let settings = site.read("content/site.yaml").replace("leaflets.example.org/", "www.example.org/trust/leaflets/");
    site.write("content/site.yaml", settings);
    site.build(&["--out", "web/trust/leaflets"]).exits(0);
    let part = site.join("web/trust/leaflets/_hosting/nginx.conf");
    let nginx = Nginx::serve(site.path(), &site.join("web"), &part);
    nginx.assert_leads("/trust/leaflets/old/one", "/trust/leaflets/leaflets/new/");
    nginx.assert_gone("/trust/leaflets/leaflets/archived/archived.pdf", "PT-003");
    assert_eq!(nginx.ask("/old/one").status, 404);
}

#[test]
fn rules_for_netlify_and_cloudflare() {
    let site = site();
    site.build(&[]).exits(0);
    let rules = site.read("public/_redirects");
    let lines: Vec<Vec<&str>> =
        rules.lines().filter(|line| !line.starts_with('#')).map(|line| line.split(' ').collect()).collect();
    assert!(lines.contains(&vec!["/old/one", "/leaflets/new/", "301!"]), "{rules}");
    assert!(lines.contains(&vec!["/old/a%20b/", "/leaflets/new/", "301"]), "{rules}");
    assert!(lines.contains(&vec!["/page.aspx", "id=8", "x=%20", "/leaflets/new/", "301!"]), "{rules}");
    assert!(lines.contains(&vec!["/leaflets/archived/*", "/leaflets/archived/index.html", "410!"]), "{rules}");
    for line in &lines {
        assert!(line[0].starts_with('/') && matches!(*line.last().unwrap(), "301" | "301!" | "410!"), "{line:?}");
    }
    // What Cloudflare counts comes before what it does not read.
    let first_splat = lines.iter().position(|line| line[0].ends_with('*')).unwrap();
    assert!(lines[first_splat..].iter().all(|line| line.last() == Some(&"410!")));
    // A site where nothing moved needs no such file.
    let site = Site::with_a_leaflet();
    site.build(&[]).exits(0);
    assert!(!site.join("public/_redirects").exists());
}

#[test]
fn rules_for_iis_are_whole_and_name_each_address_once() {
    let site = site();
    site.build(&[]).exits(0);
    let text = site.read("public/_hosting/iis-web.config");
    let mut reader = quick_xml::Reader::from_str(&text);
    let mut keys = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Eof => break,
            quick_xml::events::Event::Empty(tag) if tag.name().as_ref() == "add" => {
                let key = tag.attributes().map(Result::unwrap).find(|it| it.key.as_ref() == "key");
                keys.extend(key.map(|it| it.value.to_lowercase()));
            }
            _ => {}
        }
    }
    for key in ["/old/one", "/old/one/", "/page.aspx?id=7", "/leaflets/before/", "leaflets/archived", "r/pt-007"] {
        assert_eq!(keys.iter().filter(|known| *known == key).count(), 1, "{key}: {keys:?}");
    }
    assert!(text.contains(r#"path="leaflets\archived\index.html""#));
}
