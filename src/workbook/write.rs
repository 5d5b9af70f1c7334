//! All files → a workbook.
//!
//! What people see is for them: lists to choose from, dates as dates, phone numbers as text, a head that stays, ids that cannot be
//! changed by mistake. Every cell stands once more, as text, on a sheet that nobody sees: what differs from it when the workbook
//! comes back was changed in between. Texts are written as texts, so that no cell computes anything.

use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, Formula, Note, ProtectionOptions, Workbook, Worksheet, XlsxError,
};

use crate::input::Tree;
use crate::model::date::PartialDate;
use crate::source::edit::{self, Data, Form, at};
use crate::workbook::cells::{FIXED, items, shown};
use crate::workbook::columns::{Column, ID, Kind, Layout, NUMBER, OWNER, Shape};

/// Name of the sheet that says what the workbook is.
pub(super) const MARK: &str = "shiori";
/// The name of the sheet with what a sheet said when it was written.
pub(super) fn base_name(name: &str) -> String {
    format!("もと_{name}")
}

/// Rows below the last that may be filled in.
const SPARE: u32 = 300;
/// Letters of a remark.
const LONGEST_NOTE: usize = 1000;

/// An entry of the content.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) path: String,
    pub(super) data: Data,
}

/// The id of an entry's own file, which is no variation of another.
pub(super) fn id(path: &str) -> Option<&str> {
    let name = path.strip_prefix("resources/")?;
    let id = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".md"))?;
    (!id.contains('.') && id.matches('/').count() == 1).then_some(id)
}

/// All entries in order, and the files that cannot be read.
pub(super) fn entries(tree: &Tree) -> (Vec<Entry>, Vec<String>) {
    let (mut entries, mut unread) = (Vec::new(), Vec::new());
    for (path, bytes) in &tree.files {
        let Some(id) = id(path) else { continue };
        let data = std::str::from_utf8(bytes).ok().and_then(|text| edit::read(text, Form::of(path)).ok());
        match data {
            Some(data @ Data::Map(_)) => entries.push(Entry { id: id.to_owned(), path: path.clone(), data }),
            _ => unread.push(path.clone()),
        }
    }
    (entries, unread)
}

/// A row: of an entry, or of one of its items, counted from 1.
pub(super) struct Row<'e> {
    pub(super) entry: &'e Entry,
    pub(super) number: Option<usize>,
    pub(super) cells: Vec<String>,
}

/// The rows of a sheet.
pub(super) fn rows<'e>(kind: &Kind, entries: &'e [Entry], layout: &Layout) -> Vec<Row<'e>> {
    let mut rows = Vec::new();
    for entry in entries {
        for (number, place) in items(&entry.data, kind).into_iter().enumerate() {
            let Some(item) = at(&entry.data, &place) else { continue };
            let cells = kind.columns.iter().map(|column| shown(item, kind, column, layout)).collect();
            rows.push(Row { entry, number: (!kind.lists.is_empty()).then_some(number + 1), cells });
        }
    }
    rows
}

/// The workbook, and the files that are not in it because they cannot be read.
///
/// # Errors
/// What Excel's form does not allow.
pub fn workbook(tree: &Tree, layout: &Layout) -> Result<(Vec<u8>, Vec<String>), String> {
    let (entries, unread) = entries(tree);
    let bytes = written(&entries, layout).map_err(|error| error.to_string())?;
    Ok((bytes, unread))
}

fn written(entries: &[Entry], layout: &Layout) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The day would make other bytes of the same content.
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    let looks = Looks::new();
    for kind in &layout.sheets {
        let rows = rows(kind, entries, layout);
        sheet(book.add_worksheet(), kind, &rows, layout, &looks)?;
    }
    lists(book.add_worksheet(), layout)?;
    for kind in &layout.sheets {
        let rows = rows(kind, entries, layout);
        base(book.add_worksheet(), kind, &rows)?;
    }
    let mark = book.add_worksheet().set_name(MARK)?.set_very_hidden(true);
    mark.write_string(0, 0, "shiori workbook 1")?;
    book.save_to_buffer()
}

/// How cells look, and which can be changed.
struct Looks {
    head: Format,
    fixed: Format,
    text: Format,
    date: Format,
}

impl Looks {
    fn new() -> Self {
        let text = || Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top);
        Looks {
            head: text().set_bold().set_background_color("#E8E2D4"),
            fixed: text().set_background_color("#F2F2F2"),
            text: text().set_unlocked(),
            date: Format::new().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Top).set_align(FormatAlign::Left).set_unlocked(),
        }
    }
}

/// The columns before those of the table: id, number, and whose item it is.
pub(super) fn lead(kind: &Kind) -> &'static [&'static str] {
    if kind.lists.is_empty() { &[ID] } else { &[ID, NUMBER, OWNER] }
}

fn sheet(sheet: &mut Worksheet, kind: &Kind, rows: &[Row], layout: &Layout, looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_name(kind.name)?;
    let lead = lead(kind);
    let last = to_row(rows.len()) + SPARE;
    for (at, header) in lead.iter().enumerate() {
        let column = to_column(at);
        sheet.set_column_format(column, &looks.text)?.set_column_width(column, if at == 1 { 6 } else { 26 })?;
        sheet.write_string_with_format(0, column, *header, &looks.head)?;
    }
    let help = "ページのアドレスになります。ある行のものは変えられません。足すときは、下の空いた行に「地域のid/名前」（半角の英小文字、数字、ハイフン）を書きます";
    let of_items = "場所のシートの ID。足すときは、下の空いた行に ID を書き、番号は空けておきます。消すときは、行の中身を空にします";
    sheet.insert_note(0, 0, &note(if kind.lists.is_empty() { help } else { of_items }))?;
    for (at, column) in kind.columns.iter().enumerate() {
        let number = to_column(lead.len() + at);
        sheet.set_column_format(number, &looks.text)?.set_column_width(number, width(column))?;
        sheet.write_string_with_format(0, number, column.header.as_str(), &looks.head)?;
        let help = helped(column, layout);
        if !help.is_empty() {
            sheet.insert_note(0, number, &note(&help))?;
        }
        if let Shape::Choice(of) = column.shape {
            sheet.add_data_validation(1, number, last, number, &choice(of, layout)?)?;
        }
    }
    for (at, row) in rows.iter().enumerate() {
        let line = to_row(at) + 1;
        sheet.write_string_with_format(line, 0, row.entry.id.as_str(), &looks.fixed)?;
        if let Some(number) = row.number {
            sheet.write_string_with_format(line, 1, number.to_string(), &looks.fixed)?;
            sheet.write_string_with_format(line, 2, owner(row.entry), &looks.fixed)?;
        }
        for (at, (text, column)) in row.cells.iter().zip(&kind.columns).enumerate() {
            let number = to_column(lead.len() + at);
            match date(text, column.shape) {
                Some(date) => drop(sheet.write_datetime_with_format(line, number, &date, &looks.date)?),
                None if text == FIXED => drop(sheet.write_string_with_format(line, number, text, &looks.fixed)?),
                None if text.is_empty() => {}
                None => drop(sheet.write_string_with_format(line, number, text, &looks.text)?),
            }
        }
        // A memo for staff is seen where the name is.
        if let Some(memo) = row.entry.data.get("staff_note").and_then(Data::as_text).filter(|_| kind.lists.is_empty()) {
            sheet.insert_note(line, 1, &note(memo))?;
        }
    }
    let width = to_column(lead.len() + kind.columns.len() - 1);
    sheet.set_freeze_panes(1, to_column(if kind.lists.is_empty() { 2 } else { lead.len() }))?;
    sheet.autofilter(0, 0, to_row(rows.len()).max(1), width)?;
    sheet.protect_with_options(&ProtectionOptions {
        format_cells: true,
        format_columns: true,
        format_rows: true,
        sort: true,
        use_autofilter: true,
        ..ProtectionOptions::default()
    });
    Ok(())
}

/// The words to choose from, a list a column, where the lists of cells find them: a list in a cell has room for few.
fn lists(sheet: &mut Worksheet, layout: &Layout) -> Result<(), XlsxError> {
    sheet.set_name("候補")?.set_hidden(true);
    for (column, list) in layout.lists.iter().enumerate() {
        for (row, (id, _)) in list.words.iter().enumerate() {
            sheet.write_string(to_row(row), to_column(column), layout.label(column, id))?;
        }
    }
    Ok(())
}

fn base(sheet: &mut Worksheet, kind: &Kind, rows: &[Row]) -> Result<(), XlsxError> {
    sheet.set_name(base_name(kind.name))?.set_very_hidden(true);
    let headers = [ID, NUMBER].into_iter().chain(kind.columns.iter().map(|column| column.header.as_str()));
    for (column, header) in headers.enumerate() {
        sheet.write_string(0, to_column(column), header)?;
    }
    for (at, row) in rows.iter().enumerate() {
        let line = to_row(at) + 1;
        let number = row.number.map(|number| number.to_string()).unwrap_or_default();
        let cells = [row.entry.id.as_str(), number.as_str()].into_iter().chain(row.cells.iter().map(String::as_str));
        for (column, text) in cells.enumerate().filter(|(_, text)| !text.is_empty()) {
            sheet.write_string(line, to_column(column), text)?;
        }
    }
    Ok(())
}

fn owner(entry: &Entry) -> &str {
    entry.data.get("name").and_then(Data::as_text).unwrap_or("").trim()
}

fn note(text: &str) -> Note {
    Note::new(text.chars().take(LONGEST_NOTE).collect::<String>()).add_author_prefix(false).set_width(260)
}

fn helped(column: &Column, layout: &Layout) -> String {
    match column.shape {
        Shape::Choices(of) => {
            let words: Vec<String> = layout.lists[of].words.iter().map(|(id, _)| layout.label(of, id)).collect();
            format!("{}\n{}", column.help, words.join("\n"))
        }
        Shape::Text | Shape::Prose | Shape::Lines | Shape::Pairs | Shape::Position | Shape::Date | Shape::Choice(_) => column.help.clone(),
    }
}

fn choice(of: usize, layout: &Layout) -> Result<DataValidation, XlsxError> {
    let letter = char::from(b'A' + u8::try_from(of).unwrap_or(0));
    let last = layout.lists[of].words.len().max(1);
    let list = DataValidation::new().allow_list_formula(Formula::new(format!("=候補!${letter}$1:${letter}${last}")));
    list.set_error_title("選べない言葉です")?.set_error_message("セルの ▼ から選んでください")
}

fn width(column: &Column) -> u32 {
    match column.shape {
        Shape::Prose => 44,
        Shape::Text | Shape::Lines | Shape::Pairs | Shape::Position | Shape::Choices(_) => 24,
        Shape::Date | Shape::Choice(_) => 14,
    }
}

/// A whole day as Excel counts it.
fn date(text: &str, shape: Shape) -> Option<ExcelDateTime> {
    let date = PartialDate::parse(text).filter(|date| shape == Shape::Date && date.to_string() == text)?;
    let (year, month, day) = (u16::try_from(date.year).ok()?, u8::try_from(date.month?).ok()?, u8::try_from(date.day?).ok()?);
    // Excel counts from 1900, and knows a day in it that was not.
    (year > 1900).then(|| ExcelDateTime::from_ymd(year, month, day).ok())?
}

fn to_row(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn to_column(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}
