//! What is wrong with the content, as values.
//!
//! A mistake of an editor is never an `Err`: it is a [`Diagnostic`] pushed into a [`Sink`], so that one run reports every
//! problem of every file. This layer knows nothing about YAML or places; it knows positions, wording and order.

mod files;
mod render;
mod span;
mod suggest;

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
    /// Stable kebab-case name of the kind of problem, e.g. `unknown-key`.
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// One Japanese sentence without a full stop.
    pub headline: String,
    /// The first label is the primary one; it decides the sort order.
    pub labels: Vec<Label>,
    /// Remedies, each a plain Japanese sentence.
    pub helps: Vec<String>,
}

impl Diagnostic {
    /// A problem that stops publication.
    pub fn error(code: &'static str, headline: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, headline)
    }

    /// A problem that does not stop publication.
    pub fn warning(code: &'static str, headline: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, headline)
    }

    /// Something worth knowing.
    pub fn note(code: &'static str, headline: impl Into<String>) -> Self {
        Self::new(code, Severity::Note, headline)
    }

    fn new(code: &'static str, severity: Severity, headline: impl Into<String>) -> Self {
        Diagnostic { code, severity, headline: headline.into(), labels: Vec::new(), helps: Vec::new() }
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

/// Collects diagnostics; several sinks, one a thread, are joined with [`Sink::absorb`].
#[derive(Debug, Default)]
pub struct Sink {
    all: Vec<Diagnostic>,
}

impl Sink {
    /// Records one problem.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.all.push(diagnostic);
    }

    /// Takes over what another sink collected.
    pub fn absorb(&mut self, other: Sink) {
        self.all.extend(other.all);
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
        self.all
    }
}
