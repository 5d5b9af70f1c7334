//! Which places are drawn together: sheets of one area, cut where they are many, so that no page is heavy.
//!
//! Without an outline nothing is drawn: marks on an empty sheet show nobody a way, and what is near stands as a list.

use std::collections::BTreeMap;

use crate::site::{Entry, EntryIndex, Lists, Site, route};

/// Places of one sheet at most; a phone scrolls through the list beside it.
const SHEET: usize = 100;
/// Places and sheets that one page still carries.
const ONE_PAGE: (usize, usize) = (120, 8);

/// All sheets, area after area.
#[derive(Debug, Default)]
pub struct Atlas {
    /// Empty where no entry has a position, or there is nothing to draw under them.
    pub sheets: Vec<Sheet>,
    /// Entry → its sheet.
    sheet_of: BTreeMap<EntryIndex, usize>,
}

/// Places that are drawn together.
#[derive(Debug)]
pub struct Sheet {
    /// Index of the area; none for places that are in none.
    pub area: Option<usize>,
    /// Which of the area's sheets, counted from 1, and how many it has.
    pub part: (usize, usize),
    /// Its entries with their positions, in the order of the lists.
    pub places: Vec<(EntryIndex, (f64, f64))>,
}

impl Atlas {
    pub(super) fn new(entries: &[Entry], lists: &Lists) -> Self {
        let area_of = |at: EntryIndex| entries[at].areas.first().copied();
        let placed: Vec<_> = lists.by_area.iter().filter_map(|at| Some((*at, entries[*at].location()?))).collect();
        let mut sheets = Vec::new();
        for places in placed.chunk_by(|a, b| area_of(a.0) == area_of(b.0)) {
            let mut parts = Vec::new();
            cut(places.to_vec(), &mut parts);
            let count = parts.len();
            let area = area_of(places[0].0);
            sheets.extend(parts.into_iter().enumerate().map(|(at, places)| Sheet { area, part: (at + 1, count), places }));
        }
        let of_sheet = |(at, sheet): (usize, &Sheet)| sheet.places.iter().map(move |(entry, _)| (*entry, at)).collect::<Vec<_>>();
        let sheet_of = sheets.iter().enumerate().flat_map(of_sheet).collect();
        Atlas { sheets, sheet_of }
    }

    /// The sheet on which an entry is drawn.
    pub fn sheet(&self, entry: EntryIndex) -> Option<&Sheet> {
        self.sheets.get(*self.sheet_of.get(&entry)?)
    }

    /// Whether sheets have pages of their own.
    pub fn is_split(&self) -> bool {
        let places: usize = self.sheets.iter().map(|sheet| sheet.places.len()).sum();
        places > ONE_PAGE.0 || self.sheets.len() > ONE_PAGE.1
    }
}

impl Site {
    /// The page of a sheet that has one of its own.
    pub fn sheet_page(&self, sheet: &Sheet) -> String {
        route::sheet(sheet.area.map(|area| self.areas[area].id.value.as_str()), sheet.part.0)
    }

    /// Where an entry is drawn.
    pub fn mark_of(&self, id: &str) -> Option<String> {
        let sheet = self.atlas.sheet(super::entry::position(&self.entries, id)?)?;
        let page = if self.atlas.is_split() { self.sheet_page(sheet) } else { route::MAP.to_owned() };
        Some(format!("{page}#{}", route::mark(id)))
    }
}

/// Halves along the longer side until a sheet holds them; north and west come first.
fn cut(mut places: Vec<(EntryIndex, (f64, f64))>, parts: &mut Vec<Vec<(EntryIndex, (f64, f64))>>) {
    if places.len() <= SHEET {
        parts.push(places);
        return;
    }
    let extent = |of: fn(&(f64, f64)) -> f64| {
        let (least, most) = places.iter().map(|(_, at)| of(at)).fold((f64::MAX, f64::MIN), |(a, b), x| (a.min(x), b.max(x)));
        most - least
    };
    let is_tall = extent(|at| at.0) > extent(|at| at.1) * places[0].1.0.to_radians().cos();
    let key = |at: &(f64, f64)| if is_tall { -at.0 } else { at.1 };
    let order: std::collections::BTreeMap<EntryIndex, usize> = places.iter().enumerate().map(|(order, (at, _))| (*at, order)).collect();
    places.sort_by(|a, b| key(&a.1).total_cmp(&key(&b.1)).then(a.0.cmp(&b.0)));
    let rest = places.split_off(places.len() / 2);
    for mut half in [places, rest] {
        half.sort_by_key(|(at, _)| order[at]);
        cut(half, parts);
    }
}

#[cfg(test)]
mod tests {
    use super::{SHEET, cut};

    #[test]
    fn no_sheet_is_overfull_and_no_place_is_lost_even_at_one_spot() {
        let spread = (0..1_000_usize).map(|at| (at, (34.0 + (at % 37) as f64 / 100.0, 135.0 + (at % 11) as f64 / 100.0)));
        let one_spot = (1_000..1_500_usize).map(|at| (at, (34.5, 135.5)));
        let mut parts = Vec::new();
        cut(spread.chain(one_spot).collect(), &mut parts);
        assert!(parts.iter().all(|part| part.len() <= SHEET));
        let mut all: Vec<usize> = parts.into_iter().flatten().map(|(at, _)| at).collect();
        all.sort_unstable();
        assert_eq!(all, (0..1_500).collect::<Vec<_>>());
    }
}
