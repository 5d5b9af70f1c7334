//! Leaflets of `site.yaml` are about something, and there is one of each name.

use std::collections::BTreeMap;

use crate::diagnostics::{Diagnostic, Sink};
use crate::site::Site;

pub(super) fn check(site: &Site, sink: &mut Sink) {
    let mut seen = BTreeMap::new();
    for leaflet in &site.settings.leaflets {
        if let Some(first) = seen.insert(leaflet.id.value.as_str(), leaflet.id.span) {
            sink.push(
                Diagnostic::error("duplicate-id", format!("leaflets に同じ id が二つあります: {}", leaflet.id.value))
                    .at(leaflet.id.span, "二つ目")
                    .at(first, "一つ目")
                    .help("どちらかの id を変えてください。id は PDF のファイル名になります"),
            );
        }
    }
}
