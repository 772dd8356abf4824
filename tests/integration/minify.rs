//! Minified templates lose white space that no reader sees, but no words and no spaces between words.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::Command;
use std::sync::Mutex;

use crate::support::crawl::{all, lines};
use crate::support::site::{Site, TODAY};
use crate::support::words::{first_difference, of_page};
use crate::support::written::{first_day, site, written};
use flate2::Compression;
use flate2::write::GzEncoder;
use pamphlet::date::Date;
use pamphlet::pipeline::{self, Options};
use pamphlet::rendering::Body;
use pamphlet::{date, disk};
use scraper::{ElementRef, Html};

#[test]
fn every_page_of_the_example_site_keeps_its_words() {
    let site = Site::example();
    let archived = written("leaflets").iter().map(|leaflet| leaflet.day("archive_date")).max().unwrap();
    for day in [first_day(), archived] {
        compare("the example site", &site, day);
    }
}

#[test]
fn every_page_of_the_kitchen_sink_keeps_its_words() {
    compare("the kitchen sink", &site("kitchen-sink"), today());
}

#[test]
fn every_kind_of_page_gets_smaller() {
    let site = site("kitchen-sink");
    let (small, plain) = (pages(&site, today(), true), pages(&site, today(), false));
    let mut larger = Vec::new();
    for path in [
        "index.html",
        "404.html",
        "a-to-z/index.html",
        "conditions/index.html",
        "conditions/ängste/index.html",
        "contact/index.html",
        "leaflets/good-sleep/index.html",
        "ar/leaflets/good-sleep/index.html",
        "leaflets/old-advice/index.html",
        "r/SK-001/index.html",
    ] {
        let [small, plain] =
            [&small, &plain].map(|pages| pages.get(path).unwrap_or_else(|| panic!("there is no '{path}'")).as_str());
        // Line ends in the authors' text stay; those of the theme are removed.
        if small.len() >= plain.len() || line_ends(small) * 2 > line_ends(plain) {
            larger.push(format!("{path} has {} line ends minified, {} as written", line_ends(small), line_ends(plain)));
        }
    }
    assert!(larger.is_empty(), "{}", larger.join("\n"));
}

/// The number of line ends outside the author's text.
fn line_ends(html: &str) -> usize {
    let page = Html::parse_document(html);
    let own: usize = all(&page, ".text").iter().map(|text| text.text().collect::<String>().matches('\n').count()).sum();
    html.matches('\n').count() - own
}

#[test]
fn words_at_the_edges_of_tags_are_not_joined() {
    // A template, the text that readers must see, and another file of the theme if there is one.
    let traps = [
        ("<div><strong>Do not</strong> <em>drive</em></div>", "Do not drive"),
        ("<section><b>Never</b>\n<i>twice</i></section>", "Never twice"),
        ("<div>{% if page.title %}<strong>One</strong> {% endif %}<em>two</em></div>", "One two"),
        (
            "<div>{% for word in [\"up\", \"to\", \"four\"] %}<b>{{ word }}</b> {% endfor %}tablets</div>",
            "up to four tablets",
        ),
        ("<div>{% for word in [\"up\", \"to\", \"five\"] %} {{ word }}{% endfor %}</div>", "up to five"),
        ("<div>{% for word in [\"up\", \"to\", \"six\"] %}{{ word }} {% endfor %}</div>", "up to six"),
        ("<div>{% for word in [\"up\", \"to\", \"ten\"] %}\n<span>{{ word }}</span>\n{% endfor %}</div>", "up to ten"),
        (
            "<div>{% for word in [\"every\", \"day\"] %}{{ word }}{% if not loop.last %} {% endif %}{% endfor %}</div>",
            "every day",
        ),
        (
            "<div>{% for word in [\"a\", \"b\"] %}{{ word }}{% if not loop.last %}, {% endif %}{% endfor %}</div>",
            "a, b",
        ),
        ("<div>{% if page.title %}Before {% else %}Never {% endif %}food</div>", "Before food"),
        ("<div>Not {% if page.title %}with{% endif %} milk</div>", "Not with milk"),
        ("<div>{{ page.title }} {{ page.title }}</div>", "Driving Driving"),
        ("<div><a href=\"#p-main\">Ask</a> {{ page.title }}</div>", "Ask Driving"),
        ("<div>{{ page.title }} <span>advice</span></div>", "Driving advice"),
        ("<nav><a href=\"#p-main\">In</a> <a href=\"#p-main\">Out</a></nav>", "In Out"),
        ("<blockquote><q>Half</q> <q>a tablet</q></blockquote>", "Half a tablet"),
        ("<ul><li>One {% if page.title %}<b>only</b>{% endif %} if needed</li></ul>", "One only if needed"),
        ("<p>Take {# a note #} one</p>", "Take one"),
        ("<div><span>2</span>&nbsp;<span>mg</span></div>", "2\u{a0}mg"),
        ("<div><dfn>Dose</dfn> <abbr title=\"milligrams\">mg</abbr></div>", "Dose mg"),
        ("<div><del>5</del> <ins>10</ins></div>", "5 10"),
        (
            "<div><samp>Do</samp> <var>not</var> <bdo dir=\"ltr\">drive</bdo> <data value=\"1\">now</data></div>",
            "Do not drive now",
        ),
        ("<div><label>Do</label> <label>not</label></div>", "Do not"),
        ("<div><time>8</time> <ruby>a</ruby> <my-dose>mg</my-dose> <my-dose>twice</my-dose></div>", "8 a mg twice"),
        ("<pre>a  b\n  c</pre>", "a b c"),
        ("<div>one{% include \"dose.html\" %}tablets</div>", "one or two tablets"),
        ("<div><b>one</b> {% include \"dose.html\" %} <b>tablets</b></div>", "one or two tablets"),
    ];
    let mut failed = Vec::new();
    for (trap, words) in traps {
        let site = Site::empty();
        site.write("content/pages/driving.md", "---\ntitle: Driving\n---\n\nText.\n");
        let template = format!(
            "{{% extends \"base.html\" %}}\n{{% block main %}}\n<h1>{{{{ page.title }}}}</h1>\n\
             <div class=\"trap\">\n{trap}\n</div>\n<div class=\"text\">{{{{ body }}}}</div>\n{{% endblock %}}\n"
        );
        site.write("themes/default/templates/page.html", template);
        site.write("themes/default/templates/dose.html", "\n<b>or</b>\n<i>two</i>\n");
        for minify in [false, true] {
            let pages = pages(&site, today(), minify);
            let found = lines(&Html::parse_document(&pages["driving/index.html"]), ".trap").concat();
            if found != words {
                failed.push(format!(
                    "{trap:?} reads '{found}' and not '{words}'{}",
                    if minify { "" } else { ", as it is written" }
                ));
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn templates_whose_words_would_be_joined_are_not_minified() {
    let site = Site::example();
    let template = "{% extends \"base.html\" %}\n{% block main %}\n<h1>{{ page.title }}</h1>\n\
                    <div><strong>Do not</strong> <em>drive</em></div>\n{{ body }}\n{% endblock %}\n";
    site.write("themes/default/templates/page.html", template);
    let public = crate::support::written::build(&site, "public", &first_day().to_string(), &[]);
    let page = std::fs::read_to_string(public.join("about/index.html")).unwrap();
    let main = lines(&Html::parse_document(&page), "main").concat();
    assert!(main.contains("Do not drive"), "{main}");
    compare("the example site with that page", &site, first_day());
    let size = |minify: bool| pages(&site, first_day(), minify).values().map(String::len).sum::<usize>();
    let (small, plain) = (size(true), size(false));
    assert!(small < plain);
}

/// Size of the first round trip of a connection, in bytes: ten packets of 1,460 bytes with TCP's usual window, less the
/// headers. What fits is on the screen of a slow phone without a second round trip.
const FIRST_ROUND_TRIP: usize = 14_336;

#[test]
fn every_leaflet_page_with_its_style_fits_into_one_round_trip() {
    let mut leaflets = 0;
    for site in [Site::example(), corpus(40)] {
        let files = files(&site, first_day(), true);
        let style = compressed(&files["assets/style.css"]);
        for (path, html) in files.iter().filter(|(path, _)| path.contains("leaflets/") && path.ends_with(".html")) {
            leaflets += 1;
            let (page, sum) = (compressed(html), compressed(html) + style);
            assert!(sum <= FIRST_ROUND_TRIP, "{path} has {page} bytes, and the style {style}: together {sum}");
        }
    }
    assert!(leaflets >= 45, "only {leaflets} leaflet pages were measured");
}

/// A site of made-up leaflets, about as long as real ones.
fn corpus(count: usize) -> Site {
    let site = Site::empty();
    site.write("content/site.yaml", "title: Corpus\nbase_url: https://leaflets.example.org/\nformats: []\n");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/gen_corpus.py");
    let folder = site.path().join("content/leaflets");
    let made = Command::new("python3").arg(script).arg(count.to_string()).arg(folder).status();
    assert!(made.unwrap().success(), "the corpus cannot be made");
    site
}

/// The length of a file as web servers send it.
fn compressed(text: &str) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap().len()
}

/// Fails if a page has different words, links or metadata when its template is minified.
#[track_caller]
fn compare(what: &str, site: &Site, day: Date) {
    let (small, plain) = (pages(site, day, true), pages(site, day, false));
    assert_eq!(small.keys().collect::<Vec<_>>(), plain.keys().collect::<Vec<_>>());
    assert!(plain.len() >= 4, "{what} has {} pages", plain.len());
    for (path, plain) in &plain {
        let (words, expected) = (of_page(&small[path]), of_page(plain));
        assert!(expected.len() > 10, "{what}, {path}: {expected:?}");
        assert_eq!(first_difference(&words, &expected), None, "{what}, {path}");
        assert_eq!(for_programs(&small[path]), for_programs(plain), "{what}, {path}");
    }
}

/// The elements of a page in order with their attributes, and the content of its scripts.
fn for_programs(html: &str) -> Vec<String> {
    let page = Html::parse_document(html);
    let elements = page.root_element().descendants().filter_map(ElementRef::wrap);
    let said = elements.map(|element| {
        // A list of settings, such as that of the viewport, may lose the spaces after its commas.
        let attributes = element.value().attrs().map(|(name, value)| format!("{name}={:?}", value.replace(", ", ",")));
        let mut attributes: Vec<String> = attributes.collect();
        attributes.sort();
        let script = if element.value().name() == "script" { element.text().collect() } else { String::new() };
        format!("<{} {}>{script}", element.value().name(), attributes.join(" "))
    });
    said.collect()
}

/// Every page of a site, rendered in memory.
fn pages(site: &Site, day: Date, minify: bool) -> BTreeMap<String, String> {
    let mut files = files(site, day, minify);
    files.retain(|path, _| path.ends_with(".html"));
    files
}

/// Every file of text of a site, rendered in memory.
fn files(site: &Site, day: Date, minify: bool) -> BTreeMap<String, String> {
    let sources = disk::read(site.path()).unwrap();
    let settings = pipeline::settings(&sources).unwrap();
    let options = Options { minify, ..Options::on(day) };
    let pages = Mutex::new(BTreeMap::new());
    let report = pipeline::build(&sources, &settings, &options, &|artifact| {
        if let Body::Bytes(bytes) = artifact.body
            && let Ok(text) = String::from_utf8(bytes)
        {
            pages.lock().unwrap().insert(artifact.path, text);
        }
        Ok(())
    });
    let report = report.unwrap().report;
    assert!(report.permit_release().is_some(), "{:?}", report.findings());
    pages.into_inner().unwrap()
}

fn today() -> Date {
    date::parse(TODAY).unwrap()
}
