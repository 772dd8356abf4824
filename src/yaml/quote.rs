//! Writes values so that they are read back unchanged.

use std::borrow::Cow;

/// A string as a YAML value: quoted if it would otherwise be parsed as something else.
pub fn in_yaml(text: &str) -> Cow<'_, str> {
    if text.is_empty() || is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for ch in text.chars() {
        match ch {
            '"' | '\\' => quoted.extend(['\\', ch]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            ch if is_unprintable(ch) => {
                quoted.push_str(&format!("\\u{:04X}", u32::from(ch)));
            }
            ch => quoted.push(ch),
        }
    }
    quoted.push('"');
    Cow::Owned(quoted)
}

/// Whether a string can be written without quotes.
fn is_plain(text: &str) -> bool {
    let starts_well = text.chars().next().is_some_and(char::is_alphanumeric);
    let is_unambiguous = !text.contains(": ") && !text.contains(" #") && !text.ends_with(':') && text.trim() == text;
    let is_printable = !text.chars().any(is_unprintable);
    let is_keyword = matches!(text.to_ascii_lowercase().as_str(), "null" | "true" | "false" | "yes" | "no");
    starts_well && is_unambiguous && is_printable && !is_keyword
}

/// Whether YAML does not allow a character without quotes, or treats it as a line end.
fn is_unprintable(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// A text in the quotation marks that need the fewest changes in it; `None` if it is empty or has control characters.
pub fn in_quotes(text: &str) -> Option<String> {
    let text = text.trim();
    let is_plain = !text.is_empty() && !text.chars().any(char::is_control);
    match (is_plain, text.contains(['"', '\\']), text.contains('\'')) {
        (false, ..) => None,
        (_, false, _) => Some(format!("\"{text}\"")),
        (_, true, false) => Some(format!("'{text}'")),
        (_, true, true) => Some(format!("'{}'", text.replace('\'', "''"))),
    }
}
