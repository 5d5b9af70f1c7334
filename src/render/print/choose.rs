//! Which entries a leaflet has, and in which order.

use crate::model::resource::Resource;
use crate::model::settings::Leaflet;
use crate::site::{Entry, EntryIndex, Site};

/// The entries of a leaflet in printing order.
pub fn chosen(leaflet: &Leaflet, site: &Site) -> Vec<EntryIndex> {
    let areas = areas(leaflet, site);
    let in_areas = |at: EntryIndex, entry: &Entry| {
        // A list of an area holds its parts too; entries only for print stand in no list.
        areas.is_empty() || areas.iter().any(|area| site.lists.areas[*area].contains(&at) || entry.areas.contains(area))
    };
    let of_kinds = |resource: &Resource| leaflet.kinds.is_empty() || leaflet.kinds.iter().any(|kind| kind.value == resource.kind.value);
    let is_wanted = |entry: &Entry| entry.resource.leaflet.include.unwrap_or(!entry.is_gone()) && of_kinds(&entry.resource);
    let mut chosen: Vec<_> =
        (0..site.entries.len()).filter(|at| is_wanted(&site.entries[*at]) && in_areas(*at, &site.entries[*at])).collect();
    chosen.sort_by_cached_key(|at| {
        let resource = &site.entries[*at].resource;
        let reading = resource.reading.clone().unwrap_or_else(|| resource.name.value.clone());
        (place_in(leaflet, &resource.id), resource.leaflet.order.unwrap_or(i64::MAX), reading, *at)
    });
    chosen
}

/// Indices of a leaflet's areas.
pub fn areas(leaflet: &Leaflet, site: &Site) -> Vec<usize> {
    leaflet.areas.iter().filter_map(|id| site.areas.iter().position(|area| area.id.value == id.value)).collect()
}

/// The wishes in the order of the leaflet.
pub fn needs(leaflet: &Leaflet, site: &Site) -> Vec<usize> {
    let mut needs: Vec<usize> = (0..site.vocabulary.needs.len()).collect();
    needs.sort_by_key(|at| place_in(leaflet, &site.vocabulary.needs[*at].id.value));
    needs
}

/// Where an id stands in the leaflet's own order; behind all others when it does not.
fn place_in(leaflet: &Leaflet, id: &str) -> usize {
    leaflet.order.iter().position(|other| other.value == id).unwrap_or(usize::MAX)
}
