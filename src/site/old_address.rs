//! Old addresses that lead to a leaflet: how authors write them, and what of them a host can serve.

use percent_encoding::percent_decode_str;

/// An address of this site that something had before it moved.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OldAddress {
    /// The path from the root of the site, without percent signs; no `/` at either end, and no `index.html` of a folder.
    pub path: String,
    /// What stood behind a `?`, as it was written: only a host that reads rules can tell it apart.
    pub query: Option<String>,
}

/// Why a text is no old address of this site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OldAddressFault {
    /// It is an address of another site.
    Elsewhere,
    /// It is a whole address, and the site does not know its own.
    NoWebAddress,
    /// A `#` and what follows it never reaches a host.
    Fragment,
    /// It is the root of the site.
    Home,
    /// It has a part such as `..`, or none between two `/`.
    Parts,
    /// It holds a sign that no address holds.
    Sign(char),
}

impl OldAddress {
    /// Reads `/old/name/`, `old/name.html`, `page.aspx?id=12`, or a whole address that begins with the site's own.
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
        let path = path.trim_matches('/');
        let index = |path: &str| ["index.html", "index.htm"].iter().any(|name| path.eq_ignore_ascii_case(name));
        let path = match path.rsplit_once('/') {
            Some((folder, name)) if index(name) => folder,
            None if index(path) => "",
            _ => path,
        };
        if path.is_empty() && query.is_none() {
            return Err(OldAddressFault::Home);
        }
        if path.split('/').any(|part| matches!(part.trim(), "." | "..") || (part.trim().is_empty() && !path.is_empty()))
        {
            return Err(OldAddressFault::Parts);
        }
        Ok(Self { path: path.to_owned(), query: query.map(str::to_owned) })
    }

    /// The file of a page that leads on from there; none where only a host's rules can: a query is no part of a file's
    /// name, and what ends in `.aspx` would not be shown as a page.
    pub fn file(&self) -> Option<String> {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        match name.rsplit_once('.') {
            _ if self.query.is_some() => None,
            Some((_, "html" | "htm")) => Some(self.path.clone()),
            Some((stem, ending)) if !stem.is_empty() && is_ending(ending) => None,
            _ => Some(format!("{}/index.html", self.path)),
        }
    }

    /// The place that it takes among the files of the site, in small letters.
    pub fn place(&self) -> String {
        match self.file() {
            Some(file) => file.to_lowercase(),
            None => self.key(),
        }
    }

    /// Whether it names a folder, which browsers may ask for with or without a `/` at its end.
    pub fn is_folder(&self) -> bool {
        self.query.is_none() && self.file().is_some_and(|file| file.len() > self.path.len())
    }

    /// The same for all spellings of one address: capitals, and the `index.html` of a folder, do not count.
    pub fn key(&self) -> String {
        let path = self.path.to_lowercase();
        match &self.query {
            Some(query) => format!("{path}?{query}"),
            None => path,
        }
    }
}

/// The ending of a name that says what a file is, not a part of the name: `aspx`, `php`, `pdf`.
fn is_ending(ending: &str) -> bool {
    (1..=5).contains(&ending.len())
        && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && ending.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// The path below the root of the site, where the text is a path or a whole address of this site.
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
    fn one_address_in_several_spellings() {
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
    fn files_that_lead_on() {
        let file = |text: &str| OldAddress::parse(text, BASE).map(|it| it.file());
        assert_eq!(file("/old/name"), Ok(Some("old/name/index.html".to_owned())));
        assert_eq!(file("/old/name.html"), Ok(Some("old/name.html".to_owned())));
        assert_eq!(file("/old/v1.2/"), Ok(Some("old/v1.2/index.html".to_owned())));
        assert_eq!(file("/page.aspx"), Ok(None));
        assert_eq!(file("/page.html?id=1"), Ok(None));
        assert_eq!(file("/?p=12"), Ok(None));
    }

    #[test]
    fn what_is_no_old_address_of_this_site() {
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
