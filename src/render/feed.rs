//! `feed.xml` (Atom, RFC 4287): new and changed entries.
//!
//! An entry's date is the newest one its editor gave: when it was checked, or that of a document it rests on. No such date, no
//! place in the feed: the day of a build says nothing about an entry. A date to the month counts from its first day.

use jiff::civil::Date;

use crate::model::date::PartialDate;
use crate::model::resource::Resource;
use crate::model::ruby;
use crate::render::markup::escape;
use crate::render::opendata::Links;
use crate::render::view::card::plain_text;
use crate::render::{Artifact, Input};
use crate::site::{Entry, Site, route};

/// Entries that a feed tells.
const MOST: usize = 50;

pub(super) fn render<'a>(input: &'a Input<'a>) -> Vec<Artifact<'a>> {
    vec![Artifact::later(route::FEED, move || Ok(feed(input.site).into_bytes()))]
}

fn feed(site: &Site) -> String {
    let links = Links::new(site);
    let settings = &site.settings;
    let mut dated: Vec<(PartialDate, &Entry)> = site
        .entries
        .iter()
        .filter(|entry| entry.is_public())
        .filter_map(|entry| Some((date(&entry.resource, site.today)?, entry)))
        .collect();
    // The newest first; entries of one day stay in the order of their ids.
    dated.sort_by(|(a, _), (b, _)| b.earliest().cmp(&a.earliest()));
    dated.truncate(MOST);
    let issued = settings.issued.map(PartialDate::earliest).filter(|issued| *issued <= site.today);
    let updated = dated.first().map(|(date, _)| date.earliest()).or(issued).unwrap_or(site.today);
    let base = settings.base_url.as_ref().map_or("", |base| base.value.as_str());
    let mut xml = String::with_capacity(1024 * (dated.len() + 1));
    xml.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"ja\">\n");
    element("id", &format!("urn:uuid:{}", links.uuid("feed")), &mut xml);
    element("title", &settings.title.value, &mut xml);
    settings.subtitle.iter().for_each(|subtitle| element("subtitle", subtitle, &mut xml));
    element("updated", &moment(updated), &mut xml);
    link("self", &format!("{base}{}", route::FEED), "application/atom+xml", &mut xml);
    link("alternate", &format!("{base}index.html"), "text/html", &mut xml);
    let author = settings.publisher.as_ref().map_or(&settings.title.value, |publisher| &publisher.name);
    xml.push_str("<author>");
    element("name", author, &mut xml);
    xml.push_str("</author>\n");
    let licence = settings.licence.as_ref();
    let rights = licence.and_then(|licence| licence.name.clone().or_else(|| licence.note.as_ref().map(|note| plain_text(&note.source))));
    rights.iter().for_each(|rights| element("rights", rights, &mut xml));
    for (date, entry) in dated {
        tell(date, entry, site, &links, &mut xml);
    }
    xml.push_str("</feed>\n");
    xml
}

fn tell(date: PartialDate, entry: &Entry, site: &Site, links: &Links, xml: &mut String) {
    let resource = &entry.resource;
    xml.push_str("<entry>\n");
    element("id", &format!("urn:uuid:{}", links.uuid(&resource.id)), xml);
    element("title", &ruby::plain(&resource.name), xml);
    link("alternate", &links.page(&resource.id), "text/html", xml);
    element("updated", &moment(date.earliest()), xml);
    if let Some(kind) = entry.kind {
        xml.push_str("<category term=\"");
        escape(&site.vocabulary.kinds[kind].label, xml);
        xml.push_str("\"/>\n");
    }
    let checked = resource.checked.as_ref().filter(|checked| checked.earliest() <= site.today);
    let when = match checked {
        Some(checked) => format!("最終確認日 {}", checked.japanese()),
        None => format!("資料の日付 {}", date.japanese()),
    };
    let areas: Vec<&str> = entry.areas.iter().map(|area| site.areas[*area].name.as_str()).collect();
    let facts = if areas.is_empty() { when } else { format!("{}、{when}", areas.join("・")) };
    element("summary", &format!("{}（{facts}）", plain_text(&resource.summary.source)), xml);
    xml.push_str("</entry>\n");
}

/// The newest date that the entry gives; none of them may lie ahead.
fn date(resource: &Resource, today: Date) -> Option<PartialDate> {
    let sources = resource.sources.iter().filter_map(|source| source.date);
    let dates = resource.checked.as_ref().map(|checked| checked.value).into_iter().chain(sources).chain(resource.since);
    dates.filter(|date| date.earliest() <= today).max_by_key(|date| (date.earliest(), date.day.is_some()))
}

/// The first moment of a day in Japan.
fn moment(date: Date) -> String {
    format!("{date}T00:00:00+09:00")
}

fn element(name: &str, text: &str, xml: &mut String) {
    xml.extend(["<", name, ">"]);
    escape(text, xml);
    xml.extend(["</", name, ">\n"]);
}

fn link(rel: &str, href: &str, kind: &str, xml: &mut String) {
    xml.extend(["<link rel=\"", rel, "\" type=\"", kind, "\" href=\""]);
    escape(href, xml);
    xml.push_str("\"/>\n");
}
