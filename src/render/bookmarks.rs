//! `bookmarks.html`, わたしのしおり: what a visitor kept, on the visitor's device only; and what the page needs to know of each place.
//!
//! The facts of the places come as script files, because a page opened from a disk may load scripts and nothing else. Which
//! file has a place follows from its id alone, so that the page loads those of the kept places and no others.

use serde::Serialize;

use crate::model::ruby;
use crate::render::view::StatusView;
use crate::render::view::base::Frame;
use crate::render::view::card::{self, RowView};
use crate::render::{Artifact, Input, RenderError};
use crate::site::{Entry, EntryIndex, Site, route};

/// Places in one file.
const SHELF: usize = 150;

#[derive(Serialize)]
struct BookmarksView<'a> {
    title: &'static str,
    /// How many files there are.
    shelves: usize,
    /// Where the site lies, for addresses that work on another device.
    base: Option<&'a str>,
    /// Icons that rows may need.
    icons: [&'static str; 9],
}

/// Name, kind, area, status, rows.
#[derive(Serialize)]
struct Kept<'a>(&'a str, String, &'a str, &'a str, Option<&'static str>, Vec<KeptRow>);

/// Icon, label, lines, address.
#[derive(Serialize)]
struct KeptRow(&'static str, &'static str, Vec<String>, Option<String>);

pub(super) fn render<'a>(input: &'a Input<'a>) -> Vec<Artifact<'a>> {
    let site = input.site;
    let mut shelves: Vec<Vec<EntryIndex>> = vec![Vec::new(); site.lists.all.len().div_ceil(SHELF).max(1)];
    let count = shelves.len();
    for &at in &site.lists.all {
        shelves[shelf_of(&site.entries[at].resource.id, count)].push(at);
    }
    let mut artifacts = vec![Artifact::later(route::BOOKMARKS, move || page(input, count))];
    artifacts.extend(shelves.into_iter().enumerate().map(|(number, mut shelf)| {
        shelf.sort_unstable();
        Artifact::later(format!("assets/kept/{number}.js"), move || file(site, number, &shelf))
    }));
    artifacts
}

fn page(input: &Input, shelves: usize) -> Result<Vec<u8>, RenderError> {
    let view = BookmarksView {
        title: "わたしのしおり",
        shelves,
        base: input.site.settings.base_url.as_ref().map(|url| url.value.as_str()),
        icons: ["pin", "online", "train", "bus", "calendar", "clock", "closed", "phone", "mail"],
    };
    let description = "気になったところを、この端末の中だけに、はさんでおけます。";
    let mut frame = Frame::new(input.site, route::BOOKMARKS, "bookmarks", view.title, description).below(&[]);
    frame.page.noindex = true;
    input.engine.page("bookmarks.html", &frame, "bookmarks", &view)
}

/// The file that has a place. `assets/bookmarks.js` does the same sum.
fn shelf_of(id: &str, shelves: usize) -> usize {
    id.encode_utf16().fold(0, |sum: usize, unit| (sum * 31 + usize::from(unit)) % 65_521) % shelves
}

fn file(site: &Site, number: usize, shelf: &[EntryIndex]) -> Result<Vec<u8>, RenderError> {
    let rows: Vec<Kept> = shelf.iter().map(|at| kept(&site.entries[*at], site)).collect();
    let json = serde_json::to_string(&rows)
        .map_err(|error| RenderError { path: format!("assets/kept/{number}.js"), message: error.to_string() })?;
    Ok(format!("(self.shioriKept=self.shioriKept||[]).push([{number},{json}])\n").into_bytes())
}

fn kept<'a>(entry: &'a Entry, site: &'a Site) -> Kept<'a> {
    let resource = &entry.resource;
    let row = |RowView { icon, label, lines, url }| KeptRow(icon, label, lines, url);
    Kept(
        &resource.id,
        ruby::plain(&resource.name).into_owned(),
        entry.kind.map_or("", |kind| &site.vocabulary.kinds[kind].label),
        entry.areas.first().map_or("", |area| &site.areas[*area].name),
        StatusView::of(resource.status, None).map(|status| status.label),
        card::rows(resource).into_iter().map(row).collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::shelf_of;

    #[test]
    fn a_place_stands_on_the_shelf_that_the_script_works_out() {
        // tests/browser/bookmarks.test.mjs holds the script to the same numbers.
        assert_eq!((shelf_of("hannan/library", 7), shelf_of("toba/sanpomichi-cafe", 7), shelf_of("hannan/図書館", 67)), (6, 0, 5));
    }
}
