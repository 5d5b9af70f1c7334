//! Pages in prose: about, for families, privacy …

use crate::diagnostics::{At, FileId};
use crate::model::date::PartialDate;
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
