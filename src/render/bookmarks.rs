//! `bookmarks.html`: what a visitor kept, drawn by scripts from files of a few kilobytes, one or more a folder of content.
//!
//! `assets/kept/<folder>-<part>.js` hands to `shioriKept` what the card of each entry says, without its page having to be
//! loaded: a page opened from a disk may run scripts and nothing else. Which part an id is in is computed from the id, so
//! that nothing has to be looked up first.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::ruby;
use crate::render::view::StatusView;
use crate::render::view::base::Frame;
use crate::render::view::card::{RowView, rows};
use crate::render::view::fact::FactKind;
use crate::render::{Artifact, Input, RenderError};
use crate::site::{EntryIndex, Site, route};

const TITLE: &str = "わたしのしおり";
/// Entries of one script file, about 12 kB compressed.
const PART: usize = 250;

#[derive(Serialize)]
struct BookmarksView<'a> {
    /// Folder → number of its files, as JSON.
    parts: String,
    /// The site's address, for QR codes of a page that was opened from a disk.
    base: Option<&'a str>,
}

#[derive(Serialize)]
struct KeptView<'a> {
    name: String,
    kind: &'a str,
    area: &'a str,
    status: Option<&'static str>,
    /// When it was checked: the print says so, and not the day of printing.
    checked: Option<String>,
    rows: Vec<RowView>,
}

pub(super) fn render<'a>(input: &'a Input<'a>) -> Vec<Artifact<'a>> {
    let site = input.site;
    let folders = folders(site);
    let counts: BTreeMap<&str, usize> = folders.iter().map(|(folder, entries)| (*folder, parts(entries.len()))).collect();
    let mut artifacts = vec![Artifact::later(route::BOOKMARKS, move || page(input, &counts))];
    for (folder, entries) in folders {
        let count = parts(entries.len());
        let mut shared: Vec<Vec<EntryIndex>> = vec![Vec::new(); count];
        entries.into_iter().for_each(|at| shared[part_of(&site.entries[at].resource.id, count)].push(at));
        for (number, entries) in shared.into_iter().enumerate() {
            let path = format!("assets/kept/{folder}-{number}.js");
            artifacts.push(Artifact::later(path.clone(), move || script(site, &entries, &path)));
        }
    }
    artifacts
}

/// Public entries by the folder of their files.
fn folders(site: &Site) -> BTreeMap<&str, Vec<EntryIndex>> {
    let mut folders: BTreeMap<&str, Vec<EntryIndex>> = BTreeMap::new();
    for at in (0..site.entries.len()).filter(|at| site.entries[*at].is_public()) {
        folders.entry(&site.entries[at].resource.folder).or_default().push(at);
    }
    folders
}

fn parts(entries: usize) -> usize {
    entries.div_ceil(PART).max(1)
}

/// The part an id is in; `bookmarks-page.js` computes the same.
fn part_of(id: &str, parts: usize) -> usize {
    id.bytes().fold(0, |sum, byte| (sum * 31 + usize::from(byte)) % 65_521) % parts
}

fn page(input: &Input, counts: &BTreeMap<&str, usize>) -> Result<Vec<u8>, RenderError> {
    let site = input.site;
    let parts =
        serde_json::to_string(counts).map_err(|error| RenderError { path: route::BOOKMARKS.to_owned(), message: error.to_string() })?;
    let view = BookmarksView { parts, base: site.settings.base_url.as_ref().map(|base| base.value.as_str()) };
    let frame = Frame::new(site, route::BOOKMARKS, "bookmarks", TITLE, "気になった所をはさんでおくページです。").below(&[]);
    input.engine.page("bookmarks.html", &frame, "bookmarks", &view)
}

fn script(site: &Site, entries: &[EntryIndex], path: &str) -> Result<Vec<u8>, RenderError> {
    let kept: BTreeMap<&str, KeptView> = entries.iter().map(|at| (site.entries[*at].resource.id.as_str(), kept(*at, site))).collect();
    let json = serde_json::to_string(&kept).map_err(|error| RenderError { path: path.to_owned(), message: error.to_string() })?;
    Ok(format!("shioriKept({json});\n").into_bytes())
}

fn kept(at: EntryIndex, site: &Site) -> KeptView<'_> {
    let entry = &site.entries[at];
    let resource = &entry.resource;
    let mut rows = rows(entry, site);
    rows.retain(|row| row.kind != FactKind::Access);
    KeptView {
        name: ruby::plain(&resource.name).into_owned(),
        kind: entry.kind.map_or("", |kind| &site.vocabulary.kinds[kind].label),
        area: entry.areas.first().map_or("", |area| &site.areas[*area].name),
        status: StatusView::of(resource.status, None).map(|status| status.label),
        checked: resource.checked.as_ref().map(|checked| checked.japanese()),
        rows,
    }
}

#[cfg(test)]
mod tests {
    use super::{part_of, parts};

    #[test]
    fn the_part_of_an_id_is_what_the_script_computes() {
        // The numbers are those of the script.
        assert_eq!(part_of("hannan/library", 1), 0);
        assert_eq!(part_of("hannan/library", 65_521), 40_655);
        assert_eq!(parts(0), 1);
        assert_eq!(parts(251), 2);
    }
}
