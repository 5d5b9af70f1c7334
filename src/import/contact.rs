//! How to get in touch: phones as the content reads them, each word beside a number in its place.

use unicode_normalization::UnicodeNormalization;

use crate::content::{phone, values};
use crate::import::cells::{Cells, Remarks, parts};
use crate::import::row::Fields;
use crate::import::spoilt;
use crate::model::dataset::remark;
use crate::source::edit::Data;

/// Writes the contacts; gives the first phone number back.
pub fn contacts(cells: &mut Cells, fields: &mut Fields, remarks: &Remarks) -> Option<String> {
    let mut extension = cells.take("extension");
    if let Some(spoilt) = extension.take_if(|extension| spoilt::is_date(extension) && !extension.bytes().all(|byte| byte.is_ascii_digit()))
    {
        cells.tell("extension", &spoilt, "番号が日付に変わったもののようなので、使わずに staff_note に残しました");
    }
    let mut label = remarks.get(remark::LABEL).map(str::to_owned).or_else(|| cells.take("label"));
    let mut numbers = Vec::new();
    let mut fax = remarks.get(remark::FAX).filter(|fax| phone::is_phone(fax)).map(|fax| phone::take_apart(fax).number);
    let mut answered = remarks.get(remark::ANSWERED).map(str::to_owned);
    for (_, cell) in cells.take_all("phone") {
        let (found, hours) = with_hours(&cell);
        match hours {
            Some(hours) if answered.is_none() => answered = Some(hours),
            Some(hours) => cells.note("phone", &hours),
            None => {}
        }
        for call in found {
            match call {
                Call::Number { number, inner, name, is_fax } => {
                    if is_fax {
                        fax = fax.or_else(|| Some(number.clone()));
                    }
                    numbers.push(number);
                    extension = extension.take().or(inner);
                    match name {
                        Some(name) if label.is_none() => label = Some(name),
                        Some(name) => cells.note("phone", &name),
                        None => {}
                    }
                }
                Call::Words(words) => cells.tell("phone", &words, "電話番号として読めないので、staff_note に残しました"),
            }
        }
    }
    if let Some(cell) = cells.take("fax") {
        let number = phone::take_apart(&with_zero(&cell)).number;
        let is_taken = phone::is_phone(&number) && fax.as_ref().is_none_or(|fax| *fax == number);
        // Words beside a number, and a second number, are kept.
        if !is_taken || !phone::is_phone(&with_zero(&cell)) {
            cells.note("fax", &cell);
        }
        if is_taken {
            fax = Some(number);
        }
    }
    let email = cells.checked("email", "メールアドレスとして読めないので、staff_note に残しました", values::email).map(|email| email.value);
    let form = cells.checked("form", "アドレスとして読めないので、staff_note に残しました", values::url).map(|url| url.value);
    let first = [
        ("label", label),
        ("purpose", remarks.get(remark::PURPOSE).map(str::to_owned)),
        ("phone", numbers.first().cloned()),
        ("extension", extension),
        ("hours", answered),
        ("fax", fax),
        ("email", email),
        ("url", form),
    ];
    let first = first.into_iter().filter_map(|(key, text)| Some((key, Data::text(text?)))).chain(sns(cells));
    let more = numbers.iter().skip(1).map(|number| vec![("phone", Data::text(number))]);
    let all = std::iter::once(first.collect::<Vec<_>>()).filter(|first| !first.is_empty()).chain(more).map(Data::map);
    fields.list("contacts", all.collect());
    numbers.into_iter().next()
}

/// Accounts by the names of their columns.
fn sns(cells: &mut Cells) -> Option<(&'static str, Data)> {
    let accounts = cells.take_all("sns");
    let pairs = accounts.into_iter().map(|(service, account)| (service, Data::Text(account)));
    Some(("sns", Data::map(pairs))).filter(|(_, pairs)| *pairs != Data::Map(Vec::new()))
}

/// A part of a cell with phone numbers.
enum Call {
    /// A number that can be dialled.
    Number {
        number: String,
        /// What stands behind 内線.
        inner: Option<String>,
        /// A word that names it: 代表.
        name: Option<String>,
        /// Whether faxes go there too.
        is_fax: bool,
    },
    /// Anything else.
    Words(String),
}

/// The numbers of a cell, and the hours in which one answers that stand beside the only one: 072-471-5678（平日 9:00-17:00）.
fn with_hours(cell: &str) -> (Vec<Call>, Option<String>) {
    if let Some((bare, hours)) = apart(cell) {
        let found = calls(&bare);
        if matches!(found.as_slice(), [Call::Number { .. }]) {
            return (found, Some(hours));
        }
    }
    (calls(cell), None)
}

/// A cell without the hours in it, and the hours: in brackets, or behind a blank.
fn apart(cell: &str) -> Option<(String, String)> {
    let bracketed = [('（', '）'), ('(', ')'), ('【', '】'), ('[', ']')].into_iter().find_map(|(open, close)| {
        cell.match_indices(open).find_map(|(from, _)| {
            let inner = &cell[from + open.len_utf8()..];
            let to = inner.find(close)?;
            let rest = || format!("{} {}", &cell[..from], &inner[to + close.len_utf8()..]);
            as_hours(&inner[..to]).map(|hours| (rest(), hours))
        })
    });
    let behind = || {
        let cuts = cell.char_indices().filter(|(_, c)| c.is_whitespace() || matches!(c, '受' | '平' | '毎' | '※' | '、'));
        cuts.filter(|(at, _)| *at > 0).find_map(|(at, _)| {
            let typed = phone::take_apart(cell[..at].trim_end_matches(['、', '※', ' ', '　']));
            let is_number = phone::is_phone(&typed.number) && !typed.words.concat().contains(|c: char| c.is_ascii_digit());
            as_hours(&cell[at..]).filter(|_| is_number).map(|hours| (cell[..at].trim_end_matches(['、', '※']).to_owned(), hours))
        })
    };
    bracketed.or_else(behind)
}

/// Words that say when somebody answers, without those that say just that. A number, or a day alone, says no such thing.
fn as_hours(text: &str) -> Option<String> {
    let words = text.trim_matches([' ', '　', '※', '、', '\n']);
    let bare =
        ["電話受付時間", "受付時間", "電話受付", "対応時間", "受付"].iter().find_map(|word| words.strip_prefix(word)).unwrap_or(words);
    let bare = bare.trim_start_matches([':', '：', ' ', '　']).replace('\n', " ");
    let plain: String = bare.nfkc().collect();
    let is_clock = |pair: &[char]| pair[0].is_ascii_digit() && matches!(pair[1], ':' | '時');
    let letters: Vec<char> = plain.chars().collect();
    let has_clock = letters.windows(2).any(is_clock) || plain.contains("24時間");
    let has_number = phone::is_phone(&bare) || plain.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() > 4);
    (has_clock && !has_number).then_some(bare)
}

/// The numbers of a cell. A sign that parts two numbers may part the digits of one, so a cell with one is not cut.
fn calls(cell: &str) -> Vec<Call> {
    let whole = call(cell);
    let is_cut = matches!(whole, Call::Words(_));
    if is_cut {
        parts(cell, &['/', '、', ',', '，', '\n', '；', ';', '／']).into_iter().map(|part| call(&part)).collect()
    } else {
        vec![whole]
    }
}

fn call(part: &str) -> Call {
    let (outer, inner) = match part.split_once("内線") {
        Some((outer, inner)) => (outer, Some(inner.trim_matches([' ', '：', ':', ')', '）', '-']).to_owned())),
        None => (part, None),
    };
    let is_long = |text: &str| text.bytes().filter(u8::is_ascii_digit).count() >= 6;
    let typed = phone::take_apart(&with_zero(outer.trim_end_matches(['(', '（', ' '])));
    let words = typed.words.join(" ");
    let upper = words.nfkc().collect::<String>().to_uppercase();
    let speaks_of_fax = ["FAX", "ファ"].iter().any(|word| upper.contains(word));
    let is_shared = ["兼", "共", "TEL", "電話"].iter().any(|word| upper.contains(word));
    if !phone::is_phone(&typed.number) || is_long(&words) || inner.as_deref().is_some_and(is_long) || (speaks_of_fax && !is_shared) {
        return Call::Words(part.to_owned());
    }
    // TEL says nothing that the field does not say.
    let is_said = words.is_empty() || speaks_of_fax || matches!(upper.as_str(), "TEL" | "電話" | "電話番号" | "☎");
    let name = if matches!(words.as_str(), "代" | "大代表") { "代表".to_owned() } else { words };
    Call::Number { number: typed.number, inner, name: (!is_said).then_some(name), is_fax: speaks_of_fax }
}

/// A spreadsheet takes the leading 0 from numbers without hyphens.
fn with_zero(number: &str) -> String {
    let plain: String = number.nfkc().collect();
    let plain = plain.trim();
    let is_number = plain.bytes().all(|byte| byte.is_ascii_digit()) && !plain.starts_with('0');
    let is_mobile = ["50", "70", "80", "90"].iter().any(|start| plain.starts_with(start));
    if is_number && (plain.len() == 9 || (plain.len() == 10 && is_mobile)) { format!("0{plain}") } else { plain.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{Call, with_hours};

    #[test]
    fn hours_beside_a_number_are_told_from_names_and_numbers() {
        let number = "072-471-5678";
        for (cell, hours) in [
            ("072-471-5678", None),
            ("072-471-5678（平日 9:00-17:00）", Some("平日 9:00-17:00")),
            ("072-471-5678(月〜金 9時から17時)", Some("月〜金 9時から17時")),
            ("072-471-5678（受付時間：9:00～17:30、土日祝を除く）", Some("9:00～17:30、土日祝を除く")),
            ("072-471-5678 平日9:00-12:00、13:00-17:00", Some("平日9:00-12:00、13:00-17:00")),
            ("072-471-5678\n受付 10:00-16:00", Some("10:00-16:00")),
            ("072-471-5678　※平日 8:30～17:15", Some("平日 8:30～17:15")),
            ("072-471-5678【24時間】", Some("24時間")),
            ("０７２－４７１－５６７８（９：００～１７：００）", Some("９：００～１７：００")),
            ("（平日 9:00-17:00）072-471-5678", Some("平日 9:00-17:00")),
            ("072-471-5678 毎日 9:00-21:00", Some("毎日 9:00-21:00")),
            ("072-471-5678、平日9:00-17:00", Some("平日9:00-17:00")),
            ("072-471-5678（代表）", None),
            ("072-471-5678（代表） 9:00-17:00", Some("9:00-17:00")),
            ("072-471-5678（内線12）", None),
            ("072(471)5678", None),
            ("072-471-5678（福祉課）", None),
            ("072-471-5678（平日のみ）", None),
            ("TEL 072-471-5678（9:00-17:00）", Some("9:00-17:00")),
            ("072-471-5678（FAX兼用）", None),
        ] {
            let (calls, found) = with_hours(cell);
            assert_eq!(found.as_deref(), hours, "{cell}");
            assert!(matches!(calls.as_slice(), [Call::Number { number: found, .. }] if found == number), "{cell}");
        }
        for cell in [
            "072-471-5678（平日 9:00-17:00）、090-1234-5678（夜間 17:00-21:00）",
            "平日 9:00-17:00",
            "1:2",
            "",
            "072-471-5678 / 072-471-5679（9:00-17:00）",
        ] {
            assert_eq!(with_hours(cell).1, None, "{cell}");
        }
    }
}
