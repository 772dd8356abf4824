//! Findings as SARIF 2.1.0, a format for code hosts and editors.

use std::collections::HashMap;
use std::io::{self, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::place::Places;
use super::show::{OutputOptions, RuleText};
use crate::diagnostic::{Edit, Finding, Report, Severity};
use crate::source::{SourceId, Sources, Span};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The name of the base folder of file addresses.
const ROOT: &str = "SRCROOT";

/// Characters other than these are percent-encoded in file addresses.
const UNESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifLog<'a> {
    #[serde(rename = "$schema")]
    schema: &'a str,
    version: &'a str,
    runs: [SarifRun<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifRun<'a> {
    tool: Tool<'a>,
    language: &'a str,
    invocations: [Invocation; 1],
    column_kind: &'a str,
    original_uri_base_ids: HashMap<&'a str, SarifBase>,
    results: Vec<SarifResult<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'a str,
    version: &'a str,
    semantic_version: &'a str,
    rules: Vec<Descriptor<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor<'a> {
    id: &'a str,
    short_description: Message,
    full_description: Message,
    help: Help<'a>,
    default_configuration: Configuration<'a>,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
struct Help<'a> {
    text: &'a str,
    markdown: &'a str,
}

#[derive(Serialize)]
struct Configuration<'a> {
    level: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
}

#[derive(Serialize)]
struct SarifBase {
    description: Message,
}

/// A finding, called a result in SARIF.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'a str,
    message: Message,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: Fingerprints,
    #[serde(skip_serializing_if = "Option::is_none")]
    fixes: Option<[SarifFix; 1]>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: SarifArtifact,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifArtifact {
    uri: String,
    uri_base_id: &'static str,
}

/// A range of a file, its last column exclusive.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "ruleFileLine/v1")]
    rule_file_line: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifFix {
    description: Message,
    artifact_changes: [ArtifactChange; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange {
    artifact_location: SarifArtifact,
    replacements: Vec<Replacement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    inserted_content: Message,
}

pub(super) fn write(
    report: &Report,
    sources: &Sources,
    show: &OutputOptions<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut converter = Converter {
        places: Places::new(sources),
        sources,
        folder: show.folder,
        addresses: HashMap::new(),
        seen: HashMap::new(),
    };
    let numbers: HashMap<&str, usize> =
        show.rules.iter().enumerate().map(|(number, rule)| (rule.name, number)).collect();
    let results = report.findings().iter().map(|finding| converter.finding(finding, &numbers)).collect();
    let version = env!("CARGO_PKG_VERSION");
    let description =
        message("The folder in which Pamphlet was run; for a site given by its full path, the site folder.");
    let log = SarifLog {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [SarifRun {
            tool: Tool {
                driver: Driver {
                    name: "Pamphlet",
                    version,
                    semantic_version: version,
                    rules: show.rules.iter().map(descriptor).collect(),
                },
            },
            language: "en-GB",
            invocations: [Invocation { execution_successful: true }],
            column_kind: "unicodeCodePoints",
            original_uri_base_ids: HashMap::from([(ROOT, SarifBase { description })]),
            results,
        }],
    };
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn descriptor<'a>(rule: &RuleText<'a>) -> Descriptor<'a> {
    let mut letters = rule.summary.chars();
    let first: String = letters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    // The first section of the documentation, without its heading, describes what the rule checks.
    let section = rule.documentation.split("\n## ").next().unwrap_or_default();
    let checks = section.split_once('\n').map_or(section, |(_, checks)| checks).trim();
    Descriptor {
        id: rule.name,
        short_description: message(format!("{first}{}.", letters.as_str())),
        full_description: message(checks),
        help: Help { text: rule.documentation, markdown: rule.documentation },
        default_configuration: Configuration { level: level(rule.severity) },
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

fn message(text: impl Into<String>) -> Message {
    Message { text: text.into() }
}

struct Converter<'a> {
    places: Places<'a>,
    sources: &'a Sources,
    folder: &'a str,
    addresses: HashMap<SourceId, String>,
    /// The number of findings with each fingerprint so far.
    seen: HashMap<u64, usize>,
}

impl Converter<'_> {
    fn finding<'f>(&mut self, finding: &'f Finding, numbers: &HashMap<&str, usize>) -> SarifResult<'f> {
        let related = finding.related.iter();
        SarifResult {
            rule_id: finding.rule,
            rule_index: numbers.get(finding.rule).copied(),
            level: level(finding.severity),
            message: message(format!("{} {}", finding.message, finding.help.trim_end())),
            locations: [self.location(finding.span, None)],
            related_locations: related.map(|label| self.location(label.span, Some(&label.text))).collect(),
            partial_fingerprints: Fingerprints { rule_file_line: self.fingerprint(finding) },
            fixes: (!finding.fix.is_empty()).then(|| [self.fix(finding)]),
        }
    }

    fn location(&mut self, span: Span, text: Option<&str>) -> Location {
        Location {
            physical_location: PhysicalLocation {
                artifact_location: self.artifact(span.source),
                region: self.region(span),
            },
            message: text.map(message),
        }
    }

    fn artifact(&mut self, source: SourceId) -> SarifArtifact {
        let address = self.addresses.entry(source).or_insert_with(|| {
            let path = format!("{}{}", self.folder, self.sources.file(source).path);
            utf8_percent_encode(&path, UNESCAPED).to_string()
        });
        SarifArtifact { uri: address.clone(), uri_base_id: ROOT }
    }

    fn region(&mut self, span: Span) -> Region {
        let place = self.places.of(span);
        Region {
            start_line: place.start.line,
            start_column: place.start.column,
            end_line: place.end.line,
            end_column: place.end.column,
        }
    }

    fn fix(&mut self, finding: &Finding) -> SarifFix {
        let source = finding.span.source;
        let text = self.sources.file(source).text();
        let replacement = |edit: &Edit| Replacement {
            deleted_region: self.region(edit.range.in_source(source)),
            inserted_content: message(edit.in_text(text)),
        };
        let replacements = finding.fix.iter().map(replacement).collect();
        SarifFix {
            description: message("Fix it, as 'pamphlet check --fix' does."),
            artifact_changes: [ArtifactChange { artifact_location: self.artifact(source), replacements }],
        }
    }

    /// A fingerprint that does not change when the line of a finding moves; numbered if the same rule finds the same
    /// line again.
    fn fingerprint(&mut self, finding: &Finding) -> String {
        let line = self.places.line(finding.span);
        let parts = [finding.rule, &self.sources.file(finding.span.source).path, line.trim()];
        let hash = hash(parts.map(str::as_bytes));
        let number = self.seen.entry(hash).or_default();
        *number += 1;
        format!("{hash:016x}:{number}")
    }
}

/// FNV-1a, which returns the same hash on every machine and in every version.
fn hash(parts: [&[u8]; 3]) -> u64 {
    // A zero byte separates the parts, so that different lists of parts have different hashes.
    let bytes = parts.iter().flat_map(|part| part.iter().chain(&[0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
