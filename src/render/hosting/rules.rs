//! Rules that apply to every host.

use std::collections::HashSet;

use crate::render::render_context::RenderContext;
use crate::site::{OldAddress, PageKind, RedirectTarget, base_path, encode};

/// The media types of file extensions that many hosts do not know.
pub(super) const MEDIA_TYPES: &[(&str, &str)] = &[("epub", "application/epub+zip"), ("brf", "application/x-brf")];

/// The rules for a host.
pub(super) struct HostRules {
    /// The path of the site on its host, not percent-encoded: `/`, or `/trust/leaflets/`.
    base: String,
    /// The redirects, in the order of their old addresses.
    pub moved: Vec<RedirectRule>,
    /// Redirects from short addresses in small letters. They have no pages, which would replace those in capitals on
    /// disks that do not tell the two apart. Hosts on such disks need no redirect.
    pub small: Vec<RedirectRule>,
    /// Archived leaflets, in the order of their addresses.
    pub gone: Vec<GoneRule>,
}

/// A redirect from an old address.
pub(super) struct RedirectRule {
    pub from: OldAddress,
    /// The new address, relative to the root of the host, percent-encoded.
    pub to: String,
}

/// An archived leaflet. Its folder is gone with all its files: the page, the PDF, the text and all other formats.
pub(super) struct GoneRule {
    /// The folder relative to the root of the site, with a final `/`.
    pub folder: String,
}

impl HostRules {
    pub fn of(inputs: &RenderContext<'_>) -> Self {
        let site = inputs.site;
        let base = inputs.base_url.map_or_else(|| "/".to_owned(), base_path);
        let leads = site.redirects().iter().filter_map(|moved| {
            let to = encode(&format!("{base}{}", site.redirect_address(moved.to)?.folder_path()));
            Some(RedirectRule { from: moved.from.clone(), to })
        });
        let mut moved: Vec<RedirectRule> = leads.collect();
        // Of two rules for one path, the one with a query must come first.
        moved.sort_by(|a, b| {
            (&a.from.path, a.from.query.is_none(), &a.from).cmp(&(&b.from.path, b.from.query.is_none(), &b.from))
        });
        let gone = site.pages().iter().filter(|page| matches!(page.kind, PageKind::Archived(_) | PageKind::Removed(_)));
        let mut gone: Vec<GoneRule> =
            gone.map(|page| GoneRule { folder: page.address.folder_path().to_owned() }).collect();
        gone.sort_by(|a, b| a.folder.cmp(&b.folder));
        let claimed: HashSet<String> = moved.iter().map(|moved| moved.from.key()).collect();
        let small = site.pages().iter().filter_map(|page| {
            let to = match page.kind {
                PageKind::Short(id) => RedirectTarget::Manuscript(id),
                PageKind::ShortRemoved(number) => RedirectTarget::Removed(number),
                _ => return None,
            };
            let path = page.address.folder_path();
            let small = path.to_lowercase();
            let from = OldAddress::parse(&format!("/{small}"), None).ok().filter(|from| from.query.is_none())?;
            let to = encode(&format!("{base}{}", site.redirect_address(to)?.folder_path()));
            let is_claimed = claimed.contains(&from.key());
            (small != path && !is_claimed).then_some(RedirectRule { from, to })
        });
        let mut small: Vec<RedirectRule> = small.collect();
        small.sort_by(|a, b| a.from.path.cmp(&b.from.path));
        Self { base, moved, small, gone }
    }

    /// Whether the site is at the root of its host, not in a folder of another site.
    pub fn is_root(&self) -> bool {
        self.base == "/"
    }

    pub fn is_empty(&self) -> bool {
        self.moved.is_empty() && self.gone.is_empty()
    }

    /// All redirects.
    pub fn redirects(&self) -> impl Iterator<Item = &RedirectRule> {
        self.moved.iter().chain(&self.small)
    }

    /// A path from the root of the host, percent-encoded.
    pub fn written(&self, path: &str) -> String {
        encode(&format!("{}{path}", self.base))
    }

    /// A path from the root of the host, not percent-encoded.
    pub fn read(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }
}

impl RedirectRule {
    /// The paths at which browsers request the address, relative to the root of the site.
    pub fn paths(&self) -> Vec<String> {
        let path = &self.from.path;
        if self.from.is_folder() {
            vec![path.clone(), format!("{path}/"), format!("{path}/index.html")]
        } else {
            vec![path.clone()]
        }
    }
}
