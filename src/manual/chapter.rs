//! The chapters of the manual.

/// The readers of a chapter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ManualReader {
    /// People who write, check and publish leaflets.
    Staff,
    /// People who approve leaflets.
    Approvers,
    /// People who host and automate a site.
    WebTeams,
    /// Anybody who looks something up.
    Anybody,
    /// People who change Pamphlet.
    Developers,
}

impl ManualReader {
    /// All readers, in the order of the manual.
    pub const ALL: [Self; 5] = [Self::Staff, Self::Approvers, Self::WebTeams, Self::Anybody, Self::Developers];

    /// The heading above the chapters for these readers.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Staff => "For communications staff",
            Self::Approvers => "For those who approve leaflets",
            Self::WebTeams => "For web teams",
            Self::Anybody => "Reference",
            Self::Developers => "For developers",
        }
    }
}

/// The entries that a reference chapter holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ManualPart {
    /// The fields of leaflets and packs.
    Fields,
    /// The settings of `site.yaml`.
    Settings,
    Commands,
    Rules,
    /// The formats of a leaflet.
    Formats,
}

/// A chapter of the manual.
#[derive(Clone, Copy, Debug)]
pub struct Chapter {
    /// Its name on the command line, and in the address of its page.
    pub topic: &'static str,
    pub reader: ManualReader,
    /// The entries that it holds, if it is a reference chapter.
    pub part: Option<ManualPart>,
    /// The Markdown text: a title, a paragraph that sums it up, and the rest.
    pub(super) markdown: &'static str,
}

impl Chapter {
    /// The title of the chapter.
    pub fn title(&self) -> &'static str {
        self.markdown.lines().next().unwrap_or_default().trim_start_matches("# ")
    }

    /// The summary, in a sentence or two.
    pub fn summary(&self) -> &'static str {
        self.markdown.lines().nth(2).unwrap_or_default()
    }
}
