//! Meetings as templates see them, on the calendar's pages and on the top page.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use crate::model::resource::{Resource, Session};
use crate::render::markup::Place;
use crate::render::view::card::icon_of;
use crate::render::view::{StatusView, hue};
use crate::site::{Meeting, Site, Undated, route};
use crate::time::{Occurrence, Span, holidays, padded, weekday};

/// What stands for a time that nobody has stated.
pub const ASK_TIME: &str = "時刻は問い合わせ";

/// A day and its meetings.
#[derive(Debug, Serialize)]
pub struct DayView<'a> {
    iso: String,
    month: i8,
    day: i8,
    weekday: char,
    /// From Sunday, which is 0.
    column: i8,
    holiday: Option<&'static str>,
    meetings: Vec<MeetingView<'a>>,
}

/// A meeting.
#[derive(Debug, Serialize)]
pub struct MeetingView<'a> {
    href: String,
    name_html: String,
    /// Whose it is, where it has a name of its own.
    of: Option<String>,
    time: Option<String>,
    area: Option<&'a str>,
    needs: Vec<NeedView<'a>>,
    /// A class for each wish, each after a blank: by them the style sheet filters.
    filters: String,
    status: Option<&'static str>,
    note: Option<&'a str>,
}

/// A session without dates.
#[derive(Debug, Serialize)]
pub struct UndatedView<'a> {
    href: String,
    name_html: String,
    of: Option<String>,
    phrase: &'a str,
    area: Option<&'a str>,
    needs: Vec<NeedView<'a>>,
    /// As for meetings.
    filters: String,
}

/// A calendar file.
#[derive(Debug, Serialize)]
pub struct FileView<'a> {
    label: &'a str,
    href: String,
    /// Its full address, and the same with which a calendar program opens; none where the site's is not known.
    url: Option<String>,
    webcal: Option<String>,
}

impl<'a> FileView<'a> {
    /// The file at an address of the site.
    pub fn new(site: &Site, label: &'a str, href: String) -> Self {
        let url = site.settings.base_url.as_ref().map(|base| format!("{}{href}", base.value));
        let webcal = url.as_ref().and_then(|url| Some(format!("webcal://{}", url.split_once("://")?.1)));
        FileView { label, href, url, webcal }
    }

    /// The file of an area; none where it has no dates.
    pub fn of_area(site: &'a Site, area: usize) -> Option<Self> {
        let agenda = &site.agenda.areas[area];
        let area = &site.areas[area];
        (!agenda.dated.is_empty()).then(|| FileView::new(site, &area.name, route::calendar_file(Some(&area.id))))
    }
}

/// A wish.
#[derive(Debug, Serialize)]
pub struct NeedView<'a> {
    /// Position in the vocabulary, by which the style sheet filters.
    pub at: usize,
    /// Its short word.
    pub label: &'a str,
    /// Its icon.
    pub icon: &'a str,
    /// Its colour.
    pub hue: u8,
}

/// The days from `from` to `until`, each with its meetings; those without any are left out unless `all`.
pub fn days<'a>(site: &'a Site, meetings: &[usize], from: Date, until: Date, all: bool) -> Vec<DayView<'a>> {
    let mut left = meetings;
    let mut days = Vec::new();
    for date in from.series(1.day()).take_while(|date| *date <= until) {
        let count = left.iter().take_while(|at| site.calendar[**at].occurrence.date <= date).count();
        let (today, later) = left.split_at(count);
        left = later;
        if all || !today.is_empty() {
            days.push(day(date, today.iter().map(|at| meeting(site, &site.calendar[*at])).collect()));
        }
    }
    days
}

fn day(date: Date, meetings: Vec<MeetingView<'_>>) -> DayView<'_> {
    DayView {
        iso: date.to_string(),
        month: date.month(),
        day: date.day(),
        weekday: weekday(date),
        column: date.weekday().to_sunday_zero_offset(),
        holiday: holidays::is_holiday(date),
        meetings,
    }
}

fn meeting<'a>(site: &'a Site, meeting: &'a Meeting) -> MeetingView<'a> {
    let entry = &site.entries[meeting.entry];
    let resource = &entry.resource;
    let (name_html, of) = names(resource, meeting.session);
    MeetingView {
        href: route::resource(&resource.id),
        name_html,
        of,
        time: time_of(&meeting.occurrence),
        area: entry.areas.first().map(|area| site.areas[*area].shown().name.as_str()),
        needs: needs(site, meeting.entry),
        filters: filters(site, meeting.entry),
        status: StatusView::of(resource.status, None).map(|status| status.label),
        note: meeting.occurrence.reservation.as_deref(),
    }
}

/// A session without dates.
pub fn undated<'a>(site: &'a Site, undated: &Undated) -> Option<UndatedView<'a>> {
    let entry = &site.entries[undated.entry];
    let session = &entry.resource.sessions[undated.session];
    let (name_html, of) = names(&entry.resource, undated.session);
    Some(UndatedView {
        href: route::resource(&entry.resource.id),
        name_html,
        of,
        phrase: &session.when.as_ref()?.value,
        area: entry.areas.first().map(|area| site.areas[*area].shown().name.as_str()),
        needs: needs(site, undated.entry),
        filters: filters(site, undated.entry),
    })
}

fn needs(site: &Site, entry: usize) -> Vec<NeedView<'_>> {
    site.entries[entry].needs.iter().map(|need| need_view(site, *need)).collect()
}

fn filters(site: &Site, entry: usize) -> String {
    site.entries[entry].needs.iter().map(|need| format!(" n{need}")).collect()
}

/// One wish.
pub fn need_view(site: &Site, at: usize) -> NeedView<'_> {
    let term = &site.vocabulary.shown().needs[at];
    NeedView { at, label: term.short.as_deref().unwrap_or(&term.label), icon: icon_of(term.icon.as_deref()), hue: hue(at) }
}

/// The name of a meeting, and whose it is.
fn names(resource: &Resource, session: usize) -> (String, Option<String>) {
    let place = Place::new("", "");
    let shown = resource.shown();
    match own_name(resource, &resource.sessions[session]) {
        Some(name) => (place.line(shown.sessions[session].name.as_deref().unwrap_or(name)), Some(shown.name.value.clone())),
        None => (place.line(&shown.name), None),
    }
}

/// The name of a session where it says more than the resource's.
pub fn own_name<'a>(resource: &Resource, session: &'a Session) -> Option<&'a str> {
    session.name.as_deref().filter(|name| *name != resource.name.value)
}

/// 13:30-15:30; none where no time is stated.
pub fn time_of(meeting: &Occurrence) -> Option<String> {
    let clock = |minutes| {
        let padded = padded(minutes);
        padded.strip_prefix('0').unwrap_or(&padded).to_owned()
    };
    match (meeting.start, meeting.end) {
        (Some(start), Some(end)) => Some(Span { start, end }.in_japanese()),
        (Some(start), None) => Some(format!("{}から", clock(start))),
        (None, Some(end)) => Some(format!("{}まで", clock(end))),
        (None, None) => None,
    }
}
