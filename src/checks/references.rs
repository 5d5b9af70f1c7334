//! Ids lead to something that exists.

use std::collections::BTreeSet;

use crate::diagnostics::{At, Diagnostic, Sink, Span, nearest};
use crate::model::area::Window;
use crate::model::vocabulary::Term;
use crate::site::Site;

pub(super) fn check(site: &Site, sink: &mut Sink) {
    let vocabulary = &site.vocabulary;
    let is_whole = !site.unread.vocabulary;
    let needs = Known::terms("願い", "needs", &vocabulary.needs, is_whole);
    let kinds = Known::terms("種類", "kinds", &vocabulary.kinds, is_whole);
    let audiences = Known::terms("対象", "audiences", &vocabulary.audiences, is_whole);
    let comforts = Known::terms("安心ポイント", "comforts", &vocabulary.comforts, is_whole);
    let names = site.areas.iter().map(|area| (area.id.value.as_str(), area.name.as_str()));
    let areas = Known::new("地域", "areas.yaml".to_owned(), names.collect(), !site.unread.areas);
    for kind in &vocabulary.kinds {
        needs.expect(&kind.needs, sink);
    }
    for worry in &vocabulary.worries {
        needs.expect(&worry.needs, sink);
        kinds.expect(&worry.kinds, sink);
        comforts.expect(&worry.comforts, sink);
        audiences.expect(&worry.audience, sink);
        worry.places.iter().for_each(|id| related(id, "", site, sink));
    }
    for area in &site.areas {
        areas.expect(area.parent.as_slice(), sink);
        if let Some(Window::Entry(id)) = &area.ask {
            related(id, "", site, sink);
        }
    }
    circles(site, sink);
    for leaflet in &site.settings.leaflets {
        areas.expect(&leaflet.areas, sink);
        kinds.expect(&leaflet.kinds, sink);
    }
    for entry in &site.entries {
        let resource = &entry.resource;
        kinds.expect(std::slice::from_ref(&resource.kind), sink);
        needs.expect(&resource.needs, sink);
        audiences.expect(&resource.audience, sink);
        comforts.expect(&resource.comforts, sink);
        areas.expect(&resource.areas, sink);
        if !areas.contains(&resource.folder) {
            areas.report(&At::new(resource.folder.clone(), Span::top(resource.file)), sink);
        }
        resource.related.iter().chain(&resource.ask).for_each(|id| related(id, &resource.id, site, sink));
    }
}

/// The ids of one list.
struct Known<'s> {
    what: &'static str,
    file: String,
    /// Whether the list could be read to its end; if not, nothing can be said of an id.
    is_whole: bool,
    /// Ids with the words that people read.
    ids: Vec<(&'s str, &'s str)>,
    set: BTreeSet<&'s str>,
}

impl<'s> Known<'s> {
    fn terms(what: &'static str, key: &str, terms: &'s [Term], is_whole: bool) -> Self {
        let ids = terms.iter().map(|term| (term.id.value.as_str(), term.label.as_str()));
        Known::new(what, format!("vocabulary.yaml の {key}"), ids.collect(), is_whole)
    }

    fn new(what: &'static str, file: String, ids: Vec<(&'s str, &'s str)>, is_whole: bool) -> Self {
        let set = ids.iter().map(|(id, _)| *id).collect();
        Known { what, file, is_whole, ids, set }
    }

    fn expect(&self, used: &[At<String>], sink: &mut Sink) {
        used.iter().filter(|id| !self.contains(id)).for_each(|id| self.report(id, sink));
    }

    fn contains(&self, wanted: &str) -> bool {
        self.set.contains(wanted)
    }

    fn report(&self, id: &At<String>, sink: &mut Sink) {
        if !self.is_whole {
            return;
        }
        let diagnostic = Diagnostic::error("unknown-id", format!("{}に「{}」はありません", self.what, id.value)).at(id.span, "知らない id");
        // Editors write what they read on the page.
        let by_label = self.ids.iter().find(|(_, label)| *label == id.value).map(|(id, _)| *id);
        sink.push(match by_label.or_else(|| nearest(id, self.ids.iter().map(|(id, _)| *id))) {
            Some(near) => diagnostic.help(format!("もしかして: {near}")),
            None => {
                let ids: Vec<_> = self.ids.iter().map(|(id, label)| format!("{id}（{label}）")).collect();
                diagnostic.help(format!("{} にある id: {}", self.file, ids.join("、")))
            }
        });
    }
}

/// An id of another entry; `own` is that of the entry that names it, if one does.
fn related(id: &At<String>, own: &str, site: &Site, sink: &mut Sink) {
    if (site.entry(id).is_some() || site.unread.entries.contains(&id.value)) && id.value != own {
        return;
    }
    let diagnostic = Diagnostic::error("unknown-id", format!("関連する項目「{}」がありません", id.value)).at(id.span, "知らない id");
    let ids = site.entries.iter().map(|entry| entry.resource.id.as_str());
    sink.push(if id.value == own {
        diagnostic.help("自分自身は関連に書けません。この行を消してください")
    } else if site.hidden.contains(&id.value) {
        diagnostic.help("その項目は visibility: internal なので公開されません。この行を消してください")
    } else {
        match nearest(id, ids) {
            Some(near) => diagnostic.help(format!("もしかして: {near}")),
            None => diagnostic.help("「地域の id/ファイルの名前」の形で書いてください。例: toba/sanpomichi-cafe"),
        }
    });
}

/// An area must not be a part of itself.
fn circles(site: &Site, sink: &mut Sink) {
    for area in &site.areas {
        let mut at = area;
        for _ in 0..=site.areas.len() {
            let Some(parent) = at.parent.as_ref().and_then(|id| site.areas.iter().find(|other| other.id.value == id.value)) else { break };
            if parent.id.value == area.id.value {
                sink.push(
                    Diagnostic::error("area-circle", format!("地域「{}」が自分自身の一部になっています", area.name))
                        .at(area.parent.as_ref().map_or(area.id.span, |parent| parent.span), "この parent をたどると元に戻ります")
                        .help("いちばん大きな地域の parent を消してください"),
                );
                break;
            }
            at = parent;
        }
    }
}
