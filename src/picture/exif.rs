//! Exif data: how the camera was held, and where it was.
//!
//! Only two of the many tags are read. The layout is TIFF 6.0, section 2; the tags are from Exif 2.32.

/// The Exif orientation, 2 to 8; 1 would be upright.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Orientation(u8);

impl Orientation {
    /// Whether width and height are exchanged.
    pub fn swaps_sides(self) -> bool {
        self.0 >= 5
    }

    /// The shortest Exif data with this orientation and nothing else.
    pub fn as_tiff(self) -> Vec<u8> {
        let mut tiff = b"MM\0\x2a\0\0\0\x08".to_vec();
        // One tag: orientation, of type SHORT, count 1.
        tiff.extend(b"\0\x01\x01\x12\0\x03\0\0\0\x01\0");
        tiff.push(self.0);
        // The rest of the four value bytes, and no further directory.
        tiff.extend([0; 6]);
        tiff
    }
}

/// The tags that were read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ExifTags {
    pub orientation: Option<Orientation>,
    pub holds_place: bool,
}

const ORIENTATION: u16 = 0x0112;
const PLACE: u16 = 0x8825;
const SHORT: u16 = 3;

/// Reads Exif data, starting with its TIFF header. Invalid data yields no tags.
pub(super) fn read(tiff: &[u8]) -> ExifTags {
    directory(tiff).unwrap_or_default()
}

fn directory(tiff: &[u8]) -> Option<ExifTags> {
    let big = match tiff.get(..4)? {
        b"MM\0\x2a" => true,
        b"II\x2a\0" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if big { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    };
    let start: [u8; 4] = tiff.get(4..8)?.try_into().ok()?;
    let start = if big { u32::from_be_bytes(start) } else { u32::from_le_bytes(start) } as usize;
    let mut tags = ExifTags::default();
    for number in 0..usize::from(short(start)?) {
        let entry = start + 2 + number * 12;
        let Some(tag) = short(entry) else { break };
        match tag {
            PLACE => tags.holds_place = true,
            ORIENTATION if short(entry + 2) == Some(SHORT) => {
                let value = short(entry + 8).and_then(|value| u8::try_from(value).ok());
                tags.orientation = value.filter(|value| (2..=8).contains(value)).map(Orientation);
            }
            _ => {}
        }
    }
    Some(tags)
}

/// Whether XMP data says where the picture was taken.
pub(super) fn xmp_holds_place(xmp: &[u8]) -> bool {
    let name = b"GPSLatitude";
    xmp.windows(name.len()).any(|window| window == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_tags_can_be_read() {
        for value in 2..=8 {
            let tags = read(&Orientation(value).as_tiff());
            assert_eq!(tags, ExifTags { orientation: Some(Orientation(value)), holds_place: false });
        }
    }

    #[test]
    fn invalid_data_yields_no_tags() {
        for tiff in
            [&b""[..], b"MM", b"II\x2a\0\xff\xff\xff\xff", b"MM\0\x2a\0\0\0\x08\xff\xff", b"XX\0\x2a\0\0\0\x08\0\0"]
        {
            assert_eq!(read(tiff), ExifTags::default());
        }
        let mut none = Orientation(6).as_tiff();
        for value in [0, 1, 9, 255] {
            none[19] = value;
            assert_eq!(read(&none), ExifTags::default());
        }
    }
}
