//! The Human Services Data Specification 3.0, as the list its API gives: `contents` holds services.
//!
//! Its rules leave things out that are not certain: an address without a postal code, a schedule it has no form for, a
//! day of checking of which only the month is known. What is left out there stays in words.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

use crate::model::area::prefecture;
use crate::model::fee::Fee;
use crate::model::resource::{Resource, Status};
use crate::model::ruby;
use crate::model::text::Prose;
use crate::model::venue::{Contact, Venue};
use crate::render::opendata::published::{address, entries, write_list};
use crate::render::opendata::week;
use crate::render::view::terms;
use crate::site::{Entry, Site, identity};
use crate::source::address::{ascii, ascii_mail};
use crate::time::{JAPAN, padded};

/// Its name below `opendata/`.
pub const FILE: &str = "hsds.json";

/// Every service on one page.
pub fn services(site: &Site) -> Vec<u8> {
    let ids = Ids { site, namespace: identity::namespace(site) };
    let count = entries(site).count();
    let page = json!({
        "total_items": count, "total_pages": 1, "page_number": 1, "size": count, "first_page": true, "last_page": true, "empty": count == 0,
    });
    let mut bytes = b"{\"contents\":[".to_vec();
    write_list(site, &mut bytes, |entry| service(entry, site, ids));
    bytes.extend(b"],");
    // The rest of the object without its opening brace.
    bytes.extend(page.to_string().bytes().skip(1));
    bytes
}

/// `service`; its words and those of the objects below are the specification's. What is not known is left out.
#[derive(Serialize)]
struct Service<'a> {
    id: String,
    name: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    alternate_name: Option<&'a str>,
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<Cow<'a, str>>,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    eligibility_description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum_age: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    maximum_age: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fees_description: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cost_options: Vec<CostOption>,
    #[serde(skip_serializing_if = "Option::is_none")]
    application_process: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    alert: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    assured_date: Option<String>,
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
}

/// What is free for everybody; a fee with conditions stays in its words.
#[derive(Serialize)]
struct CostOption {
    id: String,
    option: &'static str,
    amount: u8,
    currency: &'static str,
}

#[derive(Serialize)]
struct Organization<'a> {
    id: String,
    name: Cow<'a, str>,
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    website: Option<Cow<'a, str>>,
}

#[derive(Serialize)]
struct Phone<'a> {
    id: String,
    number: &'a str,
    #[serde(rename = "type")]
    sort: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    description: String,
}

#[derive(Serialize)]
struct Schedule<'a> {
    id: String,
    timezone: i8,
    #[serde(skip_serializing_if = "Option::is_none")]
    freq: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    byday: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    opens_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    closes_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<String>,
}

#[derive(Serialize)]
struct ServiceArea<'a> {
    id: String,
    name: &'a str,
}

#[derive(Serialize)]
struct ServiceAtLocation<'a> {
    id: String,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    id: String,
    location_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    transportation: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    latitude: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    longitude: Option<f64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    addresses: Vec<Address<'a>>,
}

#[derive(Serialize)]
struct Address<'a> {
    id: String,
    address_1: String,
    city: &'a str,
    state_province: &'static str,
    postal_code: &'a str,
    country: &'static str,
    address_type: &'static str,
}

/// Ids that stay the same from build to build, wherever a thing stands in its list.
#[derive(Clone, Copy)]
struct Ids<'s> {
    site: &'s Site,
    namespace: Uuid,
}

impl Ids<'_> {
    fn of(self, what: &str, entry: &str, name: &str) -> String {
        identity::part(self.site, self.namespace, entry, &[what, name]).to_string()
    }
}

fn service<'a>(entry: &'a Entry, site: &'a Site, ids: Ids<'_>) -> Service<'a> {
    let resource = &entry.resource;
    let id = &resource.id;
    let ages = resource.terms.ages.as_ref().map(|ages| &ages.value);
    let eligible: Vec<String> =
        terms::who(&resource.terms, site).into_iter().chain(resource.eligibility.as_ref().map(Prose::one_line)).collect();
    let names = identity::told_apart(&resource.venues.iter().map(identity::of_venue).collect::<Vec<_>>());
    let venues = resource.venues.iter().zip(&names);
    let areas = entry.areas.iter().map(|area| &site.areas[*area]);
    let url = address(site, id).or_else(|| resource.links.first().map(|link| link.url.value.clone()));
    Service {
        id: identity::uuid(site, id),
        name: ruby::plain(&resource.name),
        alternate_name: resource.other_names.first().map(String::as_str),
        description: resource.summary.one_line(),
        // Its schema knows addresses in ASCII alone.
        url: url.as_deref().and_then(ascii).map(Cow::into_owned),
        email: resource.contacts.iter().find_map(|contact| ascii_mail(&contact.email.as_ref()?.value)),
        status: status(resource.status),
        eligibility_description: (!eligible.is_empty()).then(|| eligible.join("。")),
        minimum_age: ages.and_then(|ages| ages.from),
        maximum_age: ages.and_then(|ages| ages.until),
        fees_description: resource.fee.as_deref().map(ruby::plain),
        cost_options: (entry.fee == Fee::Free)
            .then(|| CostOption { id: ids.of("cost", id, ""), option: "無料", amount: 0, currency: "JPY" })
            .into_iter()
            .collect(),
        application_process: resource.reservation.as_ref().and_then(terms::booking_in_words),
        alert: resource.status_note.as_ref().map(Prose::one_line),
        assured_date: resource.checked.as_ref().filter(|checked| checked.day.is_some()).map(|day| day.to_string()),
        organization: resource.organizers.first().map(|organizer| Organization {
            id: Uuid::new_v5(&ids.namespace, format!("organization\n{}", identity::plain(&organizer.name)).as_bytes()).to_string(),
            name: ruby::plain(&organizer.name),
            description: organizer.role.as_deref().unwrap_or("主催"),
            website: organizer.url.as_deref().and_then(ascii),
        }),
        phones: phones(resource, ids),
        schedules: schedules(entry, ids),
        service_areas: areas.map(|area| ServiceArea { id: ids.of("service_area", id, &area.id.value), name: &area.name }).collect(),
        service_at_locations: venues
            .map(|(venue, name)| ServiceAtLocation { id: ids.of("at", id, name), location: location(venue, entry, name, site, ids) })
            .collect(),
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Open | Status::Trial | Status::Undecided => "active",
        Status::Paused => "temporarily closed",
        Status::Ended => "defunct",
    }
}

fn phones<'a>(resource: &'a Resource, ids: Ids<'_>) -> Vec<Phone<'a>> {
    let numbers = resource.contacts.iter().flat_map(|contact| {
        let phone = contact.phone.as_ref().map(|phone| (contact, phone, "voice"));
        phone.into_iter().chain(contact.fax.as_ref().map(|fax| (contact, fax, "fax")))
    });
    let numbers: Vec<(&Contact, &str, &'static str)> = numbers.map(|(contact, number, sort)| (contact, number.as_str(), sort)).collect();
    let features = numbers.iter().map(|(contact, number, sort)| {
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        vec![format!("{sort} {digits}"), contact.label.as_deref().map(identity::plain).unwrap_or_default()]
    });
    let names = identity::told_apart(&features.collect::<Vec<_>>());
    let phone = |((contact, number, sort), name): ((&'a Contact, &'a str, &'static str), String)| Phone {
        id: ids.of("phone", &resource.id, &name),
        number,
        sort,
        description: described(contact, sort),
    };
    numbers.into_iter().zip(names).map(phone).collect()
}

/// An extension is a number in the specification; ours may begin with 0, so it stays in words.
fn described(contact: &Contact, sort: &str) -> String {
    let extension = contact.extension.as_ref().filter(|_| sort == "voice").map(|extension| format!("内線{extension}"));
    let words = [contact.label.clone(), contact.purpose.clone(), extension, contact.hours.clone()];
    words.into_iter().flatten().map(|text| ruby::plain(&text).into_owned()).collect::<Vec<_>>().join(" ")
}

/// The certain week as rules, else everything in words.
fn schedules<'a>(entry: &'a Entry, ids: Ids<'_>) -> Vec<Schedule<'a>> {
    let resource = &entry.resource;
    let mut all: Vec<Schedule> = Vec::new();
    let words = resource.hours.iter().chain(&resource.closed).map(|line| line.value.as_str()).collect::<Vec<_>>().join("、");
    let blank = |name: &str| Schedule {
        id: ids.of("schedule", &resource.id, name),
        timezone: 9,
        freq: None,
        byday: None,
        opens_at: None,
        closes_at: None,
        description: None,
        notes: None,
    };
    let mut spans: Vec<(crate::time::Span, Vec<&str>)> = Vec::new();
    for (code, day) in week::CODES.iter().zip(week::certain(entry).unwrap_or_default()) {
        for span in day.iter().filter(|span| span.end < crate::time::DAY) {
            match spans.iter_mut().find(|(known, _)| known == span) {
                Some((_, days)) => days.push(code),
                None => spans.push((*span, vec![code])),
            }
        }
    }
    let moment = |minutes| Some(format!("{}:00{JAPAN}", padded(minutes)));
    let mornings_first = {
        let mut spans: Vec<_> = spans.iter().collect();
        spans.sort_by_key(|(span, _)| (span.start, span.end));
        spans
    };
    let names = identity::told_apart(&mornings_first.iter().map(|(_, days)| vec![format!("week {}", days.join(","))]).collect::<Vec<_>>());
    for ((span, days), name) in mornings_first.into_iter().zip(names) {
        all.push(Schedule {
            freq: Some("WEEKLY"),
            byday: Some(days.join(",")),
            opens_at: moment(span.start),
            closes_at: moment(span.end),
            notes: Some(words.clone()),
            ..blank(&name)
        });
    }
    if spans.is_empty() && !words.is_empty() {
        all.push(Schedule { description: Some(Cow::Owned(words)), ..blank("week") });
    }
    let names = identity::told_apart(&resource.sessions.iter().map(identity::of_session).collect::<Vec<_>>());
    for (session, name) in resource.sessions.iter().zip(names) {
        let Some(when) = &session.when else { continue };
        all.push(Schedule { description: Some(Cow::Borrowed(&when.value)), ..blank(&format!("session {name}")) });
    }
    all
}

fn location<'a>(venue: &'a Venue, entry: &Entry, name: &str, site: &'a Site, ids: Ids<'_>) -> Location<'a> {
    let is_virtual = venue.online.is_some() && venue.address.is_none();
    let location = Location {
        id: ids.of("location", &entry.resource.id, name),
        location_type: if is_virtual { "virtual" } else { "physical" },
        name: venue.name.as_deref().map(ruby::plain),
        description: None,
        transportation: None,
        latitude: None,
        longitude: None,
        addresses: Vec::new(),
    };
    if let Some(undisclosed) = &venue.undisclosed {
        return Location { description: Some(Cow::Borrowed(undisclosed)), ..location };
    }
    let words: Vec<_> = [&venue.address, &venue.detail].into_iter().flatten().map(|text| ruby::plain(text)).collect();
    Location {
        description: (!words.is_empty()).then(|| Cow::Owned(words.join(" "))),
        transportation: (!venue.access.is_empty()).then(|| venue.access.join("、")),
        latitude: venue.location.as_ref().map(|at| at.0),
        longitude: venue.location.as_ref().map(|at| at.1),
        addresses: postal_address(venue, entry, site, || ids.of("address", &entry.resource.id, name)).into_iter().collect(),
        ..location
    }
}

/// Only where every required part is known: the postal code, the town and its prefecture.
fn postal_address<'a>(venue: &'a Venue, entry: &Entry, site: &'a Site, id: impl Fn() -> String) -> Option<Address<'a>> {
    let (postal_code, address) = (venue.postal_code.as_ref()?, ruby::plain(venue.address.as_deref()?));
    let area = entry.areas.iter().map(|area| &site.areas[*area]).find(|area| area.code.is_some() && address.contains(&area.name))?;
    let prefecture = prefecture(area.code.as_deref()?)?;
    let rest = address.strip_prefix(prefecture).unwrap_or(&address).strip_prefix(area.name.as_str())?.trim();
    (!rest.is_empty()).then(|| Address {
        id: id(),
        address_1: rest.to_owned(),
        city: &area.name,
        state_province: prefecture,
        postal_code,
        country: "JP",
        address_type: "physical",
    })
}
