//! Phrases of time: understood by the model, and what it has to say of them told at the place where they stand.

use crate::content::object::Context;
use crate::diagnostics::{At, Diagnostic, Span};
use crate::model::time::{Field, Opening, Recurrence, Remark, RemarkKind};

/// Hours and closed days; none where neither is given.
pub fn opening(hours: &[At<String>], closed: &[At<String>], context: &mut Context) -> Option<Opening> {
    if hours.is_empty() && closed.is_empty() {
        return None;
    }
    let opening = Opening::parse(&texts(hours), &texts(closed));
    for remark in opening.remarks() {
        let lines = match remark.place.field {
            Field::Hours | Field::When => hours,
            Field::Closed => closed,
        };
        if let Some(line) = lines.get(remark.place.line) {
            report(remark, line, context);
        }
    }
    Some(opening)
}

fn texts(lines: &[At<String>]) -> Vec<&str> {
    lines.iter().map(|line| line.value.as_str()).collect()
}

/// One phrase of a session.
pub fn recurrence(phrase: &At<String>, context: &mut Context) -> Recurrence {
    let recurrence = Recurrence::parse(phrase);
    recurrence.remarks().iter().for_each(|remark| report(remark, phrase, context));
    recurrence
}

fn report(remark: &Remark, line: &At<String>, context: &mut Context) {
    let code = code(remark.kind);
    let diagnostic = match remark.kind {
        // The editor cannot mend what the organiser has not decided.
        RemarkKind::NoAnchor | RemarkKind::Irregular => Diagnostic::note(code, remark.headline.clone()),
        RemarkKind::Unread
        | RemarkKind::Contradiction
        | RemarkKind::Impossible
        | RemarkKind::Backward
        | RemarkKind::Ambiguous
        | RemarkKind::NoYear
        | RemarkKind::NoTimes
        | RemarkKind::Misplaced => Diagnostic::warning(code, remark.headline.clone()),
    };
    context.report(diagnostic.at(place(remark, line, context), "").help(remark.help.clone()));
}

/// Where the words stand in the file; the whole line where YAML wrote them otherwise.
fn place(remark: &Remark, line: &At<String>, context: &Context) -> Span {
    let words = line.value.get(remark.place.range.clone()).unwrap_or("").trim();
    if words.is_empty() {
        return line.span;
    }
    context.written(line.span).find(words).map_or(line.span, |at| line.span.part(at, at + words.len()))
}

fn code(kind: RemarkKind) -> &'static str {
    match kind {
        RemarkKind::Unread => "time-unread",
        RemarkKind::Contradiction => "time-contradiction",
        RemarkKind::Impossible => "time-impossible",
        RemarkKind::Backward => "time-backward",
        RemarkKind::Ambiguous => "time-ambiguous",
        RemarkKind::NoAnchor => "time-no-anchor",
        RemarkKind::NoYear => "time-no-year",
        RemarkKind::NoTimes => "time-no-times",
        RemarkKind::Irregular => "time-irregular",
        RemarkKind::Misplaced => "time-misplaced",
    }
}
