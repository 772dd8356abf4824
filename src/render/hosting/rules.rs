//! What a host should do, whichever host it is.

use crate::render::render_context::RenderContext;
use crate::site::{OldAddress, PageKind, base_path, encode};

/// What hosts should say a file is, by the ending of its name, where many do not know it.
pub(super) const MEDIA_TYPES: &[(&str, &str)] = &[("epub", "application/epub+zip"), ("brf", "application/x-brf")];

/// What a host should do.
pub(super) struct HostRules {
    /// The path of the site on its host, without percent signs: `/`, or `/trust/leaflets/`.
    base: String,
    /// Old addresses and where they lead, in the order of the addresses.
    pub moved: Vec<RedirectRule>,
    /// Leaflets that are gone, in the order of their addresses.
    pub gone: Vec<GoneRule>,
}

/// An old address, and where it leads.
pub(super) struct RedirectRule {
    pub from: OldAddress,
    /// From the root of the host, as it is written in links.
    pub to: String,
}

/// A leaflet that is gone. Nothing of its folder is there any longer: the page, the PDF, the text and all other formats.
pub(super) struct GoneRule {
    /// The folder from the root of the site, with `/` at its end.
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
        // Of two rules for one path, that with a query must come first.
        moved.sort_by(|a, b| {
            (&a.from.path, a.from.query.is_none(), &a.from).cmp(&(&b.from.path, b.from.query.is_none(), &b.from))
        });
        let gone = site.pages().iter().filter(|page| matches!(page.kind, PageKind::Archived(_) | PageKind::Removed(_)));
        let mut gone: Vec<GoneRule> =
            gone.map(|page| GoneRule { folder: page.address.folder_path().to_owned() }).collect();
        gone.sort_by(|a, b| a.folder.cmp(&b.folder));
        Self { base, moved, gone }
    }

    /// Whether the site is all that its host has, and not a folder of another site.
    pub fn is_root(&self) -> bool {
        self.base == "/"
    }

    pub fn is_empty(&self) -> bool {
        self.moved.is_empty() && self.gone.is_empty()
    }

    /// A path from the root of the host, with percent signs.
    pub fn written(&self, path: &str) -> String {
        encode(&format!("{}{path}", self.base))
    }

    /// A path from the root of the host, as it is once percent signs are read.
    pub fn read(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }
}

impl RedirectRule {
    /// The paths by which browsers ask for the address, from the root of the site.
    pub fn paths(&self) -> Vec<String> {
        let path = &self.from.path;
        if self.from.is_folder() {
            vec![path.clone(), format!("{path}/"), format!("{path}/index.html")]
        } else {
            vec![path.clone()]
        }
    }
}
