//! Bytes of a spreadsheet → rows: encoding, separator and the line of the header are found out.

use encoding_rs::{Encoding, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

use crate::import::columns::{Columns, Mapping};

/// Lines among which the header is looked for.
const HEADER_WITHIN: usize = 40;
/// Line breaks in one cell above which a quotation mark was never closed.
const LONGEST_CELL: usize = 100;

/// A table as it was understood.
#[derive(Debug)]
pub struct Table {
    /// Name of the encoding.
    pub encoding: &'static str,
    /// `,`, tab or `;`.
    pub separator: char,
    /// The line on which the header stands, from 1.
    pub header_line: u64,
    /// What the columns mean.
    pub columns: Columns,
    /// Rows with something in them.
    pub rows: Vec<Row>,
    /// Rows without anything.
    pub blank: usize,
    /// Titles, remarks and repeated headers.
    pub remarks: usize,
}

/// One row.
#[derive(Clone, Debug)]
pub struct Row {
    /// The line on which it begins, from 1.
    pub line: u64,
    /// Its cells, tidied.
    pub cells: Vec<String>,
}

/// Why there is no table.
#[derive(Debug, PartialEq, Eq)]
pub enum Problem {
    /// No bytes, or nothing but white space.
    Empty,
    /// Neither UTF-8 nor CP932 nor UTF-16.
    Encoding,
    /// No line names its columns; with the cells of the likeliest line.
    Header(Vec<String>),
}

/// Reads a table.
///
/// # Errors
/// When nothing can be made of it.
pub fn read(bytes: &[u8], mapping: &Mapping) -> Result<Table, Problem> {
    let (text, encoding) = decode(bytes)?;
    if text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty() {
        return Err(Problem::Empty);
    }
    let separator = separator(&text);
    let mut lines = records(&text, separator, true);
    if lines.iter().any(|row| row.cells.iter().any(|cell| cell.matches('\n').count() > LONGEST_CELL)) {
        lines = records(&text, separator, false);
    }
    let known = |row: &Row| Columns::new(&row.cells, mapping);
    let best =
        lines.iter().take(HEADER_WITHIN).map(|row| known(row).score()).enumerate().max_by_key(|(at, score)| (*score, usize::MAX - at));
    let Some((header, _)) = best.filter(|(at, _)| known(&lines[*at]).has_name()) else {
        let widest = lines.iter().take(HEADER_WITHIN).max_by_key(|row| row.cells.iter().filter(|cell| !cell.is_empty()).count());
        return Err(Problem::Header(widest.map(|row| row.cells.clone()).unwrap_or_default()));
    };
    let columns = known(&lines[header]);
    let has_marks = lines[header].cells.first().is_some_and(|cell| cell.starts_with('#'));
    let (header_line, header_cells) = (lines[header].line, lines[header].cells.clone());
    let (mut rows, mut blank, mut remarks) = (Vec::new(), 0, header);
    for row in lines.drain(..).skip(header + 1) {
        if row.cells.iter().all(String::is_empty) {
            blank += 1;
        } else if row.cells == header_cells || (has_marks && row.cells[0].starts_with('#')) {
            remarks += 1;
        } else {
            rows.push(row);
        }
    }
    Ok(Table { encoding, separator, header_line, columns, rows, blank, remarks })
}

fn decode(bytes: &[u8]) -> Result<(String, &'static str), Problem> {
    if bytes.is_empty() {
        return Err(Problem::Empty);
    }
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        let name = if encoding == UTF_8 { "UTF-8（BOM つき）" } else { "UTF-16" };
        return strictly(encoding, bytes).map(|text| (text, name)).ok_or(Problem::Encoding);
    }
    let zeros = |odd: usize| bytes.iter().skip(odd).step_by(2).take(200).filter(|byte| **byte == 0).count();
    // Separators and line breaks are ASCII, so that UTF-16 has zeros in every file of a table.
    if bytes.len().is_multiple_of(2) && bytes.iter().take(400).any(|byte| *byte == 0) {
        let encoding = if zeros(1) >= zeros(0) { UTF_16LE } else { UTF_16BE };
        return strictly(encoding, bytes).map(|text| (text, "UTF-16（BOM なし）")).ok_or(Problem::Encoding);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((text.to_owned(), "UTF-8"));
    }
    strictly(SHIFT_JIS, bytes).map(|text| (text, "CP932（Shift_JIS）")).ok_or(Problem::Encoding)
}

fn strictly(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    let (text, _, has_errors) = encoding.decode(bytes);
    (!has_errors).then(|| text.into_owned())
}

/// The separator of which the first lines have most.
fn separator(text: &str) -> char {
    let mut counts = [(',', 0), ('\t', 0), (';', 0)];
    let mut is_quoted = false;
    for c in text.chars().take(20_000) {
        if c == '"' {
            is_quoted = !is_quoted;
        }
        if let Some((_, count)) = counts.iter_mut().find(|(separator, _)| *separator == c && !is_quoted) {
            *count += 1;
        }
    }
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(',', |(separator, _)| *separator)
}

fn records(text: &str, separator: char, is_quoting: bool) -> Vec<Row> {
    // One line end, so that lines are counted alike in every file.
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(u8::try_from(separator).unwrap_or(b','))
        .quoting(is_quoting)
        .from_reader(text.as_bytes());
    let records = reader.records().filter_map(Result::ok);
    records.map(|record| Row { line: record.position().map_or(0, csv::Position::line), cells: record.iter().map(tidy).collect() }).collect()
}

/// Without what cannot be seen: control characters, byte order marks, marks that turn the direction of writing; composed.
fn tidy(cell: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let cell: String = cell.replace("\r\n", "\n").replace('\r', "\n").nfc().collect();
    let seen = |c: &char| {
        *c == '\n'
            || *c == '\t'
            || !(c.is_control() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}'))
    };
    cell.chars().filter(seen).map(|c| if c == '\t' { ' ' } else { c }).collect::<String>().trim().to_owned()
}
