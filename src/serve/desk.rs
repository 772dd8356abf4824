//! The desk: a page that lists all leaflets, with filters that work without a script.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::parts;
use super::request::{Reply, values};
use super::response_context::ResponseContext;
use super::rows::{self, DeskRow, RowOrder, RowState};
use super::shown::{PanelFinding, counted, in_query, lines_of, shown};
use super::status_panel::DiskTrouble;
use crate::date::{Date, MONTHS, in_words};
use crate::diagnostic::{Finding, Severity};
use crate::pipeline::preview::PreviewSite;
use crate::present::thousands;
use crate::source::FileRole;

/// Rows per page.
const ROWS: usize = 100;

/// The filters, the order and the page number of a request.
#[derive(Clone, Default)]
struct DeskQuery {
    text: String,
    owner: String,
    state: Option<RowState>,
    rule: String,
    order: RowOrder,
    page: usize,
}

impl DeskQuery {
    fn read(query: &str) -> Self {
        let mut asked = Self { page: 1, ..Self::default() };
        for (name, value) in values(query) {
            match name.as_str() {
                "find" => asked.text = value.trim().to_owned(),
                "owner" => asked.owner = value,
                "state" => asked.state = RowState::ALL.into_iter().find(|state| state.name() == value),
                "rule" => asked.rule = value,
                "sort" => {
                    asked.order = RowOrder::ALL.into_iter().find(|order| order.name() == value).unwrap_or_default()
                }
                "page" => asked.page = value.parse().unwrap_or(1),
                _ => {}
            }
        }
        asked
    }

    /// The address of the same query.
    fn address(&self) -> String {
        let state = self.state.map_or("", RowState::name);
        let order = if self.order == RowOrder::default() { "" } else { self.order.name() };
        let page = if self.page > 1 { self.page.to_string() } else { String::new() };
        let given = [
            ("find", self.text.as_str()),
            ("owner", &self.owner),
            ("state", state),
            ("rule", &self.rule),
            ("sort", order),
            ("page", &page),
        ];
        let given = given.iter().filter(|(_, value)| !value.is_empty());
        let query: Vec<String> = given.map(|(name, value)| format!("{name}={}", in_query(value))).collect();
        if query.is_empty() { "/_desk/".to_owned() } else { format!("/_desk/?{}", query.join("&")) }
    }

    fn matches(&self, row: &DeskRow<'_>) -> bool {
        let text = self.text.to_lowercase();
        let holds = |field: &str| field.to_lowercase().contains(&text);
        (text.is_empty() || holds(row.title) || holds(row.reference) || holds(row.file))
            && (self.owner.is_empty() || row.owner == self.owner)
            && self.state.is_none_or(|state| row.state == state)
            && (self.rule.is_empty() || row.tallies.iter().any(|tally| tally.rule == self.rule))
    }
}

#[derive(Serialize)]
struct DeskPage {
    version: String,
    /// Whether all leaflets were checked since the last change.
    swept: bool,
    site: String,
    find: String,
    sort: &'static str,
    owners: Vec<DeskChoice>,
    states: Vec<DeskChoice>,
    rules: Vec<DeskChoice>,
    filtered: bool,
    count: usize,
    count_words: String,
    caption: String,
    columns: Vec<DeskColumn>,
    rows: Vec<DeskLine>,
    before: Option<String>,
    after: Option<String>,
    pages: String,
    many: bool,
    /// Findings in settings, theme and other files that are not leaflets.
    elsewhere: Vec<PanelFinding>,
    elsewhere_more: usize,
    trouble: Option<DiskTrouble>,
}

#[derive(Serialize)]
struct DeskChoice {
    value: String,
    words: String,
    chosen: bool,
}

#[derive(Serialize)]
struct DeskColumn {
    words: &'static str,
    address: String,
    chosen: bool,
    descending: bool,
}

#[derive(Serialize)]
struct DeskLine {
    title: String,
    address: Option<String>,
    reference: String,
    owner: String,
    state: &'static str,
    state_words: &'static str,
    last_updated: Option<DeskDate>,
    archive_date: Option<DeskDate>,
    /// What to show for each field without a value.
    without: BTreeMap<&'static str, &'static str>,
    problems: String,
    stops: bool,
    lines: String,
    file: String,
}

#[derive(Serialize)]
struct DeskDate {
    iso: String,
    words: String,
}

/// How many findings outside leaflets are shown.
const ELSEWHERE: usize = 20;

/// The desk. `together` holds the findings that need all texts at once, if they are known already.
pub(super) fn page(
    query: &str,
    open: &PreviewSite<'_>,
    together: Option<&[Finding]>,
    context: &ResponseContext<'_>,
) -> Reply {
    let mut asked = DeskQuery::read(query);
    let all = rows::all(open, &context.memory.found);
    let owners: BTreeSet<&str> = all.iter().map(|row| row.owner).filter(|owner| !owner.is_empty()).collect();
    let rules: BTreeSet<&str> = all.iter().flat_map(|row| row.tallies).map(|tally| tally.rule).collect();
    let states = RowState::ALL.map(|state| (state, all.iter().filter(|row| row.state == state).count()));
    let owners = choices(owners, &asked.owner);
    let rules = choices(rules, &asked.rule);
    let mut rows: Vec<DeskRow<'_>> = all.into_iter().filter(|row| asked.matches(row)).collect();
    asked.order.sort(&mut rows);
    let pages = rows.len().div_ceil(ROWS).max(1);
    asked.page = asked.page.clamp(1, pages);
    let other_page = |page: usize| DeskQuery { page, ..asked.clone() }.address();
    let elsewhere: Vec<&Finding> =
        together.unwrap_or_default().iter().filter(|finding| is_elsewhere(open, finding)).collect();
    let version = *context.version.borrow();
    let shown_rows = rows.iter().skip((asked.page - 1) * ROWS).take(ROWS);
    let fill = |word: &'static str, number: usize| parts::word(word).replace("{count}", &thousands(number));
    let page = DeskPage {
        version: version.to_string(),
        swept: version.swept,
        site: open.site.settings.title.clone(),
        find: asked.text.clone(),
        sort: asked.order.name(),
        owners,
        states: states
            .into_iter()
            .map(|(state, count)| DeskChoice {
                value: state.name().to_owned(),
                words: format!("{} ({})", state_words(state), thousands(count)),
                chosen: asked.state == Some(state),
            })
            .collect(),
        rules,
        filtered: !(asked.text.is_empty() && asked.owner.is_empty() && asked.state.is_none() && asked.rule.is_empty()),
        count: rows.len(),
        count_words: if rows.len() == 1 { parts::word("one_leaflet").to_owned() } else { fill("leaflets", rows.len()) },
        caption: match pages {
            1 => parts::word("caption").to_owned(),
            _ => parts::word("caption_page")
                .replace("{page}", &thousands(asked.page))
                .replace("{pages}", &thousands(pages)),
        },
        columns: columns(&asked),
        rows: shown_rows.map(|row| line(row, open)).collect(),
        before: (asked.page > 1).then(|| other_page(asked.page - 1)),
        after: (asked.page < pages).then(|| other_page(asked.page + 1)),
        pages: parts::word("page_of").replace("{page}", &thousands(asked.page)).replace("{pages}", &thousands(pages)),
        many: pages > 1,
        elsewhere_more: elsewhere.len().saturating_sub(ELSEWHERE),
        elsewhere: shown(elsewhere.into_iter().take(ELSEWHERE), open.sources(), context.site),
        trouble: context.memory.trouble.as_ref().map(Into::into),
    };
    Reply::page(200, parts::render("desk.html", "desk", &page))
}

/// Whether a finding is in a file that is neither a leaflet nor a draft.
fn is_elsewhere(open: &PreviewSite<'_>, finding: &Finding) -> bool {
    !matches!(open.sources().file(finding.span.source).role, FileRole::Leaflet | FileRole::Draft)
}

fn choices(names: BTreeSet<&str>, chosen: &str) -> Vec<DeskChoice> {
    let choice = |name: &str| DeskChoice { value: name.to_owned(), words: name.to_owned(), chosen: name == chosen };
    names.into_iter().map(choice).collect()
}

fn columns(asked: &DeskQuery) -> Vec<DeskColumn> {
    let column = |order: RowOrder| DeskColumn {
        words: match order {
            RowOrder::Title => parts::word("title"),
            RowOrder::Reference => parts::word("reference"),
            RowOrder::State => parts::word("state"),
            RowOrder::Updated => parts::word("last_updated"),
            RowOrder::Archive => parts::word("archive_date"),
            RowOrder::Owner => parts::word("owner"),
            RowOrder::Problems => parts::word("problems"),
        },
        address: DeskQuery { order, page: 1, ..asked.clone() }.address(),
        chosen: asked.order == order,
        descending: order == RowOrder::Problems,
    };
    RowOrder::ALL.into_iter().map(column).collect()
}

fn state_words(state: RowState) -> &'static str {
    match state {
        RowState::Current => parts::word("state_current"),
        RowState::Due => parts::word("state_due"),
        RowState::Archived => parts::word("state_archived"),
        RowState::Draft => parts::word("state_draft"),
        RowState::Unfinished => parts::word("state_unfinished"),
    }
}

fn line(row: &DeskRow<'_>, open: &PreviewSite<'_>) -> DeskLine {
    let day = |day: Option<Date>| day.map(|day| DeskDate { iso: day.to_string(), words: in_words(day, &MONTHS) });
    let of = |severity| row.count(severity);
    let name = row.file.rsplit('/').next().unwrap_or(row.file);
    DeskLine {
        title: if row.title.is_empty() { name.to_owned() } else { row.title.to_owned() },
        address: open.site.address(row.id).map(|address| format!("/{}", address.in_links(false))),
        reference: row.reference.to_owned(),
        owner: row.owner.to_owned(),
        state: row.state.name(),
        state_words: state_words(row.state),
        last_updated: day(row.last_updated),
        archive_date: day(row.archive_date),
        without: ["reference", "last_updated", "archive_date", "owner"]
            .map(|name| (name, if row.unreadable.contains(&name) { "unreadable" } else { "missing" }))
            .map(|(name, word)| (name, parts::word(word)))
            .into(),
        problems: counted(of(Severity::Error), of(Severity::Warning), of(Severity::Advice)),
        stops: of(Severity::Error) > 0,
        lines: lines_of(row.file, 1),
        file: row.file.to_owned(),
    }
}
