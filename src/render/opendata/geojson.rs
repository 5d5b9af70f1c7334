//! Places with coordinates as GeoJSON (RFC 7946): longitude first.

use serde_json::{Map, Value, json};

use crate::model::ruby;
use crate::render::opendata::published::{address, entries};
use crate::site::{Site, identity};

/// Its name below `opendata/`.
pub const FILE: &str = "places.geojson";

/// One feature for each place whose coordinates are given and may be told.
pub fn collection(site: &Site) -> Vec<u8> {
    let mut features = Vec::new();
    for entry in entries(site) {
        let resource = &entry.resource;
        let names = identity::told_apart(&resource.venues.iter().map(identity::of_venue).collect::<Vec<_>>());
        let is_only = names.len() == 1;
        for (venue, name) in resource.venues.iter().zip(names).filter(|(venue, _)| venue.undisclosed.is_none()) {
            let Some(location) = &venue.location else { continue };
            let mut properties = Map::new();
            let mut put = |key: &str, value: Option<Value>| properties.extend(value.map(|value| (key.to_owned(), value)));
            put("name", Some(json!(ruby::plain(&resource.name))));
            put("kind", entry.kind.map(|kind| json!(site.vocabulary.kinds[kind].label)));
            put("place", venue.name.as_deref().map(|name| json!(ruby::plain(name))));
            put("address", venue.address.as_deref().map(|address| json!(ruby::plain(address))));
            put("phone", resource.contacts.iter().find_map(|contact| contact.phone.as_ref()).map(|phone| json!(phone.value)));
            put("url", address(site, &resource.id).map(Value::from));
            let id = if is_only { resource.id.clone() } else { format!("{}#{}", resource.id, name.replace('\n', " ")) };
            let point = json!({"type": "Point", "coordinates": [location.1, location.0]});
            features.push(json!({"type": "Feature", "id": id, "geometry": point, "properties": properties}));
        }
    }
    let collection = json!({"type": "FeatureCollection", "features": features});
    collection.to_string().into_bytes()
}
