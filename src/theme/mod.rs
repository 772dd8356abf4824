//! The theme: templates, words, style and script. Files of a site's own replace those of the built-in theme.

mod colour;
mod files;
mod minify;
mod mistake;
mod pairs;
mod palette;
mod paper;
mod specialised_templates;
mod style;
mod words;

use include_dir::{Dir, include_dir};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tera::{Context, Tera};

use crate::language::Language;
use crate::markdown::numbers_kept_in_order;
use crate::source::{SourceId, TextRange};
pub use colour::{Colour, Scheme};
pub use files::ThemeFile;
use files::ThemeFiles;
use mistake::ThemeMistake;
pub use mistake::ThemeProblem;
pub use pairs::{COLOUR_ROLES, ColourRole, PAIRS, Pair};
pub use palette::{ChosenColour, ColourOrigin, LowContrast, Palette};
pub use paper::{FOOT as FOOT_ON_PAPER, LEAFLET as LEAFLET_ON_PAPER, Paper};
pub use specialised_templates::SpecialisedTemplates;
pub use words::Words;
use words::WordsFault;

/// The name of the built-in theme in `site.yaml`.
pub const BUILT_IN: &str = "default";

/// The built-in theme, embedded in the program.
static BUILT_IN_FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// A theme that is ready to render pages.
pub struct Theme {
    /// The templates as they are written, for the positions of mistakes.
    plain: Tera,
    /// The same templates, minified.
    small: Option<Tera>,
    /// Names and texts of the templates that pages are rendered with.
    texts: Vec<(String, String)>,
    words: Vec<Words>,
    assets: Vec<(String, Vec<u8>)>,
    sources: Vec<(String, SourceId)>,
    /// Templates and fonts for PDF files.
    pub paper: Paper,
    /// The colours.
    pub palette: Palette,
    /// What must be fixed in the site's own files.
    pub problems: Vec<ThemeProblem>,
    /// The site's own files that replace nothing and that nothing uses, each with the name most likely meant.
    pub unused: Vec<(SourceId, Option<String>)>,
    /// The number of the site's own files that differ from the built-in ones.
    pub changed: usize,
}

/// The style sheet of all pages.
const STYLE: &str = "assets/style.css";

impl Theme {
    /// Replaces built-in files with the site's own, and colours of the style with the chosen ones. `minify` removes
    /// white space that readers do not see.
    pub fn load(own: &[ThemeFile<'_>], chosen: &[ChosenColour<'_>], minify: bool) -> Self {
        let files = ThemeFiles::new(&BUILT_IN_FILES, own);
        let mut theme = Self {
            plain: Tera::new(),
            small: None,
            texts: Vec::new(),
            words: Vec::new(),
            assets: Vec::new(),
            sources: own.iter().map(|file| (file.name.to_owned(), file.source)).collect(),
            paper: Paper::default(),
            palette: Palette::default(),
            problems: Vec::new(),
            unused: Vec::new(),
            changed: files.changed,
        };
        theme.plain.register_filter("fill", fill);
        theme.plain.register_filter("in_address", in_address);
        theme.plain.register_filter("numbers_from_left", numbers_from_left);
        for (name, meant) in files.unused() {
            theme.unused.extend(theme.source_of(&name).map(|source| (source, meant)));
        }
        let mut templates = Vec::new();
        for (name, bytes) in files.all {
            let is_text = ["templates/", "words/"].iter().any(|folder| name.starts_with(folder))
                || [".css", ".typ"].iter().any(|ending| name.ends_with(ending));
            let text = std::str::from_utf8(&bytes).ok();
            if is_text && text.is_none() {
                let detail = "it is not saved in the encoding UTF-8".to_owned();
                theme.problem(ThemeMistake { file: name, range: TextRange::default(), detail, meant: None });
                continue;
            }
            let text = text.unwrap_or_default();
            if let Some(name) = name.strip_prefix("templates/") {
                templates.push((name.to_owned(), text.to_owned()));
            } else if let Some(tag) = name.strip_prefix("words/").and_then(|name| name.strip_suffix(".yaml")) {
                theme.add_words(tag, &name, text, own);
            } else if name.starts_with("assets/") {
                let added = theme.read_style(&name, text, chosen);
                let mut bytes = [&bytes, added.unwrap_or_default().as_bytes()].concat();
                if minify
                    && name.ends_with(".css")
                    && let Ok(style) = std::str::from_utf8(&bytes)
                {
                    bytes = minify::style(style).into_bytes();
                }
                theme.assets.push((name, bytes));
            } else {
                let own = theme.source_of(&name).is_some();
                if let Some(mistake) = theme.paper.take(&name, &bytes, own) {
                    theme.problem(mistake);
                }
            }
        }
        theme.words.sort_by(|a, b| a.language.tag().cmp(b.language.tag()));
        theme.add(templates, minify);
        theme
    }

    fn add_words(&mut self, tag: &str, name: &str, text: &str, own: &[ThemeFile<'_>]) {
        let is_used = |word: &str| {
            let used = format!("words.{word}");
            let texts = own.iter().filter_map(|file| std::str::from_utf8(file.bytes).ok());
            texts.into_iter().any(|text| text.contains(&used))
        };
        let same = BUILT_IN_FILES.get_file(name).and_then(|file| file.contents_utf8());
        match Words::read(tag, text, built_in_words(), same, &is_used) {
            Ok(words) => self.words.push(words),
            Err(fault) => {
                let WordsFault { range, detail, meant } = fault;
                self.problem(ThemeMistake { file: name.to_owned(), range, detail, meant });
            }
        }
    }

    /// Checks a style sheet, and returns what the chosen colours add to it.
    fn read_style(&mut self, name: &str, text: &str, chosen: &[ChosenColour<'_>]) -> Option<String> {
        if !name.ends_with(".css") {
            return None;
        }
        let style = style::read(text);
        if let Some((range, detail)) = style.fault {
            self.problem(ThemeMistake { file: name.to_owned(), range, detail: detail.to_owned(), meant: None });
        }
        if name != STYLE {
            return None;
        }
        self.palette = Palette::new(&style.properties, self.style_source().is_some(), chosen);
        self.palette.css()
    }

    fn add(&mut self, templates: Vec<(String, String)>, minify: bool) {
        if let Err(error) = self.plain.add_raw_templates(templates.iter().map(|(name, text)| (name, text.as_str()))) {
            for mistake in mistake::of_templates(&error, &templates) {
                self.problem(mistake);
            }
            return;
        }
        self.texts = templates;
        if minify {
            let mut small = self.plain.clone();
            let smaller = self.texts.iter().map(|(name, text)| match name.ends_with(".html") {
                true => (name.clone(), minify::template(text)),
                false => (name.clone(), text.clone()),
            });
            let smaller: Vec<_> = smaller.collect();
            if small.add_raw_templates(smaller.iter().map(|(name, text)| (name, text))).is_ok() {
                self.small = Some(small);
                self.texts = smaller;
            }
        }
    }

    fn problem(&mut self, mistake: ThemeMistake) {
        let problem = self.placed(mistake);
        self.problems.push(problem);
    }

    /// Adds the file that a mistake is in.
    fn placed(&self, mistake: ThemeMistake) -> ThemeProblem {
        let ThemeMistake { file, range, detail, meant } = mistake;
        let built_in = BUILT_IN_FILES.get_file(&file).is_some();
        ThemeProblem { source: self.source_of(&file), file, range, detail, meant, built_in }
    }

    /// The site's own file with this name within the theme, if any.
    pub fn source_of(&self, file: &str) -> Option<SourceId> {
        self.sources.iter().find(|(name, _)| name == file).map(|(_, source)| *source)
    }

    /// The site's own style sheet, if any.
    pub fn style_source(&self) -> Option<SourceId> {
        self.source_of(STYLE)
    }

    /// A mistake in a PDF template, if it is in a file of the site's own.
    pub fn on_paper(&self, file: &str, range: TextRange, message: &str) -> Option<ThemeProblem> {
        self.source_of(file)?;
        let detail = paper::in_words(message);
        Some(self.placed(ThemeMistake { file: file.to_owned(), range, detail, meant: None }))
    }

    /// Renders a template with its data.
    ///
    /// # Errors
    /// A mistake in the template, with its position.
    pub fn render(&self, template: &str, context: &Context) -> Result<String, ThemeProblem> {
        let rendered = match &self.small {
            Some(small) => small.render(template, context),
            None => self.plain.render(template, context),
        };
        // Mistakes are positioned in the template as it is written, not in the minified one.
        rendered.or_else(|_| self.plain.render(template, context)).map_err(|error| {
            let mistake = mistake::of_templates(&error, &[]).into_iter().next();
            let file = format!("templates/{template}");
            let unknown = || ThemeMistake { file, range: TextRange::default(), detail: error.to_string(), meant: None };
            self.placed(mistake.unwrap_or_else(unknown))
        })
    }

    /// Templates specialised for pages that share the data of `shared` at these places: `words` means everything below
    /// that name, `page.root` a single text.
    pub fn specialised(&self, shared: &Context, places: &[&str]) -> SpecialisedTemplates {
        specialised_templates::specialised(self.small.as_ref().unwrap_or(&self.plain), &self.texts, shared, places)
    }

    /// Renders a template with the data of a page, which includes the shared data.
    ///
    /// # Errors
    /// A mistake in the template, with its position.
    pub fn render_specialised(
        &self,
        fixed: &SpecialisedTemplates,
        template: &str,
        context: &Context,
    ) -> Result<String, ThemeProblem> {
        match &fixed.tera {
            Some(tera) => tera.render(template, context).or_else(|_| self.render(template, context)),
            None => self.render(template, context),
        }
    }

    /// The interface words in a language: those of the language itself, then of its primary language, English, or any
    /// other; `None` if the theme has no words at all.
    pub fn words(&self, language: &Language) -> Option<&Words> {
        let by = |tag: &str| self.words.iter().find(|words| words.language.tag() == tag);
        by(language.tag()).or_else(|| by(language.primary())).or_else(|| by("en")).or_else(|| self.words.first())
    }

    /// Style, script and pictures: path in the site and bytes.
    pub fn assets(&self) -> &[(String, Vec<u8>)] {
        &self.assets
    }
}

/// The English words, which define the words that every language must have.
fn built_in_words() -> Option<&'static str> {
    BUILT_IN_FILES.get_file("words/en.yaml")?.contents_utf8()
}

/// Filter: `{{ words.count | fill(count=3) }}` replaces `{count}` with 3.
pub fn fill(text: tera::StringInput<'_>, values: tera::Kwargs, _: &tera::State<'_>) -> String {
    let mut filled = String::with_capacity(text.as_str().len() + 32);
    let mut rest = text.as_str();
    // Inserted values are not searched for placeholders.
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let value = after.split_once('}').and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(known, _)| known.as_str() == Some(name))?;
            Some((value, after))
        });
        match value {
            Some((value, after)) => {
                match value.as_str() {
                    Some(value) => filled.push_str(value),
                    None => filled.push_str(&value.to_string()),
                }
                rest = after;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

/// Filter: `{{ text | numbers_from_left }}` keeps numbers left-to-right in text of any direction.
fn numbers_from_left(text: tera::StringInput<'_>, _: tera::Kwargs, _: &tera::State<'_>) -> tera::Value {
    // Most texts need no change, and are escaped like all others.
    match numbers_kept_in_order(text.as_str()) {
        Some(html) => tera::Value::safe_string(&html),
        None => tera::Value::from(text.as_str()),
    }
}

/// Filter: `{{ text | in_address }}` percent-encodes a text for an address.
fn in_address(text: tera::StringInput<'_>, _: tera::Kwargs, _: &tera::State<'_>) -> String {
    utf8_percent_encode(text.as_str(), NON_ALPHANUMERIC).to_string()
}
