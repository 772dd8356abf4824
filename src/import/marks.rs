//! Signs of a text that Markdown would take for marks.

/// Whether letters and digits up to a semicolon follow, as in `&nbsp;`.
pub(super) fn names_a_sign(chars: impl Iterator<Item = char>) -> bool {
    let rest: String = chars.take(40).collect();
    rest.split_once(';').is_some_and(|(name, _)| {
        !name.is_empty() && name.trim_start_matches('#').chars().all(|ch| ch.is_ascii_alphanumeric())
    })
}

/// An address as a link holds it.
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
            // What stands for a sign by its name would be read as that sign.
            '&' => text.push_str("\\&"),
            ch => text.push(ch),
        }
    }
    text
}

/// Puts a backslash where the head of a line would be read as a mark.
pub(super) fn guard_start(line: &str) -> String {
    let first = line.chars().next().unwrap_or(' ');
    let rest = &line[first.len_utf8().min(line.len())..];
    let is_alone = rest.is_empty() || rest.starts_with([' ', '\t', '\u{a0}']);
    let is_drawn = |ch: char| line.chars().all(|other| other == ch || other == ' ');
    let is_mark = match first {
        '#' => line.trim_start_matches('#').is_empty() || line.trim_start_matches('#').starts_with([' ', '\t']),
        '>' | '=' | '~' => true,
        '-' | '+' => is_alone || is_drawn(first),
        '*' => is_alone,
        '_' => is_drawn(first),
        ':' => true,
        _ => false,
    };
    if is_mark {
        return format!("\\{line}");
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let behind = &line[digits..];
    if (1..=9).contains(&digits)
        && behind.starts_with(['.', ')'])
        && (behind.len() == 1 || behind[1..].starts_with([' ', '\t']))
    {
        return format!("{}\\{behind}", &line[..digits]);
    }
    line.to_owned()
}
