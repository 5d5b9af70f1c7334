//! Meetings that recur from no stated beginning: 隔週, 隔月, 年2回. Which lines may be meant depends on the date.

use crate::diagnostics::{At, Code, Diagnostic, Sink, Span};
use crate::site::Site;
use crate::time::{Recurrence, Remark, RemarkKind, day_and_weekday};

pub(super) fn check(site: &Site, sink: &mut Sink) {
    for session in site.entries.iter().flat_map(|entry| &entry.resource.sessions) {
        let phrases = session.when.iter().chain(&session.dates);
        for (phrase, recurrence) in phrases.zip(&session.recurrences) {
            let remarks = recurrence.remarks().iter().filter(|remark| remark.kind == RemarkKind::NoAnchor);
            remarks.for_each(|remark| sink.push(tell(remark, phrase, recurrence, site)));
        }
    }
}

/// What the editor may paste, each with the day that would be next. The editor cannot mend what the organiser has not decided.
fn tell(remark: &Remark, phrase: &At<String>, recurrence: &Recurrence, site: &Site) -> Diagnostic {
    let diagnostic = Diagnostic::note(Code::TimeNoAnchor, remark.headline.as_str()).at(place(remark, phrase), "");
    let choices = recurrence.choices(site.today);
    if choices.is_empty() {
        return diagnostic.help(remark.help.clone());
    }
    let diagnostic = diagnostic
        .help("日程は「問い合わせ」と表示します。決まっていれば、次のどれかを写すか、dates: に 2026-12-05 のように書いてください");
    choices
        .into_iter()
        .fold(diagnostic, |diagnostic, choice| diagnostic.help(format!("つぎが{}なら when: {}", day_and_weekday(choice.next), choice.line)))
}

/// The words themselves, where YAML has them as they are.
fn place(remark: &Remark, phrase: &At<String>) -> Span {
    let plain = usize::try_from(phrase.span.end - phrase.span.start).is_ok_and(|length| length == phrase.value.len());
    if plain { phrase.span.part(remark.place.range.start, remark.place.range.end) } else { phrase.span }
}
