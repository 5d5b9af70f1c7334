//! Where a place is, and how to reach the people there.

use crate::diagnostics::At;
use crate::model::text::Prose;

/// A place to go to, in the world or online; or the statement that it is told only on request.
#[derive(Clone, Debug, Default)]
pub struct Venue {
    /// Name of the building or room.
    pub name: Option<String>,
    /// Seven digits with a hyphen, as printed: `599-0204`.
    pub postal_code: Option<String>,
    /// As printed on the leaflet.
    pub address: Option<String>,
    /// Floor, desk, entrance.
    pub detail: Option<String>,
    /// Ways to get there, one a line.
    pub access: Vec<String>,
    /// Latitude and longitude in degrees (JGD2011); never invented.
    pub location: Option<At<(f64, f64)>>,
    /// What is said instead of an address that must not be published.
    pub undisclosed: Option<String>,
    /// Where to meet online.
    pub online: Option<Online>,
}

/// A meeting place on the net.
#[derive(Clone, Debug, Default)]
pub struct Online {
    /// Address of the meeting, where it is public.
    pub url: Option<String>,
    /// What one needs to know.
    pub note: Option<String>,
}

/// One way to get in touch.
#[derive(Clone, Debug, Default)]
pub struct Contact {
    /// Who answers.
    pub label: Option<String>,
    /// What one may ask there.
    pub purpose: Option<String>,
    /// Half-width digits and hyphens.
    pub phone: Option<At<String>>,
    /// 内線; kept as text, it may begin with 0.
    pub extension: Option<String>,
    /// When somebody answers, as printed.
    pub hours: Option<String>,
    /// Half-width digits and hyphens.
    pub fax: Option<At<String>>,
    /// An e-mail address.
    pub email: Option<At<String>>,
    /// A form or page.
    pub url: Option<At<String>>,
    /// Name of the service and the account or address there, in the order of the file.
    pub sns: Vec<(String, String)>,
}

/// Who stands behind a place.
#[derive(Clone, Debug, Default)]
pub struct Organizer {
    /// Its name.
    pub name: String,
    /// 主催 / 委託 / 共催 / 協力 …
    pub role: Option<String>,
    /// Its page.
    pub url: Option<String>,
}

/// A link with its words.
#[derive(Clone, Debug)]
pub struct Link {
    /// What one finds there.
    pub label: String,
    /// Where it leads.
    pub url: At<String>,
}

/// Whether one has to book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Booking {
    /// Just come.
    No,
    /// Only with a booking.
    Yes,
    /// Better with one.
    Recommended,
}

/// 予約.
#[derive(Clone, Debug)]
pub struct Reservation {
    /// Whether it is needed.
    pub needed: Booking,
    /// How, until when.
    pub note: Option<Prose>,
}
