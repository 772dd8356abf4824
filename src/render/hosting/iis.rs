//! A `web.config` for IIS with its module URL Rewrite.

use std::fmt::Write;

use super::rules::Rules;
use crate::security;

pub(super) fn text(rules: &Rules) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!-- Made by Pamphlet. Copy this file to the root of the site as 'web.config', after each build. It needs the module URL \
         Rewrite. -->\n<configuration>\n<system.webServer>\n<httpProtocol>\n<customHeaders>\n",
    );
    for (name, value) in security::headers() {
        // IIS would add a second one where it has one already.
        let _ = writeln!(out, "<remove name=\"{name}\" />\n<add name=\"{name}\" value=\"{}\" />", escaped(&value));
    }
    out.push_str("</customHeaders>\n</httpProtocol>\n<httpErrors errorMode=\"Custom\" existingResponse=\"Auto\">\n");
    out.push_str("<remove statusCode=\"404\" />\n<error statusCode=\"404\" path=\"404.html\" responseMode=\"File\" />\n</httpErrors>\n");
    if !rules.is_empty() {
        rewrite(rules, &mut out);
    }
    out.push_str("</system.webServer>\n");
    // Each notice is the body of the answer for all that stood in its folder.
    for gone in &rules.gone {
        let folder = gone.folder.trim_end_matches('/');
        let _ = writeln!(
            out,
            "<location path=\"{}\"><system.webServer><httpErrors errorMode=\"Custom\" existingResponse=\"Auto\">\
             <remove statusCode=\"410\" /><error statusCode=\"410\" path=\"{}\\index.html\" responseMode=\"File\" />\
             </httpErrors></system.webServer></location>",
            escaped(folder),
            escaped(&folder.replace('/', "\\"))
        );
    }
    out.push_str("</configuration>\n");
    out
}

fn rewrite(rules: &Rules, out: &mut String) {
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
    // A leaflet lies two folders deep, a translation three.
    for (name, pattern) in [("gone", "^([^/]+/[^/]+)(/.*)?$"), ("translation gone", "^([^/]+/leaflets/[^/]+)(/.*)?$")] {
        let _ = writeln!(
            out,
            "<rule name=\"Pamphlet: {name}\" stopProcessing=\"true\"><match url=\"{pattern}\" />\
             <conditions><add input=\"{{PamphletGone:{{R:1}}}}\" pattern=\"^gone$\" /></conditions>\
             <action type=\"CustomResponse\" statusCode=\"410\" statusReason=\"Gone\" \
             statusDescription=\"This leaflet is archived.\" /></rule>"
        );
    }
    out.push_str("</rules>\n</rewrite>\n");
}

/// A text within an attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
