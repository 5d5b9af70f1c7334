//! A resource: a place, a group, a window or an event that somebody can turn to.

use jiff::civil::Date;

use crate::diagnostics::{At, FileId};
use crate::model::accessibility::Accessibility;
use crate::model::date::PartialDate;
use crate::model::field::{Field, Fields, Mapping, Said, Shape, Value, counts, word};
use crate::model::ruby;
use crate::model::terms::{self, Price, Terms};
use crate::model::text::Prose;
use crate::model::venue::{Contact, Link, Online, Organizer, Reservation, Venue};
use crate::time::{Occurrence, Opening, Recurrence};

/// Everything that is known of one resource. Only `name`, `kind` and `summary` are always there.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Folder and file name: `hannan/library`. Unique, and the path of its page.
    pub id: String,
    /// The folder.
    pub folder: String,
    /// The file.
    pub file: FileId,
    /// 名称; may hold furigana.
    pub name: At<String>,
    /// In hiragana.
    pub reading: Option<String>,
    /// Former and short names.
    pub other_names: Vec<String>,
    /// Id of a kind.
    pub kind: At<String>,
    /// Ids of wishes; empty means those of the kind.
    pub needs: Vec<At<String>>,
    /// The organisers' own motto.
    pub tagline: Option<String>,
    /// What one can do there.
    pub summary: Prose,
    /// Ids of audiences.
    pub audience: Vec<At<String>>,
    /// Who may come, in words.
    pub eligibility: Option<Prose>,
    /// Who may come, how many, at what price, as far as it is said apart.
    pub terms: Terms,
    /// Ids of comforts.
    pub comforts: Vec<At<String>>,
    /// Ids of areas; empty means the folder.
    pub areas: Vec<At<String>>,
    /// Who stands behind it.
    pub organizers: Vec<Organizer>,
    /// Where it is.
    pub venues: Vec<Venue>,
    /// How to get in touch.
    pub contacts: Vec<Contact>,
    /// Opening hours as printed; later lines win.
    pub hours: Vec<At<String>>,
    /// Closed days as printed.
    pub closed: Vec<At<String>>,
    /// Both as they are understood; none where neither is given.
    pub opening: Option<Opening>,
    /// Meetings.
    pub sessions: Vec<Session>,
    /// What it costs.
    pub fee: Option<String>,
    /// Money in the other direction.
    pub allowance: Option<String>,
    /// 予約.
    pub reservation: Option<Reservation>,
    /// What one finds there and what one brings: 駐車場, 一時保育, ことば …
    pub there: There,
    /// How many people come.
    pub attendance: Option<String>,
    /// はじめての方へ.
    pub first_visit: Option<Prose>,
    /// What one can say on the phone or write in a mail.
    pub contact_example: Option<Prose>,
    /// こんなときに.
    pub worries: Vec<String>,
    /// Questions and answers.
    pub faq: Vec<Question>,
    /// Numbers with their date.
    pub figures: Vec<Figure>,
    /// Stages, in order.
    pub steps: Vec<String>,
    /// The GIF items.
    pub accessibility: Option<Accessibility>,
    /// Further reading.
    pub links: Vec<Link>,
    /// A picture.
    pub image: Option<Image>,
    /// Id of the entry whose people know more; used where there is no contact here.
    pub ask: Option<At<String>>,
    /// Ids of resources an editor thinks of together with this one.
    pub related: Vec<At<String>>,
    /// Whether it takes place.
    pub status: Status,
    /// Why, or since when.
    pub status_note: Option<Prose>,
    /// Since when it exists.
    pub since: Option<PartialDate>,
    /// The time for which the entry holds.
    pub valid: Period,
    /// Who may see it.
    pub visibility: Visibility,
    /// 最終確認日.
    pub checked: Option<At<PartialDate>>,
    /// How it was checked.
    pub checked_by: Option<String>,
    /// From where the facts are.
    pub sources: Vec<Source>,
    /// Its part in leaflets.
    pub leaflet: LeafletEntry,
    /// The Markdown below the front matter.
    pub body: Option<Prose>,
    /// The same entry in another language or in やさしい日本語; a variation of a variation has none.
    pub variations: Vec<Variation>,
    /// The same with furigana and lines of their own, where its texts have some.
    pub marked: Option<Box<Resource>>,
}

#[rustfmt::skip]
impl Mapping for Resource {
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new("name", Shape::Text, "名前", "場所や集まりの名前", |of| of.name.said())
            .required().unsearched().example("阪南市立図書館").aliases(&["名称", "名前", "施設名", "団体名", "title"]),
        Field::<Self>::new("reading", Shape::Bare, "よみ", "よみ（ひらがな）。並べる順と検索に使います", |of| of.reading.said())
            .begins("名前のこと").unsearched().example("はんなんしりつとしょかん")
            .aliases(&["名称_カナ", "カナ", "かな", "ふりがな", "フリガナ", "よみ", "読み", "kana"]),
        Field::<Self>::new("other_names", Shape::Texts, "別の名前", "別の名前、前の名前。これでもさがせます", |of| of.other_names.said())
            .unsearched().example("[ひきこもり家族交流会]").sample("[○○サロン, ○○の会]").aliases(&["名称_通称", "通称", "別名"]),
        Field::<Self>::new("kind", Shape::Id, "種類", "vocabulary.yaml の kinds にある、種類の id", |of| of.kind.said())
            .required().unsearched().example("free-space").aliases(&["種類", "種別", "category", "type"]),
        Field::<Self>::new("needs", Shape::Ids, "願い", "こたえる願いの id。書かなければ、種類に合わせて決まります", |of| of.needs.said())
            .begins("だれのため、どんな願いのため").unsearched().example("[ibasho, meet]").sample("[{{needs}}]").aliases(&["need", "願い"]),
        Field::<Self>::new("tagline", Shape::Text, "合いことば", "団体の合いことば", |of| of.tagline.said())
            .example("ひとりで悩まないで ご相談ください").sample("（例）ひとりで悩まないで"),
        Field::<Self>::new("summary", Shape::Prose, "説明", "何ができるところかを1〜2文で。迷っている人に話すように", |of| of.summary.said())
            .required().unsearched().example("ひとりで時間を過ごせます。").aliases(&["説明", "概要", "紹介", "description"]),
        Field::<Self>::new("audience", Shape::Ids, "対象", "対象の id", |of| of.audience.said())
            .unsearched().example("[self, family]").sample("[{{audiences}}]").aliases(&["対象", "対象者"]),
        Field::<Self>::new("eligibility", Shape::Prose, "利用できる人", "利用できる人を文で", |of| of.eligibility.said())
            .example("どなたでも参加できます。").sample("（例）どなたでも利用できます。"),
        terms::ages(|of: &Self| of.terms.ages.said()),
        terms::residents(|of: &Self| of.terms.residents.said()),
        terms::for_whom(|of: &Self| of.terms.whom.said()),
        terms::with_whom(|of: &Self| of.terms.with.said()),
        terms::requires(|of: &Self| of.terms.requires.said()),
        Field::<Self>::new("comforts", Shape::Ids, "安心ポイント", "安心ポイントの id。本当にそうだと確かめたものだけ", |of| of.comforts.said())
            .unsearched().example("[no-reservation]").sample("[{{comforts}}]"),
        Field::<Self>::new("areas", Shape::Ids, "地域", "地域の id。書かなければフォルダーの地域", |of| of.areas.said())
            .unsearched().example("[hannan, toba]").sample("[{{area}}]").aliases(&["地域", "area"]),
        Field::<Self>::new("organizers", Shape::TextsOr(Fields::of::<Organizer>()), "団体", "関わる団体", |of| of.organizers.said())
            .example("[{name: 阪南市, role: 主催}]").sample("[{name: ○○市, role: 主催, url: \"https://www.example.lg.jp/\"}]")
            .aliases(&["主催", "運営", "organizer", "organisers", "organizators"]),
        Field::<Self>::new("venue", Shape::Object(Fields::of::<Venue>()), "場所", "場所", |_| Value::Nothing)
            .begins("どこで").internal().example("{name: 阪南市立図書館}"),
        Field::<Self>::new("venues", Shape::Objects(Fields::of::<Venue>()), "場所", "場所が2つ以上のとき。venue の代わりに使います", |of| of.venues.said())
            .example("[{name: 本館}, {name: 分館}]")
            .sample("[{name: ○○公民館, address: ○○市○○町0-0}, {undisclosed: （例）場所は、お問い合わせのときにご案内します}]"),
        Field::<Self>::new("contacts", Shape::Objects(Fields::of::<Contact>()), "連絡先", "連絡先。電話のほかに、メールやサイトもあると安心です", |of| of.contacts.said())
            .begins("連絡先").example("[{phone: 072-471-5678}]").aliases(&["contact", "連絡先", "問い合わせ", "問合せ先"]),
        Field::<Self>::new("hours", Shape::Texts, "開いている時間", "開いている時間。印刷物のとおりに書きます。あとの行が優先です", |of| of.hours.said())
            .begins("いつ").example("[\"9:00-22:00\", \"日曜日 9:00-17:00\"]").sample("[\"（例）10:00-17:00\", \"（例）土曜日 10:00-19:00\"]")
            .aliases(&["開館時間", "開所時間", "利用時間", "営業時間", "時間", "opening_hours", "open"]),
        Field::<Self>::new("closed", Shape::Texts, "休み", "休みの日。印刷物のとおりに", |of| of.closed.said())
            .example("[月曜日, 祝日のあとの日, 年末年始]").sample("[（例）月曜日, （例）年末年始]").aliases(&["休館日", "休業日", "定休日", "休み"]),
        Field::<Self>::new("sessions", Shape::Objects(Fields::of::<Session>()), "日時", "定例会、催しの日。どう読み取られるかは、shiori explain --when \"毎月第2土曜日 13:30-15:30\" のように確かめられます", |of| of.sessions.said())
            .example("[{when: 毎月第4木曜日 13:30-15:30}]").aliases(&["session"]),
        Field::<Self>::new("fee", Shape::Worded(Fields::of::<Price>()), "参加費", "参加費。`無料` `会員は無料` `300円` `実費` `カンパ` など、そのまま書きます。「無料」でさがす人に出るのは、だれでもいつでも無料のときだけです（`comforts` の `free` だけでも同じ）。人や物でちがうときは `[{who: 会員, amount: 無料}, {what: 材料費, amount: 実費}]`", |of| of.fee.said())
            .begins("お金、予約、人数").example("無料").sample("（例）無料").aliases(&["料金", "費用", "参加費", "price"]),
        Field::<Self>::new("allowance", Shape::Text, "受け取るお金", "参加する人が受け取るお金", |of| of.allowance.said())
            .example("実習手当 4,000円/人・日").sample("（例）実習手当 4,000円/人・日"),
        Field::<Self>::new("reservation", Shape::TextOr(Fields::of::<Reservation>()), "予約", "予約。no なら `comforts` の `no-reservation` はなくてもかまいません", |of| of.reservation.said())
            .example("{needed: no, note: 当日そのまま参加できます。}").sample("{needed: no, note: （例）当日そのままお越しください。}").aliases(&["予約", "申込"]),
        terms::capacity(|of: &Self| of.terms.capacity.as_ref().map_or(Value::Nothing, |capacity| Value::Text(capacity.words().into()))),
        Field::<Self>::new("attendance", Shape::Text, "人数", "参加する人の数", |of| of.attendance.said())
            .example("平均10名程度").sample("（例）平均10名程度"),
        Field::<Self>::new("parking", Shape::Text, "駐車場", "駐車場。`3台` のように。ないときは no", |of| of.there.parking.said())
            .begins("行ってみると").example("3台").sample("（例）3台").aliases(&["駐車場", "駐車場情報"]),
        Field::<Self>::new("childcare", Shape::Text, "子どもの預かり", "一時保育、子ども連れ", |of| of.there.childcare.said())
            .example("1歳から・要申込").sample("（例）1歳から・要申込"),
        Field::<Self>::new("pickup", Shape::Text, "送りむかえ", "送迎", |of| of.there.pickup.said()).example("3日前までに申しこみ").sample("（例）3日前までに申しこみ"),
        Field::<Self>::new("languages", Shape::Texts, "ことば", "話せることば", |of| of.there.languages.said())
            .example("[英語, やさしい日本語]").sample("[（例）英語]").aliases(&["外国語対応"]),
        Field::<Self>::new("interpreting", Shape::Texts, "手話など", "手話、要約筆記、筆談など", |of| of.there.interpreting.said())
            .example("[手話, 要約筆記]").sample("[（例）筆談]"),
        Field::<Self>::new("meals", Shape::Text, "食事", "食べるもの、飲むもの、アレルギーのこと", |of| of.there.meals.said()).example("昼食は各自").sample("（例）昼食は各自"),
        Field::<Self>::new("bring", Shape::Texts, "持ち物", "持っていくもの、服装", |of| of.there.bring.said())
            .example("[飲み物, 上履き]").sample("[（例）飲み物]").aliases(&["持ち物"]),
        Field::<Self>::new("last_entry", Shape::Text, "最終の受付", "入れる最後の時刻", |of| of.there.last_entry.said()).example("17:00").sample("（例）17:00"),
        Field::<Self>::new("first_visit", Shape::Prose, "はじめての方へ", "はじめて行くと何が起きるか、起きないか", |of| of.first_visit.said())
            .begins("はじめての方へ").sample("|\n  （例）受付で名前を書く必要はありません。好きな席に座ってください。"),
        Field::<Self>::new("contact_example", Shape::Prose, "連絡の例", "電話やメールで言えることの例", |of| of.contact_example.said())
            .sample("|\n  （例）「はじめてなのですが、見学だけでもいいですか」"),
        Field::<Self>::new("worries", Shape::Texts, "こんなときに", "「こんなときに」の例", |of| of.worries.said())
            .example("[物が散らかっている]").sample("[（例）だれかと話したいけれど、うまく話せない]"),
        Field::<Self>::new("faq", Shape::Objects(Fields::of::<Question>()), "よくある質問", "よくある質問", |of| of.faq.said())
            .example("[{q: 予約はいりますか, a: いりません。}]").sample("[{q: （例）途中で帰ってもいいですか, a: （例）はい、いつでも帰れます。}]"),
        Field::<Self>::new("figures", Shape::Objects(Fields::of::<Figure>()), "数字", "公表されている数字", |of| of.figures.said())
            .begins("そのほか").example("[{label: 参加者, value: 10, unit: 名}]")
            .sample("[{label: （例）参加者, value: 3, unit: 人, as_of: 2026-04, breakdown: {本人: 2, 家族: 1}}]"),
        Field::<Self>::new("steps", Shape::Texts, "流れ", "順番のある支援", |of| of.steps.said())
            .example("[相談, 支援プランをつくる]").sample("[（例）相談する, （例）見学する, （例）体験する]"),
        Field::<Self>::new("accessibility", Shape::Object(Fields::of::<Accessibility>()), "設備", "車いすなど。有 / 無 / 非公開 / 不明。確かめたものだけ", |of| of.accessibility.said())
            .example("{wheelchair: 有, note: 入口に段差があります}").sample("{wheelchair: 有, note: （例）入口にゆるい坂があります}"),
        Field::<Self>::new("links", Shape::Objects(Fields::of::<Link>()), "リンク", "関係するサイト", |of| of.links.said())
            .example("[{label: 図書館のページ, url: https://…}]").sample("[{label: ○○市のページ, url: \"https://www.example.lg.jp/\"}]")
            .aliases(&["URL", "url", "ホームページ", "リンク", "link"]),
        Field::<Self>::new("image", Shape::Object(Fields::of::<Image>()), "写真", "写真。content/images/ に置きます。JPEG・PNG・WebP だけ。撮った場所、時刻、機種などの記録は、公開するときに自動で取りのぞきます", |of| of.image.said())
            .unasked().example("{file: library.jpg, alt: 図書館の入口}").sample("{file: shashin.jpg, alt: （例）入口に木のベンチがあります, credit: ○○市}")
            .aliases(&["写真", "画像", "images"]),
        Field::<Self>::new("ask", Shape::Id, "かわりにきける所", "ここに連絡先がないとき、かわりにきける所の id。書かなければ、同じ団体の窓口、地域の窓口（areas.yaml の `ask`）の順に出します", |of| of.ask.said())
            .internal().example("hannan/kurashi-marugoto").sample("{{area}}/hoka-no-basho"),
        Field::<Self>::new("related", Shape::Ids, "似た場所", "似た場所。`地域/ファイル名`", |of| of.related.said())
            .unsearched().unasked().example("[hannan/library]").sample("[{{area}}/hoka-no-basho]"),
        Field::<Self>::new("status", Shape::choice::<Status>(), "いまの様子", "いまの様子。open 開いています（書かないときはこれ）、trial 試しにひらいています、undecided 続くかどうか決まっていません、paused お休みしています、ended 終わりました", |of| word(of.status))
            .unsearched().example("open").aliases(&["状態"]),
        Field::<Self>::new("status_note", Shape::Prose, "様子の説明", "様子の説明", |of| of.status_note.said())
            .example("2023年度から試行的に").sample("○年度から試行的に行っています。"),
        Field::<Self>::new("since", Shape::Date, "始まった時", "始まった時（2022、2022-04）", |of| of.since.said())
            .example("2022").sample("0000"),
        Field::<Self>::new("valid", Shape::Object(Fields::of::<Period>()), "載せる期間", "載せる期間", |of| of.valid.said())
            .unexported().example("{until: 2027-03-31}").sample("{from: 0000-00-00, until: 0000-00-00}"),
        Field::<Self>::new("visibility", Shape::choice::<Visibility>(), "公開の範囲", "公開の範囲。public サイトに載せます（書かないときはこれ）、print-only 印刷物だけに載せます、internal どこにも出しません", |of| word(of.visibility))
            .internal().example("public").aliases(&["公開"]),
        Field::<Self>::new("checked", Shape::Date, "最終確認日", "最後に確かめた日。できるだけ書きます。きょうの日付は、きょう確かめたときだけ", |of| of.checked.said())
            .unasked().example("2026-06-12").sample("{{today}}").aliases(&["確認日", "最終確認日"]),
        Field::<Self>::new("checked_by", Shape::Text, "確かめ方", "確かめた方法", |of| of.checked_by.said())
            .unsearched().unasked().example("電話").sample("（例）電話"),
        Field::<Self>::new("sources", Shape::Objects(Fields::of::<Source>()), "出典", "どこから知ったことか。できるだけ書きます", |of| of.sources.said())
            .unsearched().unasked().example("[{title: 市の資料, date: 2026-06}]")
            .sample("[{title: ○○市の広報, url: \"https://www.example.lg.jp/\", date: 0000-00}]").aliases(&["出典", "source"]),
        // It is read for its errors only and never leaves the decoder.
        Field::<Self>::new("staff_note", Shape::Text, "職員のメモ", "職員のためのメモ。公開されません", |_| Value::Nothing)
            .internal().sample("次に電話するときに、駐車場があるかをたずねる。").aliases(&["備考", "メモ", "note"]),
        Field::<Self>::new("leaflet", Shape::Object(Fields::of::<LeafletEntry>()), "リーフレット", "リーフレットでの扱い", |of| of.leaflet.said())
            .internal().example("{include: yes, order: 10}").sample("{include: yes, order: 10, summary: （例）お茶を飲んで過ごせます。}"),
    ];
}

/// A time of which the beginning, the end or both are known.
#[derive(Clone, Debug, Default)]
pub struct Period {
    /// From this day, month or year on.
    pub from: Option<At<PartialDate>>,
    /// Until then.
    pub until: Option<At<PartialDate>>,
}

#[rustfmt::skip]
impl Mapping for Period {
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new("from", Shape::Date, "始まり", "この日から", |of| of.from.said()).named().example("2026-04-01"),
        Field::<Self>::new("until", Shape::Date, "終わり", "この日まで", |of| of.until.said()).named().example("2027-03-31"),
    ];
}

/// A resource with the fields of a `<slug>.<lang>.yaml` laid over it.
#[derive(Clone, Debug)]
pub struct Variation {
    /// `easy`, `en`, …
    pub language: String,
    /// The whole entry in that language.
    pub resource: Box<Resource>,
}

/// What one finds there and what one brings, each in the words of the place.
#[derive(Clone, Debug, Default)]
pub struct There {
    /// 駐車場; `no` where there is none.
    pub parking: Option<String>,
    /// 一時保育.
    pub childcare: Option<String>,
    /// 送迎.
    pub pickup: Option<String>,
    /// Languages that are spoken.
    pub languages: Vec<String>,
    /// 手話, 要約筆記.
    pub interpreting: Vec<String>,
    /// 食事.
    pub meals: Option<String>,
    /// 持ち物.
    pub bring: Vec<String>,
    /// The last time to come in.
    pub last_entry: Option<String>,
}

impl There {
    /// Each fact with its label, in the order in which one needs them.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        let list = |texts: &[String]| (!texts.is_empty()).then(|| texts.join("、"));
        let facts = [
            ("駐車場", self.parking.as_deref().map(parking)),
            ("最終の受付", self.last_entry.clone()),
            ("持ち物", list(&self.bring)),
            ("食事", self.meals.clone()),
            ("子どもの預かり", self.childcare.clone()),
            ("送りむかえ", self.pickup.clone()),
            ("ことば", list(&self.languages)),
            ("手話など", list(&self.interpreting)),
        ];
        facts.into_iter().filter_map(|(label, text)| Some((label, text?))).collect()
    }
}

/// 「ありません」 is a fact of its own.
fn parking(written: &str) -> String {
    match crate::model::choice::find(written, <bool as crate::model::choice::Choice>::WORDS) {
        Some(true) => "あります".to_owned(),
        Some(false) => "ありません".to_owned(),
        None => written.to_owned(),
    }
}

/// A meeting, once or again and again.
#[derive(Clone, Debug, Default)]
pub struct Session {
    /// Its name where it has its own.
    pub name: Option<String>,
    /// When, as printed.
    pub when: Option<At<String>>,
    /// Explicit dates beside, or instead of, a rule.
    pub dates: Vec<At<String>>,
    /// Phrase and dates as they are understood, the phrase first.
    pub recurrences: Vec<Recurrence>,
    /// Where, if not at the resource's venue.
    pub venue: Option<Venue>,
    /// When the doors open, as printed.
    pub doors: Option<String>,
    /// Whether one can take part from home as well.
    pub online: Option<Online>,
    /// Who may come to this one, how many, at what price.
    pub terms: Terms,
    /// What this one costs.
    pub fee: Option<String>,
    /// How to book this one.
    pub reservation: Option<Reservation>,
    /// Whom to ask about this one.
    pub contacts: Vec<Contact>,
    /// Anything else.
    pub note: Option<Prose>,
}

#[rustfmt::skip]
impl Mapping for Session {
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new("name", Shape::Text, "名前", "集まりの名前", |of| of.name.said()).example("定例会").sample("○○カフェ"),
        Field::<Self>::new("when", Shape::Text, "日時", "いつ。ちらしに書くとおりに。どう読まれるかは shiori explain で確かめられます", |of| of.when.said())
            .example("毎月第1・第3火曜日").sample("（例）毎月第2土曜日 13:30-15:30").aliases(&["日時", "開催日", "日程"]),
        Field::<Self>::new("dates", Shape::Texts, "決まっている日", "決まった日を並べるとき。時刻は日ごとに書くか、どの日も同じなら `when` に時刻だけを書く", |of| of.dates.said())
            .example("[2026-12-05, 令和9年1月11日（月・祝）]").sample("[（例）2026-12-05 14:00-16:00]"),
        Field::<Self>::new("venue", Shape::Object(Fields::of::<Venue>()), "場所", "いつもと違う場所のとき", |of| of.venue.said()).sample(""),
        Field::<Self>::new("doors", Shape::Text, "開場", "開場、受付の始まる時刻", |of| of.doors.said()).named().example("13:30").sample("（例）13:30"),
        Field::<Self>::new("online", Shape::TextOr(Fields::of::<Online>()), "オンライン", "会場のほかに、オンラインでも参加できるとき", |of| of.online.said())
            .named().example("yes").sample("（例）Zoom でも参加できます"),
        terms::for_whom(|of: &Self| of.terms.whom.said()),
        terms::with_whom(|of: &Self| of.terms.with.said()),
        terms::ages(|of: &Self| of.terms.ages.said()),
        terms::residents(|of: &Self| of.terms.residents.said()),
        terms::requires(|of: &Self| of.terms.requires.said()),
        terms::capacity(|of: &Self| of.terms.capacity.as_ref().map_or(Value::Nothing, |capacity| Value::Text(capacity.words().into()))),
        Field::<Self>::new("fee", Shape::Worded(Fields::of::<Price>()), "参加費", "この集まりの参加費。書かなければ全体のもの", |of| of.fee.said())
            .named().example("無料").sample("（例）無料"),
        Field::<Self>::new("reservation", Shape::TextOr(Fields::of::<Reservation>()), "予約", "この集まりの予約。書かなければ全体のもの", |of| of.reservation.said())
            .named().example("{needed: yes, by: 3日前}").sample("{needed: yes, by: （例）3日前}"),
        Field::<Self>::new("contacts", Shape::Objects(Fields::of::<Contact>()), "連絡先", "この集まりの連絡先。書かなければ全体のもの", |of| of.contacts.said())
            .example("[{phone: 072-471-5678}]").sample("[{label: （例）担当}]"),
        Field::<Self>::new("note", Shape::Prose, "補足", "補足", |of| of.note.said()).example("時刻はお問い合わせください。").sample("（例）途中からでも参加できます。"),
    ];
}

impl Session {
    /// The meetings of a window, both days included, in order and each once.
    pub fn between(&self, from: Date, until: Date) -> Vec<Occurrence> {
        let mut meetings: Vec<_> = self.recurrences.iter().flat_map(|recurrence| recurrence.between(from, until)).collect();
        meetings.sort();
        meetings.dedup_by(|a, b| (a.date, a.start) == (b.date, b.start));
        meetings
    }

    /// The next meetings from a day on, that day included.
    pub fn next(&self, from: Date, count: usize) -> Vec<Occurrence> {
        let mut meetings: Vec<_> = self.recurrences.iter().flat_map(|recurrence| recurrence.next(from, count)).collect();
        meetings.sort();
        meetings.dedup_by(|a, b| (a.date, a.start) == (b.date, b.start));
        meetings.truncate(count);
        meetings
    }
}

/// A question and its answer.
#[derive(Clone, Debug)]
pub struct Question {
    /// The question.
    pub question: String,
    /// The answer.
    pub answer: Prose,
}

#[rustfmt::skip]
impl Mapping for Question {
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new("q", Shape::Text, "問", "質問の文", |of| of.question.said()).required().named().example("予約はいりますか"),
        Field::<Self>::new("a", Shape::Prose, "答", "答えの文", |of| of.answer.said()).required().named().example("いりません。"),
    ];
}

/// A number that somebody published.
#[derive(Clone, Debug)]
pub struct Figure {
    /// What is counted.
    pub label: String,
    /// As published: `62`, `36.17`, `35.34`.
    pub value: At<String>,
    /// 件, 人, %, …
    pub unit: Option<String>,
    /// The date for which it was published.
    pub as_of: Option<PartialDate>,
    /// Parts; their sum is checked.
    pub breakdown: Vec<(String, At<f64>)>,
}

#[rustfmt::skip]
impl Mapping for Figure {
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new("label", Shape::Text, "何の数か", "何の数か。期間があれば、ここに", |of| of.label.said()).required().example("新規の相談（令和3年4〜12月）"),
        Field::<Self>::new("value", Shape::Number, "値", "数。書かれているとおりに", |of| of.value.said()).required().unsearched().example("62"),
        Field::<Self>::new("unit", Shape::Text, "単位", "単位", |of| of.unit.said()).unsearched().example("件"),
        Field::<Self>::new("as_of", Shape::Date, "いつの数か", "いつの数か", |of| of.as_of.said()).example("2025-01"),
        Field::<Self>::new("breakdown", Shape::Counts, "内訳", "内訳。足すと `value` になるか調べます", |of| counts(&of.breakdown)).example("{漁業: 2}"),
    ];
}

/// A picture in `content/images/`.
#[derive(Clone, Debug)]
pub struct Image {
    /// File name below `images/`.
    pub file: At<String>,
    /// Words for those who do not see it; empty when the editor left it out.
    pub alt: String,
    /// Whose picture it is.
    pub credit: Option<String>,
}

#[rustfmt::skip]
impl Mapping for Image {
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new("file", Shape::Text, "ファイル", "content/images/ にあるファイルの名前", |of| of.file.said()).required().unsearched().example("library.jpg"),
        Field::<Self>::new("alt", Shape::Text, "説明の言葉", "写っているもの。見えない人にも伝わる言葉で", |of| of.alt.said()).required().example("図書館の入口"),
        Field::<Self>::new("credit", Shape::Text, "だれの画像か", "だれの画像か", |of| of.credit.said()).unsearched().example("阪南市"),
    ];
}

/// Whether it takes place at present.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Status {
    /// As described.
    #[default]
    Open,
    /// 試行.
    Trial,
    /// Its future is not decided.
    Undecided,
    /// 休止中.
    Paused,
    /// 終了.
    Ended,
}

/// Who may see an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Visibility {
    /// Everybody.
    #[default]
    Public,
    /// On leaflets, not on the site.
    PrintOnly,
    /// Nobody outside the office: it never leaves the content folder.
    Internal,
}

/// A document or a person from whom a fact is.
#[derive(Clone, Debug)]
pub struct Source {
    /// Name of the document.
    pub title: String,
    /// Where it is.
    pub url: Option<String>,
    /// Its date.
    pub date: Option<PartialDate>,
}

#[rustfmt::skip]
impl Mapping for Source {
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new("title", Shape::Text, "資料の名前", "もとの資料の名前", |of| of.title.said()).required().example("地域資源ブックマーク 阪南エリア版"),
        Field::<Self>::new("url", Shape::Url, "アドレス", "資料のアドレス（https://…）", |of| of.url.said()),
        Field::<Self>::new("date", Shape::Date, "日付", "資料の日付", |of| of.date.said()).example("2021-02"),
    ];
}

/// The part of a resource in leaflets.
#[derive(Clone, Debug, Default)]
pub struct LeafletEntry {
    /// Whether it is printed; unless said otherwise, a public entry is.
    pub include: Option<bool>,
    /// Smaller numbers come first; entries without one come last, in the order of their reading.
    pub order: Option<i64>,
    /// The name on paper, where it is another: one that every font has the letters of.
    pub name: Option<String>,
    /// A shorter summary.
    pub summary: Option<String>,
}

#[rustfmt::skip]
impl Mapping for LeafletEntry {
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new("include", Shape::choice::<bool>(), "載せるか", "リーフレットに載せるか。yes か no", |of| of.include.map_or(Value::Nothing, word)).example("yes"),
        Field::<Self>::new("order", Shape::Number, "順", "並ぶ順。小さい数が先です", |of| of.order.said()).example("10"),
        Field::<Self>::new("name", Shape::Text, "紙での名前", "紙でだけ別の字にするときの名前（𠮷野 → 吉野）", |of| of.name.said()).example("吉野の部屋"),
        Field::<Self>::new("summary", Shape::Text, "短い紹介", "リーフレットのための短い説明（60字まで）", |of| of.summary.said()).example("お茶を飲んで過ごせます。"),
    ];
}

impl Resource {
    /// As it is shown where furigana can be: on pages and on paper. Everything else takes the words themselves.
    pub fn shown(&self) -> &Resource {
        self.marked.as_deref().unwrap_or(self)
    }

    /// The place that is meant where there is room for one.
    pub fn place(&self) -> Option<&Venue> {
        self.venues.first()
    }

    /// The name of a venue, unless it is the entry's own.
    pub fn name_beside<'v>(&self, venue: &'v Venue) -> Option<&'v str> {
        venue.name.as_deref().filter(|name| ruby::plain(name) != ruby::plain(&self.name))
    }

    /// 「【お金】公共料金が払えない」 stands under お金; the word once, in the order in which it came first.
    pub fn worries_by_sort(&self) -> Vec<(Option<&str>, Vec<&str>)> {
        let mut sorts: Vec<(Option<&str>, Vec<&str>)> = Vec::new();
        for worry in &self.worries {
            let parted = worry.strip_prefix('【').and_then(|rest| rest.split_once('】'));
            let (sort, words) = parted.map_or((None, worry.as_str()), |(sort, words)| (Some(sort), words.trim()));
            match sorts.iter_mut().find(|(other, _)| *other == sort) {
                Some((_, items)) => items.push(words),
                None => sorts.push((sort, vec![words])),
            }
        }
        sorts
    }

    /// The areas of the site whose people may come to it or to one of its meetings. A town that is none of the site's is named
    /// in Japanese and not among them.
    pub fn areas_of_those_who_may_come(&self) -> Vec<At<String>> {
        let terms = std::iter::once(&self.terms).chain(self.sessions.iter().map(|session| &session.terms));
        terms.flat_map(|terms| &terms.residents).filter(|id| id.is_ascii() && !terms::is_anywhere(id)).cloned().collect()
    }

    /// Every Markdown text of the entry.
    pub fn proses(&self) -> impl Iterator<Item = &Prose> {
        let single = [
            Some(&self.summary),
            self.eligibility.as_ref(),
            self.first_visit.as_ref(),
            self.contact_example.as_ref(),
            self.status_note.as_ref(),
            self.body.as_ref(),
            self.reservation.as_ref().and_then(|reservation| reservation.note.as_ref()),
        ];
        let bookings = self.sessions.iter().filter_map(|session| session.reservation.as_ref()?.note.as_ref());
        let answers = self.faq.iter().map(|question| &question.answer);
        let notes = self.sessions.iter().filter_map(|session| session.note.as_ref());
        single.into_iter().flatten().chain(answers).chain(notes).chain(bookings)
    }
}
