//! What a picture of a foreign file is.

use crate::picture::PictureFormat;

/// The ending that a picture has by its bytes; nothing where browsers do not show it.
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
