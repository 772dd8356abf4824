//! Resolves links.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::manuscript_id::ManuscriptId;
use super::name_index::NameIndex;
use super::target::{MissingTarget, Target};
use super::texts::Texts;
use crate::markdown::{Link, LinkStyle};
use crate::source::FileRole;

/// URL schemes that readers can use.
const SCHEMES: &[&str] = &["http", "https", "mailto", "tel", "sms"];

/// The target of a link in a manuscript.
pub(super) fn target(texts: &Texts<'_>, names: &NameIndex, from: ManuscriptId, link: &Link) -> Target {
    let written = link.destination.trim();
    if matches!(link.style, LinkStyle::Wiki | LinkStyle::WikiWithText) {
        return named(names, written);
    }
    if written.is_empty() {
        return Target::Missing(MissingTarget::Empty);
    }
    if let Some(scheme) = scheme(written) {
        let known = SCHEMES.iter().any(|known| known.eq_ignore_ascii_case(scheme));
        return if known { Target::Elsewhere } else { Target::Missing(MissingTarget::Scheme) };
    }
    if written.starts_with("//") {
        return Target::Missing(MissingTarget::Scheme);
    }
    let (path, fragment) = split_fragment(written);
    if path.is_empty() {
        return match fragment {
            Some(fragment) => Target::Here { fragment },
            None => Target::Missing(MissingTarget::Empty),
        };
    }
    if !path.contains(['/', '.'])
        && let Some(id) = names.text_of(path)
    {
        return Target::Manuscript { id, fragment };
    }
    file(texts, from, path, fragment)
}

/// The scheme of an address: `https` in `https://...`.
fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let letters = scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    (letters && scheme.starts_with(|first: char| first.is_ascii_alphabetic())).then_some(scheme)
}

fn split_fragment(written: &str) -> (&str, Option<Box<str>>) {
    match written.split_once('#') {
        Some((path, "")) => (path, None),
        Some((path, fragment)) => (path, Some(percent_decode_str(fragment).decode_utf8_lossy().into())),
        None => (written, None),
    }
}

/// Resolves `[[PT-002]]` or `[[Title]]`, optionally with `#heading`.
fn named(names: &NameIndex, written: &str) -> Target {
    let (name, fragment) = split_fragment(written);
    let by_reference = names.text_of(name);
    // A title may itself contain '#'.
    let (titled, fragment) = match names.titled(written) {
        [] => (names.titled(name), fragment),
        whole => (whole, None),
    };
    match (by_reference, titled) {
        (Some(id), _) => Target::Manuscript { id, fragment: split_fragment(written).1 },
        (None, [id]) => Target::Manuscript { id: *id, fragment },
        (None, []) if name.trim().is_empty() => Target::Missing(MissingTarget::Empty),
        (None, []) if looks_like_reference(name) => Target::Missing(MissingTarget::Reference),
        (None, []) => Target::Missing(MissingTarget::Title),
        (None, _) => Target::Missing(MissingTarget::AmbiguousTitle),
    }
}

/// Letters, digits and hyphens, with a digit, without a space: a reference rather than a title.
fn looks_like_reference(name: &str) -> bool {
    name.contains(|letter: char| letter.is_ascii_digit()) && !name.trim().contains(char::is_whitespace)
}

fn file(texts: &Texts<'_>, from: ManuscriptId, path: &str, fragment: Option<Box<str>>) -> Target {
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    let decoded = percent_decode_str(path).decode_utf8_lossy();
    let Some(full) = join(texts.path(from), &decoded) else { return Target::Missing(MissingTarget::Outside) };
    let find = |full: &str| {
        texts.sources.find(full).or_else(|| {
            // The name on the disk may have another Unicode composition than the one typed.
            let composed = icu_normalizer::ComposingNormalizerBorrowed::new_nfc().normalize(full).into_owned();
            texts.sources.find(&composed)
        })
    };
    // A draft is written for the folder in which it will be published.
    let in_place = || {
        let place = format!("content/leaflets/{}", texts.path(from).strip_prefix("content/drafts/")?);
        find(&join(&place, &decoded)?)
    };
    let found = find(&full).or_else(in_place);
    let Some(source) = found else {
        return Target::Missing(match () {
            () if path.ends_with('/') || full.is_empty() => MissingTarget::Folder,
            () if !path.contains(['/', '.']) && looks_like_reference(path) => MissingTarget::Reference,
            () => MissingTarget::File,
        });
    };
    match texts.sources.file(source).role {
        FileRole::Leaflet | FileRole::Page | FileRole::Pack => match texts.of_source(source) {
            Some(id) => Target::Manuscript { id, fragment },
            None => Target::Missing(MissingTarget::File),
        },
        FileRole::Asset | FileRole::Static => Target::File(source),
        FileRole::Settings
        | FileRole::Draft
        | FileRole::Block
        | FileRole::Theme
        | FileRole::Glossary
        | FileRole::PublicationLog
        | FileRole::Other => Target::Missing(MissingTarget::NotForReaders),
    }
}

/// The path, in the site folder, of a file that a text refers to; `None` if it is outside `content`.
fn join(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = match path.strip_prefix('/') {
        Some(_) => vec!["content"],
        None => from.split('/').collect(),
    };
    if !path.starts_with('/') {
        parts.pop();
    }
    let path: Cow<'_, str> = if path.contains('\\') { path.replace('\\', "/").into() } else { path.into() };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.len() <= 1 => return None,
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_within_the_content() {
        let from = "content/leaflets/a/b.md";
        assert_eq!(join(from, "c.md").as_deref(), Some("content/leaflets/a/c.md"));
        assert_eq!(join(from, "../../pages/x.md").as_deref(), Some("content/pages/x.md"));
        assert_eq!(join(from, "/pages/x.md").as_deref(), Some("content/pages/x.md"));
        assert_eq!(join(from, "../../../../etc/passwd"), None);
        assert_eq!(join(from, "../../../Cargo.toml"), None);
    }

    #[test]
    fn a_reference_is_not_a_scheme() {
        assert_eq!(scheme("https://x"), Some("https"));
        assert_eq!(scheme("PT-002"), None);
        assert_eq!(scheme("a b: c"), None);
    }
}
