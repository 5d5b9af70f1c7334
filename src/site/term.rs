//! The days on which an entry holds.

use jiff::civil::Date;

use crate::model::resource::{Resource, Session};
use crate::site::Entry;
use crate::time::Occurrence;

/// From today, or the first day of an entry's validity, to its last.
#[derive(Clone, Copy, Debug)]
pub struct Term {
    /// For which day the site is built.
    pub today: Date,
    /// First day, not before today.
    pub from: Date,
    /// Last day.
    pub until: Date,
}

impl Term {
    /// That of a resource.
    pub fn of(resource: &Resource, today: Date) -> Self {
        let from = resource.valid.from.as_ref().map_or(today, |date| date.earliest().max(today));
        let until = resource.valid.until.as_ref().map_or(Date::MAX, |date| date.latest());
        Term { today, from, until }
    }

    /// The next meetings of a session, within the term.
    pub fn next(self, session: &Session, count: usize) -> Vec<Occurrence> {
        let mut meetings = session.next(self.from, count);
        meetings.retain(|meeting| meeting.date <= self.until);
        meetings
    }
}

/// The days from today to `until` on which meetings of an entry may be announced, both included; none when there are none.
pub fn announced(entry: &Entry, today: Date, until: Date) -> Option<(Date, Date)> {
    let term = Term::of(&entry.resource, today);
    let until = until.min(term.until);
    (entry.is_public() && entry.takes_place() && term.from <= until).then_some((term.from, until))
}
