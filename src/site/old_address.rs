//! Old addresses that lead to a leaflet: parsing them, and the files that can redirect from them.

use percent_encoding::percent_decode_str;

/// An address of this site from before something moved.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OldAddress {
    /// The path relative to the root of the site, decoded, without `/` at either end or the `index.html` of a folder.
    pub path: String,
    /// The part after a `?`, as written: only a host with redirect rules can use it.
    pub query: Option<String>,
    /// Whether its last part would look like the name of a file, but has a `/` after it: `/dr.smith/`.
    in_folder: bool,
}

/// Why a string is not an old address of this site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OldAddressFault {
    /// It is an address of another site.
    Elsewhere,
    /// It is a full address, but the site's own address is not known.
    NoWebAddress,
    /// It contains a `#`: browsers do not send the fragment to a host.
    Fragment,
    /// It is the root of the site.
    Home,
    /// A path segment is `.`, `..` or empty.
    Parts,
    /// It contains a character that is not allowed in addresses.
    Sign(char),
}

impl OldAddress {
    /// Parses `/old/name/`, `old/name.html`, `page.aspx?id=12`, or a full address that starts with the site's own.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str, base_url: Option<&str>) -> Result<Self, OldAddressFault> {
        let text = text.trim();
        if text.contains('#') {
            return Err(OldAddressFault::Fragment);
        }
        let (path, query) = match text.split_once('?') {
            Some((path, query)) => (path, Some(query).filter(|query| !query.is_empty())),
            None => (text, None),
        };
        let path = below_root(path, base_url)?;
        let path = percent_decode_str(path).decode_utf8().map_err(|_| OldAddressFault::Sign('%'))?;
        let wrong =
            |ch: &char| ch.is_control() || matches!(ch, '\\' | '"' | '<' | '>' | '*' | '{' | '}' | '|' | '^' | '`');
        if let Some(ch) = path.chars().find(wrong) {
            return Err(OldAddressFault::Sign(ch));
        }
        let in_query = |ch: &char| ch.is_ascii_alphanumeric() || "-._~!'()+,;:@/?&=%".contains(*ch);
        if let Some(ch) = query.and_then(|query| query.chars().find(|ch| !in_query(ch))) {
            return Err(OldAddressFault::Sign(ch));
        }
        let ends_in_folder = path.ends_with('/');
        let path = path.trim_matches('/');
        let index = |path: &str| ["index.html", "index.htm"].iter().any(|name| path.eq_ignore_ascii_case(name));
        let (path, ends_in_folder) = match path.rsplit_once('/') {
            Some((folder, name)) if index(name) => (folder, true),
            None if index(path) => ("", true),
            _ => (path, ends_in_folder),
        };
        let in_folder = ends_in_folder && path.rsplit('/').next().is_some_and(|name| name.contains('.'));
        if path.is_empty() && query.is_none() {
            return Err(OldAddressFault::Home);
        }
        if path.split('/').any(|part| matches!(part.trim(), "." | "..") || (part.trim().is_empty() && !path.is_empty()))
        {
            return Err(OldAddressFault::Parts);
        }
        Ok(Self { path: path.to_owned(), query: query.map(str::to_owned), in_folder })
    }

    /// The file of a page that redirects from this address; `None` if only rules of the host can: a query is not part
    /// of a file name, and a file ending in `.aspx` would not be served as a page.
    pub fn file(&self) -> Option<String> {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        match name.rsplit_once('.') {
            _ if self.query.is_some() => None,
            _ if self.in_folder => Some(format!("{}/index.html", self.path)),
            Some((_, "html" | "htm")) => Some(self.path.clone()),
            Some((stem, ending)) if !stem.is_empty() && is_ending(ending) => None,
            _ => Some(format!("{}/index.html", self.path)),
        }
    }

    /// Its path among the files of the site, in lower case.
    pub fn place(&self) -> String {
        match self.file() {
            Some(file) => file.to_lowercase(),
            None => self.key(),
        }
    }

    /// Whether it is a folder, which browsers may request with or without a final `/`.
    pub fn is_folder(&self) -> bool {
        self.query.is_none() && self.file().is_some_and(|file| file.len() > self.path.len())
    }

    /// A normalised form, the same for all spellings of an address: case and the `index.html` of a folder do not count.
    pub fn key(&self) -> String {
        let path = self.path.to_lowercase();
        match &self.query {
            Some(query) => format!("{path}?{query}"),
            None => path,
        }
    }
}

/// Whether this looks like a file extension instead of a part of a name: `aspx`, `php`, `pdf`.
fn is_ending(ending: &str) -> bool {
    (1..=5).contains(&ending.len())
        && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && ending.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// The path relative to the root of the site, for a path or a full address of this site.
fn below_root<'t>(path: &'t str, base_url: Option<&str>) -> Result<&'t str, OldAddressFault> {
    let without_scheme = |text: &'t str| text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let Some(rest) = without_scheme(path).or_else(|| path.strip_prefix("//")) else {
        let has_scheme = path.split('/').next().is_some_and(|first| first.contains(':'));
        return if has_scheme { Err(OldAddressFault::Elsewhere) } else { Ok(path) };
    };
    let base = base_url.ok_or(OldAddressFault::NoWebAddress)?;
    let base = base.split_once("://").map_or(base, |(_, base)| base).trim_end_matches('/');
    let same = rest.get(..base.len()).is_some_and(|start| start.eq_ignore_ascii_case(base));
    let below = rest.get(base.len()..).filter(|below| same && (below.is_empty() || below.starts_with('/')));
    below.ok_or(OldAddressFault::Elsewhere)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: Option<&str> = Some("https://leaflets.example.org/patients/");

    #[test]
    fn spellings_of_one_address() {
        for text in [
            "/old/a b/",
            "old/a%20b",
            "/Old/A b/index.html",
            "https://leaflets.example.org/patients/old/a%20b/",
            "HTTP://leaflets.example.org/patients/old/a b",
        ] {
            let text = text.replace("HTTP", "http");
            assert_eq!(OldAddress::parse(&text, BASE).map(|it| it.key()), Ok("old/a b".to_owned()), "{text}");
        }
    }

    #[test]
    fn files_of_redirects() {
        let file = |text: &str| OldAddress::parse(text, BASE).map(|it| it.file());
        assert_eq!(file("/old/name"), Ok(Some("old/name/index.html".to_owned())));
        assert_eq!(file("/old/name.html"), Ok(Some("old/name.html".to_owned())));
        assert_eq!(file("/old/v1.2/"), Ok(Some("old/v1.2/index.html".to_owned())));
        assert_eq!(file("/page.aspx"), Ok(None));
        assert_eq!(file("/dr.smith/"), Ok(Some("dr.smith/index.html".to_owned())));
        assert_eq!(file("/dr.smith/index.html"), Ok(Some("dr.smith/index.html".to_owned())));
        assert_eq!(file("/dr.smith"), Ok(None));
        assert_eq!(file("/page.html?id=1"), Ok(None));
        assert_eq!(file("/?p=12"), Ok(None));
    }

    #[test]
    fn faults_of_addresses() {
        use OldAddressFault as Fault;
        let fault = |text: &str| OldAddress::parse(text, BASE).err();
        assert_eq!(fault("https://leaflets.example.org/old"), Some(Fault::Elsewhere));
        assert_eq!(fault("https://www.example.org/old"), Some(Fault::Elsewhere));
        assert_eq!(fault("mailto:a@example.org"), Some(Fault::Elsewhere));
        assert_eq!(fault("/old#part"), Some(Fault::Fragment));
        assert_eq!(fault("/"), Some(Fault::Home));
        assert_eq!(fault("/old/../secret"), Some(Fault::Parts));
        assert_eq!(fault("/old/%2e%2e/secret"), Some(Fault::Parts));
        assert_eq!(fault("/old//name"), Some(Fault::Parts));
        assert_eq!(fault("/old/*"), Some(Fault::Sign('*')));
        assert_eq!(fault("/old?a=$b"), Some(Fault::Sign('$')));
        assert_eq!(OldAddress::parse("https://leaflets.example.org/old", None).err(), Some(Fault::NoWebAddress));
    }
}
