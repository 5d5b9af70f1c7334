//! Gatherings: as a schedule where its form can hold the rule, else the next meetings one by one.

use std::borrow::Cow;

use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::Value;

use crate::model::fee::Fee;
use crate::model::resource::{Resource, Session};
use crate::model::ruby;
use crate::model::terms::{Ages, Capacity};
use crate::model::venue::Venue;
use crate::render::jsonld::place::place;
use crate::render::jsonld::schema::{Event, Location, VirtualLocation};
use crate::site::timetable::calendar_end;
use crate::site::{Entry, Meeting, Site, route, term};
use crate::time::{DAY, JAPAN, Minutes, Occurrence};

/// Meetings of one session that are told one by one.
const ONE_BY_ONE: usize = 6;

/// The gatherings of a resource. Meetings that may not take place are left out.
pub fn events<'a>(entry: &'a Entry, url: Option<&'a str>, site: &'a Site) -> Vec<Event<'a>> {
    let Some(window) = term::announced(entry, site.today, calendar_end(site.today)) else { return Vec::new() };
    entry.resource.sessions.iter().flat_map(|session| of_session(session, entry, window, url)).collect()
}

/// A meeting of the calendar; `base` is the address of the site.
pub fn meeting<'a>(site: &'a Site, meeting: &'a Meeting, base: &str) -> Event<'a> {
    let entry = &site.entries[meeting.entry];
    let url = Cow::Owned(format!("{base}{}", route::resource(&entry.resource.id)));
    dated(&entry.resource.sessions[meeting.session], entry, &meeting.occurrence, Some(url))
}

fn of_session<'a>(session: &'a Session, entry: &'a Entry, (from, until): (Date, Date), url: Option<&'a str>) -> Vec<Event<'a>> {
    let (doubtful, certain): (Vec<_>, Vec<_>) = session.between(from, until).into_iter().partition(|meeting| meeting.reservation.is_some());
    let Some(first) = certain.first() else { return Vec::new() };
    let url = url.map(Cow::Borrowed);
    let schedules = match session.recurrences.as_slice() {
        [only] if doubtful.is_empty() => only.schedules(from, until),
        _ => None,
    };
    // A rule that goes on is told as a rule; a handful of dates as dates, and so is a rule with exceptions: a `Schedule`
    // can leave a holiday's meeting out and has no way to say to which day it was moved.
    let is_whole = |schedule: &Value| schedule.get("repeatFrequency").is_some() && schedule.get("exceptDate").is_none();
    match schedules.filter(|schedules| schedules.iter().all(is_whole)) {
        Some(schedules) => vec![Event {
            start_date: moment(first.date, first.start),
            event_schedule: Some(schedules),
            ..dated(session, entry, first, url).without_end()
        }],
        None => certain.iter().take(ONE_BY_ONE).map(|meeting| dated(session, entry, meeting, url.clone())).collect(),
    }
}

impl Event<'_> {
    fn without_end(self) -> Self {
        Event { end_date: None, event_status: None, ..self }
    }
}

fn dated<'a>(session: &'a Session, entry: &'a Entry, when: &Occurrence, url: Option<Cow<'a, str>>) -> Event<'a> {
    let resource = &entry.resource;
    let (location, event_attendance_mode) = whereabouts(session, resource);
    Event {
        name: ruby::plain(session.name.as_deref().unwrap_or(&resource.name)),
        start_date: moment(when.date, when.start),
        end_date: when.start.and(when.end).map(|end| moment(when.date, Some(end))),
        event_schedule: None,
        event_status: when.reservation.is_none().then_some("https://schema.org/EventScheduled"),
        event_attendance_mode,
        is_accessible_for_free: for_free(session.fee.as_deref().map_or(entry.fee, Fee::read)),
        maximum_attendee_capacity: whole(&session.terms.capacity, &resource.terms.capacity).and_then(people),
        typical_age_range: whole(&session.terms.ages, &resource.terms.ages).map(|ages| age_range(&ages.value)),
        location,
        url,
    }
}

/// What a session says of itself, else what the entry says of all.
fn whole<'a, T>(own: &'a Option<T>, all: &'a Option<T>) -> Option<&'a T> {
    own.as_ref().or(all.as_ref())
}

/// Pairs and households are no number of people.
fn people(capacity: &Capacity) -> Option<i64> {
    capacity.people.filter(|_| capacity.unit.as_deref().is_none_or(|unit| matches!(unit, "名" | "人")))
}

/// As schema.org writes it: `15-49`, `18-`, `-39`.
fn age_range(ages: &Ages) -> String {
    let age = |age: Option<u8>| age.map(|age| age.to_string()).unwrap_or_default();
    format!("{}-{}", age(ages.from), age(ages.until))
}

/// Where a session is, and whether one goes there or stays at home.
fn whereabouts<'a>(session: &'a Session, resource: &'a Resource) -> (Vec<Location<'a>>, Option<&'static str>) {
    let venues: &[Venue] = session.venue.as_ref().map_or(&resource.venues, std::slice::from_ref);
    let mut location: Vec<Location> = venues.iter().filter_map(place).map(Location::Place).collect();
    let online = session.online.as_ref().or_else(|| venues.iter().find_map(|venue| venue.online.as_ref()));
    let mode = match (location.is_empty(), online.is_some()) {
        (true, false) => None,
        (true, true) => Some("https://schema.org/OnlineEventAttendanceMode"),
        (false, true) => Some("https://schema.org/MixedEventAttendanceMode"),
        (false, false) => Some("https://schema.org/OfflineEventAttendanceMode"),
    };
    location.extend(online.and_then(|online| online.url.as_deref()).map(|url| Location::Room(VirtualLocation { url })));
    (location, mode)
}

/// In Japanese time; a date alone where the time is not known. Minutes above 1440 are of a later day.
fn moment(date: Date, minutes: Option<Minutes>) -> String {
    let Some(minutes) = minutes else { return date.to_string() };
    let date = date.saturating_add(i64::from(minutes / DAY).days());
    format!("{date}T{:02}:{:02}:00{JAPAN}", minutes % DAY / 60, minutes % 60)
}

/// Whether one comes in for free: yes and no only where that is certain for everybody.
pub fn for_free(fee: Fee) -> Option<bool> {
    match fee {
        Fee::Free => Some(true),
        Fee::Amount => Some(false),
        Fee::Unsaid | Fee::FreeForSome | Fee::Donation | Fee::ActualCost | Fee::Costs => None,
    }
}
