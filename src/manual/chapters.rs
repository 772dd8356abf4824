//! The table of chapters.

use super::chapter::{Chapter, ManualPart, ManualReader};

macro_rules! chapters {
    ($($topic:literal: $reader:ident, $file:literal $(, $part:ident)?;)*) => {
        /// All chapters, in the order in which they are listed.
        pub static CHAPTERS: &[Chapter] = &[$(Chapter {
            topic: $topic,
            reader: ManualReader::$reader,
            part: chapters!(@part $($part)?),
            markdown: include_str!($file),
        }),*];
    };
    (@part) => { None };
    (@part $part:ident) => { Some(ManualPart::$part) };
}

chapters! {
    "start": Staff, "start.md";
    "write": Staff, "write.md";
    "import": Staff, "import.md";
    "check": Staff, "check.md";
    "publish": Staff, "publish.md";
    "keep-current": Staff, "keep-current.md";
    "urgent-help": Staff, "urgent-help.md";
    "more-than-leaflets": Staff, "more-than-leaflets.md";
    "approve": Approvers, "approve.md";
    "versions": Approvers, "versions.md";
    "host": WebTeams, "host.md";
    "automate": WebTeams, "automate.md";
    "theme": WebTeams, "theme.md";
    "old-site": WebTeams, "old-site.md";
    "output": WebTeams, "output.md";
    "fields": Anybody, "fields.md", Fields;
    "settings": Anybody, "settings.md", Settings;
    "commands": Anybody, "commands.md", Commands;
    "rules": Anybody, "rules.md", Rules;
    "formats": Anybody, "formats.md", Formats;
    "changelog": Anybody, "changelog.md";
    "architecture": Developers, "ARCHITECTURE.md";
    "dependencies": Developers, "dependencies.md";
}
