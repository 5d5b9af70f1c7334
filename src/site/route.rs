//! Addresses. One place decides where everything lies; all are relative to the site's root.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::model::area::Area;
use crate::model::page::Page;
use crate::model::resource::Resource;
use crate::model::settings::Settings;
use crate::model::vocabulary::Vocabulary;
use crate::site::{Agenda, Atlas, Entry, Lists, Meeting, Site, timetable};
use crate::source::address;

/// Folder names that the site itself needs; no area may be called so.
pub const RESERVED: [&str; 10] = ["needs", "kinds", "areas", "comforts", "assets", "images", "leaflet", "calendar", "map", "opendata"];
/// Page names that the site itself needs; no page may be called so.
pub const RESERVED_PAGES: [&str; 8] = ["index", "find", "calendar", "bookmarks", "map", "leaflet", "urgent", "404"];

/// Entries on one page of a list. A phone scrolls through this many, and a page stays below some 200 kB.
pub const LIST_PAGE: usize = 100;

/// The four folders of lists.
pub const LIST_FOLDERS: [&str; 4] = ["needs", "kinds", "areas", "comforts"];

/// A resource's page.
pub fn resource(id: &str) -> String {
    format!("{id}.html")
}

/// A resource's page in another language.
pub fn variation(id: &str, language: &str) -> String {
    format!("{id}.{language}.html")
}

/// A list's page, counted from 1.
pub fn list(folder: &str, id: &str, number: usize) -> String {
    if number == 1 { format!("{folder}/{id}.html") } else { format!("{folder}/{id}-{number}.html") }
}

/// The list of everything, counted from 1.
pub fn find(number: usize) -> String {
    if number == 1 { "find.html".to_owned() } else { format!("find-{number}.html") }
}

/// A page in prose.
pub fn page(slug: &str) -> String {
    format!("{slug}.html")
}

/// The map.
pub const MAP: &str = "map.html";

/// A sheet of the map, counted from 1. No id begins with `_` or has one, so that no two areas share an address.
pub fn sheet(area: Option<&str>, part: usize) -> String {
    let area = area.unwrap_or("_other");
    if part == 1 { format!("map/{area}.html") } else { format!("map/{area}_{part}.html") }
}

/// The id of an entry's mark on the map.
pub fn mark(id: &str) -> String {
    format!("at-{}", id.replace('/', "-"))
}

/// わたしのしおり.
pub const BOOKMARKS: &str = "bookmarks.html";

/// Lines of help; only where the site names some.
pub const URGENT: &str = "urgent.html";

/// What stands in `opendata/`, for people.
pub const OPEN_DATA: &str = "opendata/index.html";

/// The feed.
pub const FEED: &str = "feed.xml";

/// The feed's address, unless there is nothing with a date to tell.
pub fn feed(site: &Site) -> Option<&'static str> {
    site.entries.iter().any(|entry| entry.is_public() && dated(&entry.resource).is_some()).then_some(FEED)
}

/// The day from which an entry was last known to hold: when it was checked, else its newest source, else since when it
/// exists. Of a month or a year the first day.
pub fn dated(resource: &Resource) -> Option<Date> {
    let checked = resource.checked.as_ref().map(|checked| checked.earliest());
    let source = || resource.sources.iter().filter_map(|source| source.date).map(|date| date.earliest()).max();
    checked.or_else(source).or_else(|| resource.since.map(|since| since.earliest()))
}

/// The calendar's first page.
pub const CALENDAR: &str = "calendar.html";

/// Meetings on one page of a month.
pub const MONTH_PAGE: usize = 300;

/// Sessions without dates that stand below the months; of more, there is a page of their own.
pub const UNDATED_SHOWN: usize = 60;

/// A month's page, counted from 1, of everything or of one area.
pub fn month(month: Date, area: Option<&str>, number: usize) -> String {
    let area = area.map(|area| format!("{area}-")).unwrap_or_default();
    let number = if number == 1 { String::new() } else { format!("-{number}") };
    format!("calendar/{area}{}{number}.html", month.strftime("%Y-%m"))
}

/// The pages of a month of so many meetings.
pub fn month_pages(meetings: usize) -> usize {
    meetings.div_ceil(MONTH_PAGE).max(1)
}

/// Sessions without dates, counted from 1.
pub fn undated(number: usize) -> String {
    if number == 1 { "calendar/ask.html".to_owned() } else { format!("calendar/ask-{number}.html") }
}

/// The pages of so many sessions without dates; none where they stand below the months.
pub fn undated_pages(undated: usize) -> usize {
    if undated > UNDATED_SHOWN { undated.div_ceil(MONTH_PAGE) } else { 0 }
}

/// The calendar file of everything or of one area.
pub fn calendar_file(area: Option<&str>) -> String {
    area.map_or_else(|| "calendar.ics".to_owned(), |area| format!("calendar/{area}.ics"))
}

/// The calendar file of a resource.
pub fn resource_calendar(id: &str) -> String {
    format!("{id}.ics")
}

/// A leaflet's PDF.
pub fn leaflet(id: &str) -> String {
    format!("leaflet/{id}.pdf")
}

/// Another file of a leaflet: `hannan-fold.pdf`.
#[cfg(feature = "leaflet")]
pub fn leaflet_file(id: &str, suffix: &str) -> String {
    format!("leaflet/{id}{suffix}.pdf")
}

/// How many pages a list of so many entries has; an empty list still has one.
pub fn list_pages(entries: usize) -> usize {
    entries.div_ceil(LIST_PAGE).max(1)
}

/// The way up from a page to the root: `""`, `"../"`, …
pub fn root_of(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

/// Every address that content may link to.
#[derive(Debug, Default)]
pub struct Routes {
    known: BTreeSet<String>,
}

impl Routes {
    pub(super) fn new(
        entries: &[Entry],
        pages: &[Page],
        vocabulary: &Vocabulary,
        areas: &[Area],
        lists: &Lists,
        settings: &Settings,
    ) -> Self {
        let mut known: BTreeSet<String> = ["index.html", "find.html", "leaflet.html", BOOKMARKS, OPEN_DATA].map(str::to_owned).into();
        for entry in entries.iter().filter(|entry| entry.is_public()) {
            known.insert(resource(&entry.resource.id));
            known.extend(entry.resource.variations.iter().map(|variation_of| variation(&entry.resource.id, &variation_of.language)));
        }
        known.extend((!settings.urgent.is_empty()).then(|| URGENT.to_owned()));
        known.extend(pages.iter().map(|of| page(&of.slug)));
        known.extend(LIST_FOLDERS.map(|folder| format!("{folder}/index.html")));
        let mut add = |folder: &str, id: &str, entries: usize| {
            known.extend((1..=list_pages(entries)).map(|number| list(folder, id, number)));
        };
        vocabulary.needs.iter().zip(&lists.needs).for_each(|(term, list)| add("needs", &term.id, list.len()));
        vocabulary.kinds.iter().zip(&lists.kinds).for_each(|(term, list)| add("kinds", &term.id, list.len()));
        vocabulary.comforts.iter().zip(&lists.comforts).for_each(|(term, list)| add("comforts", &term.id, list.len()));
        areas.iter().zip(&lists.areas).for_each(|(area, list)| add("areas", &area.id, list.len()));
        if cfg!(feature = "leaflet") {
            known.extend(settings.leaflets.iter().map(|of| leaflet(&of.id)));
        }
        Routes { known }
    }

    pub(super) fn add_map(&mut self, atlas: &Atlas, areas: &[Area]) {
        if !atlas.sheets.is_empty() {
            self.known.insert(MAP.to_owned());
        }
        if atlas.is_split() {
            self.known.extend(atlas.sheets.iter().map(|of| sheet(of.area.map(|area| areas[area].id.value.as_str()), of.part.0)));
        }
    }

    pub(super) fn add_calendar(&mut self, entries: &[Entry], areas: &[Area], calendar: &[Meeting], agenda: &Agenda, today: Date) {
        self.known.insert(CALENDAR.to_owned());
        self.known.extend((1..=undated_pages(agenda.undated.len())).map(undated));
        self.known.extend(agenda.dated.iter().map(|at| resource_calendar(&entries[*at].resource.id)));
        if !agenda.dated.is_empty() {
            self.known.insert(calendar_file(None));
        }
        let everything: Vec<usize> = (0..calendar.len()).collect();
        let with_pages = (0..areas.len()).filter(|area| agenda.has_pages(*area, calendar));
        let of_areas = with_pages.map(|area| (Some(areas[area].id.value.as_str()), agenda.areas[area].meetings.as_slice()));
        let of_all = (!calendar.is_empty()).then_some((None, everything.as_slice()));
        for (area, meetings) in of_all.into_iter().chain(of_areas) {
            for first in timetable::months(today) {
                let pages = month_pages(timetable::of_month(calendar, meetings, first).len());
                self.known.extend((1..=pages).map(|number| month(first, area, number)));
            }
        }
        let with_files = areas.iter().zip(&agenda.areas).filter(|(_, area)| !area.dated.is_empty());
        self.known.extend(with_files.map(|(area, _)| calendar_file(Some(&area.id))));
    }

    /// Whether a page of that address is built.
    pub fn contains(&self, path: &str) -> bool {
        self.known.contains(path)
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.known.iter().map(String::as_str)
    }
}

/// Where a link written in a content file leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Out of the site: a complete address.
    Outside,
    /// A place on the same page.
    Fragment,
    /// An address of the site with an optional `#part`; it need not exist.
    Inside {
        /// Relative to the root.
        path: String,
        /// With its `#`, or empty.
        fragment: String,
    },
    /// Above the content folder.
    Escapes,
}

/// Resolves a link of the content file at `from` (path below the content folder, e.g. `pages/about.md`).
///
/// Editors link to what they see: another content file (`privacy.md`, `../resources/hannan/library.yaml`), a page of the
/// site as their own page's neighbour (`find.html`), or a picture (`../images/a.jpg`).
pub fn resolve(from: &str, destination: &str) -> Target {
    if crate::source::markdown::scheme(destination).is_some() {
        return Target::Outside;
    }
    match address::readings(destination).pop() {
        Some((path, fragment)) => target(from, &path, fragment),
        None => Target::Fragment,
    }
}

/// Where a path leads, with the part of a page behind it.
pub fn target(from: &str, path: &str, fragment: &str) -> Target {
    if path.is_empty() {
        return Target::Fragment;
    }
    let mut parts: Vec<&str> = if path.starts_with('/') { Vec::new() } else { from.split('/').collect() };
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return Target::Escapes;
                }
            }
            part => parts.push(part),
        }
    }
    Target::Inside { path: published(&parts.join("/")), fragment: fragment.to_owned() }
}

/// The site's address of a content path.
fn published(path: &str) -> String {
    let bare = path.strip_prefix("pages/").or_else(|| path.strip_prefix("resources/")).unwrap_or(path);
    let stem = bare.strip_suffix(".md").or_else(|| bare.strip_suffix(".yaml"));
    match stem {
        Some(stem) => format!("{stem}.html"),
        None if bare.is_empty() => "index.html".to_owned(),
        None => bare.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Target, resolve, root_of};

    #[test]
    fn editors_may_link_to_what_they_see() {
        let inside = |path: &str| Target::Inside { path: path.to_owned(), fragment: String::new() };
        assert_eq!(resolve("pages/about.md", "privacy.md"), inside("privacy.html"));
        assert_eq!(resolve("pages/about.md", "../resources/hannan/library.yaml"), inside("hannan/library.html"));
        assert_eq!(resolve("pages/about.md", "find.html"), inside("find.html"));
        assert_eq!(resolve("pages/about.md", "../index.html"), inside("index.html"));
        assert_eq!(resolve("resources/toba/e-room.yaml", "../hannan/library.yaml"), inside("hannan/library.html"));
        assert_eq!(resolve("pages/about.md", "../../etc/passwd"), Target::Escapes);
        assert_eq!(resolve("pages/about.md", "#top"), Target::Fragment);
        assert_eq!(resolve("pages/about.md", "https://example.org/"), Target::Outside);
        assert_eq!(root_of("hannan/library.html"), "../");
    }
}
