//! Names have one meaning: no two types of `src` have the same name, and names that were replaced are not used again.

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

/// Names that said too little or meant several things, and were replaced.
const REPLACED: &str = "Met Lack Looked Ties short_word Machine Workshop Kept kept Made Left Said Heard Press Sheet \
    Around Surroundings Reading Readings way Moved MovedTo lasting Reached Clash Collision Mending mended_by mend Bench \
    Door Stand Sweep Panel Question Wanted Own neighbours Row trial garden plants Given Heads Beginnings sign metadata \
    recorded record Account Refusal filling typed Touches side Known Show FEW MANY MOST LONGEST Fixed";

#[test]
fn replaced_names_are_not_used_again() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let declared = Regex::new(r"(?m)\b(?:struct|enum|trait|type|union|fn|mod|const|static) (\w+)").unwrap();
    let comment = Regex::new(r"//[^\n]*").unwrap();
    let replaced: Vec<&str> = REPLACED.split_whitespace().collect();
    let (mut found, mut names) = (Vec::new(), 0);
    for entry in WalkDir::new(root.join("src")).sort_by_file_name() {
        let entry = entry.unwrap();
        let name = entry.file_name().to_str().unwrap();
        let Some(stem) = name.strip_suffix(".rs") else { continue };
        let text = std::fs::read_to_string(entry.path()).unwrap();
        let code = comment.replace_all(&text, "");
        for name in declared.captures_iter(&code).map(|name| name.get(1).unwrap().as_str()).chain([stem]) {
            names += 1;
            if replaced.contains(&name) {
                found.push(format!("'{name}' in {}", entry.path().display()));
            }
        }
    }
    assert!(names > 2_000, "only {names} names were found");
    assert_eq!(found, Vec::<String>::new());
}
