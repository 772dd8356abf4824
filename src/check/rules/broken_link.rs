//! `broken-link`: a link must lead somewhere.

use crate::check::drafts::{draft_named, help_with_draft};
use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope, did_you_mean};
use crate::diagnostic::Severity;
use crate::leaflet::ManuscriptProblem;
use crate::library::{Library, ManuscriptId, MissingTarget, Target};
use crate::markdown::{LinkStyle, MarkdownProblem};

pub static RULE: Rule = Rule {
    name: "broken-link",
    severity: Severity::Error,
    group: RuleGroup::Links,
    summary: "a link must lead somewhere",
    documentation: include_str!("broken_link.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let library = subject.world.library;
    for (link, target) in subject.links() {
        let Target::Missing(missing) = target else { continue };
        let wiki = matches!(link.style, LinkStyle::Wiki | LinkStyle::WikiWithText);
        // Images and names in double brackets have rules of their own.
        if subject.manuscript.document.is_image(link) || (wiki && *missing != MissingTarget::Empty) {
            continue;
        }
        let written = &*link.destination;
        let could_be_draft =
            matches!(missing, MissingTarget::File | MissingTarget::Reference | MissingTarget::NotForReaders);
        let draft = if could_be_draft { draft_named(subject.world, written) } else { None };
        if let Some(path) = draft {
            findings.add(
                subject.span(link.range),
                format!("This link leads to '{written}', which is a draft. Drafts are not published, so readers who follow the link would find nothing."),
                help_with_draft(path),
            );
            continue;
        }
        let (message, help) = in_words(library, subject.id, *missing, written);
        let finding = findings.add(subject.span(link.range), message, help);
        if let Some(start) = missing_start(*missing, written)
            && link.range.of(subject.text()) == written
        {
            finding.fixed_by(link.range, format!("{start}{written}"));
        }
    }
    for problem in subject.problems() {
        let (range, message, help) = match problem {
            ManuscriptProblem::Markdown(MarkdownProblem::UnknownLabel(range)) => (
                range,
                "This link names a label, but no line in this file says where the label leads. Readers would see the brackets.",
                "Write the address in round brackets after the text: '[text](other-leaflet.md)'.",
            ),
            ManuscriptProblem::Markdown(MarkdownProblem::UnknownFootnote(range)) => (
                range,
                "This mark refers to a footnote that is not in this file. Readers would see the brackets.",
                "Write the footnote on a line of its own: '[^1]: The text of the note.'",
            ),
            ManuscriptProblem::Markdown(MarkdownProblem::UnfinishedLink(range)) => (
                range,
                "This looks like a link, but there is a space in its address, so no link is made. Readers would see the brackets.",
                "Put angle brackets around the address: '[text](<other leaflet.md>)'.",
            ),
            _ => continue,
        };
        findings.add(subject.span(*range), message, help);
    }
}

/// The start that is missing from an address: an email address or an address of another site.
fn missing_start(missing: MissingTarget, written: &str) -> Option<&'static str> {
    match missing {
        MissingTarget::File if written.contains('@') && !written.contains(['/', ' ']) => Some("mailto:"),
        MissingTarget::File if written.starts_with("www.") => Some("https://"),
        _ => None,
    }
}

fn in_words(library: &Library<'_>, from: ManuscriptId, missing: MissingTarget, written: &str) -> (String, String) {
    let start = missing_start(missing, written);
    match missing {
        MissingTarget::File if start == Some("mailto:") => (
            format!(
                "This link leads to a file '{written}', but there is no such file. It is probably meant to be an email address."
            ),
            format!("Write 'mailto:' before it: 'mailto:{written}'."),
        ),
        MissingTarget::File if start.is_some() => (
            format!(
                "This link leads to a file '{written}', but there is no such file. It is probably meant to be a page of another site."
            ),
            format!("Write 'https://' before it: 'https://{written}'."),
        ),
        MissingTarget::File | MissingTarget::Title | MissingTarget::AmbiguousTitle => (
            format!(
                "This link leads to '{written}', but there is no such file. Readers who follow it would find nothing."
            ),
            format!(
                "{}Name a file next to this one, for example 'other-leaflet.md', or a leaflet reference.",
                did_you_mean(library.nearest_file(from, written).as_deref())
            ),
        ),
        MissingTarget::Reference => (
            format!(
                "This link leads to '{written}', but no leaflet has that reference. Readers who follow it would find nothing."
            ),
            format!(
                "{}Write the reference of a leaflet of this site, or the name of its file.",
                did_you_mean(library.nearest_reference(written))
            ),
        ),
        MissingTarget::NotForReaders => (
            format!("This link leads to '{written}', which is not published."),
            "Link to a leaflet, a page, or a file in 'content/static'.".to_owned(),
        ),
        MissingTarget::Outside => (
            format!(
                "This link leads to '{written}', which is outside the folder 'content'. Nothing outside it is published."
            ),
            "Copy the file into 'content/static' and link to it there.".to_owned(),
        ),
        MissingTarget::Scheme if written.starts_with("file:") || written.get(1..2) == Some(":") => (
            format!("This link leads to '{written}', a file on your own computer. Readers cannot reach it."),
            "Copy the file into 'content/static' and link to it there, for example '../static/map.pdf'.".to_owned(),
        ),
        MissingTarget::Scheme if written.contains("://") || written.starts_with("//") => (
            format!("This link leads to '{written}', an address of an unknown kind."),
            "Write the full address, beginning with 'https://'.".to_owned(),
        ),
        MissingTarget::Scheme => (
            format!("This link leads to '{written}', a kind of address that is not safe for readers."),
            "Use an address that begins with 'https:', 'mailto:' or 'tel:', or the name of a file of this site."
                .to_owned(),
        ),
        MissingTarget::Empty => (
            "This link leads nowhere: it has no address.".to_owned(),
            "Write where it leads, or remove the link and keep its words.".to_owned(),
        ),
        MissingTarget::Folder => (
            format!("This link leads to '{written}', a folder. A link must name a file."),
            format!(
                "{}Write the name of the file: 'other-leaflet.md'.",
                did_you_mean(library.nearest_file(from, &format!("{}.md", written.trim_end_matches('/'))).as_deref())
            ),
        ),
    }
}
