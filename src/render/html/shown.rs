//! Whether readers see a text on a page: as text of its body, not in a tag, a comment, a script or a hidden element.

use std::ops::Range;

/// Elements whose content no reader sees on the page.
const UNSEEN: &[&str] = &["head", "template", "noscript", "datalist", "object"];
/// The same where the content is no HTML: only their own end ends them.
const RAW: &[&str] = &["script", "style", "textarea", "title", "iframe"];
/// Elements that have no content.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
/// The beginning of a long text that is looked for first.
const BEGINNING: usize = 48;

/// A page, of which a look from its top on tells what hides its parts. Each part is looked at once, however often it is asked
/// for.
pub(super) struct ShownPage<'h> {
    html: &'h str,
    /// Up to where it was looked at.
    at: usize,
    /// The outermost hidden element that is open there.
    hidden: Option<HiddenElement<'h>>,
    /// What no reader sees before that place.
    unseen: Vec<Range<usize>>,
}

struct HiddenElement<'h> {
    name: &'h str,
    start: usize,
    /// How many elements of its name are open from it on.
    depth: usize,
}

impl<'h> ShownPage<'h> {
    pub fn new(html: &'h str) -> Self {
        let body = html.find("<body").unwrap_or(0);
        let head = 0..body;
        Self { html, at: body, hidden: None, unseen: vec![head] }
    }

    /// Whether readers see a part of HTML exactly as it is.
    pub fn has_part(&mut self, part: &str) -> bool {
        let part = part.trim();
        part.is_empty() || places(self.html, part).any(|at| self.is_seen(at))
    }

    /// Whether readers see a name, a date or a sentence, and not only within `except`, which is a part of the page.
    pub fn has_text(&mut self, text: &str, except: Option<&str>) -> bool {
        let html = self.html;
        let except = except.map(str::trim).filter(|part| !part.is_empty());
        let except = except.and_then(|part| Some((places(html, part).next()?, part.len())));
        let is_outside = |at: &usize| except.is_none_or(|(start, length)| !(start..start + length).contains(at));
        let mut found = places(html, text).filter(is_outside);
        !text.is_empty() && found.any(|at| is_whole(html, at, text.len()) && is_in_text(html, at) && self.is_seen(at))
    }

    /// Whether nothing around a place hides it.
    fn is_seen(&mut self, place: usize) -> bool {
        while self.at < place && self.step(place) {}
        let is_open = self.hidden.as_ref().is_some_and(|hidden| hidden.start <= place);
        !is_open && !self.unseen.iter().any(|range| range.contains(&place))
    }

    /// Looks at the next tag or comment that begins before a place; whether there is one.
    fn step(&mut self, place: usize) -> bool {
        let html = self.html;
        let Some(start) = html[self.at..place].find('<').map(|found| self.at + found) else {
            self.at = place;
            return false;
        };
        let rest = &html[start..];
        if rest.starts_with("<!--") {
            self.at = rest.find("-->").map_or(html.len(), |end| start + end + 3);
            self.unseen.push(start..self.at);
            return true;
        }
        self.at = start + tag_length(rest);
        let tag = html[start + 1..self.at].trim_end_matches('>');
        let (closes, tag) = match tag.strip_prefix('/') {
            Some(tag) => (true, tag),
            None => (false, tag),
        };
        let name = tag.split(|sign: char| sign.is_ascii_whitespace() || sign == '/').next().unwrap_or_default();
        if !closes && is_one_of(name, RAW) {
            // What looks like a tag in a script is none.
            self.at = end_of_raw(html, self.at, name);
            self.unseen.push(start..self.at);
            return true;
        }
        match &mut self.hidden {
            Some(hidden) if name.eq_ignore_ascii_case(hidden.name) => {
                hidden.depth = if closes { hidden.depth - 1 } else { hidden.depth + 1 };
                if hidden.depth == 0 {
                    self.unseen.push(hidden.start..self.at);
                    self.hidden = None;
                }
            }
            None if !closes && hides(name, &tag[name.len()..]) => {
                self.hidden = Some(HiddenElement { name, start, depth: 1 });
            }
            _ => {}
        }
        true
    }
}

/// All places of a text. Long ones are found by how they begin: to prepare a search for all of one would take longer.
fn places<'h>(html: &'h str, text: &'h str) -> impl Iterator<Item = usize> + use<'h> {
    let beginning = &text[..text.floor_char_boundary(BEGINNING)];
    html.match_indices(beginning).map(|(at, _)| at).filter(move |at| html[*at..].starts_with(text))
}

/// Where the content of a script or the like ends.
fn end_of_raw(html: &str, from: usize, name: &str) -> usize {
    let mut ends = html[from..].match_indices("</").map(|(at, _)| from + at);
    let is_own = |at: &usize| html.get(at + 2..at + 2 + name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name));
    ends.find(is_own).unwrap_or(html.len())
}

/// Whether no word goes on at either end: 'PT-001' is not said by 'PT-0012', nor by the address '/r/PT-001/'.
fn is_whole(html: &str, at: usize, length: usize) -> bool {
    let goes_on = |letter: char| letter.is_alphanumeric() || matches!(letter, '/' | '-' | '_');
    let before = html[..at].chars().next_back();
    let after = html[at + length..].chars().next();
    !before.is_some_and(goes_on) && !after.is_some_and(goes_on)
}

/// Whether a place is outside of tags.
fn is_in_text(html: &str, at: usize) -> bool {
    html[..at].rfind(['<', '>']).is_none_or(|last| html.as_bytes()[last] == b'>')
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// How long a tag is, with its brackets: a '>' in quotes does not end it.
fn tag_length(html: &str) -> usize {
    let mut quote = None;
    for (at, byte) in html.bytes().enumerate() {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return at + 1,
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    html.len()
}

/// Whether an element of this name with these attributes hides what it holds.
fn hides(name: &str, attributes: &str) -> bool {
    if is_one_of(name, VOID) {
        return false;
    }
    if is_one_of(name, UNSEEN) || (name.eq_ignore_ascii_case("dialog") && !has_attribute(attributes, "open")) {
        return true;
    }
    if attributes.is_empty() {
        return false;
    }
    let mut hiding = ["hidden", "popover"].iter();
    let style: String = attributes.split_ascii_whitespace().collect();
    hiding.any(|name| has_attribute(attributes, name))
        || ["display:none", "visibility:hidden", "aria-hidden=\"true\"", "visually-hidden"]
            .iter()
            .any(|hiding| style.contains(hiding))
}

/// Whether a tag has an attribute of this name.
fn has_attribute(attributes: &str, name: &str) -> bool {
    attributes.match_indices(name).any(|(at, _)| {
        let before = attributes[..at].chars().next_back();
        let after = attributes[at + name.len()..].chars().next();
        let quotes = attributes[..at].matches('"').count();
        before.is_some_and(|sign| sign.is_ascii_whitespace())
            && after.is_none_or(|sign| sign.is_ascii_whitespace() || matches!(sign, '=' | '/'))
            && quotes % 2 == 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_shown(html: &str, shown: bool) {
        assert_eq!(ShownPage::new(html).has_text("PT-001", None), shown, "{html}");
    }

    #[test]
    fn text_is_shown_where_readers_see_it() {
        for html in [
            "<body><p>PT-001</p>",
            "<body><p>Leaflet PT-001, of 2026</p>",
            "<body><p hidden>PT-001</p><p>PT-001",
            "<body><div hidden><div>x</div>PT-001</div><b>PT-001</b>",
            "<body><script>if (a < b) '</p>PT-001'</script><p>PT-001",
            "<body><!-- PT-001 --><p title='a > b'>PT-001",
            "<body><input hidden><p>PT-001",
            "<body><p class=\"is hidden\">PT-001",
            "<html><title>PT-001</title><body><dd>PT-001</dd>",
        ] {
            assert_shown(html, true);
        }
    }

    #[test]
    fn text_is_not_shown_where_they_do_not() {
        for html in [
            "<body><p>PT-0012</p>",
            "<body><p>leaflets.example.org/r/PT-001/</p>",
            "<body><a href=\"PT-001\">x</a>",
            "<body><!-- <p>PT-001</p> -->",
            "<body><!-- <p>PT-001</p>",
            "<body><script>\"PT-001\"</script>",
            "<body><script>\"</p>\", \"PT-001\"</script>",
            "<body><template><p>PT-001</p></template>",
            "<body><div hidden><div>x</div>PT-001</div>",
            "<body><p hidden=''>PT-001</p>",
            "<body><p style=\"display: none\">PT-001</p>",
            "<body><p class=\"visually-hidden\">PT-001</p>",
            "<body><dialog><p>PT-001</p></dialog>",
            "<html><title>PT-001</title><body>",
        ] {
            assert_shown(html, false);
        }
    }

    #[test]
    fn what_a_part_says_does_not_count() {
        let html = "<body><p>Intro</p><main><p>See PT-001.</p></main>";
        let part = "<p>See PT-001.</p>";
        let more = format!("{html}<p>PT-001</p>");
        assert!(!ShownPage::new(html).has_text("PT-001", Some(part)));
        assert!(ShownPage::new(&more).has_text("PT-001", Some(part)));
        assert!(ShownPage::new(html).has_part(&format!("{part}\n")));
        assert!(!ShownPage::new(html).has_part("<p>See PT-002.</p>"));
        assert!(!ShownPage::new("<body><!--<p>See PT-001.</p>-->").has_part(part));
        // What was passed already is known, too.
        let mut page = ShownPage::new("<body><p hidden>A</p><p>B</p><p>C</p>");
        assert!(page.has_text("C", None) && page.has_text("B", None) && !page.has_text("A", None));
    }
}
