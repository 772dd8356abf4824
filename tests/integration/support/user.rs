//! Builds by a user who does not have all permissions. An administrator has them, so if the tests run as one, the
//! program runs as another user.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use walkdir::WalkDir;

use super::site::{Run, Site, TODAY, command, run};

/// The user and the group `nobody` of Debian.
const NOBODY: u32 = 65534;

/// The user that builds.
pub struct User {
    /// A copy of the program that the other user may run, if the tests run as an administrator.
    program: Option<(TempDir, PathBuf)>,
}

impl User {
    /// A user who is not an administrator.
    pub fn other() -> Self {
        let folder = tempfile::tempdir().unwrap();
        if fs::metadata(folder.path()).unwrap().uid() != 0 {
            return Self { program: None };
        }
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let program = folder.path().join("pamphlet");
        fs::copy(env!("CARGO_BIN_EXE_pamphlet"), &program).unwrap();
        Self { program: Some((folder, program)) }
    }

    /// Whether this is not the user who runs the tests.
    pub fn is_another(&self) -> bool {
        self.program.is_some()
    }

    /// Makes the user the owner of a folder and of everything in it.
    pub fn owns(&self, folder: &Path) {
        for entry in WalkDir::new(folder) {
            self.give(entry.unwrap().path(), NOBODY);
        }
    }

    /// Lets the user write to a folder and to the files in it.
    pub fn may_write(&self, site: &Site, below: &str) {
        let folder = site.join(below);
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
        self.owns(&folder);
    }

    /// Prevents the user from writing to a folder, which belongs to the administrator if the tests run as one.
    pub fn may_not_write(&self, site: &Site, below: &str) {
        let folder = site.join(below);
        self.give(&folder, 0);
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    }

    fn give(&self, path: &Path, to: u32) {
        if self.is_another() {
            chown(path, Some(to), Some(to)).unwrap();
        }
    }

    /// Runs `pamphlet build` as this user, on the day of tests unless another is given.
    pub fn build(&self, site: &Site, further: &[&str]) -> Run {
        let day: &[&str] = if further.contains(&"--today") { &[] } else { &["--today", TODAY] };
        let arguments = [&["build"], day, further].concat();
        let Some((_, program)) = &self.program else { return run(command(site.path(), &arguments)) };
        let like = command(site.path(), &arguments);
        let mut command = Command::new("setpriv");
        let user = ["--reuid", "65534", "--regid", "65534", "--clear-groups"];
        command.args(user).arg(program).args(like.get_args()).current_dir(site.path()).env("TERM", "xterm-256color");
        for variable in ["NO_COLOR", "CI"] {
            command.env_remove(variable);
        }
        command.stdin(std::process::Stdio::null());
        command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
        run(command)
    }
}
