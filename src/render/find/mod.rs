//! `find.html`: a search box, choices, and everything, grouped by area, with links to the lists for those without scripts.

mod form;
mod index;

use serde::Serialize;

use crate::render::find::form::FormView;
use crate::render::find::index::Index;
use crate::render::markup::Place;
use crate::render::view::base::Frame;
use crate::render::view::card::icon_of;
use crate::render::view::pagination::{PaginationView, page_of, pagination};
use crate::render::view::urgent::LineView;
use crate::render::view::{StatusView, hue};
use crate::render::{Artifact, Input, RenderError};
use crate::site::{Entry, EntryIndex, Site, route};

const TITLE: &str = "さがす";

#[derive(Serialize)]
struct FindView<'a> {
    title: &'static str,
    count: usize,
    groups: Vec<GroupView<'a>>,
    lists: Vec<ListView<'a>>,
    pagination: Option<PaginationView>,
    /// The first page's; the others hold the rest of the list only.
    search: Option<&'a FormView<'a>>,
    /// Where the first page is, on all others.
    first: Option<String>,
    /// Lines of help that words call; on the first page only.
    urgent: Vec<LineView>,
}

#[derive(Serialize)]
struct GroupView<'a> {
    id: String,
    heading: &'a str,
    href: Option<String>,
    count: usize,
    entries: Vec<EntryView<'a>>,
}

#[derive(Serialize)]
struct EntryView<'a> {
    href: String,
    name_html: String,
    kind: &'a str,
    place: Option<String>,
    status: Option<StatusView>,
}

#[derive(Serialize)]
struct ListView<'a> {
    heading: &'static str,
    href: &'static str,
    items: Vec<ItemView<'a>>,
}

#[derive(Serialize)]
struct ItemView<'a> {
    label: &'a str,
    href: String,
    icon: &'a str,
    hue: u8,
    count: usize,
}

pub(super) fn render<'a>(input: &'a Input<'a>) -> Vec<Artifact<'a>> {
    let total = route::list_pages(input.site.lists.all.len());
    let index = Index::new(input.site);
    let form = FormView::new(input.site, &index);
    let mut artifacts = index.artifacts();
    artifacts.push(Artifact::later(route::find(1), move || page(input, 1, total, Some(&form))));
    artifacts.extend((2..=total).map(|number| Artifact::later(route::find(number), move || page(input, number, total, None))));
    artifacts
}

fn page(input: &Input, number: usize, total: usize, form: Option<&FormView>) -> Result<Vec<u8>, RenderError> {
    let site = input.site;
    let ordered = &site.lists.by_area;
    let view = FindView {
        title: TITLE,
        count: ordered.len(),
        groups: groups(page_of(ordered, number), site),
        lists: lists(site, number == 1),
        pagination: pagination(number, total, route::find),
        search: form,
        first: (number > 1).then(|| route::find(1)),
        urgent: form.iter().flat_map(|_| &site.settings.urgent).map(LineView::from).collect(),
    };
    let frame = Frame::new(site, &route::find(number), "find", TITLE, "載っているすべての場所と窓口を、言葉や願い、地域からさがせます。")
        .below(&[]);
    input.engine.page("find.html", &frame, "find", &view)
}

fn groups<'a>(entries: &[EntryIndex], site: &'a Site) -> Vec<GroupView<'a>> {
    let area_of = |at: &EntryIndex| site.entries[*at].areas.first().copied();
    let same_area = entries.chunk_by(|a, b| area_of(a) == area_of(b));
    same_area
        .map(|entries| {
            let area = area_of(&entries[0]);
            let (id, heading) =
                area.map_or(("other", "そのほか"), |area| (site.areas[area].id.as_str(), site.areas[area].shown().name.as_str()));
            GroupView {
                id: format!("g-{id}"),
                heading,
                href: area.map(|_| route::list("areas", id, 1)),
                count: area.map_or(entries.len(), |area| site.lists.areas[area].len()),
                entries: entries.iter().map(|at| entry(&site.entries[*at], site)).collect(),
            }
        })
        .collect()
}

fn entry<'a>(entry: &'a Entry, site: &'a Site) -> EntryView<'a> {
    let resource = entry.resource.shown();
    let venue = resource.place();
    let place = venue.and_then(|venue| {
        let online = venue.online.as_ref().map(|_| "オンライン".to_owned());
        let name = resource.name_beside(venue).map(str::to_owned);
        online.or_else(|| venue.address.clone()).or(name)
    });
    EntryView {
        href: route::resource(&resource.id),
        name_html: Place::new("", "").line(&resource.name),
        kind: entry.kind.map_or("", |kind| &site.vocabulary.shown().kinds[kind].label),
        place,
        status: StatusView::of(resource.status, None),
    }
}

/// The ways into the lists; on pages after the first only where they begin.
fn lists(site: &Site, is_first: bool) -> Vec<ListView<'_>> {
    let mut lists = all_lists(site);
    if !is_first {
        lists.iter_mut().for_each(|list| list.items.clear());
    }
    lists
}

fn all_lists(site: &Site) -> Vec<ListView<'_>> {
    let terms = |terms, lists: &[Vec<EntryIndex>], folder, hued| -> Vec<ItemView<'_>> {
        let all: std::slice::Iter<'_, crate::model::vocabulary::Term> = <&Vec<_> as IntoIterator>::into_iter(terms);
        let filled = all.zip(lists).enumerate().filter(|(_, (_, list))| !list.is_empty());
        filled
            .map(|(at, (term, list))| ItemView {
                label: &term.label,
                href: route::list(folder, &term.id, 1),
                icon: icon_of(term.icon.as_deref()),
                hue: if hued { hue(at) } else { 0 },
                count: list.len(),
            })
            .collect()
    };
    let areas = site.areas.iter().zip(&site.lists.areas).filter(|(_, list)| !list.is_empty());
    let areas = areas.map(|(area, list)| ItemView {
        label: &area.shown().name,
        href: route::list("areas", &area.id, 1),
        icon: "pin",
        hue: 0,
        count: list.len(),
    });
    let vocabulary = site.vocabulary.shown();
    vec![
        ListView { heading: "願い", href: "needs/index.html", items: terms(&vocabulary.needs, &site.lists.needs, "needs", true) },
        ListView { heading: "種類", href: "kinds/index.html", items: terms(&vocabulary.kinds, &site.lists.kinds, "kinds", false) },
        ListView { heading: "地域", href: "areas/index.html", items: areas.collect() },
        ListView {
            heading: "安心ポイント",
            href: "comforts/index.html",
            items: terms(&vocabulary.comforts, &site.lists.comforts, "comforts", false),
        },
    ]
}
