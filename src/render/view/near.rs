//! What is near an entry, in words.

use serde::Serialize;

use crate::render::markup::Place;
use crate::site::{Entry, EntryIndex, Nearest, Site, route};

/// A short list below an entry.
#[derive(Debug, Serialize)]
pub struct NearView<'a> {
    heading: &'static str,
    /// Whether distances are told.
    is_measured: bool,
    items: Vec<NearItemView<'a>>,
}

#[derive(Debug, Serialize)]
struct NearItemView<'a> {
    href: String,
    name_html: String,
    kind: &'a str,
    distance: Option<String>,
}

impl<'a> NearView<'a> {
    /// None where nothing is near.
    pub fn of(entry: &Entry, site: &'a Site) -> Option<Self> {
        let (heading, is_measured, items): (_, _, Vec<_>) = match &entry.nearest {
            Nearest::ByDistance(near) => {
                ("ここから近い所", true, near.iter().map(|near| item(near.entry, Some(distance(near.metres)), site)).collect())
            }
            Nearest::SameArea(others) => ("同じ地域の所", false, others.iter().map(|at| item(*at, None, site)).collect()),
        };
        (!items.is_empty()).then_some(NearView { heading, is_measured, items })
    }
}

fn item(at: EntryIndex, distance: Option<String>, site: &Site) -> NearItemView<'_> {
    let entry = &site.entries[at];
    NearItemView {
        href: route::resource(&entry.resource.id),
        name_html: Place::new("", "").line(&entry.resource.shown().name),
        kind: entry.kind.map_or("", |kind| &site.vocabulary.shown().kinds[kind].label),
        distance,
    }
}

/// A straight line, no more exact than it is of use.
fn distance(metres: f64) -> String {
    if metres < 100.0 {
        "すぐ近く（100 m以内）".to_owned()
    } else if metres < 975.0 {
        format!("約{:.0} m", (metres / 50.0).round() * 50.0)
    } else if metres < 9_950.0 {
        format!("約{:.1} km", metres / 1000.0)
    } else {
        format!("約{:.0} km", metres / 1000.0)
    }
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn distances_are_as_exact_as_people_say_them() {
        let said = [0.0, 99.9, 101.0, 340.0, 974.0, 980.0, 1_240.0, 9_940.0, 9_960.0, 29_600.0].map(distance);
        let words = [
            "すぐ近く（100 m以内）",
            "すぐ近く（100 m以内）",
            "約100 m",
            "約350 m",
            "約950 m",
            "約1.0 km",
            "約1.2 km",
            "約9.9 km",
            "約10 km",
            "約30 km",
        ];
        assert_eq!(said, words);
    }
}
