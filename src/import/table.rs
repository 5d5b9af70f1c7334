//! Bytes of a spreadsheet → rows: encoding, separator and the line of the header are found out.

use encoding_rs::{Encoding, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

use crate::import::columns::{Columns, Mapping};
use crate::import::spreadsheet::Sheet;
use crate::import::{quotes, spoilt};

/// Lines among which the header is looked for.
const HEADER_WITHIN: usize = 40;

/// A table as it was understood.
#[derive(Debug)]
pub struct Table {
    /// Name of the encoding.
    pub encoding: &'static str,
    /// `,`, tab or `;`; none of them between the cells of a sheet.
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
    /// Whether the ids are running numbers, which say nothing.
    pub has_numbers: bool,
    /// Line, and what was mended in it.
    pub mended: Vec<(u64, String)>,
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
    // One line end, so that lines are counted alike in every file.
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let (lines, mended) = records(&text, separator, mapping);
    rows(lines, mapping, (encoding, separator), mended)
}

/// Reads the first sheet of a workbook that is a table; gives its name.
///
/// # Errors
/// When none of them is.
pub fn of_sheets(sheets: &[Sheet], mapping: &Mapping) -> Result<(Table, String), Problem> {
    let mut problem = Problem::Empty;
    for sheet in sheets.iter().filter(|sheet| sheet.is_visible && !sheet.rows.is_empty()) {
        let lines = sheet.lines().into_iter().map(|(line, cells)| Row { line, cells: cells.iter().map(|cell| tidy(cell)).collect() });
        match rows(lines.collect(), mapping, ("表計算のファイル", '\0'), Vec::new()) {
            Ok(table) => return Ok((table, sheet.name.clone())),
            Err(Problem::Header(cells)) if problem == Problem::Empty => problem = Problem::Header(cells),
            Err(_) => {}
        }
    }
    Err(problem)
}

/// The lines as a table: which of them is the header, and which are rows.
///
/// # Errors
/// When no line names its columns.
pub fn rows(
    mut lines: Vec<Row>,
    mapping: &Mapping,
    (encoding, separator): (&'static str, char),
    mended: Vec<(u64, String)>,
) -> Result<Table, Problem> {
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
    let has_numbers = has_numbers(&columns, &header_cells, &rows);
    Ok(Table { encoding, separator, header_line, columns, rows, blank, remarks, has_numbers, mended })
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
        // A mark that nobody has closed speaks for its own line alone.
        is_quoted = c != '\n' && (is_quoted ^ (c == '"'));
        if let Some((_, count)) = counts.iter_mut().find(|(separator, _)| *separator == c && !is_quoted) {
            *count += 1;
        }
    }
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(',', |(separator, _)| *separator)
}

/// Whether the ids only count the rows: their column says so, or they run on by one from row to row.
fn has_numbers(columns: &Columns, headers: &[String], rows: &[Row]) -> bool {
    let Some(at) = columns.items.iter().position(|item| *item == Some("id")) else { return false };
    let header: String = headers.get(at).map(|header| header.trim().to_lowercase()).unwrap_or_default();
    if ["no", "no.", "no．", "№", "#", "_id", "番号", "連番", "項番", "通し番号", "整理番号"].contains(&header.as_str()) {
        return true;
    }
    let ids: Option<Vec<u64>> =
        rows.iter().filter_map(|row| row.cells.get(at)).filter(|cell| !cell.is_empty()).map(|cell| cell.parse().ok()).collect();
    ids.is_some_and(|ids| ids.len() > 1 && ids.windows(2).all(|pair| pair[1] == pair[0] + 1))
}

/// The lines as rows, with what was mended in them.
fn records(text: &str, separator: char, mapping: &Mapping) -> (Vec<Row>, Vec<(u64, String)>) {
    let mut mended = Vec::new();
    let rows = quotes::records(text, separator, &widths(text, separator, mapping)).into_iter().map(|record| {
        if record.is_mended {
            mended.push((record.line, "「\"」が閉じられていないので、その「\"」を除いて読みました".to_owned()));
        }
        let cells = record.cells.iter().map(|cell| match spoilt::unscrambled(cell) {
            Some(meant) => {
                mended.push((record.line, format!("文字化けを直して読みました: {}", tidy(&meant))));
                tidy(&meant)
            }
            None => tidy(cell),
        });
        Row { line: record.line, cells: cells.collect() }
    });
    let rows = rows.collect();
    (rows, mended)
}

/// How many cells a row has: as many as the line that names the columns, or as the widest of the first lines.
fn widths(text: &str, separator: char, mapping: &Mapping) -> [usize; 2] {
    let lines: Vec<Vec<String>> = text.split('\n').take(HEADER_WITHIN).map(|line| quotes::alone(line, separator)).collect();
    let header = lines.iter().max_by_key(|cells| Columns::new(cells, mapping).score()).map_or(0, Vec::len);
    [header, lines.iter().map(Vec::len).max().unwrap_or(0)]
}

/// Without what cannot be seen: control characters, byte order marks, marks that turn the direction of writing; composed.
fn tidy(cell: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let cell: String = cell.replace("\r\n", "\n").replace('\r', "\n").nfc().collect();
    let seen = |c: &char| {
        *c == '\n'
            || *c == '\t'
            // The bytes of scrambled letters can be told from nothing.
            || ('\u{80}'..='\u{9f}').contains(c)
            || !(c.is_control() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}'))
    };
    cell.chars().filter(seen).map(|c| if c == '\t' { ' ' } else { c }).collect::<String>().trim().to_owned()
}
