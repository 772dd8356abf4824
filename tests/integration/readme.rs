//! The README is short, its examples work, and it links to every chapter of the manual.

use std::path::Path;

use pamphlet::manual::CHAPTERS;

use crate::support::examples::{Examples, fences, of_repository};

#[test]
fn it_is_short_and_has_a_picture() {
    let readme = of_repository("README.md");
    let words = readme.split_whitespace().count();
    assert!(words <= 900, "the README has {words} words");
    let picture = readme.split("](").find(|part| part.contains(".png)")).unwrap().split(')').next().unwrap();
    let bytes = Path::new(env!("CARGO_MANIFEST_DIR")).join(picture).metadata().unwrap().len();
    assert!(bytes <= 100 * 1024, "{picture} has {bytes} bytes");
}

#[test]
fn its_two_commands_are_the_two_commands() {
    let fences = fences(&of_repository("README.md"));
    let commands = fences.iter().find(|fence| fence.info == "sh not run").unwrap();
    assert_eq!(commands.text, "cargo run --release -- build\ntests/run\n");
    assert_eq!(fences.iter().filter(|fence| fence.info == "sh not run").count(), 1);
}

#[test]
fn its_quick_start_works_when_typed() {
    let mut examples = Examples::in_an_empty_folder();
    let faults = examples.try_all(&of_repository("README.md"));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(examples.tried >= 6);
    assert!(examples.folder.join("public/leaflets/sleeping-well/index.html").is_file());
    assert!(examples.folder.join("preview/index.html").is_file());
    // The last build is one for readers: its leaflets are current, not archived.
    let list = std::fs::read_to_string(examples.folder.join("public/a-to-z/index.html")).unwrap();
    assert!(list.contains("leaflets/sleeping-well/"), "the site at the end of the tour is empty: {list}");
    assert!(examples.folder.join("content/drafts/coping-with-stress.md").is_file());
}

#[test]
fn it_links_to_every_chapter_and_its_links_have_targets() {
    let readme = of_repository("README.md");
    let links: Vec<&str> = readme.split("](").skip(1).map(|rest| rest.split(')').next().unwrap()).collect();
    for link in &links {
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(link).exists(), "'{link}' has no target");
    }
    for chapter in CHAPTERS {
        let is_linked = links.iter().any(|link| {
            link.strip_prefix("src/manual/")
                .is_some_and(|file| file.eq_ignore_ascii_case(&format!("{}.md", chapter.topic)))
        });
        // Reference chapters are completed by the program, so the README names the command instead.
        let is_named = chapter.part.is_some() && readme.contains(&format!("{}`", chapter.topic));
        assert!(is_linked || is_named, "the README does not link to '{}'", chapter.topic);
    }
}
