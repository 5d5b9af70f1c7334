//! From a leaflet's settings to its view: which entries, in which order, with which rows.

use rayon::prelude::*;

use crate::diagnostics::{Diagnostic, Sink, nearest};
use crate::model::resource::{Resource, Status};
use crate::model::settings::{Credit, Ink, Leaflet, Publisher, Settings};
use crate::model::text::Prose;
use crate::model::venue::{Booking, Contact, Venue};
use crate::render::leaflet::compile::{LeafletProblem, Printed, compile};
use crate::render::leaflet::view::{self, IssueDate, LeafletView, PageLink, Row, Section, Text, Window, furigana, plain};
use crate::render::leaflet::world::Templates;
use crate::render::printing::{FORMATS, Format, Picture, Print, Prints};
use crate::render::theme::Theme;
use crate::render::view::access_icon;
use crate::render::view::card::{icon_of, plain_text};
use crate::render::view::{StatusView, hue};
use crate::site::{Entry, EntryIndex, Site, route};

/// Composes and compiles every leaflet, in parallel. What does not fit is reported as an error and left out.
pub fn print_all(site: &Site, theme: &Theme, sink: &mut Sink) -> Prints {
    let templates = theme.texts("leaflet", "typ").map(|(name, text)| (format!("{name}.typ"), text));
    let icons = theme.texts("icons", "svg").map(|(name, text)| (format!("icons/{name}.svg"), text));
    let files: Vec<(String, &str)> = templates.chain(icons).collect();
    let templates = Templates::new(files.iter().map(|(name, text)| (name.as_str(), *text)));
    let printed: Vec<_> = site.settings.leaflets.par_iter().map(|leaflet| print(leaflet, site, &templates)).collect();
    let mut prints = Prints::default();
    for print in printed {
        match print {
            Ok(print) => prints.all.push(print),
            Err(diagnostic) => sink.push(*diagnostic),
        }
    }
    prints
}

fn print(leaflet: &Leaflet, site: &Site, templates: &Templates) -> Result<Print, Box<Diagnostic>> {
    let format = format(leaflet)?;
    let entries = chosen(leaflet, site);
    if entries.is_empty() {
        return Err(Box::new(
            Diagnostic::error("leaflet-empty", format!("リーフレット「{}」に載せるものがありません", leaflet.id.value))
                .at(leaflet.id.span, "このリーフレット")
                .help("areas と kinds を確かめるか、場所のファイルに leaflet: {include: yes} と書いてください"),
        ));
    }
    let view = compose(leaflet, &entries, site);
    let printed = compile(&view, templates).map_err(|problem| Box::new(describe(leaflet, problem)))?;
    Ok(finish(leaflet, format, entries, printed, site))
}

fn format(leaflet: &Leaflet) -> Result<Format, Box<Diagnostic>> {
    if let Some((_, format)) = FORMATS.iter().find(|(name, _)| *name == leaflet.format.value) {
        return Ok(*format);
    }
    let names = FORMATS.map(|(name, _)| name);
    let diagnostic = Diagnostic::error("unknown-format", format!("リーフレットの形「{}」はありません", leaflet.format.value))
        .at(leaflet.format.span, "この形");
    let diagnostic = match nearest(&leaflet.format, names) {
        Some(near) => diagnostic.help(format!("もしかして: {near}")),
        None => diagnostic.help(format!("使える形: {}", names.join(", "))),
    };
    Err(Box::new(diagnostic))
}

fn describe(leaflet: &Leaflet, problem: LeafletProblem) -> Diagnostic {
    match problem {
        LeafletProblem::Overflow { mm, entries, panels } => {
            let diagnostic = Diagnostic::error(
                "leaflet-overflow",
                format!("リーフレット「{}」が {} ミリはみ出します（{}）", leaflet.id.value, mm.ceil(), panels.join("、")),
            )
            .at(leaflet.id.span, "このリーフレット");
            if entries.is_empty() {
                diagnostic.help("lead や notes などの文を短くしてください")
            } else {
                diagnostic.help(format!(
                    "次の項目が入りません: {}。leaflet: の include: no で外すか、summary を短くしてください",
                    entries.join("、")
                ))
            }
        }
        LeafletProblem::Unprintable { characters } => {
            let listed: Vec<String> = characters.iter().map(|(character, near)| format!("「{character}」（{near}）")).collect();
            Diagnostic::error("unprintable", format!("リーフレット「{}」に印刷できない文字があります", leaflet.id.value))
                .at(leaflet.id.span, "このリーフレット")
                .help(format!("別の文字に置きかえてください: {}", listed.join("、")))
        }
        LeafletProblem::Template { message } => {
            Diagnostic::error("template", format!("リーフレット「{}」の雛形に誤りがあります", leaflet.id.value))
                .at(leaflet.format.span, "この形")
                .help(format!("themes/ の leaflet/ を確かめてください: {message}"))
        }
    }
}

fn finish(leaflet: &Leaflet, format: Format, entries: Vec<EntryIndex>, printed: Printed, site: &Site) -> Print {
    let settings = &site.settings;
    let pages = printed.pages.into_iter().enumerate();
    Print {
        id: leaflet.id.value.clone(),
        title: leaflet.title.clone().unwrap_or_else(|| settings.title.value.clone()),
        subtitle: leaflet.subtitle.clone().or_else(|| settings.subtitle.clone()),
        edition: leaflet.edition.clone(),
        issued: leaflet.issued.or(settings.issued),
        format,
        is_one_ink: leaflet.ink == Ink::One,
        entries,
        areas: leaflet.areas.iter().filter_map(|id| site.areas.iter().position(|area| area.id.value == id.value)).collect(),
        pdf: printed.pdf,
        pages: pages
            .map(|(at, page)| Picture {
                path: format!("leaflet/{}-{}.png", leaflet.id.value, at + 1),
                png: page.png,
                width: page.width,
                height: page.height,
            })
            .collect(),
        remarks: printed.remarks,
    }
}

/// The entries of a leaflet in printing order.
fn chosen(leaflet: &Leaflet, site: &Site) -> Vec<EntryIndex> {
    let areas: Vec<usize> = leaflet.areas.iter().filter_map(|id| site.areas.iter().position(|area| area.id.value == id.value)).collect();
    let in_areas = |at: EntryIndex, entry: &Entry| {
        // A list of an area holds its parts too; entries only for print stand in no list.
        areas.is_empty() || areas.iter().any(|area| site.lists.areas[*area].contains(&at) || entry.areas.contains(area))
    };
    let of_kinds = |resource: &Resource| leaflet.kinds.is_empty() || leaflet.kinds.iter().any(|kind| kind.value == resource.kind.value);
    let is_wanted = |entry: &Entry| {
        let running = entry.resource.status != Status::Ended && !entry.is_over;
        entry.resource.leaflet.include.unwrap_or(running) && of_kinds(&entry.resource)
    };
    let mut chosen: Vec<_> =
        (0..site.entries.len()).filter(|at| is_wanted(&site.entries[*at]) && in_areas(*at, &site.entries[*at])).collect();
    chosen.sort_by_cached_key(|at| {
        let resource = &site.entries[*at].resource;
        let reading = resource.reading.clone().unwrap_or_else(|| resource.name.value.clone());
        (resource.leaflet.order.unwrap_or(i64::MAX), reading, *at)
    });
    chosen
}

fn compose(leaflet: &Leaflet, entries: &[EntryIndex], site: &Site) -> LeafletView {
    let settings = &site.settings;
    let issued = leaflet.issued.or(settings.issued);
    let today = site.today;
    let date = issued.map_or(today, crate::model::date::PartialDate::earliest);
    let (windows, places): (Vec<EntryIndex>, Vec<EntryIndex>) = entries.iter().partition(|at| is_window(&site.entries[**at], site));
    let numbers = Numbers::of(&windows, site);
    let credits = if leaflet.credits.is_empty() { &settings.credits } else { &leaflet.credits };
    LeafletView {
        id: leaflet.id.value.clone(),
        format: leaflet.format.value.clone(),
        ink: match leaflet.ink {
            Ink::Colour => view::Ink::Colour,
            Ink::One => view::Ink::One,
        },
        bleed: false,
        title: leaflet.title.clone().unwrap_or_else(|| settings.title.value.clone()),
        subtitle: leaflet.subtitle.clone().or_else(|| settings.subtitle.clone()),
        edition: leaflet.edition.clone(),
        issued: issued.map(|date| date.japanese()),
        date: IssueDate { year: i32::from(date.year()), month: date.month().unsigned_abs(), day: date.day().unsigned_abs() },
        lead: paragraphs(leaflet.lead.as_ref().or(settings.lead.as_ref())),
        name_note: None,
        sections: sections(&places, &numbers, site),
        windows: windows.iter().map(|at| window(&site.entries[*at], site)).collect(),
        credits: credits.iter().map(credit).collect(),
        publisher: leaflet.publisher.as_ref().or(settings.publisher.as_ref()).map(publisher),
        funding: leaflet.funding.as_ref().or(settings.funding.as_ref()).map(|text| furigana(text)).into_iter().collect(),
        site: page_link(settings, ""),
        notes: notes(leaflet),
    }
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
    let paragraphs = prose.source.split("\n\n").map(str::trim).filter(|text| !text.is_empty());
    paragraphs.map(|text| furigana(&unmarked(text))).collect()
}

/// Emphasis and line breaks taken out, furigana kept.
fn unmarked(text: &str) -> String {
    text.replace("**", "").lines().map(str::trim).collect()
}

fn is_window(entry: &Entry, site: &Site) -> bool {
    let of_kind = entry.kind.is_some_and(|kind| site.vocabulary.kinds[kind].is_window);
    of_kind && entry.resource.contacts.iter().any(|contact| contact.phone.is_some() || contact.email.is_some())
}

/// Phone numbers and addresses that stand in the windows' box already; entries need not repeat them.
struct Numbers<'a>(Vec<&'a str>);

impl<'a> Numbers<'a> {
    fn of(windows: &[EntryIndex], site: &'a Site) -> Self {
        let contacts = windows.iter().flat_map(|at| &site.entries[*at].resource.contacts);
        let numbers = contacts.flat_map(|contact| [contact.phone.as_ref(), contact.fax.as_ref(), contact.email.as_ref()]);
        Numbers(numbers.flatten().map(|number| number.value.as_str()).collect())
    }

    fn are_known(&self, contact: &Contact) -> bool {
        let own: Vec<_> = [contact.phone.as_ref(), contact.email.as_ref()].into_iter().flatten().collect();
        !own.is_empty() && own.iter().all(|number| self.0.contains(&number.value.as_str()))
    }
}

/// Entries under the first of their wishes, in the order of the wishes.
fn sections(entries: &[EntryIndex], numbers: &Numbers, site: &Site) -> Vec<Section> {
    let mut sections = Vec::new();
    for (at, need) in site.vocabulary.needs.iter().enumerate() {
        let under: Vec<_> = entries.iter().map(|entry| &site.entries[*entry]).filter(|entry| entry.needs.first() == Some(&at)).collect();
        if under.is_empty() {
            continue;
        }
        // Where all entries are of one kind, its words say more than the wish's.
        let kind =
            under[0].kind.filter(|kind| under.iter().all(|entry| entry.kind == Some(*kind))).map(|kind| &site.vocabulary.kinds[kind]);
        let description = kind.and_then(|kind| kind.description.as_ref()).or(need.description.as_ref());
        sections.push(Section {
            need: furigana(&need.label),
            short: need.short.clone().unwrap_or_else(|| need.label.clone()),
            icon: icon_of(need.icon.as_deref()).to_owned(),
            hue: hue(at).saturating_sub(1),
            description: description.map(|text| furigana(&unmarked(&text.source))).unwrap_or_default(),
            entries: under.into_iter().map(|entry| entry_view(entry, numbers, site)).collect(),
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
            entries: without.into_iter().map(|entry| entry_view(entry, numbers, site)).collect(),
        });
    }
    sections
}

fn entry_view(entry: &Entry, numbers: &Numbers, site: &Site) -> view::Entry {
    let resource = &entry.resource;
    let comforts: Vec<String> = entry.comforts.iter().map(|comfort| site.vocabulary.comforts[*comfort].label.clone()).collect();
    let short = resource.leaflet.summary.as_deref();
    view::Entry {
        id: resource.id.clone(),
        name: furigana(&resource.name),
        kind: entry.kind.map(|kind| site.vocabulary.kinds[kind].label.clone()),
        status: StatusView::of(resource.status, None).map(|status| status.label.to_owned()),
        tagline: resource.tagline.as_deref().map(furigana).unwrap_or_default(),
        summary: furigana(&unmarked(&resource.summary.source)),
        short_summary: short.map(furigana).unwrap_or_default(),
        rows: rows(resource, numbers).into_iter().filter(|row| !says_the_same(row, &comforts)).collect(),
        comforts,
        page: if entry.is_public() { page_link(&site.settings, &route::resource(&resource.id)) } else { None },
    }
}

fn page_link(settings: &Settings, path: &str) -> Option<PageLink> {
    settings.base_url.as_ref().and_then(|base| PageLink::new(format!("{}{path}", base.value)))
}

/// 「料金 無料」 beside the comfort 「無料」.
fn says_the_same(row: &Row, comforts: &[String]) -> bool {
    let text: String = row.text.iter().map(|segment| segment.text.as_str()).collect();
    row.icon == "yen" && comforts.contains(&text)
}

/// The rows of the original leaflet: place, access, hours, closed days, phone; sessions and bookings beside.
fn rows(resource: &Resource, numbers: &Numbers) -> Vec<Row> {
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
        let label = if resource.closed.is_empty() { "時間" } else { "開館時間" };
        rows.push(row("clock", label, &joined(&resource.hours), 1));
    }
    if !resource.closed.is_empty() {
        let label = if resource.hours.is_empty() { "休み" } else { "休館日" };
        rows.push(row("closed", label, &joined(&resource.closed), 1));
    }
    if let Some(reservation) = &resource.reservation {
        let text = match reservation.needed {
            Booking::No => "いりません",
            Booking::Yes => "必要です",
            Booking::Recommended => "しておくと安心です",
        };
        rows.push(row("check", "予約", text, 4));
    }
    rows.extend(resource.fee.as_deref().map(|fee| row("yen", "料金", fee, 4)));
    rows.extend(resource.eligibility.as_ref().map(|text| row("people", "対象", &unmarked(text.first_line()), 3)));
    let contacts: Vec<_> = resource.contacts.iter().filter(|contact| !numbers.are_known(contact)).collect();
    rows.extend(contacts.iter().flat_map(|contact| contact_rows(contact, contacts.len() > 1)));
    rows
}

fn row(icon: &str, label: &str, text: &str, priority: u8) -> Row {
    Row { icon: icon.to_owned(), label: label.to_owned(), text: furigana(text), priority }
}

fn joined(lines: &[crate::diagnostics::At<String>]) -> String {
    lines.iter().map(|line| line.value.as_str()).collect::<Vec<_>>().join("、")
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

fn contact_rows(contact: &Contact, named: bool) -> Vec<Row> {
    let label = contact.label.as_deref().filter(|_| named).map(|label| format!("　{label}")).unwrap_or_default();
    let phone = contact.phone.as_ref().map(|phone| {
        let extension = contact.extension.as_deref().map(|extension| format!("（内線{extension}）")).unwrap_or_default();
        row("phone", "電話", &format!("{}{extension}{label}", phone.value), 1)
    });
    let hours = contact.hours.as_deref().map(|hours| row("clock", "受付", hours, 2));
    let email = contact.email.as_ref().map(|email| row("mail", "メール", &email.value, 2));
    let fax = contact.fax.as_ref().map(|fax| row("fax", "ファクス", &fax.value, 3));
    phone.into_iter().chain(hours).chain(email).chain(fax).collect()
}

fn window(entry: &Entry, site: &Site) -> Window {
    let resource = &entry.resource;
    let purpose = resource.leaflet.summary.clone().unwrap_or_else(|| plain_text(&resource.summary.source));
    Window {
        name: furigana(&resource.name),
        purpose: furigana(&purpose),
        rows: rows(resource, &Numbers(Vec::new())).into_iter().filter(|row| row.priority < 3).collect(),
        page: if entry.is_public() { page_link(&site.settings, &route::resource(&resource.id)) } else { None },
    }
}

fn credit(credit: &Credit) -> view::Credit {
    view::Credit { role: credit.role.clone().unwrap_or_else(|| "協力".to_owned()), name: credit.name.clone(), url: credit.url.clone() }
}

fn publisher(publisher: &Publisher) -> view::Publisher {
    view::Publisher { name: publisher.name.clone(), url: publisher.url.clone(), introduction: paragraphs(publisher.introduction.as_ref()) }
}
