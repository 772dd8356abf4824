//! What the rules on plain language find in a sentence, and especially what they ignore.

use pamphlet::date;
use pamphlet::pipeline::{self, Options};
use pamphlet::source::{FileRole, SourceContent, SourceFile, Sources};

const SETTINGS: &str = "title: Example site\nbase_url: https://leaflets.example.org/\n\
    contacts:\n  camhs: {name: Child and adolescent mental health services (CAMHS), phone: '01632 960000'}\n";
const GLOSSARY: &str = "arrhythmia: a heartbeat that is not even\nPICC: a long thin tube into a vein\n";
const RULES: [&str; 4] = ["word-to-avoid", "hard-word", "unexplained-abbreviation", "shouting"];

/// The words that the rules find in the body of a leaflet, in the order of the text.
fn found(body: &str) -> Vec<String> {
    found_in("Example therapy", body)
}

fn found_in(title: &str, body: &str) -> Vec<String> {
    let leaflet = format!(
        "---\ntitle: {title}\nreference: PT-001\nlast_updated: 2026-11-01\narchive_date: 2028-11-01\n\
         summary: Example.\nalso_known_as: [EMDR]\nconditions: [Chronic cough]\n---\n\n{body}\n"
    );
    let file = |path: &str, role, text: &str| SourceFile {
        path: path.into(),
        on_disk: path.into(),
        role,
        content: SourceContent::Text(text.into()),
    };
    let sources = Sources::new(vec![
        file("content/site.yaml", FileRole::Settings, SETTINGS),
        file("content/glossary.yaml", FileRole::Glossary, GLOSSARY),
        file("content/leaflets/example.md", FileRole::Leaflet, &leaflet),
    ]);
    let settings = pipeline::settings(&sources).unwrap();
    let report = pipeline::check(&sources, &settings, &Options::on(date::parse("2026-11-23").unwrap()));
    let findings = report.findings().iter().filter(|finding| RULES.contains(&finding.rule));
    findings.map(|finding| finding.span.range.of(&leaflet).to_owned()).collect()
}

#[test]
fn words_with_a_plainer_alternative_are_found_once() {
    assert_eq!(found("You can utilise it prior to a meal. Utilise it every day."), ["utilise", "prior to"]);
    assert_eq!(found("People suffering from asthma."), ["suffering from"]);
    assert_eq!(found("An acute illness."), ["acute"]);
    assert_eq!(found("You have *faeces* in it."), ["faeces"]);
    assert_eq!(found("- commence slowly\n- via a tube"), ["commence", "via"]);
}

#[test]
fn words_are_ignored_where_they_are_right() {
    for text in [
        "You may have chronic fatigue syndrome or chronic kidney disease.",
        "Ask the Suicide Prevention Team and the Acute Medical Unit.",
        "Your poo (faeces) may be dark. We test your faeces.",
        "The word “commence” means to begin.",
        "Read [Living with acute illness](https://x.example/).",
        "Look at <https://assist.example/utilise>.",
        "A sexually transmitted infection.",
        "You have had a chronic cough.",
        "He was a victim of domestic abuse.",
        "We have an assistance dog. You are assisted-living.",
        "The hay fever season.",
    ] {
        assert_eq!(found(text), [""; 0], "{text}");
    }
    assert_eq!(found_in("Acute pain", "Acute pain goes away. Your acute pain is normal."), [""; 0]);
}

#[test]
fn hard_words_are_found_if_nothing_explains_them() {
    assert_eq!(found("It helps with hypertension. Hypertension is frequent."), ["hypertension"]);
    assert_eq!(found("## Your biopsy\n\nThe biopsy takes an hour."), ["biopsy"]);
    for text in [
        "It helps with high blood pressure (hypertension).",
        "It helps with hypertension (high blood pressure).",
        "A fast arrhythmia.",
        "## Hypertension",
        "Pulmonary embolism is rare.",
        "Read about [hypertension](https://x.example/).",
        "You may have a biopsy. This is when a doctor takes a small piece of skin.",
    ] {
        assert_eq!(found(text), [""; 0], "{text}");
    }
    assert_eq!(found_in("Your biopsy", "Your biopsy takes an hour."), [""; 0]);
}

#[test]
fn abbreviations_are_found_if_nothing_spells_them_out() {
    assert_eq!(found("You may have CBT. We offer CBT on Mondays."), ["CBT"]);
    assert_eq!(found("Some MRIs take an hour."), ["MRIs"]);
    assert_eq!(found("## CBT\n\nIt helps."), ["CBT"]);
    assert_eq!(found("| Test | Time |\n|---|---|\n| ECG | 5 minutes |"), ["ECG"]);
    for text in [
        "You may have cognitive behavioural therapy (CBT). CBT helps.",
        "CBT (a talking therapy) helps.",
        "Cognitive behavioural therapy or CBT helps.",
        "A therapy called CBT helps.",
        "## What is CBT?\n\nCognitive behavioural therapy (CBT) helps.",
        "Ask your GP, the NHS, or your GPs at A&E in the UK.",
        "Ask CAMHS, or have EMDR, or a PICC.",
        "Factor VIII, type II, vitamin B12, PT-001, COVID-19 and NW1 2BU.",
        "Ask the MS Society or Dr AB Smith.",
        "Read about [CBT](https://x.example/).",
        "Write to me@NHS.UK or see GOV.UK.",
    ] {
        assert_eq!(found(text), [""; 0], "{text}");
    }
}

#[test]
fn consecutive_shouted_words_are_one_finding() {
    assert_eq!(found("You may be tired. DO NOT DRIVE today."), ["DO NOT DRIVE"]);
    assert_eq!(found("You must NOT drive."), ["NOT"]);
    assert_eq!(found("**STOP TAKING THE TABLETS** and call us."), ["STOP TAKING THE TABLETS"]);
    assert_eq!(found("## DO NOT DRIVE"), [""; 0]);
}

#[test]
fn strange_texts_do_no_harm() {
    for text in
        ["(", "ie", "‘acute’", "acute", "É ACUTE", "A&E", "hypertension", "\u{202e}CBT", "CBT's", "(CBT", "CBT)"]
    {
        found(text);
    }
    found(&"CBT hypertension acute ".repeat(4_000));
    found(&"- [acute](x) CBT\n".repeat(1_000));
}
