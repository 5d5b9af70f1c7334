//! What is wrong with the content, as values.
//!
//! A mistake of an editor is never an `Err`: it is a [`Diagnostic`] pushed into a [`Sink`], so that one run reports every
//! problem of every file. This layer knows nothing about YAML or places; it knows positions, wording and order.

mod codes;
mod files;
mod render;
mod span;
mod suggest;

use std::collections::BTreeMap;

pub use codes::{CODES, Code};
pub use files::{File, Files};
pub use render::{Format, render};
pub use span::{At, FileId, Span};
pub use suggest::nearest;

/// How grave a [`Diagnostic`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is published while one of these stands.
    Error,
    /// The site is published; somebody should look.
    Warning,
    /// Worth knowing, nothing to mend. Shown by `check`, not by `build`.
    Note,
}

/// A place in a file with, optionally, a few words about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// Words shown beside the caret; may be empty.
    pub text: String,
}

/// One problem: a code, a headline that stands alone, places, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of problem it is.
    pub code: Code,
    /// How grave it is.
    pub severity: Severity,
    /// One Japanese sentence without a full stop.
    pub headline: String,
    /// The first label is the primary one; it decides the sort order.
    pub labels: Vec<Label>,
    /// Remedies, each a plain Japanese sentence.
    pub helps: Vec<String>,
    /// How many findings it tells of; more than one where those of a kind are only counted.
    pub count: usize,
}

impl Diagnostic {
    /// A problem that stops publication.
    pub fn error(code: Code, headline: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, headline)
    }

    /// A problem that does not stop publication.
    pub fn warning(code: Code, headline: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, headline)
    }

    /// Something worth knowing.
    pub fn note(code: Code, headline: impl Into<String>) -> Self {
        Self::new(code, Severity::Note, headline)
    }

    fn new(code: Code, severity: Severity, headline: impl Into<String>) -> Self {
        Diagnostic { code, severity, headline: headline.into(), labels: Vec::new(), helps: Vec::new(), count: 1 }
    }

    /// Adds a place.
    #[must_use]
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Adds a remedy.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.helps.push(text.into());
        self
    }
}

/// Findings of one kind in one file that are told in full; the others are counted. Nobody reads on after so many, and a
/// hostile file must neither fill the screen nor take the time to put each into words.
pub const MOST_OF_A_KIND: usize = 100;

/// Findings that are counted together.
type Kind = (Option<FileId>, Code, Severity);

/// Collects diagnostics; several sinks, one a thread, are joined with [`Sink::absorb`].
#[derive(Clone, Debug, Default)]
pub struct Sink {
    all: Vec<Diagnostic>,
    /// How many of each kind there were.
    met: BTreeMap<Kind, usize>,
}

impl Sink {
    /// Records one problem.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let file = diagnostic.labels.first().map(|label| label.span.file);
        let met = self.met.entry((file, diagnostic.code, diagnostic.severity)).or_default();
        *met += diagnostic.count;
        if *met <= MOST_OF_A_KIND {
            self.all.push(diagnostic);
        }
    }

    /// Whether one more of a kind will be told, and not only counted.
    pub fn has_room(&self, severity: Severity, code: Code, at: Span) -> bool {
        self.met.get(&(Some(at.file), code, severity)).is_none_or(|met| *met < MOST_OF_A_KIND)
    }

    /// Records an error that takes some time to put into words: that is done only where it will be told.
    pub fn push_error(&mut self, code: Code, at: Span, words: impl FnOnce() -> Diagnostic) {
        if self.has_room(Severity::Error, code, at) {
            self.push(words());
        } else {
            *self.met.entry((Some(at.file), code, Severity::Error)).or_default() += 1;
        }
    }

    /// Takes over what another sink collected.
    pub fn absorb(&mut self, other: Sink) {
        self.all.extend(other.all);
        for (kind, count) in other.met {
            *self.met.entry(kind).or_default() += count;
        }
    }

    /// How many problems there are.
    pub fn count(&self) -> usize {
        self.met.values().sum()
    }

    /// Whether anything recorded so far stops publication.
    pub fn has_errors(&self) -> bool {
        self.all.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// All problems by file, place and code, each once.
    pub fn into_sorted(mut self, files: &Files) -> Vec<Diagnostic> {
        let key = |diagnostic: &Diagnostic| {
            let span = diagnostic.labels.first().map(|label| label.span);
            (span.map(|span| (files.path(span.file), span.start, span.end)), diagnostic.code)
        };
        self.all.sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| a.headline.cmp(&b.headline)));
        self.all.dedup();
        let rests: Vec<Diagnostic> = self.met.iter().filter_map(|(kind, count)| rest(*kind, *count)).collect();
        if !rests.is_empty() {
            self.all.extend(rests);
            self.all.sort_by(|a, b| key(a).cmp(&key(b)));
        }
        self.all
    }
}

/// Says how many more of a kind there are, behind all others of its file.
fn rest((file, code, severity): Kind, count: usize) -> Option<Diagnostic> {
    let count = count.checked_sub(MOST_OF_A_KIND).filter(|count| *count > 0)?;
    let headline = format!("同じ種類の知らせが、このファイルにほかに {count} 件あります");
    let end = file.map(|file| Span { file, start: u32::MAX, end: u32::MAX });
    let labels = end.map(|span| Label { span, text: String::new() }).into_iter().collect();
    Some(Diagnostic { code, severity, headline, labels, helps: Vec::new(), count })
}
