//! Ids that live outside of the site: in people's calendars, in feed readers, in the data bases of others.
//!
//! An id is made from what a thing is, never from where it stands in a list: if a meeting that was taken away left its id to
//! the next one, every calendar would turn the one into the other. Two rules:
//!
//! - Within an entry a thing is called by the first of its features that tells it from the others ([`told_apart`]); things
//!   that are alike in all of them are numbered.
//! - No two sites share an id: each stands below the site's [`namespace`].

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;
use uuid::Uuid;

use crate::model::resource::Session;
use crate::model::ruby;
use crate::model::venue::Venue;
use crate::site::Site;

/// The name below which a site's ids are made: its address; as long as there is none, its title and publisher.
///
/// The address counts without its scheme: a site that moves to https stays the same site.
pub fn namespace(site: &Site) -> Uuid {
    let settings = &site.settings;
    let name = match &settings.base_url {
        Some(base) => base.value.split_once("://").map_or(base.value.as_str(), |(_, rest)| rest).to_owned(),
        None => {
            let publisher = settings.publisher.as_ref().map_or("", |publisher| publisher.name.as_str());
            format!("{}\n{publisher}", settings.title.value)
        }
    };
    Uuid::new_v5(&Uuid::NAMESPACE_URL, lower_host(&name).as_bytes())
}

/// Hosts know no difference of case, paths do.
fn lower_host(address: &str) -> String {
    let (host, path) = address.split_at(address.find('/').unwrap_or(address.len()));
    host.to_lowercase() + path
}

/// The UUID of an entry; the same in every build.
pub fn uuid(site: &Site, id: &str) -> String {
    Uuid::new_v5(&namespace(site), id.as_bytes()).to_string()
}

/// The same as an address, for those who want one that never changes.
pub fn urn(site: &Site, id: &str) -> String {
    format!("urn:uuid:{}", uuid(site, id))
}

/// The UUID of something that belongs to an entry. `names` say what it is, the coarsest first.
///
/// Sites without an address may share a title that nobody has changed yet; then the area's code or name parts them.
pub fn part(site: &Site, namespace: Uuid, id: &str, names: &[&str]) -> Uuid {
    let folder = id.split('/').next().unwrap_or("");
    let area = || site.areas.iter().find(|area| area.id.value == folder).map_or("", |area| area.code.as_deref().unwrap_or(&area.name));
    let area = if site.settings.base_url.is_none() { area() } else { "" };
    let name = [&[area, id], names].concat().join("\n");
    Uuid::new_v5(&namespace, name.as_bytes())
}

/// A name for each of some things: of its features, which go from the most telling to the least, as many as tell it from the
/// others. What is alike in all of them is numbered in the order given.
pub fn told_apart(things: &[Vec<String>]) -> Vec<String> {
    let mut names: Vec<String> = things.iter().map(|features| features.first().cloned().unwrap_or_default()).collect();
    let most = things.iter().map(Vec::len).max().unwrap_or(0);
    for level in 1..most {
        let count = counted(&names);
        for (name, features) in names.iter_mut().zip(things) {
            if count[name.as_str()] > 1 {
                name.push('\n');
                name.push_str(features.get(level).map_or("", String::as_str));
            }
        }
    }
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for name in &mut names {
        let number = seen.entry(name.clone()).and_modify(|number| *number += 1).or_insert(1);
        if *number > 1 {
            name.push_str(&format!("\n#{number}"));
        }
    }
    names
}

fn counted(names: &[String]) -> BTreeMap<String, usize> {
    let mut count = BTreeMap::new();
    for name in names {
        *count.entry(name.clone()).or_insert(0) += 1;
    }
    count
}

/// Words as a name: furigana, widths and blanks make no difference.
pub fn plain(words: &str) -> String {
    ruby::plain(words).nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// The features of a session: its name, its days, its place. Hours and notes are none of them.
pub fn of_session(session: &Session) -> Vec<String> {
    let name = session.name.as_deref().map(plain).filter(|name| !name.is_empty());
    let days = session.recurrences.iter().flat_map(|recurrence| recurrence.days()).collect::<Vec<_>>().join("、");
    let phrase = || session.when.as_ref().map(|when| plain(&when.value)).unwrap_or_default();
    let days = if days.is_empty() { phrase() } else { days };
    let venue = session.venue.as_ref().map(|venue| of_venue(venue).join("\n")).unwrap_or_default();
    vec![name.unwrap_or_else(|| format!("@{days}")), days, venue]
}

/// The features of a venue: its name, else where it is.
pub fn of_venue(venue: &Venue) -> Vec<String> {
    let online = || venue.online.as_ref().map(|online| online.url.as_deref().unwrap_or("online"));
    let words = [venue.name.as_deref(), venue.address.as_deref(), online(), venue.detail.as_deref(), venue.undisclosed.as_deref()];
    let mut features: Vec<String> = words.into_iter().flatten().map(plain).collect();
    if features.is_empty() {
        features.push(String::new());
    }
    features
}

#[cfg(test)]
mod tests {
    use super::{lower_host, told_apart};

    fn names(things: &[&[&str]]) -> Vec<String> {
        let things: Vec<Vec<String>> = things.iter().map(|features| features.iter().map(|word| (*word).to_owned()).collect()).collect();
        told_apart(&things)
    }

    #[test]
    fn a_thing_is_called_by_as_much_as_tells_it_from_the_others() {
        assert_eq!(names(&[&["a", "1"], &["b", "1"]]), ["a", "b"]);
        assert_eq!(names(&[&["a", "1"], &["a", "2"], &["b", "1"]]), ["a\n1", "a\n2", "b"]);
        assert_eq!(names(&[&["a", "1"], &["a", "1"], &["a", "2"]]), ["a\n1", "a\n1\n#2", "a\n2"]);
        assert_eq!(names(&[&["a"], &["a", "1"]]), ["a\n", "a\n1"]);
        assert_eq!(names(&[]), Vec::<String>::new());
    }

    #[test]
    fn hosts_are_compared_without_case() {
        assert_eq!(lower_host("WWW.City.Example.LG.JP/Fukushi/"), "www.city.example.lg.jp/Fukushi/");
    }
}
