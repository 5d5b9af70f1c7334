//! What paper says to somebody who thinks of coming: who may, how many, how one joins and until when.

use crate::model::resource::Session;
use crate::model::terms::{Capacity, Terms};
use crate::model::text::Prose;
use crate::model::venue::{Booking, Reservation, Venue};
use crate::render::print::entry::{Place, for_readers};
use crate::render::print::press::view::Row;
use crate::render::view::fact::FactKind;
use crate::render::view::terms;

impl Place<'_> {
    /// Who may come: the sentence of the fields, then the first of the editor's own.
    pub(super) fn who(&self, terms: &Terms, eligibility: Option<&Prose>) -> Vec<Row> {
        let said = terms::who(terms, self.site);
        let own = eligibility.map(|text| for_readers(&text.opening()));
        said.into_iter().chain(own).map(|text| self.row(FactKind::Eligibility, "対象", &text, 3)).collect()
    }

    /// Whether one has to ask for a place, how, and until when.
    pub(super) fn booking(&self, reservation: &Reservation) -> Row {
        let needed = match reservation.needed {
            Booking::No => "いりません",
            Booking::Yes => "必要です",
            Booking::Recommended => "しておくと安心です",
        };
        let note = terms::booking_in_words(reservation).map(|note| for_readers(&note)).filter(|note| !note.is_empty());
        self.row(FactKind::Reservation, "予約", &note.map_or_else(|| needed.to_owned(), |note| format!("{needed}。{note}")), 3)
    }

    /// How many may come.
    pub(super) fn capacity(&self, terms: &Terms) -> Option<Row> {
        terms.capacity.as_ref().map(|capacity| self.row(FactKind::Capacity, "定員", &capacity.words(), 4))
    }

    /// What one meeting asks that the others do not.
    pub(super) fn terms_of_its_own(&self, session: &Session) -> Vec<Row> {
        let mut rows = self.who(&session.terms, None);
        rows.extend(session.terms.capacity.as_ref().map(Capacity::words).map(|words| self.row(FactKind::Capacity, "定員", &words, 3)));
        rows.extend(session.fee.as_deref().map(|fee| self.row(FactKind::Fee, "費用", fee, 3)));
        let booking = session.reservation.as_ref().filter(|reservation| reservation.needed != Booking::No);
        rows.extend(booking.map(|reservation| self.booking(reservation)));
        rows
    }

    /// What stands behind the time of a meeting: when its doors open, and where it is, in a word or two.
    pub(super) fn doors_and_hall(session: &Session) -> String {
        let doors = session.doors.as_ref().map(|doors| format!("（開場 {doors}）")).unwrap_or_default();
        let hall = session.venue.as_ref().and_then(hall).map(|hall| format!("　{hall}")).unwrap_or_default();
        format!("{doors}{hall}")
    }
}

fn hall(venue: &Venue) -> Option<String> {
    let online = || venue.online.is_some().then(|| "オンライン".to_owned());
    venue.name.clone().or_else(|| venue.address.clone()).or_else(|| venue.undisclosed.clone()).or_else(online)
}
