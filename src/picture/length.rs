//! The size that a drawing declares, in CSS pixels.

use roxmltree::Node;

use super::facts::PictureSize;

/// CSS pixels in each absolute unit (CSS Values and Units 4, 6.2). An `em` is the browser default of 16, because a
/// picture has no surrounding text.
const UNITS: [(&str, f64); 9] = [
    ("px", 1.0),
    ("mm", 96.0 / 25.4),
    ("cm", 96.0 / 2.54),
    ("in", 96.0),
    ("pt", 96.0 / 72.0),
    ("pc", 16.0),
    ("rem", 16.0),
    ("em", 16.0),
    ("ex", 8.0),
];

/// Limit on a side; browsers do not draw larger ones.
const MAX_SIDE: f64 = 32_767.0;

/// The size of a drawing from its root element: its `width` and `height`, otherwise its `viewBox`.
pub(super) fn size(root: Node<'_, '_>) -> Option<PictureSize> {
    let shown = root.attribute("viewBox").and_then(view_box);
    let side = |name: &str| root.attribute(name).and_then(length);
    let (width, height) = match (side("width"), side("height"), shown) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some((w, h))) => (width, width * h / w),
        (None, Some(height), Some((w, h))) => (height * w / h, height),
        (None, None, Some(shown)) => shown,
        _ => return None,
    };
    let whole = |side: f64| (side <= MAX_SIDE).then(|| (side.round() as u32).max(1));
    Some(PictureSize { width: whole(width)?, height: whole(height)? })
}

fn length(words: &str) -> Option<f64> {
    let words = words.trim().to_ascii_lowercase();
    let unit = UNITS.iter().find(|(unit, _)| words.ends_with(unit));
    let (number, factor) = match unit {
        Some((unit, factor)) => (words.strip_suffix(unit)?, *factor),
        None => (words.as_str(), 1.0),
    };
    number.trim().parse::<f64>().ok().map(|number| number * factor).filter(|length| *length > 0.0)
}

fn view_box(words: &str) -> Option<(f64, f64)> {
    let numbers = words.split([' ', ',', '\t', '\n', '\r']).filter(|part| !part.is_empty());
    let numbers: Vec<f64> = numbers.map(str::parse).collect::<Result<_, _>>().ok()?;
    match numbers.as_slice() {
        [_, _, width, height] if *width > 0.0 && *height > 0.0 => Some((*width, *height)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(attributes: &str) -> Option<(u32, u32)> {
        let text = format!("<svg {attributes}/>");
        let tree = crate::xml::parse(&text).unwrap();
        size(tree.root_element()).map(|size| (size.width, size.height))
    }

    #[test]
    fn sizes_are_parsed_in_all_notations() {
        assert_eq!(of("width='40' height='20'"), Some((40, 20)));
        assert_eq!(of("width='25.4mm' height='1in'"), Some((96, 96)));
        assert_eq!(of("width='100%' height='100%' viewBox='0 0 24 12'"), Some((24, 12)));
        assert_eq!(of("width='48' viewBox='0,0,24,12'"), Some((48, 24)));
        assert_eq!(of("height='2em' viewBox='-1 -1 10 5'"), Some((64, 32)));
        assert_eq!(of("width='0.2' height='0.2'"), Some((1, 1)));
        for none in [
            "",
            "width='40'",
            "width='-1' height='2'",
            "viewBox='0 0 0 0'",
            "width='1e9' height='1'",
            "width='NaN' height='inf'",
        ] {
            assert_eq!(of(none), None, "{none}");
        }
    }
}
