//! The square code that telephones read: the short address of a leaflet as a drawing.

use std::fmt::Write as _;

use fast_qr::{ECL, QRBuilder};

/// So much white around the code lets telephones find it.
const MARGIN: usize = 4;

/// An address as a drawing; none where it is too long for a code.
pub(super) fn drawing(address: &str) -> Option<String> {
    let code = QRBuilder::new(address).ecl(ECL::M).build().ok()?;
    let side = code.size + 2 * MARGIN;
    let mut svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{side}\" height=\"{side}\">");
    _ = write!(svg, "<rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path d=\"");
    for y in 0..code.size {
        let row = &code[y];
        let mut x = 0;
        while x < code.size {
            let dark = row[x..].iter().take_while(|module| module.value()).count();
            if dark > 0 {
                _ = write!(svg, "M{} {}h{dark}v1h-{dark}z", x + MARGIN, y + MARGIN);
            }
            x += dark.max(1);
        }
    }
    svg.push_str("\"/></svg>");
    Some(svg)
}
