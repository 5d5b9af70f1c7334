//! The accessibility items of the GIF model (DS-436, 2026-03): eighteen features and a remark.

use crate::model::field::{Field, Mapping, Row, Said, Shape, Value, word};

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
    /// Of each feature of the standard, in its order, what is known.
    pub features: [Option<Availability>; FEATURES],
    /// 備考
    pub note: Option<String>,
}

/// How many features there are.
pub const FEATURES: usize = 18;

#[rustfmt::skip]
impl Mapping for Accessibility {
    const FIELDS: &'static [Field<Self>] = &[
        feature::<0>("wheelchair", "車椅子可"),
        feature::<1>("wheelchair_loan", "車椅子貸出"),
        feature::<2>("cane_loan", "ツエ貸出"),
        feature::<3>("accessible_toilet", "バリアフリートイレ"),
        feature::<4>("slope_elevator", "スロープ・エレベータ・エスカレータ"),
        feature::<5>("tactile_paving", "点字ブロック等の移動支援"),
        feature::<6>("braille_reading", "点字や読上による支援"),
        feature::<7>("assistance_dog", "盲導犬・介助犬・聴導犬同伴"),
        feature::<8>("subtitles", "字幕"),
        feature::<9>("writing", "筆談対応"),
        feature::<10>("priority_parking", "優先駐車場"),
        feature::<11>("ostomate_toilet", "オストメイト対応トイレ"),
        feature::<12>("child_toilet", "子供トイレ"),
        feature::<13>("nursing_room", "授乳室"),
        feature::<14>("diaper_table", "おむつ替えコーナー"),
        feature::<15>("eating", "飲食可否"),
        feature::<16>("stroller_loan", "ベビーカー貸出"),
        feature::<17>("stroller", "ベビーカー利用可"),
        Field::<Self>::new("note", Shape::Text, "備考", "備考", |of| of.note.said()).example("入口に段差があります"),
    ];
}

const fn feature<const AT: usize>(key: &'static str, label: &'static str) -> Field<Accessibility> {
    Field::<Accessibility>::new(key, Shape::choice::<Availability>(), label, label, |of| of.features[AT].map_or(Value::Nothing, word))
        .named()
        .example("有")
}

impl Accessibility {
    /// The features that are known, each with its row.
    pub fn known(&self) -> impl Iterator<Item = (&'static Row, Availability)> {
        Self::FIELDS.iter().zip(self.features).filter_map(|(field, of)| Some((&field.row, of?)))
    }
}
