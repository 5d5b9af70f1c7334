//! What the dates of a place come to, worked out once at build time: a compact table of days for the browser, and the
//! meetings of the calendar. No rule is evaluated a second time in another language.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;
use rayon::prelude::*;

use crate::model::resource::Resource;
use crate::site::term;
use crate::site::weekly::Weekly;
use crate::site::{Entry, EntryIndex};
use crate::time::{Day, Opening, days_from};

/// Days of a table, the first included: a year and a month, so that a site that is rebuilt once a year never runs out.
pub const TABLE_DAYS: usize = 400;
/// Months of the calendar, the current one included.
pub const CALENDAR_MONTHS: usize = 4;

/// The days of a place from the day of the build on.
#[derive(Debug)]
pub struct Timetable {
    /// [`TABLE_DAYS`] days.
    pub days: Vec<Day>,
    /// What a page shows of them; none where the notices were not understood.
    pub weekly: Option<Weekly>,
}

/// One meeting of the calendar.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Meeting {
    /// When.
    pub occurrence: crate::time::Occurrence,
    /// Whose.
    pub entry: EntryIndex,
    /// Which of its sessions.
    pub session: usize,
}

/// The last day of the calendar.
pub fn calendar_end(today: Date) -> Date {
    let months = i64::try_from(CALENDAR_MONTHS).unwrap_or(4) - 1;
    today.first_of_month().checked_add(months.months()).unwrap_or(today).last_of_month()
}

/// The first days of the calendar's months.
pub fn months(today: Date) -> impl Iterator<Item = Date> {
    let first = today.first_of_month();
    (0..CALENDAR_MONTHS).filter_map(move |ahead| first.checked_add(i64::try_from(ahead).ok()?.months()).ok())
}

/// Those of `meetings`, positions in the calendar in order, that are in the month that begins on `first`.
pub fn of_month<'a>(calendar: &[Meeting], meetings: &'a [usize], first: Date) -> &'a [usize] {
    let begin = meetings.partition_point(|at| calendar[*at].occurrence.date < first);
    let end = meetings.partition_point(|at| calendar[*at].occurrence.date <= first.last_of_month());
    &meetings[begin..end]
}

/// The table of every place that states hours or closed days. Many halls of a town share their hours; each wording is
/// worked out once.
pub(super) fn timetables(resources: &[Resource], today: Date) -> Vec<Option<Arc<Timetable>>> {
    let mut wordings: BTreeMap<(Vec<&str>, Vec<&str>), &Opening> = BTreeMap::new();
    for resource in resources {
        if let Some(opening) = &resource.opening {
            wordings.entry(wording(resource)).or_insert(opening);
        }
    }
    let worked_out: BTreeMap<_, _> =
        wordings.into_par_iter().map(|(wording, opening)| (wording, Arc::new(Timetable::new(opening, today)))).collect();
    resources.iter().map(|resource| resource.opening.as_ref().and_then(|_| worked_out.get(&wording(resource)).cloned())).collect()
}

fn wording(resource: &Resource) -> (Vec<&str>, Vec<&str>) {
    (resource.hours.iter().map(|line| line.value.as_str()).collect(), resource.closed.iter().map(|line| line.value.as_str()).collect())
}

impl Timetable {
    fn new(opening: &Opening, today: Date) -> Self {
        let days: Vec<Day> = days_from(today).take(TABLE_DAYS).map(|date| opening.on(date)).collect();
        let weekly = Weekly::new(opening, &days);
        Timetable { days, weekly }
    }
}

/// The meetings from today to the end of the calendar, in order of date, time and entry. What has ended, or is over, has
/// none; nothing is announced for days on which an entry does not hold.
pub(super) fn calendar(entries: &[Entry], today: Date) -> Vec<Meeting> {
    let end = calendar_end(today);
    let mut meetings: Vec<Meeting> = (0..entries.len())
        .into_par_iter()
        .filter_map(|at| Some((at, term::announced(&entries[at], today, end)?)))
        .flat_map_iter(|(at, (from, until))| {
            let sessions = entries[at].resource.sessions.iter().enumerate();
            sessions.flat_map(move |(session, of)| {
                of.between(from, until).into_iter().map(move |occurrence| Meeting { occurrence, entry: at, session })
            })
        })
        .collect();
    meetings.sort();
    meetings
}
