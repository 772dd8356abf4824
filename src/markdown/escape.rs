//! Text so that a browser shows it as it is.

use icu_properties::CodePointMapData;
use icu_properties::props::BidiClass;

use crate::text::phone;

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

/// Writes text that runs from right to left between tags. Numbers in several groups run from left to right as a whole:
/// a browser would show the last group of '01632 960 123' first.
pub fn escape_with_numbers(text: &str, out: &mut String) {
    let mut done = 0;
    for range in phone::groups_in(text) {
        escape_text(&text[done..range.start], out);
        out.push_str("<bdi dir=\"ltr\">");
        escape_text(&text[range.clone()], out);
        out.push_str("</bdi>");
        done = range.end;
    }
    escape_text(&text[done..], out);
}

/// A text as HTML whose numbers run from left to right; none where it needs no more than to be escaped.
pub fn numbers_kept_in_order(text: &str) -> Option<String> {
    let is_from_right = |ch: char| {
        matches!(CodePointMapData::<BidiClass>::new().get(ch), BidiClass::RightToLeft | BidiClass::ArabicLetter)
    };
    if text.is_ascii() || phone::groups_in(text).is_empty() || !text.chars().any(is_from_right) {
        return None;
    }
    let mut html = String::with_capacity(text.len() + 32);
    escape_with_numbers(text, &mut html);
    Some(html)
}
