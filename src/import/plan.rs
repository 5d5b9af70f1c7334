//! Rows against what was imported before, and against what staff has made of it.
//!
//! The record holds, for each row, its file and every field as it was written. A field that still stands in the file as it
//! was written is not staff's, and follows the table; one that does not is staff's, and a newer value is a conflict.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::diagnostics::Severity;
use crate::import::row::{self, Draft, Options};
use crate::import::table::Table;
use crate::input::Tree;

/// What was imported from a table before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// By the key of the row.
    pub rows: BTreeMap<String, Imported>,
}

/// One imported row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// The file below the content folder.
    pub path: String,
    /// Name of a field → its lines as they were written.
    pub fields: BTreeMap<String, String>,
}

/// What is to be done.
#[derive(Debug, Default)]
pub struct Plan {
    /// Path below the content folder → its bytes; new and changed files.
    pub files: BTreeMap<String, String>,
    /// Files that are new.
    pub created: usize,
    /// Files that change.
    pub updated: usize,
    /// Rows after which nothing changes.
    pub unchanged: usize,
    /// Line and reason.
    pub refused: Vec<(u64, String)>,
    /// Line, and a cell that is the sheet's and not the town's.
    pub spoilt: Vec<(u64, String)>,
    /// Line, file, and what differs.
    pub conflicts: Vec<(u64, String, String)>,
    /// The record afterwards.
    pub record: Record,
}

/// Works out what a table changes. `tree` is the content folder as it is.
pub fn plan(table: &Table, record: Record, tree: &Tree, options: &Options) -> Plan {
    let mut plan = Plan { record, ..Plan::default() };
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut whole: BTreeMap<&[String], u64> = BTreeMap::new();
    let mut taken: BTreeSet<String> = tree.files.keys().chain(tree.refused.keys()).map(|path| stem(path).to_owned()).collect();
    taken.extend(plan.record.rows.values().map(|row| stem(&row.path).to_owned()));
    for row in &table.rows {
        if let Some(first) = whole.get(row.cells.as_slice()) {
            plan.refused.push((row.line, format!("{first} 行目とまったく同じ行です")));
            continue;
        }
        whole.insert(&row.cells, row.line);
        let mut draft = match row::read(row, &table.columns, options) {
            Ok(draft) => draft,
            Err(reason) => {
                plan.refused.push((row.line, reason));
                continue;
            }
        };
        plan.spoilt.extend(std::mem::take(&mut draft.spoilt).into_iter().map(|told| (row.line, told)));
        let number = seen.entry(draft.key.clone()).and_modify(|count| *count += 1).or_insert(1);
        if *number > 1 {
            draft.key = format!("{}#{number}", draft.key);
        }
        match plan.record.rows.get(&draft.key).cloned() {
            Some(before) => update(&mut plan, &draft, before, tree),
            None => create(&mut plan, &draft, &mut taken, tree, options),
        }
    }
    plan
}

/// A path without its extension: `.yaml` and `.md` are the same entry, and Windows knows no difference of case.
fn stem(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(stem, _)| stem)
}

fn create(plan: &mut Plan, draft: &Draft, taken: &mut BTreeSet<String>, tree: &Tree, options: &Options) {
    let base = format!("resources/{}/{}", draft.folder, draft.slug);
    let mut text = format!("# {} の {} 行目から（{} に取り込み）\n", options.source.replace('\n', " "), draft.line, options.date);
    for (_, lines) in &draft.fields {
        text.push_str(lines);
        text.push('\n');
    }
    // A run that was stopped before it wrote its record left files behind; they are the same and are taken over.
    let is_there = |name: &str| tree.files.get(&format!("{name}.yaml")).is_some_and(|bytes| bytes == text.as_bytes());
    let is_free = |name: &str, taken: &BTreeSet<String>| !taken.contains(name) || is_there(name);
    if draft.is_own && !is_free(&base, taken) {
        plan.refused.push((draft.line, format!("同じ ID のファイルがもうあります: {base}")));
        return;
    }
    let mut name = base.clone();
    for number in 2.. {
        if is_free(&name, taken) {
            break;
        }
        name = format!("{base}-{number}");
    }
    let path = format!("{name}.yaml");
    if plan.record.rows.values().any(|row| row.path == path) {
        plan.refused.push((draft.line, format!("ほかの行と見分けがつきません: {path}")));
        return;
    }
    if let Some(reason) = mistake(&path, &text) {
        plan.refused.push((draft.line, format!("書けないことばがあります: {reason}")));
        return;
    }
    plan.record.rows.insert(draft.key.clone(), Imported { path: path.clone(), fields: draft.fields.iter().cloned().collect() });
    if is_there(&name) {
        plan.unchanged += 1;
    } else {
        plan.files.insert(path, text);
        plan.created += 1;
    }
    taken.insert(name);
}

fn update(plan: &mut Plan, draft: &Draft, before: Imported, tree: &Tree) {
    let Some(current) = tree.files.get(&before.path).and_then(|bytes| std::str::from_utf8(bytes).ok()) else {
        plan.conflicts.push((draft.line, before.path, "ファイルがありません。消したものは、もう一度つくりません".to_owned()));
        plan.unchanged += 1;
        return;
    };
    let has_crlf = current.contains("\r\n");
    let mut text = current.replace("\r\n", "\n");
    if !text.ends_with('\n') {
        text.push('\n');
    }
    let whole = text.clone();
    let mut after = before.clone();
    // The day of the import is no change of its own.
    let now: BTreeMap<&str, &str> = draft.fields.iter().map(|(key, lines)| (key.as_str(), lines.as_str())).collect();
    let keys: BTreeSet<&str> =
        before.fields.keys().map(String::as_str).chain(now.keys().copied()).filter(|key| *key != "sources").collect();
    for key in keys {
        let (old, new) = (before.fields.get(key).map(String::as_str), now.get(key).copied());
        if old == new {
            continue;
        }
        let standing = field(&text, key);
        let is_ours = standing.map(|(from, to)| text[from..to].trim_end()) == old;
        if !is_ours {
            let value = new.map_or_else(|| "（空）".to_owned(), |new| new.replace('\n', " "));
            plan.conflicts.push((draft.line, before.path.clone(), format!("{key} は手で直されています。新しい表では {value}")));
            continue;
        }
        let lines = new.map(|new| format!("{new}\n")).unwrap_or_default();
        match standing {
            Some((from, to)) => text.replace_range(from..to, &lines),
            None => text.push_str(&lines),
        }
        match new {
            Some(new) => after.fields.insert(key.to_owned(), new.to_owned()),
            None => after.fields.remove(key),
        };
    }
    if text == whole {
        plan.unchanged += 1;
        return;
    }
    if let (Some((from, to)), Some(old), Some(new)) = (field(&text, "sources"), before.fields.get("sources"), now.get("sources"))
        && text[from..to].trim_end() == old
    {
        text.replace_range(from..to, &format!("{new}\n"));
        after.fields.insert("sources".to_owned(), (*new).to_owned());
    }
    if let Some(reason) = mistake(&before.path, &text) {
        plan.refused.push((draft.line, format!("{} が読めなくなるので、直しませんでした: {reason}", before.path)));
        return;
    }
    let text = if has_crlf { text.replace('\n', "\r\n") } else { text };
    plan.files.insert(before.path, text);
    plan.record.rows.insert(draft.key.clone(), after);
    plan.updated += 1;
}

/// Where a field of the top level stands: from its key to the next line that is not indented.
pub fn field(text: &str, key: &str) -> Option<(usize, usize)> {
    let mut at = 0;
    let mut from = None;
    for line in text.split_inclusive('\n') {
        let is_inside = line.starts_with([' ', '\t', '\n', '\r']) || line.starts_with("- ");
        match from {
            Some(start) if !is_inside => return Some((start, at)),
            None if line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')) => from = Some(at),
            _ => {}
        }
        at += line.len();
    }
    from.map(|start| (start, at))
}

/// The first error the decoder would report.
fn mistake(path: &str, text: &str) -> Option<String> {
    let tree = Tree { files: BTreeMap::from([(path.to_owned(), text.as_bytes().to_vec())]), ..Tree::default() };
    let (_, files, sink) = crate::content::read(tree, "");
    let found = sink.into_sorted(&files);
    found.into_iter().find(|found| found.severity == Severity::Error && found.code != "missing-file").map(|found| found.headline)
}
