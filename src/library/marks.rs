//! Marks added to texts automatically: links to other leaflets, and words that the glossary explains.

use std::collections::HashSet;
use std::sync::Mutex;

use rayon::prelude::*;

use super::cross_references::CrossReferences;
use super::index::Library;
use super::joined_text::JoinedText;
use super::leaflet_names::{AmbiguousName, LeafletNames};
use super::letters;
use super::lexicon::{Lexicon, LexiconName, TextPrefixFilter};
use super::manuscript_id::ManuscriptId;
use super::target::Target;
use crate::date::Date;
use crate::glossary::Glossary;
use crate::leaflet::Manuscript;
use crate::markdown::{NodeId, TextEvent, TextSpan, markable};
use crate::source::FileRole;

/// If more names than this changed, all texts are scanned again.
const MAX_CHANGED_NAMES: usize = 64;

/// What marks depend on, apart from the texts.
#[derive(Clone, Copy)]
pub struct MarkInputs<'a> {
    /// The date: only current leaflets are linked to.
    pub today: Date,
    /// Whether the site has automatic links.
    pub auto_links: bool,
    /// The words that the site explains.
    pub glossary: &'a Glossary,
    /// Results of the last scan, if texts are scanned repeatedly.
    pub cache: Option<&'a Mutex<AutoLinkCache>>,
}

/// Cached results of the scan for names. Valid while the set of files and the glossary are unchanged; a changed text
/// must be forgotten.
#[derive(Default)]
pub struct AutoLinkCache {
    /// A hash of the names.
    fingerprint: u64,
    today: Date,
    names: LeafletNames,
    words: Lexicon<usize>,
    spotted: Vec<Option<TextMatches>>,
    cross_references: Option<CrossReferences>,
    /// The texts that changed since the cross-references were made.
    changed: Vec<ManuscriptId>,
}

impl AutoLinkCache {
    /// Discards the results for one text.
    pub fn forget(&mut self, id: ManuscriptId) {
        if let Some(spotted) = self.spotted.get_mut(id) {
            *spotted = None;
        }
        if !self.changed.contains(&id) {
            self.changed.push(id);
        }
    }

    /// Discards the cross-references, because the fields of a text changed, or a text that others include.
    pub fn forget_cross_references(&mut self) {
        self.cross_references = None;
    }

    /// Stores the cross-references of a library that is no longer needed.
    pub fn keep(&mut self, cross_references: CrossReferences) {
        self.cross_references = Some(cross_references);
    }

    /// The cross-references if known and made for `count` texts, and the texts that changed since.
    pub(super) fn take_cross_references(&mut self, count: usize) -> Option<(CrossReferences, Vec<ManuscriptId>)> {
        let changed = std::mem::take(&mut self.changed);
        let cross_references =
            self.cross_references.take().filter(|cross_references| cross_references.targets.len() == count)?;
        Some((cross_references, changed))
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
pub(super) struct PageMarks {
    pub links: Box<[AutoLink]>,
    pub words: Box<[GlossaryUse]>,
}

/// All marks of a library.
#[derive(Default)]
pub(super) struct LibraryMarks {
    /// By manuscript.
    pub by_page: Vec<PageMarks>,
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

/// Collects the names to find; returns whether they changed. Uses only the leaflets and languages of the library.
pub(super) fn prepare(library: &Library<'_>, linking: &MarkInputs<'_>, cache: &mut AutoLinkCache) -> bool {
    let count = library.manuscripts().len();
    let today = linking.today;
    // The hash is only needed to compare with a later scan.
    let fingerprint = linking.cache.map_or(0, |_| LeafletNames::fingerprint(library, today));
    if cache.spotted.len() == count && cache.fingerprint == fingerprint {
        return false;
    }
    let names = if linking.auto_links { LeafletNames::of(library, today) } else { LeafletNames::default() };
    if cache.spotted.len() == count && cache.today == today {
        // Only texts that may contain an added or removed name must be scanned again.
        let others = names.others(&cache.names);
        let others: Vec<Vec<u16>> =
            others.into_iter().take(MAX_CHANGED_NAMES + 1).map(TextPrefixFilter::of_name).collect();
        let may_hold = |spotted: &TextMatches| {
            let own = spotted.beginnings.as_ref().filter(|_| others.len() <= MAX_CHANGED_NAMES);
            own.is_none_or(|own| others.iter().any(|name| own.may_hold(name)))
        };
        for spotted in cache.spotted.iter_mut().filter(|it| it.as_ref().is_some_and(may_hold)) {
            *spotted = None;
        }
    } else {
        cache.spotted = std::iter::repeat_with(|| None).take(count).collect();
        cache.words = explained(linking.glossary);
    }
    (cache.fingerprint, cache.today, cache.names) = (fingerprint, today, names);
    true
}

/// Scans all texts, and decides for each leaflet what is marked on its page.
pub(super) fn make(library: &Library<'_>, linking: &MarkInputs<'_>, cache: &mut AutoLinkCache) -> LibraryMarks {
    if !linking.auto_links && cache.words.is_empty() {
        return LibraryMarks::default();
    }
    let AutoLinkCache { names, words, spotted, .. } = cache;
    let search = MarkSearch { library, linking, names, words };
    let open = spotted.par_iter_mut().with_max_len(64).enumerate().filter(|(_, spotted)| spotted.is_none());
    open.for_each(|(id, spotted)| *spotted = Some(search.spot(id)));
    let by_page = (0..library.manuscripts().len()).into_par_iter().map(|id| search.marks(id, spotted)).collect();
    LibraryMarks { by_page, ambiguous: names.ambiguous.clone() }
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
    library: &'s Library<'a>,
    linking: &'s MarkInputs<'s>,
    names: &'s LeafletNames,
    words: &'s Lexicon<usize>,
}

impl MarkSearch<'_, '_> {
    /// Whether a text is shown to readers as a leaflet. Drafts are shown in the preview.
    fn is_leaflet(&self, id: ManuscriptId) -> bool {
        let is_shown = || self.library.leaflet(id).is_none_or(|leaflet| !leaflet.is_archived(self.linking.today));
        matches!(self.library.manuscript(id).role, FileRole::Leaflet | FileRole::Draft) && is_shown()
    }

    fn spot(&self, id: ManuscriptId) -> TextMatches {
        let Manuscript { role, document, translation, .. } = self.library.manuscript(id);
        let mut spotted = TextMatches::default();
        if *role != FileRole::Block && !self.is_leaflet(id) {
            // It is not scanned, whatever the names are.
            spotted.beginnings = self.linking.cache.map(|_| TextPrefixFilter::default());
            return spotted;
        }
        let names = self.names.for_text(self.library, id);
        // The glossary is in the language of the site.
        let words = Some(self.words).filter(|words| translation.is_none() && !words.is_empty());
        let source = self.library.text(id);
        let mut beginnings = self.linking.cache.map(|_| TextPrefixFilter::default());
        markable(document, source, |event| match event {
            TextEvent::Block(node) => spotted.blocks.push(node),
            TextEvent::Run(first, last) => {
                let run = JoinedText::new(document, source, first, last);
                if let Some(beginnings) = &mut beginnings {
                    run.each_start(|start| beginnings.add(&run.text().as_bytes()[start..]));
                }
                if let Some(names) = names {
                    names.find(&run, |stretch, leaflet| spotted.names.push((stretch, leaflet)));
                }
                if let Some(words) = words {
                    words.find(&run, |stretch, word| spotted.words.push((stretch, word)));
                }
            }
        });
        spotted.beginnings = beginnings;
        spotted
    }

    /// The marks on the page of a leaflet: the first mention of each leaflet and each word.
    fn marks(&self, id: ManuscriptId, spotted: &[Option<TextMatches>]) -> PageMarks {
        let library = self.library;
        if !self.is_leaflet(id) {
            return PageMarks::default();
        }
        let mut texts = Vec::new();
        self.pieces(id, id, spotted, &mut texts);
        let mut links: Vec<AutoLink> = Vec::new();
        if texts.iter().any(|piece| !piece.names.is_empty()) && self.may_link(id) {
            // Leaflets that the author links to need no automatic link, nor does the leaflet itself.
            let mut linked: HashSet<ManuscriptId> = library.shown_targets(id).into_iter().collect();
            linked.insert(library.original(id));
            for piece in &texts {
                for (stretch, leaflet) in piece.names {
                    if let Some(to) = leaflet.filter(|to| linked.insert(library.original(*to))) {
                        links.push(AutoLink { origin: piece.origin, stretch: *stretch, to });
                    }
                }
            }
        }
        let mut words: Vec<GlossaryUse> = Vec::new();
        if library.language(id).is_none() {
            let mut used: HashSet<usize> = HashSet::new();
            for piece in &texts {
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
        let own = |id: ManuscriptId| self.library.manuscript(id).front_matter.auto_links.as_ref();
        own(id).or_else(|| own(self.library.original(id))).is_none_or(|auto_links| auto_links.value)
    }

    /// Collects the matches on the page of a leaflet, in order, from its own text and the blocks that it includes.
    fn pieces<'p>(
        &self,
        page: ManuscriptId,
        text: ManuscriptId,
        spotted: &'p [Option<TextMatches>],
        pieces: &mut Vec<PageSection<'p>>,
    ) {
        let Some(Some(TextMatches { names, words, blocks, .. })) = spotted.get(text) else { return };
        let (mut names, mut words) = (&names[..], &words[..]);
        let document = &self.library.manuscript(text).document;
        for node in blocks {
            let name = document.name(*node).unwrap_or_default();
            let Some(block) = self.library.blocks().shown(name, self.library.language(page)) else { continue };
            let piece = PageSection {
                origin: text,
                names: take_before(&mut names, *node),
                words: take_before(&mut words, *node),
            };
            pieces.push(piece);
            self.pieces(page, block, spotted, pieces);
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

impl Library<'_> {
    /// The leaflets that an author links to on the page of a text, in it and in included blocks, with duplicates.
    /// Translations are represented by their originals.
    pub(super) fn shown_targets(&self, id: ManuscriptId) -> Vec<ManuscriptId> {
        let mut targets = Vec::new();
        self.collect_targets(id, id, &mut targets);
        targets
    }

    fn collect_targets(&self, page: ManuscriptId, text: ManuscriptId, targets: &mut Vec<ManuscriptId>) {
        targets.extend(self.targets(text).iter().filter_map(|target| match target {
            Target::Manuscript { id, .. } => Some(self.original(*id)),
            _ => None,
        }));
        for (name, _) in self.manuscript(text).document.includes() {
            if let Some(block) = self.blocks().shown(name, self.language(page)) {
                self.collect_targets(page, block, targets);
            }
        }
    }

    /// The automatic links on the page of a leaflet, in order. None is in a heading, a link, code, a card, a footnote
    /// or a table header, and no two lead to the same leaflet.
    pub fn made_links(&self, id: ManuscriptId) -> &[AutoLink] {
        self.marks.by_page.get(id).map_or(&[], |marks| &marks.links)
    }

    /// The first use of each glossary word on the page of a leaflet, in order.
    pub fn glossary_uses(&self, id: ManuscriptId) -> &[GlossaryUse] {
        self.marks.by_page.get(id).map_or(&[], |marks| &marks.words)
    }

    /// The names that more than one current leaflet has, in the order of the leaflets; empty if automatic links are
    /// off.
    pub fn ambiguous_names(&self) -> &[AmbiguousName] {
        &self.marks.ambiguous
    }
}
