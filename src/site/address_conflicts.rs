//! Files that would have the same address.

use std::collections::{BTreeMap, BTreeSet};

use super::address::{Address, address_of, path_slug};
use super::files::path_in_site;
use super::groups::Grouping;
use crate::library::{Library, Target};
use crate::rendering::security;
use crate::settings::{FORMATS, Settings};
use crate::source::{FileRole, SourceId};

/// Files that every site generates.
const OWN_FILES: &[&str] = &[
    "index.html",
    "404.html",
    "sitemap.xml",
    "feed.xml",
    "robots.txt",
    "leaflets.json",
    "_redirects",
    "_hosting/nginx.conf",
    "_hosting/apache.htaccess",
    "_hosting/iis-web.config",
    ".pamphlet-site",
    "a-to-z/index.html",
    "conditions/index.html",
    "audience/index.html",
    "department/index.html",
    "compare/index.html",
    "packs/index.html",
    "glossary/index.html",
    "search/index.html",
    "leaflets/index.html",
    "r/index.html",
    "files/index.html",
    "assets/index.html",
    "assets/style.css",
    "assets/pamphlet.js",
    "assets/search.js",
];

/// Files that would have the same address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressConflict {
    pub address: String,
    /// The files, in the order of their paths.
    pub files: Vec<SourceId>,
    /// Whether the site generates a page there.
    pub own: bool,
}

/// All addresses of more than one file, or of a file and a generated page. Case does not count, as on some hosts and
/// disks. A file with the path of another file's folder is a conflict, too.
pub fn address_conflicts(library: &Library<'_>) -> Vec<AddressConflict> {
    let (wanted, own) = wanted(library);
    let mut address_conflicts = Vec::new();
    for (file, files) in &wanted {
        let mut all = files.clone();
        // A file 'about' and a page 'about/index.html'.
        for (at, _) in file.match_indices('/') {
            all.extend(wanted.get(&file[..at]).into_iter().flatten());
        }
        let below = format!("{file}/");
        let holds_own = own.range(below.clone()..).next().is_some_and(|other| other.starts_with(&below));
        let is_in_own = file.match_indices('/').any(|(at, _)| own.contains(&file[..at]));
        let is_own = own.contains(file) || holds_own || is_in_own || may_be_generated(file);
        if all.len() > 1 || is_own {
            all.sort_unstable();
            all.dedup();
            let address = file.strip_suffix("index.html").unwrap_or(file).to_owned();
            address_conflicts.push(AddressConflict { address, files: all, own: is_own });
        }
    }
    address_conflicts
}

/// The paths of published files of the site folder, and those of generated files, both in lower case.
pub(super) fn wanted(library: &Library<'_>) -> (BTreeMap<String, Vec<SourceId>>, BTreeSet<String>) {
    let (manuscripts, sources) = (library.manuscripts(), library.sources);
    let mut wanted: BTreeMap<String, Vec<SourceId>> = BTreeMap::new();
    let mut own: BTreeSet<String> = OWN_FILES.iter().map(|file| (*file).to_owned()).collect();
    // A site may have its own `_headers`; a file that differs from it only in case would exist next to the generated
    // one.
    if sources.find(security::OWN_HEADERS).is_none() {
        own.insert("_headers".to_owned());
    }
    for manuscript in manuscripts {
        if let Some(address) = address_of(manuscript) {
            wanted.entry(address.file().to_lowercase()).or_default().push(manuscript.source);
        } else if manuscript.role == FileRole::Block {
            let language = manuscript.translation.as_ref().map(|translation| translation.language.tag());
            let name =
                format!("{{{{ {} }}}}{}", manuscript.slug, language.map(|tag| format!(".{tag}")).unwrap_or_default());
            wanted.entry(name).or_default().push(manuscript.source);
        }
        if matches!(manuscript.role, FileRole::Leaflet | FileRole::Pack) {
            let reference = manuscript.front_matter.reference.iter();
            own.extend(reference.map(|it| Address::short(&it.value).file().to_lowercase()));
        }
        if manuscript.role == FileRole::Leaflet {
            for grouping in Grouping::ALL {
                let names = grouping.of(&manuscript.front_matter).iter();
                own.extend(names.map(|it| format!("{}/{}/index.html", grouping.name(), path_slug(&it.value))));
            }
        }
    }
    for (id, file) in sources.of_role(FileRole::Static) {
        let path = file.path_in_role().to_lowercase();
        // These pages depend on the leaflets, and no other files may be in their folders.
        if ["a-to-z/", "compare/"].iter().any(|folder| path.starts_with(folder)) && path.ends_with("/index.html") {
            own.insert(path.clone());
        }
        wanted.entry(path).or_default().push(id);
    }
    for id in used_assets(library) {
        wanted.entry(path_in_site(sources.file(id)).to_lowercase()).or_default().push(id);
    }
    (wanted, own)
}

/// Whether the site may generate a file at this lower-case path: the number of these files depends on the content.
pub(super) fn may_be_generated(path: &str) -> bool {
    let within = |folder: &str, ending: &str| path.strip_prefix(folder).and_then(|rest| rest.strip_suffix(ending));
    within("search/", ".js").is_some()
        || within("sitemap-", ".xml").is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
        // A letter may consist of up to three characters, such as the Hungarian Dzs.
        || within("a-to-z/", "/index.html").is_some_and(|letter| letter.chars().count() <= 3)
}

/// The lower-case paths of files generated for each leaflet apart from its page: its comparison and its other formats.
pub(super) fn leaflet_files(library: &Library<'_>, settings: &Settings) -> impl Iterator<Item = String> {
    let is_made = |name: &str| settings.formats.as_ref().is_none_or(|named| named.iter().any(|it| it.value == name));
    let endings: Vec<&str> = FORMATS.iter().filter(|format| is_made(format.name)).map(|format| format.ending).collect();
    let leaflets = library.manuscripts().iter().filter(|manuscript| manuscript.role == FileRole::Leaflet);
    leaflets.flat_map(move |manuscript| {
        let slug = &manuscript.slug;
        let page = address_of(manuscript);
        let folder = page.as_ref().map_or("", |page| page.folder_path());
        let compare = folder.replacen("leaflets/", "compare/", 1) + "index.html";
        let formats = endings.iter().map(|ending| format!("{folder}{slug}{ending}"));
        formats.chain([compare]).map(|path| path.to_lowercase()).collect::<Vec<_>>()
    })
}

/// The files next to texts that any text uses.
fn used_assets(library: &Library<'_>) -> BTreeSet<SourceId> {
    let all = (0..library.manuscripts().len()).flat_map(|id| library.targets(id));
    let files = all.filter_map(|target| match target {
        Target::File(source) => Some(*source),
        _ => None,
    });
    files.filter(|id| library.sources.file(*id).role == FileRole::Asset).collect()
}
