//! Structured data (schema.org 30.0) for search engines: only what the content says.

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use crate::model::resource::{Resource, Session};
use crate::model::ruby;
use crate::model::time::{DAY, Minutes, Occurrence, padded};
use crate::model::venue::{Contact, Venue};
use crate::render::view::base::Frame;
use crate::render::view::resource::ResourceView;
use crate::render::view::session::Term;
use crate::site::timetable::{calendar_end, takes_place};
use crate::site::{Entry, EntryIndex, Site, route};

/// Meetings that are told one by one.
const EVENTS: usize = 6;

/// The site itself, on its home page.
pub fn website(site: &Site) -> Option<String> {
    let settings = &site.settings;
    let mut object = object("WebSite");
    object.insert("name".to_owned(), json!(settings.title.value));
    insert(&mut object, "alternateName", settings.subtitle.as_ref());
    insert(&mut object, "description", settings.description.as_ref());
    insert(&mut object, "url", settings.base_url.as_ref().map(|url| &url.value));
    object.insert("inLanguage".to_owned(), json!("ja"));
    Some(script(json!({"@context": "https://schema.org", "@graph": [object]})))
}

/// A resource: a `CivicStructure` where it is a building with hours, else a `Service`.
pub fn resource(entry: &Entry, frame: &Frame, site: &Site) -> Option<String> {
    let graph: Vec<Value> = std::iter::once(Value::Object(thing(entry, frame, site))).chain(breadcrumb(frame, site)).collect();
    Some(script(json!({"@context": "https://schema.org", "@graph": graph})))
}

/// A list, with the names and addresses of what stands on it.
pub fn list(frame: &Frame, site: &Site, entries: &[EntryIndex]) -> Option<String> {
    let base = site.settings.base_url.as_ref()?;
    let items: Vec<_> = entries
        .iter()
        .enumerate()
        .map(|(at, entry)| {
            let resource = &site.entries[*entry].resource;
            json!({"@type": "ListItem", "position": at + 1, "name": ruby::plain(&resource.name), "url": format!("{}{}", base.value, route::resource(&resource.id))})
        })
        .collect();
    let list = json!({"@type": "ItemList", "name": frame.page.title, "numberOfItems": items.len(), "itemListElement": items});
    Some(script(json!({"@context": "https://schema.org", "@graph": [list, breadcrumb(frame, site)?]})))
}

fn thing(entry: &Entry, frame: &Frame, site: &Site) -> Map<String, Value> {
    let resource = &entry.resource;
    let is_building = !resource.hours.is_empty() && resource.venues.iter().any(|venue| venue.address.is_some());
    let mut thing = object(if is_building { "CivicStructure" } else { "Service" });
    thing.insert("name".to_owned(), json!(ruby::plain(&resource.name)));
    if !resource.other_names.is_empty() {
        thing.insert("alternateName".to_owned(), json!(resource.other_names));
    }
    thing.insert("description".to_owned(), json!(ResourceView::description(resource)));
    insert(&mut thing, "url", frame.page.canonical.as_ref());
    if is_building {
        building(&mut thing, resource);
    } else {
        service(&mut thing, entry, site);
    }
    if let Some((opening, special)) = hours(entry, site) {
        // A service has one property for both.
        let (week, dates) = if is_building {
            ("openingHoursSpecification", "specialOpeningHoursSpecification")
        } else {
            ("hoursAvailable", "hoursAvailable")
        };
        extend(&mut thing, week, opening);
        extend(&mut thing, dates, special);
    }
    extend(&mut thing, "subjectOf", events(entry, frame, site));
    thing
}

/// The week, and the days that differ from it; each says until when it holds. None where any of it is in doubt.
fn hours(entry: &Entry, site: &Site) -> Option<(Vec<Value>, Vec<Value>)> {
    let resource = &entry.resource;
    let schema = entry.timetable.as_ref()?.weekly.as_ref()?.schema.as_ref().filter(|_| takes_place(entry))?;
    let from = resource.valid_from.as_ref().map_or(site.today, |from| from.earliest().max(site.today)).to_string();
    let until = resource.valid_until.as_ref().map_or(schema.until, |until| until.latest().min(schema.until)).to_string();
    let mut opening = schema.hours.opening.clone();
    for specification in opening.iter_mut().filter_map(Value::as_object_mut) {
        specification.insert("validFrom".to_owned(), json!(from));
        specification.insert("validThrough".to_owned(), json!(until));
    }
    let holds = |special: &&Value| {
        special.get("validFrom").and_then(Value::as_str).is_some_and(|date| from.as_str() <= date && date <= until.as_str())
    };
    Some((opening, schema.hours.special.iter().filter(holds).cloned().collect()))
}

/// The gatherings of a resource: as a schedule where its form can hold the rule, else the next meetings one by one.
/// Meetings that may not take place are left out.
fn events(entry: &Entry, frame: &Frame, site: &Site) -> Vec<Value> {
    let resource = &entry.resource;
    if !takes_place(entry) {
        return Vec::new();
    }
    let term = Term::of(resource, site.today);
    resource.sessions.iter().flat_map(|session| events_of(session, term, resource, frame, site.today)).collect()
}

fn events_of(session: &Session, term: Term, resource: &Resource, frame: &Frame, today: Date) -> Vec<Value> {
    let window = term.within(today, calendar_end(today));
    let meetings = window.map_or_else(Vec::new, |(from, until)| session.between(from, until));
    let (doubtful, certain): (Vec<_>, Vec<_>) = meetings.iter().partition(|meeting| meeting.reservation.is_some());
    let Some(first) = certain.first() else { return Vec::new() };
    let mut event = object("Event");
    let name = session.name.as_deref().map(|name| ruby::plain(name).into_owned());
    event.insert("name".to_owned(), json!(name.unwrap_or_else(|| ruby::plain(&resource.name).into_owned())));
    insert(&mut event, "url", frame.page.canonical.as_ref());
    whereabouts(&mut event, session, resource);
    let schedules = match (session.recurrences.as_slice(), window) {
        ([only], Some((from, until))) if doubtful.is_empty() => only.schedules(from, until),
        _ => None,
    };
    // A rule that goes on is told as a rule; a handful of dates as dates, and so is a rule with exceptions: a `Schedule`
    // can leave a holiday's meeting out and has no way to say to which day it was moved.
    let is_whole = |schedule: &Value| schedule.get("repeatFrequency").is_some() && schedule.get("exceptDate").is_none();
    match schedules.filter(|schedules| schedules.iter().all(is_whole)) {
        Some(schedules) => {
            event.insert("startDate".to_owned(), json!(moment(first.date, first.start)));
            event.insert("eventSchedule".to_owned(), json!(schedules));
            vec![Value::Object(event)]
        }
        None => {
            let dated = |meeting: &&Occurrence| {
                let mut event = event.clone();
                event.insert("startDate".to_owned(), json!(moment(meeting.date, meeting.start)));
                insert(&mut event, "endDate", meeting.end.map(|end| moment(meeting.date, Some(end))));
                Value::Object(event)
            };
            certain.iter().take(EVENTS).map(dated).collect()
        }
    }
}

fn whereabouts(event: &mut Map<String, Value>, session: &Session, resource: &Resource) {
    let venues: Vec<&Venue> = session.venue.as_ref().map_or_else(|| resource.venues.iter().collect(), |venue| vec![venue]);
    let places: Vec<Value> = venues.iter().filter_map(|venue| place(venue)).collect();
    let online = venues.iter().find_map(|venue| venue.online.as_ref());
    let mode = match (places.is_empty(), online.is_some()) {
        (true, false) => return,
        (true, true) => "OnlineEventAttendanceMode",
        (false, true) => "MixedEventAttendanceMode",
        (false, false) => "OfflineEventAttendanceMode",
    };
    event.insert("eventAttendanceMode".to_owned(), json!(format!("https://schema.org/{mode}")));
    let rooms = online.and_then(|online| online.url.as_ref()).map(|url| json!({"@type": "VirtualLocation", "url": url}));
    extend(event, "location", places.into_iter().chain(rooms).collect());
}

/// In Japanese time; a date alone where the time is not known. Minutes above 1440 are of the day after.
fn moment(date: Date, minutes: Option<Minutes>) -> String {
    let Some(minutes) = minutes else { return date.to_string() };
    let date = if minutes < DAY { date } else { date.tomorrow().unwrap_or(date) };
    format!("{date}T{}:00+09:00", padded(minutes % DAY))
}

fn building(thing: &mut Map<String, Value>, resource: &Resource) {
    if let Some(venue) = resource.venues.first() {
        insert(thing, "address", address(venue).as_ref());
        insert(thing, "geo", geo(venue).as_ref());
    }
    insert(thing, "telephone", resource.contacts.iter().find_map(|contact| contact.phone.as_ref()).map(|phone| &phone.value));
}

fn service(thing: &mut Map<String, Value>, entry: &Entry, site: &Site) {
    let resource = &entry.resource;
    if let Some(kind) = entry.kind {
        thing.insert("serviceType".to_owned(), json!(site.vocabulary.kinds[kind].label));
    }
    let areas: Vec<Value> = entry.areas.iter().map(|area| json!({"@type": "AdministrativeArea", "name": site.areas[*area].name})).collect();
    if !areas.is_empty() {
        thing.insert("areaServed".to_owned(), json!(areas));
    }
    let providers: Vec<Value> = resource
        .organizers
        .iter()
        .map(|organizer| {
            let mut provider = object("Organization");
            provider.insert("name".to_owned(), json!(organizer.name));
            insert(&mut provider, "url", organizer.url.as_ref());
            Value::Object(provider)
        })
        .collect();
    if !providers.is_empty() {
        thing.insert("provider".to_owned(), json!(providers));
    }
    let places: Vec<Value> = resource.venues.iter().filter_map(place).collect();
    let mut channels: Vec<Value> = places.into_iter().map(|place| json!({"@type": "ServiceChannel", "serviceLocation": place})).collect();
    channels.extend(
        resource.contacts.iter().filter_map(contact_point).map(|contact| json!({"@type": "ServiceChannel", "servicePhone": contact})),
    );
    if !channels.is_empty() {
        thing.insert("availableChannel".to_owned(), json!(channels));
    }
}

fn place(venue: &Venue) -> Option<Value> {
    let address = address(venue);
    if venue.name.is_none() && address.is_none() {
        return None;
    }
    let mut place = object("Place");
    insert(&mut place, "name", venue.name.as_ref());
    insert(&mut place, "address", address.as_ref());
    insert(&mut place, "geo", geo(venue).as_ref());
    Some(Value::Object(place))
}

fn address(venue: &Venue) -> Option<Value> {
    let text = venue.address.as_ref()?;
    let mut address = object("PostalAddress");
    address.insert("addressCountry".to_owned(), json!("JP"));
    address.insert("streetAddress".to_owned(), json!(text));
    insert(&mut address, "postalCode", venue.postal_code.as_ref());
    Some(Value::Object(address))
}

fn geo(venue: &Venue) -> Option<Value> {
    let (latitude, longitude) = venue.location.as_ref()?.value;
    Some(json!({"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}))
}

fn contact_point(contact: &Contact) -> Option<Value> {
    let mut point = object("ContactPoint");
    insert(&mut point, "telephone", contact.phone.as_ref().map(|phone| &phone.value));
    insert(&mut point, "faxNumber", contact.fax.as_ref().map(|fax| &fax.value));
    insert(&mut point, "email", contact.email.as_ref().map(|email| &email.value));
    insert(&mut point, "url", contact.url.as_ref().map(|url| &url.value));
    if point.len() == 1 {
        return None;
    }
    insert(&mut point, "name", contact.label.as_ref());
    insert(&mut point, "contactType", contact.purpose.as_ref());
    point.insert("availableLanguage".to_owned(), json!("ja"));
    Some(Value::Object(point))
}

/// Needs full addresses; none where the site's is not known.
fn breadcrumb(frame: &Frame, site: &Site) -> Option<Value> {
    let base = site.settings.base_url.as_ref()?;
    let items: Vec<_> = frame
        .crumbs
        .iter()
        .enumerate()
        .map(|(at, crumb)| {
            let href = crumb.href.as_deref().unwrap_or(&frame.page.url);
            let href = if href == "index.html" { "" } else { href };
            json!({"@type": "ListItem", "position": at + 1, "name": crumb.label, "item": format!("{}{href}", base.value)})
        })
        .collect();
    Some(json!({"@type": "BreadcrumbList", "itemListElement": items}))
}

fn object(kind: &str) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("@type".to_owned(), json!(kind));
    object
}

fn insert<T: serde::Serialize>(object: &mut Map<String, Value>, key: &str, value: Option<T>) {
    if let Some(value) = value {
        object.insert(key.to_owned(), json!(value));
    }
}

fn extend(object: &mut Map<String, Value>, key: &str, values: Vec<Value>) {
    if values.is_empty() {
        return;
    }
    match object.get_mut(key).and_then(Value::as_array_mut) {
        Some(list) => list.extend(values),
        None => {
            object.insert(key.to_owned(), Value::Array(values));
        }
    }
}

/// JSON inside a script element: nothing in it can end the element.
fn script(value: Value) -> String {
    let text = value.to_string();
    if !text.contains(['<', '>', '&']) {
        return text;
    }
    text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}
