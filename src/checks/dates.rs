//! What the date says of an entry: out of date, over, or impossible.

use jiff::civil::Date;
use jiff::{ToSpan, Unit};

use crate::diagnostics::{Code, Diagnostic, Sink, Span};
use crate::model::resource::Resource;
use crate::site::{Entry, Site};

pub(super) fn check(site: &Site, sink: &mut Sink) {
    for entry in &site.entries {
        over(entry, sink);
        order(&entry.resource, sink);
        freshness(entry, site, sink);
        future(&entry.resource, site.today, sink);
    }
}

fn over(entry: &Entry, sink: &mut Sink) {
    if let (true, Some(until)) = (entry.is_over, &entry.resource.valid.until) {
        sink.push(
            Diagnostic::warning(Code::ValidOver, format!("掲載の期限（{}）を過ぎています", until.japanese()))
                .at(until.span, "この日まで")
                .help("続いているか確かめて until を直すか、status: ended にしてください"),
        );
    }
}

fn order(resource: &Resource, sink: &mut Sink) {
    if let (Some(from), Some(until)) = (&resource.valid.from, &resource.valid.until)
        && until.latest() < from.earliest()
    {
        sink.push(
            Diagnostic::error(Code::ValidOrder, "掲載の終わりが始まりより前になっています")
                .at(until.span, "終わり")
                .at(from.span, "始まり")
                .help("from と until を確かめてください"),
        );
    }
}

fn freshness(entry: &Entry, site: &Site, sink: &mut Sink) {
    let resource = &entry.resource;
    if !entry.is_stale {
        return;
    }
    let months = site.settings.review_months();
    let policy = format!("site.yaml では {months} か月ごとに確かめることになっています");
    let diagnostic = match &resource.checked {
        Some(checked) => Diagnostic::warning(Code::Stale, format!("最後に確かめてから{}たっています", since(checked.latest(), site.today)))
            .at(checked.span, policy)
            .help("連絡先に確かめてから、checked の日付を新しくしてください。ページには「情報が古いかもしれません」と表示されます"),
        None => Diagnostic::warning(Code::NeverChecked, "いつ確かめた情報かが書かれていません")
            .at(Span::top(resource.file), policy)
            .help("checked: 2026-06-12 のように、確かめた日を書いてください"),
    };
    sink.push(diagnostic);
}

fn since(then: Date, today: Date) -> String {
    let months = then.until((Unit::Month, today)).map_or(0, |span| span.get_months());
    match (months / 12, months % 12) {
        (0, months) => format!("{months} か月"),
        (years, 0) => format!(" {years} 年"),
        (years, months) => format!(" {years} 年 {months} か月"),
    }
}

fn future(resource: &Resource, today: Date, sink: &mut Sink) {
    // A day of grace: the clerk's clock and the server's may differ.
    let tomorrow = today.checked_add(1.day()).unwrap_or(today);
    if let Some(checked) = resource.checked.as_ref().filter(|checked| checked.earliest() > tomorrow) {
        sink.push(
            Diagnostic::warning(Code::CheckedInFuture, format!("最終確認日（{}）が先の日付になっています", checked.japanese()))
                .at(checked.span, "この日付")
                .help("年と月を確かめてください"),
        );
    }
}
