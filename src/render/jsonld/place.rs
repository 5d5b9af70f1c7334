//! Places and ways to ask. What is told only on request is not told here.

use crate::model::venue::{Contact, Venue};
use crate::render::jsonld::schema::{ContactPoint, GeoCoordinates, Place, PostalAddress};

/// A venue; none where nothing of it is known, or it is told only on request.
pub fn place(venue: &Venue) -> Option<Place<'_>> {
    let place = Place { name: venue.name.as_deref(), address: address(venue), geo: geo(venue) };
    (venue.undisclosed.is_none() && (place.name.is_some() || place.address.is_some())).then_some(place)
}

/// The address of a venue.
pub fn address(venue: &Venue) -> Option<PostalAddress<'_>> {
    let street_address = venue.address.as_deref()?;
    Some(PostalAddress { address_country: "JP", postal_code: venue.postal_code.as_deref(), street_address })
}

/// The coordinates of a venue.
pub fn geo(venue: &Venue) -> Option<GeoCoordinates> {
    let (latitude, longitude) = venue.location.as_ref()?.value;
    Some(GeoCoordinates { latitude, longitude })
}

/// A contact; none where it names no way to ask.
pub fn contact_point(contact: &Contact) -> Option<ContactPoint<'_>> {
    let point = ContactPoint {
        telephone: contact.phone.as_ref().map(|phone| phone.value.as_str()),
        fax_number: contact.fax.as_ref().map(|fax| fax.value.as_str()),
        email: contact.email.as_ref().map(|email| email.value.as_str()),
        url: contact.url.as_ref().map(|url| url.value.as_str()),
        name: contact.label.as_deref(),
        contact_type: contact.purpose.as_deref(),
        available_language: "ja",
    };
    let can_ask = [point.telephone, point.fax_number, point.email, point.url].iter().any(Option::is_some);
    can_ask.then_some(point)
}
