//! Invisible characters, and functions that make them visible.

use std::borrow::Cow;

/// Whether a character is invisible: spaces, control characters, and formatting characters.
pub fn is_unseen(character: char) -> bool {
    character.is_whitespace() || character.is_control() || is_format(character)
}

/// Whether a character has no glyph, by the property Default_Ignorable_Code_Point of Unicode 16.0, plus the blank
/// braille pattern and annotation characters.
pub fn is_format(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a terminal would interpret a character instead of showing it, or show the following text in another order.
pub fn is_obeyed(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Makes text of one or more lines safe to print: characters that a terminal would interpret are written as `<U+001B>`.
pub fn visible(text: &str) -> Cow<'_, str> {
    written_out(text, &['\n', '\t'])
}

/// The same for text within a line, such as a file name: a line end in it could forge another line of output.
pub fn visible_in_line(text: &str) -> Cow<'_, str> {
    written_out(text, &['\t'])
}

/// The same for coloured text, without changing the colours.
pub fn visible_with_colours(text: &str) -> Cow<'_, str> {
    written_out(text, &['\n', '\t', '\x1b'])
}

/// The same for text at the start of a line. GitHub and Azure jobs interpret lines that start with '::' or '##[' as
/// commands.
pub fn visible_at_start(text: &str) -> Cow<'_, str> {
    let shown = visible_in_line(text);
    let begins = shown.trim_start();
    if begins.starts_with("::") || begins.starts_with("##[") { Cow::Owned(format!("\\{begins}")) } else { shown }
}

/// Whether a spreadsheet would evaluate a cell as a formula, even if it is marked as text.
pub fn is_formula(cell: &str) -> bool {
    let formulas = ['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];
    cell.trim_start_matches('\'').starts_with(formulas)
}

fn written_out<'t>(text: &'t str, kept: &[char]) -> Cow<'t, str> {
    let is_written_out = |character: &char| is_obeyed(*character) && !kept.contains(character);
    if !text.chars().any(|character| is_written_out(&character)) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match is_written_out(&character) {
            true => shown.push_str(&format!("<U+{:04X}>", u32::from(character))),
            false => shown.push(character),
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_made_visible() {
        assert_eq!(visible("a\x1b[31m\u{9b}b\r\nc\td"), "a<U+001B>[31m<U+009B>b<U+000D>\nc\td");
        assert_eq!(visible_in_line("a\n::error::b\u{202e}"), "a<U+000A>::error::b<U+202E>");
        assert_eq!(visible_with_colours("\x1b[1mé\u{85}"), "\x1b[1mé<U+0085>");
        assert_eq!(visible_at_start("  ::error::x"), "\\::error::x");
        assert_eq!(visible_at_start("##[error]x"), "\\##[error]x");
        assert!(matches!(visible("plain, été, 中文"), Cow::Borrowed(_)));
    }

    #[test]
    fn formatting_characters_are_invisible() {
        assert!("\u{200b}\u{feff}\u{2060} \u{a0}\u{3164}\u{202e}".chars().all(is_unseen));
        assert!(!"a—☎€🙂\u{640}".chars().any(is_unseen));
    }
}
