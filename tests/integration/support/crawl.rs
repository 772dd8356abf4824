//! A crawler that reads a built site as files, follows every link, and checks every page for accessibility.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use std::path::Path;

use percent_encoding::percent_decode_str;
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;

use super::site::{Tree, tree};
use super::words;

/// How a reader accesses the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// From a web server, in any folder of it: `a-to-z/` is `a-to-z/index.html`.
    Served,
    /// As files in a folder. A link to a folder would show a list of files, so it is a fault.
    Files,
}

/// The result of a crawl.
pub struct Crawl {
    /// Every page, by path.
    pub pages: BTreeMap<String, Html>,
    /// The files that are reachable from the home page, the sitemap or `leaflets.json`.
    pub reached: BTreeSet<String>,
    /// The number of links followed, including those in style sheets and lists.
    pub links: usize,
    /// Addresses of other sites, telephone numbers and email addresses, which are not followed.
    pub external: BTreeSet<String>,
    /// Everything that is wrong.
    pub faults: Vec<String>,
}

/// Follows every link of a built site, and checks every page.
pub fn crawl(folder: &Path, access: Access) -> Crawl {
    let files: Tree = tree(folder).into_iter().filter(|(path, _)| !path.ends_with('/')).collect();
    let pages = files.iter().filter(|(path, _)| path.ends_with(".html"));
    let pages: BTreeMap<String, Html> =
        pages.map(|(path, bytes)| (path.clone(), Html::parse_document(&text_of(path, bytes)))).collect();
    let ids = pages.iter().map(|(path, page)| (path.clone(), ids(page))).collect();
    let mut crawler = Crawler {
        files: &files,
        ids,
        access,
        edges: HashMap::new(),
        links: 0,
        external: BTreeSet::new(),
        faults: Vec::new(),
    };
    for (path, page) in &pages {
        for link in links(page) {
            crawler.follow(path, &link);
        }
        for fault in faults_of_page(page) {
            crawler.fault(path, fault);
        }
    }
    for (path, bytes) in &files {
        if path.ends_with(".css") {
            for link in addresses_in_style(&text_of(path, bytes)) {
                crawler.follow(path, &link);
            }
        }
        if path.ends_with(".xml") || path.ends_with(".svg") {
            for fault in xml_faults(&text_of(path, bytes)) {
                crawler.fault(path, fault);
            }
        }
    }
    crawler.lists(&pages);
    let reached = crawler.reached(["index.html", LISTS]);
    for (path, page) in &pages {
        if !reached.contains(path) && !is_hidden(page) {
            crawler.fault(path, "no link and no list leads to it, and search engines may show it".to_owned());
        }
    }
    let Crawler { links, external, faults, .. } = crawler;
    Crawl { pages, reached, links, external, faults }
}

impl Crawl {
    /// Fails if anything is wrong, or if the crawl saw too little.
    #[track_caller]
    pub fn assert_clean(&self, what: &str) {
        assert!(self.links > 2 * self.pages.len(), "{what}: {self}");
        assert!(self.faults.is_empty(), "{what}: {} faults; {self}\n{}", self.faults.len(), self.faults.join("\n"));
    }

    /// A page that must exist.
    #[track_caller]
    pub fn page(&self, path: &str) -> &Html {
        self.pages.get(path).unwrap_or_else(|| panic!("there is no page '{path}'; there are {:?}", self.pages.keys()))
    }
}

impl fmt::Display for Crawl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (pages, reached, external) = (self.pages.len(), self.reached.len(), self.external.len());
        write!(
            f,
            "{pages} pages, {reached} files reached, {} links followed, {external} addresses elsewhere",
            self.links
        )
    }
}

/// The source of links in lists for programs, for messages.
const LISTS: &str = "lists for programs";

struct Crawler<'a> {
    files: &'a Tree,
    ids: HashMap<String, Vec<String>>,
    access: Access,
    edges: HashMap<String, BTreeSet<String>>,
    links: usize,
    external: BTreeSet<String>,
    faults: Vec<String>,
}

impl Crawler<'_> {
    fn fault(&mut self, path: &str, fault: String) {
        self.faults.push(format!("{path}: {fault}"));
    }

    /// The links of the 404 page are relative to the root of the host, so the path of the site's own web address is
    /// removed from them.
    fn below_the_site(&self, from: &str, address: &str) -> String {
        let list = self.files.get("leaflets.json").filter(|_| from == "404.html" && self.access == Access::Served);
        let list: Option<Value> = list.and_then(|bytes| serde_json::from_slice(bytes).ok());
        let base = list.as_ref().and_then(|list| list["base_url"].as_str()?.split_once("://")?.1.split_once('/'));
        let below = base.and_then(|(_, path)| address.strip_prefix(&format!("/{path}")));
        below.map_or_else(|| address.to_owned(), |below| format!("./{below}"))
    }

    fn follow(&mut self, from: &str, link: &Link) {
        self.links += 1;
        match resolve(from, &self.below_the_site(from, &link.address), self.access) {
            Err(fault) => self.fault(from, format!("{link} {fault}")),
            Ok(Target::Elsewhere) if link.loads => {
                self.fault(from, format!("{link} is loaded from another host"));
            }
            Ok(Target::Elsewhere) => {
                self.external.insert(link.address.clone());
            }
            Ok(Target::File { path, fragment }) => {
                if !self.files.contains_key(&path) {
                    self.fault(from, format!("{link} leads to '{path}', which is not there"));
                }
                if let Some(fragment) = fragment
                    && !self.ids.get(&path).is_some_and(|ids| ids.contains(&fragment))
                {
                    self.fault(from, format!("{link} leads to the id '{fragment}', which '{path}' does not have"));
                }
                self.edges.entry(from.to_owned()).or_default().insert(path);
            }
        }
    }

    /// Checks that the sitemap and `leaflets.json` contain only pages that exist and may be indexed.
    fn lists(&mut self, pages: &BTreeMap<String, Html>) {
        let text = |path: &str| self.files.get(path).map(|bytes| text_of(path, bytes));
        let home = pages.get("index.html").and_then(|home| attribute(home, "link[rel=canonical]", "href"));
        let mut listed = Vec::new();
        if let Some(sitemap) = text("sitemap.xml") {
            let base = home.clone().unwrap_or_default();
            for address in between(&sitemap, "<loc>", "</loc>") {
                let address = address.replace("&amp;", "&");
                match address.strip_prefix(&base).filter(|_| base.ends_with('/')) {
                    Some(below) => listed.push(("sitemap.xml", format!("./{below}"), Access::Served)),
                    None => {
                        self.fault("sitemap.xml", format!("'{address}' is not below the address of the site, '{base}'"))
                    }
                }
            }
        }
        if let Some(list) = text("leaflets.json") {
            let list: Value = serde_json::from_str(&list).unwrap();
            for leaflet in list["leaflets"].as_array().unwrap() {
                for name in ["address", "short_address"] {
                    listed.push(("leaflets.json", leaflet[name].as_str().unwrap_or_default().to_owned(), self.access));
                }
            }
        }
        for (from, address, access) in listed {
            self.links += 1;
            match resolve(from, &address, access) {
                Ok(Target::File { path, .. }) if self.files.contains_key(&path) => {
                    if from == "sitemap.xml" && pages.get(&path).is_some_and(is_hidden) {
                        self.fault(from, format!("'{path}' is listed, and search engines may not show it"));
                    }
                    self.edges.entry(LISTS.to_owned()).or_default().insert(path);
                }
                found => self.fault(from, format!("'{address}' leads to no page: {found:?}")),
            }
        }
        // Checks that the page's own address, and those of its translations, are correct.
        for (path, page) in pages {
            let base = home.clone().unwrap_or_default();
            for other in all(page, "head link[hreflang]").into_iter().filter_map(|link| link.value().attr("href")) {
                let below = other.strip_prefix(&base).map(|below| format!("./{below}"));
                match below.and_then(|below| resolve("index.html", &below, Access::Served).ok()) {
                    Some(Target::File { path: named, .. }) if pages.contains_key(&named) => {}
                    found => self.fault(path, format!("it names a translation at '{other}': {found:?}")),
                }
            }
            let Some(canonical) = attribute(page, "link[rel=canonical]", "href") else { continue };
            let below = canonical.strip_prefix(&base).map(|below| format!("./{below}"));
            let named = below.and_then(|below| resolve("index.html", &below, Access::Served).ok());
            match named {
                Some(Target::File { path: named, .. }) if named == *path => {}
                Some(Target::File { path: named, .. }) if is_hidden(page) && pages.contains_key(&named) => {}
                found => self.fault(path, format!("it says that its address is '{canonical}': {found:?}")),
            }
        }
    }

    fn reached(&self, from: [&str; 2]) -> BTreeSet<String> {
        let mut reached: BTreeSet<String> = BTreeSet::new();
        let mut open: Vec<String> = from.map(str::to_owned).to_vec();
        while let Some(path) = open.pop() {
            if reached.insert(path.clone()) {
                open.extend(self.edges.get(&path).into_iter().flatten().cloned());
            }
        }
        reached.remove(LISTS);
        reached
    }
}

/// An address in a page.
struct Link {
    /// The element and the attribute.
    place: String,
    address: String,
    /// Whether a browser loads it automatically.
    loads: bool,
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{}' of {}", self.address, self.place)
    }
}

fn links(page: &Html) -> Vec<Link> {
    let mut links = Vec::new();
    for element in page.root_element().descendants().filter_map(ElementRef::wrap) {
        let name = element.value().name();
        let rel = element.value().attr("rel").unwrap_or_default();
        for (attribute, value) in element.value().attrs() {
            let addresses: Vec<String> = match (name, attribute) {
                // The web address of the page, which is compared but not followed.
                ("link", "href") if rel == "canonical" || element.value().attr("hreflang").is_some() => Vec::new(),
                (_, "href" | "src" | "poster" | "data" | "action" | "formaction" | "cite") => vec![value.to_owned()],
                (_, "srcset") => {
                    value.split(',').filter_map(|part| part.split_whitespace().next()).map(str::to_owned).collect()
                }
                (_, "style") => addresses_in_style(value).into_iter().map(|link| link.address).collect(),
                ("meta", "content")
                    if element.value().attr("http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("refresh")) =>
                {
                    value.split_once("url=").map(|(_, address)| address.to_owned()).into_iter().collect()
                }
                _ => Vec::new(),
            };
            let loads = !matches!(name, "a" | "area" | "form" | "q" | "blockquote" | "meta");
            let place = format!("<{name} {attribute}>");
            links.extend(addresses.into_iter().map(|address| Link { place: place.clone(), address, loads }));
        }
        if name == "style" {
            links.extend(addresses_in_style(&element.text().collect::<String>()));
        }
    }
    links
}

fn addresses_in_style(style: &str) -> Vec<Link> {
    let quoted = |address: &str| address.trim().trim_matches(['"', '\'']).to_owned();
    let of = |place: &str, address: String| Link { place: place.to_owned(), address, loads: true };
    let mut links: Vec<Link> = between(style, "url(", ")").map(|address| of("url()", quoted(address))).collect();
    let imports = between(style, "@import", ";").filter(|import| !import.contains("url("));
    links.extend(imports.map(|import| of("@import", quoted(import))));
    links.retain(|link| !link.address.starts_with("data:"));
    links
}

fn between<'a>(text: &'a str, open: &'a str, close: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(open).skip(1).filter_map(move |rest| rest.split_once(close)).map(|(inner, _)| inner)
}

/// The target of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Another site, a telephone number or an email address.
    Elsewhere,
    /// A file of the site, perhaps with an id in it.
    File {
        /// The path, relative to the root of the site.
        path: String,
        /// The id.
        fragment: Option<String>,
    },
}

/// The target of an address on a page, resolved as in a browser.
pub fn resolve(page: &str, address: &str, access: Access) -> Result<Target, String> {
    if address.is_empty() {
        return Err("is empty".to_owned());
    }
    if let Some(letter) = address
        .chars()
        .find(|letter| letter.is_whitespace() || letter.is_control() || "\"<>\\^`{|}[]".contains(*letter))
    {
        return Err(format!("holds the sign {letter:?}, which must be written with a percent sign"));
    }
    if let Some((scheme, rest)) = address
        .split_once(':')
        .filter(|(scheme, _)| scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte)))
    {
        let good = match scheme {
            "http" | "https" => rest.strip_prefix("//").is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/')),
            "mailto" => rest.contains('@'),
            "tel" | "sms" => !rest.is_empty() && rest.trim_start_matches('+').bytes().all(|byte| byte.is_ascii_digit()),
            _ => false,
        };
        return if good { Ok(Target::Elsewhere) } else { Err("is not an address that readers can use".to_owned()) };
    }
    if address.starts_with('/') {
        return Err("begins at the root of the web server, and so leaves the folder of the site".to_owned());
    }
    let (address, fragment) = match address.split_once('#') {
        Some((address, fragment)) => (address, Some(decoded(fragment)?)),
        None => (address, None),
    };
    if fragment.as_deref() == Some("") {
        return Err("has no id after its '#'".to_owned());
    }
    let path = address.split_once('?').map_or(address, |(path, _)| path);
    if path.is_empty() {
        return Ok(Target::File { path: page.to_owned(), fragment });
    }
    let mut folders: Vec<String> = page.split('/').map(str::to_owned).collect();
    folders.pop();
    let mut parts = path.split('/').peekable();
    let mut is_folder = false;
    while let Some(part) = parts.next() {
        let last = parts.peek().is_none();
        match part {
            "" if last => is_folder = true,
            "" => return Err("has two '/' side by side".to_owned()),
            "." => is_folder = last,
            ".." => {
                is_folder = last;
                folders.pop().ok_or("climbs above the root of the site")?;
            }
            name => {
                let name = decoded(name)?;
                if name.contains('/') || name == "." || name == ".." {
                    return Err("hides a '/' or dots in percent-encoding".to_owned());
                }
                folders.push(name);
            }
        }
    }
    match (is_folder, access) {
        (true, Access::Files) => return Err("names a folder, and there is no web server to find its page".to_owned()),
        (true, Access::Served) => folders.push("index.html".to_owned()),
        (false, _) => {}
    }
    Ok(Target::File { path: folders.join("/"), fragment })
}

fn decoded(text: &str) -> Result<String, String> {
    let signs = text.split('%').skip(1);
    if signs
        .into_iter()
        .any(|rest| !rest.get(..2).is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit())))
    {
        return Err("has a percent sign without its two digits".to_owned());
    }
    percent_decode_str(text)
        .decode_utf8()
        .map(|text| text.into_owned())
        .map_err(|_| "is not UTF-8 when decoded".to_owned())
}

/// Whether a page asks search engines not to index it, or redirects: no list contains such a page.
fn is_hidden(page: &Html) -> bool {
    let robots = attribute(page, "meta[name=robots]", "content");
    let leads_on = attribute(page, "meta[http-equiv=refresh]", "content");
    robots.is_some_and(|robots| robots.contains("noindex")) || leads_on.is_some_and(|address| address.starts_with("0;"))
}

fn text_of(path: &str, bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap_or_else(|_| panic!("'{path}' is not UTF-8"))
}

/// All elements that match a selector.
pub fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    let selector = Selector::parse(selector).unwrap_or_else(|error| panic!("'{selector}': {error}"));
    page.select(&selector).collect()
}

/// The words of all elements that match a selector, each as one line.
pub fn lines(page: &Html, selector: &str) -> Vec<String> {
    all(page, selector).into_iter().map(|element| words::words(element).join(" ")).collect()
}

/// An attribute of the first element that matches a selector.
pub fn attribute(page: &Html, selector: &str, name: &str) -> Option<String> {
    all(page, selector).first().and_then(|element| element.value().attr(name)).map(str::to_owned)
}

fn ids(page: &Html) -> Vec<String> {
    all(page, "[id]").into_iter().filter_map(|element| element.value().attr("id").map(str::to_owned)).collect()
}

/// Accessibility problems of a page, whatever its content.
pub fn faults_of_page(page: &Html) -> Vec<String> {
    let mut faults: Vec<String> = page.errors.iter().map(|error| format!("the HTML is faulty: {error}")).collect();
    let mut need = |good: bool, fault: String| {
        if !good {
            faults.push(fault);
        }
    };
    let root = page.root_element();
    let html = |name: &str| root.value().attr(name).unwrap_or_default();
    let language = pamphlet::language::Language::parse(html("lang"));
    need(language.is_some(), format!("<html lang=\"{}\"> is no language", html("lang")));
    if let Some(language) = language {
        let (dir, direction) = (html("dir"), language.direction());
        need(dir == direction, format!("<html dir=\"{dir}\"> where {} is written {direction}", language.tag()));
    }
    need(
        lines(page, "head > title").iter().filter(|title| !title.is_empty()).count() == 1,
        "it has not one title".to_owned(),
    );
    let headings = lines(page, "h1");
    need(headings.len() == 1 && !headings[0].is_empty(), format!("it has not one h1 but {headings:?}"));
    need(all(page, "main").len() == 1, "it has not one main landmark".to_owned());
    let ids = ids(page);
    let mut seen = BTreeSet::new();
    for id in &ids {
        need(
            !id.is_empty() && !id.contains(char::is_whitespace),
            format!("the id '{id}' is empty or has a space in it"),
        );
        need(seen.insert(id), format!("the id '{id}' is there twice"));
    }
    // If there is nothing before the main landmark, there is nothing to skip.
    let first = all(page, "body a, body button, body input, body select, body summary").into_iter().next();
    let in_main = first.is_some_and(|first| {
        first.ancestors().any(|above| above.value().as_element().is_some_and(|above| above.name() == "main"))
    });
    let skip = first.and_then(|first| first.value().attr("href")).and_then(|address| address.strip_prefix('#'));
    let main = attribute(page, "main", "id");
    need(
        in_main || (skip.is_some() && skip == main.as_deref()),
        format!(
            "what the keyboard reaches first, {:?}, does not skip to the main landmark, {main:?}",
            first.map(|first| first.html())
        ),
    );
    for head in all(page, "th") {
        let scope = head.value().attr("scope");
        need(
            matches!(scope, Some("col" | "row" | "colgroup" | "rowgroup")),
            format!("a th has the scope {scope:?}: {:?}", words::words(head)),
        );
        need(!words::words(head).is_empty(), "a th is empty".to_owned());
    }
    for table in all(page, "table") {
        let selector = Selector::parse("caption").unwrap();
        let caption = table.select(&selector).map(|caption| words::words(caption).join(" ")).collect::<String>();
        need(!caption.is_empty(), format!("a table has no caption: {:?}", words::words(table)));
    }
    for image in all(page, "img") {
        need(image.value().attr("alt").is_some(), format!("an image has no alt: {:?}", image.value().attr("src")));
    }
    for element in root.descendants().filter_map(ElementRef::wrap) {
        for name in ["aria-labelledby", "aria-describedby", "aria-controls", "for", "headers"] {
            let named = element.value().attr(name).unwrap_or_default().split_whitespace();
            named.for_each(|id| {
                need(ids.iter().any(|known| known == id), format!("{name} names the id '{id}', which is not there"))
            });
        }
        if let Some(label) = element.value().attr("aria-label") {
            need(!label.trim().is_empty(), format!("the aria-label of a <{}> is empty", element.value().name()));
        }
    }
    for link in all(page, "a[href]") {
        let images = Selector::parse("img").unwrap();
        let has_text = !words::words(link).is_empty() || link.value().attr("aria-label").is_some();
        let has_picture =
            link.select(&images).any(|image| image.value().attr("alt").is_some_and(|alt| !alt.is_empty()));
        need(has_text || has_picture, format!("a link has no text: {:?}", link.value().attr("href")));
    }
    faults
}

/// Why a text is not valid XML: an unclosed tag, an unquoted attribute, a lone '&' or '<'.
pub fn xml_faults(text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        faults.extend(entity_fault(&rest[..start]));
        rest = &rest[start..];
        let end = match rest {
            _ if rest.starts_with("<!--") => rest.find("-->").map(|end| end + 3),
            _ if rest.starts_with("<?") => rest.find("?>").map(|end| end + 2),
            _ => rest.find('>').map(|end| end + 1),
        };
        let Some(end) = end else {
            faults.push(format!("a tag has no end: {}", rest.chars().take(40).collect::<String>()));
            return faults;
        };
        let tag = &rest[..end];
        rest = &rest[end..];
        if tag.starts_with("<?") || tag.starts_with("<!") {
            continue;
        }
        if let Some(name) = tag.strip_prefix("</") {
            let name = name.trim_end_matches('>').trim();
            if open.pop() != Some(name) {
                faults.push(format!("'{tag}' ends what is not open"));
            }
            continue;
        }
        let inner = tag[1..tag.len() - 1].trim_end_matches('/');
        let (name, attributes) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
        if !tag.ends_with("/>") {
            open.push(name);
        }
        faults.extend(attribute_fault(attributes).map(|fault| format!("{fault} in '{tag}'")));
        faults.extend(entity_fault(attributes));
    }
    faults.extend(entity_fault(rest));
    faults.extend(open.into_iter().map(|name| format!("'<{name}>' is never ended")));
    if !text.trim_start().starts_with('<') {
        faults.push("it does not begin with a tag".to_owned());
    }
    faults
}

fn attribute_fault(attributes: &str) -> Option<&'static str> {
    let mut rest = attributes.trim();
    while !rest.is_empty() {
        let Some((_, value)) = rest.split_once('=') else { return Some("an attribute without a value") };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|sign| matches!(sign, '"' | '\''));
        let Some(quote) = quote else { return Some("an attribute without quotes") };
        let Some((_, after)) = value[1..].split_once(quote) else {
            return Some("an attribute whose quotes do not end");
        };
        rest = after.trim_start();
    }
    None
}

fn entity_fault(text: &str) -> Option<String> {
    let is_entity = |rest: &str| {
        let name = rest.split_once(';').map(|(name, _)| name);
        name.is_some_and(|name| matches!(name, "amp" | "lt" | "gt" | "quot" | "apos") || name.starts_with('#'))
    };
    let lone = text.split('&').skip(1).find(|rest| !is_entity(rest));
    lone.map(|rest| format!("a lone '&' before '{}'", rest.chars().take(20).collect::<String>()))
}
