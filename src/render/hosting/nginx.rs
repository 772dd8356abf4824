//! A configuration file for nginx, to include in the `server` of a site, or in a `location` if the leaflets are part of
//! another site.

use std::collections::BTreeMap;

use super::rules::{HostRules, MEDIA_TYPES, RedirectRule};
use crate::rendering::security;

/// An internal path for the notices of archived leaflets, without a file. A named location would do, but nginx does not
/// allow one within another location.
const GONE: &str = "_hosting/gone";

pub(super) fn text(rules: &HostRules) -> String {
    let mut lines = head(rules);
    lines.push("absolute_redirect off;".to_owned());
    lines.extend(security::headers().map(|(name, value)| format!("add_header {name} {} always;", quoted(&value))));
    lines.push(format!("error_page 404 {};", quoted(&rules.read("404.html"))));
    gone(rules, &mut lines);
    moved(rules, &mut lines);
    for (ending, media_type) in MEDIA_TYPES {
        lines.push(format!("location ~ \"\\.{ending}$\" {{ types {{ }} default_type {media_type}; }}"));
    }
    lines.join("\n") + "\n"
}

/// The instructions, and the guard against including the file in the wrong place.
fn head(rules: &HostRules) -> Vec<String> {
    let include = "include /srv/leaflets/_hosting/nginx.conf;";
    if rules.is_root() {
        return vec![
            "# Made by Pamphlet. Include this file in the 'server' of the site, after its 'root':".to_owned(),
            format!("#     {include}"),
            "# and reload nginx after each build: 'nginx -s reload'.".to_owned(),
        ];
    }
    let folder = rules.read("");
    let name = folder.trim_end_matches('/');
    vec![
        format!(
            "# Made by Pamphlet for the folder '{folder}' of a site. Paste this into the 'server' of that site, with the path"
        ),
        "# of the leaflets on your disk in place of '/srv/leaflets/':".to_owned(),
        format!("#     location = {} {{ absolute_redirect off; return 301 {}; }}", quoted(name), quoted(&folder)),
        format!("#     location ^~ {} {{", quoted(&folder)),
        "#         alias /srv/leaflets/;".to_owned(),
        format!("#         {include}"),
        "#     }".to_owned(),
        "# and reload nginx after each build: 'nginx -s reload'.".to_owned(),
        "# The next line makes nginx refuse this file outside a 'location', where it would change the whole site."
            .to_owned(),
        "limit_except GET { }".to_owned(),
    ]
}

/// Archived leaflets: the response is `410 Gone` with the notice as its body.
fn gone(rules: &HostRules, lines: &mut Vec<String>) {
    if rules.gone.is_empty() {
        return;
    }
    let hand_over = quoted(&rules.read(GONE));
    lines.push("# The notice of an archived leaflet, as the body of the answer '410 Gone'.".to_owned());
    lines.push(format!("location = {hand_over} {{ internal; try_files $pamphlet_notice =410; }}"));
    for gone in &rules.gone {
        let folder = rules.read(&gone.folder);
        // In the value of a variable, `$` would start the name of another. Such an address is taken from the request
        // instead.
        let (place, notice) = match folder.contains('$') {
            true => (format!("~ {}", quoted(&format!("^({})", pattern(&folder)))), "\"$1index.html\"".to_owned()),
            false => (format!("^~ {}", quoted(&folder)), quoted(&format!("{folder}index.html"))),
        };
        lines.push(format!(
            "location {place} {{ set $pamphlet_notice {notice}; error_page 410 {hand_over}; return 410; }}"
        ));
    }
}

/// Redirects of old addresses. All redirects with the same path are in one location.
fn moved(rules: &HostRules, lines: &mut Vec<String>) {
    let mut places: BTreeMap<String, Vec<&RedirectRule>> = BTreeMap::new();
    for moved in rules.redirects() {
        for path in moved.paths() {
            places.entry(rules.read(&path)).or_default().push(moved);
        }
    }
    for (path, all) in places {
        let answers = all.iter().map(|moved| {
            let answer = format!("return 301 {};", quoted(&moved.to.replace('$', "%24")));
            match &moved.from.query {
                Some(query) => format!("if ($args = {}) {{ {answer} }}", quoted(query)),
                None => answer,
            }
        });
        lines.push(format!("location = {} {{ {} }}", quoted(&path), answers.collect::<Vec<_>>().join(" ")));
    }
}

/// Quotes a text.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A path as a regular expression.
fn pattern(path: &str) -> String {
    path.chars().map(|ch| if ch.is_ascii_punctuation() { format!("\\{ch}") } else { ch.to_string() }).collect()
}
