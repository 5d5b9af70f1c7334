//! The search index: script files, because a page opened from a disk may load scripts and nothing else.
//!
//! `assets/find/index.js` has what all entries share: the words that sort them, synonyms, and which file has which areas.
//! A small site has one further file, loaded with the page. Of a large one, a visitor loads what is asked for: for a first
//! letter the names that begin with it (`names-1.js` …, by reading), then all names, and whole entries (`1.js` …, by area)
//! where an area is chosen or names and summaries do not answer.
//! All hand their values to `assets/find.js` by the queue `shioriFind`. themes/README.md describes them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::civil::Date;
use serde::Serialize;

use crate::diagnostics::At;
use crate::model::area::{Area, prefecture};
use crate::model::fee::Fee;
use crate::model::vocabulary::{Term, Vocabulary, Worry};
use crate::render::view::StatusView;
use crate::render::view::ask::{AskView, WayView};
use crate::render::{Artifact, RenderError};
use crate::site::ask::WayKind;
use crate::site::days::Times;
use crate::site::search::{self, Spoken, Synonyms, Words};
use crate::site::timetable::{TABLE_DAYS, calendar_end};
use crate::site::{Entry, EntryIndex, Meeting, Site};

/// What all entries share.
pub const SHARED: &str = "assets/find/index.js";
/// A site of no more than so many bytes of text is one file, some 100 kB compressed.
const WHOLE: usize = 256 << 10;
/// One file of a larger site.
const SHARD: usize = 192 << 10;
/// One file of names, some 60 kB compressed.
const NAMES: usize = 256 << 10;

/// What may be chosen of the fee, and what counts as it; a row of the index has the position.
pub const FEES: [&[Fee]; 4] =
    [&[Fee::Unsaid], &[Fee::Free], &[Fee::Donation, Fee::ActualCost, Fee::Amount, Fee::Costs], &[Fee::FreeForSome]];

/// How the index is cut, and what its rows need to know of the site.
pub struct Index<'a> {
    site: &'a Site,
    shards: Vec<&'a [EntryIndex]>,
    /// Parts of the entries in the order of their readings; none where there is one shard.
    names: Vec<&'a [EntryIndex]>,
    synonyms: Synonyms,
    /// Entry → its place in the order of readings.
    order: Vec<usize>,
    /// Areas with all they are a part of.
    wholes: Vec<Vec<usize>>,
    /// Entry → its meetings, positions in the calendar.
    meetings: Vec<Vec<usize>>,
    /// How the words of the site are read: what a row has is heard when the row is made, so that it is not made twice.
    spoken: Mutex<Spoken>,
}

#[derive(Serialize)]
struct Shared<'a> {
    from: String,
    days: usize,
    /// The last of these days of which the meetings are known.
    meetings: i32,
    count: usize,
    whole: bool,
    need: Vec<TermRow<'a>>,
    kind: Vec<TermRow<'a>>,
    audience: Vec<TermRow<'a>>,
    comfort: Vec<TermRow<'a>>,
    area: Vec<AreaRow<'a>>,
    synonyms: &'a [Vec<String>],
    worries: Vec<WorryRow<'a>>,
    readings: Vec<Vec<String>>,
    variants: String,
    spellings: Vec<Vec<&'static str>>,
    files: Vec<FileRow>,
    names: Vec<NamesRow>,
}

/// Id, label, short label.
#[derive(Serialize)]
struct TermRow<'a>(&'a str, &'a str, &'a str);

/// Label, comparable words (parts that must all occur are parted by a space), wishes, kinds, comforts, audiences, ids of places.
#[derive(Serialize)]
struct WorryRow<'a>(&'a str, Vec<String>, Vec<usize>, Vec<usize>, Vec<usize>, Vec<usize>, Vec<&'a str>);

/// Id, name, reading, the areas it lies in with itself, prefecture.
#[derive(Serialize)]
struct AreaRow<'a>(&'a str, &'a str, &'a str, &'a [usize], &'static str);

/// Number of entries, and the areas under which some of them are listed.
#[derive(Serialize)]
struct FileRow(usize, Vec<usize>);

/// Number of entries, and the letters with which their names begin, also as they are read and called besides; the most frequent first.
#[derive(Serialize)]
struct NamesRow(usize, String);

/// An entry: what a file of names has of it, and all the rest. See themes/README.md.
#[derive(Serialize)]
struct Row<'a>(Head<'a>, Rest<'a>);

/// Id, name, comparable reading and other names, summary, kind, areas, wishes, audience, comforts, place in the order of
/// readings, fee, status, how to reach somebody, when it was checked, whether one must ask for its times.
#[derive(Serialize)]
struct Head<'a>(
    &'a str,
    &'a str,
    String,
    String,
    Option<usize>,
    &'a [usize],
    &'a [usize],
    &'a [usize],
    &'a [usize],
    usize,
    usize,
    &'static str,
    Option<ReachRow>,
    String,
    u8,
);

/// Place, times, table, meetings, position, synonyms, comparable rest, comparable ways there, validity.
#[derive(Serialize)]
struct Rest<'a>(
    String,
    Vec<&'a str>,
    Option<usize>,
    Vec<MeetingRow<'a>>,
    Option<(f64, f64)>,
    Vec<usize>,
    String,
    String,
    (Option<i32>, Option<i32>),
);

/// Who answers, where that is somebody else, and the ways to them: kind, label, text, extension, note.
#[derive(Serialize)]
struct ReachRow(String, Vec<(WayKind, String, String, String, String)>);

/// Start and end in minutes, why it may not take place, days after the first.
#[derive(Serialize)]
struct MeetingRow<'a>(Option<u16>, Option<u16>, &'a str, Vec<i32>);

impl<'a> Index<'a> {
    /// The index of a site.
    pub fn new(site: &'a Site) -> Self {
        let mut shards = search::shards(site, WHOLE);
        if shards.len() > 1 {
            shards = search::shards(site, SHARD);
        }
        let names = if shards.len() > 1 { search::parts(&site.lists.all, NAMES, |at| head_weight(&site.entries[at])) } else { Vec::new() };
        let mut order = vec![0; site.entries.len()];
        site.lists.all.iter().enumerate().for_each(|(place, at)| order[*at] = place);
        let wholes = wholes(&site.areas);
        let mut meetings = vec![Vec::new(); site.entries.len()];
        site.calendar.iter().enumerate().for_each(|(at, meeting)| meetings[meeting.entry].push(at));
        let spoken = Mutex::new(Spoken::new(site));
        Index { site, shards, names, synonyms: Synonyms::new(site), order, wholes, meetings, spoken }
    }

    /// Files a page loads at once.
    pub fn scripts(&self) -> Vec<String> {
        let whole = if self.shards.len() == 1 { Some(file(0)) } else { None };
        [SHARED.to_owned()].into_iter().chain(whole).collect()
    }

    /// Every file.
    pub fn artifacts(self) -> Vec<Artifact<'a>> {
        let index = Arc::new(self);
        let mut artifacts: Vec<Artifact<'a>> = (0..index.shards.len())
            .map(|number| {
                let index = Arc::clone(&index);
                Artifact::later(file(number), move || index.shard(number))
            })
            .collect();
        artifacts.extend((0..index.names.len()).map(|number| {
            let index = Arc::clone(&index);
            Artifact::later(names_file(number), move || index.names_of(number))
        }));
        artifacts.push(Artifact::later(SHARED, move || index.shared()));
        artifacts
    }

    fn shared(&self) -> Result<Vec<u8>, RenderError> {
        let site = self.site;
        let shared = Shared {
            from: site.today.to_string(),
            days: TABLE_DAYS,
            meetings: site.today.until(calendar_end(site.today)).map_or(0, |span| span.get_days()),
            count: site.lists.all.len(),
            whole: self.shards.len() <= 1,
            need: terms(&site.vocabulary.needs),
            kind: terms(&site.vocabulary.kinds),
            audience: terms(&site.vocabulary.audiences),
            comfort: terms(&site.vocabulary.comforts),
            area: site.areas.iter().zip(&self.wholes).map(|(area, wholes)| area_row(area, wholes)).collect(),
            synonyms: &self.synonyms.groups,
            worries: site.vocabulary.worries.iter().map(|worry| worry_row(worry, &site.vocabulary)).collect(),
            readings: self.spoken().of_site(site),
            variants: search::variants(),
            spellings: search::spellings(),
            files: self.shards.iter().map(|shard| self.file_row(shard)).collect(),
            names: self.names.iter().map(|part| self.names_row(part)).collect(),
        };
        queue(SHARED, &shared, &[])
    }

    /// What was heard of rows before, also where making one of them failed.
    fn spoken(&self) -> MutexGuard<'_, Spoken> {
        self.spoken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn file_row(&self, shard: &[EntryIndex]) -> FileRow {
        let mut areas: Vec<usize> = shard.iter().flat_map(|at| &self.site.entries[*at].areas).copied().collect();
        areas.sort_unstable();
        areas.dedup();
        areas = areas.iter().flat_map(|area| &self.wholes[*area]).copied().collect();
        areas.sort_unstable();
        areas.dedup();
        FileRow(shard.len(), areas)
    }

    fn names_row(&self, part: &[EntryIndex]) -> NamesRow {
        let names = |at: &EntryIndex| {
            let entry = &self.site.entries[*at];
            [search::normal(&entry.resource.name), Words::names(entry)].join("\n")
        };
        let mut letters: BTreeMap<char, usize> = BTreeMap::new();
        for names in part.iter().map(names) {
            names.lines().filter_map(|name| name.chars().next()).for_each(|letter| *letters.entry(letter).or_default() += 1);
        }
        let mut letters: Vec<(char, usize)> = letters.into_iter().collect();
        letters.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        NamesRow(part.len(), letters.into_iter().map(|(letter, _)| letter).collect())
    }

    fn names_of(&self, number: usize) -> Result<Vec<u8>, RenderError> {
        let heads: Vec<(Head,)> = self.names[number].iter().map(|&at| (self.head(at, Words::names(&self.site.entries[at])),)).collect();
        queue(&names_file(number), &heads, &[])
    }

    fn shard(&self, number: usize) -> Result<Vec<u8>, RenderError> {
        let shard = self.shards[number];
        let mut tables: Vec<&str> = Vec::new();
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        let rows: Vec<Row> = shard
            .iter()
            .map(|&at| {
                let entry = &self.site.entries[at];
                let weekly = entry.timetable.as_ref().filter(|_| entry.takes_place()).and_then(|table| table.weekly.as_ref());
                let table = weekly.map(|weekly| {
                    *known.entry(&weekly.table).or_insert_with(|| {
                        tables.push(&weekly.table);
                        tables.len() - 1
                    })
                });
                self.row(at, table)
            })
            .collect();
        queue(&file(number), &rows, &tables)
    }

    fn row(&self, at: EntryIndex, table: Option<usize>) -> Row<'a> {
        let site = self.site;
        let entry = &site.entries[at];
        let resource = &entry.resource;
        let words = Words::of(entry);
        self.spoken().hear(at, &words, site);
        let synonyms = self.synonyms.of(entry, &words, site);
        let day = |date: Date| site.today.until(date).map(|span| span.get_days()).ok();
        let until = resource.valid.until.as_ref().map(|date| date.latest()).and_then(day);
        let from = resource.valid.from.as_ref().map(|date| date.earliest()).filter(|from| *from > site.today).and_then(day);
        let rest = Rest(
            place(entry),
            times(entry),
            table,
            meetings(self.meetings[at].iter().map(|at| &site.calendar[*at]), site.today),
            entry.location(),
            synonyms,
            words.rest,
            words.access,
            (from, until),
        );
        Row(self.head(at, words.names), rest)
    }

    /// What is told of an entry before all of it is here.
    fn head(&self, at: EntryIndex, names: String) -> Head<'a> {
        let entry = &self.site.entries[at];
        let resource = &entry.resource;
        Head(
            &resource.id,
            &resource.name,
            names,
            resource.summary.one_line(),
            entry.kind,
            &entry.areas,
            &entry.needs,
            &entry.audience,
            &entry.comforts,
            self.order[at],
            FEES.iter().position(|fees| fees.contains(&entry.fee)).unwrap_or_default(),
            StatusView::of(resource.status, None).map_or("", |status| status.label),
            AskView::of(entry, self.site).map(reach),
            resource.checked.as_ref().map_or_else(String::new, |checked| checked.value.japanese()),
            times_code(entry),
        )
    }
}

/// How much an entry adds to a file of names, roughly and in bytes.
fn head_weight(entry: &Entry) -> usize {
    let resource = &entry.resource;
    let names = resource.reading.iter().chain(&resource.other_names).map(String::len).sum::<usize>();
    resource.name.len() + names + resource.summary.source.len() + 160
}

fn reach(ask: AskView) -> ReachRow {
    let way = |way: WayView| (way.kind, way.label, way.text, way.extension.unwrap_or_default(), way.note.unwrap_or_default());
    ReachRow(ask.name.unwrap_or_default(), ask.ways.into_iter().map(way).collect())
}

fn names_file(number: usize) -> String {
    format!("assets/find/names-{}.js", number + 1)
}

fn file(number: usize) -> String {
    format!("assets/find/{}.js", number + 1)
}

/// A script that hands over a value, and tables that are JSON already.
fn queue<T: Serialize>(path: &str, value: &T, tables: &[&str]) -> Result<Vec<u8>, RenderError> {
    let json = serde_json::to_string(value).map_err(|error| RenderError { path: path.to_owned(), message: error.to_string() })?;
    Ok(format!("(self.shioriFind=self.shioriFind||[]).push([\"{path}\",{json},[{}]])\n", tables.join(",")).into_bytes())
}

fn terms(terms: &[Term]) -> Vec<TermRow<'_>> {
    terms.iter().map(|term| TermRow(&term.id, &term.label, term.short.as_deref().unwrap_or(""))).collect()
}

fn worry_row<'a>(worry: &'a Worry, vocabulary: &Vocabulary) -> WorryRow<'a> {
    let places = |terms: &[Term], ids: &[At<String>]| -> Vec<usize> {
        ids.iter().filter_map(|id| terms.iter().position(|term| term.id.value == id.value)).collect()
    };
    let parts = |word: &str| word.split_whitespace().map(search::normal).collect::<Vec<_>>().join(" ");
    WorryRow(
        &worry.label,
        worry.words.iter().map(|word| parts(word)).filter(|word| !word.is_empty()).collect(),
        places(&vocabulary.needs, &worry.needs),
        places(&vocabulary.kinds, &worry.kinds),
        places(&vocabulary.comforts, &worry.comforts),
        places(&vocabulary.audiences, &worry.audience),
        worry.places.iter().map(|id| id.value.as_str()).collect(),
    )
}

fn area_row<'a>(area: &'a Area, wholes: &'a [usize]) -> AreaRow<'a> {
    let prefecture = area.code.as_deref().and_then(prefecture).unwrap_or("");
    AreaRow(&area.id, &area.name, area.reading.as_deref().unwrap_or(""), wholes, prefecture)
}

/// Each area with all it is a part of, itself first.
fn wholes(areas: &[Area]) -> Vec<Vec<usize>> {
    let ids: BTreeMap<&str, usize> = areas.iter().enumerate().map(|(at, area)| (area.id.as_str(), at)).collect();
    let parent = |at: usize| areas[at].parent.as_ref().and_then(|parent| ids.get(parent.as_str()).copied());
    let with_wholes = |area| {
        let mut found = vec![area];
        while let Some(above) = parent(found[found.len() - 1]).filter(|above| !found.contains(above)) {
            found.push(above);
        }
        found
    };
    (0..areas.len()).map(with_wholes).collect()
}

/// The meetings of an entry; those of the same times stand together.
fn meetings<'a>(calendar: impl Iterator<Item = &'a Meeting>, today: Date) -> Vec<MeetingRow<'a>> {
    let mut rows: Vec<MeetingRow<'a>> = Vec::new();
    for Meeting { occurrence, .. } in calendar {
        let Ok(day) = today.until(occurrence.date).map(|span| span.get_days()) else { continue };
        let why = occurrence.reservation.as_deref().unwrap_or("");
        match rows.iter_mut().find(|row| (row.0, row.1, row.2) == (occurrence.start, occurrence.end, why)) {
            Some(row) => row.3.push(day),
            None => rows.push(MeetingRow(occurrence.start, occurrence.end, why, vec![day])),
        }
    }
    rows
}

/// As find-entries.js reads it.
fn times_code(entry: &Entry) -> u8 {
    match entry.times() {
        Times::Table => 0,
        Times::Ask => 1,
        Times::None => 2,
        Times::Meetings => 3,
    }
}

/// Where it is, in a line.
fn place(entry: &Entry) -> String {
    let resource = &entry.resource;
    let Some(venue) = resource.place() else { return String::new() };
    if let Some(undisclosed) = &venue.undisclosed {
        return undisclosed.clone();
    }
    let online = venue.online.as_ref().map(|_| "オンライン");
    let name = resource.name_beside(venue).filter(|name| Some(*name) != online);
    let parts = [online, name, venue.address.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join("　")
}

/// When it meets or is open, as its editor wrote it.
fn times(entry: &Entry) -> Vec<&str> {
    let resource = &entry.resource;
    let sessions = resource.sessions.iter().filter_map(|session| session.when.as_ref());
    sessions.chain(&resource.hours).map(|line| line.value.as_str()).collect()
}
