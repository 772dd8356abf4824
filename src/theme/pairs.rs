//! The colours of the style: what each is for, and what stands on what.

/// A colour of the style, by the name that it has in `site.yaml` and, with two hyphens before it, in `style.css`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColourRole {
    /// Its name.
    pub name: &'static str,
    /// What it is, in the words of a sentence.
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

/// Two colours of which one stands on the other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// What stands on it.
    pub front: &'static str,
    /// What it stands on.
    pub back: &'static str,
    /// The least contrast.
    pub least: f32,
}

/// Text: WCAG 2.2, success criterion 1.4.3 (AA).
const TEXT: f32 = 4.5;
/// Signs and the marks of what has the focus: WCAG 2.2, success criterion 1.4.11 (AA).
const SIGN: f32 = 3.0;

/// All that stands on something else in the built-in style: the one table of it. A test holds it against `style.css`.
///
/// Text and links stand on the page, in boxes and in cards. What has the focus is outlined in the colour of the text.
/// `line` is not here: it divides what is told apart by its place too, and no control is known by it alone. Neither are
/// the edges that are only ornament.
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
        on("emergency", "panel", SIGN),
        on("do", "panel", SIGN),
        // How soon, said by the edge of a card beside its words.
        on("emergency", "background", SIGN),
        on("urgent", "urgent-panel", SIGN),
        on("non-urgent", "non-urgent-panel", SIGN),
    ]
};

/// The place of a colour in the list of all.
pub(super) fn index(name: &str) -> Option<usize> {
    COLOUR_ROLES.iter().position(|role| role.name == name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::theme::palette::Scheme;
    use crate::theme::style;

    const STYLE: &str = include_str!("../../themes/default/assets/style.css");

    /// The declarations of the built-in style that use a colour: property, and the colour's name.
    fn uses() -> Vec<(String, String)> {
        let screen = STYLE.split("@media print").next().unwrap_or_default();
        let declarations = screen.split(['{', '}', ';']).filter_map(|part| part.split_once(':'));
        let uses = declarations.flat_map(|(property, value)| {
            let property = property.trim().rsplit(['\n', ' ']).next().unwrap_or_default().to_owned();
            // What stands below a table says so to it, and is the ground of its own element.
            let property = if property == "--below" { "background".to_owned() } else { property };
            let names = value.split("var(--").skip(1).filter_map(|rest| rest.split([')', ',']).next());
            let names = names.filter(|name| *name != "below");
            names.map(move |name| (property.clone(), name.to_owned())).collect::<Vec<_>>()
        });
        uses.collect()
    }

    #[test]
    fn every_colour_of_the_style_has_a_name_and_every_name_a_colour() {
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
    fn every_use_of_a_colour_stands_in_the_table_of_pairs() {
        let uses = uses();
        assert!(uses.len() > 40, "only {} uses were seen", uses.len());
        for (property, name) in &uses {
            let is_front = PAIRS.iter().any(|pair| pair.front == name);
            let is_back = PAIRS.iter().any(|pair| pair.back == name);
            match property.as_str() {
                "color" | "outline" => assert!(is_front, "'{property}: {name}' is in no pair"),
                "background" | "box-shadow" => assert!(is_back, "'{property}: {name}' is in no pair"),
                border if border.starts_with("border") => {}
                other => unreachable!("'{other}' has a colour: say in PAIRS what stands on what"),
            }
        }
        // Text may stand wherever there is a ground, and so may links.
        let grounds: BTreeSet<&str> = uses
            .iter()
            .filter(|(property, name)| property == "background" && name != "focus")
            .map(|(_, name)| name.as_str())
            .collect();
        for text in ["text", "quiet", "accent", "visited"] {
            let on = PAIRS.iter().filter(|pair| pair.front == text && pair.least >= TEXT);
            assert_eq!(on.map(|pair| pair.back).collect::<BTreeSet<_>>(), grounds, "where '{text}' stands");
        }
    }
}
