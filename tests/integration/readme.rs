//! The README's tour works when typed as it stands.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A fenced part of the tour: what stands behind the fence, and its lines.
struct Fence {
    info: String,
    text: String,
}

fn tour() -> Vec<Fence> {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let tour = readme.split("\n## A tour").nth(1).unwrap().split("\n## A site folder").next().unwrap();
    let mut fences: Vec<Fence> = Vec::new();
    let mut open = false;
    for line in tour.lines() {
        match (line.strip_prefix("```"), open) {
            (Some(info), false) => fences.push(Fence { info: info.to_owned(), text: String::new() }),
            (None, true) => {
                let fence = fences.last_mut().unwrap();
                fence.text.push_str(line);
                fence.text.push('\n');
            }
            _ => {}
        }
        open ^= line.starts_with("```");
    }
    fences
}

/// Runs the lines of a shell as they stand, with the program on the path, and says where they ended.
fn type_in(lines: &str, folder: &Path) -> (bool, PathBuf, String) {
    let program = Path::new(env!("CARGO_BIN_EXE_pamphlet")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let script = format!("set -e\n{lines}");
    let ended = Command::new("sh").arg("-c").arg(&script).current_dir(folder).env("PATH", path).output().unwrap();
    let said = [ended.stdout, ended.stderr].concat();
    let place =
        lines.lines().filter_map(|line| line.strip_prefix("cd ")).fold(folder.to_path_buf(), |at, to| at.join(to));
    (ended.status.success(), place, String::from_utf8_lossy(&said).into_owned())
}

#[test]
fn the_tour_works_when_typed_as_it_stands() {
    let home = tempfile::tempdir().unwrap();
    let mut folder = home.path().to_path_buf();
    let mut commands = 0;
    for fence in tour() {
        match fence.info.split_once(' ').unwrap_or((&fence.info, "")) {
            ("sh", expectation) => {
                let (good, place, said) = type_in(&fence.text, &folder);
                assert_eq!(good, expectation != "fails", "{}\nsaid:\n{said}", fence.text);
                if expectation == "fails" {
                    assert!(said.contains("missing-archive-date"), "{said}");
                }
                folder = place;
                commands += 1;
            }
            (_, file) if !file.is_empty() => fs::write(folder.join(file), &fence.text).unwrap(),
            (other, _) => panic!("the tour has a part that nobody can type: {other}"),
        }
    }
    assert!(commands >= 8, "the tour has only {commands} commands");
    let notice =
        fs::read_to_string(folder.join("public/leaflets/eating-well-with-a-small-appetite/index.html")).unwrap();
    assert!(notice.contains("Archived"), "the last build of the tour shows the notice");
    assert!(!notice.contains("little and often"), "and nothing of the leaflet's text");
    assert!(folder.join("preview/index.html").is_file());
}
