//! Verifies the record: that every object that its lines refer to is there and unchanged.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::publication_log::{ContentHash, LogLine, ObjectStore, PublicationLog};

/// Something that is wrong with the stored objects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectFault {
    pub message: String,
    /// Whether words that readers had are lost or changed; otherwise only a file is superfluous.
    pub is_damage: bool,
}

/// Compares the objects with the lines of a record. `stored` lists all files in the folder of objects, with the hashes
/// that their names give.
pub fn verify_objects(
    record: &PublicationLog,
    stored: &[(Option<ContentHash>, PathBuf)],
    objects: &dyn ObjectStore,
) -> Vec<ObjectFault> {
    let mut needed: BTreeMap<ContentHash, Vec<String>> = BTreeMap::new();
    for line in record.lines() {
        let of_line = line.object.iter().map(|hash| (*hash, "words of"));
        for (hash, what) in of_line.chain(line.files.iter().map(|file| (file.hash, "file shown by"))) {
            needed.entry(hash).or_default().push(format!("{what} {}", named(line)));
        }
    }
    let there: BTreeSet<ContentHash> = stored.iter().filter_map(|(hash, _)| *hash).collect();
    let mut faults = Vec::new();
    for (hash, uses) in &needed {
        let what = match &uses[..] {
            [] => continue,
            [one] => one.clone(),
            [first, rest @ ..] => format!("{first} and {} more", rest.len()),
        };
        if !there.contains(hash) {
            let message = format!("The object {hash} is missing: {what}.");
            faults.push(ObjectFault { message, is_damage: true });
        } else if objects.object(hash).is_none() {
            let message = format!("The object {hash} was changed or is damaged: {what}.");
            faults.push(ObjectFault { message, is_damage: true });
        }
    }
    for (hash, path) in stored {
        let is_needed = hash.is_some_and(|hash| needed.contains_key(&hash));
        if !is_needed {
            faults.push(ObjectFault { message: superfluous(path), is_damage: false });
        }
    }
    faults
}

fn superfluous(path: &Path) -> String {
    format!(
        "The file '{}' belongs to no line of the record. A build that was stopped may have left it.",
        path.display()
    )
}

/// `version 3 of PT-001`, `version 1 of PT-001 (cy)`
fn named(line: &LogLine) -> String {
    let language = line.language.as_ref().map_or(String::new(), |language| format!(" ({language})"));
    format!("version {} of {}{language}", line.version.unwrap_or(1), line.entry.reference)
}
