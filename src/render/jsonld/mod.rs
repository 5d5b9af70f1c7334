//! Structured data (schema.org 30.0) for search engines: only what the content says.

mod event;
mod place;
mod schema;

use serde::Serialize;
use serde_json::{Value, json};

use crate::model::fee::Fee;
use crate::model::resource::Resource;
use crate::model::ruby;
use crate::render::view::base::Frame;
use crate::render::view::resource::ResourceView;
use crate::site::{Entry, EntryIndex, Site, route};
use schema::{AdministrativeArea, BreadcrumbList, Document, ItemList, ListItem, Offer, Organization, ServiceChannel, Thing, WebSite};

/// Meetings that the calendar tells.
const MEETINGS: usize = 30;

/// The site itself, on its home page.
pub fn website(site: &Site) -> Option<String> {
    let settings = &site.settings;
    let website = WebSite {
        name: &settings.title.value,
        alternate_name: settings.subtitle.as_deref(),
        description: settings.description.as_deref(),
        url: settings.base_url.as_ref().map(|url| url.value.as_str()),
        in_language: "ja",
    };
    script([website])
}

/// A resource: a `CivicStructure` where it is a building with hours, else a `Service`.
pub fn resource(entry: &Entry, frame: &Frame, site: &Site) -> Option<String> {
    let thing = thing(entry, frame, site);
    match breadcrumb(frame, site) {
        Some(breadcrumb) => script((thing, breadcrumb)),
        None => script([thing]),
    }
}

/// A list, with the names and addresses of what stands on it; none where the site's address is not known.
pub fn list(frame: &Frame, site: &Site, entries: &[EntryIndex]) -> Option<String> {
    let base = site.settings.base_url.as_ref()?;
    let items = entries.iter().map(|entry| &site.entries[*entry].resource).enumerate().map(|(at, resource)| ListItem::<()> {
        position: at + 1,
        name: Some(ruby::plain(&resource.name)),
        url: Some(format!("{}{}", base.value, route::resource(&resource.id))),
        item: None,
    });
    script((item_list(&frame.page.title, items.collect()), breadcrumb(frame, site)?))
}

/// The next meetings of the calendar; none where there are none, or the site's address is not known.
pub fn calendar(frame: &Frame, site: &Site) -> Option<String> {
    let base = site.settings.base_url.as_ref()?;
    let items = site.calendar.iter().take(MEETINGS).enumerate().map(|(at, meeting)| ListItem {
        position: at + 1,
        name: None,
        url: None,
        item: Some(event::meeting(site, meeting, &base.value)),
    });
    let list = item_list(&frame.page.title, items.collect());
    if list.number_of_items == 0 { None } else { script([list]) }
}

fn thing<'a>(entry: &'a Entry, frame: &'a Frame, site: &'a Site) -> Thing<'a> {
    let resource = &entry.resource;
    let url = frame.page.canonical.as_deref();
    let (week, dates) = hours(entry, site).unwrap_or_default();
    let thing = Thing {
        name: ruby::plain(&resource.name),
        alternate_name: &resource.other_names,
        description: ResourceView::description(resource),
        url,
        subject_of: event::events(entry, url, site),
        ..Thing::default()
    };
    if !resource.hours.is_empty() && resource.venues.iter().any(|venue| venue.address.is_some()) {
        let venue = resource.place();
        return Thing {
            kind: "CivicStructure",
            address: venue.and_then(place::address),
            geo: venue.and_then(place::geo),
            telephone: resource.contacts.iter().find_map(|contact| contact.phone.as_ref()).map(|phone| phone.value.as_str()),
            opening_hours_specification: week,
            special_opening_hours_specification: dates,
            is_accessible_for_free: event::for_free(entry.fee),
            ..thing
        };
    }
    let provider = resource.organizers.iter().map(|organizer| Organization { name: &organizer.name, url: organizer.url.as_deref() });
    Thing {
        kind: "Service",
        service_type: entry.kind.map(|kind| site.vocabulary.kinds[kind].label.as_str()),
        area_served: entry.areas.iter().map(|area| AdministrativeArea { name: &site.areas[*area].name }).collect(),
        provider: provider.collect(),
        available_channel: channels(resource),
        offers: (entry.fee == Fee::Free).then_some(Offer { price: 0, price_currency: "JPY" }),
        // A service has one property for both.
        hours_available: [week, dates].concat(),
        ..thing
    }
}

/// The ways to a service: its places, then those by which one asks.
fn channels(resource: &Resource) -> Vec<ServiceChannel<'_>> {
    let places = resource.venues.iter().filter_map(place::place);
    let places = places.map(|place| ServiceChannel { service_location: Some(place), service_phone: None });
    let contacts = resource.contacts.iter().filter_map(place::contact_point);
    places.chain(contacts.map(|contact| ServiceChannel { service_location: None, service_phone: Some(contact) })).collect()
}

/// The week, and the days that differ from it; each says until when it holds. None where any of it is in doubt.
fn hours(entry: &Entry, site: &Site) -> Option<(Vec<Value>, Vec<Value>)> {
    let resource = &entry.resource;
    let schema = entry.timetable.as_ref()?.weekly.as_ref()?.schema.as_ref().filter(|_| entry.takes_place())?;
    let from = resource.valid.from.as_ref().map_or(site.today, |from| from.earliest().max(site.today)).to_string();
    let until = resource.valid.until.as_ref().map_or(schema.until, |until| until.latest().min(schema.until)).to_string();
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

/// Needs full addresses; none where the site's is not known.
fn breadcrumb<'a>(frame: &'a Frame, site: &Site) -> Option<BreadcrumbList<'a>> {
    let base = site.settings.base_url.as_ref()?;
    let items = frame.crumbs.iter().enumerate().map(|(at, crumb)| {
        let href = crumb.href.as_deref().unwrap_or(&frame.page.url);
        let href = if href == "index.html" { "" } else { href };
        ListItem { position: at + 1, name: Some(crumb.label.as_str().into()), url: None, item: Some(format!("{}{href}", base.value)) }
    });
    Some(BreadcrumbList { item_list_element: items.collect() })
}

fn item_list<'a, T>(name: &'a str, item_list_element: Vec<ListItem<'a, T>>) -> ItemList<'a, T> {
    ItemList { name, number_of_items: item_list_element.len(), item_list_element }
}

/// JSON inside a script element: nothing in it can end the element.
fn script(graph: impl Serialize) -> Option<String> {
    let text = serde_json::to_string(&Document::of(graph)).ok()?;
    if memchr::memchr3(b'<', b'>', b'&', text.as_bytes()).is_none() {
        return Some(text);
    }
    Some(text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026"))
}
