//! Lines of help are named, and what is said of them was held against their owner's page not too long ago.

use crate::diagnostics::{Code, Diagnostic, Sink};
use crate::model::urgent::Line;
use crate::site::Site;

pub(super) fn check(site: &Site, sink: &mut Sink) {
    let settings = &site.settings;
    if settings.urgent.is_empty() && !settings.urgent_unread && !settings.title.value.is_empty() {
        sink.push(
            Diagnostic::warning(Code::UrgentMissing, "つらいときにすぐ話せる窓口（urgent）が書かれていません")
                .at(settings.title.span, "この site.yaml")
                .help(
                    "urgent: に窓口の名前と番号を書くと、さがすページ、全ページの下、リーフレットに出ます。書くまでは、どこにも出しません",
                ),
        );
    }
    settings.urgent.iter().for_each(|line| of_line(line, site, sink));
}

fn of_line(line: &Line, site: &Site, sink: &mut Sink) {
    let months = site.settings.review_months();
    let name = &line.name.value;
    match &line.checked {
        None => sink.push(
            Diagnostic::warning(Code::UrgentStale, format!("「{name}」をいつ確かめたかが書かれていません"))
                .at(line.name.span, "この窓口")
                .help("窓口のページで番号と時間を確かめて、checked: 2026-06-12 のように書いてください"),
        ),
        Some(checked) if line.is_stale(months, site.today) => sink.push(
            Diagnostic::warning(Code::UrgentStale, format!("「{name}」を最後に確かめたのは{}です", checked.japanese()))
                .at(checked.span, format!("{months} か月ごとに確かめることになっています"))
                .help("窓口のページで番号と時間を確かめてから、checked の日付を新しくしてください"),
        ),
        Some(_) => {}
    }
    if line.sources.is_empty() {
        sink.push(
            Diagnostic::warning(Code::UrgentWithoutSource, format!("「{name}」の番号を何で確かめたかが書かれていません"))
                .at(line.name.span, "この窓口")
                .help("sources: に、窓口のページか、国や自治体のページの題とアドレスを書いてください"),
        );
    }
}
