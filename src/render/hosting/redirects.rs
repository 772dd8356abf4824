//! `_redirects`, for Netlify and Cloudflare Pages.
//!
//! Netlify serves a file if there is one, unless a rule has a `!`, and supports 410 with a custom body. Cloudflare
//! Pages ignores what it does not support: the `!`, a query, the status 410.

use super::rules::HostRules;

pub(super) fn text(rules: &HostRules) -> String {
    let mut lines =
        vec!["# Made by Pamphlet: old addresses that lead on, and archived leaflets that are gone.".to_owned()];
    for moved in &rules.moved {
        let (from, to) = (literal(&rules.written(&moved.from.path)), literal(&moved.to));
        match &moved.from.query {
            // A value that starts with a colon would match any value.
            Some(query) => lines.push(format!("{from} {} {to} 301!", query.replace("=:", "=%3A").replace('&', " "))),
            None => lines.push(format!("{from} {to} 301!")),
        }
    }
    for moved in rules.moved.iter().filter(|moved| moved.from.query.is_none()) {
        let paths = moved.paths();
        let written = paths.iter().take(2).map(|path| literal(&rules.written(path)));
        lines.extend(written.map(|from| format!("{from} {} 301", literal(&moved.to))));
    }
    for gone in &rules.gone {
        let folder = literal(&rules.written(&gone.folder));
        lines.push(format!("{folder}* {folder}index.html 410!"));
    }
    lines.join("\n") + "\n"
}

/// Escapes `*`, which would be a wildcard. Colons are percent-encoded already.
fn literal(address: &str) -> String {
    address.replace('*', "%2A")
}
