//! `map.html`, and `map/<area>.html` where places are many: marks on an outline, beside the same list in words.
//!
//! Drawn at build time; no tiles, no requests. Where no entry has a position, or there is no outline, there is no map.

mod drawing;

use serde::Serialize;

use crate::render::map::drawing::{Drawing, DrawingView, draw};
use crate::render::markup::Place;
use crate::render::view::base::Frame;
use crate::render::{Artifact, Input, RenderError};
use crate::site::{Sheet, Site, route};

const TITLE: &str = "地図";

/// What `map.html` sees.
#[derive(Serialize)]
struct MapView<'a> {
    title: String,
    /// Places with a position, on the whole site.
    count: usize,
    /// Entries without one.
    unplaced: usize,
    /// Where the sheets lie to each other; none where there is only one, and on a sheet's own page.
    overview: Option<SheetView>,
    /// Those drawn on this page.
    sheets: Vec<SheetView>,
    /// Whose data the outline is.
    credit: Option<&'a str>,
    /// From a sheet's own page to the overview.
    back: Option<&'static str>,
}

#[derive(Serialize)]
struct SheetView {
    /// Put before the ids of this sheet.
    id: String,
    heading: String,
    /// Of the heading.
    href: Option<String>,
    /// Places; 0 where they are not counted.
    count: usize,
    drawing: DrawingView,
    items: Vec<ItemView>,
}

#[derive(Serialize)]
struct ItemView {
    number: usize,
    /// Number of the mark it is under.
    mark: usize,
    /// A page of the site, or a part of this page.
    href: Option<String>,
    part: Option<String>,
    name: String,
    name_html: String,
    note: String,
    maps: Vec<OutsideView>,
}

#[derive(Serialize)]
struct OutsideView {
    label: &'static str,
    url: String,
}

pub(super) fn render<'a>(input: &'a Input<'a>) -> Vec<Artifact<'a>> {
    let atlas = &input.site.atlas;
    if atlas.sheets.is_empty() {
        return Vec::new();
    }
    let mut artifacts = vec![Artifact::later(route::MAP, move || page(input))];
    if atlas.is_split() {
        artifacts.extend(atlas.sheets.iter().map(|sheet| Artifact::later(input.site.sheet_page(sheet), move || own_page(input, sheet))));
    }
    artifacts
}

fn page(input: &Input) -> Result<Vec<u8>, RenderError> {
    let site = input.site;
    let sheets = &site.atlas.sheets;
    let count = sheets.iter().map(|sheet| sheet.places.len()).sum();
    let is_split = site.atlas.is_split();
    let view = MapView {
        title: TITLE.to_owned(),
        count,
        unplaced: site.lists.all.len().saturating_sub(count),
        overview: (sheets.len() > 1).then(|| overview(site, is_split)),
        sheets: if is_split { Vec::new() } else { sheets.iter().map(|sheet| sheet_view(sheet, site)).collect() },
        credit: site.outline.credit.as_deref(),
        back: None,
    };
    let frame = Frame::new(site, route::MAP, "map", TITLE, "場所の位置がわかる所を、地図と一覧でならべています。").below(&[]);
    input.engine.page("map.html", &frame, "map", &view)
}

fn own_page(input: &Input, sheet: &Sheet) -> Result<Vec<u8>, RenderError> {
    let site = input.site;
    let title = format!("{}の地図", heading(sheet, site));
    let mut drawn = sheet_view(sheet, site);
    drawn.heading = "この地図の所".to_owned();
    let view = MapView {
        title: title.clone(),
        count: sheet.places.len(),
        unplaced: 0,
        overview: None,
        sheets: vec![drawn],
        credit: site.outline.credit.as_deref(),
        back: Some(route::MAP),
    };
    let path = site.sheet_page(sheet);
    let frame = Frame::new(site, &path, "map", title, "場所の位置がわかる所を、地図と一覧でならべています。").below(&[(TITLE, route::MAP)]);
    input.engine.page("map.html", &frame, "map", &view)
}

fn heading(sheet: &Sheet, site: &Site) -> String {
    let area = sheet.area.map_or("そのほか", |area| site.areas[area].shown().name.as_str());
    match sheet.part {
        (_, 1) => area.to_owned(),
        (part, parts) => format!("{area}（{parts}枚のうち{part}枚め）"),
    }
}

/// One mark a sheet, in the middle of its places.
fn overview(site: &Site, is_split: bool) -> SheetView {
    let sheets = &site.atlas.sheets;
    let middle = |sheet: &Sheet| {
        let count = sheet.places.len() as f64;
        let sum = sheet.places.iter().fold((0.0, 0.0), |sum, (_, at)| (sum.0 + at.0, sum.1 + at.1));
        (sum.0 / count, sum.1 / count)
    };
    let places: Vec<(f64, f64)> = sheets.iter().map(middle).collect();
    let names: Vec<String> = sheets.iter().map(|sheet| heading(sheet, site)).collect();
    let Drawing { view, order, marks } = draw(&places, &names, &site.outline);
    let items = order.iter().zip(marks).enumerate().map(|(number, (&at, mark))| {
        let sheet = &sheets[at];
        ItemView {
            number: number + 1,
            mark,
            href: is_split.then(|| site.sheet_page(sheet)),
            part: (!is_split).then(|| id(sheet, site)),
            name: names[at].clone(),
            name_html: Place::new("", "").line(&names[at]),
            note: format!("{}か所", sheet.places.len()),
            maps: Vec::new(),
        }
    });
    let items = items.collect();
    SheetView { id: "all".to_owned(), heading: "地域の位置".to_owned(), href: None, count: 0, drawing: view, items }
}

fn id(sheet: &Sheet, site: &Site) -> String {
    format!("m-{}-{}", sheet.area.map_or("", |area| site.areas[area].id.value.as_str()), sheet.part.0)
}

fn sheet_view(sheet: &Sheet, site: &Site) -> SheetView {
    let places: Vec<(f64, f64)> = sheet.places.iter().map(|(_, at)| *at).collect();
    let names: Vec<String> = sheet.places.iter().map(|(at, _)| site.entries[*at].resource.name.value.clone()).collect();
    let id_of = |at: usize| route::mark(&site.entries[sheet.places[at].0].resource.id);
    let Drawing { view, order, marks } = draw(&places, &names, &site.outline).anchored(id_of);
    let items = order.iter().zip(marks).enumerate().map(|(number, (&at, mark))| {
        let (entry, location) = sheet.places[at];
        let entry = &site.entries[entry];
        ItemView {
            number: number + 1,
            mark,
            href: Some(route::resource(&entry.resource.id)),
            part: None,
            name: names[at].clone(),
            name_html: Place::new("", "").line(&entry.resource.shown().name),
            note: entry.kind.map_or_else(String::new, |kind| site.vocabulary.shown().kinds[kind].label.clone()),
            maps: outside(location),
        }
    });
    let items = items.collect();
    let href = sheet.area.map(|area| route::list("areas", &site.areas[area].id, 1));
    SheetView { id: id(sheet, site), heading: heading(sheet, site), href, count: sheet.places.len(), drawing: view, items }
}

/// Maps of others: links, nothing that is loaded from there.
fn outside((latitude, longitude): (f64, f64)) -> Vec<OutsideView> {
    vec![
        OutsideView {
            label: "OpenStreetMap",
            url: format!("https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=17/{latitude}/{longitude}"),
        },
        OutsideView { label: "地理院地図", url: format!("https://maps.gsi.go.jp/#17/{latitude}/{longitude}/") },
        OutsideView { label: "Google マップ", url: format!("https://www.google.com/maps/search/?api=1&query={latitude}%2C{longitude}") },
    ]
}
