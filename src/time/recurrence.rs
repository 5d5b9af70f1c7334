//! When a session takes place: the rule of its `when:`, and the next dates it gives.

use jiff::{Span as Days, civil::Date};

use super::{
    clock::Minutes,
    days::{Belongs, EVERY_WEEKDAY, weekday_of, weekdays_from},
    holidays::is_holiday,
    recurrence_read::{Clause, HeardWhen, Moved, hear_when},
    remark::{Remark, RemarkKind, Rest, RestKind},
    rules::Shift,
};

/// How far the next dates are searched; a 29 February comes round within eight years.
const FARTHEST: i64 = 366 * 8;
/// A date without its year is taken for the coming one only when it is nearer than half a year.
const YEARLESS_WITHOUT_WEEKDAY: i64 = 183;
/// With its weekday printed, the year is settled for longer.
const YEARLESS_WITH_WEEKDAY: i64 = 364;

/// The rule of a phrase such as 毎月第4木曜日 13:30-15:30.
#[derive(Debug, Clone)]
pub struct Recurrence {
    heard: HeardWhen,
}

/// One meeting.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// The day on which it begins.
    pub date: Date,
    /// `None` when no time was written.
    pub start: Option<Minutes>,
    /// Above 1440 past midnight.
    pub end: Option<Minutes>,
    /// Why it may not take place after all: 年末年始.
    pub reservation: Option<String>,
}

impl Recurrence {
    /// Reads a phrase. Never fails: what is not understood is in [`rest`](Recurrence::rest), and then there are no dates.
    pub fn parse(when: &str) -> Recurrence {
        Recurrence { heard: hear_when(when) }
    }

    /// The phrase is a rule, every word of it was read, and nothing in it contradicts anything else.
    ///
    /// Dates can be certain without it: 毎週第4木曜日 contradicts itself, yet meets on fourth Thursdays either way.
    pub fn understood(&self) -> bool {
        let doubtful = |remark: &Remark| !matches!(remark.kind, RemarkKind::NoYear | RemarkKind::Irregular);
        !self.heard.clauses.is_empty() && !self.heard.undated && self.is_read() && !self.heard.remarks.iter().any(doubtful)
    }

    /// The dates cannot be computed, because the phrase recurs from no stated beginning: 隔週, 年2回.
    pub fn is_undated(&self) -> bool {
        self.heard.undated
    }

    /// The parts that did not become a rule, word for word.
    pub fn rest(&self) -> &[Rest] {
        &self.heard.rest
    }

    /// What the editor should know.
    pub fn remarks(&self) -> &[Remark] {
        &self.heard.remarks
    }

    /// The rule in the house's own words; empty when there is none.
    pub fn canonical(&self) -> String {
        let mut said = String::new();
        for (index, clause) in self.heard.clauses.iter().enumerate() {
            if index > 0 {
                // Days without a time would take the next clause's, so a full stop parts them.
                said.push(if self.heard.clauses[index - 1].times.is_empty() { '。' } else { '、' });
            }
            said.push_str(&clause.in_japanese());
        }
        said
    }

    /// The days of each of its rules in the house's own words, without hours and exceptions: what stays the same when only
    /// these change.
    pub fn days(&self) -> Vec<String> {
        self.heard.clauses.iter().map(Clause::days_in_japanese).collect()
    }

    /// Says the same as `other`, however it was worded.
    pub fn same_rule(&self, other: &Recurrence) -> bool {
        self.heard.clauses == other.heard.clauses && self.heard.undated == other.heard.undated
    }

    /// The next `count` meetings on or after `from`, in order. Only what is certain: none when a part was not read.
    pub fn next(&self, from: Date, count: usize) -> Vec<Occurrence> {
        let mut found = Vec::new();
        if self.heard.undated || !self.is_read() {
            return found;
        }
        for (ahead, date) in weekdays_from(from, self.possible_weekdays()).take_while(|(ahead, _)| *ahead < FARTHEST) {
            if found.len() >= count {
                break;
            }
            found.extend(self.meetings_on(date, ahead));
        }
        found.truncate(count);
        found
    }

    /// All meetings from `from` to `until`, both included.
    pub fn between(&self, from: Date, until: Date) -> Vec<Occurrence> {
        let mut found = Vec::new();
        if self.heard.undated || !self.is_read() {
            return found;
        }
        for (ahead, date) in weekdays_from(from, self.possible_weekdays()).take_while(|day| is_within(day, until)) {
            found.extend(self.meetings_on(date, ahead));
        }
        found
    }

    pub(super) fn heard(&self) -> &HeardWhen {
        &self.heard
    }

    /// The dates of one clause from `from` to `until`.
    pub(super) fn clause_meetings(&self, clause: &Clause, from: Date, until: Date) -> Vec<Date> {
        weekdays_from(from, possible_weekdays(clause))
            .take_while(|day| is_within(day, until))
            .filter(|(ahead, date)| meets(clause, *date, *ahead).is_some())
            .map(|(_, date)| date)
            .collect()
    }

    /// The weekdays on which it may meet.
    fn possible_weekdays(&self) -> u8 {
        self.heard.clauses.iter().fold(0, |weekdays, clause| weekdays | possible_weekdays(clause))
    }

    /// No part is left that might change the dates.
    pub(super) fn is_read(&self) -> bool {
        self.heard.rest.iter().all(|rest| rest.kind != RestKind::Unread)
    }

    fn meetings_on(&self, date: Date, ahead: i64) -> Vec<Occurrence> {
        let mut meetings: Vec<Occurrence> = Vec::new();
        for clause in &self.heard.clauses {
            let Some(reservation) = meets(clause, date, ahead) else { continue };
            let reservation = reservation.or_else(|| self.heard.reservations.first().cloned());
            if clause.times.is_empty() {
                meetings.push(Occurrence { date, start: None, end: None, reservation });
                continue;
            }
            for slot in &clause.times {
                meetings.push(Occurrence { date, start: slot.start, end: slot.end, reservation: reservation.clone() });
            }
        }
        meetings.sort();
        meetings.dedup_by(|one, other| (one.date, one.start, one.end) == (other.date, other.start, other.end));
        meetings
    }
}

/// Whether a day is looked at in a search that ends with `until`.
fn is_within((ahead, date): &(i64, Date), until: Date) -> bool {
    *ahead < FARTHEST && *date <= until
}

/// A meeting that is moved from a holiday may come to lie on any day.
fn possible_weekdays(clause: &Clause) -> u8 {
    if clause.on_holiday.is_some() { EVERY_WEEKDAY } else { clause.days.possible_weekdays() }
}

/// Whether a clause meets on `date`, with the reservation under which it does.
fn meets(clause: &Clause, date: Date, ahead: i64) -> Option<Option<String>> {
    let Some(moved) = clause.on_holiday else { return regular(clause, date, ahead) };
    if is_holiday(date).is_none()
        && let Some(reservation) = regular(clause, date, ahead)
    {
        return Some(reservation);
    }
    (1..=14).find_map(|back| {
        let origin = date.checked_sub(Days::new().days(back)).ok()?;
        is_holiday(origin)?;
        let reservation = regular(clause, origin, ahead)?;
        (lands(origin, moved)? == date).then_some(reservation)
    })
}

fn regular(clause: &Clause, date: Date, ahead: i64) -> Option<Option<String>> {
    if let Some(printed) = clause.yearless {
        let horizon = if printed.weekday().is_some() { YEARLESS_WITH_WEEKDAY } else { YEARLESS_WITHOUT_WEEKDAY };
        if ahead > horizon || !printed.fits(date) {
            return None;
        }
    }
    if let Some(first) = clause.every_other_week_from {
        let days = first.until(date).ok()?.get_days();
        if days < 0 || days % 14 != 0 {
            return None;
        }
    }
    if clause.days.named_within(date) != Belongs::Yes {
        return None;
    }
    match clause.days.except.iter().map(|days| (days.belongs(date), days)).max_by_key(|(belongs, _)| *belongs) {
        Some((Belongs::Yes | Belongs::Likely, _)) => None,
        Some((Belongs::Perhaps, days)) => Some(Some(format!("{}は休みのことがあります", days.in_japanese()))),
        Some((Belongs::No, _)) | None => Some(None),
    }
}

/// Where a meeting goes that would fall on the holiday `origin`.
fn lands(origin: Date, moved: Moved) -> Option<Date> {
    let shift = match moved {
        Moved::NextWeek => return origin.checked_add(Days::new().days(7)).ok(),
        Moved::Day(shift) => shift,
    };
    (1..=14).find_map(|ahead| {
        let date = origin.checked_add(Days::new().days(ahead)).ok()?;
        let fits = match shift {
            Shift::NextDay => true,
            Shift::NextWorkday => weekday_of(date) < 5 && is_holiday(date).is_none(),
            Shift::NextNonHoliday | Shift::NextOpen => is_holiday(date).is_none(),
            Shift::NextWeekday(weekday) => weekday_of(date) == weekday,
        };
        fits.then_some(date)
    })
}
