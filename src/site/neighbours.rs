//! Entries that are like an entry: the same area first, then as many shared words as possible.
//!
//! Linear: each entry is compared with a fixed number of its neighbours in the lists of its own area, never with all.

use std::collections::BTreeMap;

use crate::model::resource::Status;
use crate::site::{Entry, EntryIndex, Lists};

/// How many are shown.
const SHOWN: usize = 3;
/// How many neighbours of each list are compared.
const COMPARED: usize = 12;

pub(super) fn find(entries: &mut [Entry], lists: &Lists) {
    let shelves = Shelves::new(entries, lists);
    let found: Vec<Vec<EntryIndex>> = (0..entries.len()).map(|at| similar(at, entries, &shelves)).collect();
    for (entry, similar) in entries.iter_mut().zip(found) {
        entry.similar = similar;
    }
}

/// Public entries of one area and one kind, or one area and one wish, in list order; and where each entry stands.
struct Shelves {
    by_kind: BTreeMap<(usize, usize), Vec<EntryIndex>>,
    by_need: BTreeMap<(usize, usize), Vec<EntryIndex>>,
}

impl Shelves {
    fn new(entries: &[Entry], lists: &Lists) -> Self {
        let mut shelves = Shelves { by_kind: BTreeMap::new(), by_need: BTreeMap::new() };
        for &at in &lists.all {
            let entry = &entries[at];
            for &area in &entry.areas {
                if let Some(kind) = entry.kind {
                    shelves.by_kind.entry((area, kind)).or_default().push(at);
                }
                for &need in &entry.needs {
                    shelves.by_need.entry((area, need)).or_default().push(at);
                }
            }
        }
        // Sorted by index, so that an entry finds its own place by bisection.
        shelves.by_kind.values_mut().chain(shelves.by_need.values_mut()).for_each(|shelf| shelf.sort_unstable());
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
    candidates.retain(|other| *other != at && !entry.related.contains(other) && entries[*other].resource.status != Status::Ended);
    candidates.sort_by_key(|other| (std::cmp::Reverse(likeness(entry, &entries[*other])), *other));
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
