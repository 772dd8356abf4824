//! Dates as authors write them: which are accepted, which are refused, and whether the message helps.

use std::collections::BTreeSet;
use std::fs;

use scraper::{Html, Selector};

use crate::support::site::{Finding, Site};

/// The day of the test. It is not in the table, so that a suggested day cannot be mistaken for an example.
const TODAY: &str = "2027-02-03";

/// The fields that each spelling is tried in.
const FIELDS: [&str; 2] = ["last_updated", "archive_date"];

/// Accepted spellings, as in front matter, and the day that each means.
const TAKEN: &[(&str, &str)] = &[
    ("2026-11-23", "2026-11-23"),
    ("23 November 2026", "2026-11-23"),
    ("1 May 2026", "2026-05-01"),
    ("01 May 2026", "2026-05-01"),
    ("1 may 2026", "2026-05-01"),
    ("1 MAY 2026", "2026-05-01"),
    ("'2026-05-01'", "2026-05-01"),
    ("\"23 November 2026\"", "2026-11-23"),
    ("  2026-05-01  ", "2026-05-01"),
    ("23  November  2026", "2026-11-23"),
    // Non-breaking spaces, as inserted by word processors.
    ("23\u{a0}November\u{a0}2026", "2026-11-23"),
    ("31 December 2025", "2025-12-31"),
    ("2024-12-31", "2024-12-31"),
    ("30 September 2025", "2025-09-30"),
];

/// A refused spelling, as in front matter; words of the message; and the suggested day.
struct Refused(&'static str, &'static str, Option<&'static str>);

const AMBIGUOUS: &str = "it is not clear which day is meant";
const SHORT_YEAR: &str = "two digits";
const TWO_SPELLINGS: &str = "Only two forms are accepted";
const NO_MONTH: &str = "only 12 months";
const TIME: &str = "only the day is needed";
const YEAR: &str = "between 1900 and 2999";
const NO_DATE: &str = "not a date";
const NOV_23: Option<&str> = Some("2026-11-23");

const REFUSED: &[Refused] = &[
    // More than one day is possible.
    Refused("03/04/2026", AMBIGUOUS, None),
    Refused("3/4/2026", AMBIGUOUS, None),
    Refused("03-04-2026", AMBIGUOUS, None),
    Refused("03.04.2026", AMBIGUOUS, None),
    Refused("12/11/2026", AMBIGUOUS, None),
    Refused("26-11-23", SHORT_YEAR, None),
    Refused("23/11/26", SHORT_YEAR, None),
    Refused("23 November 26", SHORT_YEAR, None),
    // Only one day is possible.
    Refused("20261123", TWO_SPELLINGS, NOV_23),
    Refused("2026/11/23", TWO_SPELLINGS, NOV_23),
    Refused("2026.11.23", TWO_SPELLINGS, NOV_23),
    Refused("2026 11 23", TWO_SPELLINGS, NOV_23),
    Refused("2026-1-2", TWO_SPELLINGS, Some("2026-01-02")),
    Refused("23.11.2026", TWO_SPELLINGS, NOV_23),
    Refused("23/11/2026", TWO_SPELLINGS, NOV_23),
    Refused("11/23/2026", TWO_SPELLINGS, NOV_23),
    Refused("11/11/2026", TWO_SPELLINGS, Some("2026-11-11")),
    Refused("November 23, 2026", TWO_SPELLINGS, NOV_23),
    Refused("23rd November 2026", TWO_SPELLINGS, NOV_23),
    Refused("1st May 2026", TWO_SPELLINGS, Some("2026-05-01")),
    Refused("23 Nov 2026", TWO_SPELLINGS, NOV_23),
    Refused("23 Nov. 2026", TWO_SPELLINGS, NOV_23),
    Refused("23 Sept 2026", TWO_SPELLINGS, Some("2026-09-23")),
    Refused("23-Nov-2026", TWO_SPELLINGS, NOV_23),
    Refused("Nov 23 2026", TWO_SPELLINGS, NOV_23),
    Refused("2026-11-23.", TWO_SPELLINGS, NOV_23),
    Refused("Monday 23 November 2026", TWO_SPELLINGS, NOV_23),
    Refused("Monday, 23 November 2026", TWO_SPELLINGS, NOV_23),
    Refused("the 23rd of November 2026", TWO_SPELLINGS, NOV_23),
    // Word processors replace hyphens with dashes.
    Refused("2026\u{2013}11\u{2013}23", TWO_SPELLINGS, NOV_23),
    Refused("2026\u{2011}11\u{2011}23", TWO_SPELLINGS, NOV_23),
    // Windows copies this invisible mark with a date.
    Refused("\u{200e}2026-11-23", TWO_SPELLINGS, NOV_23),
    Refused("2026-11-23\u{200b}", TWO_SPELLINGS, NOV_23),
    // A time after the date.
    Refused("2026-11-23T00:00", TIME, NOV_23),
    Refused("2026-11-23T09:30:00+01:00", TIME, NOV_23),
    Refused("2026-11-23 09:30", TIME, NOV_23),
    Refused("23 November 2026 09:30", TIME, NOV_23),
    // There is no such day.
    Refused("2026-02-31", "February 2026 has 28 days", None),
    Refused("29 February 2027", "February 2027 has 28 days", None),
    Refused("31 February 2028", "February 2028 has 29 days", None),
    Refused("2100-02-29", "February 2100 has 28 days", None),
    Refused("31 November 2026", "November 2026 has 30 days", None),
    Refused("32/01/2026", "January 2026 has 31 days", None),
    Refused("2026-11-00", "November 2026 has 30 days", None),
    Refused("0 November 2026", "November 2026 has 30 days", None),
    Refused("20260231", "February 2026 has 28 days", None),
    Refused("2026-13-01", NO_MONTH, None),
    Refused("2026-00-10", NO_MONTH, None),
    Refused("0026-11-23", YEAR, None),
    Refused("1899-12-31", YEAR, None),
    Refused("23 November 3000", YEAR, None),
    // No date at all.
    Refused("+002026-11-23", NO_DATE, None),
    Refused("tomorrow", NO_DATE, None),
    Refused("TBC", NO_DATE, None),
    Refused("n/a", NO_DATE, None),
    Refused("2026", NO_DATE, None),
    Refused("November 2026", NO_DATE, None),
    Refused("2026-11", NO_DATE, None),
    Refused("23 November", NO_DATE, None),
    Refused("31 February", NO_DATE, None),
    Refused("13/13/2026", NO_DATE, None),
    Refused("46349", NO_DATE, None),
    Refused("1795392000", NO_DATE, None),
    Refused("2026-W48-1", NO_DATE, None),
    Refused("23 novembre 2026", NO_DATE, None),
    Refused("99999999999999999999999999", NO_DATE, None),
    // Digits of other scripts.
    Refused("２０２６-１１-２３", NO_DATE, None),
    Refused("٢٠٢٦-١١-٢٣", NO_DATE, None),
    Refused("²³ November 2026", NO_DATE, None),
];

/// A leaflet with a spelling in one field, and the line of the field.
fn leaflet(field: &str, spelling: &str, number: usize) -> (String, u64) {
    let notes = number % 3;
    let line = |name: &str, usual: &str| format!("{name}: {}\n", if name == field { spelling } else { usual });
    let text = format!(
        "---\ntitle: About {field} {number}\nreference: PT-{:03}\nsummary: A date is tried here.\n{}{}{}---\nText.\n",
        number + if field == FIELDS[0] { 100 } else { 500 },
        "# a note\n".repeat(notes),
        line("last_updated", "2024-11-25"),
        line("archive_date", "2027-06-01"),
    );
    (text, 5 + notes as u64 + u64::from(field == FIELDS[1]))
}

/// Everything that is wrong with the findings about a refused spelling.
fn faults(findings: &[&Finding], field: &str, line: u64, Refused(spelling, words, day): &Refused) -> Vec<String> {
    let [finding] = findings else {
        return vec![format!("there are {} findings instead of one: {findings:?}", findings.len())];
    };
    let mut faults = Vec::new();
    if finding.rule != "invalid-date" || (finding.line, finding.column) != (line, 15) || finding.severity != "error" {
        faults.push(format!("the finding is {} {}, not invalid-date at {line}:15", finding.severity, finding.place()));
    }
    if !finding.message.contains(&format!("'{spelling}'")) || !finding.message.contains(field) {
        faults.push(format!("it does not say what it read: {}", finding.message));
    }
    if !finding.message.contains(words) {
        faults.push(format!("it does not say '{words}': {}", finding.message));
    }
    // If only one day is possible, the message suggests it; otherwise it shows any date as an example.
    let day = day.unwrap_or(TODAY);
    if !finding.help.contains(&format!("'{day}' or '")) || !finding.help.to_lowercase().contains("write") {
        faults.push(format!("the help does not say how to write {day}: {}", finding.help));
    }
    faults
}

#[test]
fn the_table_is_long_enough() {
    let spellings: BTreeSet<&str> = TAKEN.iter().map(|row| row.0).chain(REFUSED.iter().map(|row| row.0)).collect();
    assert_eq!(spellings.len(), TAKEN.len() + REFUSED.len(), "a spelling is there twice");
    assert!(spellings.len() >= 40);
}

#[test]
fn each_message_says_where_why_and_what_to_write() {
    let site = Site::empty();
    let mut rows = Vec::new();
    for (number, row) in REFUSED.iter().enumerate() {
        for field in FIELDS {
            let (text, line) = leaflet(field, row.0, number);
            let file = format!("content/leaflets/{field}-{number}.md");
            site.write(&file, text);
            rows.push((file, field, line, row));
        }
    }
    let findings = site.check(&["--today", TODAY, "--format", "json"]).exits(1).findings();
    let mut wrong = Vec::new();
    for (file, field, line, row) in &rows {
        let found: Vec<&Finding> = findings.iter().filter(|finding| finding.file == *file).collect();
        wrong.extend(
            faults(&found, field, *line, row).into_iter().map(|fault| format!("{field}: {:?}: {fault}", row.0)),
        );
    }
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn each_accepted_spelling_means_its_day() {
    let site = Site::empty();
    for (number, (spelling, _)) in TAKEN.iter().enumerate() {
        for field in FIELDS {
            site.write(format!("content/leaflets/{field}-{number}.md"), leaflet(field, spelling, number).0);
        }
    }
    site.build(&["--today", TODAY]).exits(0);
    let mut wrong = Vec::new();
    for (number, (spelling, day)) in TAKEN.iter().enumerate() {
        for field in FIELDS {
            let other = if field == FIELDS[0] { "2027-06-01" } else { "2024-11-25" };
            let shown = days_on(&site.join(format!("public/leaflets/{field}-{number}/index.html")));
            if shown != BTreeSet::from([(*day).to_owned(), other.to_owned()]) {
                wrong.push(format!("{field}: {spelling:?} is shown as {shown:?}, not as {day}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The dates on a page.
fn days_on(page: &std::path::Path) -> BTreeSet<String> {
    let page = Html::parse_document(&fs::read_to_string(page).unwrap());
    let times = Selector::parse("main time").unwrap();
    page.select(&times).filter_map(|time| time.attr("datetime")).map(str::to_owned).collect()
}
