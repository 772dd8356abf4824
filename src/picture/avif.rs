//! AVIF: nested boxes (ISO/IEC 14496-12 and 23008-12). The box `meta` says where everything is in the file.
//!
//! Nothing is removed, because all other positions would change; unneeded data is overwritten instead.

use std::collections::HashMap;
use std::ops::Range;

use super::boxes::{Boxes, ByteCursor};
use super::exif;
use super::facts::{PictureFault, PictureSize};
use super::plan::{FilePiece, PicturePlan};
use super::reader::{PictureReader, PictureStop};

/// Limit on the length of the box `meta`.
const MAX_META_LEN: u64 = 4 * 1024 * 1024;

/// A picture has few metadata items. Each is compared with a list of positions, so many more would take long.
const MAX_HIDDEN: usize = 1_000;

/// Exif data without tags, after the four bytes that say where it begins.
const NO_TAGS: &[u8] = b"\0\0\0\0II\x2a\0\x08\0\0\0\0\0\0\0\0\0";

/// Goes through the top-level boxes.
pub(super) fn walk(reader: &mut PictureReader<'_>) -> Result<PicturePlan, PictureStop> {
    let mut plan = PicturePlan::default();
    let mut hidden: Vec<(AvifItemKind, Range<u64>)> = Vec::new();
    let mut stores: Vec<Range<u64>> = Vec::new();
    let mut at = 0;
    while at < reader.length() {
        let (name, body, end) = head(reader, at)?;
        match &name {
            b"meta" if plan.stored.is_none() => {
                if end - body > MAX_META_LEN {
                    return Err(PictureFault::Damaged.into());
                }
                let data = reader.range(body..end)?;
                let contents = AvifContents::read(&data, body).ok_or(PictureFault::Damaged)?;
                plan.stored = Some(contents.size);
                hidden.extend(contents.hidden);
                stores.extend(contents.store);
                plan.keep_bytes(at..end);
            }
            b"mdat" => {
                stores.push(body..end);
                plan.keep_bytes(at..end);
            }
            b"ftyp" | b"meta" | b"moov" | b"moof" | b"mfra" | b"sidx" | b"styp" => plan.keep_bytes(at..end),
            _ => {
                plan.keep_bytes(at..at + 4);
                plan.write(b"free".to_vec());
                plan.keep_bytes(at + 8..body);
                plan.write(vec![0; usize::try_from(end - body).map_err(|_| PictureFault::Damaged)?]);
            }
        }
        at = end;
    }
    if plan.stored.is_none() {
        return Err(PictureFault::Damaged.into());
    }
    // Data may only be overwritten where items are stored.
    let is_stored =
        |range: &Range<u64>| stores.iter().any(|store| store.start <= range.start && range.end <= store.end);
    if !hidden.iter().all(|(_, range)| !range.is_empty() && is_stored(range)) {
        return Err(PictureFault::Damaged.into());
    }
    for (kind, range) in &hidden {
        let data = reader.range(range.clone())?;
        match kind {
            AvifItemKind::Exif => plan.holds_place |= exif::read(tiff(&data)).holds_place,
            AvifItemKind::Text => plan.holds_place |= exif::xmp_holds_place(&data),
        }
    }
    overwrite(&mut plan, &hidden)?;
    Ok(plan)
}

/// Exif data from its TIFF header on; the first four bytes give the offset of the header.
fn tiff(item: &[u8]) -> &[u8] {
    let mut item = ByteCursor::new(item);
    let before = item.number(4).and_then(|before| usize::try_from(before).ok());
    before.and_then(|before| item.remaining().get(before..)).unwrap_or_default()
}

/// The name of a box, the start of its contents, and its end.
fn head(reader: &mut PictureReader<'_>, at: u64) -> Result<([u8; 4], u64, u64), PictureStop> {
    let [s1, s2, s3, s4, name @ ..]: [u8; 8] = reader.bytes(at)?;
    let (body, end) = match u32::from_be_bytes([s1, s2, s3, s4]) {
        0 => (at + 8, reader.length()),
        1 => (at + 16, at.saturating_add(u64::from_be_bytes(reader.bytes(at + 8)?))),
        short => (at + 8, at + u64::from(short)),
    };
    match () {
        () if end > reader.length() => Err(PictureFault::CutShort.into()),
        () if end < body => Err(PictureFault::Damaged.into()),
        () => Ok((name, body, end)),
    }
}

/// The kind of a metadata item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AvifItemKind {
    Exif,
    Text,
}

/// The relevant contents of the box `meta`.
struct AvifContents {
    size: PictureSize,
    hidden: Vec<(AvifItemKind, Range<u64>)>,
    /// Where `meta` itself stores items.
    store: Option<Range<u64>>,
}

impl AvifContents {
    /// Parses the box; `start` is its position in the file.
    fn read(meta: &[u8], start: u64) -> Option<Self> {
        let parts: HashMap<[u8; 4], Range<usize>> = Boxes::new(meta, 4..meta.len()).collect();
        let part = |name: &[u8; 4]| parts.get(name).cloned();
        let mut primary = ByteCursor::new(&meta[part(b"pitm")?]);
        let primary = match primary.version()? {
            0 => primary.number(2)?,
            _ => primary.number(4)?,
        };
        let store = part(b"idat").map(|range| start + range.start as u64..start + range.end as u64);
        let mut kinds: HashMap<u64, AvifItemKind> = kinds(meta, part(b"iinf")?)?.into_iter().collect();
        kinds.remove(&primary);
        let hidden = places(&meta[part(b"iloc")?], store.as_ref().map(|store| store.start), &kinds)?;
        Some(Self { size: size(meta, part(b"iprp")?, primary)?, hidden, store })
    }
}

/// The metadata items: `iinf`.
fn kinds(meta: &[u8], range: Range<usize>) -> Option<Vec<(u64, AvifItemKind)>> {
    let mut list = ByteCursor::new(&meta[range.clone()]);
    let count_length = if list.version()? == 0 { 2 } else { 4 };
    list.number(count_length)?;
    let mut kinds = Vec::new();
    for (name, entry) in Boxes::new(meta, range.start + 4 + count_length..range.end) {
        let mut entry = ByteCursor::new(&meta[entry]);
        let version = entry.version()?;
        if &name != b"infe" || version < 2 {
            continue;
        }
        let item = entry.number(if version == 2 { 2 } else { 4 })?;
        entry.number(2)?;
        match entry.take(4)? {
            b"Exif" => kinds.push((item, AvifItemKind::Exif)),
            b"mime" | b"uri " => kinds.push((item, AvifItemKind::Text)),
            _ => {}
        }
    }
    Some(kinds)
}

/// The positions of the metadata items in the file: `iloc`. `None` if the list is damaged, or longer than any camera
/// makes it.
fn places(
    iloc: &[u8],
    idat: Option<u64>,
    kinds: &HashMap<u64, AvifItemKind>,
) -> Option<Vec<(AvifItemKind, Range<u64>)>> {
    let mut list = ByteCursor::new(iloc);
    let version = list.version()?;
    let lengths = list.take(2)?;
    let half = |byte: u8| (usize::from(byte >> 4), usize::from(byte & 15));
    let ((of_offset, of_length), (of_base, of_index)) = (half(lengths[0]), half(lengths[1]));
    let id_length = if version < 2 { 2 } else { 4 };
    let mut places = Vec::new();
    for _ in 0..list.number(id_length)? {
        let item = list.number(id_length)?;
        let in_idat = version > 0 && list.number(2)? & 15 == 1;
        list.number(2)?;
        let base = list.number(of_base)?.checked_add(if in_idat { idat? } else { 0 })?;
        let pieces = list.number(2)?;
        let Some(kind) = kinds.get(&item) else {
            let of_piece = of_offset + of_length + if version > 0 { of_index } else { 0 };
            list.take(usize::try_from(pieces).ok()?.checked_mul(of_piece)?)?;
            continue;
        };
        for _ in 0..pieces {
            if version > 0 {
                list.number(of_index)?;
            }
            let start = base.checked_add(list.number(of_offset)?)?;
            places.push((*kind, start..start.checked_add(list.number(of_length)?)?));
            // Pieces may take no bytes in the list, so their number is not limited by its length.
            if places.len() > MAX_HIDDEN {
                return None;
            }
        }
    }
    Some(places)
}

/// The displayed size of an item, after cropping and rotation: `iprp`.
fn size(meta: &[u8], iprp: Range<usize>, item: u64) -> Option<PictureSize> {
    let parts: HashMap<[u8; 4], Range<usize>> = Boxes::new(meta, iprp).collect();
    let properties: Vec<([u8; 4], Range<usize>)> = Boxes::new(meta, parts.get(b"ipco")?.clone()).collect();
    let mut owners = ByteCursor::new(&meta[parts.get(b"ipma")?.clone()]);
    let head = owners.take(4)?;
    let (id_length, index_length) = (if head[0] == 0 { 2 } else { 4 }, if head[3] & 1 == 0 { 1 } else { 2 });
    let (mut size, mut turned) = (None, false);
    for _ in 0..owners.number(4)? {
        let owner = owners.number(id_length)?;
        for _ in 0..owners.number(1)? {
            let index = owners.number(index_length)? & if index_length == 1 { 0x7f } else { 0x7fff };
            let property = usize::try_from(index).ok()?.checked_sub(1).and_then(|index| properties.get(index));
            let Some((name, range)) = property.filter(|_| owner == item) else { continue };
            let mut data = ByteCursor::new(&meta[range.clone()]);
            match name {
                b"ispe" => {
                    data.take(4)?;
                    let (width, height) = (data.number(4)?, data.number(4)?);
                    size = Some(PictureSize { width: u32::try_from(width).ok()?, height: u32::try_from(height).ok()? });
                }
                b"clap" => {
                    let mut side = || u32::try_from(data.number(4)? / data.number(4)?.max(1)).ok();
                    size = Some(PictureSize { width: side()?, height: side()? });
                }
                b"irot" => turned = data.number(1)? & 1 == 1,
                _ => {}
            }
        }
    }
    let size = size.filter(|size| size.width > 0 && size.height > 0)?;
    Some(if turned { PictureSize { width: size.height, height: size.width } } else { size })
}

/// Overwrites metadata in the parts of the file that are kept.
fn overwrite(plan: &mut PicturePlan, hidden: &[(AvifItemKind, Range<u64>)]) -> Result<(), PictureFault> {
    for (kind, range) in hidden {
        let pieces = std::mem::take(&mut plan.pieces);
        let mut is_done = false;
        for piece in pieces {
            match piece {
                FilePiece::Kept(kept) if kept.start <= range.start && range.end <= kept.end => {
                    is_done = true;
                    plan.pieces.push(FilePiece::Kept(kept.start..range.start));
                    plan.pieces.push(FilePiece::Written(blank(*kind, range.end - range.start)));
                    plan.pieces.push(FilePiece::Kept(range.end..kept.end));
                }
                piece => plan.pieces.push(piece),
            }
        }
        // Two items at the same position.
        if !is_done {
            return Err(PictureFault::Damaged);
        }
    }
    Ok(())
}

/// Empty data of the same kind and length.
fn blank(kind: AvifItemKind, length: u64) -> Vec<u8> {
    let length = usize::try_from(length).unwrap_or(0);
    match kind {
        AvifItemKind::Text => vec![b' '; length],
        AvifItemKind::Exif => {
            let mut blank = vec![0; length];
            if let Some(start) = blank.get_mut(..NO_TAGS.len()) {
                start.copy_from_slice(NO_TAGS);
            }
            blank
        }
    }
}
