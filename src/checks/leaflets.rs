//! Leaflets of `site.yaml` are about something that exists, in a form that exists, and there is one of each name.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Diagnostic, Sink, nearest};
use crate::model::settings::Leaflet;
use crate::site::Site;

pub(super) fn check(site: &Site, sink: &mut Sink) {
    let mut seen = BTreeMap::new();
    for leaflet in &site.settings.leaflets {
        if let Some(first) = seen.insert(leaflet.id.value.as_str(), leaflet.id.span) {
            sink.push(
                Diagnostic::error(Code::DuplicateId, format!("leaflets に同じ id が二つあります: {}", leaflet.id.value))
                    .at(leaflet.id.span, "二つ目")
                    .at(first, "一つ目")
                    .help("どちらかの id を変えてください。id は PDF のファイル名になります"),
            );
        }
        order(leaflet, site, sink);
    }
}

/// What is to stand first exists. Nothing can be said while a file could not be read.
fn order(leaflet: &Leaflet, site: &Site, sink: &mut Sink) {
    if leaflet.order.is_empty() || site.unread.vocabulary {
        return;
    }
    let entries = site.entries.iter().map(|entry| entry.resource.id.as_str());
    let known: BTreeSet<&str> = entries.chain(site.vocabulary.needs.iter().map(|need| need.id.value.as_str())).collect();
    let is_unknown = |id: &str| !known.contains(id) && !site.unread.entries.iter().any(|unread| unread == id);
    for id in leaflet.order.iter().filter(|id| is_unknown(&id.value)) {
        let diagnostic = Diagnostic::error(Code::UnknownId, format!("order にある「{}」は、場所にも願いにもありません", id.value))
            .at(id.span, "この id");
        sink.push(match nearest(id, known.iter().copied()) {
            Some(near) => diagnostic.help(format!("もしかして: {near}")),
            None => diagnostic.help("hannan/library のような場所の id か、vocabulary.yaml の needs の id を書いてください"),
        });
    }
}
