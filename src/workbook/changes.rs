//! A workbook that comes back → what was changed in it.
//!
//! 1. Rows are found by id and number, columns by header: sheets may be sorted and columns moved.
//! 2. A cell was changed where it differs from what the sheet nobody sees says of it. Where that sheet is lost, from the files.
//! 3. A file that was changed as well in the meantime, at that very place, is no matter for guessing: it is refused.
//! 4. Every change becomes an edit. Items whose cells were emptied are taken out, rows without a number are new items, rows with a
//!    new id new files.

use std::collections::{BTreeMap, BTreeSet};

use crate::content::is_id;
use crate::import::spreadsheet::{Sheet, address};
use crate::import::table::Table;
use crate::input::Tree;
use crate::model::field::Mapping;
use crate::model::resource::Resource;
use crate::source::address::is_reserved;
use crate::source::edit::{self, Data, Edit, Form, Step, at, field};
use crate::workbook::cells::{FIXED, added, edits, items, meant, removed, shown};
use crate::workbook::columns::{Column, ID, Kind, Layout, NUMBER, OWNER, PLACES};
use crate::workbook::facilities::{self, Patch};
use crate::workbook::write::{Entry, MARK, base_name, entries, rows};

const UNSAYABLE: &str = "ここは表では直せません。ファイルで直してください";

/// What a workbook changes.
#[derive(Debug, Default)]
pub struct Changes {
    /// Path below the content folder → the new text.
    pub files: BTreeMap<String, String>,
    /// Files that are new.
    pub created: Vec<String>,
    /// What is changed, in the order of the sheets.
    pub changed: Vec<Change>,
    /// Address of a cell, and why it cannot be.
    pub refused: Vec<(String, String)>,
    /// What somebody should know.
    pub notes: Vec<String>,
    /// By file: the values that were written, and the address each is from.
    spots: BTreeMap<String, Vec<(Vec<Step>, String)>>,
}

/// A cell that was changed.
#[derive(Debug)]
pub struct Change {
    /// Its address.
    pub spot: String,
    /// Whose it is.
    pub id: String,
    /// Its column.
    pub header: String,
    /// As it was.
    pub before: String,
    /// As it is.
    pub after: String,
}

impl Changes {
    /// The address of the cell from which a byte of a file is.
    pub fn spot(&self, path: &str, at: usize) -> Option<&str> {
        let text = self.files.get(path)?;
        let spots = self.spots.get(path)?;
        let places = spots.iter().filter_map(|(steps, spot)| {
            let place = (0..steps.len()).rev().find_map(|end| edit::place(text, Form::of(path), &steps[..=end]))?;
            (place.start <= at && at <= place.end).then_some((place.len(), spot))
        });
        places.min_by_key(|(length, _)| *length).map(|(_, spot)| spot).or(spots.first().map(|(_, spot)| spot)).map(String::as_str)
    }
}

/// Whether a workbook is one of ours.
pub fn is_ours(sheets: &[Sheet]) -> bool {
    let has_places = || {
        let places = sheets.iter().find(|sheet| sheet.name == PLACES);
        places.is_some_and(|sheet| [ID, Resource::FIELDS[0].row.label].iter().all(|header| headers(sheet).contains_key(*header)))
    };
    sheets.iter().any(|sheet| sheet.name == MARK) || has_places()
}

/// What was changed. `tree` is the content folder as it is, `areas` the ids of its areas.
pub fn read(sheets: &[Sheet], tree: &Tree, layout: &Layout, areas: &[&str]) -> Changes {
    let (entries, _) = entries(tree);
    let mut reading = Reading::new(&entries, tree, layout, areas);
    for kind in &layout.sheets {
        match sheets.iter().find(|sheet| sheet.name == kind.name) {
            Some(sheet) => reading.sheet(sheet, sheets.iter().find(|own| own.name == base_name(kind.name)), kind),
            None => reading.changes.notes.push(format!("シート「{}」がありません。その中身は、そのままにします", kind.name)),
        }
    }
    reading.finish()
}

/// What was changed in the table of `opendata/`; `base` is that table as it would be today.
pub fn of_facilities(table: &Table, base: &Table, tree: &Tree, layout: &Layout) -> Changes {
    let (entries, _) = entries(tree);
    let mut reading = Reading::new(&entries, tree, layout, &[]);
    let contact = |id: &str| reading.by_id.get(id).map_or(0, |entry| facilities::contact(&entry.data));
    let (patches, unknown) = facilities::patches(table, base, contact);
    for (line, id) in unknown {
        reading
            .refuse(format!("{line} 行目「ID」"), format!("「{id}」という公開中の場所はありません。読み戻せるのは、いまある場所だけです"));
    }
    reading.patches(patches);
    reading.finish()
}

/// Header → its column.
fn headers(sheet: &Sheet) -> BTreeMap<&str, u32> {
    let head = sheet.rows.get(&0);
    head.into_iter().flatten().map(|(column, cell)| (cell.text.trim(), *column)).collect()
}

/// An entry with what is done to it.
struct Work<'e> {
    /// None for one that is new.
    entry: Option<&'e Entry>,
    data: Data,
    edits: Vec<Edit>,
    emptied: Vec<Vec<Step>>,
    added: Vec<(&'e Kind, Data, String)>,
    spots: Vec<(Vec<Step>, String)>,
}

struct Reading<'r> {
    changes: Changes,
    works: BTreeMap<String, Work<'r>>,
    layout: &'r Layout,
    areas: &'r [&'r str],
    entries: &'r [Entry],
    by_id: BTreeMap<&'r str, &'r Entry>,
    tree: &'r Tree,
}

/// A row of a sheet while it is read.
struct Line<'l, 'r> {
    sheet: &'l Sheet,
    kind: &'r Kind,
    headers: &'l BTreeMap<&'l str, u32>,
    row: u32,
    id: String,
    number: Option<usize>,
}

impl Line<'_, '_> {
    fn spot(&self, header: &str) -> String {
        let column = self.headers.get(header).copied().unwrap_or(0);
        format!("{}!{}", self.sheet.name, address(self.row, column))
    }

    /// None where the sheet has no such column any more.
    fn text(&self, header: &str) -> Option<String> {
        let column = self.headers.get(header)?;
        Some(self.sheet.cell(self.row, *column).map_or_else(String::new, |cell| cell.text.trim_end().to_owned()))
    }

    fn is_empty(&self) -> bool {
        self.kind.columns.iter().all(|column| self.text(&column.header).is_none_or(|text| text.trim().is_empty()))
    }
}

type Before = BTreeMap<(String, Option<usize>), Vec<String>>;

impl<'r> Reading<'r> {
    fn new(entries: &'r [Entry], tree: &'r Tree, layout: &'r Layout, areas: &'r [&'r str]) -> Self {
        let by_id = entries.iter().map(|entry| (entry.id.as_str(), entry)).collect();
        Reading { changes: Changes::default(), works: BTreeMap::new(), layout, areas, entries, by_id, tree }
    }

    fn refuse(&mut self, spot: String, why: impl Into<String>) {
        self.changes.refused.push((spot, why.into()));
    }

    fn sheet(&mut self, sheet: &Sheet, base: Option<&Sheet>, kind: &'r Kind) {
        let headers = headers(sheet);
        if !headers.contains_key(ID) || (!kind.lists.is_empty() && !headers.contains_key(NUMBER)) {
            self.refuse(
                format!("{}!A1", sheet.name),
                format!("一行目に「{ID}」や「{NUMBER}」の見出しがありません。書き出したままの見出しに戻してください"),
            );
            return;
        }
        let is_known = |header: &str| [ID, NUMBER, OWNER].contains(&header) || kind.columns.iter().any(|column| column.header == header);
        for (header, column) in headers.iter().filter(|(header, _)| !is_known(header)) {
            self.changes.notes.push(format!("{}!{} の列「{header}」は、知らない列なので読みません", sheet.name, address(0, *column)));
        }
        let before = match base {
            Some(base) => said(base, kind),
            None => rows(kind, self.entries, self.layout).into_iter().map(|row| ((row.entry.id.clone(), row.number), row.cells)).collect(),
        };
        let mut met: BTreeMap<(String, usize), String> = BTreeMap::new();
        let mut there = BTreeSet::new();
        for row in sheet.rows.keys().copied().filter(|row| *row > 0) {
            if let Some(line) = self.line(sheet, kind, &headers, row) {
                there.insert((line.id.clone(), line.number));
                if let Some(number) = line.number.or(kind.lists.is_empty().then_some(0)) {
                    let spot = line.spot(ID);
                    if let Some(first) = met.insert((line.id.clone(), number), spot.clone()) {
                        self.refuse(spot, format!("同じ行が {first} にもあります。どちらか一つにしてください"));
                        continue;
                    }
                }
                self.row(&line, &before);
            }
        }
        let lost: Vec<String> = before
            .keys()
            .filter(|key| !there.contains(*key))
            .map(|(id, number)| id.clone() + &number.map(|number| format!(" の {number}")).unwrap_or_default())
            .collect();
        if !lost.is_empty() {
            let shown = lost.iter().take(5).cloned().collect::<Vec<_>>().join("、");
            self.changes.notes.push(format!(
                "シート「{}」からなくなった行が {} あります（{shown} など）。消えた行のものは、そのままにします",
                sheet.name,
                lost.len()
            ));
        }
    }

    /// A row that says whose it is; none where it says nothing, or what cannot be.
    fn line<'l>(&mut self, sheet: &'l Sheet, kind: &'r Kind, headers: &'l BTreeMap<&'l str, u32>, row: u32) -> Option<Line<'l, 'r>> {
        let mut line = Line { sheet, kind, headers, row, id: String::new(), number: None };
        line.id = line.text(ID).unwrap_or_default().trim().to_owned();
        let computed = kind
            .columns
            .iter()
            .map(|column| column.header.as_str())
            .chain([ID, NUMBER])
            .filter(|header| headers.get(header).and_then(|column| sheet.cell(row, *column)).is_some_and(|cell| cell.is_computed));
        let computed: Vec<&str> = computed.collect();
        for header in &computed {
            self.refuse(line.spot(header), "計算式が入っています。値だけにしてください（コピーして「値の貼り付け」）");
        }
        if !computed.is_empty() || (line.id.is_empty() && line.is_empty()) {
            return None;
        }
        if line.id.is_empty() {
            self.refuse(line.spot(ID), "どの場所の行かわかりません。「地域のid/名前」を書いてください");
            return None;
        }
        if !kind.lists.is_empty() {
            let number = line.text(NUMBER).unwrap_or_default();
            if !number.trim().is_empty() {
                let Some(number) = number.trim().parse().ok().filter(|number| *number > 0) else {
                    self.refuse(line.spot(NUMBER), format!("番号として読めません: {number}。足す行では、番号を空けておいてください"));
                    return None;
                };
                line.number = Some(number);
            }
        }
        Some(line)
    }

    fn row(&mut self, line: &Line<'_, 'r>, before: &Before) {
        if !self.works.contains_key(&line.id) && !self.open(line) {
            return;
        }
        let before = before.get(&(line.id.clone(), line.number));
        let Some(work) = self.works.get(&line.id) else { return };
        let place = match (line.kind.lists.is_empty(), line.number) {
            (true, _) => Some(Vec::new()),
            (false, Some(number)) => {
                let original = work.entry.map_or(&work.data, |entry| &entry.data);
                let Some(place) = items(original, line.kind).into_iter().nth(number - 1) else {
                    let why = if before.is_some() {
                        "書き出したあとで、ファイルからなくなっています"
                    } else {
                        "この番号のものはありません。足す行では、番号を空けておいてください"
                    };
                    self.refuse(line.spot(NUMBER), why);
                    return;
                };
                Some(place)
            }
            (false, None) => None,
        };
        match place {
            None => self.new_item(line),
            Some(place) if line.is_empty() && !line.kind.lists.is_empty() => self.emptied(line, place, before),
            Some(place) => self.cells(line, &place, before),
        }
    }

    /// The entry of a row; a new one on the first sheet only.
    fn open(&mut self, line: &Line<'_, 'r>) -> bool {
        if let Some(entry) = self.by_id.get(line.id.as_str()).copied() {
            self.begin(entry);
            return true;
        }
        if !line.kind.lists.is_empty() {
            self.refuse(line.spot(ID), format!("「{}」という場所はありません。場所のシートにある ID を書いてください", line.id));
            return false;
        }
        if let Err(why) = self.new_id(&line.id) {
            self.refuse(line.spot(ID), why);
            return false;
        }
        let data = Data::Map(Vec::new());
        self.works.insert(
            line.id.clone(),
            Work { entry: None, data, edits: Vec::new(), emptied: Vec::new(), added: Vec::new(), spots: vec![(Vec::new(), line.spot(ID))] },
        );
        true
    }

    fn new_id(&self, id: &str) -> Result<(), String> {
        let near = crate::diagnostics::nearest(id, self.entries.iter().map(|entry| entry.id.as_str()));
        let near = near.map(|near| format!("もしかして: {near}。")).unwrap_or_default();
        let Some((folder, slug)) = id.split_once('/') else {
            return Err(format!("「{id}」という場所はありません。{near}足すときは「地域のid/名前」の形で書いてください"));
        };
        if !self.areas.contains(&folder) {
            return Err(format!("「{folder}」という地域はありません。{near}使える地域: {}", self.areas.join("、")));
        }
        let is_sound = is_id(slug) && !is_reserved(slug);
        let stem = format!("resources/{id}.");
        let is_taken = self.tree.files.keys().chain(self.tree.refused.keys()).any(|path| path.to_lowercase().starts_with(&stem));
        match (is_sound, is_taken) {
            (false, _) => Err(format!("「{slug}」はファイルの名前にできません。半角の英小文字、数字、ハイフンで書いてください")),
            (true, true) => Err(format!("「{id}」のファイルはもうありますが、読めません。shiori check で確かめてください")),
            (true, false) => Ok(()),
        }
    }

    fn cells(&mut self, line: &Line<'_, 'r>, place: &[Step], before: Option<&Vec<String>>) {
        for (number, column) in line.kind.columns.iter().enumerate() {
            let Some(now) = line.text(&column.header) else { continue };
            let was = before.map(|cells| cells.get(number).cloned().unwrap_or_default());
            self.cell(&line.id, (line.kind, column), place, (was, now), line.spot(&column.header));
        }
    }

    /// One value of an entry: what it was said to be, if that is known, and what it is to be.
    fn cell(&mut self, id: &str, (kind, column): (&Kind, &Column), place: &[Step], (was, now): (Option<String>, String), spot: String) {
        let Some(work) = self.works.get(id) else { return };
        let original = work.entry.and_then(|entry| at(&entry.data, place));
        let current = original.map_or_else(String::new, |item| shown(item, kind, column, self.layout));
        let was = was.unwrap_or_else(|| current.clone());
        if is_same(&now, &was) || is_same(&now, &current) {
            return;
        }
        if [&now, &was, &current].iter().any(|text| text.trim_end() == FIXED) {
            self.refuse(spot, UNSAYABLE);
            return;
        }
        if !is_same(&was, &current) {
            let current = one_line(&current);
            self.refuse(spot, format!("書き出したあとで、ファイルでも「{current}」に変わっています。もう一度書き出してから直してください"));
            return;
        }
        if now.trim().is_empty() && kind.lists.is_empty() && column.is_required {
            self.refuse(spot, format!("「{}」は空にできません。場所をやめるときは、様子を「終了」にしてください", column.header));
            return;
        }
        match meant(&now, column.shape, self.layout) {
            Err(why) => self.refuse(spot, why),
            Ok(value) => {
                let edits = edits(&work.data, place, kind, column, value);
                // The same day may be written in another way.
                if !edits.is_empty() {
                    let path = [place, &column.path.iter().map(|key| Step::from(*key)).collect::<Vec<_>>()].concat();
                    self.make(edits, path, Change { spot, id: id.to_owned(), header: column.header.clone(), before: was, after: now });
                }
            }
        }
    }

    /// Values that another table says; where there is no item yet to have them, they make one.
    fn patches(&mut self, patches: Vec<Patch>) {
        let mut fresh: BTreeMap<(String, &'static str), (&'r Kind, Data, String)> = BTreeMap::new();
        for patch in patches {
            let Patch { id, list, number, path, text, spot } = patch;
            let kind = self.layout.sheets.iter().find(|kind| list.map_or(kind.lists.is_empty(), |list| kind.lists.contains(&list)));
            let column = kind.and_then(|kind| kind.columns.iter().find(|column| column.path == path));
            let (Some(kind), Some(column), Some(text), Some(entry)) = (kind, column, text, self.by_id.get(id.as_str()).copied()) else {
                self.refuse(
                    spot,
                    "この列は、ほかの項目からつくられるので、ここからは直せません。ファイルか、shiori export --xlsx の表で直してください",
                );
                continue;
            };
            self.begin(entry);
            match items(&entry.data, kind).into_iter().nth(number) {
                Some(place) => self.cell(&id, (kind, column), &place, (None, text), spot),
                None => match meant(&text, column.shape, self.layout) {
                    Err(why) => self.refuse(spot, why),
                    Ok(value) => {
                        let (_, item, _) = fresh.entry((id.clone(), kind.name)).or_insert((kind, Data::Map(Vec::new()), spot.clone()));
                        for edit in edits(item, &[], kind, column, value) {
                            *item = item.changed(&edit.path, &edit.op).unwrap_or(Data::Nothing);
                        }
                        self.changes.changed.push(Change { spot, id, header: column.header.clone(), before: String::new(), after: text });
                    }
                },
            }
        }
        for ((id, _), added) in fresh {
            if let Some(work) = self.works.get_mut(&id) {
                work.added.push(added);
            }
        }
    }

    fn begin(&mut self, entry: &'r Entry) {
        self.works.entry(entry.id.clone()).or_insert_with(|| Work {
            entry: Some(entry),
            data: entry.data.clone(),
            edits: Vec::new(),
            emptied: Vec::new(),
            added: Vec::new(),
            spots: Vec::new(),
        });
    }

    fn make(&mut self, edits: Vec<Edit>, path: Vec<Step>, change: Change) {
        let Some(work) = self.works.get_mut(&change.id) else { return };
        let after = edits.iter().try_fold(work.data.clone(), |data, edit| data.changed(&edit.path, &edit.op));
        match after {
            Some(after) => {
                work.data = after;
                work.edits.extend(edits);
                work.spots.push((path, change.spot.clone()));
                self.changes.changed.push(change);
            }
            None => self.refuse(change.spot, "ファイルの書き方のために、表からは直せません。ファイルで直してください"),
        }
    }

    /// A row whose cells were emptied: its item goes.
    fn emptied(&mut self, line: &Line<'_, 'r>, place: Vec<Step>, before: Option<&Vec<String>>) {
        let Some(work) = self.works.get_mut(&line.id) else { return };
        let Some(item) = work.entry.and_then(|entry| at(&entry.data, &place)) else { return };
        let current: Vec<String> = line.kind.columns.iter().map(|column| shown(item, line.kind, column, self.layout)).collect();
        if current.iter().all(String::is_empty) {
            return;
        }
        let spot = line.spot(ID);
        if before.is_some_and(|before| before.iter().zip(&current).any(|(was, current)| !is_same(was, current))) {
            self.refuse(spot, "書き出したあとで、ファイルでも変わっています。もう一度書き出してから消してください");
            return;
        }
        let said: Vec<&str> = current.iter().filter(|text| !text.is_empty()).map(String::as_str).collect();
        self.changes.changed.push(Change {
            spot,
            id: line.id.clone(),
            header: line.kind.name.to_owned(),
            before: said.join(" / "),
            after: String::new(),
        });
        work.emptied.push(place);
    }

    /// A row without a number: an item behind the others.
    fn new_item(&mut self, line: &Line<'_, 'r>) {
        let mut item = Data::Map(Vec::new());
        let mut said = Vec::new();
        let mut spots = Vec::new();
        for column in &line.kind.columns {
            let text = line.text(&column.header).unwrap_or_default();
            match meant(&text, column.shape, self.layout) {
                Err(why) => self.refuse(line.spot(&column.header), why),
                Ok(_) if text == FIXED => self.refuse(line.spot(&column.header), UNSAYABLE),
                Ok(None) => {}
                Ok(value) => {
                    for edit in edits(&item, &[], line.kind, column, value) {
                        item = item.changed(&edit.path, &edit.op).unwrap_or(item);
                    }
                    said.push(text);
                    spots.push(line.spot(&column.header));
                }
            }
        }
        let (Some(spot), Some(work)) = (spots.into_iter().next(), self.works.get_mut(&line.id)) else { return };
        work.added.push((line.kind, item, spot.clone()));
        self.changes.changed.push(Change {
            spot,
            id: line.id.clone(),
            header: line.kind.name.to_owned(),
            before: String::new(),
            after: said.join(" / "),
        });
    }

    fn finish(mut self) -> Changes {
        for (id, mut work) in std::mem::take(&mut self.works) {
            // From the last to the first, so that no number moves before its turn.
            work.emptied.sort();
            for place in work.emptied.iter().rev() {
                let edit = removed(&work.data, place);
                work.data = work.data.changed(&edit.path, &edit.op).unwrap_or(work.data);
                work.edits.push(edit);
            }
            for (kind, item, spot) in std::mem::take(&mut work.added) {
                let edits = added(&work.data, kind, item);
                work.data = edits.iter().try_fold(work.data.clone(), |data, edit| data.changed(&edit.path, &edit.op)).unwrap_or(work.data);
                if let Some(last) = edits.last() {
                    work.spots.push((last.path.clone(), spot));
                }
                work.edits.extend(edits);
            }
            if work.edits.is_empty() {
                continue;
            }
            let first = work.spots.first().map_or_else(String::new, |(_, spot)| spot.clone());
            let (path, text) = match work.entry {
                Some(entry) => {
                    let text = self.tree.files.get(&entry.path).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("");
                    (entry.path.clone(), edit::apply(text, Form::of(&entry.path), &work.edits))
                }
                None => (format!("resources/{id}.yaml"), Ok(whole(&work.data))),
            };
            match text {
                Ok(text) => {
                    if work.entry.is_none() {
                        self.changes.created.push(path.clone());
                    }
                    self.changes.spots.insert(path.clone(), work.spots);
                    self.changes.files.insert(path, text);
                }
                Err(_) => {
                    self.refuse(first, format!("{path} は、書き方（参照など）のために、表からは直せません。ファイルで直してください"))
                }
            }
        }
        self.changes
    }
}

/// A new file.
fn whole(data: &Data) -> String {
    match data {
        Data::Map(pairs) => pairs.iter().map(|(key, value)| field(key, value) + "\n").collect(),
        Data::Nothing | Data::Text(_) | Data::List(_) | Data::Reference(_) => String::new(),
    }
}

/// What the sheet that nobody sees says of a sheet: its columns by their headers, in the order of ours.
fn said(base: &Sheet, kind: &Kind) -> Before {
    let headers = headers(base);
    let cell = |row: u32, header: &str| {
        let cell = headers.get(header).and_then(|column| base.cell(row, *column));
        cell.map_or_else(String::new, |cell| cell.text.clone())
    };
    let rows = base.rows.keys().copied().filter(|row| *row > 0);
    rows.map(|row| {
        let cells = kind.columns.iter().map(|column| cell(row, &column.header)).collect();
        ((cell(row, ID), cell(row, NUMBER).parse().ok()), cells)
    })
    .collect()
}

/// Blanks at the ends, and how Windows ends lines, are nothing that somebody has changed.
fn is_same(one: &str, two: &str) -> bool {
    one.trim_end() == two.trim_end()
}

fn one_line(text: &str) -> String {
    text.replace('\n', " ")
}
