//! When a session takes place, in words.

use jiff::civil::Date;
use serde::Serialize;

use crate::render::view::terms;
use crate::render::view::week::{clock, day_in_words, in_words};
use crate::site::Entry;
use crate::site::days::{SessionDays, Written};
use crate::time::{Deadline, Occurrence, Span};

/// The soonest meeting of an entry that takes place: 11月26日（木） 13:30–15:30.
pub fn soonest(entry: &Entry, today: Date) -> Option<String> {
    let next = DayView::new(entry.soonest()?, today);
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
    /// Until when one may apply, or that it is over.
    apply: Option<String>,
    over: bool,
}

impl DaysView {
    /// Some days in words, each with the last day to apply for it, where there is one.
    pub fn of(days: &SessionDays, deadline: Option<&Deadline>, today: Date) -> Self {
        let written = |written: &Written| match written {
            Written::Day(date) => DayView::on(*date, today),
            Written::Over(date) => DayView { over: true, ..DayView::on(*date, today) },
            Written::Words(words) => DayView { iso: None, label: words.clone(), time: None, note: None, apply: None, over: false },
        };
        let apply = |meeting: &Occurrence| DayView {
            apply: deadline.map(|deadline| terms::apply_by(deadline, meeting.date, today)),
            ..DayView::new(meeting, today)
        };
        DaysView { ask: days.must_ask, dates: days.written.iter().map(written).collect(), next: days.next.iter().map(apply).collect() }
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
        DayView { iso: Some(date.to_string()), label: day_in_words(date, today), time: None, note: None, apply: None, over: false }
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::diagnostics::{At, Span};
    use crate::model::resource::Session;
    use crate::site::term::Term;
    use crate::time::Recurrence;

    fn days(when: Option<&str>, dates: &[&str]) -> DaysView {
        let text = |text: &str| At::new(text.to_owned(), Span::default());
        let session = Session {
            when: when.map(text),
            dates: dates.iter().map(|date| text(date)).collect(),
            recurrences: when.into_iter().chain(dates.iter().copied()).map(Recurrence::parse).collect(),
            ..Session::default()
        };
        let today = date(2026, 11, 21);
        DaysView::of(&SessionDays::of(&session, Term { today, from: today, until: date(2027, 3, 31) }), None, today)
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
    fn what_has_no_anchor_is_to_be_asked_and_what_has_been_is_not() {
        let unanchored = days(Some("隔月、土曜日の午後"), &[]);
        assert!(unanchored.next.is_empty() && unanchored.ask);
        let over = days(Some("2026年10月3日（土） 14:00-16:00"), &[]);
        assert!(over.next.is_empty() && !over.ask);
    }
}
