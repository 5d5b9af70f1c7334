//! Rows that are no places: sums, remarks below a table, rows whose cells have slipped to the side.

use unicode_normalization::UnicodeNormalization;

use crate::import::columns::Columns;
use crate::import::table::Row;

/// Words in the place of a name below the columns that they add up.
const SUMS: [&str; 14] =
    ["合計", "計", "総計", "小計", "総合計", "累計", "平均", "件数", "合計件数", "施設数", "総数", "total", "sum", "average"];

/// Whether a row is a place.
///
/// # Errors
/// The reason why it is none, in the words of the report.
pub fn refused(row: &Row, columns: &Columns) -> Result<(), String> {
    let named = columns.items.iter().position(|item| *item == Some("name"));
    let name = named.and_then(|at| row.cells.get(at)).map_or("", String::as_str);
    let words: Vec<&String> = row.cells.iter().filter(|cell| !cell.is_empty()).collect();
    let plain = |cell: &str| cell.nfkc().filter(|c| !c.is_whitespace() && !matches!(c, '(' | ')' | ':')).collect::<String>().to_lowercase();
    let is_sum = |cell: &str| SUMS.contains(&plain(cell).as_str());
    // A sum may stand in the first column while the name is empty.
    if is_sum(name) || (name.is_empty() && words.iter().any(|cell| is_sum(cell))) {
        return Err(format!("合計などの行で、場所ではありません: {}", shown(&words)));
    }
    let is_remark =
        |cell: &str| cell.starts_with(['※', '＊', '*', '注', '（', '(']) || cell.starts_with("出典") || cell.starts_with("備考");
    if words.len() == 1 && columns.items.len() > 2 && is_remark(words[0]) {
        return Err(format!("注記の行で、場所ではありません: {}", shown(&words)));
    }
    if name.is_empty() {
        return Err(format!("名称が空です。結合されたセルかもしれません: {}", shown(&words)));
    }
    if name.starts_with('=') && !name.starts_with("=\"") {
        return Err(format!("名称が計算式のままです: {name}"));
    }
    if name.contains('\u{fffd}') || name.chars().any(|c| ('\u{80}'..='\u{9f}').contains(&c)) {
        return Err(format!("名称が文字化けしています: {name}"));
    }
    let slipped = slipped(row, columns);
    if slipped.len() >= 2 {
        return Err(format!("列がずれているようです（{}）", slipped.join("、")));
    }
    Ok(())
}

/// The row, so that nothing of it is lost to the report.
fn shown(words: &[&String]) -> String {
    words.iter().map(|word| word.replace('\n', " ")).collect::<Vec<_>>().join(" / ")
}

/// Cells that are certainly of another column.
fn slipped(row: &Row, columns: &Columns) -> Vec<String> {
    let is_japanese = |cell: &str| cell.chars().any(|c| matches!(c, 'ぁ'..='ヶ' | '一'..='龥')) && !cell.contains(['度', '分', '秒']);
    let is_decimal = |cell: &str| {
        cell.split_once('.').is_some_and(|(whole, part)| (2..=3).contains(&whole.len()) && part.len() >= 4 && cell.parse::<f64>().is_ok())
    };
    let is_url = |cell: &str| cell.starts_with("http://") || cell.starts_with("https://");
    let is_digits = |cell: &str| cell.len() > 1 && cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let of = |item: Option<&str>, cell: &str| match item {
        Some("latitude" | "longitude") => is_url(cell) || (is_japanese(cell) && !is_nothing(cell)),
        Some("phone" | "fax" | "postal_code") => is_url(cell) || is_decimal(cell) || cell.contains('@'),
        Some("url") => is_digits(cell) || is_decimal(cell),
        Some("email") => is_digits(cell) || is_decimal(cell) || is_url(cell),
        Some("name" | "address") => is_decimal(cell) || is_url(cell),
        Some("code") => is_url(cell) || cell.contains('@') || is_decimal(cell),
        _ => false,
    };
    let pairs = row.cells.iter().enumerate().filter(|(at, cell)| !cell.is_empty() && of(columns.item(*at), cell));
    pairs.map(|(at, cell)| format!("「{}」に {cell}", columns.headers.get(at).map_or("", String::as_str))).collect()
}

fn is_nothing(cell: &str) -> bool {
    ["なし", "無", "不明", "非公開", "未定", "未設定"].iter().any(|word| cell.contains(word))
}
