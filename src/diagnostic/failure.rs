//! Failures: something that the program could not do. The first one ends it. Problems in content are findings instead.

use std::fmt;

/// What could not be done and why, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What could not be done, and why.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl Failure {
    /// Creates a failure.
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.message, self.help)
    }
}

impl std::error::Error for Failure {}

/// Why something at a path cannot be used as a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAFile {
    /// It is a symbolic link.
    Link,
    /// It is a folder, a pipe or a device.
    Special,
}

impl fmt::Display for NotAFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Link => "it is a shortcut (a link)",
            Self::Special => "it is not a file",
        })
    }
}

impl std::error::Error for NotAFile {}

impl From<NotAFile> for std::io::Error {
    fn from(why: NotAFile) -> Self {
        Self::other(why)
    }
}

/// The reason for a system error, in plain words.
pub fn reason(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    if let Some(why) = error.get_ref().and_then(|inner| inner.downcast_ref::<NotAFile>()) {
        return why.to_string();
    }
    match error.kind() {
        ErrorKind::NotFound => "it does not exist".to_owned(),
        ErrorKind::PermissionDenied => "permission was denied".to_owned(),
        ErrorKind::AlreadyExists => "it already exists".to_owned(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        ErrorKind::NotADirectory => "a part of the path is a file, not a folder".to_owned(),
        ErrorKind::IsADirectory => "it is a folder, not a file".to_owned(),
        ErrorKind::InvalidFilename => "the system does not allow this name".to_owned(),
        ErrorKind::FileTooLarge => "the file is too large".to_owned(),
        ErrorKind::ResourceBusy => "it is in use".to_owned(),
        ErrorKind::TooManyLinks | ErrorKind::CrossesDevices => "it is on another disk".to_owned(),
        _ => format!("the system reports: {error}"),
    }
}
