//! What is printed: each leaflet of `site.yaml` composed, compiled, and ready for the pages that show it.
//!
//! Leaflets are made before any page, because pages show their pictures and sizes. Without the feature `leaflet` there are
//! none, and the site leaves them out.

use crate::site::EntryIndex;

pub mod fold;
pub mod format;
pub mod kept;
pub(super) mod page;

#[cfg(feature = "leaflet")]
mod choose;
#[cfg(feature = "leaflet")]
mod common;
#[cfg(feature = "leaflet")]
mod compose;
#[cfg(feature = "leaflet")]
mod discreet;
#[cfg(feature = "leaflet")]
mod entry;
#[cfg(feature = "leaflet")]
mod imprint;
#[cfg(feature = "leaflet")]
mod joining;
#[cfg(feature = "leaflet")]
mod letters;
#[cfg(feature = "leaflet")]
mod make;
#[cfg(feature = "leaflet")]
pub mod press;
#[cfg(feature = "leaflet")]
mod problems;

pub use format::Format;
pub use kept::Kept;
#[cfg(feature = "leaflet")]
pub use make::{judge_all, print_all, print_changed};
#[cfg(feature = "leaflet")]
pub use problems::insist;

/// Everything printed, in the order of `site.yaml`.
#[derive(Debug, Default)]
pub struct Prints {
    /// The leaflets.
    pub all: Vec<Print>,
}

/// One leaflet.
#[derive(Debug)]
pub struct Print {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// For whom it is.
    pub subtitle: Option<String>,
    /// 〜エリア版.
    pub edition: Option<String>,
    /// 2021年2月.
    pub issued: Option<crate::model::date::PartialDate>,
    /// How it is printed and folded.
    pub format: &'static Format,
    /// The size of paper asked for.
    pub paper: Option<String>,
    /// Whether it takes one ink.
    pub is_one_ink: bool,
    /// Entries on it.
    pub entries: Vec<EntryIndex>,
    /// Indices of its areas.
    pub areas: Vec<usize>,
    /// The files to print; the first is the one to read.
    pub files: Vec<PrintFile>,
    /// Pictures of its first pages.
    pub pages: Vec<Picture>,
    /// How many pages it has.
    pub page_count: usize,
    /// What had to give way so that everything fits.
    pub remarks: Vec<String>,
    /// Digest of all that it shows; the same digest gives the same files.
    pub key: String,
    /// Whether it is the one of an earlier build, because what it should show now cannot be printed.
    pub is_earlier: bool,
}

/// A PDF.
#[derive(Debug)]
pub struct PrintFile {
    /// What it is for.
    pub role: Role,
    /// Where it lies.
    pub path: String,
    /// PDF.
    pub bytes: Vec<u8>,
}

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// To read, and to print where pages stand as they are read.
    Read,
    /// To print at home or in an office: pages stand so that the folded sheets read in order.
    Fold,
    /// For a print shop: with bleed and marks.
    Shop,
}

impl Role {
    /// The end of its file's name, before `.pdf`.
    pub fn suffix(self) -> &'static str {
        match self {
            Role::Read => "",
            Role::Fold => "-fold",
            Role::Shop => "-shop",
        }
    }
}

impl Print {
    /// Title and edition.
    pub fn full_title(&self) -> String {
        match &self.edition {
            Some(edition) => format!("{} {edition}", self.title),
            None => self.title.clone(),
        }
    }
}

impl Prints {
    /// What the manifest keeps of them.
    #[cfg(feature = "leaflet")]
    pub fn records(&self) -> Vec<kept::Record> {
        self.all.iter().map(Print::record).collect()
    }

    /// What the manifest keeps of them.
    #[cfg(not(feature = "leaflet"))]
    pub fn records(&self) -> Vec<kept::Record> {
        Vec::new()
    }
}

/// A picture of a page.
#[derive(Debug)]
pub struct Picture {
    /// Where it lies.
    pub path: String,
    /// PNG.
    pub png: Vec<u8>,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}
