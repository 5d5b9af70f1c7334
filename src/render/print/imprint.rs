//! Who publishes an edition, of when its facts are, from where they come, whom to tell of a mistake: in the reader's voice.
//!
//! What was printed before by others is a source and nothing more; the publisher is the one who makes this edition.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::date::PartialDate;
use crate::model::ruby;
use crate::model::settings::{Credit, Leaflet, Publisher, SiteContact};
use crate::model::text::Prose;
use crate::render::print::entry::for_readers;
use crate::render::print::press::set::Setter;
use crate::render::print::press::view::Fact;
use crate::site::{Entry, EntryIndex, Site};

/// Sources that are named.
const SOURCES: usize = 2;
/// What every leaflet says, whatever its editor says beside.
const CHANGES: &str = "情報は変わることがあります。";

/// The lines of the imprint; `shown` is the leaflet with its furigana.
pub fn of(leaflet: &Leaflet, shown: &Leaflet, entries: &[EntryIndex], set: &Setter, site: &Site) -> Vec<Fact> {
    let settings = site.settings.shown();
    let publisher = shown.publisher.as_ref().or(settings.publisher.as_ref());
    let issued = leaflet.issued.or(settings.issued);
    let of: Vec<&Entry> = entries.iter().map(|at| &site.entries[*at]).collect();
    let credits = if shown.credits.is_empty() { &settings.credits } else { &shown.credits };
    let mut facts = Facts { set, all: Vec::new() };
    facts.always("発行", publisher.map(|publisher| signed(publisher, issued)));
    facts.always("情報の時点", as_of(&of, site));
    facts.lines("もとの資料", sources(&of));
    credits.iter().for_each(|credit| facts.credit(credit));
    facts.add("助成", shown.funding.as_deref().or(settings.funding.as_deref()).map(for_readers));
    facts.lines("ことわり", notes(shown));
    facts.lines("", publisher.and_then(|publisher| publisher.introduction.as_ref()).map(paragraphs).unwrap_or_default());
    facts.always("まちがいは", settings.contact.as_ref().and_then(told));
    facts.all
}

/// The lines as they come; one without words is none.
struct Facts<'a> {
    set: &'a Setter<'a>,
    all: Vec<Fact>,
}

impl Facts<'_> {
    /// A line that no leaflet leaves out.
    fn always(&mut self, label: &str, text: Option<String>) {
        let before = self.all.len();
        self.add(label, text);
        self.all[before..].iter_mut().for_each(|fact| fact.is_kept = true);
    }

    fn add(&mut self, label: &str, text: Option<String>) {
        self.lines(label, text.into_iter().collect());
    }

    fn lines(&mut self, label: &str, lines: Vec<String>) {
        let lines: Vec<_> = lines.iter().map(|line| self.set.text(line)).filter(|text| !text.is_empty()).collect();
        if !lines.is_empty() {
            self.all.push(Fact { is_kept: false, label: self.set.text(label), lines });
        }
    }

    /// A short role is a word of its own; a long one stands before the name.
    fn credit(&mut self, credit: &Credit) {
        let role = credit.role.as_deref().unwrap_or("協力");
        match role.chars().count() {
            0..=5 => self.add(role, Some(credit.name.clone())),
            _ => self.add("協力", Some(format!("{}（{role}）", credit.name))),
        }
    }
}

fn signed(publisher: &Publisher, issued: Option<PartialDate>) -> String {
    let issued = issued.map(|date| format!("　{}", date.japanese())).unwrap_or_default();
    format!("{}{issued}", publisher.name)
}

/// Of when the facts are: one date, or those of whole kinds and that of all others.
fn as_of(entries: &[&Entry], site: &Site) -> Option<String> {
    let mut by_date: BTreeMap<PartialDate, Vec<&Entry>> = BTreeMap::new();
    for entry in entries {
        by_date.entry(entry.resource.checked.as_ref()?.value).or_default().push(entry);
    }
    let most = by_date.iter().max_by_key(|(_, entries)| entries.len()).map(|(date, _)| *date)?;
    let others: Vec<String> =
        by_date.iter().filter(|(date, _)| **date != most).map(|(date, of)| said_of(*date, of, entries, site)).collect();
    const TOLD: usize = 2;
    Some(match others.len() {
        0 => most.japanese(),
        1..=TOLD => format!("{}、そのほかは{}", others.join("、"), most.japanese()),
        _ => {
            let (first, last) = (by_date.keys().next()?, by_date.keys().next_back()?);
            format!("{}から{}まで（場所ごとにちがいます）", first.japanese(), last.japanese())
        }
    })
}

/// 「無料スペースは2021年2月」, where all of a kind are of that date; else the names.
fn said_of(date: PartialDate, of: &[&Entry], all: &[&Entry], site: &Site) -> String {
    let kind = of.first().and_then(|entry| entry.kind).filter(|kind| {
        let of_kind = |entries: &[&Entry]| entries.iter().filter(|entry| entry.kind == Some(*kind)).count();
        of_kind(of) == of.len() && of_kind(all) == of.len()
    });
    let who = match kind {
        Some(kind) => site.vocabulary.kinds[kind].label.clone(),
        None if of.len() == 1 => ruby::plain(&of[0].resource.name.value).into_owned(),
        None => format!("{}件", of.len()),
    };
    format!("{who}は{}", date.japanese())
}

/// The documents the facts are from, the most used first.
fn sources(entries: &[&Entry]) -> Vec<String> {
    let mut used: BTreeMap<&str, usize> = BTreeMap::new();
    let titles =
        entries.iter().flat_map(|entry| entry.resource.sources.iter().map(|source| source.title.as_str()).collect::<BTreeSet<_>>());
    titles.for_each(|title| *used.entry(title).or_default() += 1);
    let mut titles: Vec<(&str, usize)> = used.into_iter().collect();
    titles.sort_by_key(|(title, count)| (usize::MAX - count, *title));
    let more = (titles.len() > SOURCES).then(|| "ほか".to_owned());
    titles.into_iter().take(SOURCES).map(|(title, _)| title.to_owned()).chain(more).collect()
}

fn notes(leaflet: &Leaflet) -> Vec<String> {
    let notes = leaflet.notes.as_ref().map(paragraphs).unwrap_or_default();
    let says_so = notes.iter().any(|note| note.contains("変わることがあります"));
    if says_so { notes } else { std::iter::once(CHANGES.to_owned()).chain(notes).collect() }
}

/// Paragraphs without what an editor notes for himself.
fn paragraphs(prose: &Prose) -> Vec<String> {
    prose.lines().lines().map(for_readers).filter(|line| !line.is_empty()).collect()
}

/// Whom to tell of a mistake: those who can be reached, by name.
fn told(contact: &SiteContact) -> Option<String> {
    let ways = [contact.phone.as_deref(), contact.email.as_deref(), contact.url.as_deref()];
    let way = ways.into_iter().flatten().next()?;
    let name = contact.label.as_deref().filter(|label| !label.contains("まちがい")).map(|label| format!("{label} ")).unwrap_or_default();
    Some(format!("{name}{way}へ"))
}
