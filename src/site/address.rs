//! Addresses of pages, and relative links between them.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use crate::leaflet::Manuscript;
use crate::source::FileRole;

/// Characters that are percent-encoded in a path.
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

/// The address of a page, relative to the root of the site: a folder such as `leaflets/cbt/`; empty for the home page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address(String);

impl Address {
    /// The address of a folder, which ends with `/`; empty for the root.
    pub fn folder(path: impl Into<String>) -> Self {
        Self(path.into())
    }

    /// The short address of a leaflet or a pack, which never changes: `r/PT-001/`.
    pub fn short(reference: &str) -> Self {
        Self(format!("r/{reference}/"))
    }

    /// The full web address, for printing, links and QR codes.
    pub fn on_web(&self, base_url: &str) -> String {
        format!("{base_url}{}", self.in_links(false))
    }

    /// The path of the page's file: `leaflets/cbt/index.html`.
    pub fn file(&self) -> String {
        if self.is_file() { self.0.clone() } else { format!("{}index.html", self.0) }
    }

    /// The folder relative to the root, with a final `/`, not percent-encoded.
    pub fn folder_path(&self) -> &str {
        &self.0
    }

    /// Whether this page has the file at `path`.
    pub fn is_at(&self, path: &str) -> bool {
        path == self.0 && path.ends_with(".html") || path.strip_suffix("index.html") == Some(self.0.as_str())
    }

    /// The percent-encoded address for links, relative to the root; with `index.html` if `portable`.
    pub fn in_links(&self, portable: bool) -> String {
        let file = if portable && !self.is_file() { self.file() } else { self.0.clone() };
        encode(&file)
    }

    /// Whether this is a file instead of a folder, as in some old addresses and the page for missing addresses.
    fn is_file(&self) -> bool {
        self.0.ends_with(".html") || self.0.ends_with(".htm")
    }

    /// The relative path from this page to the root of the site: `../../`, or `./` at the root.
    pub fn to_root(&self) -> String {
        match self.0.matches('/').count() {
            0 => "./".to_owned(),
            depth => "../".repeat(depth),
        }
    }
}

/// A percent-encoded path for links.
pub fn encode(path: &str) -> String {
    utf8_percent_encode(path, IN_PATH).to_string()
}

/// The path of a web address, decoded, with a `/` at both ends: `/`, or `/trust/leaflets/`.
pub fn base_path(base_url: &str) -> String {
    let path = base_url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
    format!("/{}", percent_decode_str(path).decode_utf8_lossy())
}

/// Makes a part of an address from words: lower case, with hyphens for everything except letters and digits.
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

/// The address of a manuscript's page; `None` if it has no page of its own.
pub fn address_of(manuscript: &Manuscript) -> Option<Address> {
    let slug = &manuscript.slug;
    let language = manuscript.translation.as_ref().map(|translation| translation.language.tag().to_lowercase());
    let language = language.map(|tag| format!("{tag}/")).unwrap_or_default();
    match manuscript.role {
        FileRole::Leaflet => Some(Address(format!("{language}leaflets/{slug}/"))),
        FileRole::Pack => Some(Address(format!("{language}packs/{slug}/"))),
        FileRole::Page => Some(Address(format!("{language}{slug}/"))),
        // Only the preview has such pages: a build does not read drafts.
        FileRole::Draft => Some(Address(format!("{language}drafts/{slug}/"))),
        _ => None,
    }
}
