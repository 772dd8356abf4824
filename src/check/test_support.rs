//! Runs a single rule on example text, for the unit tests of rules.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use super::rule::{CheckContext, Findings, ManuscriptContext, Rule, Scope};
use crate::date::Date;
use crate::diagnostic::Finding;
use crate::library::LinkInputs;
use crate::publication_log::PublicationLog;
use crate::source::{FileRole, SourceContent, SourceFile, SourceId, Sources};
use crate::theme::Theme;
use crate::{date, leaflet, library, settings};

const FIELDS: &str =
    "---\ntitle: Example\nreference: PT-001\nlast_updated: 2026-11-23\narchive_date: 2028-11-23\n---\n";

/// The parts of a leaflet called 'Example' that a rule reports.
pub fn found(rule: &'static Rule, body: &str) -> Vec<String> {
    let text = format!("{FIELDS}{body}");
    let findings = findings(rule, "title: Site\n", &[("leaflets/example.md", &text)]);
    findings.iter().map(|finding| finding.span.range.of(&text).to_owned()).collect()
}

/// The text of a leaflet after all automatic fixes of a rule.
pub fn after_fix(rule: &'static Rule, body: &str) -> String {
    let mut text = format!("{FIELDS}{body}");
    let findings = findings(rule, "title: Site\n", &[("leaflets/example.md", &text)]);
    let mut edits: Vec<_> = findings.iter().flat_map(|finding| finding.fix.clone()).collect();
    edits.sort();
    for edit in edits.iter().rev() {
        text.replace_range(edit.range.start as usize..edit.range.end as usize, &edit.text);
    }
    text.split_off(FIELDS.len())
}

/// The findings of a rule in a site with these settings and files in `content/`.
pub fn findings(rule: &'static Rule, site: &str, files: &[(&str, &str)]) -> Vec<Finding> {
    let role = |path: &str| match path.split('/').next() {
        Some("leaflets") => FileRole::Leaflet,
        Some("pages") => FileRole::Page,
        Some("blocks") => FileRole::Block,
        Some("packs") => FileRole::Pack,
        _ => panic!("{path} is not in a folder that tests of rules support"),
    };
    let file = |role, path: &str, text: &str| SourceFile {
        path: format!("content/{path}").into(),
        on_disk: path.into(),
        role,
        content: SourceContent::Text(text.into()),
    };
    let mut all = vec![file(FileRole::Settings, "site.yaml", site)];
    all.extend(files.iter().map(|(path, text)| file(role(path), path, text)));
    let sources = Sources::new(all);
    let (id, _) = sources.of_role(FileRole::Settings).next().unwrap();
    let settings = settings::parse(id, site).unwrap();
    let texts: Vec<(SourceId, &SourceFile)> =
        sources.iter().filter(|(_, file)| file.role != FileRole::Settings).collect();
    let manuscripts: Vec<_> =
        texts.into_iter().map(|(id, file)| leaflet::parse(id, file, |path| sources.find(path))).collect();
    let today: Date = date::parse("2026-11-23").unwrap();
    let glossary = crate::glossary::Glossary::default();
    let inputs = LinkInputs {
        today,
        auto_links: settings.auto_links,
        glossary: &glossary,
        contacts: settings.phones_of_contacts(),
    };
    let library = library::link(&sources, &manuscripts, &inputs, None);
    let theme = Theme::load(&[], &[], false);
    let world = CheckContext {
        sources: &sources,
        settings: &settings,
        library: &library,
        record: &PublicationLog::default(),
        theme: &theme,
        rules: &[],
        today,
        base_url: None,
        glossary: &glossary,
        numbers: std::sync::OnceLock::new(),
        objects: None,
        as_published: None,
        wordings: crate::versions::WordingHashes::default(),
    };
    let mut found = Vec::new();
    for id in 0..manuscripts.len() {
        let subject = ManuscriptContext::new(&world, id);
        if let Scope::Manuscript(check) | Scope::English(check) = rule.scope {
            check(&subject, &mut Findings::new(rule, rule.severity, &mut found));
        }
    }
    if let Scope::Site(check) = rule.scope {
        check(&world, &mut Findings::new(rule, rule.severity, &mut found));
    }
    found.sort_by_key(|finding| finding.span);
    found
}
