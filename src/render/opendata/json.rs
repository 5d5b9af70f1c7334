//! Everything that the pages say, as JSON of our own form with its schema.

use serde::Serialize;

use crate::diagnostics::At;
use crate::model::accessibility::Availability;
use crate::model::date::PartialDate;
use crate::model::fee::Fee;
use crate::model::resource::{Resource, Session, Status};
use crate::model::text::Prose;
use crate::model::venue::{Booking, Venue};
use crate::render::opendata::{address, write_list};
use crate::site::{Entry, Site, route};

/// Its name below `opendata/`.
pub const FILE: &str = "resources.json";
/// Name of its schema.
pub const SCHEMA_FILE: &str = "resources.schema.json";
/// Its schema.
pub const SCHEMA: &str = include_str!("resources.schema.json");

/// The whole site.
pub fn resources(site: &Site) -> Vec<u8> {
    let settings = &site.settings;
    let licence = settings.licence.as_ref();
    let file = FileView {
        schema: SCHEMA_FILE,
        title: &settings.title.value,
        url: settings.base_url.as_ref().map(|url| url.value.as_str()),
        publisher: settings.publisher.as_ref().map(|publisher| publisher.name.as_str()),
        licence: licence.and_then(|licence| licence.name.as_deref()),
        licence_url: licence.and_then(|licence| licence.url.as_deref()),
        resources: [],
    };
    let mut bytes = serde_json::to_vec(&file).expect("strings and lists always serialise");
    // The list stands last.
    bytes.truncate(bytes.len() - "]}".len());
    write_list(site, &mut bytes, |entry| resource(entry, site));
    bytes.extend(b"]}");
    bytes
}

#[derive(Serialize)]
struct FileView<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    licence: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    licence_url: Option<&'a str>,
    resources: [serde_json::Value; 0],
}

/// Fields as they are called in the content, those without a value left out.
struct Fields(serde_json::Map<String, serde_json::Value>);

impl Fields {
    fn put(&mut self, key: &str, value: impl Into<serde_json::Value>) -> &mut Self {
        self.0.insert(key.to_owned(), value.into());
        self
    }

    fn maybe(&mut self, key: &str, value: Option<impl Into<serde_json::Value>>) -> &mut Self {
        if let Some(value) = value {
            self.put(key, value);
        }
        self
    }

    fn text(&mut self, key: &str, value: Option<&String>) -> &mut Self {
        self.maybe(key, value.map(String::as_str))
    }

    fn at(&mut self, key: &str, value: Option<&At<String>>) -> &mut Self {
        self.maybe(key, value.map(|text| text.value.as_str()))
    }

    fn prose(&mut self, key: &str, value: Option<&Prose>) -> &mut Self {
        self.maybe(key, value.map(|prose| prose.source.as_str()))
    }

    fn date(&mut self, key: &str, value: Option<PartialDate>) -> &mut Self {
        self.maybe(key, value.map(|date| date.to_string()))
    }

    fn list<T: Into<serde_json::Value>>(&mut self, key: &str, values: impl IntoIterator<Item = T>) -> &mut Self {
        let values: Vec<serde_json::Value> = values.into_iter().map(Into::into).collect();
        if !values.is_empty() {
            self.put(key, values);
        }
        self
    }

    fn texts(&mut self, key: &str, values: &[String]) -> &mut Self {
        self.list(key, values.iter().map(String::as_str))
    }

    fn ats(&mut self, key: &str, values: &[At<String>]) -> &mut Self {
        self.list(key, values.iter().map(|text| text.value.as_str()))
    }
}

fn object(fill: impl FnOnce(&mut Fields)) -> serde_json::Value {
    let mut fields = Fields(serde_json::Map::new());
    fill(&mut fields);
    serde_json::Value::Object(fields.0)
}

fn resource(entry: &Entry, site: &Site) -> serde_json::Map<String, serde_json::Value> {
    let mut fields = Fields(serde_json::Map::new());
    let (resource, vocabulary) = (&entry.resource, &site.vocabulary);
    fields.put("id", resource.id.as_str());
    fields.maybe("page", address(site, &resource.id).or_else(|| Some(format!("../{}", route::resource(&resource.id)))));
    fields.at("name", Some(&resource.name)).text("reading", resource.reading.as_ref()).texts("other_names", &resource.other_names);
    fields.at("kind", Some(&resource.kind)).maybe("kind_label", entry.kind.map(|kind| vocabulary.kinds[kind].label.as_str()));
    fields.list("needs", entry.needs.iter().map(|need| vocabulary.needs[*need].id.value.as_str()));
    fields.text("tagline", resource.tagline.as_ref()).prose("summary", Some(&resource.summary));
    fields.ats("audience", &resource.audience).prose("eligibility", resource.eligibility.as_ref()).ats("comforts", &resource.comforts);
    fields.list("areas", entry.areas.iter().map(|area| site.areas[*area].id.value.as_str()));
    fields.list("area_codes", entry.areas.iter().filter_map(|area| site.areas[*area].code.as_deref()));
    places(&mut fields, resource);
    fields.ats("hours", &resource.hours).ats("closed", &resource.closed).list("sessions", resource.sessions.iter().map(session));
    fields.text("fee", resource.fee.as_ref()).maybe("fee_kind", fee_kind(entry.fee));
    fields.text("allowance", resource.allowance.as_ref());
    fields.maybe(
        "reservation",
        resource.reservation.as_ref().map(|reservation| {
            let needed = match reservation.needed {
                Booking::No => "no",
                Booking::Yes => "yes",
                Booking::Recommended => "recommended",
            };
            object(|fields| {
                fields.put("needed", needed).prose("note", reservation.note.as_ref());
            })
        }),
    );
    words(&mut fields, resource);
    end(&mut fields, entry, site);
    fields.0
}

/// How a fee was understood; none where nothing is said.
fn fee_kind(fee: Fee) -> Option<&'static str> {
    match fee {
        Fee::Unsaid => None,
        Fee::Free => Some("free"),
        Fee::FreeForSome => Some("free-for-some"),
        Fee::Donation => Some("donation"),
        Fee::ActualCost => Some("actual-cost"),
        Fee::Amount => Some("amount"),
        Fee::Costs => Some("costs"),
    }
}

fn places(fields: &mut Fields, resource: &Resource) {
    fields.list(
        "organizers",
        resource.organizers.iter().map(|organizer| {
            object(|fields| {
                fields.put("name", organizer.name.as_str()).text("role", organizer.role.as_ref()).text("url", organizer.url.as_ref());
            })
        }),
    );
    fields.list("venues", resource.venues.iter().map(venue));
    fields.list(
        "contacts",
        resource.contacts.iter().map(|contact| {
            object(|fields| {
                fields.text("label", contact.label.as_ref()).text("purpose", contact.purpose.as_ref()).at("phone", contact.phone.as_ref());
                fields.text("extension", contact.extension.as_ref()).text("hours", contact.hours.as_ref()).at("fax", contact.fax.as_ref());
                fields.at("email", contact.email.as_ref()).at("url", contact.url.as_ref());
                if !contact.sns.is_empty() {
                    let accounts = contact.sns.iter().map(|(service, account)| (service.clone(), account.clone().into()));
                    fields.put("sns", serde_json::Value::Object(accounts.collect()));
                }
            })
        }),
    );
}

fn venue(venue: &Venue) -> serde_json::Value {
    object(|fields| {
        fields.text("name", venue.name.as_ref()).text("undisclosed", venue.undisclosed.as_ref());
        // A check refuses both together; should it ever not, the address stays here.
        if venue.undisclosed.is_none() {
            fields.text("postal_code", venue.postal_code.as_ref()).text("address", venue.address.as_ref());
            fields.text("detail", venue.detail.as_ref()).texts("access", &venue.access);
            fields.maybe("location", venue.location.as_ref().map(|at| vec![at.0, at.1]));
        }
        fields.maybe(
            "online",
            venue.online.as_ref().map(|online| {
                object(|fields| {
                    fields.text("url", online.url.as_ref()).text("note", online.note.as_ref());
                })
            }),
        );
    })
}

fn session(session: &Session) -> serde_json::Value {
    object(|fields| {
        fields.text("name", session.name.as_ref()).at("when", session.when.as_ref()).ats("dates", &session.dates);
        fields.maybe("venue", session.venue.as_ref().map(venue)).prose("note", session.note.as_ref());
    })
}

fn words(fields: &mut Fields, resource: &Resource) {
    fields.text("attendance", resource.attendance.as_ref()).prose("first_visit", resource.first_visit.as_ref());
    fields.prose("contact_example", resource.contact_example.as_ref()).texts("worries", &resource.worries);
    fields.list(
        "faq",
        resource.faq.iter().map(|question| {
            object(|fields| {
                fields.put("q", question.question.as_str()).prose("a", Some(&question.answer));
            })
        }),
    );
    fields.list(
        "figures",
        resource.figures.iter().map(|figure| {
            object(|fields| {
                fields.put("label", figure.label.as_str()).at("value", Some(&figure.value)).text("unit", figure.unit.as_ref());
                fields.date("as_of", figure.as_of);
                if !figure.breakdown.is_empty() {
                    let parts = figure.breakdown.iter().map(|(label, part)| (label.clone(), part.value.into()));
                    fields.put("breakdown", serde_json::Value::Object(parts.collect()));
                }
            })
        }),
    );
    fields.texts("steps", &resource.steps);
    fields.maybe(
        "accessibility",
        resource.accessibility.as_ref().map(|accessibility| {
            object(|fields| {
                for (feature, availability) in &accessibility.features {
                    let word = match availability {
                        Availability::Yes => "yes",
                        Availability::No => "no",
                        Availability::Undisclosed => "undisclosed",
                        Availability::Unknown => "unknown",
                    };
                    fields.put(feature.key, word);
                }
                fields.text("note", accessibility.note.as_ref());
            })
        }),
    );
    fields.list(
        "links",
        resource.links.iter().map(|link| {
            object(|fields| {
                fields.put("label", link.label.as_str()).at("url", Some(&link.url));
            })
        }),
    );
    fields.prose("body", resource.body.as_ref());
}

fn end(fields: &mut Fields, entry: &Entry, site: &Site) {
    let resource = &entry.resource;
    fields.maybe(
        "image",
        resource.image.as_ref().map(|image| {
            object(|fields| {
                fields.at("file", Some(&image.file)).put("alt", image.alt.as_str()).text("credit", image.credit.as_ref());
            })
        }),
    );
    fields.list("related", entry.related.iter().map(|other| site.entries[*other].resource.id.as_str()));
    let status = match resource.status {
        Status::Open => "open",
        Status::Trial => "trial",
        Status::Undecided => "undecided",
        Status::Paused => "paused",
        Status::Ended => "ended",
    };
    fields.put("status", status).prose("status_note", resource.status_note.as_ref()).date("since", resource.since);
    fields.date("valid_from", resource.valid_from.as_ref().map(|date| date.value));
    fields.date("valid_until", resource.valid_until.as_ref().map(|date| date.value));
    fields.date("checked", resource.checked.as_ref().map(|date| date.value)).text("checked_by", resource.checked_by.as_ref());
    fields.list(
        "sources",
        resource.sources.iter().map(|source| {
            object(|fields| {
                fields.put("title", source.title.as_str()).text("url", source.url.as_ref()).date("date", source.date);
            })
        }),
    );
    fields.list("languages", resource.variations.iter().map(|variation| variation.language.as_str()));
}
