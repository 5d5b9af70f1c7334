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
    let words = line.value.get(remark.place.range.clone()).unwrap_or("").trim();
    let diagnostic = diagnostic(remark, words);
    context.report(diagnostic.at(place(words, line, context), "").help(remark.help.clone()));
}

fn diagnostic(remark: &Remark, words: &str) -> Diagnostic {
    let headline = remark.headline.as_str();
    match remark.kind {
        // Somebody would stand before a closed door on one of the two days; this is never published.
        RemarkKind::Contradiction if is_dated(words) => Diagnostic::error("weekday-mismatch", format!("日付と曜日が合いません: {words}")),
        RemarkKind::Contradiction => Diagnostic::warning("time-contradiction", headline),
        RemarkKind::Unread => Diagnostic::warning("time-unread", headline),
        RemarkKind::Impossible => Diagnostic::warning("time-impossible", headline),
        RemarkKind::Backward => Diagnostic::warning("time-backward", headline),
        RemarkKind::Ambiguous => Diagnostic::warning("time-ambiguous", headline),
        RemarkKind::NoYear => Diagnostic::warning("time-no-year", headline),
        RemarkKind::NoTimes => Diagnostic::warning("time-no-times", headline),
        RemarkKind::Misplaced => Diagnostic::warning("time-misplaced", headline),
        // The editor cannot mend what the organiser has not decided.
        RemarkKind::NoAnchor => Diagnostic::note("time-no-anchor", headline),
        RemarkKind::Irregular => Diagnostic::note("time-irregular", headline),
    }
}

/// 2026-12-05(日), 令和8年12月5日（日）: a date with its weekday, as against 毎週第4木曜日.
fn is_dated(words: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let starts = words.starts_with(is_digit) || ["令和", "平成", "R", "H", "Ｒ", "Ｈ"].iter().any(|era| words.starts_with(era));
    starts && words.contains(['(', '（'])
}

/// Where the words stand in the file; the whole line where YAML wrote them otherwise.
fn place(words: &str, line: &At<String>, context: &Context) -> Span {
    if words.is_empty() {
        return line.span;
    }
    context.written(line.span).find(words).map_or(line.span, |at| line.span.part(at, at + words.len()))
}
