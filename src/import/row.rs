//! One row → the fields of a resource, as values. Every cell is placed, or kept as a note for staff.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::content::values::{self, is_id};
use crate::import::cells::{Cells, Remarks, Told, harmless, parts};
use crate::import::same::Signs;
use crate::import::table::{Row, Table};
use crate::import::{contact, offer, place, sheet_rows, times};
use crate::model::area::Area;
use crate::model::dataset::remark;
use crate::model::date::PartialDate;
use crate::model::vocabulary::Vocabulary;
use crate::model::{kana, romaji};
use crate::source::edit::Data;

/// What is known of the content and asked for on the command line.
#[derive(Debug)]
pub struct Options<'a> {
    /// The words.
    pub vocabulary: &'a Vocabulary,
    /// The areas.
    pub areas: &'a [Area],
    /// Kind of rows that do not say theirs.
    pub kind: Option<&'a str>,
    /// Area of rows that do not say theirs.
    pub area: Option<&'a str>,
    /// The file, for staff.
    pub file: &'a str,
    /// The table as visitors read of it.
    pub source: &'a str,
    /// The day of the import.
    pub date: Date,
}

/// A row as a resource to be.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The line of the row.
    pub line: u64,
    /// What it is recognised by in a later table.
    pub signs: Signs,
    /// The folder.
    pub folder: String,
    /// The file's name, if it can have the wanted one.
    pub slug: String,
    /// Whether folder and name are the row's own id, which must not be changed.
    pub is_own: bool,
    /// Name of a field, and its value.
    pub fields: Vec<(String, Data)>,
    /// Codes of other registers: column → value. They stand in the record and in no file.
    pub codes: BTreeMap<String, String>,
    /// Cells that were not taken as they stood.
    pub told: Vec<Told>,
}

/// Understands a row.
///
/// # Errors
/// The reason why it becomes no file, in the words of the report.
pub fn read(row: &Row, table: &Table, options: &Options) -> Result<Draft, String> {
    sheet_rows::refused(row, &table.columns)?;
    let mut cells = Cells::new(row, &table.columns);
    let name = cells.take("name").ok_or("名称が空か、表計算の誤り（#NAME? など）です。結合されたセルかもしれません")?;
    let name = name.replace(['\n', '{', '}', '|'], " ");
    let remarks = Remarks::take(&mut cells);
    let id = cells.take_titled("id");
    let address = place::address(&mut cells);
    let own = id.as_ref().map(|(_, id)| id.as_str());
    let (folder, own_slug) = place::folder(&mut cells, own, &address, options)?;
    let kind = place::kind(&mut cells, &remarks, options)?;
    let reading = cells.take("reading").map(|reading| kana::reading(&reading).split_whitespace().collect::<Vec<_>>().join(" "));
    let mut fields = Fields::default();
    fields.text("name", &name);
    fields.maybe("reading", reading.as_deref());
    let others: Vec<String> = cells.take_all("other").iter().flat_map(|(_, cell)| parts(cell, &[';', '；'])).collect();
    fields.texts("other_names", &others);
    fields.text("kind", &kind);
    // What it offers is known when everything else has been looked at; the summary stands here.
    let at_summary = fields.0.len();
    let organizers: Vec<String> = cells.take_all("organizer").iter().flat_map(|(_, cell)| parts(cell, &[';', '；', '\n'])).collect();
    fields.texts("organizers", &organizers);
    place::venue(&mut cells, &mut fields, address.as_deref(), &remarks);
    let phone = contact::contacts(&mut cells, &mut fields, &remarks);
    times::hours(&mut cells, &mut fields, &remarks);
    times::sessions(&mut cells, &mut fields, options.date);
    offer::offers(&mut cells, &mut fields, &remarks);
    if let Some(url) = cells.checked("url", "アドレスとして読めないので、staff_note に残しました", values::url) {
        fields.list("links", vec![Data::map([("label", Data::text("ホームページ")), ("url", Data::text(url.value))])]);
    }
    let checked = remarks.get(remark::CHECKED).filter(|date| PartialDate::parse(date).is_some());
    fields.maybe("checked", checked);
    let source = Data::map([("title", Data::text(options.source)), ("date", Data::text(options.date.to_string()))]);
    fields.list("sources", vec![source]);
    cells.keep_rest();
    let summary = summary(&mut cells, &folder, &kind, options);
    fields.0.insert(at_summary, ("summary".to_owned(), Data::Text(summary)));
    if !cells.notes.is_empty() {
        fields.put("staff_note", Data::Text(lines(&cells.notes.join("\n"))));
    }
    let is_own = own_slug.is_some();
    let is_number = !is_own && table.has_numbers;
    let signs = Signs {
        id: own.unwrap_or_default().to_owned(),
        is_number,
        name: name.clone(),
        address: address.clone().unwrap_or_default(),
        phone: phone.unwrap_or_default(),
    };
    let reading_slug = reading.as_deref().and_then(romaji::slug);
    let numbered = Some(format!("no-{}", signs.own_id().to_ascii_lowercase())).filter(|slug| is_id(slug));
    let hashed = || format!("place-{:08x}", hash(&format!("{name}{}", address.as_deref().unwrap_or(""))));
    let slug = own_slug.or(reading_slug).or(numbered).unwrap_or_else(hashed);
    cells.codes.extend(id);
    Ok(Draft { line: row.line, signs, folder, slug, is_own, fields: fields.0, codes: cells.codes, told: cells.told })
}

/// What the table says of it; at the least what is certain, in a sentence that may go out.
fn summary(cells: &mut Cells, folder: &str, kind: &str, options: &Options) -> String {
    let said: Vec<String> = cells.summaries.drain(..).map(|text| harmless(&text)).collect();
    let area = options.areas.iter().find(|area| area.id.value == folder).map_or(folder, |area| &area.name);
    let kind = options.vocabulary.kinds.iter().find(|own| own.id.value == kind).map_or(kind, |kind| &kind.label);
    let first = if said.is_empty() { format!("{area}の{kind}です。") } else { said.join("\n\n") };
    let offers: Vec<String> = cells.offers.drain(..).map(|offer| format!("- {}", harmless(&offer.replace('\n', " ")))).collect();
    if offers.is_empty() {
        return lines(&first);
    }
    lines(&format!("{first}\n\n{}", offers.join("\n")))
}

/// Lines without the blanks around them.
fn lines(text: &str) -> String {
    text.trim().lines().map(str::trim).collect::<Vec<_>>().join("\n")
}

/// Fields in order.
#[derive(Default)]
pub struct Fields(Vec<(String, Data)>);

impl Fields {
    /// A field with its value.
    pub fn put(&mut self, key: &str, data: Data) {
        self.0.push((key.to_owned(), data));
    }

    /// A list, where it has anything in it.
    pub fn list(&mut self, key: &str, items: Vec<Data>) {
        if !items.is_empty() {
            self.put(key, Data::List(items));
        }
    }

    /// A text.
    pub fn text(&mut self, key: &str, text: &str) {
        self.put(key, Data::text(text));
    }

    /// A text, where there is one.
    pub fn maybe(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            self.text(key, text);
        }
    }

    /// A list of texts, where there are any.
    pub fn texts(&mut self, key: &str, texts: &[String]) {
        if !texts.is_empty() {
            self.put(key, Data::texts(texts));
        }
    }
}

/// FNV-1a: a name that is always the same.
fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
