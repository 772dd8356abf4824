//! Suggestions for mistyped names.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::manuscript_id::ManuscriptId;
use super::texts::Texts;
use crate::leaflet::FrontMatter;
use crate::source::{FileRole, SourceId};
use crate::text::nearest::NearestNames;

/// Names to suggest for mistyped ones. Each list is built on first use.
#[derive(Default)]
pub(super) struct NameSuggestions {
    references: OnceLock<NearestNames>,
    titles: OnceLock<NearestNames>,
    files: OnceLock<FileNames>,
}

/// The files that links can lead to.
struct FileNames {
    /// By name in lower case, the first file in order.
    by_name: HashMap<String, SourceId>,
    /// By file extension, the names without extension.
    by_ending: HashMap<String, (NearestNames, HashMap<Box<str>, SourceId>)>,
}

impl NameSuggestions {
    fn names(texts: &Texts<'_>, name: fn(&FrontMatter) -> Option<&str>) -> NearestNames {
        let leaflets = texts.manuscripts.iter().filter(|manuscript| manuscript.role == FileRole::Leaflet);
        leaflets.filter_map(|leaflet| name(&leaflet.front_matter)).collect()
    }

    /// The reference closest to a mistyped one.
    pub fn reference(&self, texts: &Texts<'_>, typed: &str) -> Option<&str> {
        let names = || Self::names(texts, |fields| fields.reference.as_ref().map(|reference| &*reference.value));
        self.references.get_or_init(names).nearest(without_fragment(typed))
    }

    /// The title closest to a mistyped one.
    pub fn title(&self, texts: &Texts<'_>, typed: &str) -> Option<&str> {
        let names = || Self::names(texts, |fields| fields.title.as_ref().map(|title| &*title.value));
        self.titles.get_or_init(names).nearest(without_fragment(typed))
    }

    /// The most likely target of a broken link: a file of the same name elsewhere, otherwise the closest name with the
    /// same extension. The path is relative to the manuscript's file, so that it can be copied.
    pub fn file(&self, texts: &Texts<'_>, from: ManuscriptId, written: &str) -> Option<String> {
        let path = without_fragment(written);
        let fragment = &written[path.len()..];
        let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
        let files = self.files.get_or_init(|| FileNames::of(texts));
        let (stem, ending) = stem_and_ending(&name);
        let found = files.by_name.get(&name).copied().or_else(|| {
            let (names, paths) = files.by_ending.get(ending)?;
            paths.get(names.nearest(stem)?).copied()
        })?;
        Some(format!("{}{fragment}", relative_path(texts.path(from), &texts.sources.file(found).path)))
    }
}

impl FileNames {
    fn of(texts: &Texts<'_>) -> Self {
        let can_be_linked = |role| {
            matches!(role, FileRole::Leaflet | FileRole::Page | FileRole::Pack | FileRole::Asset | FileRole::Static)
        };
        let mut by_name = HashMap::new();
        let mut by_ending: HashMap<String, HashMap<Box<str>, SourceId>> = HashMap::new();
        for (id, file) in texts.sources.iter().filter(|(_, file)| can_be_linked(file.role)) {
            by_name.entry(file.name().to_lowercase()).or_insert(id);
            let (stem, ending) = stem_and_ending(file.name());
            by_ending.entry(ending.to_lowercase()).or_default().entry(stem.into()).or_insert(id);
        }
        let with_names = |(ending, files): (String, HashMap<Box<str>, SourceId>)| {
            let names = files.keys().map(|name| &**name).collect();
            (ending, (names, files))
        };
        Self { by_name, by_ending: by_ending.into_iter().map(with_names).collect() }
    }
}

fn without_fragment(written: &str) -> &str {
    written.split('#').next().unwrap_or(written)
}

/// Splits a file name into its stem and its extension, which is `md` if missing.
fn stem_and_ending(name: &str) -> (&str, &str) {
    name.rsplit_once('.').unwrap_or((name, "md"))
}

/// The path from one file to another: `../static/map.pdf`.
fn relative_path(from: &str, to: &str) -> String {
    let folders = |path: &str| path.split('/').map(str::to_owned).collect::<Vec<_>>();
    let (mut from, to) = (folders(from), folders(to));
    from.pop();
    let shared = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    let up = std::iter::repeat_n("..".to_owned(), from.len() - shared);
    up.chain(to.into_iter().skip(shared)).collect::<Vec<_>>().join("/")
}
