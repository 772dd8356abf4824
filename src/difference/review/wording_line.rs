//! The lines of a wording in its normal form.

/// A line of a wording with the parts of its text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct WordingLine {
    /// How many lines contain it: 0 at the top.
    pub depth: usize,
    /// What it is: `text`, `heading`, `row`.
    pub kind: String,
    /// The level of a heading, the kind of a card, the first number of a list.
    pub detail: String,
    /// Its words, still with the marks for line breaks and cells.
    pub words: String,
    /// Its links, pictures and emphasised words: `link words -> target`.
    pub parts: Vec<String>,
    /// The words of the first line in it, by which lines that only contain others are recognised.
    pub first_words: String,
}

/// Kinds of lines that only contain others.
const CONTAINERS: &[&str] = &["bullets", "numbers", "item", "table", "quote", "meaning", "help", "note"];

/// Kinds of lines with a detail before their words.
const DETAILED: &[&str] = &["heading", "card", "note", "numbers"];

impl WordingLine {
    /// Whether it only contains others.
    pub fn is_container(&self) -> bool {
        CONTAINERS.contains(&self.kind.as_str())
    }

    /// Its words as people read them. A line break is a space.
    pub fn readable(&self) -> String {
        readable(&self.words)
    }

    /// The cells of a row, as people read them.
    pub fn cells(&self) -> Vec<String> {
        self.words.split(" | ").map(readable).collect()
    }

    /// The targets of its parts of a kind, such as `picture`.
    pub fn parts_of<'l>(&'l self, kind: &'l str) -> impl Iterator<Item = &'l str> {
        self.parts.iter().filter_map(move |part| part.strip_prefix(kind)?.strip_prefix(' '))
    }
}

/// A text of the form as people read it.
pub(super) fn readable(text: &str) -> String {
    text.replace("\\|", "|").replace(" \\n ", " ").replace("\\\\", "\\").trim().to_owned()
}

/// The lines of a wording, without its first, which is the number of the form.
pub(super) fn lines_of(form: &str) -> Vec<WordingLine> {
    let mut lines: Vec<WordingLine> = Vec::new();
    for written in form.lines().skip(1) {
        let line = written.trim_start();
        let depth = (written.len() - line.len()) / 2;
        let (kind, rest) = line.split_once(' ').unwrap_or((line, ""));
        if kind == "+" {
            if let Some(last) = lines.last_mut() {
                last.parts.push(rest.to_owned());
            }
            continue;
        }
        let (detail, words) = match DETAILED.contains(&kind) {
            true => rest.split_once(' ').unwrap_or((rest, "")),
            false => ("", rest),
        };
        lines.push(WordingLine {
            depth,
            kind: kind.to_owned(),
            detail: detail.to_owned(),
            words: words.to_owned(),
            parts: Vec::new(),
            first_words: String::new(),
        });
    }
    for at in (0..lines.len()).rev() {
        let next = lines.get(at + 1).filter(|next| lines[at].is_container() && next.depth > lines[at].depth);
        let first = next.map(|next| if next.is_container() { next.first_words.clone() } else { next.words.clone() });
        lines[at].first_words = first.unwrap_or_default();
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_have_their_depth_words_and_parts() {
        let lines = lines_of(
            "wording 1\ncard warning Take care\n  text Read \\\\ \\n this\n  + link this -> PT-002\nrow a | b \\| c\n",
        );
        assert_eq!(
            (lines[0].kind.as_str(), lines[0].detail.as_str(), lines[0].words.as_str()),
            ("card", "warning", "Take care")
        );
        assert_eq!((lines[1].depth, lines[1].readable().as_str()), (1, "Read \\ this"));
        assert_eq!(lines[1].parts_of("link").collect::<Vec<_>>(), ["this -> PT-002"]);
        assert_eq!(lines[2].cells(), ["a", "b | c"]);
    }
}
