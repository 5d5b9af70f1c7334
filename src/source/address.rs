//! Names on disk and addresses in pages: one rule for both ways.
//!
//! A name lies on disk as people typed it, in one of two forms of Unicode (macOS takes letters and their marks apart). Editors
//! write it into a link as it is, or percent-encoded as their program did it. A page holds it percent-encoded, always.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use unicode_normalization::{UnicodeNormalization, is_nfc};
use url::Url;

/// What means something else in an address, or in the attribute around it.
const SIGNS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'\'')
    .add(b'(')
    .add(b')')
    .add(b':')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A path as an address.
pub fn encoded(path: &str) -> String {
    utf8_percent_encode(path, SIGNS).to_string()
}

/// An address as a path, its letters put together; what is no encoding stays as it is.
pub fn decoded(address: &str) -> Cow<'_, str> {
    let text = percent_decode_str(address).decode_utf8().unwrap_or(Cow::Borrowed(address));
    if is_nfc(&text) { text } else { Cow::Owned(text.nfc().collect()) }
}

/// The address of a page for programs that know ASCII alone: its host in Punycode, all else percent-encoded. None where it is none.
pub fn ascii(url: &str) -> Option<Cow<'_, str>> {
    if url.is_ascii() {
        return Some(Cow::Borrowed(url));
    }
    Url::parse(url).ok().map(|url| Cow::Owned(url.into()))
}

/// The same for an e-mail address. What stands before the `@` has no form in ASCII.
pub fn ascii_mail(mail: &str) -> Option<Cow<'_, str>> {
    if mail.is_ascii() {
        return Some(Cow::Borrowed(mail));
    }
    let (name, host) = mail.rsplit_once('@').filter(|(name, _)| name.is_ascii())?;
    let url = Url::parse(&format!("http://{host}/")).ok()?;
    url.host_str().map(|host| Cow::Owned(format!("{name}@{host}")))
}

/// A name with its letters put together.
pub fn composed(name: &str) -> Cow<'_, str> {
    if is_nfc(name) { Cow::Borrowed(name) } else { Cow::Owned(name.nfc().collect()) }
}

/// The ways in which a link can be meant, the likeliest last: path and `#part`. A name may hold `#`, `?` and `%`, so that what exists decides.
pub fn readings(link: &str) -> Vec<(Cow<'_, str>, &str)> {
    let cut = link.find(['#', '?']);
    let mut all: Vec<(Cow<str>, &str)> = Vec::new();
    if link.contains('%') {
        all.push((composed(link), ""));
    }
    if cut.is_some() {
        all.push((decoded(link), ""));
    }
    let (path, rest) = link.split_at(cut.unwrap_or(link.len()));
    if cut.is_some() && path.contains('%') {
        all.push((composed(path), rest));
    }
    all.push((decoded(path), rest));
    all
}

/// Whether a path stays in its folder on every system. A manifest that somebody edited is held to this too. Pictures are called as their
/// editor called them, on whose system `?` and `"` may be letters.
pub fn is_safe(path: &str) -> bool {
    !path.is_empty() && path.len() < 240 && path.split('/').all(|part| is_safe_part(part, path.starts_with("images/")))
}

/// Whether Windows keeps a name for itself, whatever ending it has.
pub fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or("").to_ascii_lowercase();
    let is_port = (stem.starts_with("com") || stem.starts_with("lpt")) && stem.len() == 4 && stem.ends_with(|c: char| c.is_ascii_digit());
    is_port || matches!(stem.as_str(), "con" | "prn" | "aux" | "nul")
}

fn is_safe_part(part: &str, is_picture: bool) -> bool {
    !part.is_empty()
        && !is_reserved(part)
        && !part.starts_with('.')
        && !part.ends_with(['.', ' '])
        && !part.contains(|c: char| {
            c.is_control() || matches!(c, '\\' | ':' | '*' | '<' | '>' | '|') || (!is_picture && matches!(c, '?' | '"'))
        })
}

#[cfg(test)]
mod tests {
    use super::{decoded, encoded, is_safe, readings};

    #[test]
    fn addresses_have_a_form_for_programs_that_know_ascii_alone() {
        for (written, expected) in [
            ("https://example.org/a?b=c#d", Some("https://example.org/a?b=c#d")),
            ("https://example.org", Some("https://example.org")),
            ("https://example.org/施設/一覧.html", Some("https://example.org/%E6%96%BD%E8%A8%AD/%E4%B8%80%E8%A6%A7.html")),
            ("https://example.org/?q=居場所", Some("https://example.org/?q=%E5%B1%85%E5%A0%B4%E6%89%80")),
            ("https://example.org/#場所", Some("https://example.org/#%E5%A0%B4%E6%89%80")),
            ("居場所", None),
        ] {
            let found = super::ascii(written);
            assert_eq!(found.as_deref(), expected);
        }
        assert_eq!(super::ascii_mail("a@example.org").as_deref(), Some("a@example.org"));
        assert_eq!(super::ascii_mail("窓口@example.org"), None);
        let mail = super::ascii_mail("a@阪南市.jp").unwrap_or_default();
        assert!(mail.starts_with("a@xn--") && mail.ends_with(".jp"), "{mail}");
    }

    #[test]
    fn whatever_a_name_holds_it_comes_back() {
        for name in [
            "外観.png",
            "見取り図 1.png",
            "a&b.png",
            "外観#2.png",
            "100%.png",
            "何?.png",
            "it's \"x\".png",
            "a+b=c.png",
            "%20.png",
            "ガ.png",
        ] {
            let address = encoded(name);
            assert!(address.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\'' | b'&' | b'#' | b'?')), "{address}");
            assert_eq!(decoded(&address), name);
        }
        assert_eq!(decoded("カ\u{3099}.png"), "ガ.png");
        assert_eq!(decoded("100%.png"), "100%.png");
    }

    #[test]
    fn a_link_may_be_meant_in_several_ways() {
        let said = |link| readings(link).into_iter().map(|(path, rest)| format!("{path} {rest}")).collect::<Vec<_>>();
        assert_eq!(said("a.md"), ["a.md "]);
        assert_eq!(said("a.md#b"), ["a.md#b ", "a.md #b"]);
        assert_eq!(said("%E5%A4%96.png"), ["%E5%A4%96.png ", "外.png "]);
    }

    #[test]
    fn only_paths_that_stay_in_the_folder_are_safe() {
        for path in ["index.html", "hannan/library.html", "images/図書館.jpg"] {
            assert!(is_safe(path), "{path}");
        }
        for path in ["", "/etc/passwd", "../a", "a/../b", "a//b", "a\\b", "c:/a", ".git/config", "nul", "aux.html", "com1.html", "a. "] {
            assert!(!is_safe(path), "{path}");
        }
    }
}
