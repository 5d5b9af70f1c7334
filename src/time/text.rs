//! One spelling for every way of writing: width, dashes, brackets and kanji compatibility forms, with the way back.
//!
//! Each character of the result remembers the bytes of the original it stands for, so that whatever a reader further up
//! does not understand can be pointed at in the editor's own file.

use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, char::compose};

/// The normalised characters of a phrase, each with its place in the original.
#[derive(Debug, Clone)]
pub(super) struct Text {
    pub chars: Vec<char>,
    places: Vec<Range<usize>>,
}

impl Text {
    /// Normalises `original`.
    pub fn new(original: &str) -> Text {
        let mut text = Text { chars: Vec::new(), places: Vec::new() };
        let mut pending_backslash = false;
        for (start, char) in original.char_indices() {
            let place = start..start + char.len_utf8();
            // Exports that keep line breaks as the two characters "\n" are common enough to be read as what they mean.
            if pending_backslash && char == 'n' {
                text.drop_last();
                text.push('\n', place.start.saturating_sub(1)..place.end);
                pending_backslash = false;
                continue;
            }
            pending_backslash = char == '\\';
            text.add(char, &place);
        }
        text
    }

    /// The bytes of the original behind the characters `range`.
    pub fn place(&self, range: Range<usize>) -> Range<usize> {
        let start = self.places.get(range.start).map_or_else(|| self.end(), |place| place.start);
        let last = range.end.checked_sub(1).filter(|last| *last >= range.start);
        let end = last.and_then(|last| self.places.get(last)).map_or(start, |place| place.end);
        start..end.max(start)
    }

    fn end(&self) -> usize {
        self.places.last().map_or(0, |place| place.end)
    }

    fn add(&mut self, char: char, place: &Range<usize>) {
        // Most characters of a notice have no other spelling.
        if matches!(char, '0'..='9' | 'A'..='Z' | 'a'..='z' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{4e00}'..='\u{9fff}') {
            return self.push(char, place.clone());
        }
        if let Some(plain) = plain(char, self.chars.last().copied()) {
            return self.push(plain, place.clone());
        }
        if matches!(char, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}') {
            return;
        }
        for form in std::iter::once(char).nfkc() {
            let form = plain(form, self.chars.last().copied()).unwrap_or(form);
            self.push(form, place.clone());
        }
    }

    /// Half-width kana carry their voicing mark as a character of its own; it is joined to the kana before it.
    fn push(&mut self, char: char, place: Range<usize>) {
        if let (Some(last), Some(last_place)) = (self.chars.last_mut(), self.places.last_mut())
            && matches!(char, '\u{3099}' | '\u{309a}')
            && let Some(joined) = compose(*last, char)
        {
            *last = joined;
            last_place.end = place.end;
            return;
        }
        self.chars.push(char);
        self.places.push(place);
    }

    fn drop_last(&mut self) {
        self.chars.pop();
        self.places.pop();
    }
}

/// The one spelling of a character that people write in many ways; `None` leaves it to NFKC.
fn plain(char: char, before: Option<char>) -> Option<char> {
    let plain = match char {
        '\n' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => '\n',
        '\r' | '\t' | '\u{a0}' | '\u{3000}' => ' ',
        '-'
        | '~'
        | '\u{2d0}'..='\u{2df}'
        | '\u{2010}'..='\u{2015}'
        | '\u{2212}'
        | '\u{2053}'
        | '\u{223c}'
        | '\u{223e}'
        | '\u{2500}'
        | '\u{2501}'
        | '\u{301c}'
        | '\u{3030}'
        | '\u{ff0d}'
        | '\u{ff5e}'
        | '\u{ffe3}'
        | '\u{203e}'
        | '\u{2192}'
        | '\u{21d2}' => '~',
        // The long-vowel mark is a dash unless it lengthens a kana.
        'ー' | 'ｰ' if !before.is_some_and(is_kana) => '~',
        '\u{2236}' | '\u{a789}' | '\u{fe30}' | '\u{fe13}' => ':',
        '…' | '⋯' | '‥' => ':',
        '\u{b7}' | '\u{2022}' | '\u{2027}' | '\u{22c5}' => '・',
        ',' | '，' | '､' => '、',
        '｡' | '．' => {
            if char == '｡' {
                '。'
            } else {
                '.'
            }
        }
        '[' | '［' | '〔' | '〈' | '《' | '≪' | '<' | '＜' | '（' | '｛' | '{' | '〖' | '〘' | '〚' | '⦅' | '｟' | '﹙' | '﹝' | '«'
        | '‹' => '(',
        ']' | '］' | '〕' | '〉' | '》' | '≫' | '>' | '＞' | '）' | '｝' | '}' | '〗' | '〙' | '〛' | '⦆' | '｠' | '﹚' | '﹞' | '»'
        | '›' => ')',
        // ①9:00 is no 19:00.
        '\u{2460}'..='\u{249b}' | '\u{24f5}'..='\u{24fe}' | '\u{2776}'..='\u{2793}' => '※',
        '*' | '＊' | '★' | '●' | '○' | '◆' | '◇' | '■' | '□' | '◎' | '☆' | '▼' | '▽' | '▲' => '※',
        _ if char.is_control() => ' ',
        _ => return None,
    };
    Some(plain)
}

fn is_kana(char: char) -> bool {
    matches!(char, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain_text(original: &str) -> String {
        Text::new(original).chars.into_iter().collect()
    }

    #[test]
    fn width_dashes_and_brackets_become_one() {
        assert_eq!(plain_text("９：００～２２：００〔日曜〕"), "9:00~22:00(日曜)");
        assert_eq!(plain_text("月ー金　ランチー"), "月~金 ランチー");
        assert_eq!(plain_text("㈪ ﾗﾝﾁﾀﾞ\\n土"), "(月) ランチダ\n土");
    }

    #[test]
    fn every_character_knows_its_bytes() {
        let original = "㈪、９時";
        let text = Text::new(original);
        assert_eq!(text.chars.iter().collect::<String>(), "(月)、9時");
        assert_eq!(&original[text.place(1..2)], "㈪");
        assert_eq!(&original[text.place(4..6)], "９時");
        assert_eq!(text.place(9..12), original.len()..original.len());
    }
}
