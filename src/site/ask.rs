//! Whom to ask about an entry. It is decided here and nowhere else, and never guessed:
//!
//! 1. its own contacts,
//! 2. the entry that its editor named (`ask`),
//! 3. the window of the same organiser, where there is exactly one in its area,
//! 4. the window that the publisher named for its area (`ask` in `areas.yaml`), or for the area this is a part of.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::area::{Area, Window};
use crate::model::venue::Contact;
use crate::model::vocabulary::Term;
use crate::site::{Entry, EntryIndex, Site, lists};

/// Whom to ask about an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Whom {
    /// Those who answer there.
    Itself,
    /// The people of another entry.
    Entry(EntryIndex, Because),
    /// The window named for an area, which is no entry.
    Area(usize),
    /// Nobody is known.
    #[default]
    Nobody,
}

/// Why another entry's people are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// The editor says so.
    Editor,
    /// It is their window too.
    Organizer,
    /// The publisher names it for the area.
    Area,
}

/// Those who are asked, by name, and the ways to them.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Name of the window; none where it is the entry itself.
    pub name: Option<&'a str>,
    /// Its contacts; at least one can be reached.
    pub contacts: &'a [Contact],
    /// The entry it is, unless it is the asked one itself.
    pub entry: Option<EntryIndex>,
    /// Why it is asked; none where it is the entry itself.
    pub because: Option<Because>,
}

/// A kind of way to reach somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum WayKind {
    /// By voice.
    Phone,
    /// A letter that is answered in writing.
    Mail,
    /// A service where people write to each other.
    Chat,
    /// A page of their own.
    Link,
    /// Paper over the phone.
    Fax,
}

impl WayKind {
    /// Its name in addresses, scripts and among the icons.
    pub fn id(self) -> &'static str {
        match self {
            WayKind::Phone => "phone",
            WayKind::Mail => "mail",
            WayKind::Chat => "chat",
            WayKind::Link => "link",
            WayKind::Fax => "fax",
        }
    }

    /// Whether it goes over a phone line.
    pub fn is_call(self) -> bool {
        matches!(self, WayKind::Phone | WayKind::Fax)
    }
}

/// Whether somebody can be reached.
pub fn is_way(contact: &Contact) -> bool {
    let numbers = [&contact.phone, &contact.fax, &contact.text, &contact.email, &contact.url, &contact.form];
    numbers.into_iter().any(Option::is_some) || contact.line.is_some() || !contact.sns.is_empty()
}

/// Whether an entry's people answer.
pub fn answers(entry: &Entry) -> bool {
    !entry.is_gone() && entry.resource.contacts.iter().any(is_way)
}

impl Site {
    /// Those to ask about an entry; none where nobody is known.
    pub fn asked<'a>(&'a self, entry: &'a Entry) -> Option<Asked<'a>> {
        match entry.whom {
            Whom::Itself => Some(Asked { name: None, contacts: &entry.resource.contacts, entry: None, because: None }),
            Whom::Entry(at, because) => {
                let resource = &self.entries[at].resource;
                let name = Some(resource.name.value.as_str());
                Some(Asked { name, contacts: &resource.contacts, entry: Some(at), because: Some(because) })
            }
            Whom::Area(area) => match &self.areas[area].ask {
                Some(Window::Contact(contact)) => Some(Asked {
                    name: contact.label.as_deref(),
                    contacts: std::slice::from_ref(contact),
                    entry: None,
                    because: Some(Because::Area),
                }),
                Some(Window::Entry(_)) | None => None,
            },
            Whom::Nobody => None,
        }
    }
}

/// Whom to ask about each entry, in their order.
pub(super) fn find(entries: &[Entry], areas: &[Area], kinds: &[Term]) -> Vec<Whom> {
    let windows = Windows::new(entries, kinds);
    let of_areas: Vec<Whom> = (0..areas.len()).map(|area| of_area(area, entries, areas)).collect();
    entries.iter().enumerate().map(|(at, entry)| whom(at, entry, entries, &windows, &of_areas)).collect()
}

fn whom(at: EntryIndex, entry: &Entry, entries: &[Entry], windows: &Windows, of_areas: &[Whom]) -> Whom {
    if entry.resource.contacts.iter().any(is_way) {
        return Whom::Itself;
    }
    let named = entry.resource.ask.as_ref().and_then(|id| super::entry::position(entries, &id.value));
    if let Some(named) = named.filter(|named| *named != at && answers(&entries[*named])) {
        return Whom::Entry(named, Because::Editor);
    }
    if let Some(window) = windows.of(entry).filter(|window| *window != at) {
        return Whom::Entry(window, Because::Organizer);
    }
    let of_area = entry.areas.iter().map(|area| of_areas[*area]).find(|whom| *whom != Whom::Nobody);
    of_area.filter(|whom| !matches!(whom, Whom::Entry(other, _) if *other == at)).unwrap_or_default()
}

fn of_area(area: usize, entries: &[Entry], areas: &[Area]) -> Whom {
    let named = lists::with_wholes(area, areas, &lists::places(areas)).into_iter().find_map(|area| Some((area, areas[area].ask.as_ref()?)));
    match named {
        Some((area, Window::Contact(_))) => Whom::Area(area),
        Some((_, Window::Entry(id))) => super::entry::position(entries, &id.value)
            .filter(|at| answers(&entries[*at]))
            .map_or(Whom::Nobody, |at| Whom::Entry(at, Because::Area)),
        None => Whom::Nobody,
    }
}

/// The windows of each organiser in each area; none where there are several, because which of them knows is a guess.
struct Windows<'a>(BTreeMap<(&'a str, usize), Option<EntryIndex>>);

impl<'a> Windows<'a> {
    fn new(entries: &'a [Entry], kinds: &[Term]) -> Self {
        let mut windows: BTreeMap<(&str, usize), Option<EntryIndex>> = BTreeMap::new();
        for (at, entry) in entries.iter().enumerate() {
            if !entry.kind.is_some_and(|kind| kinds[kind].is_window) || !answers(entry) {
                continue;
            }
            for organizer in &entry.resource.organizers {
                for &area in &entry.areas {
                    windows.entry((organizer.name.as_str(), area)).and_modify(|window| *window = None).or_insert(Some(at));
                }
            }
        }
        Windows(windows)
    }

    fn of(&self, entry: &Entry) -> Option<EntryIndex> {
        let mut organizers = entry.resource.organizers.iter();
        organizers.find_map(|of| entry.areas.iter().find_map(|area| self.0.get(&(of.name.as_str(), *area)).copied().flatten()))
    }
}
