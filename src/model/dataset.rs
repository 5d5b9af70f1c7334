//! The tables in which towns publish their facilities: their columns, and which item of ours each column is.
//!
//! Source: 自治体標準オープンデータセット (デジタル庁), and the 推奨データセット before it. Real files spell headers in many ways, so that
//! they are compared by [`plain_header`].

use unicode_normalization::UnicodeNormalization;

/// The 56 columns of 公共施設一覧, in order.
pub const FACILITIES: [&str; 56] = [
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

/// The columns of accessibility, with the key of our item, in the order of the table.
pub const ACCESSIBILITY: [(&str, &str); 17] = [
    ("車椅子可", "wheelchair"),
    ("車椅子貸出", "wheelchair_loan"),
    ("ツエ貸出", "cane_loan"),
    ("多目的トイレ", "accessible_toilet"),
    ("スロープ、エレベータ、エスカレータ", "slope_elevator"),
    ("点字ブロック等の移動支援", "tactile_paving"),
    ("点字や読上による支援", "braille_reading"),
    ("盲導犬・介助犬・聴導犬同伴", "assistance_dog"),
    ("字幕", "subtitles"),
    ("筆談対応", "writing"),
    ("優先駐車場", "priority_parking"),
    ("オストメイト対応トイレ", "ostomate_toilet"),
    ("授乳室", "nursing_room"),
    ("おむつ替えコーナー", "diaper_table"),
    ("飲食可否", "eating"),
    ("ベビーカー貸出", "stroller_loan"),
    ("ベビーカー利用", "stroller"),
];

/// Words before a remark in a cell that holds several: 「時間: 9:00-17:00; 休み: 月曜日」.
pub mod remark {
    /// Hours as printed.
    pub const HOURS: &str = "時間";
    /// Closed days as printed.
    pub const CLOSED: &str = "休み";
    /// Id of the kind.
    pub const KIND: &str = "種類";
    /// 最終確認日.
    pub const CHECKED: &str = "最終確認日";
    /// Ways to get there.
    pub const ACCESS: &str = "アクセス";
    /// What is said instead of an address.
    pub const UNDISCLOSED: &str = "所在地";
    /// What it costs.
    pub const FEE: &str = "料金";
    /// Who answers.
    pub const LABEL: &str = "窓口";
    /// What one may ask there.
    pub const PURPOSE: &str = "用途";
    /// When somebody answers.
    pub const ANSWERED: &str = "受付";
    /// A fax number.
    pub const FAX: &str = "FAX";
    /// Between values of one remark.
    pub const AND: char = '／';

    /// Every one that is read back.
    pub const ALL: [&str; 11] = [HOURS, CLOSED, KIND, CHECKED, ACCESS, UNDISCLOSED, FEE, LABEL, PURPOSE, ANSWERED, FAX];

    /// A cell of remarks; those without a value are left out.
    pub fn join(pairs: &[(&str, &str)]) -> String {
        let mut cell = String::new();
        for (word, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
            if !cell.is_empty() {
                cell.push_str("; ");
            }
            cell.extend([word, ": ", value]);
        }
        cell
    }

    /// The remarks of a cell, and what is none of them.
    pub fn split(cell: &str) -> (Vec<(&'static str, String)>, String) {
        let mut pairs: Vec<(&'static str, String)> = Vec::new();
        let mut rest = String::new();
        for part in cell.split(';') {
            let found = part.split_once(':').and_then(|(word, value)| Some((ALL.iter().find(|known| **known == word.trim())?, value)));
            match (found, pairs.last_mut()) {
                (Some((word, value)), _) => pairs.push((word, value.trim().to_owned())),
                (None, Some((_, value))) => value.extend([";", part]),
                (None, None) => {
                    if !rest.is_empty() {
                        rest.push(';');
                    }
                    rest.push_str(part);
                }
            }
        }
        (pairs, rest.trim().to_owned())
    }
}

/// A header without what real files vary in: width, brackets, dashes, white space, letter case, a stray byte order mark.
pub fn plain_header(header: &str) -> String {
    header
        .nfkc()
        .filter(|c| {
            !c.is_whitespace()
                && !matches!(
                    c,
                    '\u{feff}' | '\u{200b}' | '_' | '-' | '‐' | '‑' | '–' | '—' | '―' | '−' | 'ー' | 'ｰ' | '・' | '、' | ',' | '"'
                )
        })
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{plain_header, remark};

    #[test]
    fn headers_are_compared_by_what_they_mean() {
        for other in ["建物名等(方書)", "\u{feff}建物名等（方書）", "建物名等 (方書)\n"] {
            assert_eq!(plain_header("建物名等（方書）"), plain_header(other), "{other:?}");
        }
        assert_eq!(plain_header("名称_カナ"), plain_header("名称－カナ"));
        assert_ne!(plain_header("名称_カナ"), plain_header("名称"));
    }

    #[test]
    fn remarks_are_read_back() {
        let pairs = [(remark::HOURS, "9:00-17:00／土 9:00-12:00"), (remark::CLOSED, "月曜日; 年末年始"), (remark::FEE, "")];
        let (back, rest) = remark::split(&remark::join(&pairs));
        assert_eq!(back, [(remark::HOURS, pairs[0].1.to_owned()), (remark::CLOSED, pairs[1].1.to_owned())]);
        assert_eq!(rest, "");
        assert_eq!(remark::split("雨の日は休み; 料金: 100円"), (vec![(remark::FEE, "100円".to_owned())], "雨の日は休み".to_owned()));
    }
}
