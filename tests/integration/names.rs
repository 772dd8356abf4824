//! Every type name has one meaning: no two types of `src` have the same name.

use std::collections::BTreeMap;
use std::path::Path;

use regex::Regex;
use walkdir::WalkDir;

/// Names that several files may use, with the folder of these files.
const CONVENTIONS: [(&str, &str); 1] = [("Arguments", "src/cli/")];

#[test]
fn no_type_name_is_used_twice() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let declared = Regex::new(r"(?m)^(?:pub(?:\([^)]*\))? )?(?:struct|enum|trait|type|union) ([A-Z]\w*)").unwrap();
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for entry in WalkDir::new(root.join("src")).sort_by_file_name() {
        let entry = entry.unwrap();
        if entry.path().extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let path = entry.path().strip_prefix(root).unwrap().to_str().unwrap().to_owned();
        for name in declared.captures_iter(&std::fs::read_to_string(entry.path()).unwrap()) {
            places.entry(name[1].to_owned()).or_default().push(path.clone());
        }
    }
    assert!(places.len() > 500, "{} types were found", places.len());
    let is_convention = |name: &str, files: &[String]| {
        let mut folders = CONVENTIONS.iter().filter(|(known, _)| *known == name);
        folders.any(|(_, folder)| files.iter().all(|file| file.starts_with(folder)))
    };
    let twice = places.into_iter().filter(|(name, files)| files.len() > 1 && !is_convention(name, files));
    assert_eq!(twice.collect::<Vec<_>>(), []);
}
