//! A `.htaccess` file for Apache 2.4, which only applies to its own folder and subfolders.

use super::rules::{HostRules, MEDIA_TYPES};
use crate::rendering::security;

pub(super) fn text(rules: &HostRules) -> String {
    let mut lines: Vec<String> = [
        "# Made by Pamphlet. Copy this file as '.htaccess' into the folder that holds the leaflets, after each build; or include",
        "# it in the '<Directory>' of that folder. It needs 'AllowOverride FileInfo' and the modules rewrite and headers.",
    ]
    .map(str::to_owned)
    .into();
    lines.push("<IfModule mod_headers.c>".to_owned());
    for (name, value) in security::headers() {
        // Apache has two lists of headers. Without this, it would also send those that the surrounding site sets in the
        // other list.
        lines.push(format!("Header unset {name}"));
        lines.push(format!("Header always set {name} \"{value}\""));
    }
    lines.push("</IfModule>".to_owned());
    lines.push("<IfModule mod_mime.c>".to_owned());
    lines.extend(MEDIA_TYPES.iter().map(|(ending, media_type)| format!("AddType {media_type} .{ending}")));
    lines.push("</IfModule>".to_owned());
    lines.push(format!("ErrorDocument 404 \"{}\"", rules.written("404.html")));
    if rules.redirects().next().is_none() && rules.gone.is_empty() {
        return lines.join("\n") + "\n";
    }
    lines.extend(["<IfModule mod_rewrite.c>", "RewriteEngine On"].map(str::to_owned));
    if !rules.gone.is_empty() {
        lines.extend(
            [
                "# The notice of an archived leaflet, as the body of the answer '410 Gone'.",
                "ErrorDocument 410 /%{reqenv:PAMPHLET_NOTICE}",
                "RewriteCond %{ENV:REDIRECT_STATUS} !^$",
                "RewriteRule ^ - [L]",
            ]
            .map(str::to_owned),
        );
    }
    for moved in rules.redirects() {
        if let Some(query) = &moved.from.query {
            lines.push(format!("RewriteCond %{{QUERY_STRING}} \"={query}\""));
        }
        let end = if moved.from.is_folder() { "(/(index\\.html)?)?" } else { "" };
        // Without `QSD`, the query of the old address would be added to the new one.
        lines.push(format!(
            "RewriteRule \"^{}{end}$\" \"{}\" [R=301,L,NE,QSD]",
            pattern(&moved.from.path),
            literal(&moved.to)
        ));
    }
    for gone in &rules.gone {
        let notice = rules.written(&format!("{}index.html", gone.folder)).replace(',', "%2C");
        let notice = literal(notice.trim_start_matches('/'));
        lines.push(format!("RewriteRule \"^{}\" - [E=PAMPHLET_NOTICE:{notice},G]", pattern(&gone.folder)));
    }
    lines.push("</IfModule>".to_owned());
    lines.join("\n") + "\n"
}

/// An address in which no character refers to a part of the match.
fn literal(address: &str) -> String {
    address.replace('%', "\\%").replace('$', "\\$")
}

/// A path as a regular expression. The rewrite module ends a text at the next quotation mark, even if it is escaped, so
/// every special character is written as a code.
fn pattern(path: &str) -> String {
    let is_plain = |ch: char| ch.is_alphanumeric() || matches!(ch, '/' | '-' | '_' | ' ') || !ch.is_ascii();
    path.chars().map(|ch| if is_plain(ch) { ch.to_string() } else { format!("\\x{:02x}", u32::from(ch)) }).collect()
}
