//! Tracked changes and comments, which must be resolved before the text is final.

use super::xml::XmlElement;
use crate::import::import_failure::ImportFailure;

/// Elements whose words may or may not be part of the final text.
const UNDECIDED: &[&str] = &[
    "w:ins",
    "w:del",
    "w:moveFrom",
    "w:moveTo",
    "w:cellIns",
    "w:cellDel",
    "w:cellMerge",
    "w:moveFromRangeStart",
    "w:moveToRangeStart",
];

/// Rejects a file with tracked changes or comments. Returns whether only formatting changes are tracked.
pub(super) fn refuse(parts: &[&XmlElement], comments: Option<&XmlElement>) -> Result<bool, ImportFailure> {
    let (mut changes, mut formatting, mut marks) = (0_usize, false, 0_usize);
    for part in parts {
        part.walk(&mut |element| match element.name.as_str() {
            name if UNDECIDED.contains(&name) => changes += 1,
            name if name.starts_with("w:") && name.ends_with("Change") => formatting = true,
            "w:commentReference" => marks += 1,
            _ => {}
        });
    }
    let written = comments.map_or(0, |part| part.elements().filter(|element| element.name == "w:comment").count());
    let comments = written.max(marks);
    let counted = |number: usize, one: &str| if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") };
    let accept = "accept or reject all changes (Review, Accept, Accept All Changes)";
    let delete = "delete all comments (Review, Delete, Delete All Comments in Document)";
    let (what, how) = match (changes, comments) {
        (0, 0) => return Ok(formatting),
        (changes, 0) => (counted(changes, "tracked change"), accept.to_owned()),
        (0, comments) => (counted(comments, "comment"), delete.to_owned()),
        (changes, comments) => {
            let what = format!("{} and {}", counted(changes, "tracked change"), counted(comments, "comment"));
            (what, format!("{accept} and {delete}"))
        }
    };
    Err(ImportFailure::new(
        format!("It has {what}: somebody must decide on the final text first."),
        format!("Open it in Word, {how}, save it, and import it again."),
    ))
}
