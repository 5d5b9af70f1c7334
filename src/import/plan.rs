//! Rows against what was imported before, and against what staff has made of it.
//!
//! 1. Each row becomes a draft, or is refused with its reason.
//! 2. [`same`](crate::import::same) says which drafts are files of ours; where it is not sure, somebody has to say.
//! 3. A field that still stands in its file as it was written is not staff's, and follows the table; one that does not is
//!    staff's, and a newer value is a conflict.
//! 4. What is new becomes a file that nobody sees until it is set free; what the table no longer has is told.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Severity};
use crate::import::Told;
use crate::import::record::{Imported, Record};
use crate::import::row::{self, Draft, Options};
use crate::import::same::{Match, Signs, matched};
use crate::import::table::Table;
use crate::input::Tree;
use crate::source::edit::{self, Data, Edit, Form, Step, field};

/// What is to be done.
#[derive(Debug, Default)]
pub struct Plan {
    /// Path below the content folder → its bytes; new and changed files.
    pub files: BTreeMap<String, String>,
    /// Files that are new.
    pub created: Vec<String>,
    /// Files that change, with the fields that do: as they were, as they are.
    pub updated: Vec<(String, Vec<Change>)>,
    /// Rows after which nothing changes.
    pub unchanged: usize,
    /// Line and reason.
    pub refused: Vec<(u64, String)>,
    /// Line, and a cell that was not taken as it stood.
    pub told: Vec<(u64, Told)>,
    /// Line, file, and what differs.
    pub conflicts: Vec<(u64, String, String)>,
    /// Line, and what somebody has to say: whether it is the file's place.
    pub questions: Vec<(u64, String)>,
    /// Files whose rows the table no longer has, with their names.
    pub gone: Vec<(String, String)>,
    /// The record afterwards.
    pub record: Record,
}

/// A field that follows the table.
#[derive(Clone, Debug)]
pub struct Change {
    /// Its name.
    pub field: String,
    /// As it was, if it was.
    pub before: Option<String>,
    /// As it is, if it is.
    pub after: Option<String>,
}

/// What somebody has said.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// Whether the table is a newer version, and whether rows are the same places, where nothing else is said.
    pub all: Option<bool>,
    /// By line.
    pub rows: BTreeMap<u64, bool>,
    /// What becomes of places that the table no longer has.
    pub gone: Option<Gone>,
}

/// What becomes of a place that the table no longer has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// お休み中.
    Paused,
    /// 終わりました.
    Ended,
    /// As it was.
    Keep,
}

/// The rows of a table as drafts, and those that are none.
pub fn drafts(table: &Table, options: &Options) -> (Vec<Draft>, Vec<(u64, String)>) {
    let (mut drafts, mut refused) = (Vec::new(), Vec::new());
    let mut whole: BTreeMap<&[String], u64> = BTreeMap::new();
    for row in &table.rows {
        if let Some(first) = whole.get(row.cells.as_slice()) {
            refused.push((row.line, format!("{first} 行目とまったく同じ行です")));
            continue;
        }
        whole.insert(&row.cells, row.line);
        match row::read(row, table, options) {
            Ok(draft) => drafts.push(draft),
            Err(reason) => refused.push((row.line, reason)),
        }
    }
    let mut by_id: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for draft in drafts.iter().filter(|draft| !draft.signs.own_id().is_empty()) {
        by_id.entry(draft.signs.id.clone()).or_default().push(draft.line);
    }
    drafts.retain(|draft| {
        let Some(lines) = by_id.get(&draft.signs.id).filter(|lines| lines.len() > 1 && !draft.signs.own_id().is_empty()) else {
            return true;
        };
        let lines: Vec<String> = lines.iter().map(u64::to_string).collect();
        refused.push((
            draft.line,
            format!(
                "同じ ID「{}」の行がほかにもあります（{} 行目）。どちらが正しいか、もとの表で確かめてください",
                draft.signs.id,
                lines.join("、")
            ),
        ));
        false
    });
    refused.sort();
    (drafts, refused)
}

/// Works out what a table changes. `tree` is the content folder as it is, `elsewhere` the places that it has from somewhere
/// else ([`Signs::place`] → path).
pub fn plan(
    (drafts, refused): (Vec<Draft>, Vec<(u64, String)>),
    record: Record,
    tree: &Tree,
    elsewhere: &BTreeMap<String, String>,
    options: &Options,
    answers: &Answers,
) -> Plan {
    let old: Vec<(String, Signs)> = record.rows.iter().map(|(path, row)| (path.clone(), row.signs.clone())).collect();
    let signs: Vec<Signs> = drafts.iter().map(|draft| draft.signs.clone()).collect();
    let matches = matched(&signs, &old.iter().map(|(_, signs)| signs.clone()).collect::<Vec<_>>());
    let mut taken: BTreeSet<String> = tree.files.keys().chain(tree.refused.keys()).map(|path| stem(path).to_owned()).collect();
    taken.extend(record.rows.keys().map(|path| stem(path).to_owned()));
    let mut plan = Plan { record, refused, ..Plan::default() };
    let mut met: BTreeSet<usize> = BTreeSet::new();
    for (draft, found) in drafts.into_iter().zip(matches) {
        plan.told.extend(draft.told.iter().cloned().map(|told| (draft.line, told)));
        let answer = answers.rows.get(&draft.line).copied().or(answers.all);
        match (found, answer) {
            (Match::Same(at), _) | (Match::Ask(at), Some(true)) => {
                met.insert(at);
                update(&mut plan, &draft, &old[at].0, tree);
            }
            (Match::Ask(at), None) => {
                met.insert(at);
                ask(&mut plan, &draft, &old[at]);
            }
            (Match::Ask(_), Some(false)) | (Match::New, _) => create(&mut plan, &draft, &mut taken, tree, elsewhere, options),
        }
    }
    for (_, (path, signs)) in old.iter().enumerate().filter(|(at, _)| !met.contains(at)) {
        go(&mut plan, path, &signs.name, tree, answers.gone);
    }
    plan.refused.sort();
    plan
}

/// A path without its extension: `.yaml` and `.md` are the same entry, and Windows knows no difference of case.
fn stem(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(stem, _)| stem)
}

fn ask(plan: &mut Plan, draft: &Draft, (path, signs): &(String, Signs)) {
    let place =
        |signs: &Signs| if signs.address.is_empty() { signs.name.clone() } else { format!("{}（{}）", signs.name, signs.address) };
    plan.questions.push((draft.line, format!("{} は、前に取り込んだ {} と同じ所ですか（{path}）", place(&draft.signs), place(signs))));
    let line = draft.line;
    plan.refused.push((
        line,
        format!(
            "前に取り込んだ「{}」（{path}）と同じ所か決められません。同じなら --answer {line}=yes、別なら --answer {line}=no",
            signs.name
        ),
    ));
}

fn create(
    plan: &mut Plan,
    draft: &Draft,
    taken: &mut BTreeSet<String>,
    tree: &Tree,
    elsewhere: &BTreeMap<String, String>,
    options: &Options,
) {
    let base = format!("resources/{}/{}", draft.folder, draft.slug);
    let mut text = format!("# {} の {} 行目から（{} に取り込み）\n", options.file.replace('\n', " "), draft.line, options.date);
    for (key, data) in &draft.fields {
        text.push_str(&field(key, data));
        text.push('\n');
    }
    text.push_str("visibility: internal # 中身を確かめてから shiori publish で公開します\n");
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
    if let Some(other) = elsewhere.get(&draft.signs.place()).filter(|other| !draft.signs.address.is_empty() && !is_there(stem(other))) {
        plan.refused.push((draft.line, format!("名前と住所の同じ所がもうあります: {other}")));
        return;
    }
    if plan.record.rows.contains_key(&path) {
        plan.refused.push((draft.line, format!("ほかの行と見分けがつきません: {path}")));
        return;
    }
    if let Some(reason) = mistake(&path, &text) {
        plan.refused.push((draft.line, format!("書けないことばがあります: {reason}")));
        return;
    }
    let fields = draft.fields.iter().map(|(key, data)| (key.clone(), field(key, data))).collect();
    plan.record.rows.insert(path.clone(), Imported { signs: draft.signs.clone(), fields, codes: draft.codes.clone(), is_gone: false });
    if is_there(&name) {
        plan.unchanged += 1;
    } else {
        plan.files.insert(path.clone(), text);
        plan.created.push(path);
    }
    taken.insert(name);
}

fn update(plan: &mut Plan, draft: &Draft, path: &str, tree: &Tree) {
    let Some(before) = plan.record.rows.get(path).cloned() else { return };
    let Some(mut file) = Existing::of(path, tree) else {
        plan.conflicts.push((draft.line, path.to_owned(), "ファイルがありません。消したものは、もう一度つくりません".to_owned()));
        plan.unchanged += 1;
        return;
    };
    let mut after = Imported { signs: draft.signs.clone(), codes: draft.codes.clone(), ..before.clone() };
    if std::mem::take(&mut after.is_gone) {
        plan.conflicts.push((draft.line, path.to_owned(), "前の表にはなく、また載りました。status を確かめてください".to_owned()));
    }
    let now: BTreeMap<&str, &Data> = draft.fields.iter().map(|(key, data)| (key.as_str(), data)).collect();
    // The day of the import is no change of its own.
    let keys: BTreeSet<&str> =
        before.fields.keys().map(String::as_str).chain(now.keys().copied()).filter(|key| *key != "sources").collect();
    let mut changes = Vec::new();
    for key in keys {
        let (lines, new) = (now.get(key).map(|data| field(key, data)), now.get(key).copied());
        if before.fields.get(key) == lines.as_ref() {
            continue;
        }
        let old = before.fields.get(key).and_then(|lines| recorded(key, lines));
        if is_same(old.as_ref(), new) {
            continue;
        }
        if !is_same(file.data.get(key), old.as_ref()) {
            if !is_same(file.data.get(key), new) {
                let value = lines.map_or_else(|| "（空）".to_owned(), |lines| lines.replace('\n', " "));
                plan.conflicts.push((draft.line, path.to_owned(), format!("{key} は手で直されています。新しい表では {value}")));
            }
            continue;
        }
        file.change(key, new);
        changes.push(Change { field: key.to_owned(), before: old.map(|old| field(key, &old)), after: lines.clone() });
        match lines {
            Some(lines) => after.fields.insert(key.to_owned(), lines),
            None => after.fields.remove(key),
        };
    }
    if changes.is_empty() {
        plan.record.rows.insert(path.to_owned(), after);
        plan.unchanged += 1;
        return;
    }
    if let (Some(old), Some(new)) = (before.fields.get("sources"), now.get("sources"))
        && is_same(file.data.get("sources"), recorded("sources", old).as_ref())
    {
        file.change("sources", Some(new));
        after.fields.insert("sources".to_owned(), field("sources", new));
    }
    let text = match file.finish() {
        Ok(text) => text,
        Err(reason) => {
            plan.refused.push((draft.line, format!("{path} を直せませんでした。手で直してください: {reason}")));
            return;
        }
    };
    plan.files.insert(path.to_owned(), text);
    plan.record.rows.insert(path.to_owned(), after);
    plan.updated.push((path.to_owned(), changes));
}

/// A field as it was recorded.
fn recorded(key: &str, lines: &str) -> Option<Data> {
    edit::read(lines, Form::Yaml).ok()?.get(key).cloned()
}

fn is_same(one: Option<&Data>, two: Option<&Data>) -> bool {
    match (one, two) {
        (Some(one), Some(two)) => one.says(two),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// A place that the table no longer has. Nothing is done to it unless somebody has said what.
fn go(plan: &mut Plan, path: &str, name: &str, tree: &Tree, gone: Option<Gone>) {
    let Some(row) = plan.record.rows.get_mut(path).filter(|row| !row.is_gone) else { return };
    plan.gone.push((path.to_owned(), name.to_owned()));
    let Some(gone) = gone else { return };
    row.is_gone = true;
    let status = match gone {
        Gone::Keep => return,
        Gone::Paused => "paused",
        Gone::Ended => "ended",
    };
    let Some(mut file) = Existing::of(path, tree) else { return };
    if file.data.get("status").is_some() {
        plan.conflicts.push((0, path.to_owned(), "status が手で書かれているので、直しませんでした".to_owned()));
        return;
    }
    let status = Data::text(status);
    file.change("status", Some(&status));
    let lines = field("status", &status);
    if let Ok(text) = file.finish() {
        plan.files.insert(path.to_owned(), text);
        let change = Change { field: "status".to_owned(), before: None, after: Some(lines) };
        plan.updated.push((path.to_owned(), vec![change]));
    }
}

/// A file that is there, and what is to be done to it.
struct Existing<'t> {
    path: &'t str,
    text: &'t str,
    data: Data,
    edits: Vec<Edit>,
}

impl<'t> Existing<'t> {
    fn of(path: &'t str, tree: &'t Tree) -> Option<Self> {
        let text = tree.files.get(path).and_then(|bytes| std::str::from_utf8(bytes).ok())?;
        let data = edit::read(text, Form::of(path)).unwrap_or(Data::Nothing);
        Some(Existing { path, text, data, edits: Vec::new() })
    }

    fn change(&mut self, key: &str, new: Option<&Data>) {
        let path = [Step::from(key)];
        match (self.data.get(key), new) {
            (Some(old), Some(new)) => self.edits.extend(edit::difference(old, new, &path)),
            (None, Some(new)) => self.edits.push(Edit::set(path.to_vec(), new.clone())),
            (Some(_), None) => self.edits.push(Edit::remove(path.to_vec())),
            (None, None) => {}
        }
    }

    /// The changed text, or why it must not be written.
    fn finish(self) -> Result<String, String> {
        let text = edit::apply(self.text, Form::of(self.path), &self.edits).map_err(|_| "項目の形が変わっています".to_owned())?;
        mistake(self.path, &text).map_or(Ok(text), Err)
    }
}

/// The first error the decoder would report.
fn mistake(path: &str, text: &str) -> Option<String> {
    let tree = Tree { files: BTreeMap::from([(path.to_owned(), text.as_bytes().to_vec())]), ..Tree::default() };
    let (_, files, sink) = crate::content::read(tree, "");
    let found = sink.into_sorted(&files);
    found.into_iter().find(|found| found.severity == Severity::Error && found.code != Code::MissingFile).map(|found| found.headline)
}
