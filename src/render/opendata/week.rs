//! The ordinary week of a place, where it is certain and simple enough for a table.

use crate::site::Entry;
use crate::time::{DAY, Span, WEEKDAYS};

/// As RFC 5545 names them.
pub const CODES: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// Spans of Monday to Sunday; none where some of them are in doubt or pass midnight.
pub fn certain(entry: &Entry) -> Option<Vec<&[Span]>> {
    let weekly = entry.timetable.as_ref()?.weekly.as_ref()?;
    weekly.schema.as_ref()?;
    let rows = weekly.rows.get(..7)?;
    let week: Option<Vec<&[Span]>> = rows.iter().map(|row| row.spans.as_deref()).collect();
    week.filter(|week| week.iter().all(|spans| spans.iter().all(|span| span.start < DAY && span.end <= DAY)))
}

/// The days that share one span and the span, where the whole week has no other.
pub fn simple(entry: &Entry) -> Option<(String, Span)> {
    let week = certain(entry)?;
    let span = *week.iter().find_map(|spans| spans.first())?;
    let is_simple = week.iter().all(|spans| spans.is_empty() || **spans == [span]);
    let days = WEEKDAYS.iter().zip(&week).filter(|(_, spans)| !spans.is_empty()).map(|(day, _)| *day).collect();
    is_simple.then_some((days, span))
}
