//! What a search looks through: the words of an entry's page, made comparable, and what filters and distances need besides.
//!
//! Everything a visitor can read on a page is found, but the names of sources and of those who checked: they would make one
//! document's name find every entry taken from it.

pub(crate) mod normal;
mod spoken;
mod stations;

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::model::area::Area;
use crate::model::field::{Mapping, Row, Shape, Value};
use crate::model::resource::Resource;
use crate::model::ruby;
use crate::model::text::Prose;
use crate::model::venue::Venue;
use crate::model::vocabulary::Term;
use crate::site::{Entry, EntryIndex, Site};
use memchr::memmem;

pub use normal::{normal, push_normal, spellings, variants};
pub use spoken::Spoken;
pub use stations::stations;

/// The words of one entry. Texts are parted by line breaks, which no query holds, so that nothing matches across two.
#[derive(Debug, PartialEq, Eq)]
pub struct Words {
    /// Reading and other names, comparable.
    pub names: String,
    /// The ways there, comparable.
    pub access: String,
    /// Everything but name, summary, ways there and the words that sort entries, comparable.
    pub rest: String,
}

/// Words that mean the same to a searcher, comparable; groups in the order of the settings.
#[derive(Debug)]
pub struct Synonyms {
    /// At least two words each.
    pub groups: Vec<Vec<String>>,
    /// Of each word that sorts entries the groups of which one occurs in it.
    labels: BTreeMap<String, Vec<usize>>,
}

impl Synonyms {
    /// Those of the settings.
    pub fn new(site: &Site) -> Self {
        let group = |words: &Vec<String>| {
            let mut group: Vec<String> = Vec::new();
            for word in words.iter().map(|word| normal(word)).filter(|word| !word.is_empty()) {
                if !group.contains(&word) {
                    group.push(word);
                }
            }
            group
        };
        let groups = site.settings.synonyms.iter().map(group).filter(|group| group.len() > 1).collect();
        Synonyms { groups, labels: BTreeMap::new() }.with_labels(site)
    }

    fn with_labels(mut self, site: &Site) -> Self {
        let vocabulary = &site.vocabulary;
        let terms = [&vocabulary.kinds, &vocabulary.needs, &vocabulary.audiences, &vocabulary.comforts].into_iter().flatten();
        let labels = terms.flat_map(labels_of_term).chain(site.areas.iter().flat_map(labels_of_area));
        self.labels = labels.map(|label| (label.to_owned(), self.found_in(&[&normal(label)]))).collect();
        self
    }

    /// The groups of which a word occurs in one of some comparable texts.
    fn found_in(&self, texts: &[&str]) -> Vec<usize> {
        let holds = |word: &String| texts.iter().any(|text| memmem::find(text.as_bytes(), word.as_bytes()).is_some());
        let groups = self.groups.iter().enumerate();
        groups.filter(|(_, group)| group.iter().any(holds)).map(|(at, _)| at).collect()
    }

    /// The groups of which a word occurs in an entry.
    pub fn of(&self, entry: &Entry, words: &Words, site: &Site) -> Vec<usize> {
        let resource = &entry.resource;
        let (name, summary) = (normal(&resource.name), normal(&resource.summary.one_line()));
        let mut found = self.found_in(&[&name, &summary, &words.names, &words.rest, &words.access]);
        found.extend(labels(entry, site).filter_map(|label| self.labels.get(label)).flatten());
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The words by which an entry is sorted. They stand in the index once, not with each entry.
pub fn labels<'a>(entry: &'a Entry, site: &'a Site) -> impl Iterator<Item = &'a str> {
    let vocabulary = &site.vocabulary;
    let kinds = entry.kind.iter().map(|at| &vocabulary.kinds[*at]);
    let needs = entry.needs.iter().map(|at| &vocabulary.needs[*at]);
    let audience = entry.audience.iter().map(|at| &vocabulary.audiences[*at]);
    let comforts = entry.comforts.iter().map(|at| &vocabulary.comforts[*at]);
    let terms = kinds.chain(needs).chain(audience).chain(comforts);
    let areas = entry.areas.iter().map(|at| &site.areas[*at]);
    terms.flat_map(labels_of_term).chain(areas.flat_map(labels_of_area))
}

fn labels_of_term(term: &Term) -> impl Iterator<Item = &str> {
    [Some(term.label.as_str()), term.short.as_deref()].into_iter().flatten()
}

fn labels_of_area(area: &Area) -> impl Iterator<Item = &str> {
    [Some(area.name.as_str()), area.reading.as_deref()].into_iter().flatten()
}

impl Words {
    /// Those of an entry.
    pub fn of(entry: &Entry) -> Self {
        let resource = &entry.resource;
        let mut access = Collector::default();
        let venues = resource.venues.iter().chain(resource.sessions.iter().filter_map(|session| session.venue.as_ref()));
        venues.flat_map(|venue| &venue.access).for_each(|way| access.text(way));
        let mut rest = Collector::default();
        add_rest(resource, &mut rest);
        if let Some(shown) = &resource.marked {
            // What has furigana is found by it too.
            rest.is_read = true;
            shown.venues.iter().flat_map(|venue| &venue.access).for_each(|way| rest.text(way));
            rest.prose(&shown.summary);
            add_rest(shown, &mut rest);
        }
        Words { names: Words::names(entry), access: access.text, rest: rest.text }
    }

    /// Its reading and other names alone.
    pub fn names(entry: &Entry) -> String {
        let resource = &entry.resource;
        let mut names = Collector::default();
        resource.reading.iter().chain(&resource.other_names).for_each(|name| names.text(name));
        if let Some(shown) = &resource.marked {
            names.is_read = true;
            std::iter::once(&shown.name.value).chain(&shown.other_names).for_each(|name| names.text(name));
        }
        names.text
    }

    /// Roughly how many bytes an index needs for an entry, without making it.
    pub fn weight(entry: &Entry) -> usize {
        let resource = &entry.resource;
        let prose: usize = resource.proses().map(|prose| prose.source.len()).sum();
        let lists = resource.worries.iter().chain(&resource.steps).chain(&resource.other_names).map(String::len).sum::<usize>();
        let venues: usize = resource.venues.iter().map(venue_weight).sum();
        let table = entry.timetable.as_ref().and_then(|table| table.weekly.as_ref()).map_or(0, |weekly| weekly.table.len());
        resource.name.len() + prose + lists + venues + table + 80 * resource.contacts.len() + 120 * resource.sessions.len() + 200
    }
}

fn venue_weight(venue: &Venue) -> usize {
    let texts = [&venue.name, &venue.address, &venue.detail].into_iter().flatten();
    // Name and address of the first place are kept as they are and made comparable.
    2 * texts.map(String::len).sum::<usize>() + venue.access.iter().map(String::len).sum::<usize>()
}

fn add_rest(resource: &Resource, out: &mut Collector) {
    let searched = Resource::FIELDS.iter().filter(|field| field.row.is_searched);
    searched.for_each(|field| out.value(&field.row, (field.get)(resource)));
    resource.body.iter().for_each(|body| out.prose(body));
}

/// Comparable texts, parted by line breaks.
#[derive(Default)]
struct Collector {
    text: String,
    /// Whether only texts with furigana are wanted, as they are read.
    is_read: bool,
}

impl Collector {
    fn text(&mut self, text: &str) {
        if self.is_read && !ruby::is_marked(text) {
            return;
        }
        let begin = self.text.len();
        if begin > 0 {
            self.text.push('\n');
        }
        let words = if self.is_read { Cow::Owned(ruby::read(text)) } else { ruby::plain(text) };
        push_normal(&words, &mut self.text);
        if self.text.len() == begin + usize::from(begin > 0) {
            self.text.truncate(begin);
        }
    }

    fn prose(&mut self, prose: &Prose) {
        prose.blocks().iter().for_each(|block| self.text(&block.text));
    }

    /// What a field says. Addresses, dates and numbers are no words.
    fn value(&mut self, row: &Row, value: Value) {
        match value {
            Value::Nothing | Value::Date(_) | Value::Number(_) => {}
            Value::Text(_) if matches!(row.shape, Shape::Url) => {}
            Value::Text(text) => {
                self.text(&text);
                // People type a number with and without its hyphens.
                if matches!(row.shape, Shape::Phone) {
                    self.text(&text.replace('-', ""));
                }
            }
            Value::Prose(prose) => self.prose(prose),
            // What is there is found by its name.
            Value::Choice("yes", _) => self.text(row.label),
            Value::Choice(..) => {}
            Value::List(values) => values.into_iter().for_each(|value| self.value(row, value)),
            Value::Pairs(pairs) => {
                for (name, value) in pairs {
                    self.text(name);
                    self.value(row, value);
                }
            }
            Value::Object(fields) => {
                if row.is_named {
                    self.text(row.label);
                }
                fields.into_iter().filter(|(row, _)| row.is_searched).for_each(|(row, value)| self.value(row, value));
            }
        }
    }
}

/// Files of the index: each holds entries of neighbouring areas, the whole about as much as `limit` bytes of text.
pub fn shards(site: &Site, limit: usize) -> Vec<&[EntryIndex]> {
    parts(&site.lists.by_area, limit, |at| Words::weight(&site.entries[at]))
}

/// Cuts a list where its weights sum up to `limit`.
pub fn parts(ordered: &[EntryIndex], limit: usize, weight_of: impl Fn(EntryIndex) -> usize) -> Vec<&[EntryIndex]> {
    let mut parts = Vec::new();
    let (mut begin, mut weight) = (0, 0);
    for (position, &at) in ordered.iter().enumerate() {
        let own = weight_of(at);
        if weight + own > limit && position > begin {
            parts.push(&ordered[begin..position]);
            (begin, weight) = (position, 0);
        }
        weight += own;
    }
    if begin < ordered.len() {
        parts.push(&ordered[begin..]);
    }
    parts
}

/// Areas and named stations that a visitor may choose as a place, each once and in order; no more than a list can show.
pub fn places(site: &Site, limit: usize) -> Vec<String> {
    let mut named: BTreeMap<String, usize> = BTreeMap::new();
    for &at in &site.lists.all {
        let resource = &site.entries[at].resource;
        let ways = resource.venues.iter().flat_map(|venue| &venue.access);
        ways.flat_map(|way| stations(way)).for_each(|station| *named.entry(station).or_default() += 1);
    }
    let mut stations: Vec<(String, usize)> = named.into_iter().collect();
    // The most named first, should there be too many.
    stations.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let areas = site.areas.iter().zip(&site.lists.areas).filter(|(_, list)| !list.is_empty()).map(|(area, _)| area.name.clone());
    areas.chain(stations.into_iter().map(|(name, _)| name)).take(limit).collect()
}

#[cfg(test)]
mod tests {
    use super::Collector;

    #[test]
    fn texts_without_words_leave_no_line() {
        let mut out = Collector::default();
        ["a", " 「」", "b"].into_iter().for_each(|text| out.text(text));
        assert_eq!(out.text, "a\nb");
    }
}
