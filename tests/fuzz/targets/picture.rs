//! Pictures: inspecting one, and removing its metadata.

use std::io::Cursor;

use pamphlet::picture::{self, PictureFacts, PictureFormat};

/// A JPEG, PNG, GIF, WebP or AVIF is recognised by its first bytes, a drawing by its name.
pub fn picture(data: &[u8]) {
    for name in ["a.png", "a.svg"] {
        let seen = look(name, data);
        let cleaned = clean(name, data);
        let (Some(seen), Some(cleaned)) = (seen, cleaned) else { continue };
        let again = look(name, &cleaned).expect("a cleaned picture is a picture");
        assert_eq!(again.format, seen.format, "cleaning changes no format");
        assert_eq!(again.size, seen.size, "cleaning changes no size");
        assert!(!again.holds_place, "a cleaned picture does not say where it was taken");
        if let Some(drawing) = seen.active {
            assert_eq!(seen.format, PictureFormat::Svg);
            for part in drawing.parts {
                assert!(drawing.text.get(part.range.clone()).is_some(), "{part:?} is not in the drawing");
            }
        }
        assert_eq!(clean(name, &cleaned).as_deref(), Some(&*cleaned), "there is nothing more to clean");
    }
}

fn look(name: &str, data: &[u8]) -> Option<PictureFacts> {
    picture::look(name, &mut Cursor::new(data)).expect("memory can be read").ok()
}

fn clean(name: &str, data: &[u8]) -> Option<Vec<u8>> {
    picture::clean(name, &mut Cursor::new(data)).expect("memory can be read").ok()
}
