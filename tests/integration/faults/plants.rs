//! A fault for each rule.

use super::garden::{Garden, Place};

/// A rule, and the function that plants its fault.
pub struct Plant {
    pub rule: &'static str,
    pub plant: fn(&mut Garden) -> Place,
}

const CURRENT: &str = "last_updated: 2026-11-01\narchive_date: 2028-11-01\n";
const ARCHIVED: &str = "last_updated: 2024-01-01\narchive_date: 2026-01-01\n";

macro_rules! plants {
    ($($rule:literal: $plant:expr;)*) => {
        /// All rules with their faults.
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
    "archived-with-original": |garden| {
        let text = garden.site.read(&garden.leaflet);
        let date = text.lines().position(|line| line.starts_with("archive_date:")).unwrap();
        let later = text.lines().map(|line| if line.starts_with("archive_date:") { "archive_date: 2029-01-01" } else { line });
        let text = later.collect::<Vec<_>>().join("\n");
        garden.file("content/leaflets/planted.cy.md", &text, date + 1)
    };
    "malformed-reference": |garden| {
        let value = garden.one_of(&["PT1", "pt-900", "900", "PT-9000", "Planted therapy"]);
        garden.field("reference", value)
    };
    "vanished-leaflet": |garden| {
        let (reference, address) = garden.one_of(&[("PT-800", "leaflets/gone/"), ("ZZ-001", "cy/leaflets/gone/")]);
        garden.record(reference, "Gone", address);
        garden.setting("removed: {PT-700: {title: Another, on: 2026-01-01}}")
    };
    "reused-reference": |garden| {
        if garden.one_of(&[true, false]) {
            garden.record("pt-900", "Another title", "leaflets/another/");
        } else {
            garden.setting("removed: {PT-900: {title: Another, on: 2026-01-01}}");
        }
        garden.field("reference", "PT-900")
    };
    "wrong-moved-from": |garden| {
        let value = garden.one_of(&["https://www.example.com/old", "/old#part", "/", "/old/../other", "'/old/*'"]);
        garden.field("moved_from", &format!("[{value}]"))
    };
    "moved-from-collision": |garden| {
        let value = garden.one_of(&["/leaflets/planted", "/a-to-z/", "/Leaflets/Interpersonal-Therapy/index.html", "old, /old/"]);
        garden.field("moved_from", &format!("[{value}]"))
    };
    "damaged-record": |garden| {
        let text = garden.one_of(&["{\"version\":2}", "{\"leaflets\":[]", "[]", "<<<<<<< ours"]);
        garden.file(".pamphlet/published.json", text, 1)
    };
    "date-not-updated": |garden| {
        let place = garden.field("last_updated", "2026-11-02");
        garden.publish();
        let sentence = garden.one_of(&["Take 30mg a day.", "Do not stop.", "It is not safe."]);
        garden.last_line(sentence);
        place
    };
    "approval-of-other-words": |garden| {
        garden.field("last_updated", "2026-11-02");
        garden.field("approved_by", "Dr A Khan, 2 November 2026");
        garden.publish();
        garden.field("last_updated", "2026-11-23");
        let sentence = garden.one_of(&["About 1 in 5 people.", "Stop taking it."]);
        garden.last_line(sentence);
        garden.field("approved_by", "Dr A Khan, 2 November 2026")
    };
    "extension-without-reason": |garden| {
        garden.field("archive_date", "2028-11-23");
        garden.publish();
        let later = garden.one_of(&["2028-11-24", "2029-09-01"]);
        garden.field("archive_date", later)
    };
    "duplicate-reference": |garden| {
        garden.other("planted-before", "PT-901", CURRENT);
        garden.field("reference", "PT-901")
    };
    "translation-reference": |garden| {
        let text = garden.site.read(&garden.leaflet).replace("PT-900", "PT-906");
        garden.file("content/leaflets/planted.cy.md", &text, 3)
    };
    "translation-without-original": |garden| {
        garden.other("planted-before.cy", "PT-907", CURRENT);
        Place { file: "content/leaflets/planted-before.cy.md".to_owned(), line: 1 }
    };
    "same-address": |garden| {
        let name = garden.one_of(&["Planted", "z/planted", "PLANTED"]);
        garden.other(name, "PT-902", CURRENT);
        let (first, second) = (garden.leaflet.clone(), format!("content/leaflets/{name}.md"));
        Place { file: first.max(second), line: 1 }
    };
    "ambiguous-name": |garden| {
        let names = garden.one_of(&["[Interpersonal therapy]", "[Planted cure, CAT]", "['cognitive BEHAVIOURAL therapy']"]);
        garden.field("also_known_as", names)
    };
    "unknown-kind": |garden| {
        let kind = garden.one_of(&["tretment", "talking therapy", "Medicines"]);
        garden.field("kind", kind)
    };
    "replaced-by-archived": |garden| {
        garden.other("old", "PT-903", ARCHIVED);
        garden.field("replaced_by", "[PT-903]")
    };
    "replacement-cycle": |garden| {
        let back = garden.one_of(&["PT-900", "PT-905"]);
        garden.other("round", "PT-905", &format!("{CURRENT}replaced_by: [PT-900]\n"));
        garden.field("replaced_by", &format!("[{back}]"))
    };
    "vague-link-text": |garden| {
        let text = garden.one_of(&["click here", "here", "read more", "this link", "Find out more"]);
        garden.words(&format!("For help, [{text}](https://www.example.org/)."))
    };
    "bare-address": |garden| {
        let words = garden.one_of(&["See <https://www.example.org/help>.", "See www.example.org/help for more."]);
        garden.words(words)
    };
    "same-text-different-target": |garden| {
        garden.words("See [our help page](https://www.example.org/a) or [our help page](https://www.example.org/b).")
    };
    "insecure-link": |garden| garden.words("See [our help page](http://www.example.org/).");
    "skipped-heading": |garden| garden.text("## Planted part\n\n#### Much deeper\n\nThese are words.", 2);
    "title-in-body": |garden| {
        let text = garden.one_of(&["# Planted therapy", "# Another title", "Another title\n============="]);
        // The heading must not be an empty section as well.
        garden.text(&format!("{text}\n\nThese are words."), 0)
    };
    "empty-section": |garden| {
        let below = garden.one_of(&["", "<!-- to be written -->", "\u{200b}", "---"]);
        garden.text(&format!("## Planted part\n\n{below}\n\n## Another part\n\nThese are words."), 0)
    };
    "empty-leaflet": |garden| {
        let text = garden.site.read(&garden.leaflet);
        let end = text[4..].find("---").unwrap() + 4;
        let leaflet = garden.leaflet.clone();
        garden.file(&leaflet, &format!("{}---\n", text[..end].replace("kind: treatment\n", "")), 1)
    };
    "empty-heading": |garden| garden.text("##\n\nThese are words.", 0);
    "repeated-heading": |garden| {
        garden.text("## Planted part\n\nThese are words.\n\n## Planted part\n\nThese are more words.", 4)
    };
    "bold-as-heading": |garden| garden.text("**How it helps**\n\nIt helps you to sleep.", 0);
    "typed-bullet": |garden| {
        let sign = garden.one_of(&["•", "▪", "◦"]);
        garden.text(&format!("You need these:\n{sign} a pen\n{sign} a cup"), 1)
    };
    "missing-section": |garden| {
        garden.remove("exceptions");
        garden.setting("sections: {treatment: {parking: [where to park]}}");
        garden.field("kind", "treatment")
    };
    "missing-alt-text": |garden| {
        garden.picture();
        let text = garden.one_of(&["![](room.svg)", "![IMG_1234.jpg](room.svg)", "![image](room.svg)"]);
        garden.text(text, 0)
    };
    "alt-repeats-caption": |garden| {
        garden.picture();
        garden.text("![A quiet room](room.svg \"A quiet room\")", 0)
    };
    "table-without-header": |garden| garden.text("|   |   |\n|---|---|\n| Monday | 9am |\n| Tuesday | 10am |", 0);
    "wide-table": |garden| {
        garden.text("| A | B | C | D | E | F | G |\n|---|---|---|---|---|---|---|\n| 1 | 2 | 3 | 4 | 5 | 6 | 7 |", 0)
    };
    "unfinished-text": |garden| {
        let note = garden.one_of(&["<!-- To complete: who answers -->", "<!--\nTODO -->", "Ask us. <!-- to do: when? -->"]);
        let line = usize::from(note.contains('\n'));
        garden.text(note, line)
    };
    "old-accessibility-statement": |garden| {
        let page = garden.site.read("content/pages/accessibility.md");
        let line = page.lines().position(|line| line.starts_with("last_updated")).unwrap();
        let old = page.lines().nth(line).unwrap();
        garden.file("content/pages/accessibility.md", &page.replace(old, "last_updated: 2025-11-22"), line + 1)
    };
    "raw-html": |garden| {
        let words = garden.one_of(&["It is <u>good</u> for you.", "It is <b>good</b> for you.", "One line.<br>Another."]);
        garden.words(words)
    };
    "long-heading": |garden| {
        garden.text("## What you need to know before you come to the very first appointment with us\n\nThese are words.", 0)
    };
    "sentence-case": |garden| {
        let heading = garden.one_of(&["What Happens During Your Treatment", "BEFORE YOUR FIRST APPOINTMENT WITH US"]);
        garden.text(&format!("## {heading}\n\nThese are words."), 0)
    };
    "long-sentence": |garden| {
        garden.words("You may find that it helps to talk to a friend or to a person in your family about how you feel before you come.")
    };
    "long-paragraph": |garden| {
        let sentence = "You may find that it helps to talk to a friend about how you feel. ";
        garden.text(sentence.repeat(6).trim(), 0)
    };
    "long-list": |garden| {
        let items: String = (1..=20).map(|number| format!("- thing {number}\n")).collect();
        garden.text(&format!("You need:\n\n{items}"), 12)
    };
    "list-without-lead-in": |garden| {
        garden.text("Some people like tea.\n\n- apples\n- pears\n- plums", 0)
    };
    "word-to-avoid": |garden| {
        let words = garden.one_of(&["You can utilise it at home.", "Call us prior to your visit.", "We will commence soon."]);
        garden.words(words)
    };
    "hard-word": |garden| garden.words("It may help with hypertension.");
    "unexplained-abbreviation": |garden| {
        let name = garden.one_of(&["COPD", "ECT", "XYZ"]);
        garden.words(&format!("You may also be told about {name} by your team."))
    };
    "date-style": |garden| {
        let date = garden.one_of(&["6th August 2018", "6 Aug 2018", "06/08/2018"]);
        garden.words(&format!("It changed on {date}."))
    };
    "time-style": |garden| {
        let time = garden.one_of(&["17:00", "5 pm", "5.30pm", "5 p.m."]);
        garden.words(&format!("We open at {time} on most days."))
    };
    "number-style": |garden| {
        let number = garden.one_of(&["six weeks", "two months", "eight sessions"]);
        garden.words(&format!("It takes about {number}."))
    };
    "double-number": |garden| {
        let dose = garden.one_of(&["2 200mg tablets", "1 5ml spoonful"]);
        garden.words(&format!("Take {dose} each day."))
    };
    "dont-without-do-not": |garden| {
        garden.text("> [!DONT] Don't\n>\n> - drive a car\n> - do not drink alcohol", 2)
    };
    "shouting": |garden| {
        let words = garden.one_of(&["You MUST NOT DRIVE HOME after it.", "It is NEVER EVER safe to do so."]);
        garden.words(words)
    };
    "reading-level": |garden| {
        let sentence = "Psychological interventions necessitate comprehensive multidisciplinary evaluation of individual \
                        vulnerabilities, environmental circumstances, interpersonal difficulties and physiological comorbidities. ";
        garden.text(&sentence.repeat(40), 0);
        Place { line: 2, file: garden.leaflet.clone() }
    };
    "missing-crisis-block": |garden| {
        // Two blocks give urgent help, and nothing says which of them to use.
        garden.file("content/blocks/urgent-advice.md", "Call Samaritans free on 116 123.\n", 1);
        garden.take_out("{{ if-you-need-help-now }}");
        garden.replace("(#if-you-need-help-now)", "(cognitive-analytic-therapy.md)");
        garden.field("at_risk", "true")
    };
    "unknown-phone-number": |garden| {
        let number = garden.one_of(&["01632 960999", "0300 123 4567", "116 132"]);
        garden.words(&format!("Call {number} for help."))
    };
    "retired-phone-number": |garden| {
        garden.setting("    retired: ['01632 960777']");
        garden.words("Call 01632 960 777 for help.")
    };
    "empty-pack": |garden| {
        let (line, at) = garden.one_of(&[("leaflets: []\n", 3), ("leaflets:\n", 3), ("", 1)]);
        let text = format!("---\ntitle: Your visit\n{line}summary: What to read.\n---\n\nRead it.\n");
        garden.file("content/packs/visit.md", &text, at)
    };
    "archived-in-pack": |garden| {
        garden.other("old", "PT-903", ARCHIVED);
        let list = garden.one_of(&["[PT-903]", "[PT-001, PT-903]", "[PT-903, PT-002]"]);
        let text = format!("---\ntitle: Your visit\nsummary: What to read.\nleaflets: {list}\n---\n\nRead it.\n");
        garden.file("content/packs/visit.md", &text, 4)
    };
    "no-leaflets": |garden| {
        let leaflets = garden.site.join("content/leaflets");
        let other = garden.one_of(&["Leaflets", "leaflet", "old"]);
        std::fs::rename(leaflets, garden.site.join("content").join(other)).unwrap();
        // Links in these folders would be broken now.
        for folder in ["content/pages", "content/packs"] {
            std::fs::remove_dir_all(garden.site.join(folder)).unwrap();
        }
        Place { file: "content/site.yaml".to_owned(), line: 1 }
    };
    "person-as-owner": |garden| {
        let owner = garden.one_of(&["Dr Jane Smith", "jane.smith@example.org", "Mrs Jones"]);
        garden.field("owner", owner)
    };
    "wrong-glossary": |garden| garden.file("content/glossary.yaml", "# Words\n- one\n- two\n", 2);
    "broken-link": |garden| {
        let words = garden.one_of(&["See [more help](nowhere.md).", "See [this therapy](PT-999).", "See [our page](www.example.org)."]);
        garden.words(words)
    };
    "broken-anchor": |garden| {
        let words = garden.one_of(&["See [the risks](#no-such-part).", "See [its risks](cognitive-analytic-therapy.md#no-such-part)."]);
        garden.words(words)
    };
    "missing-image": |garden| garden.text("![A quiet room with two chairs](no-such-room.png)", 0);
    "broken-image": |garden| {
        let file = garden.one_of(&["", "no picture", "<svg/>", "\u{0}\u{0}\u{0}\u{18}ftypheic"]);
        garden.site.write("content/leaflets/room.jpg", file);
        garden.text("![A quiet room with two chairs](room.jpg)", 0)
    };
    "active-image": |garden| {
        let part = garden.one_of(&["<script/>", "<g onclick='x()'/>", "<image href='https://www.example.org/a.png'/>"]);
        garden.text("![A quiet room with two chairs](room.svg)", 0);
        garden.file("content/leaflets/room.svg", &format!("<svg xmlns='http://www.w3.org/2000/svg'>\n{part}\n</svg>\n"), 2)
    };
    "heavy-image": |garden| {
        let picture = [&b"\xff\xd8\xff\xc0\0\x0b\x08\0\x14\0\x28\x01\x01\x11\0\xff\xda\0\x08\x01\x01\0\0\x3f\0"[..], &[0; 200_000], b"\xff\xd9"];
        garden.site.write("content/leaflets/room.jpg", picture.concat());
        garden.text("![A quiet room with two chairs](room.jpg)", 0)
    };
    "picture-holds-place": |garden| {
        let name = garden.one_of(&["upright.jpg", "place.webp", "place.avif", "words.png"]);
        let picture = std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/images").join(name));
        let file = format!("content/static/{name}");
        garden.site.write(&file, picture.unwrap());
        Place { file, line: 1 }
    };
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
        let place = garden.text(&many, 0);
        // The finding is at the first block of the text, which may be another one.
        let lines = garden.lines(&place.file);
        let first = lines.iter().position(|line| line.starts_with("{{")).unwrap();
        Place { line: first + 1, ..place }
    };
    "unseen-words": |garden| {
        let (text, line) = garden.one_of(&[
            ("### Doses {in mg}\n\nThis is how much you take.", 0),
            ("[Warning]: stop", 0),
            ("| Day |\n|---|\n| 1 | do not drive |", 2),
        ]);
        garden.text(text, line)
    };
    "misplaced-block": |garden| garden.words("See {{ if-you-need-help-now }} for help.");
    "unknown-callout": |garden| {
        let mark = garden.one_of(&["URGANT", "IMPORTANT", "DO-NOT"]);
        garden.text(&format!("> [!{mark}] Call us if:\n>\n> - you feel worse"), 0)
    };
    "text-after-card": |garden| {
        let mark = garden.one_of(&["URGENT", "EMERGENCY", "NON-URGENT"]);
        garden.text(&format!("> [!{mark}] Call us if:\n>\n> - you feel worse\n\nThen we call you."), 4)
    };
    "link-in-emergency-card": |garden| {
        garden.text("> [!EMERGENCY] Call 999 if:\n>\n> - you have [harmed yourself](https://www.example.org/)", 2)
    };
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
    "unchecked-page": |garden| match garden.one_of(&[true, false]) {
        true => garden.file("content/leaflets/Prepare.MD", "Eat nothing.\n", 1),
        false => {
            garden.file("content/static/prepare.html", "<script>alert(1)</script>", 1);
            garden.words("See [how to prepare](../static/prepare.html).")
        }
    };
    "reserved-folder": |garden| {
        let name = garden.one_of(&["leaflets/old/old.pdf", "r/PT-900/a.txt", "cy/leaflets/a.pdf", "Files/a.pdf"]);
        garden.file(&format!("content/static/{name}"), "Old", 1)
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
    "missing-security-header": |garden| {
        let lines = garden.one_of(&["/assets/*\n  Cache-Control: max-age=60\n", "/*\n  Referrer-Policy: no-referrer\n"]);
        garden.file("content/static/_headers", lines, 1)
    };
    "missing-base-url": |garden| {
        let settings = garden.site.read("content/site.yaml");
        let line = settings.lines().find(|line| line.starts_with("base_url")).unwrap();
        garden.file("content/site.yaml", &settings.replace(line, ""), 1)
    };
    "low-contrast": |garden| {
        let colour = garden.one_of(&["accent: '#ffcc00'", "quiet: '#999'", "dark: {accent: navy}"]);
        garden.setting(&format!("theme:\n  colours:\n    {colour}"))
    };
    "broken-theme": |garden| {
        garden.setting("theme: {name: own}");
        garden.file("themes/own/templates/contact.html", "<p>One\n{% if site %}<p>Two\n", 2)
    };
    "theme-leaves-out": |garden| {
        garden.setting("theme: {name: own}");
        let text = std::fs::read_to_string("themes/default/templates/leaflet.html").unwrap();
        let (part, instead) = garden.one_of(&[("in leaflet.identity", "in leaflet.about"), ("{{ body }}", "")]);
        garden.file("themes/own/templates/leaflet.html", &text.replace(part, instead), 1)
    };
    "format-differs": |garden| {
        let settings = garden.site.read("content/site.yaml").replace("formats: []", "formats: [text]");
        garden.site.write("content/site.yaml", settings);
        garden.setting("theme: {name: own}");
        let body = "{% if leaflet.reference != 'PT-900' %}{{ body }}{% endif %}";
        let page = format!("{{% extends 'base.html' %}}{{% block main %}}<h1>{{{{ leaflet.title }}}}</h1><p>{{{{ leaflet.summary }}}}</p>{{% if crisis %}}{{% include 'crisis.html' %}}{{% endif %}}<p>{{{{ leaflet.reference }}}}, {{{{ leaflet.version }}}}, {{{{ leaflet.check }}}}, {{{{ leaflet.last_updated.words }}}}, {{{{ leaflet.archive_date.words }}}}</p>{body}{{% endblock %}}");
        garden.file("themes/own/templates/leaflet.html", &page, 1);
        let text = garden.site.read(&garden.leaflet);
        let line = text.lines().position(|line| line.starts_with("title:")).unwrap() + 1;
        Place { file: garden.leaflet.clone(), line }
    };
    "missing-glyph": |garden| {
        garden.print();
        let words = garden.one_of(&["Sleep well \u{1f634}.", "This is 'sleep' in Arabic: \u{0646}\u{0648}\u{0645}.", "\u{7761}."]);
        garden.words(words)
    };
    "unmade-format": |garden| {
        garden.print();
        garden.site.write("content/leaflets/room.png", photo_without_pixels());
        garden.text("![A quiet room with two chairs](room.png)", 0);
        let text = garden.site.read(&garden.leaflet);
        let line = text.lines().position(|line| line.starts_with("title:")).unwrap() + 1;
        Place { file: garden.leaflet.clone(), line }
    };
    "oversized-leaflet": |garden| {
        garden.print();
        let (row, rule) = ("|a".repeat(41) + "|", "|-".repeat(41) + "|");
        garden.text(&format!("## All of it in one table\n\n{row}\n{rule}\n{row}"), 0)
    };
    "unavailable-format": |garden| {
        let settings = garden.site.read("content/site.yaml").replace("language: en-GB", "language: so");
        let settings = settings.replace("formats: []", "formats: [text, braille]");
        let line = settings.lines().position(|line| line.starts_with("formats:")).unwrap() + 1;
        garden.file("content/site.yaml", &settings, line)
    };
}

/// A PNG file of sound parts whose compressed pixels cannot be read.
fn photo_without_pixels() -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let header = [0, 0, 0, 40, 0, 0, 0, 20, 8, 2, 0, 0, 0];
    for (name, data) in [(b"IHDR", &header[..]), (b"IDAT", b"no pixels"), (b"IEND", b"")] {
        let part = [&name[..], data].concat();
        file.extend((data.len() as u32).to_be_bytes());
        file.extend(&part);
        file.extend(crc32fast::hash(&part).to_be_bytes());
    }
    file
}

/// The line after the name of a field.
fn after_key(garden: &Garden, name: &str) -> Place {
    let text = garden.site.read(&garden.leaflet);
    let at = text.lines().position(|line| line.starts_with(name)).unwrap();
    Place { file: garden.leaflet.clone(), line: at + 2 }
}
