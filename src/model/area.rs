//! Areas: towns, or parts and groups of them.

use crate::diagnostics::At;
use crate::model::field::{Field, Fields, Mapping, Said, Shape, Value};
use crate::model::text::Prose;
use crate::model::venue::Contact;

/// `areas.yaml`.
#[derive(Clone, Debug, Default)]
pub struct Areas {
    /// In the order of the file.
    pub areas: Vec<Area>,
}

impl Mapping for Areas {
    const FIELDS: &'static [Field<Self>] =
        &[Field::<Self>::new("areas", Shape::Objects(Fields::of::<Area>()), "地域", "地域", |of| of.areas.said())];
}

/// An area, as listed in `areas.yaml`.
#[derive(Clone, Debug)]
pub struct Area {
    /// Name of its folder and of its page.
    pub id: At<String>,
    /// As people call it.
    pub name: String,
    /// In hiragana.
    pub reading: Option<String>,
    /// 全国地方公共団体コード, six digits, check digit verified.
    pub code: Option<String>,
    /// The area it is a part of.
    pub parent: Option<At<String>>,
    /// A few words above its list.
    pub description: Option<Prose>,
    /// The window that its publisher names for all that has no contact of its own.
    pub ask: Option<Window>,
    /// The same with furigana and lines of their own, where its texts have some.
    pub marked: Option<Box<Area>>,
}

#[rustfmt::skip]
impl Mapping for Area {
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new("id", Shape::Bare, "id", "半角の英小文字、数字、ハイフンで書く id。フォルダーの名前になり、使い始めたら変えません", |of| of.id.said()).required().example("hannan"),
        Field::<Self>::new("name", Shape::Text, "名前", "地域の名前", |of| of.name.said()).required().example("阪南市"),
        Field::<Self>::new("reading", Shape::Bare, "よみ", "よみ（ひらがな）", |of| of.reading.said()).example("はんなんし"),
        Field::<Self>::new("code", Shape::Bare, "コード", "全国地方公共団体コード（6けた）", |of| of.code.said()).example("272329"),
        Field::<Self>::new("parent", Shape::Id, "ふくまれる地域", "ふくまれる地域の id", |of| of.parent.said()).example("osaka"),
        Field::<Self>::new("description", Shape::Prose, "説明", "説明", |of| of.description.said()),
        Field::<Self>::new("ask", Shape::TextOr(Fields::of::<Contact>()), "窓口", "連絡先のない所について、かわりにきける窓口の id か、連絡先", |of| of.ask.as_ref().map_or(Value::Nothing, Window::said))
            .example("hannan/kurashi-marugoto"),
    ];
}

impl Area {
    /// As it is shown where furigana can be: on pages and on paper. Everything else takes the words themselves.
    pub fn shown(&self) -> &Area {
        self.marked.as_deref().unwrap_or(self)
    }
}

/// Names by the first two digits of a code.
#[rustfmt::skip]
const PREFECTURES: [&str; 47] = [
    "北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県", "福島県", "茨城県",
    "栃木県", "群馬県", "埼玉県", "千葉県", "東京都", "神奈川県", "新潟県", "富山県",
    "石川県", "福井県", "山梨県", "長野県", "岐阜県", "静岡県", "愛知県", "三重県",
    "滋賀県", "京都府", "大阪府", "兵庫県", "奈良県", "和歌山県", "鳥取県", "島根県",
    "岡山県", "広島県", "山口県", "徳島県", "香川県", "愛媛県", "高知県", "福岡県",
    "佐賀県", "長崎県", "熊本県", "大分県", "宮崎県", "鹿児島県", "沖縄県",
];

/// The prefecture of a 全国地方公共団体コード.
pub fn prefecture(code: &str) -> Option<&'static str> {
    let number: usize = code.get(..2)?.parse().ok()?;
    PREFECTURES.get(number.checked_sub(1)?).copied()
}

/// A window that takes questions for an area.
#[derive(Clone, Debug)]
pub enum Window {
    /// Id of the entry it is.
    Entry(At<String>),
    /// One that is no entry; it has a label and can be reached.
    Contact(Box<Contact>),
}

impl Window {
    fn said(&self) -> Value<'_> {
        match self {
            Window::Entry(id) => id.said(),
            Window::Contact(contact) => contact.as_ref().said(),
        }
    }
}
