//! 前版からの変更: what was added, taken out or changed, field by field, to decide on a new edition.

use std::collections::BTreeMap;

use crate::report::{Field, Report, Table, fields, name};
use crate::site::{Entry, Site};

/// What differs between two states of a site. `since` says in words what the older one is.
pub fn changes(before: &Site, after: &Site, since: &str) -> Report {
    let (old, new) = (by_id(before), by_id(after));
    let mut added = Table::new("足したもの", &["場所", "説明", "ファイル"], "ありません。");
    let mut removed = Table::new("なくなったもの", &["場所", "ファイル"], "ありません。");
    let mut changed = Table::new("変わったもの", &["場所", "項目", "前", "いま", "ファイル"], "ありません。");
    for (id, entry) in &new {
        match old.get(id) {
            None => added.rows.push(vec![name(entry), entry.resource.summary.first_sentence(), (*id).to_owned()]),
            Some(earlier) => {
                let rows = differing(&fields(earlier, before), &fields(entry, after));
                changed
                    .rows
                    .extend(rows.into_iter().map(|(label, was, is)| vec![name(entry), label.to_owned(), was, is, (*id).to_owned()]));
            }
        }
    }
    removed.rows.extend(old.iter().filter(|(id, _)| !new.contains_key(*id)).map(|(id, entry)| vec![name(entry), (*id).to_owned()]));
    let mut concerned: Vec<&String> = changed.rows.iter().filter_map(|row| row.last()).collect();
    concerned.dedup();
    Report {
        title: "前版からの変更".to_owned(),
        lead: format!(
            "{since}と、いまの内容をくらべました。足したもの {} 件、なくなったもの {} 件、変わったもの {} 件。",
            added.rows.len(),
            removed.rows.len(),
            concerned.len()
        ),
        tables: vec![added, removed, changed],
    }
}

fn by_id(site: &Site) -> BTreeMap<&str, &Entry> {
    site.entries.iter().map(|entry| (entry.resource.id.as_str(), entry)).collect()
}

/// Label, what stood there, what stands there.
fn differing(before: &[Field], after: &[Field]) -> Vec<(&'static str, String, String)> {
    let text = |fields: &[Field], label: &str| {
        fields.iter().find(|field| field.label == label).map(|field| field.text.clone()).unwrap_or_default()
    };
    let gone = before.iter().filter(|field| !after.iter().any(|other| other.label == field.label));
    let labels = after.iter().chain(gone).map(|field| field.label);
    let all = labels.map(|label| (label, text(before, label), text(after, label)));
    all.filter(|(_, was, is)| was != is).collect()
}
