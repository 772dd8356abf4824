//! The data that all pages share.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock, RwLock};

use serde::Serialize;
use tera::{Context, Value};

use super::template_data::{DateData, EntryData, LinkData, OrganisationData, PageData, SiteData, SizeData};
use crate::date::Date;
use crate::language::Language;
use crate::leaflet::Leaflet;
use crate::library::ManuscriptId;
use crate::render::qr::QrCodes;
use crate::render::render_context::RenderContext;
use crate::render::view::ViewBuilder;
use crate::rendering::security;
use crate::site::{Address, Grouping, Page, PageKind};
use crate::text::phone;
use crate::theme::{SpecialisedTemplates, ThemeProblem, Words};

/// Templates are specialised on the data that pages have in common if the site has at least this many pages.
const MIN_PAGES_TO_SPECIALISE: usize = 200;
/// The paths of that data.
const FIXED: &[&str] =
    &["site", "words", "page.root", "page.language", "page.direction", "page.words_lang", "page.policy"];

/// Identifies pages that share the data in [`FIXED`]: the language of the words, the language of the page, the path to
/// the root.
#[derive(PartialEq, Eq, Hash)]
struct CommonContext([String; 3]);

impl CommonContext {
    fn of(context: &Context) -> Option<Self> {
        let text = |name: &str, field: &str| Some(context.get(name)?.get_from_path(field)?.as_str()?.to_owned());
        Some(Self([text("words", "language")?, text("page", "language")?, text("page", "root")?]))
    }
}

/// Data that is built once for all pages.
pub(super) struct PageFrame<'a> {
    pub inputs: &'a RenderContext<'a>,
    pub words: &'a Words,
    pub views: ViewBuilder<'a>,
    /// The QR codes of short addresses; `None` if the web address of the site is not known.
    pub codes: Option<QrCodes>,
    base: Context,
    templates: RwLock<HashMap<CommonContext, Arc<SpecialisedTemplates>>>,
    /// Each manuscript as a link in a list. A leaflet is in the lists of many pages, so links are kept.
    links: Vec<OnceLock<Value>>,
    /// Each leaflet as a row of a comparison on the page of another leaflet.
    rows: Vec<OnceLock<Value>>,
}

impl<'a> PageFrame<'a> {
    /// `None` if the theme has no words.
    pub fn new(inputs: &'a RenderContext<'a>) -> Option<Self> {
        let words = inputs.theme.words(&inputs.site.settings.language)?;
        let count = inputs.site.library.manuscripts().len();
        let views = ViewBuilder::new(inputs, inputs.portable);
        let once = || (0..count).map(|_| OnceLock::new()).collect();
        let (links, rows) = (once(), once());
        let codes = inputs.base_url.map(|base| codes(inputs, base));
        let templates = RwLock::default();
        let mut frame = Self { inputs, words, views, codes, base: Context::new(), templates, links, rows };
        let site = frame.site();
        frame.base.insert("site", &site);
        Some(frame)
    }

    fn site(&self) -> SiteData<'a> {
        let settings = self.inputs.site.settings;
        let organisation = &settings.organisation;
        let has_glossary = !self.inputs.site.glossary().is_empty();
        let has_conditions = !self.inputs.site.groups(Grouping::Conditions).is_empty();
        let static_file = |path: &str| {
            let source = self.inputs.site.library.sources.find(&format!("content/static/{path}"))?;
            self.inputs.site.files().iter().find(|(id, _)| *id == source).map(|(_, path)| path.clone())
        };
        let favicon = ["favicon.svg", "favicon.ico", "favicon.png"].iter().find_map(|name| static_file(name));
        let logo = organisation.logo.as_ref().map(|logo| logo.value.trim_start_matches("static/"));
        SiteData {
            title: &settings.title,
            notice: settings.notice.as_deref(),
            organisation: OrganisationData {
                name: organisation.name.as_deref(),
                phone: organisation.phone.as_deref(),
                tel: organisation.phone.as_deref().and_then(phone::first_in),
                email: organisation.email.as_deref(),
            },
            logo_size: logo.and_then(|path| self.size_of(path)),
            logo: logo.and_then(static_file),
            favicon,
            home: self.path(&Address::folder("")),
            search: self.path(&Address::folder("search/")),
            a_to_z: self.path(&Address::folder("a-to-z/")),
            glossary: has_glossary.then(|| self.path(&Address::folder("glossary/"))),
            conditions: has_conditions.then(|| self.path(&Grouping::Conditions.address())),
            feed: self.inputs.base_url.map(|_| "feed.xml"),
            pages: self.written_pages(),
        }
    }

    /// The size of a picture in `content/static`.
    fn size_of(&self, path: &str) -> Option<SizeData> {
        let sources = self.inputs.site.library.sources;
        let size = sources.file(sources.find(&format!("content/static/{path}"))?).picture()?.size?;
        Some(SizeData { width: size.width, height: size.height })
    }

    /// The pages that authors wrote, which every page links to.
    fn written_pages(&self) -> Vec<LinkData<'a>> {
        let library = self.inputs.site.library;
        let pages = self.inputs.site.pages().iter().filter_map(|page| match page.kind {
            PageKind::Page(id) if library.manuscript(id).translation.is_none() => Some((id, page)),
            _ => None,
        });
        pages
            .filter_map(|(id, page)| {
                let title = &library.manuscript(id).front_matter.title.as_ref()?.value;
                Some(LinkData { title, path: self.path(&page.address) })
            })
            .collect()
    }

    /// The path for a link to an address, from the root.
    pub fn path(&self, address: &Address) -> String {
        address.in_links(self.inputs.portable)
    }

    /// The path for a link to a manuscript's page, from the root.
    pub fn path_of(&self, id: ManuscriptId) -> &str {
        self.views.path_of(id)
    }

    /// The words of the interface in the language of a page.
    pub fn words_in(&self, language: &Language) -> &'a Words {
        self.inputs.theme.words(language).unwrap_or(self.words)
    }

    /// The language of a manuscript's page.
    pub fn language_of(&self, id: ManuscriptId) -> &'a Language {
        self.views.language_of(id)
    }

    /// The path from a page to the root of the site. The 404 page is shown at unknown addresses of any depth, so its
    /// links are relative to the root of the host.
    fn root_of(&self, page: &Page) -> String {
        let host_path = self.inputs.host_path.as_ref().filter(|_| page.kind == PageKind::NotFound);
        host_path.cloned().unwrap_or_else(|| page.address.to_root())
    }

    /// The data that all pages need. The caller adds the data of the page.
    pub fn context(&self, page: &Page, title: &str, about: PageSummary<'_>) -> Context {
        let language = about.language.unwrap_or(&self.inputs.site.settings.language);
        let words = self.words_in(language);
        let canonical_of = about.canonical.unwrap_or(&page.address);
        let data = PageData {
            title,
            description: about.description,
            language: language.tag(),
            direction: language.direction(),
            root: self.root_of(page),
            canonical: self.inputs.base_url.map(|base| canonical_of.on_web(base)),
            robots: about.robots,
            home: page.kind == PageKind::Home,
            words_lang: Value::safe_string(&words_lang(&words.language, language)),
            policy: security::PAGE_POLICY,
            exit: self.exit(page),
        };
        let mut context = self.base.clone();
        context.insert("page", &data);
        context.insert_value("words", words.value.clone());
        context
    }

    /// Renders a page.
    ///
    /// # Errors
    /// If the template has an error.
    pub fn render(&self, template: &str, context: &Context) -> Result<String, ThemeProblem> {
        let theme = self.inputs.theme;
        let common = CommonContext::of(context).filter(|_| self.inputs.site.pages().len() >= MIN_PAGES_TO_SPECIALISE);
        let Some(common) = common else { return theme.render(template, context) };
        let known = self.templates.read().ok().and_then(|templates| templates.get(&common).cloned());
        let fixed = known.unwrap_or_else(|| {
            let mut shared = self.base.clone();
            for name in ["words", "page"] {
                if let Some(value) = context.get(name) {
                    shared.insert_value(name, value.clone());
                }
            }
            let fixed = Arc::new(theme.specialised(&shared, FIXED));
            if let Ok(mut templates) = self.templates.write() {
                templates.insert(common, Arc::clone(&fixed));
            }
            fixed
        });
        theme.render_specialised(&fixed, template, context)
    }

    /// A leaflet as a row of a comparison on the page of another leaflet in the same language, with the leaflet's own
    /// facts. `make` builds the row the first time.
    pub fn row(&self, id: ManuscriptId, make: impl FnOnce() -> Value) -> Value {
        self.rows[id].get_or_init(make).clone()
    }

    /// The target of the exit link, with which a reader can leave the page quickly; `None` if no reader is at risk.
    fn exit(&self, page: &Page) -> Option<&'a str> {
        let site = self.inputs.site;
        let is_at_risk = |id: ManuscriptId| site.library.is_at_risk(id);
        let here = match page.kind {
            PageKind::Leaflet(id) | PageKind::Archived(id) => is_at_risk(id),
            PageKind::Compare(id) => is_at_risk(id) || site.alternatives(id).into_iter().any(is_at_risk),
            PageKind::Pack(id) => site.pack(id).is_some_and(|pack| pack.leaflets.iter().copied().any(is_at_risk)),
            // The searches of readers at risk also reveal their situation.
            PageKind::Search => site.library.leaflets().any(|(id, _)| is_at_risk(id)),
            _ => false,
        };
        here.then_some(&*site.settings.exit_to)
    }

    /// A leaflet in a list.
    pub fn entry(&self, id: ManuscriptId) -> Option<EntryData<'a>> {
        let leaflet: &Leaflet<'a> = self.inputs.site.library.leaflet(id)?;
        let (title, reference) = (leaflet.title, leaflet.reference);
        Some(EntryData { title, path: self.path_of(id).to_owned(), summary: leaflet.summary(), reference })
    }

    /// The current ones among some leaflets, in order.
    pub fn current_entries(&self, ids: &[ManuscriptId]) -> Vec<EntryData<'a>> {
        let current = ids.iter().filter(|id| self.inputs.site.library.is_current(**id));
        current.filter_map(|id| self.entry(*id)).collect()
    }

    /// As [`current_entries`](Self::current_entries), with titles only, for long lists.
    pub fn current_links(&self, ids: &[ManuscriptId]) -> Value {
        let library = self.inputs.site.library;
        let current = ids.iter().filter(|id| self.inputs.site.library.is_current(**id));
        let links = current.filter_map(|id| {
            let title = library.leaflet(*id)?.title;
            let link = || Value::from_serializable(&LinkData { title, path: self.path_of(*id).to_owned() });
            Some(self.links[*id].get_or_init(link).clone())
        });
        Value::from(links.collect::<Vec<_>>())
    }
}

/// The QR codes of the short addresses of all current leaflets.
fn codes(inputs: &RenderContext<'_>, base: &str) -> QrCodes {
    let current = inputs.site.current().iter().filter_map(|id| inputs.site.library.leaflet(*id));
    QrCodes::new(base.to_owned(), current.map(|leaflet| Address::short(leaflet.reference).in_links(false).len()))
}

/// What a page says about itself, in addition to its title.
#[derive(Default)]
pub(super) struct PageSummary<'a> {
    pub description: Option<&'a str>,
    pub language: Option<&'a Language>,
    pub robots: Option<String>,
    /// The page that search engines should index instead.
    pub canonical: Option<&'a Address>,
}

/// The language attributes of an element that shows words of the interface, on a page in another language. Empty if the
/// language of the words covers that of the page, as English covers British English: a screen reader would change its
/// voice.
pub(super) fn words_lang(words: &Language, page: &Language) -> String {
    match words.covers(page) {
        true => String::new(),
        false => format!(" lang=\"{}\" dir=\"{}\"", words.tag(), words.direction()),
    }
}

/// A date, written out in the language of the page.
pub(super) fn date(date: Date, words: &Words) -> DateData {
    DateData { iso: date.to_string(), words: words.date(date) }
}

/// Serialises data as JSON that is safe in a script element: it cannot close the element.
pub(super) fn json_for_html(data: &impl Serialize) -> Value {
    let json = serde_json::to_string(data).unwrap_or_default();
    match json.contains('<') {
        true => Value::safe_string(&json.replace('<', "\\u003c")),
        false => Value::safe_string(&json),
    }
}
