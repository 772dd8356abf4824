//! What all pages share.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock, RwLock};

use serde::Serialize;
use tera::{Context, Value};

use super::template_data::{DateData, EntryData, LinkData, OrganisationData, PageData, SiteData, SizeData};
use crate::date::Date;
use crate::language::Language;
use crate::leaflet::Leaflet;
use crate::library::ManuscriptId;
use crate::phone;
use crate::qr::QrCodes;
use crate::render::render_context::RenderContext;
use crate::render::view::ViewBuilder;
use crate::security;
use crate::site::{Address, Grouping, Page, PageKind, is_at_risk};
use crate::theme::{SpecialisedTemplates, ThemeProblem, Words};

/// For so many pages templates are made in which stands already what they have in common.
const MIN_PAGES_TO_SPECIALISE: usize = 200;
/// What that is.
const FIXED: &[&str] =
    &["site", "words", "page.root", "page.language", "page.direction", "page.words_lang", "page.policy"];

/// What tells pages that have it in common from others: the language of the words, the language of the page, the way to the
/// root.
#[derive(PartialEq, Eq, Hash)]
struct CommonContext([String; 3]);

impl CommonContext {
    fn of(context: &Context) -> Option<Self> {
        let text = |name: &str, field: &str| Some(context.get(name)?.get_from_path(field)?.as_str()?.to_owned());
        Some(Self([text("words", "language")?, text("page", "language")?, text("page", "root")?]))
    }
}

/// Data that is made once for all pages.
pub(super) struct PageFrame<'a> {
    pub inputs: &'a RenderContext<'a>,
    pub words: &'a Words,
    pub views: ViewBuilder<'a>,
    /// The codes of short addresses; none where the site does not know its web address.
    pub codes: Option<QrCodes>,
    base: Context,
    /// The templates, by what pages have in common.
    templates: RwLock<HashMap<CommonContext, Arc<SpecialisedTemplates>>>,
    /// Each manuscript as a link in a list: a leaflet stands in the lists of many others.
    links: Vec<OnceLock<Value>>,
    /// Each leaflet as a row of a comparison on a page of another.
    rows: Vec<OnceLock<Value>>,
}

impl<'a> PageFrame<'a> {
    /// None where the theme has no words.
    pub fn new(inputs: &'a RenderContext<'a>) -> Option<Self> {
        let words = inputs.theme.words(&inputs.site.settings.language)?;
        let count = inputs.site.library.manuscripts().len();
        let views = ViewBuilder::new(inputs.site, inputs.theme, inputs.base_url, inputs.portable);
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

    /// The pages that authors wrote, which every page leads to.
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

    /// The path of an address in links, from the root.
    pub fn path(&self, address: &Address) -> String {
        address.in_links(self.inputs.portable)
    }

    /// The path of a manuscript's page in links, from the root.
    pub fn path_of(&self, id: ManuscriptId) -> &str {
        self.views.path_of(id)
    }

    /// The words in the language of a page.
    pub fn words_in(&self, language: &Language) -> &'a Words {
        self.inputs.theme.words(language).unwrap_or(self.words)
    }

    /// The language of a manuscript's page.
    pub fn language_of(&self, id: ManuscriptId) -> &'a Language {
        self.views.language_of(id)
    }

    /// What leads from a page to the root of the site. The page for addresses that lead nowhere is shown at all of them, so
    /// its links count from the root of the host.
    fn root_of(&self, page: &Page) -> String {
        let host_path = self.inputs.host_path.as_ref().filter(|_| page.kind == PageKind::NotFound);
        host_path.cloned().unwrap_or_else(|| page.address.to_root())
    }

    /// The data of a page, to which what is its own is added.
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

    /// Renders the page of a template.
    ///
    /// # Errors
    /// A mistake in the template, with its place.
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
            let fixed = Arc::new(theme.with_fixed(&shared, FIXED));
            if let Ok(mut templates) = self.templates.write() {
                templates.insert(common, Arc::clone(&fixed));
            }
            fixed
        });
        theme.render_fixed(&fixed, template, context)
    }

    /// A leaflet as a row of a comparison with the facts that it gives itself, on a page of another in its language. `make` makes
    /// it where it was not asked for before.
    pub fn row(&self, id: ManuscriptId, make: impl FnOnce() -> Value) -> Value {
        self.rows[id].get_or_init(make).clone()
    }

    /// Where a reader is led who must leave a page at once; none where nobody is at risk.
    fn exit(&self, page: &Page) -> Option<&'a str> {
        let site = self.inputs.site;
        let is_at_risk = |id: ManuscriptId| is_at_risk(site.library, id);
        let here = match page.kind {
            PageKind::Leaflet(id) | PageKind::Archived(id) => is_at_risk(id),
            PageKind::Compare(id) => is_at_risk(id) || site.alternatives(id).into_iter().any(is_at_risk),
            PageKind::Pack(id) => site.pack(id).is_some_and(|pack| pack.leaflets.iter().copied().any(is_at_risk)),
            // What readers at risk look for tells of their trouble too.
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

    /// Those of some leaflets that are current, in their order.
    pub fn current_entries(&self, ids: &[ManuscriptId]) -> Vec<EntryData<'a>> {
        let current = ids.iter().filter(|id| self.inputs.site.library.is_current(**id));
        current.filter_map(|id| self.entry(*id)).collect()
    }

    /// The same with their titles alone, for long lists.
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

/// The codes of the short addresses of all current leaflets.
fn codes(inputs: &RenderContext<'_>, base: &str) -> QrCodes {
    let current = inputs.site.current().iter().filter_map(|id| inputs.site.library.leaflet(*id));
    QrCodes::new(base.to_owned(), current.map(|leaflet| Address::short(leaflet.reference).in_links(false).len()))
}

/// What a page says of itself, besides its title.
#[derive(Default)]
pub(super) struct PageSummary<'a> {
    pub description: Option<&'a str>,
    pub language: Option<&'a Language>,
    pub robots: Option<String>,
    /// The page that search engines should name instead.
    pub canonical: Option<&'a Address>,
}

/// What stands in the tag of an element that shows words of the interface, on a page in another language. Where theirs covers
/// the page's, as English covers British English, there is nothing: a screen reader would take another voice for them.
pub(super) fn words_lang(words: &Language, page: &Language) -> String {
    match words.covers(page) {
        true => String::new(),
        false => format!(" lang=\"{}\" dir=\"{}\"", words.tag(), words.direction()),
    }
}

/// A day in the words of a page.
pub(super) fn date(date: Date, words: &Words) -> DateData {
    DateData { iso: date.to_string(), words: words.date(date) }
}

/// Data as JSON that can stand in a script element: nothing in it can end the element.
pub(super) fn json_for_html(data: &impl Serialize) -> Value {
    let json = serde_json::to_string(data).unwrap_or_default();
    match json.contains('<') {
        true => Value::safe_string(&json.replace('<', "\\u003c")),
        false => Value::safe_string(&json),
    }
}
