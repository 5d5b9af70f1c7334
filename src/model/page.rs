//! Pages in prose: about, for families, privacy …

use crate::diagnostics::{At, FileId};
use crate::model::date::PartialDate;
use crate::model::field::{Field, Fields, Mapping, Said, Shape, word};
use crate::model::resource::Source;
use crate::model::text::Prose;

/// A page of `content/pages/`.
#[derive(Clone, Debug)]
pub struct Page {
    /// File name without extension; the page's path without `.html`.
    pub slug: String,
    /// The file.
    pub file: FileId,
    /// Its heading.
    pub title: At<String>,
    /// One sentence for lists and search engines.
    pub description: Option<String>,
    /// Name of an icon of the theme, for the links at the top.
    pub icon: Option<At<String>>,
    /// Where the site links to it from every page.
    pub navigation: Navigation,
    /// Smaller numbers come first.
    pub order: i64,
    /// When it was last checked.
    pub checked: Option<At<PartialDate>>,
    /// From where the facts are.
    pub sources: Vec<Source>,
    /// The text.
    pub body: Prose,
    /// The same with furigana and lines of their own, where its texts have some.
    pub marked: Option<Box<Page>>,
}

#[rustfmt::skip]
impl Mapping for Page {
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new("title", Shape::Text, "題名", "ページの題名。見出しになります", |of| of.title.said()).required().example("ご家族へ"),
        Field::<Self>::new("description", Shape::Text, "説明", "検索サイトに出る1文", |of| of.description.said()),
        Field::<Self>::new("icon", Shape::Text, "絵", "上のメニューに出る絵の名前", |of| of.icon.said()).example("family"),
        Field::<Self>::new("nav", Shape::choice::<Navigation>(), "メニュー", "メニューの場所。header（上）、footer（下）、none（出さない）", |of| word(of.navigation)).example("header"),
        Field::<Self>::new("order", Shape::Number, "順", "並ぶ順", |of| of.order.said()).example("20"),
        Field::<Self>::new("checked", Shape::Date, "最終確認日", "最後に確かめた日", |of| of.checked.said()).example("2026-06-12"),
        Field::<Self>::new("sources", Shape::Objects(Fields::of::<Source>()), "出典", "どこから知ったことか", |of| of.sources.said()).example("[{title: 市の資料, date: 2026-06}]"),
    ];
}

impl Page {
    /// As it is shown where furigana can be: on pages and on paper. Everything else takes the words themselves.
    pub fn shown(&self) -> &Page {
        self.marked.as_deref().unwrap_or(self)
    }
}

/// Where every page links to a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Navigation {
    /// At the top.
    Header,
    /// At the bottom.
    #[default]
    Footer,
    /// Nowhere.
    None,
}
