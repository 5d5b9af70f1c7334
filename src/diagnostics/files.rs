//! The texts that diagnostics point into.

use std::sync::{Arc, OnceLock};

use super::FileId;

/// One source file as text.
#[derive(Clone, Debug)]
pub struct File {
    /// Path for people: `content/` and then `/`-separated parts.
    pub path: String,
    /// The text; what could not be read as UTF-8 is replaced, so that excerpts can still be shown.
    pub text: Arc<str>,
    /// Where each line begins; worked out when the first finding asks for it.
    lines: OnceLock<Arc<[usize]>>,
}

impl File {
    /// A file of this path and text.
    pub fn new(path: String, text: Arc<str>) -> Self {
        File { path, text, lines: OnceLock::new() }
    }

    /// Number of the line in which a byte stands, counted from 1, and where that line begins.
    pub fn line(&self, offset: usize) -> (usize, usize) {
        let starts = self.lines.get_or_init(|| {
            let breaks = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect()
        });
        let number = starts.partition_point(|start| *start <= offset);
        (number, starts[number.saturating_sub(1)])
    }

    /// The byte offset as one at which the text can be cut.
    pub fn boundary(&self, offset: u32) -> usize {
        let mut offset = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}

/// All source files of one run, in path order.
#[derive(Clone, Debug, Default)]
pub struct Files {
    all: Vec<File>,
}

impl Files {
    /// Registers a file and gives its id.
    pub fn add(&mut self, file: File) -> FileId {
        self.all.push(file);
        FileId(u32::try_from(self.all.len() - 1).expect("a run has fewer than four billion files"))
    }

    /// Gives a file its new text.
    pub fn replace(&mut self, id: FileId, text: Arc<str>) {
        let file = &mut self.all[id.0 as usize];
        *file = File::new(std::mem::take(&mut file.path), text);
    }

    /// The file.
    pub fn get(&self, id: FileId) -> &File {
        &self.all[id.0 as usize]
    }

    /// The file's path.
    pub fn path(&self, id: FileId) -> &str {
        &self.get(id).path
    }

    /// Line and column of a byte offset, both counted from 1, the column in characters.
    pub fn position(&self, id: FileId, offset: u32) -> (usize, usize) {
        let file = self.get(id);
        let offset = file.boundary(offset);
        let (number, start) = file.line(offset);
        (number, file.text[start..offset].chars().count() + 1)
    }

    /// Every file with its id.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &File)> {
        self.all.iter().enumerate().map(|(at, file)| (FileId(u32::try_from(at).unwrap_or(u32::MAX)), file))
    }
}
