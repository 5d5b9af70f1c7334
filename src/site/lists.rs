//! What is listed where: entries by wish, kind, area and comfort, the most helpful first (`rank`).

use std::collections::BTreeMap;

use crate::model::area::Area;
use crate::model::resource::Status;
use crate::model::ruby;
use crate::model::vocabulary::Vocabulary;
use crate::site::{Entry, EntryIndex, rank};

/// Entries by each of the words that sort them; outer index is the word's.
#[derive(Debug)]
pub struct Lists {
    /// All entries that have a page, in the order of their readings.
    pub all: Vec<EntryIndex>,
    /// The same, area after area.
    pub by_area: Vec<EntryIndex>,
    /// By wish.
    pub needs: Vec<Vec<EntryIndex>>,
    /// By kind.
    pub kinds: Vec<Vec<EntryIndex>>,
    /// By area; a part's entries are listed under the whole as well.
    pub areas: Vec<Vec<EntryIndex>>,
    /// By comfort.
    pub comforts: Vec<Vec<EntryIndex>>,
}

impl Lists {
    pub(super) fn new(entries: &[Entry], vocabulary: &Vocabulary, areas: &[Area]) -> Self {
        let all = in_order(entries);
        let mut lists = Lists {
            needs: vec![Vec::new(); vocabulary.needs.len()],
            kinds: vec![Vec::new(); vocabulary.kinds.len()],
            areas: vec![Vec::new(); areas.len()],
            comforts: vec![Vec::new(); vocabulary.comforts.len()],
            by_area: all.clone(),
            all: Vec::new(),
        };
        lists.by_area.sort_by_key(|at| entries[*at].areas.first().copied().unwrap_or(usize::MAX));
        let places = places(areas);
        let wholes: Vec<Vec<usize>> = (0..areas.len()).map(|area| with_wholes(area, areas, &places)).collect();
        let mut best = all.clone();
        best.sort_by_cached_key(|at| rank::key(&entries[*at], vocabulary));
        for at in best {
            let entry = &entries[at];
            entry.needs.iter().for_each(|need| lists.needs[*need].push(at));
            entry.kind.iter().for_each(|kind| lists.kinds[*kind].push(at));
            entry.comforts.iter().for_each(|comfort| lists.comforts[*comfort].push(at));
            let mut listed: Vec<usize> = entry.areas.iter().flat_map(|area| wholes[*area].iter().copied()).collect();
            listed.sort_unstable();
            listed.dedup();
            listed.into_iter().for_each(|area| lists.areas[area].push(at));
        }
        lists.all = all;
        lists
    }
}

/// How many of some entries take place: what is paused or has ended is never counted as if one could go there.
pub fn running(list: &[EntryIndex], entries: &[Entry]) -> usize {
    list.iter().filter(|at| entries[**at].takes_place()).count()
}

/// What takes place comes before what has ended; then by reading, which is how Japanese lists are ordered; then by id.
fn in_order(entries: &[Entry]) -> Vec<EntryIndex> {
    let mut keyed: Vec<_> = entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| entry.is_public())
        .map(|(at, entry)| {
            let resource = &entry.resource;
            let reading = resource.reading.clone().unwrap_or_else(|| ruby::plain(&resource.name).into_owned());
            (resource.status == Status::Ended, reading, at)
        })
        .collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, _, at)| at).collect()
}

/// Where the area of an id stands. Of two areas with one id, which is reported, the first is meant.
pub(super) fn places(areas: &[Area]) -> BTreeMap<&str, usize> {
    areas.iter().enumerate().rev().map(|(at, area)| (area.id.value.as_str(), at)).collect()
}

/// Wholes that an area can be a part of; from a hamlet to the country there are fewer.
const MOST_WHOLES: usize = 16;

/// An area and all it is a part of. A circle of parents, which a check reports, ends where it closes.
pub(super) fn with_wholes(area: usize, areas: &[Area], places: &BTreeMap<&str, usize>) -> Vec<usize> {
    let mut found = vec![area];
    let mut at = area;
    while let Some(parent) = areas[at].parent.as_ref().and_then(|parent| places.get(parent.as_str()).copied()) {
        if found.contains(&parent) || found.len() > MOST_WHOLES {
            break;
        }
        found.push(parent);
        at = parent;
    }
    found
}
