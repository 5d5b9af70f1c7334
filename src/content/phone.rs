//! Phone and fax numbers.
//!
//! 1. [`take_apart`]: what was typed → the number with its parting signs, and the words beside it.
//! 2. Every parting sign becomes a hyphen, so that a number is read out as it is printed: `072(471)5678` → `072-471-5678`.
//! 3. The number is held against the plan of numbers; words are told to which field they belong.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::content::object::Context;
use crate::content::prose::shortened;
use crate::content::values::is_dash;
use crate::diagnostics::{At, Code, Diagnostic};

/// What was typed, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// The first number in half-width digits and hyphens; it may still be no number that can be dialled.
    pub number: String,
    /// Everything that is no part of it, without brackets and signs around it.
    pub words: Vec<String>,
}

/// A phone or fax number in half-width digits and hyphens (GIF DS-445).
///
/// With the leading 0, fixed and 0120/0570 numbers have 10 digits, mobile and IP numbers (050–090) and 0800 have 11 (総務省
/// 電気通信番号計画); special numbers have three or, after `#`, four.
pub fn phone(text: At<String>, context: &mut Context) -> Option<At<String>> {
    let typed = take_apart(&text);
    match advice(&typed) {
        None => Some(At::new(typed.number, text.span)),
        Some(help) => {
            context.report(
                Diagnostic::error(Code::PhoneNumber, format!("電話番号として読めません: {}", shortened(&text)))
                    .at(text.span, "この番号")
                    .help(help),
            );
            None
        }
    }
}

/// Whether a text is a number that can be dialled and nothing besides.
pub fn is_phone(text: &str) -> bool {
    advice(&take_apart(text)).is_none()
}

/// The number and the words of a text.
pub fn take_apart(text: &str) -> Typed {
    let tidy = tidied(text);
    // The longest stretch of digits and parting signs is the number; an 内線 or an hour is shorter.
    let Some(number) = stretches(&tidy).into_iter().max_by_key(|part| (digits(&tidy[part.clone()]), std::cmp::Reverse(part.start))) else {
        return Typed { number: String::new(), words: vec![tidy] };
    };
    let is_around = |c: char| is_parting(c) || matches!(c, ':' | '【' | '】' | '<' | '>');
    let around = [&tidy[..number.start], &tidy[number.end..]].map(|part| part.trim_matches(is_around));
    let words = around.into_iter().filter(|word| !word.is_empty()).map(str::to_owned).collect();
    Typed { number: hyphenated(&tidy[number]), words }
}

/// The stretches without words that hold digits.
fn stretches(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| is_word(*c)).chain([(text.len(), ' ')]) {
        if digits(&text[start..at]) > 0 {
            found.push(start..at);
        }
        start = (at + c.len_utf8()).min(text.len());
    }
    found
}

/// In half width, each dash a hyphen, without what cannot be seen: a number copied from an address book has marks around it.
fn tidied(text: &str) -> String {
    let seen = |c: &char| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    text.nfkc().filter(seen).map(|c| if is_dash(c) { '-' } else { c }).collect::<String>().trim().to_owned()
}

/// Each run of parting signs as one hyphen. Two hyphens one after the other stay: they are a slip, not a sign.
fn hyphenated(stretch: &str) -> String {
    let is_international = stretch.trim_start_matches(is_parting).starts_with('+');
    // +81-(0)72: the 0 in brackets is dialled in Japan alone.
    let stretch = if is_international { stretch.replacen("(0)", "(", 1) } else { stretch.to_owned() };
    let stretch = stretch.trim_matches(|c| is_parting(c) && c != '-');
    let mut number = String::with_capacity(stretch.len());
    let mut hyphens = 0;
    let mut is_parted = false;
    for c in stretch.trim_end_matches(|c| is_parting(c) && c != '-').chars() {
        match c {
            '-' => (hyphens, is_parted) = (hyphens + 1, true),
            c if is_parting(c) => is_parted = true,
            c => {
                if std::mem::take(&mut is_parted) && !number.is_empty() {
                    number.push_str(&"-".repeat(hyphens.max(1)));
                }
                hyphens = 0;
                number.push(c);
            }
        }
    }
    number.push_str(&"-".repeat(hyphens));
    if number.strip_prefix("+81").is_some_and(|national| national.starts_with(|c: char| c.is_ascii_digit())) {
        number.insert("+81".len(), '-');
    }
    number
}

/// What stands between the parts of a number: 072(471)5678, 072・471・5678, 072.471.5678, 072／471／5678, 072の471の5678.
fn is_parting(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '(' | ')' | '[' | ']' | '〔' | '〕' | '・' | '·' | '•' | '‧' | '∙' | '.' | '/' | '∕' | '⁄' | '_' | 'の')
}

fn is_word(c: char) -> bool {
    !(c.is_ascii_digit() || is_parting(c) || matches!(c, '+' | '#'))
}

fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

/// What to do about a number; nothing where it is sound.
fn advice(typed: &Typed) -> Option<String> {
    let Typed { number, words } = typed;
    let count = digits(number);
    if let Some(word) = words.iter().find(|word| word.contains("内線")) {
        let extension: String = word.chars().skip_while(|c| *c != '線').filter(char::is_ascii_digit).collect();
        return Some(format!("内線は別の項目に分けてください: phone: {number} と extension: \"{extension}\""));
    }
    if count > 13 || words.iter().any(|word| digits(word) >= 6) {
        return Some("番号は一つずつ、contacts の下に - を付けて並べてください".to_owned());
    }
    if !words.is_empty() {
        return Some(advice_on_words(number, words));
    }
    if let Some(short) = number.strip_prefix('#') {
        return (short.len() != 4 || count != 4).then(|| "短縮ダイヤルは # と四けたの数字です".to_owned());
    }
    if number.len() == 3 && count == 3 && number.starts_with('1') {
        return None;
    }
    if let Some(national) = number.strip_prefix("+81") {
        let national = national.strip_prefix('-').unwrap_or(national);
        if national.starts_with('0') {
            return Some(format!("+81 の後には、市外局番のはじめの 0 を書きません: +81-{}", national.trim_start_matches(['0', '-'])));
        }
        let is_whole = count == expected_digits(&format!("0{national}")) + 1;
        return (!is_whole || is_badly_parted(national)).then(|| "+81 の後のけた数を確かめてください".to_owned());
    }
    if !number.starts_with('0') {
        return Some("市外局番から書いてください。例: 072-471-5678".to_owned());
    }
    let expected = expected_digits(number);
    if count != expected {
        return Some(format!("数字が {count} けたあります。この番号なら {expected} けたのはずです"));
    }
    is_badly_parted(number).then(|| "ハイフンの位置を確かめてください。例: 072-471-5678".to_owned())
}

fn is_badly_parted(number: &str) -> bool {
    number.contains("--") || number.starts_with('-') || number.ends_with('-') || number.contains(['+', '#'])
}

fn expected_digits(number: &str) -> usize {
    let digits: String = number.chars().filter(char::is_ascii_digit).take(4).collect();
    let is_long = ["050", "060", "070", "080", "090"].iter().any(|start| digits.starts_with(start));
    if is_long { 11 } else { 10 }
}

/// Which field the words beside a number belong to.
fn advice_on_words(number: &str, words: &[String]) -> String {
    let said = words.join(" ");
    let word = shortened(&said);
    if digits(number) < 3 {
        return "番号を書いてください。例: 072-471-5678。番号がないときは、この行を消してください".to_owned();
    }
    let upper = said.to_uppercase();
    let is = |of: &[&str]| of.iter().any(|part| upper.contains(part));
    let speaks_of_fax = is(&["FAX", "ファックス", "ファクス", "ファクシミリ"]);
    let is_shared = is(&["兼", "共", "同じ", "同番", "TEL", "電話", "&"]);
    if speaks_of_fax && is_shared {
        return format!("番号だけを書いてください。「{word}」は、同じ番号を fax にも書きます: phone: {number}、fax: {number}");
    }
    if speaks_of_fax {
        return format!("番号だけを書いてください。「{word}」の番号は fax に書きます: fax: {number}");
    }
    if is(&["時", ":", "平日", "曜", "午前", "午後", "夜間", "土日", "24H"]) {
        return format!("番号だけを書いてください。「{word}」は hours に書けます: phone: {number}、hours: {word}");
    }
    if is(&["TEL", "電話", "☎", "☏", "📞", "📱"]) && said.chars().count() <= 5 {
        return format!("番号だけを書いてください。「{word}」はいりません: phone: {number}");
    }
    // 代 and 代表 say the same; the label is read out, so it says it in full.
    let label = if matches!(said.as_str(), "代" | "大代" | "大代表") { "代表" } else { said.as_str() };
    let label = if label == "直" { "直通" } else { label };
    format!("番号だけを書いてください。「{word}」は label や purpose に書けます: label: {}、phone: {number}", shortened(label))
}

#[cfg(test)]
mod tests {
    use super::{advice, is_phone, take_apart};

    #[test]
    fn every_parting_sign_becomes_a_hyphen() {
        let right = [
            ("072(471)5678", "072-471-5678"),
            ("(072)471-5678", "072-471-5678"),
            ("（072）471－5678", "072-471-5678"),
            ("０７２（４７１）５６７８", "072-471-5678"),
            ("072 471 5678", "072-471-5678"),
            ("072　471　5678", "072-471-5678"),
            ("072・471・5678", "072-471-5678"),
            ("072･471･5678", "072-471-5678"),
            ("072.471.5678", "072-471-5678"),
            ("072．471．5678", "072-471-5678"),
            ("072／471／5678", "072-471-5678"),
            ("072/471/5678", "072-471-5678"),
            ("072 - 471 - 5678", "072-471-5678"),
            ("072ー471ー5678", "072-471-5678"),
            ("072‐471−5678", "072-471-5678"),
            ("(072) 471-5678", "072-471-5678"),
            ("072-(471)-5678", "072-471-5678"),
            ("(072)(471)5678", "072-471-5678"),
            ("(072-471-5678)", "072-471-5678"),
            ("072(471-5678", "072-471-5678"),
            ("072)471-5678", "072-471-5678"),
            ("+81 72-471-5678", "+81-72-471-5678"),
            ("+81-72-471-5678", "+81-72-471-5678"),
            ("+81(0)72-471-5678", "+81-72-471-5678"),
            ("+81-(0)72-471-5678", "+81-72-471-5678"),
            ("+8172-471-5678", "+81-72-471-5678"),
            ("＋81 90 1234 5678", "+81-90-1234-5678"),
            ("\u{202a}072-471-5678\u{202c}", "072-471-5678"),
            ("072\u{a0}471\u{a0}5678", "072-471-5678"),
            ("0724715678", "0724715678"),
            ("090(1234)5678", "090-1234-5678"),
            ("0120(123)456", "0120-123-456"),
            ("0570-064-556", "0570-064-556"),
            ("119", "119"),
            ("#7119", "#7119"),
            ("＃8000", "#8000"),
            ("072_471_5678", "072-471-5678"),
            ("072の471の5678", "072-471-5678"),
            ("0599-25-1155", "0599-25-1155"),
            ("03(1234)5678.", "03-1234-5678"),
        ];
        for (typed, number) in right {
            let apart = take_apart(typed);
            assert_eq!((apart.number.as_str(), advice(&apart)), (number, None), "{typed}");
        }
    }

    #[test]
    fn what_is_no_single_number_is_refused() {
        let wrong = [
            "",
            "072",
            "471-5678",
            "072-471-56789",
            "072-471-567",
            "072--471-5678",
            "072-471-5678-",
            "072-471-5678・5679",
            "072-471-5678/072-471-5679",
            "072-471-5678〜9",
            "072-471-5678、5679",
            "+81-072-471-5678",
            "+81-72-471-567",
            "+81-72-471-56789",
            "0２2",
            "1234",
            "#711",
            "#71190",
            "++81",
            "０１２０",
            "電話",
            "お問い合わせください",
            "072-471-5678+",
            "07#2-471-5678",
            "+81--72-471-5678",
            "()",
            "・・・",
            "+",
            "050-1234-567",
        ];
        for typed in wrong {
            assert!(!is_phone(typed), "{typed}: {:?}", take_apart(typed));
        }
    }

    #[test]
    fn words_beside_a_number_are_told_where_they_belong() {
        let cases = [
            ("代表 072-471-5678", "label: 代表、phone: 072-471-5678"),
            ("072-471-5678(代)", "label: 代表、phone: 072-471-5678"),
            ("072-471-5678（代表）", "label: 代表、phone: 072-471-5678"),
            ("072(471)5678（直通）", "label: 直通、phone: 072-471-5678"),
            ("(直)072-471-5678", "label: 直通、phone: 072-471-5678"),
            ("072-471-5678（FAX兼用）", "fax: 072-471-5678"),
            ("電話・FAX 072-471-5678", "phone: 072-471-5678、fax: 072-471-5678"),
            ("TEL/FAX072-471-5678", "phone: 072-471-5678、fax: 072-471-5678"),
            ("072-471-5678 兼ファックス", "fax: 072-471-5678"),
            ("FAX 072-471-5678", "「FAX」の番号は fax に書きます: fax: 072-471-5678"),
            ("TEL 072-471-5678", "「TEL」はいりません: phone: 072-471-5678"),
            ("電話:072-471-5678", "「電話」はいりません"),
            ("☎072-471-5678", "はいりません"),
            ("072-471-5678（平日9時〜17時）", "hours に書けます"),
            ("072-471-5678 夜間", "hours に書けます"),
            ("072-471-5678 内線2206", "extension: \"2206\""),
            ("072-471-5678（内線 12）", "extension: \"12\""),
            ("072-471-5678（担当 田中）", "label: 担当 田中"),
            ("携帯090-1234-5678", "label: 携帯、phone: 090-1234-5678"),
            ("072-471-5678 または 072-471-5679", "一つずつ"),
            ("072-471-5678(呼)", "label: 呼"),
            ("かけ直します", "番号を書いて"),
        ];
        for (typed, said) in cases {
            let told = advice(&take_apart(typed)).unwrap_or_default();
            assert!(told.contains(said), "{typed}: {told}");
        }
    }
}
