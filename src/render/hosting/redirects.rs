//! `_redirects`, which Netlify and Cloudflare Pages read.
//!
//! Netlify shows a file where there is one, unless a `!` says otherwise, and sends 410 with a body of our choice. Cloudflare
//! Pages passes over what it does not know: the `!`, a query, the status 410.

use super::rules::Rules;

pub(super) fn text(rules: &Rules) -> String {
    let mut lines =
        vec!["# Made by Pamphlet: old addresses that lead on, and archived leaflets that are gone.".to_owned()];
    for moved in &rules.moved {
        let from = rules.written(&moved.from.path).replace('*', "%2A");
        match &moved.from.query {
            Some(query) => lines.push(format!("{from} {} {} 301!", query.replace('&', " "), moved.to)),
            None => lines.push(format!("{from} {} 301!", moved.to)),
        }
    }
    for moved in rules.moved.iter().filter(|moved| moved.from.query.is_none()) {
        lines.extend(moved.paths().iter().take(2).map(|path| format!("{} {} 301", rules.written(path), moved.to)));
    }
    for gone in &rules.gone {
        let folder = rules.written(&gone.folder);
        lines.push(format!("{folder}* {folder}index.html 410!"));
    }
    lines.join("\n") + "\n"
}
