//! The colours of a theme, and whether they have enough contrast for all readers.

use super::colour::{Colour, Scheme};
use super::pairs::{COLOUR_ROLES, ColourRole, PAIRS, index};
use super::style::Property;
use crate::source::TextRange;

/// A colour set in `site.yaml`.
#[derive(Clone, Copy, Debug)]
pub struct ChosenColour<'a> {
    /// The scheme that it is for.
    pub scheme: Scheme,
    /// The name of the colour.
    pub name: &'a str,
    /// The value as it is written.
    pub value: &'a str,
    /// The position of the value.
    pub range: TextRange,
}

/// Where a colour comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColourOrigin {
    /// The built-in style.
    BuiltIn,
    /// Derived from the light colour with the same name.
    Derived,
    /// A position in the site's own `style.css`.
    Style(TextRange),
    /// A position in `site.yaml`.
    Settings(TextRange),
}

/// A colour with its origin.
#[derive(Clone, Copy, Debug)]
struct Shade {
    colour: Colour,
    origin: ColourOrigin,
}

/// The colours of a theme in both schemes.
#[derive(Clone, Debug, Default)]
pub struct Palette {
    /// Indexed as [`COLOUR_ROLES`]; `None` if the style does not have the colour, or in a form that cannot be parsed.
    light: Vec<Option<Shade>>,
    dark: Vec<Option<Shade>>,
}

/// A pair of colours with too little contrast for readers with low vision.
#[derive(Clone, Debug, PartialEq)]
pub struct LowContrast {
    /// The scheme that it applies to.
    pub scheme: Scheme,
    /// Where the colour is set that should be changed.
    pub origin: ColourOrigin,
    /// The foreground colour.
    pub front: (&'static ColourRole, Colour),
    /// The background colour.
    pub back: (&'static ColourRole, Colour),
    /// The contrast of the two.
    pub contrast: f32,
    /// The contrast that is required.
    pub least: f32,
    /// The number of further colours with too little contrast.
    pub others: usize,
    /// The closest shade with enough contrast to all of them.
    pub nearest: Option<Colour>,
}

impl Palette {
    /// The colours of a style sheet, replaced by those of `site.yaml`. `own`: the style sheet is the site's own.
    pub(super) fn new(style: &[Property<'_>], own: bool, chosen: &[ChosenColour<'_>]) -> Self {
        let mut palette = Self { light: vec![None; COLOUR_ROLES.len()], dark: Vec::new() };
        let origin = |range| if own { ColourOrigin::Style(range) } else { ColourOrigin::BuiltIn };
        for scheme in [Scheme::Light, Scheme::Dark] {
            // Values for light screens apply to dark ones too, unless overridden.
            if scheme == Scheme::Dark {
                palette.dark = palette.light.clone();
            }
            for property in style.iter().filter(|property| property.scheme == scheme) {
                let colour = Colour::from_css(property.value);
                let shade = colour.map(|colour| Shade { colour, origin: origin(property.range) });
                if let Some(index) = index(property.name) {
                    palette.of_mut(scheme)[index] = shade;
                }
            }
        }
        for chosen in chosen {
            if let (Some(index), Some(colour)) = (index(chosen.name), Colour::parse(chosen.value)) {
                palette.of_mut(chosen.scheme)[index] =
                    Some(Shade { colour, origin: ColourOrigin::Settings(chosen.range) });
            }
        }
        palette.derive_accent();
        palette
    }

    /// If only the light accent is set, the dark one is a lighter shade of it.
    fn derive_accent(&mut self) {
        let Some(accent) = index("accent") else { return };
        let is_set =
            |shade: &Option<Shade>| shade.is_some_and(|shade| matches!(shade.origin, ColourOrigin::Settings(_)));
        if let Some(light) = self.light[accent].filter(|light| is_set(&Some(*light)))
            && !is_set(&self.dark[accent])
            && let Some(colour) = light.colour.lighter(|shade| self.is_good(Scheme::Dark, accent, shade))
        {
            self.dark[accent] = Some(Shade { colour, origin: ColourOrigin::Derived });
        }
    }

    /// Whether any colour is set in `site.yaml`.
    pub fn is_own(&self) -> bool {
        let mut all = self.light.iter().chain(&self.dark).flatten();
        all.any(|shade| matches!(shade.origin, ColourOrigin::Settings(_)))
    }

    fn of(&self, scheme: Scheme) -> &[Option<Shade>] {
        match scheme {
            Scheme::Light => &self.light,
            Scheme::Dark => &self.dark,
        }
    }

    fn of_mut(&mut self, scheme: Scheme) -> &mut [Option<Shade>] {
        match scheme {
            Scheme::Light => &mut self.light,
            Scheme::Dark => &mut self.dark,
        }
    }

    /// The colour with this name.
    pub fn colour(&self, scheme: Scheme, name: &str) -> Option<Colour> {
        self.of(scheme)[index(name)?].map(|shade| shade.colour)
    }

    /// Whether a colour in the given role has enough contrast to all colours that it is used with.
    fn is_good(&self, scheme: Scheme, role: usize, colour: Colour) -> bool {
        let name = COLOUR_ROLES[role].name;
        PAIRS.iter().all(|pair| {
            let other = match name {
                name if name == pair.front => pair.back,
                name if name == pair.back => pair.front,
                _ => return true,
            };
            self.colour(scheme, other).is_none_or(|other| colour.contrast(other) >= pair.least)
        })
    }

    /// The site's own colours with too little contrast, each reported once, with the pair that is worst.
    pub fn low_contrasts(&self) -> Vec<LowContrast> {
        let mut found: Vec<(usize, LowContrast)> = Vec::new();
        for scheme in [Scheme::Light, Scheme::Dark] {
            for pair in PAIRS {
                let (Some(front), Some(back)) = (index(pair.front), index(pair.back)) else { continue };
                let (Some(over), Some(under)) = (self.of(scheme)[front], self.of(scheme)[back]) else { continue };
                let contrast = over.colour.contrast(under.colour);
                let changed = if over.origin.rank() >= under.origin.rank() { front } else { back };
                let origin = self.of(scheme)[changed].map_or(ColourOrigin::BuiltIn, |shade| shade.origin);
                // The same value may apply to both schemes: it is reported once.
                let is_reported = |(role, known): &(usize, LowContrast)| *role == changed && known.origin == origin;
                if contrast >= pair.least || matches!(origin, ColourOrigin::BuiltIn | ColourOrigin::Derived) {
                    continue;
                }
                let new = LowContrast {
                    scheme,
                    origin,
                    front: (&COLOUR_ROLES[front], over.colour),
                    back: (&COLOUR_ROLES[back], under.colour),
                    contrast,
                    least: pair.least,
                    others: 0,
                    nearest: None,
                };
                match found.iter_mut().find(|known| is_reported(known)) {
                    Some((_, known)) if known.scheme == scheme => {
                        let others = known.others + 1;
                        if new.contrast / new.least < known.contrast / known.least {
                            *known = new;
                        }
                        known.others = others;
                    }
                    Some(_) => {}
                    None => found.push((changed, new)),
                }
            }
        }
        for (role, low) in &mut found {
            let colour = self.of(low.scheme)[*role].map(|shade| shade.colour);
            low.nearest = colour.and_then(|colour| colour.closest(|shade| self.is_good(low.scheme, *role, shade)));
        }
        found.into_iter().map(|(_, low)| low).collect()
    }

    /// The rules that apply the colours of `site.yaml`; `None` if it sets none.
    ///
    /// They are limited to screens: on paper, text is black.
    pub(super) fn css(&self) -> Option<String> {
        let is_set = |shade: &&Shade| matches!(shade.origin, ColourOrigin::Settings(_) | ColourOrigin::Derived);
        let line = |index: usize, shade: &Shade| format!("--{}:{};", COLOUR_ROLES[index].name, shade.colour);
        let (mut light, mut dark) = (String::new(), String::new());
        for (index, (on_light, on_dark)) in self.light.iter().zip(&self.dark).enumerate() {
            let set = on_light.as_ref().filter(is_set);
            if let Some(shade) = set {
                light.push_str(&line(index, shade));
            }
            // A value for light screens would apply to dark ones too, so both are set.
            if let Some(shade) = on_dark.as_ref().filter(|shade| set.is_some() || is_set(shade)) {
                dark.push_str(&line(index, shade));
            }
        }
        let block = |media: &str, lines: &str| match lines {
            "" => String::new(),
            lines => format!("@media {media}{{:root{{{}}}}}\n", lines.trim_end_matches(';')),
        };
        let css = block("screen", &light) + &block("screen and (prefers-color-scheme:dark)", &dark);
        (!css.is_empty()).then(|| format!("\n/* The colours of site.yaml. */\n{css}"))
    }
}

impl ColourOrigin {
    /// Which of two colours should be changed: the one with the higher rank, or the foreground if they are equal.
    fn rank(self) -> u8 {
        match self {
            Self::BuiltIn => 0,
            Self::Derived => 1,
            Self::Style(_) => 2,
            Self::Settings(_) => 3,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::style;

    const STYLE: &str = include_str!("../../themes/default/assets/style.css");

    fn built_in(chosen: &[ChosenColour<'_>]) -> Palette {
        Palette::new(&style::read(STYLE).properties, false, chosen)
    }

    fn chosen(scheme: Scheme, name: &'static str, value: &'static str) -> ChosenColour<'static> {
        ChosenColour { scheme, name, value, range: TextRange::new(1, 2) }
    }

    #[test]
    fn the_built_in_colours_pass() {
        let palette = built_in(&[]);
        for scheme in [Scheme::Light, Scheme::Dark] {
            for pair in PAIRS {
                let found = palette.colour(scheme, pair.front).zip(palette.colour(scheme, pair.back));
                let Some((front, back)) = found else { unreachable!("{pair:?} has no colours") };
                let contrast = front.contrast(back);
                assert!(contrast >= pair.least, "{scheme:?}: {pair:?} has only {contrast}");
            }
        }
        assert_eq!(palette.css(), None, "and nothing is added to the style where nothing is set");
    }

    #[test]
    fn a_dark_accent_is_made_for_any_light_one() {
        for value in ["#7a1f5c", "#005eb8", "#330072", "#000", "#1a6b1a", "#b00"] {
            let palette = built_in(&[chosen(Scheme::Light, "accent", value)]);
            assert_eq!(palette.low_contrasts(), [], "{value}");
            let css = palette.css().unwrap_or_default();
            assert_eq!(css.matches("--accent:").count(), 2, "{css}");
            assert!(style::read(&css).fault.is_none(), "{css}");
        }
        let both = [chosen(Scheme::Light, "accent", "#7a1f5c"), chosen(Scheme::Dark, "accent", "#fff")];
        let dark = built_in(&both).colour(Scheme::Dark, "accent").map(|colour| colour.to_string());
        assert_eq!(dark.as_deref(), Some("#ffffff"), "a dark one that is set stays");
    }

    #[test]
    fn the_suggested_colour_passes() {
        for (scheme, name, value) in [
            (Scheme::Light, "accent", "#ffcc00"),
            (Scheme::Light, "background", "#557"),
            (Scheme::Dark, "panel", "#999"),
            (Scheme::Dark, "urgent", "#352a1a"),
        ] {
            let low = built_in(&[chosen(scheme, name, value)]).low_contrasts();
            let [low] = &low[..] else { unreachable!("{value} as {name} is reported once: {low:?}") };
            let Some(nearest) = low.nearest else { unreachable!("{name} has a shade that passes") };
            let nearest: &'static str = nearest.to_string().leak();
            assert_eq!(built_in(&[chosen(scheme, name, nearest)]).low_contrasts(), [], "{nearest} as {name}");
        }
        let both = [chosen(Scheme::Light, "text", "#fff"), chosen(Scheme::Light, "background", "#000080")];
        assert_eq!(built_in(&both).low_contrasts().iter().find_map(|low| low.nearest), None, "white on all is nowhere");
    }

    #[test]
    fn readable_values_of_an_own_style_are_checked() {
        let text = ":root { --text: #888; --background: white; --accent: var(--text); --panel: rgb(0 0 0 / 5%) }";
        let style = style::read(text);
        let low = Palette::new(&style.properties, true, &[]).low_contrasts();
        let [low] = &low[..] else { unreachable!("one, and once for both screens: {low:?}") };
        assert!(matches!(low.origin, ColourOrigin::Style(range) if range.of(text) == "#888"));
    }
}
