//! Workbooks of Excel (`.xlsx`) and LibreOffice (`.ods`) → sheets of cells as text.
//!
//! Cells are read one by one into ordered maps: a workbook may say that it has a cell in its last corner, and take no memory for it.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, DataRef, ExcelDateTime, Ods, Reader, SheetVisible, Xlsx};

/// Columns beyond which nothing is read; the widest honest table has some hundred.
const WIDEST: u32 = 1000;
/// Cells of one workbook above which it is refused.
const MOST_CELLS: usize = 3_000_000;

/// A sheet.
#[derive(Debug)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Whether people see it.
    pub is_visible: bool,
    /// Row → column → cell, both from 0; empty cells are not there.
    pub rows: BTreeMap<u32, BTreeMap<u32, Cell>>,
}

/// A cell with something in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// As people read it; dates as `2026-06-12`, times as `09:30`.
    pub text: String,
    /// Whether a formula computes it.
    pub is_computed: bool,
}

/// Whether the bytes are a workbook, whatever its name says.
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Reads all sheets.
///
/// # Errors
/// What is wrong with the file, in words for people.
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, String> {
    let broken = || "表計算のファイルとして読めません。Excel で開いて、.xlsx の形で保存し直してください".to_owned();
    if let Ok(mut book) = Xlsx::new(Cursor::new(bytes)) {
        return excel(&mut book).map_err(|too_large| if too_large { too_many() } else { broken() });
    }
    let mut book = Ods::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let names: Vec<(String, bool)> = visible(&book);
    let mut sheets = Vec::new();
    for (name, is_visible) in names {
        let range = book.worksheet_range(&name).map_err(|_| broken())?;
        let formulas = book.worksheet_formula(&name).unwrap_or_default();
        let (top, left) = range.start().unwrap_or_default();
        let mut sheet = Sheet { name, is_visible, rows: BTreeMap::new() };
        for (row, column, data) in range.used_cells() {
            sheet.put(top + to_u32(row), left + to_u32(column), text(data));
        }
        let (top, left) = formulas.start().unwrap_or_default();
        for (row, column, formula) in formulas.used_cells() {
            sheet.mark(top + to_u32(row), left + to_u32(column), formula);
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

fn too_many() -> String {
    "セルが多すぎます。要らないシートや行を消してください".to_owned()
}

fn visible<B: Reader<R>, R: std::io::Read + std::io::Seek>(book: &B) -> Vec<(String, bool)> {
    book.sheets_metadata().iter().map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible)).collect()
}

fn to_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// An error says whether there are too many cells.
fn excel(book: &mut Xlsx<Cursor<&[u8]>>) -> Result<Vec<Sheet>, bool> {
    let mut count = 0;
    let mut sheets = Vec::new();
    for (name, is_visible) in visible(book) {
        let mut sheet = Sheet { name: name.clone(), is_visible, rows: BTreeMap::new() };
        // Charts are no sheets with cells.
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else { continue };
        while let Some(cell) = cells.next_cell().map_err(|_| false)? {
            count += 1;
            if count > MOST_CELLS {
                return Err(true);
            }
            let (row, column) = cell.get_position();
            if !matches!(cell.get_value(), DataRef::Empty) {
                sheet.put(row, column, text(&Data::from(cell.get_value().clone())));
            }
        }
        drop(cells);
        if let Ok(mut formulas) = book.worksheet_cells_reader(&name) {
            while let Ok(Some(cell)) = formulas.next_formula() {
                let (row, column) = cell.get_position();
                sheet.mark(row, column, cell.get_value());
            }
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

impl Sheet {
    fn put(&mut self, row: u32, column: u32, text: String) {
        if column < WIDEST && !text.is_empty() {
            self.rows.entry(row).or_default().insert(column, Cell { text, is_computed: false });
        }
    }

    fn mark(&mut self, row: u32, column: u32, formula: &str) {
        if column < WIDEST && !formula.is_empty() {
            let cell = self.rows.entry(row).or_default().entry(column);
            cell.or_insert_with(|| Cell { text: String::new(), is_computed: true }).is_computed = true;
        }
    }

    /// A cell, if it is there.
    pub fn cell(&self, row: u32, column: u32) -> Option<&Cell> {
        self.rows.get(&row)?.get(&column)
    }

    /// Its rows in full width, each with its number from 1.
    pub fn lines(&self) -> Vec<(u64, Vec<String>)> {
        let width = self.rows.values().filter_map(|row| row.last_key_value()).map(|(column, _)| column + 1).max().unwrap_or(0);
        let cell = |row: &BTreeMap<u32, Cell>, column: u32| row.get(&column).map_or_else(String::new, |cell| cell.text.clone());
        self.rows.iter().map(|(number, row)| (u64::from(*number) + 1, (0..width).map(|column| cell(row, column)).collect())).collect()
    }
}

/// The address of a cell as sheets call it: `C5`.
pub fn address(row: u32, column: u32) -> String {
    let mut letters = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.insert(0, char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    format!("{letters}{}", row + 1)
}

fn text(data: &Data) -> String {
    match data {
        Data::Empty => String::new(),
        Data::String(text) => text.replace("\r\n", "\n").replace('\r', "\n"),
        Data::Int(number) => number.to_string(),
        // Written out in full: 724715678 and not 7.2E8.
        Data::Float(number) => format!("{number}"),
        Data::Bool(is_so) => if *is_so { "TRUE" } else { "FALSE" }.to_owned(),
        Data::DateTime(moment) => moment_text(moment),
        Data::DateTimeIso(text) => iso(text),
        Data::DurationIso(text) => duration(text).unwrap_or_else(|| text.clone()),
        Data::Error(error) => error.to_string(),
    }
}

fn moment_text(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    let days = moment.as_f64();
    if moment.is_duration() || (0.0..1.0).contains(&days) {
        let minutes = (days * 1440.0).round() as u64;
        return format!("{:02}:{:02}", minutes / 60, minutes % 60);
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    if days.fract() == 0.0 { date } else { format!("{date} {hour:02}:{minute:02}") }
}

/// `2026-06-12T00:00:00` as a day; a time of day stays.
fn iso(text: &str) -> String {
    match text.split_once('T') {
        Some((date, time)) if time.starts_with("00:00") => date.to_owned(),
        Some((date, time)) => format!("{date} {}", time.get(..5).unwrap_or(time)),
        None => text.to_owned(),
    }
}

/// `PT09H30M00S` as `09:30`.
fn duration(text: &str) -> Option<String> {
    let (hours, rest) = text.strip_prefix("PT")?.split_once('H')?;
    let (minutes, _) = rest.split_once('M')?;
    Some(format!("{:02}:{:02}", hours.parse::<u32>().ok()?, minutes.parse::<u32>().ok()?))
}

#[cfg(test)]
mod tests {
    use calamine::{CellErrorType, Data, ExcelDateTime, ExcelDateTimeType};

    use super::{address, read, text};

    #[test]
    fn cells_are_read_as_people_read_them() {
        let moment = |value: f64| Data::DateTime(ExcelDateTime::new(value, ExcelDateTimeType::DateTime, false));
        for (data, expected) in [
            (Data::Empty, ""),
            (Data::String("一\r\n二".to_owned()), "一\n二"),
            (Data::Int(3), "3"),
            (Data::Float(724_715_678.0), "724715678"),
            (Data::Float(34.3623), "34.3623"),
            (Data::Float(4e12), "4000000000000"),
            (Data::Float(-0.5), "-0.5"),
            (Data::Bool(true), "TRUE"),
            (moment(46_185.0), "2026-06-12"),
            (moment(0.395_833_333_333), "09:30"),
            (moment(46_185.5), "2026-06-12 12:00"),
            (Data::DateTimeIso("2026-06-12T00:00:00".to_owned()), "2026-06-12"),
            (Data::DateTimeIso("2026-06-12".to_owned()), "2026-06-12"),
            (Data::DateTimeIso("2026-06-12T09:30:00".to_owned()), "2026-06-12 09:30"),
            (Data::DurationIso("PT09H30M00S".to_owned()), "09:30"),
            (Data::DurationIso("P1D".to_owned()), "P1D"),
            (Data::Error(CellErrorType::Ref), "#REF!"),
        ] {
            assert_eq!(text(&data), expected, "{data:?}");
        }
    }

    #[test]
    fn cells_are_called_as_sheets_call_them() {
        for (row, column, expected) in [(0, 0, "A1"), (4, 2, "C5"), (0, 25, "Z1"), (0, 26, "AA1"), (9, 701, "ZZ10"), (0, 702, "AAA1")] {
            assert_eq!(address(row, column), expected);
        }
    }

    #[test]
    fn what_is_no_workbook_is_refused() {
        for bytes in [&b""[..], b"PK\x03\x04", b"name,address\n", &[0xd0, 0xcf, 0x11, 0xe0]] {
            assert!(read(bytes).is_err());
        }
    }
}
