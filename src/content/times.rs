//! Phrases of time: understood by the model, and what it has to say of them told at the place where they stand.

use std::collections::BTreeMap;

use crate::content::object::Context;
use crate::diagnostics::{At, Code, Diagnostic, Span};
use crate::time::{Field, Opening, Recurrence, Remark, RemarkKind};

/// Hours and closed days; none where neither is given.
pub fn opening(hours: &[At<String>], closed: &[At<String>], context: &mut Context) -> Option<Opening> {
    if hours.is_empty() && closed.is_empty() {
        return None;
    }
    let opening = Opening::parse(&texts(hours), &texts(closed));
    let ready = ready_lines(&opening);
    for (field, lines) in [(Field::Hours, hours), (Field::Closed, closed)] {
        let mut by_line: BTreeMap<usize, Vec<&Remark>> = BTreeMap::new();
        for remark in opening.remarks().iter().filter(|remark| remark.place.field == field) {
            by_line.entry(remark.place.line).or_default().push(remark);
        }
        for (number, of_line) in by_line {
            if let Some(line) = lines.get(number) {
                report(&of_line, line, &ready, context);
            }
        }
    }
    Some(opening)
}

/// What may be pasted where nothing is said of a day: that it is open, or that it is closed.
fn ready_lines(opening: &Opening) -> Vec<String> {
    let field = |field| if field == Field::Closed { "closed" } else { "hours" };
    opening.choices().into_iter().map(|(of, line)| format!("{}: {line}", field(of))).collect()
}

fn texts(lines: &[At<String>]) -> Vec<&str> {
    lines.iter().map(|line| line.value.as_str()).collect()
}

/// The phrase of a session and its explicit dates, the phrase first. A phrase that is a time alone (14時〜16時) is the time of the
/// dates that have none.
pub fn recurrences(when: Option<&At<String>>, dates: &[At<String>], context: &mut Context) -> Vec<Recurrence> {
    let rule = when.map(|phrase| Recurrence::parse(phrase));
    let shared = rule.clone().filter(|rule| rule.is_time_alone() && !dates.is_empty());
    if let (Some(rule), Some(phrase), None) = (&rule, when, &shared) {
        report(&rule.remarks().iter().collect::<Vec<_>>(), phrase, &[], context);
    }
    let of_dates = dates.iter().map(|phrase| {
        let date = Recurrence::parse(phrase);
        report(&date.remarks().iter().collect::<Vec<_>>(), phrase, &[], context);
        shared.as_ref().map_or_else(|| date.clone(), |shared| date.clone().at_the_times_of(shared))
    });
    let of_dates: Vec<Recurrence> = of_dates.collect();
    rule.into_iter().chain(of_dates).collect()
}

/// Tells what there is to say of one line. All parts of it that were not understood are one message, and a line that can be
/// read in two ways is not told that it lacks what either way would have. What recurs from no beginning is told by the checks, which
/// know the date from which the next ones are counted.
fn report(remarks: &[&Remark], line: &At<String>, ready: &[String], context: &mut Context) {
    let told_here = remarks.iter().filter(|remark| remark.kind != RemarkKind::NoAnchor);
    let (unread, others): (Vec<&Remark>, Vec<&Remark>) = told_here.partition(|remark| remark.kind == RemarkKind::Unread);
    let is_ambiguous = others.iter().any(|remark| remark.kind == RemarkKind::Ambiguous);
    for remark in others.into_iter().filter(|remark| !is_ambiguous || remark.kind != RemarkKind::NoTimes) {
        let words = words(remark, line);
        let diagnostic = diagnostic(remark.kind, &remark.headline).at(place(words, line, context), "").help(remark.help.clone());
        let ready = ready.iter().filter(|_| remark.kind == RemarkKind::Unsaid);
        context.report(ready.fold(diagnostic, |diagnostic, line| diagnostic.help(line.clone())));
    }
    let Some(first) = unread.first() else { return };
    let parts: Vec<&str> = unread.iter().map(|remark| words(remark, line)).collect();
    let quoted: String = parts.iter().map(|words| format!("「{words}」")).collect();
    let mut diagnostic = diagnostic(RemarkKind::Unread, &format!("{quoted}を読み取れません"));
    for words in parts {
        diagnostic = diagnostic.at(place(words, line, context), "");
    }
    context.report(diagnostic.help(first.help.clone()));
}

fn words<'a>(remark: &Remark, line: &'a At<String>) -> &'a str {
    line.value.get(remark.place.range.clone()).unwrap_or("").trim()
}

fn diagnostic(kind: RemarkKind, headline: &str) -> Diagnostic {
    match kind {
        // Somebody would stand before a closed door on one of the two days; this is never published.
        RemarkKind::WrongWeekday | RemarkKind::WrongHoliday => Diagnostic::error(Code::WeekdayMismatch, headline),
        RemarkKind::YearsDiffer => Diagnostic::error(Code::YearMismatch, headline),
        RemarkKind::OutsideEra => Diagnostic::warning(Code::TimeImpossible, headline),
        RemarkKind::Contradiction => Diagnostic::warning(Code::TimeContradiction, headline),
        RemarkKind::Unread => Diagnostic::warning(Code::TimeUnread, headline),
        RemarkKind::Impossible => Diagnostic::warning(Code::TimeImpossible, headline),
        RemarkKind::Backward => Diagnostic::warning(Code::TimeBackward, headline),
        RemarkKind::Ambiguous => Diagnostic::warning(Code::TimeAmbiguous, headline),
        RemarkKind::NoYear => Diagnostic::warning(Code::TimeNoYear, headline),
        RemarkKind::NoTimes => Diagnostic::warning(Code::TimeNoTimes, headline),
        RemarkKind::NoDays => Diagnostic::warning(Code::TimeNoDays, headline),
        RemarkKind::Unsaid => Diagnostic::warning(Code::TimeUnsaid, headline),
        RemarkKind::Misplaced => Diagnostic::warning(Code::TimeMisplaced, headline),
        // The editor cannot mend what the organiser has not decided.
        RemarkKind::NoAnchor => Diagnostic::note(Code::TimeNoAnchor, headline),
        RemarkKind::Irregular => Diagnostic::note(Code::TimeIrregular, headline),
    }
}

/// Where the words stand in the file; the whole line where YAML wrote them otherwise.
fn place(words: &str, line: &At<String>, context: &Context) -> Span {
    if words.is_empty() {
        return line.span;
    }
    context.written(line.span).find(words).map_or(line.span, |at| line.span.part(at, at + words.len()))
}
