//! Finds out whether readers see a text on a page: as text of its body, not in a tag, a comment, a script or a hidden
//! element.

use std::ops::Range;

use memchr::{memchr, memchr3, memmem, memrchr2};

/// Elements whose content is not visible on the page.
const UNSEEN: &[&str] = &["head", "template", "noscript", "datalist", "object"];
/// Elements whose content is neither visible nor HTML: only their own end tag closes them.
const RAW: &[&str] = &["script", "style", "textarea", "title", "iframe"];
/// Void elements.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
/// The length of the prefix by which a long text is searched for.
const BEGINNING: usize = 48;

/// A page that is scanned from the top, as far as needed. Each part is scanned once.
pub(super) struct ShownPage<'h> {
    html: &'h str,
    /// The start of the body.
    body: usize,
    /// The range of the leaflet's own text, which does not count as said by the page.
    text: Option<Range<usize>>,
    /// The position up to which the page was scanned.
    at: usize,
    /// The outermost hidden element that is open at `at`.
    hidden: Option<HiddenElement<'h>>,
    /// The hidden ranges before `at`.
    unseen: Vec<Range<usize>>,
}

struct HiddenElement<'h> {
    name: &'h str,
    start: usize,
    /// The number of open elements with this name, from this one on.
    depth: usize,
}

impl<'h> ShownPage<'h> {
    /// `text` is the HTML of the leaflet's own text, as it is on the page.
    pub fn new(html: &'h str, text: Option<&str>) -> Self {
        let body = memmem::find(html.as_bytes(), b"<body").unwrap_or(0);
        let text = text.map(str::trim).filter(|text| !text.is_empty());
        let text = text.and_then(|text| places(html, body, text).next().map(|start| start..start + text.len()));
        Self { html, body, text, at: body, hidden: None, unseen: Vec::new() }
    }

    /// Whether the leaflet's own text is visible. It is far down on most pages, so the part before it is only scanned
    /// if it contains a comment.
    pub fn has_own_text(&mut self) -> bool {
        let Some(start) = self.text.as_ref().map(|text| text.start) else { return false };
        let has_comment = memmem::find(&self.html.as_bytes()[self.body..start], b"<!--").is_some();
        !has_comment || self.is_seen(start)
    }

    /// Whether a piece of HTML is visible, exactly as it is.
    pub fn has_part(&mut self, part: &str) -> bool {
        let part = part.trim();
        part.is_empty() || places(self.html, self.body, part).any(|at| self.is_seen(at))
    }

    /// Whether a name, a date or a sentence is visible outside the leaflet's own text.
    pub fn says(&mut self, words: &str) -> bool {
        let html = self.html;
        let own = self.text.clone().unwrap_or_default();
        let mut found = places(html, self.body, words).filter(|at| !own.contains(at));
        !words.is_empty() && found.any(|at| is_whole(html, at, words.len()) && is_in_text(html, at) && self.is_seen(at))
    }

    /// Whether nothing hides a position.
    fn is_seen(&mut self, place: usize) -> bool {
        while self.at < place && self.step(place) {}
        let is_open = self.hidden.as_ref().is_some_and(|hidden| hidden.start <= place);
        !is_open && !self.unseen.iter().any(|range| range.contains(&place))
    }

    /// Scans the next tag or comment that starts before a position; returns whether there is one.
    fn step(&mut self, place: usize) -> bool {
        let html = self.html;
        let Some(start) = memchr(b'<', &html.as_bytes()[self.at..place]).map(|found| self.at + found) else {
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
        let name = tag.split(|ch: char| ch.is_ascii_whitespace() || ch == '/').next().unwrap_or_default();
        if !closes && is_one_of(name, RAW) {
            // Scripts and the like may contain text that looks like a tag.
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

/// All positions of a text after `from`. A long text is searched for by its prefix, because preparing a search for all
/// of it would take longer than writing the page.
fn places<'h>(html: &'h str, from: usize, text: &'h str) -> impl Iterator<Item = usize> + use<'h> {
    let beginning = &text[..text.floor_char_boundary(BEGINNING)];
    let found = memmem::find_iter(&html.as_bytes()[from..], beginning.as_bytes());
    found.map(move |at| from + at).filter(move |at| html.as_bytes()[*at..].starts_with(text.as_bytes()))
}

/// The end of the content of a script or the like.
fn end_of_raw(html: &str, from: usize, name: &str) -> usize {
    let mut ends = html[from..].match_indices("</").map(|(at, _)| from + at);
    let is_own = |at: &usize| html.get(at + 2..at + 2 + name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name));
    ends.find(is_own).unwrap_or(html.len())
}

/// Whether a match consists of whole words: 'PT-001' is neither in 'PT-0012' nor in the address '/r/PT-001/'.
fn is_whole(html: &str, at: usize, length: usize) -> bool {
    let goes_on = |letter: char| letter.is_alphanumeric() || matches!(letter, '/' | '-' | '_');
    let before = html[..at].chars().next_back();
    let after = html[at + length..].chars().next();
    !before.is_some_and(goes_on) && !after.is_some_and(goes_on)
}

/// Whether a position is outside tags.
fn is_in_text(html: &str, at: usize) -> bool {
    let bytes = html.as_bytes();
    memrchr2(b'<', b'>', &bytes[..at]).is_none_or(|last| bytes[last] == b'>')
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// The length of a tag, including its angle brackets. A '>' in quotes does not end it.
fn tag_length(html: &str) -> usize {
    let bytes = html.as_bytes();
    let mut at = 0;
    while let Some(found) = memchr3(b'>', b'"', b'\'', &bytes[at..]).map(|found| at + found) {
        if bytes[found] == b'>' {
            return found + 1;
        }
        match memchr(bytes[found], &bytes[found + 1..]) {
            Some(close) => at = found + 1 + close + 1,
            None => break,
        }
    }
    html.len()
}

/// Whether an element with this name and these attributes hides its content.
fn hides(name: &str, attributes: &str) -> bool {
    if is_one_of(name, VOID) {
        return false;
    }
    if is_one_of(name, UNSEEN) || (name.eq_ignore_ascii_case("dialog") && !has_attribute(attributes, "open")) {
        return true;
    }
    // A quick check that rules out most tags.
    if !["hidden", "none", "popover"].iter().any(|word| attributes.contains(word)) {
        return false;
    }
    let written: String = attributes.split_ascii_whitespace().collect();
    ["hidden", "popover"].iter().any(|name| has_attribute(attributes, name))
        || ["display:none", "visibility:hidden", "aria-hidden=\"true\"", "visually-hidden"]
            .iter()
            .any(|hiding| written.contains(hiding))
}

/// Whether a tag has an attribute with this name.
fn has_attribute(attributes: &str, name: &str) -> bool {
    attributes.match_indices(name).any(|(at, _)| {
        let before = attributes[..at].chars().next_back();
        let after = attributes[at + name.len()..].chars().next();
        let quotes = attributes[..at].matches('"').count();
        before.is_some_and(|ch| ch.is_ascii_whitespace())
            && after.is_none_or(|ch| ch.is_ascii_whitespace() || matches!(ch, '=' | '/'))
            && quotes.is_multiple_of(2)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_shown(html: &str, shown: bool) {
        assert_eq!(ShownPage::new(html, None).says("PT-001"), shown, "{html}");
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
        assert!(!ShownPage::new(html, Some(part)).says("PT-001"));
        assert!(ShownPage::new(&more, Some(part)).says("PT-001"));
        assert!(ShownPage::new(html, None).has_part(&format!("{part}\n")));
        assert!(!ShownPage::new(html, None).has_part("<p>See PT-002.</p>"));
        let comment = "<body><!--<p>See PT-001.</p>-->";
        assert!(!ShownPage::new(comment, None).has_part(part));
        assert!(!ShownPage::new(comment, Some(part)).has_own_text());
        assert!(ShownPage::new(html, Some(part)).has_own_text());
        // Positions before the last match are still known.
        let mut page = ShownPage::new("<body><p hidden>A</p><p>B</p><p>C</p>", None);
        assert!(page.says("C") && page.says("B") && !page.says("A"));
    }
}
