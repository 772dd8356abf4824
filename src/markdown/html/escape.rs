//! Text so that a browser shows it as it is.

/// Writes text between tags.
pub fn escape_text(text: &str, out: &mut String) {
    let written = pulldown_cmark_escape::escape_html_body_text(&mut *out, text);
    debug_assert!(written.is_ok(), "a text in memory takes all that is written to it");
}

/// Writes text within the double quotes of an attribute.
pub fn escape_attribute(text: &str, out: &mut String) {
    let written = pulldown_cmark_escape::escape_html(&mut *out, text);
    debug_assert!(written.is_ok(), "a text in memory takes all that is written to it");
}
