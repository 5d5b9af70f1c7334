//! The texts that diagnostics point into.

use std::sync::Arc;

use super::FileId;

/// One source file as text.
#[derive(Clone, Debug)]
pub struct File {
    /// Path for people: `content/` and then `/`-separated parts.
    pub path: String,
    /// The text; what could not be read as UTF-8 is replaced, so that excerpts can still be shown.
    pub text: Arc<str>,
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
        self.all[id.0 as usize].text = text;
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
        let text = &self.get(id).text;
        let mut offset = (offset as usize).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &text[..offset];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}
