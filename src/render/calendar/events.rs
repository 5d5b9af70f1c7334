//! An entry's sessions as calendar events.
//!
//! 1. The dates are those of the pages, for the window of calendar files.
//! 2. A rule that gives these dates becomes one recurring event. Dates on which it gives nothing are `EXDATE`.
//! 3. Every other date is an event of its own: dates without a rule, dates to which a meeting was moved (many programs pass
//!    over `RDATE`), and dates on which it may not take place after all, which are `TENTATIVE`.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::model::resource::{Resource, Session, Status};
use crate::model::text::Prose;
use crate::model::venue::{Booking, Contact, Venue};
use crate::render::calendar::ics::Lines;
use crate::render::calendar::rule;
use crate::render::view::week::clock;
use crate::render::view::{calendar as view, terms};
use crate::site::agenda::file_window;
use crate::site::{EntryIndex, Site, identity, route};
use crate::time::{DAY, Minutes, Occurrence};

/// One event of a session.
struct Event<'a> {
    session: &'a Session,
    /// What tells it from the entry's other events, on every build: neither its hour nor its place in the list.
    features: Vec<String>,
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
    let sessions = &entry.resource.sessions;
    let mut all: Vec<Event> = Vec::new();
    for (session, name) in sessions.iter().zip(names(sessions)) {
        all.extend(events(session, &name, from, until, entry.resource.valid.until.is_some()));
    }
    for (event, id) in all.iter().zip(ids(&all, &entry.resource.id, site)) {
        write(event, &id, site, at, &mut lines);
    }
    lines.finish()
}

/// What the events of each session are called by: its own name; where another session has the same, its days and its place
/// as well; nothing for a session without a name, whose events are their days. The whole list decides that, whatever of it
/// takes place in these months, so that no name changes as days pass.
fn names(sessions: &[Session]) -> Vec<String> {
    let mut features: Vec<Vec<String>> = sessions.iter().map(identity::of_session).collect();
    for (features, session) in features.iter_mut().zip(sessions) {
        if session.name.is_none() {
            features.clear();
        }
    }
    let named: Vec<Vec<String>> = features.iter().filter(|features| !features.is_empty()).cloned().collect();
    let mut told = identity::told_apart(&named).into_iter();
    features.iter().map(|features| if features.is_empty() { String::new() } else { told.next().unwrap_or_default() }).collect()
}

/// The UIDs of an entry's events (RFC 5545 3.8.4.7, RFC 7986 5.3). Those alike in everything are numbered by the clock.
fn ids(events: &[Event], entry: &str, site: &Site) -> Vec<String> {
    let mut by_clock: Vec<usize> = (0..events.len()).collect();
    by_clock.sort_by_key(|at| (events[*at].first.start, events[*at].first.end));
    let features: Vec<Vec<String>> = by_clock.iter().map(|at| events[*at].features.clone()).collect();
    let namespace = identity::namespace(site);
    let mut ids = vec![String::new(); events.len()];
    for (at, name) in by_clock.into_iter().zip(identity::told_apart(&features)) {
        ids[at] = identity::part(site, namespace, entry, &["event", &name]).to_string();
    }
    ids
}

fn events<'a>(session: &'a Session, name: &str, from: Date, until: Date, is_limited: bool) -> Vec<Event<'a>> {
    let venue = session.venue.as_ref().map(|venue| identity::of_venue(venue).join("\n")).unwrap_or_default();
    let features = |days: String| vec![format!("{name}\n{days}"), venue.clone()];
    // The one rule of a session with a name is the session itself, whatever its days are.
    let phrase = session.recurrences.first().filter(|_| session.when.is_some());
    let is_the_rule = !name.is_empty() && phrase.is_some_and(|phrase| phrase.days().len() == 1);
    let mut untold: Untold = session.between(from, until).into_iter().map(|meeting| ((meeting.date, meeting.start), meeting)).collect();
    let mut events = Vec::new();
    let series = session.recurrences.iter().flat_map(|recurrence| recurrence.rrules(from, until).unwrap_or_default());
    for series in series {
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
        let features = features(if is_the_rule { String::new() } else { days_of(&rule, first.date) });
        events.push(Event { session, features, rule: Some(limited(rule, until, first.start.is_some(), is_limited)), first, exceptions });
    }
    events.extend(untold.into_values().map(|meeting| {
        let features = features(compact(meeting.date));
        Event { session, features, first: meeting, rule: None, exceptions: Vec::new() }
    }));
    events
}

/// The days of a rule, without the window for which it was worked out. 隔週 counts its weeks from some date.
fn days_of(rule: &str, first: Date) -> String {
    let days: Vec<&str> = rule.split(';').filter(|part| !part.starts_with("UNTIL=")).collect();
    let monday = first.saturating_sub(i64::from(first.weekday().to_monday_zero_offset()).days());
    let weeks = date(1970, 1, 5).until(monday).map_or(0, |between| between.get_days() / 7);
    let step = if rule.contains("INTERVAL=2") { format!("/{}", weeks.rem_euclid(2)) } else { String::new() };
    days.join(";") + &step
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

fn write(event: &Event, id: &str, site: &Site, at: EntryIndex, lines: &mut Lines) {
    let entry = &site.entries[at];
    let resource = &entry.resource;
    let session = event.session;
    let first = &event.first;
    lines.value("BEGIN", "VEVENT");
    lines.value("UID", id);
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

fn summary(resource: &Resource, session: &Session) -> String {
    let of = &resource.name.value;
    match view::own_name(resource, session) {
        Some(name) => format!("{name}（{of}）"),
        None => of.clone(),
    }
}

fn place(resource: &Resource, session: &Session) -> Option<String> {
    session.venue.as_ref().or(resource.place()).and_then(place_of)
}

/// A venue in one line; where its address is told only on request, the words that say so and nothing else.
pub fn place_of(venue: &Venue) -> Option<String> {
    if let Some(undisclosed) = &venue.undisclosed {
        // A house may be known by its name and not by where it stands.
        return Some(venue.name.as_ref().map_or_else(|| undisclosed.clone(), |name| format!("{name} {undisclosed}")));
    }
    let online = venue.online.as_ref().map(|online| match &online.note {
        Some(note) => format!("オンライン（{note}）"),
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
    said.extend(session.doors.as_ref().map(|doors| format!("開場 {doors}")));
    said.extend(booking(resource, session, event));
    said.extend(session.note.as_ref().map(Prose::one_line));
    said.extend(contact(session.contacts.first().or(resource.contacts.first())));
    said.push("情報は変わることがあります。お出かけの前にお確かめください。".to_owned());
    said.join("\n")
}

/// That one must apply, how, and until when: to the day where the event is one meeting.
fn booking(resource: &Resource, session: &Session, event: &Event) -> Option<String> {
    let reservation = terms::reservation(session, resource.reservation.as_ref()).filter(|of| of.needed != Booking::No)?;
    let by = reservation.deadline.as_ref().filter(|_| event.rule.is_none()).map(|deadline| {
        let date = deadline.on(event.first.date);
        let time = deadline.until.map(clock).unwrap_or_default();
        format!("（{}月{}日{time}までに申しこみ）", date.month(), date.day())
    });
    let how = terms::booking_in_words(reservation).map(|how| format!(": {how}"));
    Some([Some(terms::booking(reservation.needed).to_owned()), by, how].into_iter().flatten().collect())
}

fn contact(contact: Option<&Contact>) -> Option<String> {
    let contact = contact?;
    let phone = contact.phone.as_ref().map(|phone| match &contact.extension {
        Some(extension) => format!("電話 {} 内線{extension}", phone.value),
        None => format!("電話 {}", phone.value),
    });
    let email = contact.email.as_ref().map(|email| email.value.clone());
    let url = contact.form.as_ref().or(contact.url.as_ref()).map(|url| url.value.clone());
    let fax = contact.fax.as_ref().filter(|_| contact.phone.is_none()).map(|fax| format!("ファクス {}", fax.value));
    let line = contact.line.as_ref().map(|line| format!("LINE {line}"));
    let ways: Vec<String> = [contact.label.clone(), phone, fax, email, line, url].into_iter().flatten().collect();
    (!ways.is_empty()).then(|| format!("問い合わせ: {}", ways.join(" ")))
}
