//! What a column is: by the names it has in the standard tables of today and before, and in tables as towns publish them.

use std::collections::BTreeMap;

use crate::model::dataset::{ACCESSIBILITY, FACILITIES, plain_header};

/// Item → the headers that mean it.
const HEADERS: &[(&str, &[&str])] = &[
    ("id", &["ID", "NO", "No.", "施設ID", "番号", "id", "identifier"]),
    ("code", &["全国地方公共団体コード", "都道府県コード又は市区町村コード", "市区町村コード", "自治体コード", "団体コード"]),
    ("town", &["地方公共団体名", "市区町村名", "所在地_市区町村"]),
    ("prefecture", &["都道府県名", "所在地_都道府県"]),
    ("name", &["名称", "施設名", "施設名称", "イベント名", "名前", "団体名称", "事業所名", "name"]),
    (
        "reading",
        &["名称_カナ", "施設名_カナ", "イベント名_カナ", "カナ", "ふりがな", "フリガナ", "よみがな", "名称（カナ）", "施設名（カナ）"],
    ),
    ("other", &["名称_通称", "通称", "名称_英字", "名称_英語", "イベント名_英語", "愛称"]),
    ("kind", &["種別", "分類", "種類", "カテゴリ", "カテゴリー", "施設種別", "区分", "施設分類"]),
    ("poi", &["POIコード"]),
    ("address", &["所在地_連結表記", "住所", "所在地", "施設所在地", "address"]),
    ("block", &["所在地_町字"]),
    ("number", &["所在地_番地以下"]),
    ("detail", &["建物名等（方書）", "方書", "建物名"]),
    ("place", &["場所名称", "会場", "開催場所", "会場名"]),
    ("latitude", &["緯度", "lat", "latitude"]),
    ("longitude", &["経度", "lon", "lng", "longitude"]),
    ("location", &["緯度経度", "位置", "location"]),
    ("phone", &["電話番号", "連絡先電話番号", "電話", "TEL", "telephoneNumber", "連絡先"]),
    ("extension", &["内線番号", "連絡先内線番号", "内線"]),
    ("fax", &["FAX番号", "FAX", "ファックス番号", "ファクス番号"]),
    ("email", &["連絡先メールアドレス", "メールアドレス", "Eメール", "email"]),
    ("form", &["連絡先FormURL"]),
    ("contact_remark", &["連絡先備考（その他、SNSなど）"]),
    ("label", &["連絡先名称"]),
    ("postal_code", &["郵便番号", "〒"]),
    ("organizer", &["団体名", "主催者", "主催", "運営主体", "設置者", "運営者"]),
    ("days", &["利用可能曜日", "availableDate", "曜日"]),
    ("start", &["開始時間", "開始時刻", "startTime"]),
    ("end", &["終了時間", "終了時刻", "endTime"]),
    (
        "hours",
        &["利用可能時間特記事項", "利用可能日時特記事項", "開館時間", "開所時間", "利用時間", "営業時間", "開設時間", "availableDateNote"],
    ),
    ("closed", &["休館日", "休業日", "定休日", "休所日", "休み"]),
    ("from", &["開始日", "開催日"]),
    ("until", &["終了日"]),
    ("when", &["開始日時特記事項", "開催日時", "日時", "開催パターン"]),
    ("summary", &["説明", "概要", "内容", "事業内容", "description"]),
    ("fee", &["料金（基本）", "料金", "参加費", "利用料金", "利用料"]),
    ("fee_note", &["料金（詳細）"]),
    ("access", &["アクセス方法", "アクセス", "交通", "交通手段"]),
    ("reservation", &["参加申込方法", "申込方法"]),
    ("url", &["URL", "ホームページ", "ホームページURL", "ウェブサイト", "referenceObject"]),
    ("remark", &["備考", "note"]),
];

/// Items that a mapping may name, in the order of the table above.
pub fn items() -> impl Iterator<Item = &'static str> {
    HEADERS.iter().map(|(item, _)| *item)
}

/// Headers to items, as a mapping file says.
pub type Mapping = BTreeMap<String, String>;

/// The columns of a table.
#[derive(Clone, Debug)]
pub struct Columns {
    /// Headers as written; those without a name are called by their number.
    pub headers: Vec<String>,
    /// What each is.
    pub items: Vec<Option<&'static str>>,
}

impl Columns {
    /// Understands a line as a header.
    pub fn new(cells: &[String], mapping: &Mapping) -> Self {
        let items = cells.iter().map(|cell| item(cell, mapping)).collect();
        let name = |(at, cell): (usize, &String)| if cell.is_empty() { format!("{}列目", at + 1) } else { cell.replace('\n', "") };
        Columns { headers: cells.iter().enumerate().map(name).collect(), items }
    }

    /// How many different items it names.
    pub fn score(&self) -> usize {
        let mut named: Vec<_> = self.items.iter().flatten().collect();
        named.sort();
        named.dedup();
        named.len()
    }

    /// Whether rows have names, and something besides.
    pub fn has_name(&self) -> bool {
        self.items.contains(&Some("name")) && self.score() >= 2
    }

    /// What the table is called.
    pub fn layout(&self) -> &'static str {
        let has = |header: &str| self.headers.iter().any(|own| plain_header(own) == plain_header(header));
        let standard = FACILITIES.iter().filter(|header| has(header)).count();
        if has("イベント名") {
            "イベント一覧"
        } else if has("一時預かりの有無") || has("収容定員") || has("受入年齢") {
            "子育て施設一覧"
        } else if standard >= 40 {
            "公共施設一覧（いまの形）"
        } else if has("都道府県コード又は市区町村コード") && has("名称") {
            "公共施設一覧（前の形）"
        } else {
            "独自の表"
        }
    }
}

fn item(cell: &str, mapping: &Mapping) -> Option<&'static str> {
    if let Some(item) = mapping.get(cell) {
        return items().chain(ACCESSIBILITY.iter().map(|(_, key)| *key)).find(|known| known == item);
    }
    let plain = plain_header(cell);
    if plain.is_empty() {
        return None;
    }
    let named = HEADERS.iter().find(|(_, headers)| headers.iter().any(|header| plain_header(header) == plain));
    let feature = || ACCESSIBILITY.iter().find(|(header, _)| plain_header(header) == plain).map(|(_, key)| *key);
    named.map(|(item, _)| *item).or_else(feature).or_else(|| (plain == plain_header("バリアフリートイレ")).then_some("accessible_toilet"))
}

/// A mapping file to fill in, for a table whose columns are not known.
pub fn draft(headers: &[String]) -> String {
    let mut text = String::from(
        "# 表の列が何かを書いてください。わからない列は消すか、空のままにします（値は staff_note に残ります）。\n# 使える言葉: ",
    );
    text.push_str(&items().collect::<Vec<_>>().join(", "));
    text.push_str("\n# name（名称）は、かならず一つの列に書いてください。\n");
    for header in headers.iter().filter(|header| !header.is_empty()) {
        let guess = item(header, &Mapping::new()).unwrap_or("");
        text.push_str(&format!("{}: {guess}\n", super::yaml::quoted(header)));
    }
    text
}
