//! The cells of one row: taken out one by one; what nobody takes is kept as a note for staff, so that nothing is lost.

use std::collections::BTreeMap;

use crate::content::Context;
use crate::diagnostics::{At, FileId, Span};
use crate::import::columns::Columns;
use crate::import::spoilt;
use crate::import::table::Row;
use crate::model::dataset::remark;
use crate::model::sheet;

/// A cell that was not taken as it stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The column.
    pub header: String,
    /// The cell.
    pub value: String,
    /// What was made of it, and why.
    pub why: &'static str,
}

/// What is left of a row.
#[derive(Debug)]
pub struct Cells<'r> {
    /// The columns of the table.
    pub columns: &'r Columns,
    cells: Vec<Option<String>>,
    /// For staff: column and value.
    pub notes: Vec<String>,
    /// Codes of other registers, which say nothing to people: column → value.
    pub codes: BTreeMap<String, String>,
    /// What the table says of the place.
    pub summaries: Vec<String>,
    /// What it offers, in the words of its columns.
    pub offers: Vec<String>,
    /// For the report.
    pub told: Vec<Told>,
}

impl<'r> Cells<'r> {
    /// Without what the sheet has put into cells: failures of formulas are nothing, rounded numbers are notes.
    pub fn new(row: &Row, columns: &'r Columns) -> Self {
        let mut cells = Cells {
            columns,
            cells: Vec::new(),
            notes: Vec::new(),
            codes: BTreeMap::new(),
            summaries: Vec::new(),
            offers: Vec::new(),
            told: Vec::new(),
        };
        for (at, cell) in row.cells.iter().enumerate() {
            let header = cells.header(at);
            let cell = if sheet::is_error(cell) {
                cells
                    .told
                    .push(Told { header, value: cell.clone(), why: "表計算の誤りの印なので、空として読みました" });
                None
            } else if sheet::has_error(cell) || spoilt::is_exponent(cell) {
                cells.put_aside(header, cell, "表計算で中身が失われているので、使わずに staff_note に残しました");
                None
            } else if cell.contains('\u{fffd}') {
                cells.put_aside(header, cell, "文字化けしているので、使わずに staff_note に残しました");
                None
            } else {
                Some(unwrapped(cell)).filter(|cell| !cell.is_empty())
            };
            cells.cells.push(cell);
        }
        cells
    }

    /// The first cell of an item with something in it.
    pub fn take(&mut self, item: &str) -> Option<String> {
        self.take_titled(item).map(|(_, cell)| cell)
    }

    /// The same with the name of its column.
    pub fn take_titled(&mut self, item: &str) -> Option<(String, String)> {
        let at = (0..self.cells.len()).find(|at| self.columns.item(*at) == Some(item) && self.cells[*at].is_some())?;
        Some((self.header(at), self.cells[at].take()?))
    }

    /// Every cell of an item with something in it, with the names of their columns.
    pub fn take_all(&mut self, item: &str) -> Vec<(String, String)> {
        std::iter::from_fn(|| self.take_titled(item)).collect()
    }

    /// Keeps a value under the name of its column.
    pub fn note(&mut self, item: &str, value: &str) {
        let note = format!("{}: {value}", self.header_of(item));
        self.notes.push(note);
    }

    /// Keeps what is no fact as a note, and tells it.
    pub fn tell(&mut self, item: &str, value: &str, why: &'static str) {
        let header = self.header_of(item);
        self.put_aside(header, value, why);
    }

    /// Tells what was mended.
    pub fn say(&mut self, item: &str, value: &str, why: &'static str) {
        let header = self.header_of(item);
        self.told.push(Told { header, value: value.to_owned(), why });
    }

    /// Keeps a value with the codes.
    pub fn keep_code(&mut self, item: &str, value: String) {
        let header = self.header_of(item);
        self.codes.insert(header, value);
    }

    /// Gives back what another will take.
    pub fn put_back(&mut self, item: &str, value: String) {
        if let Some(at) = (0..self.cells.len()).find(|at| self.columns.item(*at) == Some(item) && self.cells[*at].is_none()) {
            self.cells[at] = Some(value);
        }
    }

    /// A cell that the decoder of the content reads, or a note.
    pub fn checked<T>(&mut self, item: &str, why: &'static str, read: impl Fn(At<String>, &mut Context) -> Option<T>) -> Option<T> {
        let value = self.take(item)?;
        let read = valid(&value, read);
        if read.is_none() {
            self.tell(item, &value, why);
        }
        read
    }

    /// What nobody took, as notes.
    pub fn keep_rest(&mut self) {
        for at in 0..self.cells.len() {
            if let Some(value) = self.cells[at].take() {
                let header = self.header(at);
                match self.columns.item(at) {
                    Some("codes") => drop(self.codes.insert(header, value)),
                    _ => self.notes.push(format!("{header}: {value}")),
                }
            }
        }
    }

    fn put_aside(&mut self, header: String, value: &str, why: &'static str) {
        self.notes.push(format!("{header}: {value}"));
        self.told.push(Told { header, value: value.to_owned(), why });
    }

    fn header(&self, at: usize) -> String {
        self.columns.headers.get(at).cloned().unwrap_or_else(|| format!("列名のない値（{}列目）", at + 1))
    }

    fn header_of(&self, item: &str) -> String {
        self.columns.items.iter().position(|own| *own == Some(item)).map_or_else(|| item.to_owned(), |at| self.header(at))
    }
}

/// Asks the decoder of the content, so that nothing is written that it would refuse.
pub fn valid<T>(value: &str, read: impl Fn(At<String>, &mut Context) -> Option<T>) -> Option<T> {
    let span = Span { file: FileId(0), start: 0, end: 0 };
    read(At::new(value.to_owned(), span), &mut Context::new(FileId(0), ""))
}

/// The remarks of the cells that hold several, as `opendata/` writes them; the rest of each cell.
#[derive(Debug)]
pub struct Remarks {
    pairs: Vec<(&'static str, String)>,
    /// What the cell of the hours says besides.
    pub hours: String,
}

impl Remarks {
    /// Reads them out of their cells.
    pub fn take(cells: &mut Cells) -> Self {
        let mut pairs = Vec::new();
        let mut hours = String::new();
        for item in ["contact_remark", "remark", "hours"] {
            let Some(cell) = cells.take(item) else { continue };
            let (found, rest) = remark::split(&cell);
            pairs.extend(found);
            if item == "hours" {
                hours = rest;
            } else if !rest.is_empty() {
                cells.note(item, &rest);
            }
        }
        Remarks { pairs, hours }
    }

    /// What stands behind a word.
    pub fn get(&self, word: &str) -> Option<&str> {
        self.pairs.iter().find(|(own, _)| *own == word).map(|(_, value)| value.as_str())
    }

    /// The same where several may stand.
    pub fn lines(&self, word: &str) -> Vec<String> {
        self.get(word).map(|cell| parts(cell, &[remark::AND])).unwrap_or_default()
    }
}

/// A cell without the ways in which sheets, ours among them, say that it is text.
fn unwrapped(cell: &str) -> String {
    let formula = cell.strip_prefix("=\"").and_then(|cell| cell.strip_suffix('"'));
    formula.unwrap_or_else(|| sheet::unguarded(cell)).trim().to_owned()
}

/// Text is no Markdown and no furigana here.
pub fn harmless(text: &str) -> String {
    text.chars().fold(String::new(), |mut out, c| {
        if matches!(c, '*' | '[' | ']' | '`' | '{' | '}' | '<' | '\\') {
            out.push('\\');
        }
        out.push(c);
        out
    })
}

/// The parts of a cell, without empty ones.
pub fn parts(cell: &str, separators: &[char]) -> Vec<String> {
    cell.split(separators).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}
