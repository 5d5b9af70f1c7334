//! What staff want to know of their own list: what to ask about again, where nothing is, what could be better, what has
//! changed. Each is a few tables, which become text for a terminal, CSV for Excel, or a page.
//!
//! Pure, as rendering is; a report never holds a `staff_note`, because the model does not.

mod changes;
mod confirm;
mod coverage;
mod csv;
mod fields;
mod freshness;
mod html;
mod quality;
#[cfg(feature = "leaflet")]
mod sheet;
mod text;

pub use changes::changes;
pub use confirm::{Asking, Letter, letters, mail};
pub use coverage::coverage;
pub use csv::csv;
pub use fields::{Field, fields};
pub use freshness::freshness;
pub use html::html;
pub use quality::quality;
#[cfg(feature = "leaflet")]
pub use sheet::Press;
pub use text::text;

use crate::model::ruby;
use crate::site::Entry;

/// A few tables under a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What it is about.
    pub title: String,
    /// How to read it, and as of when.
    pub lead: String,
    /// The tables.
    pub tables: Vec<Table>,
}

/// A table with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What stands above it.
    pub caption: String,
    /// Heads of the columns.
    pub columns: Vec<String>,
    /// Rows of as many cells as there are columns; the first cell is what the row is about.
    pub rows: Vec<Vec<String>>,
    /// What is said where there are no rows.
    pub nothing: String,
}

impl Table {
    /// Without rows yet.
    pub fn new(caption: impl Into<String>, columns: &[&str], nothing: &str) -> Self {
        let columns = columns.iter().map(|column| (*column).to_owned()).collect();
        Table { caption: caption.into(), columns, rows: Vec::new(), nothing: nothing.to_owned() }
    }
}

/// The name without furigana marks.
fn name(entry: &Entry) -> String {
    ruby::plain(&entry.resource.name).into_owned()
}
