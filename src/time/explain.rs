//! How a phrase was understood, for `shiori explain` and as JSON.
//!
//! The keys are those of DESIGN §4. Times are `HH:MM`; an end past midnight counts on, so two in the morning of the day
//! after is `26:00`. A day about which nothing is known has no times, as a closed one has none, and its `why` begins with
//! 「わかりません」.

use jiff::civil::Date;
use serde::Serialize;

use super::{
    clock::padded,
    days::days_from,
    opening::{Certainty, Day, Opening},
    recurrence::{Occurrence, Recurrence},
    remark::{Field, Remark},
};

/// How a session's phrase was understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExplainedWhen {
    /// Every word was read, and nothing contradicts anything else.
    pub understood: bool,
    /// The rule in the house's own words.
    pub canonical: String,
    /// What the editor should know, each with its help.
    pub warnings: Vec<String>,
    /// Ready lines to choose from where the phrase leaves its beginning open.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// Everything that did not become a rule, word for word.
    pub rest: Vec<String>,
    /// The next meetings.
    pub next: Vec<ExplainedMeeting>,
}

/// One of the next meetings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExplainedMeeting {
    /// `2026-11-26`.
    pub date: String,
    /// `13:30`, or nothing when no time was written.
    pub start: Option<String>,
    /// As `start`.
    pub end: Option<String>,
    /// What the phrase says may be otherwise on that date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caution: Option<String>,
}

/// How hours and closed days were understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExplainedHours {
    /// Every word that could change the rule was read.
    pub understood: bool,
    /// Ready lines to choose from where nothing is said of a day: `hours: 土曜日 10:00-18:00`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// Everything that did not become a rule, word for word.
    pub rest: Vec<String>,
    /// One entry a date.
    pub days: Vec<ExplainedDay>,
}

/// One date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExplainedDay {
    /// `2026-11-26`.
    pub date: String,
    /// Pairs of opening and closing.
    pub open: Vec<[String; 2]>,
    /// The reason, in Japanese.
    pub why: String,
}

/// Explains `phrase` with its next `count` meetings from `from` on, that day included.
pub fn explain_when(phrase: &str, from: Date, count: usize) -> ExplainedWhen {
    let recurrence = Recurrence::parse(phrase);
    ExplainedWhen {
        understood: recurrence.understood(),
        canonical: recurrence.canonical(),
        warnings: recurrence.remarks().iter().map(warning).collect(),
        choices: recurrence.choices(from).into_iter().map(|choice| choice.line).collect(),
        rest: recurrence.rest().iter().map(|rest| rest.text.clone()).collect(),
        next: recurrence.next(from, count).into_iter().map(meeting).collect(),
    }
}

/// Explains hours and closed days on `days` dates from `from` on, that day included.
pub fn explain_hours(hours: &[&str], closed: &[&str], from: Date, days: usize) -> ExplainedHours {
    let opening = Opening::parse(hours, closed);
    let dates = days_from(from).take(days);
    ExplainedHours {
        understood: opening.understood(),
        choices: opening
            .choices()
            .into_iter()
            .map(|(field, line)| format!("{}: {line}", if field == Field::Closed { "closed" } else { "hours" }))
            .collect(),
        rest: opening.rest().iter().map(|rest| rest.text.clone()).collect(),
        days: dates.map(|date| day(opening.on(date))).collect(),
    }
}

fn warning(remark: &Remark) -> String {
    format!("{}。{}", remark.headline, remark.help)
}

fn meeting(occurrence: Occurrence) -> ExplainedMeeting {
    ExplainedMeeting {
        date: occurrence.date.to_string(),
        start: occurrence.start.map(padded),
        end: occurrence.end.map(padded),
        caution: occurrence.reservation,
    }
}

fn day(day: Day) -> ExplainedDay {
    let why = match day.certainty {
        Certainty::Certain | Certainty::Reserved => day.why,
        Certainty::Unknown => format!("わかりません: {}", day.why),
    };
    let open = day.spans.iter().map(|span| [padded(span.start), padded(span.end)]).collect();
    ExplainedDay { date: day.date.to_string(), open, why }
}
