//! Open data: the public entries for other people's programs, and the page that explains each file.
//!
//! 1. [`csv`]: 公共施設一覧 in the standard's columns. 2. [`geojson`]: the places with coordinates. 3. [`hsds`]: Open Referral.
//! 4. [`json`]: everything, with its schema. 5. [`page`]: `opendata.html`.
//!
//! Only public entries; a venue that is told on request only has no name, address or coordinates here.

mod csv;
mod geojson;
mod hsds;
mod json;
mod page;
#[cfg(test)]
mod tests;

use uuid::Uuid;

use crate::model::venue::Venue;
use crate::render::{Artifact, Input};
use crate::site::{Entry, Site, route};

pub(super) fn render<'a>(input: &'a Input<'a>) -> Vec<Artifact<'a>> {
    let site = input.site;
    let mut artifacts = vec![
        Artifact::later(route::OPEN_DATA, move || page::render(input)),
        Artifact::later(route::OPEN_CSV, move || Ok(csv::facilities(site))),
        Artifact::later(route::OPEN_GEOJSON, move || Ok(geojson::places(site))),
        Artifact::later(route::OPEN_JSON, move || Ok(json::resources(site))),
        Artifact::ready(route::OPEN_SCHEMA, json::SCHEMA),
    ];
    let total = public(site).count();
    let pages = route::open_hsds_pages(total);
    artifacts.extend((1..=pages).map(|number| {
        Artifact::later(route::open_hsds(number), move || {
            let entries: Vec<&Entry> = public(site).skip((number - 1) * route::HSDS_PAGE).take(route::HSDS_PAGE).collect();
            Ok(hsds::page(site, &entries, number, pages, total))
        })
    }));
    artifacts
}

/// The entries that are told, in their order.
fn public(site: &Site) -> impl Iterator<Item = &Entry> {
    site.entries.iter().filter(|entry| entry.is_public())
}

/// Whether a venue may be named.
fn disclosed(venue: &Venue) -> bool {
    venue.undisclosed.is_none()
}

/// Code and name of the municipality an entry belongs to: its area, or the nearest one above that has a code.
fn municipality<'a>(entry: &Entry, site: &'a Site) -> Option<(&'a str, &'a str)> {
    entry.areas.iter().find_map(|at| {
        let mut area = &site.areas[*at];
        // As many steps as there are areas: parents may have been written in a circle.
        for _ in 0..site.areas.len() {
            if let Some(code) = &area.code {
                return Some((code.as_str(), area.name.as_str()));
            }
            let parent = area.parent.as_ref()?;
            area = site.areas.iter().find(|area| area.id.value == parent.value)?;
        }
        None
    })
}

/// Addresses and ids that stay the same on every build.
pub(super) struct Links<'a> {
    base: Option<&'a str>,
    namespace: Uuid,
}

impl<'a> Links<'a> {
    pub(super) fn new(site: &'a Site) -> Self {
        let base = site.settings.base_url.as_ref().map(|base| base.value.as_str());
        let name = base.unwrap_or(&site.settings.title.value);
        Links { base, namespace: Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes()) }
    }

    /// The id of something with a name.
    pub(super) fn uuid(&self, name: &str) -> Uuid {
        Uuid::new_v5(&self.namespace, name.as_bytes())
    }

    /// The full address of an entry's page, where the site's is known.
    pub(super) fn full(&self, id: &str) -> Option<String> {
        self.base.map(|base| format!("{base}{}", route::resource(id)))
    }

    /// The address of an entry's page; from the root where the site's is not known.
    pub(super) fn page(&self, id: &str) -> String {
        self.full(id).unwrap_or_else(|| route::resource(id))
    }
}
