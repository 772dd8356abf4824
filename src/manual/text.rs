//! The text of chapters, as Markdown.

use clap::Command;

use super::chapter::{Chapter, ManualPart};
use super::chapters::CHAPTERS;
use super::commands;
use super::entries::{ReferenceEntry, entries};
use super::notes::Notes;

/// The manual of a program with these commands.
#[derive(Debug)]
pub struct Manual {
    commands: Vec<ReferenceEntry>,
}

impl Manual {
    /// The manual; `command` is the whole command line.
    pub fn new(command: Command) -> Self {
        Self { commands: commands::entries(command) }
    }

    /// The chapter with this name.
    pub fn chapter(topic: &str) -> Option<&'static Chapter> {
        CHAPTERS.iter().find(|chapter| chapter.topic.eq_ignore_ascii_case(topic))
    }

    /// The entries of a part.
    pub fn entries(&self, part: ManualPart) -> Vec<ReferenceEntry> {
        if part == ManualPart::Commands { self.commands.clone() } else { entries(part) }
    }

    /// A chapter as Markdown, with its title as a level-1 heading.
    pub fn text(&self, chapter: &Chapter) -> String {
        let Some(part) = chapter.part else { return chapter.markdown.to_owned() };
        let notes = Notes::of(chapter.markdown);
        let mut text = format!("{}\n", notes.before.trim_end());
        let mut group = None;
        for entry in self.entries(part) {
            let level = if entry.group.is_some() { "###" } else { "##" };
            if entry.group != group {
                text.push_str(&format!("\n## {}\n", entry.group.unwrap_or_default()));
                group = entry.group;
            }
            text.push_str(&format!("\n{level} `{}`\n\n{}\n", entry.name, with_note(&entry, &notes)));
        }
        if !notes.after.is_empty() {
            text.push_str(&format!("\n{}", notes.after));
        }
        text
    }

    /// The entries with a name, each as Markdown: a field and a setting may have the same name.
    pub fn entry_texts(&self, name: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for chapter in CHAPTERS {
            let Some(part) = chapter.part else { continue };
            let notes = Notes::of(chapter.markdown);
            for entry in self.entries(part).iter().filter(|entry| is_called(entry, name)) {
                let of = chapter.title().to_lowercase();
                texts.push(format!("# `{}` ({of})\n\n{}\n", entry.name, with_note(entry, &notes)));
            }
        }
        texts
    }

    /// All topics: the names of chapters and entries.
    pub fn topics(&self) -> Vec<String> {
        let chapters = CHAPTERS.iter().map(|chapter| chapter.topic.to_owned());
        let parts = CHAPTERS.iter().filter_map(|chapter| chapter.part);
        chapters.chain(parts.flat_map(|part| self.entries(part)).map(|entry| entry.name)).collect()
    }
}

/// Whether a name refers to an entry. The program's name may be left out of a command.
fn is_called(entry: &ReferenceEntry, name: &str) -> bool {
    entry.name.eq_ignore_ascii_case(name)
        || entry.name.split_once(' ').is_some_and(|(_, command)| command.eq_ignore_ascii_case(name))
}

fn with_note(entry: &ReferenceEntry, notes: &Notes<'_>) -> String {
    match notes.on(&entry.name) {
        Some(note) => format!("{}\n\n{note}", entry.facts),
        None => entry.facts.clone(),
    }
}
