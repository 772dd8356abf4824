//! The files of the index. Each is a script that passes its data to the script of the search page: on a page that was
//! opened from a folder, browsers load scripts but no other data.

use std::borrow::Cow;

use rayon::prelude::*;
use serde::Serialize;

use super::postings::Posting;

/// The size of a file in bytes before the next is started: small enough for a slow connection, and large enough that
/// not every word needs a file.
const SHARD: usize = 6000;
/// The number of leaflets in a file. Leaflets are in alphabetical order, because similar titles are often found
/// together.
pub(super) const LEAFLETS_A_SHARD: usize = 16;
/// The maximum number of words of one length in the spelling lists. The most important words come first.
const MAX_OF_A_LENGTH: usize = 2500;
/// Typing errors are not corrected in shorter words.
const MIN_FUZZY_CHARS: usize = 4;

/// A file: its name without `.js`, and its script.
pub(super) struct Shard {
    pub name: String,
    pub script: String,
}

impl Shard {
    fn new(name: String, data: &impl Serialize) -> Self {
        let data = serde_json::to_string(data).unwrap_or_default();
        Self { script: format!("pamphletSearch.take(\"{name}\",{data})\n"), name }
    }
}

/// What a result shows of a leaflet. For an archived one, only the address.
#[derive(Default)]
pub(super) struct ResultRecord<'a> {
    pub title: &'a str,
    pub path: String,
    pub reference: &'a str,
    pub summary: Cow<'a, str>,
    /// The language, if it is not that of the site.
    pub language: &'a str,
    pub names: Vec<&'a str>,
}

impl ResultRecord<'_> {
    /// The fields separated by tabs, the names last.
    fn line(&self) -> String {
        let fields = [self.title, &self.path, self.reference, &self.summary, self.language];
        let fields: Vec<&str> = fields.into_iter().chain(self.names.iter().copied()).collect();
        // Readers see a tab or a line end in a field as a space.
        let plain = |field: &str| field.replace(|letter: char| letter.is_control(), " ");
        match fields.iter().any(|field| field.contains(|letter: char| letter.is_control())) {
            true => fields.into_iter().map(plain).collect::<Vec<_>>().join("\t"),
            false => fields.join("\t"),
        }
    }
}

/// The data that the script needs before the first search.
#[derive(Serialize)]
struct SearchStart {
    /// Changes with every other file, so that browsers do not mix old files with new ones.
    version: String,
    leaflets: usize,
    leaflets_a_shard: usize,
    /// The first word of each file of words, separated by spaces.
    words: String,
    /// The word lengths for which there are spelling lists.
    spelling: Vec<usize>,
}

/// The files of words, and the first word of each.
pub(super) fn of_words(entries: &[Posting]) -> (Vec<Shard>, Vec<&str>) {
    let (mut shards, mut firsts) = (Vec::new(), Vec::new());
    let mut text = String::new();
    let mut before = "";
    for entry in entries {
        if text.len() + entry.code.len() > SHARD && !text.is_empty() {
            shards.push(Shard::new(format!("w{}", shards.len()), &text));
            text.clear();
        }
        if text.is_empty() {
            firsts.push(&*entry.word);
            before = "";
        } else {
            text.push('\n');
        }
        push_after(&mut text, before, &entry.word);
        text.push(' ');
        text.push_str(&entry.leaflets.to_string());
        text.push_str(&entry.code);
        before = &entry.word;
    }
    if !text.is_empty() {
        shards.push(Shard::new(format!("w{}", shards.len()), &text));
    }
    (shards, firsts)
}

/// Writes a word after another: the number of letters that they share, then the rest.
fn push_after(text: &mut String, before: &str, word: &str) {
    let shared = before.chars().zip(word.chars()).take_while(|(a, b)| a == b).count().min(35);
    text.push(char::from_digit(shared as u32, 36).unwrap_or('0').to_ascii_uppercase());
    text.extend(word.chars().skip(shared));
}

/// The spelling lists, one per length, of words that a mistyped word is compared with. Words with digits are left out:
/// a wrong number is another number.
pub(super) fn of_spelling(entries: &[Posting]) -> (Vec<Shard>, Vec<usize>) {
    let mut by_length: Vec<Vec<&Posting>> = Vec::new();
    for entry in entries {
        let length = entry.word.chars().count();
        let worth_it = entry.leaflets > 0 && !entry.word.chars().any(char::is_numeric);
        if length >= MIN_FUZZY_CHARS && worth_it {
            by_length.resize_with(by_length.len().max(length + 1), Vec::new);
            by_length[length].push(entry);
        }
    }
    let (mut shards, mut lengths) = (Vec::new(), Vec::new());
    for (length, mut list) in by_length.into_iter().enumerate().filter(|(_, list)| !list.is_empty()) {
        if list.len() > MAX_OF_A_LENGTH {
            list.sort_by_key(|entry| std::cmp::Reverse((entry.strong, entry.leaflets)));
            list.truncate(MAX_OF_A_LENGTH);
            list.sort_by(|a, b| a.word.cmp(&b.word));
        }
        let mut text = String::new();
        let mut before = "";
        for entry in list {
            push_after(&mut text, before, &entry.word);
            before = &entry.word;
        }
        shards.push(Shard::new(format!("s{length}"), &text));
        lengths.push(length);
    }
    (shards, lengths)
}

/// What results show of leaflets, one line each, so that the script only parses the lines it shows.
pub(super) fn of_leaflets(records: &[ResultRecord<'_>]) -> Vec<Shard> {
    let parts = records.par_chunks(LEAFLETS_A_SHARD).enumerate();
    parts
        .map(|(index, part)| {
            let lines: Vec<String> = part.iter().map(ResultRecord::line).collect();
            Shard::new(format!("d{index}"), &lines.join("\n"))
        })
        .collect()
}

/// The file that the script loads first.
pub(super) fn start(leaflets: usize, firsts: &[&str], spelling: Vec<usize>, others: &[Shard]) -> Shard {
    let mut sum = crc32fast::Hasher::new();
    others.iter().for_each(|shard| sum.update(shard.script.as_bytes()));
    let version = format!("{:08x}", sum.finalize());
    let words = firsts.join(" ");
    Shard::new(
        "index".to_owned(),
        &SearchStart { version, leaflets, leaflets_a_shard: LEAFLETS_A_SHARD, words, spelling },
    )
}
