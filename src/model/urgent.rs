//! Lines of help for somebody who is in danger, or at the end of their strength: `urgent` in `site.yaml`.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::diagnostics::At;
use crate::model::date::PartialDate;
use crate::model::field::{Field, Fields, Mapping, Said, Shape, Value, pairs, word};
use crate::model::resource::Source;

/// One line of help. It can be reached in at least one way: a line with a hole is never decoded.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// As its owner calls it.
    pub name: At<String>,
    /// A phone number, also a short one (`189`, `#8008`).
    pub phone: Option<String>,
    /// When somebody answers, in words.
    pub hours: Option<String>,
    /// Where it is found on the web.
    pub url: Option<String>,
    /// Name of a service and what to look for there: LINE → `@…`.
    pub sns: Vec<(String, String)>,
    /// For whom, and what happens, in a sentence.
    pub note: Option<String>,
    /// In which plights it helps most; empty for a line that is for all.
    pub suits: Vec<Plight>,
    /// Words that call it above the results of a search.
    pub words: Vec<String>,
    /// Words that call it and for which nothing else is offered.
    pub only: Vec<String>,
    /// When it was last held against its owner's page.
    pub checked: Option<At<PartialDate>>,
    /// From where its facts are.
    pub sources: Vec<Source>,
}

#[rustfmt::skip]
impl Mapping for Line {
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new("name", Shape::Text, "名前", "窓口の名前", |of| of.name.said()).required().example("よりそいホットライン"),
        Field::<Self>::new("phone", Shape::Phone, "電話", "電話番号。189 や #8008 のような短い番号も書けます", |of| of.phone.said()).example("\"#8008\""),
        Field::<Self>::new("hours", Shape::Text, "受付", "受付の時間。窓口のページで確かめられたときだけ書きます", |of| of.hours.said()).example("24時間"),
        Field::<Self>::new("url", Shape::Url, "ページ", "文字で話せるページや、窓口のページ。phone がなければ、url か sns が要ります", |of| of.url.said()).example("https://…"),
        Field::<Self>::new("sns", Shape::Pairs, "SNS", "LINE などの名前と、そこでさがす言葉", |of| pairs(&of.sns)).example("{LINE: \"@…\"}"),
        Field::<Self>::new("note", Shape::Text, "説明", "だれのための、どんな窓口か", |of| of.note.said()),
        Field::<Self>::new("for", Shape::Texts, "どんなときに", "とくにどんなときに。now（いまあぶない）、night（夜）、chat（文字で）、silent（読むだけ）。urgent.html の見出しになります", |of| Value::list(of.suits.iter().map(|plight| word(*plight)))).example("[night, chat]"),
        Field::<Self>::new("words", Shape::Texts, "さがす言葉", "この言葉でさがした人に、結果より先に出します。言葉の一部でも当たります", |of| of.words.said()).example("[つらい, 苦しい]"),
        Field::<Self>::new("only", Shape::Texts, "窓口だけの言葉", "この言葉でさがした人には、窓口だけを出し、ほかは何も出しません", |of| of.only.said()).example("[死にたい, 消えたい]"),
        Field::<Self>::new("checked", Shape::Date, "最終確認日", "窓口のページで確かめた日。古くなると shiori check と shiori report freshness が知らせます", |of| of.checked.said()).example("2026-11-01"),
        Field::<Self>::new("sources", Shape::Objects(Fields::of::<Source>()), "出典", "何で確かめたか", |of| of.sources.said()).example("[{title: 窓口のページ}]"),
    ];
}

/// What somebody needs at the moment; the sections of `urgent.html`, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plight {
    /// Life is in danger now.
    Now,
    /// It is night.
    Night,
    /// In writing, and answered.
    Chat,
    /// Without a word: to look for oneself.
    Silent,
}

impl Line {
    /// Whether it was last checked longer ago than so many months, or nobody knows when.
    pub fn is_stale(&self, months: u32, today: Date) -> bool {
        let oldest = today.checked_sub(i64::from(months).months()).unwrap_or(Date::MIN);
        self.checked.as_ref().is_none_or(|checked| checked.latest() < oldest)
    }
}
