//! 公共施設一覧: one row an entry, in the standard's columns; UTF-8 with a byte order mark and CRLF, as Excel wants it.
//!
//! What has no column stands as `名前: 内容` in the remarks, so that reading the file back loses nothing that it says.

use std::borrow::Cow;

use crate::model::accessibility::Availability;
use crate::model::date::PartialDate;
use crate::model::resource::{Resource, Status};
use crate::model::ruby;
use crate::model::standard::{CLOSED, FACILITY, FACILITY_FEATURES, PART, SESSION};
use crate::model::time::{DAY, Opening, Span, padded};
use crate::model::venue::{Booking, Contact, Venue};
use crate::model::vocabulary::Term;
use crate::render::opendata::{disclosed, municipality, public};
use crate::render::view::card::plain_text;
use crate::site::{Entry, Site};

/// The file.
pub fn facilities(site: &Site) -> Vec<u8> {
    let mut out = Vec::with_capacity(512 * (site.entries.len() + 2));
    out.extend_from_slice("\u{feff}".as_bytes());
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    // Writing to memory does not fail, and every row has the columns of the header.
    let _ = writer.write_record(FACILITY);
    for entry in public(site) {
        let _ = writer.write_record(row(entry, site).iter().map(|cell| cell.as_bytes()));
    }
    writer.into_inner().unwrap_or_default()
}

type Row<'a> = Vec<Cow<'a, str>>;

fn row<'a>(entry: &'a Entry, site: &'a Site) -> Row<'a> {
    let resource = &entry.resource;
    let (code, town) = municipality(entry, site).unwrap_or_default();
    let venue = resource.venues.iter().find(|venue| disclosed(venue));
    let contact = resource.contacts.first();
    let mut cells = Cells(Vec::with_capacity(FACILITY.len()));
    cells.plain(code).plain(&resource.id).plain(town);
    cells.safe(ruby::plain(&resource.name)).safe(resource.reading.as_deref().map(katakana).unwrap_or_default());
    cells.empty(1).safe(joined(&resource.other_names)).empty(3);
    cells.plain(if venue.is_some_and(|venue| venue.address.is_some()) { code } else { "" }).empty(1);
    cells.safe(venue.and_then(|venue| venue.address.as_deref()).unwrap_or_default().into()).empty(4);
    cells.safe(venue.and_then(|venue| building(venue, resource)).unwrap_or_default().into());
    let place = venue.and_then(|venue| venue.location.as_ref()).map(|location| location.value);
    cells.safe_number(place.map(|place| place.0)).safe_number(place.map(|place| place.1)).empty(2);
    cells.plain(contact.and_then(|contact| contact.phone.as_ref()).map_or("", |phone| &phone.value));
    cells.safe(contact.and_then(|contact| contact.extension.as_deref()).unwrap_or_default().into());
    cells.plain(contact.and_then(|contact| contact.email.as_ref()).map_or("", |email| &email.value));
    cells.plain(contact.and_then(|contact| contact.url.as_ref()).map_or("", |url| &url.value));
    cells.safe(contacts(&resource.contacts).into());
    cells.safe(venue.and_then(|venue| venue.postal_code.as_deref()).map(|code| code.replace('-', "")).unwrap_or_default().into()).empty(1);
    let organizers: Vec<&str> = resource.organizers.iter().map(|organizer| organizer.name.as_str()).collect();
    cells.safe(organizers.join("、").into());
    let (days, from, until) = resource.opening.as_ref().map(week).unwrap_or_default();
    cells.safe(days.into()).safe(from.into()).safe(until.into()).safe(times(resource).into());
    cells.safe(plain_text(&resource.summary.source).into());
    features(resource, &mut cells);
    cells.plain(resource.links.first().map_or("", |link| &link.url.value)).empty(2);
    cells.safe(remarks(entry, venue, site).into());
    cells.0
}

struct Cells<'a>(Row<'a>);

impl<'a> Cells<'a> {
    /// A cell whose form has been checked.
    fn plain(&mut self, text: &'a str) -> &mut Self {
        self.0.push(Cow::Borrowed(text));
        self
    }

    /// A cell that a spreadsheet must not take for a formula.
    fn safe(&mut self, text: Cow<'a, str>) -> &mut Self {
        self.0.push(if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}").into() } else { text });
        self
    }

    fn safe_number(&mut self, number: Option<f64>) -> &mut Self {
        self.0.push(number.map(|number| number.to_string()).unwrap_or_default().into());
        self
    }

    fn empty(&mut self, count: usize) -> &mut Self {
        self.0.extend(std::iter::repeat_n(Cow::Borrowed(""), count));
        self
    }
}

fn katakana(reading: &str) -> Cow<'_, str> {
    let shifted = |c: char| if ('ぁ'..='ゖ').contains(&c) { char::from_u32(c as u32 + 0x60).unwrap_or(c) } else { c };
    reading.chars().map(shifted).collect::<String>().into()
}

fn joined(words: &[String]) -> Cow<'_, str> {
    match words {
        [] => Cow::Borrowed(""),
        [one] => Cow::Borrowed(one),
        many => many.join("、").into(),
    }
}

/// The building, where it is not the entry itself.
fn building<'a>(venue: &'a Venue, resource: &Resource) -> Option<&'a str> {
    venue.name.as_deref().filter(|name| *name != ruby::plain(&resource.name))
}

/// Days and hours, where all days of the week that are open have the same one span; else nothing, because a row has room for one.
fn week(opening: &Opening) -> (String, String, String) {
    let nothing = Default::default;
    if !opening.understood() {
        return nothing();
    }
    let mut days = String::new();
    let mut same: Option<Span> = None;
    for ((name, spans), sign) in opening.week().into_iter().zip("月火水木金土日".chars()) {
        debug_assert!(name.starts_with(sign));
        match spans.as_deref() {
            Some([]) => {}
            Some([span]) if span.end <= DAY && same.as_ref().is_none_or(|same| (same.start, same.end) == (span.start, span.end)) => {
                days.push(sign);
                same = Some(*span);
            }
            _ => return nothing(),
        }
    }
    same.map_or_else(nothing, |span| (days, padded(span.start), padded(span.end)))
}

/// Hours, closed days and sessions as they are printed.
fn times(resource: &Resource) -> String {
    let mut parts = Parts::default();
    resource.hours.iter().for_each(|hours| parts.say("", hours));
    resource.closed.iter().for_each(|closed| parts.say(CLOSED, closed));
    for session in &resource.sessions {
        let name = session.name.as_ref().map_or_else(|| SESSION.to_owned(), |name| format!("{SESSION}（{name}）"));
        session.when.iter().chain(&session.dates).for_each(|when| parts.say(&name, when));
    }
    parts.0
}

/// Facts in one cell.
#[derive(Default)]
struct Parts(String);

impl Parts {
    fn say(&mut self, name: &str, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        if !self.0.is_empty() {
            self.0.push_str(PART);
        }
        if !name.is_empty() {
            self.0.extend([name, ": "]);
        }
        self.0.push_str(&text.replace(PART, "／"));
    }
}

/// What the columns of the first contact have no room for, and all of the others.
fn contacts(contacts: &[Contact]) -> String {
    let mut parts = Parts::default();
    for (at, contact) in contacts.iter().enumerate() {
        // A further contact begins with its name, also where it has none.
        match contact.label.as_deref() {
            None if at > 0 => parts.say("窓口", "（名前なし）"),
            label => parts.say("窓口", label.unwrap_or_default()),
        }
        parts.say("用件", contact.purpose.as_deref().unwrap_or_default());
        if at > 0 {
            parts.say("電話", contact.phone.as_ref().map_or("", |phone| &phone.value));
            parts.say("内線", contact.extension.as_deref().unwrap_or_default());
            parts.say("メール", contact.email.as_ref().map_or("", |email| &email.value));
            parts.say("フォーム", contact.url.as_ref().map_or("", |url| &url.value));
        }
        parts.say("受付", contact.hours.as_deref().unwrap_or_default());
        parts.say("FAX", contact.fax.as_ref().map_or("", |fax| &fax.value));
        contact.sns.iter().for_each(|(service, account)| parts.say(&format!("SNS {service}"), account));
    }
    parts.0
}

fn features(resource: &Resource, cells: &mut Cells) {
    let known = resource.accessibility.as_ref().map(|accessibility| accessibility.features.as_slice()).unwrap_or_default();
    for key in FACILITY_FEATURES {
        let availability = known.iter().find(|(feature, _)| feature.key == key).map(|(_, availability)| *availability);
        cells.plain(availability.map_or("", Availability::label));
    }
}

fn remarks(entry: &Entry, venue: Option<&Venue>, site: &Site) -> String {
    let resource = &entry.resource;
    let vocabulary = &site.vocabulary;
    let mut parts = Parts::default();
    parts.say("種類", entry.kind.map_or("", |kind| &vocabulary.kinds[kind].label));
    let words = |terms: &[Term], at: &[usize]| at.iter().map(|at| terms[*at].label.as_str()).collect::<Vec<_>>().join("、");
    parts.say("願い", &words(&vocabulary.needs, &entry.needs));
    parts.say("だれのため", &words(&vocabulary.audiences, &entry.audience));
    parts.say("安心ポイント", &words(&vocabulary.comforts, &entry.comforts));
    parts.say("対象", &resource.eligibility.as_ref().map(|text| plain_text(&text.source)).unwrap_or_default());
    if let Some(venue) = venue {
        parts.say("場所の案内", venue.detail.as_deref().unwrap_or_default());
        venue.access.iter().for_each(|access| parts.say("行き方", access));
    }
    for venue in &resource.venues {
        parts.say("場所", venue.undisclosed.as_deref().unwrap_or_default());
    }
    parts.say("費用", resource.fee.as_deref().unwrap_or_default());
    if let Some(reservation) = &resource.reservation {
        parts.say(
            "予約",
            match reservation.needed {
                Booking::No => "不要",
                Booking::Yes => "必要",
                Booking::Recommended => "したほうがよい",
            },
        );
    }
    if let Some(accessibility) = &resource.accessibility {
        parts.say("バリアフリー", accessibility.note.as_deref().unwrap_or_default());
    }
    parts.say("状態", status(resource.status));
    parts.say("リンクの名前", resource.links.first().map_or("", |link| &link.label));
    parts.say("最終確認日", &resource.checked.as_ref().map(|date| PartialDate::to_string(date)).unwrap_or_default());
    parts.0
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Open => "",
        Status::Trial => "試行中",
        Status::Undecided => "今後は未定",
        Status::Paused => "お休み中",
        Status::Ended => "終了",
    }
}
