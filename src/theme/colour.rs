//! A colour, its contrast with another, and its lighter and darker shades.

use std::fmt;

use color::{Oklch, OpaqueColor, Rgba8, Srgb, parse_color};

/// The colour scheme of a reader's screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scheme {
    /// Dark text on a light page: the default.
    Light,
    /// Light text on a dark page.
    Dark,
}

/// An opaque colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour([u8; 3]);

/// The difference in OKLCH lightness (0 is black, 1 is white) between one shade and the next; too small to be seen.
const STEP: f32 = 0.002;

impl Colour {
    /// Parses `#7a1f5c`, `#7ac`, or a CSS colour name such as `navy`.
    pub fn parse(text: &str) -> Option<Self> {
        let is_simple = match text.strip_prefix('#') {
            Some(digits) => matches!(digits.len(), 3 | 6),
            None => text.bytes().all(|byte| byte.is_ascii_alphabetic()),
        };
        if is_simple { Self::from_css(text) } else { None }
    }

    /// Parses any CSS colour; `None` if it is not opaque.
    pub(super) fn from_css(text: &str) -> Option<Self> {
        let colour = parse_color(text.trim()).ok()?.to_alpha_color::<Srgb>();
        let (opaque, alpha) = colour.split();
        (alpha >= 1.0).then(|| Self::of(opaque))
    }

    fn of(colour: OpaqueColor<Srgb>) -> Self {
        let Rgba8 { r, g, b, .. } = colour.to_rgba8();
        Self([r, g, b])
    }

    fn opaque(self) -> OpaqueColor<Srgb> {
        let [r, g, b] = self.0;
        OpaqueColor::from_rgb8(r, g, b)
    }

    /// The contrast ratio of WCAG 2.x: from 1 (the same colour) to 21 (black on white).
    pub fn contrast(self, other: Self) -> f32 {
        let (one, two) = (self.opaque().relative_luminance(), other.opaque().relative_luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// The acceptable shade of the same hue that is closest in lightness.
    pub(super) fn closest(self, is_good: impl Fn(Self) -> bool) -> Option<Self> {
        let [lightness, ..] = self.opaque().convert::<Oklch>().components;
        let shades = steps().flat_map(|step| [lightness - step, lightness + step]);
        shades
            .filter(|lightness| (0.0..=1.0).contains(lightness))
            .map(|to| self.shade(to))
            .find(|shade| is_good(*shade))
    }

    /// The first acceptable lighter shade.
    pub(super) fn lighter(self, is_good: impl Fn(Self) -> bool) -> Option<Self> {
        let [lightness, ..] = self.opaque().convert::<Oklch>().components;
        let shades = steps().map(|step| lightness + step).take_while(|lightness| *lightness <= 1.0);
        shades.map(|to| self.shade(to)).find(|shade| is_good(*shade))
    }

    /// The same hue at another lightness, with the highest chroma up to this colour's that sRGB can show.
    fn shade(self, lightness: f32) -> Self {
        let [_, chroma, hue] = self.opaque().convert::<Oklch>().components;
        let at = |chroma: f32| OpaqueColor::<Oklch>::new([lightness, chroma, hue]).convert::<Srgb>();
        let in_gamut = |colour: OpaqueColor<Srgb>| colour.components.iter().all(|part| (-0.001..=1.001).contains(part));
        let (mut weak, mut strong) = (0.0, chroma);
        if in_gamut(at(chroma)) {
            weak = chroma;
        }
        for _ in 0..12 {
            let middle = f32::midpoint(weak, strong);
            if in_gamut(at(middle)) { weak = middle } else { strong = middle }
        }
        Self::of(at(weak))
    }
}

/// Lightness differences from 0 to 1.
fn steps() -> impl Iterator<Item = f32> {
    (0..=500_u16).map(|step| f32::from(step) * STEP)
}

impl fmt::Display for Colour {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, g, b] = self.0;
        write!(out, "#{r:02x}{g:02x}{b:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap_or_else(|| unreachable!("{text} is a colour"))
    }

    #[test]
    fn parses_common_notations_and_rejects_transparent_colours() {
        assert_eq!(colour("#7ac").to_string(), "#77aacc");
        assert_eq!(colour("#7A1F5C").to_string(), "#7a1f5c");
        assert_eq!(colour("navy").to_string(), "#000080");
        for text in ["7a1f5c", "#7a1f5", "#7a1f5c80", "transparent", "currentcolor", "rgb(1 2 3)", "mauvish", ""] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
        assert_eq!(Colour::from_css(" rgb(255 0 0) "), Some(colour("red")));
        assert_eq!(Colour::from_css("rgb(255 0 0 / 50%)"), None);
        assert_eq!(Colour::from_css("var(--accent)"), None);
    }

    /// The values given by WCAG's own examples and by contrast checkers in browsers.
    #[test]
    fn contrast_is_computed_as_in_wcag() {
        let is = |one: &str, two: &str, ratio: f32| {
            let found = colour(one).contrast(colour(two));
            assert!((found - ratio).abs() < 0.005, "{one} on {two}: {found}");
        };
        is("#000", "#fff", 21.0);
        is("#fff", "#000", 21.0);
        is("#777777", "#ffffff", 4.48);
        is("#767676", "#ffffff", 4.54);
        is("#ff0000", "#ffffff", 4.0);
        is("#ffcc00", "#ffffff", 1.51);
        is("#336699", "#336699", 1.0);
    }

    #[test]
    fn shades_keep_the_hue_and_change_as_little_as_possible() {
        let white = colour("#fff");
        let yellow = colour("#ffcc00");
        let good = |shade: Colour| shade.contrast(white) >= 4.5;
        let Some(found) = yellow.closest(good) else { unreachable!("there is a dark yellow") };
        assert!(good(found) && found.contrast(white) < 4.6, "{found}");
        let hue = |colour: Colour| colour.opaque().convert::<Oklch>().components[2];
        assert!((hue(found) - hue(yellow)).abs() < 3.0, "{found} has another hue");
        assert_eq!(colour("#123456").closest(good), Some(colour("#123456")), "an acceptable colour is kept");
        assert_eq!(yellow.closest(|_| false), None);
        let black = colour("#000");
        let Some(light) = colour("#7a1f5c").lighter(|shade| shade.contrast(black) >= 7.0) else { unreachable!("") };
        assert!(light.contrast(black) >= 7.0 && light != white);
    }
}
