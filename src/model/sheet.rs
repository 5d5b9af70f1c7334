//! Tables of spreadsheets: how every one is written, and what in a cell is the sheet's own and not the town's.
//!
//! A spreadsheet computes what begins like a formula. One guard stands before such a cell, in every table that is written
//! ([`Csv`]); [`unguarded`] takes it off again, for each text the very same ([`guarded`] says when).

use std::borrow::Cow;

use csv::{Terminator, Writer, WriterBuilder};
use unicode_normalization::UnicodeNormalization;

/// A table for Excel: UTF-8 with its mark, lines that end as on Windows, and no cell that could be a formula.
pub struct Csv {
    writer: Writer<Vec<u8>>,
}

impl Default for Csv {
    fn default() -> Self {
        let mark = "\u{feff}".as_bytes().to_vec();
        Csv { writer: WriterBuilder::new().terminator(Terminator::CRLF).flexible(true).from_writer(mark) }
    }
}

impl Csv {
    /// Adds a line.
    pub fn row<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) {
        for cell in cells {
            // Writing into memory does not fail.
            drop(self.writer.write_field(guarded(cell.as_ref()).as_bytes()));
        }
        drop(self.writer.write_record(None::<&[u8]>));
    }

    /// The file.
    pub fn finish(self) -> Vec<u8> {
        self.writer.into_inner().unwrap_or_default()
    }
}

/// The guard: what follows it is text.
const GUARD: char = '\'';

/// A cell as it is written: what a spreadsheet would compute stands behind an apostrophe. A plain number (-3, 34.36) is
/// none of that; a text that looks guarded already gets one more, so that nothing is lost on the way back.
pub fn guarded(cell: &str) -> Cow<'_, str> {
    let bare = cell.trim_start_matches(GUARD);
    let looks_guarded = bare.len() < cell.len() && is_marked(bare);
    if looks_guarded || is_computed(bare) { Cow::Owned(format!("{GUARD}{cell}")) } else { Cow::Borrowed(cell) }
}

/// A cell as it was meant: the counterpart of [`guarded`], and of Excel's own mark before digits that are text (`'0724715678`).
pub fn unguarded(cell: &str) -> &str {
    let is_guarded = cell.starts_with(GUARD) && is_marked(cell.trim_start_matches(GUARD));
    if is_guarded { &cell[GUARD.len_utf8()..] } else { cell }
}

/// What may stand behind a guard.
fn is_marked(bare: &str) -> bool {
    is_computed(bare) || bare.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a spreadsheet could take a cell for a formula: it begins with = + - @ in any width, or with a tab or line break,
/// which some programs skip, and is no plain number.
fn is_computed(cell: &str) -> bool {
    if cell.starts_with(['\t', '\r', '\n']) {
        return true;
    }
    let visible = cell.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || is_unseen(c));
    let first = visible.chars().next().and_then(|c| c.nfkc().next());
    // U+2212 and U+FF0D are one and the same letter in CP932, in which Excel likes to save.
    matches!(first, Some('=' | '+' | '-' | '@' | '−')) && !is_plain_number(cell)
}

fn is_unseen(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
}

/// Digits with at most a minus and a point; `+81…` is a phone number that a sheet would round.
fn is_plain_number(cell: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let number = cell.strip_prefix('-').unwrap_or(cell);
    number.split_once('.').map_or_else(|| digits(number), |(whole, part)| digits(whole) && digits(part))
}

/// What sheets write into a cell whose formula failed; `#####` is a column too narrow for its number.
const ERRORS: [&str; 19] = [
    "#REF!",
    "#N/A",
    "#NAME?",
    "#VALUE!",
    "#DIV/0!",
    "#NUM!",
    "#NULL!",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#BLOCKED!",
    "#CONNECT!",
    "#UNKNOWN!",
    "#BUSY!",
    "#PYTHON!",
    "#EXTERNAL!",
    "#GETTING_DATA",
    "#ERROR!",
    "#N/A N/A",
];

/// Whether a cell holds nothing but the failure of a formula.
pub fn is_error(cell: &str) -> bool {
    if !cell.starts_with(['#', '＃', 'E', 'e', 'Ｅ', '﹟']) && !cell.starts_with(char::is_whitespace) {
        return false;
    }
    let plain = cell.trim().nfkc().collect::<String>().to_uppercase();
    let is_narrow = plain.len() >= 3 && plain.bytes().all(|byte| byte == b'#');
    // LibreOffice numbers its errors.
    let number = plain.strip_prefix("ERR:").unwrap_or("");
    let is_numbered = number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit());
    is_narrow || is_numbered || ERRORS.contains(&plain.as_str())
}

/// The failure of a formula that stands inside a longer text, where it hides words that are missing.
pub fn has_error(cell: &str) -> bool {
    cell.contains(['#', '＃']) && {
        let plain = cell.nfkc().collect::<String>().to_uppercase();
        ERRORS.iter().any(|error| plain.contains(error))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{guarded, has_error, is_error, unguarded};

    #[test]
    fn what_a_sheet_would_compute_is_guarded_and_nothing_else() {
        let computed = [
            "=1+2の会",
            "=cmd|'/C calc'!A0",
            "-1+1の会",
            "-4+5|試し",
            "+81-72-471-5678",
            "+81724715678",
            "@SUM(1)",
            "＝2の会",
            "＋1",
            "－3の会",
            "＠here",
            "\t=1",
            "\rあ",
            "\n=1",
            " =1",
            "　＝1",
            "\u{feff}=1",
            "\u{200b}@x",
            "−1",
            "﹣1",
            "⁺1",
            "-3の会",
            "-",
            "--1",
            "-1e5",
            "-.5",
            "+3",
            "=",
            "-1,5",
            "－3",
            "'=1",
            "''=1",
            "'0724715678",
            "'90年代の会'",
        ];
        for cell in computed {
            assert_eq!(guarded(cell), format!("'{cell}"), "{cell:?}");
        }
        let free = [
            "",
            "公民館",
            "34.3623",
            "-3",
            "-3.25",
            "0",
            "072-471-5678",
            "a=b",
            "1+1",
            "'",
            "''",
            "・=1",
            "「=1」",
            "10:00-12:00",
            "~1",
            "ー1",
            "~=",
            "1-2-3",
            "'-3",
        ];
        for cell in free {
            assert_eq!(guarded(cell), cell);
        }
    }

    #[test]
    fn the_guard_is_taken_off_and_the_marks_of_sheets_too() {
        let pairs = [
            ("'=1+2の会", "=1+2の会"),
            ("'-1+1の会", "-1+1の会"),
            ("''=1", "'=1"),
            ("'0724715678", "0724715678"),
            ("'1-2", "1-2"),
            ("'", "'"),
            ("'あ", "'あ"),
            ("'-3", "'-3"),
            ("=1", "=1"),
            ("'＝2", "＝2"),
            ("公民館", "公民館"),
            ("", ""),
        ];
        for (cell, meant) in pairs {
            assert_eq!(unguarded(cell), meant, "{cell:?}");
        }
    }

    proptest! {
        #[test]
        fn every_text_comes_back(cell in "['=+@＝－\\-\t \u{feff}0-9aあ.]{0,8}") {
            let written = guarded(&cell).into_owned();
            prop_assert_eq!(unguarded(&written), cell.as_str());
        }
    }

    #[test]
    fn failures_of_formulas_are_told_from_words() {
        let wrong = [
            "#REF!",
            "#N/A",
            "#NAME?",
            "#VALUE!",
            "#DIV/0!",
            "#NUM!",
            "#NULL!",
            "###",
            "########",
            "#ref!",
            " #N/A ",
            "＃ＲＥＦ！",
            "#SPILL!",
            "#CALC!",
            "#ERROR!",
            "Err:502",
            "err:508",
            "#N/A N/A",
            "#GETTING_DATA",
            "＃＃＃＃",
            "#UNKNOWN!",
        ];
        for cell in wrong {
            assert!(is_error(cell), "{cell:?}");
        }
        let right = [
            "",
            "#",
            "##",
            "#7119",
            "#1",
            "#8000",
            "#N",
            "# 見出し",
            "#REF",
            "#居場所",
            "N/A",
            "REF!",
            "Error",
            "Err:ある",
            "E-room",
            "Error: 502",
            "#1番窓口",
            "C#",
            "シャープ#会",
            "#DIV",
            "番号 ####",
        ];
        for cell in right {
            assert!(!is_error(cell), "{cell:?}");
        }
        assert!(has_error("阪南市#REF!1-2") && has_error("#N/A") && !has_error("#7119") && !has_error("C#の会"));
    }
}
