//! A `.htaccess` for Apache 2.4.

use super::rules::Rules;
use crate::security;

pub(super) fn text(rules: &Rules) -> String {
    let mut lines: Vec<String> = [
        "# Made by Pamphlet. Copy this file to the root of the site as '.htaccess', after each build; or include it in the",
        "# '<Directory>' of the site. It needs 'AllowOverride FileInfo' and the modules rewrite and headers.",
    ]
    .map(str::to_owned)
    .into();
    lines.push("<IfModule mod_headers.c>".to_owned());
    lines.extend(security::headers().map(|(name, value)| format!("Header always set {name} \"{value}\"")));
    lines.push("</IfModule>".to_owned());
    lines.push(format!("ErrorDocument 404 \"{}\"", rules.written("404.html")));
    if rules.is_empty() {
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
    for gone in &rules.gone {
        let notice = rules.written(&format!("{}index.html", gone.folder)).replace(',', "%2C").replace('%', "\\%");
        let notice = notice.trim_start_matches('/');
        lines.push(format!("RewriteRule \"^{}\" - [E=PAMPHLET_NOTICE:{notice},G]", pattern(&gone.folder)));
    }
    for moved in &rules.moved {
        if let Some(query) = &moved.from.query {
            lines.push(format!("RewriteCond %{{QUERY_STRING}} \"={query}\""));
        }
        let end = if moved.from.is_folder() { "(/(index\\.html)?)?" } else { "" };
        // Without the flag, the query of the old address would be added to the new one.
        lines.push(format!(
            "RewriteRule \"^{}{end}$\" \"{}\" [R=301,L,NE,QSD]",
            pattern(&moved.from.path),
            moved.to.replace('%', "\\%").replace('$', "\\$")
        ));
    }
    lines.push("</IfModule>".to_owned());
    lines.join("\n") + "\n"
}

/// A path as a regular expression that matches it and nothing else.
fn pattern(path: &str) -> String {
    let mut pattern = String::with_capacity(path.len());
    for sign in path.chars() {
        if !(sign.is_alphanumeric() || matches!(sign, '/' | '-' | '_' | ' ')) {
            pattern.push('\\');
        }
        pattern.push(sign);
    }
    pattern
}
