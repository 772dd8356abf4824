//! `bare-address`: a link should have words, not a web address.

use crate::check::link_text::{link_at, words_of};
use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::check::word_cursor::changeable;
use crate::diagnostic::Severity;
use crate::markdown::{LinkStyle, Prose};
use crate::source::TextRange;

pub static RULE: Rule = Rule {
    name: "bare-address",
    severity: Severity::Warning,
    group: RuleGroup::Links,
    summary: "a link should have words, not a web address",
    documentation: include_str!("bare_address.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

/// Longer addresses are not quoted in messages. In bytes.
const MAX_QUOTED_CHARS: usize = 60;

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    if subject.is_archived() {
        return;
    }
    let document = &subject.manuscript.document;
    for link in document.links().iter().filter(|link| !document.is_image(link) && link.style != LinkStyle::Wiki) {
        let words = words_of(document, link, subject.text());
        if is_web_address(&words) && !words.contains(' ') {
            findings.add(
                subject.span(document.node(link.node as usize).range),
                "The words of this link are a web address. A screen reader reads it out letter by letter, and it does not say what readers will find.",
                format!("Write words instead: '[the name of the page]({})'.", shown(&link.destination)),
            );
        }
    }
    for (range, is_email) in found(subject.prose()) {
        let place = subject.prose().in_file(range);
        if link_at(document, place.start).is_some() {
            continue;
        }
        let written = subject.prose().part(range);
        if is_email {
            let added = findings.add(
                subject.span(place),
                format!("The email address '{}' is not a link, so readers cannot tap it.", shown(written)),
                format!("Write it as a link: '[{0}](mailto:{0})'.", shown(written)),
            );
            if let Some(place) = changeable(subject, range) {
                added.fixed_by(place, format!("[{written}](mailto:{written})"));
            }
        } else {
            let scheme = if starts(written, "www.") { "https://" } else { "" };
            findings.add(
                subject.span(place),
                "This web address is not a link. Readers cannot tap it, and a screen reader reads it out letter by letter.",
                format!("Write a link with words: '[the name of the page]({scheme}{})'.", shown(written)),
            );
        }
    }
}

fn shown(address: &str) -> &str {
    if address.len() <= MAX_QUOTED_CHARS { address } else { "the address" }
}

fn starts(text: &str, with: &str) -> bool {
    text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with))
}

/// Whether a string begins like a web address. A short name such as 'nhs.uk' is accepted, as readers can type it.
fn is_web_address(text: &str) -> bool {
    ["www.", "https://", "http://"].iter().any(|start| starts(text, start) && text.len() > start.len())
}

/// Web and email addresses in running text, each with whether it is an email address.
fn found(prose: &Prose) -> Vec<(TextRange, bool)> {
    let text = prose.text();
    // Nearly all texts contain none of these.
    if !text.contains('@') && !text.contains("://") && !text.contains("www.") {
        return Vec::new();
    }
    let mut found = Vec::new();
    for word in prose.all_words() {
        let written = word.range.of(text);
        if is_web_address(written) {
            found.push((word.range, false));
        } else if is_email(written) {
            found.push((word.range, true));
        }
    }
    found
}

fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'+');
    let is_host = host.contains('.') && !host.starts_with('.') && !host.contains("..");
    !name.is_empty() && is_host && text.bytes().filter(|byte| *byte != b'@').all(is_allowed) && !host.contains('@')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse;

    #[test]
    fn addresses_are_distinguished_from_words() {
        for (text, expected) in [
            ("See www.nhs.uk/flu for more.", vec![("www.nhs.uk/flu", false)]),
            ("See (https://www.nhs.uk).", vec![("https://www.nhs.uk", false)]),
            ("Email ward.3@example.org, or call.", vec![("ward.3@example.org", true)]),
            ("See nhs.uk/flu or @NHS on social media.", vec![]),
            ("Use the www. Or not.", vec![]),
            ("a@b c@d. e@", vec![]),
        ] {
            let prose = Prose::of(&parse(text, 0), text);
            let found: Vec<_> = found(&prose).into_iter().map(|(range, email)| (prose.part(range), email)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
