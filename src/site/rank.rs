//! Which of several places to name first: those that somebody who has not been out for long can turn to most easily.
//!
//! 1. What does not take place comes last, whatever else is true of it.
//! 2. Who can be reached comes before what has a day or a place, and that before the rest.
//! 3. Then: for oneself or one's family, with more 安心ポイント, checked within the policy, and by reading.

use crate::model::ruby;
use crate::model::vocabulary::{Term, Vocabulary};
use crate::site::{Entry, Whom};

/// How far an entry brings one who stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// Its people can be reached, or come by themselves.
    Reachable,
    /// One knows when it is, or where.
    Placed,
    /// There is more to find out first.
    Vague,
    /// It does not take place now: paused, ended or over.
    Closed,
}

/// Comforts that are a way to somebody although no number is written.
const COMING: [&str; 2] = ["visit-ok", "email-ok"];
/// Audiences that are the reader.
const READER: [&str; 3] = ["self", "family", "anyone"];
/// More 安心ポイント than this say no more.
const COMFORTS: usize = 4;

/// What decides the order; the least comes first.
pub type Key = (Tier, bool, usize, bool, String);

/// How far an entry brings one.
pub fn tier(entry: &Entry, vocabulary: &Vocabulary) -> Tier {
    let resource = &entry.resource;
    let comes = has(&entry.comforts, &vocabulary.comforts, &COMING);
    let placed = resource.venues.iter().any(|venue| venue.address.is_some() || venue.name.is_some() || venue.online.is_some());
    match () {
        () if !entry.takes_place() => Tier::Closed,
        () if entry.whom == Whom::Itself || comes => Tier::Reachable,
        () if placed || !resource.sessions.is_empty() || !resource.hours.is_empty() => Tier::Placed,
        () => Tier::Vague,
    }
}

/// What decides where an entry stands.
pub fn key(entry: &Entry, vocabulary: &Vocabulary) -> Key {
    let resource = &entry.resource;
    let reading = resource.reading.clone().unwrap_or_else(|| ruby::plain(&resource.name).into_owned());
    let is_for_others = !entry.audience.is_empty() && !has(&entry.audience, &vocabulary.audiences, &READER);
    let comforts = COMFORTS - entry.comforts.len().min(COMFORTS);
    (tier(entry, vocabulary), is_for_others, comforts, entry.is_stale, reading)
}

fn has(terms: &[usize], all: &[Term], ids: &[&str]) -> bool {
    terms.iter().any(|term| ids.contains(&all[*term].id.value.as_str()))
}
