//! Findings as SARIF 2.1.0, a format for code hosts and editors.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_sarif::sarif::{
    ArtifactChange, ArtifactContent, ArtifactLocation, Fix, Invocation, Location, Message, MultiformatMessageString,
    PhysicalLocation, Region, Replacement, ReportingConfiguration, ReportingDescriptor, Result as SarifResult,
    ResultLevel, Run, Sarif, Tool, ToolComponent,
};

use super::place::Places;
use super::show::{OutputOptions, RuleText};
use crate::diagnostic::{Edit, Finding, Report, Severity};
use crate::source::{SourceId, Sources, Span};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The name of the base folder of file addresses.
const ROOT: &str = "SRCROOT";

/// Characters other than these are percent-encoded in file addresses.
const UNESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

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
    let results: Vec<SarifResult> =
        report.findings().iter().map(|finding| converter.finding(finding, &numbers)).collect();
    let run = Run::builder()
        .tool(Tool::builder().driver(driver(show.rules)).build())
        .language("en-GB")
        .invocations(vec![Invocation::builder().execution_successful(true).build()])
        .column_kind("unicodeCodePoints")
        .original_uri_base_ids(BTreeMap::from([(ROOT.to_owned(), root())]))
        .results(results);
    let log = Sarif::builder().schema(SCHEMA).version("2.1.0").runs(vec![run.build()]).build();
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn driver(rules: &[RuleText<'_>]) -> ToolComponent {
    let version = env!("CARGO_PKG_VERSION");
    ToolComponent::builder()
        .name("Pamphlet")
        .version(version)
        .semantic_version(version)
        .rules(rules.iter().map(descriptor).collect::<Vec<_>>())
        .build()
}

fn root() -> ArtifactLocation {
    let text = "The folder in which Pamphlet was run; for a site given by its full path, the site folder.";
    ArtifactLocation::builder().description(message(text)).build()
}

fn descriptor(rule: &RuleText<'_>) -> ReportingDescriptor {
    let mut letters = rule.summary.chars();
    let first: String = letters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    // The first section of the documentation, without its heading, describes what the rule checks.
    let section = rule.documentation.split("\n## ").next().unwrap_or_default();
    let checks = section.split_once('\n').map_or(section, |(_, checks)| checks).trim();
    let text = |text: &str| MultiformatMessageString::builder().text(text).build();
    let help = MultiformatMessageString::builder().text(rule.documentation).markdown(rule.documentation);
    let configuration = ReportingConfiguration::builder().level(level(rule.severity).to_string());
    ReportingDescriptor::builder()
        .id(rule.name)
        .short_description(text(&format!("{first}{}.", letters.as_str())))
        .full_description(text(checks))
        .help(help.build())
        .default_configuration(configuration.build())
        .build()
}

fn level(severity: Severity) -> ResultLevel {
    match severity {
        Severity::Error => ResultLevel::Error,
        Severity::Warning => ResultLevel::Warning,
        Severity::Advice => ResultLevel::Note,
    }
}

fn message(text: impl Into<String>) -> Message {
    Message::builder().text(text).build()
}

/// A number as the format has it.
fn number(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
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
    fn finding(&mut self, finding: &Finding, numbers: &HashMap<&str, usize>) -> SarifResult {
        let related = finding.related.iter();
        let related: Vec<Location> = related.map(|label| self.location(label.span, Some(&label.text))).collect();
        let fingerprint = ("ruleFileLine/v1".to_owned(), self.fingerprint(finding));
        SarifResult::builder()
            .rule_id(finding.rule)
            .opt_rule_index(numbers.get(finding.rule).map(|index| number(*index)))
            .level(level(finding.severity))
            .message(message(format!("{} {}", finding.message, finding.help.trim_end())))
            .locations(vec![self.location(finding.span, None)])
            .opt_related_locations((!related.is_empty()).then_some(related))
            .partial_fingerprints(BTreeMap::from([fingerprint]))
            .opt_fixes((!finding.fix.is_empty()).then(|| vec![self.fix(finding)]))
            .build()
    }

    fn location(&mut self, span: Span, text: Option<&str>) -> Location {
        let place =
            PhysicalLocation::builder().artifact_location(self.artifact(span.source)).region(self.region(span)).build();
        Location::builder().physical_location(place).opt_message(text.map(message)).build()
    }

    fn artifact(&mut self, source: SourceId) -> ArtifactLocation {
        let address = self.addresses.entry(source).or_insert_with(|| {
            let path = format!("{}{}", self.folder, self.sources.file(source).path);
            utf8_percent_encode(&path, UNESCAPED).to_string()
        });
        ArtifactLocation::builder().uri(address.as_str()).uri_base_id(ROOT).build()
    }

    /// A range of a file, its last column exclusive.
    fn region(&mut self, span: Span) -> Region {
        let place = self.places.of(span);
        Region::builder()
            .start_line(number(place.start.line))
            .start_column(number(place.start.column))
            .end_line(number(place.end.line))
            .end_column(number(place.end.column))
            .build()
    }

    fn fix(&mut self, finding: &Finding) -> Fix {
        let source = finding.span.source;
        let text = self.sources.file(source).text();
        let replacement = |edit: &Edit| {
            let inserted = ArtifactContent::builder().text(edit.in_text(text)).build();
            let deleted = self.region(edit.range.in_source(source));
            Replacement::builder().deleted_region(deleted).inserted_content(inserted).build()
        };
        let replacements: Vec<Replacement> = finding.fix.iter().map(replacement).collect();
        let change =
            ArtifactChange::builder().artifact_location(self.artifact(source)).replacements(replacements).build();
        Fix::builder()
            .description(message("Fix it, as 'pamphlet check --fix' does."))
            .artifact_changes(vec![change])
            .build()
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
