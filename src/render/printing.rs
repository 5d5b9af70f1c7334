//! What is printed: each leaflet of `site.yaml` composed, compiled, and ready for the pages that show it.
//!
//! Leaflets are made before any page, because pages show their pictures and sizes. Without the feature `leaflet` there are
//! none, and the site leaves them out.

use crate::site::EntryIndex;

#[cfg(feature = "leaflet")]
mod compose;

#[cfg(feature = "leaflet")]
pub use compose::print_all;

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
    pub format: Format,
    /// Whether it takes one ink.
    pub is_one_ink: bool,
    /// Entries on it.
    pub entries: Vec<EntryIndex>,
    /// Indices of its areas.
    pub areas: Vec<usize>,
    /// The file to print.
    pub pdf: Vec<u8>,
    /// Pictures of its pages.
    pub pages: Vec<Picture>,
    /// What had to give way so that everything fits.
    pub remarks: Vec<String>,
}

impl Print {
    /// Title and edition.
    pub fn full_title(&self) -> String {
        match &self.edition {
            Some(edition) => format!("{} {edition}", self.title),
            None => self.title.clone(),
        }
    }

    /// Where the PDF lies.
    pub fn path(&self) -> String {
        crate::site::route::leaflet(&self.id)
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

/// The formats whose paper and fold can be put into words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `a4-trifold`.
    A4Trifold,
}

/// Every format, by the name of its template.
pub const FORMATS: [(&str, Format); 1] = [("a4-trifold", Format::A4Trifold)];

impl Format {
    /// What to put into the printer.
    pub fn paper(self) -> &'static str {
        match self {
            Format::A4Trifold => "A4 横・両面 1枚",
        }
    }

    /// What to do with it then.
    pub fn fold(self) -> &'static str {
        match self {
            Format::A4Trifold => "巻き三つ折り",
        }
    }

    /// What one sees on a page, counted from 0.
    pub fn page_label(self, page: usize) -> &'static str {
        match (self, page) {
            (Format::A4Trifold, 0) => "おもて",
            (Format::A4Trifold, _) => "うら（内側）",
        }
    }
}
