//! An entry's sessions as calendar events.
//!
//! 1. The dates are those of the pages, for the window of calendar files.
//! 2. A rule that gives these dates becomes one recurring event. Dates on which it gives nothing are `EXDATE`.
//! 3. Every other date is an event of its own: dates without a rule, dates to which a meeting was moved (many programs pass
//!    over `RDATE`), and dates on which it may not take place after all, which are `TENTATIVE`.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::model::resource::{Resource, Session, Status};
use crate::model::ruby;
use crate::model::venue::Venue;
use crate::render::calendar::ics::Lines;
use crate::render::calendar::{rule, view};
use crate::render::view::card::plain_text;
use crate::site::agenda::file_window;
use crate::site::{EntryIndex, Site, route};
use crate::time::{DAY, Minutes, Occurrence};

/// One event of a session.
struct Event {
    /// Tells it from the other events of its session, on every build; none for the first rule.
    key: Option<String>,
    first: Occurrence,
    rule: Option<String>,
    exceptions: Vec<Date>,
}

/// The meetings of a session that no event tells yet.
type Untold = BTreeMap<(Date, Option<Minutes>), Occurrence>;

/// All events of an entry.
pub fn of(site: &Site, at: EntryIndex) -> String {
    let mut lines = Lines::default();
    let entry = &site.entries[at];
    let Some((from, until)) = file_window(entry, site.today) else { return String::new() };
    for (number, session) in entry.resource.sessions.iter().enumerate() {
        for event in events(session, from, until, entry.resource.valid_until.is_some()) {
            write(&event, site, at, number, &mut lines);
        }
    }
    lines.finish()
}

fn events(session: &Session, from: Date, until: Date, is_limited: bool) -> Vec<Event> {
    let mut untold: Untold = session.between(from, until).into_iter().map(|meeting| ((meeting.date, meeting.start), meeting)).collect();
    let mut events = Vec::new();
    let series = session.recurrences.iter().flat_map(|recurrence| recurrence.rrules(from, until).unwrap_or_default());
    for (number, series) in series.filter(|series| series.rrule.is_some()).enumerate() {
        let Some(rule) = series.rrule else { continue };
        let Some(given) = rule::dates(&rule, series.dtstart, until) else { continue };
        let meetings = given.iter().filter(|date| !series.exdates.contains(date)).map(|date| untold.get(&(*date, series.start)).cloned());
        let Some(meetings) = meetings.collect::<Option<Vec<Occurrence>>>() else { continue };
        let same_end = |meeting: &Occurrence| meeting.start.is_none() || meeting.end == series.end;
        let Some(kept) = certain(meetings).filter(|kept| kept.iter().all(same_end)) else { continue };
        let first = kept[0].clone();
        let exceptions = given.into_iter().filter(|date| *date > first.date && kept.iter().all(|meeting| meeting.date != *date)).collect();
        kept.iter().for_each(|meeting| {
            untold.remove(&(meeting.date, meeting.start));
        });
        let key = (number > 0).then(|| number.to_string());
        events.push(Event { key, rule: Some(limited(rule, until, first.start.is_some(), is_limited)), first, exceptions });
    }
    events.extend(untold.into_values().map(|meeting| {
        let time = meeting.start.map(|start| format!("T{:02}{:02}", start / 60, start % 60)).unwrap_or_default();
        let key = Some(compact(meeting.date) + &time);
        Event { key, first: meeting, rule: None, exceptions: Vec::new() }
    }));
    events
}

/// Of a rule's meetings those that may stand in one event: all, where all are under the same reservation, else those
/// without one. None where nothing remains.
fn certain(meetings: Vec<Occurrence>) -> Option<Vec<Occurrence>> {
    let first = meetings.first()?.reservation.clone();
    if meetings.iter().all(|meeting| meeting.reservation == first) {
        return Some(meetings);
    }
    let kept: Vec<_> = meetings.into_iter().filter(|meeting| meeting.reservation.is_none()).collect();
    (!kept.is_empty()).then_some(kept)
}

/// A rule that ends with the entry's validity, where that has an end.
fn limited(rule: String, until: Date, is_timed: bool, is_limited: bool) -> String {
    if !is_limited || rule.contains(";UNTIL=") {
        return rule;
    }
    // RFC 5545 3.3.10: beside a DTSTART with a zone, in UTC.
    let time = if is_timed { "T145959Z" } else { "" };
    format!("{rule};UNTIL={}{time}", compact(until))
}

fn write(event: &Event, site: &Site, at: EntryIndex, number: usize, lines: &mut Lines) {
    let entry = &site.entries[at];
    let resource = &entry.resource;
    let session = &resource.sessions[number];
    let first = &event.first;
    let key = event.key.as_ref().map(|key| format!("/{key}")).unwrap_or_default();
    lines.value("BEGIN", "VEVENT");
    lines.value("UID", &format!("{}/{number}{key}@{}", resource.id, host(site)));
    lines.value("DTSTAMP", &format!("{}T000000Z", compact(site.today)));
    date_line("DTSTART", &[first.date], first.start, lines);
    if let (Some(start), Some(end)) = (first.start, first.end) {
        // An end before the start is of the day after.
        date_line("DTEND", &[first.date], Some(if end > start { end } else { end + DAY }), lines);
    }
    if let Some(rule) = &event.rule {
        lines.value("RRULE", rule);
    }
    if !event.exceptions.is_empty() {
        date_line("EXDATE", &event.exceptions, first.start, lines);
    }
    lines.text("SUMMARY", &summary(resource, session));
    if let Some(place) = place(resource, session) {
        lines.text("LOCATION", &place);
    }
    lines.text("DESCRIPTION", &description(resource, session, event));
    if let Some(base) = &site.settings.base_url {
        lines.value("URL", &format!("{}{}", base.value, route::resource(&resource.id)));
    }
    let is_tentative = first.reservation.is_some() || resource.status == Status::Undecided;
    lines.value("STATUS", if is_tentative { "TENTATIVE" } else { "CONFIRMED" });
    // To know of a meeting is not to be busy.
    lines.value("TRANSP", "TRANSPARENT");
    if !entry.needs.is_empty() {
        let labels = entry.needs.iter().map(|need| site.vocabulary.needs[*need].label.as_str());
        lines.texts("CATEGORIES", labels);
    }
    lines.value("END", "VEVENT");
}

/// As iCalendar writes a day: 20261121.
fn compact(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

fn date_line(name: &str, dates: &[Date], time: Option<Minutes>, lines: &mut Lines) {
    let values: Vec<String> = dates
        .iter()
        .map(|date| match time {
            None => compact(*date),
            Some(minutes) => {
                let date = date.saturating_add(i64::from(minutes / DAY).days());
                format!("{}T{:02}{:02}00", compact(date), minutes % DAY / 60, minutes % 60)
            }
        })
        .collect();
    let kind = if time.is_some() { "TZID=Asia/Tokyo" } else { "VALUE=DATE" };
    lines.value(&format!("{name};{kind}"), &values.join(","));
}

/// Where the site lies; ids of events must differ from those of other sites.
fn host(site: &Site) -> &str {
    let address = site.settings.base_url.as_ref().and_then(|base| base.value.split_once("://"));
    address.and_then(|(_, rest)| rest.split('/').next()).filter(|host| !host.is_empty()).unwrap_or("shiori")
}

fn summary(resource: &Resource, session: &Session) -> String {
    let of = ruby::plain(&resource.name);
    match view::own_name(resource, session) {
        Some(name) => format!("{}（{of}）", ruby::plain(name)),
        None => of.into_owned(),
    }
}

fn place(resource: &Resource, session: &Session) -> Option<String> {
    session.venue.as_ref().or(resource.venues.first()).and_then(place_of)
}

/// A venue in one line; where its address is told only on request, the words that say so and nothing else.
pub fn place_of(venue: &Venue) -> Option<String> {
    if let Some(undisclosed) = &venue.undisclosed {
        return Some(undisclosed.clone());
    }
    let online = venue.online.as_ref().map(|online| match &online.note {
        Some(note) => format!("オンライン（{}）", plain_text(note)),
        None => "オンライン".to_owned(),
    });
    let parts = [venue.name.clone(), venue.address.clone(), venue.detail.clone(), online];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

fn description(resource: &Resource, session: &Session, event: &Event) -> String {
    let first = &event.first;
    let mut said: Vec<String> = Vec::new();
    // Beside explicit dates the phrase may be of another day than the event.
    let is_of_event = event.rule.is_some() || session.dates.is_empty();
    said.extend(session.when.as_ref().filter(|_| is_of_event).map(|when| when.value.clone()));
    said.extend(first.start.is_none().then(|| view::time_of(first).unwrap_or_else(|| view::ASK_TIME.to_owned())));
    said.extend(first.reservation.clone());
    said.extend(session.note.as_ref().map(|note| plain_text(&note.source)));
    said.extend(contact(resource));
    said.push("情報は変わることがあります。お出かけの前にお確かめください。".to_owned());
    said.join("\n")
}

fn contact(resource: &Resource) -> Option<String> {
    let contact = resource.contacts.first()?;
    let phone = contact.phone.as_ref().map(|phone| match &contact.extension {
        Some(extension) => format!("電話 {} 内線{extension}", phone.value),
        None => format!("電話 {}", phone.value),
    });
    let email = contact.email.as_ref().map(|email| email.value.clone());
    let url = contact.url.as_ref().map(|url| url.value.clone());
    let ways: Vec<String> = [contact.label.clone(), phone, email, url].into_iter().flatten().collect();
    (!ways.is_empty()).then(|| format!("問い合わせ: {}", ways.join(" ")))
}
