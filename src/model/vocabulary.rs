//! The words by which places are sorted: wishes, kinds, audiences, comforts. Data, not code.

use crate::diagnostics::At;
use crate::model::field::{Field, Fields, Mapping, Said, Shape, Value, word};
use crate::model::text::Prose;

/// One word of one of the four lists.
#[derive(Clone, Debug)]
pub struct Term {
    /// Stable name; also the name of its list's page.
    pub id: At<String>,
    /// As people read it.
    pub label: String,
    /// A label of a few characters, for chips and marks.
    pub short: Option<String>,
    /// A few words above its list.
    pub description: Option<Prose>,
    /// Name of an icon of the theme.
    pub icon: Option<At<String>>,
    /// Wishes that a place of this kind answers unless it says otherwise; kinds only.
    pub needs: Vec<At<String>>,
    /// Whether its places are windows to call, which leaflets put into one box; kinds only.
    pub is_window: bool,
}

#[rustfmt::skip]
impl Mapping for Term {
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new("id", Shape::Bare, "id", "半角の英小文字、数字、ハイフンで書く、変わらない名前", |of| of.id.said()).required().example("ibasho"),
        Field::<Self>::new("label", Shape::Text, "言葉", "画面に出る言葉", |of| of.label.said()).required().example("安心できる居場所がほしい"),
        Field::<Self>::new("short", Shape::Text, "短い言葉", "短い言葉", |of| of.short.said()).example("居場所"),
        Field::<Self>::new("description", Shape::Prose, "説明", "説明", |of| of.description.said()),
        Field::<Self>::new("icon", Shape::Text, "絵", "絵の名前", |of| of.icon.said()).example("armchair"),
        Field::<Self>::new("order", Shape::Number, "順", "並べる順", |_| Value::Nothing).example("10"),
        Field::<Self>::new("needs", Shape::Ids, "願い", "この種類がこたえる願いの id", |of| of.needs.said()).example("[ibasho]"),
        Field::<Self>::new("window", Shape::choice::<bool>(), "窓口か", "電話や窓口で相談するところか", |of| word(of.is_window)).example("yes"),
    ];
}

impl Term {
    /// What only kinds have.
    pub const OF_KINDS: &'static [&'static str] = &["needs", "window"];
}

/// What somebody is troubled by, in the words in which people search for it, and where that leads.
#[derive(Clone, Debug)]
pub struct Worry {
    /// As it is read back to the visitor.
    pub label: String,
    /// What people type. Words parted by a space must all occur, in any order.
    pub words: Vec<At<String>>,
    /// Ids of wishes that answer it.
    pub needs: Vec<At<String>>,
    /// Ids of kinds that answer it, the most fitting first.
    pub kinds: Vec<At<String>>,
    /// Ids of comforts that answer it, before all kinds.
    pub comforts: Vec<At<String>>,
    /// Ids of audiences whose places come first.
    pub audience: Vec<At<String>>,
    /// Ids of entries that come before all others.
    pub places: Vec<At<String>>,
}

#[rustfmt::skip]
impl Mapping for Worry {
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new("label", Shape::Text, "言葉", "画面に出る言葉", |of| of.label.said()).required().example("お金のこと"),
        Field::<Self>::new("words", Shape::Texts, "さがす言葉", "人がさがすときの言葉。空白で区切ると、ぜんぶが入っているとき", |of| of.words.said()).example("[お金 ない, 生活費]"),
        Field::<Self>::new("needs", Shape::Ids, "願い", "こたえる願いの id", |of| of.needs.said()).example("[listen]"),
        Field::<Self>::new("kinds", Shape::Ids, "種類", "こたえる種類の id。先に書いたものから", |of| of.kinds.said()).example("[consultation]"),
        Field::<Self>::new("comforts", Shape::Ids, "安心ポイント", "こたえる安心ポイントの id", |of| of.comforts.said()).example("[free]"),
        Field::<Self>::new("audience", Shape::Ids, "対象", "先に出す対象の id", |of| of.audience.said()).example("[family]"),
        Field::<Self>::new("places", Shape::Ids, "場所", "いちばん先に出す場所の id（地域/ファイル名）", |of| of.places.said()).example("[hannan/library]"),
    ];
}

/// The four lists, each in the order in which it is shown.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// The wishes from which a visitor starts.
    pub needs: Vec<Term>,
    /// What sort of place it is.
    pub kinds: Vec<Term>,
    /// Whom it is for.
    pub audiences: Vec<Term>,
    /// 安心ポイント: what makes a first visit easier.
    pub comforts: Vec<Term>,
    /// Troubles that lead to wishes, kinds and places; for the search.
    pub worries: Vec<Worry>,
    /// The same with furigana and lines of their own, where its texts have some.
    pub marked: Option<Box<Vocabulary>>,
}

#[rustfmt::skip]
impl Mapping for Vocabulary {
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new("needs", Shape::Objects(Fields::of::<Term>().without(Term::OF_KINDS)), "願い", "願い", |of| of.needs.said()),
        Field::<Self>::new("kinds", Shape::Objects(Fields::of::<Term>()), "種類", "種類", |of| of.kinds.said()),
        Field::<Self>::new("audiences", Shape::Objects(Fields::of::<Term>().without(Term::OF_KINDS)), "対象", "対象", |of| of.audiences.said()),
        Field::<Self>::new("comforts", Shape::Objects(Fields::of::<Term>().without(Term::OF_KINDS)), "安心ポイント", "安心ポイント", |of| of.comforts.said()),
        Field::<Self>::new("worries", Shape::Objects(Fields::of::<Worry>()), "困りごと", "困りごと。さがす人の言葉から、願いや種類、場所へみちびく", |of| of.worries.said()),
    ];
}

impl Vocabulary {
    /// As it is shown where furigana can be: on pages and on paper. Everything else takes the words themselves.
    pub fn shown(&self) -> &Vocabulary {
        self.marked.as_deref().unwrap_or(self)
    }
}
