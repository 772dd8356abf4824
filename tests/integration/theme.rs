//! A site's own colours, logo and theme files: what comes out, and what is said of mistakes in them.

use crate::support::site::{SETTINGS, Site};
use scraper::{Html, Selector};

/// A site with a theme of its own that has one file.
fn themed(file: &str, text: &str) -> Site {
    let site = Site::with_a_leaflet();
    site.write("content/site.yaml", format!("{SETTINGS}theme: {{name: own}}\n"));
    site.write(format!("themes/own/{file}"), text);
    site
}

/// A site with colours of its own.
fn coloured(colours: &str) -> Site {
    let site = Site::with_a_leaflet();
    site.write("content/site.yaml", format!("{SETTINGS}theme:\n  colours:\n{colours}"));
    site
}

/// What `check` says: severity, rule and place; then what is wrong; then what to do.
fn said(site: &Site) -> String {
    let lines = site
        .findings()
        .into_iter()
        .map(|finding| format!("{} {}\n{}\n{}\n", finding.severity, finding.place(), finding.message, finding.help));
    lines.collect()
}

const OR_TAKE_AWAY: &str = "Fix the file, or delete it: the built-in file with that name is then used.";

/// Fails where a theme file is not said to be broken at this place, in these words, with this name as the one meant.
#[track_caller]
fn broken(file: &str, text: &str, place: &str, detail: &str, meant: &str) {
    let meant = if meant.is_empty() { String::new() } else { format!("Did you mean '{meant}'? ") };
    let site = themed(file, text);
    let expected = format!(
        "error broken-theme themes/own/{file}:{place}\nThe theme's file '{file}' cannot be used: {detail}.\n{meant}{OR_TAKE_AWAY}\n"
    );
    assert_eq!(said(&site), expected);
    site.build(&[]).exits(1);
    assert!(!site.join("public").exists());
}

#[test]
fn a_mistake_in_a_template_is_told_where_it_stands() {
    let contact = "templates/contact.html";
    broken(contact, "<p>\n{{ site.title | uper }}", "2:17", "there is no filter 'uper'", "upper");
    broken(contact, "é {{ rnge(end=2) }}", "1:6", "there is no function 'rnge'", "range");
    broken(contact, "{% include \"entrys.html\" %}", "1:13", "there is no template 'entrys.html'", "entries.html");
    broken("templates/404.html", "{% extends 'bas.html' %}", "1:13", "there is no template 'bas.html'", "base.html");
    broken(
        "templates/404.html",
        "{% extends \"base.html\" %}\n{% block mian %}{% endblock %}",
        "2:10",
        "the template that it extends has no block 'mian'",
        "",
    );
    let early = "it ends too early. An '{% if %}', '{% for %}' or '{% block %}' has no end tag, or a '{{' has no '}}'";
    broken(contact, "<p>\n{% if site.title %}<p>", "2:20", early, "");
    broken(contact, "{{ site.title", "1:9", early, "");
    broken(contact, "{% includ \"x\" %}", "1:4", "there is no such tag in the template language", "");
    broken(
        contact,
        "{{ words.home | fill(name=) }}",
        "1:27",
        "the template language expects something other than ')' here",
        "",
    );
    let circle = "it includes a template that in turn includes this one";
    broken(contact, "{% include \"contact.html\" %}", "1:4", circle, "");
}

#[test]
fn every_mistake_of_the_kind_is_told_at_once() {
    let site = themed("templates/contact.html", "{{ site.title | uper }}\n{{ site.title | triim }}");
    site.write(
        "themes/own/templates/404.html",
        "{% extends \"base.html\" %}{% block main %}{% include \"none.html\" %}{% endblock %}",
    );
    let places: Vec<String> = site.findings().iter().map(crate::support::site::Finding::place).collect();
    assert_eq!(
        places,
        [
            "broken-theme themes/own/templates/404.html:1:54",
            "broken-theme themes/own/templates/contact.html:1:17",
            "broken-theme themes/own/templates/contact.html:2:17"
        ]
    );
}

#[test]
fn a_name_that_has_no_value_is_told_when_the_site_is_built() {
    for (text, place, wrong, meant) in [
        ("<p>{{ site.titel }}", "line 1, column 12", "titel", "title"),
        ("<p>\n{{ siet.title }}", "line 2, column 4", "siet", "site"),
    ] {
        let run = themed("templates/contact.html", text).build(&[]).exits(1);
        let expected = format!(
            "Error in themes/own/templates/contact.html, {place}.\n\
             The theme's file 'templates/contact.html' cannot be used: there is no value '{wrong}' here.\n"
        );
        assert!(run.stderr.contains(&expected), "{}", run.stderr);
        assert!(
            run.stderr.contains(&format!("What to do: Did you mean '{meant}'? {OR_TAKE_AWAY}\n")),
            "{}",
            run.stderr
        );
        assert_eq!(run.stderr.matches("Error in").count(), 1, "{}", run.stderr);
    }
}

#[test]
fn a_mistake_in_a_list_of_words_is_told_where_it_stands() {
    let words = "words/en.yaml";
    broken(words, "home: Start\nskipp: Skip\n", "2:1", "no template uses a word 'skipp'", "skip");
    broken(words, "home:\n", "1:1", "there is no text for 'home'", "");
    broken(words, "home: a\nhome: b\n", "2:1", "'home' appears here a second time", "");
    broken(words, "months: January\n", "1:9", "'months' must name twelve months, with spaces between them", "");
    broken(words, "skip: a\nhome: \"Start\n", "2:7", "the quotation mark here is not closed", "");
    let built_in = include_str!("../../themes/default/words/en.yaml");
    let without: Vec<&str> = built_in.lines().filter(|line| !line.starts_with("home:")).collect();
    let site = themed("words/cy.yaml", &without.join("\n"));
    assert!(
        said(&site).contains("'words/cy.yaml' cannot be used: these words are missing: home.\n"),
        "{}",
        said(&site)
    );
    let site = themed("words/cy.yaml", "home: Hafan\n");
    assert!(said(&site).contains(" more. They are in Pamphlet's own 'words/en.yaml'.\n"), "{}", said(&site));
}

#[test]
fn a_few_words_and_a_further_one_can_be_the_sites_own() {
    let site = themed("words/en.yaml", "home: Start here\nopening: Open from 9am\n");
    site.write(
        "themes/own/templates/404.html",
        "{% extends \"base.html\" %}{% block main %}{{ words.opening }}{% endblock %}",
    );
    site.build(&[]).exits(0);
    let page = site.read("public/404.html");
    assert!(page.contains("Start here") && page.contains("Open from 9am") && page.contains("A to Z"));
}

#[test]
fn a_brace_without_its_partner_in_a_style_is_told_where_it_stands() {
    let style = "assets/style.css";
    broken(style, "a { }\np {\n", "2:3", "this '{' has no matching '}', so browsers would ignore what follows", "");
    broken(style, "a { } }\n", "1:7", "this '}' has no matching '{'", "");
    broken(style, "/* a\n", "1:1", "the comment that begins here with '/*' is not closed with '*/'", "");
}

#[cfg(feature = "pdf")]
#[test]
fn a_mistake_in_what_leaflets_are_printed_with_is_told_where_it_stands() {
    let says = |words: &str| format!("the template language Typst reports '{words}'");
    broken("pdf/foot.typ", "Hello\n#let x = (1\n", "2:10", &says("unclosed delimiter"), "");
    let font = "it is not a font that can be used in print. Use a file whose name ends in '.ttf' or '.otf'; '.woff' and '.woff2' files are for web pages only";
    let site = themed("fonts/Nice.ttf", "no font");
    assert!(said(&site).contains(font), "{}", said(&site));
    // What can only be seen when a leaflet is set is told then.
    let site = themed("pdf/foot.typ", "Hello\n#leaflet.title\n");
    site.write("content/site.yaml", SETTINGS.replace("[text]", "[pdf]\ntheme: {name: own}"));
    let finding = &site.check(&["--formats", "--format", "json"]).findings()[0];
    assert_eq!(finding.place(), "broken-theme themes/own/pdf/foot.typ:2:2");
    assert!(finding.message.contains("unknown variable: leaflet"), "{}", finding.message);
}

#[test]
fn a_theme_file_that_nothing_uses_is_told_with_the_name_that_was_meant() {
    for (file, meant) in [
        ("assets/stile.css", "assets/style.css"),
        ("style.css", "assets/style.css"),
        ("templates/leaflets.html", "templates/leaflet.html"),
        ("template/contact.html", "templates/contact.html"),
    ] {
        let site = themed(file, "a {}");
        let expected = format!(
            "warning stray-file themes/own/{file}:1:1\nThe file 'themes/own/{file}' does not replace a built-in file, and no \
             other file of the theme uses it.\nDid you mean '{meant}'? Give it the name of the file that it should replace, or \
             delete it.\n"
        );
        assert_eq!(said(&site), expected);
    }
    let site = themed("assets/fonts/plain.woff2", "a font");
    site.write("themes/own/assets/style.css", "@font-face { src: url(fonts/plain.woff2); }");
    site.write("themes/own/README.md", "For the web team.");
    assert_eq!(said(&site), "");
    site.build(&[]).exits(0);
    assert!(site.join("public/assets/fonts/plain.woff2").is_file());
}

#[test]
fn a_theme_whose_folder_is_not_there_is_told_with_the_nearest() {
    let site = themed("templates/contact.html", "");
    site.write("content/site.yaml", format!("{SETTINGS}theme: {{name: owm}}\n"));
    assert_eq!(
        said(&site),
        "error wrong-setting content/site.yaml:4:15\nThere is no folder 'themes/owm' next to 'content', so this theme cannot be \
         used.\nDid you mean 'own'? Write the name of a folder in 'themes', or delete the line to use the built-in theme.\n"
    );
}

#[test]
fn an_accent_reaches_the_style_and_brings_a_shade_for_dark_screens() {
    let site = coloured("    accent: '#005EB8'\n");
    assert_eq!(said(&site), "");
    site.build(&[]).exits(0);
    let style = site.read("public/assets/style.css");
    let (built_in, added) = style.split_once("@media screen{:root{--accent:#005eb8}}").unwrap();
    let dark = added.strip_prefix("@media screen and (prefers-color-scheme:dark){:root{--accent:#").unwrap();
    assert!(dark.len() == "005eb8}}".len() && dark != "005eb8}}", "{added}");
    for page in ["public/index.html", "public/leaflets/good/index.html"] {
        let page = site.read(page);
        assert!(!page.contains("<style") && !page.contains("style=\""), "colours stand in the style sheet alone");
    }
    let plain = Site::with_a_leaflet();
    plain.build(&[]).exits(0);
    assert_eq!(plain.read("public/assets/style.css"), built_in);
}

#[test]
fn a_colour_that_some_readers_cannot_see_is_refused_with_the_nearest_that_passes() {
    let site = coloured("    accent: '#ffcc00'\n");
    let report = said(&site);
    let mut lines = report.lines();
    assert_eq!(lines.next(), Some("error low-contrast content/site.yaml:6:13"));
    assert_eq!(
        lines.next(),
        Some(
            "The accent colour #ffcc00 on the background of boxes #f5f0ea has a contrast of 1.3 to 1. Readers with low vision \
             need at least 4.5 to 1. Its contrast with 4 other colours is also too low."
        )
    );
    let help = lines.next().unwrap();
    let nearest = help.strip_prefix("The nearest colour that passes everywhere is '").unwrap().trim_end_matches("'.");
    assert_eq!(lines.next(), None);
    site.build(&[]).exits(1);
    assert_eq!(said(&coloured(&format!("    accent: '{nearest}'\n"))), "", "what is advised passes");
    // It cannot be switched off.
    let settings = site.read("content/site.yaml") + "checks: {low-contrast: off}\n";
    site.write("content/site.yaml", settings);
    site.build(&[]).exits(1);
}

#[test]
fn dark_colours_are_computed_too_and_a_style_of_the_sites_own_as_far_as_it_is_read() {
    let report = said(&coloured("    dark:\n      accent: navy\n"));
    assert!(
        report.starts_with("error low-contrast content/site.yaml:7:15\nIn dark mode, the accent colour #000080"),
        "{report}"
    );
    let own = include_str!("../../themes/default/assets/style.css").replacen("--quiet: #4d5566", "--quiet: #bbb", 1);
    let report = said(&themed("assets/style.css", &own));
    assert!(report.starts_with("error low-contrast themes/own/assets/style.css:5:12\nThe colour of less"), "{report}");
    assert_eq!(report.matches("low-contrast").count(), 1, "{report}");
}

#[test]
fn a_colour_written_in_a_wrong_way_is_told_and_mended_where_that_is_certain() {
    let report = said(&coloured("    accent: mauvish\n    acent: '#123456'\n    dark: {line: '#12345'}\n"));
    assert_eq!(
        report,
        "error wrong-setting content/site.yaml:6:13\nThe setting 'theme.colours.accent' must be a colour, but 'mauvish' is not.\n\
         Write '#' and six digits or letters from a to f, in quotes, for example '#7a1f5c', or a name such as 'navy'.\n\
         error unknown-setting content/site.yaml:7:5\nThere is no colour setting 'acent', so its value has no effect.\n\
         Did you mean 'accent'? The colours are: text, quiet, background, panel, line, accent, visited, emergency, \
         emergency-panel, urgent, urgent-panel, non-urgent, non-urgent-panel, do, focus, focus-text. For dark mode, \
         write them below 'dark'.\n\
         error wrong-setting content/site.yaml:8:18\nThe setting 'theme.colours.dark.line' must be a colour, but '#12345' is \
         not.\nWrite '#' and six digits or letters from a to f, in quotes, for example '#7a1f5c', or a name such as \
         'navy'.\n"
    );
    let site = coloured("    accent: #7a1f5c  # our purple\n    quiet: 4d5566\n    visited: '5a4a7a'\n");
    let report = said(&site);
    assert!(
        report.starts_with(
            "error wrong-setting content/site.yaml:6:13\nThe setting 'theme.colours.accent' must be a colour in quotes, because \
             otherwise everything after the '#' is a note.\nPut quotes around the colour, for example '#7a1f5c'.\n"
        ),
        "{report}"
    );
    site.check(&["--fix"]).exits(0);
    let settings = site.read("content/site.yaml");
    let end = "    accent: '#7a1f5c'  # our purple\n    quiet: '#4d5566'\n    visited: '#5a4a7a'\n";
    assert!(settings.ends_with(end), "{settings}");
}

#[test]
fn the_logo_stands_beside_the_title_and_is_told_where_it_is_missing() {
    let site = Site::with_a_leaflet();
    site.write("content/static/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"/>");
    site.write("content/static/notes.txt", "Notes");
    let with = |logo: &str| site.write("content/site.yaml", format!("{SETTINGS}organisation: {{logo: {logo}}}\n"));
    with("static/logo.svg");
    site.build(&[]).exits(0);
    let page = Html::parse_document(&site.read("public/leaflets/good/index.html"));
    let image = Selector::parse("header .site-name img").unwrap();
    let image = page.select(&image).next().unwrap().value();
    assert_eq!((image.attr("src"), image.attr("alt")), (Some("../../logo.svg"), Some("")));
    let name = Selector::parse("header .site-name span").unwrap();
    assert_eq!(page.select(&name).next().unwrap().text().collect::<String>(), "Example site");
    assert!(site.join("public/logo.svg").is_file());
    for wrong in ["static/lgo.svg", "logo.svg", "content/static/logo.svg", "images/logo.svg"] {
        with(wrong);
        assert_eq!(
            said(&site),
            format!(
                "error wrong-setting content/site.yaml:4:22\nThere is no picture '{wrong}' that the site can show as its logo.\n\
                 Did you mean 'static/logo.svg'? Put the logo into 'content/static', and write 'static/' followed by the name of the file.\n"
            )
        );
    }
    with("static/notes.txt");
    assert!(said(&site).contains("The logo 'static/notes.txt' is not a picture"), "{}", said(&site));
}
