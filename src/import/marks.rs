//! Escapes characters that Markdown would take for formatting.

/// Whether the characters complete an HTML entity such as `&nbsp;`, after its `&`.
pub(super) fn is_entity(chars: impl Iterator<Item = char>) -> bool {
    let rest: String = chars.take(40).collect();
    rest.split_once(';').is_some_and(|(name, _)| {
        !name.is_empty() && name.trim_start_matches('#').chars().all(|ch| ch.is_ascii_alphanumeric())
    })
}

/// An address, escaped for the destination of a link.
pub(super) fn destination(to: &str) -> String {
    let mut text = String::with_capacity(to.len());
    for ch in to.trim().chars() {
        match ch {
            ' ' => text.push_str("%20"),
            '(' => text.push_str("%28"),
            ')' => text.push_str("%29"),
            '<' => text.push_str("%3C"),
            '>' => text.push_str("%3E"),
            '\\' => text.push_str("%5C"),
            '"' => text.push_str("%22"),
            '|' => text.push_str("%7C"),
            ch if ch.is_control() || ch.is_whitespace() => {}
            // Otherwise `&copy` in an address could be read as an entity.
            '&' => text.push_str("\\&"),
            ch => text.push(ch),
        }
    }
    text
}

/// Inserts a backslash where the start of a line would be read as block formatting.
pub(super) fn guard_start(line: &str) -> String {
    let first = line.chars().next().unwrap_or(' ');
    let rest = &line[first.len_utf8().min(line.len())..];
    let is_alone = rest.is_empty() || rest.starts_with([' ', '\t', '\u{a0}']);
    let is_rule = |ch: char| line.chars().all(|other| other == ch || other == ' ');
    let is_mark = match first {
        '#' => line.trim_start_matches('#').is_empty() || line.trim_start_matches('#').starts_with([' ', '\t']),
        '>' | '=' | '~' => true,
        '-' | '+' => is_alone || is_rule(first),
        '*' => is_alone,
        '_' => is_rule(first),
        ':' => true,
        _ => false,
    };
    if is_mark {
        return format!("\\{line}");
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest_of_line = &line[digits..];
    if (1..=9).contains(&digits)
        && rest_of_line.starts_with(['.', ')'])
        && (rest_of_line.len() == 1 || rest_of_line[1..].starts_with([' ', '\t']))
    {
        return format!("{}\\{rest_of_line}", &line[..digits]);
    }
    line.to_owned()
}
