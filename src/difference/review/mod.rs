//! The page on which an approver reads a whole leaflet, with every change since the last published version.

mod leaflet_markup;
mod wording_changes;
mod wording_line;

use std::sync::LazyLock;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::Serialize;
use sha2::{Digest, Sha256};
use tera::{Context, Tera, Value};

use crate::language::Language;
use leaflet_markup::{CloseLook, EmbeddedPictures, LeafletMarkup};
use wording_changes::{LineState, compared};
use wording_line::lines_of;

pub(super) const STYLE: &str = include_str!("review.css");
const SCRIPT: &str = include_str!("review.js");
/// The program that made the page: only such a page is replaced by a new one.
pub const REVIEW_GENERATOR: &str = "Pamphlet review";

static TEMPLATES: LazyLock<Tera> = LazyLock::new(|| {
    let mut templates = Tera::new();
    // A unit test adds it, so errors are found before a release.
    let _ = templates.add_raw_templates([("review.html", include_str!("review.html"))]);
    templates
});

/// What the page is made from.
pub struct ReviewInputs<'a> {
    pub reference: &'a str,
    pub title: &'a str,
    /// The tag of the leaflet's language.
    pub language: &'a str,
    pub is_translation: bool,
    /// The number of the version that the words will be.
    pub version: u32,
    pub check_code: &'a str,
    /// The words in their normal form.
    pub words: &'a str,
    /// The version that readers have; `None` for a new leaflet.
    pub published: Option<ReviewedVersion<'a>>,
    pub dates: Vec<DatePair<'a>>,
    /// The day on which the page is made, in words.
    pub today: &'a str,
    pub picture: EmbeddedPictures<'a>,
}

/// The version that readers have.
#[derive(Clone, Copy, Serialize)]
pub struct ReviewedVersion<'a> {
    pub number: u32,
    pub check: &'a str,
    /// The day of its publication, in words.
    pub day: &'a str,
    pub approved_by: Option<&'a str>,
    /// Its words in their normal form.
    #[serde(skip)]
    pub words: &'a str,
}

/// A date before and now, in words.
#[derive(Clone, Copy, Serialize)]
pub struct DatePair<'a> {
    pub name: &'a str,
    pub published: Option<&'a str>,
    pub now: Option<&'a str>,
}

#[derive(Serialize)]
struct ReviewPageData<'a> {
    generator: &'static str,
    policy: String,
    style: Value,
    script: Value,
    reference: &'a str,
    title: &'a str,
    version: u32,
    check: &'a str,
    language: &'a str,
    /// The language of a translation.
    language_name: Option<&'a str>,
    direction: &'static str,
    published: Option<ReviewedVersion<'a>>,
    dates: &'a [DatePair<'a>],
    looks_said: String,
    looks: Vec<CloseLookData>,
    /// The numbers of the changes that are not in the list.
    others: Vec<usize>,
    leaflet: Value,
    approved_line: String,
    returned_line: String,
    answer_start: String,
    command: String,
    today: &'a str,
}

#[derive(Serialize)]
struct CloseLookData {
    number: usize,
    why: String,
    under: String,
    html: Value,
}

/// The page of an approver.
pub fn review_page(inputs: &ReviewInputs<'_>) -> String {
    let now = lines_of(inputs.words);
    let before = inputs.published.map(|published| lines_of(published.words));
    let mut lines = compared(before.as_deref().unwrap_or(&now), &now);
    // A page without an earlier version shows the words as they are.
    if before.is_none() {
        lines.iter_mut().for_each(|line| line.state = LineState::Same);
    }
    let mut markup = LeafletMarkup::new(&lines, inputs.picture);
    let leaflet = markup.write();
    let listed: Vec<usize> = markup.looks.iter().map(|look| look.number).collect();
    let others: Vec<usize> = (1..=markup.changes).filter(|number| !listed.contains(number)).collect();
    let looks = markup.looks.into_iter().map(|CloseLook { number, why, under, html }| CloseLookData {
        number,
        why,
        under,
        html: Value::safe_string(&html),
    });
    let looks: Vec<CloseLookData> = looks.collect();
    let language = Language::parse(inputs.language);
    let of_language = if inputs.is_translation { format!(" ({})", inputs.language) } else { String::new() };
    let start = format!("{}{of_language}, check {}", inputs.reference, inputs.check_code);
    let option = if inputs.is_translation { format!(" --language {}", inputs.language) } else { String::new() };
    let page = ReviewPageData {
        generator: REVIEW_GENERATOR,
        policy: policy(Some(SCRIPT)),
        style: Value::safe_string(STYLE),
        script: Value::safe_string(SCRIPT),
        reference: inputs.reference,
        title: inputs.title,
        version: inputs.version,
        check: inputs.check_code,
        language: inputs.language,
        language_name: inputs.is_translation.then_some(inputs.language),
        direction: language.as_ref().map_or("auto", Language::direction),
        published: inputs.published,
        dates: &inputs.dates,
        looks_said: looks_said(markup.changes, looks.len()),
        looks,
        others,
        leaflet: Value::safe_string(&leaflet),
        approved_line: format!("{start}: approved by NAME, ROLE, {}", inputs.today),
        returned_line: format!("{start}: returned by NAME, ROLE, {}: WHAT MUST CHANGE", inputs.today),
        answer_start: start,
        command: format!(
            "pamphlet approve {}{option} --check {} --by \"NAME\" --role \"ROLE\"",
            inputs.reference, inputs.check_code
        ),
        today: inputs.today,
    };
    let mut context = Context::new();
    context.insert("page", &page);
    TEMPLATES.render("review.html", &context).unwrap_or_else(|error| error.to_string())
}

fn looks_said(changes: usize, looks: usize) -> String {
    match (changes, looks) {
        (0, _) => "No word changed since the version that readers have.".to_owned(),
        (1, 0) => "Nothing in the one change is of a kind that often does harm. Read it all the same.".to_owned(),
        (_, 0) => {
            format!("Nothing in the {changes} changes is of a kind that often does harm. Read them all the same.")
        }
        (1, _) => "There is one change, and it is of a kind that can do harm.".to_owned(),
        (_, 1) => format!("Of {changes} changes, this one is of a kind that can do harm."),
        _ if changes == looks => format!("All {changes} changes are of a kind that can do harm."),
        _ => format!("Of {changes} changes, these {looks} are of a kind that can do harm."),
    }
}

/// Only the style and the script of the page itself, and pictures in it; no request leaves it.
pub(super) fn policy(script: Option<&str>) -> String {
    let hash = |text: &str| BASE64_STANDARD.encode(Sha256::digest(text.as_bytes()));
    let script = script.map_or(String::new(), |script| format!("; script-src 'sha256-{}'", hash(script)));
    format!(
        "default-src 'none'; img-src data:; style-src 'sha256-{}'{script}; base-uri 'none'; form-action 'none'",
        hash(STYLE)
    )
}

/// A leaflet as HTML with every change since an earlier version, without its pictures.
pub(super) fn marked_changes(before: &str, now: &str) -> String {
    let (before, now) = (lines_of(before), lines_of(now));
    let lines = compared(&before, &now);
    LeafletMarkup::new(&lines, &|_| None).write()
}

/// A picture as part of a page. `name` is that of its file.
pub fn data_address(name: &str, bytes: &[u8]) -> String {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    let kind = match ending.as_str() {
        "svg" => "svg+xml",
        "jpg" => "jpeg",
        other => other,
    };
    format!("data:image/{kind};base64,{}", BASE64_STANDARD.encode(bytes))
}
