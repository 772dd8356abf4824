//! Random sites on days around their own dates: with `--or-last-good`, the output never contains text of a leaflet on
//! or after its archive date, or text of a superseded version, whatever is wrong with the site that day.
//!
//! `PAMPHLET_CASES` sets the number of sites; `tests/long/archiving` runs 2,000.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Mutex;

use crate::support::site::Site;
use crate::support::user::User;
use fastrand::Rng;
use pamphlet::date::Date;
use pamphlet::disk;
use pamphlet::pipeline::{self, Options};
use pamphlet::rendering::{Artifact, Body};
use pamphlet::source::Sources;
use rayon::prelude::*;

/// The number of days on which each site is built.
const DAYS: usize = 20;

fn cases(usual: usize) -> usize {
    std::env::var("PAMPHLET_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(usual)
}

/// The date of a day number, in a calendar with short months.
fn date(day: i16) -> Date {
    let day = day.clamp(1, 335) - 1;
    Date::constant(2027, 1 + (day / 28) as i8, 1 + (day % 28) as i8)
}

/// A leaflet as its author has it now.
#[derive(Clone, Debug)]
struct LeafletFile {
    number: usize,
    version: usize,
    updated: i16,
    archive: i16,
    because: bool,
    exception_until: Option<i16>,
    links_to: Vec<usize>,
    alternative: Option<usize>,
    fault: Fault,
    translated: bool,
}

/// What is wrong with a leaflet today.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    None,
    BrokenLink,
    NoSummaryAndNoTitle,
    BadYaml,
    BadDate,
    NotUtf8,
}

impl LeafletFile {
    /// A word that is only in this version of this leaflet.
    fn mark(&self) -> String {
        mark(self.number, self.version)
    }

    fn text(&self) -> String {
        let Self { number, updated, archive, .. } = self;
        let mut text = String::from("---\n");
        if self.fault != Fault::NoSummaryAndNoTitle {
            let _ = writeln!(text, "title: Leaflet number {number}");
        }
        let _ = writeln!(text, "reference: PT-{number:03}\nlast_updated: {}", date(*updated));
        match self.fault {
            Fault::BadDate => text.push_str("archive_date: 31 February 2027\n"),
            _ => writeln!(text, "archive_date: {}", date(*archive)).unwrap(),
        }
        if self.because {
            text.push_str("archived_because: It was wrong\n");
        }
        let _ = writeln!(text, "summary: What it is for.\nat_a_glance:\n  Lasts: {} weeks", self.mark());
        if let Some(until) = self.exception_until {
            let _ = writeln!(text, "exceptions: [{{rule: broken-link, reason: It is coming, until: {}}}]", date(until));
        }
        if let Some(other) = self.alternative {
            let _ = writeln!(text, "alternatives: [PT-{other:03}]");
        }
        if self.fault == Fault::BadYaml {
            text.push_str("owner: [a\n");
        }
        let _ = write!(text, "---\n\nHere is {} for you.\n\n## What is {}?\n\nRead it.\n", self.mark(), self.mark());
        for other in &self.links_to {
            let _ = write!(text, "\nSee [leaflet {other}](leaflet-{other}.md).\n");
        }
        if self.fault == Fault::BrokenLink || self.exception_until.is_some() {
            text.push_str("\nSee [what is not there](nowhere.md).\n");
        }
        text
    }
}

fn mark(number: usize, version: usize) -> String {
    let letter = |number: usize| char::from(b'a' + (number % 26) as u8);
    format!("qx{}{}{}zk", letter(number), letter(version / 26), letter(version))
}

/// A site as its authors have it now.
#[derive(Clone, Debug)]
struct Content {
    leaflets: BTreeMap<usize, LeafletFile>,
    removed: BTreeMap<usize, i16>,
    checks: Vec<&'static str>,
    settings_are_broken: bool,
    theme: &'static str,
}

const THEMES: [&str; 3] = [
    "",
    "{% extends \"base.html\" %}{% block main %}{{ throw(message=\"no\") }}{% endblock %}",
    "{% extends \"base.html\" %}{% block main %}<h1>{{ leaflet.title }}</h1>{{ words.archived_text | fill(date=leaflet.archive_date.words) }}{% endblock %}",
];
const CHECKS: [&str; 8] = [
    "link-to-archived",
    "leaflet-archived",
    "archive-due-soon",
    "exception-expired",
    "unused-exception",
    "replaced-by-archived",
    "archived-in-pack",
    "missing-summary",
];

impl Content {
    fn any(rng: &mut Rng) -> Self {
        let count = rng.usize(2..7);
        let leaflet = |number: usize, rng: &mut Rng| {
            let updated = rng.i16(1..40);
            LeafletFile {
                number,
                version: 0,
                updated,
                archive: rng.i16(45..160),
                because: false,
                exception_until: rng.bool().then(|| rng.i16(45..120)).filter(|_| rng.u8(0..3) == 0),
                links_to: (0..rng.usize(0..3)).map(|_| rng.usize(0..count)).filter(|other| *other != number).collect(),
                alternative: Some(rng.usize(0..count)).filter(|other| *other != number && rng.bool()),
                fault: Fault::None,
                translated: rng.u8(0..4) == 0,
            }
        };
        let leaflets = (0..count).map(|number| (number, leaflet(number, rng))).collect();
        // The first two are found from the first day on, or from the first archive date on.
        let odds = |rule: &str| if matches!(rule, "archive-due-soon" | "missing-summary") { 40 } else { 5 };
        let checks = CHECKS.into_iter().filter(|rule| rng.u8(0..odds(rule)) == 0).collect();
        let theme = THEMES.get(rng.usize(0..10)).copied().unwrap_or_default();
        Self { leaflets, removed: BTreeMap::new(), checks, settings_are_broken: false, theme }
    }

    fn write(&self, site: &Site) {
        let mut settings = String::from("title: Leaflets\nbase_url: https://leaflets.example.org/\nformats: []\n");
        if self.settings_are_broken {
            settings.push_str("notice: [\n");
        }
        if !self.checks.is_empty() {
            let rules: Vec<String> = self.checks.iter().map(|rule| format!("{rule}: error")).collect();
            let _ = writeln!(settings, "checks: {{{}}}", rules.join(", "));
        }
        if !self.removed.is_empty() {
            settings.push_str("removed:\n");
            for (number, on) in &self.removed {
                let _ = writeln!(settings, "  PT-{number:03}: {{title: Leaflet number {number}, on: {}}}", date(*on));
            }
        }
        let _ = std::fs::remove_dir_all(site.join("content"));
        let _ = std::fs::remove_dir_all(site.join("themes"));
        if !self.theme.is_empty() {
            settings.push_str("theme: {name: own}\n");
            site.write("themes/own/templates/archived.html", self.theme);
        }
        site.write("content/site.yaml", settings);
        for leaflet in self.leaflets.values() {
            let mut bytes = leaflet.text().into_bytes();
            if leaflet.fault == Fault::NotUtf8 {
                bytes.push(0xff);
            }
            site.write(format!("content/leaflets/leaflet-{}.md", leaflet.number), &bytes);
            if leaflet.translated {
                site.write(format!("content/leaflets/leaflet-{}.cy.md", leaflet.number), leaflet.text());
            }
        }
    }

    /// A random change on a day.
    fn change(&mut self, today: i16, rng: &mut Rng) {
        let numbers: Vec<usize> = self.leaflets.keys().copied().collect();
        let Some(number) = rng.choice(numbers) else { return };
        let Some(leaflet) = self.leaflets.get_mut(&number) else { return };
        match rng.u8(0..24) {
            0 => leaflet.fault = Fault::BrokenLink,
            1 => leaflet.fault = Fault::NoSummaryAndNoTitle,
            2 => leaflet.fault = Fault::BadYaml,
            3 => leaflet.fault = Fault::BadDate,
            4 => leaflet.fault = Fault::NotUtf8,
            5 => self.settings_are_broken = true,
            6 | 7 | 13..=20 => {
                self.settings_are_broken = false;
                self.leaflets.values_mut().for_each(|leaflet| leaflet.fault = Fault::None);
            }
            // New text, with a later archive date.
            8 | 9 if leaflet.archive > today => {
                leaflet.version += 1;
                leaflet.updated = today;
                leaflet.archive = today + rng.i16(5..100);
            }
            // Withdrawn today.
            10 | 11 => (leaflet.archive, leaflet.because) = (today, true),
            12 => {
                self.leaflets.remove(&number);
                self.removed.insert(number, today);
            }
            _ => {}
        }
    }
}

/// What readers have: the version and the archive date of each leaflet as last published.
type Published = BTreeMap<usize, (usize, i16)>;

/// The marks of the versions of leaflets that no reader may find.
fn forbidden(published: &Published, now: &Content, today: i16) -> Vec<String> {
    let mut marks = Vec::new();
    for (number, (version, archive)) in published {
        let withdrawn = now.leaflets.get(number).is_some_and(|leaflet| {
            let is_readable = !matches!(leaflet.fault, Fault::BadDate | Fault::NotUtf8);
            let follows = leaflet.archive > leaflet.updated || leaflet.archive == leaflet.updated && leaflet.because;
            is_readable && follows && leaflet.archive <= today
        });
        let removed = !now.settings_are_broken && now.removed.contains_key(number);
        let expired = *archive <= today || withdrawn || removed;
        marks.extend((0..=*version).filter(|old| expired || old < version).map(|old| mark(*number, old)));
    }
    marks
}

fn publication_of(content: &Content) -> Published {
    content.leaflets.values().map(|leaflet| (leaflet.number, (leaflet.version, leaflet.archive))).collect()
}

/// Days around the dates of a site.
fn days(content: &Content, rng: &mut Rng) -> Vec<i16> {
    let leaflets = content.leaflets.values();
    let dates = leaflets.flat_map(|leaflet| [Some(leaflet.archive), leaflet.exception_until]).flatten();
    let mut days: Vec<i16> = dates.flat_map(|day| [day - 1, day, day + 1]).collect();
    while days.len() < DAYS {
        days.push(rng.i16(41..170));
    }
    rng.shuffle(&mut days);
    days.truncate(DAYS);
    days.sort_unstable();
    days
}

fn take(sources: &Sources, day: Date, again: bool) -> Option<(Vec<Artifact>, bool)> {
    let settings = pipeline::settings(sources).ok()?;
    let artifacts = Mutex::new(Vec::new());
    let sink = |artifact: Artifact| {
        artifacts.lock().unwrap().push(artifact);
        Ok(())
    };
    let passes = match again {
        false => {
            pipeline::build(sources, &settings, &Options::on(day), &sink).unwrap().report.permit_release().is_some()
        }
        true => {
            let rebuilt = pipeline::build_again(sources, &settings, &Options::on(day), &sink).unwrap();
            if !rebuilt.is_whole {
                artifacts.lock().unwrap().clear();
                let (sources, settings) = pipeline::with_built_in_theme(sources, &settings);
                let rebuilt = pipeline::build_again(&sources, &settings, &Options::on(day), &sink).unwrap();
                assert!(rebuilt.is_whole, "the built-in theme can show every page");
            }
            true
        }
    };
    Some((artifacts.into_inner().unwrap(), passes))
}

#[track_caller]
fn assert_none(artifacts: &[Artifact], forbidden: &[String], what: &str) {
    for artifact in artifacts {
        let Body::Bytes(bytes) = &artifact.body else { continue };
        let text = String::from_utf8_lossy(bytes);
        for mark in forbidden {
            assert!(!text.contains(mark.as_str()), "{what}: {mark} is in {}", artifact.path);
        }
    }
}

#[test]
fn nothing_expired_is_in_the_output_of_any_site_on_any_day() {
    let counts = (0..cases(20) as u64).into_par_iter().map(|seed| {
        let mut rng = Rng::with_seed(seed);
        let mut content = Content::any(&mut rng);
        let days = days(&content, &mut rng);
        let site = Site::empty();
        let (mut kept, mut published): (Option<Sources>, Published) = (None, Published::new());
        let (mut passed, mut fell_back) = (0, 0);
        for (index, today) in days.into_iter().enumerate() {
            if index > 0 {
                (0..rng.usize(0..3)).for_each(|_| content.change(today, &mut rng));
            }
            content.write(&site);
            let now = disk::read(site.path()).unwrap();
            let day = date(today);
            let what = format!("seed {seed}, {day}");
            if let Some((artifacts, true)) = take(&now, day, false) {
                published = publication_of(&content);
                assert_none(&artifacts, &forbidden(&published, &content, today), &what);
                kept = Some(now);
                passed += 1;
            } else if let Some(kept) = &kept {
                let (sources, _) = pipeline::with_archived_since(kept.clone(), &now, day);
                let (artifacts, _) = take(&sources, day, true).unwrap();
                assert_none(&artifacts, &forbidden(&published, &content, today), &what);
                fell_back += 1;
            }
        }
        (passed, fell_back)
    });
    let counts: Vec<(usize, usize)> = counts.collect();
    let (passed, fell_back) = counts.iter().fold((0, 0), |(passed, fell_back), (a, b)| (passed + a, fell_back + b));
    println!("{} sites: {passed} builds passed, {fell_back} fell back", counts.len());
    assert!(passed > counts.len() && fell_back > counts.len(), "{passed} passed, {fell_back} fell back");
}

/// Something that prevents a build from writing.
fn obstruct(site: &Site, user: &User, rng: &mut Rng) {
    let make = |below: &str| std::fs::create_dir_all(site.join(below)).unwrap();
    match rng.u8(0..7) {
        0 => user.may_not_write(site, "."),
        1 => {
            // Before the first successful build, there is no such folder.
            make(".pamphlet");
            user.may_not_write(site, ".pamphlet");
        }
        2 => {
            make(".public.pamphlet-new/leaflets");
            user.may_not_write(site, ".public.pamphlet-new");
        }
        3 => site.write(".pamphlet/last-good.zip", "damaged"),
        4 => make(".pamphlet/versions.new"),
        5 => {
            let leaflets = site.join("public/leaflets");
            let mode = std::os::unix::fs::PermissionsExt::from_mode(0o555);
            let _ = std::fs::set_permissions(leaflets, mode);
        }
        _ => {}
    }
}

#[test]
fn nothing_expired_is_on_disk_whatever_cannot_be_written() {
    let sites = cases(20).div_ceil(5) as u64;
    let mut stopped = 0;
    for seed in 0..sites {
        let mut rng = Rng::with_seed(1_000_000 + seed);
        let user = User::other();
        let mut content = Content::any(&mut rng);
        let days = days(&content, &mut rng);
        let site = Site::empty();
        let mut published = Published::new();
        for (index, today) in days.into_iter().step_by(3).enumerate() {
            user.may_write(&site, ".");
            if index > 0 {
                (0..rng.usize(0..3)).for_each(|_| content.change(today, &mut rng));
            }
            content.write(&site);
            user.owns(site.path());
            let is_damaged = index > 0 && {
                obstruct(&site, &user, &mut rng);
                std::fs::read(site.join(".pamphlet/last-good.zip")).is_ok_and(|bytes| bytes == b"damaged")
            };
            let day = date(today).to_string();
            let told = user.build(&site, &["--or-last-good", "--today", &day]);
            match told.code {
                Some(0) => published = publication_of(&content),
                Some(1 | 2) => stopped += 1,
                _ => panic!("seed {seed}, {day}: {told:?}"),
            }
            let forbidden = forbidden(&published, &content, today);
            // Without the last good content, lists and comparisons of other leaflets stay as they were.
            let of = |path: &str| !is_damaged || path.contains("leaflets/");
            for entry in walkdir::WalkDir::new(site.join("public")).into_iter().filter_map(Result::ok) {
                if !entry.file_type().is_file() || !of(&entry.path().to_string_lossy()) {
                    continue;
                }
                let text = String::from_utf8_lossy(&std::fs::read(entry.path()).unwrap()).into_owned();
                for mark in &forbidden {
                    let own = || entry.path().to_string_lossy().contains(&format!("leaflet-{}/", number_of(mark)));
                    assert!(
                        !text.contains(mark.as_str()) || is_damaged && !own(),
                        "seed {seed}, {day}: {mark} is in {}\n{told:?}",
                        entry.path().display()
                    );
                }
            }
        }
    }
    assert!(stopped > sites as usize / 2, "too few builds were prevented from writing");
}

/// The number of the leaflet with this mark.
fn number_of(mark: &str) -> usize {
    usize::from(mark.as_bytes()[2] - b'a')
}
