//! The package document: the list of files, and the metadata.

use super::picture::BookPicture;
use super::xhtml::language_of;
use crate::markdown::{escape_attribute, escape_text};
use crate::render::view::LeafletView;

/// Writes `package.opf`.
pub(super) fn package(view: &LeafletView<'_>, pictures: &[BookPicture]) -> String {
    let tag = view.language.tag();
    let mut package = Package { text: String::new() };
    package.text.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    package.text.push_str(&format!(
        "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"reference\" xml:lang=\"{tag}\" dir=\"{}\">\n\
         <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n",
        view.language.direction()
    ));
    package.what_it_is(view, tag);
    package.how_it_is_read(view, pictures);
    package.text.push_str("</metadata>\n<manifest>\n");
    package.text.push_str(
        "<item id=\"contents\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n\
         <item id=\"leaflet\" href=\"leaflet.xhtml\" media-type=\"application/xhtml+xml\"/>\n\
         <item id=\"style\" href=\"style.css\" media-type=\"text/css\"/>\n",
    );
    for (number, picture) in pictures.iter().enumerate() {
        let BookPicture { path, media_type, .. } = picture;
        let number = number + 1;
        package
            .text
            .push_str(&format!("<item id=\"picture-{number}\" href=\"{path}\" media-type=\"{media_type}\"/>\n"));
    }
    let direction = view.language.direction();
    package.text.push_str(&format!(
        "</manifest>\n<spine page-progression-direction=\"{direction}\">\n<itemref idref=\"leaflet\"/>\n</spine>\n</package>\n"
    ));
    package.text
}

struct Package {
    text: String,
}

impl Package {
    fn what_it_is(&mut self, view: &LeafletView<'_>, tag: &str) {
        let publisher = &view.publisher;
        self.text.push_str("<dc:identifier id=\"reference\">");
        escape_text(view.reference, &mut self.text);
        self.text.push_str("</dc:identifier>\n");
        self.element("dc:title", view.title);
        self.element("dc:language", tag);
        // The owner counts as the creator, and the approver as a contributor.
        self.facts("dc:creator", view, "owner");
        self.facts("dc:contributor", view, "approved_by");
        self.element("dc:publisher", publisher.name.unwrap_or(publisher.site));
        self.element("dc:date", &view.last_updated.iso);
        if let Some(summary) = view.summary {
            self.element("dc:description", summary);
        }
        self.facts("dc:subject", view, "for_conditions");
        if let Some(address) = &view.address {
            self.element("dc:source", address);
        }
        self.meta("dcterms:modified", &format!("{}T00:00:00Z", view.last_updated.iso));
        let (from, until) = (&view.last_updated.iso, &view.archive_date.iso);
        self.meta("dcterms:valid", &format!("start={from}; end={until}; scheme=W3C-DTF"));
    }

    /// Writes the accessibility metadata in the terms of schema.org.
    fn how_it_is_read(&mut self, view: &LeafletView<'_>, pictures: &[BookPicture]) {
        self.meta("schema:accessMode", "textual");
        if !pictures.is_empty() {
            self.meta("schema:accessMode", "visual");
        }
        // Pictures have alternative text.
        self.meta("schema:accessModeSufficient", "textual");
        for feature in
            ["tableOfContents", "structuralNavigation", "readingOrder", "displayTransformability", "unlocked"]
        {
            self.meta("schema:accessibilityFeature", feature);
        }
        if !pictures.is_empty() {
            self.meta("schema:accessibilityFeature", "alternativeText");
        }
        // An animated picture might flash; this is not checked.
        let moves = pictures.iter().any(|picture| picture.media_type == "image/gif");
        self.meta("schema:accessibilityHazard", if moves { "unknown" } else { "none" });
        let words = view.words;
        let language = language_of(view);
        self.text.push_str(&format!("<meta property=\"schema:accessibilitySummary\"{language}>"));
        escape_text(words.get("epub_summary"), &mut self.text);
        self.text.push_str("</meta>\n");
    }

    /// Writes an element for each value of a fact.
    fn facts(&mut self, element: &str, view: &LeafletView<'_>, fact: &str) {
        view.facts.values(fact).iter().for_each(|value| self.element(element, &value.text));
    }

    fn element(&mut self, name: &str, text: &str) {
        self.text.push_str(&format!("<{name}>"));
        escape_text(text, &mut self.text);
        self.text.push_str(&format!("</{name}>\n"));
    }

    fn meta(&mut self, property: &str, text: &str) {
        self.text.push_str("<meta property=\"");
        escape_attribute(property, &mut self.text);
        self.text.push_str("\">");
        escape_text(text, &mut self.text);
        self.text.push_str("</meta>\n");
    }
}
