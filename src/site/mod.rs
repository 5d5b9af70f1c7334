//! From the model to one complete, immutable [`Site`].
//!
//! 1. Entries that must not leave the office are dropped before anything else can see them.
//! 2. Ids become indices; what does not resolve is left to the checks to report.
//! 3. Lists, neighbours and dates that depend on today are worked out once, in time linear in the number of entries.
//!
//! A `Site` is whole or does not exist: nothing is filled in later.

pub(crate) mod agenda;
pub(crate) mod anchors;
pub mod ask;
mod atlas;
pub(crate) mod comfort;
pub(crate) mod identity;
pub mod lists;
mod neighbours;
pub mod rank;
pub(crate) mod route;
pub mod search;
pub(crate) mod term;
pub(crate) mod timetable;
pub(crate) mod weekly;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::content::{Content, Unread};
use crate::diagnostics::At;
use crate::model::area::Area;
use crate::model::fee::Fee;
use crate::model::outline::Outline;
use crate::model::page::Page;
use crate::model::phrase::Phrases;
use crate::model::readings::Readings;
use crate::model::resource::{Resource, Visibility};
use crate::model::settings::Settings;
use crate::model::vocabulary::{Term, Vocabulary};
use crate::site::route::Target;
use crate::source::{address, markdown};

pub(crate) use agenda::{Agenda, Undated};
pub use ask::{Asked, Whom};
pub(crate) use atlas::{Atlas, Sheet};
pub(crate) use lists::Lists;
pub(crate) use neighbours::Nearest;
pub(crate) use route::Routes;
pub(crate) use timetable::{Meeting, Timetable};

/// Position of an entry in [`Site::entries`].
pub type EntryIndex = usize;

/// A whole site, ready to be checked and rendered.
#[derive(Debug)]
pub struct Site {
    /// The day for which it is built.
    pub today: Date,
    /// `site.yaml`.
    pub settings: Settings,
    /// The four lists of words.
    pub vocabulary: Vocabulary,
    /// Areas in the order of the file.
    pub areas: Vec<Area>,
    /// Words with their furigana.
    pub readings: Readings,
    /// Where a line of Japanese may end, with the names of this site kept whole.
    pub phrases: Phrases,
    /// Pages in the order of `order`, then slug.
    pub pages: Vec<Page>,
    /// Pictures: path below `images/` → bytes.
    pub images: BTreeMap<String, Vec<u8>>,
    /// Entries in the order of their ids.
    pub entries: Vec<Entry>,
    /// Ids of entries that exist but are not published; for messages only.
    pub hidden: Vec<String>,
    /// Meetings from today to the end of the calendar, in order.
    pub calendar: Vec<Meeting>,
    /// What could not be read; for messages only.
    pub unread: Unread,
    /// What else the calendar shows, and who has a calendar file.
    pub agenda: Agenda,
    /// What is listed where.
    pub lists: Lists,
    /// What is drawn on which map.
    pub atlas: Atlas,
    /// What is drawn under it.
    pub outline: Outline,
    /// Every address of the site that content may link to.
    pub routes: Routes,
}

/// A resource in its site.
#[derive(Debug)]
pub struct Entry {
    /// The resource.
    pub resource: Resource,
    /// Index of its kind; none when unknown (then a check has reported an error).
    pub kind: Option<usize>,
    /// Indices of its wishes, the most fitting first.
    pub needs: Vec<usize>,
    /// Indices of its audiences.
    pub audience: Vec<usize>,
    /// Indices of its comforts, as `comforts`, `fee` and `reservation` say them together.
    pub comforts: Vec<usize>,
    /// What it costs, as `fee` and `comforts` say together.
    pub fee: Fee,
    /// Indices of its areas.
    pub areas: Vec<usize>,
    /// The entries its editor named.
    pub related: Vec<EntryIndex>,
    /// Entries that are like it; none of `related`.
    pub similar: Vec<EntryIndex>,
    /// Entries that are near it.
    pub nearest: Nearest,
    /// Whom to ask about it.
    pub whom: Whom,
    /// Its days from today on; none where neither hours nor closed days are given.
    pub timetable: Option<Arc<Timetable>>,
    /// Whether it was last checked longer ago than the policy allows, or never.
    pub is_stale: bool,
    /// Whether `valid.until` has passed.
    pub is_over: bool,
}

impl Entry {
    /// Whether it has a page of its own.
    pub fn is_public(&self) -> bool {
        self.resource.visibility == Visibility::Public
    }

    /// Latitude and longitude of its first place that may be told.
    pub fn location(&self) -> Option<(f64, f64)> {
        let sessions = self.resource.sessions.iter().filter_map(|session| session.venue.as_ref());
        let mut told = self.resource.venues.iter().chain(sessions).filter(|venue| venue.undisclosed.is_none());
        told.find_map(|venue| venue.location.as_ref()).map(|location| location.value)
    }
}

impl Site {
    /// Assembles a site as of `today`.
    pub fn assemble(content: Content, today: Date) -> Site {
        let Content { settings, vocabulary, areas, readings, resources, mut pages, images, unread, outline } = content;
        pages.sort_by(|a, b| (a.order, &a.slug).cmp(&(b.order, &b.slug)));
        let (published, internal): (Vec<_>, Vec<_>) =
            resources.into_iter().partition(|resource| resource.visibility != Visibility::Internal);
        let hidden = internal.into_iter().map(|resource| resource.id).collect();
        let mut entries = enter(published, &settings, &vocabulary, &areas, today);
        let whom = ask::find(&entries, &areas, &vocabulary.kinds);
        entries.iter_mut().zip(whom).for_each(|(entry, whom)| entry.whom = whom);
        let lists = Lists::new(&entries, &vocabulary, &areas);
        neighbours::find(&mut entries, &lists);
        let calendar = timetable::calendar(&entries, today);
        let agenda = Agenda::new(&entries, &areas, &lists, &calendar, today);
        let mut routes = Routes::new(&entries, &pages, &vocabulary, &areas, &lists, &settings);
        let atlas = if outline.lines.is_empty() { Atlas::default() } else { Atlas::new(&entries, &lists) };
        routes.add_map(&atlas, &areas);
        routes.add_calendar(&entries, &areas, &calendar, &agenda, today);
        let phrases = phrases(&entries, &readings);
        Site {
            today,
            settings,
            vocabulary,
            areas,
            readings,
            phrases,
            pages,
            images,
            entries,
            hidden,
            unread,
            calendar,
            agenda,
            lists,
            atlas,
            outline,
            routes,
        }
    }

    /// Where a link written in a content file leads. A name may hold `#`, `?` and `%`, and be written percent-encoded: what exists
    /// decides what is meant.
    pub fn follow(&self, from: &str, destination: &str) -> Target {
        if markdown::scheme(destination).is_some() || !destination.contains(['%', '#', '?']) {
            return route::resolve(from, destination);
        }
        let readings = address::readings(destination);
        let mut targets = readings.iter().map(|(path, rest)| route::target(from, path, rest));
        let exists = |target: &Target| matches!(target, Target::Inside { path, .. } if self.has(path));
        targets.find(exists).unwrap_or_else(|| route::resolve(from, destination))
    }

    /// Whether something lies at an address of the site.
    pub fn has(&self, path: &str) -> bool {
        path.strip_prefix("images/").map_or_else(|| self.routes.contains(path), |image| self.images.contains_key(image))
    }

    /// The picture that is meant by a name, however it is spelt.
    pub fn picture(&self, name: &str) -> Option<&str> {
        let bare = |name: &str| name.trim_start_matches("./").trim_start_matches("images/").to_owned();
        let known = |name: &str| self.images.get_key_value(name).map(|(name, _)| name.as_str());
        known(&bare(&address::composed(name))).or_else(|| known(&bare(&address::decoded(name))))
    }

    /// The entry with an id.
    pub fn entry(&self, id: &str) -> Option<EntryIndex> {
        position(&self.entries, id)
    }
}

/// The splitter, with the names of entries and places, and the words that have a reading.
fn phrases(entries: &[Entry], readings: &Readings) -> Phrases {
    let of_entries = entries.iter().flat_map(|entry| {
        let resource = &entry.resource;
        let venues = resource.venues.iter().filter_map(|venue| venue.name.as_deref());
        std::iter::once(resource.name.value.as_str()).chain(resource.other_names.iter().map(String::as_str)).chain(venues)
    });
    Phrases::new(of_entries.chain(readings.pairs().map(|(word, _)| word)))
}

fn position(entries: &[Entry], id: &str) -> Option<EntryIndex> {
    entries.binary_search_by(|entry| entry.resource.id.as_str().cmp(id)).ok()
}

fn enter(mut resources: Vec<Resource>, settings: &Settings, vocabulary: &Vocabulary, areas: &[Area], today: Date) -> Vec<Entry> {
    // Two files of one name (`.yaml` and `.md`) are reported by a check; both stay, next to each other.
    resources.sort_by(|a, b| a.id.cmp(&b.id));
    let ids: Vec<String> = resources.iter().map(|resource| resource.id.clone()).collect();
    let oldest = settings.freshness.and_then(|freshness| today.checked_sub(i64::from(freshness.review_after_months).months()).ok());
    let timetables = timetable::timetables(&resources, today);
    // Of two areas with one id, which is reported, the first is meant.
    let places: BTreeMap<&str, usize> = areas.iter().enumerate().rev().map(|(at, area)| (area.id.value.as_str(), at)).collect();
    let mut entries = Vec::with_capacity(resources.len());
    for (resource, timetable) in resources.into_iter().zip(timetables) {
        let kind = index(&vocabulary.kinds, &resource.kind);
        let own: Vec<usize> = indices(&vocabulary.needs, &resource.needs);
        let needs = match kind {
            Some(kind) if resource.needs.is_empty() => indices(&vocabulary.needs, &vocabulary.kinds[kind].needs),
            _ => own,
        };
        let in_areas: Vec<usize> = if resource.areas.is_empty() {
            places.get(resource.folder.as_str()).copied().into_iter().collect()
        } else {
            resource.areas.iter().filter_map(|id| places.get(id.value.as_str()).copied()).collect()
        };
        let fee = comfort::fee(&resource);
        let comforts = comfort::comforts(indices(&vocabulary.comforts, &resource.comforts), &resource, fee, &vocabulary.comforts);
        entries.push(Entry {
            kind,
            needs,
            audience: indices(&vocabulary.audiences, &resource.audience),
            comforts,
            fee,
            areas: each_once(in_areas.into_iter()),
            related: resource
                .related
                .iter()
                .filter_map(|id| ids.binary_search(&id.value).ok())
                .filter(|at| ids[*at] != resource.id)
                .collect(),
            similar: Vec::new(),
            nearest: Nearest::SameArea(Vec::new()),
            whom: Whom::Nobody,
            timetable,
            is_stale: oldest.is_some_and(|oldest| resource.checked.as_ref().is_none_or(|checked| checked.latest() < oldest)),
            is_over: resource.valid.until.as_ref().is_some_and(|until| until.latest() < today),
            resource,
        });
    }
    for at in 0..entries.len() {
        let visible: Vec<_> = entries[at].related.iter().copied().filter(|other| entries[*other].is_public()).collect();
        entries[at].related = visible;
    }
    entries
}

fn index(terms: &[Term], id: &str) -> Option<usize> {
    terms.iter().position(|term| term.id.value == id)
}

/// In the editor's order, which says what matters most; each once.
fn indices(terms: &[Term], ids: &[At<String>]) -> Vec<usize> {
    each_once(ids.iter().filter_map(|id| index(terms, id)))
}

fn each_once(indices: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut kept = Vec::new();
    for index in indices {
        if !kept.contains(&index) {
            kept.push(index);
        }
    }
    kept
}
