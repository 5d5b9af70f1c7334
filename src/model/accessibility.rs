//! The accessibility items of the GIF model (DS-436, 2026-03): eighteen features and a remark.

/// One feature: key in the content, and name in the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feature {
    /// Key in `accessibility:`.
    pub key: &'static str,
    /// Name in the standard.
    pub label: &'static str,
}

const fn feature(key: &'static str, label: &'static str) -> Feature {
    Feature { key, label }
}

/// All features in the order of the standard.
pub const FEATURES: [Feature; 18] = [
    feature("wheelchair", "車椅子可"),
    feature("wheelchair_loan", "車椅子貸出"),
    feature("cane_loan", "ツエ貸出"),
    feature("accessible_toilet", "バリアフリートイレ"),
    feature("slope_elevator", "スロープ・エレベータ・エスカレータ"),
    feature("tactile_paving", "点字ブロック等の移動支援"),
    feature("braille_reading", "点字や読上による支援"),
    feature("assistance_dog", "盲導犬・介助犬・聴導犬同伴"),
    feature("subtitles", "字幕"),
    feature("writing", "筆談対応"),
    feature("priority_parking", "優先駐車場"),
    feature("ostomate_toilet", "オストメイト対応トイレ"),
    feature("child_toilet", "子供トイレ"),
    feature("nursing_room", "授乳室"),
    feature("diaper_table", "おむつ替えコーナー"),
    feature("eating", "飲食可否"),
    feature("stroller_loan", "ベビーカー貸出"),
    feature("stroller", "ベビーカー利用可"),
];

/// 有無コード.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Availability {
    /// 有
    Yes,
    /// 無
    No,
    /// 非公開
    Undisclosed,
    /// 不明
    Unknown,
}

impl Availability {
    /// The word of the standard.
    pub fn label(self) -> &'static str {
        match self {
            Availability::Yes => "有",
            Availability::No => "無",
            Availability::Undisclosed => "非公開",
            Availability::Unknown => "不明",
        }
    }
}

/// What is known of a place.
#[derive(Clone, Debug, Default)]
pub struct Accessibility {
    /// Features that the content names, in the order of the standard.
    pub features: Vec<(Feature, Availability)>,
    /// 備考
    pub note: Option<String>,
}
