//! The parts of a page that a link may lead to: headings of its texts, and what its template calls its sections.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{FileId, Span};
use crate::model::markdown::anchors::{Ids, ON_ENTRIES, ON_HOME, ON_PAGES};
use crate::model::page::Page;
use crate::model::resource::Resource;
use crate::model::text::Prose;
use crate::site::{Entry, Nearest, Site, route};

/// The ids of the headings of each text of one page.
#[derive(Debug, Default)]
pub struct Headings(BTreeMap<(FileId, u32), Vec<String>>);

impl Headings {
    /// Of a page in prose.
    pub fn of_page(page: &Page) -> Self {
        Headings::of(std::iter::once(&page.body), ON_PAGES)
    }

    /// Of an entry.
    pub fn of_entry(resource: &Resource) -> Self {
        Headings::of(resource.proses(), ON_ENTRIES)
    }

    /// Of the top page.
    pub fn of_home(lead: &Prose) -> Self {
        Headings::of(std::iter::once(lead), ON_HOME)
    }

    fn of<'a>(proses: impl Iterator<Item = &'a Prose>, taken: &'static [&'static str]) -> Self {
        let mut ids = Ids::beside(taken);
        let mut all = BTreeMap::new();
        for prose in proses {
            let own = ids.of(&prose.source, prose.style);
            if !own.is_empty() {
                all.insert(key(prose.span), own);
            }
        }
        Headings(all)
    }

    /// The ids of a text's headings, in order.
    pub fn of_text(&self, span: Span) -> &[String] {
        self.0.get(&key(span)).map_or(&[], Vec::as_slice)
    }

    fn all(&self) -> impl Iterator<Item = &String> {
        self.0.values().flatten()
    }
}

fn key(span: Span) -> (FileId, u32) {
    (span.file, span.start)
}

/// The ids of a page of the site; none where they are not known.
pub fn of(path: &str, site: &Site) -> Option<BTreeSet<String>> {
    let mut ids: BTreeSet<String> = ON_PAGES.iter().map(|id| (*id).to_owned()).collect();
    if let Some(page) = site.pages.iter().find(|page| route::page(&page.slug) == path) {
        ids.extend(Headings::of_page(page.shown()).all().cloned());
        return Some(ids);
    }
    if let Some((entry, shown)) = entry_at(path, site) {
        ids.extend(Headings::of_entry(shown).all().cloned());
        ids.extend(sections(entry, shown).into_iter().map(str::to_owned));
        return Some(ids);
    }
    match path {
        "index.html" => {
            ids.extend(ON_HOME.iter().map(|id| (*id).to_owned()));
            let lead = site.settings.shown().lead.as_ref();
            ids.extend(lead.into_iter().flat_map(|lead| Headings::of_home(lead).all().cloned().collect::<Vec<_>>()));
        }
        "leaflet.html" => {
            ids.insert("how-to-print".to_owned());
            ids.extend(site.settings.leaflets.iter().map(|leaflet| leaflet.id.value.clone()));
        }
        route::CALENDAR => ids.extend(["soon", "ask", "subscribe"].map(str::to_owned)),
        route::OPEN_DATA => ids.extend(["terms", "files"].map(str::to_owned)),
        "find.html" => {
            ids.extend(["all-entries", "find-q", "g-other"].map(str::to_owned));
            ids.extend(site.areas.iter().map(|area| format!("g-{}", area.id.value)));
        }
        _ if path.ends_with(".html") => return None,
        // A picture or another file has no parts.
        _ => return None,
    }
    Some(ids)
}

fn entry_at<'a>(path: &str, site: &'a Site) -> Option<(&'a Entry, &'a Resource)> {
    let stem = path.strip_suffix(".html")?;
    let (id, language) = match stem.rsplit_once('.') {
        Some((id, language)) => (id, Some(language)),
        None => (stem, None),
    };
    let entry = &site.entries[site.entry(id)?];
    let resource = match language {
        None => &entry.resource,
        Some(language) => entry.resource.variations.iter().find(|variation| variation.language == language)?.resource.as_ref(),
    };
    Some((entry, resource.shown()))
}

/// The sections that an entry's page has.
fn sections(entry: &Entry, resource: &Resource) -> Vec<&'static str> {
    let period = (resource.valid.from.is_some() || resource.valid.until.is_some()) && !entry.is_over;
    let has_times = !resource.hours.is_empty() || !resource.closed.is_empty();
    // A single place without hours stands in the next step.
    let has_places = !resource.venues.is_empty() && (has_times || resource.venues.len() > 1);
    let is_near = match &entry.nearest {
        Nearest::ByDistance(near) => !near.is_empty(),
        Nearest::SameArea(others) => !others.is_empty(),
    };
    let all = [
        ("step", true),
        ("facts", period || has_times || has_places || resource.allowance.is_some() || resource.attendance.is_some()),
        ("today", entry.timetable.as_ref().is_some_and(|table| table.weekly.is_some())),
        ("week", entry.timetable.as_ref().is_some_and(|table| table.weekly.is_some())),
        ("comforts", !entry.comforts.is_empty()),
        ("contacts", true),
        ("sessions", !resource.sessions.is_empty()),
        ("audience", !entry.audience.is_empty() || resource.eligibility.is_some()),
        ("first-visit", resource.first_visit.is_some()),
        ("worries", !resource.worries.is_empty()),
        ("steps", !resource.steps.is_empty()),
        ("faq", !resource.faq.is_empty()),
        ("figures", !resource.figures.is_empty()),
        ("accessibility", resource.accessibility.as_ref().is_some_and(|all| all.known().next().is_some() || all.note.is_some())),
        ("organizers", !resource.organizers.is_empty() || resource.since.is_some()),
        ("links", !resource.links.is_empty()),
        ("related", !entry.related.is_empty()),
        ("near", is_near),
        ("similar", entry.related.is_empty() && !entry.similar.is_empty()),
    ];
    all.into_iter().filter(|(_, there)| *there).map(|(id, _)| id).collect()
}
