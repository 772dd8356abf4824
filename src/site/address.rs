//! Addresses of pages, and how one page names another.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use crate::leaflet::Manuscript;
use crate::source::FileRole;

/// What must be written otherwise in a part of an address.
const IN_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'[')
    .add(b']')
    .add(b'{')
    .add(b'}')
    .add(b'|')
    .add(b'\\')
    .add(b'^')
    .add(b':');

/// The address of a page below the root of the site: a folder such as `leaflets/cbt/`, nothing for the home page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address(String);

impl Address {
    /// The address of a folder, given with its `/` at the end; empty for the root.
    pub fn folder(path: impl Into<String>) -> Self {
        Self(path.into())
    }

    /// The short address of a leaflet or a pack, which never changes: `r/PT-001/`.
    pub fn short(reference: &str) -> Self {
        Self(format!("r/{reference}/"))
    }

    /// The whole address on the web, as it is printed, linked to and made into a square code.
    pub fn on_web(&self, base_url: &str) -> String {
        format!("{base_url}{}", self.in_links(false))
    }

    /// The path of the page's file: `leaflets/cbt/index.html`.
    pub fn file(&self) -> String {
        if self.is_file() { self.0.clone() } else { format!("{}index.html", self.0) }
    }

    /// The folder from the root, with its `/` at the end, and without percent signs.
    pub fn folder_path(&self) -> &str {
        &self.0
    }

    /// Whether this is the page whose file has that path.
    pub fn is_at(&self, path: &str) -> bool {
        path == self.0 && path.ends_with(".html") || path.strip_suffix("index.html") == Some(self.0.as_str())
    }

    /// The address as it is written in links, from the root: percent signs for what an address cannot hold.
    pub fn in_links(&self, portable: bool) -> String {
        let file = if portable && !self.is_file() { self.file() } else { self.0.clone() };
        encode(&file)
    }

    /// Whether it names a file and not a folder: some old addresses do, and the page for those that lead nowhere.
    fn is_file(&self) -> bool {
        self.0.ends_with(".html") || self.0.ends_with(".htm")
    }

    /// What leads from this page to the root of the site: `../../`, `./` at the root.
    pub fn to_root(&self) -> String {
        match self.0.matches('/').count() {
            0 => "./".to_owned(),
            depth => "../".repeat(depth),
        }
    }
}

/// A path as it is written in links.
pub fn encode(path: &str) -> String {
    utf8_percent_encode(path, IN_PATH).to_string()
}

/// The path of a web address, without percent signs and with a `/` at both ends: `/`, or `/trust/leaflets/`.
pub fn base_path(base_url: &str) -> String {
    let path = base_url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
    format!("/{}", percent_decode_str(path).decode_utf8_lossy())
}

/// The part of an address made from words: lower case, hyphens for all that is no letter or digit.
pub fn path_slug(words: &str) -> String {
    let mut slug = String::with_capacity(words.len());
    for letter in words.chars() {
        if letter.is_alphanumeric() {
            slug.extend(letter.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') && letter != '\'' && letter != '’' {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() { "other".to_owned() } else { slug }
}

/// The address of a manuscript's page; none for what is not a page of its own.
pub fn address_of(manuscript: &Manuscript) -> Option<Address> {
    let slug = &manuscript.slug;
    let language = manuscript.translation.as_ref().map(|translation| translation.language.tag().to_lowercase());
    let language = language.map(|tag| format!("{tag}/")).unwrap_or_default();
    match manuscript.role {
        FileRole::Leaflet => Some(Address(format!("{language}leaflets/{slug}/"))),
        FileRole::Pack => Some(Address(format!("{language}packs/{slug}/"))),
        FileRole::Page => Some(Address(format!("{language}{slug}/"))),
        // Only a preview has such pages: a build does not read drafts.
        FileRole::Draft => Some(Address(format!("{language}drafts/{slug}/"))),
        _ => None,
    }
}
