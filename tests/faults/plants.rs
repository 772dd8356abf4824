//! For each rule, how to plant the fault that it is there for.

use super::garden::{Garden, Place};

/// A rule, and what plants its fault.
pub struct Plant {
    pub rule: &'static str,
    pub plant: fn(&mut Garden) -> Place,
}

const CURRENT: &str = "last_updated: 2026-11-01\narchive_date: 2028-11-01\n";
const ARCHIVED: &str = "last_updated: 2024-01-01\narchive_date: 2026-01-01\n";

macro_rules! plants {
    ($($rule:literal: $plant:expr;)*) => {
        /// One for each rule.
        pub static PLANTS: &[Plant] = &[$(Plant { rule: $rule, plant: $plant }),*];
    };
}

plants! {
    "missing-title": |garden| garden.without("title");
    "missing-reference": |garden| garden.without("reference");
    "missing-last-updated": |garden| garden.without("last_updated");
    "missing-archive-date": |garden| garden.without("archive_date");
    "missing-summary": |garden| garden.without("summary");
    "missing-field": |garden| {
        garden.setting("require: [version]");
        garden.without("version")
    };
    "unknown-field": |garden| {
        let name = garden.one_of(&["archive_dat", "titel", "author", "Conditions", "last-updated"]);
        garden.field(name, "text")
    };
    "repeated-field": |garden| {
        let line = garden.one_of(&["title: Again", "archive_date: 2028-01-01", "summary: Once more."]);
        garden.further_line(line)
    };
    "wrong-kind": |garden| {
        let (name, value) = garden.one_of(&[("conditions", "Depression"), ("summary", "[one, two]"), ("at_risk", "perhaps")]);
        garden.field(name, value)
    };
    "comment-after-value": |garden| garden.field("summary", "It helps # and does no harm");
    "broken-front-matter": |garden| {
        let value = garden.one_of(&["'one", "[one", "a: b: c", "\"two"]);
        garden.field("version", value)
    };
    "invalid-date": |garden| {
        let name = garden.one_of(&["last_updated", "archive_date"]);
        let value = garden.one_of(&["03/04/2026", "2026-02-31", "soon", "29 February 2027", "20261123"]);
        garden.field(name, value)
    };
    "last-updated-in-future": |garden| {
        let value = garden.one_of(&["2026-11-24", "24 December 2026", "2027-06-01"]);
        garden.field("last_updated", value)
    };
    "archive-before-update": |garden| {
        let value = garden.one_of(&["2026-11-20", "1 November 2026", "2026-01-01"]);
        garden.field("last_updated", "2026-11-20");
        garden.field("archive_date", value)
    };
    "archive-too-late": |garden| {
        let value = garden.one_of(&["2029-11-24", "1 January 2031", "2126-11-23"]);
        garden.field("archive_date", value)
    };
    "archive-due-soon": |garden| {
        let value = garden.one_of(&["2026-12-01", "1 February 2027", "2026-11-24"]);
        garden.field("archive_date", value)
    };
    "leaflet-archived": |garden| {
        garden.field("last_updated", "2024-11-01");
        let value = garden.one_of(&["2026-11-23", "1 February 2026", "2025-01-01"]);
        garden.field("archive_date", value)
    };
    "malformed-reference": |garden| {
        let value = garden.one_of(&["PT1", "pt-900", "900", "PT-9000", "Planted therapy"]);
        garden.field("reference", value)
    };
    "duplicate-reference": |garden| {
        garden.other("planted-before", "PT-901", CURRENT);
        garden.field("reference", "PT-901")
    };
    "same-address": |garden| {
        let name = garden.one_of(&["Planted", "z/planted", "PLANTED"]);
        garden.other(name, "PT-902", CURRENT);
        let (first, second) = (garden.leaflet.clone(), format!("content/leaflets/{name}.md"));
        Place { file: first.max(second), line: 1 }
    };
    "broken-link": |garden| {
        let words = garden.one_of(&["See [more help](nowhere.md).", "See [this therapy](PT-999).", "See [our page](www.example.org)."]);
        garden.words(words)
    };
    "broken-anchor": |garden| {
        let words = garden.one_of(&["See [the risks](#no-such-part).", "See [its risks](cognitive-analytic-therapy.md#no-such-part)."]);
        garden.words(words)
    };
    "missing-image": |garden| garden.text("![A quiet room with two chairs](no-such-room.png)", 0);
    "link-to-archived": |garden| {
        garden.other("old", "PT-903", ARCHIVED);
        let words = garden.one_of(&["See [the old therapy](old.md).", "See [[PT-903]].", "See [the old one](PT-903)."]);
        garden.words(words)
    };
    "unknown-alternative": |garden| garden.field("alternatives", "[PT-002, PT-998]");
    "alternative-to-itself": |garden| garden.field("alternatives", "[PT-002, PT-900]");
    "unknown-reference": |garden| match garden.one_of(&["related", "replaces", "replaced_by", ""]) {
        "" => garden.words("See [[PT-998]]."),
        name => garden.field(name, "[PT-998]"),
    };
    "unknown-block": |garden| garden.text("{{ no-such-block }}", 0);
    "block-cycle": |garden| garden.file("content/blocks/round.md", "Round we go.\n\n{{ round }}\n", 3);
    "too-many-blocks": |garden| {
        garden.site.write("content/blocks/many.md", "One more.\n");
        let many = "{{ many }}\n\n".repeat(201);
        garden.text(&many, 0)
    };
    "misplaced-block": |garden| garden.words("See {{ if-you-need-help-now }} for help.");
    "wrong-exception": |garden| {
        garden.field("exceptions", "\n  - rule: missing-summary\n    until: 2027-01-01");
        after_key(garden, "exceptions")
    };
    "exception-expired": |garden| {
        garden.field("exceptions", "\n  - rule: missing-summary\n    reason: It has none.\n    until: 2026-11-22");
        let place = after_key(garden, "exceptions");
        Place { line: place.line + 2, ..place }
    };
    "unused-exception": |garden| {
        let rule = garden.one_of(&["missing-summary", "archive-due-soon", "broken-link"]);
        garden.field("exceptions", &format!("\n  - rule: {rule}\n    reason: It has none.\n    until: 2027-11-22"));
        after_key(garden, "exceptions")
    };
    "unreadable-file": |garden| {
        garden.other("odd", "PT-904", CURRENT);
        let mut bytes = garden.site.read("content/leaflets/odd.md").into_bytes();
        let line = bytes.iter().filter(|byte| **byte == b'\n').count() + 1;
        bytes.extend_from_slice(b"Caf\xe9\n");
        garden.site.write("content/leaflets/odd.md", bytes);
        Place { file: "content/leaflets/odd.md".to_owned(), line }
    };
    "stray-file": |garden| {
        let name = garden.one_of(&["content/leaflets/notes.docx", "content/leaflets/a/Notes.txt"]);
        garden.file(name, "Notes", 1)
    };
    "deep-nesting": |garden| garden.text(&format!("{}Deep.", "> ".repeat(60)), 0);
    "unknown-setting": |garden| {
        let line = garden.one_of(&["titel: Again", "colour: red", "reviews: {usual: 1 year}"]);
        garden.setting(line)
    };
    "wrong-setting": |garden| {
        let line = garden.one_of(&["auto_links: perhaps", "checks: {missing-summary: loud}", "require: version"]);
        garden.setting(line)
    };
    "missing-base-url": |garden| {
        let settings = garden.site.read("content/site.yaml");
        let line = settings.lines().find(|line| line.starts_with("base_url")).unwrap();
        garden.file("content/site.yaml", &settings.replace(line, ""), 1)
    };
    "broken-theme": |garden| {
        garden.setting("theme: {name: own}");
        garden.file("themes/own/templates/contact.html", "<p>One\n{% if site %}<p>Two\n", 2)
    };
}

/// The line after the one of a field's name.
fn after_key(garden: &Garden, name: &str) -> Place {
    let text = garden.site.read(&garden.leaflet);
    let at = text.lines().position(|line| line.starts_with(name)).unwrap();
    Place { file: garden.leaflet.clone(), line: at + 2 }
}
