//! `shiori import` of a workbook that `shiori export` wrote: what was changed in it goes into the files, all of it or nothing.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

use jiff::civil::Date;

use crate::cli::asking::{ask, can_ask};
use crate::cli::assemble;
use crate::cli::replace::replace;
use crate::content;
use crate::diagnostics::Severity;
use crate::import::columns::Mapping;
use crate::import::spreadsheet::Sheet;
use crate::import::table::{self, Table};
use crate::input::{Tree, why};
use crate::render::facility_table;
use crate::site::Site;
use crate::workbook::Layout;
use crate::workbook::changes::{self, Change, Changes};
use crate::workbook::facilities::is_ours;

/// Letters of a value that are shown.
const SHOWN: usize = 60;

/// Shows what was changed, and writes it.
pub fn run(sheets: &[Sheet], tree: Tree, folder: &Path, is_dry: bool, today: Date) -> Result<ExitCode, String> {
    let (content, _, _) = content::read(tree.clone(), "");
    let areas: Vec<&str> = content.areas.iter().map(|area| area.id.value.as_str()).collect();
    let changes = changes::read(sheets, &tree, &Layout::new(&content), &areas);
    carry_out(changes, tree, folder, is_dry, today)
}

/// The same for the table of `opendata/`; none where a table is not of this site.
pub fn facilities(table: &Table, tree: &Tree, folder: &Path, is_dry: bool, today: Date) -> Option<Result<ExitCode, String>> {
    let (content, _, _) = content::read(tree.clone(), "");
    let is_entry = |id: &str| content.resources.iter().any(|resource| resource.id == id);
    if !is_ours(table, is_entry) {
        return None;
    }
    let layout = Layout::new(&content);
    let site = Site::assemble(content, today);
    let base = table::read(&facility_table(&site), &Mapping::new()).ok()?;
    say!("このサイトの opendata の表として読みます。変わったセルだけを取り込みます");
    Some(carry_out(changes::of_facilities(table, &base, tree, &layout), tree.clone(), folder, is_dry, today))
}

fn carry_out(mut changes: Changes, tree: Tree, folder: &Path, is_dry: bool, today: Date) -> Result<ExitCode, String> {
    let faults = faults(&changes, tree, today);
    changes.refused.extend(faults);
    changes.notes.iter().for_each(|note| say!("{note}"));
    changes.changed.iter().for_each(|change| say!("{}", told(change)));
    if !changes.refused.is_empty() {
        for (spot, why) in &changes.refused {
            eprintln!("{spot}: {why}");
        }
        eprintln!("直せないセルが {} あるので、何も書いていません。直してから、もう一度取り込んでください", changes.refused.len());
        return Ok(ExitCode::from(1));
    }
    let (cells, files) = (changes.changed.len(), changes.files.len());
    if changes.files.is_empty() {
        say!("変わったところはありません");
    } else if is_dry {
        say!("直すセル {cells}、ファイル {files}。--dry-run なので、何も書いていません");
    } else if !can_ask() || ask("このとおりに書きますか")? == Some(true) {
        write(&changes, folder)?;
        say!("直したセル {cells}、ファイル {files}（新しいファイル {}）", changes.created.len());
    } else {
        say!("何も書いていません");
    }
    Ok(ExitCode::SUCCESS)
}

fn told(change: &Change) -> String {
    let shown = |text: &str| {
        let line: String = text.replace('\n', " ").chars().take(SHOWN + 1).collect();
        match line.chars().count() {
            0 => "（なし）".to_owned(),
            count if count > SHOWN => line.chars().take(SHOWN).collect::<String>() + "…",
            _ => line,
        }
    };
    format!("{} {} の{}: {} → {}", change.spot, change.id, change.header, shown(&change.before), shown(&change.after))
}

/// The errors that the content would have and does not have now, each with the cell it is from.
fn faults(changes: &Changes, tree: Tree, today: Date) -> Vec<(String, String)> {
    if changes.files.is_empty() {
        return Vec::new();
    }
    let errors = |tree: Tree| {
        let assembled = assemble(tree, "", today);
        let files = assembled.files;
        let found = assembled.found.into_sorted(&files).into_iter().filter(|found| found.severity == Severity::Error);
        let placed = found.map(|found| {
            let label = found.labels.first();
            let place = label.map(|label| (files.get(label.span.file).path.clone(), label.span.start as usize));
            (place, found)
        });
        placed.collect::<Vec<_>>()
    };
    let mut after = tree.clone();
    after.files.extend(changes.files.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes())));
    let known: BTreeSet<(Option<String>, String)> =
        errors(tree).into_iter().map(|(place, found)| (place.map(|(path, _)| path), found.headline)).collect();
    let new =
        errors(after).into_iter().filter(|(place, found)| !known.contains(&(place.clone().map(|(path, _)| path), found.headline.clone())));
    new.map(|(place, found)| {
        let spot = place.as_ref().and_then(|(path, at)| changes.spot(path, *at)).map(str::to_owned);
        let spot = spot.or(place.map(|(path, _)| path)).unwrap_or_default();
        let help = found.helps.first().map(|help| format!("。{help}")).unwrap_or_default();
        (spot, found.headline + &help)
    })
    .collect()
}

fn write(changes: &Changes, folder: &Path) -> Result<(), String> {
    for (path, text) in &changes.files {
        let file = folder.join(path);
        let unwritten = |error: std::io::Error| format!("{} に書けません: {}", file.display(), why(&error));
        std::fs::create_dir_all(file.parent().unwrap_or(folder)).map_err(unwritten)?;
        // A link is followed, and stays one.
        let real = std::fs::canonicalize(&file).unwrap_or_else(|_| file.clone());
        replace(&real, text.as_bytes()).map_err(unwritten)?;
    }
    Ok(())
}
