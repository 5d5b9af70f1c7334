//! What decoding one file needs and collects.

use crate::diagnostics::{Diagnostic, FileId, Sink, Span};
use crate::model::ruby;
use crate::model::text::Prose;
use crate::source::lines;

/// What decoding one file needs: its text, to point into, and a place for problems.
pub struct Context<'t> {
    /// The file.
    pub file: FileId,
    /// The texts that spans may point into: this file's, and that of a file laid over it.
    texts: Vec<(FileId, &'t str)>,
    /// What was found.
    pub found: Sink,
    /// Values that say of themselves that they are examples; a site that is a sample may have them.
    pub examples: Sink,
    /// Keys that were certainly meant by an unknown word, by the mapping they are in: to ask for them too would be to
    /// complain twice of one slip.
    pub(super) meant: Vec<(Span, String)>,
    /// Whether texts are read as words alone, without furigana and on one line.
    in_words: bool,
    /// Whether a text was met that says more to the eye than its words.
    is_marked: bool,
}

impl<'t> Context<'t> {
    /// For one file.
    pub fn new(file: FileId, text: &'t str) -> Self {
        Context {
            file,
            texts: vec![(file, text)],
            found: Sink::default(),
            examples: Sink::default(),
            meant: Vec::new(),
            in_words: false,
            is_marked: false,
        }
    }

    /// Decodes something twice where its texts hold furigana or lines of their own: as words, and as it is shown.
    /// Whatever is made of words alone (tables, calendars, the search) then cannot show a mark.
    pub fn twice<T>(&mut self, mut decode: impl FnMut(&mut Self) -> Option<T>) -> Option<(T, Option<T>)> {
        let was_marked = std::mem::take(&mut self.is_marked);
        let shown = decode(self);
        let is_marked = std::mem::replace(&mut self.is_marked, was_marked);
        let shown = shown?;
        if !is_marked || self.in_words {
            return Some((shown, None));
        }
        self.is_marked = true;
        // What there is to find was found.
        let mut aside = Context { file: self.file, texts: self.texts.clone(), in_words: true, ..Context::new(self.file, "") };
        match decode(&mut aside) {
            Some(words) => Some((words, Some(shown))),
            None => Some((shown, None)),
        }
    }

    /// A text of one line: its lines joined, but for those that begin something of their own.
    pub(super) fn line(&mut self, text: &str) -> String {
        if self.in_words {
            return lines::joined(&ruby::plain(text)).into_owned();
        }
        let line = lines::kept(text);
        self.is_marked |= line.contains('\n') || ruby::is_marked(&line);
        line.into_owned()
    }

    /// A text in Markdown as it is to be read.
    pub fn prose(&mut self, prose: Prose) -> Prose {
        self.is_marked |= ruby::is_marked(&prose.source);
        if self.in_words { prose.in_words() } else { prose }
    }

    /// Also knows the text of a second file.
    #[must_use]
    pub fn with(mut self, file: FileId, text: &'t str) -> Self {
        self.texts.push((file, text));
        self
    }

    /// The text at a place, as written.
    pub fn written(&self, span: Span) -> &'t str {
        let text = self.texts.iter().find(|(file, _)| *file == span.file).map_or("", |(_, text)| *text);
        text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// Whether an unknown word of that mapping was meant to be this key.
    pub fn is_meant(&self, mapping: Span, key: &str) -> bool {
        self.meant.iter().any(|(span, meant)| *span == mapping && meant == key)
    }

    /// Records a problem.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }
}
