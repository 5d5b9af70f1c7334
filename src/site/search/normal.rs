//! Words made comparable, so that a search finds them however they were typed.
//!
//! 1. Compatibility forms become plain ones (NFKC): full-width letters, half-width katakana, ㈱.
//! 2. Capitals become small, katakana hiragana, and every dash, wave and long mark the one long mark.
//! 3. Variants of a character become the plain one (`variants.txt`).
//! 4. What only sets words apart is left out: spaces, ・, 「」, marks that cannot be seen.
//!
//! `assets/find-text.js` does the same in the browser; `tests/fixtures/search/normal.json` holds both to it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

static TABLE: &str = include_str!("variants.txt");
static VARIANTS: LazyLock<BTreeMap<char, char>> = LazyLock::new(|| pairs().collect());

/// The text as it is compared. Nothing in it is meant for the eye.
pub fn normal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_normal(text, &mut out);
    out
}

/// Appends what [`normal`] gives.
pub fn push_normal(text: &str, out: &mut String) {
    out.extend(text.nfkc().flat_map(char::to_lowercase).filter(|c| !is_left_out(*c)).map(plain));
}

/// Each variant followed by its plain character, for the browser.
pub fn variants() -> String {
    pairs().flat_map(|(variant, plain)| [variant, plain]).collect()
}

fn pairs() -> impl Iterator<Item = (char, char)> {
    TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut characters = line.chars();
        Some((characters.next()?, characters.next()?))
    })
}

fn is_left_out(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '・' | '「' | '」' | '『' | '』' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
        || matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

fn plain(c: char) -> char {
    let c = match c {
        'ァ'..='ヶ' | 'ヽ' | 'ヾ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        '-' | '~' | '‐'..='―' | '−' | '─' | '〜' => 'ー',
        c => c,
    };
    VARIANTS.get(&c).copied().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::{normal, pairs};

    #[test]
    fn the_same_words_are_the_same_here_and_in_the_browser() {
        let cases: Vec<(String, String)> =
            serde_json::from_str(include_str!("../../../tests/fixtures/search/normal.json")).expect("pairs of texts");
        for (written, compared) in cases {
            assert_eq!(normal(&written), compared, "{written}");
            assert_eq!(normal(&compared), compared, "{compared}: once is enough");
        }
    }

    #[test]
    fn no_variant_leads_to_another() {
        for (variant, plain) in pairs() {
            assert!(!pairs().any(|(other, _)| other == plain), "{variant}{plain}");
        }
    }
}
