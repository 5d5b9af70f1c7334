//! The ordinary week of a place, and the table for the line of today.

use jiff::civil::Date;
use serde::Serialize;

use crate::site::weekly::Row;
use crate::site::{Entry, Site};
use crate::time::{DAY, Minutes, Part, Span, day_and_weekday};

/// What `partials/week.html` sees.
#[derive(Debug, Serialize)]
pub struct WeekView<'a> {
    rows: Vec<RowView<'a>>,
    /// The parts of the place that have times of their own.
    parts: Vec<PartView<'a>>,
    /// JSON for `assets/hours.js`.
    table: &'a str,
    /// The days on which the entry holds, where they are fewer than the table's.
    from: Option<String>,
    until: Option<String>,
}

#[derive(Debug, Serialize)]
struct RowView<'a> {
    label: &'a str,
    /// Each in words; one that says 休み or わかりません where there is none.
    times: Vec<String>,
    varies: bool,
}

#[derive(Debug, Serialize)]
struct PartView<'a> {
    name: &'a str,
    /// 土・日曜日; nothing for every day.
    days: String,
    times: Vec<String>,
}

impl<'a> WeekView<'a> {
    /// None where the words were not understood, and for what does not take place.
    pub fn of(entry: &'a Entry, site: &Site) -> Option<Self> {
        let resource = &entry.resource;
        let timetable = entry.timetable.as_ref().filter(|_| entry.takes_place())?;
        let weekly = timetable.weekly.as_ref()?;
        let end = timetable.days.last()?.date;
        let from = resource.valid.from.as_ref().map(|date| date.earliest()).filter(|from| *from > site.today);
        let until = resource.valid.until.as_ref().map(|date| date.latest()).filter(|until| *until < end);
        Some(WeekView {
            rows: weekly.rows.iter().map(row_view).collect(),
            parts: weekly.parts.iter().map(part_view).collect(),
            table: &weekly.table,
            from: from.map(|date| date.to_string()),
            until: until.map(|date| date.to_string()),
        })
    }
}

fn part_view(part: &Part) -> PartView<'_> {
    let times = part.times().into_iter().map(|time| time.replace('-', "–")).collect();
    PartView { name: &part.name, days: part.days(), times }
}

fn row_view(row: &Row) -> RowView<'_> {
    let times = match &row.spans {
        None => vec!["わかりません".to_owned()],
        Some(spans) if spans.is_empty() => vec!["休み".to_owned()],
        Some(spans) => spans.iter().map(|span| in_words(*span)).collect(),
    };
    RowView { label: row.name, times, varies: row.varies }
}

/// 9:00–22:00; 22:00–翌2:00 past midnight.
pub fn in_words(span: Span) -> String {
    if span.start == 0 && span.end == DAY {
        return "24時間".to_owned();
    }
    format!("{}–{}", clock(span.start), clock(span.end))
}

/// 12月9日（水）, with the year where it is another.
pub fn day_in_words(date: Date, today: Date) -> String {
    let year = if date.year() == today.year() { String::new() } else { format!("{}年", date.year()) };
    format!("{year}{}", day_and_weekday(date))
}

/// 9:05; 翌2:00 past midnight.
pub fn clock(minutes: Minutes) -> String {
    let (day, minutes) = if minutes > DAY { ("翌", minutes - DAY) } else { ("", minutes) };
    format!("{day}{}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_said_as_on_a_door() {
        assert_eq!(in_words(Span { start: 540, end: 1320 }), "9:00–22:00");
        assert_eq!(in_words(Span { start: 1080, end: 1560 }), "18:00–翌2:00");
        assert_eq!(in_words(Span { start: 600, end: DAY }), "10:00–24:00");
        assert_eq!(in_words(Span { start: 0, end: DAY }), "24時間");
    }
}
