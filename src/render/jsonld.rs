//! Structured data (schema.org 30.0) for search engines: only what the content says.

use serde_json::{Map, Value, json};

use crate::model::resource::Resource;
use crate::model::ruby;
use crate::model::venue::{Contact, Venue};
use crate::render::view::base::Frame;
use crate::render::view::resource::ResourceView;
use crate::site::{Entry, EntryIndex, Site, route};

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
    thing
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

/// JSON inside a script element: nothing in it can end the element.
fn script(value: Value) -> String {
    let text = value.to_string();
    if !text.contains(['<', '>', '&']) {
        return text;
    }
    text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}
