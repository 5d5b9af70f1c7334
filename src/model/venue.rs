//! Where a place is, and how to reach the people there.

use crate::diagnostics::At;
use crate::model::field::{Field, Fields, Mapping, Said, Shape, Value, pairs, word};
use crate::model::text::Prose;
use crate::time::Deadline;

/// A place to go to, in the world or online; or the statement that it is told only on request.
#[derive(Clone, Debug, Default)]
pub struct Venue {
    /// Name of the building or room.
    pub name: Option<String>,
    /// Seven digits with a hyphen, as printed: `599-0204`.
    pub postal_code: Option<String>,
    /// As printed on the leaflet.
    pub address: Option<String>,
    /// Floor, desk, entrance.
    pub detail: Option<String>,
    /// Ways to get there, one a line.
    pub access: Vec<String>,
    /// Latitude and longitude in degrees (JGD2011); never invented.
    pub location: Option<At<(f64, f64)>>,
    /// What is said instead of an address that must not be published.
    pub undisclosed: Option<String>,
    /// Where to meet online.
    pub online: Option<Online>,
}

#[rustfmt::skip]
impl Mapping for Venue {
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new("name", Shape::Text, "名前", "建物や部屋の名前", |of| of.name.said())
            .example("阪南市役所").sample("○○公民館").aliases(&["会場", "場所", "place"]),
        Field::<Self>::new("undisclosed", Shape::Text, "所在地", "住所を出さないとき、かわりの文", |of| of.undisclosed.said()).example("お問い合わせください").sample(""),
        Field::<Self>::new("postal_code", Shape::PostalCode, "郵便番号", "郵便番号", |of| of.told(&of.postal_code))
            .example("599-0204").sample("000-0000").aliases(&["郵便番号", "zip"]),
        Field::<Self>::new("address", Shape::Text, "住所", "住所", |of| of.told(&of.address))
            .example("阪南市尾崎町35-3").sample("○○市○○町0-0").aliases(&["住所", "所在地"]),
        Field::<Self>::new("detail", Shape::Text, "建物の中", "建物の中の行きかた。階、窓口、入口", |of| of.told(&of.detail))
            .example("玄関を入って、すぐ左側").sample("（例）玄関を入って、すぐ左側"),
        Field::<Self>::new("access", Shape::Texts, "行き方", "行きかた。1つずつ", |of| of.told(&of.access))
            .unsearched().example("[南海線「尾崎」駅から徒歩5分]").sample("[○○駅から徒歩5分]").aliases(&["アクセス", "アクセス方法", "交通"]),
        Field::<Self>::new("location", Shape::Location, "緯度、経度", "緯度と経度（JGD2011）。**確かなときだけ**", |of| of.told(&of.location))
            .unsearched().unasked().example("[34.3623, 135.2411]").sample("[35.0, 135.0]").aliases(&["緯度", "経度", "lat", "lon"]),
        Field::<Self>::new("online", Shape::TextOr(Fields::of::<Online>()), "オンライン", "オンラインのとき", |of| of.online.said())
            .named().example("{note: Zoom で行います}").sample("{url: \"https://www.example.lg.jp/online\", note: （例）カメラはオフで大丈夫です}"),
    ];
}

impl Venue {
    /// Whether one meets there on the net and nowhere else: then it is no place, whatever its name says.
    pub fn is_online_only(&self) -> bool {
        let is_named = |name: &str| {
            let name = name.to_lowercase();
            ["オンライン", "インターネット", "リモート", "online", "zoom"].iter().any(|word| name.starts_with(word))
        };
        let stands_somewhere = self.address.is_some() || self.undisclosed.is_some() || self.location.is_some();
        !stands_somewhere && self.name.as_deref().map_or(self.online.is_some(), is_named)
    }

    /// What must not be told of a place that is told only on request. A check refuses both together; should it ever not, it stays here.
    fn told<'a>(&self, said: &'a impl Said) -> Value<'a> {
        if self.undisclosed.is_some() { Value::Nothing } else { said.said() }
    }
}

/// Whether a place can lie in Japan: 20–46° north, 122–154° east.
pub fn is_in_japan(latitude: f64, longitude: f64) -> bool {
    (20.0..=46.0).contains(&latitude) && (122.0..=154.0).contains(&longitude)
}

/// A meeting place on the net.
#[derive(Clone, Debug, Default)]
pub struct Online {
    /// Address of the meeting, where it is public.
    pub url: Option<String>,
    /// What one needs to know.
    pub note: Option<String>,
}

#[rustfmt::skip]
impl Mapping for Online {
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new("url", Shape::Url, "アドレス", "つなぐアドレス（公開してよいとき）", |of| of.url.said()).example("https://…"),
        Field::<Self>::new("note", Shape::Text, "つなぎ方", "つなぎ方", |of| of.note.said()).example("顔を出さなくても大丈夫です"),
    ];
}

/// One way to get in touch.
#[derive(Clone, Debug, Default)]
pub struct Contact {
    /// Who answers.
    pub label: Option<String>,
    /// What one may ask there.
    pub purpose: Option<String>,
    /// Half-width digits and hyphens.
    pub phone: Option<At<String>>,
    /// 内線; kept as text, it may begin with 0.
    pub extension: Option<String>,
    /// When somebody answers, as printed.
    pub hours: Option<String>,
    /// Half-width digits and hyphens.
    pub fax: Option<At<String>>,
    /// An e-mail address.
    pub email: Option<At<String>>,
    /// A page.
    pub url: Option<At<String>>,
    /// A form to write into.
    pub form: Option<At<String>>,
    /// An account of LINE, or its address.
    pub line: Option<String>,
    /// A number that takes short messages.
    pub text: Option<At<String>>,
    /// Name of the service and the account or address there, in the order of the file.
    pub sns: Vec<(String, String)>,
}

#[rustfmt::skip]
impl Mapping for Contact {
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new("label", Shape::Text, "窓口", "どこの、だれが出るか", |of| of.label.said()).example("くらし丸ごと相談室").sample("（例）担当"),
        Field::<Self>::new("purpose", Shape::Text, "用途", "何のときの、何をたずねられるか", |of| of.purpose.said())
            .example("くらしの相談").sample("（例）はじめての方の問い合わせ"),
        Field::<Self>::new("phone", Shape::Phone, "電話", "電話番号。`072(471)5678` などの区切りはハイフンになります。代表・直通などの言葉は `label` に", |of| of.phone.said())
            .named().example("072-471-5678").sample("03-0000-0000").aliases(&["電話", "電話番号", "tel", "telephone"]),
        Field::<Self>::new("extension", Shape::Bare, "内線", "内線", |of| of.extension.said()).named().example("2206").sample("\"00\"").aliases(&["内線"]),
        Field::<Self>::new("hours", Shape::Text, "受付", "電話のつながる時間", |of| of.hours.said()).named().example("平日 9:00-17:30").sample("（例）平日 9:00-17:00"),
        Field::<Self>::new("fax", Shape::Phone, "ファクス", "FAX の番号", |of| of.fax.said()).named().example("072-471-5679").sample("03-0000-0000").aliases(&["FAX"]),
        Field::<Self>::new("email", Shape::Bare, "メール", "メールアドレス", |of| of.email.said())
            .named().example("madoguchi@city.hannan.lg.jp").sample("madoguchi@example.lg.jp").aliases(&["メール", "メールアドレス", "mail"]),
        Field::<Self>::new("url", Shape::Url, "ページ", "問い合わせのページ（https://…）", |of| of.url.said()).sample("https://www.example.lg.jp/"),
        Field::<Self>::new("form", Shape::Url, "申しこみのページ", "申しこみや問い合わせを書きこむページ（https://…）", |of| of.form.said())
            .named().sample("https://www.example.lg.jp/form").aliases(&["フォーム", "申込URL"]),
        Field::<Self>::new("line", Shape::Text, "LINE", "LINE の ID か、友だち追加のアドレス", |of| of.line.said()).named().example("\"@hannan\"").sample("\"@example\""),
        Field::<Self>::new("text", Shape::Phone, "ショートメール", "ショートメール（SMS）を受ける番号", |of| of.text.said()).named().example("090-1234-5678").sample("03-0000-0000").aliases(&["sms", "SMS"]),
        Field::<Self>::new("sns", Shape::Pairs, "SNS", "SNS の名前とアカウント", |of| pairs(&of.sns)).example("{LINE: \"@hannan\"}").sample("{LINE: \"@example\"}"),
    ];
}

/// Who stands behind a place.
#[derive(Clone, Debug, Default)]
pub struct Organizer {
    /// Its name.
    pub name: String,
    /// 主催 / 委託 / 共催 / 協力 …
    pub role: Option<String>,
    /// Its page.
    pub url: Option<String>,
}

#[rustfmt::skip]
impl Mapping for Organizer {
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new("name", Shape::Text, "名前", "団体の名前", |of| of.name.said()).required().example("阪南市 市民福祉課"),
        Field::<Self>::new("role", Shape::Text, "役割", "役割。主催、委託、受託、所管、直営、共催、協力など", |of| of.role.said()).example("所管"),
        Field::<Self>::new("url", Shape::Url, "ページ", "団体のサイト（https://…）", |of| of.url.said()).unasked(),
    ];
}

/// A link with its words.
#[derive(Clone, Debug)]
pub struct Link {
    /// What one finds there.
    pub label: String,
    /// Where it leads.
    pub url: At<String>,
}

#[rustfmt::skip]
impl Mapping for Link {
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new("label", Shape::Text, "言葉", "画面に出る言葉", |of| of.label.said()).required().example("図書館のページ"),
        Field::<Self>::new("url", Shape::Url, "アドレス", "https:// で始まるアドレス", |of| of.url.said()).required(),
    ];
}

/// Whether one has to book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Booking {
    /// Just come.
    No,
    /// Only with a booking.
    Yes,
    /// Better with one.
    Recommended,
}

/// A way to apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applying {
    /// 電話.
    Phone,
    /// ファクス.
    Fax,
    /// A page.
    Form,
    /// メール.
    Mail,
    /// LINE.
    Line,
    /// At the desk.
    Visit,
    /// 郵便.
    Post,
}

/// 予約.
#[derive(Clone, Debug)]
pub struct Reservation {
    /// Whether it is needed.
    pub needed: Booking,
    /// Until when, as printed.
    pub by: Option<At<String>>,
    /// The same as it is understood.
    pub deadline: Option<Deadline>,
    /// By which ways.
    pub how: Vec<String>,
    /// A page to apply on.
    pub form: Option<At<String>>,
    /// What comes before the first visit.
    pub first_time: Option<String>,
    /// Anything else.
    pub note: Option<Prose>,
}

#[rustfmt::skip]
impl Mapping for Reservation {
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new("needed", Shape::choice::<Booking>(), "いるかどうか", "no いりません、yes いります、recommended しておくと安心、のどれか", |of| word(of.needed))
            .required().unsearched().example("no"),
        Field::<Self>::new("by", Shape::Text, "いつまで", "申しこめる最後の日。`3日前` `前日 17時` `1週間前` `前の週の金曜日` `3日前（土日祝を除く）` `2026-12-02` など。集まりの日ごとに計算します", |of| of.by.said())
            .named().example("3日前"),
        Field::<Self>::new("how", Shape::Texts, "申しこみ方", "申しこみ方。phone 電話、fax ファクス、form 申しこみのページ、email メール、line LINE、visit 窓口、post 郵便", |of| of.how.said())
            .named().example("[phone, form]"),
        Field::<Self>::new("form", Shape::Url, "申しこみのページ", "申しこみのページ（https://…）", |of| of.form.said()).named().example("https://…"),
        Field::<Self>::new("first_time", Shape::Text, "はじめての方", "はじめて行く前にすること", |of| of.first_time.said()).named().example("はじめての方は、さきに電話をください"),
        Field::<Self>::new("note", Shape::Prose, "補足", "申し込み方など", |of| of.note.said()).example("当日そのまま参加できます。"),
    ];
}

impl Reservation {
    /// How and until when, in one line: 「電話・申しこみのページで、3日前まで」; none where nothing is said.
    pub fn in_words(&self) -> Option<String> {
        let how = (!self.how.is_empty()).then(|| format!("{}で", self.how.join("・")));
        let by = self.by.as_ref().map(|by| {
            let by = by.value.as_str();
            if by.ends_with("まで") || by.ends_with("までに") || by.ends_with("次第") || by.ends_with("しだい") {
                by.to_owned()
            } else {
                format!("{by}まで")
            }
        });
        match (how, by) {
            (Some(how), Some(by)) => Some(format!("{how}、{by}")),
            (how, by) => how.or(by),
        }
    }
}
