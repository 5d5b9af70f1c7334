//! A resource in its site: ids resolved, and what depends on today worked out.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::diagnostics::At;
use crate::model::area::Area;
use crate::model::fee::Fee;
use crate::model::resource::{Resource, Status, Visibility};
use crate::model::settings::Settings;
use crate::model::vocabulary::{Term, Vocabulary};
use crate::site::ask::Whom;
use crate::site::comfort;
use crate::site::days::SessionDays;
use crate::site::neighbours::Nearest;
use crate::site::timetable::{self, Timetable};

/// Position of an entry in [`Site::entries`].
pub type EntryIndex = usize;

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
    /// Whether one can go there.
    pub run: Run,
    /// The days of its sessions; none where it does not take place.
    pub days: Vec<SessionDays>,
}

/// Whether an entry takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run {
    /// It does; also on trial, and where nobody knows for how long.
    Running,
    /// Not now.
    Paused,
    /// No more: it has ended, or the time for which it was said is over.
    Gone,
}

impl Run {
    fn of(status: Status, is_over: bool) -> Self {
        match status {
            Status::Ended => Run::Gone,
            _ if is_over => Run::Gone,
            Status::Paused => Run::Paused,
            Status::Open | Status::Trial | Status::Undecided => Run::Running,
        }
    }
}

impl Entry {
    /// Whether it has a page of its own.
    pub fn is_public(&self) -> bool {
        self.resource.visibility == Visibility::Public
    }

    /// Whether it takes place, so that its meetings may be announced.
    pub fn takes_place(&self) -> bool {
        self.run == Run::Running
    }

    /// Whether it will not take place again.
    pub fn is_gone(&self) -> bool {
        self.run == Run::Gone
    }

    /// Latitude and longitude of its first place that may be told.
    pub fn location(&self) -> Option<(f64, f64)> {
        let sessions = self.resource.sessions.iter().filter_map(|session| session.venue.as_ref());
        let mut told = self.resource.venues.iter().chain(sessions).filter(|venue| venue.undisclosed.is_none());
        told.find_map(|venue| venue.location.as_ref()).map(|location| location.value)
    }
}

/// Where an id stands in the entries.
pub(super) fn position(entries: &[Entry], id: &str) -> Option<EntryIndex> {
    entries.binary_search_by(|entry| entry.resource.id.as_str().cmp(id)).ok()
}

/// The published resources as entries, in the order of their ids.
pub(super) fn enter(mut resources: Vec<Resource>, settings: &Settings, vocabulary: &Vocabulary, areas: &[Area], today: Date) -> Vec<Entry> {
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
        let is_over = resource.valid.until.as_ref().is_some_and(|until| until.latest() < today);
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
            is_over,
            run: Run::of(resource.status, is_over),
            days: Vec::new(),
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
