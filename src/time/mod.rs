//! Time, as people write it: opening hours, closed days and the dates of sessions.
//!
//! A phrase of a leaflet becomes a rule; a rule answers "open on this date, from when to when?" and "the next dates", says
//! itself again in Japanese, and is handed to machines where their formats can hold it.
//!
//! ```
//! use jiff::civil::date;
//! use shiori::time::{Opening, Recurrence};
//!
//! let hall = Opening::parse(&["9:00-22:00", "日曜日 9:00-17:00"], &["月曜日(祝日の場合は翌平日)"]);
//! assert!(hall.understood());
//! assert_eq!(hall.on(date(2026, 11, 24)).why, "11月23日(月・勤労感謝の日)の振り替えで休み");
//!
//! let cafe = Recurrence::parse("毎月第4木曜日 13:30-15:30");
//! assert_eq!(cafe.next(date(2026, 11, 1), 1)[0].date, date(2026, 11, 26));
//! ```
//!
//! # Map
//!
//! 1. `text`, `words` and `lex`: one spelling, then tokens that remember their bytes.
//! 2. `read`: the two things every phrase is made of, `days` and times of day (`clock`); `eras` reads years, and `mark` what
//!    is printed beside a date.
//! 3. `opening_read` → `rules` → `opening`: hours and closed days, their rules, the answer for a date or a moment.
//! 4. `recurrence_read` → `recurrence`: sessions and their dates.
//! 5. `deadline`: until when one may apply for a meeting.
//! 6. `machine`: RRULE, the DS-441 code, schema.org. `explain`: how a phrase was understood.
//!
//! # Invariants
//!
//! - Pure: no clock, no file, no time zone. Dates and times are Japanese civil time, and "now" is an argument.
//! - Never wrong silently: a statement is read whole or not at all, and what no statement takes is in `rest`.
//! - What stands behind a date is a remark on it: held against the calendar, and never a rule of its own.
//! - An unread part of a session's phrase makes uncertain what it reaches; dates that were written out hold, with a caution.
//! - Silence is no closing where Saturdays or Sundays are left out between other days that have their times.
//! - Whatever is said in canonical form reads back to the same rule.
//! - Nothing but [`State::Open`] may be shown as "open", and only [`Opening::state_at`] makes it.

mod clock;
mod days;
mod deadline;
mod eras;
mod explain;
pub mod holidays;
mod lex;
mod machine;
mod mark;
mod opening;
mod opening_read;
mod read;
mod recurrence;
mod recurrence_read;
mod remark;
mod rules;
mod say;
#[cfg(test)]
mod tests;
mod text;
mod words;

pub use clock::{DAY, JAPAN, Minutes, Span, padded};
pub use days::{EVERY_WEEKDAY, days_from, weekdays_from};
pub use deadline::Deadline;
pub use eras::{WrittenDate, YearProblem, read_date};
pub use explain::{ExplainedDay, ExplainedHours, ExplainedMeeting, ExplainedWhen, explain_hours, explain_when};
pub use machine::{Rrule, SchemaHours};
pub use opening::{Certainty, Day, Opening, State};
pub use opening_read::Part;
pub use recurrence::{Choice, Occurrence, Recurrence};
pub use remark::{Field, Place, Remark, RemarkKind, Rest, RestKind};
pub use say::{WEEKDAYS, day_and_weekday, weekday};
