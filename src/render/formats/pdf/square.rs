//! The square code that telephones read: the short address of a leaflet as a drawing.

use crate::qr::QrPath;

/// So much white around the code lets telephones find it.
const MARGIN: usize = 4;

/// A code as a drawing of its own.
pub(super) fn drawing(code: &QrPath) -> String {
    let side = code.size + 2 * MARGIN;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{side}\" height=\"{side}\" viewBox=\"-{MARGIN} -{MARGIN}.5 {side} {side}\">\
         <rect x=\"-{MARGIN}\" y=\"-{MARGIN}.5\" width=\"{side}\" height=\"{side}\" fill=\"#fff\"/>\
         <path stroke=\"#000\" d=\"{}\"/></svg>",
        code.path
    )
}
