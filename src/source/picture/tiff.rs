//! The one tag that stays: which side of the picture is up (Exif 2.32, 4.6.4, tag 0x0112).

/// The orientation in a TIFF structure, 2 to 8; nothing where the picture stands upright as it is.
pub(super) fn orientation(tiff: &[u8]) -> Option<u8> {
    let is_little = match tiff.get(..4)? {
        [b'I', b'I', 42, 0] => true,
        [b'M', b'M', 0, 42] => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes = [*tiff.get(at)?, *tiff.get(at.checked_add(1)?)?];
        Some(if is_little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let long = |at: usize| {
        let (first, second) = (usize::from(short(at)?), usize::from(short(at + 2)?));
        Some(if is_little { second << 16 | first } else { first << 16 | second })
    };
    let directory = long(4)?;
    let entries = (0..usize::from(short(directory)?)).map(|number| directory + 2 + 12 * number);
    let found = entries.take_while(|at| *at < tiff.len()).find(|at| short(*at) == Some(0x0112))?;
    let value = short(found + 8)?;
    (2..=8).contains(&value).then_some(u8::try_from(value).ok()?)
}

/// A TIFF structure that says which side is up, and nothing else.
pub(super) fn only_orientation(orientation: u8) -> [u8; 26] {
    let mut tiff = *b"II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\0\0\0\0\0\0\0\0";
    tiff[18] = orientation;
    tiff
}
