//! Pictures are tagged everywhere a phone or a program may, and come out as they were before.

use super::{Kind, bare, kind};

const PLAIN: &[u8] = include_bytes!("../../../tests/fixtures/pictures/plain.jpg");
const PROGRESSIVE: &[u8] = include_bytes!("../../../tests/fixtures/pictures/progressive.jpg");
const PNG: &[u8] = include_bytes!("../../../tests/fixtures/pictures/plain.png");
const WEBP: &[u8] = include_bytes!("../../../tests/fixtures/pictures/plain.webp");

/// What nobody may read in a published picture.
const SECRET: &[u8] = b"34.3623,135.2411 ACME Phone 9";

/// A TIFF structure with a maker, a side that is up, and a position behind it.
fn tiff(up: u8, is_little: bool) -> Vec<u8> {
    let short = |value: u16| if is_little { value.to_le_bytes() } else { value.to_be_bytes() };
    let long = |value: u32| if is_little { value.to_le_bytes() } else { value.to_be_bytes() };
    let mut out = Vec::from(if is_little { *b"II\x2a\0" } else { *b"MM\0\x2a" });
    out.extend(long(8));
    out.extend(short(3));
    for (tag, kind, count, value) in [(0x010f, 2, 29, [0; 2]), (0x0112, 3, 1, short(up.into())), (0x8825, 4, 1, [0; 2])] {
        out.extend([short(tag), short(kind)].concat());
        out.extend(long(count));
        out.extend([value, [0; 2]].concat());
    }
    out.extend(long(0));
    out.extend(SECRET);
    out
}

fn segment(marker: u8, prefix: &[u8], content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(2 + prefix.len() + content.len()).unwrap().to_be_bytes();
    [&[0xff, marker], &length[..], prefix, content].concat()
}

/// Puts every kind of tag before each segment of a picture, and a second picture behind it.
fn tagged_jpeg(plain: &[u8], up: u8) -> Vec<u8> {
    let tags = [
        segment(0xe1, b"Exif\0\0", &tiff(up, up.is_multiple_of(2))),
        segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0", SECRET),
        segment(0xe0, b"JFXX\0\x10", SECRET),
        segment(0xe2, b"MPF\0", SECRET),
        segment(0xed, b"Photoshop 3.0\0", SECRET),
        segment(0xea, b"", SECRET),
        segment(0xfe, b"", SECRET),
    ]
    .concat();
    let mut out = plain[..2].to_vec();
    let mut at = 2;
    while plain[at + 1] != 0xd9 {
        out.extend(&tags);
        let length = usize::from(u16::from_be_bytes([plain[at + 2], plain[at + 3]]));
        let mut end = at + 2 + length;
        if plain[at + 1] == 0xda {
            end += plain[end..].windows(2).position(|pair| pair[0] == 0xff && pair[1] != 0).unwrap();
        }
        out.extend(&plain[at..end]);
        at = end;
    }
    [out, tags, vec![0xff, 0xd9], plain.to_vec(), SECRET.to_vec()].concat()
}

fn chunk(name: &[u8], content: &[u8]) -> Vec<u8> {
    // The check sum of a chunk that falls away need not be right.
    [&u32::try_from(content.len()).unwrap().to_be_bytes()[..], name, content, &[0; 4]].concat()
}

fn tagged_png(up: u8) -> Vec<u8> {
    let tags = [
        chunk(b"tEXt", SECRET),
        chunk(b"zTXt", SECRET),
        chunk(b"iTXt", SECRET),
        chunk(b"tIME", b"\x07\xea\x0b\x1e\0\0\0"),
        chunk(b"eXIf", &tiff(up, false)),
        chunk(b"caBX", SECRET),
    ]
    .concat();
    let mut out = PNG[..8].to_vec();
    let mut rest = &PNG[8..];
    while !rest.is_empty() {
        let length = u32::from_be_bytes(rest[..4].try_into().unwrap()) as usize + 12;
        out.extend(&rest[..length]);
        rest = &rest[length..];
        if !rest.is_empty() {
            out.extend(&tags);
        }
    }
    out.extend(SECRET);
    out
}

fn riff(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut out = b"RIFF\0\0\0\0WEBP".to_vec();
    for (name, content) in chunks {
        out.extend(*name);
        out.extend(u32::try_from(content.len()).unwrap().to_le_bytes());
        out.extend(*content);
        out.extend(&[0][..content.len() % 2]);
    }
    let size = u32::try_from(out.len() - 8).unwrap().to_le_bytes();
    out[4..8].copy_from_slice(&size);
    out
}

fn tagged_webp(up: u8, flags: u8) -> Vec<u8> {
    let header = [flags, 0, 0, 0, 23, 0, 0, 15, 0, 0];
    let mut picture = &WEBP[20..];
    if !u32::from_le_bytes(WEBP[16..20].try_into().unwrap()).is_multiple_of(2) {
        picture = &picture[..picture.len() - 1];
    }
    [riff(&[(b"VP8X", &header), (b"VP8L", picture), (b"EXIF", &tiff(up, true)), (b"XMP ", SECRET), (b"junk", SECRET)]), SECRET.to_vec()]
        .concat()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn a_jpeg_comes_out_as_it_was_before_it_was_tagged() {
    for plain in [PLAIN, PROGRESSIVE] {
        assert_eq!(bare(plain).as_deref(), Some(plain), "nothing to take away");
        let tagged = tagged_jpeg(plain, 1);
        assert!(holds(&tagged, SECRET));
        assert_eq!(bare(&tagged).as_deref(), Some(plain));
    }
}

#[test]
fn a_jpeg_keeps_its_colours_and_which_side_is_up() {
    for up in 2..=8 {
        let out = bare(&tagged_jpeg(PLAIN, up)).unwrap();
        assert!(!holds(&out, SECRET));
        let exif = segment(0xe1, b"Exif\0\0", &super::tiff::only_orientation(up));
        assert_eq!(out, [&PLAIN[..2], &exif, &PLAIN[2..]].concat());
        assert_eq!(bare(&out), Some(out.clone()), "once is enough");
    }
    let profile = segment(0xe2, b"ICC_PROFILE\0\x01\x01", b"colours");
    let adobe = segment(0xee, b"Adobe\0", b"123456");
    let coloured = [&PLAIN[..2], &profile, &adobe, &PLAIN[2..]].concat();
    assert_eq!(bare(&coloured), Some(coloured.clone()));
}

#[test]
fn a_png_and_a_webp_lose_their_tags_too() {
    assert_eq!(bare(PNG).as_deref(), Some(PNG));
    assert_eq!(bare(&tagged_png(1)).as_deref(), Some(PNG));
    let turned = bare(&tagged_png(6)).unwrap();
    assert!(!holds(&turned, SECRET) && holds(&turned, b"eXIf"));
    assert_eq!(bare(&turned), Some(turned.clone()));

    assert_eq!(bare(WEBP).as_deref(), Some(WEBP));
    let upright = bare(&tagged_webp(1, 0b1100)).unwrap();
    assert!(!holds(&upright, SECRET) && !holds(&upright, b"EXIF"));
    assert_eq!(upright[20], 0, "no chunk of tags is announced");
    let turned = bare(&tagged_webp(8, 0b1100)).unwrap();
    assert!(!holds(&turned, SECRET) && holds(&turned, b"EXIF"));
    assert_eq!((turned[20], bare(&turned)), (0b1000, Some(turned.clone())));
}

#[test]
fn a_picture_cut_off_anywhere_is_no_reason_to_panic() {
    for whole in [tagged_jpeg(PROGRESSIVE, 3), tagged_png(3), tagged_webp(3, 0b1100)] {
        for end in 0..whole.len() {
            if let Some(out) = bare(&whole[..end]) {
                assert!(!holds(&out, SECRET));
            }
        }
    }
}

#[test]
fn only_pictures_are_pictures() {
    assert_eq!([PLAIN, PNG, WEBP].map(kind), [Some(Kind::Jpeg), Some(Kind::Png), Some(Kind::Webp)]);
    for other in ["", "GIF89a", "%PDF-1.7", "<svg xmlns='http://www.w3.org/2000/svg'/>", "RIFF....WAVE", "\u{feff}<html>", "ftypheic"] {
        assert_eq!((kind(other.as_bytes()), bare(other.as_bytes())), (None, None), "{other}");
    }
    assert_eq!(bare(&PLAIN[..40]), None, "a head without a picture");
}
