//! `map.html`: places with a stated position, drawn at build time, beside the same list in words.
//!
//! No tile server is asked. A site with more places than one map can tell apart has a map an area, and `map.html` leads to
//! them. Where nothing has a position there is no map.

mod drawing;

use serde::Serialize;

use crate::model::ruby;
use crate::render::map::drawing::{Drawing, Spot};
use crate::render::markup::Place;
use crate::render::view::base::Frame;
use crate::render::view::hue;
use crate::render::view::maps::{OutsideMap, outside_maps};
use crate::render::{Artifact, Input, RenderError};
use crate::site::{EntryIndex, near, route};

#[derive(Serialize)]
struct MapView<'a> {
    title: String,
    drawing: Drawing,
    /// The places, where they are not too many.
    groups: Vec<GroupView<'a>>,
    /// Maps of areas, where they are.
    areas: Vec<AreaView<'a>>,
    /// Places that stand on no map.
    unplaced: usize,
}

#[derive(Serialize)]
struct GroupView<'a> {
    id: String,
    heading: &'a str,
    places: Vec<PlaceView<'a>>,
}

#[derive(Serialize)]
struct PlaceView<'a> {
    number: usize,
    href: String,
    name_html: String,
    kind: &'a str,
    address: Option<&'a str>,
    maps: [OutsideMap; 3],
}

#[derive(Serialize)]
struct AreaView<'a> {
    number: usize,
    label: &'a str,
    href: String,
    count: usize,
}

pub(super) fn render<'a>(input: &'a Input<'a>) -> Vec<Artifact<'a>> {
    let site = input.site;
    let placed = near::placed(&site.entries);
    if placed.is_empty() {
        return Vec::new();
    }
    let areas = near::map_areas(&site.entries, &placed);
    let mut shelves: Vec<Vec<EntryIndex>> = vec![Vec::new(); site.areas.len()];
    // In the order of the list of everything, so that the numbers on paper run as the list does.
    let rank = |at: &EntryIndex| site.entries[*at].areas.first().copied().unwrap_or(usize::MAX);
    let mut ordered = placed;
    ordered.sort_by_key(rank);
    for &at in &ordered {
        if let Some(shelf) = shelves.get_mut(rank(&at)) {
            shelf.push(at);
        }
    }
    let mut artifacts: Vec<Artifact<'a>> = Vec::new();
    if areas.is_empty() {
        artifacts.push(Artifact::later(route::MAP, move || page(input, None, &ordered)));
        return artifacts;
    }
    let shelves = std::sync::Arc::new(shelves);
    for area in areas {
        let shelves = std::sync::Arc::clone(&shelves);
        artifacts.push(Artifact::later(route::map(&site.areas[area].id), move || page(input, Some(area), &shelves[area])));
    }
    artifacts.push(Artifact::later(route::MAP, move || overview(input, &shelves)));
    artifacts
}

fn page(input: &Input, area: Option<usize>, entries: &[EntryIndex]) -> Result<Vec<u8>, RenderError> {
    let site = input.site;
    let place = Place::new("", "");
    let mut spots = Vec::new();
    let mut groups: Vec<GroupView> = Vec::new();
    for (number, &at) in (1..).zip(entries) {
        let entry = &site.entries[at];
        let Some(position) = near::position(entry) else { continue };
        let resource = &entry.resource;
        spots.push(Spot {
            number,
            position,
            label: ruby::plain(&resource.name).into_owned(),
            hue: entry.needs.first().map_or(0, |need| hue(*need)),
        });
        let (id, heading) =
            entry.areas.first().map_or(("other", "そのほか"), |area| (&site.areas[*area].id.value, &site.areas[*area].name));
        if groups.last().is_none_or(|group| group.heading != heading) {
            groups.push(GroupView { id: format!("g-{id}"), heading, places: Vec::new() });
        }
        let view = PlaceView {
            number,
            href: route::resource(&resource.id),
            name_html: place.line(&resource.name),
            kind: entry.kind.map_or("", |kind| &site.vocabulary.kinds[kind].label),
            address: resource.venues.iter().find(|venue| venue.location.is_some()).and_then(|venue| venue.address.as_deref()),
            maps: outside_maps(position),
        };
        if let Some(group) = groups.last_mut() {
            group.places.push(view);
        }
    }
    let of_area = |at: &EntryIndex| area.is_none_or(|area| site.entries[*at].areas.first() == Some(&area));
    let all = site.lists.all.iter().filter(|at| of_area(at)).count();
    let title = area.map_or_else(|| "地図".to_owned(), |area| format!("{}の地図", site.areas[area].name));
    let path = area.map_or_else(|| route::MAP.to_owned(), |area| route::map(&site.areas[area].id));
    let drawing = Drawing::new(&spots, &site.outline);
    let ways: &[(&str, &str)] = if area.is_some() { &[("地図", route::MAP)] } else { &[] };
    let frame = Frame::new(site, &path, "map", title.clone(), "場所を、地図と一覧で見られます。").below(ways);
    input.engine.page("map.html", &frame, "map", &MapView { title, drawing, groups, areas: Vec::new(), unplaced: all - spots.len() })
}

/// One mark an area, in the middle of its places.
fn overview(input: &Input, shelves: &[Vec<EntryIndex>]) -> Result<Vec<u8>, RenderError> {
    let site = input.site;
    let mut spots = Vec::new();
    let mut areas = Vec::new();
    let filled = shelves.iter().enumerate().filter(|(_, shelf)| !shelf.is_empty());
    for (number, (area, shelf)) in (1..).zip(filled) {
        let positions: Vec<_> = shelf.iter().filter_map(|at| near::position(&site.entries[*at])).collect();
        let sum = positions.iter().fold((0.0, 0.0), |sum, position| (sum.0 + position.0, sum.1 + position.1));
        let count = positions.len() as f64;
        let label = &site.areas[area].name;
        spots.push(Spot { number, position: (sum.0 / count, sum.1 / count), label: label.clone(), hue: 0 });
        areas.push(AreaView { number, label, href: route::map(&site.areas[area].id), count: shelf.len() });
    }
    let placed: usize = shelves.iter().map(Vec::len).sum();
    let frame = Frame::new(site, route::MAP, "map", "地図", "場所を、地域ごとの地図で見られます。").below(&[]);
    let drawing = Drawing::new(&spots, &site.outline);
    let view = MapView { title: "地図".to_owned(), drawing, groups: Vec::new(), areas, unplaced: site.lists.all.len() - placed };
    input.engine.page("map.html", &frame, "map", &view)
}
