//! Samples are no facts: what stands in a starter or a template until somebody writes the truth is never published.
//!
//! 1. Words that ask to be replaced: 「（…を1〜2文で書いてください）」, サンプル, TODO.
//! 2. Marks for a name that is still to come: ○○公民館, ○月○日.
//! 3. Numbers of zeros: 03-0000-0000, 〒000-0000.
//! 4. 「（例）」, with which every value of the starter begins, house numbers of zeros (尾崎町0-0-0), and addresses of the web
//!    that are reserved for examples. While `site.yaml` says `sample: yes`, these may stand: then every page says that it is a
//!    sample, and nobody is called by them.
//!
//! What visitors are told to say (「○○です」と言ってください) is no sample: marks in 「」 are theirs to fill.

use crate::content::object::Context;
use crate::content::values::is_dash;
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::model::text::Prose;
use crate::source::yaml::{Node, Value};

/// Fields that never leave the content folder, or are no words.
const NOT_PUBLISHED: &[&str] = &["staff_note", "base_url", "synonyms", "substitutes", "theme"];

/// Looks through every value of a file.
pub fn look(node: &Node, context: &mut Context) {
    value(node, "", context);
}

/// Whether an entry says that it is not published: then it may hold what it likes.
pub fn is_internal(node: &Node) -> bool {
    let Value::Mapping(entries) = &node.value else { return false };
    let visibility = entries.iter().find(|(key, _)| key.text == "visibility").map(|(_, node)| &node.value);
    matches!(visibility, Some(Value::Scalar { text, .. }) if crate::model::choice::is_internal(text))
}

fn value(node: &Node, key: &str, context: &mut Context) {
    match &node.value {
        Value::Mapping(entries) => {
            for (name, node) in entries.iter().filter(|(name, _)| !NOT_PUBLISHED.contains(&name.text.as_ref())) {
                value(node, &name.text, context);
            }
        }
        Value::Sequence(items) => items.iter().for_each(|item| value(item, key, context)),
        Value::Scalar { text, .. } => scalar(text.trim(), node.span, key, context),
    }
    if key == "location" {
        location(node, context);
    }
}

fn scalar(text: &str, span: Span, key: &str, context: &mut Context) {
    if text.is_empty() {
        return;
    }
    if is_example(text) {
        context.examples.push(
            sample("（例）と書いてあるものは、そのまま公開できません", text)
                .at(span, "見本です")
                .help("自分のまちのことに書きかえて「（例）」を取るか、この行を消してください"),
        );
    } else if let Some((part, what, help)) = found(text, key) {
        let at = context.written(span).find(part).map_or(span, |at| span.part(at, at + part.len()));
        let told = sample(what, part).at(at, "見本のままです").help(help);
        if what == RESERVED.0 || (key == "address" && what == ZEROS.0) {
            context.examples.push(told);
        } else {
            context.report(told);
        }
    }
}

/// The body of a Markdown file.
pub fn body(prose: &Prose, context: &mut Context) {
    if let Some(part) = blank(&prose.source, false) {
        let at = prose.source.find(part).unwrap_or(0);
        let (what, help) = BLANK;
        context.report(sample(what, part).at(prose.span.part(at, at + part.len()), "見本のままです").help(help));
    }
    if let Some(at) = prose.source.find(OF_STARTER) {
        context.examples.push(
            sample("「見本です」という説明が残っています", "")
                .at(prose.span.part(at, at + OF_STARTER.len()), "ここ")
                .help("見本をすべて直したら、この説明も消してください"),
        );
    }
}

/// What the starter's page says of itself.
const OF_STARTER: &str = "つくりはじめたばかりの見本です";

/// An entry of the starter, whatever was written into it: its days and hours are nobody's.
pub fn starter(slug: &str, span: Span, context: &mut Context) {
    if matches!(slug, "rei-ibasho" | "rei-soudan") {
        context.examples.push(
            sample("見本のファイルは、そのまま公開できません", "")
                .at(span, "")
                .help("自分のまちの場所は shiori new で新しいファイルに書き、見本のファイルは消してください"),
        );
    }
}

fn sample(what: &str, part: &str) -> Diagnostic {
    let part = super::prose::shortened(part);
    Diagnostic::error(Code::Sample, if part.is_empty() { what.to_owned() } else { format!("{what}: {part}") })
}

fn is_example(text: &str) -> bool {
    if !text.contains('例') {
        return false;
    }
    ["（例）", "(例)", "（例:", "（例："].iter().any(|mark| text.starts_with(mark)) || text.contains("これは書き方の例です")
}

const BLANK: (&str, &str) =
    ("まだ決まっていないしるし（○○など）が残っています", "本当の名前や日付に書きかえるか、わからないときはこの項目を消してください");
const RESERVED: (&str, &str) = ("アドレスが見本のままです", "本当のアドレスに書きかえるか、わからないときはこの項目を消してください");
const ZEROS: (&str, &str) = ("0 だけの番号は見本です", "本当の番号に書きかえるか、わからないときはこの項目を消してください");

/// The part of a text that is a sample, what it is, and what to do.
fn found<'t>(text: &'t str, key: &str) -> Option<(&'t str, &'static str, &'static str)> {
    let with = |(what, help): (&'static str, &'static str)| move |part: &'t str| (part, what, help);
    if is_request(text) {
        return Some((text, "説明の文が見本のまま残っています", "本当のことに書きかえるか、わからないときはこの項目を消してください"));
    }
    let is_name = matches!(key, "name" | "title" | "label" | "address" | "reading" | "detail" | "role" | "edition" | "access");
    // What one can say on the phone has a place for one's own name.
    let blank = if key == "contact_example" { None } else { blank(text, is_name) };
    blank.map(with(BLANK)).or_else(|| zeros(text, key).map(with(ZEROS))).or_else(|| reserved(text).map(with(RESERVED)))
}

/// Words that ask for others.
fn is_request(text: &str) -> bool {
    const WHOLE: &[&str] = &["サンプル", "ダミー", "テスト", "名称未設定", "TODO", "TBD", "XXX", "XXXX", "xxx", "xxxx", "…", "……"];
    // Facts of the template of `shiori new`, as it was before its values said that they are examples.
    const OF_TEMPLATE: &[&str] = &[
        "受付で名前を書く必要はありません。好きな席に座ってください。",
        "玄関を入って、すぐ左側",
        "入口にゆるい坂があります",
        "入口に木のベンチがあります",
        "カメラはオフで大丈夫です",
    ];
    let is_bracketed = text.starts_with(['（', '(']) && text.ends_with(['）', ')']);
    let asks = ["書いてください", "入力してください", "記入してください", "書く", "入力", "記入"]
        .iter()
        .any(|end| text.trim_end_matches(['）', ')']).ends_with(end));
    let is_ours = text.contains(['〜', '～']) && ["1〜2文で書", "１〜２文で書", "1～2文で書"].iter().any(|words| text.contains(words));
    WHOLE.contains(&text)
        || OF_TEMPLATE.contains(&text)
        || (is_bracketed && asks)
        || is_ours
        || text == "よみをひらがなで"
        || (text.starts_with("ここに") && text.ends_with("ください"))
}

/// 「○○」 and 「○月」. In a name every one counts; in a sentence those in 「」 are the reader's own.
fn blank(text: &str, is_name: bool) -> Option<&str> {
    if !text.contains(is_blank) {
        return None;
    }
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let at = |index: usize| characters.get(index).map(|(_, c)| *c);
    let mut quotes = 0_usize;
    let mut index = 0;
    while let Some(c) = at(index) {
        match c {
            '「' | '『' => quotes += 1,
            '」' | '』' => quotes = quotes.saturating_sub(1),
            _ => {}
        }
        if !is_blank(c) {
            index += 1;
            continue;
        }
        let length = characters[index..].iter().take_while(|(_, other)| *other == c).count();
        let after = at(index + length);
        let is_number = c == '〇' && [index.checked_sub(1).and_then(at), after].into_iter().flatten().any(is_digit);
        let is_date = length == 1 && matches!(c, '○' | '◯') && after.is_some_and(|unit| matches!(unit, '月' | '日' | '年' | '丁'));
        if !is_number && (length > 1 || is_date) && (is_name || quotes == 0) {
            let end = characters.get(index + length).map_or(text.len(), |(end, _)| *end);
            return text.get(characters[index].0..end);
        }
        index += length;
    }
    None
}

fn is_blank(c: char) -> bool {
    matches!(c, '○' | '◯' | '〇' | '△' | '□' | '×')
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千')
}

/// A number that is nothing but zeros where it should tell one thing from another.
fn zeros<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    if !text.contains(['0', '０']) {
        return None;
    }
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| digit(c).is_some()) {
        let run = &rest[start..];
        let end =
            run.find(|c: char| digit(c).is_none() && !is_dash(c) && !matches!(c, '－' | '(' | ')' | '（' | '）')).unwrap_or(run.len());
        let behind = &run[end..];
        let run = run[..end].trim_end_matches(|c: char| digit(c).is_none());
        let is_house = ["番", "丁目", "号"].iter().any(|unit| behind.starts_with(unit));
        if is_zero(run, key, is_house) {
            return Some(run);
        }
        rest = behind;
    }
    None
}

fn is_zero(run: &str, key: &str, is_house: bool) -> bool {
    // Six zeros are the least of all but house numbers: most numbers are done with here.
    if key != "address" && run.chars().filter(|c| matches!(c, '0' | '０')).count() < 6 {
        return false;
    }
    let groups: Vec<Vec<u32>> = run.split(|c: char| digit(c).is_none()).map(|group| group.chars().filter_map(digit).collect()).collect();
    let groups: Vec<&[u32]> = groups.iter().map(Vec::as_slice).filter(|group| !group.is_empty()).collect();
    let digits: Vec<u32> = groups.concat();
    let are_zero = |digits: &[u32]| digits.iter().all(|digit| *digit == 0);
    match (key, groups.as_slice()) {
        ("address", groups) => are_zero(&digits) && (groups.len() > 1 || is_house),
        ("postal_code", _) => are_zero(&digits) && digits.len() == 7,
        ("phone" | "fax", [_]) => digits.len() > 8 && are_zero(&digits[digits.len() - 6..]) && digits[0] == 0,
        // 03-0000-0000, 0120-000-000, (03)0000-0000; the first group alone is a real one.
        (_, [first, rest @ ..]) => digits.len() > 8 && rest.len() > 1 && first[0] == 0 && rest.iter().all(|group| are_zero(group)),
        _ => false,
    }
}

fn digit(c: char) -> Option<u32> {
    match c {
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        c => c.to_digit(10),
    }
}

/// A host that is kept for examples (RFC 2606), or stands in our own starter.
fn reserved(text: &str) -> Option<&str> {
    if matches!(text, "@example" | "example") {
        return Some(text);
    }
    if !text.contains('.') {
        return None;
    }
    const HOSTS: &[&str] = &["example.lg.jp", "example.co.jp", "example.com", "example.net"];
    HOSTS.iter().find_map(|host| {
        let at = text.find(host)?;
        let (before, after) = (&text[..at], &text[at + host.len()..]);
        let begins = before.is_empty() || before.ends_with(['.', '/', '@']);
        (begins && !after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.')).then_some(&text[at..at + host.len()])
    })
}

/// 35 degrees north, 135 east: the template's own place.
fn location(node: &Node, context: &mut Context) {
    let Value::Sequence(items) = &node.value else { return };
    let number = |item: &Node| match &item.value {
        Value::Scalar { text, .. } => text.trim().parse::<f64>().ok(),
        Value::Sequence(_) | Value::Mapping(_) => None,
    };
    if items.iter().map(number).collect::<Option<Vec<_>>>().is_some_and(|numbers| numbers == [35.0, 135.0]) {
        context.report(
            sample("位置が見本のままです", "")
                .at(node.span, "見本のままです")
                .help("地図で確かめた緯度と経度を書くか、わからないときは location を消してください"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::{found, is_example};

    #[test]
    fn what_waits_to_be_replaced_is_found() {
        for (key, text) in [
            ("summary", "（どんなところかを、1〜2文で書いてください）"),
            ("introduction", "どんな課か、どんな団体かを1〜2文で書きます。"),
            ("description", "どんなまちかを1〜2文で書きます。"),
            ("summary", "ここに説明を書いてください"),
            ("summary", "（説明を入力）"),
            ("name", "○○公民館"),
            ("name", "〇〇公民館"),
            ("name", "◯◯公民館"),
            ("name", "△△の会"),
            ("name", "「○○」の会"),
            ("address", "××市△△町1-2-3"),
            ("note", "○月○日から始まります"),
            ("status_note", "○年度から試行的に行っています。"),
            ("name", "サンプル"),
            ("phone", "03-0000-0000"),
            ("phone", "0000000000"),
            ("phone", "０３－００００－００００"),
            ("phone", "(03)0000-0000"),
            ("phone", "072-000-0000"),
            ("fax", "00-0000-0000"),
            ("phone", "0120-000-000"),
            ("note", "お電話は 03-0000-0000 へ"),
            ("address", "阪南市尾崎町0-0-0"),
            ("address", "阪南市尾崎町0番0号"),
            ("address", "阪南市尾崎町０－０"),
            ("postal_code", "000-0000"),
            ("postal_code", "〒0000000"),
            ("email", "bookmark@example.lg.jp"),
            ("url", "https://www.example.lg.jp/"),
            ("url", "https://example.com"),
            ("LINE", "@example"),
        ] {
            assert!(found(text, key).is_some(), "{key}: {text}");
        }
        for text in ["（例）ひだまりの部屋", "(例)無料", "（例: 電話）"] {
            assert!(is_example(text), "{text}");
        }
    }

    #[test]
    fn what_is_true_stays() {
        for (key, text) in [
            ("name", "阪南市立図書館"),
            ("name", "二〇〇〇年の会"),
            ("name", "カフェ○"),
            ("name", "○×クイズの会"),
            ("summary", "好きな席に座ってください。"),
            ("summary", "（市外の方もどうぞ）"),
            ("fee", "（お問い合わせください）"),
            ("first_visit", "受付で「○○の件で来ました」と言ってください。"),
            ("contact_example", "○○と申します。"),
            ("phone", "072-471-0000"),
            ("phone", "0570-064-556"),
            ("phone", "0120-000-113"),
            ("phone", "03-3000-1000"),
            ("address", "阪南市尾崎町35-3"),
            ("address", "北海道札幌市中央区北10条西20丁目100-10"),
            ("address", "100番地"),
            ("postal_code", "599-0000"),
            ("fee", "0円"),
            ("value", "0"),
            ("hours", "0:00-24:00"),
            ("when", "2026-12-05 00:00"),
            ("url", "https://www.town.lg.jp/example"),
            ("url", "https://www.myexample.com/"),
            ("email", "info@example.jp"),
            ("note", "対象（例）: 高校生"),
        ] {
            assert_eq!(found(text, key), None, "{key}: {text}");
            assert!(!is_example(text), "{text}");
        }
    }
}
