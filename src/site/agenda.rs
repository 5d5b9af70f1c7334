//! What the calendar shows beside its dated meetings, and which places and areas have a calendar file.

use jiff::ToSpan;
use jiff::civil::Date;
use rayon::prelude::*;

use crate::model::area::Area;
use crate::site::lists::Lists;
use crate::site::{Entry, EntryIndex, Meeting, term};

/// Months for which calendar files hold dates: a year and one month, so that a yearly meeting is never missing.
const FILE_MONTHS: i64 = 13;

/// The calendar's other parts; its meetings are [`Site::calendar`](crate::site::Site::calendar).
#[derive(Debug, Default)]
pub struct Agenda {
    /// Sessions of which nobody can compute a date, as [`Lists::by_area`] orders their entries.
    pub undated: Vec<Undated>,
    /// Entries with at least one date that calendar files hold, in order.
    pub dated: Vec<EntryIndex>,
    /// The same for each area, its parts included; in the order of the areas.
    pub areas: Vec<AreaAgenda>,
}

/// A session without dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Undated {
    /// Whose.
    pub entry: EntryIndex,
    /// Which of its sessions.
    pub session: usize,
}

/// An area's part of the calendar.
#[derive(Debug, Default)]
pub struct AreaAgenda {
    /// Positions in the calendar.
    pub meetings: Vec<usize>,
    /// Its sessions without dates.
    pub undated: Vec<Undated>,
    /// Its entries with dates.
    pub dated: Vec<EntryIndex>,
}

impl Agenda {
    pub(super) fn new(entries: &[Entry], areas: &[Area], lists: &Lists, calendar: &[Meeting], today: Date) -> Agenda {
        let (undated, dated) = sort_out(entries, lists, today);
        let mut agenda = Agenda { undated, dated, areas: Vec::new() };
        agenda.areas.resize_with(areas.len(), AreaAgenda::default);
        let mut shelves: Vec<Vec<usize>> = vec![Vec::new(); entries.len()];
        for (area, list) in lists.areas.iter().enumerate() {
            list.iter().for_each(|entry| shelves[*entry].push(area));
        }
        for (at, meeting) in calendar.iter().enumerate() {
            shelves[meeting.entry].iter().for_each(|area| agenda.areas[*area].meetings.push(at));
        }
        for undated in &agenda.undated {
            shelves[undated.entry].iter().for_each(|area| agenda.areas[*area].undated.push(*undated));
        }
        for entry in &agenda.dated {
            shelves[*entry].iter().for_each(|area| agenda.areas[*area].dated.push(*entry));
        }
        agenda
    }

    /// Whether an area has pages of its own: some meetings are its, and others are not.
    pub fn has_pages(&self, area: usize, calendar: &[Meeting]) -> bool {
        (1..calendar.len()).contains(&self.areas[area].meetings.len())
    }
}

/// Sessions without dates, and entries with some.
fn sort_out(entries: &[Entry], lists: &Lists, today: Date) -> (Vec<Undated>, Vec<EntryIndex>) {
    let found: Vec<(Vec<Undated>, bool)> = lists
        .by_area
        .par_iter()
        .map(|&at| {
            let entry = &entries[at];
            let Some((_, until)) = file_window(entry, today) else { return (Vec::new(), false) };
            let is_dated = entry.soonest().is_some_and(|meeting| meeting.date <= until);
            let must_ask = entry.days.iter().enumerate().filter(|(_, days)| days.must_ask);
            (must_ask.map(|(session, _)| Undated { entry: at, session }).collect(), is_dated)
        })
        .collect();
    let mut dated: Vec<EntryIndex> = lists.by_area.iter().zip(&found).filter(|(_, (_, dated))| *dated).map(|(at, _)| *at).collect();
    dated.sort_unstable();
    (found.into_iter().flat_map(|(undated, _)| undated).collect(), dated)
}

/// The days for which a calendar file may announce meetings of an entry, both included; none when there are no such days.
pub fn file_window(entry: &Entry, today: Date) -> Option<(Date, Date)> {
    term::announced(entry, today, today.checked_add(FILE_MONTHS.months()).unwrap_or(today))
}
