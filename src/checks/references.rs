//! Ids lead to something that exists.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{At, Code, Diagnostic, Sink, Span, nearest};
use crate::model::area::Window;
use crate::model::resource::Resource;
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
    let unread: BTreeSet<&str> = site.unread.entries.iter().map(String::as_str).collect();
    for worry in &vocabulary.worries {
        needs.expect(&worry.needs, sink);
        kinds.expect(&worry.kinds, sink);
        comforts.expect(&worry.comforts, sink);
        audiences.expect(&worry.audience, sink);
        worry.places.iter().for_each(|id| related(id, "", &unread, site, sink));
    }
    for area in &site.areas {
        areas.expect(area.parent.as_slice(), sink);
        if let Some(Window::Entry(id)) = &area.ask {
            related(id, "", &unread, site, sink);
        }
    }
    circles(site, sink);
    if areas.is_whole {
        folders(&areas, site, sink);
    }
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
        areas.expect(&resource.areas_of_those_who_may_come(), sink);
        resource.related.iter().chain(&resource.ask).for_each(|id| related(id, &resource.id, &unread, site, sink));
    }
}

/// Each folder of `resources/` is named as an area. When the id of one changes, its folder has to follow; that is one mistake,
/// however many places there are.
fn folders(areas: &Known, site: &Site, sink: &mut Sink) {
    let mut strange: BTreeMap<&str, Vec<&Resource>> = BTreeMap::new();
    let mut met = BTreeSet::new();
    for resource in site.entries.iter().map(|entry| &entry.resource) {
        met.insert(resource.folder.as_str());
        if !areas.contains(&resource.folder) {
            strange.entry(&resource.folder).or_default().push(resource);
        }
    }
    let unused: Vec<&str> = areas.ids.iter().map(|(id, _)| *id).filter(|id| !met.contains(id)).collect();
    for (folder, resources) in strange {
        let Some(first) = resources.first() else { continue };
        let count = resources.len();
        let near = nearest(folder, areas.ids.iter().map(|(id, _)| *id)).or(if unused.len() == 1 { unused.first().copied() } else { None });
        let diagnostic = Diagnostic::error(
            Code::UnknownFolder,
            format!("フォルダー resources/{folder} と同じ id の地域が、areas.yaml にありません（場所 {count} 件）"),
        )
        .at(Span::top(first.file), "");
        sink.push(match near {
            Some(id) => diagnostic.help(format!(
                "フォルダーの名前を {id} に変えてください（areas.yaml の id を変えたときは、フォルダーも同じ名前にします）。前の id のままなら、areas.yaml に {folder} を書いてください"
            )),
            None => diagnostic.help(format!(
                "areas.yaml に id: {folder} の地域を足すか、フォルダーの名前を areas.yaml の id に変えてください: {}",
                areas.ids.iter().take(MOST_IDS).map(|(id, label)| format!("{id}（{label}）")).collect::<Vec<_>>().join("、")
            )),
        });
    }
}

/// As many ids as one reads in a message.
const MOST_IDS: usize = 40;

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
        if self.is_whole {
            sink.push_error(Code::UnknownId, id.span, || self.words(id));
        }
    }

    /// Several ids or words of the list that were written as one: 「alone-ok、anonymous」, 「［居場所］」.
    fn several(&self, text: &str) -> Option<String> {
        let bare = text.trim_matches(['［', '］', '｛', '｝', '[', ']', '「', '」', ' ', '\u{3000}']);
        let parts = bare.split(['、', '，', ',', '・', '／', '/', ' ', '\u{3000}']).map(str::trim).filter(|part| !part.is_empty());
        let known = |part: &str| self.ids.iter().find(|(id, label)| *id == part || *label == part).map(|(id, _)| *id);
        let ids: Vec<&str> = parts.map(known).collect::<Option<_>>()?;
        (!ids.is_empty() && (ids.len() > 1 || bare != text)).then(|| ids.join(", "))
    }

    fn words(&self, id: &At<String>) -> Diagnostic {
        let diagnostic =
            Diagnostic::error(Code::UnknownId, format!("{}に「{}」はありません", self.what, id.value)).at(id.span, "知らない id");
        // Editors write what they read on the page.
        if let Some(ids) = self.several(id) {
            return diagnostic.help(format!("いくつも書くときは、半角の括弧とコンマで [{ids}] と書いてください"));
        }
        let by_label = self.ids.iter().find(|(_, label)| *label == id.value).map(|(id, _)| *id);
        match by_label.or_else(|| nearest(id, self.ids.iter().map(|(id, _)| *id))) {
            Some(near) => diagnostic.help(format!("もしかして: {near}")),
            None => {
                let ids: Vec<_> = self.ids.iter().take(MOST_IDS).map(|(id, label)| format!("{id}（{label}）")).collect();
                let more = self.ids.len().saturating_sub(MOST_IDS);
                let more = if more == 0 { String::new() } else { format!(" ほか {more} 件") };
                diagnostic.help(format!("{} にある id: {}{more}", self.file, ids.join("、")))
            }
        }
    }
}

/// An id of another entry; `own` is that of the entry that names it, if one does.
fn related(id: &At<String>, own: &str, unread: &BTreeSet<&str>, site: &Site, sink: &mut Sink) {
    if (site.entry(id).is_some() || unread.contains(id.as_str())) && id.value != own {
        return;
    }
    sink.push_error(Code::UnknownId, id.span, || unknown_entry(id, own, site));
}

fn unknown_entry(id: &At<String>, own: &str, site: &Site) -> Diagnostic {
    let diagnostic = Diagnostic::error(Code::UnknownId, format!("関連する項目「{}」がありません", id.value)).at(id.span, "知らない id");
    if id.value == own {
        return diagnostic.help("自分自身は関連に書けません。この行を消してください");
    }
    if site.hidden.contains(&id.value) {
        return diagnostic.help("その項目は visibility: internal なので公開されません。この行を消してください");
    }
    match nearest(id, site.entries.iter().map(|entry| entry.resource.id.as_str())) {
        Some(near) => diagnostic.help(format!("もしかして: {near}")),
        None => diagnostic.help("「地域の id/ファイルの名前」の形で書いてください。例: toba/sanpomichi-cafe"),
    }
}

/// An area must not be a part of itself. Each is passed once: a walk upwards ends where another has been, and where it meets
/// itself there is a circle.
fn circles(site: &Site, sink: &mut Sink) {
    let areas = &site.areas;
    let places: BTreeMap<&str, usize> = areas.iter().enumerate().rev().map(|(at, area)| (area.id.value.as_str(), at)).collect();
    let above = |at: usize| areas[at].parent.as_ref().and_then(|id| places.get(id.as_str()).copied());
    let mut walks = vec![0; areas.len()];
    for start in 0..areas.len() {
        let (walk, mut path, mut at) = (start + 1, Vec::new(), Some(start));
        while let Some(area) = at.filter(|area| walks[*area] == 0) {
            walks[area] = walk;
            path.push(area);
            at = above(area);
        }
        let met = at.filter(|area| walks[*area] == walk);
        let circle = met.and_then(|met| path.iter().position(|area| *area == met)).map_or(&[][..], |from| &path[from..]);
        for area in circle.iter().map(|area| &areas[*area]) {
            sink.push(
                Diagnostic::error(Code::AreaCircle, format!("地域「{}」が自分自身の一部になっています", area.name))
                    .at(area.parent.as_ref().map_or(area.id.span, |parent| parent.span), "この parent をたどると元に戻ります")
                    .help("いちばん大きな地域の parent を消してください"),
            );
        }
    }
}
