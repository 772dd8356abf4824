//! Finds the known name closest to a mistyped one.

/// The name among `known` that is closest to `typed`, if one is close enough to be worth showing.
///
/// Case does not count. Up to a third of the characters, at most four, may differ. Of two equally close names, the
/// first in alphabetical order wins, so that the same mistake always leads to the same suggestion.
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let known: Vec<&'a str> = known.into_iter().collect();
    let names: NearestNames = known.iter().copied().collect();
    names.find(typed).map(|found| known[found.index])
}

/// The only name among `known` that a mistyped one can have meant: one character is wrong, or two in a name of eight or
/// more, and no other name is as close. Case does not count.
pub fn certain<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = typed.to_lowercase();
    let mut best: Option<(usize, &'a str)> = None;
    let mut is_unique = true;
    let length = wanted.chars().count();
    for name in known.into_iter().filter(|name| name.chars().count().abs_diff(length) <= 2) {
        let distance = strsim::osa_distance(&wanted, &name.to_lowercase());
        match best {
            Some((least, _)) if distance > least => {}
            Some((least, _)) if distance == least => is_unique = false,
            _ => (best, is_unique) = (Some((distance, name)), true),
        }
    }
    let (distance, name) = best?;
    let allowed = if name.chars().count() >= 8 { 2 } else { 1 };
    (is_unique && distance <= allowed).then_some(name)
}

/// Names for repeated searches, sorted by length.
#[derive(Clone, Debug, Default)]
pub struct NearestNames {
    names: Vec<IndexedName>,
}

#[derive(Clone, Debug)]
struct IndexedName {
    name: Box<str>,
    lower: Box<str>,
    /// Its length in characters.
    length: usize,
    letters: LetterCounts,
    /// Its index in the original list.
    index: usize,
}

impl<'a> FromIterator<&'a str> for NearestNames {
    fn from_iter<I: IntoIterator<Item = &'a str>>(names: I) -> Self {
        let name = |(index, name): (usize, &'a str)| {
            let lower: Box<str> = name.to_lowercase().into();
            IndexedName { name: name.into(), length: lower.chars().count(), letters: letters_of(&lower), lower, index }
        };
        let mut names: Vec<IndexedName> = names.into_iter().enumerate().map(name).collect();
        names.sort_by(|a, b| (a.length, &a.name, a.index).cmp(&(b.length, &b.name, b.index)));
        names.dedup_by(|later, earlier| later.name == earlier.name);
        Self { names }
    }
}

impl NearestNames {
    /// The name closest to `typed`, as in [`nearest`].
    pub fn nearest(&self, typed: &str) -> Option<&str> {
        self.find(typed).map(|found| &*found.name)
    }

    fn find(&self, typed: &str) -> Option<&IndexedName> {
        let wanted = typed.to_lowercase();
        let length = wanted.chars().count();
        let allowed = (length / 3).clamp(1, 4);
        let letters = letters_of(&wanted);
        let from = self.names.partition_point(|name| name.length + allowed < length);
        let to = self.names.partition_point(|name| name.length <= length + allowed);
        let mut best: Option<(usize, &IndexedName)> = None;
        for name in &self.names[from..to] {
            // One edit changes the counts of at most two letters by one each. This cheap test avoids the slow one for
            // nearly all names, so that ten thousand titles can be searched for each of many mistakes.
            if difference(&name.letters, &letters) > allowed * 2 {
                continue;
            }
            let distance = strsim::osa_distance(&wanted, &name.lower);
            let better = |(least, first): (usize, &IndexedName)| (distance, &name.name) < (least, &first.name);
            if distance <= allowed && best.is_none_or(better) {
                best = Some((distance, name));
            }
        }
        best.map(|(_, name)| name)
    }
}

/// How often each character occurs; those with the same last five bits are counted together.
type LetterCounts = [u8; 32];

fn letters_of(text: &str) -> LetterCounts {
    let mut letters = [0_u8; 32];
    for letter in text.chars() {
        let place = &mut letters[letter as usize % 32];
        *place = place.saturating_add(1);
    }
    letters
}

fn difference(one: &LetterCounts, other: &LetterCounts) -> usize {
    let sum: u16 = one.iter().zip(other).map(|(one, other)| u16::from(one.abs_diff(*other))).sum();
    usize::from(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_typing_mistakes_and_ignores_other_names() {
        let known = ["archive_date", "alternatives", "audience"];
        assert_eq!(nearest("archive_dat", known), Some("archive_date"));
        assert_eq!(nearest("Archive_Date", known), Some("archive_date"));
        assert_eq!(nearest("alternitaves", known), Some("alternatives"));
        assert_eq!(nearest("colour", known), None);
    }

    #[test]
    fn is_certain_of_one_name_only() {
        let known = ["archive_date", "summary", "related", "replaces", "kind"];
        assert_eq!(certain("sumary", known), Some("summary"));
        assert_eq!(certain("Summary", known), Some("summary"));
        assert_eq!(certain("archive date", known), Some("archive_date"));
        assert_eq!(certain("archiv-date", known), Some("archive_date"));
        assert_eq!(certain("sumry", known), None, "two letters of a short name");
        assert_eq!(certain("kin", known), Some("kind"));
        assert_eq!(certain("colour", known), None);
        assert_eq!(certain("abd", ["abc", "abe"]), None, "two are as close");
        assert_eq!(certain("x", []), None);
    }
}
