//! Reads the colours in `site.yaml`.

use super::read::SettingsReader;
use super::values::{Colours, ExpectedValue, Setting, SettingProblem};
use crate::source::TextRange;
use crate::yaml::YamlNode;

impl SettingsReader {
    /// Reads the colours in `theme.colours`; `text` is the whole file.
    pub(super) fn colours(&mut self, text: &str, node: Option<&YamlNode<'_>>) -> Colours {
        let name = "theme.colours";
        let mut colours = Colours::default();
        for (key, value) in self.named(name, node) {
            if key.value != "dark" {
                colours.light.extend(self.colour(text, name, key, value));
                continue;
            }
            let name = "theme.colours.dark";
            for (key, value) in self.named(name, Some(value)) {
                colours.dark.extend(self.colour(text, name, key, value));
            }
        }
        colours
    }

    fn colour(
        &mut self,
        text: &str,
        name: &str,
        key: Setting<String>,
        node: &YamlNode<'_>,
    ) -> Option<(Setting<String>, Setting<String>)> {
        let full = format!("{name}.{}", key.value);
        if !node.is_blank() {
            return self.setting(&full, Some(node)).map(|value| (key, value));
        }
        // In `accent: #7a1f5c`, YAML treats everything from the # on as a comment.
        let after = key.range.end as usize;
        let line = text.get(after..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        match line.split_once('#') {
            Some((before, written)) if before.trim() == ":" => {
                let start = after + before.len();
                let digits = written.split_whitespace().next().unwrap_or_default();
                let range = TextRange::new(start, start + 1 + digits.len());
                let (text, expected) = (format!("#{digits}"), ExpectedValue::QuotedColour);
                self.problems.push(SettingProblem::Wrong { name: full, text, expected, range });
            }
            _ => self.wrong(&full, node, ExpectedValue::Colour),
        }
        None
    }
}
