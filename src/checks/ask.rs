//! Of every entry there is somebody to ask; it is the publisher's to say whom.

use crate::diagnostics::{At, Code, Diagnostic, Sink, Span};
use crate::model::area::Window;
use crate::model::resource::Resource;
use crate::model::ruby;
use crate::site::ask::answers;
use crate::site::{Entry, Site, Whom};

pub(super) fn check(site: &Site, sink: &mut Sink) {
    // That an entry cannot name itself is told where ids are followed.
    let named = site.entries.iter().filter_map(|entry| entry.resource.ask.as_ref().filter(|id| id.value != entry.resource.id));
    let of_areas = site.areas.iter().filter_map(|area| match &area.ask {
        Some(Window::Entry(id)) => Some(id),
        Some(Window::Contact(_)) | None => None,
    });
    named.chain(of_areas).for_each(|id| can_be_reached(id, site, sink));
    if !site.unread.areas && site.unread.entries.is_empty() {
        nobody(site, sink);
    }
    let alone = site.entries.iter().filter(|entry| entry.whom == Whom::Nobody);
    alone.for_each(|entry| asks_to_ask(&entry.resource, sink));
}

/// A window that nobody can reach, or that has closed, is none.
fn can_be_reached(id: &At<String>, site: &Site, sink: &mut Sink) {
    let Some(at) = site.entry(id).filter(|at| !answers(&site.entries[*at])) else { return };
    let name = ruby::plain(&site.entries[at].resource.name);
    sink.push(
        Diagnostic::warning(Code::AskUnreachable, format!("ask にある「{name}」には、いま連絡できません"))
            .at(id.span, "この窓口")
            .help("連絡先のある、続いている窓口の id を書くか、その窓口のファイルに contacts を足してください"),
    );
}

/// Entries that lead to nobody, told once an area.
fn nobody(site: &Site, sink: &mut Sink) {
    let is_alone = |entry: &&Entry| entry.whom == Whom::Nobody && !entry.is_gone();
    let mut alone: Vec<Vec<&Entry>> = vec![Vec::new(); site.areas.len()];
    for entry in site.entries.iter().filter(is_alone) {
        if let Some(area) = entry.areas.first() {
            alone[*area].push(entry);
        }
    }
    for (area, entries) in site.areas.iter().zip(alone) {
        let Some(first) = entries.first().filter(|_| area.ask.is_none()) else { continue };
        let name = ruby::plain(&first.resource.name);
        let others = if entries.len() > 1 { format!("など{}件", entries.len()) } else { String::new() };
        sink.push(
            Diagnostic::warning(Code::NobodyToAsk, format!("「{}」の{name}{others}は、だれにきけばよいかがわかりません", area.name))
                .at(area.id.span, "この地域")
                .help("連絡先のない所についてきける窓口を、ask: hannan/kurashi-marugoto（id）か ask: {label: 福祉課, phone: …} のように書いてください")
                .help("その場所だけなら、場所のファイルに contacts か ask を書いてください"),
        );
    }
}

/// 「お問い合わせください」 without a word where: nobody can do that, on paper least of all.
fn asks_to_ask(resource: &Resource, sink: &mut Sink) {
    let asks =
        |text: &str| ["問い合わせ", "問合せ", "問合わせ", "おたずねください", "お尋ねください"].iter().any(|word| text.contains(word));
    let proses = resource.proses().any(|prose| asks(&prose.source));
    let venues = resource.venues.iter().chain(resource.sessions.iter().filter_map(|session| session.venue.as_ref()));
    let undisclosed = venues.filter_map(|venue| venue.undisclosed.as_deref()).any(asks);
    if proses || undisclosed || resource.leaflet.summary.as_deref().is_some_and(asks) {
        sink.push(
            Diagnostic::warning(Code::AskWithoutContact, "「お問い合わせください」とありますが、どこにきけばよいかが書かれていません")
                .at(Span::top(resource.file), "")
                .help("contacts に連絡先を書くか、ask: に窓口の id を書いてください"),
        );
    }
}
