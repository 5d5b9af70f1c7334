//! An entry as words, field by field: what a printed page or a letter says of it.

use crate::model::accessibility::Availability;
use crate::model::resource::{Resource, Session, Status};
use crate::model::ruby;
use crate::model::text::{Prose, in_one_line};
use crate::model::venue::{Booking, Contact, Venue};
use crate::site::{Entry, Site};

/// A label and what stands there, line by line.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Field {
    /// 名前, 場所 …
    pub label: &'static str,
    /// The words; never empty.
    pub text: String,
}

/// Everything an entry says, in the order of its page. Fields that say nothing are left out.
pub fn fields(entry: &Entry, site: &Site) -> Vec<Field> {
    let resource = &entry.resource;
    let vocabulary = &site.vocabulary;
    let labels =
        |all: &[usize], terms: &[crate::model::vocabulary::Term]| all.iter().map(|at| terms[*at].label.clone()).collect::<Vec<_>>();
    let areas: Vec<String> = entry.areas.iter().map(|at| site.areas[*at].name.clone()).collect();
    let all = [
        ("名前", ruby::plain(&resource.name).into_owned()),
        ("よみ", plain(resource.reading.as_ref())),
        ("別の名前", resource.other_names.join("、")),
        ("種類", entry.kind.map_or_else(String::new, |kind| vocabulary.kinds[kind].label.clone())),
        ("願い", labels(&entry.needs, &vocabulary.needs).join("、")),
        ("地域", areas.join("、")),
        ("合いことば", plain(resource.tagline.as_ref())),
        ("説明", resource.summary.lines()),
        ("いまの様子", status(resource)),
        ("対象", labels(&entry.audience, &vocabulary.audiences).join("、")),
        ("利用できる人", prose(resource.eligibility.as_ref())),
        ("安心ポイント", labels(&entry.comforts, &vocabulary.comforts).join("、")),
        ("場所", resource.venues.iter().map(venue).collect::<Vec<_>>().join("\n")),
        ("開いている時間", in_one_line(&resource.hours)),
        ("休み", in_one_line(&resource.closed)),
        ("日時", resource.sessions.iter().map(session).collect::<Vec<_>>().join("\n")),
        ("参加費", plain(resource.fee.as_ref())),
        ("受け取るお金", plain(resource.allowance.as_ref())),
        ("予約", reservation(resource)),
        ("人数", plain(resource.attendance.as_ref())),
        ("連絡先", resource.contacts.iter().map(contact).collect::<Vec<_>>().join("\n")),
        ("団体", organizers(resource)),
        ("はじめての方へ", prose(resource.first_visit.as_ref())),
        ("連絡の例", prose(resource.contact_example.as_ref())),
        ("こんなときに", resource.worries.join("\n")),
        (
            "よくある質問",
            resource.faq.iter().map(|faq| format!("問 {} 答 {}", faq.question, faq.answer.one_line())).collect::<Vec<_>>().join("\n"),
        ),
        ("数字", figures(resource)),
        ("流れ", resource.steps.join(" → ")),
        ("設備", accessibility(resource)),
        ("リンク", resource.links.iter().map(|link| format!("{} {}", link.label, link.url.value)).collect::<Vec<_>>().join("\n")),
        ("始まった時", resource.since.map_or_else(String::new, |date| date.japanese())),
        ("載せる期間", valid(resource)),
        ("くわしく", prose(resource.body.as_ref())),
    ];
    all.into_iter().filter(|(_, text)| !text.is_empty()).map(|(label, text)| Field { label, text }).collect()
}

fn plain(text: Option<&String>) -> String {
    text.cloned().unwrap_or_default()
}

fn prose(prose: Option<&Prose>) -> String {
    prose.map_or_else(String::new, |prose| prose.lines())
}

fn joined<'a>(parts: impl IntoIterator<Item = Option<&'a str>>) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn status(resource: &Resource) -> String {
    let status = match resource.status {
        Status::Open => "",
        Status::Trial => "試行",
        Status::Undecided => "未定",
        Status::Paused => "休止中",
        Status::Ended => "終了",
    };
    let note = prose(resource.status_note.as_ref());
    joined([Some(status), Some(note.as_str())].map(|part| part.filter(|part| !part.is_empty())))
}

fn venue(venue: &Venue) -> String {
    let access = venue.access.join("、");
    let online = venue.online.as_ref().map(|online| joined([Some("オンライン"), online.url.as_deref(), online.note.as_deref()]));
    joined([
        venue.name.as_deref(),
        venue.postal_code.as_deref(),
        venue.address.as_deref(),
        venue.detail.as_deref(),
        Some(access.as_str()).filter(|access| !access.is_empty()),
        venue.undisclosed.as_deref(),
        online.as_deref(),
    ])
}

fn session(session: &Session) -> String {
    let dates = in_one_line(&session.dates);
    let place = session.venue.as_ref().map(venue);
    let note = session.note.as_ref().map(Prose::one_line);
    joined([
        session.name.as_deref(),
        session.when.as_ref().map(|when| when.value.as_str()),
        Some(dates.as_str()).filter(|dates| !dates.is_empty()),
        place.as_deref(),
        note.as_deref(),
    ])
}

fn reservation(resource: &Resource) -> String {
    let Some(reservation) = &resource.reservation else { return String::new() };
    let needed = match reservation.needed {
        Booking::No => "いりません",
        Booking::Yes => "必要です",
        Booking::Recommended => "しておくと安心です",
    };
    let note = reservation.note.as_ref().map(Prose::one_line);
    joined([Some(needed), note.as_deref()])
}

fn contact(contact: &Contact) -> String {
    let named = |label: &str, value: Option<&str>| value.map(|value| format!("{label} {value}"));
    let sns: Vec<String> = contact.sns.iter().map(|(service, account)| format!("{service} {account}")).collect();
    let parts = [
        contact.label.clone(),
        contact.purpose.clone(),
        named("電話", contact.phone.as_ref().map(|phone| phone.value.as_str())),
        named("内線", contact.extension.as_deref()),
        named("受付", contact.hours.as_deref()),
        named("ファクス", contact.fax.as_ref().map(|fax| fax.value.as_str())),
        named("メール", contact.email.as_ref().map(|email| email.value.as_str())),
        contact.url.as_ref().map(|url| url.value.clone()),
    ];
    parts.into_iter().flatten().chain(sns).collect::<Vec<_>>().join(" ")
}

fn organizers(resource: &Resource) -> String {
    let one = |organizer: &crate::model::venue::Organizer| match &organizer.role {
        Some(role) => format!("{}（{role}）", organizer.name),
        None => organizer.name.clone(),
    };
    resource.organizers.iter().map(one).collect::<Vec<_>>().join("、")
}

fn figures(resource: &Resource) -> String {
    let one = |figure: &crate::model::resource::Figure| {
        let as_of = figure.as_of.map(|date| format!("（{}）", date.japanese())).unwrap_or_default();
        format!("{} {}{}{as_of}", figure.label, figure.value.value, figure.unit.as_deref().unwrap_or_default())
    };
    resource.figures.iter().map(one).collect::<Vec<_>>().join("\n")
}

fn accessibility(resource: &Resource) -> String {
    let Some(accessibility) = &resource.accessibility else { return String::new() };
    let word = |availability: &Availability| match availability {
        Availability::Yes => "有",
        Availability::No => "無",
        Availability::Undisclosed => "非公開",
        Availability::Unknown => "不明",
    };
    let mut parts: Vec<String> =
        accessibility.features.iter().map(|(feature, value)| format!("{}: {}", feature.label, word(value))).collect();
    parts.extend(accessibility.note.clone());
    parts.join("、")
}

fn valid(resource: &Resource) -> String {
    let (from, until) = (resource.valid_from.as_ref(), resource.valid_until.as_ref());
    match (from, until) {
        (None, None) => String::new(),
        _ => {
            format!("{}〜{}", from.map_or_else(String::new, |date| date.japanese()), until.map_or_else(String::new, |date| date.japanese()))
        }
    }
}
