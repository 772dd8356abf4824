//! Shared blocks: their names, their users, and checks that none includes itself or grows without end.

use std::collections::HashMap;

use rayon::prelude::*;

use super::manuscript_id::ManuscriptId;
use crate::language::Language;
use crate::leaflet::{self, Manuscript};
use crate::source::FileRole;

/// The maximum number of blocks on a page, including blocks within blocks. No real leaflet has more, and blocks could
/// otherwise grow without end.
pub const MAX_BLOCKS: usize = 200;
/// The maximum nesting depth of blocks.
pub const MAX_BLOCK_DEPTH: usize = 8;

/// The name of the built-in block with the known facts about the site's accessibility. A file of that name in
/// `content/blocks` replaces it.
pub const ACCESSIBILITY_FACTS: &str = "accessibility-facts";

/// Why a block cannot be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockFault {
    /// It includes itself, directly or through other blocks.
    Cycle,
    /// It includes more than [`MAX_BLOCKS`] blocks.
    TooMany,
    /// Blocks in it are nested deeper than [`MAX_BLOCK_DEPTH`].
    TooDeep,
}

/// The size of a block with everything it includes.
#[derive(Clone, Copy, Debug)]
struct BlockExtent {
    blocks: usize,
    depth: usize,
}

/// The shared blocks by name.
pub struct SharedBlocks<'a> {
    manuscripts: &'a [Manuscript],
    by_name: HashMap<&'a str, ManuscriptId>,
    translated: HashMap<(&'a str, &'a Language), ManuscriptId>,
    users: HashMap<ManuscriptId, Vec<ManuscriptId>>,
    extents: HashMap<ManuscriptId, BlockExtent>,
    faults: HashMap<ManuscriptId, BlockFault>,
}

impl<'a> SharedBlocks<'a> {
    pub(super) fn new(manuscripts: &'a [Manuscript]) -> Self {
        let mut blocks = Self {
            manuscripts,
            by_name: HashMap::new(),
            translated: HashMap::new(),
            users: HashMap::new(),
            extents: HashMap::new(),
            faults: HashMap::new(),
        };
        let all = manuscripts.iter().enumerate().filter(|(_, manuscript)| manuscript.role == FileRole::Block);
        for (id, block) in all.clone() {
            match &block.translation {
                Some(translation) => blocks.translated.insert((&block.slug, &translation.language), id),
                None => blocks.by_name.insert(&block.slug, id),
            };
        }
        let inner: Vec<Vec<ManuscriptId>> = manuscripts.par_iter().map(|manuscript| blocks.inner(manuscript)).collect();
        for (id, inner) in inner.into_iter().enumerate() {
            for inner in inner {
                let users = blocks.users.entry(inner).or_default();
                if users.last() != Some(&id) {
                    users.push(id);
                }
            }
        }
        blocks.measure(all.map(|(id, _)| id).collect());
        blocks
    }

    /// The blocks that a text includes, in the language of the text.
    fn inner(&self, manuscript: &Manuscript) -> Vec<ManuscriptId> {
        let language = manuscript.translation.as_ref().map(|translation| &translation.language);
        manuscript.document.includes().filter_map(|(name, _)| self.find(name, language)).collect()
    }

    /// Measures each block after all blocks within it. Blocks that are never ready are part of a cycle or lead into
    /// one.
    fn measure(&mut self, mut open: Vec<ManuscriptId>) {
        loop {
            let (ready, waiting): (Vec<_>, Vec<_>) = open.into_iter().partition(|id| {
                let inner = self.inner(&self.manuscripts[*id]);
                inner.iter().all(|inner| self.extents.contains_key(inner))
            });
            for id in &ready {
                let inner = self.inner(&self.manuscripts[*id]);
                let inner = inner.iter().filter_map(|inner| self.extents.get(inner));
                let extent = inner.fold(BlockExtent { blocks: 1, depth: 1 }, |sum, inner| BlockExtent {
                    blocks: sum.blocks.saturating_add(inner.blocks),
                    depth: sum.depth.max(inner.depth + 1),
                });
                if extent.blocks > MAX_BLOCKS {
                    self.faults.insert(*id, BlockFault::TooMany);
                } else if extent.depth > MAX_BLOCK_DEPTH {
                    self.faults.insert(*id, BlockFault::TooDeep);
                }
                self.extents.insert(*id, extent);
            }
            open = waiting;
            if ready.is_empty() {
                break;
            }
        }
        // Of the remaining blocks, those that no other remaining block includes are not part of a cycle: they only lead
        // into one.
        loop {
            let is_used = |id: &ManuscriptId| open.iter().any(|user| self.inner(&self.manuscripts[*user]).contains(id));
            let (used, unused): (Vec<_>, Vec<_>) = open.iter().copied().partition(is_used);
            open = used;
            if unused.is_empty() {
                break;
            }
        }
        self.faults.extend(open.into_iter().map(|id| (id, BlockFault::Cycle)));
    }

    /// The block of this name, translated if a translation exists; it may have a fault.
    pub fn find(&self, name: &str, language: Option<&Language>) -> Option<ManuscriptId> {
        let slug = leaflet::slug(name);
        let translated = language.and_then(|language| self.translated.get(&(&*slug, language)));
        translated.or_else(|| self.by_name.get(&*slug)).copied()
    }

    /// The block of this name, if it can be shown.
    pub fn shown(&self, name: &str, language: Option<&Language>) -> Option<ManuscriptId> {
        self.find(name, language).filter(|id| self.fault(*id).is_none() && self.extents.contains_key(id))
    }

    /// Why a block cannot be shown.
    pub fn fault(&self, id: ManuscriptId) -> Option<BlockFault> {
        self.faults.get(&id).copied()
    }

    /// The texts that include a block, each once.
    pub fn users(&self, id: ManuscriptId) -> &[ManuscriptId] {
        self.users.get(&id).map_or(&[], |users| users)
    }

    /// How many blocks a text includes, counting blocks within blocks.
    pub fn count(&self, manuscript: &Manuscript) -> usize {
        let inner = self.inner(manuscript).into_iter().filter_map(|inner| self.extents.get(&inner));
        inner.fold(0, |sum: usize, inner| sum.saturating_add(inner.blocks))
    }

    /// Whether the block of this name is the built-in one, because the author wrote none.
    pub fn is_made(&self, name: &str) -> bool {
        let slug = leaflet::slug(name);
        *slug == *ACCESSIBILITY_FACTS && !self.by_name.contains_key(&*slug)
    }

    /// The names of all blocks, in order.
    pub fn names(&self) -> Vec<&'a str> {
        let mut names: Vec<&str> = self.by_name.keys().copied().chain([ACCESSIBILITY_FACTS]).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}
