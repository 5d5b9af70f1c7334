//! The days of an entry's sessions, worked out once: what is to come, what is only written, and whether one must ask.
//!
//! 1. The next [`NEXT`] meetings of a session's rule and its explicit dates together, and every explicit date after them.
//! 2. Explicit dates that could not be read, as they are written.
//! 3. Where nothing is to come, the explicit dates that have been.
//!
//! A phrase that was understood and has no date left is over; nobody needs to ask when it was.

use jiff::civil::Date;
use rayon::prelude::*;

use crate::model::date::PartialDate;
use crate::model::resource::Session;
use crate::site::Entry;
use crate::site::term::Term;
use crate::time::Occurrence;

/// Meetings that are shown: half a year of what meets once a month.
const NEXT: usize = 6;

/// The days of one session.
#[derive(Clone, Debug, Default)]
pub struct SessionDays {
    /// What is to come, in order and each once.
    pub next: Vec<Occurrence>,
    /// What is written and is no meeting to come.
    pub written: Vec<Written>,
    /// Whether its days have to be asked for.
    pub must_ask: bool,
}

/// An explicit date that gives no meeting to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// A day.
    Day(Date),
    /// A day that has been.
    Over(Date),
    /// Words that are no date.
    Words(String),
}

impl SessionDays {
    /// The days of a session that takes place.
    pub fn of(session: &Session, term: Term) -> Self {
        let mut next = term.next(session, NEXT);
        let mut written = Vec::new();
        let explicit = session.recurrences.iter().skip(usize::from(session.when.is_some()));
        for (text, recurrence) in session.dates.iter().zip(explicit) {
            let to_come = recurrence.next(term.from, NEXT);
            if !to_come.is_empty() {
                next.extend(to_come.into_iter().filter(|meeting| meeting.date <= term.until));
                continue;
            }
            written.push(match date_of(&text.value) {
                Some(date) if date < term.today => Written::Over(date),
                Some(date) => Written::Day(date),
                None => Written::Words(text.value.clone()),
            });
        }
        next.sort();
        next.dedup_by(|a, b| (a.date, a.start) == (b.date, b.start));
        if !next.is_empty() {
            written.retain(|day| !matches!(day, Written::Over(_)));
        }
        next.shrink_to_fit();
        written.shrink_to_fit();
        let is_understood = session.recurrences.iter().any(|recurrence| recurrence.understood());
        SessionDays { must_ask: next.is_empty() && session.when.is_some() && !is_understood, next, written }
    }
}

/// The days of the sessions of some entries, in their order; none for what does not take place.
pub(super) fn of(entries: &[Entry], today: Date) -> Vec<Vec<SessionDays>> {
    let days = |entry: &Entry| {
        let term = Term::of(&entry.resource, today);
        entry.resource.sessions.iter().map(|session| SessionDays::of(session, term)).collect()
    };
    entries.par_iter().map(|entry| if entry.takes_place() { days(entry) } else { Vec::new() }).collect()
}

impl Entry {
    /// Its soonest meeting.
    pub fn soonest(&self) -> Option<&Occurrence> {
        self.days.iter().filter_map(|days| days.next.first()).min()
    }

    /// What somebody who looks for a day has to know of its times.
    pub fn times(&self) -> Times {
        let resource = &self.resource;
        if !self.takes_place() {
            return Times::None;
        }
        let has_table = self.timetable.as_ref().is_some_and(|table| table.weekly.is_some());
        let hours_unknown = resource.opening.is_some() && !has_table;
        let is_dated =
            |session: &Session| !session.recurrences.is_empty() && session.recurrences.iter().all(|recurrence| recurrence.understood());
        let has_sessions = !resource.sessions.is_empty();
        match hours_unknown || !resource.sessions.iter().all(is_dated) || (resource.opening.is_none() && !has_sessions) {
            true => Times::Ask,
            false if has_sessions => Times::Meetings,
            false => Times::Table,
        }
    }
}

/// What is known of an entry's times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Times {
    /// What is not in its table is closed.
    Table,
    /// Some of its times are not known.
    Ask,
    /// It does not take place.
    None,
    /// It has meetings, and beyond the calendar has to be asked.
    Meetings,
}

/// The date with which a text begins.
fn date_of(text: &str) -> Option<Date> {
    let date = PartialDate::parse(text.get(..10)?)?;
    date.day.map(|_| date.earliest())
}
