//! When a session takes place: the next days of it.
//!
//! 1. The next [`NEXT`] meetings of its rule and its explicit dates together, and every explicit date after them.
//! 2. Explicit dates that could not be read, as they are written.
//! 3. Where nothing is to come, the explicit dates that have been, marked so.

use jiff::civil::Date;
use serde::Serialize;

use crate::model::date::PartialDate;
use crate::model::resource::Session;
use crate::render::view::week::{clock, in_words};
use crate::site::term::Term;
use crate::site::timetable::takes_place;
use crate::site::{Entry, Site};
use crate::time::{Occurrence, Span, weekday};

/// Meetings that are shown: half a year of what meets once a month.
const NEXT: usize = 6;

/// The soonest meeting of an entry that takes place: 11月26日（木） 13:30–15:30.
pub fn soonest(entry: &Entry, site: &Site) -> Option<String> {
    if !takes_place(entry) {
        return None;
    }
    let term = Term::of(&entry.resource, site.today);
    let meetings = entry.resource.sessions.iter().flat_map(|session| term.next(session, 1));
    let next = DayView::new(&meetings.min()?, site.today);
    Some(next.time.map_or(next.label.clone(), |time| format!("{} {time}", next.label)))
}

/// The days of one session.
#[derive(Debug, Default, Serialize)]
pub struct DaysView {
    /// The dates have to be asked for.
    pub ask: bool,
    /// What is written and is no meeting to come.
    pub dates: Vec<DayView>,
    /// What is to come.
    pub next: Vec<DayView>,
}

/// A day of a session.
#[derive(Debug, Serialize)]
pub struct DayView {
    iso: Option<String>,
    label: String,
    time: Option<String>,
    note: Option<String>,
    over: bool,
}

impl DaysView {
    /// The days of a session that takes place.
    pub fn of(session: &Session, term: Term) -> Self {
        let mut next = term.next(session, NEXT);
        let mut written = Vec::new();
        let explicit = session.recurrences.iter().skip(usize::from(session.when.is_some()));
        for (text, recurrence) in session.dates.iter().zip(explicit) {
            let text = text.value.as_str();
            let to_come = recurrence.next(term.from, NEXT);
            if !to_come.is_empty() {
                next.extend(to_come.into_iter().filter(|meeting| meeting.date <= term.until));
                continue;
            }
            written.push(match date_of(text) {
                Some(date) if date < term.today => DayView { over: true, ..DayView::on(date, term.today) },
                Some(date) => DayView::on(date, term.today),
                None => DayView { iso: None, label: text.to_owned(), time: None, note: None, over: false },
            });
        }
        next.sort();
        next.dedup_by(|a, b| (a.date, a.start) == (b.date, b.start));
        if !next.is_empty() {
            written.retain(|day| !day.over);
        }
        DaysView {
            ask: next.is_empty() && session.when.is_some(),
            dates: written,
            next: next.iter().map(|meeting| DayView::new(meeting, term.today)).collect(),
        }
    }
}

impl DayView {
    fn new(meeting: &Occurrence, today: Date) -> Self {
        let time = meeting.start.map(|start| match meeting.end {
            Some(end) => in_words(Span { start, end }),
            None => format!("{}から", clock(start)),
        });
        let note = meeting.reservation.as_deref().map(caution);
        DayView { time, note, ..DayView::on(meeting.date, today) }
    }

    fn on(date: Date, today: Date) -> Self {
        let year = if date.year() == today.year() { String::new() } else { format!("{}年", date.year()) };
        let label = format!("{year}{}月{}日（{}）", date.month(), date.day(), weekday(date));
        DayView { iso: Some(date.to_string()), label, time: None, note: None, over: false }
    }
}

/// 年末年始は休みのことがあります stands as it is; the words of the phrase get a sentence.
fn caution(reservation: &str) -> String {
    if reservation.ends_with("ます") {
        reservation.to_owned()
    } else {
        format!("「{reservation}」とあり、変わることがあります")
    }
}

/// The date with which a text begins.
fn date_of(text: &str) -> Option<Date> {
    let date = PartialDate::parse(text.get(..10)?)?;
    date.day.map(|_| date.earliest())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::diagnostics::{At, Span};
    use crate::time::Recurrence;

    fn days(when: Option<&str>, dates: &[&str]) -> DaysView {
        let text = |text: &str| At::new(text.to_owned(), Span::default());
        let session = Session {
            name: None,
            when: when.map(text),
            dates: dates.iter().map(|date| text(date)).collect(),
            recurrences: when.into_iter().chain(dates.iter().copied()).map(Recurrence::parse).collect(),
            venue: None,
            note: None,
        };
        let today = date(2026, 11, 21);
        DaysView::of(&session, Term { today, from: today, until: date(2027, 3, 31) })
    }

    fn said(days: &[DayView]) -> Vec<String> {
        let part = |text: &Option<String>| text.as_ref().map_or_else(String::new, |text| format!(" {text}"));
        let over = |day: &DayView| if day.over { " 終わりました" } else { "" };
        days.iter().map(|day| format!("{}{}{}{}", day.label, part(&day.time), part(&day.note), over(day))).collect()
    }

    #[test]
    fn the_next_six_with_weekday_and_the_year_when_it_is_another() {
        let days = days(Some("毎月第4木曜日 13:30-15:30"), &[]);
        let next = ["11月26日（木） 13:30–15:30", "12月24日（木） 13:30–15:30", "2027年1月28日（木） 13:30–15:30"];
        assert_eq!(said(&days.next)[..3], next);
        assert_eq!(days.next.len(), 5, "the entry holds until March");
        assert!(!days.ask);
    }

    #[test]
    fn explicit_dates_to_come_are_all_shown_and_past_ones_dropped() {
        let days = days(None, &["2026-10-03 14:00-16:00", "2026-12-05 14:00-16:00", "2027-02-06"]);
        assert_eq!(said(&days.next), ["12月5日（土） 14:00–16:00", "2027年2月6日（土）"]);
        assert_eq!(said(&days.dates), [""; 0]);
    }

    #[test]
    fn dates_that_have_all_been_are_marked() {
        let days = days(None, &["2026-10-03 14:00-16:00"]);
        assert_eq!(said(&days.dates), ["10月3日（土） 終わりました"]);
        assert!(days.next.is_empty() && !days.ask);
    }

    #[test]
    fn what_has_no_anchor_is_to_be_asked() {
        let days = days(Some("隔月、土曜日の午後"), &[]);
        assert!(days.next.is_empty() && days.ask);
    }
}
