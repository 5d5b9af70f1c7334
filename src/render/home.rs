//! `index.html`: the wishes as doors.

use jiff::ToSpan;
use serde::Serialize;

use crate::model::page::Navigation;
use crate::model::text::Prose;
use crate::render::jsonld;
use crate::render::markup::Place;
use crate::render::view::base::{Frame, has_leaflets};
use crate::render::view::calendar::{self, DayView};
use crate::render::view::card::icon_of;
use crate::render::view::{DateView, LinkView, hue};
use crate::render::{Artifact, Input};
use crate::site::anchors::Headings;
use crate::site::lists::running;
use crate::site::{Site, route};
use crate::time::day_and_weekday;

#[derive(Serialize)]
struct HomeView<'a> {
    lead_html: Option<String>,
    count: usize,
    wishes: Vec<WishView<'a>>,
    areas: Vec<AreaView<'a>>,
    comforts: Vec<TileView<'a>>,
    leaflets: Vec<LeafletView>,
    families: Option<String>,
    /// The page that says what this is.
    about: Option<LinkView>,
    week: Option<WeekView<'a>>,
    find: &'static str,
    leaflets_href: &'static str,
}

/// What takes place in the seven days from today on.
#[derive(Serialize)]
struct WeekView<'a> {
    days: Vec<DayView<'a>>,
    /// Meetings of these days that are not shown.
    more: usize,
    /// The next day with a meeting, where these have none.
    next: Option<DateView>,
    href: &'static str,
}

#[derive(Serialize)]
struct WishView<'a> {
    id: &'a str,
    label: &'a str,
    short: &'a str,
    description: Option<String>,
    icon: &'a str,
    hue: u8,
    href: String,
    count: usize,
}

#[derive(Serialize)]
struct AreaView<'a> {
    label: &'a str,
    reading: Option<&'a str>,
    description: Option<String>,
    href: String,
    count: usize,
}

#[derive(Serialize)]
struct TileView<'a> {
    label: &'a str,
    icon: &'a str,
    href: String,
    count: usize,
}

#[derive(Serialize)]
struct LeafletView {
    title: String,
    edition: Option<String>,
    summary: String,
    href: String,
    preview: Option<PreviewView>,
}

#[derive(Serialize)]
struct PreviewView {
    src: String,
    width: u32,
    height: u32,
}

pub(super) fn render<'a>(input: &'a Input<'a>) -> Vec<Artifact<'a>> {
    vec![Artifact::later("index.html", move || {
        let site = input.site;
        let settings = &site.settings;
        let description = settings.description.clone().unwrap_or_else(|| settings.title.value.clone());
        let mut frame = Frame::new(site, "index.html", "home", &*settings.title.value, description);
        frame.jsonld = jsonld::website(site);
        input.engine.page("home.html", &frame, "home", &view(input))
    })]
}

fn view<'a>(input: &'a Input<'a>) -> HomeView<'a> {
    let site = input.site;
    let lists = &site.lists;
    let terms = |terms: &'a [crate::model::vocabulary::Term], counts: &'a [Vec<usize>], folder: &'static str| {
        let filled = terms.iter().zip(counts).filter(|(_, list)| !list.is_empty());
        filled
            .map(|(term, list)| TileView {
                label: &term.label,
                icon: icon_of(term.icon.as_deref()),
                href: route::list(folder, &term.id, 1),
                count: list.len(),
            })
            .collect()
    };
    HomeView {
        lead_html: site.settings.shown().lead.as_ref().map(|lead| lead_html(lead, site)),
        count: running(&lists.all, &site.entries),
        wishes: wishes(site),
        areas: areas(site),
        comforts: terms(&site.vocabulary.shown().comforts, &lists.comforts, "comforts"),
        leaflets: if has_leaflets(site) { leaflets(input) } else { Vec::new() },
        families: site
            .pages
            .iter()
            .find(|page| page.slug == "families" && page.navigation != Navigation::None)
            .map(|page| route::page(&page.slug)),
        about: site
            .pages
            .iter()
            .find(|page| page.slug == "about" && page.navigation != Navigation::None)
            .map(|page| LinkView { label: page.title.value.clone(), href: Some(route::page(&page.slug)) }),
        week: week(site),
        find: "find.html",
        leaflets_href: "leaflet.html",
    }
}

/// Meetings that are shown; the calendar has the others.
const WEEK: usize = 8;

fn week(site: &Site) -> Option<WeekView<'_>> {
    let next = site.calendar.first()?.occurrence.date;
    let until = site.today.saturating_add(6.days());
    let count = site.calendar.partition_point(|meeting| meeting.occurrence.date <= until);
    let shown: Vec<usize> = (0..count.min(WEEK)).collect();
    Some(WeekView {
        days: calendar::days(site, &shown, site.today, until, false),
        more: count - shown.len(),
        next: (count == 0).then(|| DateView { iso: next.to_string(), label: day_and_weekday(next) }),
        href: route::CALENDAR,
    })
}

fn wishes(site: &Site) -> Vec<WishView<'_>> {
    let needs = site.vocabulary.shown().needs.iter().zip(&site.lists.needs).enumerate();
    needs
        .map(|(at, (need, list))| WishView {
            id: &need.id,
            label: &need.label,
            short: need.short.as_deref().unwrap_or(&need.label),
            description: need.description.as_ref().map(|text| text.opening()),
            icon: icon_of(need.icon.as_deref()),
            hue: hue(at),
            href: route::list("needs", &need.id, 1),
            count: running(list, &site.entries),
        })
        .collect()
}

fn areas(site: &Site) -> Vec<AreaView<'_>> {
    let tops = site.areas.iter().zip(&site.lists.areas).filter(|(area, list)| area.parent.is_none() && !list.is_empty());
    tops.map(|(area, list)| (area.shown(), list))
        .map(|(area, list)| AreaView {
            label: &area.name,
            reading: area.reading.as_deref(),
            description: area.description.as_ref().map(|text| text.opening()),
            href: route::list("areas", &area.id, 1),
            count: running(list, &site.entries),
        })
        .collect()
}

fn lead_html(lead: &Prose, site: &Site) -> String {
    let headings = Headings::of_home(lead);
    Place { headings: Some(&headings), ..Place::of(site, "site.yaml", "") }.block(lead)
}

fn leaflets(input: &Input) -> Vec<LeafletView> {
    let all = &input.prints.all;
    // One door for each edition; leaflet.html has its other formats.
    let first = |at: usize| all[..at].iter().all(|other| other.full_title() != all[at].full_title());
    let printed = (0..all.len()).filter(|at| first(*at)).map(|at| {
        let print = &all[at];
        let preview = print.pages.first().map(|page| PreviewView { src: page.path.clone(), width: page.width, height: page.height });
        LeafletView {
            title: print.title.clone(),
            edition: print.edition.clone(),
            summary: format!("{}・{}", print.format.said_of(print.format.paper, print.paper.as_deref()), print.format.fold),
            href: format!("leaflet.html#{}", print.id),
            preview,
        }
    });
    printed.collect()
}
