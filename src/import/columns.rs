//! What a column is: by the names it has in the standard tables of today and before, else by what its name means.
//!
//! 1. A mapping that somebody has written.
//! 2. The names of the standard tables ([`HEADERS`]).
//! 3. The meaning: the first rule of [`MEANINGS`] whose words stand in the name. 「こども食堂名」 is a name, 「運営法人の住所」 is
//!    no address of the place.

use std::collections::BTreeMap;

use crate::model::dataset::{ACCESSIBILITY, FACILITIES, plain_header};
use crate::source::edit::scalar;

/// Item → the headers that mean it.
const HEADERS: &[(&str, &[&str])] = &[
    ("id", &["ID", "NO", "No.", "#", "_id", "施設ID", "番号", "連番", "項番", "通し番号", "管理番号", "整理番号", "id", "identifier"]),
    ("code", &["全国地方公共団体コード", "都道府県コード又は市区町村コード", "市区町村コード", "自治体コード", "団体コード"]),
    ("town", &["地方公共団体名", "市区町村名", "市町村名", "自治体名", "所在地_市区町村"]),
    ("prefecture", &["都道府県名", "都道府県", "所在地_都道府県"]),
    ("name", &["名称", "施設名", "施設名称", "イベント名", "名前", "団体名称", "事業所名", "事業所の名称", "屋号", "name"]),
    ("reading", &["名称_カナ", "カナ", "ふりがな", "フリガナ", "よみがな", "よみ"]),
    ("other", &["名称_通称", "通称", "愛称", "略称"]),
    ("kind", &["種別", "分類", "種類", "カテゴリ", "カテゴリー", "施設種別", "区分", "施設分類"]),
    ("poi", &["POIコード"]),
    ("address", &["所在地_連結表記", "住所", "所在地", "施設所在地", "address"]),
    ("block", &["所在地_町字", "町字", "町名"]),
    ("number", &["所在地_番地以下", "番地以下", "番地"]),
    ("detail", &["建物名等（方書）", "方書", "建物名", "設置位置", "設置場所"]),
    ("place", &["場所名称", "会場", "開催場所", "会場名", "開催施設", "実施場所", "活動場所"]),
    ("latitude", &["緯度", "lat", "latitude"]),
    ("longitude", &["経度", "lon", "lng", "longitude"]),
    ("location", &["緯度経度", "位置", "location"]),
    ("phone", &["電話番号", "連絡先電話番号", "電話", "TEL", "telephoneNumber", "連絡先"]),
    ("extension", &["内線番号", "連絡先内線番号", "内線"]),
    ("fax", &["FAX番号", "FAX", "ファックス番号", "ファクス番号"]),
    ("email", &["連絡先メールアドレス", "メールアドレス", "Eメール", "email"]),
    ("form", &["連絡先FormURL", "申込URL"]),
    ("contact_remark", &["連絡先備考（その他、SNSなど）"]),
    ("label", &["連絡先名称", "担当課", "所管課", "担当部署", "問合せ先", "問い合わせ先", "お問い合わせ先"]),
    ("postal_code", &["郵便番号", "〒"]),
    (
        "organizer",
        &["団体名", "主催者", "主催", "主催団体", "運営主体", "設置者", "運営者", "法人の名称", "法人名", "開設者", "開設者氏名"],
    ),
    ("days", &["利用可能曜日", "availableDate", "曜日", "診療曜日", "営業曜日", "開所曜日", "開館曜日"]),
    ("held", &["開催曜日", "開催日", "実施曜日", "実施日", "活動曜日", "活動日"]),
    ("start", &["開始時間", "開始時刻", "startTime"]),
    ("end", &["終了時間", "終了時刻", "endTime"]),
    ("hours", &["利用可能時間特記事項", "利用可能日時特記事項", "availableDateNote"]),
    ("closed", &["休館日", "休業日", "定休日", "休所日", "休み"]),
    ("from", &["開始日", "開催日（開始）", "開催開始日"]),
    ("until", &["終了日", "開催日（終了）", "開催終了日"]),
    ("when", &["開始日時特記事項", "開催日時", "日時", "開催パターン", "開催頻度", "開催日時特記事項", "実施頻度"]),
    ("summary", &["説明", "概要", "内容", "事業内容", "description"]),
    ("fee", &["料金（基本）", "料金", "参加費", "利用料金", "利用料"]),
    ("fee_note", &["料金（詳細）"]),
    ("access", &["アクセス方法", "アクセス", "交通", "交通手段", "交通案内"]),
    ("reservation", &["参加申込方法", "申込方法", "予約", "予約の要否", "予約方法", "申込"]),
    ("url", &["URL", "ホームページ", "ホームページURL", "ウェブサイト", "referenceObject"]),
    ("remark", &["備考", "note"]),
    ("station", &["最寄駅", "最寄り駅", "最寄りバス停", "最寄バス停"]),
    ("eligibility", &["対象", "対象者", "参加対象", "受入年齢", "対象年齢"]),
    ("around", &["駐車場情報", "駐車場", "バリアフリー情報", "一時預かりの有無", "小児対応設備の有無", "駐車場有無"]),
    ("figure", &["定員", "収容定員", "病床数", "想定収容人数"]),
    ("since", &["開設年月日", "設立年月日", "開設日", "設立年", "開所日", "開設年月"]),
    ("sns", &["Instagram", "Facebook", "Twitter", "X", "LINE", "YouTube", "インスタグラム", "フェイスブック"]),
    ("offer", &["診療科目", "実施サービス", "介護サービス種類", "提供エリア", "SSID", "対象となる町会・自治会", "時間外における対応"]),
    (
        "codes",
        &[
            "法人番号",
            "町字ID",
            "外部識別子",
            "外部識別子の値",
            "高度の種別",
            "高度の値",
            "画像ライセンス",
            "画像_ライセンス",
            "標高",
            "#property",
        ],
    ),
];

/// Words of a header that say what it is: all of the first must stand in it and none of the second. The first rule decides.
const MEANINGS: &[(&str, &[&str], &[&str])] = &[
    ("codes", &["英字"], &[]),
    ("codes", &["英語"], &["対応"]),
    ("codes", &["ローマ字"], &[]),
    ("codes", &["コード"], &["二次元", "qr"]),
    ("codes", &["法人番号"], &[]),
    ("codes", &["事業所番号"], &[]),
    ("codes", &["許可番号"], &[]),
    ("codes", &["指定番号"], &[]),
    ("codes", &["ライセンス"], &[]),
    ("codes", &["作成日"], &[]),
    ("codes", &["更新日"], &[]),
    ("codes", &["登録日"], &[]),
    ("codes", &["座標系"], &[]),
    ("codes", &["出典"], &[]),
    // What belongs to the office behind a place and not to the place.
    ("organizer", &["法人", "名"], &["住所", "所在地", "電話"]),
    ("", &["法人", "住所"], &[]),
    ("", &["法人", "所在地"], &[]),
    ("", &["法人", "電話"], &[]),
    ("", &["代表者"], &[]),
    ("", &["管理者"], &[]),
    ("", &["担当者"], &[]),
    ("", &["責任者"], &[]),
    ("", &["ファイル"], &[]),
    ("", &["画像"], &[]),
    ("postal_code", &["郵便番号"], &[]),
    ("latitude", &["緯度"], &["経度"]),
    ("longitude", &["経度"], &["緯度"]),
    ("location", &["緯度", "経度"], &[]),
    ("reading", &["カナ"], &[]),
    ("reading", &["かな"], &[]),
    ("reading", &["ヨミ"], &[]),
    ("fax", &["fax"], &["tel", "電話"]),
    ("fax", &["ファックス"], &["電話"]),
    ("fax", &["ファクス"], &["電話"]),
    ("fax", &["ファクシミリ"], &["電話"]),
    ("extension", &["内線"], &[]),
    ("phone", &["電話"], &["対応", "相談", "可否", "有無", "公衆"]),
    ("phone", &["tel"], &["hotel"]),
    ("email", &["メール"], &[]),
    ("email", &["mail"], &[]),
    ("form", &["申", "url"], &[]),
    ("form", &["予約", "url"], &[]),
    ("url", &["url"], &[]),
    ("url", &["ホムペジ"], &[]),
    ("url", &["ウェブサイト"], &[]),
    ("url", &["サイト"], &["サイト名"]),
    ("around", &["駐車場"], &[]),
    ("around", &["駐輪場"], &[]),
    ("around", &["バリアフリ"], &[]),
    ("prefecture", &["都道府県"], &[]),
    ("town", &["市区町村"], &[]),
    ("block", &["町字"], &[]),
    ("number", &["番地"], &[]),
    ("detail", &["方書"], &[]),
    ("detail", &["建物名"], &[]),
    ("access", &["アクセス"], &[]),
    ("access", &["交通"], &[]),
    ("station", &["最寄"], &[]),
    ("address", &["住所"], &["備考"]),
    ("address", &["所在地"], &["備考"]),
    ("place", &["会場"], &["住所"]),
    ("place", &["開催場所"], &[]),
    ("fee", &["参加費"], &[]),
    ("fee", &["料金"], &[]),
    ("fee", &["利用料"], &[]),
    ("fee", &["費用"], &[]),
    ("fee", &["会費"], &[]),
    ("fee", &["入場料"], &[]),
    ("reservation", &["予約"], &["専用"]),
    ("reservation", &["申込"], &["期限", "終了", "開始"]),
    ("reservation", &["申し込み"], &["期限", "終了", "開始"]),
    ("eligibility", &["対象"], &["有無", "地区", "町会", "外"]),
    ("eligibility", &["年齢"], &["別"]),
    ("held", &["開催", "曜日"], &[]),
    ("days", &["曜日"], &["特記", "休"]),
    ("closed", &["休館"], &["館名"]),
    ("closed", &["定休"], &[]),
    ("closed", &["休診"], &[]),
    ("closed", &["休業"], &[]),
    ("closed", &["休園"], &[]),
    ("closed", &["閉館日"], &[]),
    ("when", &["開催", "頻度"], &[]),
    ("when", &["開催", "日時"], &[]),
    ("when", &["開催日"], &["開始", "終了"]),
    ("when", &["開催回数"], &[]),
    ("hours", &["特記事項"], &[]),
    ("start", &["開始", "時"], &["特記", "受付", "申"]),
    ("end", &["終了", "時"], &["特記", "受付", "申"]),
    ("hours", &["開館時間"], &[]),
    ("hours", &["開所時間"], &[]),
    ("hours", &["開設時間"], &[]),
    ("hours", &["営業時間"], &[]),
    ("hours", &["利用時間"], &[]),
    ("hours", &["診療時間"], &[]),
    ("hours", &["開園時間"], &[]),
    ("hours", &["相談時間"], &[]),
    ("hours", &["受付時間"], &[]),
    ("hours", &["開いている時間"], &[]),
    ("when", &["開催時間"], &[]),
    ("when", &["活動日時"], &[]),
    ("figure", &["定員"], &["備考"]),
    ("figure", &["人数"], &[]),
    ("figure", &["床数"], &[]),
    ("figure", &["台数"], &[]),
    ("figure", &["面積"], &[]),
    ("figure", &["室数"], &[]),
    ("figure", &["便器数"], &[]),
    ("figure", &["総数"], &[]),
    ("accessible_toilet", &["車椅子", "トイレ"], &["数"]),
    ("ostomate_toilet", &["オストメイト"], &["数"]),
    ("diaper_table", &["乳幼児用設備"], &["数"]),
    ("diaper_table", &["おむつ"], &["数"]),
    ("nursing_room", &["授乳"], &["数"]),
    ("slope_elevator", &["エレベタ"], &["数"]),
    ("label", &["担当課"], &[]),
    ("label", &["所管"], &[]),
    ("label", &["問合せ"], &[]),
    ("label", &["問い合わせ"], &[]),
    ("organizer", &["運営"], &["時間", "日", "形態"]),
    ("organizer", &["主催"], &[]),
    ("organizer", &["実施主体"], &[]),
    ("organizer", &["設置者"], &[]),
    ("organizer", &["団体名"], &["地方公共"]),
    ("other", &["通称"], &[]),
    ("other", &["愛称"], &[]),
    ("summary", &["説明"], &[]),
    ("summary", &["概要"], &[]),
    ("summary", &["紹介"], &[]),
    ("summary", &["活動内容"], &[]),
    ("summary", &["事業内容"], &[]),
    ("remark", &["備考"], &[]),
    ("offer", &["種類"], &[]),
    ("offer", &["種別"], &[]),
    ("offer", &["サビス"], &[]),
    ("offer", &["科目"], &[]),
    ("offer", &["エリア"], &[]),
    ("offer", &["有無"], &[]),
    ("offer", &["対応"], &[]),
];

/// Ends of headers of names, and what such a header is when it names something else.
const NAME_ENDS: [&str; 4] = ["名", "名称", "の名前", "name"];
const OTHER_NAMES: [&str; 24] = [
    "都道府県",
    "市区町村",
    "市町村",
    "自治体",
    "地区",
    "区名",
    "町名",
    "大字",
    "地域",
    "路線",
    "駅",
    "バス停",
    "課名",
    "部署",
    "品名",
    "氏名",
    "担当",
    "代表",
    "法人",
    "企業",
    "ファイル",
    "データ",
    "圏域",
    "校区",
];

/// What an item is called; for people.
pub fn label(item: &str) -> &'static str {
    if let Some((header, _)) = ACCESSIBILITY.iter().find(|(_, key)| *key == item) {
        return header;
    }
    match item {
        "id" => "番号",
        "code" => "市区町村コード",
        "town" => "市区町村",
        "prefecture" => "都道府県",
        "name" => "名称",
        "reading" => "よみ",
        "other" => "通称",
        "kind" => "種別",
        "poi" | "codes" => "記録だけに残す番号など",
        "address" => "住所",
        "block" => "町字",
        "number" => "番地",
        "detail" => "建物や階",
        "place" => "会場",
        "latitude" => "緯度",
        "longitude" => "経度",
        "location" => "緯度と経度",
        "phone" => "電話",
        "extension" => "内線",
        "fax" => "FAX",
        "email" => "メール",
        "form" => "申しこみのページ",
        "contact_remark" | "remark" => "備考",
        "label" => "窓口",
        "postal_code" => "郵便番号",
        "organizer" => "団体",
        "days" => "曜日",
        "held" => "開催の曜日や日",
        "start" => "開始の時刻",
        "end" => "終了の時刻",
        "hours" => "時間",
        "closed" => "休みの日",
        "from" => "開始の日",
        "until" => "終了の日",
        "when" => "開催の日時",
        "summary" => "説明",
        "fee" | "fee_note" => "料金",
        "access" | "station" => "行き方",
        "reservation" => "予約",
        "url" => "ホームページ",
        "eligibility" => "対象",
        "around" => "設備など",
        "figure" => "人数など",
        "since" => "できた年",
        "sns" => "SNS",
        "offer" => "紹介文に足すこと",
        _ => "メモ（staff_note）",
    }
}

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
        let mut items: Vec<Option<&'static str>> = cells.iter().map(|cell| item(cell, mapping)).collect();
        only_one_name(cells, &mut items, mapping);
        let name = |(at, cell): (usize, &String)| if cell.is_empty() { format!("{}列目", at + 1) } else { cell.replace('\n', "") };
        Columns { headers: cells.iter().enumerate().map(name).collect(), items }
    }

    /// What the column at a place is.
    pub fn item(&self, at: usize) -> Option<&'static str> {
        self.items.get(at).copied().flatten()
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

    /// What the table is called where visitors read it: only a standard has a name that says something to them.
    pub fn source(&self) -> Option<&'static str> {
        let layout = self.layout();
        let end = layout.find('（').unwrap_or(layout.len());
        Some(&layout[..end]).filter(|name| *name != "独自の表")
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

/// One column is the name: the one that the standards call so, else the first. The others keep what they say as notes.
fn only_one_name(cells: &[String], items: &mut [Option<&'static str>], mapping: &Mapping) {
    let is_sure = |cell: &String| {
        let (_, names) = HEADERS.iter().find(|(item, _)| *item == "name").copied().unwrap_or(("", &[]));
        mapping.contains_key(cell) || names.iter().any(|name| plain_header(name) == plain_header(cell))
    };
    let named: Vec<usize> = (0..items.len()).filter(|at| items[*at] == Some("name")).collect();
    let kept = named.iter().copied().find(|at| is_sure(&cells[*at])).or(named.first().copied());
    for at in named.into_iter().filter(|at| Some(*at) != kept) {
        items[at] = None;
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
    let toilet = || (plain == plain_header("バリアフリートイレ")).then_some("accessible_toilet");
    named.map(|(item, _)| *item).or_else(feature).or_else(toilet).or_else(|| meant(&plain))
}

/// What a header means whose name is in no standard. A long sentence in the place of a header means nothing.
fn meant(plain: &str) -> Option<&'static str> {
    if plain.chars().count() > 24 {
        return None;
    }
    let stands = |word: &&str| plain.contains(&plain_header(word));
    let rule = MEANINGS.iter().find(|(_, all, none)| all.iter().all(&stands) && !none.iter().any(&stands));
    if let Some((item, _, _)) = rule {
        return Some(*item).filter(|item| !item.is_empty());
    }
    let is_name = NAME_ENDS.iter().any(|end| plain.ends_with(end)) && !OTHER_NAMES.iter().any(&stands);
    is_name.then_some("name")
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
        text.push_str(&format!("{}: {guess}\n", scalar(header)));
    }
    text
}
