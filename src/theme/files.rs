//! The files of a theme: the built-in ones, some of them replaced by the site's own.

use include_dir::Dir;

use crate::source::SourceId;
use crate::text::nearest::nearest;

/// A theme file of the site's own.
#[derive(Clone, Copy, Debug)]
pub struct ThemeFile<'a> {
    /// Its name within the theme: `templates/leaflet.html`.
    pub name: &'a str,
    /// The source file.
    pub source: SourceId,
    /// Its content.
    pub bytes: &'a [u8],
}

/// All files of a theme.
pub(super) struct ThemeFiles {
    /// Names and contents, in order of the names.
    pub all: Vec<(String, Vec<u8>)>,
    /// The number of the site's own files that differ from the built-in ones.
    pub changed: usize,
    /// The names of the built-in files.
    built_in: Vec<String>,
}

impl ThemeFiles {
    /// The built-in files, replaced and extended by the site's own.
    pub fn new(built_in: &'static Dir<'static>, own: &[ThemeFile<'_>]) -> Self {
        let mut all: Vec<(String, Vec<u8>)> = Vec::new();
        collect(built_in, &mut all);
        let names = all.iter().map(|(name, _)| name.clone()).collect();
        let mut changed = 0;
        for file in own {
            match all.iter_mut().find(|(name, _)| name == file.name) {
                Some((_, bytes)) if bytes == file.bytes => {}
                Some((_, bytes)) => {
                    *bytes = file.bytes.to_vec();
                    changed += 1;
                }
                None => {
                    all.push((file.name.to_owned(), file.bytes.to_vec()));
                    changed += 1;
                }
            }
        }
        all.sort();
        Self { all, changed, built_in: names }
    }

    /// The site's own files that replace no built-in one and that no other file mentions, each with the name most
    /// likely meant.
    pub fn unused(&self) -> Vec<(String, Option<String>)> {
        let texts: Vec<(&str, &str)> = self
            .all
            .iter()
            .filter_map(|(name, bytes)| Some((name.as_str(), std::str::from_utf8(bytes).ok()?)))
            .collect();
        let is_used = |name: &str| {
            let (folder, file) = name.split_once('/').unwrap_or(("", name));
            let says = |text: &str| text.contains(file.rsplit('/').next().unwrap_or(file));
            match folder {
                // Words in any language are used if there is a leaflet in it.
                "words" => file.ends_with(".yaml"),
                // Every font may be used for characters that the others do not have.
                "fonts" => true,
                "templates" | "assets" | "pdf" => texts.iter().any(|(other, text)| *other != name && says(text)),
                // Notes by the authors of a theme for one another.
                "" => ["README", "LICENCE", "LICENSE", "NOTICE"].iter().any(|known| file.starts_with(known)),
                _ => false,
            }
        };
        let additions = self.all.iter().map(|(name, _)| name).filter(|name| !self.built_in.contains(name));
        let unused = additions.filter(|name| !is_used(name));
        unused.map(|name| (name.clone(), self.meant(name))).collect()
    }

    /// The built-in file most likely meant: one with the same file name in its folder, or with a similar name.
    fn meant(&self, name: &str) -> Option<String> {
        let last = name.rsplit('/').next().unwrap_or(name);
        let same = self.built_in.iter().find(|known| known.rsplit('/').next() == Some(last));
        same.map(String::as_str).or_else(|| nearest(name, self.built_in.iter().map(String::as_str))).map(str::to_owned)
    }
}

fn collect(folder: &'static Dir<'static>, files: &mut Vec<(String, Vec<u8>)>) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        files.push((path, file.contents().to_vec()));
    }
    for below in folder.dirs() {
        collect(below, files);
    }
}
