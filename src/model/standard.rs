//! Layouts of the Japanese standard for municipal open data, as data: what open data writes and import reads.
//!
//! The list follows files that towns publish in the current layout; the spelling of a few headers varies among them, which
//! import allows for.

/// 公共施設一覧 of the 自治体標準オープンデータセット, 56 columns in order.
pub const FACILITY: [&str; 56] = [
    "全国地方公共団体コード",
    "ID",
    "地方公共団体名",
    "名称",
    "名称_カナ",
    "名称_英字",
    "名称_通称",
    "POIコード",
    "外部識別子",
    "外部識別子の値",
    "所在地_全国地方公共団体コード",
    "町字ID",
    "所在地_連結表記",
    "所在地_都道府県",
    "所在地_市区町村",
    "所在地_町字",
    "所在地_番地以下",
    "建物名等（方書）",
    "緯度",
    "経度",
    "高度の種別",
    "高度の値",
    "電話番号",
    "内線番号",
    "連絡先メールアドレス",
    "連絡先FormURL",
    "連絡先備考（その他、SNSなど）",
    "郵便番号",
    "法人番号",
    "団体名",
    "利用可能曜日",
    "開始時間",
    "終了時間",
    "利用可能時間特記事項",
    "説明",
    "車椅子可",
    "車椅子貸出",
    "ツエ貸出",
    "多目的トイレ",
    "スロープ、エレベータ、エスカレータ",
    "点字ブロック等の移動支援",
    "点字や読上による支援",
    "盲導犬・介助犬・聴導犬同伴",
    "字幕",
    "筆談対応",
    "優先駐車場",
    "オストメイト対応トイレ",
    "授乳室",
    "おむつ替えコーナー",
    "飲食可否",
    "ベビーカー貸出",
    "ベビーカー利用",
    "URL",
    "画像",
    "画像ライセンス",
    "備考",
];

/// The accessibility columns of [`FACILITY`] in its order, as keys of
/// [`FEATURES`](crate::model::accessibility::FEATURES).
pub const FACILITY_FEATURES: [&str; 17] = [
    "wheelchair",
    "wheelchair_loan",
    "cane_loan",
    "accessible_toilet",
    "slope_elevator",
    "tactile_paving",
    "braille_reading",
    "assistance_dog",
    "subtitles",
    "writing",
    "priority_parking",
    "ostomate_toilet",
    "nursing_room",
    "diaper_table",
    "eating",
    "stroller_loan",
    "stroller",
];

/// 都道府県 by the first two digits of a 全国地方公共団体コード, from 01.
const PREFECTURES: [&str; 47] = [
    "北海道",
    "青森県",
    "岩手県",
    "宮城県",
    "秋田県",
    "山形県",
    "福島県",
    "茨城県",
    "栃木県",
    "群馬県",
    "埼玉県",
    "千葉県",
    "東京都",
    "神奈川県",
    "新潟県",
    "富山県",
    "石川県",
    "福井県",
    "山梨県",
    "長野県",
    "岐阜県",
    "静岡県",
    "愛知県",
    "三重県",
    "滋賀県",
    "京都府",
    "大阪府",
    "兵庫県",
    "奈良県",
    "和歌山県",
    "鳥取県",
    "島根県",
    "岡山県",
    "広島県",
    "山口県",
    "徳島県",
    "香川県",
    "愛媛県",
    "高知県",
    "福岡県",
    "佐賀県",
    "長崎県",
    "熊本県",
    "大分県",
    "宮崎県",
    "鹿児島県",
    "沖縄県",
];

/// The prefecture to which a municipality's code belongs.
pub fn prefecture(code: &str) -> Option<&'static str> {
    let number: usize = code.get(..2)?.parse().ok()?;
    PREFECTURES.get(number.checked_sub(1)?).copied()
}

/// Between the parts of a cell that holds several facts.
pub const PART: &str = " / ";
/// Before a closed day in the remarks on hours.
pub const CLOSED: &str = "休み";
/// Before the phrase of a session in the remarks on hours.
pub const SESSION: &str = "日程";
