//! JPEG: segments between markers (ITU-T T.81, annex B), of which those for applications and remarks fall away.

use super::{take, tiff};

const START: u8 = 0xd8;
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;
const EXIF: &[u8] = b"Exif\0\0";

pub(super) fn bare(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = vec![0xff, START];
    let mut rest = bytes.get(2..)?;
    let mut has_scan = false;
    let mut up = None;
    // The tag goes where it was looked for: before the first table.
    let place = out.len();
    loop {
        let marker = next_marker(&mut rest);
        // A camera whose battery died leaves no end; what there is of the picture is shown.
        let Some(marker) = marker.filter(|marker| *marker != END) else { break };
        if matches!(marker, 0x01 | 0xd0..=0xd7) {
            continue;
        }
        let length = usize::from(u16::from_be_bytes([*rest.first()?, *rest.get(1)?]));
        let segment = take(&mut rest, length)?;
        let content = segment.get(2..)?;
        if marker == 0xe1 && content.starts_with(EXIF) {
            up = up.or_else(|| tiff::orientation(&content[EXIF.len()..]));
        }
        if !stays(marker, content) {
            continue;
        }
        out.extend([0xff, marker]);
        out.extend(segment);
        if marker == SCAN {
            has_scan = true;
            let end = end_of_scan(rest);
            out.extend(take(&mut rest, end)?);
        }
    }
    out.extend([0xff, END]);
    if let Some(up) = up {
        let tag = tiff::only_orientation(up);
        let length = u16::try_from(2 + EXIF.len() + tag.len()).ok()?.to_be_bytes();
        out.splice(place..place, [&[0xff, 0xe1], &length[..], EXIF, &tag].concat());
    }
    has_scan.then_some(out)
}

/// The next marker; fill bytes, and what somebody left between two segments, are passed over.
fn next_marker(rest: &mut &[u8]) -> Option<u8> {
    let at = rest.windows(2).position(|pair| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xff))?;
    take(rest, at + 2).map(|taken| taken[at + 1])
}

/// Whether a picture is not the same without it: tables, frames, scans; JFIF without a preview, the colours' profile, and
/// Adobe's word on how colours are coded.
fn stays(marker: u8, content: &[u8]) -> bool {
    match marker {
        0xe0 => content.starts_with(b"JFIF\0") && content.len() == 14,
        0xe2 => content.starts_with(b"ICC_PROFILE\0"),
        0xee => content.starts_with(b"Adobe"),
        0xe0..=0xef | 0xfe => false,
        _ => true,
    }
}

/// Length of the coded data up to the next marker that is none of its own.
fn end_of_scan(rest: &[u8]) -> usize {
    let is_end = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xd0..=0xd7 | 0xff);
    rest.windows(2).position(is_end).unwrap_or(rest.len())
}
