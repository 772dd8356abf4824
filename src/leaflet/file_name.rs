//! File names for new leaflets.

/// The maximum length: some systems limit paths to 255 bytes.
const MAX_NAME_BYTES: usize = 80;

/// Names reserved by Windows.
const RESERVED: &[&str] = &["con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "lpt1", "lpt2", "lpt3"];

/// A file name made from the title, or from the previous file name if there is no title: lower case, digits, hyphens.
pub fn file_name(title: Option<&str>, file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let found = title.map(tidy).filter(|name| !name.is_empty()).unwrap_or_else(|| tidy(stem));
    match found.as_str() {
        "" => "leaflet".to_owned(),
        reserved if RESERVED.contains(&reserved) => format!("{reserved}-leaflet"),
        _ => found,
    }
}

fn tidy(text: &str) -> String {
    let mut name = String::new();
    for word in text.split(|ch: char| !ch.is_alphanumeric() && !is_mark(ch) && !matches!(ch, '\'' | '’')) {
        let word: String = word.chars().filter(|ch| !matches!(ch, '\'' | '’')).flat_map(char::to_lowercase).collect();
        if word.is_empty() {
            continue;
        }
        if name.chars().count() + word.chars().count() >= MAX_NAME_BYTES {
            if name.is_empty() {
                name = word.chars().take(MAX_NAME_BYTES).collect();
            }
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.push_str(&word);
    }
    name
}

/// Whether a character combines with the one before it.
fn is_mark(ch: char) -> bool {
    matches!(u32::from(ch), 0x300..=0x36f | 0x64b..=0x65f | 0x900..=0x903 | 0x93a..=0x94f | 0x200c..=0x200d)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_readable_and_safe() {
        assert_eq!(file_name(Some("What's ‘CBT’? A guide"), "a.docx"), "whats-cbt-a-guide");
        assert_eq!(file_name(Some("Über Ängste"), "a.docx"), "über-ängste");
        assert_eq!(file_name(None, "PIL 123 v2.0 (final).docx"), "pil-123-v2-0-final");
        assert_eq!(file_name(Some("???"), "../..docx"), "leaflet");
        assert_eq!(file_name(None, "CON.txt"), "con-leaflet");
        assert_eq!(file_name(Some("العلاج المعرفي"), "a.docx"), "العلاج-المعرفي");
        assert!(file_name(Some(&"long ".repeat(100)), "a.docx").len() <= MAX_NAME_BYTES);
    }
}
