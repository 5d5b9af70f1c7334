//! `site.yaml`: what the whole site says of itself, and which leaflets there are.

use std::collections::BTreeMap;

use crate::diagnostics::At;
use crate::model::date::PartialDate;
use crate::model::field::{Field, Fields, Mapping, Said, Shape, Value, number, word};
use crate::model::text::Prose;
use crate::model::urgent::Line;

/// Settings of a site.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Name of the site.
    pub title: At<String>,
    /// Whether it is the sample with which everybody begins: examples may stand, and every page says so.
    pub is_sample: bool,
    /// For whom it is.
    pub subtitle: Option<String>,
    /// 〜エリア版.
    pub edition: Option<String>,
    /// One sentence for search engines.
    pub description: Option<String>,
    /// What stands first on the home page.
    pub lead: Option<Prose>,
    /// Where the site will lie, ending in `/`. Needed wherever a full address is: QR codes, site map.
    pub base_url: Option<At<String>>,
    /// Name of a theme.
    pub theme: Option<At<String>>,
    /// Who publishes.
    pub publisher: Option<Publisher>,
    /// Where to report a mistake.
    pub contact: Option<SiteContact>,
    /// 協力 and others.
    pub credits: Vec<Credit>,
    /// With whose money.
    pub funding: Option<String>,
    /// Date of the edition.
    pub issued: Option<PartialDate>,
    /// On what terms the content may be used.
    pub licence: Option<Licence>,
    /// When something is old.
    pub freshness: Option<Freshness>,
    /// Groups of words that mean the same to a searcher.
    pub synonyms: Vec<Vec<String>>,
    /// Lines of help, the first the one to name where there is room for one only.
    pub urgent: Vec<Line>,
    /// Whether lines of help are written that could not be read; that has been reported.
    pub urgent_unread: bool,
    /// Where 「このページをはなれる」 leads.
    pub leave: Option<String>,
    /// What is printed in the place of letters that paper cannot show.
    pub substitutes: BTreeMap<char, String>,
    /// What is printed.
    pub leaflets: Vec<Leaflet>,
    /// The same with furigana and lines of their own, where its texts have some.
    pub marked: Option<Box<Settings>>,
}

#[rustfmt::skip]
impl Mapping for Settings {
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new("title", Shape::Text, "題名", "サイトの題名", |of| of.title.said()).required().example("地域資源ブックマーク"),
        Field::<Self>::new("sample", Shape::choice::<bool>(), "見本", "見本のサイトのしるし。yes のあいだは（例）の場所もそのまま出て、どのページにも「見本のサイトです」と出ます。公開の前に消します", |of| word(of.is_sample)).example("yes"),
        Field::<Self>::new("subtitle", Shape::Text, "副題", "副題", |of| of.subtitle.said()).example("ひきこもりの方とご家族のために"),
        Field::<Self>::new("edition", Shape::Text, "版", "版の名前", |of| of.edition.said()).example("阪南エリア版"),
        Field::<Self>::new("description", Shape::Text, "説明", "検索サイトに出る1文", |of| of.description.said()),
        Field::<Self>::new("lead", Shape::Prose, "はじめの文", "はじめのページの文章", |of| of.lead.said()),
        Field::<Self>::new("base_url", Shape::Url, "アドレス", "公開する場所の URL（決まったら書きかえる）", |of| of.base_url.said()).example("https://www.example.jp/bookmark/"),
        Field::<Self>::new("theme", Shape::Text, "見た目", "見た目の名前", |of| of.theme.said()).example("paper"),
        Field::<Self>::new("publisher", Shape::Object(Fields::of::<Publisher>()), "発行者", "発行者", |of| of.publisher.said()).example("{name: 阪南市}"),
        Field::<Self>::new("contact", Shape::Object(Fields::of::<SiteContact>()), "知らせ先", "まちがいの知らせ先", |of| of.contact.said()).example("{email: info@city.hannan.lg.jp}"),
        Field::<Self>::new("credits", Shape::Objects(Fields::of::<Credit>()), "協力など", "協力など", |of| of.credits.said()).example("[{role: 協力, name: 阪南市}]"),
        Field::<Self>::new("funding", Shape::Text, "費用", "費用を出した事業", |of| of.funding.said()),
        Field::<Self>::new("issued", Shape::Date, "発行", "発行した年月", |of| of.issued.said()).example("2026-06"),
        Field::<Self>::new("licence", Shape::Object(Fields::of::<Licence>()), "使う条件", "内容を使ってよい条件", |of| of.licence.said()).example("{name: CC BY 4.0}").aliases(&["license"]),
        Field::<Self>::new("freshness", Shape::Object(Fields::of::<Freshness>()), "古さ", "何か月で古いとみなすか", |of| of.freshness.said()).example("{review_after_months: 12}"),
        Field::<Self>::new("synonyms", Shape::Groups, "言いかえ", "さがすときの言いかえ。同じ意味のことばを1行に。ひらがなとカタカナ、全角と半角、髙と高などの違いは、書かなくても同じとみなします", |of| of.synonyms.said())
            .example("[[居場所, フリースペース]]"),
        Field::<Self>::new("urgent", Shape::Objects(Fields::of::<Line>()), "つらいときの窓口", "つらいときにすぐ話せる窓口。はじめの一つは、どのページの下にも出ます", |of| of.urgent.said()),
        Field::<Self>::new("leave", Shape::Url, "はなれる先", "「このページをはなれる」の行き先（天気予報など、見られても困らないページ）", |of| of.leave.said()),
        Field::<Self>::new("substitutes", Shape::Pairs, "紙の字", "紙に印刷できない文字と、紙でだけ代わりに使う字。`\"\"` なら、紙でだけ消えます", |_| Value::Nothing).example("{𠮷: 吉, ☕: \"\"}"),
        Field::<Self>::new("leaflets", Shape::Objects(Fields::of::<Leaflet>()), "リーフレット", "リーフレット", |of| of.leaflets.said()).example("[{id: hannan, formats: [a4-trifold]}]"),
    ];
}

impl Settings {
    /// As they are shown where furigana can be: on pages and on paper. Everything else takes the words themselves.
    pub fn shown(&self) -> &Settings {
        self.marked.as_deref().unwrap_or(self)
    }

    /// Months after which something has to be asked about again; a year where nothing is said.
    pub fn review_months(&self) -> u32 {
        self.freshness.as_ref().map_or(12, |freshness| freshness.review_after_months)
    }

    /// `/` or `/a/b/`: the part of the base address after the host.
    pub fn base_path(&self) -> String {
        let after_host = self.base_url.as_ref().and_then(|url| url.split_once("://")).and_then(|(_, rest)| rest.split_once('/'));
        after_host.map_or_else(|| "/".to_owned(), |(_, path)| format!("/{path}"))
    }
}

/// When something is old.
#[derive(Clone, Copy, Debug)]
pub struct Freshness {
    /// Months after which an entry has to be asked about again.
    pub review_after_months: u32,
}

#[rustfmt::skip]
impl Mapping for Freshness {
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new("review_after_months", Shape::Number, "月数", "何か月たったら確かめなおすか", |of| number(of.review_after_months)).required().example("12"),
    ];
}

/// Who publishes.
#[derive(Clone, Debug, Default)]
pub struct Publisher {
    /// Name.
    pub name: String,
    /// Page.
    pub url: Option<String>,
    /// How they introduce themselves.
    pub introduction: Option<Prose>,
}

#[rustfmt::skip]
impl Mapping for Publisher {
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new("name", Shape::Text, "名前", "名前", |of| of.name.said()).required().example("阪南市"),
        Field::<Self>::new("url", Shape::Url, "ページ", "ページ（https://…）", |of| of.url.said()),
        Field::<Self>::new("introduction", Shape::Prose, "紹介", "紹介", |of| of.introduction.said()),
    ];
}

/// Where to report a mistake. Everything may be unknown but the words.
#[derive(Clone, Debug, Default)]
pub struct SiteContact {
    /// Who answers.
    pub label: Option<String>,
    /// What to write.
    pub note: Option<Prose>,
    /// A phone number.
    pub phone: Option<String>,
    /// An e-mail address.
    pub email: Option<String>,
    /// A form.
    pub url: Option<String>,
}

#[rustfmt::skip]
impl Mapping for SiteContact {
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new("label", Shape::Text, "見出し", "見出しの言葉", |of| of.label.said()).example("まちがいの連絡先"),
        Field::<Self>::new("note", Shape::Prose, "説明", "説明", |of| of.note.said()),
        Field::<Self>::new("phone", Shape::Phone, "電話", "電話番号", |of| of.phone.said()).example("072-471-5678"),
        Field::<Self>::new("email", Shape::Bare, "メール", "メールアドレス", |of| of.email.said()),
        Field::<Self>::new("url", Shape::Url, "ページ", "問い合わせのページ", |of| of.url.said()),
    ];
}

/// A name in the credits.
#[derive(Clone, Debug, Default)]
pub struct Credit {
    /// 協力, 制作 …
    pub role: Option<String>,
    /// Name.
    pub name: String,
    /// Page.
    pub url: Option<String>,
}

#[rustfmt::skip]
impl Mapping for Credit {
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new("role", Shape::Text, "役割", "役割", |of| of.role.said()).example("協力"),
        Field::<Self>::new("name", Shape::Text, "名前", "名前", |of| of.name.said()).required().example("草の根ネットワーク"),
        Field::<Self>::new("url", Shape::Url, "ページ", "ページ（https://…）", |of| of.url.said()),
    ];
}

/// Terms of use.
#[derive(Clone, Debug, Default)]
pub struct Licence {
    /// Name.
    pub name: Option<String>,
    /// Text.
    pub url: Option<String>,
    /// In words.
    pub note: Option<Prose>,
}

#[rustfmt::skip]
impl Mapping for Licence {
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new("name", Shape::Text, "名前", "名前", |of| of.name.said()).example("CC BY 4.0"),
        Field::<Self>::new("url", Shape::Url, "ページ", "条件のページ", |of| of.url.said()),
        Field::<Self>::new("note", Shape::Prose, "説明", "説明", |of| of.note.said()),
    ];
}

/// One printable.
#[derive(Clone, Debug)]
pub struct Leaflet {
    /// File name without extension.
    pub id: At<String>,
    /// Name of a format of the theme.
    pub format: At<String>,
    /// Ids of areas; empty means all.
    pub areas: Vec<At<String>>,
    /// Ids of kinds; empty means all.
    pub kinds: Vec<At<String>>,
    /// On the cover; default: the site's.
    pub title: Option<String>,
    /// On the cover; default: the site's.
    pub subtitle: Option<String>,
    /// On the cover.
    pub edition: Option<String>,
    /// What stands first.
    pub lead: Option<Prose>,
    /// Date of the edition; default: the site's.
    pub issued: Option<PartialDate>,
    /// One ink, or colour.
    pub ink: Ink,
    /// A size of paper other than the format's own.
    pub paper: Option<At<String>>,
    /// Millimetres of bleed for a print shop; then there is a file with trim marks too.
    pub bleed: Option<u8>,
    /// Ids of resources and needs that stand first, in this order.
    pub order: Vec<At<String>>,
    /// What is printed beside the entries' facts; none: everything the format has.
    pub include: Option<Vec<Part>>,
    /// Whether words of readings.yaml get furigana (yes), or no word does (no); none: those that the texts mark.
    pub furigana: Option<bool>,
    /// Default: the site's.
    pub credits: Vec<Credit>,
    /// Default: the site's.
    pub publisher: Option<Publisher>,
    /// Default: the site's.
    pub funding: Option<String>,
    /// On the back.
    pub notes: Option<Prose>,
}

#[rustfmt::skip]
impl Mapping for Leaflet {
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new("id", Shape::Bare, "id", "半角の英小文字、数字、ハイフンで書く id。ファイルの名前になります", |of| of.id.said()).required().example("hannan"),
        Field::<Self>::new("format", Shape::Text, "形", "紙の形（a4-trifold など）。`a4-trifold`（三つ折り）、`a3-bifold`（二つ折り）、`a4-booklet`（A5の冊子）、`a4-large-print`（18ポイント以上）、`poster`（A3）、`card`（名刺10面）", |of| of.format.said())
            .example("a4-trifold"),
        Field::<Self>::new("formats", Shape::TextsOr(Fields::of::<OwnFormat>()), "形の一覧", "紙の形の一覧。一つの版を、いくつもの形で出すときに。その形だけのことは `{format: a4-trifold, bleed: 3}` のように書きます", |_| Value::Nothing)
            .example("[a4-trifold, poster, card]"),
        Field::<Self>::new("areas", Shape::Ids, "地域", "載せる地域の id（空なら全部）", |of| of.areas.said()).example("[hannan]"),
        Field::<Self>::new("kinds", Shape::Ids, "種類", "載せる種類の id（空なら全部）", |of| of.kinds.said()).example("[free-space]"),
        Field::<Self>::new("title", Shape::Text, "題", "表紙の題（書かなければサイトと同じ）", |of| of.title.said()),
        Field::<Self>::new("subtitle", Shape::Text, "副題", "表紙の副題（書かなければサイトと同じ）", |of| of.subtitle.said()),
        Field::<Self>::new("edition", Shape::Text, "版", "版の名前", |of| of.edition.said()),
        Field::<Self>::new("lead", Shape::Prose, "はじめの文", "はじめの文", |of| of.lead.said()),
        Field::<Self>::new("issued", Shape::Date, "発行", "発行年月（書かなければサイトと同じ）", |of| of.issued.said()).example("2026-06"),
        Field::<Self>::new("ink", Shape::choice::<Ink>(), "インク", "インク。colour（カラー）か mono（1色）", |of| word(of.ink)).example("mono"),
        Field::<Self>::new("paper", Shape::Text, "紙", "紙の大きさ。ポスターだけ a4 にもできます", |of| of.paper.said()).example("a4"),
        Field::<Self>::new("bleed", Shape::Number, "塗り足し", "3 と書くと、塗り足し3mmとトンボのついた印刷所用の PDF もできます", |of| of.bleed.map_or(Value::Nothing, number)).example("3"),
        Field::<Self>::new("order", Shape::Ids, "順", "先に置く場所や願いの id", |of| of.order.said()).example("[ibasho, hannan/library]"),
        Field::<Self>::new("include", Shape::Texts, "入れるもの", "入れるもの。`lead` `contents` `comforts` `qr` `windows` `credits` `stamp`。書かなければ全部", |of| Value::list(of.include.iter().flatten().map(|part| word(*part)))).example("[lead, qr]"),
        Field::<Self>::new("furigana", Shape::choice::<bool>(), "ふりがな", "yes なら readings.yaml の言葉によみをつける、no ならつけない", |of| of.furigana.map_or(Value::Nothing, word)).example("yes"),
        Field::<Self>::new("credits", Shape::Objects(Fields::of::<Credit>()), "協力など", "協力など（書かなければサイトと同じ）", |of| of.credits.said()),
        Field::<Self>::new("publisher", Shape::Object(Fields::of::<Publisher>()), "発行者", "発行者（書かなければサイトと同じ）", |of| of.publisher.said()),
        Field::<Self>::new("funding", Shape::Text, "費用", "費用を出した事業（書かなければサイトと同じ）", |of| of.funding.said()),
        Field::<Self>::new("notes", Shape::Prose, "ことわり書き", "うらのことわり書き", |of| of.notes.said()),
    ];
}

/// What one format of an edition has of its own; the rest is the edition's.
#[derive(Clone, Debug, Default)]
pub struct OwnFormat {
    /// Name of a format of the theme.
    pub format: At<String>,
    /// File name without extension; default: made from the edition's id.
    pub id: Option<At<String>>,
    /// One ink, or colour.
    pub ink: Option<Ink>,
    /// A size of paper other than the format's own.
    pub paper: Option<At<String>>,
    /// Millimetres of bleed for a print shop.
    pub bleed: Option<u8>,
    /// What is printed beside the entries' facts.
    pub include: Option<Vec<Part>>,
    /// Whether words of readings.yaml get furigana.
    pub furigana: Option<bool>,
}

#[rustfmt::skip]
impl Mapping for OwnFormat {
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new("format", Shape::Text, "形", "紙の形（a4-trifold など）", |of| of.format.said()).required().example("a4-trifold"),
        Field::<Self>::new("id", Shape::Bare, "id", "ファイルの名前になる id（書かなければ、版の id と形から）", |of| of.id.said()).example("hannan-mono"),
        Field::<Self>::new("ink", Shape::choice::<Ink>(), "インク", "インク。colour（カラー）か mono（1色）", |of| of.ink.map_or(Value::Nothing, word)).example("mono"),
        Field::<Self>::new("paper", Shape::Text, "紙", "紙の大きさ", |of| of.paper.said()).example("a4"),
        Field::<Self>::new("bleed", Shape::Number, "塗り足し", "3 と書くと、塗り足し3mmとトンボのついた印刷所用の PDF もできます", |of| of.bleed.map_or(Value::Nothing, number)).example("3"),
        Field::<Self>::new("include", Shape::Texts, "入れるもの", "入れるもの", |of| Value::list(of.include.iter().flatten().map(|part| word(*part)))).example("[lead, qr]"),
        Field::<Self>::new("furigana", Shape::choice::<bool>(), "ふりがな", "yes なら readings.yaml の言葉によみをつける、no ならつけない", |of| of.furigana.map_or(Value::Nothing, word)).example("yes"),
    ];
}

/// How a leaflet is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Ink {
    /// In colour.
    #[default]
    Colour,
    /// In one ink.
    One,
}

/// A part of a leaflet that can be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The words at the beginning.
    Lead,
    /// The list of what is inside.
    Contents,
    /// 安心ポイント.
    Comforts,
    /// A QR code for each entry.
    Codes,
    /// The box of windows to call.
    Windows,
    /// Who made it and who paid.
    Credits,
    /// The field for the stamp of the house in which it lies.
    Stamp,
}
