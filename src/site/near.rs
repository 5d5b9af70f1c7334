//! Who is where: the entries with a position, and the nearest others of each.
//!
//! Only positions that the content states are used; an entry without one is near to nothing and far from nothing.

use std::collections::BTreeSet;

use rstar::RTree;
use rstar::primitives::GeomWithData;

use crate::model::resource::Status;
use crate::site::{Entry, EntryIndex};

/// How many are told.
const TOLD: usize = 3;
/// Metres beyond which nobody would call it near: an hour on foot and half an hour by bicycle.
const FARTHEST: f64 = 5_000.0;
/// More marks than this are not told apart on one map.
pub const MARKS: usize = 200;
/// Mean radius of the earth in metres.
const EARTH: f64 = 6_371_009.0;

/// A neighbour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    /// Which.
    pub entry: EntryIndex,
    /// How far in a straight line.
    pub metres: f64,
}

/// The first stated position of an entry's places: latitude and longitude.
pub fn position(entry: &Entry) -> Option<(f64, f64)> {
    entry.resource.venues.iter().find_map(|venue| venue.location.as_ref()).map(|location| location.value)
}

/// The entries with a page and a position, in order.
pub fn placed(entries: &[Entry]) -> Vec<EntryIndex> {
    (0..entries.len()).filter(|at| entries[*at].is_public() && position(&entries[*at]).is_some()).collect()
}

/// Areas with a map of their own: all that have a placed entry, where one map cannot hold them all.
pub fn map_areas(entries: &[Entry], placed: &[EntryIndex]) -> BTreeSet<usize> {
    if placed.len() <= MARKS {
        return BTreeSet::new();
    }
    placed.iter().filter_map(|at| entries[*at].areas.first().copied()).collect()
}

pub(super) fn find(entries: &mut [Entry]) {
    let placed = placed(entries);
    // On the sphere in space, the shorter chord is the shorter way; degrees would have to be weighed.
    let points = placed.iter().filter_map(|at| Some(GeomWithData::new(in_space(position(&entries[*at])?), *at))).collect();
    let tree: RTree<GeomWithData<[f64; 3], EntryIndex>> = RTree::bulk_load(points);
    let found: Vec<Vec<Near>> = placed.iter().map(|at| nearest(*at, entries, &tree)).collect();
    for (at, near) in placed.into_iter().zip(found) {
        entries[at].near = near;
    }
}

fn nearest(at: EntryIndex, entries: &[Entry], tree: &RTree<GeomWithData<[f64; 3], EntryIndex>>) -> Vec<Near> {
    let Some(here) = position(&entries[at]) else { return Vec::new() };
    // A few more than are told, so that those of one building come in a fixed order.
    let others = tree.nearest_neighbor_iter(&in_space(here)).take(TOLD + 12).map(|point| point.data);
    let is_told = |other: &EntryIndex| *other != at && entries[*other].resource.status != Status::Ended;
    let far = |other: EntryIndex| position(&entries[other]).map(|there| Near { entry: other, metres: metres(here, there) });
    let mut near: Vec<Near> = others.filter(is_told).filter_map(far).filter(|near| near.metres <= FARTHEST).collect();
    near.sort_by(|a, b| a.metres.total_cmp(&b.metres).then(a.entry.cmp(&b.entry)));
    near.truncate(TOLD);
    near
}

fn in_space((latitude, longitude): (f64, f64)) -> [f64; 3] {
    let (latitude, longitude) = (latitude.to_radians(), longitude.to_radians());
    [latitude.cos() * longitude.cos(), latitude.cos() * longitude.sin(), latitude.sin()]
}

/// Along the sphere (haversine).
fn metres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let half = |a: f64, b: f64| ((b - a).to_radians() / 2.0).sin().powi(2);
    let chord = half(a.0, b.0) + a.0.to_radians().cos() * b.0.to_radians().cos() * half(a.1, b.1);
    2.0 * EARTH * chord.sqrt().min(1.0).asin()
}

/// A distance in words, not more exact than a straight line is worth.
pub fn in_words(metres: f64) -> String {
    match metres {
        metres if metres < 50.0 => "すぐそば".to_owned(),
        metres if metres < 950.0 => format!("直線で約{:.0}m", (metres / 100.0).round().max(1.0) * 100.0),
        metres => format!("直線で約{:.1}km", metres / 1000.0),
    }
}

#[cfg(test)]
mod tests {
    use super::{in_words, metres};

    #[test]
    fn distances_are_those_of_the_sphere() {
        // One minute of latitude is a nautical mile, 1,852 m by definition and 1,853 m on this sphere.
        assert_eq!(metres((34.0, 135.0), (34.0 + 1.0 / 60.0, 135.0)).round(), 1853.0);
        assert_eq!(metres((34.0, 135.0), (34.0, 135.0)), 0.0);
    }

    #[test]
    fn distances_are_told_as_roughly_as_they_are_known() {
        let said = [20.0, 60.0, 430.0, 949.0, 960.0, 4_321.0].map(in_words);
        assert_eq!(said, ["すぐそば", "直線で約100m", "直線で約400m", "直線で約900m", "直線で約1.0km", "直線で約4.3km"]);
    }
}
