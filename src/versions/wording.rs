//! The wording of a leaflet: what its readers read, in a normal form of its own.
//!
//! The form is a text with one line for each paragraph, list item, row, card or picture, indented by what contains it.
//! It depends neither on how Markdown or YAML is written nor on the theme or the parser, so a new program never makes
//! new versions of leaflets that did not change. It contains no dates, navigation, automatic links or lists.
//!
//! | line | means |
//! |---|---|
//! | `wording 1` | the number of this form |
//! | `language`, `title`, `summary`, `fact` | the language, and the fields that readers read |
//! | `help` | the urgent help of an at-risk leaflet, above its text |
//! | `heading N`, `text`, `code`, `rule` | a heading of level N, a paragraph, a line of code, a horizontal rule |
//! | `bullets`, `numbers N`, `item` | lists; N is the first number |
//! | `table`, `head`, `row` | tables, with ` | ` between cells |
//! | `card KIND`, `quote`, `term`, `meaning` | the other blocks |
//! | `note N`, `word` | footnotes, and words of the glossary with their meanings |
//! | `+ link`, `+ strong`, `+ emphasis`, `+ picture` | parts of the line above, with the targets of links (a leaflet by its reference) and the SHA-256 of pictures |
//!
//! In texts, `\` is written `\\`, a visible line break ` \n `, and `|` in a cell `\|`.

use super::form_writer::{Extent, form};
use super::wording_inputs::WordingInputs;
use crate::library::ManuscriptId;
use crate::publication_log::{ContentHash, SectionHash};

/// The first line of the form. Its number changes if the form ever does.
const FIRST_LINE: &str = "wording 1";

/// The wording of a leaflet in its normal form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording(pub String);

impl Wording {
    /// The hash that approvals and versions refer to.
    pub fn hash(&self) -> ContentHash {
        ContentHash::of(self.0.as_bytes())
    }

    /// The hash of each part of the text from one heading of level 2 to the next; the part before the first has no
    /// title.
    pub fn sections(&self) -> Vec<SectionHash> {
        let mut sections = Vec::new();
        let mut title = "";
        let mut lines: Vec<&str> = Vec::new();
        let mut end = |title: &str, lines: &mut Vec<&str>| {
            if !title.is_empty() || !lines.is_empty() {
                let hash = ContentHash::of(lines.join("\n").as_bytes());
                sections.push(SectionHash { title: title.into(), hash });
            }
            lines.clear();
        };
        for line in self.0.lines() {
            if let Some(next) = line.strip_prefix("heading 2 ") {
                end(title, &mut lines);
                title = next;
            }
            lines.push(line);
        }
        end(title, &mut lines);
        sections
    }
}

/// The wording of a leaflet; `None` if the manuscript is not a complete leaflet.
pub fn wording(inputs: WordingInputs<'_>, id: ManuscriptId) -> Option<Wording> {
    let leaflet = inputs.library.leaflet(id)?;
    Some(Wording(format!("{FIRST_LINE}\n{}", form(inputs, id, leaflet, Extent::Whole))))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::wording;
    use crate::date::Date;
    use crate::glossary::{self, Glossary};
    use crate::library::{self, LinkInputs};
    use crate::picture::{PictureFacts, PictureFormat};
    use crate::source::{FileRole, SourceContent, SourceFile, Sources};
    use crate::versions::wording_inputs::WordingInputs;
    use crate::{leaflet, settings};

    /// A picture that has this SHA-256.
    struct PictureDigest([u8; 32]);

    /// A file of `content/`: its path, and its text or its picture.
    type File = (String, Result<String, PictureDigest>);

    fn role(path: &str) -> FileRole {
        match path.split('/').next() {
            Some("leaflets") if path.ends_with(".png") => FileRole::Asset,
            Some("leaflets") => FileRole::Leaflet,
            Some("blocks") => FileRole::Block,
            Some("glossary.yaml") => FileRole::Glossary,
            _ => FileRole::Settings,
        }
    }

    /// The wording of the leaflet with this reference in a site with these files.
    fn form(files: &[File], reference: &str) -> String {
        let file = |(path, content): &File| SourceFile {
            path: format!("content/{path}").into(),
            on_disk: PathBuf::from(path),
            role: role(path),
            content: match content {
                Ok(text) => SourceContent::Text(text.as_str().into()),
                Err(PictureDigest(digest)) => SourceContent::Picture(Box::new(PictureFacts {
                    format: PictureFormat::Png,
                    bytes: 1,
                    size: None,
                    holds_place: false,
                    digest: *digest,
                    active: None,
                })),
            },
        };
        let sources = Sources::new(files.iter().map(file).collect());
        let (id, settings_file) = sources.of_role(FileRole::Settings).next().unwrap();
        let settings = settings::parse(id, settings_file.text()).unwrap();
        let glossary = sources.of_role(FileRole::Glossary).next().map(|(id, file)| glossary::parse(id, file));
        let glossary: Glossary = glossary.unwrap_or_default();
        let texts = sources.iter().filter(|(_, file)| matches!(file.role, FileRole::Leaflet | FileRole::Block));
        let manuscripts: Vec<_> = texts.map(|(id, file)| leaflet::parse(id, file, |path| sources.find(path))).collect();
        let inputs = LinkInputs {
            today: Date::constant(2026, 11, 23),
            auto_links: true,
            glossary: &glossary,
            contacts: settings.phones_of_contacts(),
        };
        let library = library::link(&sources, &manuscripts, &inputs, None);
        let id = library.leaflet_of(reference).unwrap();
        wording(WordingInputs { library: &library, settings: &settings }, id).unwrap().0
    }

    /// A part of a random leaflet, with what may replace it without a change of words.
    struct Part {
        text: String,
        /// Other ways to write the same.
        alike: Vec<String>,
        /// Other words.
        other: Vec<String>,
    }

    fn part(text: &str, alike: &[&str], other: &[&str]) -> Part {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Part { text: text.to_owned(), alike: owned(alike), other: owned(other) }
    }

    fn random_part(rng: &mut fastrand::Rng) -> Part {
        let dose = rng.u32(1..90);
        match rng.u8(0..13) {
            0 => part(
                &format!("Take {dose} mg once a day. Do not stop."),
                &[
                    &format!("Take {dose} mg\nonce a day. Do   not stop."),
                    &format!("Take {dose} mg once a day. Do not stop.  "),
                ],
                &[
                    &format!("Take {} mg once a day. Do not stop.", dose + 1),
                    &format!("Take {dose} mg once a day. Do stop."),
                ],
            ),
            1 => part(
                "- One day\n- Two days",
                &[
                    "* One day\n* Two days",
                    "+ One day\n+ Two days",
                    "- One day\n\n- Two days",
                    "*   One day\n*   Two days",
                ],
                &[
                    "- One day\n- Three days",
                    "1. One day\n2. Two days",
                    "- One day\n\nTwo days",
                    "- Two days\n- One day",
                ],
            ),
            2 => part(
                "1. Wash\n2. Dry",
                &["1) Wash\n2) Dry", "1. Wash\n1. Dry"],
                &["2. Wash\n3. Dry", "1. Dry\n2. Wash"],
            ),
            3 => part(
                "Read [the other one](pt-002.md).",
                &[
                    "Read [the other one](./pt-002.md).",
                    "Read [[PT-002|the other one]].",
                    "Read [the other one][x].\n\n[x]: pt-002.md",
                ],
                &[
                    "Read [the other one](https://example.org/).",
                    "Read the other one.",
                    "Read [the other two](pt-002.md).",
                ],
            ),
            4 => part(
                "Ring [the ward](tel:01632960123).",
                &["Ring [the ward](<tel:01632960123>)."],
                &["Ring [the ward](tel:01632960124).", "Ring [the ward](tel:999)."],
            ),
            5 => part(
                "> [!URGENT] Call 111 if:\n>\n> - you are sick",
                &["> [!urgent] Call 111 if:\n>\n> * you are sick", ">[!URGENT] Call 111 if:\n>\n>- you are sick"],
                &[
                    "> [!EMERGENCY] Call 111 if:\n>\n> - you are sick",
                    "> [!URGENT] Call 999 if:\n>\n> - you are sick",
                    "> [!URGENT] Call 111 if:\n>\n> - you are well",
                    "> Call 111 if:\n>\n> - you are sick",
                ],
            ),
            6 => part(
                "| Day | Dose |\n|---|---|\n| Monday | 1 |\n| Tuesday | 2 |",
                &["|Day|Dose|\n|-|-|\n|Monday|1|\n|Tuesday|2|", "Day | Dose\n---|---\nMonday | 1\nTuesday | 2"],
                &[
                    "| Day | Dose |\n|---|---|\n| Monday | 2 |\n| Tuesday | 1 |",
                    "| Day | Dose |\n|---|---|\n| Tuesday | 2 |\n| Monday | 1 |",
                    "| Dose | Day |\n|---|---|\n| Monday | 1 |\n| Tuesday | 2 |",
                    "| Day | Dose |\n|---|---|\n| Monday | 1 |",
                ],
            ),
            7 => part(
                "![A map](map.png)",
                &["![A map](./map.png)", "![A  map](<map.png>)"],
                &["![A plan](map.png)", "![A map](plan.png)", ""],
            ),
            8 => part("{{ help }}", &["{{help}}", "{{  help  }}"], &["{{ hours }}", ""]),
            9 => part(
                "You must **not** drive.",
                &["You must __not__ drive."],
                &["You must not drive.", "You must **never** drive."],
            ),
            10 => part("An _open_ door.", &["An *open* door."], &["An open door.", "An _open_ window."]),
            11 => part(
                "## What is it?",
                &["##  What is it?", "## What is it? ##"],
                &["### What is it?", "## What is this?", "What is it?"],
            ),
            _ => part("It is caf\u{e9}.", &["It is cafe\u{301}."], &["It is cafe."]),
        }
    }

    const SETTINGS: &str = "title: Example\nbase_url: https://leaflets.example.org/\n";

    fn fields(style: u8) -> &'static str {
        match style {
            0 => {
                "title: A title\nreference: PT-001\nlast_updated: 2026-11-01\narchive_date: 2028-11-01\nsummary: What it is."
            }
            1 => {
                "archive_date: 1 November 2028\r\nsummary: \"What it is.\"\r\nreference: 'PT-001'\r\ntitle:    A title\r\nlast_updated: 2026-11-20\r\nowner: Pharmacy"
            }
            _ => {
                "title: >\n  A\n  title\nsummary: |\n  What it is.\nreference: PT-001\nlast_updated: 2026-11-01\narchive_date: 2028-11-01\nconditions: [Sleep]"
            }
        }
    }

    /// The files of a site whose first leaflet has these parts.
    fn site(parts: &[&str], style: u8) -> Vec<File> {
        // Two lists in a row would be one.
        let parts = parts.iter().enumerate().map(|(number, part)| format!("Then {number}.\n\n{part}\n"));
        let text = format!("---\n{}\n---\n\n{}\n", fields(style), parts.collect::<Vec<_>>().join("\n"));
        let text = if style == 1 { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text };
        let other = "---\ntitle: Another\nreference: PT-002\nlast_updated: 2026-11-01\narchive_date: 2028-11-01\n---\n\nWords.\n";
        let texts = [
            ("site.yaml", SETTINGS),
            ("leaflets/a.md", text.as_str()),
            ("leaflets/pt-002.md", other),
            ("blocks/help.md", "Ask us for help.\n"),
            ("blocks/hours.md", "We are open on Monday.\n"),
            ("glossary.yaml", "stop: end it\n"),
        ];
        let mut files: Vec<File> = texts.map(|(path, text)| (path.to_owned(), Ok(text.to_owned()))).into();
        files.push(("leaflets/map.png".to_owned(), Err(PictureDigest([1; 32]))));
        files.push(("leaflets/plan.png".to_owned(), Err(PictureDigest([2; 32]))));
        files
    }

    /// The number of random changes of each kind; 'tests/long/wording' tries more.
    const CASES: usize = 1_000;

    #[test]
    fn changes_that_readers_do_not_read_keep_the_wording() {
        keep_the_wording(CASES);
    }

    #[test]
    fn changes_that_readers_read_change_the_wording() {
        change_the_wording(CASES);
    }

    #[test]
    #[ignore = "takes a minute; run by 'tests/long/wording'"]
    fn ten_thousand_changes_of_each_kind() {
        keep_the_wording(10 * CASES);
        change_the_wording(10 * CASES);
    }

    /// Random changes that readers do not read leave the wording as it is.
    fn keep_the_wording(cases: usize) {
        let mut rng = fastrand::Rng::with_seed(1);
        for round in 0..cases {
            let parts: Vec<Part> = (0..rng.usize(1..6)).map(|_| random_part(&mut rng)).collect();
            let plain: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
            let alike: Vec<&str> = parts.iter().map(|part| rng.choice(&part.alike).unwrap().as_str()).collect();
            let before = site(&plain, 0);
            let mut after = site(&alike, rng.u8(0..3));
            // Another leaflet that is linked automatically, other settings, a moved leaflet.
            match rng.u8(0..4) {
            0 => after.push((
                "leaflets/third.md".to_owned(),
                Ok("---\ntitle: Drive\nreference: PT-003\nlast_updated: 2026-11-01\narchive_date: 2028-11-01\n---\n\nWords.\n".to_owned()),
            )),
            1 => after[0].1 = Ok(SETTINGS.replace("Example", "Another name") + "theme: default\n"),
            2 if !alike.iter().any(|part| part.contains("pt-002")) => after[2].0 = "leaflets/moved/elsewhere.md".to_owned(),
            _ => {}
        }
            assert_eq!(form(&after, "PT-001"), form(&before, "PT-001"), "round {round}: {plain:?} → {alike:?}");
        }
    }

    /// Random changes that readers read change the wording.
    fn change_the_wording(cases: usize) {
        let mut rng = fastrand::Rng::with_seed(2);
        for round in 0..cases {
            let parts: Vec<Part> = (0..rng.usize(1..6)).map(|_| random_part(&mut rng)).collect();
            let plain: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
            let mut other = plain.clone();
            let changed = rng.usize(0..parts.len());
            let before = site(&plain, 0);
            let after = match rng.u8(0..8) {
                0 if plain.contains(&"{{ help }}") => {
                    let mut after = site(&plain, 0);
                    after[3].1 = Ok("Ask them for help.\n".to_owned());
                    after
                }
                1 if plain.contains(&"![A map](map.png)") => {
                    let mut after = site(&plain, 0);
                    after[6].1 = Err(PictureDigest([3; 32]));
                    after
                }
                2 if plain.iter().any(|part| part.starts_with("Take ")) => {
                    let mut after = site(&plain, 0);
                    after[5].1 = Ok("stop: no longer do it\n".to_owned());
                    after
                }
                3 => {
                    let mut after = site(&plain, 0);
                    let text = after[1].1.as_ref().ok().unwrap().replace("What it is.", "What it is not.");
                    after[1].1 = Ok(text);
                    after
                }
                _ => {
                    other[changed] = rng.choice(&parts[changed].other).unwrap();
                    site(&other, 0)
                }
            };
            assert_ne!(form(&after, "PT-001"), form(&before, "PT-001"), "round {round}: {plain:?} → {other:?}");
        }
    }

    /// A later program must find the same words in the same leaflet: otherwise each leaflet would get a new version.
    #[test]
    fn the_form_of_a_stored_leaflet_never_changes() {
        let parts = [
            "Intro with a note[^1] and \\* a star.",
            "## What is it?",
            "> [!WARNING] Do not drive\n>\n> Not for **24 hours**.",
            "| Day | Dose |\n|---|---|\n| Monday | 1 \\| 2 |",
            "- One\n  1. Inner\n- Two, see [[PT-002]]",
            "![A map](map.png \"The way\")",
            "{{ help }}",
            "Term\n: Meaning",
            "[^1]: The note.",
        ];
        let found = form(&site(&parts, 0), "PT-001");
        assert_eq!(found, include_str!("wording_fixture.txt"));
    }
}
