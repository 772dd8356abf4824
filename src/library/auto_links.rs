//! Marks added to texts automatically: links to other leaflets, and words that the glossary explains.

use std::collections::HashSet;

use rayon::prelude::*;

use super::joined_text::JoinedText;
use super::leaflet_names::{AmbiguousName, LeafletNames};
use super::letters;
use super::lexicon::{Lexicon, LexiconName, TextPrefixFilter};
use super::links::Links;
use super::manuscript_id::ManuscriptId;
use super::texts::Texts;
use crate::date::Date;
use crate::glossary::Glossary;
use crate::leaflet::Manuscript;
use crate::markdown::{NodeId, TextEvent, TextSpan, markable};
use crate::source::FileRole;

/// If more names than this changed, all texts are scanned again.
const MAX_CHANGED_NAMES: usize = 64;

/// What links depend on, apart from the texts.
#[derive(Clone)]
pub struct LinkInputs<'a> {
    /// The date: only current leaflets are linked to automatically.
    pub today: Date,
    /// Whether the site has automatic links.
    pub auto_links: bool,
    /// The words that the site explains.
    pub glossary: &'a Glossary,
    /// The telephone numbers of the site's contacts: blocks with one of them say where to get help.
    pub contacts: Vec<&'a str>,
}

/// Cached results of the scan for names.
#[derive(Default)]
pub(super) struct AutoLinkCache {
    /// Whether the results will be used again: what is only needed for that is not collected otherwise.
    pub is_reused: bool,
    /// A hash of the names.
    fingerprint: u64,
    today: Date,
    names: LeafletNames,
    words: Lexicon<usize>,
    matches: Vec<Option<TextMatches>>,
}

impl AutoLinkCache {
    /// Discards the results for one text.
    pub fn forget(&mut self, id: ManuscriptId) {
        if let Some(matches) = self.matches.get_mut(id) {
            *matches = None;
        }
    }
}

/// An automatic link: the first mention of another leaflet on a leaflet's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AutoLink {
    /// The text that contains it: the leaflet's own, or that of a shared block.
    pub origin: ManuscriptId,
    /// Its position.
    pub stretch: TextSpan,
    /// The leaflet it leads to.
    pub to: ManuscriptId,
}

/// The first use of a word of the glossary on a leaflet's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GlossaryUse {
    /// The text that contains it: the leaflet's own, or that of a shared block.
    pub origin: ManuscriptId,
    /// Its position.
    pub stretch: TextSpan,
    /// The index in [`Glossary::entries`].
    pub entry: usize,
}

/// The marks on the page of a leaflet, in order.
#[derive(Clone, Debug, Default)]
struct PageMarks {
    links: Box<[AutoLink]>,
    words: Box<[GlossaryUse]>,
}

/// Automatic links and explained words on all pages: the fourth layer of the library.
#[derive(Default)]
pub(super) struct AutoLinks {
    /// By manuscript.
    by_page: Vec<PageMarks>,
    /// Names that are not linked, because several leaflets have them.
    pub ambiguous: Vec<AmbiguousName>,
}

/// The matches in a text, regardless of the page that shows it.
#[derive(Default)]
struct TextMatches {
    names: Vec<(TextSpan, Option<ManuscriptId>)>,
    words: Vec<(TextSpan, usize)>,
    /// The nodes that include shared blocks.
    blocks: Vec<NodeId>,
    /// The beginnings of its words, if it may be scanned again for other names.
    beginnings: Option<TextPrefixFilter>,
}

/// Collects the names to find; returns whether they changed.
pub(super) fn prepare(texts: &Texts<'_>, inputs: &LinkInputs<'_>, cache: &mut AutoLinkCache) -> bool {
    let count = texts.manuscripts.len();
    let today = inputs.today;
    let fingerprint = if cache.is_reused { LeafletNames::fingerprint(texts, today) } else { 0 };
    if cache.matches.len() == count && cache.fingerprint == fingerprint {
        return false;
    }
    let names = if inputs.auto_links { LeafletNames::of(texts) } else { LeafletNames::default() };
    if cache.matches.len() == count && cache.today == today {
        // Only texts that may contain an added or removed name must be scanned again.
        let others = names.others(&cache.names);
        let others: Vec<Vec<u16>> =
            others.into_iter().take(MAX_CHANGED_NAMES + 1).map(TextPrefixFilter::of_name).collect();
        let may_hold = |matches: &TextMatches| {
            let own = matches.beginnings.as_ref().filter(|_| others.len() <= MAX_CHANGED_NAMES);
            own.is_none_or(|own| others.iter().any(|name| own.may_hold(name)))
        };
        for matches in cache.matches.iter_mut().filter(|it| it.as_ref().is_some_and(may_hold)) {
            *matches = None;
        }
    } else {
        cache.matches = std::iter::repeat_with(|| None).take(count).collect();
        cache.words = explained(inputs.glossary);
    }
    (cache.fingerprint, cache.today, cache.names) = (fingerprint, today, names);
    true
}

impl AutoLinks {
    /// Scans all texts that are not in the cache, and decides for each leaflet what is marked on its page.
    pub fn new(texts: &Texts<'_>, links: &Links, inputs: &LinkInputs<'_>, cache: &mut AutoLinkCache) -> Self {
        if !inputs.auto_links && cache.words.is_empty() {
            return Self::default();
        }
        let AutoLinkCache { names, words, matches, is_reused, .. } = cache;
        let search = MarkSearch { texts, links, names, words, collects_beginnings: *is_reused };
        let open = matches.par_iter_mut().with_max_len(64).enumerate().filter(|(_, matches)| matches.is_none());
        open.for_each(|(id, matches)| *matches = Some(search.scan(id)));
        let by_page = (0..texts.manuscripts.len()).into_par_iter().map(|id| search.marks(id, matches)).collect();
        Self { by_page, ambiguous: names.ambiguous.clone() }
    }

    pub fn links(&self, id: ManuscriptId) -> &[AutoLink] {
        self.by_page.get(id).map_or(&[], |marks| &marks.links)
    }

    pub fn glossary_uses(&self, id: ManuscriptId) -> &[GlossaryUse] {
        self.by_page.get(id).map_or(&[], |marks| &marks.words)
    }
}

/// The words of the glossary. Case counts only in abbreviations: 'AIDS' is not a form of 'hearing aids'.
fn explained(glossary: &Glossary) -> Lexicon<usize> {
    let entries = glossary.entries.iter().enumerate().filter(|(_, entry)| !entry.meaning.text.is_empty());
    let names = entries.flat_map(|(index, entry)| {
        std::iter::once(&entry.word).chain(&entry.also).filter_map(move |form| {
            // A form listed for two words belongs to the first; the rule `wrong-glossary` reports it.
            let owner = glossary.find(&form.text).is_some_and(|found| std::ptr::eq(found, entry));
            let written = letters::written(&form.text);
            owner.then(|| LexiconName { exact: letters::is_abbreviation(&written), written, meaning: index })
        })
    });
    Lexicon::new(names)
}

struct MarkSearch<'s, 'a> {
    texts: &'s Texts<'a>,
    links: &'s Links,
    names: &'s LeafletNames,
    words: &'s Lexicon<usize>,
    /// Whether the beginnings of words are collected, for a later scan.
    collects_beginnings: bool,
}

impl MarkSearch<'_, '_> {
    /// Whether a text is shown to readers as a leaflet. Drafts are shown in the preview.
    fn is_leaflet(&self, id: ManuscriptId) -> bool {
        let is_shown = || self.texts.leaflet(id).is_none() || self.texts.is_current(id);
        matches!(self.texts.manuscript(id).role, FileRole::Leaflet | FileRole::Draft) && is_shown()
    }

    fn scan(&self, id: ManuscriptId) -> TextMatches {
        let Manuscript { role, document, translation, .. } = self.texts.manuscript(id);
        let mut matches = TextMatches::default();
        if *role != FileRole::Block && !self.is_leaflet(id) {
            // It is not scanned, whatever the names are.
            matches.beginnings = self.collects_beginnings.then(TextPrefixFilter::default);
            return matches;
        }
        let names = self.names.for_text(self.texts, id);
        // The glossary is in the language of the site.
        let words = Some(self.words).filter(|words| translation.is_none() && !words.is_empty());
        let source = self.texts.text(id);
        let mut beginnings = self.collects_beginnings.then(TextPrefixFilter::default);
        markable(document, source, |event| match event {
            TextEvent::Block(node) => matches.blocks.push(node),
            TextEvent::Run(first, last) => {
                let run = JoinedText::new(document, source, first, last);
                if let Some(beginnings) = &mut beginnings {
                    run.each_start(|start| beginnings.add(&run.text().as_bytes()[start..]));
                }
                if let Some(names) = names {
                    names.find(&run, |stretch, leaflet| matches.names.push((stretch, leaflet)));
                }
                if let Some(words) = words {
                    words.find(&run, |stretch, word| matches.words.push((stretch, word)));
                }
            }
        });
        matches.beginnings = beginnings;
        matches
    }

    /// The marks on the page of a leaflet: the first mention of each leaflet and each word.
    fn marks(&self, id: ManuscriptId, matches: &[Option<TextMatches>]) -> PageMarks {
        let texts = self.texts;
        if !self.is_leaflet(id) {
            return PageMarks::default();
        }
        let mut pieces = Vec::new();
        self.pieces(id, id, matches, &mut pieces);
        let mut links: Vec<AutoLink> = Vec::new();
        if pieces.iter().any(|piece| !piece.names.is_empty()) && self.may_link(id) {
            // Leaflets that the author links to need no automatic link, nor does the leaflet itself.
            let mut linked: HashSet<ManuscriptId> = self.links.on_page(texts, id).into_iter().collect();
            linked.insert(texts.original(id));
            for piece in &pieces {
                for (stretch, leaflet) in piece.names {
                    if let Some(to) = leaflet.filter(|to| linked.insert(texts.original(*to))) {
                        links.push(AutoLink { origin: piece.origin, stretch: *stretch, to });
                    }
                }
            }
        }
        let mut words: Vec<GlossaryUse> = Vec::new();
        if texts.language(id).is_none() {
            let mut used: HashSet<usize> = HashSet::new();
            for piece in &pieces {
                for (stretch, entry) in piece.words {
                    // A name is one unit to readers, whether or not it is linked here.
                    let is_in_name = |(name, _): &(TextSpan, _)| name.overlaps(stretch);
                    if !used.contains(entry) && !piece.names.iter().any(is_in_name) {
                        used.insert(*entry);
                        words.push(GlossaryUse { origin: piece.origin, stretch: *stretch, entry: *entry });
                    }
                }
            }
        }
        PageMarks { links: links.into(), words: words.into() }
    }

    /// Whether a leaflet has automatic links. A translation inherits the setting of its original.
    fn may_link(&self, id: ManuscriptId) -> bool {
        let own = |id: ManuscriptId| self.texts.manuscript(id).front_matter.auto_links.as_ref();
        own(id).or_else(|| own(self.texts.original(id))).is_none_or(|auto_links| auto_links.value)
    }

    /// Collects the matches on the page of a leaflet, in order, from its own text and the blocks that it includes.
    fn pieces<'p>(
        &self,
        page: ManuscriptId,
        text: ManuscriptId,
        matches: &'p [Option<TextMatches>],
        pieces: &mut Vec<PageSection<'p>>,
    ) {
        let Some(Some(TextMatches { names, words, blocks, .. })) = matches.get(text) else { return };
        let (mut names, mut words) = (&names[..], &words[..]);
        let document = &self.texts.manuscript(text).document;
        for node in blocks {
            let name = document.name(*node).unwrap_or_default();
            let Some(block) = self.texts.blocks.shown(name, self.texts.language(page)) else { continue };
            let piece = PageSection {
                origin: text,
                names: take_before(&mut names, *node),
                words: take_before(&mut words, *node),
            };
            pieces.push(piece);
            self.pieces(page, block, matches, pieces);
        }
        pieces.push(PageSection { origin: text, names, words });
    }
}

/// A part of a page between the boundaries of shared blocks.
struct PageSection<'p> {
    origin: ManuscriptId,
    names: &'p [(TextSpan, Option<ManuscriptId>)],
    words: &'p [(TextSpan, usize)],
}

/// Removes and returns the matches before a node.
fn take_before<'p, T>(all: &mut &'p [(TextSpan, T)], node: NodeId) -> &'p [(TextSpan, T)] {
    let (before, rest) = all.split_at(all.partition_point(|(stretch, _)| stretch.first < node));
    *all = rest;
    before
}
