//! The site folders in the repository: the example content, and the sites of `tests/sites`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use pamphlet::date::{self, Date};

use super::site::{NO_FORMATS, Site, pamphlet, tree};

/// A copy of a site of `tests/sites`, without other formats than pages.
pub fn site(name: &str) -> Site {
    let site = site_with_formats(name);
    site.write("content/site.yaml", site.read("content/site.yaml") + "\n" + NO_FORMATS);
    site
}

/// An unchanged copy of a site of `tests/sites`.
pub fn site_with_formats(name: &str) -> Site {
    let site = Site::empty();
    for (path, bytes) in tree(&repository().join("tests/sites").join(name)) {
        if !path.ends_with('/') {
            site.write(path, bytes);
        }
    }
    site
}

/// The root of the repository.
pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Builds a site for a day into its folder `out`. The site must be valid.
#[track_caller]
pub fn build(site: &Site, out: &str, today: &str, more: &[&str]) -> PathBuf {
    pamphlet(site.path(), &[&["build", "--out", out, "--today", today], more].concat()).exits(0);
    site.join(out)
}

/// A text of `content/`, as its author wrote it.
#[derive(Clone, Debug)]
pub struct LeafletFile {
    /// The last part of its address: the file name without `.md`, in lower case with hyphens.
    pub slug: String,
    /// The fields that have a single line.
    pub fields: BTreeMap<String, String>,
}

impl LeafletFile {
    /// A field that must exist.
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or_else(|| panic!("'{}' has no field '{name}'", self.slug), String::as_str)
    }

    /// A field that is a date.
    pub fn day(&self, name: &str) -> Date {
        date::parse(self.field(name)).unwrap_or_else(|fault| panic!("'{}', '{name}': {fault:?}", self.slug))
    }
}

/// The texts in a folder of the example content, without translations.
pub fn written(folder: &str) -> Vec<LeafletFile> {
    let found = written_in(&repository().join("content").join(folder));
    assert!(!found.is_empty(), "there is nothing in content/{folder}");
    found
}

fn written_in(folder: &Path) -> Vec<LeafletFile> {
    let mut found = Vec::new();
    for (path, bytes) in tree(folder) {
        let name = path.rsplit('/').next().unwrap();
        let Some(slug) = name.strip_suffix(".md").filter(|slug| !slug.contains('.')) else { continue };
        let text = String::from_utf8(bytes).unwrap();
        let mut fields = BTreeMap::new();
        for line in text.lines().skip(1).take_while(|line| *line != "---") {
            if let Some((name, value)) = line.split_once(": ").filter(|_| !line.starts_with(' ')) {
                let value = value.split(" #").next().unwrap().trim().trim_matches(['"', '\'']);
                fields.insert(name.to_owned(), value.to_owned());
            }
        }
        let slug = slug.split_whitespace().collect::<Vec<_>>().join("-").to_lowercase();
        found.push(LeafletFile { slug, fields });
    }
    found
}

/// The first day on which all texts of the example content have been updated.
pub fn first_day() -> Date {
    let texts = written("leaflets").into_iter().chain(written("pages"));
    texts.filter(|text| text.fields.contains_key("last_updated")).map(|text| text.day("last_updated")).max().unwrap()
}
