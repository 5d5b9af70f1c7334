//! The places whose coordinates are known (RFC 7946).

use serde::Serialize;

use crate::model::ruby;
use crate::render::opendata::{Links, disclosed, public};
use crate::render::view::card::plain_text;
use crate::site::Site;

#[derive(Serialize)]
struct Collection<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    features: Vec<Feature<'a>>,
}

#[derive(Serialize)]
struct Feature<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    id: String,
    geometry: Geometry,
    properties: Properties<'a>,
}

#[derive(Serialize)]
struct Geometry {
    #[serde(rename = "type")]
    kind: &'static str,
    /// Longitude first.
    coordinates: [f64; 2],
}

#[derive(Serialize)]
struct Properties<'a> {
    id: &'a str,
    name: std::borrow::Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    venue: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'a str>,
    summary: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<&'a str>,
    url: String,
}

/// The file; its collection is empty where no coordinates are known.
pub fn places(site: &Site) -> Vec<u8> {
    let links = Links::new(site);
    let mut features = Vec::new();
    for entry in public(site) {
        let resource = &entry.resource;
        for (number, venue) in resource.venues.iter().enumerate().filter(|(_, venue)| disclosed(venue)) {
            let Some((latitude, longitude)) = venue.location.as_ref().map(|location| location.value) else { continue };
            let properties = Properties {
                id: &resource.id,
                name: ruby::plain(&resource.name),
                venue: venue.name.as_deref(),
                kind: entry.kind.map(|kind| site.vocabulary.kinds[kind].label.as_str()),
                summary: plain_text(&resource.summary.source),
                address: venue.address.as_deref(),
                url: links.page(&resource.id),
            };
            let id = if number == 0 { resource.id.clone() } else { format!("{}#{}", resource.id, number + 1) };
            let geometry = Geometry { kind: "Point", coordinates: [longitude, latitude] };
            features.push(Feature { kind: "Feature", id, geometry, properties });
        }
    }
    serde_json::to_vec(&Collection { kind: "FeatureCollection", features }).unwrap_or_default()
}
