//! Values with a form of their own: addresses of all sorts, dates, codes, coordinates. Phone numbers have a file of their own.
//!
//! Each takes what the editor typed, says what is wrong with it, and gives the value in its standard form.

use unicode_normalization::UnicodeNormalization;

use crate::content::object::{Context, Object};
use crate::content::prose::shortened;
use crate::diagnostics::{At, Code, Diagnostic, Span, nearest};
use crate::model::date::PartialDate;
use crate::model::venue::is_in_japan;
use crate::source::markdown;
use crate::source::yaml::{Node, Value};
use crate::time::{WrittenDate, YearProblem, read_date};

/// Every stroke that is typed for a hyphen.
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | 'ー' | 'ｰ' | '─' | '━' | '➖' | '﹣' | '⁃' | '˗')
}

/// An e-mail address: one `@`, a host with a dot, no white space. Whether it exists only a mail can tell.
pub fn email(text: At<String>, context: &mut Context) -> Option<At<String>> {
    if is_email(&text) {
        return Some(text);
    }
    let mut diagnostic =
        Diagnostic::error(Code::Email, format!("メールアドレスとして読めません: {}", shortened(&text))).at(text.span, "このアドレス");
    let narrow: String = text.nfkc().collect();
    let tight: String = narrow.chars().filter(|c| !c.is_whitespace()).collect();
    diagnostic = if narrow.matches('@').count() > 1 {
        diagnostic.help("アドレスは一つずつ、contacts の下に - を付けて並べてください")
    } else if tight != text.value && is_email(&tight) {
        diagnostic.help(format!("半角で、空白を入れずに書いてください: {}", shortened(&tight)))
    } else {
        diagnostic.help("半角で「名前@example.jp」の形に書いてください")
    };
    context.report(diagnostic);
    None
}

fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(user, host)| {
        let user_ok = !user.is_empty() && user.bytes().all(|b| b.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&b));
        let label_ok = |label: &str| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        };
        user_ok && host.contains('.') && host.split('.').all(label_ok)
    })
}

/// A complete web address.
pub fn url(text: At<String>, context: &mut Context) -> Option<At<String>> {
    let problem = match markdown::scheme(&text) {
        Some(scheme) if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") => {
            let host = text.split_once("://").map_or("", |(_, rest)| rest.split(['/', '?', '#']).next().unwrap_or(""));
            let bare = host.rsplit_once(':').map_or(host, |(bare, _)| bare);
            let bad_host = bare.is_empty()
                || host.contains('@')
                || !(bare.contains('.') || bare == "localhost")
                || bare.starts_with('.')
                || bare.ends_with('.');
            let bad_character =
                text.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '\\' | '、' | '。' | '）'));
            (bad_host || bad_character).then(|| {
                Diagnostic::error(Code::Url, format!("アドレスとして読めません: {}", shortened(&text)))
                    .at(text.span, "このアドレス")
                    .help("ブラウザーで開き、アドレス欄の文字をそのまま写してください。例: https://www.example.jp/page.html")
            })
        }
        Some(scheme) => Some(match nearest(&scheme, ["http", "https"]) {
            Some(_) => Diagnostic::error(Code::Url, format!("アドレスが https:// で始まっていません: {}", shortened(&text)))
                .at(text.span, "このアドレス")
                .help(format!("もしかして: https{}", shortened(&text[text.find(':').unwrap_or(0)..]))),
            None => Diagnostic::error(Code::RefusedLink, format!("この形のアドレスは使えません: {}", shortened(&text)))
                .at(text.span, "このアドレス")
                .help("http:// か https:// で始まるアドレスだけが使えます"),
        }),
        None => Some(
            Diagnostic::error(Code::Url, format!("アドレスが https:// で始まっていません: {}", shortened(&text)))
                .at(text.span, "このアドレス")
                .help(format!("例: https://{}", shortened(text.trim_start_matches('/')))),
        ),
    };
    match problem {
        Some(diagnostic) => {
            context.report(diagnostic);
            None
        }
        None => Some(text),
    }
}

/// Seven digits, given back with the hyphen.
pub fn postal_code(text: At<String>, context: &mut Context) -> Option<String> {
    let digits: String = text.nfkc().filter(|c| !is_dash(*c) && !matches!(c, '〒' | ' ')).collect();
    if digits.len() == 7 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(format!("{}-{}", &digits[..3], &digits[3..]));
    }
    context.report(
        Diagnostic::error(Code::PostalCode, format!("郵便番号として読めません: {}", shortened(&text)))
            .at(text.span, "この番号")
            .help("数字七けたを 123-4567 の形で書いてください"),
    );
    None
}

/// A date to the day, month or year.
pub fn date(text: &At<String>, context: &mut Context) -> Option<At<PartialDate>> {
    if let Some(date) = PartialDate::parse(text) {
        return Some(At::new(date, text.span));
    }
    let mut diagnostic = Diagnostic::error(Code::Date, format!("日付として読めません: {}", shortened(text))).at(text.span, "この日付");
    let is_iso = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() });
    diagnostic = match read_date(text) {
        _ if is_iso => diagnostic.help("暦にない日付です。月と日を確かめてください"),
        Some(WrittenDate::Problem(problem @ YearProblem::OutsideEra(_))) => {
            diagnostic.help(format!("その元号にはない日です。{}ですか。西暦で 2026-06-12 のように書いてください", problem.likely()))
        }
        Some(WrittenDate::Problem(problem @ YearProblem::Differ(..))) => {
            diagnostic.help(format!("元号の年と西暦の年が合いません。{}。西暦で 2026-06-12 のように書いてください", problem.likely()))
        }
        Some(WrittenDate::Date(year, month, day)) if PartialDate::of(year, month, day).is_none() => {
            diagnostic.help("暦にない日付です。月と日を確かめてください")
        }
        Some(WrittenDate::Date(year, month, day)) => {
            diagnostic.help(PartialDate::of(year, month, day).map_or_else(String::new, |likely| format!("もしかして: {likely}")))
        }
        None => diagnostic.help("西暦で 2026-06-12、2026-06、2026 のどれかの形に書いてください"),
    };
    context.report(diagnostic);
    None
}

/// The date field of an object.
pub fn date_of(object: &Object, key: &str, context: &mut Context) -> Option<At<PartialDate>> {
    let text = object.text(key, context)?;
    date(&text, context)
}

/// A municipality code with its check digit (全国地方公共団体コード): six digits, the last of which is
/// (11 − (6a+5b+4c+3d+2e) mod 11) mod 10.
pub fn municipality_code(text: At<String>, context: &mut Context) -> Option<String> {
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    let all_digits = digits.len() == text.chars().count();
    let check = |five: &[u32]| {
        let sum: u32 = five.iter().zip([6, 5, 4, 3, 2]).map(|(digit, weight)| digit * weight).sum();
        (11 - sum % 11) % 10
    };
    let help = match digits.as_slice() {
        five @ [_, _, _, _, _] if all_digits => format!("検査数字を足して六けたで書いてください: {}{}", text.value, check(five)),
        [five @ .., last] if all_digits && digits.len() == 6 => {
            let right = check(five);
            if right == *last {
                return Some(text.value);
            }
            format!("最後のけたは {right} になるはずです。番号を確かめてください")
        }
        _ => "数字六けたで書いてください。例: 阪南市は 272329".to_owned(),
    };
    context.report(
        Diagnostic::error(Code::MunicipalityCode, format!("全国地方公共団体コードが正しくありません: {}", shortened(&text)))
            .at(text.span, "このコード")
            .help(help),
    );
    None
}

/// `[latitude, longitude]` inside Japan.
pub fn location(node: &Node, context: &mut Context) -> Option<At<(f64, f64)>> {
    let numbers: Option<Vec<f64>> = match &node.value {
        Value::Sequence(items) => items
            .iter()
            .map(|item| match &item.value {
                Value::Scalar { text, .. } => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
                Value::Sequence(_) | Value::Mapping(_) => None,
            })
            .collect(),
        Value::Scalar { .. } | Value::Mapping(_) => None,
    };
    let (headline, help) = match numbers.as_deref() {
        Some(&[latitude, longitude]) if is_in_japan(latitude, longitude) => return Some(At::new((latitude, longitude), node.span)),
        Some(&[first, second]) if is_in_japan(second, first) => {
            ("緯度と経度が逆になっています", format!("緯度を先に書いてください: [{second}, {first}]"))
        }
        Some(&[_, _]) => ("緯度・経度が日本の外を指しています", "数字を確かめてください。例: [34.3623, 135.2411]".to_owned()),
        _ => {
            let written = match &node.value {
                Value::Scalar { text, .. } => Some(text),
                Value::Sequence(items) => items.first().and_then(|item| match &item.value {
                    Value::Scalar { text, .. } if items.len() == 1 => Some(text),
                    Value::Scalar { .. } | Value::Sequence(_) | Value::Mapping(_) => None,
                }),
                Value::Mapping(_) => None,
            };
            let likely = written.and_then(|text| likely_location(text)).map(|likely| format!("もしかして: {likely}"));
            ("位置は [緯度, 経度] の二つの数字で書いてください", likely.unwrap_or_else(|| "例: [34.3623, 135.2411]".to_owned()))
        }
    };
    context.report(Diagnostic::error(Code::Location, headline).at(node.span, "この位置").help(help));
    None
}

/// 「34.3623、135.2411」 as the format wants it.
fn likely_location(text: &str) -> Option<String> {
    let tidy: String = text.nfkc().collect();
    let numbers: Option<Vec<f64>> =
        tidy.split(['、', ',', ' ', '/', '[', ']', '(', ')']).filter(|part| !part.is_empty()).map(|part| part.parse().ok()).collect();
    match numbers?.as_slice() {
        [latitude, longitude] => Some(format!("[{latitude}, {longitude}]")),
        _ => None,
    }
}

/// A number such as `62`, `49,133` or `35.34`.
pub fn number(text: &At<String>, context: &mut Context) -> Option<f64> {
    let tidy: String = text.nfkc().filter(|c| *c != ',').collect();
    let number = tidy.trim().parse().ok().filter(|number: &f64| number.is_finite());
    if number.is_none() {
        context.report(
            Diagnostic::error(Code::Number, format!("数として読めません: {}", shortened(text)))
                .at(text.span, "この値")
                .help("数字だけを書き、単位は unit に書いてください"),
        );
    }
    number
}

/// An id: small letters, digits and hyphens, because it becomes a file name on every system.
pub fn id(text: At<String>, what: &str, context: &mut Context) -> At<String> {
    if !is_id(&text) {
        context.report(bad_id(&text, what, text.span));
    }
    text
}

/// Whether a word may be an id.
pub fn is_id(word: &str) -> bool {
    let ends = |c: Option<char>| c.is_some_and(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    word.len() <= 64
        && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && ends(word.chars().next())
        && ends(word.chars().next_back())
}

/// A word that cannot be an id.
pub fn bad_id(word: &str, what: &str, span: Span) -> Diagnostic {
    let likely: String = word.nfkc().collect::<String>().to_lowercase().replace(['_', ' ', '.'], "-");
    let diagnostic = Diagnostic::error(Code::BadId, format!("{what}に使えない文字があります: {}", shortened(word)))
        .at(span, "")
        .help("半角の英小文字、数字、ハイフンだけで、64 文字以内にしてください");
    if is_id(&likely) { diagnostic.help(format!("例: {likely}")) } else { diagnostic }
}
