//! The data that the preview keeps between two saves: after each save, the links and the plan are the same as if all
//! files were read again.

use std::fmt::Write as _;

use crate::support::site::{SETTINGS, Site};
use pamphlet::date::Date;
use pamphlet::disk;
use pamphlet::pipeline::Options;
use pamphlet::pipeline::preview::PreviewFiles;
use pamphlet::source::{FileRole, SourceChange};

const NAMES: [&str; 8] = [
    "Good sleep",
    "Sleep diary",
    "Talking therapy",
    "Talking therapy for children",
    "CBT",
    "Rest",
    "Hearing aids at home",
    "Épilepsie rare",
];

/// Everything that one text can affect in others, as text.
fn described(kept: &PreviewFiles, today: Date) -> String {
    let options = Options { drafts: true, ..Options::on(today) };
    kept.open(&options, |open| {
        let (site, library) = (open.site, open.site.library);
        let mut text = String::new();
        for id in 0..library.manuscripts().len() {
            let (path, links) = (library.path(id), library.auto_links(id));
            writeln!(text, "{path} links to {:?} and {links:?}", library.targets(id)).unwrap();
            writeln!(text, "  explains {:?}", library.glossary_uses(id)).unwrap();
            writeln!(text, "  is named by {:?}", library.mentions(id)).unwrap();
            writeln!(text, "  alternatives {:?}, successors {:?}", library.alternatives(id), library.successors(id))
                .unwrap();
            writeln!(text, "  in {:?}, at {:?}", library.translations(id), site.address(id)).unwrap();
            writeln!(text, "  with {:?}", site.related(id)).unwrap();
        }
        writeln!(text, "{:?}", library.ambiguous_names()).unwrap();
        writeln!(text, "{:?}\n{:?}\n{:?}", site.pages(), site.current(), site.files()).unwrap();
        writeln!(text, "{:?} {:?}", site.redirects().len(), site.removed().len()).unwrap();
        text
    })
}

fn any_text(random: &mut fastrand::Rng, number: usize) -> String {
    let name = |random: &mut fastrand::Rng| NAMES[random.usize(..NAMES.len())];
    let mut fields = format!("title: {}\nreference: PT-00{number}\n", name(random));
    let archived = if random.u8(..6) == 0 { "2026-11-02" } else { "2028-11-01" };
    write!(fields, "last_updated: 2026-11-01\narchive_date: {archived}\n").unwrap();
    if random.bool() {
        writeln!(fields, "also_known_as: [{}]", name(random)).unwrap();
    }
    if random.bool() {
        writeln!(fields, "alternatives: [PT-00{}]\nat_a_glance: {{Cost: None}}", random.usize(..6)).unwrap();
    }
    if random.u8(..4) == 0 {
        writeln!(fields, "replaces: [PT-00{}]", random.usize(..6)).unwrap();
    }
    if random.bool() {
        writeln!(fields, "conditions: [{}]", ["Flu", "Cough"][random.usize(..2)]).unwrap();
    }
    format!("---\n{fields}---\n{}", any_body(random))
}

fn any_body(random: &mut fastrand::Rng) -> String {
    let mut body = String::new();
    for _ in 0..random.usize(1..6) {
        let name = NAMES[random.usize(..NAMES.len())];
        match random.u8(..7) {
            0 => writeln!(body, "\nRead about {} today.", name.to_lowercase()).unwrap(),
            1 => writeln!(body, "\nSee [this](PT-00{}) and [[{name}]].", random.usize(..6)).unwrap(),
            2 => writeln!(body, "\n{{{{ help }}}}").unwrap(),
            3 => writeln!(body, "\n![A lamp](lamp.png)").unwrap(),
            4 => writeln!(body, "\n{}\n{} or emphasis.", name.replace(' ', "\n"), name.to_uppercase()).unwrap(),
            5 => writeln!(body, "\n## {name}\n\nOf **{name}**s and {name}'s.").unwrap(),
            _ => writeln!(body, "\nNothing else.").unwrap(),
        }
    }
    body
}

#[test]
fn after_each_save_everything_is_as_if_it_were_read_again() {
    let site = Site::empty();
    site.write("content/site.yaml", SETTINGS);
    site.write("content/glossary.yaml", "emphasis: more weight\n");
    site.write("content/leaflets/lamp.png", lamp());
    site.write("content/blocks/help.md", "Good sleep helps.\n");
    let mut random = fastrand::Rng::with_seed(20_261_123);
    for number in 0..6 {
        site.write(format!("content/leaflets/l{number}.md"), any_text(&mut random, number));
    }
    site.write("content/leaflets/l0.cy.md", "---\ntitle: Cwsg\n---\n\nGood sleep.\n");
    site.write("content/drafts/d.md", "---\ntitle: A draft\n---\n\nGood sleep.\n");
    let today = Date::constant(2026, 11, 23);
    let options = Options { drafts: true, ..Options::on(today) };
    let read = || disk::read_with_drafts(site.path()).unwrap();
    let mut kept = PreviewFiles::new(read(), &options).unwrap();
    let mut linked = 0;
    for step in 0..200 {
        // Each state is queried once or twice, as pages are, and sometimes a day passes.
        let day = if step % 50 == 49 { Date::constant(2026, 11, 2) } else { today };
        let fresh = PreviewFiles::new(read(), &options).unwrap();
        let (own, fresh_text) = (described(&kept, day), described(&fresh, day));
        assert_eq!(own, fresh_text, "after step {step}");
        linked += usize::from(own.contains("AutoLink"));
        let number = random.usize(..6);
        let file = format!("content/leaflets/l{number}.md");
        let text = site.read(&file);
        let head = &text[..text.rfind("---\n").unwrap() + 4];
        match random.u8(..10) {
            0 | 1 => site.write(file, any_text(&mut random, number)),
            2 => site
                .write("content/blocks/help.md", format!("{}\n", any_body(&mut random).replace("{{ help }}", "Rest."))),
            3 => site.write("content/drafts/d.md", format!("---\ntitle: A draft\n---\n{}", any_body(&mut random))),
            4 if random.bool() => site.write("content/leaflets/new.md", any_text(&mut random, 7)),
            4 => std::fs::remove_file(site.join("content/leaflets/new.md")).unwrap_or_default(),
            _ => site.write(file, format!("{head}{}", any_body(&mut random))),
        }
        // The system reports the saved file, but not the pictures next to it.
        let mut changes = kept.changes_to(&read());
        changes.retain(|change| !matches!(change, SourceChange::Written(file) if file.role == FileRole::Asset));
        kept.change(changes, &options);
    }
    assert!(linked > 100, "only {linked} states had automatic links");
}

/// A small picture.
fn lamp() -> Vec<u8> {
    include_bytes!("../sites/kitchen-sink/content/blocks/kettle.png").to_vec()
}
