//! Texts of editors: prose in Markdown, and what it links to.

use crate::diagnostics::{At, Span};
use crate::model::markdown::{Style, sentences, words};
use crate::model::ruby;

/// Lines of a field (hours, closed days) as one, for where there is room for one.
pub fn in_one_line(lines: &[At<String>]) -> String {
    lines.iter().map(|line| line.value.as_str()).collect::<Vec<_>>().join("、")
}

/// A text in Markdown (CommonMark, tables, furigana).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    /// The Markdown.
    pub source: String,
    /// How it is to be read.
    pub style: Style,
    /// Where it stands.
    pub span: Span,
    /// Every link and image destination in it, with its place.
    pub links: Vec<At<String>>,
}

impl Prose {
    /// The whole text on one line, without Markdown's marks.
    pub fn one_line(&self) -> String {
        sentences::one_line(&self.source, self.style)
    }

    /// Its paragraphs, items, headings and rows.
    pub fn blocks(&self) -> Vec<words::Block> {
        words::blocks(&self.source, self.style)
    }

    /// The text without Markdown's marks, each paragraph and item on a line.
    pub fn lines(&self) -> String {
        words::lines(&self.source, self.style)
    }

    /// The first sentence with what belongs to it, for where there is no room to say that more follows.
    pub fn opening(&self) -> String {
        sentences::sentences(&self.source, self.style).into_iter().next().unwrap_or_default()
    }

    /// As many whole sentences as fit into so many characters, at least the first; without a mark where more follows.
    pub fn opening_within(&self, room: usize) -> String {
        sentences::opening_within(&self.source, self.style, room).0
    }

    /// The first sentence with what belongs to it, and 「…」 where more follows.
    pub fn first_sentence(&self) -> String {
        sentences::first(&self.source, self.style)
    }

    /// As many whole sentences as fit into so many characters, at least the first.
    pub fn within(&self, room: usize) -> String {
        sentences::first_within(&self.source, self.style, room)
    }

    /// The same text without furigana.
    #[must_use]
    pub fn in_words(self) -> Self {
        Prose { source: ruby::plain(&self.source).into_owned(), ..self }
    }
}
