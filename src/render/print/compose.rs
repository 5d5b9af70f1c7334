//! From a leaflet's settings to its view: title and words, the wishes with their entries, the facts of each as rows.

use std::collections::BTreeMap;

use crate::model::resource::Resource;
use crate::model::settings::{Credit, Ink, Leaflet, Part, Publisher, Settings};
use crate::model::text::{Prose, in_one_line};
use crate::model::venue::{Booking, Venue};
use crate::render::print::choose;
use crate::render::print::discreet;
use crate::render::print::format::{Finish, Format};
use crate::render::print::press::view::{self, IssueDate, LeafletView, PageLink, Row, Section, Text, Window, Wish, furigana, plain};
use crate::render::view::access_icon;
use crate::render::view::ask::{AskView, WayView};
use crate::render::view::card::icon_of;
use crate::render::view::{StatusView, hue};
use crate::site::{Entry, EntryIndex, Site, Whom, route};

/// The view of a leaflet.
pub fn view(leaflet: &Leaflet, format: &Format, entries: &[EntryIndex], site: &Site) -> LeafletView {
    let mut view = compose(leaflet, format, entries, site);
    leave_out(&mut view, leaflet);
    match leaflet.furigana {
        Some(true) => view.map_texts(|text| with_readings(text, site)),
        Some(false) => view.map_texts(without_readings),
        None => {}
    }
    if !format.has_entries {
        view.sections.clear();
    }
    if format.finish == Finish::Cut {
        discreet::make(&mut view, leaflet, site);
    }
    let substitutes = &site.settings.substitutes;
    if !substitutes.is_empty() {
        view.map_strings(&|text| substitute(text, substitutes));
    }
    view
}

/// Letters that the editor has named, replaced by what he wants on paper.
fn substitute(text: &mut String, substitutes: &BTreeMap<char, String>) {
    if text.contains(|c| substitutes.contains_key(&c)) {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match substitutes.get(&c) {
                Some(other) => out.push_str(other),
                None => out.push(c),
            }
        }
        *text = out;
    }
}

/// Takes out the parts that the leaflet does not ask for.
fn leave_out(view: &mut LeafletView, leaflet: &Leaflet) {
    let Some(parts) = &leaflet.include else { return };
    let without = |part| !parts.contains(&part);
    for entry in view.sections.iter_mut().flat_map(|section| &mut section.entries) {
        if without(Part::Comforts) {
            entry.comforts.clear();
        }
        if without(Part::Codes) {
            entry.page = None;
        }
    }
    if without(Part::Codes) {
        view.windows.iter_mut().for_each(|window| window.page = None);
    }
    if without(Part::Windows) {
        view.windows.clear();
    }
    if without(Part::Lead) {
        view.lead.clear();
    }
    if without(Part::Credits) {
        view.credits.clear();
        view.funding.clear();
    }
    view.contents = !without(Part::Contents);
}

/// Furigana for the first of each known word of a text.
fn with_readings(text: &Text, site: &Site) -> Text {
    let mut known: Vec<String> = Vec::new();
    let marked = text.iter().flat_map(|segment| match &segment.ruby {
        Some(_) => vec![segment.clone()],
        None => furigana(&site.readings.annotate(&segment.text)),
    });
    let once = marked.map(|mut segment| {
        if segment.ruby.is_some() && known.contains(&segment.text) {
            segment.ruby = None;
        } else if segment.ruby.is_some() {
            known.push(segment.text.clone());
        }
        segment
    });
    once.collect()
}

fn without_readings(text: &Text) -> Text {
    plain(text.iter().map(|segment| segment.text.as_str()).collect::<String>())
}

fn compose(leaflet: &Leaflet, format: &Format, entries: &[EntryIndex], site: &Site) -> LeafletView {
    let settings = &site.settings;
    let shown_settings = settings.shown();
    let shown = shown_settings.leaflets.iter().find(|other| other.id.value == leaflet.id.value).unwrap_or(leaflet);
    let issued = leaflet.issued.or(settings.issued);
    let today = site.today;
    let (width, height) = format.page_on(leaflet.paper.as_ref().map(|paper| paper.value.as_str()));
    let date = issued.map_or(today, crate::model::date::PartialDate::earliest);
    let (windows, places): (Vec<EntryIndex>, Vec<EntryIndex>) = entries.iter().partition(|at| is_window(&site.entries[**at], site));
    let credits = if leaflet.credits.is_empty() { &settings.credits } else { &leaflet.credits };
    LeafletView {
        id: leaflet.id.value.clone(),
        format: leaflet.format.value.clone(),
        ink: match leaflet.ink {
            Ink::Colour => view::Ink::Colour,
            Ink::One => view::Ink::One,
        },
        bleed: leaflet.bleed.unwrap_or(0),
        width,
        height,
        panels: format.panels.iter().map(|panels| panels.to_vec()).collect(),
        shop_page: format.shop_page,
        is_booklet: format.finish == Finish::Saddle,
        contents: true,
        title: leaflet.title.clone().unwrap_or_else(|| settings.title.value.clone()),
        subtitle: leaflet.subtitle.clone().or_else(|| settings.subtitle.clone()),
        edition: leaflet.edition.clone(),
        issued: issued.map(|date| date.japanese()),
        date: IssueDate { year: i32::from(date.year()), month: date.month().unsigned_abs(), day: date.day().unsigned_abs() },
        lead: paragraphs(shown.lead.as_ref().or(shown_settings.lead.as_ref())),
        name_note: None,
        wishes: wishes(leaflet, site),
        sections: sections(leaflet, &places, &windows, site),
        windows: windows.iter().map(|at| window(&site.entries[*at], site)).collect(),
        credits: credits.iter().map(credit).collect(),
        publisher: shown.publisher.as_ref().or(shown_settings.publisher.as_ref()).map(publisher),
        funding: shown.funding.as_ref().or(shown_settings.funding.as_ref()).map(|text| furigana(text)).into_iter().collect(),
        site: page_link(settings, ""),
        notes: notes(shown),
        urgent: urgent(settings),
    }
}

/// Lines of help that paper has room for.
const URGENT: usize = 2;

fn urgent(settings: &Settings) -> Vec<view::Urgent> {
    let lines = settings.urgent.iter().filter_map(|line| {
        let phone = line.phone.clone()?;
        Some(view::Urgent { name: line.name.value.clone(), phone, hours: line.hours.clone() })
    });
    lines.take(URGENT).collect()
}

/// What every leaflet says, whatever its editor says beside.
const CHANGES: &str = "情報は変わることがあります。";

fn notes(leaflet: &Leaflet) -> Vec<Text> {
    let notes = paragraphs(leaflet.notes.as_ref());
    let says_so = leaflet.notes.as_ref().is_some_and(|notes| notes.source.contains("情報は変わることがあります"));
    if says_so { notes } else { std::iter::once(plain(CHANGES)).chain(notes).collect() }
}

/// Paragraphs of prose without Markdown's marks; a leaflet has its own typography.
fn paragraphs(prose: Option<&Prose>) -> Vec<Text> {
    let Some(prose) = prose else { return Vec::new() };
    prose.lines().lines().map(furigana).collect()
}

fn is_window(entry: &Entry, site: &Site) -> bool {
    let of_kind = entry.kind.is_some_and(|kind| site.vocabulary.kinds[kind].is_window);
    of_kind && entry.resource.contacts.iter().any(|contact| contact.phone.is_some() || contact.email.is_some())
}

/// Every wish, also those without an entry here.
fn wishes(leaflet: &Leaflet, site: &Site) -> Vec<Wish> {
    let wish = |at: usize| {
        let (need, shown) = (&site.vocabulary.needs[at], &site.vocabulary.shown().needs[at]);
        Wish {
            need: furigana(&shown.label),
            short: need.short.clone().unwrap_or_else(|| need.label.clone()),
            icon: icon_of(need.icon.as_deref()).to_owned(),
            hue: hue(at).saturating_sub(1),
            description: shown.description.as_ref().map(|text| furigana(&text.one_line())).unwrap_or_default(),
        }
    };
    choose::needs(leaflet, site).into_iter().map(wish).collect()
}

/// Entries under the first of their wishes, in the order of the wishes.
fn sections(leaflet: &Leaflet, entries: &[EntryIndex], windows: &[EntryIndex], site: &Site) -> Vec<Section> {
    let mut sections = Vec::new();
    for at in choose::needs(leaflet, site) {
        let (need, shown) = (&site.vocabulary.needs[at], &site.vocabulary.shown().needs[at]);
        let under: Vec<_> = entries.iter().map(|entry| &site.entries[*entry]).filter(|entry| entry.needs.first() == Some(&at)).collect();
        if under.is_empty() {
            continue;
        }
        // Where all entries are of one kind, its words say more than the wish's.
        let kind = under[0]
            .kind
            .filter(|kind| under.iter().all(|entry| entry.kind == Some(*kind)))
            .map(|kind| &site.vocabulary.shown().kinds[kind]);
        let description = kind.and_then(|kind| kind.description.as_ref()).or(shown.description.as_ref());
        sections.push(Section {
            need: furigana(&shown.label),
            short: need.short.clone().unwrap_or_else(|| need.label.clone()),
            icon: icon_of(need.icon.as_deref()).to_owned(),
            hue: hue(at).saturating_sub(1),
            description: description.map(|text| furigana(&text.one_line())).unwrap_or_default(),
            entries: under.into_iter().map(|entry| entry_view(entry, windows, site)).collect(),
        });
    }
    let without: Vec<_> = entries.iter().map(|entry| &site.entries[*entry]).filter(|entry| entry.needs.is_empty()).collect();
    if !without.is_empty() {
        sections.push(Section {
            need: plain("そのほか"),
            short: "そのほか".to_owned(),
            icon: "info".to_owned(),
            hue: 0,
            description: Vec::new(),
            entries: without.into_iter().map(|entry| entry_view(entry, windows, site)).collect(),
        });
    }
    sections
}

fn entry_view(entry: &Entry, windows: &[EntryIndex], site: &Site) -> view::Entry {
    let resource = entry.resource.shown();
    let comforts: Vec<String> = entry.comforts.iter().map(|comfort| site.vocabulary.comforts[*comfort].label.clone()).collect();
    let short = resource.leaflet.summary.as_deref();
    view::Entry {
        id: resource.id.clone(),
        name: furigana(printed_name(resource)),
        kind: entry.kind.map(|kind| site.vocabulary.kinds[kind].label.clone()),
        status: StatusView::of(resource.status, None).map(|status| status.label.to_owned()),
        tagline: resource.tagline.as_deref().map(furigana).unwrap_or_default(),
        summary: furigana(&resource.summary.one_line()),
        short_summary: short.map(furigana).unwrap_or_default(),
        rows: rows(entry, windows, site).into_iter().filter(|row| !says_the_same(row, &comforts)).collect(),
        comforts,
        page: if entry.is_public() { page_link(&site.settings, &route::resource(&resource.id)) } else { None },
    }
}

/// The name on paper.
fn printed_name(resource: &Resource) -> &str {
    resource.leaflet.name.as_deref().unwrap_or(&resource.name)
}

fn page_link(settings: &Settings, path: &str) -> Option<PageLink> {
    settings.base_url.as_ref().and_then(|base| PageLink::new(format!("{}{path}", base.value)))
}

/// 「料金 無料」 beside the comfort 「無料」, 「予約 いりません」 beside 「予約はいりません」.
fn says_the_same(row: &Row, comforts: &[String]) -> bool {
    let text: String = row.text.iter().map(|segment| segment.text.as_str()).collect();
    (row.icon == "yen" && comforts.contains(&text)) || (row.icon == "check" && comforts.contains(&format!("{}は{text}", row.label)))
}

/// The rows of the original leaflet: place, access, hours, closed days, phone; sessions and bookings beside.
fn rows(entry: &Entry, windows: &[EntryIndex], site: &Site) -> Vec<Row> {
    let resource = entry.resource.shown();
    let mut rows = Vec::new();
    for venue in &resource.venues {
        rows.extend(place(venue, resource));
        rows.extend(venue.access.iter().map(|way| row(access_icon(way), "行きかた", way, 2)));
    }
    for session in &resource.sessions {
        let mut when: Vec<&str> = session.when.iter().chain(&session.dates).map(|when| when.value.as_str()).collect();
        if let Some(name) = session.name.as_deref().filter(|name| *name != resource.name.value) {
            when.insert(0, name);
        }
        rows.push(row("calendar", "日時", &when.join(" "), 1));
    }
    if !resource.hours.is_empty() {
        rows.push(row("clock", "時間", &in_one_line(&resource.hours), 1));
    }
    if !resource.closed.is_empty() {
        rows.push(row("closed", "休み", &in_one_line(&resource.closed), 1));
    }
    if let Some(reservation) = &resource.reservation {
        let text = match reservation.needed {
            Booking::No => "いりません",
            Booking::Yes => "必要です",
            Booking::Recommended => "しておくと安心です",
        };
        let note = reservation.note.as_ref().map(|note| note.one_line());
        rows.push(row("check", "予約", &note.map_or_else(|| text.to_owned(), |note| format!("{text}。{note}")), 4));
    }
    rows.extend(resource.fee.as_deref().map(|fee| row("yen", "料金", fee, 4)));
    rows.extend(resource.eligibility.as_ref().map(|text| row("people", "対象", &text.opening(), 3)));
    rows.extend(resource.status_note.as_ref().map(|note| row("info", "いまのこと", &note.one_line(), 3)));
    rows.extend(ask_rows(entry, windows, site));
    rows
}

/// Every way to those who answer. A window that stands in the leaflet is named with its number and nothing more.
fn ask_rows(entry: &Entry, windows: &[EntryIndex], site: &Site) -> Vec<Row> {
    let Some(ask) = AskView::of(entry, site) else { return Vec::new() };
    let is_here = matches!(entry.whom, Whom::Entry(at, _) if windows.contains(&at));
    let name = ask.name.as_deref().map(|name| format!("{name} ")).unwrap_or_default();
    let way_row = |(at, way): (usize, &WayView)| {
        let extension = way.extension.as_ref().map(|extension| format!("（{extension}）")).unwrap_or_default();
        let note = way.note.as_ref().map(|note| format!("　{note}")).unwrap_or_default();
        let label = if ask.name.is_some() { "きける所" } else { way.label.as_str() };
        row(way.icon, label, &format!("{name}{}{extension}{note}", way.text), if at == 0 { 1 } else { 2 })
    };
    let most = if is_here { 1 } else { ask.ways.len() };
    ask.ways.iter().enumerate().take(most).map(way_row).collect()
}

fn row(icon: &str, label: &str, text: &str, priority: u8) -> Row {
    Row { icon: icon.to_owned(), label: label.to_owned(), text: furigana(text), priority }
}

fn place(venue: &Venue, resource: &Resource) -> Option<Row> {
    let name = venue.name.as_deref().filter(|name| *name != resource.name.value);
    let parts: Vec<&str> =
        [name, venue.address.as_deref(), venue.detail.as_deref(), venue.undisclosed.as_deref()].into_iter().flatten().collect();
    if parts.is_empty() {
        return venue
            .online
            .as_ref()
            .map(|online| row("online", "オンライン", online.note.as_deref().unwrap_or("オンラインで参加できます"), 1));
    }
    let icon = if venue.online.is_some() { "online" } else { "pin" };
    Some(row(icon, "場所", &parts.join(" "), 1))
}

fn window(entry: &Entry, site: &Site) -> Window {
    let resource = entry.resource.shown();
    let purpose = resource.leaflet.summary.clone().unwrap_or_else(|| resource.summary.one_line());
    Window {
        name: furigana(printed_name(resource)),
        purpose: furigana(&purpose),
        rows: rows(entry, &[], site).into_iter().filter(|row| row.priority < 3).collect(),
        page: if entry.is_public() { page_link(&site.settings, &route::resource(&resource.id)) } else { None },
    }
}

fn credit(credit: &Credit) -> view::Credit {
    view::Credit { role: credit.role.clone().unwrap_or_else(|| "協力".to_owned()), name: credit.name.clone(), url: credit.url.clone() }
}

fn publisher(publisher: &Publisher) -> view::Publisher {
    view::Publisher { name: publisher.name.clone(), url: publisher.url.clone(), introduction: paragraphs(publisher.introduction.as_ref()) }
}
