//! Areas: towns, or parts and groups of them.

use crate::diagnostics::At;
use crate::model::text::Prose;

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
    /// The same with furigana and lines of their own, where its texts have some.
    pub marked: Option<Box<Area>>,
}

impl Area {
    /// As it is shown where furigana can be: on pages and on paper. Everything else takes the words themselves.
    pub fn shown(&self) -> &Area {
        self.marked.as_deref().unwrap_or(self)
    }
}
