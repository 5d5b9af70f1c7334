//! Leaflets of the last build, to be published again when nothing they show has changed.
//!
//! A leaflet's key is a digest of all that can reach its files: the composed view, the theme's templates and icons, and the program. A
//! record in the published manifest keeps the key with the digest of each file, so a file that somebody altered is never taken for ours:
//! what is published is always what a build from nothing would give.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::render::print::Role;

/// What the manifest says of a leaflet.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq)]
pub struct Record {
    /// The leaflet's id.
    pub id: String,
    /// Digest of all that it shows.
    pub key: String,
    /// Name of its format; empty in records of a time when it was not kept.
    #[serde(default)]
    pub format: String,
    /// How many pages it has.
    pub page_count: usize,
    /// What had to give way.
    pub remarks: Vec<String>,
    /// Its PDFs.
    pub files: Vec<KeptFile>,
    /// Pictures of its pages.
    pub pictures: Vec<KeptPicture>,
}

/// A PDF in a record.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq)]
pub struct KeptFile {
    /// Where it lies.
    pub path: String,
    /// What it is for.
    pub role: Role,
    /// Digest of its bytes.
    pub digest: String,
}

/// A picture in a record.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq)]
pub struct KeptPicture {
    /// Where it lies.
    pub path: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Digest of its bytes.
    pub digest: String,
}

impl Record {
    /// Every file of the leaflet.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.path.as_str()).chain(self.pictures.iter().map(|picture| picture.path.as_str()))
    }

    /// One line for the manifest.
    pub fn line(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads a line of a manifest; nothing for a line that somebody edited.
    pub fn read(line: &str) -> Option<Self> {
        serde_json::from_str(line).ok()
    }
}

/// What lies in the published folder: the records, and the bytes of the files they name.
#[derive(Debug, Default)]
pub struct Kept {
    /// By id of the leaflet.
    pub records: BTreeMap<String, Record>,
    /// By path.
    pub files: BTreeMap<String, Vec<u8>>,
}

#[cfg(feature = "leaflet")]
impl Kept {
    /// The record of a leaflet, if it shows the same and all its files are as they were written.
    pub fn same(&self, id: &str, key: &str) -> Option<&Record> {
        self.whole(id).filter(|record| record.key == key)
    }

    /// The record of a leaflet of this format, whatever it shows, if all its files are as they were written.
    pub fn earlier(&self, id: &str, format: &str) -> Option<&Record> {
        self.whole(id).filter(|record| record.format == format)
    }

    fn whole(&self, id: &str) -> Option<&Record> {
        let record = self.records.get(id)?;
        let files = record.files.iter().map(|file| (&file.path, &file.digest));
        let pictures = record.pictures.iter().map(|picture| (&picture.path, &picture.digest));
        let is_whole = files.chain(pictures).all(|(path, known)| self.files.get(path).is_some_and(|bytes| digest(bytes) == *known));
        is_whole.then_some(record)
    }
}

/// 128 bits of bytes, in hexadecimal.
#[cfg(feature = "leaflet")]
pub fn digest(bytes: &[u8]) -> String {
    format!("{:032x}", typst::utils::hash128(bytes))
}
