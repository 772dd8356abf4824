//! The headings of a page.

use std::collections::{HashMap, HashSet};

use super::library::Library;
use super::manuscript_id::ManuscriptId;
use crate::language::Language;
use crate::markdown::{NodeKind, headings};

/// A heading of a page or of a block on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineHeading {
    pub level: u8,
    /// Its words.
    pub text: String,
    /// Its fragment identifier, unique in the page.
    pub id: String,
}

impl Library<'_> {
    /// The headings of a manuscript with its blocks, each with an id that is unique in its page.
    pub fn outline(&self, id: ManuscriptId) -> Vec<OutlineHeading> {
        self.outline_in(id, self.language(id))
    }

    /// As [`outline`](Self::outline), on a page in another language, whose blocks are shown in that language.
    pub fn outline_in(&self, id: ManuscriptId, language: Option<&Language>) -> Vec<OutlineHeading> {
        let mut outline = Vec::new();
        collect(self, id, language, &mut outline);
        for heading in &mut outline {
            // This prefix is reserved for the theme.
            if heading.id.starts_with("p-") {
                heading.id.insert_str(0, "text-");
            }
        }
        let mut ids: Vec<&str> = outline.iter().map(|heading| &*heading.id).collect();
        ids.sort_unstable();
        if ids.is_sorted_by(|one, other| one < other) {
            return outline;
        }
        let mut taken: HashSet<String> = HashSet::new();
        let mut next: HashMap<String, usize> = HashMap::new();
        for heading in &mut outline {
            // The second 'Risks' is 'risks-2', the third 'risks-3', skipping ids of other headings.
            let first = heading.id.clone();
            while !taken.insert(heading.id.clone()) {
                let number = next.entry(first.clone()).or_insert(1);
                *number += 1;
                heading.id = format!("{first}-{number}");
            }
        }
        outline
    }
}

fn collect(library: &Library<'_>, id: ManuscriptId, language: Option<&Language>, outline: &mut Vec<OutlineHeading>) {
    let document = &library.manuscript(id).document;
    let mut own = headings(document, library.text(id)).peekable();
    let includes = document.nodes().iter().enumerate().filter(|(_, node)| node.kind == NodeKind::Include);
    let push = |heading: crate::markdown::Heading, outline: &mut Vec<OutlineHeading>| {
        outline.push(OutlineHeading { level: heading.level, text: heading.text, id: heading.id });
    };
    for (node, _) in includes {
        while let Some(heading) = own.next_if(|heading| heading.node < node) {
            push(heading, outline);
        }
        if let Some(block) = document.name(node).and_then(|name| library.blocks().shown(name, language)) {
            collect(library, block, language, outline);
        }
    }
    for heading in own {
        push(heading, outline);
    }
}
