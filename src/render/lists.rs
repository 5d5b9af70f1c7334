//! `needs/`, `kinds/`, `areas/`, `comforts/`: the lists, and an index of each.

use std::sync::Arc;

use serde::Serialize;

use crate::model::area::Area;
use crate::model::date::PartialDate;
use crate::model::ruby;
use crate::model::text::Prose;
use crate::model::vocabulary::Term;
use crate::render::markup::Place;
use crate::render::view::ask::AskView;
use crate::render::view::base::Frame;
use crate::render::view::calendar::FileView;
use crate::render::view::card::icon_of;
use crate::render::view::hue;
use crate::render::view::pagination::{PaginationView, page_of, pagination};
use crate::render::{Artifact, Input, RenderError};
use crate::site::lists::running;
use crate::site::rank::{self, Tier};
use crate::site::{EntryIndex, Site, Whom, route};

/// What entries are sorted by.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Sorting {
    Need,
    Kind,
    Area,
    Comfort,
}

impl Sorting {
    /// What such a page is called.
    fn page(self) -> &'static str {
        match self {
            Sorting::Need => "need",
            Sorting::Kind => "kind",
            Sorting::Area => "area",
            Sorting::Comfort => "comfort",
        }
    }

    /// The file its descriptions stand in.
    fn file(self) -> &'static str {
        match self {
            Sorting::Area => "areas.yaml",
            Sorting::Need | Sorting::Kind | Sorting::Comfort => "vocabulary.yaml",
        }
    }
}

/// One of the four ways to sort entries.
struct Shelf<'a> {
    folder: &'static str,
    kind: Sorting,
    label: &'static str,
    others: &'static str,
    lead: &'static str,
    books: Vec<Book<'a>>,
}

/// One list: a word and its entries.
struct Book<'a> {
    id: &'a str,
    title: &'a str,
    reading: Option<&'a str>,
    description: Option<&'a Prose>,
    icon: &'a str,
    hue: u8,
    parent: Option<&'a str>,
    entries: &'a [EntryIndex],
}

#[derive(Serialize)]
struct ListView<'a> {
    kind: Sorting,
    kind_label: &'static str,
    title: &'a str,
    reading: Option<&'a str>,
    description_html: Option<String>,
    icon: &'a str,
    hue: u8,
    /// Those that take place, and those that do not.
    count: usize,
    closed: usize,
    groups: Vec<GroupView>,
    /// The same entries, by their readings.
    by_reading: Vec<NameView>,
    siblings: Vec<SiblingView<'a>>,
    siblings_heading: &'static str,
    pagination: Option<PaginationView>,
    calendar: Option<CalendarView<'a>>,
}

/// The calendar of an area.
#[derive(Serialize)]
struct CalendarView<'a> {
    href: String,
    file: FileView<'a>,
}

#[derive(Serialize)]
struct GroupView {
    id: String,
    heading: String,
    heading_html: String,
    href: Option<String>,
    count: usize,
    /// When what is said here was checked.
    checked: Option<String>,
    /// Whether that is one month for all of it.
    is_dated: bool,
    tiers: Vec<TierView>,
}

/// Entries of a group that bring one equally far.
#[derive(Serialize)]
struct TierView {
    /// None where a group has no other.
    label: Option<&'static str>,
    is_rows: bool,
    /// Whom to ask about those without a contact of their own.
    asks: Vec<AskView>,
    /// How many have nobody.
    alone: usize,
    cards: Vec<EntryIndex>,
}

/// A name with its page.
#[derive(Serialize)]
struct NameView {
    name_html: String,
    href: String,
}

#[derive(Serialize)]
struct SiblingView<'a> {
    label: &'a str,
    href: String,
    icon: &'a str,
    hue: u8,
    current: bool,
}

#[derive(Serialize)]
struct IndexView<'a> {
    kind: Sorting,
    title: String,
    lead: Option<&'static str>,
    items: Vec<ItemView<'a>>,
}

#[derive(Serialize)]
struct ItemView<'a> {
    label: &'a str,
    reading: Option<&'a str>,
    description: Option<String>,
    icon: &'a str,
    hue: u8,
    href: String,
    count: usize,
    children: Vec<ChildView<'a>>,
}

#[derive(Serialize)]
struct ChildView<'a> {
    label: &'a str,
    href: String,
    count: usize,
}

pub(super) fn render<'a>(input: &'a Input<'a>) -> Vec<Artifact<'a>> {
    let shelves = shelves(input.site).map(Arc::new);
    let mut artifacts = Vec::new();
    for shelf in shelves {
        for book in 0..shelf.books.len() {
            for number in 1..=route::list_pages(shelf.books[book].entries.len()) {
                let path = route::list(shelf.folder, shelf.books[book].id, number);
                let shelf = Arc::clone(&shelf);
                artifacts.push(Artifact::later(path, move || list(input, &shelf, book, number)));
            }
        }
        artifacts.push(Artifact::later(format!("{}/index.html", shelf.folder), move || index(input, &shelf)));
    }
    artifacts
}

fn shelves(site: &Site) -> [Shelf<'_>; 4] {
    let vocabulary = site.vocabulary.shown();
    let lists = &site.lists;
    [
        Shelf {
            folder: "needs",
            kind: Sorting::Need,
            label: "願い",
            others: "ほかの願いから",
            lead: "いまの気もちに近いものを選んでください。",
            books: vocabulary.needs.iter().zip(&lists.needs).enumerate().map(|(at, (term, list))| book(term, list, hue(at))).collect(),
        },
        Shelf {
            folder: "kinds",
            kind: Sorting::Kind,
            label: "種類",
            others: "ほかの種類から",
            lead: "どんな所かで選べます。",
            books: vocabulary.kinds.iter().zip(&lists.kinds).map(|(term, list)| book(term, list, 0)).collect(),
        },
        Shelf {
            folder: "areas",
            kind: Sorting::Area,
            label: "地域",
            others: "ほかの地域から",
            lead: "住んでいる所のほか、少し離れた所も選べます。",
            books: site.areas.iter().zip(&lists.areas).map(|(area, list)| area_book(area.shown(), list)).collect(),
        },
        Shelf {
            folder: "comforts",
            kind: Sorting::Comfort,
            label: "安心ポイント",
            others: "ほかの安心ポイントから",
            lead: "はじめて行くときに気になることから選べます。",
            books: vocabulary.comforts.iter().zip(&lists.comforts).map(|(term, list)| book(term, list, 0)).collect(),
        },
    ]
}

fn book<'a>(term: &'a Term, entries: &'a [EntryIndex], hue: u8) -> Book<'a> {
    Book {
        id: &term.id,
        title: &term.label,
        reading: None,
        description: term.description.as_ref(),
        icon: icon_of(term.icon.as_deref()),
        hue,
        parent: None,
        entries,
    }
}

fn area_book<'a>(area: &'a Area, entries: &'a [EntryIndex]) -> Book<'a> {
    Book {
        id: &area.id,
        title: &area.name,
        reading: area.reading.as_deref(),
        description: area.description.as_ref(),
        icon: "pin",
        hue: 0,
        parent: area.parent.as_ref().map(|parent| parent.value.as_str()),
        entries,
    }
}

fn list(input: &Input, shelf: &Shelf, book: usize, number: usize) -> Result<Vec<u8>, RenderError> {
    let site = input.site;
    let book = &shelf.books[book];
    let path = route::list(shelf.folder, book.id, number);
    let total = route::list_pages(book.entries.len());
    let shown = page_of(book.entries, number);
    let place = Place::of(site, shelf.kind.file(), "../");
    let view = ListView {
        kind: shelf.kind,
        kind_label: shelf.label,
        title: book.title,
        reading: book.reading,
        description_html: book.description.filter(|_| number == 1).map(|text| place.block(text)),
        icon: book.icon,
        hue: book.hue,
        count: running(book.entries, &site.entries),
        closed: book.entries.len() - running(book.entries, &site.entries),
        groups: groups(shelf.kind, shown, input),
        by_reading: by_reading(shown, site),
        siblings: siblings(shelf, book),
        siblings_heading: shelf.others,
        pagination: pagination(number, total, |number| route::list(shelf.folder, book.id, number)),
        calendar: if shelf.kind == Sorting::Area { calendar(site, book.id) } else { None },
    };
    let description = book.description.map_or_else(
        || format!("{}「{}」の一覧です。", shelf.label, ruby::plain(book.title)),
        |text| ruby::plain(&text.within(120)).into_owned(),
    );
    let words = ruby::plain(book.title);
    let title = if number == 1 { words.clone().into_owned() } else { format!("{words}（{number}ページ目）") };
    let folder = format!("{}/index.html", shelf.folder);
    let mut frame = Frame::new(site, &path, shelf.kind.page(), title, description).below(&[(shelf.label, &folder)]);
    // An empty list is kept, because somebody may have kept its address; nobody should be led to it.
    frame.page.noindex |= book.entries.is_empty();
    frame.jsonld = crate::render::jsonld::list(&frame, site, shown);
    input.engine.page("list.html", &frame, "list", &view)
}

/// An area's own calendar, or the whole one where the area has all that is in it; none where the area has no dates.
fn calendar<'a>(site: &'a Site, area: &str) -> Option<CalendarView<'a>> {
    let at = site.areas.iter().position(|of| of.id.value == area)?;
    let file = FileView::of_area(site, at)?;
    let has_pages = site.agenda.has_pages(at, &site.calendar);
    let href = if has_pages { route::month(site.today.first_of_month(), Some(area), 1) } else { route::CALENDAR.to_owned() };
    Some(CalendarView { href, file })
}

/// So many lists are offered beside one; of more, the index is the better way.
const SIBLINGS: usize = 24;

/// An area's entries stand by kind, all others by area; order inside a group is the list's.
fn groups(sorting: Sorting, entries: &[EntryIndex], input: &Input) -> Vec<GroupView> {
    let site = input.site;
    let by_kind = sorting == Sorting::Area;
    let count = if by_kind { site.vocabulary.kinds.len() } else { site.areas.len() };
    let mut sorted: Vec<Vec<EntryIndex>> = vec![Vec::new(); count + 1];
    for &at in entries {
        let entry = &site.entries[at];
        let group = if by_kind { entry.kind } else { entry.areas.first().copied() };
        sorted[group.unwrap_or(count)].push(at);
    }
    let filled = sorted.into_iter().enumerate().filter(|(_, entries)| !entries.is_empty());
    filled
        .map(|(group, entries)| {
            let (id, heading, folder) = if by_kind {
                site.vocabulary
                    .shown()
                    .kinds
                    .get(group)
                    .map_or(("other", "そのほか", ""), |kind| (kind.id.as_str(), kind.label.as_str(), "kinds"))
            } else {
                site.areas.get(group).map_or(("other", "そのほか", ""), |area| (area.id.as_str(), area.shown().name.as_str(), "areas"))
            };
            let checked = checked(&entries, site);
            GroupView {
                id: format!("g-{id}"),
                heading: heading.to_owned(),
                heading_html: Place::new("", "").line(heading),
                href: (!folder.is_empty()).then(|| route::list(folder, id, 1)),
                count: running(&entries, &site.entries),
                checked: checked.as_ref().map(|(words, _)| words.clone()),
                is_dated: checked.is_some_and(|(_, is_one)| is_one),
                tiers: tiers(entries, input),
            }
        })
        .collect()
}

/// Entries of one group, which stand in the order of their tiers.
fn tiers(entries: Vec<EntryIndex>, input: &Input) -> Vec<TierView> {
    let site = input.site;
    let tier_of = |at: &EntryIndex| rank::tier(&site.entries[*at], &site.vocabulary);
    let parts: Vec<&[EntryIndex]> = entries.chunk_by(|a, b| tier_of(a) == tier_of(b)).collect();
    let is_one = parts.len() == 1;
    // Said once in a group, above the first of its rows.
    let open: Vec<EntryIndex> = entries.iter().copied().filter(|at| tier_of(at) != Tier::Closed).collect();
    let mut note = Some(asks(&open, site));
    let tier = |part: &&[EntryIndex]| {
        let tier = tier_of(&part[0]);
        let is_rows = matches!(tier, Tier::Placed | Tier::Vague);
        let (asks, alone) = if is_rows { note.take().unwrap_or_default() } else { Default::default() };
        TierView {
            label: (!is_one || tier == Tier::Closed).then(|| tier_label(tier)),
            is_rows: tier != Tier::Reachable,
            asks,
            alone,
            cards: part.iter().map(|at| input.card(*at)).collect(),
        }
    };
    parts.iter().map(tier).collect()
}

fn tier_label(tier: Tier) -> &'static str {
    match tier {
        Tier::Reachable => "まず話せる所",
        Tier::Placed => "日や場所のわかる所",
        Tier::Vague => "そのほか",
        Tier::Closed => "いまはお休み・終わった所",
    }
}

/// Those to ask about entries without a contact of their own, each once, and how many have nobody. Cards name theirs themselves.
fn asks(entries: &[EntryIndex], site: &Site) -> (Vec<AskView>, usize) {
    let rows = entries.iter().map(|at| &site.entries[*at]).filter(|entry| rank::tier(entry, &site.vocabulary) != Tier::Reachable);
    let (mut seen, mut asks, mut alone) = (Vec::new(), Vec::new(), 0);
    for entry in rows.filter(|entry| entry.whom != Whom::Itself) {
        match AskView::of(entry, site) {
            None => alone += 1,
            Some(ask) if !seen.contains(&ask.name) => {
                seen.push(ask.name.clone());
                asks.push(ask);
            }
            Some(_) => {}
        }
    }
    (asks, alone)
}

/// 2026年6月, or the oldest and the newest; and whether all were checked in that one month.
fn checked(entries: &[EntryIndex], site: &Site) -> Option<(String, bool)> {
    let dates = || entries.iter().filter_map(|at| site.entries[*at].resource.checked.as_ref()).map(|checked| checked.value);
    let month = |date: PartialDate| PartialDate { day: None, ..date }.japanese();
    let oldest = month(dates().min_by_key(|date| date.earliest())?);
    let newest = month(dates().max_by_key(|date| date.earliest())?);
    let is_one = oldest == newest && dates().count() == entries.len();
    Some((if oldest == newest { newest } else { format!("{oldest}から{newest}") }, is_one))
}

fn by_reading(entries: &[EntryIndex], site: &Site) -> Vec<NameView> {
    let reading = |at: &&EntryIndex| {
        let resource = &site.entries[**at].resource;
        resource.reading.clone().unwrap_or_else(|| ruby::plain(&resource.name).into_owned())
    };
    let mut sorted: Vec<&EntryIndex> = entries.iter().collect();
    sorted.sort_by_cached_key(reading);
    let names = sorted.into_iter().map(|at| &site.entries[*at].resource);
    names.map(|resource| NameView { name_html: Place::new("", "").line(&resource.name), href: route::resource(&resource.id) }).collect()
}

fn siblings<'a>(shelf: &Shelf<'a>, current: &Book) -> Vec<SiblingView<'a>> {
    let shown: Vec<_> = shelf.books.iter().filter(|book| !book.entries.is_empty() || book.id == current.id).collect();
    if shown.len() > SIBLINGS {
        return Vec::new();
    }
    shown
        .into_iter()
        .map(|book| SiblingView {
            label: book.title,
            href: route::list(shelf.folder, book.id, 1),
            icon: book.icon,
            hue: book.hue,
            current: book.id == current.id,
        })
        .collect()
}

fn index(input: &Input, shelf: &Shelf) -> Result<Vec<u8>, RenderError> {
    let site = input.site;
    let path = format!("{}/index.html", shelf.folder);
    let title = format!("{}の一覧", shelf.label);
    let tops = shelf.books.iter().filter(|book| !book.entries.is_empty() && book.parent.is_none());
    let view =
        IndexView { kind: shelf.kind, title: title.clone(), lead: Some(shelf.lead), items: tops.map(|book| item(book, shelf)).collect() };
    let frame = Frame::new(site, &path, "index", title, shelf.lead).below(&[]);
    input.engine.page("list-index.html", &frame, "index", &view)
}

fn item<'a>(book: &Book<'a>, shelf: &Shelf<'a>) -> ItemView<'a> {
    let children = shelf.books.iter().filter(|child| child.parent == Some(book.id) && !child.entries.is_empty());
    ItemView {
        label: book.title,
        reading: book.reading,
        description: book.description.map(Prose::one_line),
        icon: book.icon,
        hue: book.hue,
        href: route::list(shelf.folder, book.id, 1),
        count: book.entries.len(),
        children: children
            .map(|child| ChildView { label: child.title, href: route::list(shelf.folder, child.id, 1), count: child.entries.len() })
            .collect(),
    }
}
