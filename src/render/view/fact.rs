//! What a line of a card or of paper says. Who leaves some out asks for this, never for a label or an icon.

/// A kind of fact.
#[cfg_attr(not(feature = "leaflet"), expect(dead_code, reason = "some stand on paper alone"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactKind {
    /// When it meets.
    Sessions,
    /// Where it is, or how one joins from home.
    Place,
    /// How one gets there.
    Access,
    /// When it is open.
    Hours,
    /// When it is closed.
    Closed,
    /// For whom it is.
    Eligibility,
    /// Whether one books.
    Reservation,
    /// How it is just now.
    StatusNote,
    /// How many may come.
    Capacity,
    /// How many come.
    Attendance,
    /// What it costs.
    Fee,
    /// Its 安心ポイント.
    Comforts,
    /// Whom to ask, and the ways there.
    Way,
}
