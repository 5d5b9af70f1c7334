//! The calendar: its pages, and the files that other calendars read.
//!
//! 1. [`pages`]: `calendar.html`, `calendar/<yyyy-mm>.html`, the same for an area that has only a part of the meetings, and
//!    `calendar/ask.html` where too many sessions without dates would stand below the months.
//! 2. [`events`] turns each entry's sessions into calendar events once; [`ics`] writes them. `calendar.ics`,
//!    `calendar/<area>.ics` and `<area>/<slug>.ics` are put together from the same events.
//!
//! Pages and files show the same dates: an event gets a recurrence rule only if [`rule`] gives, day for day, what
//! [`Session::between`](crate::model::resource::Session::between) gives.

mod events;
mod ics;
mod pages;
mod rule;
#[cfg(test)]
mod tests;

use std::sync::{Arc, OnceLock};

use crate::render::{Artifact, Input};
use crate::site::{EntryIndex, Site, route};

pub(super) fn render<'a>(input: &'a Input<'a>) -> Vec<Artifact<'a>> {
    let mut artifacts = pages::render(input);
    artifacts.extend(files(input));
    artifacts
}

fn files<'a>(input: &'a Input<'a>) -> Vec<Artifact<'a>> {
    let site = input.site;
    let dated = &site.agenda.dated;
    if dated.is_empty() {
        return Vec::new();
    }
    // Each made once, by the first file that needs it: whoever looks at one page asks for none.
    let events: Arc<Vec<(EntryIndex, OnceLock<String>)>> = Arc::new(dated.iter().map(|&at| (at, OnceLock::new())).collect());
    let mut artifacts = Vec::with_capacity(dated.len() + site.areas.len() + 1);
    let mut file = |path: String, name: String, entries: &'a [EntryIndex]| {
        let events = Arc::clone(&events);
        artifacts.push(Artifact::later(path, move || Ok(ics::calendar(&name, events_of(site, &events, entries)).into_bytes())));
    };
    file(route::calendar_file(None), calendar_name(site, None), dated);
    for (area, agenda) in site.areas.iter().zip(&site.agenda.areas).filter(|(_, agenda)| !agenda.dated.is_empty()) {
        file(route::calendar_file(Some(&area.id)), calendar_name(site, Some(&area.name)), &agenda.dated);
    }
    for entry in dated.chunks(1) {
        let resource = &site.entries[entry[0]].resource;
        let name = resource.name.value.clone();
        file(route::resource_calendar(&resource.id), name, entry);
    }
    artifacts
}

/// The events of some entries; both lists are in the order of entries.
fn events_of<'e>(site: &'e Site, events: &'e [(EntryIndex, OnceLock<String>)], entries: &'e [EntryIndex]) -> impl Iterator<Item = &'e str> {
    let found = entries.iter().filter_map(|entry| events.binary_search_by_key(entry, |(at, _)| *at).ok());
    found.map(|at| events[at].1.get_or_init(|| events::of(site, events[at].0)).as_str())
}

fn calendar_name(site: &Site, area: Option<&str>) -> String {
    area.map_or_else(|| site.settings.title.value.clone(), |area| format!("{}（{area}）", site.settings.title.value))
}
