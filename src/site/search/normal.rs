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

use crate::model::kana;

static TABLE: &str = include_str!("variants.txt");
static SPELLINGS: &str = include_str!("spellings.txt");
static VARIANTS: LazyLock<Variants> = LazyLock::new(Variants::new);

/// The table, and a bit for each character that is in it: nearly all are not.
struct Variants {
    plain: BTreeMap<char, char>,
    bits: Vec<u64>,
}

impl Variants {
    fn new() -> Self {
        let plain: BTreeMap<char, char> = pairs().collect();
        let mut bits = vec![0; plain.keys().next_back().map_or(0, |last| place(*last).0 + 1)];
        plain.keys().map(|variant| place(*variant)).for_each(|(word, bit)| bits[word] |= bit);
        Variants { plain, bits }
    }

    fn plain(&self, c: char) -> char {
        let (word, bit) = place(c);
        if self.bits.get(word).is_some_and(|bits| bits & bit != 0) { self.plain.get(&c).copied().unwrap_or(c) } else { c }
    }
}

/// Which word of a bit set has a character, and its bit.
fn place(c: char) -> (usize, u64) {
    let code = u32::from(c);
    (usize::try_from(code / 64).unwrap_or(usize::MAX), 1 << (code % 64))
}

/// The text as it is compared. Nothing in it is meant for the eye.
pub fn normal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_normal(text, &mut out);
    out
}

/// Appends what [`normal`] gives.
pub fn push_normal(text: &str, out: &mut String) {
    // Most texts have no character for the first step, which takes most of the time.
    if text.chars().all(is_composed) {
        out.extend(text.chars().map(|c| c.to_ascii_lowercase()).filter(|c| !is_left_out(*c)).map(plain));
    } else {
        out.extend(text.nfkc().flat_map(char::to_lowercase).filter(|c| !is_left_out(*c)).map(plain));
    }
}

/// Whether a character, among others of the kind, stays as it is in NFKC, and has no small form but an ASCII one.
fn is_composed(c: char) -> bool {
    matches!(c, '\t' | '\n' | ' '..='~' | '、'..='〃' | '「'..='』' | 'ぁ'..='ゖ' | 'ァ'..='ー' | '一'..='鿿')
}

/// Each variant followed by its plain character, for the browser.
pub fn variants() -> String {
    pairs().flat_map(|(variant, plain)| [variant, plain]).collect()
}

/// Words that are spelt in several ways, the last for all of them; for the second comparison, which the browser makes.
pub fn spellings() -> Vec<Vec<&'static str>> {
    SPELLINGS.lines().filter(|line| !line.starts_with('#')).map(|line| line.split_whitespace().collect()).collect()
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
        '-' | '~' | '‐'..='―' | '−' | '─' | '〜' => 'ー',
        c => kana::hiragana(c),
    };
    VARIANTS.plain(c)
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::{is_composed, normal, pairs, spellings};

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
    fn what_is_taken_for_composed_is() {
        for c in ('\0'..='\u{ffff}').filter(|c| is_composed(*c)) {
            let text = format!("か{c}き");
            assert!(text.nfkc().eq(text.chars()), "{c}");
            assert!(c.to_lowercase().eq([c.to_ascii_lowercase()]), "{c}");
        }
    }

    #[test]
    fn spellings_are_comparable_and_lead_to_one_word_each() {
        let mut known = std::collections::BTreeSet::new();
        for words in spellings() {
            assert!(words.len() > 1, "{words:?}");
            for word in &words {
                assert_eq!(normal(word), **word, "as the first comparison leaves it");
                assert!(known.insert(*word), "{word} stands twice");
            }
        }
    }

    #[test]
    fn no_variant_leads_to_another() {
        for (variant, plain) in pairs() {
            assert!(!pairs().any(|(other, _)| other == plain), "{variant}{plain}");
        }
    }
}
