//! `_redirects`, which Netlify and Cloudflare Pages read.
//!
//! Netlify shows a file where there is one, unless a `!` says otherwise, and sends 410 with a body of our choice. Cloudflare
//! Pages passes over what it does not know: the `!`, a query, the status 410.

use super::rules::HostRules;

pub(super) fn text(rules: &HostRules) -> String {
    let mut lines =
        vec!["# Made by Pamphlet: old addresses that lead on, and archived leaflets that are gone.".to_owned()];
    for moved in &rules.moved {
        let (from, to) = (literal(&rules.written(&moved.from.path)), literal(&moved.to));
        match &moved.from.query {
            // A value that begins with a colon would stand for all values.
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

/// An address in which a `*` is one, and does not stand for whatever follows. A colon is written with a percent sign already.
fn literal(address: &str) -> String {
    address.replace('*', "%2A")
}
