//! The rules for web hosts, tried on two: redirects of old addresses, archived leaflets that are gone, and headers.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::site::{Site, TODAY, leaflet};

/// A web server with one site, which runs until it is dropped.
struct Server {
    process: Child,
    port: u16,
}

/// A response.
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Server {
    /// nginx that serves a folder, with more directives in its server.
    fn nginx(folder: &Path, root: &Path, further: &str) -> Self {
        let (own, port) = (folder.join("nginx"), free_port());
        fs::create_dir_all(&own).unwrap();
        let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|name| format!("  {name}_temp_path {}/{name};\n", own.display()))
            .concat();
        let configuration = format!(
            "daemon off;\nmaster_process off;\npid {own}/pid;\nerror_log {own}/error.log;\nevents {{}}\nhttp {{\n{temporary}  \
             access_log off;\n  types {{ text/html html htm; application/pdf pdf; }}\n  server {{\n    listen 127.0.0.1:{port};\n    \
             root {root};\n    index index.html;\n    {further}\n  }}\n}}\n",
            own = own.display(),
            root = root.display(),
        );
        fs::write(own.join("nginx.conf"), configuration).unwrap();
        let mut command = Command::new(program("nginx", "nginx-light"));
        command.args([Path::new("-c"), &own.join("nginx.conf"), Path::new("-e"), &own.join("error.log")]);
        command.arg("-p").arg(&own);
        Self::start(command, port, &own.join("error.log"))
    }

    /// Apache that serves a folder, with more directives for it. It reads a `.htaccess` in each folder.
    fn apache(folder: &Path, root: &Path, further: &str) -> Self {
        let (own, port) = (folder.join("apache"), free_port());
        fs::create_dir_all(&own).unwrap();
        // Its worker processes, which run as another user than root, must be able to read the site.
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
        let modules: String = ["mpm_event", "authz_core", "alias", "dir", "mime", "headers", "rewrite"]
            .map(|name| format!("LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n"))
            .concat();
        let configuration = format!(
            "ServerRoot {own}\nPidFile {own}/pid\nErrorLog {own}/error.log\nDefaultRuntimeDir {own}\nServerName localhost\n\
             Listen 127.0.0.1:{port}\nStartServers 1\nUser \"#65534\"\nGroup \"#65534\"\n{modules}\
             TypesConfig /dev/null\n\
             AddType text/html .html\nDocumentRoot {root}\n<Directory {folder}>\nAllowOverride FileInfo\n\
             Require all granted\n</Directory>\n{further}\n",
            own = own.display(),
            root = root.display(),
            folder = folder.display(),
        );
        fs::write(own.join("apache.conf"), configuration).unwrap();
        let mut command = Command::new(program("apache2", "apache2-bin"));
        command.arg("-f").arg(own.join("apache.conf")).arg("-DFOREGROUND");
        Self::start(command, port, &own.join("error.log"))
    }

    fn start(mut command: Command, port: u16, log: &Path) -> Self {
        let process = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let mut server = Self { process, port };
        let start = Instant::now();
        // Apache accepts connections before it has read all of its rules.
        while server.try_to_ask("/").is_none() {
            let ended = server.process.try_wait().unwrap();
            let log = || fs::read_to_string(log).unwrap_or_default();
            assert!(ended.is_none() && start.elapsed() < Duration::from_secs(20), "it does not start:\n{}", log());
            std::thread::sleep(Duration::from_millis(20));
        }
        server
    }

    fn ask(&self, path: &str) -> Answer {
        self.try_to_ask(path).unwrap_or_else(|| panic!("no response for {path}"))
    }

    fn try_to_ask(&self, path: &str) -> Option<Answer> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: leaflets.example.org\r\nConnection: close\r\n\r\n").ok()?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).ok()?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n")?;
        let status = head.split(' ').nth(1)?.parse().ok()?;
        Some(Answer { status, head: head.to_owned(), body: body.to_owned() })
    }

    #[track_caller]
    fn assert_redirects(&self, from: &str, to: &str) {
        let answer = self.ask(from);
        let location = answer.header("Location").map(|to| to.trim_start_matches("http://leaflets.example.org"));
        assert_eq!((answer.status, location), (301, Some(to)), "{from}:\n{}", answer.head);
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

    /// Fails unless the redirects, the notices and the headers of [`site`] below a path are as in its rules.
    #[track_caller]
    fn assert_follows_the_rules(&self, base: &str) {
        let at = |path: &str| format!("{base}{path}");
        for from in [
            "old/one",
            "old/one/",
            "old/one/index.html",
            "old/two.html",
            "old/a%20b/",
            "a$b/",
            "page.aspx?id=7",
            "page.aspx?id=8&x=%20",
        ] {
            self.assert_redirects(&at(from), &at("leaflets/new/"));
        }
        for from in ["r/pt-001/", "r/pt-001"] {
            self.assert_redirects(&at(from), &at("leaflets/new/"));
        }
        self.assert_redirects(&at("page.aspx"), &at("leaflets/second/"));
        self.assert_redirects(&at("page.aspx?id=9"), &at("leaflets/second/"));
        self.assert_redirects(&at("leaflets/before/"), &at("leaflets/after/"));
        for folder in ["leaflets/archived/", "cy/leaflets/archived/"] {
            self.assert_gone(&at(folder), "PT-003");
            self.assert_gone(&at(&format!("{folder}index.html")), "PT-003");
            for format in formats("archived") {
                self.assert_gone(&at(&format!("{folder}{format}")), "PT-003");
            }
        }
        self.assert_gone(&at("leaflets/odd,-%24name's/"), "PT-004");
        self.assert_gone(&at(ODD_PATH), "PT-008");
        self.assert_gone(&at(&format!("{ODD_PATH}x.pdf")), "PT-008");
        self.assert_gone(&at("leaflets/gone/"), "Taken away");
        self.assert_gone(&at("leaflets/gone/gone.pdf"), "PT-006");
        self.assert_gone(&at("r/PT-007/"), "Never here");
        for (path, status) in
            [("", 200), ("leaflets/new/", 200), ("r/PT-003/", 200), ("nowhere/", 404), ("a-to-z/", 200)]
        {
            let answer = self.ask(&at(path));
            assert_eq!(answer.status, status, "{path}");
            answer.assert_safe();
        }
        let lost = self.ask(&at("nowhere/at/all/"));
        assert!(lost.body.contains("Page not found"));
        // It is shown at all unknown addresses, and its style and its links work from each of them.
        let addresses = lost.body.split([' ', '<', '>']).filter_map(|part| {
            part.strip_prefix("href=").or(part.strip_prefix("src=")).map(|address| address.trim_matches('"'))
        });
        let addresses: Vec<&str> =
            addresses.filter(|address| !address.starts_with('#') && !address.starts_with("https:")).collect();
        assert!(addresses.len() > 4 && addresses.iter().any(|address| address.ends_with("style.css")), "{addresses:?}");
        for address in addresses {
            assert!(address.starts_with(base), "'{address}' is outside '{base}'");
            assert_eq!(self.ask(address).status, 200, "{address}");
        }
        for (name, media_type) in [("new.epub", "application/epub+zip"), ("new.brf", "application/x-brf")] {
            let answer = self.ask(&at(&format!("leaflets/new/{name}")));
            assert_eq!((answer.status, answer.header("Content-Type")), (200, Some(media_type)), "{name}");
            answer.assert_safe();
        }
    }

    /// Fails if the surrounding site responds differently because of the leaflets.
    #[track_caller]
    fn assert_root_is_its_own(&self) {
        for (path, status, words) in [("/", 200, "The trust"), ("/nowhere/", 404, "Not a page of the trust")] {
            let answer = self.ask(path);
            assert_eq!(answer.status, status, "{path}:\n{}", answer.head);
            assert!(answer.body.contains(words), "{path}: {}", answer.body);
            assert_eq!(answer.header("X-Frame-Options"), Some("SAMEORIGIN"), "{path}:\n{}", answer.head);
            let policy = (answer.header("Content-Security-Policy"), answer.header("Permissions-Policy"));
            assert_eq!(policy, (None, None), "{path}:\n{}", answer.head);
        }
        assert_eq!(self.ask("/old/one").status, 404);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Apache has child processes, which it only ends when it is terminated normally.
        let _ = Command::new("kill").arg(self.process.id().to_string()).status();
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(5) && matches!(self.process.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_millis(10));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// The path of a server program, which is often not on the path of ordinary users.
fn program(name: &str, package: &str) -> PathBuf {
    let folders = ["/usr/sbin", "/usr/bin", "/usr/local/sbin"];
    let found = folders.iter().map(|folder| Path::new(folder).join(name)).find(|path| path.is_file());
    found.unwrap_or_else(|| panic!("this test needs {name}: 'apt-get install {package}' on Debian; tests/run does so"))
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// Fails if a header of `_headers` is missing or sent twice.
    #[track_caller]
    fn assert_safe(&self) {
        for (name, value) in pamphlet::rendering::security::headers() {
            assert_eq!(self.header(name), Some(&*value), "{}", self.head);
            let lower = format!("\n{}: ", name.to_lowercase());
            assert_eq!(self.head.to_lowercase().matches(&lower).count(), 1, "{name}:\n{}", self.head);
        }
    }
}

/// The file name of an archived leaflet, with all characters that a name can have on this system, and the address of
/// its notice.
const ODD_NAME: &str = r#"odd "q" *[a]{b}^~&+;=!@#(c)%41`|<d>\e?:.x"#;
const ODD_PATH: &str = "leaflets/odd-%22q%22-*%5Ba%5D%7Bb%7D%5E~&+;=!@%23(c)%2541%60%7C%3Cd%3E%5Ce%3F%3A.x/";

/// A site with moved, archived and removed leaflets.
fn site() -> Site {
    let site = Site::empty();
    let old = |reference: &str| {
        leaflet(reference, "A secret sentence.").replace("2026-11-01", "2024-11-01").replace("2028-11-01", TODAY)
    };
    let moved =
        "moved_from: [/old/one, '/old/two.html', '/old/a b/', '/page.aspx?id=7', '/page.aspx?id=8&x=%20', '/a$b/']";
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
    site.write(format!("content/leaflets/{ODD_NAME}.md"), old("PT-008"));
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

/// Builds the site into a folder, with placeholders for formats that take long to make.
fn build(site: &Site, folder: &str) -> PathBuf {
    site.build(&["--out", folder]).exits(0);
    for name in ["new.epub", "new.brf"] {
        site.write(format!("{folder}/leaflets/new/{name}"), "a file");
    }
    site.join(folder)
}

/// The file names of the other formats of a leaflet.
fn formats(slug: &str) -> [String; 5] {
    [".pdf", "-large-print.pdf", ".txt", ".epub", ".brf"].map(|ending| format!("{slug}{ending}"))
}

/// Settings for a site that is in a folder of a trust's site.
fn below_a_folder(site: &Site) {
    let settings = site.read("content/site.yaml").replace("leaflets.example.org/", "www.example.org/trust/leaflets/");
    site.write("content/site.yaml", settings);
}

/// The pages of the trust's site.
fn trust(site: &Site, folder: &str) {
    site.write(format!("{folder}/index.html"), "The trust");
    site.write(format!("{folder}/own-404.html"), "Not a page of the trust");
}

/// The configuration of the trust's site around the leaflets.
const TRUST_IN_NGINX: &str = "add_header X-Frame-Options SAMEORIGIN always; error_page 404 /own-404.html; location ~ \\.(epub|brf)$ { return 418; }";
const TRUST_IN_APACHE: &str = "Header always set X-Frame-Options SAMEORIGIN\nHeader set Referrer-Policy origin\n\
                               ErrorDocument 404 /own-404.html\nDirectoryIndex index.html";

#[test]
fn nginx_redirects_sends_notices_and_sends_headers() {
    let site = site();
    let public = build(&site, "public");
    let part = format!("include {};", public.join("_hosting/nginx.conf").display());
    Server::nginx(site.path(), &public, &part).assert_follows_the_rules("/");
}

#[test]
fn apache_redirects_sends_notices_and_sends_headers() {
    let site = site();
    build(&site, "public");
    fs::copy(site.join("public/_hosting/apache.htaccess"), site.join("public/.htaccess")).unwrap();
    Server::apache(site.path(), &site.join("public"), "DirectoryIndex index.html").assert_follows_the_rules("/");
}

/// The leaflets are in a folder of the trust's site, or elsewhere on the disk.
#[test]
fn nginx_serves_a_site_in_a_folder_and_does_not_change_the_rest() {
    let site = site();
    below_a_folder(&site);
    let folder = build(&site, "web/trust/leaflets");
    trust(&site, "web");
    trust(&site, "other");
    let part = folder.join("_hosting/nginx.conf");
    let place =
        |root: &str| format!("{TRUST_IN_NGINX} location ^~ /trust/leaflets/ {{ {root} include {}; }}", part.display());
    for (root, place) in [("web", place("")), ("other", place(&format!("alias {}/;", folder.display())))] {
        let nginx = Server::nginx(site.path(), &site.join(root), &place);
        nginx.assert_root_is_its_own();
        nginx.assert_follows_the_rules("/trust/leaflets/");
    }
    // The directives that the file itself says to paste.
    let text = fs::read_to_string(&part).unwrap();
    let pasted = text.lines().filter_map(|line| line.strip_prefix("#     ")).collect::<Vec<_>>().join("\n");
    let pasted = pasted.replace("/srv/leaflets/", &format!("{}/", folder.display()));
    let nginx = Server::nginx(site.path(), &site.join("other"), &format!("{TRUST_IN_NGINX}\n{pasted}"));
    nginx.assert_root_is_its_own();
    nginx.assert_redirects("/trust/leaflets", "/trust/leaflets/");
    nginx.assert_follows_the_rules("/trust/leaflets/");
}

#[test]
fn apache_serves_a_site_in_a_folder_and_does_not_change_the_rest() {
    let site = site();
    below_a_folder(&site);
    let folder = build(&site, "web/trust/leaflets");
    trust(&site, "web");
    trust(&site, "other");
    fs::copy(folder.join("_hosting/apache.htaccess"), folder.join(".htaccess")).unwrap();
    let alias = format!("{TRUST_IN_APACHE}\nAlias /trust/leaflets {}", folder.display());
    for (root, further) in [("web", TRUST_IN_APACHE), ("other", &alias)] {
        let apache = Server::apache(site.path(), &site.join(root), further);
        apache.assert_root_is_its_own();
        apache.assert_follows_the_rules("/trust/leaflets/");
    }
}

#[test]
fn rules_for_a_folder_contain_nothing_outside_it() {
    let site = site();
    below_a_folder(&site);
    site.build(&[]).exits(0);
    assert!(site.read("public/_headers").starts_with("/trust/leaflets/*\n"));
    let redirects = site.read("public/_redirects");
    let lines = redirects.lines().filter(|line| !line.starts_with('#'));
    assert!(
        lines.clone().count() > 10 && lines.clone().all(|line| line.starts_with("/trust/leaflets/")),
        "{redirects}"
    );
    let iis = site.read("public/_hosting/iis-web.config");
    assert!(iis.contains(r#"statusCode="404" path="trust\leaflets\404.html""#), "{iis}");
    assert!(iis.contains(r#"<location path="leaflets/archived">"#), "{iis}");
    assert!(iis.contains(r#"path="trust\leaflets\leaflets\archived\index.html""#), "{iis}");
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
    let odd = ODD_PATH.replace('*', "%2A");
    let (folder, notice) = (format!("/{odd}*"), format!("/{odd}index.html"));
    assert!(lines.contains(&vec![&*folder, &*notice, "410!"]), "{rules}");
    for line in &lines {
        assert!(!line[0].trim_end_matches('*').contains('*') && !line[1].contains('*'), "{line:?}");
        assert!(line[0].starts_with('/') && matches!(*line.last().unwrap(), "301" | "301!" | "410!"), "{line:?}");
    }
    // The rules that Cloudflare limits come before those that it does not read.
    let first_splat = lines.iter().position(|line| line[0].ends_with('*')).unwrap();
    assert!(lines[first_splat..].iter().all(|line| line.last() == Some(&"410!")));
    // A site without moved leaflets does not need this file.
    let site = Site::with_a_leaflet();
    site.build(&[]).exits(0);
    assert!(!site.join("public/_redirects").exists());
}

#[test]
fn rules_for_iis_are_complete_and_contain_each_address_once() {
    let site = site();
    site.build(&[]).exits(0);
    let text = site.read("public/_hosting/iis-web.config");
    let tree = roxmltree::Document::parse(&text).unwrap();
    let added = tree.descendants().filter(|node| node.has_tag_name("add"));
    let keys: Vec<_> = added.filter_map(|node| Some(node.attribute("key")?.to_lowercase())).collect();
    for key in ["/old/one", "/old/one/", "/page.aspx?id=7", "/leaflets/before/", "leaflets/archived", "r/pt-007"] {
        assert_eq!(keys.iter().filter(|known| *known == key).count(), 1, "{key}: {keys:?}");
    }
    assert!(text.contains(r#"path="leaflets\archived\index.html""#));
    assert!(text.contains(r#"<mimeMap fileExtension=".brf" mimeType="application/x-brf" />"#));
    // Windows does not allow such a name, and IIS would reject the whole file because of such a `location`.
    let locations = text.split("<location path=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    assert!(locations.clone().count() > 3 && locations.clone().all(|path| !path.contains(['*', '?', '\\', '|'])));
}
