//! The format of a picture in an imported file.

use crate::picture::PictureFormat;

/// The file name ending of a picture, detected from its bytes; `None` if browsers do not show the format.
pub(super) fn ending(name: &str, bytes: &[u8]) -> Option<String> {
    let ending = match bytes {
        [0xff, 0xd8, 0xff, ..] => "jpg",
        [0x89, b'P', b'N', b'G', ..] => "png",
        [b'G', b'I', b'F', b'8', ..] => "gif",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "webp",
        [] => return None,
        _ if PictureFormat::of_name(name) == Some(PictureFormat::Svg) => "svg",
        _ => return None,
    };
    Some(ending.to_owned())
}
