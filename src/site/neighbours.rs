//! Entries that are like an entry, and entries that are near it.
//!
//! Like: the same area first, then as many shared words as possible. Near: by straight line where positions are known,
//! otherwise by area. Near-linear: each entry is compared with a fixed number of others of its own area, and a tree of
//! positions is asked for the few next to it, however densely they lie.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rstar::RTree;
use rstar::primitives::GeomWithData;

use crate::site::{Entry, EntryIndex, Lists};

/// How many are shown.
const SHOWN: usize = 3;
/// How many neighbours of each list are compared.
const COMPARED: usize = 12;
/// What is farther away than so many metres is not near, even if nothing else is.
const FARTHEST: f64 = 30_000.0;
/// Radius of the earth in metres (GRS 80, mean).
const EARTH: f64 = 6_371_009.0;

/// What is near an entry.
#[derive(Clone, Debug)]
pub enum Nearest {
    /// By straight line, the nearest first.
    ByDistance(Vec<Near>),
    /// Its position, or that of all others, is not known: others of its area, neither related nor alike.
    SameArea(Vec<EntryIndex>),
}

/// An entry and how far it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    /// The other entry.
    pub entry: EntryIndex,
    /// In a straight line.
    pub metres: f64,
}

pub(super) fn find(entries: &mut [Entry], lists: &Lists) {
    let shelves = Shelves::new(entries, lists);
    let places = Places::new(entries, lists);
    let found: Vec<_> = (0..entries.len())
        .into_par_iter()
        .map(|at| {
            let similar = similar(at, entries, &shelves);
            let nearest = nearest(at, entries, &similar, &shelves, &places);
            (similar, nearest)
        })
        .collect();
    for (entry, (similar, nearest)) in entries.iter_mut().zip(found) {
        entry.similar = similar;
        entry.nearest = nearest;
    }
}

/// Public entries of one area, one area and one kind, or one area and one wish, by their indices.
struct Shelves {
    by_area: BTreeMap<usize, Vec<EntryIndex>>,
    by_kind: BTreeMap<(usize, usize), Vec<EntryIndex>>,
    by_need: BTreeMap<(usize, usize), Vec<EntryIndex>>,
}

impl Shelves {
    fn new(entries: &[Entry], lists: &Lists) -> Self {
        let mut shelves = Shelves { by_area: BTreeMap::new(), by_kind: BTreeMap::new(), by_need: BTreeMap::new() };
        for &at in &lists.all {
            let entry = &entries[at];
            for &area in &entry.areas {
                shelves.by_area.entry(area).or_default().push(at);
                if let Some(kind) = entry.kind {
                    shelves.by_kind.entry((area, kind)).or_default().push(at);
                }
                for &need in &entry.needs {
                    shelves.by_need.entry((area, need)).or_default().push(at);
                }
            }
        }
        // Sorted by index, so that an entry finds its own place by bisection.
        let pairs = shelves.by_kind.values_mut().chain(shelves.by_need.values_mut());
        shelves.by_area.values_mut().chain(pairs).for_each(|shelf| shelf.sort_unstable());
        shelves
    }
}

fn similar(at: EntryIndex, entries: &[Entry], shelves: &Shelves) -> Vec<EntryIndex> {
    let entry = &entries[at];
    let mut candidates: Vec<EntryIndex> = Vec::new();
    for &area in &entry.areas {
        let kind = entry.kind.and_then(|kind| shelves.by_kind.get(&(area, kind)));
        let needs = entry.needs.iter().filter_map(|need| shelves.by_need.get(&(area, *need)));
        for shelf in kind.into_iter().chain(needs) {
            candidates.extend(around(shelf, at));
        }
    }
    candidates.sort_unstable();
    candidates.dedup();
    candidates.retain(|other| *other != at && !entry.related.contains(other) && !entries[*other].is_gone());
    candidates.sort_by_cached_key(|other| (std::cmp::Reverse(likeness(entry, &entries[*other])), *other));
    candidates.truncate(SHOWN);
    candidates
}

/// The entries next to `at` on a shelf, going round at its ends so that the last has as many neighbours as the first.
fn around(shelf: &[EntryIndex], at: EntryIndex) -> impl Iterator<Item = EntryIndex> + '_ {
    let place = shelf.partition_point(|other| *other < at);
    let count = shelf.len().min(COMPARED);
    (0..count).map(move |step| shelf[(place + step) % shelf.len()])
}

fn likeness(a: &Entry, b: &Entry) -> usize {
    let shared = |a: &[usize], b: &[usize]| a.iter().filter(|item| b.contains(item)).count();
    let same_kind = usize::from(a.kind == b.kind);
    3 * same_kind + 2 * shared(&a.needs, &b.needs) + shared(&a.comforts, &b.comforts) + shared(&a.audience, &b.audience)
}

/// A point on the unit sphere: there, what is nearer in a straight line is nearer on the ground, at any longitude.
type Point = [f64; 3];

fn point((latitude, longitude): (f64, f64)) -> Point {
    let (latitude, longitude) = (latitude.to_radians(), longitude.to_radians());
    [latitude.cos() * longitude.cos(), latitude.cos() * longitude.sin(), latitude.sin()]
}

fn metres(squared_chord: f64) -> f64 {
    2.0 * EARTH * (squared_chord.sqrt() / 2.0).min(1.0).asin()
}

struct Places(RTree<GeomWithData<Point, EntryIndex>>);

impl Places {
    fn new(entries: &[Entry], lists: &Lists) -> Self {
        // In index order, so that the tree, and which of many at one spot are named, is the same each time.
        let mut alive: Vec<EntryIndex> = lists.all.iter().copied().filter(|at| !entries[*at].is_gone()).collect();
        alive.sort_unstable();
        let placed = alive.into_iter().filter_map(|at| Some(GeomWithData::new(point(entries[at].location()?), at)));
        Places(RTree::bulk_load(placed.collect()))
    }

    fn around(&self, at: EntryIndex, location: (f64, f64)) -> Vec<Near> {
        let all = self.0.nearest_neighbor_iter_with_distance_2(point(location));
        let others = all.map(|(place, squared)| Near { entry: place.data, metres: metres(squared) });
        let mut near: Vec<Near> = others.take_while(|near| near.metres <= FARTHEST).filter(|near| near.entry != at).take(SHOWN).collect();
        near.sort_by(|a, b| a.metres.total_cmp(&b.metres).then(a.entry.cmp(&b.entry)));
        near
    }
}

fn nearest(at: EntryIndex, entries: &[Entry], similar: &[EntryIndex], shelves: &Shelves, places: &Places) -> Nearest {
    let entry = &entries[at];
    let by_distance = entry.location().map(|location| places.around(at, location)).filter(|near| !near.is_empty());
    by_distance.map_or_else(
        || {
            let same_area = entry.areas.iter().filter_map(|area| shelves.by_area.get(area)).flat_map(|shelf| around(shelf, at));
            let is_new = |other: &EntryIndex| {
                *other != at && !similar.contains(other) && !entry.related.contains(other) && !entries[*other].is_gone()
            };
            let mut others: Vec<EntryIndex> = Vec::new();
            for other in same_area.filter(is_new) {
                if others.len() < SHOWN && !others.contains(&other) {
                    others.push(other);
                }
            }
            Nearest::SameArea(others)
        },
        Nearest::ByDistance,
    )
}

#[cfg(test)]
mod tests {
    use super::{metres, point};

    #[test]
    fn distances_are_those_on_the_ground() {
        let between = |a, b| {
            let (a, b) = (point(a), point(b));
            metres(a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum())
        };
        assert!((between((35.0, 135.0), (36.0, 135.0)) - 111_195.0).abs() < 10.0, "a degree of latitude");
        assert!((between((35.0, 135.0), (35.0, 135.001)) - 91.09).abs() < 0.1, "a thousandth of a degree of longitude");
        assert!(between((35.0, 135.0), (35.0, 135.0)) < f64::EPSILON);
    }
}
