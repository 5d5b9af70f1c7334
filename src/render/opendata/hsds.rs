//! HSDS 3.0 (Open Referral): entries as services, in pages as its API gives them (`service_list`).
//!
//! Only what the content says. An address needs a postal code, a prefecture and a town to be one for HSDS; where one of them
//! is not known, it stays in words. Hours that HSDS cannot hold stay in words too, because it has no holidays.

use std::borrow::Cow;

use serde::Serialize;
use uuid::Uuid;

use crate::model::resource::{Resource, Session, Status};
use crate::model::ruby;
use crate::model::standard::prefecture;
use crate::model::time::{DAY, Minutes, padded};
use crate::model::venue::{Contact, Venue};
use crate::model::vocabulary::Term;
use crate::render::opendata::{Links, disclosed, municipality};
use crate::render::view::card::plain_text;
use crate::site::agenda::file_window;
use crate::site::{Entry, Site};

#[derive(Serialize)]
struct Page<'a> {
    total_items: usize,
    total_pages: usize,
    page_number: usize,
    size: usize,
    first_page: bool,
    last_page: bool,
    empty: bool,
    contents: Vec<Service<'a>>,
}

#[derive(Serialize)]
struct Service<'a> {
    id: Uuid,
    name: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    alternate_name: Option<String>,
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'a str>,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    application_process: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fees_description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    eligibility_description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    assured_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    alert: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    organization: Option<Organization<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    phones: Vec<Phone<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    schedules: Vec<Schedule<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    service_areas: Vec<ServiceArea<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    service_at_locations: Vec<ServiceAtLocation<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attributes: Vec<Attribute<'a>>,
}

#[derive(Serialize)]
struct Organization<'a> {
    id: Uuid,
    name: &'a str,
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    website: Option<&'a str>,
}

#[derive(Serialize)]
struct Phone<'a> {
    id: Uuid,
    number: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    extension: Option<u32>,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    description: String,
}

#[derive(Default, Serialize)]
struct Schedule<'a> {
    id: Uuid,
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dtstart: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    freq: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    interval: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    byday: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bymonthday: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    opens_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    closes_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<Cow<'a, str>>,
}

#[derive(Serialize)]
struct ServiceArea<'a> {
    id: Uuid,
    name: &'a str,
}

#[derive(Serialize)]
struct ServiceAtLocation<'a> {
    id: Uuid,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    id: Uuid,
    location_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "String::is_empty")]
    description: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    transportation: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    latitude: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    longitude: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    addresses: Vec<Address<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    accessibility: Vec<Accessibility>,
}

#[derive(Serialize)]
struct Address<'a> {
    id: Uuid,
    address_1: &'a str,
    city: &'a str,
    state_province: &'a str,
    postal_code: &'a str,
    country: &'static str,
    address_type: &'static str,
}

#[derive(Serialize)]
struct Accessibility {
    id: Uuid,
    description: String,
}

#[derive(Serialize)]
struct Attribute<'a> {
    id: Uuid,
    link_entity: &'static str,
    taxonomy_term: TaxonomyTerm<'a>,
}

#[derive(Serialize)]
struct TaxonomyTerm<'a> {
    id: Uuid,
    code: &'a str,
    name: &'a str,
    description: &'a str,
    taxonomy: &'static str,
}

/// Some services of all, as one page of the list.
pub fn page(site: &Site, entries: &[&Entry], number: usize, pages: usize, total: usize) -> Vec<u8> {
    let links = Links::new(site);
    let contents: Vec<_> = entries.iter().map(|entry| service(entry, site, &links)).collect();
    let page = Page {
        total_items: total,
        total_pages: pages,
        page_number: number,
        size: contents.len(),
        first_page: number == 1,
        last_page: number == pages,
        empty: contents.is_empty(),
        contents,
    };
    serde_json::to_vec(&page).unwrap_or_default()
}

/// Ids of an entry and its parts: the same on every build.
struct Ids {
    of: Uuid,
}

impl Ids {
    fn part(&self, name: &str, number: usize) -> Uuid {
        Uuid::new_v5(&self.of, format!("{name}{number}").as_bytes())
    }
}

fn service<'a>(entry: &'a Entry, site: &'a Site, links: &Links) -> Service<'a> {
    let resource = &entry.resource;
    let ids = Ids { of: links.uuid(&resource.id) };
    let contacts = &resource.contacts;
    Service {
        id: ids.of,
        name: ruby::plain(&resource.name),
        alternate_name: (!resource.other_names.is_empty()).then(|| resource.other_names.join("、")),
        description: plain_text(&resource.summary.source),
        url: links.full(&resource.id),
        email: contacts.iter().find_map(|contact| contact.email.as_ref()).map(|email| email.value.as_str()),
        status: match resource.status {
            Status::Open | Status::Trial | Status::Undecided => "active",
            Status::Paused => "temporarily closed",
            Status::Ended => "defunct",
        },
        application_process: resource
            .reservation
            .as_ref()
            .and_then(|reservation| reservation.note.as_ref())
            .map(|note| plain_text(&note.source)),
        fees_description: resource.fee.as_deref(),
        eligibility_description: resource.eligibility.as_ref().map(|text| plain_text(&text.source)),
        // HSDS wants a whole day; a date of a month is told in `resources.json`.
        assured_date: resource.checked.as_ref().filter(|date| date.day.is_some()).map(|date| date.value.to_string()),
        alert: resource.status_note.as_ref().map(|note| plain_text(&note.source)),
        organization: resource.organizers.first().map(|organizer| Organization {
            id: links.uuid(&format!("organization:{}", organizer.name)),
            name: &organizer.name,
            description: organizer.role.as_ref().map_or_else(|| organizer.name.clone(), |role| format!("{}（{role}）", organizer.name)),
            website: organizer.url.as_deref(),
        }),
        phones: contacts.iter().enumerate().flat_map(|(at, contact)| phones(contact, &ids, at)).collect(),
        schedules: schedules(entry, site, &ids),
        service_areas: entry.areas.iter().map(|area| ServiceArea { id: ids.part("area", *area), name: &site.areas[*area].name }).collect(),
        service_at_locations: locations(entry, site, &ids),
        attributes: attributes(entry, site, &ids, links),
    }
}

fn phones<'a>(contact: &'a Contact, ids: &Ids, at: usize) -> impl Iterator<Item = Phone<'a>> {
    // HSDS holds an extension as a number; one that begins with 0, or has letters, is told in words.
    let number = contact.extension.as_deref().filter(|text| !text.starts_with('0')).and_then(|text| text.parse().ok());
    let in_words = contact.extension.as_ref().filter(|_| number.is_none()).map(|extension| format!("内線 {extension}"));
    let words = [contact.label.as_deref(), contact.purpose.as_deref(), in_words.as_deref(), contact.hours.as_deref()];
    let description = words.into_iter().flatten().collect::<Vec<_>>().join("、");
    let phone = contact.phone.as_ref().map(|phone| Phone {
        id: ids.part("phone", at),
        number: &phone.value,
        extension: number,
        kind: "voice",
        description: description.clone(),
    });
    let fax =
        contact.fax.as_ref().map(|fax| Phone { id: ids.part("fax", at), number: &fax.value, extension: None, kind: "fax", description });
    phone.into_iter().chain(fax)
}

fn schedules<'a>(entry: &'a Entry, site: &Site, ids: &Ids) -> Vec<Schedule<'a>> {
    let resource = &entry.resource;
    let day = |date: Option<&crate::diagnostics::At<crate::model::date::PartialDate>>| {
        date.filter(|date| date.day.is_some()).map(|date| date.value.to_string())
    };
    let (valid_from, valid_to) = (day(resource.valid_from.as_ref()), day(resource.valid_until.as_ref()));
    let mut all = hours(resource);
    let window = file_window(entry, site.today);
    for session in &resource.sessions {
        all.extend(window.and_then(|(from, until)| series(session, from, until)).unwrap_or_default());
        if let Some(when) = &session.when {
            let notes = session.name.as_ref().map_or(Cow::Borrowed(when.value.as_str()), |name| format!("{name}: {}", when.value).into());
            all.push(Schedule { notes: Some(notes), ..Schedule::default() });
        }
    }
    for (at, schedule) in all.iter_mut().enumerate() {
        schedule.id = ids.part("schedule", at);
        schedule.valid_from.clone_from(&valid_from);
        if schedule.valid_to.is_none() {
            schedule.valid_to.clone_from(&valid_to);
        }
    }
    all
}

const WEEKDAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// The ordinary week, and the words of the notice beside it.
fn hours(resource: &Resource) -> Vec<Schedule<'_>> {
    let mut all = Vec::new();
    if let Some(opening) = resource.opening.as_ref().filter(|opening| opening.understood()) {
        for ((_, spans), weekday) in opening.week().into_iter().zip(WEEKDAYS) {
            for span in spans.into_iter().flatten().filter(|span| span.end <= DAY) {
                all.push(Schedule {
                    freq: Some("WEEKLY"),
                    byday: Some(weekday.into()),
                    opens_at: Some(clock(span.start)),
                    closes_at: Some(clock(span.end)),
                    ..Schedule::default()
                });
            }
        }
    }
    let closed = resource.closed.iter().map(|closed| format!("休み: {}", closed.value));
    let words: Vec<String> = resource.hours.iter().map(|hours| hours.value.clone()).chain(closed).collect();
    if !words.is_empty() {
        all.push(Schedule { notes: Some(words.join(" / ").into()), ..Schedule::default() });
    }
    all
}

/// The rules of a session; none where HSDS has no room for one of them.
fn series(session: &Session, from: jiff::civil::Date, until: jiff::civil::Date) -> Option<Vec<Schedule<'static>>> {
    let mut all = Vec::new();
    for recurrence in &session.recurrences {
        for series in recurrence.rrules(from, until).unwrap_or_default() {
            if !series.exdates.is_empty() || !series.rdates.is_empty() || series.end.is_some_and(|end| end > DAY) {
                return None;
            }
            let mut schedule = Schedule {
                dtstart: Some(series.dtstart.to_string()),
                opens_at: series.start.map(clock),
                closes_at: series.end.map(clock),
                ..Schedule::default()
            };
            match series.rrule {
                None => schedule.valid_to = Some(series.dtstart.to_string()),
                Some(rule) => rule.split(';').try_for_each(|part| take(part, &mut schedule))?,
            }
            all.push(schedule);
        }
    }
    Some(all)
}

/// One part of a recurrence rule; none where HSDS does not know it.
fn take(part: &str, schedule: &mut Schedule) -> Option<()> {
    let (name, value) = part.split_once('=')?;
    match (name, value) {
        ("FREQ", "WEEKLY") => schedule.freq = Some("WEEKLY"),
        ("FREQ", "MONTHLY") => schedule.freq = Some("MONTHLY"),
        ("INTERVAL", number) => schedule.interval = Some(number.parse().ok()?),
        ("BYDAY", days) => schedule.byday = Some(days.to_owned().into()),
        ("BYMONTHDAY", days) => schedule.bymonthday = Some(days.to_owned()),
        ("UNTIL", date) => schedule.valid_to = Some(format!("{}-{}-{}", date.get(..4)?, date.get(4..6)?, date.get(6..8)?)),
        _ => return None,
    }
    Some(())
}

/// The schema of the tables wants seconds, and allows the zone.
fn clock(time: Minutes) -> String {
    format!("{}:00+09:00", padded(time.min(DAY - 1)))
}

fn locations<'a>(entry: &'a Entry, site: &'a Site, ids: &Ids) -> Vec<ServiceAtLocation<'a>> {
    let resource = &entry.resource;
    let venues = resource.venues.iter().chain(resource.sessions.iter().filter_map(|session| session.venue.as_ref()));
    let told = venues.enumerate().filter(|(_, venue)| disclosed(venue));
    let told =
        told.filter(|(_, venue)| venue.name.is_some() || venue.address.is_some() || venue.location.is_some() || venue.online.is_some());
    told.map(|(at, venue)| ServiceAtLocation { id: ids.part("at", at), location: location(venue, entry, site, ids, at) }).collect()
}

fn location<'a>(venue: &'a Venue, entry: &'a Entry, site: &'a Site, ids: &Ids, at: usize) -> Location<'a> {
    let is_place = venue.name.is_some() || venue.address.is_some() || venue.location.is_some();
    let place = venue.location.as_ref().map(|location| location.value);
    let address = address(venue, entry, site, ids, at);
    let words = [venue.address.as_deref().filter(|_| address.is_none()), venue.detail.as_deref()];
    let features = entry.resource.accessibility.as_ref().filter(|_| at == 0).map(|accessibility| {
        let known = accessibility.features.iter().map(|(feature, availability)| format!("{}: {}", feature.label, availability.label()));
        known
            .chain(accessibility.note.clone())
            .enumerate()
            .map(|(at, description)| Accessibility { id: ids.part("feature", at), description })
    });
    Location {
        id: ids.part("location", at),
        location_type: if is_place { "physical" } else { "virtual" },
        name: venue.name.as_deref(),
        description: words.into_iter().flatten().collect::<Vec<_>>().join(" "),
        transportation: venue.access.join("、"),
        latitude: place.map(|place| place.0),
        longitude: place.map(|place| place.1),
        url: venue.online.as_ref().and_then(|online| online.url.as_deref()),
        addresses: address.into_iter().collect(),
        accessibility: features.into_iter().flatten().collect(),
    }
}

fn address<'a>(venue: &'a Venue, entry: &Entry, site: &'a Site, ids: &Ids, at: usize) -> Option<Address<'a>> {
    let (code, city) = municipality(entry, site)?;
    Some(Address {
        id: ids.part("address", at),
        address_1: venue.address.as_deref()?,
        city,
        state_province: prefecture(code)?,
        postal_code: venue.postal_code.as_deref()?,
        country: "JP",
        address_type: "physical",
    })
}

fn attributes<'a>(entry: &'a Entry, site: &'a Site, ids: &Ids, links: &Links) -> Vec<Attribute<'a>> {
    let vocabulary = &site.vocabulary;
    let kind: &[usize] = entry.kind.as_slice();
    let words: [(&'static str, &'a [Term], &[usize]); 4] = [
        ("kinds", &vocabulary.kinds, kind),
        ("needs", &vocabulary.needs, &entry.needs),
        ("audiences", &vocabulary.audiences, &entry.audience),
        ("comforts", &vocabulary.comforts, &entry.comforts),
    ];
    let mut all = Vec::new();
    for (taxonomy, terms, at) in words {
        all.extend(at.iter().map(|at| {
            let term = &terms[*at];
            let description = term.description.as_ref().map_or(term.label.as_str(), |text| text.source.trim());
            let id = links.uuid(&format!("{taxonomy}:{}", term.id.value));
            let taxonomy_term = TaxonomyTerm { id, code: &term.id.value, name: &term.label, description, taxonomy };
            Attribute { id: ids.part(taxonomy, *at), link_entity: "service", taxonomy_term }
        }));
    }
    all
}
