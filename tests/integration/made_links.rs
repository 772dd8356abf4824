//! Automatic links: on a thousand leaflets, they are exactly those that a slow and simple search finds.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::process::Command;

use crate::support::crawl::{all, lines};
use crate::support::site::{Site, leaflet, tree};
use crate::support::words::text;
use crate::support::written::{build, first_day, repository};
use scraper::{Html, Selector};

/// Names that the generated texts use occasionally, most in lower case, some in the other number.
const OTHER_NAMES: &[&str] = &[
    "Lung function test",
    "CT Scan",
    "Inhaler techniques",
    "Eye drop",
    "Bone density scan",
    "Knee pain",
    "Heart failure",
    "high blood pressure",
    "Talking Therapy",
    "blood pressure",
    "Sleep study",
    "Crohn's disease",
    "Parkinson's",
    "GP",
    "nausea",
    "Sedation",
    "X-ray",
    "Hip fractures",
    "Kidney stone",
];
/// A name that two leaflets have.
const SHARED_NAME: &str = "Skin graft";
/// The name of an archived leaflet.
const OLD_NAME: &str = "Stoma care";

/// A leaflet of the corpus.
struct LeafletFile {
    slug: String,
    title: String,
    other_names: Vec<String>,
    archived: bool,
    linking: bool,
    body: String,
}

#[test]
fn on_a_thousand_leaflets_the_links_are_those_of_a_slow_search() {
    let site = Site::empty();
    let leaflets = corpus(&site);
    let expected = slow_search(&leaflets);
    let out = build(&site, "out", crate::support::site::TODAY, &[]);
    let mut made = BTreeSet::new();
    let links = Selector::parse("a").unwrap();
    for leaflet in leaflets.iter().filter(|leaflet| !leaflet.archived) {
        let page = std::fs::read_to_string(out.join(format!("leaflets/{}/index.html", leaflet.slug))).unwrap();
        let own: BTreeSet<String> = own_links(&leaflet.body);
        let (_, below) = page.split_once("<div class=text>").unwrap();
        let (body, _) = below.split_once("<section").unwrap();
        for link in Html::parse_fragment(body).select(&links) {
            let href = link.value().attr("href").unwrap();
            let Some(slug) = href.strip_prefix("../../leaflets/").and_then(|rest| rest.strip_suffix('/')) else {
                continue;
            };
            if !own.contains(slug) {
                made.insert((leaflet.slug.clone(), slug.to_owned(), words(&text(link))));
            }
        }
    }
    assert!(expected.len() > 2000, "there are only {} mentions", expected.len());
    let missing: Vec<_> = expected.difference(&made).take(10).collect();
    let extra: Vec<_> = made.difference(&expected).take(10).collect();
    assert!(missing.is_empty() && extra.is_empty(), "missing: {missing:#?}\nextra: {extra:#?}");
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The leaflets that an author of the corpus links to.
fn own_links(body: &str) -> BTreeSet<String> {
    let links = body.split("](").skip(1).filter_map(|rest| rest.split(".md)").next());
    links.map(str::to_owned).collect()
}

/// A thousand generated leaflets, with names that their texts use, and mentions of one another in all kinds of places.
fn corpus(site: &Site) -> Vec<LeafletFile> {
    let folder = site.join("content/leaflets");
    let generator = repository().join("tests/corpus/gen_corpus.py");
    let made = Command::new("python3").arg(generator).arg("1000").arg(&folder).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    site.write(
        "content/site.yaml",
        "title: Corpus\nbase_url: https://leaflets.example.org/\nreference: {pattern: 'PI-[0-9]{5}'}\n\
         review: {longest: 40 months}\nformats: []\n",
    );
    let files: Vec<(String, String)> =
        tree(&folder).into_iter().map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())).collect();
    let field = |text: &str, name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(&format!("{name}: "))).unwrap().to_owned();
        line.trim_matches('"').to_owned()
    };
    let titles: Vec<String> = files.iter().map(|(_, text)| field(text, "title")).collect();
    let mut leaflets = Vec::new();
    for (number, (path, file)) in files.iter().enumerate() {
        let mut other_names: Vec<String> = Vec::new();
        other_names
            .extend(OTHER_NAMES.iter().enumerate().filter(|(at, _)| at * 41 + 7 == number).map(|(_, it)| (*it).into()));
        other_names.extend([100, 900].contains(&number).then(|| SHARED_NAME.to_owned()));
        // Leaflets last updated early in the year may be archived now.
        let old = number % 50 == 3 && field(file, "last_updated").as_str() < "2026-10-01";
        other_names.extend((number == 53).then(|| OLD_NAME.to_owned()));
        let linking = number % 40 != 11;
        let mentioned = &titles[(number * 7 + 13) % titles.len()];
        let planted = match number % 9 {
            0 => format!("Ask about {mentioned}."),
            1 => format!("Some have {}, others not.", mentioned.to_lowercase()),
            2 => format!("SEE {}!", mentioned.to_uppercase()),
            3 => format!("## About {mentioned}\n\nYour nurse can tell you more."),
            4 => format!("Write `{mentioned}` on the form."),
            5 => format!("> [!NOTE] See\n>\n> Read {mentioned} first."),
            6 => format!("This is **{mentioned}** and no more."),
            7 => format!("You may read {} too.", mentioned.replacen(' ', "\n", 1)),
            _ => format!("{} is this leaflet, x{mentioned} and {mentioned}x are none.", titles[number]),
        };
        let (fields, body) = file.split_once("\n---\n").unwrap();
        let mut fields = fields.to_owned();
        if !other_names.is_empty() {
            fields += &format!("\nalso_known_as: {other_names:?}");
        }
        if old {
            fields = fields.lines().filter(|line| !line.starts_with("archive_date")).collect::<Vec<_>>().join("\n");
            fields += "\narchive_date: 2026-11-01";
        }
        if !linking {
            fields += "\nauto_links: false";
        }
        let body = format!("{}\n\n{planted}\n", body.trim_end());
        site.write(format!("content/leaflets/{path}"), format!("{fields}\n---\n{body}"));
        let slug = path.strip_suffix(".md").unwrap().to_owned();
        leaflets.push(LeafletFile { slug, title: titles[number].clone(), other_names, archived: old, linking, body });
    }
    assert!(leaflets[53].archived && leaflets.iter().filter(|leaflet| leaflet.archived).count() > 10);
    leaflets
}

/// A form of a name, whether it is case-sensitive, and its leaflet if it belongs to only one.
type Form<'a> = (&'a str, bool, Option<&'a str>);

/// All mentions, found letter by letter: leaflet, target, words.
fn slow_search(leaflets: &[LeafletFile]) -> BTreeSet<(String, String, String)> {
    // The forms of each name: whether they are case-sensitive, and their leaflets.
    let mut names: BTreeMap<(String, bool), BTreeSet<&str>> = BTreeMap::new();
    let mut others: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for leaflet in leaflets.iter().filter(|leaflet| !leaflet.archived) {
        for name in std::iter::once(&leaflet.title).chain(&leaflet.other_names) {
            let exact = !name.contains(' ');
            let key = if exact { name.clone() } else { name.to_lowercase() };
            names.entry((key.clone(), exact)).or_default().insert(&leaflet.slug);
            if !exact && let Some(other) = other_number(&key) {
                others.entry(other).or_default().insert(&leaflet.slug);
            }
        }
    }
    for (other, owners) in others {
        if owners.len() == 1 {
            names.entry((other, false)).or_insert(owners);
        }
    }
    let mut by_first_letters: HashMap<String, Vec<Form<'_>>> = HashMap::new();
    for ((name, exact), owners) in &names {
        let owner = if owners.len() == 1 { owners.first().copied() } else { None };
        let head: String = name.to_lowercase().chars().take(2).collect();
        by_first_letters.entry(head).or_default().push((name, *exact, owner));
    }
    // Longest first.
    by_first_letters.values_mut().for_each(|names| names.sort_by_key(|(name, ..)| std::cmp::Reverse(name.len())));
    let mut found = BTreeSet::new();
    for leaflet in leaflets.iter().filter(|leaflet| !leaflet.archived && leaflet.linking) {
        let mut linked = own_links(&leaflet.body);
        linked.insert(leaflet.slug.clone());
        for line in texts(&leaflet.body) {
            let letters: Vec<char> = line.chars().collect();
            let mut at = 0;
            while at < letters.len() {
                // A name starts with a letter, and not in the middle of a word.
                if !letters[at].is_alphanumeric() || at > 0 && letters[at - 1].is_alphanumeric() {
                    at += 1;
                    continue;
                }
                let head: String = letters[at..].iter().take(2).flat_map(|letter| letter.to_lowercase()).collect();
                let hit = by_first_letters
                    .get(&head)
                    .and_then(|names| names.iter().find(|(name, exact, _)| is_at(&letters, at, name, *exact)));
                let Some((name, _, owner)) = hit else {
                    at += 1;
                    continue;
                };
                let end = at + name.chars().count();
                if let Some(owner) = owner
                    && linked.insert((*owner).to_owned())
                {
                    let words = letters[at..end].iter().collect::<String>();
                    found.insert((leaflet.slug.clone(), (*owner).to_owned(), words));
                }
                at = end;
            }
        }
    }
    found
}

/// Whether a name is at a position as whole words.
fn is_at(letters: &[char], at: usize, name: &str, exact: bool) -> bool {
    let length = name.chars().count();
    if at + length > letters.len() {
        return false;
    }
    let written: String = letters[at..at + length].iter().collect();
    if (exact && written != name) || (!exact && written.to_lowercase() != name) {
        return false;
    }
    let letter = |place: Option<usize>| place.and_then(|place| letters.get(place)).copied().unwrap_or(' ');
    let before = (letter(at.checked_sub(2)), letter(at.checked_sub(1)));
    let after = (letter(Some(at + length)), letter(Some(at + length + 1)), letter(Some(at + length + 2)));
    let first_is_letter = letters[at].is_alphanumeric();
    let last_is_letter = letters[at + length - 1].is_alphanumeric();
    if first_is_letter && (before.1.is_alphanumeric() || "-'.@".contains(before.1) && before.0.is_alphanumeric()) {
        return false;
    }
    let plain_word = exact && name.chars().filter(|letter| letter.is_uppercase()).count() < 2;
    if last_is_letter && after.0 == '\'' && after.1 == 's' && !after.2.is_alphanumeric() && !plain_word {
        return true;
    }
    !(last_is_letter && (after.0.is_alphanumeric() || "-'.@".contains(after.0) && after.1.is_alphanumeric()))
}

/// The plural of a name, or its singular, for the endings in the corpus only.
fn other_number(name: &str) -> Option<String> {
    let letter = name.chars().next_back().filter(|letter| letter.is_alphabetic())?;
    let cut = |count| name[..name.len() - count].to_owned();
    Some(match letter {
        's' if name.ends_with("ss") || name.ends_with("us") || name.ends_with("is") => name.to_owned() + "es",
        's' if name.ends_with("ies") => cut(3) + "y",
        's' if name.ends_with("ches") => cut(2),
        's' => cut(1),
        'y' if !["ay", "ey", "oy", "uy"].iter().any(|end| name.ends_with(end)) => cut(1) + "ies",
        'x' | 'z' => name.to_owned() + "es",
        'h' if name.ends_with("ch") || name.ends_with("sh") => name.to_owned() + "es",
        _ => name.to_owned() + "s",
    })
}

/// The texts of a leaflet in which names are searched for: no headings, callouts or header rows of tables. Links, code
/// and the edges of bold text are replaced by a character that is in no name.
fn texts(body: &str) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    let all: Vec<&str> = body.lines().collect();
    let mut open = false;
    for (at, line) in all.iter().enumerate() {
        let is_head = all.get(at + 1).is_some_and(|next| next.starts_with("| ---"));
        if line.is_empty() || line.starts_with(['#', '>']) || line.starts_with("| ---") || is_head {
            open = false;
        } else if line.starts_with('|') {
            texts.extend(line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()));
        } else if let Some(item) = line.strip_prefix("- ") {
            texts.push(item.to_owned());
        } else if open {
            let last = texts.last_mut().unwrap();
            last.push(' ');
            last.push_str(line);
        } else {
            texts.push((*line).to_owned());
            open = true;
        }
    }
    texts.iter().map(|text| without_marks(text)).collect()
}

fn without_marks(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['[', '`', '*']) {
        plain.push_str(&rest[..at]);
        plain.push('\u{1}');
        let sign = &rest[at..=at];
        rest = &rest[at + 1..];
        if sign == "[" {
            rest = rest.split_once("](").unwrap().1.split_once(')').unwrap().1;
        } else if sign == "`" {
            rest = rest.split_once('`').unwrap().1;
        }
    }
    plain + rest
}

#[test]
fn the_original_leaflet_links_to_its_four_alternatives_in_its_text() {
    let site = Site::example();
    let out = build(&site, "out", &first_day().to_string(), &[]);
    let page = |slug: &str| {
        let page = std::fs::read_to_string(out.join(format!("leaflets/{slug}/index.html"))).unwrap();
        Html::parse_document(&page)
    };
    let seed = page("integrated-psychological-therapy");
    let links: Vec<(String, String)> = all(&seed, ".text li > a")
        .into_iter()
        .map(|link| (text(link), link.value().attr("href").unwrap().to_owned()))
        .collect();
    let names = [
        "interpersonal therapy",
        "cognitive behavioural therapy",
        "cognitive analytic therapy",
        "psychodynamic and psychoanalytic therapy",
    ];
    let expected = names.map(|name| (name.to_owned(), format!("../../leaflets/{}/", name.replace(' ', "-"))));
    assert_eq!(links, expected);
    for name in names {
        let other = page(&name.replace(' ', "-"));
        let mentions = lines(&other, ".mentions a");
        assert!(mentions.contains(&"Integrated psychological therapy".to_owned()), "{name}: {mentions:?}");
    }
}

/// A site with a few leaflets, each with its fields and its text.
fn small(leaflets: &[(&str, &str, &str)]) -> Site {
    let site = Site::empty();
    site.write("content/site.yaml", crate::support::site::SETTINGS);
    for (number, (name, fields, body)) in leaflets.iter().enumerate() {
        let text = leaflet(&format!("PT-{:03}", number + 1), body);
        let title = format!("title: {name}\n{fields}");
        let lines: Vec<&str> =
            text.lines().map(|line| if line.starts_with("title:") { title.trim_end() } else { line }).collect();
        site.write(format!("content/leaflets/{}.md", name.replace(' ', "-").to_lowercase()), lines.join("\n") + "\n");
    }
    site
}

/// The links in the text of a page, each as its words and the last part of its target.
fn links_on(site: &Site, page: &str) -> Vec<String> {
    let html = Html::parse_document(&site.read(format!("public/{page}/index.html")));
    let links = all(&html, ".text a").into_iter().map(|link| {
        let href = link.value().attr("href").unwrap();
        format!("{} > {}", words(&text(link)), href.trim_end_matches('/').rsplit('/').next().unwrap())
    });
    links.collect()
}

#[test]
fn blocks_switches_translations_and_the_authors_own_links() {
    let mentions = "Ask about art therapy, then art therapies, DIT and CAT's aims.";
    let site = small(&[
        ("Art therapy", "also_known_as: [DIT]", "See play therapy.\n\n{{ shared }}"),
        ("Play therapy", "", mentions),
        ("Cognitive analytic therapy", "also_known_as: [CAT]", "{{ shared }}\n\nAlso art therapy."),
        ("Quiet leaflet", "auto_links: false", mentions),
        ("Own link", "", "First art therapy, and below [this one](art-therapy.md).\n\n> {{ shared }}"),
        ("Old therapy", "archived_because: It is old.", "Nothing."),
        ("Reader of old", "", "The old therapy is gone."),
    ]);
    let old = site.read("content/leaflets/old-therapy.md").replace("2028-11-01", "2026-11-10");
    site.write("content/leaflets/old-therapy.md", old);
    site.write("content/blocks/shared.md", "We also give play therapy here.\n");
    let welsh = |title: &str, reference: &str, body: &str| {
        leaflet(reference, body).replace(&format!("About {reference}"), title)
    };
    site.write(
        "content/leaflets/art-therapy.cy.md",
        welsh("Therapi celf", "PT-001", "Darllenwch am therapi chwarae ac art therapy."),
    );
    site.write("content/leaflets/play-therapy.cy.md", welsh("Therapi chwarae", "PT-002", "Dim."));
    site.build(&[]).exits(0);
    assert_eq!(links_on(&site, "leaflets/art-therapy"), ["play therapy > play-therapy"]);
    assert_eq!(
        links_on(&site, "leaflets/play-therapy"),
        ["art therapy > art-therapy", "CAT > cognitive-analytic-therapy"]
    );
    assert_eq!(
        links_on(&site, "leaflets/cognitive-analytic-therapy"),
        ["play therapy > play-therapy", "art therapy > art-therapy"]
    );
    assert_eq!(links_on(&site, "leaflets/quiet-leaflet"), [""; 0]);
    assert_eq!(links_on(&site, "leaflets/own-link"), ["this one > art-therapy", "play therapy > play-therapy"]);
    assert_eq!(links_on(&site, "leaflets/reader-of-old"), [""; 0]);
    assert_eq!(links_on(&site, "cy/leaflets/art-therapy"), ["therapi chwarae > play-therapy"]);
    let html = Html::parse_document(&site.read("public/leaflets/play-therapy/index.html"));
    assert_eq!(lines(&html, ".mentions a"), ["Art therapy", "Cognitive analytic therapy", "Own link"]);
    // Switched off for the whole site.
    site.write("content/site.yaml", format!("{}auto_links: false\n", crate::support::site::SETTINGS));
    site.build(&[]).exits(0);
    assert_eq!(links_on(&site, "leaflets/play-therapy"), [""; 0]);
    assert_eq!(links_on(&site, "leaflets/own-link"), ["this one > art-therapy"]);
}

#[test]
fn related_leaflets_are_the_authors_and_then_the_closest() {
    let of = |conditions: &str, more: &str| format!("conditions: [{conditions}]\n{more}");
    let fields = [
        of("Asthma, Gout, Pain", "related: [PT-009]\nalternatives: [PT-004]"),
        of("Gout", ""),
        of("Asthma, Gout", ""),
        of("Asthma, Gout, Pain", ""),
        of("Pain", ""),
        of("Asthma, Pain, Gout", ""),
        of("Asthma", ""),
        of("Stroke", ""),
        of("Stroke", ""),
    ];
    let names = ["One", "Zebra", "Two", "Alternative", "Yak", "Three", "Apple", "Far", "Named"];
    let leaflets: Vec<(&str, &str, &str)> =
        names.iter().zip(&fields).map(|(name, fields)| (*name, fields.as_str(), "Text.")).collect();
    let site = small(&leaflets);
    site.build(&[]).exits(0);
    let related = |page: &str| {
        let html = Html::parse_document(&site.read(format!("public/leaflets/{page}/index.html")));
        lines(&html, "section[aria-labelledby=p-related] a")
    };
    assert_eq!(related("one"), ["Named", "Three", "Two", "Apple", "Yak"]);
    assert_eq!(related("far"), ["Named"]);
    assert_eq!(related("apple"), ["Alternative", "One", "Three", "Two"]);
}
