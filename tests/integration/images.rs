//! Pictures: readers get every pixel at the right size and nothing else, and pictures with active content stop a build.

use std::fs;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::Path;

use image::{ImageDecoder, ImageReader};
use pamphlet::picture::{self, PictureFault};
use scraper::{Html, Selector};

use crate::support::site::{Finding, SETTINGS, Site, assert_same, leaflet, names_in, on_disk, tree};

/// What must not be published: words planted for this test, and location data of phones.
const SECRETS: [&[u8]; 3] = [b"SECRET", b"GPS", b"xmpmeta"];

/// The pictures of this repository, with their sizes as readers see them.
const PICTURES: [(&str, &str, &str); 9] = [
    ("moving.gif", "48", "32"),
    ("moving.webp", "48", "32"),
    ("place.avif", "32", "48"),
    ("place.webp", "32", "48"),
    ("plain.png", "48", "32"),
    ("plain.webp", "48", "32"),
    ("scans.jpg", "48", "32"),
    ("upright.jpg", "32", "48"),
    ("words.png", "32", "48"),
];

fn picture(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/images").join(name)).unwrap()
}

/// A site with a leaflet that shows all the pictures.
fn gallery() -> Site {
    let site = Site::empty();
    let mut text = String::from("## Pictures\n");
    for (name, ..) in PICTURES {
        site.write(format!("content/leaflets/{name}"), picture(name));
        text.push_str(&format!("\n![A red field left of a blue one, {name}]({name})\n"));
    }
    site.write("content/leaflets/gallery.md", leaflet("PT-001", &text));
    site
}

/// A site with a leaflet that shows this file.
fn showing(name: &str, bytes: impl AsRef<[u8]>) -> Site {
    let site = Site::empty();
    site.write(format!("content/leaflets/{name}"), bytes);
    site.write("content/leaflets/shown.md", leaflet("PT-001", &format!("## Picture\n\n![A quiet room]({name})")));
    site
}

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

fn images(site: &Site, page: &str) -> Vec<(String, Option<String>, Option<String>)> {
    let page = Html::parse_document(&site.read(format!("public/{page}")));
    let attribute = |image: &scraper::ElementRef<'_>, name: &str| image.value().attr(name).map(str::to_owned);
    let selector = Selector::parse("img").unwrap();
    let found = page.select(&selector).map(|image| {
        let source = attribute(&image, "src").unwrap();
        let name = source.rsplit('/').next().unwrap().to_owned();
        (name, attribute(&image, "width"), attribute(&image, "height"))
    });
    found.collect()
}

fn of_rule(site: &Site, rule: &str) -> Vec<Finding> {
    site.findings().into_iter().filter(|finding| finding.rule == rule).collect()
}

#[test]
fn every_image_has_its_visible_size() {
    let site = gallery();
    site.build(&[]).exits(0);
    let expected: Vec<_> =
        PICTURES.map(|(name, width, height)| (name.to_owned(), Some(width.to_owned()), Some(height.to_owned()))).into();
    assert_eq!(images(&site, "leaflets/gallery/index.html"), expected);
    assert_eq!(names_in(&site.join("content/leaflets")).len(), names_in(&site.join("public/files/leaflets")).len() + 1);
}

#[test]
fn no_metadata_of_phones_and_programs_is_published() {
    let site = gallery();
    let hiding = PICTURES.iter().filter(|(name, ..)| holds(&picture(name), SECRETS[0])).count();
    assert!(hiding >= 7, "only {hiding} pictures contain secrets: the test tests nothing");
    // A picture that is only linked is handled like any other.
    site.write("content/leaflets/linked.jpg", picture("upright.jpg"));
    site.write("content/leaflets/links.md", leaflet("PT-002", "## Photo\n\nSee [our photo](linked.jpg)."));
    site.build(&[]).exits(0);
    let files = tree(&site.join("public"));
    assert!(files.contains_key("files/leaflets/linked.jpg"));
    for (path, bytes) in files {
        for secret in SECRETS {
            assert!(!holds(&bytes, secret), "{path} holds {}", String::from_utf8_lossy(secret));
        }
    }
}

#[test]
fn pixels_colours_and_orientation_stay() {
    let site = gallery();
    site.build(&[]).exits(0);
    for (name, width, height) in PICTURES.into_iter().filter(|(name, ..)| !name.ends_with("avif")) {
        let before = decoded(&picture(name));
        let after = decoded(&fs::read(site.join("public/files/leaflets").join(name)).unwrap());
        assert!(before == after, "{name} looks different");
        let seen = (after.width.to_string(), after.height.to_string());
        assert_eq!(seen, (width.to_owned(), height.to_owned()), "{name}");
    }
    let after = decoded(&fs::read(site.join("public/files/leaflets/upright.jpg")).unwrap());
    assert!(after.profile.is_some_and(|profile| !profile.is_empty()), "the colour profile is lost");
}

/// A picture as readers see it, with all its frames.
#[derive(PartialEq)]
struct Seen {
    width: u32,
    height: u32,
    dots: Vec<u8>,
    profile: Option<Vec<u8>>,
    frames: Vec<Vec<u8>>,
}

fn decoded(bytes: &[u8]) -> Seen {
    use image::AnimationDecoder;
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().unwrap();
    let format = reader.format().unwrap();
    let mut decoder = reader.into_decoder().unwrap();
    let (orientation, profile) = (decoder.orientation().unwrap(), decoder.icc_profile().unwrap());
    let mut image = image::DynamicImage::from_decoder(decoder).unwrap();
    image.apply_orientation(orientation);
    let frames = match format {
        image::ImageFormat::Gif => image::codecs::gif::GifDecoder::new(Cursor::new(bytes)).unwrap().into_frames(),
        image::ImageFormat::WebP => image::codecs::webp::WebPDecoder::new(Cursor::new(bytes)).unwrap().into_frames(),
        _ => image::Frames::new(Box::new(std::iter::empty())),
    };
    let frames = frames.map(|frame| frame.unwrap().into_buffer().into_raw()).collect();
    Seen { width: image.width(), height: image.height(), dots: image.into_bytes(), profile, frames }
}

/// There is no decoder for AVIF here: its bytes are compared, except for those that were overwritten.
#[test]
fn an_avif_picture_keeps_every_byte_that_was_not_overwritten() {
    let site = gallery();
    site.build(&[]).exits(0);
    let (before, after) = (picture("place.avif"), fs::read(site.join("public/files/leaflets/place.avif")).unwrap());
    assert_eq!(before.len(), after.len());
    let at = |words: &[u8]| before.windows(words.len()).position(|window| window == words).unwrap();
    // Before the data are four bytes with its offset.
    let exif = at(b"Exif\0\0MM\0*") - 4..at(b"<x:xmpmeta");
    let xmp = at(b"<x:xmpmeta")..at(b"</x:xmpmeta>") + 12;
    for index in (0..before.len()).filter(|index| before[*index] != after[*index]) {
        assert!(exif.contains(&index) || xmp.contains(&index), "byte {index} of the picture changed");
    }
}

#[test]
fn a_second_build_does_not_rewrite_pictures() {
    let site = gallery();
    site.build(&[]).exits(0);
    let (files, before) = (tree(&site.join("public")), on_disk(&site.join("public/files")));
    site.build(&[]).exits(0);
    assert_same(&tree(&site.join("public")), &files, "built again");
    let numbers = |all: &std::collections::BTreeMap<String, (u64, i64, i64)>| {
        all.iter()
            .filter(|(path, _)| path.contains('.'))
            .map(|(path, (number, ..))| (path.clone(), *number))
            .collect::<Vec<_>>()
    };
    assert_eq!(numbers(&before), numbers(&on_disk(&site.join("public/files"))));
}

#[test]
fn static_files_are_copied_unchanged_and_reported_if_they_contain_a_location() {
    let site = Site::empty();
    site.write("content/site.yaml", format!("{SETTINGS}organisation: {{name: Example, logo: static/logo.png}}\n"));
    site.write("content/static/logo.png", picture("plain.png"));
    site.write("content/static/photo.jpg", picture("upright.jpg"));
    site.write("content/leaflets/shown.md", leaflet("PT-001", "## Photo\n\n![A quiet room](/static/photo.jpg)"));
    site.build(&[]).exits(0);
    assert_eq!(fs::read(site.join("public/photo.jpg")).unwrap(), picture("upright.jpg"));
    let size =
        |name: &str, width: &str, height: &str| (name.to_owned(), Some(width.to_owned()), Some(height.to_owned()));
    assert_eq!(
        images(&site, "leaflets/shown/index.html"),
        [size("logo.png", "48", "32"), size("photo.jpg", "32", "48")]
    );
    let places: Vec<_> = of_rule(&site, "picture-holds-place").iter().map(Finding::place).collect();
    assert_eq!(places, ["picture-holds-place content/static/photo.jpg:1:1"]);
}

#[test]
fn a_drawing_without_an_intrinsic_size_gets_none() {
    let drawing =
        |attributes: &str| format!("<svg xmlns=\"http://www.w3.org/2000/svg\" {attributes}><path d=\"M0 0\"/></svg>");
    for (attributes, size) in [
        ("width=\"40\" height=\"20\"", Some(("40", "20"))),
        ("viewBox=\"0 0 30 10\"", Some(("30", "10"))),
        ("width=\"1in\" viewBox=\"0 0 30 10\"", Some(("96", "32"))),
        ("width=\"100%\" height=\"100%\"", None),
    ] {
        let site = showing("room.svg", drawing(attributes));
        site.build(&[]).exits(0);
        let (width, height) = size.unzip();
        let expected = ("room.svg".to_owned(), width.map(str::to_owned), height.map(str::to_owned));
        assert_eq!(images(&site, "leaflets/shown/index.html"), [expected], "{attributes}");
        assert_eq!(site.read("public/files/leaflets/room.svg"), drawing(attributes), "drawings are not changed");
    }
}

/// Active parts of a drawing, and what the message names.
const ACTIVE: [(&str, &str); 23] = [
    ("<script>alert(1)</script>", "script"),
    ("<x:script xmlns:x=\"http://www.w3.org/2000/svg\"/>", "script"),
    ("<h:meta xmlns:h=\"http://www.w3.org/1999/xhtml\" http-equiv=\"refresh\" content=\"0\"/>", "meta"),
    ("<foreignObject width=\"1\" height=\"1\"/>", "foreignObject"),
    ("<g onclick=\"alert(1)\"/>", "onclick"),
    ("<g ONLOAD='alert(1)'/>", "ONLOAD"),
    ("<a href=\"javascript:alert(1)\"><path d=\"\"/></a>", "program"),
    ("<a href=\"&#106;ava&#10;script:alert(1)\"/>", "program"),
    ("<set attributeName=\"xlink:href\" to=\"x\"/>", "set"),
    ("<animate attributeName=\"fill\" values=\"a;JavaScript:alert(1)\"/>", "program"),
    ("<animate attributeName=\"fill\" values='\"; url(https://x.example/a.svg#b)'/>", "x.example"),
    ("<image href=\"https://x.example/a.png\"/>", "x.example"),
    ("<image xmlns:l=\"http://www.w3.org/1999/xlink\" l:href=\"other.png\"/>", "other.png"),
    ("<use href=\"other.svg#a\"/>", "other.svg"),
    ("<image href=\"data:image/svg+xml,x\"/>", "data:image/svg+xml"),
    ("<image href=\"data:text/html,x\"/>", "program"),
    ("<g xml:base=\"https://x.example/\"/>", "x.example"),
    ("<g fill=\"url(https://x.example/a.svg#b)\"/>", "x.example"),
    ("<g style=\"fill: u\\72l(&quot;a.svg&quot;)\"/>", "a.svg"),
    ("<style>@import 'a.css';</style>", "style"),
    ("<style>@imp<![CDATA[ort]]> 'a.css';</style>", "style"),
    ("<style>g { fill: &#117;rl(a.svg) }</style>", "a.svg"),
    ("<style><![CDATA[@font-face { src: url(//x.example/f) }]]></style>", "x.example"),
];

#[test]
fn an_active_drawing_is_refused_at_its_line() {
    for (part, named) in ACTIVE {
        let site = showing("room.svg", format!("<svg xmlns=\"http://www.w3.org/2000/svg\">\n{part}\n</svg>"));
        let found = of_rule(&site, "active-image");
        assert!(!found.is_empty(), "{part} is accepted");
        for finding in &found {
            assert_eq!((finding.file.as_str(), finding.line), ("content/leaflets/room.svg", 2), "{part}");
            assert!(finding.message.contains(named), "{part}: {}", finding.message);
            assert!(finding.help.contains("PNG") && finding.severity == "error", "{finding:?}");
        }
    }
    for (head, line) in [
        ("<!DOCTYPE svg [\n<!ENTITY a \"<script/>\">]>\n", 1),
        ("<?xml version=\"1.0\"?>\n<?xml-stylesheet href=\"a.css\"?>\n", 2),
    ] {
        let site = showing("room.svg", format!("{head}<svg xmlns=\"http://www.w3.org/2000/svg\"/>"));
        let places: Vec<_> = of_rule(&site, "active-image").iter().map(|finding| finding.line).collect();
        assert_eq!(places, [line], "{head}");
    }
}

#[test]
fn harmless_output_of_drawing_programs_is_accepted() {
    for part in [
        "<!-- <script>alert(1)</script> https://x.example/ -->",
        "<defs><path id=\"a\" d=\"\"/></defs><use href=\"#a\"/><g fill=\"url(#b)\" style=\"filter:url('#c')\"/>",
        "<image href=\"data:image/png;base64,iVBORw0KGgo=\"/>",
        "<style>path &gt; g { fill: red } .on { fill: none }</style>",
        "<title>On the ward</title><desc>See https://x.example/ for more, or javascript.</desc>",
        "<metadata><r:RDF xmlns:r=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:c=\"http://creativecommons.org/ns#\"><c:license r:resource=\"https://x.example/by/4.0/\"/></r:RDF></metadata>",
        "<i:view xmlns:i=\"http://www.inkscape.org/namespaces/inkscape\" i:zoom=\"1\" i:export-filename=\"a.png\"/>",
        "<animate attributeName=\"opacity\" values=\"0;1\" dur=\"1s\"/>",
    ] {
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n";
        let site = showing("room.svg", format!("{head}<svg xmlns=\"http://www.w3.org/2000/svg\">{part}</svg>\n"));
        let found: Vec<_> = site.findings().into_iter().filter(|finding| finding.severity != "advice").collect();
        assert!(found.is_empty(), "{part}: {found:?}");
    }
}

#[test]
fn an_active_drawing_stops_the_build_and_the_old_site_stays() {
    let site = showing("room.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    site.build(&[]).exits(0);
    let before = tree(&site.join("public"));
    let hidden = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>";
    site.write("content/leaflets/room.svg", hidden);
    site.build(&[]).exits(1);
    // It cannot be allowed, and a link to it is no better: its script would run there.
    site.write("content/site.yaml", format!("{SETTINGS}checks: {{active-image: off}}\n"));
    site.build(&[]).exits(1);
    site.write("content/site.yaml", SETTINGS);
    site.write("content/leaflets/shown.md", leaflet("PT-001", "## Picture\n\nSee [our room](room.svg)."));
    site.build(&[]).exits(1);
    assert_same(&tree(&site.join("public")), &before, "after refused builds");
}

#[test]
fn a_file_that_browsers_cannot_show_is_reported_at_the_image() {
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
    let whole = picture("words.png");
    for (name, bytes, words) in [
        ("room.jpg", &b""[..], "empty"),
        ("room.jpg", heic, "HEIC"),
        ("room.png", b"<!doctype html><title>Not found</title>", "is not one that browsers can show"),
        ("room.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is a drawing (SVG)"),
        ("room.svg", &whole, "is a PNG picture"),
        ("room.png", &whole[..200], "is incomplete"),
        ("room.jpg", &picture("upright.jpg")[..1800], "is incomplete"),
        ("room.svg", b"<svg xmlns='http://www.w3.org/2000/svg'>\n<g>\n</svg>", "in line 3"),
        ("room.svg", b"<svg><g/></svg>", "xmlns"),
    ] {
        let site = showing(name, bytes);
        let found = of_rule(&site, "broken-image");
        assert_eq!(
            found.iter().map(Finding::place).collect::<Vec<_>>(),
            ["broken-image content/leaflets/shown.md:11:17"],
            "{words}"
        );
        assert!(found[0].message.contains(words) && found[0].severity == "error", "{words}: {}", found[0].message);
        // If that is allowed, the alternative text replaces the picture, and the file is not published.
        site.write("content/site.yaml", format!("{SETTINGS}checks: {{broken-image: off}}\n"));
        site.build(&[]).exits(0);
        assert_eq!(images(&site, "leaflets/shown/index.html"), []);
        assert!(site.read("public/leaflets/shown/index.html").contains("A quiet room"));
        assert!(!site.join("public/files").exists());
    }
}

#[test]
fn a_large_picture_is_reported_where_it_is_shown() {
    let heavy = |bytes: usize| {
        let mut picture = picture("plain.png");
        let end = picture.len() - 12;
        let chunk = [&u32::try_from(bytes - picture.len() - 12).unwrap().to_be_bytes()[..], b"IDAT"].concat();
        let body = [chunk, vec![0; bytes - picture.len() - 8]].concat();
        picture.splice(end..end, body);
        assert_eq!(picture.len(), bytes);
        showing("room.png", picture)
    };
    assert!(of_rule(&heavy(200_000), "heavy-image").is_empty());
    let found = of_rule(&heavy(200_001), "heavy-image");
    assert_eq!(found.iter().map(Finding::place).collect::<Vec<_>>(), ["heavy-image content/leaflets/shown.md:11:17"]);
    assert!(found[0].message.contains("201 KB large and 48 pixels wide"), "{}", found[0].message);
    assert_eq!(found[0].severity, "warning");
}

#[test]
fn a_truncated_picture_reveals_nothing() {
    for (name, ..) in PICTURES {
        let whole = picture(name);
        for length in 0..whole.len() {
            let part = &whole[..length];
            // Inspecting never fails, and the cleaned picture contains no secrets.
            let cache = picture::look(name, &mut Cursor::new(part)).unwrap();
            if let Ok(clean) = picture::clean(name, &mut Cursor::new(part)).unwrap() {
                assert!(!holds(&clean, SECRETS[0]), "{name}, the first {length} bytes");
                assert!(clean.len() <= length + 4, "{name}, the first {length} bytes");
            } else {
                assert!(cache.is_err(), "{name}, the first {length} bytes: shown, and cannot be copied");
            }
        }
    }
}

#[test]
fn pictures_with_random_faults_never_stop_the_program() {
    let mut random = fastrand::Rng::with_seed(7);
    for (name, ..) in PICTURES {
        let whole = picture(name);
        for _ in 0..500 {
            let mut bytes = whole.clone();
            for _ in 0..random.usize(1..6) {
                let at = random.usize(..bytes.len().min(400));
                let any = random.u8(..);
                bytes[at] = random.choice([0, 1, 0x7f, 0x80, 0xff, any]).unwrap();
            }
            let cache = picture::look(name, &mut Cursor::new(&bytes)).unwrap();
            if let Ok(clean) = picture::clean(name, &mut Cursor::new(&bytes)).unwrap() {
                // Cleaning is idempotent.
                assert_eq!(picture::clean(name, &mut Cursor::new(&clean)).unwrap().as_ref(), Ok(&clean), "{name}");
                assert!(cache.is_ok(), "{name}");
            }
        }
    }
}

/// Counts the bytes that are read from a picture.
struct Counted<'b> {
    bytes: Cursor<&'b [u8]>,
    read: usize,
}

impl Read for Counted<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(into)?;
        self.read += read;
        Ok(read)
    }
}

impl Seek for Counted<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.bytes.seek(to)
    }
}

#[test]
fn a_picture_is_not_read_repeatedly() {
    // The next marker is searched for after each stray byte.
    let jpeg = [b"\xff\xd8".as_slice(), &b"\xff\x01\x00".repeat(20_000)].concat();
    let mut counted = Counted { bytes: Cursor::new(&jpeg), read: 0 };
    assert!(picture::look("a.jpg", &mut counted).unwrap().is_err());
    assert!(counted.read < jpeg.len() * 20, "{} bytes are read of {}", counted.read, jpeg.len());
}

#[test]
fn locations_of_items_in_a_picture_are_limited() {
    // Items whose entries in the list take no bytes, so that a short list can have a billion of them.
    let avif = |name: &str| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/regressions/picture");
        fs::read(folder.join(name)).unwrap()
    };
    let look = |bytes: &[u8]| picture::look("a.avif", &mut Cursor::new(bytes)).unwrap();
    assert!(look(&avif("avif-places-without-bytes.avif")).is_ok());
    assert_eq!(look(&avif("avif-words-without-bytes.avif")), Err(PictureFault::Damaged));
}

#[test]
fn a_picture_truncated_within_a_length_keeps_its_start() {
    let whole = picture("scans.jpg");
    let cut = [&whole[..whole.len() - 2], b"\xff\xe1\x00"].concat();
    let cleaned = |bytes: &[u8]| picture::clean("a.jpg", &mut Cursor::new(bytes)).unwrap().unwrap();
    assert_eq!(cleaned(&cut), cleaned(&whole));
}
