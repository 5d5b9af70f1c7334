//! What a spreadsheet has made of a cell: dates where a lot number was typed, exponents where digits stood. What is spoilt is
//! not taken for a fact; it is told, and kept for staff.

use encoding_rs::{Encoding, SHIFT_JIS, UTF_8, WINDOWS_1252};
use unicode_normalization::UnicodeNormalization;

/// So many decimals place a point within some hundred metres. Fewer are what is left of a number that was rounded.
const DECIMALS: usize = 3;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// `4.00E+12`: a number that a sheet has rounded.
pub fn is_exponent(cell: &str) -> bool {
    let plain: String = cell.trim().nfkc().collect();
    let Some((digits, exponent)) = plain.split_once(['E', 'e']) else { return false };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let digits = digits.strip_prefix('-').unwrap_or(digits);
    let is_mantissa = digits.split_once('.').map_or_else(|| is_number(digits), |(whole, part)| is_number(whole) && is_number(part));
    // 3E5 may be a room; a sheet writes the sign.
    is_mantissa && exponent.strip_prefix(['+', '-']).is_some_and(is_number)
}

/// Whether a lot number (1-2) has become a date: `1月2日`, `2-Jan`, `2024/1/2`, `45294`.
pub fn is_date(cell: &str) -> bool {
    let plain = cell.trim().nfkc().collect::<String>().to_lowercase();
    // A moment is a date too.
    let day = plain.split_once(' ').filter(|(_, time)| is_clock(time)).map_or(plain.as_str(), |(day, _)| day);
    is_serial(day) || is_japanese_date(day) || is_english_date(day) || is_slashed_date(day) || is_iso_date(day)
}

/// The date that a whole address ends in where its lot number should stand, with the text before it.
pub fn dated_tail(address: &str) -> Option<(String, String)> {
    let plain: String = address.trim().nfkc().collect();
    let starts = plain.char_indices().filter(|(at, c)| {
        let before = plain[..*at].chars().next_back();
        let is_start = c.is_ascii_alphanumeric() || matches!(c, '令' | '平' | '昭');
        is_start && before.is_some_and(|before| !before.is_ascii_alphanumeric() && !matches!(before, '-' | '.' | '/' | '年' | '月' | '条'))
    });
    starts
        .map(|(at, _)| plain.split_at(at))
        .find(|(_, tail)| is_date(tail) && !is_year_month(tail))
        .map(|(head, tail)| (head.to_owned(), tail.to_owned()))
}

/// Whether a position says more than the neighbourhood: plain decimals, at least three of them.
pub fn is_precise(degrees: &str) -> bool {
    let plain: String = degrees.trim().nfkc().collect();
    if plain.contains(['度', '°']) {
        let numbers = plain.split(|c: char| !(c.is_ascii_digit() || c == '.')).filter(|part| !part.is_empty()).count();
        return numbers >= 3 || plain.split_once('.').is_some_and(|(_, decimals)| digits_at_start(decimals) >= DECIMALS);
    }
    !plain.to_ascii_lowercase().contains('e') && plain.split_once('.').is_some_and(|(_, decimals)| digits_at_start(decimals) >= DECIMALS)
}

/// Letters that were read in the wrong encoding, as they were meant: CP932 or UTF-8 that was taken for Latin letters, UTF-8 that
/// was taken for CP932. Only where the bytes are wholly sound the other way, and Japanese comes out.
pub fn unscrambled(cell: &str) -> Option<String> {
    let strange = cell.chars().filter(|c| !c.is_ascii()).count();
    if strange < 2 {
        return None;
    }
    let is_latin = cell.chars().all(|c| c.is_ascii() || !is_japanese(c));
    if is_latin {
        let (bytes, _, is_lossy) = WINDOWS_1252.encode(cell);
        return (!is_lossy)
            .then(|| strictly(UTF_8, &bytes).or_else(|| strictly(SHIFT_JIS, &bytes)))
            .flatten()
            .filter(|text| is_meant(text));
    }
    // 縺, 繧, 繝 are the first byte of nearly every kana.
    let marks = cell.chars().filter(|c| matches!(c, '縺' | '繧' | '繝')).count();
    if marks < 1 || marks * 4 < strange {
        return None;
    }
    let (bytes, _, is_lossy) = SHIFT_JIS.encode(cell);
    (!is_lossy).then(|| strictly(UTF_8, &bytes)).flatten().filter(|text| is_meant(text))
}

fn strictly(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned)
}

fn is_japanese(c: char) -> bool {
    matches!(c, 'ぁ'..='ヺ' | '一'..='龥' | '々' | '〇' | 'ｦ'..='ﾟ' | '、'..='〟' | '！'..='～')
}

/// Japanese in full, with nothing in it that no keyboard types.
fn is_meant(text: &str) -> bool {
    let full = text.chars().filter(|c| matches!(c, 'ぁ'..='ヺ' | '一'..='龥')).count();
    full >= 1
        && text.chars().all(|c| {
            c.is_ascii() && (!c.is_control() || c == '\n') || is_japanese(c) || matches!(c, 'ー' | '・' | '　' | '‐' | '−' | '～' | '〜')
        })
}

fn digits_at_start(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

fn number(text: &str) -> Option<u32> {
    (!text.is_empty() && text.len() <= 5 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

fn is_day(month: &str, day: &str) -> bool {
    number(month).is_some_and(|month| (1..=12).contains(&month)) && number(day).is_some_and(|day| (1..=31).contains(&day))
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && number(text).is_some_and(|year| (1900..=2100).contains(&year))
}

/// Days since 1900, as Excel keeps the dates of 1954 to 2064.
fn is_serial(text: &str) -> bool {
    let text = text.strip_suffix(".0").unwrap_or(text);
    text.len() == 5 && number(text).is_some_and(|days| (20_000..60_000).contains(&days))
}

fn is_clock(text: &str) -> bool {
    text.contains(':') && text.split(':').all(|part| number(part).is_some())
}

/// 1月2日, 2024年1月2日, 令和6年1月2日, 2024年1月.
fn is_japanese_date(text: &str) -> bool {
    let text = match text.split_once('年') {
        Some((year, rest)) => {
            let year = year.trim_start_matches(['令', '和', '平', '成', '昭', 'r', 'h', 's']);
            if number(year).is_none() && year != "元" {
                return false;
            }
            rest
        }
        None => text,
    };
    let Some((month, day)) = text.split_once('月') else { return false };
    is_day(month, "1") && (day.is_empty() || day.strip_suffix('日').is_some_and(|day| is_day("1", day)))
}

fn is_year_month(text: &str) -> bool {
    text.ends_with('月')
}

/// 2-Jan, Jan-02, 2-Jan-24, 02/Jan/2024.
fn is_english_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['-', '/', ' ']).collect();
    let months = parts.iter().filter(|part| MONTHS.contains(part)).count();
    (2..=3).contains(&parts.len()) && months == 1 && parts.iter().all(|part| MONTHS.contains(part) || number(part).is_some())
}

/// 2024/1/2, 1/2, 1/2/2024, R6.1.2.
fn is_slashed_date(text: &str) -> bool {
    let era = text.strip_prefix(['r', 'h', 's']);
    let parts: Vec<&str> = era.unwrap_or(text).split(if era.is_some() { ['.', '/'] } else { ['/', '/'] }).collect();
    match parts.as_slice() {
        [year, month, day] if era.is_some() => number(year).is_some() && is_day(month, day),
        [year, month, day] if is_year(year) => is_day(month, day),
        [month, day, year] if is_year(year) || year.len() == 2 => is_day(month, day) || is_day(day, month),
        [month, day] => is_day(month, day),
        _ => false,
    }
}

/// 2024-01-02, as programs write it; the lot 2024-1-2 is another matter.
fn is_iso_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('t').next().unwrap_or(text).split('-').collect();
    matches!(parts.as_slice(), [year, month, day] if is_year(year) && month.len() == 2 && day.len() == 2 && is_day(month, day))
}

#[cfg(test)]
mod tests {
    use super::{dated_tail, is_date, is_exponent, is_precise, unscrambled};

    #[test]
    fn lot_numbers_that_became_dates_are_told_from_lot_numbers() {
        let dates = [
            "1月2日",
            "１月２日",
            "12月31日",
            "2024年1月2日",
            "令和6年1月2日",
            "令和元年5月1日",
            "2024年1月",
            "1月",
            "2-Jan",
            "Jan-2",
            "2-Jan-24",
            "02/Jan/2024",
            "2024/1/2",
            "2024/01/02",
            "1/2",
            "1/2/2024",
            "2024-01-02",
            "2024-01-02 00:00:00",
            "2024/1/2 0:00",
            "45294",
            "４５２９４",
            "45294.0",
            "R6.1.2",
            "2024-01-02T00:00:00",
        ];
        for cell in dates {
            assert!(is_date(cell), "{cell}");
        }
        let lots = [
            "1-2",
            "1番2号",
            "1-2-3",
            "2024-1-2",
            "35-3",
            "",
            "1番地",
            "1214-1",
            "3丁目2-1",
            "12345-6",
            "4529",
            "99999",
            "12345番地",
            "1",
            "100",
            "13/45",
            "一月二日",
            "1-2 2階",
            "乙12",
            "Jan",
            "字一月1",
            "1月2日3",
            "2024",
            "A-1",
            "地先",
            "1の2",
        ];
        for cell in lots {
            assert!(!is_date(cell), "{cell}");
        }
    }

    #[test]
    fn addresses_that_end_in_a_date_are_found() {
        let spoilt = [
            ("阪南市尾崎町1月2日", "阪南市尾崎町"),
            ("阪南市尾崎町2-Jan", "阪南市尾崎町"),
            ("阪南市尾崎町45294", "阪南市尾崎町"),
            ("阪南市尾崎町2024/1/2", "阪南市尾崎町"),
            ("大阪府阪南市尾崎町 1月2日", "大阪府阪南市尾崎町 "),
        ];
        for (address, head) in spoilt {
            assert_eq!(dated_tail(address).map(|(head, _)| head).as_deref(), Some(head), "{address}");
        }
        let whole = [
            "阪南市尾崎町35-3",
            "三重県四日市市諏訪町1-5",
            "十日町市本町1-2-3",
            "札幌市中央区北1条西2丁目",
            "廿日市市下平良1-11-1",
            "阪南市尾崎町2024-1-2",
            "阪南市",
            "1月2日",
            "津市一色町214番地",
            "鳥取1214-1",
            "上牧4529番地",
            "大字45294番地",
            "三月田町1-1",
            "〒599-0204 阪南市",
        ];
        for address in whole {
            assert_eq!(dated_tail(address), None, "{address}");
        }
    }

    #[test]
    fn scrambled_letters_are_mended_only_where_that_is_certain() {
        let latin = |text: &str| encoding_rs::WINDOWS_1252.decode(&encoding_rs::SHIFT_JIS.encode(text).0).0.into_owned();
        let utf8_as_latin = |text: &str| encoding_rs::WINDOWS_1252.decode(text.as_bytes()).0.into_owned();
        for meant in ["中央公民館", "カタカナ", "阪南市尾崎町1-2", "静かに、過ごせます。", "東の家（本館）"]
        {
            assert_eq!(unscrambled(&latin(meant)).as_deref(), Some(meant));
            assert_eq!(unscrambled(&utf8_as_latin(meant)).as_deref(), Some(meant));
        }
        let (as_cp932, _, is_lossy) = encoding_rs::SHIFT_JIS.decode("ひだまりの家".as_bytes());
        assert!(is_lossy || unscrambled(&as_cp932).as_deref() == Some("ひだまりの家"), "{as_cp932}");
        for sound in [
            "",
            "中央公民館",
            "café crème",
            "Café – Ångström",
            "ﾅﾏｽﾞﾀ",
            "①階",
            "縺れた糸の会",
            "E-room",
            "〒599-0204",
            "a\u{81}",
            "½ × 3",
            "繝",
        ] {
            assert_eq!(unscrambled(sound), None, "{sound}");
        }
    }

    #[test]
    fn rounded_numbers_are_no_positions() {
        for rounded in ["34.4", "135", "34.36", "3.44E+01", "34", "34度21分", "", "34.", "1.35e+02", "３４．４", "34.36E0"] {
            assert!(!is_precise(rounded), "{rounded}");
        }
        for precise in ["34.3623", "135.241", "34度21分44秒", "34°21'44\"", "３４．３６２３", "34.362°", "34.123456789"] {
            assert!(is_precise(precise), "{precise}");
        }
        for number in ["4.00E+12", "3.44E+01", "1E+05", "-1.2e-3", "７．２Ｅ＋０８"] {
            assert!(is_exponent(number), "{number}");
        }
        for word in ["E-room", "3E", "3E5", "1e", "E+1", "", "12", "4.00", "A1E+5", "e+"] {
            assert!(!is_exponent(word), "{word}");
        }
    }
}
