//! A clean site in which faults are planted.

use crate::support::site::{NO_FORMATS, Site, TODAY, pamphlet};

/// The example site, with another leaflet that no other leaflet links to.
pub struct Garden {
    pub site: Site,
    random: fastrand::Rng,
    /// The leaflet in which faults are planted.
    pub leaflet: String,
}

/// The place where a fault must be found.
pub struct Place {
    pub file: String,
    pub line: usize,
}

/// The folder of the leaflets.
const LEAFLETS: &str = "content/leaflets";

impl Garden {
    pub fn new(seed: u64) -> Self {
        let site = Site::example();
        // Settings with a fault are appended to the file.
        let settings = site.read("content/site.yaml").replace(NO_FORMATS, "");
        site.write("content/site.yaml", format!("{NO_FORMATS}{settings}"));
        let mut random = fastrand::Rng::with_seed(seed);
        let names = crate::support::site::names_in(&site.join(LEAFLETS));
        let model = random.choice(&names).unwrap();
        let text = site.read(format!("{LEAFLETS}/{model}"));
        let leaflet = format!("{LEAFLETS}/planted.md");
        let mut lines: Vec<&str> = text.lines().collect();
        // The copied names would belong to two leaflets.
        lines.retain(|line| !line.starts_with("also_known_as"));
        let fields = lines.iter().map(|line| match line.split_once(':') {
            Some(("title", _)) => "title: Planted therapy",
            Some(("reference", _)) => "reference: PT-900",
            _ => line,
        });
        let text: Vec<&str> = fields.collect();
        site.write(&leaflet, text.join("\n") + "\n");
        Self { site, random, leaflet }
    }

    /// A random choice.
    pub fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        *self.random.choice(choices).unwrap()
    }

    pub fn lines(&self, file: &str) -> Vec<String> {
        self.site.read(file).lines().map(str::to_owned).collect()
    }

    fn write(&self, file: &str, lines: &[String]) {
        self.site.write(file, lines.join("\n") + "\n");
    }

    /// The end of the leaflet's fields: the index of the second `---` line.
    fn end_of_fields(lines: &[String]) -> usize {
        lines.iter().skip(1).position(|line| line == "---").unwrap() + 1
    }

    /// Inserts a text between two paragraphs or sections of the leaflet. The fault is at line `line` of it, counted
    /// from 0.
    pub fn text(&mut self, text: &str, line: usize) -> Place {
        let mut lines = self.lines(&self.leaflet);
        let start = Self::end_of_fields(&lines);
        // Not between the items of a list, nor between a list and its lead-in.
        let begins_block = |line: &String| line.starts_with("## ");
        let mut gaps: Vec<usize> = (start + 2..lines.len()).filter(|at| begins_block(&lines[*at])).collect();
        gaps.push(lines.len());
        let at = self.one_of(&gaps);
        let block: Vec<String> = std::iter::once(String::new())
            .chain(text.lines().map(str::to_owned))
            .chain(std::iter::once(String::new()))
            .collect();
        lines.splice(at..at, block);
        self.write(&self.leaflet.clone(), &lines);
        Place { file: self.leaflet.clone(), line: at + 2 + line }
    }

    /// Appends words to a paragraph of the leaflet.
    pub fn words(&mut self, words: &str) -> Place {
        let mut lines = self.lines(&self.leaflet);
        let start = Self::end_of_fields(&lines);
        let is_prose = |line: &String| line.ends_with('.') && line.starts_with(char::is_uppercase);
        let places: Vec<usize> = (start + 1..lines.len())
            .filter(|at| is_prose(&lines[*at]) && lines.get(at + 1).is_none_or(String::is_empty))
            .collect();
        let at = self.one_of(&places);
        lines[at].push(' ');
        lines[at].push_str(words);
        self.write(&self.leaflet.clone(), &lines);
        Place { file: self.leaflet.clone(), line: at + 1 }
    }

    /// Writes a field, replacing it if it is there, and otherwise at a random place.
    pub fn field(&mut self, name: &str, value: &str) -> Place {
        let mut lines = self.lines(&self.leaflet);
        let end = Self::end_of_fields(&lines);
        let is_field = |line: &String| line.starts_with(|first: char| first.is_ascii_lowercase());
        let mark = format!("{name}:");
        let at = match lines[..end].iter().position(|line| line.starts_with(&mark)) {
            Some(at) => {
                let next = (at + 1..end).find(|next| is_field(&lines[*next])).unwrap_or(end);
                lines.drain(at..next);
                at
            }
            None => {
                let places: Vec<usize> = (1..end).filter(|at| is_field(&lines[*at])).collect();
                self.one_of(&places)
            }
        };
        lines.splice(at..at, format!("{name}: {value}").trim_end().lines().map(str::to_owned));
        self.write(&self.leaflet.clone(), &lines);
        Place { file: self.leaflet.clone(), line: at + 1 }
    }

    /// Removes a field if it is there.
    pub fn remove(&mut self, name: &str) {
        let place = self.field(name, "");
        let mut lines = self.lines(&self.leaflet);
        lines.remove(place.line - 1);
        self.write(&self.leaflet.clone(), &lines);
    }

    /// Removes a line from the text.
    pub fn take_out(&mut self, line: &str) {
        let mut lines = self.lines(&self.leaflet);
        lines.retain(|found| found != line);
        self.write(&self.leaflet.clone(), &lines);
    }

    /// Replaces words.
    pub fn replace(&self, words: &str, other: &str) {
        let text = self.site.read(&self.leaflet).replace(words, other);
        self.site.write(&self.leaflet, text);
    }

    /// Adds PDF to the formats.
    pub fn print(&self) {
        let settings = self.site.read("content/site.yaml").replace("formats: []", "formats: [pdf]");
        self.site.write("content/site.yaml", settings);
    }

    /// Writes a picture next to the leaflet.
    pub fn picture(&self) {
        let svg =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><rect width=\"1\" height=\"1\"/></svg>";
        self.site.write(format!("{LEAFLETS}/room.svg"), svg);
    }

    /// Removes a field, empties it, or sets it to null.
    pub fn without(&mut self, name: &str) -> Place {
        match self.one_of(&["removed", "empty", "null", "''"]) {
            "removed" => {
                let place = self.field(name, "");
                let mut lines = self.lines(&self.leaflet);
                lines.remove(place.line - 1);
                self.write(&self.leaflet.clone(), &lines);
                Place { line: 1, ..place }
            }
            "empty" => self.field(name, ""),
            value => self.field(name, value),
        }
    }

    /// Adds a line to the fields, even if there is one with the same name.
    pub fn further_line(&mut self, line: &str) -> Place {
        let mut lines = self.lines(&self.leaflet);
        let end = Self::end_of_fields(&lines);
        lines.insert(end, line.to_owned());
        self.write(&self.leaflet.clone(), &lines);
        Place { file: self.leaflet.clone(), line: end + 1 }
    }

    /// Writes another file, with the fault at a line.
    pub fn file(&self, path: &str, text: &str, line: usize) -> Place {
        self.site.write(path, text);
        Place { file: path.to_owned(), line }
    }

    /// Writes another leaflet that can be linked to.
    pub fn other(&self, name: &str, reference: &str, fields: &str) {
        let text = format!(
            "---\ntitle: Other therapy {reference}\nreference: {reference}\nsummary: Another one.\n{fields}---\n\n## What is it?\n\nIt is another one.\n"
        );
        self.site.write(format!("{LEAFLETS}/{name}.md"), text);
    }

    /// Publishes the site, so that what is changed afterwards differs from what readers have.
    pub fn publish(&self) {
        pamphlet(self.site.path(), &["build", "--today", TODAY]).exits(0);
    }

    /// Adds a paragraph at the end of the leaflet.
    pub fn last_line(&self, text: &str) {
        let mut lines = self.lines(&self.leaflet);
        lines.extend([String::new(), text.to_owned()]);
        self.write(&self.leaflet.clone(), &lines);
    }

    /// Writes a record of published leaflets, with one leaflet in it.
    pub fn record(&self, reference: &str, title: &str, address: &str) {
        let leaflet = format!(
            "{{\"reference\":\"{reference}\",\"title\":\"{title}\",\"address\":\"{address}\",\"last_updated\":\"\",\"archive_date\":\"\"}}"
        );
        self.site.write(".pamphlet/published.json", format!("{{\"version\":1,\"leaflets\":[\n{leaflet}\n]}}\n"));
    }

    /// Adds lines to the settings, with the fault in the last of them.
    pub fn setting(&self, text: &str) -> Place {
        let file = "content/site.yaml";
        let settings = self.site.read(file) + text + "\n";
        self.site.write(file, &settings);
        Place { file: file.to_owned(), line: settings.lines().count() }
    }
}
