//! The QR code of the short address of a leaflet, as a drawing.

use crate::render::qr::QrPath;

/// The quiet zone around the code, in modules, which scanners need.
const MARGIN: usize = 4;

/// A code as an SVG image.
pub(super) fn drawing(code: &QrPath) -> String {
    let side = code.size + 2 * MARGIN;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{side}\" height=\"{side}\" viewBox=\"-{MARGIN} -{MARGIN}.5 {side} {side}\">\
         <rect x=\"-{MARGIN}\" y=\"-{MARGIN}.5\" width=\"{side}\" height=\"{side}\" fill=\"#fff\"/>\
         <path stroke=\"#000\" d=\"{}\"/></svg>",
        code.path
    )
}
