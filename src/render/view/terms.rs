//! What taking part asks of people, in words: who may come, how one applies and until when.

use jiff::civil::Date;
use serde::Serialize;

use crate::model::choice::words_of;
use crate::model::resource::Session;
use crate::model::terms::{Price, Terms};
use crate::model::text::Prose;
use crate::model::venue::{Booking, Reservation};
use crate::render::view::week::{clock, day_in_words};
use crate::site::Site;
use crate::time::Deadline;

/// Who may come, in one sentence.
pub fn who(terms: &Terms, site: &Site) -> Option<String> {
    terms.who(|id| site.areas.iter().find(|area| area.id.value == id).map(|area| area.name.clone()))
}

/// A fee line by line.
pub fn fee_lines(fee: Option<&str>, prices: &[Price]) -> Vec<String> {
    if prices.is_empty() { fee.map(str::to_owned).into_iter().collect() } else { prices.iter().map(line_of).collect() }
}

/// 「会員　無料」.
fn line_of(price: &Price) -> String {
    let of: Vec<&str> = [price.who.as_deref(), price.what.as_deref()].into_iter().flatten().collect();
    if of.is_empty() { price.amount.clone() } else { format!("{}　{}", of.join("の"), price.amount) }
}

/// Booking as a page shows it.
#[derive(Debug, Serialize)]
pub struct ReservationView {
    needed: &'static str,
    label: &'static str,
    /// 「電話・申しこみのページで、3日前まで」
    how: Option<String>,
    form: Option<String>,
    first_time: Option<String>,
    note_html: Option<String>,
}

impl ReservationView {
    /// Of an entry or of one of its meetings; `block` makes HTML of a note.
    pub fn of(reservation: &Reservation, block: impl Fn(&Prose) -> String) -> Self {
        ReservationView {
            needed: words_of(reservation.needed).0,
            label: booking(reservation.needed),
            how: reservation.in_words(),
            form: reservation.form.as_ref().map(|form| form.value.clone()),
            first_time: reservation.first_time.clone(),
            note_html: reservation.note.as_ref().map(block),
        }
    }
}

/// Whether one has to book, in a sentence.
pub fn booking(needed: Booking) -> &'static str {
    match needed {
        Booking::No => "予約はいりません",
        Booking::Yes => "予約がいります",
        Booking::Recommended => "予約しておくと安心です",
    }
}

/// How one books a session: its own way, or that of the whole entry.
pub fn reservation<'a>(session: &'a Session, whole: Option<&'a Reservation>) -> Option<&'a Reservation> {
    session.reservation.as_ref().or(whole)
}

/// The last day to apply for the meetings of a session.
pub fn deadline<'a>(session: &'a Session, whole: Option<&'a Reservation>) -> Option<&'a Deadline> {
    reservation(session, whole)?.deadline.as_ref()
}

/// 「12月9日（水）17:00までに申しこみ」; once that day is past, that it is over.
pub fn apply_by(deadline: &Deadline, meeting: Date, today: Date) -> String {
    let last = deadline.on(meeting);
    if last < today {
        return "申しこみは終わりました".to_owned();
    }
    let time = deadline.until.map(clock).unwrap_or_default();
    format!("{}{time}までに申しこみ", day_in_words(last, today))
}

/// What a line on paper or in a calendar says of booking: how, until when, and what comes first.
pub fn booking_in_words(reservation: &Reservation) -> Option<String> {
    let said = [
        reservation.in_words(),
        reservation.form.as_ref().map(|form| form.value.clone()),
        reservation.first_time.clone(),
        reservation.note.as_ref().map(Prose::one_line),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join("。").replace("。。", "。"))
}
