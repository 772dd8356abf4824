//! The input of the formats.

#[cfg(feature = "pdf")]
use std::sync::OnceLock;

#[cfg(feature = "pdf")]
use super::pdf::engine::PdfEngine;
use crate::render::render_context::RenderContext;
use crate::rendering::Host;

/// The input of the formats, in addition to the view of a leaflet.
pub(in crate::render) struct FormatContext<'a> {
    /// The site and its theme.
    pub inputs: &'a RenderContext<'a>,
    pub machine: &'a dyn Host,
    /// The typesetter, once the first leaflet needs it.
    #[cfg(feature = "pdf")]
    pub engine: OnceLock<Option<PdfEngine>>,
}

impl<'a> FormatContext<'a> {
    pub fn new(inputs: &'a RenderContext<'a>, machine: &'a dyn Host) -> Self {
        Self {
            inputs,
            machine,
            #[cfg(feature = "pdf")]
            engine: OnceLock::new(),
        }
    }
}
