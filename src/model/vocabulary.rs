//! The words by which places are sorted: wishes, kinds, audiences, comforts. Data, not code.

use crate::diagnostics::At;
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

impl Vocabulary {
    /// As it is shown where furigana can be: on pages and on paper. Everything else takes the words themselves.
    pub fn shown(&self) -> &Vocabulary {
        self.marked.as_deref().unwrap_or(self)
    }
}
