//! The words of a site, each with the leaflets that contain it.

use rayon::prelude::*;

use super::gather::{GatheredWords, LEVELS, level_of_body};

/// A word with its leaflets.
pub(super) struct Posting {
    pub word: Box<str>,
    /// The number of leaflets that contain it.
    pub leaflets: u32,
    /// Whether it is in a name, a condition, a summary or a heading of any leaflet.
    pub strong: bool,
    /// The leaflets as the script reads them: for each level its character, then the distances between leaflets.
    pub code: String,
}

/// The maximum number of leaflets of a word, taken from the highest level down. A word that is in nearly every leaflet
/// does not help to find one, and would be the largest part of a search.
const MAX_POSTINGS: usize = 4000;

/// The characters of the levels. None of them is a letter, a digit, a hyphen or an underscore, which are used for
/// distances, and none needs an escape in a string.
const SIGNS: &[u8; LEVELS] = b"!#$%&()*+,./:;<=>?@[]^`{";
/// The character before the leaflet that has the word as its reference.
const REFERENCE: u8 = b'|';
/// The digits of distances. The first half is for the last digit of a number, which is below 32; the second half is for
/// those before it.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Merges the words of all parts, and the references, each with the number of its leaflet.
pub(super) fn entries(parts: Vec<GatheredWords>, references: &[(String, u32)]) -> Vec<Posting> {
    let mut words: Vec<&str> = parts.iter().flat_map(|part| part.words.iter().map(|word| &**word)).collect();
    words.extend(references.iter().map(|(word, _)| word.as_str()));
    words.par_sort_unstable();
    words.dedup();
    let number = |word: &str| words.binary_search(&word).unwrap_or_default();
    let numbers: Vec<Vec<usize>> =
        parts.par_iter().map(|part| part.words.iter().map(|word| number(word)).collect()).collect();
    // The start of the leaflets of each word in `postings`.
    let mut starts = vec![0; words.len() + 1];
    for (part, numbers) in parts.iter().zip(&numbers) {
        part.found.iter().for_each(|found| starts[numbers[found.word()] + 1] += 1);
    }
    for word in 1..starts.len() {
        starts[word] += starts[word - 1];
    }
    let mut postings = vec![0_u32; starts[words.len()]];
    let mut next = starts.clone();
    let mut leaflet = 0_u32;
    for (part, numbers) in parts.iter().zip(&numbers) {
        for (index, start) in part.starts.iter().enumerate() {
            let end = part.starts.get(index + 1).copied().unwrap_or(part.found.len());
            for found in &part.found[*start..end] {
                let place = &mut next[numbers[found.word()]];
                postings[*place] = leaflet << 8 | u32::from(found.level());
                *place += 1;
            }
            leaflet += 1;
        }
    }
    let mut of_reference: Vec<(usize, u32)> =
        references.iter().map(|(word, leaflet)| (number(word), *leaflet)).collect();
    of_reference.sort_unstable();
    let words = words.par_iter().enumerate().map(|(index, word)| {
        let postings = &postings[starts[index]..starts[index + 1]];
        let from = of_reference.partition_point(|(word, _)| *word < index);
        let to = of_reference.partition_point(|(word, _)| *word <= index);
        let named = of_reference[from..to].iter().map(|(_, leaflet)| *leaflet);
        Posting {
            word: (*word).into(),
            leaflets: postings.len() as u32,
            strong: postings.iter().any(|posting| *posting as u8 > level_of_body()),
            code: code(postings, named),
        }
    });
    // Words of glossary forms may be in no leaflet.
    words.filter(|entry| !entry.code.is_empty() || entry.leaflets > 0).collect()
}

/// Encodes the leaflets of a word, from the highest level down.
fn code(postings: &[u32], named: impl Iterator<Item = u32>) -> String {
    let mut by_level = [const { Vec::new() }; LEVELS];
    postings.iter().for_each(|posting| by_level[usize::from(*posting as u8)].push(posting >> 8));
    let mut room = MAX_POSTINGS;
    let mut code = Vec::new();
    let mut previous = -1;
    for leaflet in named {
        if previous < 0 {
            code.push(REFERENCE);
        }
        write(&mut code, leaflet, &mut previous);
    }
    for (level, leaflets) in by_level.iter().enumerate().rev().filter(|(_, leaflets)| !leaflets.is_empty()) {
        if leaflets.len() > room {
            break;
        }
        room -= leaflets.len();
        code.push(SIGNS[level]);
        let mut previous = -1;
        leaflets.iter().for_each(|leaflet| write(&mut code, *leaflet, &mut previous));
    }
    // The code is ASCII.
    String::from_utf8(code).unwrap_or_default()
}

/// Writes the distance from the previous leaflet.
fn write(code: &mut Vec<u8>, leaflet: u32, previous: &mut i64) {
    let mut distance = (i64::from(leaflet) - *previous - 1) as usize;
    *previous = i64::from(leaflet);
    while distance >= 32 {
        code.push(DIGITS[32 + distance % 32]);
        distance /= 32;
    }
    code.push(DIGITS[distance]);
}
