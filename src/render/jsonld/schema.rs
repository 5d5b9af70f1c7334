//! The words of schema.org that pages say, with the properties they use; what is not known is left out.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::Value;

/// What stands in the script element of a page: objects side by side.
#[derive(Serialize)]
pub struct Document<T> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: T,
}

impl<T> Document<T> {
    pub fn of(graph: T) -> Self {
        Document { context: "https://schema.org", graph }
    }
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub struct WebSite<'a> {
    pub name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alternate_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<&'a str>,
    pub in_language: &'static str,
}

/// A `CivicStructure` or a `Service`; each uses the properties that its type has.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Thing<'a> {
    #[serde(rename = "@type")]
    pub kind: &'static str,
    pub name: Cow<'a, str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub alternate_name: &'a [String],
    pub description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<PostalAddress<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geo: Option<GeoCoordinates>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub telephone: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_type: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub area_served: Vec<AdministrativeArea<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub provider: Vec<Organization<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub available_channel: Vec<ServiceChannel<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub opening_hours_specification: Vec<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub special_opening_hours_specification: Vec<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hours_available: Vec<Value>,
    /// Of a place: `Some(true)` only where nobody pays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_accessible_for_free: Option<bool>,
    /// Of a service, which has no such property.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offers: Option<Offer>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subject_of: Vec<Event<'a>>,
}

/// What is offered for nothing.
#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub struct Offer {
    pub price: u8,
    pub price_currency: &'static str,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
pub struct AdministrativeArea<'a> {
    pub name: &'a str,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
pub struct Organization<'a> {
    pub name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub struct ServiceChannel<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_location: Option<Place<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_phone: Option<ContactPoint<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub struct ContactPoint<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub telephone: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fax_number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_type: Option<&'a str>,
    pub available_language: &'static str,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
pub struct Place<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<PostalAddress<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geo: Option<GeoCoordinates>,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub struct PostalAddress<'a> {
    pub address_country: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<&'a str>,
    pub street_address: &'a str,
}

#[derive(Clone, Copy, Serialize)]
#[serde(tag = "@type")]
pub struct GeoCoordinates {
    pub latitude: f64,
    pub longitude: f64,
}

/// A gathering; with a rule for all of its meetings, or one of them.
#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub struct Event<'a> {
    pub name: Cow<'a, str>,
    pub start_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_schedule: Option<Vec<Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_attendance_mode: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_accessible_for_free: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum_attendee_capacity: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub typical_age_range: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub location: Vec<Location<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Cow<'a, str>>,
}

/// Where a gathering is.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Location<'a> {
    Place(Place<'a>),
    Room(VirtualLocation<'a>),
}

#[derive(Serialize)]
#[serde(tag = "@type")]
pub struct VirtualLocation<'a> {
    pub url: &'a str,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub struct ItemList<'a, T> {
    pub name: &'a str,
    pub number_of_items: usize,
    pub item_list_element: Vec<ListItem<'a, T>>,
}

/// A step of a way, or a line of a list.
#[derive(Serialize)]
#[serde(tag = "@type")]
pub struct ListItem<'a, T> {
    pub position: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<T>,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub struct BreadcrumbList<'a> {
    pub item_list_element: Vec<ListItem<'a, String>>,
}
