//! Maps of others: only ever links, which say that they lead out of the site.

use serde::Serialize;

/// A map elsewhere.
#[derive(Debug, Serialize)]
pub struct OutsideMap {
    /// Whose.
    pub label: &'static str,
    /// Where it shows the place.
    pub url: String,
}

/// The maps that show a position (latitude, longitude).
pub fn outside_maps((latitude, longitude): (f64, f64)) -> [OutsideMap; 3] {
    [
        OutsideMap { label: "地理院地図", url: format!("https://maps.gsi.go.jp/#17/{latitude}/{longitude}/") },
        OutsideMap {
            label: "OpenStreetMap",
            url: format!("https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=17/{latitude}/{longitude}"),
        },
        OutsideMap { label: "Googleマップ", url: format!("https://www.google.com/maps/search/?api=1&query={latitude},{longitude}") },
    ]
}
