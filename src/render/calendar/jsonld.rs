//! The next meetings for search engines (schema.org): only what the content says.

use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use crate::model::ruby;
use crate::time::{DAY, Minutes};
use crate::model::venue::Venue;
use crate::render::calendar::view;
use crate::site::{Meeting, Site, route};

/// So many meetings are told.
const MEETINGS: usize = 30;

/// An `ItemList` of `Event`s; none where there are none, or the site's address is not known.
pub fn next_meetings(site: &Site) -> Option<String> {
    let base = site.settings.base_url.as_ref()?;
    let items: Vec<Value> = site
        .calendar
        .iter()
        .take(MEETINGS)
        .enumerate()
        .map(|(at, meeting)| json!({"@type": "ListItem", "position": at + 1, "item": event(site, meeting, &base.value)}))
        .collect();
    if items.is_empty() {
        return None;
    }
    let list = json!({"@context": "https://schema.org", "@type": "ItemList", "name": "カレンダー", "numberOfItems": items.len(), "itemListElement": items});
    // Nothing inside a script element may end it.
    Some(list.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026"))
}

fn event(site: &Site, meeting: &Meeting, base: &str) -> Value {
    let resource = &site.entries[meeting.entry].resource;
    let session = &resource.sessions[meeting.session];
    let when = &meeting.occurrence;
    let name = view::own_name(resource, session).unwrap_or(&resource.name);
    let mut event = Map::new();
    let mut tell = |key: &str, value: Value| event.insert(key.to_owned(), value);
    tell("@type", json!("Event"));
    tell("name", json!(ruby::plain(name)));
    tell("startDate", json!(moment(when.date, when.start)));
    if let (Some(_), Some(end)) = (when.start, when.end) {
        tell("endDate", json!(moment(when.date, Some(end))));
    }
    if when.reservation.is_none() {
        tell("eventStatus", json!("https://schema.org/EventScheduled"));
    }
    if let Some(location) = session.venue.as_ref().or(resource.venues.first()).and_then(location) {
        tell("location", location);
    }
    tell("url", json!(format!("{base}{}", route::resource(&resource.id))));
    Value::Object(event)
}

fn moment(date: Date, time: Option<Minutes>) -> String {
    match time {
        None => date.to_string(),
        Some(minutes) => {
            let date = date.saturating_add(i64::from(minutes / DAY).days());
            format!("{date}T{:02}:{:02}:00+09:00", minutes % DAY / 60, minutes % 60)
        }
    }
}

/// Where it is; nothing where that is told only on request.
fn location(venue: &Venue) -> Option<Value> {
    if venue.undisclosed.is_some() {
        return None;
    }
    let mut place = Map::new();
    if let Some(online) = &venue.online {
        place.insert("@type".to_owned(), json!("VirtualLocation"));
        place.extend(online.url.as_ref().map(|url| ("url".to_owned(), json!(url))));
        place.extend(venue.name.as_ref().map(|name| ("name".to_owned(), json!(name))));
        return Some(Value::Object(place));
    }
    place.insert("@type".to_owned(), json!("Place"));
    place.extend(venue.name.as_ref().map(|name| ("name".to_owned(), json!(name))));
    if let Some(address) = &venue.address {
        let mut postal = Map::new();
        postal.insert("@type".to_owned(), json!("PostalAddress"));
        postal.insert("addressCountry".to_owned(), json!("JP"));
        postal.insert("streetAddress".to_owned(), json!(address));
        postal.extend(venue.postal_code.as_ref().map(|code| ("postalCode".to_owned(), json!(code))));
        place.insert("address".to_owned(), Value::Object(postal));
    }
    (place.len() > 1).then_some(Value::Object(place))
}
