//! The Human Services Data Specification 3.0, as the list its API gives: `contents` holds services.
//!
//! Its rules leave things out that are not certain: an address without a postal code, a schedule it has no form for, a
//! day of checking of which only the month is known. What is left out there stays in words.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::model::resource::{Resource, Status};
use crate::model::ruby;
use crate::model::time::padded;
use crate::model::venue::{Contact, Venue};
use crate::render::opendata::{address, entries, week, write_list};
use crate::render::view::card::plain_text;
use crate::site::{Entry, Site, route};

/// Its name below `opendata/`.
pub const FILE: &str = "hsds.json";

/// Names by the first two digits of a municipality's code.
const PREFECTURES: [&str; 47] = [
    "北海道",
    "青森県",
    "岩手県",
    "宮城県",
    "秋田県",
    "山形県",
    "福島県",
    "茨城県",
    "栃木県",
    "群馬県",
    "埼玉県",
    "千葉県",
    "東京都",
    "神奈川県",
    "新潟県",
    "富山県",
    "石川県",
    "福井県",
    "山梨県",
    "長野県",
    "岐阜県",
    "静岡県",
    "愛知県",
    "三重県",
    "滋賀県",
    "京都府",
    "大阪府",
    "兵庫県",
    "奈良県",
    "和歌山県",
    "鳥取県",
    "島根県",
    "岡山県",
    "広島県",
    "山口県",
    "徳島県",
    "香川県",
    "愛媛県",
    "高知県",
    "福岡県",
    "佐賀県",
    "長崎県",
    "熊本県",
    "大分県",
    "宮崎県",
    "鹿児島県",
    "沖縄県",
];

/// Every service on one page.
pub fn services(site: &Site) -> Vec<u8> {
    let ids = Ids { site: route::namespace(site) };
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

/// Ids that stay the same from build to build.
#[derive(Clone, Copy)]
struct Ids {
    site: Uuid,
}

impl Ids {
    fn of(self, what: &str, name: &str, number: usize) -> String {
        Uuid::new_v5(&self.site, format!("{what}/{name}/{number}").as_bytes()).to_string()
    }
}

fn service(entry: &Entry, site: &Site, ids: Ids) -> Value {
    let resource = &entry.resource;
    let id = &resource.id;
    let mut service = Map::new();
    let mut put = |key: &str, value: Option<Value>| service.extend(value.map(|value| (key.to_owned(), value)));
    put("id", Some(json!(route::uuid(site, id))));
    put("name", Some(json!(ruby::plain(&resource.name))));
    put("alternate_name", resource.other_names.first().map(|name| json!(name)));
    put("description", Some(json!(plain_text(&resource.summary.source))));
    put("url", address(site, id).or_else(|| resource.links.first().map(|link| link.url.value.clone())).map(Value::from));
    put("email", resource.contacts.iter().find_map(|contact| contact.email.as_ref()).map(|email| json!(email.value)));
    put("status", Some(json!(status(resource.status))));
    put("eligibility_description", resource.eligibility.as_ref().map(|text| json!(plain_text(&text.source))));
    put("fees_description", resource.fee.as_deref().map(|fee| json!(ruby::plain(fee))));
    let process = resource.reservation.as_ref().and_then(|reservation| reservation.note.as_ref());
    put("application_process", process.map(|note| json!(plain_text(&note.source))));
    put("alert", resource.status_note.as_ref().map(|note| json!(plain_text(&note.source))));
    let day = resource.checked.as_ref().filter(|checked| checked.day.is_some());
    put("assured_date", day.map(|day| json!(day.to_string())));
    put(
        "organization",
        resource.organizers.first().map(|organizer| {
            let mut organization = json!({
                "id": ids.of("organization", &organizer.name, 0), "name": ruby::plain(&organizer.name),
                "description": organizer.role.clone().unwrap_or_else(|| "主催".to_owned()),
            });
            if let Some(url) = &organizer.url {
                organization["website"] = json!(url);
            }
            organization
        }),
    );
    put("phones", some(phones(resource, ids)));
    put("schedules", some(schedules(entry, ids)));
    put(
        "service_areas",
        some(
            entry
                .areas
                .iter()
                .enumerate()
                .map(|(number, area)| json!({"id": ids.of("service_area", id, number), "name": site.areas[*area].name}))
                .collect(),
        ),
    );
    let venues = resource.venues.iter().enumerate();
    let places =
        venues.map(|(number, venue)| json!({"id": ids.of("at", id, number), "location": location(venue, entry, number, site, ids)}));
    put("service_at_locations", some(places.collect()));
    Value::Object(service)
}

fn some(values: Vec<Value>) -> Option<Value> {
    (!values.is_empty()).then_some(Value::Array(values))
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Open | Status::Trial | Status::Undecided => "active",
        Status::Paused => "temporarily closed",
        Status::Ended => "defunct",
    }
}

fn phones(resource: &Resource, ids: Ids) -> Vec<Value> {
    let numbers = resource.contacts.iter().flat_map(|contact| {
        let phone = contact.phone.as_ref().map(|phone| (contact, phone, "voice"));
        phone.into_iter().chain(contact.fax.as_ref().map(|fax| (contact, fax, "fax")))
    });
    numbers
        .enumerate()
        .map(|(number, (contact, phone, sort))| {
            let mut value = json!({"id": ids.of("phone", &resource.id, number), "number": phone.value, "type": sort});
            let description = described(contact, sort);
            if !description.is_empty() {
                value["description"] = json!(description);
            }
            value
        })
        .collect()
}

/// An extension is a number in the specification; ours may begin with 0, so it stays in words.
fn described(contact: &Contact, sort: &str) -> String {
    let extension = contact.extension.as_ref().filter(|_| sort == "voice").map(|extension| format!("内線{extension}"));
    let words = [contact.label.clone(), contact.purpose.clone(), extension, contact.hours.clone()];
    words.into_iter().flatten().map(|text| ruby::plain(&text).into_owned()).collect::<Vec<_>>().join(" ")
}

/// The certain week as rules, else everything in words.
fn schedules(entry: &Entry, ids: Ids) -> Vec<Value> {
    let resource = &entry.resource;
    let mut all = Vec::new();
    let words = resource.hours.iter().chain(&resource.closed).map(|line| line.value.as_str()).collect::<Vec<_>>().join("、");
    let mut add = |mut schedule: Value| {
        schedule["id"] = json!(ids.of("schedule", &resource.id, all.len()));
        schedule["timezone"] = json!(9);
        all.push(schedule);
    };
    let mut spans: Vec<(crate::model::time::Span, Vec<&str>)> = Vec::new();
    for (code, day) in week::CODES.iter().zip(week::certain(entry).unwrap_or_default()) {
        for span in day.iter().filter(|span| span.end < crate::model::time::DAY) {
            match spans.iter_mut().find(|(known, _)| known == span) {
                Some((_, days)) => days.push(code),
                None => spans.push((*span, vec![code])),
            }
        }
    }
    for (span, days) in &spans {
        let moment = |minutes| format!("{}:00+09:00", padded(minutes));
        add(
            json!({"freq": "WEEKLY", "byday": days.join(","), "opens_at": moment(span.start), "closes_at": moment(span.end), "notes": words}),
        );
    }
    if spans.is_empty() && !words.is_empty() {
        add(json!({"description": words}));
    }
    for when in resource.sessions.iter().filter_map(|session| session.when.as_ref()) {
        add(json!({"description": when.value}));
    }
    all
}

fn location(venue: &Venue, entry: &Entry, number: usize, site: &Site, ids: Ids) -> Value {
    let is_virtual = venue.online.is_some() && venue.address.is_none();
    let mut location = Map::new();
    let mut put = |key: &str, value: Option<Value>| location.extend(value.map(|value| (key.to_owned(), value)));
    put("id", Some(json!(ids.of("location", &entry.resource.id, number))));
    put("location_type", Some(json!(if is_virtual { "virtual" } else { "physical" })));
    put("name", venue.name.as_deref().map(|name| json!(ruby::plain(name))));
    if let Some(undisclosed) = &venue.undisclosed {
        put("description", Some(json!(undisclosed)));
        return Value::Object(location);
    }
    let words: Vec<_> = [&venue.address, &venue.detail].into_iter().flatten().map(|text| ruby::plain(text)).collect();
    put("description", (!words.is_empty()).then(|| json!(words.join(" "))));
    put("transportation", (!venue.access.is_empty()).then(|| json!(venue.access.join("、"))));
    put("latitude", venue.location.as_ref().map(|at| json!(at.0)));
    put("longitude", venue.location.as_ref().map(|at| json!(at.1)));
    put(
        "addresses",
        postal_address(venue, entry, site).map(|mut address| {
            address["id"] = json!(ids.of("address", &entry.resource.id, number));
            json!([address])
        }),
    );
    Value::Object(location)
}

/// Only where every required part is known: the postal code, the town and its prefecture.
fn postal_address(venue: &Venue, entry: &Entry, site: &Site) -> Option<Value> {
    let (postal_code, address) = (venue.postal_code.as_ref()?, ruby::plain(venue.address.as_deref()?));
    let area = entry.areas.iter().map(|area| &site.areas[*area]).find(|area| area.code.is_some() && address.contains(&area.name))?;
    let number: usize = area.code.as_deref()?.get(..2)?.parse().ok()?;
    let prefecture = PREFECTURES.get(number.checked_sub(1)?)?;
    let rest = address.strip_prefix(prefecture).unwrap_or(&address).strip_prefix(area.name.as_str())?.trim();
    (!rest.is_empty()).then(|| {
        json!({
            "address_1": rest, "city": area.name, "state_province": prefecture, "postal_code": postal_code,
            "country": "JP", "address_type": "physical",
        })
    })
}
