//! WebP: chunks in a RIFF file, of which EXIF, XMP and the unknown fall away (RFC 9649, 2.7).

use super::{take, tiff};

const HEADER: usize = 12;
/// Bits of `VP8X` that say that a chunk of tags follows.
const HAS_EXIF: u8 = 0b1000;
const HAS_XMP: u8 = 0b100;

pub(super) fn bare(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes;
    let mut out = take(&mut rest, HEADER)?.to_vec();
    let declared = usize::try_from(u32::from_le_bytes(out[4..8].try_into().ok()?)).ok()?;
    // What lies behind the file's own end belongs to somebody else.
    let mut rest = rest.get(..declared.checked_sub(4)?)?;
    let mut has_picture = false;
    let mut up = None;
    while !rest.is_empty() {
        let length = usize::try_from(u32::from_le_bytes(rest.get(4..8)?.try_into().ok()?)).ok()?;
        // A chunk of odd length is followed by a byte that fills it up; some writers forget the last one.
        let whole = length.checked_add(8)?;
        let padded = whole.checked_add(length % 2)?.min(rest.len());
        let chunk = take(&mut rest, padded)?;
        let content = chunk.get(8..whole)?;
        match &chunk[..4] {
            b"EXIF" => up = tiff::orientation(content.strip_prefix(b"Exif\0\0").unwrap_or(content)),
            b"VP8 " | b"VP8L" | b"ANMF" => {
                has_picture = true;
                out.extend(chunk);
            }
            b"VP8X" | b"ALPH" | b"ANIM" | b"ICCP" => out.extend(chunk),
            _ => {}
        }
    }
    if out.get(HEADER..HEADER + 4) == Some(b"VP8X") {
        let flags = out.get_mut(HEADER + 8)?;
        *flags &= !(HAS_EXIF | HAS_XMP);
        if let Some(up) = up {
            *flags |= HAS_EXIF;
            let tag = tiff::only_orientation(up);
            out.extend(b"EXIF");
            out.extend(u32::try_from(tag.len()).ok()?.to_le_bytes());
            out.extend(tag);
        }
    }
    let size = u32::try_from(out.len() - 8).ok()?.to_le_bytes();
    out[4..8].copy_from_slice(&size);
    has_picture.then_some(out)
}
