//! Positions in source files, and values that remember theirs.

use std::ops::Deref;

/// A file of one run; index into [`Files`](super::Files).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FileId(pub u32);

/// A byte range of one file. Offsets count from the first byte as read, a byte order mark included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The very beginning of a file, for problems that concern the whole of it.
    pub fn top(file: FileId) -> Self {
        Span { file, start: 0, end: 0 }
    }

    /// A part of this span, given as byte offsets from its start and cut off at its end.
    #[must_use]
    pub fn part(self, start: usize, end: usize) -> Self {
        let clamp = |offset: usize| (self.start + u32::try_from(offset).unwrap_or(u32::MAX)).min(self.end);
        Span { file: self.file, start: clamp(start), end: clamp(end) }
    }
}

/// A value and the place in the content that states it.
///
/// It compares and orders like its value alone, so that two equal facts in different places are equal.
#[derive(Clone, Copy, Debug, Default)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> At<T> {
    /// Joins a value and its place.
    pub fn new(value: T, span: Span) -> Self {
        At { value, span }
    }
}

impl<T> Deref for At<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: PartialEq> PartialEq for At<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for At<T> {}
