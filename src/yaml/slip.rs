//! Common slips in a line, with the one correction that leaves every word as it is.
//!
//! A correction is only given if the corrected lines can be read, and if nothing else can have been meant.

use super::quote::in_quotes;
use super::read::{YamlValue, parse};
use crate::source::TextRange;

/// A slip in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YamlSlip {
    pub kind: SlipKind,
    /// What is wrong, in the file.
    pub range: TextRange,
    /// The replacement for `range`.
    pub text: String,
    /// The corrected line, without the spaces around it.
    pub corrected: String,
}

/// The kind of a slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlipKind {
    /// `title:Asthma`
    NoSpace,
    /// `title = Asthma`
    EqualsSign,
    /// `title Asthma`
    NoColon,
    /// `title: “Talking: a guide”`
    CurlyQuotes,
    /// `title: 'Your child's asthma plan'`
    QuoteInside,
    /// `title: "Talking" therapies`
    QuoteAtStart,
    /// `title: "Talking therapies`
    OpenQuote,
    /// `title: Talking: a guide`
    Colon,
    /// `title: @home`
    SpecialStart,
    /// `conditions: [asthma, cough`
    OpenBracket,
    /// A tab before a line.
    Tab,
}

/// What is known about the names in a text.
#[derive(Clone, Copy)]
pub struct KnownNames<'a> {
    /// Whether a field or setting has this name.
    pub is_name: &'a dyn Fn(&str) -> bool,
    /// Whether the value of this name is a list.
    pub is_list: &'a dyn Fn(&str) -> bool,
}

/// The slips that keep a part of a text from being read, if correcting them makes all of it readable; otherwise none.
pub fn slips(text: &str, part: TextRange, known: KnownNames<'_>) -> Vec<YamlSlip> {
    let mut found = Vec::new();
    let mut at = part.start as usize;
    // The indentation of the name above lines of a text block, which may contain anything.
    let mut block: Option<usize> = None;
    for line in part.of(text).split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = line.trim_end();
        let indent = line.len() - line.trim_start().len();
        if line.is_empty() || line.trim_start().starts_with('#') || block.is_some_and(|above| indent > above) {
            continue;
        }
        block = [": |", ": >", ": |-", ": >-"].iter().any(|end| line.ends_with(end)).then_some(indent);
        found.extend(slip_in_line(line, start, known));
    }
    if found.is_empty() || !reads(part.of(text), part.start as usize, &found) { Vec::new() } else { found }
}

/// Whether a text is a map after corrections.
fn reads(text: &str, offset: usize, slips: &[YamlSlip]) -> bool {
    let mut corrected = String::with_capacity(text.len() + 16);
    let mut at = 0;
    for slip in slips {
        let (start, end) = (slip.range.start as usize - offset, slip.range.end as usize - offset);
        corrected.extend([&text[at..start], &slip.text]);
        at = end;
    }
    corrected.push_str(&text[at..]);
    parse(&corrected, 0).is_ok_and(|node| matches!(node.value, YamlValue::Map(_)))
}

/// The slip in a line that starts at `start` in the file, if there is exactly one possible correction.
fn slip_in_line(line: &str, start: usize, known: KnownNames<'_>) -> Option<YamlSlip> {
    let content = line.trim_start();
    let indent = line.len() - content.len();
    let slip = |kind, from: usize, to: usize, text: &str| {
        let corrected = [&line[..from], text, &line[to..]].concat().trim().to_owned();
        Some(YamlSlip { kind, range: TextRange::new(start + from, start + to), text: text.to_owned(), corrected })
    };
    if let Some(tabs) = line[..indent].contains('\t').then(|| line[..indent].replace('\t', "  ")) {
        // A tab is often only an attempt to align a field with others.
        let is_field = content.split_once(':').is_some_and(|(name, _)| (known.is_name)(name));
        return slip(SlipKind::Tab, 0, indent, if is_field { "" } else { &tabs });
    }
    let name_end = content.find(|ch: char| !(ch.is_ascii_alphanumeric() || ch == '_')).unwrap_or(content.len());
    let (name, after) = content.split_at(name_end);
    if (known.is_name)(name) {
        let (from, value) = (indent + name_end, after.trim_start());
        let gap = after.len() - value.len();
        if let Some(rest) = value.strip_prefix('=') {
            let value = rest.trim_start();
            let space = if value.is_empty() { ":" } else { ": " };
            return slip(SlipKind::EqualsSign, from, line.len() - value.len(), space).filter(is_field);
        }
        if let Some(rest) = after.strip_prefix(':')
            && !rest.is_empty()
            && !rest.starts_with([' ', '\t'])
        {
            return slip(SlipKind::NoSpace, from, from + 1, ": ").filter(is_field);
        }
        if gap > 0 && !value.is_empty() && !value.starts_with(':') && indent == 0 {
            return slip(SlipKind::NoColon, from, from + gap, ": ").filter(is_field);
        }
    }
    let is_readable = parse(content, 0).is_ok();
    if is_readable {
        return None;
    }
    let item = content.strip_prefix("- ").map_or(content, str::trim_start);
    let name = item.split_once(": ").map(|(name, _)| name).filter(|name| !name.starts_with(['"', '\'', '“', '‘', '[']));
    let value = name.map_or(item, |name| item[name.len() + 1..].trim_start());
    let is_list = name.is_some_and(known.is_list);
    let (kind, corrected) = corrected_value(value, is_list, known)?;
    slip(kind, line.len() - value.len(), line.len(), &corrected).filter(|slip| parse(&slip.corrected, 0).is_ok())
}

/// Whether a corrected line is a field with a value.
fn is_field(slip: &YamlSlip) -> bool {
    parse(&slip.corrected, 0).is_ok_and(|node| node.entries().len() == 1)
}

const OPENING: [char; 6] = ['“', '„', '‘', '‚', '"', '\''];
const CLOSING: [char; 6] = ['”', '“', '’', '‘', '"', '\''];

/// The correction of a value that cannot be read.
fn corrected_value(value: &str, is_list: bool, known: KnownNames<'_>) -> Option<(SlipKind, String)> {
    // After ' #' there may be a note, or words of the text. A known name may be that of another field in the same line.
    let names_field = |text: &str| {
        let words = text.split_whitespace();
        words.filter_map(|word| word.strip_suffix(':')).any(|word| (known.is_name)(word))
    };
    if value.contains(" #") || names_field(value) {
        return None;
    }
    let (first, last) = (value.chars().next()?, value.chars().next_back()?);
    let inner = value.get(first.len_utf8()..value.len() - last.len_utf8()).unwrap_or_default();
    let is_curly = |ch: char| !ch.is_ascii();
    if OPENING.contains(&first) && CLOSING.contains(&last) && (is_curly(first) || is_curly(last)) {
        let is_whole = !inner.contains(['“', '”', '„', '"']);
        return is_whole.then(|| Some((SlipKind::CurlyQuotes, in_quotes(inner)?)))?;
    }
    match first {
        '"' | '\'' if value.matches(first).count() == 1 => {
            Some((SlipKind::OpenQuote, in_quotes(value.strip_prefix(first)?)?))
        }
        '"' | '\'' if first == last => {
            let text = match marks_inside(inner, first)[..] {
                [] => inner,
                [InnerQuote::Opens, InnerQuote::Closes] => inner,
                [InnerQuote::Closes, InnerQuote::Opens] => value,
                _ => return None,
            };
            Some((SlipKind::QuoteInside, in_quotes(text)?))
        }
        '"' | '\'' => Some((SlipKind::QuoteAtStart, in_quotes(value)?)),
        '[' if !value.contains(']') && is_list => {
            let list = format!("{}]", value.trim_end_matches([',', ' ']));
            let is_whole = parse(&list, 0).is_ok_and(|node| match node.value {
                YamlValue::List(items) => items.iter().all(|item| item.text().is_some_and(|text| !text.is_empty())),
                _ => false,
            });
            is_whole.then_some((SlipKind::OpenBracket, list))
        }
        '[' if is_list || !value.contains(']') => None,
        '{' | '-' | '?' | '|' | '>' | ',' | ']' | '}' => None,
        '@' | '`' | '%' | '&' | '*' | '!' | '[' => Some((SlipKind::SpecialStart, in_quotes(value)?)),
        _ if value.contains(": ") || value.ends_with(':') => Some((SlipKind::Colon, in_quotes(value)?)),
        _ => None,
    }
}

/// What a quotation mark within a text does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum InnerQuote {
    Opens,
    Closes,
}

/// The quotation marks in a text that are not apostrophes within a word.
fn marks_inside(text: &str, mark: char) -> Vec<InnerQuote> {
    let is_word = |ch: Option<char>| ch.is_some_and(char::is_alphanumeric);
    let marks = text.match_indices(mark).filter_map(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + 1..].chars().next();
        match (is_word(before), is_word(after)) {
            (true, true) if mark == '\'' => None,
            (false, true) => Some(InnerQuote::Opens),
            _ => Some(InnerQuote::Closes),
        }
    });
    marks.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTS: &[&str] = &["conditions", "alternatives"];
    const NAMES: &[&str] = &["title", "reference", "summary", "owner", "conditions", "alternatives", "at_a_glance"];

    fn corrected(line: &str) -> Vec<String> {
        let text = format!("reference: PT-001\n{line}\nowner: Team\n");
        let known = KnownNames { is_name: &|name| NAMES.contains(&name), is_list: &|name| LISTS.contains(&name) };
        let found = slips(&text, TextRange::new(0, text.len()), known);
        found.into_iter().map(|slip| slip.corrected).collect()
    }

    #[test]
    fn slips_have_one_correction() {
        for (line, expected) in [
            ("title:Asthma", "title: Asthma"),
            ("title:\"A: b\"", "title: \"A: b\""),
            ("title = Asthma", "title: Asthma"),
            ("title=Asthma", "title: Asthma"),
            ("title Asthma and you", "title: Asthma and you"),
            ("title: “Talking: a guide”", "title: \"Talking: a guide\""),
            ("title: ‘Your child’s plan: a guide’", "title: \"Your child’s plan: a guide\""),
            ("title: “Talking: a guide\"", "title: \"Talking: a guide\""),
            ("title: 'Your child's asthma plan'", "title: \"Your child's asthma plan\""),
            ("title: \"The \"good\" one\"", "title: 'The \"good\" one'"),
            ("title: \"Talking\" and \"listening\"", "title: '\"Talking\" and \"listening\"'"),
            ("title: \"Talking\" therapies", "title: '\"Talking\" therapies'"),
            ("title: \"Talking\" and your child's plan", "title: '\"Talking\" and your child''s plan'"),
            ("title: \"Talking therapies", "title: \"Talking therapies\""),
            ("title: Talking: a guide", "title: \"Talking: a guide\""),
            ("title: @home", "title: \"@home\""),
            ("title: [Asthma] a guide", "title: \"[Asthma] a guide\""),
            ("conditions: [asthma, cough", "conditions: [asthma, cough]"),
            ("\ttitle: Asthma", "title: Asthma"),
            ("at_a_glance:\n\tSessions: 5", "Sessions: 5"),
            ("at_a_glance:\n  Sessions: 5: or more", "Sessions: \"5: or more\""),
        ] {
            assert_eq!(corrected(line), [expected], "{line}");
        }
    }

    #[test]
    fn what_could_mean_two_things_is_not_corrected() {
        for line in [
            "title: Asthma",
            "title: 'Patients' rights'",
            "title: Talking: a guide # a note",
            "title: Asthma owner: Team",
            "title: [Asthma",
            "title: {a: b",
            "conditions: [asthma, cough: what now",
            "colour = red",
            "summary: |\n  title:Asthma\n  @home: ]\n",
        ] {
            assert_eq!(corrected(line), [""; 0], "{line}");
        }
    }
}
