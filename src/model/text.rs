//! Texts of editors: prose in Markdown, and what it links to.

use crate::diagnostics::{At, Span};

/// Lines of a field (hours, closed days) as one, for where there is room for one.
pub fn in_one_line(lines: &[At<String>]) -> String {
    lines.iter().map(|line| line.value.as_str()).collect::<Vec<_>>().join("、")
}

/// A text in Markdown (CommonMark, tables, furigana).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    /// The Markdown.
    pub source: String,
    /// Where it stands.
    pub span: Span,
    /// Every link and image destination in it, with its place.
    pub links: Vec<At<String>>,
}

impl Prose {
    /// The first paragraph as one line of plain text, for descriptions and labels; not meant for display as prose.
    pub fn first_line(&self) -> &str {
        self.source.trim().lines().next().unwrap_or("").trim()
    }
}
