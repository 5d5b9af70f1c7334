//! Families of phrases as notices have them, each with what must be said of some dates: `testdata/families.tsv`.
//!
//! `9:00-17:00` is certain, `9:00-17:00~` holds under a reservation, `-` is closed for certain and `?` is not known.

use super::{
    super::{Certainty, Opening, Recurrence, padded},
    day,
};

const FAMILIES: &str = include_str!("../testdata/families.tsv");

/// What is said of a date.
fn said(opening: &Opening, date: &str) -> String {
    let day = opening.on(day(date));
    let spans = day.spans.iter().map(|span| span.in_japanese()).collect::<Vec<_>>().join("、");
    match (day.certainty, spans.is_empty()) {
        (Certainty::Unknown, _) => "?".into(),
        (Certainty::Certain | Certainty::Reserved, true) => "-".into(),
        (Certainty::Certain, false) => spans,
        (Certainty::Reserved, false) => format!("{spans}~"),
    }
}

/// The first meetings from 20 November 2026 on, with `~` where something may differ.
fn meetings(phrase: &str, count: usize) -> String {
    let meetings = Recurrence::parse(phrase).next(day("2026-11-20"), count);
    let said = meetings.iter().map(|meeting| {
        let date = meeting.date.to_string();
        let start = meeting.start.map_or(String::new(), |start| format!(" {}", padded(start)));
        let end = meeting.end.map_or(String::new(), |end| format!("-{}", padded(end)));
        let caution = if meeting.reservation.is_some() { "~" } else { "" };
        format!("{}{start}{end}{caution}", &date[5..])
    });
    said.collect::<Vec<_>>().join("; ")
}

#[test]
fn each_family_is_read_as_people_mean_it() {
    let mut wrong = Vec::new();
    for line in FAMILIES.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [family, list, phrase, expected] = fields.as_slice() else { panic!("four fields, not {line}") };
        let phrase = phrase.replace("\\n", "\n");
        let unread_is_meant = family.ends_with('?');
        if *list == "when" {
            let found = meetings(&phrase, expected.split("; ").filter(|meeting| !meeting.is_empty()).count().max(1));
            let understood = Recurrence::parse(&phrase).understood();
            if found != *expected || understood == unread_is_meant {
                wrong.push(format!(
                    "{line}\n  {found} {understood} {:?}",
                    Recurrence::parse(&phrase).rest().iter().map(|rest| (rest.kind, &rest.text)).collect::<Vec<_>>()
                ));
            }
            continue;
        }
        let lines: Vec<&str> = phrase.split('\n').collect();
        let opening = if *list == "hours" { Opening::parse(&lines, &[]) } else { Opening::parse(&["9:00-17:00"], &lines) };
        for date_said in expected.split("; ") {
            let (date, expected) = date_said.split_once(' ').expect("a date and what is said of it");
            let found = said(&opening, &format!("20{date}"));
            if found != expected || opening.understood() == unread_is_meant {
                wrong.push(format!(
                    "{line}\n  {date}: {found} {} {:?} {:?}",
                    opening.understood(),
                    opening.canonical(),
                    opening.rest().iter().map(|rest| (rest.kind, &rest.text)).collect::<Vec<_>>()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
