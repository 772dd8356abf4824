//! The colours of the style: what each is for, and which is used on which.

/// A colour of the style, by its name in `site.yaml`; in `style.css` the name has two hyphens before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColourRole {
    pub name: &'static str,
    /// A description for use in sentences.
    pub words: &'static str,
}

const fn role(name: &'static str, words: &'static str) -> ColourRole {
    ColourRole { name, words }
}

/// All colours that can be set.
pub static COLOUR_ROLES: &[ColourRole] = &[
    role("text", "colour of the text"),
    role("quiet", "colour of less important text"),
    role("background", "background of the page"),
    role("panel", "background of boxes"),
    role("line", "colour of lines"),
    role("accent", "accent colour"),
    role("visited", "colour of visited links"),
    role("emergency", "colour of emergency cards"),
    role("emergency-panel", "background of emergency cards"),
    role("urgent", "colour of urgent cards"),
    role("urgent-panel", "background of urgent cards"),
    role("non-urgent", "colour of non-urgent cards"),
    role("non-urgent-panel", "background of non-urgent cards"),
    role("do", "colour of ticks"),
    role("focus", "background of the link that the keyboard is on"),
    role("focus-text", "text colour of the link that the keyboard is on"),
];

/// A foreground colour used on a background colour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The name of the foreground colour.
    pub front: &'static str,
    /// The name of the background colour.
    pub back: &'static str,
    /// The minimum contrast ratio.
    pub least: f32,
}

/// Text: WCAG 2.2, success criterion 1.4.3 (AA).
const TEXT: f32 = 4.5;
/// Symbols and focus indicators: WCAG 2.2, success criterion 1.4.11 (AA).
const SYMBOL: f32 = 3.0;

/// All pairs of colours in the built-in style. A test compares this table with `style.css`.
///
/// Text and links are used on the page, in boxes and in cards. The focus outline has the colour of the text. `line` is
/// not listed: it separates elements that are also separated by position, and no control is identified by it alone.
/// Decorative edges are not listed either.
pub static PAIRS: &[Pair] = &{
    const fn on(front: &'static str, back: &'static str, least: f32) -> Pair {
        Pair { front, back, least }
    }
    [
        on("text", "background", TEXT),
        on("text", "panel", TEXT),
        on("text", "emergency-panel", TEXT),
        on("text", "urgent-panel", TEXT),
        on("text", "non-urgent-panel", TEXT),
        on("quiet", "background", TEXT),
        on("quiet", "panel", TEXT),
        on("quiet", "emergency-panel", TEXT),
        on("quiet", "urgent-panel", TEXT),
        on("quiet", "non-urgent-panel", TEXT),
        on("accent", "background", TEXT),
        on("accent", "panel", TEXT),
        on("accent", "emergency-panel", TEXT),
        on("accent", "urgent-panel", TEXT),
        on("accent", "non-urgent-panel", TEXT),
        on("visited", "background", TEXT),
        on("visited", "panel", TEXT),
        on("visited", "emergency-panel", TEXT),
        on("visited", "urgent-panel", TEXT),
        on("visited", "non-urgent-panel", TEXT),
        on("focus-text", "focus", TEXT),
        on("emergency", "emergency-panel", TEXT),
        // The cross and the tick of 'do' and 'do not' lists.
        on("emergency", "panel", SYMBOL),
        on("do", "panel", SYMBOL),
        // The edge of a card, which shows urgency in addition to its words.
        on("emergency", "background", SYMBOL),
        on("urgent", "urgent-panel", SYMBOL),
        on("non-urgent", "non-urgent-panel", SYMBOL),
    ]
};

/// The index of a colour in [`COLOUR_ROLES`].
pub(super) fn index(name: &str) -> Option<usize> {
    COLOUR_ROLES.iter().position(|role| role.name == name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::theme::colour::Scheme;
    use crate::theme::style;

    const STYLE: &str = include_str!("../../themes/default/assets/style.css");

    /// The declarations of the built-in style that use a colour: the property, and the name of the colour.
    fn uses() -> Vec<(String, String)> {
        let screen = STYLE.split("@media print").next().unwrap_or_default();
        let declarations = screen.split(['{', '}', ';']).filter_map(|part| part.split_once(':'));
        let uses = declarations.flat_map(|(property, value)| {
            let property = property.trim().rsplit(['\n', ' ']).next().unwrap_or_default().to_owned();
            // `--below` holds the background below a table, and is itself the background of its element.
            let property = if property == "--below" { "background".to_owned() } else { property };
            let names = value.split("var(--").skip(1).filter_map(|rest| rest.split([')', ',']).next());
            let names = names.filter(|name| *name != "below");
            names.map(move |name| (property.clone(), name.to_owned())).collect::<Vec<_>>()
        });
        uses.collect()
    }

    #[test]
    fn the_style_and_the_list_have_the_same_colours() {
        let style = style::read(STYLE);
        assert_eq!(style.fault, None);
        let of = |scheme| style.properties.iter().filter(move |found| found.scheme == scheme).map(|found| found.name);
        let names: BTreeSet<&str> = COLOUR_ROLES.iter().map(|role| role.name).collect();
        assert_eq!(of(Scheme::Light).collect::<BTreeSet<_>>(), names);
        assert!(of(Scheme::Dark).collect::<BTreeSet<_>>().is_subset(&names));
        let used: BTreeSet<String> = uses().into_iter().map(|(_, name)| name).collect();
        assert_eq!(used.iter().map(String::as_str).collect::<BTreeSet<_>>(), names, "what the style uses");
    }

    #[test]
    fn every_use_of_a_colour_is_in_the_table_of_pairs() {
        let uses = uses();
        assert!(uses.len() > 40, "only {} uses were seen", uses.len());
        for (property, name) in &uses {
            let is_front = PAIRS.iter().any(|pair| pair.front == name);
            let is_back = PAIRS.iter().any(|pair| pair.back == name);
            match property.as_str() {
                "color" | "outline" => assert!(is_front, "'{property}: {name}' is in no pair"),
                "background" | "box-shadow" => assert!(is_back, "'{property}: {name}' is in no pair"),
                border if border.starts_with("border") => {}
                other => unreachable!("'{other}' has a colour: add it to PAIRS"),
            }
        }
        // Text and links may be used on every background.
        let backgrounds: BTreeSet<&str> = uses
            .iter()
            .filter(|(property, name)| property == "background" && name != "focus")
            .map(|(_, name)| name.as_str())
            .collect();
        for text in ["text", "quiet", "accent", "visited"] {
            let on = PAIRS.iter().filter(|pair| pair.front == text && pair.least >= TEXT);
            assert_eq!(on.map(|pair| pair.back).collect::<BTreeSet<_>>(), backgrounds, "backgrounds of '{text}'");
        }
    }
}
