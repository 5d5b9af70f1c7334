//! A resource in a list.

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use crate::model::resource::Resource;
use crate::model::text::in_one_line;
use crate::model::venue::Venue;
use crate::render::markup::Place;
use crate::render::view::ask::{AskView, IN_WRITING, WayView};
use crate::render::view::fact::FactKind;
use crate::render::view::{DateView, StatusView, access_icon, hue, session};
use crate::site::ask::WayKind;
use crate::site::rank::{self, Tier};
use crate::site::{Entry, Site, route};

/// What `card.html` sees: an entry in a list. Those to turn to at once are cards, the others rows of two lines.
#[derive(Debug, Serialize)]
pub struct CardView<'a> {
    id: &'a str,
    href: String,
    name_html: String,
    kind: &'a str,
    hue: u8,
    is_row: bool,
    status: Option<StatusView>,
    /// Where it is, in a few words.
    place: Option<String>,
    /// When it takes place next, or as it is written.
    next: Option<String>,
    /// What a row says below the name.
    fact: String,
    summary: String,
    /// At most [`COMFORTS`].
    comforts: Vec<Badge<'a>>,
    ask: Option<AskView>,
    /// When it was checked, where that is long ago.
    age: Option<DateView>,
}

/// A word with its icon.
#[derive(Debug, Serialize)]
pub struct Badge<'a> {
    /// The word.
    pub label: &'a str,
    /// Its icon.
    pub icon: &'a str,
}

/// A fact with its icon and its word.
#[derive(Debug, Serialize)]
pub struct RowView {
    /// What it says.
    #[serde(skip)]
    pub kind: FactKind,
    /// Its icon.
    pub icon: &'static str,
    /// Its word.
    pub label: String,
    /// The fact, as it is written.
    pub lines: Vec<String>,
    /// Where its first line leads.
    pub url: Option<String>,
}

/// 安心ポイント on a card; all of them are on the page.
const COMFORTS: usize = 4;
/// Characters of the sentences on a card: two lines on a phone. The first stands however long it is.
const SUMMARY: usize = 36;
/// Characters of a sentence on a row; the whole is on the page.
const SENTENCE: usize = 26;
/// Columns of the facts on a row, two for a full-width character: a line on a phone.
const FACTS: usize = 46;

impl<'a> CardView<'a> {
    /// The card of an entry.
    pub fn new(entry: &'a Entry, site: &'a Site) -> Self {
        let resource = entry.resource.shown();
        let vocabulary = site.vocabulary.shown();
        let kind = entry.kind.map_or("", |kind| vocabulary.kinds[kind].label.as_str());
        let place = whereabouts(&entry.resource);
        let next = session::soonest(entry, site.today).or_else(|| when(&entry.resource));
        let ask = AskView::of(entry, site);
        CardView {
            id: &resource.id,
            href: route::resource(&resource.id),
            name_html: Place::new("", "").line(&resource.name),
            kind,
            hue: entry.needs.first().map_or(0, |need| hue(*need)),
            is_row: rank::tier(entry, &site.vocabulary) != Tier::Reachable,
            status: StatusView::of(resource.status, None),
            fact: fact(kind, next.as_deref(), place.as_deref(), &entry.resource),
            place,
            next,
            summary: resource.summary.opening_within(SUMMARY),
            comforts: comforts(entry, ask.as_ref(), site),
            ask,
            age: resource.checked.as_ref().filter(|_| entry.is_stale).map(|checked| checked.value.into()),
        }
    }
}

/// What a row says below the name.
pub fn in_a_line(entry: &Entry, site: &Site) -> String {
    let kind = entry.kind.map_or("", |kind| site.vocabulary.kinds[kind].label.as_str());
    let next = session::soonest(entry, site.today).or_else(|| when(&entry.resource));
    fact(kind, next.as_deref(), whereabouts(&entry.resource).as_deref(), &entry.resource)
}

/// The kind, and what helps most to choose: when, where, else what one finds there.
fn fact(kind: &str, next: Option<&str>, place: Option<&str>, resource: &Resource) -> String {
    if next.or(place).is_some() {
        return within_line(kind, next, place);
    }
    let sentence = resource.leaflet.summary.clone().unwrap_or_else(|| resource.summary.opening());
    if sentence.chars().count() <= SENTENCE || kind.is_empty() { sentence } else { kind.to_owned() }
}

/// When, where and what it is, in a line: when before where before what, and the first of these however long it is.
fn within_line(kind: &str, next: Option<&str>, place: Option<&str>) -> String {
    let mut room = FACTS;
    let mut is_first = true;
    let mut fits = |part: &&str| {
        let length = part.width() + if is_first { 0 } else { 2 };
        let fits = is_first || length <= room;
        room = if fits { room.saturating_sub(length) } else { room };
        is_first = false;
        fits
    };
    let (next, place) = (next.filter(&mut fits), place.filter(&mut fits));
    let kind = Some(kind).filter(|kind| !kind.is_empty()).filter(&mut fits);
    [kind, next, place].into_iter().flatten().collect::<Vec<_>>().join("・")
}

/// A venue's name, its town address, or that one takes part from home.
fn whereabouts(resource: &Resource) -> Option<String> {
    let venue = resource.place()?;
    let name = resource.name_beside(venue);
    let online = venue.online.as_ref().map(|_| "オンライン");
    name.or(online).or(venue.address.as_deref()).map(str::to_owned)
}

fn when(resource: &Resource) -> Option<String> {
    resource.sessions.iter().find_map(|session| session.when.as_ref()).map(|when| when.value.clone())
}

/// The icon of a word; the ribbon where it has none.
pub fn icon_of(icon: Option<&String>) -> &str {
    icon.map_or("ribbon", String::as_str)
}

/// The first of its comforts; that one may write is not said where an address stands below.
fn comforts<'a>(entry: &Entry, ask: Option<&AskView>, site: &'a Site) -> Vec<Badge<'a>> {
    let has_mail = ask.is_some_and(|ask| ask.ways.iter().any(|way| way.kind == WayKind::Mail));
    let terms = entry.comforts.iter().map(|comfort| (&site.vocabulary.comforts[*comfort], &site.vocabulary.shown().comforts[*comfort]));
    terms.filter(|(term, _)| !has_mail || term.id.value != IN_WRITING).map(|(_, shown)| badge(shown)).take(COMFORTS).collect()
}

fn badge(term: &crate::model::vocabulary::Term) -> Badge<'_> {
    Badge { label: &term.label, icon: icon_of(term.icon.as_deref()) }
}

/// The rows of a card.
pub fn rows(entry: &Entry, site: &Site) -> Vec<RowView> {
    let resource = &entry.resource;
    let mut rows = Vec::new();
    let venue = resource.place();
    let mut row = |kind, icon, label: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            rows.push(RowView { kind, icon, label: label.to_owned(), lines, url: None });
        }
    };
    if let Some(venue) = venue {
        if venue.online.is_some() {
            row(FactKind::Place, "online", "オンライン", online(venue));
        } else {
            row(FactKind::Place, "pin", "場所", place(venue, resource));
        }
        let icon = venue.access.first().map_or("pin", |way| access_icon(way));
        row(FactKind::Access, icon, "行き方", venue.access.clone());
    }
    row(
        FactKind::Sessions,
        "calendar",
        "開催",
        resource.sessions.iter().filter_map(|session| session.when.as_ref()).map(|when| when.value.clone()).collect(),
    );
    row(FactKind::Hours, "clock", "時間", resource.hours.iter().map(|line| line.value.clone()).collect());
    row(FactKind::Closed, "closed", "休み", if resource.closed.is_empty() { Vec::new() } else { vec![in_one_line(&resource.closed)] });
    rows.extend(AskView::of(entry, site).into_iter().flat_map(ask_rows));
    rows
}

/// Every way to those who answer; another's, with its name.
fn ask_rows(ask: AskView) -> Vec<RowView> {
    let name = ask.name;
    let row = |way: WayView| {
        let said = [name.as_deref(), way.note.as_deref()].into_iter().flatten().collect::<Vec<_>>().join("、");
        let line = if said.is_empty() { way.in_full() } else { format!("{}（{said}）", way.in_full()) };
        let label = if name.is_some() { "きける所".to_owned() } else { way.label };
        RowView { kind: FactKind::Way, icon: way.kind.id(), label, lines: vec![line], url: way.url }
    };
    ask.ways.into_iter().map(row).collect()
}

fn online(venue: &Venue) -> Vec<String> {
    vec![venue.name.clone().unwrap_or_else(|| "ご自宅から参加できます".to_owned())]
}

/// Name and address, the name only where it is not the resource's own.
fn place(venue: &Venue, resource: &Resource) -> Vec<String> {
    let name = resource.name_beside(venue);
    let own = [name, venue.address.as_deref(), venue.detail.as_deref(), venue.undisclosed.as_deref()];
    own.into_iter().flatten().map(str::to_owned).collect()
}
