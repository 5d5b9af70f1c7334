//! `resources.json`: everything that is public, under the names that the content files use; its schema lies beside it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diagnostics::At;
use crate::model::date::PartialDate;
use crate::model::resource::{Resource, Session, Status, Variation};
use crate::model::text::Prose;
use crate::model::venue::{Booking, Contact, Venue};
use crate::model::vocabulary::Term;
use crate::render::opendata::{Links, disclosed, public};
use crate::site::{Entry, Site};

/// The JSON Schema of the file.
pub const SCHEMA: &str = include_str!("resources.schema.json");

#[derive(Serialize)]
struct File<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    licence: Option<Licence<'a>>,
    vocabulary: Vocabulary<'a>,
    areas: Vec<Area<'a>>,
    resources: Vec<One<'a>>,
}

#[derive(Serialize)]
struct Licence<'a> {
    name: Option<&'a str>,
    url: Option<&'a str>,
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct Vocabulary<'a> {
    needs: Vec<Word<'a>>,
    kinds: Vec<Word<'a>>,
    audiences: Vec<Word<'a>>,
    comforts: Vec<Word<'a>>,
}

#[derive(Serialize)]
struct Word<'a> {
    id: &'a str,
    label: &'a str,
}

#[derive(Serialize)]
struct Area<'a> {
    id: &'a str,
    name: &'a str,
    reading: Option<&'a str>,
    code: Option<&'a str>,
    parent: Option<&'a str>,
}

/// A resource; what is not known is left out.
#[derive(Default, Serialize)]
struct One<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    url: String,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reading: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    other_names: Vec<&'a str>,
    kind: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    needs: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tagline: Option<&'a str>,
    summary: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    audience: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    eligibility: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    comforts: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    areas: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    organizers: Vec<OrganizerView<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    venues: Vec<VenueView<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contacts: Vec<ContactView<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hours: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    closed: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sessions: Vec<SessionView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fee: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    allowance: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reservation: Option<ReservationView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attendance: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_visit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    contact_example: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    worries: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    faq: Vec<QuestionView<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    figures: Vec<FigureView<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    steps: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accessibility: Option<BTreeMap<&'a str, &'a str>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: Vec<LinkView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<ImageView<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<&'a str>,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    status_note: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    valid: Option<ValidView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    checked: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    checked_by: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<SourceView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    variations: Vec<One<'a>>,
}

#[derive(Serialize)]
struct OrganizerView<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Default, Serialize)]
struct VenueView<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    postal_code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    access: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<[f64; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    undisclosed: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    online: Option<OnlineView<'a>>,
}

#[derive(Serialize)]
struct OnlineView<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct ContactView<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    purpose: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extension: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hours: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fax: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sns: Vec<AccountView<'a>>,
}

#[derive(Serialize)]
struct AccountView<'a> {
    service: &'a str,
    account: &'a str,
}

#[derive(Serialize)]
struct SessionView<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    when: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    dates: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    venue: Option<VenueView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct ReservationView<'a> {
    needed: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct QuestionView<'a> {
    q: &'a str,
    a: &'a str,
}

#[derive(Serialize)]
struct FigureView<'a> {
    label: &'a str,
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    breakdown: Vec<PartView<'a>>,
}

#[derive(Serialize)]
struct PartView<'a> {
    label: &'a str,
    value: f64,
}

#[derive(Serialize)]
struct LinkView<'a> {
    label: &'a str,
    url: &'a str,
}

#[derive(Serialize)]
struct ImageView<'a> {
    file: &'a str,
    alt: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    credit: Option<&'a str>,
}

#[derive(Serialize)]
struct ValidView {
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
}

#[derive(Serialize)]
struct SourceView<'a> {
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
}

/// The file.
pub fn resources(site: &Site) -> Vec<u8> {
    let links = Links::new(site);
    let settings = &site.settings;
    let licence = settings.licence.as_ref().map(|licence| Licence {
        name: licence.name.as_deref(),
        url: licence.url.as_deref(),
        note: licence.note.as_ref().map(prose),
    });
    let vocabulary = Vocabulary {
        needs: words(&site.vocabulary.needs),
        kinds: words(&site.vocabulary.kinds),
        audiences: words(&site.vocabulary.audiences),
        comforts: words(&site.vocabulary.comforts),
    };
    let areas = site.areas.iter().map(|area| Area {
        id: &area.id.value,
        name: &area.name,
        reading: area.reading.as_deref(),
        code: area.code.as_deref(),
        parent: area.parent.as_ref().map(|parent| parent.value.as_str()),
    });
    let file = File {
        schema: "resources.schema.json",
        title: &settings.title.value,
        publisher: settings.publisher.as_ref().map(|publisher| publisher.name.as_str()),
        licence,
        vocabulary,
        areas: areas.collect(),
        resources: public(site).map(|entry| whole(entry, site, &links)).collect(),
    };
    let mut out = Vec::with_capacity(1024 * (site.entries.len() + 4));
    // Writing to memory does not fail.
    let _ = serde_json::to_writer(&mut out, &file);
    out
}

fn words(terms: &[Term]) -> Vec<Word<'_>> {
    terms.iter().map(|term| Word { id: &term.id.value, label: &term.label }).collect()
}

fn prose(text: &Prose) -> &str {
    text.source.trim()
}

fn text(text: &Option<Prose>) -> Option<&str> {
    text.as_ref().map(prose)
}

fn value(text: &Option<At<String>>) -> Option<&str> {
    text.as_ref().map(|text| text.value.as_str())
}

fn values(all: &[At<String>]) -> Vec<&str> {
    all.iter().map(|one| one.value.as_str()).collect()
}

fn plain(all: &[String]) -> Vec<&str> {
    all.iter().map(String::as_str).collect()
}

/// An entry with its ids resolved as the site shows them, and with what it says in other languages.
fn whole<'a>(entry: &'a Entry, site: &'a Site, links: &Links) -> One<'a> {
    let vocabulary = &site.vocabulary;
    let ids = |terms: &'a [Term], at: &[usize]| at.iter().map(|at| terms[*at].id.value.as_str()).collect::<Vec<_>>();
    let resource = &entry.resource;
    One {
        needs: ids(&vocabulary.needs, &entry.needs),
        audience: ids(&vocabulary.audiences, &entry.audience),
        comforts: ids(&vocabulary.comforts, &entry.comforts),
        areas: entry.areas.iter().map(|at| site.areas[*at].id.value.as_str()).collect(),
        related: entry.related.iter().map(|at| site.entries[*at].resource.id.as_str()).collect(),
        variations: resource.variations.iter().map(|variation| varied(variation, links)).collect(),
        ..one(resource, links.page(&resource.id))
    }
}

fn varied<'a>(variation: &'a Variation, links: &Links) -> One<'a> {
    let url = links.page(&format!("{}.{}", variation.resource.id, variation.language));
    One { language: Some(&variation.language), ..one(&variation.resource, url) }
}

fn one(resource: &Resource, url: String) -> One<'_> {
    let date = |date: Option<PartialDate>| date.map(|date| date.to_string());
    let valid = ValidView {
        from: resource.valid_from.as_ref().map(|date| date.value.to_string()),
        until: resource.valid_until.as_ref().map(|date| date.value.to_string()),
    };
    One {
        id: &resource.id,
        url,
        name: &resource.name.value,
        reading: resource.reading.as_deref(),
        other_names: plain(&resource.other_names),
        kind: &resource.kind.value,
        tagline: resource.tagline.as_deref(),
        summary: prose(&resource.summary),
        eligibility: text(&resource.eligibility),
        organizers: resource
            .organizers
            .iter()
            .map(|organizer| OrganizerView { name: &organizer.name, role: organizer.role.as_deref(), url: organizer.url.as_deref() })
            .collect(),
        venues: resource.venues.iter().map(venue).collect(),
        contacts: resource.contacts.iter().map(contact).collect(),
        hours: values(&resource.hours),
        closed: values(&resource.closed),
        sessions: resource.sessions.iter().map(session).collect(),
        fee: resource.fee.as_deref(),
        allowance: resource.allowance.as_deref(),
        reservation: resource.reservation.as_ref().map(|reservation| ReservationView {
            needed: match reservation.needed {
                Booking::No => "no",
                Booking::Yes => "yes",
                Booking::Recommended => "recommended",
            },
            note: text(&reservation.note),
        }),
        attendance: resource.attendance.as_deref(),
        first_visit: text(&resource.first_visit),
        contact_example: text(&resource.contact_example),
        worries: plain(&resource.worries),
        faq: resource.faq.iter().map(|one| QuestionView { q: &one.question, a: prose(&one.answer) }).collect(),
        figures: resource
            .figures
            .iter()
            .map(|figure| FigureView {
                label: &figure.label,
                value: &figure.value.value,
                unit: figure.unit.as_deref(),
                as_of: date(figure.as_of),
                breakdown: figure.breakdown.iter().map(|(label, value)| PartView { label, value: value.value }).collect(),
            })
            .collect(),
        steps: plain(&resource.steps),
        accessibility: resource.accessibility.as_ref().map(|known| {
            let features = known.features.iter().map(|(feature, availability)| (feature.key, availability.label()));
            features.chain(known.note.as_deref().map(|note| ("note", note))).collect()
        }),
        links: resource.links.iter().map(|link| LinkView { label: &link.label, url: &link.url.value }).collect(),
        image: resource.image.as_ref().map(|image| ImageView { file: &image.file.value, alt: &image.alt, credit: image.credit.as_deref() }),
        status: match resource.status {
            Status::Open => "open",
            Status::Trial => "trial",
            Status::Undecided => "undecided",
            Status::Paused => "paused",
            Status::Ended => "ended",
        },
        status_note: text(&resource.status_note),
        since: date(resource.since),
        valid: (valid.from.is_some() || valid.until.is_some()).then_some(valid),
        checked: resource.checked.as_ref().map(|date| date.value.to_string()),
        checked_by: resource.checked_by.as_deref(),
        sources: resource
            .sources
            .iter()
            .map(|source| SourceView { title: &source.title, url: source.url.as_deref(), date: date(source.date) })
            .collect(),
        body: text(&resource.body),
        ..One::default()
    }
}

fn venue(venue: &Venue) -> VenueView<'_> {
    if !disclosed(venue) {
        return VenueView { undisclosed: venue.undisclosed.as_deref(), ..VenueView::default() };
    }
    VenueView {
        name: venue.name.as_deref(),
        postal_code: venue.postal_code.as_deref(),
        address: venue.address.as_deref(),
        detail: venue.detail.as_deref(),
        access: plain(&venue.access),
        location: venue.location.as_ref().map(|location| [location.value.0, location.value.1]),
        undisclosed: None,
        online: venue.online.as_ref().map(|online| OnlineView { url: online.url.as_deref(), note: online.note.as_deref() }),
    }
}

fn contact(contact: &Contact) -> ContactView<'_> {
    ContactView {
        label: contact.label.as_deref(),
        purpose: contact.purpose.as_deref(),
        phone: value(&contact.phone),
        extension: contact.extension.as_deref(),
        hours: contact.hours.as_deref(),
        fax: value(&contact.fax),
        email: value(&contact.email),
        url: value(&contact.url),
        sns: contact.sns.iter().map(|(service, account)| AccountView { service, account }).collect(),
    }
}

fn session(session: &Session) -> SessionView<'_> {
    SessionView {
        name: session.name.as_deref(),
        when: session.when.as_ref().map(|when| when.value.as_str()),
        dates: values(&session.dates),
        venue: session.venue.as_ref().map(venue),
        note: session.note.as_ref().map(prose),
    }
}
