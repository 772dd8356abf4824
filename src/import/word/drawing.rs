use super::document::WordReader;
use super::package::{Relationships, WordPackage};
use super::runs::chosen;
use super::xml::XmlElement;
use crate::import::draft::{DraftInline, DraftPicture};
use crate::import::import_failure::ImportFailure;
use crate::import::picture_ending::ending;

/// A longer text cannot be a text alternative, which is read out in one go.
const MAX_ALT_LEN: usize = 5_000;

impl<'r> WordReader<'r> {
    /// Reads the pictures and text boxes of a drawing.
    pub(super) fn drawing(&mut self, drawing: &'r XmlElement, found: &mut Vec<DraftInline>) {
        let named = |name: &'static str| drawing.find(&move |element| element.name == name);
        let described = named("wp:docPr").or_else(|| named("pic:cNvPr"));
        let alt = described.and_then(|element| element.attribute("descr").or_else(|| element.attribute("title")));
        let alt = alt.map(str::to_owned).or_else(|| {
            let shape = drawing.find(&|element| element.name.starts_with("v:") && element.attribute("alt").is_some());
            shape.and_then(|shape| shape.attribute("alt")).map(str::to_owned)
        });
        // All pictures of a drawing share its text alternative.
        let alt = alt.filter(|alt| {
            let is_short = alt.len() <= MAX_ALT_LEN;
            if !is_short {
                self.draft.account.lost("Text alternatives that are far too long:", alt);
            }
            is_short
        });
        let mut pictures: Vec<(Option<String>, bool)> = Vec::new();
        let mut boxes = Vec::new();
        gather(drawing, &mut pictures, &mut boxes);
        let chart = drawing.find(&|element| {
            let uri = element.attribute("uri").unwrap_or_default();
            element.name == "a:graphicData" && (uri.ends_with("/chart") || uri.ends_with("/diagram"))
        });
        if chart.is_some() {
            let name = alt.as_deref().unwrap_or("without a text alternative");
            self.draft
                .account
                .lost_thing("Charts and drawings made in Word. Save each as a picture and add it by hand:", name);
        } else if pictures.is_empty() && boxes.is_empty() && drawing.name != "w:pict" {
            let name = alt.as_deref().unwrap_or("a shape without words");
            self.draft.account.lost_thing("Shapes:", name);
        }
        for (id, linked) in pictures {
            self.picture(id.as_deref(), linked, alt.as_deref().unwrap_or_default(), found);
        }
        self.boxes.extend(boxes);
    }

    fn picture(&mut self, id: Option<&str>, linked: bool, alt: &str, found: &mut Vec<DraftInline>) {
        let Some(to) = self.link(id) else {
            self.draft.account.lost_thing("Pictures that are missing from the file:", alt);
            return;
        };
        if linked || to.external {
            self.draft.account.lost_thing("Linked pictures, which are not stored in the file:", &to.target);
            return;
        }
        let index = match self.taken.get(&to.target) {
            Some(index) => *index,
            None => {
                let name = to.target.rsplit('/').next().unwrap_or(&to.target).to_owned();
                let bytes = self.package.picture(&to.target).unwrap_or_default();
                let Some(ending) = ending(&name, &bytes) else {
                    let said = if alt.is_empty() { name } else { format!("{name}: {alt}") };
                    self.draft.account.lost_thing(
                        "Pictures in a format that browsers cannot show. Save them as PNG and add them by hand:",
                        &said,
                    );
                    return;
                };
                self.draft.pictures.push(DraftPicture { ending, bytes, name: String::new() });
                self.taken.insert(to.target.clone(), self.draft.pictures.len() - 1);
                self.draft.pictures.len() - 1
            }
        };
        if alt.trim().is_empty() {
            self.draft.account.guess("Pictures without a description. 'pamphlet check' asks for one.", "");
        }
        found.push(DraftInline::Picture { index, alt: alt.split_whitespace().collect::<Vec<_>>().join(" ") });
    }
}

/// Collects pictures, each with its relationship id and whether it is only linked, and text boxes.
fn gather<'e>(element: &'e XmlElement, pictures: &mut Vec<(Option<String>, bool)>, boxes: &mut Vec<&'e XmlElement>) {
    match element.name.as_str() {
        "a:blip" => {
            let (embedded, linked) = (element.attribute("r:embed"), element.attribute("r:link"));
            pictures.push((embedded.or(linked).map(str::to_owned), embedded.is_none()));
        }
        "v:imagedata" => pictures.push((element.attribute("r:id").map(str::to_owned), false)),
        "w:txbxContent" => boxes.push(element),
        "mc:AlternateContent" => {
            if let Some(choice) = chosen(element) {
                gather(choice, pictures, boxes);
            }
        }
        _ => element.elements().for_each(|element| gather(element, pictures, boxes)),
    }
}

/// The words of charts and drawings made of shapes, which are not imported.
pub(super) fn words_of_charts(package: &mut WordPackage<'_>, links: &Relationships) -> Result<String, ImportFailure> {
    let mut words = String::new();
    for path in ["chart", "diagramData"].into_iter().flat_map(|kind| links.parts(kind)) {
        let Some(tree) = package.tree(path)? else { continue };
        tree.walk(&mut |element| {
            if matches!(element.name.as_str(), "a:t" | "c:v") {
                words.push_str(&element.text());
                words.push(' ');
            }
        });
    }
    Ok(words)
}
