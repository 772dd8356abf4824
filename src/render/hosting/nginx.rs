//! A part for nginx, to be included in a `server`.

use std::collections::BTreeMap;

use super::rules::{Moved, Rules};
use crate::security;

pub(super) fn text(rules: &Rules) -> String {
    let mut lines: Vec<String> = [
        "# Made by Pamphlet. Include this file in the 'server' of the site, beside its 'root':",
        "#     include /path/to/the/site/_hosting/nginx.conf;",
        "# and let nginx read it again after each build: 'nginx -s reload'.",
        "absolute_redirect off;",
    ]
    .map(str::to_owned)
    .into();
    lines.extend(security::headers().map(|(name, value)| format!("add_header {name} {} always;", quoted(&value))));
    lines.push(format!("error_page 404 {};", quoted(&rules.read("404.html"))));
    if !rules.gone.is_empty() {
        lines.extend([
            "# The notice of an archived leaflet, as the body of the answer '410 Gone'.".to_owned(),
            "location @pamphlet_gone { try_files $pamphlet_notice =410; }".to_owned(),
        ]);
    }
    for gone in &rules.gone {
        let folder = rules.read(&gone.folder);
        // In the text of a variable a `$` would begin the name of another: there the address is taken from the request.
        let (place, notice) = match folder.contains('$') {
            true => (format!("~ \"^({})\"", pattern(&folder)), "$1index.html".to_owned()),
            false => (format!("^~ {}", quoted(&folder)), quoted(&format!("{folder}index.html"))),
        };
        lines.push(format!(
            "location {place} {{ set $pamphlet_notice {notice}; error_page 410 @pamphlet_gone; return 410; }}"
        ));
    }
    // What can be asked for by one path stands in one place.
    let mut places: BTreeMap<String, Vec<&Moved>> = BTreeMap::new();
    for moved in &rules.moved {
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
    lines.join("\n") + "\n"
}

/// A text in double quotes.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A path as a regular expression that matches it and nothing else, as it stands in double quotes.
fn pattern(path: &str) -> String {
    let signs =
        path.chars().map(|sign| if sign.is_ascii_punctuation() { format!("\\{sign}") } else { sign.to_string() });
    signs.collect()
}
