//! PNG: chunks, of which those for text, time and programs fall away (PNG 3, 11.3).

use super::{take, tiff};

const SIGNATURE: usize = 8;

/// What tells how the picture looks.
const STAYS: [&[u8; 4]; 20] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD", b"hIST",
    b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT",
];

pub(super) fn bare(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes;
    let mut out = take(&mut rest, SIGNATURE)?.to_vec();
    let mut up = None;
    // Behind the header, before everything that belongs to the picture.
    let mut place = None;
    loop {
        let length = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?);
        let chunk = take(&mut rest, usize::try_from(length).ok()?.checked_add(12)?)?;
        let (name, content) = (&chunk[4..8], &chunk[8..chunk.len() - 4]);
        if name == b"eXIf" {
            up = tiff::orientation(content);
        }
        if STAYS.iter().any(|stays| stays[..] == *name) {
            out.extend(chunk);
            place.get_or_insert(out.len());
        }
        if name == b"IEND" {
            break;
        }
    }
    if let Some(up) = up {
        let place = place?;
        out.splice(place..place, chunk(b"eXIf", &tiff::only_orientation(up)));
    }
    Some(out)
}

fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap_or(0).to_be_bytes();
    let sum = crc([&name[..], content].concat().iter());
    [&length[..], name, content, &sum.to_be_bytes()].concat()
}

/// The check sum of a chunk (PNG 3, annex D).
fn crc<'a>(bytes: impl Iterator<Item = &'a u8>) -> u32 {
    !bytes.fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 })
    })
}
