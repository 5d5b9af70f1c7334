//! When a session takes place: the rule of its `when:`, and the next dates it gives.

use jiff::{Span as Days, civil::Date};

use super::{
    clock::Minutes,
    days::{Belongs, EVERY_WEEKDAY, weekday_of, weekdays_from},
    holidays::is_holiday,
    recurrence_read::{Clause, HeardWhen, Moved, Unanchored, hear_when},
    remark::{Remark, RemarkKind, Rest, RestKind},
    rules::{Occasion, Shift},
    say::{EVEN_MONTHS, ODD_MONTHS},
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

/// A phrase to be pasted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// 隔週土曜日 10:00-12:00(2026-12-05から)
    pub line: String,
    /// The next meeting, if this is the one that is meant.
    pub next: Date,
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

    /// It names a time and no days: 14時〜16時.
    pub fn is_time_alone(&self) -> bool {
        !self.heard.times.is_empty()
    }

    /// The same days at the times of `other`, where they have none of their own.
    #[must_use]
    pub fn at_the_times_of(mut self, other: &Recurrence) -> Recurrence {
        for clause in self.heard.clauses.iter_mut().filter(|clause| clause.times.is_empty()) {
            clause.times.clone_from(&other.heard.times);
        }
        self
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

    /// Ready lines to choose from, where the phrase recurs from no stated beginning: each with the day, on or after `from`, that comes
    /// next if it is the one. None where the words leave more open than that.
    pub fn choices(&self, from: Date) -> Vec<Choice> {
        let mut choices = Vec::new();
        for Unanchored { days, times, by_months } in &self.heard.unanchored {
            let times: String = times.iter().filter_map(|slot| slot.in_japanese()).collect::<Vec<_>>().join("、");
            let times = if times.is_empty() { times } else { format!(" {times}") };
            let monthly = days.nth != [0; 7] || days.month_days != 0;
            if *by_months && monthly && days.months == 0 {
                let in_months = |months| super::days::Days { months, ..days.clone() }.in_japanese();
                let lines = [EVEN_MONTHS, ODD_MONTHS].map(|months| format!("{}{times}", in_months(months)));
                choices.extend(lines.into_iter().filter_map(|line| {
                    let next = Recurrence::parse(&line).next(from, 1).first()?.date;
                    Some(Choice { line, next })
                }));
                choices.sort_by_key(|choice| choice.next);
            } else if !by_months && !monthly && days.weekdays.count_ones() == 1 {
                let dates = weekdays_from(from, days.weekdays).map(|(_, date)| date).take(2);
                choices.extend(dates.map(|next| Choice { line: format!("隔週{}{times}({next}から)", days.in_japanese()), next }));
            }
        }
        choices
    }

    /// The next `count` meetings on or after `from`, in order. Where a part was not read, each names it as what may differ.
    pub fn next(&self, from: Date, count: usize) -> Vec<Occurrence> {
        let mut found = Vec::new();
        // Without a day to look at the search would go on to the end of the calendar.
        if self.heard.undated || self.possible_weekdays() == 0 {
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
        // Without a day to look at the search would go on to the end of the calendar.
        if self.heard.undated || self.possible_weekdays() == 0 {
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

    /// What the phrase says may be otherwise on `date`, and what of it nobody could read.
    fn caution_on(&self, date: Date) -> Option<String> {
        let cautions =
            self.heard.cautions.iter().filter(|caution| caution.days.belongs(date) != Belongs::No).map(|caution| caution.text.clone());
        let unread = self.heard.rest.iter().filter(|rest| rest.kind == RestKind::Unread).map(|rest| rest.text.clone());
        let said: Vec<String> = cautions.chain(unread).collect();
        (!said.is_empty()).then(|| said.join("、"))
    }

    fn meetings_on(&self, date: Date, ahead: i64) -> Vec<Occurrence> {
        let mut meetings: Vec<Occurrence> = Vec::new();
        for clause in &self.heard.clauses {
            if self.heard.rule_is_uncertain && !clause.is_of_dates() {
                continue;
            }
            let Some(reservation) = meets(clause, date, ahead) else { continue };
            let reservation = reservation.or_else(|| self.caution_on(date));
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
    let occasion = clause.occasion;
    if !occasion.holds(date)
        && let Some(reservation) = regular(clause, date, ahead)
    {
        return Some(reservation);
    }
    let away: i64 = if moved.is_earlier() { 1 } else { -1 };
    (1..=14).find_map(|days| {
        let origin = date.checked_add(Days::new().days(days * away)).ok().filter(|origin| occasion.holds(*origin))?;
        let reservation = regular(clause, origin, ahead)?;
        // Nobody says on which days the house of a session is open.
        let unsure = (moved == Moved::Day(Shift::NextOpen)).then(|| "休館日でない日に移ります".to_owned());
        (lands(origin, moved, occasion)? == date).then_some(reservation.or(unsure))
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

/// Where a meeting goes that would fall on `origin`, which gives way. Where weekends give way too (土日祝の場合は翌日), the day it goes
/// to is none of them either.
fn lands(origin: Date, moved: Moved, occasion: Occasion) -> Option<Date> {
    let away = |days: i64| origin.checked_add(Days::new().days(days)).ok();
    let shift = match moved {
        Moved::NextWeek => return away(7),
        Moved::WeekBefore => return away(-7),
        Moved::Day(shift) => shift,
    };
    let is_free = |date: Date| occasion.weekdays == 0 || !occasion.holds(date);
    let fits = |date: &Date| match shift {
        Shift::NextDay | Shift::DayBefore => is_free(*date),
        Shift::NextWorkday | Shift::WorkdayBefore => weekday_of(*date) < 5 && is_holiday(*date).is_none(),
        Shift::NextNonHoliday | Shift::NextOpen => is_holiday(*date).is_none() && is_free(*date),
        Shift::NextWeekday(weekday) => weekday_of(*date) == weekday,
    };
    (1..=14).filter_map(|days| away(if shift.is_earlier() { -days } else { days })).find(fits)
}
