//! A `web.config` file for IIS with the module URL Rewrite, which only applies to its own folder and subfolders.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::rules::{HostRules, MEDIA_TYPES};
use crate::rendering::security;

/// Characters that are not allowed in file names on Windows, or in the path of a `location`. Notices in such folders
/// are not available on this host.
const NOT_ON_WINDOWS: &str = "<>:\"|?*\\";

pub(super) fn text(rules: &HostRules) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!-- Made by Pamphlet. Copy this file as 'web.config' into the folder that holds the leaflets, after each build. It \
         needs the module URL Rewrite. -->\n<configuration>\n<system.webServer>\n<httpProtocol>\n<customHeaders>\n",
    );
    for (name, value) in security::headers() {
        // IIS would otherwise add a second header with the same name.
        let _ = writeln!(out, "<remove name=\"{name}\" />\n<add name=\"{name}\" value=\"{}\" />", escaped(&value));
    }
    out.push_str("</customHeaders>\n</httpProtocol>\n<staticContent>\n");
    // IIS answers 404 for files of an unknown type.
    for (ending, media_type) in MEDIA_TYPES {
        let _ = writeln!(
            out,
            "<remove fileExtension=\".{ending}\" />\n<mimeMap fileExtension=\".{ending}\" mimeType=\"{media_type}\" />"
        );
    }
    out.push_str("</staticContent>\n<httpErrors errorMode=\"Custom\" existingResponse=\"Auto\">\n");
    let not_found = file(rules, "404.html");
    let _ = writeln!(
        out,
        "<remove statusCode=\"404\" />\n<error statusCode=\"404\" path=\"{not_found}\" responseMode=\"File\" />\n</httpErrors>"
    );
    if !rules.is_empty() {
        rewrite(rules, &mut out);
    }
    out.push_str("</system.webServer>\n");
    // Each notice is the body of the response for everything that was in its folder.
    for gone in &rules.gone {
        let folder = gone.folder.trim_end_matches('/');
        if folder.contains(|ch: char| ch.is_control() || NOT_ON_WINDOWS.contains(ch)) {
            continue;
        }
        let _ = writeln!(
            out,
            "<location path=\"{}\"><system.webServer><httpErrors errorMode=\"Custom\" existingResponse=\"Auto\">\
             <remove statusCode=\"410\" /><error statusCode=\"410\" path=\"{}\" responseMode=\"File\" />\
             </httpErrors></system.webServer></location>",
            escaped(folder),
            file(rules, &format!("{folder}/index.html"))
        );
    }
    out.push_str("</configuration>\n");
    out
}

/// The path of a file for custom error pages: relative to the root of the IIS site, with backslashes.
fn file(rules: &HostRules, path: &str) -> String {
    escaped(&rules.read(path).trim_start_matches('/').replace('/', "\\"))
}

fn rewrite(rules: &HostRules, out: &mut String) {
    out.push_str("<rewrite>\n<rewriteMaps>\n<rewriteMap name=\"PamphletMoved\">\n");
    for moved in &rules.moved {
        for path in moved.paths() {
            let query = moved.from.query.as_ref().map(|query| format!("?{query}")).unwrap_or_default();
            let from = format!("{}{query}", rules.written(&path));
            let _ = writeln!(out, "<add key=\"{}\" value=\"{}\" />", escaped(&from), escaped(&moved.to));
        }
    }
    out.push_str("</rewriteMap>\n<rewriteMap name=\"PamphletGone\">\n");
    for gone in &rules.gone {
        let _ = writeln!(out, "<add key=\"{}\" value=\"gone\" />", escaped(gone.folder.trim_end_matches('/')));
    }
    out.push_str(
        "</rewriteMap>\n</rewriteMaps>\n<rules>\n\
         <rule name=\"Pamphlet: moved\" stopProcessing=\"true\"><match url=\".*\" />\
         <conditions><add input=\"{PamphletMoved:{REQUEST_URI}}\" pattern=\"(.+)\" /></conditions>\
         <action type=\"Redirect\" url=\"{C:1}\" appendQueryString=\"false\" redirectType=\"Permanent\" /></rule>\n\
",
    );
    // A leaflet is two folders deep, a translation three, and the notice of a reference with slashes deeper.
    let depths: BTreeSet<usize> = rules.gone.iter().map(|gone| gone.folder.matches('/').count()).collect();
    for depth in depths {
        let pattern = format!("^({})(/.*)?$", vec!["[^/]+"; depth].join("/"));
        let _ = writeln!(
            out,
            "<rule name=\"Pamphlet: gone, {depth} folders deep\" stopProcessing=\"true\"><match url=\"{pattern}\" />\
             <conditions><add input=\"{{PamphletGone:{{R:1}}}}\" pattern=\"^gone$\" /></conditions>\
             <action type=\"CustomResponse\" statusCode=\"410\" statusReason=\"Gone\" \
             statusDescription=\"This leaflet is archived.\" /></rule>"
        );
    }
    out.push_str("</rules>\n</rewrite>\n");
}

/// Escapes the value of an attribute. XML cannot represent control characters, which are not allowed in file names on
/// this host.
fn escaped(text: &str) -> String {
    let text: String = text.chars().filter(|ch| !ch.is_control()).collect();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
