//! The theme: templates, words, style and script; the built-in one, with files of a site's own in place of some.

mod minify;
mod words;

use include_dir::{Dir, include_dir};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tera::{Context, ErrorKind, Tera};

use crate::language::Language;
use crate::source::{SourceId, TextRange};
pub use words::Words;

/// The built-in theme, carried by the program.
static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// A theme that is ready to render pages.
pub struct Theme {
    /// The templates as they are written: they tell where a mistake stands.
    plain: Tera,
    /// The same, without the white space that no reader sees.
    small: Option<Tera>,
    words: Vec<Words>,
    assets: Vec<(String, Vec<u8>)>,
    sources: Vec<(String, SourceId)>,
    /// What must be mended in the site's own files.
    pub problems: Vec<ThemeProblem>,
}

/// A file of the site's own that takes the place of a built-in one.
#[derive(Clone, Copy, Debug)]
pub struct ThemeFile<'a> {
    /// Its name within the theme: `templates/leaflet.html`.
    pub name: &'a str,
    /// The file.
    pub source: SourceId,
    /// What stands in it.
    pub bytes: &'a [u8],
}

/// A mistake in a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeProblem {
    /// The file it stands in, where that is one of the site's own.
    pub source: Option<SourceId>,
    /// The file's name within the theme.
    pub file: String,
    /// Where it stands.
    pub range: TextRange,
    /// What is wrong, in the words of a sentence's end.
    pub detail: String,
    /// Whether there is a built-in file of that name.
    pub built_in: bool,
}

impl Theme {
    /// Puts the site's own files over the built-in ones. `minify` leaves out white space that no reader sees.
    pub fn load(own: &[ThemeFile<'_>], minify: bool) -> Self {
        let mut files: Vec<(String, Vec<u8>)> = Vec::new();
        collect(&BUILT_IN, &mut files);
        let mut sources = Vec::new();
        for file in own {
            sources.push((file.name.to_owned(), file.source));
            match files.iter_mut().find(|(name, _)| name == file.name) {
                Some(built_in) => built_in.1 = file.bytes.to_vec(),
                None => files.push((file.name.to_owned(), file.bytes.to_vec())),
            }
        }
        files.sort();
        let mut theme = Self {
            plain: Tera::new(),
            small: None,
            words: Vec::new(),
            assets: Vec::new(),
            sources,
            problems: Vec::new(),
        };
        theme.plain.register_filter("fill", fill);
        theme.plain.register_filter("in_address", in_address);
        let mut templates = Vec::new();
        for (name, bytes) in files {
            if name.starts_with("assets/") {
                theme.assets.push((name, bytes));
                continue;
            }
            let Ok(text) = String::from_utf8(bytes) else {
                theme.problem(&name, TextRange::default(), "it is not saved in the encoding UTF-8".to_owned());
                continue;
            };
            if let Some(name) = name.strip_prefix("templates/") {
                templates.push((name.to_owned(), text));
            } else if let Some(tag) = name.strip_prefix("words/").and_then(|name| name.strip_suffix(".yaml")) {
                match Words::read(tag, &text, built_in_words().as_deref()) {
                    Ok(words) => theme.words.push(words),
                    Err((range, detail)) => theme.problem(&name, range, detail),
                }
            }
        }
        theme.words.sort_by(|a, b| a.language.tag().cmp(b.language.tag()));
        theme.add(templates, minify);
        theme
    }

    fn add(&mut self, templates: Vec<(String, String)>, minify: bool) {
        if let Err(error) = self.plain.add_raw_templates(templates.iter().map(|(name, text)| (name, text.as_str()))) {
            let problem = self.problem_of(&error);
            self.problems.push(problem);
            return;
        }
        if minify {
            let mut small = self.plain.clone();
            let smaller = templates.iter().map(|(name, text)| match name.ends_with(".html") {
                true => (name, minify::template(text)),
                false => (name, text.clone()),
            });
            if small.add_raw_templates(smaller).is_ok() {
                self.small = Some(small);
            }
        }
    }

    fn problem(&mut self, file: &str, range: TextRange, detail: String) {
        let source = self.sources.iter().find(|(name, _)| name == file).map(|(_, source)| *source);
        let built_in = BUILT_IN.get_file(file).is_some();
        self.problems.push(ThemeProblem { source, file: file.to_owned(), range, detail, built_in });
    }

    fn problem_of(&self, error: &tera::Error) -> ThemeProblem {
        let (file, range, detail) = match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let range = &report.span().range;
                (report.filename().to_owned(), TextRange::new(range.start, range.end), report.message().to_owned())
            }
            ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
                (tpl.clone(), TextRange::default(), "it leads back to itself".to_owned())
            }
            ErrorKind::MissingParent { current, parent } => {
                (current.clone(), TextRange::default(), format!("there is no template '{parent}'"))
            }
            ErrorKind::TemplateNotFound(name) => {
                (name.clone(), TextRange::default(), "the template is missing".to_owned())
            }
            other => (String::new(), TextRange::default(), other.to_string()),
        };
        let file = format!("templates/{file}");
        let source = self.sources.iter().find(|(name, _)| *name == file).map(|(_, source)| *source);
        let built_in = BUILT_IN.get_file(&file).is_some();
        ThemeProblem { source, file, range, detail: format!("the template language says: {detail}"), built_in }
    }

    /// Renders a template with its data.
    ///
    /// # Errors
    /// A mistake in the template, with its place.
    pub fn render(&self, template: &str, context: &Context) -> Result<String, ThemeProblem> {
        let rendered = match &self.small {
            Some(small) => small.render(template, context),
            None => self.plain.render(template, context),
        };
        // The place of a mistake is told by the template as it is written, not by the smaller one.
        rendered.or_else(|_| self.plain.render(template, context)).map_err(|error| self.problem_of(&error))
    }

    /// The words of the interface in a language: those of the language itself, else those of English.
    ///
    /// # Errors
    /// Where the theme has no words at all.
    pub fn words(&self, language: &Language) -> Option<&Words> {
        let by = |tag: &str| self.words.iter().find(|words| words.language.tag() == tag);
        by(language.tag()).or_else(|| by(language.primary())).or_else(|| by("en")).or_else(|| self.words.first())
    }

    /// Style, script and pictures: path in the site and bytes.
    pub fn assets(&self) -> &[(String, Vec<u8>)] {
        &self.assets
    }
}

/// The English words, which tell which words there must be in every language.
fn built_in_words() -> Option<String> {
    BUILT_IN.get_file("words/en.yaml")?.contents_utf8().map(str::to_owned)
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

/// `{{ words.count | fill(count=3) }}` puts 3 in the place of `{count}`.
fn fill(text: tera::StringInput<'_>, values: tera::Kwargs, _: &tera::State<'_>) -> String {
    let mut filled = text.as_str().to_owned();
    for (name, value) in values.iter() {
        if let Some(name) = name.as_str() {
            filled = filled.replace(&format!("{{{name}}}"), &value.to_string());
        }
    }
    filled
}

/// `{{ text | in_address }}` is the text as it may stand in an address.
fn in_address(text: tera::StringInput<'_>, _: tera::Kwargs, _: &tera::State<'_>) -> String {
    utf8_percent_encode(text.as_str(), NON_ALPHANUMERIC).to_string()
}
