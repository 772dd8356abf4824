//! The manual as the files of a site folder, from which a normal build makes a site.

use super::chapter::{Chapter, ManualReader};
use super::chapters::CHAPTERS;
use super::text::Manual;
use crate::check::{RULES, RuleGroup};
use crate::leaflet::in_yaml;
use crate::source::{FileRole, SourceContent, SourceFile, Sources};

const SETTINGS: &str = include_str!("theme/site.yaml");
const BASE: &str = include_str!("theme/base.html");
const HOME: &str = include_str!("theme/home.html");
const PAGE: &str = include_str!("theme/page.html");

/// The path of a chapter's page in the built site.
pub fn page_path(chapter: &Chapter) -> String {
    format!("{}/index.html", chapter.topic)
}

impl Manual {
    /// The files of the site, in memory.
    pub fn site(&self) -> Sources {
        let mut files = vec![
            file("content/site.yaml".to_owned(), FileRole::Settings, settings()),
            file("themes/manual/templates/base.html".to_owned(), FileRole::Theme, BASE.to_owned()),
            file("themes/manual/templates/home.html".to_owned(), FileRole::Theme, HOME.replace("CHAPTERS", &lists())),
            file("themes/manual/templates/page.html".to_owned(), FileRole::Theme, PAGE.to_owned()),
        ];
        files.extend(
            CHAPTERS
                .iter()
                .map(|chapter| file(format!("content/pages/{}.md", chapter.topic), FileRole::Page, self.page(chapter))),
        );
        Sources::new(files)
    }

    /// A chapter as a page: its title and summary become fields.
    fn page(&self, chapter: &Chapter) -> String {
        let text = self.text(chapter);
        let body = text.splitn(3, "\n\n").nth(2).unwrap_or_default();
        let summary = chapter.summary().replace('`', "");
        // The files of chapters have lower-case names here.
        let body = body.replace("](ARCHITECTURE.md", "](architecture.md");
        format!("---\ntitle: {}\nsummary: {}\n---\n\n{body}", in_yaml(chapter.title()), in_yaml(&summary))
    }
}

fn file(path: String, role: FileRole, text: String) -> SourceFile {
    SourceFile { on_disk: path.as_str().into(), path: path.into(), role, content: SourceContent::Text(text.into()) }
}

/// The settings. The rules on plain language and safety are for leaflets, not for a manual.
fn settings() -> String {
    let is_for_leaflets = |group| matches!(group, RuleGroup::PlainLanguage | RuleGroup::Safety);
    let off = RULES.iter().filter(|rule| is_for_leaflets(rule.group) && !rule.locked);
    off.fold(SETTINGS.to_owned(), |settings, rule| settings + &format!("  {}: off\n", rule.name))
}

/// Lists of links to the chapters, by reader.
fn lists() -> String {
    let mut html = String::new();
    for reader in ManualReader::ALL {
        html.push_str(&format!("<section>\n<h2>{}</h2>\n<ul class=\"entries\">\n", reader.heading()));
        for chapter in CHAPTERS.iter().filter(|chapter| chapter.reader == reader) {
            html.push_str(&format!(
                "<li><a href=\"{{{{ page.root }}}}{}\">{}</a><p>{}</p></li>\n",
                page_path(chapter),
                escaped(chapter.title()),
                escaped(&chapter.summary().replace('`', ""))
            ));
        }
        html.push_str("</ul>\n</section>\n");
    }
    html
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
