//! The sources of a leaflet, as authors write them.

use super::leaflet_view::SourceLink;

/// `Name <https://address>` is a name with an address.
pub(super) fn origin_of(text: &str) -> SourceLink<'_> {
    let parts = text.strip_suffix('>').and_then(|text| text.rsplit_once('<'));
    let is_address = |address: &&str| address.starts_with("https://") || address.starts_with("http://");
    match parts.filter(|(_, address)| is_address(address)) {
        Some((name, address)) if !name.trim().is_empty() => SourceLink { name: name.trim(), address: Some(address) },
        _ => SourceLink { name: text, address: None },
    }
}
