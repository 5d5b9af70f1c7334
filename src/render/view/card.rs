//! A resource in a list.

use serde::Serialize;

use crate::model::resource::Resource;
use crate::model::text::in_one_line;
use crate::model::venue::Venue;
use crate::render::markup::Place;
use crate::render::view::{DateView, StatusView, access_icon, hue, phone_url};
use crate::site::{Entry, Site, route};

/// What `card.html` sees.
#[derive(Debug, Serialize)]
pub struct CardView<'a> {
    id: &'a str,
    href: String,
    name: String,
    name_html: String,
    reading: Option<&'a str>,
    kind: Badge<'a>,
    area: Option<Label<'a>>,
    hue: u8,
    needs: Vec<NeedBadge<'a>>,
    status: Option<StatusView>,
    summary: String,
    rows: Vec<RowView>,
    chips: Vec<Badge<'a>>,
    stale: bool,
    checked: Option<DateView>,
}

#[derive(Debug, Serialize)]
struct Label<'a> {
    label: &'a str,
}

/// A word with its icon.
#[derive(Debug, Serialize)]
pub struct Badge<'a> {
    /// The word.
    pub label: &'a str,
    /// Its icon.
    pub icon: &'a str,
}

#[derive(Debug, Serialize)]
struct NeedBadge<'a> {
    label: &'a str,
    icon: &'a str,
    hue: u8,
}

/// A fact with its icon and its word.
#[derive(Debug, Serialize)]
pub struct RowView {
    /// Its icon.
    pub icon: &'static str,
    /// Its word.
    pub label: &'static str,
    /// The fact, as it is written.
    pub lines: Vec<String>,
    /// Where its first line leads.
    pub url: Option<String>,
}

impl<'a> CardView<'a> {
    /// The card of an entry.
    pub fn new(entry: &'a Entry, site: &'a Site) -> Self {
        let resource = entry.resource.shown();
        let vocabulary = site.vocabulary.shown();
        let kind = entry.kind.map(|kind| &vocabulary.kinds[kind]);
        CardView {
            id: &resource.id,
            href: route::resource(&resource.id),
            name: entry.resource.name.value.clone(),
            name_html: Place::new("", "").line(&resource.name),
            reading: resource.reading.as_deref(),
            kind: Badge { label: kind.map_or("", |kind| &kind.label), icon: icon_of(kind.and_then(|kind| kind.icon.as_deref())) },
            area: entry.areas.first().map(|area| Label { label: &site.areas[*area].shown().name }),
            hue: entry.needs.first().map_or(0, |need| hue(*need)),
            needs: entry.needs.iter().map(|need| need_badge(*need, site)).collect(),
            status: StatusView::of(resource.status, None),
            summary: resource.summary.first_sentence(),
            rows: rows(resource),
            chips: entry.comforts.iter().map(|comfort| badge(&vocabulary.comforts[*comfort])).collect(),
            stale: entry.is_stale,
            checked: resource.checked.as_ref().map(|checked| checked.value.into()),
        }
    }
}

/// The icon of a word; the ribbon where it has none.
pub fn icon_of(icon: Option<&String>) -> &str {
    icon.map_or("ribbon", String::as_str)
}

fn badge(term: &crate::model::vocabulary::Term) -> Badge<'_> {
    Badge { label: &term.label, icon: icon_of(term.icon.as_deref()) }
}

fn need_badge(need: usize, site: &Site) -> NeedBadge<'_> {
    let term = &site.vocabulary.shown().needs[need];
    NeedBadge { label: term.short.as_deref().unwrap_or(&term.label), icon: icon_of(term.icon.as_deref()), hue: hue(need) }
}

/// The rows of a card.
pub fn rows(resource: &Resource) -> Vec<RowView> {
    let mut rows = Vec::new();
    let venue = resource.venues.first();
    let mut row = |icon, label, lines: Vec<String>, url| {
        if !lines.is_empty() {
            rows.push(RowView { icon, label, lines, url });
        }
    };
    if let Some(venue) = venue {
        if venue.online.is_some() {
            row("online", "オンライン", online(venue), None);
        } else {
            row("pin", "場所", place(venue, resource), None);
        }
        let icon = venue.access.first().map_or("pin", |way| access_icon(way));
        row(icon, "行き方", venue.access.clone(), None);
    }
    row(
        "calendar",
        "開催",
        resource.sessions.iter().filter_map(|session| session.when.as_ref()).map(|when| when.value.clone()).collect(),
        None,
    );
    row("clock", "時間", resource.hours.iter().map(|line| line.value.clone()).collect(), None);
    row("closed", "休み", if resource.closed.is_empty() { Vec::new() } else { vec![in_one_line(&resource.closed)] }, None);
    let phone = resource.contacts.iter().find_map(|contact| Some((contact.phone.as_ref()?, contact.extension.as_deref())));
    let email = resource.contacts.iter().find_map(|contact| contact.email.as_ref());
    match (phone, email) {
        (Some((phone, extension)), _) => {
            let shown = extension.map_or_else(|| phone.value.clone(), |extension| format!("{} 内線{extension}", phone.value));
            row("phone", "電話", vec![shown], Some(phone_url(phone, extension)));
        }
        (None, Some(email)) => row("mail", "メール", vec![email.value.clone()], Some(format!("mailto:{}", email.value))),
        (None, None) => {}
    }
    rows
}

fn online(venue: &Venue) -> Vec<String> {
    vec![venue.name.clone().unwrap_or_else(|| "ご自宅から参加できます".to_owned())]
}

/// Name and address, the name only where it is not the resource's own.
fn place(venue: &Venue, resource: &Resource) -> Vec<String> {
    let name = venue.name.as_deref().filter(|name| *name != resource.name.value);
    let own = [name, venue.address.as_deref(), venue.detail.as_deref(), venue.undisclosed.as_deref()];
    own.into_iter().flatten().map(str::to_owned).collect()
}
