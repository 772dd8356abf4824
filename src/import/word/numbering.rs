//! List numbers, counted as Word counts them.

use std::collections::{HashMap, HashSet};

use super::styles;
use super::xml::XmlElement;
use crate::import::lists::{ListMark, roman};

/// The number of list levels in Word.
const LEVELS: usize = 9;

/// Word accepts no longer text for the mark of a level, which is repeated before every item.
const MAX_MARK_LEN: usize = 255;

/// A level of a numbering definition.
#[derive(Clone, Debug)]
struct NumberingLevel {
    start: u32,
    format: String,
    text: String,
    /// The level after which its count restarts; `Some(0)` if it never does, `None` for any higher level.
    restart: Option<usize>,
    /// Whether all numbers in its mark are shown as digits.
    legal: bool,
    indent: Option<i64>,
    /// The style whose paragraphs are on this level.
    style: Option<String>,
}

/// A numbering as paragraphs refer to it.
#[derive(Debug)]
struct Numbering {
    pattern: u32,
    /// Start numbers that override those of the pattern.
    starts: HashMap<usize, u32>,
    /// Levels that override those of the pattern.
    levels: HashMap<usize, NumberingLevel>,
}

/// All numberings, and the current counts.
#[derive(Debug, Default)]
pub(super) struct Numberings {
    patterns: HashMap<u32, Vec<NumberingLevel>>,
    numberings: HashMap<u32, Numbering>,
    /// The last number of each level of a pattern.
    counts: HashMap<u32, [Option<u32>; LEVELS]>,
    /// The numberings and levels whose start number was already applied.
    begun: HashSet<(u32, usize)>,
}

/// The mark of a list paragraph.
#[derive(Clone, Debug)]
pub(super) struct NumberingMark {
    pub mark: Option<ListMark>,
    pub indent: Option<i64>,
}

impl Numberings {
    pub(super) fn read(tree: Option<&XmlElement>) -> Self {
        let mut all = Self::default();
        let Some(tree) = tree else { return all };
        let mut links: HashMap<&str, u32> = HashMap::new();
        let mut linked: Vec<(u32, &str)> = Vec::new();
        for element in tree.elements().filter(|element| element.name == "w:abstractNum") {
            let Some(id) = number(element.attribute("w:abstractNumId")) else { continue };
            if let Some(name) = element.value_of("w:styleLink") {
                links.insert(name, id);
            }
            if let Some(name) = element.value_of("w:numStyleLink") {
                linked.push((id, name));
            }
            let mut levels: Vec<NumberingLevel> = (0..LEVELS).map(|_| level(&XmlElement::default(), 0)).collect();
            for element in element.elements().filter(|element| element.name == "w:lvl") {
                let Some(at) = number(element.attribute("w:ilvl")).map(|at| at as usize).filter(|at| *at < LEVELS)
                else {
                    continue;
                };
                levels[at] = level(element, at);
            }
            all.patterns.insert(id, levels);
        }
        // A pattern that refers to a list style is the pattern of that style.
        for (id, name) in linked {
            if let Some(levels) = links.get(name).and_then(|id| all.patterns.get(id)).cloned() {
                all.patterns.insert(id, levels);
            }
        }
        for element in tree.elements().filter(|element| element.name == "w:num") {
            let (Some(id), Some(pattern)) =
                (number(element.attribute("w:numId")), number(element.value_of("w:abstractNumId")))
            else {
                continue;
            };
            let mut numbering = Numbering { pattern, starts: HashMap::new(), levels: HashMap::new() };
            for change in element.elements().filter(|element| element.name == "w:lvlOverride") {
                let Some(at) = number(change.attribute("w:ilvl")).map(|at| at as usize).filter(|at| *at < LEVELS)
                else {
                    continue;
                };
                if let Some(own) = change.child("w:lvl") {
                    numbering.levels.insert(at, level(own, at));
                }
                if let Some(start) = number(change.value_of("w:startOverride")) {
                    numbering.starts.insert(at, start);
                }
            }
            all.numberings.insert(id, numbering);
        }
        all
    }

    /// The level that a paragraph style has in a numbering.
    pub(super) fn level_of_style(&self, numbering: u32, style: Option<&str>) -> Option<usize> {
        let levels = self.patterns.get(&self.numberings.get(&numbering)?.pattern)?;
        levels.iter().position(|level| level.style.is_some() && level.style.as_deref() == style)
    }

    /// Counts a paragraph and returns its mark; `None` if the numbering is unknown.
    pub(super) fn next(&mut self, id: u32, at: usize) -> Option<NumberingMark> {
        let at = at.min(LEVELS - 1);
        let numbering = self.numberings.get(&id)?;
        let pattern = self.patterns.get(&numbering.pattern)?;
        let level_at = |at: usize| numbering.levels.get(&at).unwrap_or(&pattern[at]);
        let counts = self.counts.entry(numbering.pattern).or_default();
        let level = level_at(at);
        // A start number of its own applies once, when the numbering is first used.
        let own = numbering.starts.get(&at).copied().filter(|_| self.begun.insert((id, at)));
        let count = match (own, counts[at]) {
            (Some(start), _) => start,
            (None, Some(last)) => last.saturating_add(1),
            (None, None) => level.start,
        };
        counts[at] = Some(count);
        for (below, count) in counts.iter_mut().enumerate().skip(at + 1) {
            if level_at(below).restart.is_none_or(|after| at < after) {
                *count = None;
            }
        }
        let counts = *counts;
        let mark = match level.format.as_str() {
            // A blank bullet continues an item with a further paragraph.
            "bullet" if level.text.trim().is_empty() => None,
            "bullet" => Some(ListMark::Bullet),
            _ if level.text.is_empty() => None,
            _ => Some(label(level, at, &counts, &level_at)),
        };
        Some(NumberingMark { mark, indent: level.indent })
    }
}

fn number(text: Option<&str>) -> Option<u32> {
    text?.parse().ok()
}

fn level(element: &XmlElement, at: usize) -> NumberingLevel {
    let format = element
        .value_of("w:numFmt")
        .or_else(|| element.path(&["mc:AlternateContent", "mc:Fallback"])?.value_of("w:numFmt"));
    NumberingLevel {
        start: number(element.value_of("w:start")).unwrap_or(0),
        format: format.unwrap_or("decimal").to_owned(),
        text: element.value_of("w:lvlText").unwrap_or_default().chars().take(MAX_MARK_LEN).collect(),
        restart: match number(element.value_of("w:lvlRestart")) {
            Some(0) => Some(0),
            Some(after) => Some((after as usize).min(at)),
            None => None,
        },
        legal: element.switch("w:isLgl") == Some(true),
        indent: element.child("w:pPr").and_then(styles::indent),
        style: element.value_of("w:pStyle").map(str::to_owned),
    }
}

/// The mark that Word shows before a paragraph.
fn label<'l>(
    level: &NumberingLevel,
    at: usize,
    counts: &[Option<u32>; LEVELS],
    level_at: &dyn Fn(usize) -> &'l NumberingLevel,
) -> ListMark {
    let mut shown = String::new();
    let mut chars = level.text.chars().peekable();
    let mut numbers = 0;
    while let Some(ch) = chars.next() {
        let place = chars.peek().and_then(|digit| digit.to_digit(10)).filter(|digit| ch == '%' && *digit > 0);
        let Some(place) = place else {
            shown.push(ch);
            continue;
        };
        chars.next();
        let of = place as usize - 1;
        let of_level = level_at(of.min(LEVELS - 1));
        let count = counts[of.min(LEVELS - 1)].unwrap_or(of_level.start);
        let format = if level.legal && of != at { "decimal" } else { of_level.format.as_str() };
        shown.push_str(&formatted(count, if level.legal { "decimal" } else { format }));
        numbers += 1;
    }
    let is_number = level.format == "decimal" || level.legal;
    let count = counts[at].unwrap_or(level.start);
    let bare = shown.trim().trim_start_matches('(').trim_end_matches(['.', ')', ':', ' ', '-']);
    match bare.parse::<u32>() {
        Ok(number) if is_number && numbers == 1 && number == count && count < 999_999_999 => ListMark::Number(number),
        _ => ListMark::Label(shown.trim().to_owned()),
    }
}

fn formatted(count: u32, format: &str) -> String {
    match format {
        "lowerLetter" => letters(count, 'a'),
        "upperLetter" => letters(count, 'A'),
        "lowerRoman" => roman(count).to_lowercase(),
        "upperRoman" => roman(count),
        "decimalZero" => format!("{count:02}"),
        "none" => String::new(),
        "ordinal" => {
            let end = match (count % 10, count % 100) {
                (_, 11..=13) => "th",
                (1, _) => "st",
                (2, _) => "nd",
                (3, _) => "rd",
                _ => "th",
            };
            format!("{count}{end}")
        }
        _ => count.to_string(),
    }
}

/// a to z, then aa to zz, as Word counts.
fn letters(count: u32, first: char) -> String {
    let Some(index) = count.checked_sub(1) else { return String::new() };
    let letter = char::from_u32(u32::from(first) + index % 26).unwrap_or(first);
    std::iter::repeat_n(letter, (index / 26 + 1).min(10) as usize).collect()
}
