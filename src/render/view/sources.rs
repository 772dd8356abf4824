//! Where facts come from, as authors write it.

use super::leaflet_view::Origin;

/// `Name <https://address>` is a name with an address.
pub(super) fn origin_of(text: &str) -> Origin<'_> {
    let parts = text.strip_suffix('>').and_then(|text| text.rsplit_once('<'));
    let is_address = |address: &&str| address.starts_with("https://") || address.starts_with("http://");
    match parts.filter(|(_, address)| is_address(address)) {
        Some((name, address)) if !name.trim().is_empty() => Origin { name: name.trim(), address: Some(address) },
        _ => Origin { name: text, address: None },
    }
}
