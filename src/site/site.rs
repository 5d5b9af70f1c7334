//! The site as a whole: put together once, then only read.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::content::{Content, Unread};
use crate::model::area::Area;
use crate::model::outline::Outline;
use crate::model::page::Page;
use crate::model::phrase::Phrases;
use crate::model::readings::Readings;
use crate::model::resource::Visibility;
use crate::model::settings::Settings;
use crate::model::vocabulary::Vocabulary;
use crate::site::agenda::Agenda;
use crate::site::atlas::Atlas;
use crate::site::entry::{Entry, EntryIndex, enter, position};
use crate::site::lists::Lists;
use crate::site::route::{self, Routes, Target};
use crate::site::timetable::{self, Meeting};
use crate::site::{ask, days, neighbours};
use crate::source::{address, markdown};

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
        let days = days::of(&entries, today);
        entries.iter_mut().zip(days).for_each(|(entry, days)| entry.days = days);
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
