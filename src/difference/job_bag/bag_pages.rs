//! The pages of a job bag.

use std::sync::LazyLock;

use serde::Serialize;
use tera::{Context, Tera, Value};

use super::bag_contents::{BagLeaflet, BagVersion, JobBag, shared_path};
use crate::date::{self, in_english};
use crate::difference::review::{STYLE, marked_changes, policy};
use crate::language::Language;
use crate::markdown::{escape_attribute, escape_text};
use crate::publication_log::{ChangeClass, LogLine, LogLineKind};

static TEMPLATES: LazyLock<Tera> = LazyLock::new(|| {
    let mut templates = Tera::new();
    // A test makes each page, so errors are found before a release.
    let _ = templates.add_raw_templates([
        ("bag.html", include_str!("bag.html")),
        ("leaflet.html", include_str!("leaflet.html")),
        ("changes.html", include_str!("changes.html")),
    ]);
    templates
});

#[derive(Serialize)]
struct BagFrameData<'a> {
    policy: String,
    style: Value,
    site: &'a str,
    today: &'a str,
    program: &'a str,
}

#[derive(Serialize)]
struct BagIndexRow<'a> {
    folder: String,
    name: String,
    title: &'a str,
    versions: usize,
    approved_by: &'a str,
    archive_date: String,
    state: &'static str,
}

#[derive(Serialize)]
struct BagVersionData<'a> {
    number: u32,
    day: String,
    class: &'static str,
    check: String,
    approved_by: Option<&'a str>,
    note: Option<&'a str>,
    exceptions: &'a [Box<str>],
    has_changes: bool,
    files: Vec<BagFileData<'a>>,
}

/// A file that a version was made from.
#[derive(Serialize)]
struct BagFileData<'a> {
    /// Its path in the archive.
    path: String,
    /// Its path in the site folder.
    name: &'a str,
}

#[derive(Serialize)]
struct BagLineData<'a> {
    number: u64,
    day: String,
    what: String,
    version: Option<u32>,
    last_updated: String,
    archive_date: String,
    approved_by: &'a str,
    note: &'a str,
}

fn frame<'a>(bag: &JobBag<'a>) -> BagFrameData<'a> {
    BagFrameData {
        policy: policy(None),
        style: Value::safe_string(STYLE),
        site: bag.site,
        today: bag.today,
        program: bag.program,
    }
}

fn rendered(name: &str, mut context: Context, frame: &BagFrameData<'_>) -> String {
    context.insert("bag", frame);
    TEMPLATES.render(name, &context).unwrap_or_else(|error| error.to_string())
}

/// The first page.
pub(super) fn index_page(bag: &JobBag<'_>) -> String {
    let rows = bag.leaflets.iter().map(|leaflet| {
        let last = leaflet.lines.last().map(|(line, _)| *line);
        BagIndexRow {
            folder: leaflet.folder(),
            name: leaflet.name(),
            title: leaflet.title(),
            versions: leaflet.versions.len(),
            approved_by: last.and_then(approved_by).unwrap_or("nobody, by the record"),
            archive_date: last.map_or(String::new(), |line| in_words(&line.entry.archive_date)),
            state: match last.map(|line| line.kind) {
                Some(LogLineKind::Archived) => "archived",
                _ => "published",
            },
        }
    });
    let mut context = Context::new();
    context.insert("leaflets", &rows.collect::<Vec<_>>());
    context.insert("chosen", &bag.chosen);
    context.insert("lines", &bag.record.0);
    context.insert("head", &bag.record.1.to_string());
    rendered("bag.html", context, &frame(bag))
}

/// The page of a leaflet: its versions, and what the record says about it.
pub(super) fn leaflet_page(bag: &JobBag<'_>, leaflet: &BagLeaflet<'_>) -> String {
    let versions = leaflet.versions.iter().enumerate().map(|(at, version)| BagVersionData {
        number: version.line.version.unwrap_or(1),
        day: in_words(&version.line.day),
        class: class(version.line),
        check: version.line.wording.map(|wording| wording.check_code()).unwrap_or_default(),
        approved_by: approved_while(leaflet, version.line),
        note: version.line.note.as_deref(),
        exceptions: &version.line.exceptions,
        has_changes: at > 0,
        files: version
            .line
            .files
            .iter()
            .map(|file| BagFileData { path: shared_path(&file.hash, &file.path), name: &file.path })
            .collect(),
    });
    let lines = leaflet.lines.iter().map(|(line, _)| BagLineData {
        number: line.number,
        day: in_words(&line.day),
        what: what(line),
        version: line.version,
        last_updated: in_words(&line.entry.last_updated),
        archive_date: in_words(&line.entry.archive_date),
        approved_by: approved_by(line).unwrap_or(""),
        note: line.note.as_deref().unwrap_or(""),
    });
    let mut context = Context::new();
    context.insert("name", &leaflet.name());
    context.insert("title", leaflet.title());
    context.insert("versions", &versions.collect::<Vec<_>>());
    context.insert("lines", &lines.collect::<Vec<_>>());
    rendered("leaflet.html", context, &frame(bag))
}

/// The files of a version: their names and contents.
pub(super) fn version_pages(
    leaflet: &BagLeaflet<'_>,
    version: &BagVersion<'_>,
    before: Option<&BagVersion<'_>>,
) -> Vec<(&'static str, Vec<u8>)> {
    let number = version.line.version.unwrap_or(1);
    let name = format!("{} version {number}", leaflet.name());
    let mut files = vec![
        ("source.md", version.object.source.clone().into_bytes()),
        ("words.txt", version.text.clone().into_bytes()),
        ("wording.txt", version.object.wording.clone().into_bytes()),
        ("page.html", page(&name, &leaflet.text_language, &version.object.part).into_bytes()),
    ];
    if let Some(before) = before {
        let changes = marked_changes(&before.object.wording, &version.object.wording);
        let language = Language::parse(&leaflet.text_language);
        let mut context = Context::new();
        context.insert("policy", &policy(None));
        context.insert_value("style", Value::safe_string(STYLE));
        context.insert("name", &name);
        context.insert("before", &before.line.version.unwrap_or(1));
        context.insert("language", &leaflet.text_language);
        context.insert("direction", language.as_ref().map_or("auto", Language::direction));
        context.insert_value("leaflet", Value::safe_string(&changes));
        let html = TEMPLATES.render("changes.html", &context).unwrap_or_else(|error| error.to_string());
        files.push(("changes.html", html.into_bytes()));
    }
    files
}

/// The part of the page that readers had, as a page of its own.
fn page(name: &str, language: &str, part: &str) -> String {
    let mut html = "<!doctype html>\n<html lang=\"".to_owned();
    escape_attribute(language, &mut html);
    html.push_str("\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"");
    escape_attribute(&policy(None), &mut html);
    html.push_str("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    escape_text(name, &mut html);
    html.push_str("</title>\n<style>");
    html.push_str(STYLE);
    html.push_str(
        "</style>\n</head>\n<body>\n<p lang=\"en\">The main part of the page as readers had it. Its links and pictures \
         belong to the website and do not work here; the pictures are in the folder ‘files’.</p>\n",
    );
    html.push_str(part);
    html.push_str("\n</body>\n</html>\n");
    html
}

/// Who approved a line's words, if the approval is of these words.
fn approved_by(line: &LogLine) -> Option<&str> {
    let approval = line.approval.as_ref()?;
    line.wording.is_none_or(|wording| wording == approval.wording).then_some(&*approval.by)
}

/// Who approved a version, now or later while readers had it.
fn approved_while<'a>(leaflet: &BagLeaflet<'a>, version: &LogLine) -> Option<&'a str> {
    let approvals = leaflet.lines.iter().filter_map(|(line, _)| line.approval.as_ref());
    let mut own = approvals.filter(|approval| Some(approval.wording) == version.wording);
    own.next_back().map(|approval| &*approval.by)
}

fn in_words(iso: &str) -> String {
    date::parse(iso).map_or_else(|_| iso.to_owned(), in_english)
}

fn class(line: &LogLine) -> &'static str {
    match line.class {
        Some(ChangeClass::New) => "first version",
        Some(ChangeClass::Editorial) => "editorial change",
        Some(ChangeClass::Substantive) => "substantive change",
        Some(ChangeClass::Extension) => "later archive date",
        Some(ChangeClass::Review) => "reviewed without change",
        None => "details changed",
    }
}

/// What a line records, for people.
fn what(line: &LogLine) -> String {
    match line.kind {
        LogLineKind::Begun => "published before the record began".to_owned(),
        LogLineKind::Published | LogLineKind::Changed => class(line).to_owned(),
        LogLineKind::Archived => "archived".to_owned(),
        LogLineKind::Sent => "sent for approval".to_owned(),
        LogLineKind::Approved => format!("approved{}", by(line)),
        LogLineKind::Returned => format!("returned{}", by(line)),
        LogLineKind::Reverted => "earlier words became the next version".to_owned(),
        LogLineKind::Extended => format!("reason to extend{}", by(line)),
    }
}

/// ` by Dr A Khan, consultant`
fn by(line: &LogLine) -> String {
    let role = line.role.as_ref().map_or(String::new(), |role| format!(", {role}"));
    line.by.as_ref().map_or(String::new(), |by| format!(" by {by}{role}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_templates_are_sound() {
        let names: Vec<&str> = TEMPLATES.get_template_names().collect();
        assert_eq!(names.len(), 3, "{names:?}");
    }
}
