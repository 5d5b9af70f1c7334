//! The table of `opendata/` that comes back into the same site: what was changed in it.
//!
//! A cell was changed where it differs from what the table would say today. Columns that are made of others (days, codes of towns,
//! pictures) cannot be read back, and say so.

use std::collections::BTreeMap;

use crate::import::table::Table;
use crate::model::dataset::{ACCESSIBILITY, remark};
use crate::model::kana;
use crate::model::sheet::unguarded;
use crate::source::edit::Data;

/// A value that was changed.
#[derive(Debug)]
pub(crate) struct Patch {
    /// Whose it is.
    pub(crate) id: String,
    /// The field whose item it belongs to; none for the entry's own.
    pub(crate) list: Option<&'static str>,
    /// Which item, from 0.
    pub(crate) number: usize,
    /// The field.
    pub(crate) path: Vec<&'static str>,
    /// What it becomes, as a cell of the workbook would say it; none where it cannot be read back.
    pub(crate) text: Option<String>,
    /// Line and column, for people.
    pub(crate) spot: String,
}

/// Whether a table is the one of this site: its columns are those of `opendata/`, and some of its ids are entries.
pub(crate) fn is_ours(table: &Table, is_entry: impl Fn(&str) -> bool) -> bool {
    let id = table.columns.headers.iter().position(|header| header == "ID");
    let has_ours = |at: usize| table.rows.iter().any(|row| row.cells.get(at).is_some_and(|id| is_entry(id)));
    table.columns.headers.iter().any(|header| header == "利用可能時間特記事項") && id.is_some_and(has_ours)
}

/// What was changed. `base` is the table as it would be written today; `contact` gives the number of the contact that an entry's row
/// speaks of. Rows of other ids are given back as their line and id.
pub(crate) fn patches(table: &Table, base: &Table, contact: impl Fn(&str) -> usize) -> (Vec<Patch>, Vec<(u64, String)>) {
    let rows = |table: &Table| -> Vec<(u64, BTreeMap<String, String>)> {
        let cells = |cells: &[String]| {
            table.columns.headers.iter().cloned().zip(cells.iter().map(|cell| unguarded(cell).to_owned())).collect::<BTreeMap<_, _>>()
        };
        table.rows.iter().map(|row| (row.line, cells(&row.cells))).collect()
    };
    let id = |row: &BTreeMap<String, String>| row.get("ID").cloned().unwrap_or_default();
    let before: BTreeMap<String, BTreeMap<String, String>> = rows(base).into_iter().map(|(_, row)| (id(&row), row)).collect();
    let (mut patches, mut unknown) = (Vec::new(), Vec::new());
    for (line, row) in rows(table) {
        let id = id(&row);
        let Some(old) = before.get(&id) else {
            unknown.push((line, id));
            continue;
        };
        let changed = |header: &str| row.get(header).is_some_and(|new| Some(new) != old.get(header));
        // A position is two cells and one value.
        if changed("緯度") || changed("経度") {
            let cell = |header: &str| row.get(header).map_or("", String::as_str);
            let both = format!("{}, {}", cell("緯度"), cell("経度"));
            let text = if both == ", " { String::new() } else { both };
            patches.push(Patch { text: Some(text), ..patch(&id, line, "緯度", Some("venues"), 0, vec!["location"]) });
        }
        for (header, new) in row.iter().filter(|(header, _)| changed(header) && !matches!(header.as_str(), "緯度" | "経度")) {
            let old = old.get(header).map_or("", String::as_str);
            patches.extend(of_cell(&id, line, header, old, new, contact(&id)));
        }
    }
    (patches, unknown)
}

fn patch(id: &str, line: u64, header: &str, list: Option<&'static str>, number: usize, path: Vec<&'static str>) -> Patch {
    Patch { id: id.to_owned(), list, number, path, text: None, spot: format!("{line} 行目「{header}」") }
}

fn of_cell(id: &str, line: u64, header: &str, old: &str, new: &str, contact: usize) -> Vec<Patch> {
    let of = |list: Option<&'static str>, number: usize, path: &[&'static str], text: String| {
        vec![Patch { text: Some(text), ..patch(id, line, header, list, number, path.to_vec()) }]
    };
    let (venue, contacts) = (Some("venues"), Some("contacts"));
    let new_text = || new.to_owned();
    match header {
        "名称" => of(None, 0, &["name"], new_text()),
        "名称_カナ" => of(None, 0, &["reading"], kana::reading(new)),
        "名称_通称" => of(None, 0, &["other_names"], new.replace([';', '；'], "\n")),
        "説明" => of(None, 0, &["summary"], new_text()),
        "所在地_連結表記" => of(venue, 0, &["address"], new_text()),
        "郵便番号" => of(venue, 0, &["postal_code"], with_hyphen(new)),
        "電話番号" => of(contacts, contact, &["phone"], new_text()),
        "内線番号" => of(contacts, contact, &["extension"], new_text()),
        "連絡先メールアドレス" => of(contacts, contact, &["email"], new_text()),
        "連絡先FormURL" => of(contacts, contact, &["url"], new_text()),
        "URL" => of(Some("links"), 0, &["url"], new_text()),
        "利用可能時間特記事項" | "備考" | "連絡先備考（その他、SNSなど）" => {
            remarks(id, line, header, old, new, contact)
        }
        _ => match ACCESSIBILITY.iter().find(|(column, _)| *column == header) {
            Some((_, key)) => of(None, 0, &["accessibility", key], new_text()),
            None => vec![patch(id, line, header, None, 0, Vec::new())],
        },
    }
}

/// A cell that holds several values, each behind its word.
fn remarks(id: &str, line: u64, header: &str, old: &str, new: &str, contact: usize) -> Vec<Patch> {
    let ((old, old_rest), (new, new_rest)) = (remark::split(old), remark::split(new));
    let said = |pairs: &[(&str, String)], word: &str| pairs.iter().find(|(own, _)| *own == word).map_or("", |(_, text)| text).to_owned();
    let mut patches = Vec::new();
    for word in remark::ALL {
        let text = said(&new, word);
        if said(&old, word) == text {
            continue;
        }
        let (list, number, path): (Option<&'static str>, usize, &'static str) = match word {
            remark::HOURS => (None, 0, "hours"),
            remark::CLOSED => (None, 0, "closed"),
            remark::KIND => (None, 0, "kind"),
            remark::CHECKED => (None, 0, "checked"),
            remark::FEE => (None, 0, "fee"),
            remark::ACCESS => (Some("venues"), 0, "access"),
            remark::UNDISCLOSED => (Some("venues"), 0, "undisclosed"),
            remark::LABEL => (Some("contacts"), contact, "label"),
            remark::PURPOSE => (Some("contacts"), contact, "purpose"),
            remark::ANSWERED => (Some("contacts"), contact, "hours"),
            _ => (Some("contacts"), contact, "fax"),
        };
        let is_list = matches!(word, remark::HOURS | remark::CLOSED | remark::ACCESS);
        let text = if is_list { text.replace(remark::AND, "\n") } else { text };
        patches.push(Patch { text: Some(text), ..patch(id, line, header, list, number, vec![path]) });
    }
    if old_rest != new_rest {
        patches.push(patch(id, line, header, None, 0, Vec::new()));
    }
    patches
}

fn with_hyphen(code: &str) -> String {
    let is_bare = code.len() == 7 && code.bytes().all(|byte| byte.is_ascii_digit());
    if is_bare { format!("{}-{}", &code[..3], &code[3..]) } else { code.to_owned() }
}

/// The contact that the row of an entry speaks of: the first that can be called.
pub(crate) fn contact(entry: &Data) -> usize {
    match entry.get("contacts") {
        Some(Data::List(items)) => items.iter().position(|item| item.get("phone").is_some()).unwrap_or(0),
        Some(Data::Nothing | Data::Text(_) | Data::Map(_) | Data::Reference(_)) | None => 0,
    }
}
