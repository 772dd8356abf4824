//! A part uses only parts on lower layers, and no file imports in a cycle: the paths in `src` are compared with the
//! table below.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use walkdir::WalkDir;

/// A part, its layer, and the parts that it may use.
type Row = (&'static str, u8, &'static [&'static str]);

/// From the lowest layer to the highest. A row names only rows above it, so that parts cannot form a cycle.
const LAYERS: &[Row] = &[
    ("xml", 1, &[]),
    ("picture", 1, &["xml"]),
    ("source", 1, &["picture"]),
    ("language", 1, &[]),
    ("date", 1, &[]),
    ("text", 1, &["source"]),
    ("yaml", 1, &["source"]),
    ("diagnostic", 2, &["source"]),
    ("publication_log", 2, &["source"]),
    ("markdown", 2, &["source", "text"]),
    ("settings", 2, &["source", "language", "date", "yaml"]),
    ("glossary", 2, &["source", "date", "yaml"]),
    ("theme", 2, &["source", "language", "date", "text", "yaml", "markdown"]),
    ("rendering", 2, &["source", "diagnostic", "theme"]),
    ("leaflet", 3, &["source", "language", "date", "text", "yaml", "markdown"]),
    ("disk", 3, &["picture", "source", "diagnostic", "publication_log", "rendering"]),
    ("present", 3, &["source", "date", "text", "diagnostic"]),
    ("import", 4, &["xml", "picture", "source", "language", "date", "text", "markdown", "leaflet"]),
    ("library", 4, &["source", "language", "date", "text", "markdown", "glossary", "leaflet"]),
    (
        "site",
        5,
        &[
            "source",
            "language",
            "date",
            "text",
            "publication_log",
            "markdown",
            "settings",
            "rendering",
            "leaflet",
            "library",
        ],
    ),
    (
        "versions",
        6,
        &[
            "picture",
            "source",
            "date",
            "text",
            "diagnostic",
            "publication_log",
            "markdown",
            "settings",
            "glossary",
            "rendering",
            "leaflet",
            "library",
            "site",
        ],
    ),
    ("difference", 7, &["language", "date", "text", "diagnostic", "publication_log", "markdown"]),
    ("register", 7, &["source", "language", "date", "text", "settings", "theme", "leaflet", "library", "site"]),
    (
        "check",
        7,
        &[
            "picture",
            "source",
            "language",
            "date",
            "text",
            "yaml",
            "diagnostic",
            "publication_log",
            "markdown",
            "settings",
            "glossary",
            "theme",
            "rendering",
            "leaflet",
            "library",
            "site",
            "versions",
        ],
    ),
    (
        "render",
        7,
        &[
            "picture",
            "source",
            "language",
            "date",
            "text",
            "yaml",
            "diagnostic",
            "markdown",
            "settings",
            "glossary",
            "theme",
            "rendering",
            "leaflet",
            "library",
            "site",
            "versions",
        ],
    ),
    (
        "start",
        8,
        &["source", "language", "date", "text", "diagnostic", "publication_log", "settings", "leaflet", "check"],
    ),
    ("manual", 8, &["source", "settings", "leaflet", "site", "check"]),
    (
        "pipeline",
        8,
        &[
            "source",
            "date",
            "diagnostic",
            "publication_log",
            "settings",
            "glossary",
            "theme",
            "rendering",
            "leaflet",
            "library",
            "site",
            "versions",
            "register",
            "check",
            "render",
        ],
    ),
    (
        "serve",
        9,
        &[
            "source",
            "date",
            "yaml",
            "diagnostic",
            "settings",
            "theme",
            "rendering",
            "leaflet",
            "disk",
            "present",
            "library",
            "site",
            "render",
            "pipeline",
        ],
    ),
    (
        "cli",
        10,
        &[
            "source",
            "language",
            "date",
            "text",
            "yaml",
            "diagnostic",
            "publication_log",
            "markdown",
            "settings",
            "glossary",
            "theme",
            "rendering",
            "leaflet",
            "disk",
            "present",
            "import",
            "library",
            "site",
            "versions",
            "difference",
            "register",
            "check",
            "render",
            "start",
            "manual",
            "pipeline",
            "serve",
        ],
    ),
];

/// What `main.rs` may use.
const MAIN: &[&str] = &["cli"];

#[test]
fn the_table_has_no_cycle() {
    let faults = faults_of_table(LAYERS);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_part_is_in_the_table_exactly_once() {
    let parts: BTreeSet<String> = files().iter().filter_map(|file| file.part().map(str::to_owned)).collect();
    let rows: Vec<String> = LAYERS.iter().map(|(part, ..)| (*part).to_owned()).collect();
    assert_eq!(rows.len(), rows.iter().collect::<BTreeSet<_>>().len(), "a part is in the table twice");
    assert_eq!(parts, rows.into_iter().collect::<BTreeSet<_>>(), "what is in src, and what is in the table");
    assert!(
        parts.len() <= 30,
        "the crate root has {} modules; move what one folder uses into that folder",
        parts.len()
    );
    let lib = files().into_iter().find(|file| file.path == "lib.rs").unwrap();
    let declared: BTreeSet<String> = lib.modules.iter().cloned().collect();
    assert_eq!(declared, parts, "what lib.rs declares, and what is in src");
}

#[test]
fn a_part_uses_only_parts_on_lower_layers() {
    let mut used = 0;
    let mut faults = Vec::new();
    for file in files() {
        let allowed = match file.part() {
            Some(part) => LAYERS.iter().find(|(row, ..)| *row == part).map(|(_, _, uses)| *uses).unwrap_or_default(),
            None if file.path == "main.rs" => MAIN,
            None => continue,
        };
        for (line, path) in &file.paths {
            let Some(part) = path.first().filter(|part| Some(part.as_str()) != file.part()) else { continue };
            used += 1;
            if !allowed.contains(&part.as_str()) {
                let own = file.part().unwrap_or("main.rs");
                faults.push(format!("src/{}:{line}: '{own}' may not use '{part}' ({})", file.path, path.join("::")));
            }
        }
    }
    assert!(used > 100, "only {used} uses of other parts were seen");
    assert!(faults.is_empty(), "{} uses break the table\n{}", faults.len(), faults.join("\n"));
}

/// `mod.rs` is the interface of its folder to the others. Files of the folder share items through files of their own.
#[test]
fn no_file_imports_the_interface_of_its_own_folder() {
    let files = files();
    let interfaces: BTreeMap<Vec<String>, BTreeSet<String>> = files
        .iter()
        .filter(|file| file.is_interface())
        .map(|file| (file.module.clone(), file.modules.iter().cloned().collect()))
        .collect();
    let mut faults: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in &files {
        for (line, path) in &file.paths {
            let around = file.module.len().saturating_sub(1);
            for depth in 1..=around.min(path.len().saturating_sub(1)) {
                let (folder, name) = (&path[..depth], &path[depth]);
                let own = file.module.starts_with(folder) && !(file.is_interface() && file.module == folder);
                if own && interfaces.get(folder).is_some_and(|modules| !modules.contains(name)) {
                    let place = format!("src/{}:{line} takes from src/{}/mod.rs:", file.path, folder.join("/"));
                    faults.entry(place).or_default().push(name.clone());
                }
            }
        }
    }
    let faults: Vec<String> =
        faults.into_iter().map(|(place, names)| format!("{place} {}", names.join(", "))).collect();
    assert!(faults.is_empty(), "{} imports of an interface by its own folder\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn no_files_import_one_another_in_a_cycle() {
    let cycle = cycle_in(&imports_of(&files()));
    assert!(cycle.is_empty(), "these modules import one another in a cycle: {}", cycle.join(" -> "));
}

/// By module, the modules that it imports. `mod.rs` imports the files of its folder, because it re-exports them. Any
/// other file with a folder of its own is continued there, and these files may use it.
fn imports_of(files: &[File]) -> BTreeMap<String, BTreeSet<String>> {
    let modules: BTreeSet<&[String]> = files.iter().map(|file| &file.module[..]).collect();
    let mut imports: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files.iter().filter(|file| !file.module.is_empty()) {
        let children = file
            .modules
            .iter()
            .filter(|_| file.is_interface())
            .map(|child| [&file.module[..], std::slice::from_ref(child)].concat());
        let paths = file.paths.iter().map(|(_, path)| path.clone());
        for path in children.chain(paths) {
            let longest = (1..=path.len()).rev().map(|length| &path[..length]).find(|prefix| modules.contains(prefix));
            if let Some(module) = longest.filter(|module| *module != file.module) {
                imports.entry(file.module.join("::")).or_default().insert(module.join("::"));
            }
        }
    }
    imports
}

/// The modules of one cycle, in order, ending with the first again; empty if there is none.
fn cycle_in(imports: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    fn visit<'i>(
        module: &'i str,
        imports: &'i BTreeMap<String, BTreeSet<String>>,
        done: &mut BTreeSet<&'i str>,
        open: &mut Vec<&'i str>,
    ) -> bool {
        if let Some(first) = open.iter().position(|known| *known == module) {
            open.drain(..first);
            open.push(module);
            return true;
        }
        if !done.insert(module) {
            return false;
        }
        open.push(module);
        if imports.get(module).into_iter().flatten().any(|other| visit(other, imports, done, open)) {
            return true;
        }
        open.pop();
        false
    }
    let (mut done, mut open) = (BTreeSet::new(), Vec::new());
    imports.keys().find(|module| visit(module, imports, &mut done, &mut open));
    open.into_iter().map(str::to_owned).collect()
}

/// Rows that name rows below them, or a row on the wrong layer.
fn faults_of_table(table: &[Row]) -> Vec<String> {
    let mut faults = Vec::new();
    for (index, (part, layer, uses)) in table.iter().enumerate() {
        if table[..index].iter().any(|(_, below, _)| below > layer) {
            faults.push(format!("'{part}' is below a row of a higher layer"));
        }
        for used in *uses {
            match table[..index].iter().find(|(row, ..)| row == used) {
                // On the lowest layers some values are built from others: only the order of the rows counts there.
                Some((_, below, _)) if below < layer || *layer <= 2 => {}
                Some(_) => faults.push(format!("'{part}' names '{used}', which is on the same layer")),
                None => faults.push(format!("'{part}' names '{used}', which is not above it")),
            }
        }
    }
    faults
}

/// A file of `src`.
struct File {
    /// Its path below `src`, with `/` between folders.
    path: String,
    /// The module that it is: `check::rules::missing_title`; nothing for `lib.rs` and `main.rs`.
    module: Vec<String>,
    /// The modules that it declares.
    modules: Vec<String>,
    /// The paths in it to items of this crate, from the root of the crate, each with its line; without tests.
    paths: Vec<(usize, Vec<String>)>,
}

impl File {
    fn read(path: &str, text: &str) -> Self {
        let mut module: Vec<String> = path.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
        if matches!(module.last().map(String::as_str), Some("mod" | "lib" | "main")) {
            module.pop();
        }
        let tokens = without_tests(tokens(text));
        let (modules, inline) = modules(&tokens);
        assert_eq!(
            inline,
            Vec::<String>::new(),
            "src/{path} contains inline modules, which this test cannot read: move them into files"
        );
        let paths = paths(&tokens, &module);
        Self { path: path.to_owned(), module, modules, paths }
    }

    /// The part that it belongs to: the first module of its path.
    fn part(&self) -> Option<&str> {
        self.module.first().map(String::as_str)
    }

    fn is_interface(&self) -> bool {
        self.path.ends_with("/mod.rs")
    }
}

/// All files of `src`, in the order of their paths.
fn files() -> Vec<File> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let entries = WalkDir::new(&folder).sort_by_file_name().into_iter().map(Result::unwrap);
    let sources = entries.filter(|entry| entry.path().extension().is_some_and(|ending| ending == "rs"));
    let files: Vec<File> = sources
        .map(|entry| {
            let parts = entry.path().strip_prefix(&folder).unwrap().components();
            let path = parts.map(|part| part.as_os_str().to_str().unwrap()).collect::<Vec<_>>().join("/");
            File::read(&path, &std::fs::read_to_string(entry.path()).unwrap())
        })
        .collect();
    assert!(files.len() > 40, "there are only {} files in {}", files.len(), folder.display());
    files
}

/// A word or a character of a Rust text, and its line. Comments and texts in quotes are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Token {
    text: String,
    line: usize,
}

fn tokens(source: &str) -> Vec<Token> {
    let letters: Vec<char> = source.chars().collect();
    let at = |index: usize| letters.get(index).copied().unwrap_or('\0');
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut tokens: Vec<Token> = Vec::new();
    let (mut index, mut line) = (0, 1);
    while index < letters.len() {
        let start = index;
        match at(index) {
            '/' if at(index + 1) == '/' => {
                while index < letters.len() && at(index) != '\n' {
                    index += 1;
                }
            }
            '/' if at(index + 1) == '*' => {
                let mut depth = 0;
                loop {
                    match (at(index), at(index + 1)) {
                        ('/', '*') => (depth, index) = (depth + 1, index + 2),
                        ('*', '/') => (depth, index) = (depth - 1, index + 2),
                        _ => index += 1,
                    }
                    if depth == 0 || index >= letters.len() {
                        break;
                    }
                }
            }
            '"' => index = end_of_text(&letters, index),
            // A letter in quotes, or the name of a lifetime.
            '\'' if at(index + 1) == '\\' => {
                index += 3;
                while index < letters.len() && at(index) != '\'' {
                    index += 1;
                }
                index += 1;
            }
            '\'' if at(index + 2) == '\'' => index += 3,
            letter if is_word(letter) => {
                while is_word(at(index)) {
                    index += 1;
                }
                let word: String = letters[start..index].iter().collect();
                let hashes = letters[index..].iter().take_while(|letter| **letter == '#').count();
                if matches!(word.as_str(), "r" | "br" | "cr") && at(index + hashes) == '"' {
                    index += hashes + 1;
                    let end: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
                    while index < letters.len() && !letters[index..].starts_with(&end) {
                        index += 1;
                    }
                    index += end.len();
                } else if !(matches!(word.as_str(), "b" | "c") && at(index) == '"') {
                    tokens.push(Token { text: word, line });
                }
            }
            letter if letter.is_whitespace() => index += 1,
            ':' if at(index + 1) == ':' => {
                tokens.push(Token { text: "::".to_owned(), line });
                index += 2;
            }
            other => {
                tokens.push(Token { text: other.to_string(), line });
                index += 1;
            }
        }
        line += letters[start..index.min(letters.len())].iter().filter(|letter| **letter == '\n').count();
    }
    tokens
}

/// The position after a text in double quotes.
fn end_of_text(letters: &[char], start: usize) -> usize {
    let mut index = start + 1;
    while index < letters.len() {
        match letters[index] {
            '\\' => index += 2,
            '"' => return index + 1,
            _ => index += 1,
        }
    }
    index
}

/// Leaves out every item that is marked `#[cfg(test)]`.
fn without_tests(tokens: Vec<Token>) -> Vec<Token> {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut index = 0;
    while index < tokens.len() {
        let is_mark = tokens[index..].len() >= MARK.len()
            && tokens[index..].iter().zip(MARK).all(|(token, mark)| token.text == mark);
        if !is_mark {
            kept.push(tokens[index].clone());
            index += 1;
            continue;
        }
        // The item ends with its braces, or with a semicolon before any.
        let mut depth = 0;
        while index < tokens.len() {
            let text = tokens[index].text.as_str();
            index += 1;
            match text {
                "{" => depth += 1,
                "}" => depth -= 1,
                _ => {}
            }
            if depth == 0 && matches!(text, "}" | ";") {
                break;
            }
        }
    }
    kept
}

/// The modules that have files of their own, and those that are written out.
fn modules(tokens: &[Token]) -> (Vec<String>, Vec<String>) {
    let (mut files, mut inline) = (Vec::new(), Vec::new());
    for three in tokens.windows(3) {
        match [&three[0], &three[1], &three[2]].map(|token| token.text.as_str()) {
            ["mod", name, ";"] => files.push(name.to_owned()),
            ["mod", name, "{"] => inline.push(name.to_owned()),
            _ => {}
        }
    }
    (files, inline)
}

/// Every path that begins with `crate`, `pamphlet`, `super` or `self`, from the root of the crate.
fn paths(tokens: &[Token], module: &[String]) -> Vec<(usize, Vec<String>)> {
    let mut found = Vec::new();
    let text = |index: usize| tokens.get(index).map_or("", |token| token.text.as_str());
    for index in 0..tokens.len() {
        // After `::`, a path continues; after `in`, it limits visibility: `pub(in crate::render)`.
        let is_start = index == 0 || !matches!(text(index - 1), "::" | "in");
        if !is_start || text(index + 1) != "::" {
            continue;
        }
        let (mut base, mut next) = match text(index) {
            "crate" | "pamphlet" => (Vec::new(), index + 2),
            "self" => (module.to_vec(), index + 2),
            "super" => (module[..module.len().saturating_sub(1)].to_vec(), index + 2),
            _ => continue,
        };
        while text(next) == "super" && text(next + 1) == "::" {
            base.pop();
            next += 2;
        }
        let mut tree = Vec::new();
        branch(tokens, &mut next, base, &mut tree);
        found.extend(tree.into_iter().map(|path| (tokens[index].line, path)));
    }
    found
}

/// What follows a `::`: a name and its continuation, names in braces, or `*`.
fn branch(tokens: &[Token], next: &mut usize, mut base: Vec<String>, found: &mut Vec<Vec<String>>) {
    let text = |index: usize| tokens.get(index).map_or("", |token| token.text.as_str());
    if text(*next) == "{" {
        *next += 1;
        while !matches!(text(*next), "}" | "") {
            branch(tokens, next, base.clone(), found);
            // Another name for it, and the comma.
            while !matches!(text(*next), "," | "}" | "") {
                *next += 1;
            }
            if text(*next) == "," {
                *next += 1;
            }
        }
        *next += 1;
        return;
    }
    let is_name = text(*next).starts_with(|first: char| first.is_alphabetic() || first == '_') || text(*next) == "*";
    if !is_name {
        // `::<Type>`: the path ends before it.
        found.push(base);
        return;
    }
    if text(*next) != "self" {
        base.push(text(*next).to_owned());
    }
    *next += 1;
    if text(*next) == "::" {
        *next += 1;
        branch(tokens, next, base, found);
    } else {
        found.push(base);
    }
}

mod reading {
    use super::*;

    fn named(path: &str, text: &str) -> Vec<String> {
        File::read(path, text).paths.into_iter().map(|(line, path)| format!("{line} {}", path.join("::"))).collect()
    }

    #[test]
    fn every_form_of_path_is_found() {
        let text = "use crate::date::{self, Date};\nuse crate::{source::{Span, SourceId as Id}, yaml};\n\
                    fn f() -> crate::site::Site {\n  crate::disk::read::<u8>(super::theme::X)\n}\npub use crate::check::*;";
        assert_eq!(
            named("pipeline.rs", text),
            [
                "1 date",
                "1 date::Date",
                "2 source::Span",
                "2 source::SourceId",
                "2 yaml",
                "3 site::Site",
                "4 disk::read",
                "4 theme::X",
                "6 check::*"
            ]
        );
        assert_eq!(
            named("check/rules/a.rs", "use super::super::rule::Rule; use super::b; use self::c::D;"),
            ["1 check::rule::Rule", "1 check::rules::b", "1 check::rules::a::c::D"]
        );
        assert_eq!(named("check/mod.rs", "use super::disk; use self::rule::Rule;"), ["1 disk", "1 check::rule::Rule"]);
        assert_eq!(named("main.rs", "fn main() { pamphlet::cli::run() }"), ["1 cli::run"]);
    }

    #[test]
    fn comments_texts_and_tests_are_ignored() {
        let text = "//! crate::a::b\n/* crate::a /* super::c */ crate::d */\n\
                    fn f<'a>(x: &'a str) { \"crate::e \\\" crate::f\"; r#\"crate::g \" \"#; b\"crate::h\"; ('\"', '\\'', 'c'); }\n\
                    #[cfg(test)]\nmod tests {\n  use super::*; fn g() { crate::i::j(); }\n}\n\
                    pub(super) fn k(self: Self) {}\nuse crate::l::M;";
        assert_eq!(named("a.rs", text), ["9 l::M"]);
    }

    #[test]
    fn a_cycle_of_imports_is_noticed() {
        let files = |second: &str| {
            [
                File::read("a/mod.rs", "mod one; mod two; pub use one::X;"),
                File::read("a/one.rs", "use super::two::Y;"),
                File::read("a/two.rs", second),
                File::read("b.rs", "use crate::a::X;"),
            ]
        };
        assert_eq!(cycle_in(&imports_of(&files("use std::fmt;"))), Vec::<String>::new());
        assert_eq!(cycle_in(&imports_of(&files("use crate::a::one::X;"))), ["a::one", "a::two", "a::one"]);
        assert_eq!(cycle_in(&imports_of(&files("use crate::b;"))), ["a", "a::one", "a::two", "b", "a"]);
    }

    #[test]
    fn a_cycle_in_the_table_is_noticed() {
        assert!(faults_of_table(&[("a", 1, &[]), ("b", 1, &["a"]), ("c", 3, &["a", "b"])]).is_empty());
        assert_eq!(faults_of_table(&[("a", 1, &["b"]), ("b", 1, &["a"])]).len(), 1);
        assert_eq!(faults_of_table(&[("a", 1, &["a"])]).len(), 1);
        assert_eq!(faults_of_table(&[("a", 2, &[]), ("b", 1, &[])]).len(), 1);
        assert_eq!(faults_of_table(&[("a", 6, &[]), ("b", 6, &["a"])]).len(), 1);
        assert_eq!(faults_of_table(&[("a", 1, &["unknown"])]).len(), 1);
    }
}
