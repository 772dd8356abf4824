//! `invalid-date`: a date must be a real day that cannot be misread.

use crate::check::curly::{starts_curly, without_curly};
use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::date::{self, Date, DateFault};
use crate::diagnostic::Severity;
use crate::leaflet::ManuscriptProblem;

pub static RULE: Rule = Rule {
    name: "invalid-date",
    severity: Severity::Error,
    group: RuleGroup::Dates,
    summary: "a date must be a real day that cannot be misread",
    documentation: include_str!("invalid_date.md"),
    locked: true,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    for problem in subject.problems() {
        let ManuscriptProblem::InvalidDate { name, text, fault, range } = problem else { continue };
        let inner = without_curly(text);
        if starts_curly(text)
            && let Ok(day) = date::parse(inner)
        {
            findings
                .add(
                    subject.span(*range),
                    format!("The date in '{name}' is in curly quotation marks, so it is not read as a date: it says '{text}'."),
                    format!("Write it without quotation marks: '{inner}'."),
                )
                .fixed_by(*range, if inner.contains('-') { day.to_string() } else { inner.to_owned() });
            continue;
        }
        let (why, help) = in_words(*fault, subject.world.today);
        let finding = findings.add(
            subject.span(*range),
            format!("The date in '{name}' cannot be used: it says '{text}'. {why}"),
            help,
        );
        // The range may include quotes. Values over several lines or from a YAML alias are not fixed automatically.
        let is_plain = !text.contains('\n') && range.of(subject.text()).trim_matches(['\'', '"']) == text.as_str();
        if let Some(day) = date::certain(text, *fault).filter(|_| is_plain) {
            finding.fixed_by(*range, day.to_string());
        }
    }
}

/// Why a date is rejected, and how to write it.
pub fn in_words(fault: DateFault, today: Date) -> (String, String) {
    let two_ways = |day: Date| format!("'{day}' or '{}'", date::in_english(day));
    let usual = format!("Write the day like {}.", two_ways(today));
    match fault {
        DateFault::Ambiguous => (
            "Some people read the day first and some the month first, so it is not clear which day is meant."
                .to_owned(),
            format!("Write the month as a word or the year first, like {}.", two_ways(today)),
        ),
        DateFault::ShortYear => (
            "The year has only two digits, so it is not clear which number is the year.".to_owned(),
            format!("Write the year with four digits: {}.", two_ways(today)),
        ),
        DateFault::OtherSpelling(day) => (
            "Only two forms are accepted, so that dates are not misread.".to_owned(),
            format!("If you mean {}, write {}.", date::in_english(day), two_ways(day)),
        ),
        DateFault::NoSuchDay { month, year, days } => {
            let month = date::MONTHS[usize::from(month.clamp(1, 12)) - 1];
            (format!("There is no such day: {month} {year} has {days} days."), usual)
        }
        DateFault::NoSuchMonth => ("There are only 12 months.".to_owned(), usual),
        DateFault::WithTime(day) => (
            "It includes a time of day, but only the day is needed.".to_owned(),
            format!("Write only the day: {}.", two_ways(day)),
        ),
        DateFault::Year => ("The year is not between 1900 and 2999.".to_owned(), usual),
        DateFault::NotADate => ("This is not a date that Pamphlet can read.".to_owned(), usual),
    }
}
