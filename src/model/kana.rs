//! The two kana, which stand in the same order 0x60 apart.

use unicode_normalization::UnicodeNormalization;

/// Katakana as hiragana; other letters as they are.
pub fn hiragana(c: char) -> char {
    shifted(c, matches!(c, 'ァ'..='ヶ' | 'ヽ' | 'ヾ'), u32::from(c).wrapping_sub(0x60))
}

/// Hiragana as katakana; other letters as they are.
pub fn katakana(c: char) -> char {
    shifted(c, matches!(c, 'ぁ'..='ゖ' | 'ゝ' | 'ゞ'), u32::from(c) + 0x60)
}

fn shifted(c: char, is_other: bool, code: u32) -> char {
    if is_other { char::from_u32(code).unwrap_or(c) } else { c }
}

/// A reading in hiragana, from whatever kana and width somebody typed.
pub fn reading(text: &str) -> String {
    text.nfkc().map(hiragana).collect()
}

#[cfg(test)]
mod tests {
    use super::{hiragana, katakana, reading};

    #[test]
    fn each_kana_has_its_twin() {
        for (one, other) in [('あ', 'ア'), ('ゔ', 'ヴ'), ('ゖ', 'ヶ'), ('ん', 'ン'), ('ー', 'ー'), ('A', 'A'), ('漢', '漢'), ('・', '・')]
        {
            assert_eq!((katakana(one), hiragana(other)), (other, one));
        }
        assert_eq!(reading("ﾅﾏｽﾞﾀ ｼｮｳｶﾞｯｺｳ"), "なまずた しょうがっこう");
    }
}
