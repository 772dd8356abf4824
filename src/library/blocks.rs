//! Shared blocks: which there are, who uses them, and that none of them leads back to itself or grows without end.

use std::collections::HashMap;

use rayon::prelude::*;

use super::manuscript_id::ManuscriptId;
use crate::language::Language;
use crate::leaflet::{self, Manuscript};
use crate::source::FileRole;

/// A page may hold so many blocks, those within blocks counted each time. More is no leaflet, and would grow without end.
pub const MAX_BLOCKS: usize = 200;
/// Blocks stand within blocks at most so deep.
pub const MAX_BLOCK_DEPTH: usize = 8;

/// The block that says what a build knows of the site's accessibility: the program makes it. A file of that name in
/// `content/blocks` is taken in its place, as a file of a theme is.
pub const ACCESSIBILITY_FACTS: &str = "accessibility-facts";

/// Why a block cannot be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockFault {
    /// It leads back to itself, by itself or through others.
    Cycle,
    /// It brings more than [`MAX_BLOCKS`] blocks with it.
    TooMany,
    /// Blocks stand within one another in it, deeper than [`MAX_BLOCK_DEPTH`].
    TooDeep,
}

/// What a block brings with it.
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

    /// The blocks that a text names, in its own language.
    fn inner(&self, manuscript: &Manuscript) -> Vec<ManuscriptId> {
        let language = manuscript.translation.as_ref().map(|translation| &translation.language);
        manuscript.document.includes().filter_map(|(name, _)| self.find(name, language)).collect()
    }

    /// Measures each block once all blocks within it are measured; those that stay over lead round in a circle.
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
        // Of those that are over, the ones that nothing over leads to are not part of a circle: they only lead into one.
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

    /// The block of this name, in a language where it is translated; whether or not it can be shown.
    pub fn find(&self, name: &str, language: Option<&Language>) -> Option<ManuscriptId> {
        let slug = leaflet::slug(name);
        let translated = language.and_then(|language| self.translated.get(&(&*slug, language)));
        translated.or_else(|| self.by_name.get(&*slug)).copied()
    }

    /// The block of this name, where it can be shown.
    pub fn shown(&self, name: &str, language: Option<&Language>) -> Option<ManuscriptId> {
        self.find(name, language).filter(|id| self.fault(*id).is_none() && self.extents.contains_key(id))
    }

    /// Why a block cannot be shown.
    pub fn fault(&self, id: ManuscriptId) -> Option<BlockFault> {
        self.faults.get(&id).copied()
    }

    /// The texts that name a block, each once.
    pub fn users(&self, id: ManuscriptId) -> &[ManuscriptId] {
        self.users.get(&id).map_or(&[], |users| users)
    }

    /// How many blocks a text brings with it.
    pub fn count(&self, manuscript: &Manuscript) -> usize {
        let inner = self.inner(manuscript).into_iter().filter_map(|inner| self.extents.get(&inner));
        inner.fold(0, |sum: usize, inner| sum.saturating_add(inner.blocks))
    }

    /// Whether the program makes the block of this name, because the author wrote none.
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
