//! Pictures as they are published: the same picture, byte for byte, without what a phone or a program wrote beside it.
//!
//! Position, time, maker, names and previews of what was cut off lie in segments (JPEG), chunks (PNG, WebP) and behind
//! the end of the picture, where phones put a second one or a film. What is needed to show it stays: its colours, and
//! which side is up. Nothing is encoded again. (Libraries for these containers keep what lies behind the end.)

mod jpeg;
mod png;
mod tiff;
mod webp;

/// What is published as a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// ITU-T T.81.
    Jpeg,
    /// W3C PNG, animated or not.
    Png,
    /// RFC 9649.
    Webp,
}

/// What the bytes are, whatever their name says.
pub fn kind(bytes: &[u8]) -> Option<Kind> {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some(Kind::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Kind::Png),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Kind::Webp),
        _ => None,
    }
}

/// The picture without its tags; nothing where the bytes are no whole picture of a [`Kind`].
pub fn bare(bytes: &[u8]) -> Option<Vec<u8>> {
    match kind(bytes)? {
        Kind::Jpeg => jpeg::bare(bytes),
        Kind::Png => png::bare(bytes),
        Kind::Webp => webp::bare(bytes),
    }
}

/// Takes the first bytes off; nothing where there are not so many.
fn take<'a>(rest: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let (taken, left) = rest.split_at_checked(count)?;
    *rest = left;
    Some(taken)
}

#[cfg(test)]
mod tests;
