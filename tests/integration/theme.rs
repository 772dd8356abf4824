//! A site's own colours, logo and theme files: the output, and the messages about mistakes.

use crate::support::site::{SETTINGS, Site};
use scraper::{Html, Selector};

/// A site with its own theme, which has one file.
fn themed(file: &str, text: &str) -> Site {
    let site = Site::with_a_leaflet();
    site.write("content/site.yaml", format!("{SETTINGS}theme: {{name: own}}\n"));
    site.write(format!("themes/own/{file}"), text);
    site
}

/// A site with its own colours.
fn coloured(colours: &str) -> Site {
    let site = Site::with_a_leaflet();
    site.write("content/site.yaml", format!("{SETTINGS}theme:\n  colours:\n{colours}"));
    site
}

/// The findings of `check`: the severity, rule and place; then the message; then the help.
fn found(site: &Site) -> String {
    let lines = site
        .findings()
        .into_iter()
        .map(|finding| format!("{} {}\n{}\n{}\n", finding.severity, finding.place(), finding.message, finding.help));
    lines.collect()
}

const OR_TAKE_AWAY: &str = "Fix the file, or delete it: the built-in file with that name is then used.";

/// Fails unless a theme file is reported at this place, with this detail and this suggested name.
#[track_caller]
fn assert_broken(file: &str, text: &str, place: &str, detail: &str, meant: &str) {
    let meant = if meant.is_empty() { String::new() } else { format!("Did you mean '{meant}'? ") };
    let site = themed(file, text);
    let expected = format!(
        "error broken-theme themes/own/{file}:{place}\nThe theme's file '{file}' cannot be used: {detail}.\n{meant}{OR_TAKE_AWAY}\n"
    );
    assert_eq!(found(&site), expected);
    site.build(&[]).exits(1);
    assert!(!site.join("public").exists());
}

#[test]
fn a_mistake_in_a_template_is_reported_at_its_place() {
    let contact = "templates/contact.html";
    assert_broken(contact, "<p>\n{{ site.title | uper }}", "2:17", "there is no filter 'uper'", "upper");
    assert_broken(contact, "é {{ rnge(end=2) }}", "1:6", "there is no function 'rnge'", "range");
    assert_broken(
        contact,
        "{% include \"entrys.html\" %}",
        "1:13",
        "there is no template 'entrys.html'",
        "entries.html",
    );
    assert_broken(
        "templates/404.html",
        "{% extends 'bas.html' %}",
        "1:13",
        "there is no template 'bas.html'",
        "base.html",
    );
    assert_broken(
        "templates/404.html",
        "{% extends \"base.html\" %}\n{% block mian %}{% endblock %}",
        "2:10",
        "the template that it extends has no block 'mian'",
        "",
    );
    let early = "it ends too early. An '{% if %}', '{% for %}' or '{% block %}' has no end tag, or a '{{' has no '}}'";
    assert_broken(contact, "<p>\n{% if site.title %}<p>", "2:20", early, "");
    assert_broken(contact, "{{ site.title", "1:9", early, "");
    assert_broken(contact, "{% includ \"x\" %}", "1:4", "there is no such tag in the template language", "");
    assert_broken(
        contact,
        "{{ words.home | fill(name=) }}",
        "1:27",
        "the template language expects something other than ')' here",
        "",
    );
    let circle = "it includes a template that in turn includes this one";
    assert_broken(contact, "{% include \"contact.html\" %}", "1:4", circle, "");
}

#[test]
fn all_mistakes_of_a_kind_are_reported_at_once() {
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
fn a_name_without_a_value_is_reported_by_the_build() {
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
fn a_mistake_in_a_file_of_words_is_reported_at_its_place() {
    let words = "words/en.yaml";
    assert_broken(words, "home: Start\nskipp: Skip\n", "2:1", "no template uses a word 'skipp'", "skip");
    assert_broken(words, "home:\n", "1:1", "there is no text for 'home'", "");
    assert_broken(words, "home: a\nhome: b\n", "2:1", "'home' appears here a second time", "");
    assert_broken(words, "months: January\n", "1:9", "'months' must name twelve months, with spaces between them", "");
    assert_broken(words, "skip: a\nhome: \"Start\n", "2:7", "the quotation mark here is not closed", "");
    let built_in = include_str!("../../themes/default/words/en.yaml");
    let without: Vec<&str> = built_in.lines().filter(|line| !line.starts_with("home:")).collect();
    let site = themed("words/cy.yaml", &without.join("\n"));
    assert!(
        found(&site).contains("'words/cy.yaml' cannot be used: these words are missing: home.\n"),
        "{}",
        found(&site)
    );
    let site = themed("words/cy.yaml", "home: Hafan\n");
    assert!(found(&site).contains(" more. They are in Pamphlet's own 'words/en.yaml'.\n"), "{}", found(&site));
}

#[test]
fn a_site_can_replace_a_few_words_and_add_its_own() {
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
fn an_unmatched_brace_in_a_style_is_reported_at_its_place() {
    let style = "assets/style.css";
    assert_broken(
        style,
        "a { }\np {\n",
        "2:3",
        "this '{' has no matching '}', so browsers would ignore what follows",
        "",
    );
    assert_broken(style, "a { } }\n", "1:7", "this '}' has no matching '{'", "");
    assert_broken(style, "/* a\n", "1:1", "the comment that begins here with '/*' is not closed with '*/'", "");
}

#[cfg(feature = "pdf")]
#[test]
fn a_mistake_in_a_template_for_paper_is_reported_at_its_place() {
    let says = |words: &str| format!("the template language Typst reports '{words}'");
    assert_broken("pdf/foot.typ", "Hello\n#let x = (1\n", "2:10", &says("unclosed delimiter"), "");
    let font = "it is not a font that can be used in print. Use a file whose name ends in '.ttf' or '.otf'; '.woff' and '.woff2' files are for web pages only";
    let site = themed("fonts/Nice.ttf", "no font");
    assert!(found(&site).contains(font), "{}", found(&site));
    // Mistakes that only show when a leaflet is printed are reported then.
    let site = themed("pdf/foot.typ", "Hello\n#leaflet.title\n");
    site.write("content/site.yaml", SETTINGS.replace("[text]", "[pdf]\ntheme: {name: own}"));
    let finding = &site.check(&["--formats", "--format", "json"]).findings()[0];
    assert_eq!(finding.place(), "broken-theme themes/own/pdf/foot.typ:2:2");
    assert!(finding.message.contains("unknown variable: leaflet"), "{}", finding.message);
}

#[test]
fn an_unused_theme_file_is_reported_with_the_nearest_name() {
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
        assert_eq!(found(&site), expected);
    }
    let site = themed("assets/fonts/plain.woff2", "a font");
    site.write("themes/own/assets/style.css", "@font-face { src: url(fonts/plain.woff2); }");
    site.write("themes/own/README.md", "For the web team.");
    assert_eq!(found(&site), "");
    site.build(&[]).exits(0);
    assert!(site.join("public/assets/fonts/plain.woff2").is_file());
}

#[test]
fn a_missing_theme_folder_is_reported_with_the_nearest_name() {
    let site = themed("templates/contact.html", "");
    site.write("content/site.yaml", format!("{SETTINGS}theme: {{name: owm}}\n"));
    assert_eq!(
        found(&site),
        "error wrong-setting content/site.yaml:4:15\nThere is no folder 'themes/owm' next to 'content', so this theme cannot be \
         used.\nDid you mean 'own'? Write the name of a folder in 'themes', or delete the line to use the built-in theme.\n"
    );
}

#[test]
fn an_accent_colour_is_in_the_style_with_a_shade_for_dark_screens() {
    let site = coloured("    accent: '#005EB8'\n");
    assert_eq!(found(&site), "");
    site.build(&[]).exits(0);
    let style = site.read("public/assets/style.css");
    let (built_in, added) = style.split_once("@media screen{:root{--accent:#005eb8}}").unwrap();
    let dark = added.strip_prefix("@media screen and (prefers-color-scheme:dark){:root{--accent:#").unwrap();
    assert!(dark.len() == "005eb8}}".len() && dark != "005eb8}}", "{added}");
    for page in ["public/index.html", "public/leaflets/good/index.html"] {
        let page = site.read(page);
        assert!(!page.contains("<style") && !page.contains("style=\""), "colours are only in the style sheet");
    }
    let plain = Site::with_a_leaflet();
    plain.build(&[]).exits(0);
    assert_eq!(plain.read("public/assets/style.css"), built_in);
}

#[test]
fn a_colour_with_low_contrast_is_refused_with_the_nearest_that_passes() {
    let site = coloured("    accent: '#ffcc00'\n");
    let report = found(&site);
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
    assert_eq!(found(&coloured(&format!("    accent: '{nearest}'\n"))), "", "the suggested colour passes");
    // It cannot be switched off.
    let settings = site.read("content/site.yaml") + "checks: {low-contrast: off}\n";
    site.write("content/site.yaml", settings);
    site.build(&[]).exits(1);
}

#[test]
fn computed_dark_colours_and_the_sites_own_style_are_checked() {
    let report = found(&coloured("    dark:\n      accent: navy\n"));
    assert!(
        report.starts_with("error low-contrast content/site.yaml:7:15\nIn dark mode, the accent colour #000080"),
        "{report}"
    );
    let own = include_str!("../../themes/default/assets/style.css").replacen("--quiet: #4d5566", "--quiet: #bbb", 1);
    let report = found(&themed("assets/style.css", &own));
    assert!(report.starts_with("error low-contrast themes/own/assets/style.css:5:12\nThe colour of less"), "{report}");
    assert_eq!(report.matches("low-contrast").count(), 1, "{report}");
}

#[test]
fn an_invalid_colour_is_reported_and_fixed_if_that_is_certain() {
    let report = found(&coloured("    accent: mauvish\n    acent: '#123456'\n    dark: {line: '#12345'}\n"));
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
    let report = found(&site);
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
fn the_logo_is_next_to_the_title_and_is_reported_if_it_is_missing() {
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
            found(&site),
            format!(
                "error wrong-setting content/site.yaml:4:22\nThere is no picture '{wrong}' that the site can show as its logo.\n\
                 Did you mean 'static/logo.svg'? Put the logo into 'content/static', and write 'static/' followed by the name of the file.\n"
            )
        );
    }
    with("static/notes.txt");
    assert!(found(&site).contains("The logo 'static/notes.txt' is not a picture"), "{}", found(&site));
}
